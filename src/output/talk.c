/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of a conversation: see the header. */
#include "ks/output/talk.h"

#include <assert.h>

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/output/pans.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const char *say(struct ks_out *out, enum ks_msg msg)
{
	return ks_msg_text(out->lang, msg);
}

/* ---- the screen ---------------------------------------------------------- */

bool ks_talk_has_screen(const struct ks_out *out)
{
	return isatty(fileno(out->out));
}

void ks_talk_screen_size(const struct ks_out *out, int *columns, int *rows)
{
	struct winsize size;
	bool told = ioctl(fileno(out->out), TIOCGWINSZ, &size) == 0;

	*columns = told ? size.ws_col : 0;
	*rows = told ? size.ws_row : 0;
}

/* ---- titles -------------------------------------------------------------- */

static const char *points_title(struct ks_out *out, const struct ks_page *page)
{
	if (page->part == KS_PART_ALONE)
		return say(out, KS_MSG_talk_private_title);
	if (page->part == KS_PART_PARTNER)
		return say(out, KS_MSG_talk_partner_title);
	if (page->phase == KS_BEFORE && ks_streq(page->domain, "zwangerschap-nu"))
		return say(out, KS_MSG_talk_d_health);
	return ks_domain_title(out, page->domain);
}

/* What a part of life opens with where the usual words do not fit the phase. */
static enum ks_msg phase_opening(const struct ks_page *page, enum ks_msg usual)
{
	if (page->phase == KS_BEFORE && ks_streq(page->domain, "zwangerschap-nu"))
		return KS_MSG_talk_o_health;
	if (page->phase == KS_BEFORE && ks_streq(page->domain, "wonen"))
		return KS_MSG_talk_o_wonen_before;
	if (page->phase == KS_AFTER && ks_streq(page->domain, "hechting"))
		return KS_MSG_talk_o_hechting_after;
	return usual;
}

static const char *points_opening(struct ks_out *out, const struct ks_page *page)
{
	if (page->part == KS_PART_ALONE)
		return say(out, KS_MSG_talk_private);
	if (page->part == KS_PART_PARTNER)
		return say(out, KS_MSG_talk_partner_points);
	return say(out, phase_opening(page, ks_domain_opening(page->domain)));
}

static const char *title_of(struct ks_out *out, const struct ks_page *page)
{
	static const enum ks_msg titles[KS_PAGE_KINDS] = {
		[KS_PAGE_PROUD] = KS_MSG_talk_proud_title,
		[KS_PAGE_WISH] = KS_MSG_talk_wish_title,
		[KS_PAGE_ROOM] = KS_MSG_talk_room_title,
		[KS_PAGE_INTERPRETER] = KS_MSG_talk_interpreter_title,
		[KS_PAGE_DUE] = KS_MSG_talk_due_title,
		[KS_PAGE_MUNICIPALITY] = KS_MSG_talk_municipality_title,
		[KS_PAGE_AGE] = KS_MSG_talk_age_title,
		[KS_PAGE_FIRST_CHILD] = KS_MSG_talk_first_child_title,
		[KS_PAGE_PARTNER] = KS_MSG_talk_partner_title,
		[KS_PAGE_INVOLVED] = KS_MSG_talk_involved_title,
		[KS_PAGE_HELP] = KS_MSG_talk_involved_title,
		[KS_PAGE_ALONE] = KS_MSG_talk_alone_title,
		[KS_PAGE_CONTACT] = KS_MSG_talk_contact_title,
		[KS_PAGE_TAKEN] = KS_MSG_talk_taken_title,
		[KS_PAGE_SCORE] = KS_MSG_talk_score_title,
		[KS_PAGE_BALANCE] = KS_MSG_talk_balance_title,
	};

	if (page->kind == KS_PAGE_POINTS)
		return points_title(out, page);
	return say(out, titles[page->kind]);
}

static void put_title(struct ks_out *out, const struct ks_page *page)
{
	bool goes_on = (page->kind == KS_PAGE_POINTS || page->kind == KS_PAGE_HELP) && !page->first;
	const char *title = title_of(out, page);

	if (goes_on)
		title = ks_msg_make(out->arena, out->lang, KS_MSG_talk_goes_on,
				    KS_ARGS({ "title", title }));
	if (page->number)
		title = ks_msg_make(out->arena, out->lang, KS_MSG_talk_numbered,
				    KS_ARGS({ "number", ks_fmt(out->arena, "%d", page->number) },
					    { "count", ks_fmt(out->arena, "%d", page->count) },
					    { "title", title }));
	ks_out_heading(out, title);
}

