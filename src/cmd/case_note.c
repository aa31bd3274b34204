/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ks case note: who coordinates, what a case meeting agreed, where a card was
 * deliberately left, and what else is worth knowing. A meeting speaks of the
 * family without its name unless a parent is at the table or consented
 * (domain: routes.md §6 "MDO record", a proposal).
 */
#include <string.h>

#include "case.h"
#include "handover.h"
#include "ks/base/arena.h"
#include "ks/base/near.h"
#include "ks/base/utf8.h"
#include "ks/output/notes.h"
#include "ks/store/notes.h"
#include "ks/store/routes.h"

struct note_opts {
	int kind, consent;
	const char *text, *because, *card, *step, *agreed, *lead, *organisation, *done;
	struct ks_list present;
	bool named;
	ks_day date, evaluate;
};

#define OPT(field) offsetof(struct note_opts, field)

static const struct ks_opt opts[] = {
	{ "kind", KS_OPT_WORD, OPT(kind), ks_note_words, "KIND", KS_MSG_opt_note_kind },
	{ "text", KS_OPT_TEXT, OPT(text), NULL, "TEXT", KS_MSG_opt_note_text },
	{ "because", KS_OPT_TEXT, OPT(because), NULL, "TEXT", KS_MSG_opt_note_because },
	{ "lead", KS_OPT_NAME, OPT(lead), NULL, "ROLE", KS_MSG_opt_note_lead },
	{ "org", KS_OPT_NAME, OPT(organisation), NULL, "NAME", KS_MSG_opt_note_org },
	{ "present", KS_OPT_LIST, OPT(present), NULL, "WHO", KS_MSG_opt_note_present },
	{ "named", KS_OPT_FLAG, OPT(named), NULL, NULL, KS_MSG_opt_note_named },
	{ "consent", KS_OPT_WORD, OPT(consent), ks_consent_words, "HOW", KS_MSG_opt_note_consent },
	{ "agreed", KS_OPT_TEXT, OPT(agreed), NULL, "TEXT", KS_MSG_opt_note_agreed },
	{ "card", KS_OPT_NAME, OPT(card), NULL, "CARD", KS_MSG_opt_note_card },
	{ "step", KS_OPT_NAME, OPT(step), NULL, "N|ID", KS_MSG_opt_note_step },
	{ "evaluate", KS_OPT_DATE, OPT(evaluate), NULL, "DATE", KS_MSG_opt_note_evaluate },
	{ "done", KS_OPT_NAME, OPT(done), NULL, "ID", KS_MSG_opt_note_done },
	{ "date", KS_OPT_DATE, OPT(date), NULL, "DATE", KS_MSG_opt_note_date },
	{ .name = NULL },
};

struct noting {
	struct ks_ctx *ctx;
	const struct note_opts *o;
	char key[KS_KEY_SIZE];
	struct ks_note note;
};

static enum ks_status need(struct ks_ctx *ctx, const char *option)
{
	return ks_fail(ctx, KS_USAGE, KS_MSG_note_needs, KS_ARGS({ "option", option }));
}

/* ---- what each kind cannot do without ------------------------------------ */

static enum ks_status take_lead(struct noting *n)
{
	struct ks_ctx *ctx = n->ctx;
	const struct ks_role *role;

	if (!n->o->lead)
		return need(ctx, "lead");
	role = ks_find_role(ctx->coalition, n->o->lead);
	if (!role)
		return ks_handover_no_such_role(ctx, n->o->lead);
	n->note.role = role->id;
	n->note.organisation = n->o->organisation;
	return KS_OK;
}

static bool is_parent(const char *word)
{
	return ks_streq(word, ks_subject_words[KS_MOTHER]) ||
	       ks_streq(word, ks_subject_words[KS_PARTNER]);
}

static enum ks_status check_named(const struct noting *n)
{
	bool with_parent = false;

	for (size_t i = 0; i < n->o->present.n; i++)
		with_parent = with_parent || is_parent(n->o->present.items[i]);
	if (!n->o->named || with_parent || n->o->consent >= 0)
		return KS_OK;
	return ks_fail(n->ctx, KS_REFUSED, KS_MSG_note_named_needs_parent, NULL);
}

/* "ROLE DATE what", one agreement a line. */
static enum ks_status take_agreement(struct noting *n, char *line)
{
	struct ks_agreement agreed = { .until = KS_NO_DAY };
	char *date = line + strcspn(line, " \t"), *what;
	struct ks_agreement *slot;

	date += strspn(date, " \t");
	what = date + strcspn(date, " \t");
	what += strspn(what, " \t");
	if (!*what)
		return ks_fail(n->ctx, KS_INPUT, KS_MSG_note_agreed_shape,
			       KS_ARGS({ "line", line }));
	line[strcspn(line, " \t")] = '\0';
	date[strcspn(date, " \t")] = '\0';
	agreed.role = line;
	agreed.what = what;
	if (!ks_find_role(n->ctx->coalition, line) && !is_parent(line))
		return ks_handover_no_such_role(n->ctx, line);
	if (!ks_parse_date(date, &agreed.until) || agreed.until < n->note.date)
		return ks_fail(n->ctx, KS_INPUT, KS_MSG_note_agreed_date,
			       KS_ARGS({ "value", date }));
	slot = ks_grow(n->ctx->arena, &n->note.agreements, &n->note.n_agreements, sizeof(*slot));
	*slot = agreed;
	return KS_OK;
}

