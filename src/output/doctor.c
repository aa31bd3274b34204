/* SPDX-License-Identifier: EUPL-1.2 */
/* What ks doctor found. */
#include "ks/output/doctor.h"

static const char *const words[] = { "fine", "note", "finding" };

static void doctor_json(struct ks_out *out, const struct ks_doctor_view *view)
{
	struct ks_json *document = ks_json_document(out), *checks;

	ks_json_text(document, "casebook", view->path);
	ks_json_text(document, "head", view->head);
	ks_json_int(document, "findings", (long long)view->n_found);
	checks = ks_json_array(document, "checks");
	for (size_t i = 0; i < view->n; i++) {
		struct ks_json *check = ks_json_object(checks, NULL);

		ks_json_text(check, "check", view->lines[i].check);
		ks_json_text(check, "result", words[view->lines[i].what]);
		ks_json_text(check, "text", view->lines[i].text);
		ks_json_text(check, "mend", view->lines[i].mend);
	}
	ks_json_end(out, document);
}

static void doctor_text(struct ks_out *out, const struct ks_doctor_view *view)
{
	static const enum ks_msg marks[] = { KS_MSG_doctor_fine, KS_MSG_doctor_note,
					     KS_MSG_doctor_found };

	for (size_t i = 0; i < view->n; i++) {
		const struct ks_doctor_line *line = &view->lines[i];

		ks_out_msg(out, 0, marks[line->what], KS_ARGS({ "text", line->text }));
		if (line->mend)
			ks_out_wrapped(out, 4, "", line->mend);
	}
	ks_out_blank(out);
	ks_out_msg(out, 0, view->n_found ? KS_MSG_doctor_some : KS_MSG_doctor_none,
		   KS_ARGS({ "path", view->path }));
}

void ks_write_doctor(struct ks_out *out, const struct ks_doctor_view *view)
{
	if (out->format == KS_AS_JSON)
		doctor_json(out, view);
	else
		doctor_text(out, view);
}
