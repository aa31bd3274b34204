/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "generate.h"
#include "oracle.h"

/* One family in the making. */
struct birth {
	struct rng *rng;
	const struct coalition *c;
	struct family *f;
};

/* Any day of some years, and often one near the holidays, where working days are few. */
static int draw_today(struct rng *rng)
{
	int year = rng_between(rng, 2025, 2030);

	if (rng_chance(rng, 25))
		return day_of(year, 12, rng_between(rng, 10, 31));
	if (rng_chance(rng, 35))
		return day_of(year, rng_between(rng, 3, 5), rng_between(rng, 1, 31));
	return day_of(year, 1, 1) + rng_between(rng, 0, 364);
}

/* Days of pregnancy: mostly within what is known, sometimes past it. */
static int draw_week(struct rng *rng)
{
	if (rng_chance(rng, 6))
		return rng_between(rng, 43 * 7 - 1, 45 * 7);
	return rng_between(rng, 4 * 7, 43 * 7);
}

static void draw_dates(const struct birth *b)
{
	static const int phases[PHASES] = {14, 54, 32};
	struct family *f = b->f;

	f->today = draw_today(b->rng);
	f->phase = (enum phase)rng_weighted(b->rng, phases, PHASES);
	f->due = f->born = NO_DAY;
	if (f->phase == PHASE_DURING && rng_chance(b->rng, 88))
		f->due = f->today + 280 - draw_week(b->rng);
	if (f->phase != PHASE_AFTER)
		return;
	f->born = f->today - rng_between(b->rng, 0, rng_chance(b->rng, 60) ? 70 : 725);
	if (rng_chance(b->rng, 75))
		f->due = f->born + rng_between(b->rng, -14, 30);
}

static bool some_role_is_empty(const struct coalition *c)
{
	for (int i = 0; i < c->n_roles; i++) {
		if (!c->role[i].hidden && c->role[i].n_filled == 0)
			return true;
	}
	return false;
}

static void draw_person(const struct birth *b)
{
	struct family *f = b->f;

	f->age = rng_chance(b->rng, 80) ? rng_between(b->rng, 15, 45) : NONE;
	f->first_child = (enum yes_no)rng_between(b->rng, UNKNOWN_YET, NO);
	f->municipality = rng_between(b->rng, 0, MUNICIPALITIES - 1);
	if (rng_chance(b->rng, 25) && !some_role_is_empty(b->c))
		f->municipality = NONE;
}

/*
 * The last screening may hold a judgement and a raise. A raise beside a judgement goes to
 * `kwetsbaar` at least, because the contract does not say what a lower one does to a class
 * that the judgement has lowered.
 */
static void draw_judgement(const struct birth *b)
{
	struct family *f = b->f;

	f->judged = f->today - rng_between(b->rng, 0, 20);
	f->raised_to = NONE;
	if (rng_chance(b->rng, 30))
		f->judgement = rng_chance(b->rng, 50) ? IN_BALANCE : OUT_OF_BALANCE;
	if (rng_chance(b->rng, 12))
		f->raised_to = rng_between(
			b->rng, f->judgement == NOT_JUDGED ? V_POTENTIAL : V_VULNERABLE,
			V_EMERGENCY);
}

/* Some answers lie after today: a picture is always one at a date. */
static int draw_answer_date(const struct birth *b)
{
	if (rng_chance(b->rng, 3))
		return b->f->today + rng_between(b->rng, 1, 30);
	return b->f->today - rng_between(b->rng, 0, rng_chance(b->rng, 50) ? 3 : 200);
}

static void draw_answer(const struct birth *b, int factor)
{
	static const int replies[4] = {54, 24, 12, 10};

	/* What is open may have to be answered yet. */
	if (b->f->n_answers == MAX_ANSWERS - MAX_QUESTIONS)
		return;
	b->f->answer[b->f->n_answers++] = (struct answer){
		.factor = factor,
		.subject = rng_between(b->rng, 0, b->c->factor[factor].n_subjects - 1),
		.reply = (enum reply)rng_weighted(b->rng, replies, 4),
		.by = (enum source)rng_between(b->rng, 0, SOURCES - 1),
		.date = draw_answer_date(b),
		.superseded = rng_chance(b->rng, 8),
	};
}

static void draw_answers(const struct birth *b)
{
	static const int counts[4] = {26, 40, 20, 14};

	for (int i = 0; i < b->c->n_factors; i++) {
		int n = b->c->factor[i].hidden ? 0 : rng_weighted(b->rng, counts, 4);
		for (int j = 0; j < n; j++)
			draw_answer(b, i);
	}
}