static enum ks_status take_agreements(struct noting *n)
{
	char *rest = ks_strdup(n->ctx->arena, n->o->agreed ? n->o->agreed : "");
	enum ks_status status = KS_OK;

	while (*rest && status == KS_OK) {
		char *line = rest + strspn(rest, " \t");

		rest = line + strcspn(line, "\n");
		if (*rest)
			*rest++ = '\0';
		if (*line)
			status = take_agreement(n, line);
	}
	return status;
}

static enum ks_status take_meeting(struct noting *n)
{
	enum ks_status status;

	if (!n->o->text)
		return need(n->ctx, "text");
	if (!n->o->present.n)
		return need(n->ctx, "present");
	status = ks_handover_take_present(n->ctx, &n->o->present, &n->note.present);
	if (status == KS_OK)
		status = check_named(n);
	n->note.named = n->o->named;
	return status == KS_OK ? take_agreements(n) : status;
}

static enum ks_status take_card(struct noting *n)
{
	struct ks_near near;

	if (!n->o->card || ks_find_card(n->ctx->coalition, n->o->card)) {
		n->note.card = n->o->card;
		return KS_OK;
	}
	ks_near_start(&near, n->o->card);
	for (size_t i = 0; i < n->ctx->coalition->n_cards; i++)
		ks_near_offer(&near, n->ctx->coalition->cards[i]->id);
	ks_error(n->ctx->diag, ks_nowhere(), KS_MSG_note_no_card, KS_ARGS({ "card", n->o->card }),
		 near.best);
	return KS_INPUT;
}

static enum ks_status take_deviation(struct noting *n)
{
	if (!n->o->card && !n->o->step)
		return need(n->ctx, "card");
	if (!n->o->text)
		return need(n->ctx, "text");
	if (!n->o->because)
		return need(n->ctx, "because");
	if (n->o->evaluate == KS_NO_DAY)
		return need(n->ctx, "evaluate");
	n->note.until = n->o->evaluate;
	return take_card(n);
}

static enum ks_status take_note(struct noting *n)
{
	return n->o->text || n->o->done ? KS_OK : need(n->ctx, "text");
}

/* ---- steps and what is settled ------------------------------------------- */

static enum ks_status no_such(const struct noting *n, const char *id)
{
	return ks_fail(n->ctx, KS_INPUT, KS_MSG_note_nothing_such,
		       KS_ARGS({ "case", n->key }, { "id", id }));
}

static enum ks_status find_step(const struct noting *n, const char *typed, const char **out)
{
	struct ks_kept_route kept = { .id = NULL };
	enum ks_status status =
		ks_route_last(n->ctx->store, n->key, n->ctx->today, &kept);
	const struct ks_kept_step *step =
		status == KS_OK && kept.id ? ks_kept_step_find(&kept, typed) : NULL;

	if (status == KS_OK && !step)
		return no_such(n, typed);
	*out = step ? step->id : NULL;
	return status;
}

/* "H-7QK": a handover of this case that nobody has to take up any more. */
static enum ks_status find_handover(const struct noting *n, const char *typed, const char **out)
{
	struct ks_handover h = { .id = NULL };
	enum ks_status status;

	if (strncmp(typed, "H-", 2) != 0)
		return KS_OK;
	status = ks_handover_read(n->ctx->store, typed, &h);
	if (status == KS_OK && !ks_streq(h.case_key, n->key))
		return no_such(n, typed);
	*out = h.id;
	return status;
}

/* "N3" a deviation, "N3.1" an agreement; anything else is a step. */
static enum ks_status find_noted(const struct noting *n, const char *typed, const char **out)
{
	struct ks_note *notes = NULL;
	size_t count = 0;
	enum ks_status status = ks_notes_of(n->ctx->store, n->key, &notes, &count);

	for (size_t i = 0; i < count && status == KS_OK; i++) {
		const char *id = ks_fmt(n->ctx->arena, "N%d", notes[i].number);

		if (notes[i].kind == KS_NOTE_DEVIATION && ks_streq(id, typed))
			*out = id;
		for (size_t j = 0; j < notes[i].n_agreements; j++) {
			const char *agreed = ks_fmt(n->ctx->arena, "%s.%zu", id, j + 1);

			if (ks_streq(agreed, typed))
				*out = agreed;
		}
	}
	return status;
}

static enum ks_status take_references(struct noting *n)
{
	enum ks_status status = KS_OK;

