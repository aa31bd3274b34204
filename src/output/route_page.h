/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_ROUTE_PAGE_H
#define KS_OUTPUT_ROUTE_PAGE_H
/* The ways to write a route, and what they share. */
#include "ks/output/route.h"

void ks_route_table(struct ks_out *out, const struct ks_route_view *view);
void ks_route_alone(struct ks_out *out, const struct ks_route_view *view);
void ks_route_json(struct ks_out *out, const struct ks_route_view *view);
void ks_route_parents(struct ks_out *out, const struct ks_route_view *view);

/* "Voor het gesprek": what a nurse wants to know before she rings the bell. */
void ks_put_before_talk(struct ks_out *out, const struct ks_route_view *view);

/* The sources behind a step: its own, else those of its card. */
struct ks_sources ks_reason_sources(const struct ks_reason *reason);

#endif
