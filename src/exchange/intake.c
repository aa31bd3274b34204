/* SPDX-License-Identifier: EUPL-1.2 */
/* Understanding what was said to `ks screen`: see exchange/answers.h. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/near.h"
#include "ks/base/str.h"
#include "ks/cards/load.h"
#include "ks/exchange/answers.h"

#define YOUNGEST 10
#define OLDEST 65
#define HIGHEST_SCORE 1000000

struct settling {
	struct ks_arena *arena;
	const struct ks_coalition *c;
	const struct ks_answers *told;
	struct ks_diag *diag;
	struct ks_intake *intake;
	enum ks_by by;
	ks_day today;
	int errors;
};

static void wrong(struct settling *s, struct ks_loc loc, enum ks_msg msg, const struct ks_arg *args,
		  const char *near)
{
	ks_error(s->diag, loc, msg, args, near);
	s->errors++;
}

/* ---- single things ------------------------------------------------------- */

/* Index of the word said, or none when nothing or nothing known was said. */
static int word(struct settling *s, struct ks_told told, const char *const *words, int none)
{
	int index;

	if (!told.text)
		return none;
	index = *told.text ? ks_word_index(words, told.text) : -1;
	if (index >= 0)
		return index;
	wrong(s, told.loc, KS_MSG_unknown_word,
	      KS_ARGS({ "value", told.text }, { "words", ks_join_words(s->arena, words) }),
	      ks_near_of(told.text, words));
	return none;
}

static int yes_no(struct settling *s, struct ks_told told, int none)
{
	static const char *const yes[] = { "yes", "ja", "true", NULL };
	static const char *const no[] = { "no", "nee", "false", NULL };

	if (!told.text)
		return none;
	if (ks_word_index(yes, told.text) >= 0)
		return 1;
	if (ks_word_index(no, told.text) < 0)
		wrong(s, told.loc, KS_MSG_need_bool, KS_ARGS({ "value", told.text }), NULL);
	return 0;
}

static ks_day date(struct settling *s, struct ks_told told)
{
	ks_day day = KS_NO_DAY;

	if (told.text && !ks_parse_date_typed(told.text, &day))
		wrong(s, told.loc, KS_MSG_need_date, KS_ARGS({ "value", told.text }), NULL);
	return day;
}

/* A day that has been: nothing was seen or measured in the future. */
static ks_day past_date(struct settling *s, struct ks_told told)
{
	ks_day day = date(s, told);

	if (day != KS_NO_DAY && day > s->today) {
		wrong(s, told.loc, KS_MSG_date_in_future, KS_ARGS({ "value", told.text }), NULL);
		return KS_NO_DAY;
	}
	return day;
}

static void settle_age(struct settling *s)
{
	struct ks_told told = s->told->age;

	s->intake->age = KS_NO_AGE;
	if (told.text && (!ks_parse_int(told.text, OLDEST, &s->intake->age) ||
			  s->intake->age < YOUNGEST))
		wrong(s, told.loc, KS_MSG_bad_age, KS_ARGS({ "value", told.text }), NULL);
}

const char *ks_municipality_id(struct ks_arena *arena, const char *typed)
{
	char *id = ks_strdup(arena, typed);

	for (char *c = id; *c; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
		else if (*c == ' ')
			*c = '-';
	}
	return ks_is_id(id) ? id : NULL;
}

static bool is_known_municipality(const struct ks_coalition *c, const char *id,
				  struct ks_near *near)
{
	for (size_t i = 0; i < c->n_municipalities; i++) {
		if (strcmp(c->municipalities[i], id) == 0)
			return true;
		ks_near_offer(near, c->municipalities[i]);
	}
	return c->n_municipalities == 0;
}

/* A family may well live outside the coalition; a slip of the pen is only noted. */
static void settle_municipality(struct settling *s)
{
	struct ks_told told = s->told->municipality;
	struct ks_near near;
	const char *id;

	if (!told.text)
		return;
	id = ks_municipality_id(s->arena, told.text);
	if (!id) {
		wrong(s, told.loc, KS_MSG_bad_municipality, KS_ARGS({ "value", told.text }), NULL);
		return;
	}
	s->intake->municipality = id;
	ks_near_start(&near, id);
	if (!is_known_municipality(s->c, id, &near))
		ks_diag_add(s->diag, KS_NOTE, told.loc, KS_MSG_municipality_elsewhere,
			    KS_ARGS({ "value", id }), near.best);
}

/* ---- the due date -------------------------------------------------------- */

bool ks_parse_scan(struct ks_arena *arena, const char *text, ks_day *scanned, ks_day *due)
{
	const char *equals = strchr(text, '=');
	int days;

	if (!equals ||
	    !ks_parse_date_typed(ks_strndup(arena, text, (size_t)(equals - text)), scanned) ||
	    !ks_parse_week(equals + 1, &days) || days > KS_LAST_WEEK)
		return false;
	*due = *scanned + KS_TERM_OF_PREGNANCY - days;
	return true;
}