	if (n->o->step)
		status = find_step(n, n->o->step, &n->note.step_id);
	if (status != KS_OK || !n->o->done)
		return status;
	status = find_handover(n, n->o->done, &n->note.done);
	if (status == KS_OK && !n->note.done)
		status = find_noted(n, n->o->done, &n->note.done);
	if (status == KS_OK && !n->note.done)
		status = find_step(n, n->o->done, &n->note.done);
	return status;
}

/* ---- as a view ----------------------------------------------------------- */

static void view_agreements(struct ks_ctx *ctx, const struct ks_note *note,
			    struct ks_note_view *view)
{
	view->n_agreements = note->n_agreements;
	view->agreements =
		KS_NEW_N(ctx->arena, note->n_agreements + 1, struct ks_agreement_view);
	for (size_t i = 0; i < note->n_agreements; i++) {
		const struct ks_agreement *agreed = &note->agreements[i];
		struct ks_party who = ks_party_of(ctx, agreed->role, NULL, NULL);

		view->agreements[i] = (struct ks_agreement_view){
			.id = ks_fmt(ctx->arena, "%s.%zu", view->id, i + 1),
			.who = who.label ? who.label : agreed->role,
			.what = agreed->what,
			.until = agreed->until,
			.done = agreed->done,
		};
	}
}

static void view_present(struct ks_ctx *ctx, const struct ks_note *note, struct ks_note_view *view)
{
	char **words;

	if (!note->present)
		return;
	words = ks_split(ctx->arena, note->present, ',', &view->n_present);
	view->present = KS_NEW_N(ctx->arena, view->n_present + 1, struct ks_named);
	for (size_t i = 0; i < view->n_present; i++) {
		bool is_role = ks_find_role(ctx->coalition, words[i]) != NULL;

		view->present[i].id = words[i];
		if (is_role)
			view->present[i].label = ks_party_of(ctx, words[i], NULL, NULL).label;
	}
}

struct ks_note_view ks_note_view_of(struct ks_ctx *ctx, const struct ks_note *note)
{
	struct ks_note_view view = {
		.id = ks_fmt(ctx->arena, "N%d", note->number),
		.kind = ks_note_words[note->kind],
		.date = note->date,
		.until = note->until,
		.user = note->user ? note->user : ctx->actor.user,
		.text = note->text,
		.because = note->because,
		.card = note->card,
		.step = note->step_id,
		.done = note->done,
		.named = note->named,
		.evaluated = note->evaluated,
	};

	if (note->role)
		view.lead = ks_party_of(ctx, note->role, note->organisation, NULL);
	view_present(ctx, note, &view);
	view_agreements(ctx, note, &view);
	return view;
}

/* ---- the command --------------------------------------------------------- */

static enum ks_status take_day(struct noting *n)
{
	n->note.date = n->o->date == KS_NO_DAY ? n->ctx->today : n->o->date;
	return ks_check_past(n->ctx, "date", n->note.date);
}

static enum ks_status take(struct noting *n)
{
	static enum ks_status (*const kinds[])(struct noting *) = {
		[KS_NOTE_LEAD] = take_lead,
		[KS_NOTE_MEETING] = take_meeting,
		[KS_NOTE_DEVIATION] = take_deviation,
		[KS_NOTE_NOTE] = take_note,
	};
	enum ks_status status = take_day(n);

	n->note.kind = (enum ks_note_kind)n->o->kind;
	n->note.text = n->o->text;
	n->note.because = n->o->because;
	return status == KS_OK ? kinds[n->note.kind](n) : status;
}

static enum ks_status record(struct noting *n)
{
	struct ks_ctx *ctx = n->ctx;
	enum ks_status status = ks_case_find(ctx->store, ctx->args[0], n->key);

	if (status != KS_OK)
		return status;
	ks_store_about(ctx->store, n->key, NULL);
	status = take_references(n);
	return status == KS_OK ? ks_note_add(ctx->store, n->key, &n->note) : status;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	struct noting n = { .ctx = ctx, .o = opts_ptr, .note = { .until = KS_NO_DAY } };
	enum ks_status status;

	if (n.o->kind < 0)
		return need(ctx, "kind lead|meeting|deviation|note");
	status = take(&n);
	if (status == KS_OK)
		status = ks_store_begin(ctx->store, KS_CREATE, "case-note", __func__);
	if (status != KS_OK)
		return status;
	status = ks_finish(ctx, record(&n));
	if (status == KS_OK) {
		const struct ks_note_view view = ks_note_view_of(ctx, &n.note);

		ks_write_note(ctx->out, n.key, &view);
	}
	return status;
}

const struct ks_cmd ks_cmd_case_note = {
	.name = "note",
	.summary = KS_MSG_summary_case_note,
	.help = KS_MSG_help_case_note,
	.usage = "CASE",
	.opts = opts,
	.opts_size = sizeof(struct note_opts),
	.needs = KS_NEED_CARDS | KS_NEED_STORE | KS_NEED_ACTOR | KS_NEED_FAMILY,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
