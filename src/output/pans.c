/* SPDX-License-Identifier: EUPL-1.2 */
/* Both pans, and the line between the table and the professional's own page. */
#include "ks/output/pans.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/date.h"
#include "ks/engine/talk.h"
#include "ks/output/screen.h"

#define ROOM_FOR_TWO 60		/* columns from which the pans stand side by side */

/* ---- what may lie on the table ------------------------------------------- */

bool ks_table_shows(const struct ks_factor *factor)
{
	return !factor->shielded;
}

bool ks_table_names(struct ks_out *out, const struct ks_factor *factor)
{
	return !ks_talk_is_private(factor) && ks_table_may_say(ks_text_in(factor->label, out->lang));
}

bool ks_table_has_more(const struct ks_route *route)
{
	for (size_t i = 0; i < route->balance.n_load; i++)
		if (route->balance.load[i]->shielded || route->balance.load[i]->consult_first)
			return true;
	return route->n_safety > 0;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool starts_with(const char *text, const char *word)
{
	while (*word && lower(*text) == *word) {
		text++;
		word++;
	}
	return !*word;
}

static bool is_letter(char c)
{
	return (lower(c) >= 'a' && lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

/*
 * "Aanmelden" is what one does at a course; "melden" is what parents fear. So
 * a word counts only from its beginning. The list is the product's, not a
 * coalition's: no card may put these words in front of a parent.
 */
bool ks_table_may_say(const char *text)
{
	static const char *const kept_back[] = { "meld", "gemeld", "veilig thuis", "report",
						 "kinderbescherming", "uithuisplaats", "ots" };

	for (const char *at = text; *at; at++) {
		if (at > text && is_letter(at[-1]))
			continue;
		for (size_t i = 0; i < sizeof(kept_back) / sizeof(kept_back[0]); i++)
			if (starts_with(at, kept_back[i]))
				return false;
	}
	return true;
}

static bool load_is_hidden(const struct ks_route *route)
{
	for (size_t i = 0; i < route->balance.n_load; i++)
		if (ks_table_shows(route->balance.load[i]))
			return false;
	return route->balance.n_load > 0;
}

/* A reason without signals of its own rests on the class: on all of them. */
bool ks_table_shows_reason(const struct ks_route *route, const struct ks_reason *reason)
{
	if (!reason->n_signals)
		return !load_is_hidden(route);
	for (size_t i = 0; i < reason->n_signals; i++)
		if (ks_table_shows(reason->signals[i]))
			return true;
	return false;
}

static bool may_say_all(struct ks_out *out, const struct ks_route_step *step)
{
	if (step->intervention) {
		if (!ks_table_may_say(ks_text_in(step->intervention->title, out->lang)) ||
		    !ks_table_may_say(ks_text_in(step->intervention->parents, out->lang)))
			return false;
	} else if (!ks_table_may_say(ks_text_in(step->reasons[0].step->do_what, out->lang))) {
		return false;
	}
	return ks_table_may_say(ks_text_in(step->role->label, out->lang));
}

/* What only professionals can be asked is theirs to look at as well. */
static bool is_for_professionals(const struct ks_route_step *step)
{
	return step->intervention && step->intervention->for_professionals;
}

bool ks_table_shows_step(struct ks_out *out, const struct ks_route *route,
			 const struct ks_route_step *step)
{
	if (!step->at_table.there || is_for_professionals(step) || !may_say_all(out, step))
		return false;
	for (size_t i = 0; i < step->n_reasons; i++)
		if (ks_table_shows_reason(route, &step->reasons[i]))
			return true;
	return false;
}

/* ---- words --------------------------------------------------------------- */

/* "Roken in huis of door de partner": never about the mother, so the label says it. */
static bool says_about_whom(const struct ks_factor *factor)
{
	for (size_t i = 0; i < factor->n_subjects; i++)
		if (factor->subjects[i] == KS_MOTHER || factor->subjects[i] == KS_FAMILY)
			return false;
	return true;
}

const char *ks_factor_label(struct ks_out *out, const struct ks_factor *factor,
			    enum ks_subject subject)
{
	static const enum ks_msg about[KS_SUBJECTS] = {
		[KS_PARTNER] = KS_MSG_about_partner,
		[KS_CHILD] = KS_MSG_about_child,
		[KS_NETWORK] = KS_MSG_about_network,
	};
	const char *label = ks_text_in(factor->label, out->lang);

	if (subject == KS_MOTHER || subject == KS_FAMILY || says_about_whom(factor))
		return label;
	return ks_msg_make(out->arena, out->lang, about[subject], KS_ARGS({ "label", label }));
}

const char *ks_week_words(struct ks_out *out, int days)
{
	enum ks_msg msg = days % 7 == 0	  ? KS_MSG_weeks_whole
			  : days % 7 == 1 ? KS_MSG_weeks_one_day
					  : KS_MSG_weeks_days;

	return ks_msg_make(out->arena, out->lang, msg,
			   KS_ARGS({ "weeks", ks_fmt(out->arena, "%d", days / 7) },
				   { "days", ks_fmt(out->arena, "%d", days % 7) }));
}

void ks_put_pregnancy(struct ks_out *out, const struct ks_route *route, int due)
{
	const char *due_words = ks_day_words(out, due);

	if (route->phase == KS_DURING && route->week >= 0)
		ks_out_msg(out, 0, KS_MSG_table_pregnant,
			   KS_ARGS({ "weeks", ks_week_words(out, route->week) },
				   { "due", due_words }));
	else if (route->phase == KS_DURING && *due_words && !ks_is_past_term(due, route->day))
		ks_out_msg(out, 0, KS_MSG_table_due, KS_ARGS({ "due", due_words }));
}

void ks_put_term(struct ks_out *out, const struct ks_route *route, int due)
{
	const char *due_words = ks_day_words(out, due);
	char week[KS_DATE_TEXT];

	ks_format_week(route->week, week);
	if (*week)
		ks_out_msg(out, 0, KS_MSG_alone_week, KS_ARGS({ "week", week }, { "due", due_words }));
	else if (*due_words)
		ks_out_msg(out, 0, KS_MSG_alone_due_date, KS_ARGS({ "due", due_words }));
}

/* ---- pans ---------------------------------------------------------------- */

struct pan {
	enum ks_msg heading, empty;
	const char **lines;
	size_t n;
};

static void add_line(struct ks_out *out, struct pan *pan, const char *text)
{
	const char **line = ks_grow(out->arena, &pan->lines, &pan->n, sizeof(*line));

	*line = text;
}

/* One line for each of whom it is true, where the label does not say it already. */
static void add_factor(struct ks_out *out, const struct ks_picture *picture, struct pan *pan,
		       const struct ks_factor *factor)
{
	const ks_truth *pairs = &picture->pairs[factor->index * KS_SUBJECTS];
	const char *last = NULL;

	if (!ks_table_names(out, factor))
		return;
	for (size_t subject = 0; subject < KS_SUBJECTS; subject++) {
		const char *label = ks_factor_label(out, factor, (enum ks_subject)subject);

		if (pairs[subject] != KS_TRUE || ks_streq(label, last))
			continue;
		add_line(out, pan, label);
		last = label;
	}
}

static void fill_pan(struct ks_out *out, const struct ks_picture *picture, struct pan *pan,
		     const struct ks_factor **factors, size_t n)
{
	for (size_t i = 0; i < n; i++)
		add_factor(out, picture, pan, factors[i]);
	if (!pan->n)
		add_line(out, pan, ks_msg_text(out->lang, pan->empty));
}

static void put_below(struct ks_out *out, const struct pan *pan)
{
	ks_out_heading(out, ks_msg_text(out->lang, pan->heading));
	for (size_t i = 0; i < pan->n; i++)
		ks_out_wrapped(out, 0, "- ", pan->lines[i]);
}

static void put_beside(struct ks_out *out, const struct pan *left, const struct pan *right)
{
	const char *const headings[] = { ks_msg_text(out->lang, left->heading),
					 ks_msg_text(out->lang, right->heading) };
	struct ks_table *table = ks_table_new(out, headings, 2);

	for (size_t i = 0; i < left->n || i < right->n; i++) {
		const char *const cells[] = { i < left->n ? left->lines[i] : "",
					      i < right->n ? right->lines[i] : "" };

		ks_table_row(table, cells);
	}
	ks_table_end(table);
}

void ks_put_pans(struct ks_out *out, const struct ks_route *route)
{
	const struct ks_balance *balance = &route->balance;
	struct pan load = { KS_MSG_pan_load, KS_MSG_pan_load_empty, NULL, 0 };
	struct pan capacity = { KS_MSG_pan_capacity, KS_MSG_pan_capacity_empty, NULL, 0 };

	fill_pan(out, &route->picture, &load, balance->load, balance->n_load);
	fill_pan(out, &route->picture, &capacity, balance->capacity_present,
		 balance->n_capacity_present);
	if (out->width >= ROOM_FOR_TWO) {
		put_beside(out, &load, &capacity);
	} else {
		put_below(out, &load);
		ks_out_blank(out);
		put_below(out, &capacity);
	}
}

/* ---- the intake ----------------------------------------------------------- */

void ks_put_intake(struct ks_out *out, const struct ks_screen_view *view)
{
	if (view->screening && !view->complete)
		ks_out_msg(out, 0, KS_MSG_intake_not_finished, KS_ARGS({ "case", view->case_key }));
	if (view->waits)
		ks_out_msg(out, 0, KS_MSG_talk_waits, NULL);
}