static void put_header(struct ks_out *out, const struct ks_talk_view *view)
{
	ks_out_blank(out);
	if (view->case_key)
		ks_out_msg(out, 0, KS_MSG_talk_header, KS_ARGS({ "case", view->case_key }));
	else
		ks_out_msg(out, 0, KS_MSG_talk_header_new, NULL);
	if (view->resumed)
		ks_out_msg(out, 0, KS_MSG_talk_resumed, NULL);
	if (view->waits && view->page->kind == KS_PAGE_BALANCE)
		ks_out_msg(out, 0, KS_MSG_talk_waits, NULL);
}

/* ---- numbered lines ------------------------------------------------------ */

static void put_line(struct ks_out *out, size_t number, const char *label, const char *said)
{
	const char *lead = ks_msg_make(out->arena, out->lang, KS_MSG_talk_point,
				       KS_ARGS({ "number", ks_fmt(out->arena, "%zu", number) }));

	if (said)
		label = ks_msg_make(out->arena, out->lang, KS_MSG_talk_marked,
				    KS_ARGS({ "label", label }, { "said", said }));
	ks_out_wrapped(out, 0, lead, label);
}

/* What can be typed, with a number for an example that stands on the page: 3, or the last. */
static void put_keys(struct ks_out *out, enum ks_msg keys, size_t points)
{
	size_t n = points < 3 ? points : 3;
	const char *number = ks_fmt(out->arena, "%zu", n);

	ks_out_msg(out, 0, keys,
		   KS_ARGS({ "n", number },
			   { "some", n > 1 ? ks_fmt(out->arena, "1 %zu", n) : number }));
}

static const char *reply_said(struct ks_out *out, enum ks_reply reply)
{
	static const enum ks_msg said[] = {
		[KS_PRESENT] = KS_MSG_reply_present,
		[KS_ABSENT] = KS_MSG_reply_absent,
		[KS_DECLINED] = KS_MSG_reply_declined,
	};

	return reply == KS_NOT_ASKED ? NULL : say(out, said[reply]);
}

static void put_points(struct ks_out *out, const struct ks_talk_view *view)
{
	const struct ks_page *page = view->page;
	bool again = false;

	if (page->first)
		ks_out_wrapped(out, 0, "", points_opening(out, page));
	for (size_t i = 0; i < page->n; i++) {
		enum ks_reply reply = ks_talk_reply(view->answers, view->n_answers, page->points[i]);

		put_line(out, i + 1,
			 ks_factor_label(out, page->points[i].factor, page->points[i].subject),
			 reply_said(out, reply));
		again = again || reply != KS_NOT_ASKED;
	}
	put_keys(out, again ? KS_MSG_talk_keys_again : KS_MSG_talk_keys_points, page->n);
}

static bool is_there(const struct ks_talk_view *view, const struct ks_intervention *help)
{
	size_t len = strlen(help->id);

	for (size_t i = 0; i < view->n_already; i++)
		if (strncmp(view->already[i], help->id, len) == 0 && view->already[i][len] == '@')
			return true;
	return false;
}

static void put_help(struct ks_out *out, const struct ks_talk_view *view)
{
	if (view->page->first)
		ks_out_msg(out, 0, KS_MSG_talk_help, NULL);
	for (size_t i = 0; i < view->page->n; i++) {
		const struct ks_intervention *help = view->page->help[i];

		put_line(out, i + 1,
			 ks_msg_make(out->arena, out->lang, KS_MSG_talk_help_line,
				     KS_ARGS({ "title", ks_text_in(help->title, out->lang) },
					     { "role", ks_text_in(help->role->label, out->lang) })),
			 is_there(view, help) ? say(out, KS_MSG_talk_help_there) : NULL);
	}
	put_keys(out, KS_MSG_talk_keys_help, view->page->n);
}

