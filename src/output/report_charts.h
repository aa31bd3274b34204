/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_REPORT_CHARTS_H
#define KS_OUTPUT_REPORT_CHARTS_H
/*
 * The drawn part of the report's page of HTML. Every drawing stands with a
 * table of the same numbers, and with a sentence on what it does not say.
 */
#include "report_page.h"

/* The measures that a coordinator looks for first, large. */
void ks_report_html_key(struct ks_out *out, const struct ks_report_view *view);

/* From signal to feedback; by month; terms of receivers; who hands over to whom. */
void ks_report_html_way(struct ks_out *out, const struct ks_report_view *view);
void ks_report_html_trend(struct ks_out *out, const struct ks_report_view *view);
void ks_report_html_partners(struct ks_out *out, const struct ks_report_view *view);
void ks_report_html_pairs(struct ks_out *out, const struct ks_report_view *view);

#endif
