/* SPDX-License-Identifier: EUPL-1.2 */
/* What was made, as text and as JSON: see output/made.h. */
#include "ks/output/made.h"

static void text_made(struct ks_out *out, const struct ks_made_view *view)
{
	if (!view->card) {
		if (view->copied)
			ks_out_msg(out, 0, KS_MSG_new_base_copied,
				   KS_ARGS({ "base", view->copied }));
		ks_out_msg(out, 0, KS_MSG_new_coalition_made, KS_ARGS({ "dir", view->path }));
		return;
	}
	ks_out_msg(out, 0, KS_MSG_new_card_made, KS_ARGS({ "file", view->path }));
	if (view->replaces)
		ks_out_msg(out, 0, KS_MSG_new_card_replaces,
			   KS_ARGS({ "card", view->card }, { "file", view->replaces }));
}

static void json_made(struct ks_out *out, const struct ks_made_view *view)
{
	struct ks_json *document = ks_json_document(out);

	ks_json_text(document, "card", view->card);
	ks_json_text(document, "coalition", view->coalition);
	ks_json_text(document, "path", view->path);
	ks_json_text(document, "copied", view->copied);
	ks_json_text(document, "replaces", view->replaces);
	ks_json_end(out, document);
}

void ks_write_made(struct ks_out *out, const struct ks_made_view *view)
{
	if (out->format == KS_AS_JSON)
		json_made(out, view);
	else
		text_made(out, view);
}