static ks_day due_by_scan(struct settling *s)
{
	struct ks_told told = s->told->scan;
	ks_day scanned, due;

	if (!ks_parse_scan(s->arena, told.text, &scanned, &due)) {
		wrong(s, told.loc, KS_MSG_bad_scan, KS_ARGS({ "value", told.text }), NULL);
		return KS_NO_DAY;
	}
	if (scanned > s->today) {
		wrong(s, told.loc, KS_MSG_date_in_future, KS_ARGS({ "value", told.text }), NULL);
		return KS_NO_DAY;
	}
	return due;
}

static ks_day due_by_period(struct settling *s)
{
	ks_day period = past_date(s, s->told->lmp);

	return period == KS_NO_DAY ? KS_NO_DAY : period + KS_TERM_OF_PREGNANCY;
}

/* A last period told beside a due date has to say the same. */
static void check_same_due(struct settling *s, ks_day by_period)
{
	char due[KS_DATE_TEXT], other[KS_DATE_TEXT];

	if (s->intake->due == KS_NO_DAY || by_period == KS_NO_DAY || s->intake->due == by_period)
		return;
	ks_format_date(s->intake->due, due);
	ks_format_date(by_period, other);
	wrong(s, s->told->lmp.loc, KS_MSG_two_due_dates,
	      KS_ARGS({ "one", "--due" }, { "a", s->told->due.text }, { "other", "--lmp" },
		      { "b", s->told->lmp.text }, { "due_one", due }, { "due_other", other }),
	      NULL);
}

/* A scan knows best, then what was said as such, then the last period. */
static struct ks_told settle_due_source(struct settling *s)
{
	if (s->told->scan.text) {
		s->intake->due = due_by_scan(s);
		s->intake->due_source = "scan";
		return s->told->scan;
	}
	if (s->told->due.text) {
		s->intake->due = date(s, s->told->due);
		s->intake->due_source = "due";
		check_same_due(s, due_by_period(s));
		return s->told->due;
	}
	s->intake->due = due_by_period(s);
	s->intake->due_source = "lmp";
	return s->told->lmp;
}

static void settle_due(struct settling *s)
{
	struct ks_told told = settle_due_source(s);

	if (s->intake->due == KS_NO_DAY)
		return;
	if (s->intake->due > s->intake->date + KS_TERM_OF_PREGNANCY)
		wrong(s, told.loc, KS_MSG_due_too_far, KS_ARGS({ "value", told.text }), NULL);
	if (ks_week_on(s->intake->due, s->intake->date) > KS_LAST_WEEK)
		wrong(s, told.loc, KS_MSG_due_too_early, KS_ARGS({ "value", told.text }), NULL);
	if (s->intake->phase == KS_BEFORE)
		wrong(s, told.loc, KS_MSG_due_before_pregnancy, NULL, NULL);
}

static void settle_phase(struct settling *s)
{
	static const char *const words[] = { "before", "during", NULL };

	s->intake->phase = word(s, s->told->phase, words, -1);
	_Static_assert(KS_BEFORE == 0 && KS_DURING == 1, "words are in the order of the enum");
}

/* Who is there already is not expected any more. */
static void settle_born(struct settling *s)
{
	const struct ks_span second_birthday = { 2, KS_YEARS };
	struct ks_told told = s->told->born;
	ks_day born = past_date(s, told);

	s->intake->born = born;
	if (born == KS_NO_DAY)
		return;
	if (born > s->intake->date)
		wrong(s, told.loc, KS_MSG_born_after_screening, KS_ARGS({ "value", told.text }),
		      NULL);
	if (ks_add_span(born, second_birthday) <= s->intake->date)
		wrong(s, told.loc, KS_MSG_born_long_ago, KS_ARGS({ "value", told.text }), NULL);
	if (s->intake->due != KS_NO_DAY || s->intake->phase >= 0)
		wrong(s, told.loc, KS_MSG_born_and_expected, NULL, NULL);
}

/* ---- lists --------------------------------------------------------------- */

static const struct ks_answer *same_question(const struct ks_intake *intake,
					     const struct ks_factor *factor, enum ks_subject subject)
{
	for (size_t i = 0; i < intake->n_answers; i++)
		if (intake->answers[i].factor == factor && intake->answers[i].subject == subject)
			return &intake->answers[i];
	return NULL;
}

