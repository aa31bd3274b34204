/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Numbers in the agreed sentence against the terms and limits of the card. A
 * number counts when a unit follows it ("14 dagen", "twee weken", "3 of meer
 * signalen"); it is right when any term, limit or count that the card works
 * with says the same, also in another unit of the same kind (2w is 14 days).
 * How often somebody keeps contact is compared with "every two weeks" alone.
 */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/engine/doubt.h"
#include "ks/engine/thought.h"

/* What a number measures; values of one kind compare. */
enum measure { M_DAYS, M_WORKING_DAYS, M_MONTHS, M_COUNT, M_NONE };

struct amount {
	enum measure measure;
	long value;
	bool repeats;		/* every so long, not within it */
};

struct unit {
	const char *word;
	enum measure measure;
	int each;
};

static const struct unit units[] = {
	{ "dag", M_DAYS, 1 },		   { "dagen", M_DAYS, 1 },
	{ "day", M_DAYS, 1 },		   { "days", M_DAYS, 1 },
	{ "week", M_DAYS, 7 },		   { "weken", M_DAYS, 7 },
	{ "weeks", M_DAYS, 7 },		   { "maand", M_MONTHS, 1 },
	{ "maanden", M_MONTHS, 1 },	   { "month", M_MONTHS, 1 },
	{ "months", M_MONTHS, 1 },	   { "jaar", M_MONTHS, 12 },
	{ "year", M_MONTHS, 12 },	   { "years", M_MONTHS, 12 },
	{ "werkdag", M_WORKING_DAYS, 1 },  { "werkdagen", M_WORKING_DAYS, 1 },
	{ "signalen", M_COUNT, 1 },	   { "signals", M_COUNT, 1 },
	{ "dingen", M_COUNT, 1 },	   { "things", M_COUNT, 1 },
	{ "gebieden", M_COUNT, 1 },	   { "areas", M_COUNT, 1 },
	{ "domeinen", M_COUNT, 1 },	   { "domains", M_COUNT, 1 },
};

/* Not "een" and "one": those are words like any other as well. */
static const char *const words[][2] = {
	{ "twee", "two" },   { "drie", "three" },  { "vier", "four" },
	{ "vijf", "five" },  { "zes", "six" },	   { "zeven", "seven" },
	{ "acht", "eight" }, { "negen", "nine" },  { "tien", "ten" },
	{ "elf", "eleven" }, { "twaalf", "twelve" },
};

struct terms {
	struct ks_doubts *d;
	struct amount *items;
	size_t n;
	bool repeats;		/* of what is being added */
};

/* ---- what the card says ------------------------------------------------------ */

static void add(struct terms *t, enum measure measure, long value)
{
	*(struct amount *)ks_grow(t->d->arena, &t->items, &t->n, sizeof(struct amount)) =
		(struct amount){ measure, value, t->repeats };
}

static void add_span(struct terms *t, struct ks_span span)
{
	switch (span.unit) {
	case KS_DAYS:
		add(t, M_DAYS, span.n);
		break;
	case KS_WEEKS:
		add(t, M_DAYS, 7L * span.n);
		break;
	case KS_MONTHS:
		add(t, M_MONTHS, span.n);
		break;
	case KS_YEARS:
		add(t, M_MONTHS, 12L * span.n);
		break;
	case KS_WORKING_DAYS:
		add(t, M_WORKING_DAYS, span.n);
		break;
	}
}

static void add_range(struct terms *t, const struct ks_cond *leaf)
{
	for (size_t i = 0; i < leaf->range.n; i++) {
		const struct ks_bound *bound = &leaf->range.bounds[i];

		if (leaf->kind == KS_COND_SINCE_BIRTH)
			add_span(t, bound->span);
		else if (leaf->kind == KS_COND_WEEK)
			add(t, M_DAYS, bound->value);
		else if (leaf->kind == KS_COND_AGE)
			add(t, M_MONTHS, 12L * bound->value);
		else
			add(t, M_COUNT, bound->value);
	}
}

static void add_cond(struct terms *t, const struct ks_cond *cond)
{
	if (!cond)
		return;
	add_range(t, cond);
	if (cond->kind == KS_COND_AT_LEAST)
		add(t, M_COUNT, cond->count);
	if (cond->kind == KS_COND_CLASS) {
		add(t, M_COUNT, t->d->c->policy[KS_STACKING_AT].number);
		add(t, M_COUNT, t->d->c->policy[KS_URGENT_AT].number);
	}
	if (cond->kind == KS_COND_SIGNAL)
		add_cond(t, cond->factor->derive);
	for (size_t i = 0; i < cond->n_kids; i++)
		add_cond(t, cond->kids[i]);
}

static void add_fallback(struct terms *t, const struct ks_fallback *fallback)
{
	if (!fallback->given || !fallback->has_every)
		return;
	t->repeats = true;
	add_span(t, fallback->every);
	t->repeats = false;
}

static void add_step(struct terms *t, const struct ks_step *step)
{
	add_span(t, step->within);
	add_cond(t, step->when);
	add_cond(t, step->window);
	add_fallback(t, &step->if_refused);
	add_fallback(t, &step->if_waiting);
	for (const struct ks_intervention *help = step->intervention; help;
	     help = help->alternative) {
		add_cond(t, help->criteria);
		add_cond(t, help->window);
	}
}

static bool has(const struct terms *t, struct amount amount)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->items[i].measure == amount.measure && t->items[i].value == amount.value &&
		    t->items[i].repeats == amount.repeats)
			return true;
	return false;
}