static void put_taken(struct ks_out *out, const struct ks_talk_view *view)
{
	ks_out_msg(out, 0, KS_MSG_talk_taken, NULL);
	for (size_t i = 0; i < view->page->n; i++) {
		const struct ks_instrument *instrument = view->page->taken[i];
		bool chosen = ks_talk_is_chosen(view->value, instrument->id);

		put_line(out, i + 1, ks_text_in(instrument->title, out->lang),
			 chosen ? say(out, KS_MSG_reply_present) : NULL);
	}
	ks_out_msg(out, 0, view->value ? KS_MSG_talk_keys_taken_again : KS_MSG_talk_keys_taken,
		   NULL);
}

/* ---- choices ------------------------------------------------------------- */

struct choice {
	enum ks_page_kind kind;
	enum ks_msg question;
	enum ks_msg options[KS_ROOM_WORDS];
	size_t n;
	enum ks_msg keys;
};

static const struct choice *find_choice(enum ks_page_kind kind)
{
	static const struct choice choices[] = {
		{ KS_PAGE_ROOM, KS_MSG_talk_room,
		  { KS_MSG_talk_room_mother, KS_MSG_talk_room_partner, KS_MSG_talk_room_children,
		    KS_MSG_talk_room_others, KS_MSG_talk_room_interpreter },
		  5, KS_MSG_talk_keys_choices },
		{ KS_PAGE_PARTNER, KS_MSG_talk_partner,
		  { KS_MSG_talk_partner_yes, KS_MSG_talk_partner_no, KS_MSG_talk_partner_none },
		  3, KS_MSG_talk_keys_choice },
		{ KS_PAGE_INVOLVED, KS_MSG_talk_involved,
		  { KS_MSG_talk_involved_yes, KS_MSG_talk_involved_no },
		  2, KS_MSG_talk_keys_choice },
		{ KS_PAGE_ALONE, KS_MSG_talk_alone,
		  { KS_MSG_talk_alone_yes, KS_MSG_talk_alone_no },
		  2, KS_MSG_talk_keys_choice },
		{ KS_PAGE_BALANCE, KS_MSG_talk_balance,
		  { KS_MSG_talk_balance_in, KS_MSG_talk_balance_out, KS_MSG_talk_balance_not_yet },
		  3, KS_MSG_talk_keys_choice },
	};

	for (size_t i = 0; i < COUNT(choices); i++)
		if (choices[i].kind == kind)
			return &choices[i];
	return NULL;
}

static void put_choice(struct ks_out *out, const struct choice *choice, enum ks_phase phase)
{
	enum ks_msg question;

	assert(choice);
	question = choice->question;
	if (choice->kind == KS_PAGE_PARTNER && phase == KS_BEFORE)
		question = KS_MSG_talk_partner_before;
	ks_out_msg(out, 0, question, NULL);
	for (size_t i = 0; i < choice->n; i++)
		put_line(out, i + 1, say(out, choice->options[i]), NULL);
	ks_out_msg(out, 0, choice->keys, NULL);
}

/* The pans may take several screens; the question below them begins where this says. */
static size_t put_balance(struct ks_out *out, const struct ks_talk_view *view)
{
	size_t question;

	if (ks_table_has_more(view->route))
		ks_out_msg(out, 0, KS_MSG_look_alone_first, KS_ARGS({ "case", view->case_key }));
	ks_put_pans(out, view->route);
	question = out->text.len;
	ks_out_blank(out);
	put_choice(out, find_choice(KS_PAGE_BALANCE), view->page->phase);
	return question;
}

/* ---- values -------------------------------------------------------------- */

static const char *outcomes(struct ks_out *out, const struct ks_instrument *instrument)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (size_t i = 0; i < instrument->n_outcomes; i++)
		ks_buf_addf(&buf, "%s%s", i ? ", " : "", instrument->outcomes[i]);
	return buf.text;
}

static void put_score(struct ks_out *out, const struct ks_page *page)
{
	const struct ks_instrument *instrument = page->instrument;
	int min = page->item ? page->item->min : instrument->min;
	int max = page->item ? page->item->max : instrument->max;
	enum ks_msg msg = page->item		  ? KS_MSG_talk_score_item
			  : instrument->has_range ? KS_MSG_talk_score
						  : KS_MSG_talk_score_outcome;

	ks_out_msg(out, 0, msg,
		   KS_ARGS({ "instrument", ks_text_in(instrument->title, out->lang) },
			   { "item", page->item ? page->item->id : "" },
			   { "min", ks_fmt(out->arena, "%d", min) },
			   { "max", ks_fmt(out->arena, "%d", max) },
			   { "outcomes", outcomes(out, instrument) }));
}