static void settle_answer(struct settling *s, struct ks_told told, enum ks_reply reply)
{
	struct ks_intake *intake = s->intake;
	const struct ks_answer *earlier;
	struct ks_answer *answer;
	enum ks_subject subject;
	const struct ks_factor *factor =
		ks_parse_factor(s->c, told.text, told.loc, s->diag, &subject);

	if (!factor) {
		s->errors++;
		return;
	}
	earlier = same_question(intake, factor, subject);
	if (earlier && earlier->reply != reply)
		wrong(s, told.loc, KS_MSG_answered_both_ways, KS_ARGS({ "factor", told.text }), NULL);
	if (earlier)
		return;
	answer = ks_grow(s->arena, &intake->answers, &intake->n_answers, sizeof(*answer));
	*answer = (struct ks_answer){ .factor = factor, .subject = subject, .reply = reply,
				      .by = s->by, .date = intake->date };
}

static void settle_answers(struct settling *s, const struct ks_told_list *list, enum ks_reply reply)
{
	for (size_t i = 0; i < list->n; i++)
		settle_answer(s, list->items[i], reply);
}

static const struct ks_instrument *find_instrument(struct settling *s, struct ks_told told,
						   const char *id)
{
	const struct ks_instrument *instrument = ks_find_instrument(s->c, id);
	struct ks_near near;

	if (instrument)
		return instrument;
	ks_near_start(&near, id);
	for (size_t i = 0; i < s->c->n_instruments; i++)
		ks_near_offer(&near, s->c->instruments[i]->id);
	wrong(s, told.loc, KS_MSG_unknown_instrument, KS_ARGS({ "id", id }), near.best);
	return NULL;
}

static const struct ks_item *find_item(struct settling *s, struct ks_told told,
				       const struct ks_instrument *instrument, const char *id)
{
	struct ks_near near;

	ks_near_start(&near, id);
	for (size_t i = 0; i < instrument->n_items; i++) {
		if (strcmp(instrument->items[i].id, id) == 0)
			return &instrument->items[i];
		ks_near_offer(&near, instrument->items[i].id);
	}
	wrong(s, told.loc, KS_MSG_unknown_item,
	      KS_ARGS({ "instrument", instrument->id }, { "id", id }), near.best);
	return NULL;
}

static void settle_outcome(struct settling *s, struct ks_told told, struct ks_score *score,
			   const char *value)
{
	struct ks_near near;

	ks_near_start(&near, value);
	for (size_t i = 0; i < score->instrument->n_outcomes; i++) {
		if (strcmp(score->instrument->outcomes[i], value) == 0)
			score->outcome = score->instrument->outcomes[i];
		ks_near_offer(&near, score->instrument->outcomes[i]);
	}
	if (!score->outcome)
		wrong(s, told.loc, KS_MSG_unknown_outcome,
		      KS_ARGS({ "instrument", score->instrument->id }, { "id", value }), near.best);
}

static void settle_number(struct settling *s, struct ks_told told, struct ks_score *score,
			  const char *what, const char *value, int min, int max)
{
	if (ks_parse_int(value, HIGHEST_SCORE, &score->value) && score->value >= min &&
	    score->value <= max)
		return;
	wrong(s, told.loc, KS_MSG_score_out_of_range,
	      KS_ARGS({ "value", value }, { "what", what }, { "min", ks_fmt(s->arena, "%d", min) },
		      { "max", ks_fmt(s->arena, "%d", max) }),
	      NULL);
}

static const char *score_text(struct settling *s, const struct ks_score *score)
{
	return score->outcome ? score->outcome : ks_fmt(s->arena, "%d", score->value);
}

/* Said twice is said once; two different values cannot both be so. */
static bool was_scored(struct settling *s, struct ks_told told, const struct ks_score *score,
		       const char *what)
{
	for (size_t i = 0; i < s->intake->n_scores; i++) {
		const struct ks_score *earlier = &s->intake->scores[i];
		const char *a = score_text(s, earlier), *b = score_text(s, score);

		if (earlier->instrument != score->instrument ||
		    !ks_streq(earlier->item, score->item))
			continue;
		if (!ks_streq(a, b))
			wrong(s, told.loc, KS_MSG_scored_both_ways,
			      KS_ARGS({ "instrument", what }, { "a", a }, { "b", b }), NULL);
		return true;
	}
	return false;
}

/* "epds=14" or "epds.item10=0", already cut at the equals sign. */
static void settle_measure(struct settling *s, struct ks_told told, const char *what,
			   const char *value)
{
	const char *dot = strchr(what, '.');
	size_t n = dot ? (size_t)(dot - what) : strlen(what);
	struct ks_score score = { .date = s->intake->date };
	const struct ks_item *item = NULL;
	struct ks_score *place;

	score.instrument = find_instrument(s, told, ks_strndup(s->arena, what, n));
	if (!score.instrument)
		return;
	if (dot) {
		item = find_item(s, told, score.instrument, dot + 1);
		if (!item)
			return;
		score.item = item->id;
		settle_number(s, told, &score, what, value, item->min, item->max);
	} else if (score.instrument->has_range) {
		settle_number(s, told, &score, what, value, score.instrument->min,
			      score.instrument->max);
	} else {
		settle_outcome(s, told, &score, value);
	}
	if (was_scored(s, told, &score, what))
		return;
	place = ks_grow(s->arena, &s->intake->scores, &s->intake->n_scores, sizeof(*place));
	*place = score;
}

