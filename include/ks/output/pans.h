/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_PANS_H
#define KS_OUTPUT_PANS_H
/*
 * The two pans in the words of a parent, and what may lie on the table at all.
 *
 * A page that is read together never shows what is shielded, never names a
 * class, and never speaks of reporting. What is held back is not hinted at
 * either: the page reads as if it were whole.
 */
#include "ks/engine/route.h"
#include "ks/output/out.h"

/* True when something is to be looked at by the professional alone first. */
bool ks_table_has_more(const struct ks_route *route);

/* True when a step that rests on this may stand on the table. */
bool ks_table_shows(const struct ks_factor *factor);

/*
 * True when a present signal or a strength may be named on the table: nothing
 * that is asked only when she is alone (engine/talk.h) is.
 */
bool ks_table_names(struct ks_out *out, const struct ks_factor *factor);

/* True when a text of a card keeps clear of words that belong elsewhere. */
bool ks_table_may_say(const char *text);

/* True when one of its reasons may be given there. */
bool ks_table_shows_reason(const struct ks_route *route, const struct ks_reason *reason);

/* True when a step may stand on the table: a reason and all its words may. */
bool ks_table_shows_step(struct ks_out *out, const struct ks_route *route,
			 const struct ks_route_step *step);

/* The factor's label, with whom it is about where that is not the mother. */
const char *ks_factor_label(struct ks_out *out, const struct ks_factor *factor,
			    enum ks_subject subject);

/* Both pans: side by side where there is room, else one below the other. */
void ks_put_pans(struct ks_out *out, const struct ks_route *route);

/* "14 weken en 3 dagen". */
const char *ks_week_words(struct ks_out *out, int days);

/* "U bent 14 weken en 3 dagen zwanger ..."; nothing when nothing is known. */
void ks_put_pregnancy(struct ks_out *out, const struct ks_route *route, int due);

/* The same for the professional: "14+3 weken, uitgerekend ...". */
void ks_put_term(struct ks_out *out, const struct ks_route *route, int due);

/* Says that the intake is not finished, or that questions wait; never which. */
struct ks_screen_view;
void ks_put_intake(struct ks_out *out, const struct ks_screen_view *view);

#endif
