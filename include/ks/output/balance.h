/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_BALANCE_H
#define KS_OUTPUT_BALANCE_H
/* The balance in full: for JSON and for the professional's own page. */
#include "ks/output/screen.h"

/* All keys of `ks screen --json` after "format"; also "balance" of a route. */
void ks_json_balance(struct ks_out *out, struct ks_json *in, const struct ks_screen_view *view);

/* The answers behind a factor, under "answers". */
void ks_json_answers(struct ks_json *in, const char *key, const struct ks_picture *picture,
		     const struct ks_factor *factor);

/* "ja, zelf gezegd, 21 november 2026": one thing that stands behind a factor. */
const char *ks_basis_words(struct ks_out *out, const struct ks_basis *basis);

/* What could still change class or route, under "open_questions". */
void ks_json_questions(struct ks_json *in, const struct ks_route *route);

/* One of them, to add to. */
struct ks_json *ks_json_question(struct ks_json *list, const struct ks_question *question);

/* A page that the family reads leaves the class out, with its reasons and who raised it. */
enum ks_class_shown { KS_CLASS_SHOWN, KS_CLASS_LEFT_OUT };

/* Class with its reasons, every signal with its answers, strengths. */
void ks_put_balance(struct ks_out *out, const struct ks_screen_view *view,
		    enum ks_class_shown class);

#endif
