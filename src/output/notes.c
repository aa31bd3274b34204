/* SPDX-License-Identifier: EUPL-1.2 */
/* Notes of a case, as text and as JSON. */
#include "ks/output/notes.h"

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/output/label.h"

/* ---- text ---------------------------------------------------------------- */

static const char *present_words(struct ks_out *out, const struct ks_note_view *note)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (size_t i = 0; i < note->n_present; i++) {
		const struct ks_named *who = &note->present[i];

		ks_buf_add(&buf, i ? ", " : "");
		ks_buf_add(&buf, who->label ? who->label : ks_label_word(out, who->id));
	}
	return buf.text;
}

static void put_agreement(struct ks_out *out, int indent, const struct ks_agreement_view *agreed)
{
	ks_out_msg(out, indent, agreed->done ? KS_MSG_note_agreement_done : KS_MSG_note_agreement,
		   KS_ARGS({ "id", agreed->id }, { "who", agreed->who }, { "what", agreed->what },
			   { "date", ks_day_words(out, agreed->until) }));
}

static void put_lead(struct ks_out *out, int indent, const struct ks_note_view *note)
{
	ks_out_msg(out, indent, KS_MSG_note_lead,
		   KS_ARGS({ "id", note->id }, { "who", ks_party_words(out, &note->lead) },
			   { "user", note->user }));
}

static void put_meeting(struct ks_out *out, int indent, const struct ks_note_view *note)
{
	ks_out_msg(out, indent, note->named ? KS_MSG_note_meeting_named : KS_MSG_note_meeting,
		   KS_ARGS({ "id", note->id },
			   { "present", present_words(out, note) },
			   { "user", note->user }));
}

static void put_deviation(struct ks_out *out, int indent, const struct ks_note_view *note)
{
	ks_out_msg(out, indent, KS_MSG_note_deviation,
		   KS_ARGS({ "id", note->id }, { "from", note->step ? note->step : note->card },
			   { "user", note->user }));
	ks_out_msg(out, indent + 2,
		   note->evaluated ? KS_MSG_note_evaluated : KS_MSG_note_evaluate,
		   KS_ARGS({ "date", ks_day_words(out, note->until) }));
}

static void put_head(struct ks_out *out, int indent, const struct ks_note_view *note)
{
	if (ks_streq(note->kind, "lead"))
		put_lead(out, indent, note);
	else if (ks_streq(note->kind, "meeting"))
		put_meeting(out, indent, note);
	else if (ks_streq(note->kind, "deviation"))
		put_deviation(out, indent, note);
	else if (!note->done)
		ks_out_msg(out, indent, KS_MSG_note_plain,
			   KS_ARGS({ "id", note->id }, { "user", note->user }));
}

void ks_put_note(struct ks_out *out, int indent, const struct ks_note_view *note)
{
	put_head(out, indent, note);
	if (note->done)
		ks_out_msg(out, indent, KS_MSG_note_done,
			   KS_ARGS({ "id", note->id }, { "what", note->done },
				   { "user", note->user }));
	if (note->text)
		ks_out_wrapped(out, indent + 2, "", note->text);
	if (note->because)
		ks_out_msg(out, indent + 2, KS_MSG_note_because,
			   KS_ARGS({ "because", note->because }));
	for (size_t i = 0; i < note->n_agreements; i++)
		put_agreement(out, indent + 2, &note->agreements[i]);
}

/* ---- JSON ---------------------------------------------------------------- */

static void json_agreements(struct ks_json *list, const struct ks_note_view *note)
{
	for (size_t i = 0; i < note->n_agreements; i++) {
		const struct ks_agreement_view *agreed = &note->agreements[i];
		struct ks_json *object = ks_json_object(list, NULL);

		ks_json_text(object, "id", agreed->id);
		ks_json_text(object, "who", agreed->who);
		ks_json_text(object, "what", agreed->what);
		ks_json_day(object, "until", agreed->until);
		ks_json_bool(object, "done", agreed->done);
	}
}

void ks_json_note(struct ks_json *in, const struct ks_note_view *note)
{
	struct ks_json *present;

	ks_json_text(in, "note", note->id);
	ks_json_text(in, "note_kind", note->kind);
	ks_json_text(in, "text", note->text);
	ks_json_text(in, "because", note->because);
	ks_json_text(in, "card", note->card);
	ks_json_text(in, "step", note->step);
	ks_json_text(in, "done", note->done);
	present = ks_json_array(in, "present");
	for (size_t i = 0; i < note->n_present; i++)
		ks_json_text(present, NULL, note->present[i].id);
	ks_json_bool(in, "named", note->named);
	ks_json_text(in, "lead", note->lead.role);
	ks_json_text(in, "organisation", note->lead.organisation);
	ks_json_day(in, "until", note->until);
	json_agreements(ks_json_array(in, "agreements"), note);
}

static void write_json(struct ks_out *out, const char *case_key, const struct ks_note_view *note)
{
	struct ks_json *document = ks_json_document(out);

	ks_json_text(document, "case", case_key);
	ks_json_day(document, "date", note->date);
	ks_json_note(document, note);
	ks_json_end(out, document);
}

void ks_write_note(struct ks_out *out, const char *case_key, const struct ks_note_view *note)
{
	if (out->format == KS_AS_JSON) {
		write_json(out, case_key, note);
	} else {
		ks_out_msg(out, 0, KS_MSG_note_kept,
			   KS_ARGS({ "id", note->id }, { "case", case_key }));
		ks_put_note(out, 2, note);
	}
}