static void settle_score(struct settling *s, struct ks_told told)
{
	const char *equals = strchr(told.text, '=');

	if (!equals || equals == told.text || !equals[1])
		wrong(s, told.loc, KS_MSG_bad_score, KS_ARGS({ "value", told.text }), NULL);
	else
		settle_measure(s, told, ks_strndup(s->arena, told.text, (size_t)(equals - told.text)),
			       equals + 1);
}

static bool is_known_help(struct settling *s, struct ks_told told, const char *iv, const char *role)
{
	struct ks_near near;
	int errors = s->errors;

	ks_near_start(&near, iv);
	for (size_t i = 0; i < s->c->n_interventions; i++)
		ks_near_offer(&near, s->c->interventions[i]->id);
	if (!ks_find_intervention(s->c, iv))
		wrong(s, told.loc, KS_MSG_unknown_intervention, KS_ARGS({ "id", iv }), near.best);
	ks_near_start(&near, role);
	for (size_t i = 0; i < s->c->n_roles; i++)
		ks_near_offer(&near, s->c->roles[i]->id);
	if (!ks_find_role(s->c, role))
		wrong(s, told.loc, KS_MSG_unknown_role, KS_ARGS({ "id", role }), near.best);
	return s->errors == errors;
}

static void settle_already(struct settling *s, struct ks_told told)
{
	const char *at = strchr(told.text, '@');
	const char **place;

	if (!at) {
		wrong(s, told.loc, KS_MSG_need_help, KS_ARGS({ "value", told.text }), NULL);
		return;
	}
	if (!is_known_help(s, told, ks_strndup(s->arena, told.text, (size_t)(at - told.text)),
			   at + 1))
		return;
	place = ks_grow(s->arena, &s->intake->already, &s->intake->n_already, sizeof(*place));
	*place = told.text;
}

/* ---- the whole ----------------------------------------------------------- */

static void settle_facts(struct settling *s)
{
	struct ks_intake *intake = s->intake;

	intake->date = past_date(s, s->told->date);
	if (intake->date == KS_NO_DAY)
		intake->date = s->today;
	settle_phase(s);
	settle_due(s);
	settle_born(s);
	settle_municipality(s);
	settle_age(s);
	intake->first_child = yes_no(s, s->told->first_child, -1);
	intake->ref = s->told->ref.text;
	intake->follows = s->told->follows.text;
	intake->interpreter = s->told->interpreter.text;
}

static void settle_opinions(struct settling *s)
{
	struct ks_intake *intake = s->intake;

	s->by = (enum ks_by)word(s, s->told->by, ks_by_words, KS_BY_PROFESSIONAL);
	intake->by = s->by;
	intake->judgement = (enum ks_joint)word(s, s->told->judgement, ks_joint_words,
						KS_NO_JUDGEMENT);
	intake->with_parent = yes_no(s, s->told->with_parent, 0) == 1;
	intake->correct = yes_no(s, s->told->correct, 0) == 1;
	intake->raised = word(s, s->told->raise, ks_class_words, KS_NO_CLASS);
	intake->because = s->told->because.text;
}

enum ks_status ks_answers_settle(struct ks_arena *arena, const struct ks_coalition *c,
				 const struct ks_answers *answers, ks_day today,
				 struct ks_diag *diag, struct ks_intake *out)
{
	struct settling s = { .arena = arena, .c = c, .told = answers, .diag = diag,
			      .intake = out, .today = today };

	*out = (struct ks_intake){ .due = KS_NO_DAY };
	settle_facts(&s);
	settle_opinions(&s);
	settle_answers(&s, &answers->present, KS_PRESENT);
	settle_answers(&s, &answers->absent, KS_ABSENT);
	settle_answers(&s, &answers->declined, KS_DECLINED);
	for (size_t i = 0; i < answers->score.n; i++)
		settle_score(&s, answers->score.items[i]);
	for (size_t i = 0; i < answers->already.n; i++)
		settle_already(&s, answers->already.items[i]);
	return s.errors ? KS_INPUT : KS_OK;
}

bool ks_intake_has_answers(const struct ks_intake *intake)
{
	return intake->n_answers || intake->n_scores || intake->n_already || intake->judgement ||
	       intake->raised != KS_NO_CLASS;
}
