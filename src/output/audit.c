/* SPDX-License-Identifier: EUPL-1.2 */
/* The audit, as a table of events and as one answer about the chain. */
#include "ks/output/audit.h"

#include "ks/base/arena.h"

/* ---- events in words ----------------------------------------------------- */

struct event_label {
	const char *event;
	enum ks_msg label;
};

static const struct event_label labels[] = {
	{ "init", KS_MSG_did_init },
	{ "config-set", KS_MSG_did_config_set },
	{ "screen", KS_MSG_did_screen },
	{ "screen-talk", KS_MSG_did_screen_talk },
	{ "screen-dry-run", KS_MSG_did_screen_dry_run },
	{ "route", KS_MSG_did_route },
	{ "replay", KS_MSG_did_replay },
	{ "todo", KS_MSG_did_todo },
	{ "report", KS_MSG_did_report },
	{ "cards-impact", KS_MSG_did_cards_impact },
	{ "case-list", KS_MSG_did_case_list },
	{ "case-show", KS_MSG_did_case_show },
	{ "case-set", KS_MSG_did_case_set },
	{ "case-note", KS_MSG_did_case_note },
	{ "case-birth", KS_MSG_did_case_birth },
	{ "case-end", KS_MSG_did_case_end },
	{ "case-close", KS_MSG_did_case_close },
	{ "case-reopen", KS_MSG_did_case_reopen },
	{ "case-export", KS_MSG_did_case_export },
	{ "case-erase", KS_MSG_did_case_erase },
	{ "case-erase-asked", KS_MSG_did_case_erase_asked },
	{ "consent-show", KS_MSG_did_consent_show },
	{ "consent-revoke", KS_MSG_did_consent_revoke },
	{ "handover-list", KS_MSG_did_handover_list },
	{ "handover-show", KS_MSG_did_handover_show },
	{ "handover-new", KS_MSG_did_handover_new },
	{ "handover-send", KS_MSG_did_handover_send },
	{ "handover-receive", KS_MSG_did_handover_receive },
	{ "handover-accept", KS_MSG_did_handover_accept },
	{ "handover-decline", KS_MSG_did_handover_decline },
	{ "handover-waitlist", KS_MSG_did_handover_waitlist },
	{ "handover-schedule", KS_MSG_did_handover_schedule },
	{ "handover-no-show", KS_MSG_did_handover_no_show },
	{ "handover-meet", KS_MSG_did_handover_meet },
	{ "handover-start", KS_MSG_did_handover_start },
	{ "handover-complete", KS_MSG_did_handover_complete },
	{ "handover-stop", KS_MSG_did_handover_stop },
	{ "handover-withdraw", KS_MSG_did_handover_withdraw },
	{ "handover-feedback", KS_MSG_did_handover_feedback },
	{ "handover-correct", KS_MSG_did_handover_correct },
	{ "backup", KS_MSG_did_backup },
	{ "backup-check", KS_MSG_did_backup_check },
	{ "restore", KS_MSG_did_restore },
	{ "migrate", KS_MSG_did_migrate },
	{ "export", KS_MSG_did_export },
	{ "import", KS_MSG_did_import },
	{ "import-answers", KS_MSG_did_import_answers },
	{ "training", KS_MSG_did_training },
	{ "doctor", KS_MSG_did_doctor },
	{ "doctor-mend", KS_MSG_did_doctor_mend },
	{ "audit-show", KS_MSG_did_audit_show },
	{ "audit-verify", KS_MSG_did_audit_verify },
};

/* What has no words of its own keeps its name: never nothing. */
static const char *event_words(struct ks_out *out, const char *event)
{
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (ks_streq(labels[i].event, event))
			return ks_msg_text(out->lang, labels[i].label);
	return event;
}

static const char *what_words(struct ks_out *out, const struct ks_audit_line *line)
{
	const char *words = event_words(out, line->event);
	enum ks_msg msg = ks_streq(line->result, "refused") ? KS_MSG_audit_refused :
							      KS_MSG_audit_not_found;

	if (line->object)
		words = ks_fmt(out->arena, "%s (%s)", words, line->object);
	if (ks_streq(line->result, "done"))
		return words;
	return ks_msg_make(out->arena, out->lang, msg, KS_ARGS({ "what", words }));
}

static const char *or_dash(const char *text)
{
	return text ? text : "-";
}

/* ---- ks audit show ------------------------------------------------------- */

static void line_json(struct ks_json *in, const struct ks_audit_line *line)
{
	ks_json_int(in, "seq", line->seq);
	ks_json_text(in, "at", line->at);
	ks_json_text(in, "action", line->action);
	ks_json_text(in, "event", line->event);
	ks_json_text(in, "case", line->case_key);
	ks_json_text(in, "object", line->object);
	ks_json_text(in, "user", line->user);
	ks_json_text(in, "role", line->role);
	ks_json_text(in, "organisation", line->organisation);
	ks_json_text(in, "on_behalf", line->on_behalf);
	ks_json_text(in, "result", line->result);
}

static void audit_json(struct ks_out *out, const struct ks_audit_view *view)
{
	struct ks_json *document = ks_json_document(out), *rows;

	ks_json_text(document, "case", view->case_key);
	rows = ks_json_array(document, "rows");
	for (size_t i = 0; i < view->n; i++)
		line_json(ks_json_object(rows, NULL), &view->lines[i]);
	ks_json_end(out, document);
}