/* ---- what the sentence says -------------------------------------------------- */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* A word or a whole number; false at the end. Anything else separates. */
static bool next_word(const char **at, const char **start, size_t *n)
{
	while (**at && !is_letter(**at) && !ks_is_digit(**at))
		++*at;
	*start = *at;
	while (is_letter(**at) || ks_is_digit(**at))
		++*at;
	*n = (size_t)(*at - *start);
	return *n > 0;
}

static bool is_word(const char *start, size_t n, const char *word)
{
	return strlen(word) == n && strncmp(start, word, n) == 0;
}

/* -1 when it is no number. */
static long number_of(const char *start, size_t n)
{
	long value = 0;

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (is_word(start, n, words[i][0]) || is_word(start, n, words[i][1]))
			return (long)i + 2;
	for (size_t i = 0; i < n; i++) {
		if (!ks_is_digit(start[i]) || n > 6)
			return -1;
		value = value * 10 + (start[i] - '0');
	}
	return value;
}

static const struct unit *unit_of(const char *start, size_t n)
{
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (is_word(start, n, units[i].word))
			return &units[i];
	return NULL;
}

static bool says_every(const char *start, size_t n)
{
	return is_word(start, n, "elke") || is_word(start, n, "iedere") ||
	       is_word(start, n, "every");
}

/* Between a number and its unit: "3 of meer signalen", "5 working days". */
static bool may_stand_between(const char *start, size_t n)
{
	static const char *const between[] = { "of", "meer", "or", "more" };

	for (size_t i = 0; i < sizeof between / sizeof between[0]; i++)
		if (is_word(start, n, between[i]))
			return true;
	return false;
}

/* The amount that begins with this number, and where its words end. */
static struct amount amount_at(long number, const char *at, const char **end)
{
	struct amount none = { M_NONE, 0, false };
	bool working = false;
	const char *start;
	size_t n;

	while (next_word(&at, &start, &n)) {
		const struct unit *unit = unit_of(start, n);

		*end = at;
		if (unit && working && unit->measure == M_DAYS)
			return (struct amount){ M_WORKING_DAYS, number, false };
		if (unit)
			return (struct amount){ unit->measure, number * unit->each, false };
		if (is_word(start, n, "working"))
			working = true;
		else if (!may_stand_between(start, n))
			return none;
	}
	return none;
}

/* The amount as it was written, in one line. */
static const char *written(struct ks_doubts *d, const char *start, const char *end)
{
	char *text = ks_strndup(d->arena, start, (size_t)(end - start));

	for (char *c = text; *c; c++)
		if (*c == '\n')
			*c = ' ';
	return text;
}

/* The line of `agreed:` in the card's file: the key stands at the margin. */
static struct ks_loc agreed_loc(const struct ks_card *card)
{
	struct ks_loc loc = card->loc;
	const char *at = loc.in ? loc.in->text : NULL;

	for (int line = 1; at && *at; line++) {
		const char *end = strchr(at, '\n');

		if (line >= card->loc.line && strncmp(at, "agreed:", 7) == 0)
			return (struct ks_loc){ loc.in, line, 1 };
		at = end ? end + 1 : NULL;
	}
	return loc;
}

static void report(struct ks_doubts *d, const struct ks_card *card, const char *number)
{
	struct ks_witness witness = { .day = KS_NO_DAY };
	bool found = ks_doubt_can(d, ks_thought_card(d->arena, card), &witness) == KS_SOUGHT_FOUND;

	ks_doubt_add(d, KS_MSG_agreed_number, agreed_loc(card), ks_doubt_card(card),
		     KS_ARGS({ "number", number }), found ? &witness : NULL);
}

/* What was found counts as said, so that the other language does not find it again. */
static void check_sentence(struct terms *t, const struct ks_card *card, const char *sentence)
{
	const char *at = sentence, *start;
	bool repeats = false;
	size_t n;

	for (; at && next_word(&at, &start, &n); repeats = says_every(start, n)) {
		long number = number_of(start, n);
		const char *end = at;
		struct amount amount = number < 0 ? (struct amount){ M_NONE, 0, false }
						  : amount_at(number, at, &end);

		amount.repeats = repeats;
		if (amount.measure == M_NONE || has(t, amount))
			continue;
		report(t->d, card, written(t->d, start, end));
		t->repeats = repeats;
		add(t, amount.measure, amount.value);
	}
}

void ks_doubt_agreed(struct ks_doubts *d)
{
	for (size_t i = 0; i < d->c->n_cards; i++) {
		const struct ks_card *card = d->c->cards[i];
		struct terms terms = { d, NULL, 0, false };

		add_cond(&terms, card->when);
		for (size_t j = 0; j < card->n_steps; j++)
			add_step(&terms, &card->steps[j]);
		check_sentence(&terms, card, card->agreed.nl);
		check_sentence(&terms, card, card->agreed.en);
	}
}
