/* SPDX-License-Identifier: EUPL-1.2 */
/* A bundle that comes in, as text and as JSON. */
#include "ks/output/import.h"

#include "ks/base/arena.h"
#include "ks/output/label.h"

bool ks_import_changes(const struct ks_import_view *view)
{
	return view->fresh || view->n_moves || view->n_answers ||
	       view->consent_revoked != KS_NO_DAY;
}

static enum ks_msg lead(const struct ks_import_view *view)
{
	if (view->fresh)
		return view->new_case ? KS_MSG_import_new : KS_MSG_import_new_in;
	return ks_import_changes(view) ? KS_MSG_import_update : KS_MSG_import_same;
}

static void put_moves(struct ks_out *out, const struct ks_import_view *view)
{
	for (size_t i = 0; i < view->n_moves; i++) {
		const struct ks_move_view *move = &view->moves[i];

		ks_out_msg(out, 2, KS_MSG_import_move,
			   KS_ARGS({ "date", ks_day_words(out, move->date) },
				   { "status", ks_label_status(out, move->status) },
				   { "who", move->by }));
		if (move->reason)
			ks_out_wrapped(out, 4, "", ks_label_word(out, move->reason));
		if (move->note)
			ks_out_wrapped(out, 4, "", move->note);
	}
	if (view->consent_revoked != KS_NO_DAY)
		ks_out_msg(out, 2, KS_MSG_import_consent,
			   KS_ARGS({ "date", ks_day_words(out, view->consent_revoked) }));
}

/* Said when it can make a difference: with a new handover, or when answers come of it. */
static void put_shared(struct ks_out *out, const struct ks_import_view *view)
{
	struct ks_buf names;

	if (!view->n_shared || (!view->fresh && !view->n_answers))
		return;
	ks_buf_init(&names, out->arena);
	for (size_t i = 0; i < view->n_shared; i++)
		ks_buf_addf(&names, "%s%s", i ? "; " : "", view->shared[i].label);
	ks_out_msg(out, 0, KS_MSG_import_shared, KS_ARGS({ "what", names.text }));
	if (view->n_answers)
		ks_out_msg(out, 0, KS_MSG_import_shared_taken, NULL);
	else
		ks_out_msg(out, 0, view->with_answers ? KS_MSG_import_shared_known :
							KS_MSG_import_shared_page, NULL);
}

void ks_write_import_plan(struct ks_out *out, const struct ks_import_view *view)
{
	const char *from = ks_party_words(out, &view->from), *to = ks_party_words(out, &view->to);

	ks_out_msg(out, 0, KS_MSG_alone_line, NULL);
	ks_out_msg(out, 0, KS_MSG_import_from,
		   KS_ARGS({ "from", from }, { "to", to }, { "handover", view->there }));
	ks_out_msg(out, 0, lead(view),
		   KS_ARGS({ "handover", view->handover ? view->handover : "" },
			   { "case", view->case_key ? view->case_key : "" }));
	put_moves(out, view);
	put_shared(out, view);
	for (size_t i = 0; i < view->n_not_taken; i++)
		ks_out_msg(out, 0, KS_MSG_import_not_taken,
			   KS_ARGS({ "what", view->not_taken[i] }));
}

static void json_imported(struct ks_out *out, const struct ks_import_view *view)
{
	struct ks_json *document = ks_json_document(out), *list;

	ks_json_text(document, "handover", view->handover);
	ks_json_text(document, "case", view->case_key);
	ks_json_text(document, "origin", view->there);
	ks_json_bool(document, "new_handover", view->fresh);
	ks_json_bool(document, "new_case", view->fresh && view->new_case);
	ks_json_bool(document, "changed", ks_import_changes(view));
	list = ks_json_array(document, "moves");
	for (size_t i = 0; i < view->n_moves; i++)
		ks_json_text(list, NULL, ks_handover_status_words[view->moves[i].status]);
	ks_json_int(document, "answers", (long long)view->n_answers);
	list = ks_json_array(document, "not_taken");
	for (size_t i = 0; i < view->n_not_taken; i++)
		ks_json_text(list, NULL, view->not_taken[i]);
	ks_json_end(out, document);
}

void ks_write_imported(struct ks_out *out, const struct ks_import_view *view)
{
	const struct ks_arg *args =
		KS_ARGS({ "handover", view->handover }, { "case", view->case_key });

	if (out->format == KS_AS_JSON) {
		json_imported(out, view);
		return;
	}
	if (!ks_import_changes(view))
		return;
	ks_out_msg(out, 0, KS_MSG_import_done, args);
	ks_out_msg(out, 0, KS_MSG_import_next, args);
}