static enum ks_msg question_of(const struct ks_page *page)
{
	static const enum ks_msg questions[KS_PAGE_KINDS] = {
		[KS_PAGE_PROUD] = KS_MSG_talk_proud,
		[KS_PAGE_WISH] = KS_MSG_talk_wish,
		[KS_PAGE_INTERPRETER] = KS_MSG_talk_interpreter,
		[KS_PAGE_DUE] = KS_MSG_talk_due,
		[KS_PAGE_MUNICIPALITY] = KS_MSG_talk_municipality,
		[KS_PAGE_AGE] = KS_MSG_talk_age,
		[KS_PAGE_FIRST_CHILD] = KS_MSG_talk_first_child,
		[KS_PAGE_CONTACT] = KS_MSG_talk_contact,
	};

	if (page->kind == KS_PAGE_WISH && page->phase == KS_BEFORE)
		return KS_MSG_talk_wish_before;
	return questions[page->kind];
}

static bool is_her_words(enum ks_page_kind kind)
{
	return kind == KS_PAGE_PROUD || kind == KS_PAGE_WISH;
}

static enum ks_msg value_keys(const struct ks_talk_view *view)
{
	if (view->page->kind == KS_PAGE_SCORE)
		return KS_MSG_talk_keys_score;
	if (view->value)
		return KS_MSG_talk_keys_kept;
	return is_her_words(view->page->kind) ? KS_MSG_talk_keys_text : KS_MSG_talk_keys_value;
}

static void put_value(struct ks_out *out, const struct ks_talk_view *view)
{
	if (view->page->kind == KS_PAGE_SCORE)
		put_score(out, view->page);
	else
		ks_out_msg(out, 0, question_of(view->page), NULL);
	if (view->value)
		ks_out_msg(out, 0, KS_MSG_talk_now, KS_ARGS({ "value", view->value }));
	ks_out_msg(out, 0, value_keys(view), NULL);
}

/* ---- the page ------------------------------------------------------------ */

void ks_talk_push_up(struct ks_out *out, int rows)
{
	while (rows-- > 0)
		ks_out_blank(out);
}

/*
 * The alternate screen of xterm has no history, so nothing of it can be scrolled
 * back to. It is wiped before it is left, for terminals that have only one.
 */
void ks_talk_wipe(struct ks_out *out)
{
	ks_buf_add(&out->text, "\033[H\033[2J");
}

void ks_talk_go_aside(struct ks_out *out)
{
	ks_buf_add(&out->text, "\033[?1049h\033[H\033[2J");
}

void ks_talk_come_back(struct ks_out *out)
{
	ks_buf_add(&out->text, "\033[2J\033[H\033[?1049l");
}

void ks_talk_put_prompt(struct ks_out *out)
{
	ks_buf_add(&out->text, "> ");
}

size_t ks_talk_put_page(struct ks_out *out, const struct ks_talk_view *view)
{
	const struct choice *choice = find_choice(view->page->kind);
	size_t question = out->text.len;

	put_header(out, view);
	put_title(out, view->page);
	if (view->page->kind == KS_PAGE_POINTS)
		put_points(out, view);
	else if (view->page->kind == KS_PAGE_HELP)
		put_help(out, view);
	else if (view->page->kind == KS_PAGE_TAKEN)
		put_taken(out, view);
	else if (view->page->kind == KS_PAGE_BALANCE)
		question = put_balance(out, view);
	else if (choice)
		put_choice(out, choice, view->page->phase);
	else
		put_value(out, view);
	ks_talk_put_prompt(out);
	return question;
}

void ks_talk_put_typo(struct ks_out *out, const struct ks_typed *typed)
{
	static const enum ks_msg typos[] = {
		[KS_TYPO_UNKNOWN] = KS_MSG_talk_typo_unknown,
		[KS_TYPO_NUMBER] = KS_MSG_talk_typo_number,
		[KS_TYPO_TWICE] = KS_MSG_talk_typo_twice,
		[KS_TYPO_APART] = KS_MSG_talk_typo_apart,
		[KS_TYPO_ALONE] = KS_MSG_talk_typo_alone,
	};

	ks_out_msg(out, 0, typos[typed->typo], KS_ARGS({ "word", typed->word }));
}

