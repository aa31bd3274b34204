/* SPDX-License-Identifier: EUPL-1.2 */
/* The end of a screening: both pans, and what was concluded together. */
#include "ks/output/screen.h"

#include "ks/output/balance.h"
#include "ks/output/pans.h"
#include "route_page.h"

static void write_json(struct ks_out *out, const struct ks_screen_view *view)
{
	struct ks_json *document = ks_json_document(out);

	ks_json_balance(out, document, view);
	ks_json_end(out, document);
}

static void put_judgement(struct ks_out *out, enum ks_joint judgement)
{
	static const enum ks_msg said[] = {
		[KS_NO_JUDGEMENT] = KS_MSG_table_ask_judgement,
		[KS_IN_BALANCE] = KS_MSG_table_in_balance,
		[KS_OUT_OF_BALANCE] = KS_MSG_table_out_of_balance,
	};

	ks_out_msg(out, 0, said[judgement], NULL);
}

/* What stays behind after a move is for the professional: the page alone names it. */
static void put_end(struct ks_out *out, const struct ks_screen_view *view)
{
	bool more = ks_table_has_more(view->route);

	if (!view->dry_run)
		ks_out_msg(out, 0,
			   more || view->may_move ? KS_MSG_screen_recorded_alone
						  : KS_MSG_screen_recorded,
			   KS_ARGS({ "case", view->case_key }));
	else if (more && !view->case_key)
		ks_out_msg(out, 0, KS_MSG_screen_dry_run_alone, NULL);
	if (view->dry_run)
		ks_out_msg(out, 0, KS_MSG_screen_dry_run, NULL);
}

/*
 * What is for her alone is not told here: others may read along. The number is
 * the same whatever there is, so that it does not tell either.
 */
static void put_first(struct ks_out *out, const struct ks_screen_view *view)
{
	if (!ks_table_has_more(view->route))
		return;
	if (view->case_key)
		ks_out_msg(out, 0, KS_MSG_look_alone_first, KS_ARGS({ "case", view->case_key }));
	ks_out_msg(out, 0, KS_MSG_parents_call_now, NULL);
	ks_out_blank(out);
}

static void write_text(struct ks_out *out, const struct ks_screen_view *view)
{
	put_first(out, view);
	ks_out_heading(out, ks_msg_make(out->arena, out->lang, KS_MSG_screen_title,
					KS_ARGS({ "date", ks_day_words(out, view->date) })));
	ks_put_pregnancy(out, view->route, view->due);
	ks_put_intake(out, view);
	ks_out_blank(out);
	ks_put_pans(out, view->route);
	ks_out_blank(out);
	put_judgement(out, view->judgement);
	if (view->agreed)
		ks_put_arrangements(out, view->agreed);
	ks_out_blank(out);
	put_end(out, view);
}

void ks_write_screen(struct ks_out *out, const struct ks_screen_view *view)
{
	if (out->format == KS_AS_JSON)
		write_json(out, view);
	else
		write_text(out, view);
}
