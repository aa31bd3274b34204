/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_ROUTE_PAGE_H
#define KS_OUTPUT_ROUTE_PAGE_H
/* The ways to write a route, and what they share. */
#include "ks/output/route.h"

void ks_route_table(struct ks_out *out, const struct ks_route_view *view);
void ks_route_alone(struct ks_out *out, const struct ks_route_view *view);
void ks_route_json(struct ks_out *out, const struct ks_route_view *view);
void ks_route_parents(struct ks_out *out, const struct ks_route_view *view);

/* What cannot wait, with the numbers to phone; ends with an empty line. Nothing where there is none. */
void ks_put_safety(struct ks_out *out, const struct ks_route *route);

/* "Voor het gesprek": what a nurse wants to know before she rings the bell. */
void ks_put_before_talk(struct ks_out *out, const struct ks_route_view *view);

/* "Wat we afspreken": the steps that may stand on the table. */
void ks_put_agreed(struct ks_out *out, const struct ks_route_view *view);

/* What dropped out and may be said, in plain words, and what there is instead. */
void ks_put_not_now(struct ks_out *out, const struct ks_route_view *view);

/*
 * Was casework completed by the day of the page? What nobody arranged then is
 * not arranged any more: no term, no way, no question stands on a page of it.
 */
bool ks_casework_is_over(const struct ks_route_view *view);

/* "De begeleiding is afgerond op 1 maart 2027."; nothing while it goes on. */
void ks_put_casework_over(struct ks_out *out, const struct ks_route_view *view);

/* After a loss: what is said instead of a route. */
enum ks_msg ks_ended_sentence(const struct ks_route_view *view);

/* The parts of life that are for another time. */
void ks_put_later(struct ks_out *out, const struct ks_route_view *view);

/* For the professional: how to record the first step that is still open. */
void ks_put_next_step(struct ks_out *out, const struct ks_route_view *view);

/*
 * Puts indices of steps in the order these have without what the page keeps
 * back: at the table, or at home.
 */
void ks_order_shown(const struct ks_route *route, size_t *order, size_t n, bool at_home);

/* The sentence that says with whom a step is, and what is filled in there. */
enum ks_msg ks_who_sentence(struct ks_out *out, const struct ks_route_step *step,
			    const struct ks_arg **args);

/* The sources behind a step: its own, else those of its card; and their ids with commas. */
struct ks_sources ks_reason_sources(const struct ks_reason *reason);
const char *ks_source_ids(struct ks_out *out, struct ks_sources sources);

/* "landelijk/cards/geldzorgen.yaml:20"; "" for no place. */
const char *ks_place_words(struct ks_arena *arena, struct ks_loc loc);

/* All keys of `ks route --json` after "format"; "file" and "line" of a place. */
void ks_json_route(struct ks_out *out, struct ks_json *document, const struct ks_route_view *view);
void ks_json_place(struct ks_json *in, struct ks_loc loc);

#endif