static void explain_point(struct ks_out *out, const struct ks_factor *factor)
{
	const char *ask = ks_text_in(factor->ask, out->lang);
	const char *explain = ks_text_in(factor->explain, out->lang);

	if (*ask)
		ks_out_msg(out, 0, KS_MSG_talk_explain_ask, KS_ARGS({ "ask", ask }));
	if (*explain)
		ks_out_wrapped(out, 0, "", explain);
	if (!*ask && !*explain)
		ks_out_msg(out, 0, KS_MSG_talk_no_explain, NULL);
}

static void explain_help(struct ks_out *out, const struct ks_intervention *help)
{
	const char *parents = ks_text_in(help->parents, out->lang);

	if (*parents)
		ks_out_wrapped(out, 0, "", parents);
	else
		ks_out_msg(out, 0, KS_MSG_talk_no_explain, NULL);
}

void ks_talk_put_explain(struct ks_out *out, const struct ks_page *page, size_t number)
{
	if (!number || number > page->n)
		ks_out_msg(out, 0, KS_MSG_talk_keys_more, NULL);
	else if (page->kind == KS_PAGE_POINTS)
		explain_point(out, page->points[number - 1].factor);
	else
		explain_help(out, page->help[number - 1]);
}

void ks_talk_put_agreed(struct ks_out *out, const struct ks_route_view *view)
{
	if (ks_table_has_more(view->screen.route)) {
		ks_out_blank(out);
		ks_out_msg(out, 0, KS_MSG_look_alone_first,
			   KS_ARGS({ "case", view->screen.case_key }));
	}
	ks_put_arrangements(out, view);
}

void ks_talk_put_views(struct ks_out *out)
{
	static const enum ks_msg views[] = { KS_MSG_talk_view_table, KS_MSG_talk_view_alone,
					     KS_MSG_talk_view_parents };

	ks_out_blank(out);
	ks_out_msg(out, 0, KS_MSG_talk_views, NULL);
	for (size_t i = 0; i < COUNT(views); i++)
		put_line(out, i + 1, say(out, views[i]), NULL);
	ks_out_msg(out, 0, KS_MSG_talk_keys_views, NULL);
	ks_talk_put_prompt(out);
}

void ks_talk_put_end(struct ks_out *out, const struct ks_talk_end *end)
{
	static const enum ks_msg done[] = {
		[KS_NO_JUDGEMENT] = KS_MSG_talk_done_not_yet,
		[KS_IN_BALANCE] = KS_MSG_talk_done_in,
		[KS_OUT_OF_BALANCE] = KS_MSG_talk_done_out,
	};

	ks_out_blank(out);
	if (end->waits)
		ks_out_msg(out, 0, KS_MSG_talk_waits, NULL);
	ks_out_msg(out, 0, done[end->judgement],
		   KS_ARGS({ "date", ks_day_words(out, end->date) }, { "case", end->case_key }));
	ks_out_blank(out);
	ks_out_msg(out, 0, end->alone ? KS_MSG_screen_recorded_alone : KS_MSG_screen_recorded,
		   KS_ARGS({ "case", end->case_key }));
}

void ks_talk_put_stopped(struct ks_out *out, const char *case_key)
{
	ks_out_blank(out);
	if (case_key)
		ks_out_msg(out, 0, KS_MSG_talk_stopped, KS_ARGS({ "case", case_key }));
	else
		ks_out_msg(out, 0, KS_MSG_talk_stopped_empty, NULL);
}

/* ---- piece by piece ------------------------------------------------------ */

/* Where the line after the first n begins. */
static size_t after_lines(const char *text, size_t n)
{
	const char *at = text;

	while (n-- > 0) {
		const char *end = strchr(at, '\n');

		if (!end)
			return (size_t)(at - text) + strlen(at);
		at = end + 1;
	}
	return (size_t)(at - text);
}

enum ks_status ks_talk_flush(struct ks_out *out, size_t lines, bool *left)
{
	size_t end = after_lines(out->text.text, lines);
	const char *rest = ks_strdup(out->arena, out->text.text + end);
	enum ks_status status;

	out->text.text[end] = '\0';
	out->text.len = end;
	status = ks_out_flush(out);
	ks_buf_add(&out->text, rest);
	*left = *rest != '\0';
	return status;
}