/* Answers are entered as they come, not by factor. */
static void mix_answers(const struct birth *b)
{
	int order[MAX_ANSWERS];
	struct answer kept[MAX_ANSWERS];

	memcpy(kept, b->f->answer, sizeof(kept));
	rng_shuffle(b->rng, order, b->f->n_answers);
	for (int i = 0; i < b->f->n_answers; i++)
		b->f->answer[i] = kept[order[i]];
}

/* Not before the pregnancy began, and only a few dates, so that some fall together. */
static int draw_score_date(const struct birth *b)
{
	const struct family *f = b->f;
	int back = rng_chance(b->rng, 30) ? 0 : rng_between(b->rng, 0, 20) * 7;

	if (rng_chance(b->rng, 4))
		return f->today + 7;
	if (f->phase == PHASE_DURING && f->due != NO_DAY && f->today - back < f->due - 280)
		return f->today;
	if (f->phase == PHASE_AFTER && f->today - back < f->born - 200)
		return f->born;
	return f->today - back;
}

static void draw_score(const struct birth *b, int instrument)
{
	const struct instrument *in = &b->c->instrument[instrument];
	struct score *score = &b->f->score[b->f->n_scores++];

	*score = (struct score){instrument, NONE, 0, draw_score_date(b)};
	if (in->top == 0) {
		score->value = rng_between(b->rng, 0, MAX_OUTCOMES - 1);
		return;
	}
	if (in->n_items > 0 && rng_chance(b->rng, 45))
		score->item = rng_between(b->rng, 0, in->n_items - 1);
	score->value = rng_between(b->rng, 0, score->item == NONE ? in->top : in->item_top);
}

static void draw_scores(const struct birth *b)
{
	for (int i = 0; i < b->c->n_instruments; i++) {
		int n = b->c->instrument[i].hidden ? 0 : rng_between(b->rng, 0, 5);
		for (int j = 0; j < n; j++)
			draw_score(b, i);
	}
}

static bool fills(const struct coalition *c, int role, int municipality)
{
	for (int i = 0; i < c->role[role].n_filled; i++) {
		unsigned covers = c->role[role].filled[i].municipalities;
		if (covers == 0 || (municipality != NONE && (covers >> municipality & 1) != 0))
			return true;
	}
	return false;
}

static void add_already(const struct birth *b, int intervention, int role)
{
	if (intervention == NONE || b->f->n_already == MAX_ALREADY)
		return;
	if (fills(b->c, role, b->f->municipality))
		b->f->already[b->f->n_already++] = (struct already){intervention, role};
}

/* Of a step, or of what may come in its place. */
static void draw_already(const struct birth *b, const struct step *step)
{
	int iv = step->intervention;

	if (!rng_chance(b->rng, 12) || iv == NONE)
		return;
	int next = b->c->intervention[iv].alternative;
	if (next != NONE && rng_chance(b->rng, 40))
		add_already(b, next, b->c->intervention[next].role);
	else
		add_already(b, iv, step->role);
}

static void draw_previous(const struct birth *b, int card, int step)
{
	struct family *f = b->f;

	if (!rng_chance(b->rng, 40) || f->n_previous == MAX_PREVIOUS)
		return;
	int since = f->today - rng_between(b->rng, 0, 60);
	f->previous[f->n_previous++] = (struct previous){card, step, since};
}

static void draw_history(const struct birth *b)
{
	bool kept = rng_chance(b->rng, 50);

	for (int i = 0; i < b->c->n_cards; i++) {
		const struct card *card = &b->c->card[i];
		for (int j = 0; !card->hidden && j < card->n_steps; j++) {
			draw_already(b, &card->step[j]);
			if (kept)
				draw_previous(b, i, j);
		}
	}
}

static void answer_now(const struct birth *b, const struct open_pair *open)
{
	b->f->answer[b->f->n_answers++] = (struct answer){
		.factor = open->factor,
		.subject = open->subject,
		.reply = rng_chance(b->rng, 50) ? PRESENT : ABSENT,
		.by = (enum source)rng_between(b->rng, 0, SOURCES - 1),
		.date = b->f->today,
	};
}

/* Answers what is open until few enough factors are left to try every completion. */
static void answer_open(const struct birth *b, int max_open)
{
	struct open_pair open[MAX_QUESTIONS];
	int n = oracle_open(b->c, b->f, open);

	while (n > max_open) {
		answer_now(b, &open[rng_between(b->rng, 0, n - 1)]);
		n = oracle_open(b->c, b->f, open);
	}
}

void generate_family(struct rng *rng, const struct coalition *c, int max_open, struct family *f)
{
	struct birth b = {rng, c, f};

	memset(f, 0, sizeof(*f));
	draw_dates(&b);
	draw_person(&b);
	draw_judgement(&b);
	draw_answers(&b);
	mix_answers(&b);
	draw_scores(&b);
	draw_history(&b);
	answer_open(&b, max_open);
}