/* "vk-2, namens vk-1". */
static const char *who(struct ks_out *out, const struct ks_audit_line *line)
{
	if (!line->on_behalf)
		return or_dash(line->user);
	return ks_msg_make(out->arena, out->lang, KS_MSG_audit_on_behalf,
			   KS_ARGS({ "user", or_dash(line->user) },
				   { "for", line->on_behalf }));
}

/* The case has a column only where there are several. */
static void put_table(struct ks_out *out, const struct ks_audit_view *view)
{
	static const enum ks_msg names[] = { KS_MSG_audit_when, KS_MSG_audit_who,
					     KS_MSG_audit_role, KS_MSG_audit_organisation,
					     KS_MSG_audit_what, KS_MSG_audit_case };
	const size_t n = sizeof(names) / sizeof(names[0]) - (view->case_key ? 1 : 0);
	const char *headings[sizeof(names) / sizeof(names[0])];
	struct ks_table *table;

	for (size_t i = 0; i < n; i++)
		headings[i] = ks_msg_text(out->lang, names[i]);
	table = ks_table_new(out, headings, n);
	for (size_t i = 0; i < view->n; i++) {
		const struct ks_audit_line *line = &view->lines[i];
		const char *const cells[] = { line->at,
					      who(out, line),
					      or_dash(line->role),
					      or_dash(line->organisation),
					      what_words(out, line),
					      or_dash(line->case_key) };

		ks_table_row(table, cells);
	}
	ks_table_end(table);
}

static void audit_text(struct ks_out *out, const struct ks_audit_view *view)
{
	ks_out_heading(out, view->case_key ?
				    ks_msg_make(out->arena, out->lang, KS_MSG_audit_of_case,
						KS_ARGS({ "case", view->case_key })) :
				    ks_msg_text(out->lang, KS_MSG_audit_of_book));
	if (view->n)
		put_table(out, view);
	else
		ks_out_msg(out, 0, KS_MSG_audit_empty, NULL);
	ks_out_blank(out);
	ks_out_msg(out, 0, view->case_key ? KS_MSG_audit_foot_case : KS_MSG_audit_foot, NULL);
}

void ks_write_audit(struct ks_out *out, const struct ks_audit_view *view)
{
	if (out->format == KS_AS_JSON)
		audit_json(out, view);
	else
		audit_text(out, view);
}

/* ---- ks audit verify ----------------------------------------------------- */

static void wanted_json(struct ks_json *document, const struct ks_chain_view *view)
{
	struct ks_json *wanted;

	if (!view->wanted) {
		ks_json_null(document, "kept_head");
		return;
	}
	wanted = ks_json_object(document, "kept_head");
	ks_json_text(wanted, "head", view->wanted);
	if (view->wanted_at)
		ks_json_int(wanted, "at", view->wanted_at);
	else
		ks_json_null(wanted, "at");
}

static void chain_json(struct ks_out *out, const struct ks_chain_view *view)
{
	struct ks_json *document = ks_json_document(out);

	ks_json_bool(document, "fits", !view->broken);
	ks_json_int(document, "rows", view->rows);
	ks_json_text(document, "head", view->head);
	if (view->broken)
		ks_json_int(document, "broken", view->broken);
	else
		ks_json_null(document, "broken");
	if (view->at_break)
		line_json(ks_json_object(document, "row"), view->at_break);
	else
		ks_json_null(document, "row");
	wanted_json(document, view);
	ks_json_end(out, document);
}

static void put_break(struct ks_out *out, const struct ks_chain_view *view)
{
	const struct ks_audit_line *line = view->at_break;
	const char *seq = ks_fmt(out->arena, "%lld", view->broken);

	if (!line) {
		ks_out_msg(out, 0, KS_MSG_chain_gone, KS_ARGS({ "seq", seq }));
		return;
	}
	ks_out_msg(out, 0, KS_MSG_chain_broken,
		   KS_ARGS({ "seq", seq }, { "at", line->at }, { "user", or_dash(line->user) },
			   { "what", what_words(out, line) },
			   { "case", or_dash(line->case_key) }));
}

static void put_wanted(struct ks_out *out, const struct ks_chain_view *view)
{
	if (view->wanted_at)
		ks_out_msg(out, 0, KS_MSG_chain_head_found,
			   KS_ARGS({ "seq", ks_fmt(out->arena, "%lld", view->wanted_at) }));
	else
		ks_out_msg(out, 0, KS_MSG_chain_head_lost, NULL);
}

static void chain_text(struct ks_out *out, const struct ks_chain_view *view)
{
	if (view->broken) {
		put_break(out, view);
		ks_out_msg(out, 0, KS_MSG_chain_do, NULL);
	} else {
		ks_out_msg(out, 0, KS_MSG_chain_fits,
			   KS_ARGS({ "n", ks_fmt(out->arena, "%lld", view->rows) }));
		ks_out_msg(out, 0, KS_MSG_chain_head, NULL);
		ks_out_wrapped(out, 2, "", view->head);
	}
	if (view->wanted)
		put_wanted(out, view);
}

void ks_write_chain(struct ks_out *out, const struct ks_chain_view *view)
{
	if (out->format == KS_AS_JSON)
		chain_json(out, view);
	else
		chain_text(out, view);
}
