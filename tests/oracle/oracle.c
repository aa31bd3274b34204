/* SPDX-License-Identifier: EUPL-1.2 */
#include "oracle.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "route.h"

/* A factor (subject NONE: named by its id alone) that a completion may fill in. */
struct open_factor {
	int factor, subject;
	bool moves_class, moves_route;
};

struct open_list {
	int n;
	struct open_factor open[MAX_QUESTIONS];
};

typedef bool mentioned_table[MAX_FACTORS][MAX_SUBJECTS];

static void note_mentioned(const struct cond *cond, mentioned_table mentioned)
{
	if (cond == NULL)
		return;
	if ((cond->key == ON_SIGNAL || cond->key == ON_PROTECTIVE) && cond->subject != NONE)
		mentioned[cond->factor][cond->subject] = true;
	for (int i = 0; i < cond->n_kids; i++)
		note_mentioned(cond->kids[i], mentioned);
}

static void note_coalition(const struct coalition *c, mentioned_table mentioned)
{
	for (int i = 0; i < c->n_cards; i++) {
		if (c->card[i].hidden)
			continue;
		note_mentioned(c->card[i].when, mentioned);
		for (int j = 0; j < c->card[i].n_steps; j++)
			note_mentioned(c->card[i].step[j].when, mentioned);
	}
	for (int i = 0; i < c->n_interventions; i++) {
		if (!c->intervention[i].hidden)
			note_mentioned(c->intervention[i].criteria, mentioned);
	}
}

/* A raise asks only when there is a score for it to be judged by. */
static void note_raises(const struct mind *mind, mentioned_table mentioned)
{
	for (int i = 0; i < mind->f->n_scores; i++) {
		const struct score *score = &mind->f->score[i];
		const struct instrument *in = &mind->c->instrument[score->instrument];
		for (int r = 0; r < in->n_raises; r++) {
			if (mind_reaches(mind, &in->raise[r], score))
				note_mentioned(in->raise[r].when, mentioned);
		}
	}
}

static void add_open(struct open_list *list, int factor, int subject)
{
	assert(list->n < MAX_QUESTIONS);
	list->open[list->n++] = (struct open_factor){factor, subject, false, false};
}

static void find_open(const struct mind *mind, struct open_list *list)
{
	mentioned_table mentioned = {{false}};

	note_coalition(mind->c, mentioned);
	note_raises(mind, mentioned);
	list->n = 0;
	for (int i = 0; i < mind->c->n_factors; i++) {
		if (mind->c->factor[i].hidden)
			continue;
		if (mind->picture[i][0] == T_UNKNOWN &&
		    (mentioned[i][0] || mind_bare(mind, i) != T_YES))
			add_open(list, i, NONE);
		for (int s = 1; s < mind->c->factor[i].n_subjects; s++) {
			if (mentioned[i][s] && mind->picture[i][s] == T_UNKNOWN)
				add_open(list, i, s);
		}
	}
}

/* What one completion leads to. */
struct completion {
	enum verdict verdict;
	uint64_t mark;
};

static void complete(struct mind *mind, const struct open_list *list, int number)
{
	for (int i = 0; i < list->n; i++) {
		const struct open_factor *open = &list->open[i];
		int subject = open->subject == NONE ? 0 : open->subject;
		mind->said[open->factor][subject] = (enum tri)(number % 3);
		number /= 3;
	}
}

static int power_of_three(int n)
{
	int value = 1;

	while (n-- > 0)
		value *= 3;
	return value;
}

static struct completion *try_all(const struct mind *mind, const struct open_list *list,
				  struct route *route)
{
	int n = power_of_three(list->n);
	struct completion *all = malloc((size_t)n * sizeof(*all));
	struct mind then = *mind;

	if (all == NULL)
		abort();
	for (int i = 0; i < n; i++) {
		complete(&then, list, i);
		mind_see(&then);
		route_make(route, &then);
		all[i] = (struct completion){then.verdict, route_mark(route)};
	}
	return all;
}

/* Two completions that differ in this factor only: the witness. */
static void look_for_witness(struct open_factor *open, const struct completion *all, int n,
			     int stride)
{
	for (int i = 0; i < n; i++) {
		int next = i / stride % 3 == 2 ? i - 2 * stride : i + stride;
		open->moves_class |= all[i].verdict != all[next].verdict;
		open->moves_route |= all[i].mark != all[next].mark;
	}
}

static void find_witnesses(const struct mind *mind, struct open_list *list, struct route *route)
{
	struct completion *all = try_all(mind, list, route);
	int n = power_of_three(list->n);

	for (int i = 0, stride = 1; i < list->n; i++, stride *= 3)
		look_for_witness(&list->open[i], all, n, stride);
	free(all);
}

/* Safety first, then what can change the route, then what can only move the class. */
static int rank(const struct mind *mind, const struct open_factor *open)
{
	const struct factor *factor = &mind->c->factor[open->factor];

	if (!factor->protective && factor->class == CLASS_SAFETY)
		return 0;
	return open->moves_route ? 1 : 2;
}

static void name_open(const struct mind *mind, const struct open_factor *open, char *to,
		      size_t size)
{
	const struct factor *factor = &mind->c->factor[open->factor];

	if (open->subject == NONE)
		snprintf(to, size, "%s", factor->id);
	else
		snprintf(to, size, "%s@%s", factor->id,
			 subject_names[factor->subject[open->subject]]);
}

static bool asked_before(const struct mind *mind, const struct open_factor *a,
			 const struct open_factor *b)
{
	char name_a[ENTRY_SIZE], name_b[ENTRY_SIZE];

	if (rank(mind, a) != rank(mind, b))
		return rank(mind, a) < rank(mind, b);
	name_open(mind, a, name_a, sizeof(name_a));
	name_open(mind, b, name_b, sizeof(name_b));
	return strcmp(name_a, name_b) < 0;
}

static void sort_open(const struct mind *mind, struct open_list *list)
{
	for (int i = 1; i < list->n; i++) {
		struct open_factor moved = list->open[i];
		int j = i;
		for (; j > 0 && asked_before(mind, &moved, &list->open[j - 1]); j--)
			list->open[j] = list->open[j - 1];
		list->open[j] = moved;
	}
}

static bool was_not_asked(const struct mind *mind, int factor)
{
	for (int i = 0; i < mind->f->n_answers; i++) {
		const struct answer *a = &mind->f->answer[i];
		if (a->factor == factor && a->reply == NOT_ASKED)
			return true;
	}
	return false;
}

/*
 * Declined is plain where there is one subject and nothing but `declined`; with several, or
 * with a later `not-asked`, the contract does not say.
 */
static enum marked declined_mark(const struct mind *mind, const struct open_factor *open)
{
	bool any = false;

	for (int s = 0; s < mind->c->factor[open->factor].n_subjects; s++)
		any |= mind_declined(mind, open->factor, s);
	if (!any)
		return NOT_MARKED;
	bool plain = mind->c->factor[open->factor].n_subjects == 1;
	return plain && !was_not_asked(mind, open->factor) ? MARKED : EITHER;
}

static void fill_questions(const struct mind *mind, struct outcome *o, struct route *route)
{
	struct open_list list;

	find_open(mind, &list);
	assert(list.n <= MAX_OPEN);
	find_witnesses(mind, &list, route);
	sort_open(mind, &list);
	for (int i = 0; i < list.n; i++) {
		const struct open_factor *open = &list.open[i];
		if (!open->moves_class && !open->moves_route)
			continue;
		struct question *q = &o->question[o->n_questions++];
		name_open(mind, open, q->factor, sizeof(q->factor));
		q->moves_class = open->moves_class;
		q->moves_route = open->moves_route;
		q->declined = declined_mark(mind, open);
	}
}

static void fill_factor(const struct mind *mind, int factor, struct outcome *o)
{
	const struct factor *f = &mind->c->factor[factor];
	enum tri bare = mind_bare(mind, factor);

	if (f->hidden)
		return;
	if (f->protective && bare == T_YES)
		names_add(&o->capacity_present, f->id);
	if (f->protective && bare == T_NO)
		names_add(&o->capacity_absent, f->id);
	if (!f->protective && bare == T_YES)
		names_add(&o->signals, f->id);
}

/* The week is compared only where the contract defines it. */
static void fill_week(const struct mind *mind, struct outcome *o)
{
	int days = facts_week(&mind->facts);

	if (days != NONE)
		snprintf(o->week, sizeof(o->week), "%d+%d", days / 7, days % 7);
}

static void fill_balance(const struct mind *mind, struct outcome *o)
{
	text_set(o->verdict, sizeof(o->verdict), verdict_names[mind->verdict]);
	text_set(o->computed, sizeof(o->computed), verdict_names[mind->computed]);
	memcpy(o->count, mind->n_class, sizeof(o->count));
	for (int i = 0; i < DOMAINS; i++) {
		if (mind->domain[i])
			names_add(&o->domains, domain_names[i]);
	}
	for (int i = 0; i < mind->c->n_factors; i++)
		fill_factor(mind, i, o);
	fill_week(mind, o);
}

static void name_signals(const struct coalition *c, factor_set signals, struct names *names)
{
	names->n = 0;
	for (int i = 0; i < c->n_factors; i++) {
		if ((signals >> i & 1) != 0)
			names_add(names, c->factor[i].id);
	}
}

static void fill_because(const struct coalition *c, const struct reason *reason,
			 struct because *b)
{
	const struct card *card = &c->card[reason->card];
	const struct step *step = &card->step[reason->step];

	text_set(b->card, sizeof(b->card), card->id);
	text_set(b->step, sizeof(b->step), step->id);
	text_set(b->version, sizeof(b->version), card->version);
	text_set(b->file, sizeof(b->file), card->file);
	b->place = step->place;
	name_signals(c, reason->signals, &b->signals);
}

static void fill_step(const struct coalition *c, const struct route_step *from, struct taken *s)
{
	const struct intervention *iv = NULL;

	if (from->intervention != NONE)
		iv = &c->intervention[from->intervention];
	text_set(s->id, sizeof(s->id), from->id);
	text_set(s->intervention, sizeof(s->intervention), iv == NULL ? NULL : iv->id);
	text_set(s->role, sizeof(s->role), c->role[from->role].id);
	text_set(s->organisation, sizeof(s->organisation), from->organisation);
	text_set(s->urgency, sizeof(s->urgency), urgency_names[from->urgency]);
	text_set(s->form, sizeof(s->form), form_names[from->form]);
	text_set(s->status, sizeof(s->status), from->already ? "already" : "open");
	text_set(s->consent, sizeof(s->consent),
		 iv != NULL && iv->explicit_consent ? "explicit" : "required");
	s->due = from->due;
	s->opens = from->opens;
	s->check = from->check;
	s->n_because = from->n_reasons;
	for (int i = 0; i < from->n_reasons; i++)
		fill_because(c, &from->reason[i], &s->because[i]);
}

static void fill_dropped(const struct coalition *c, const struct drop *from, struct dropped *d)
{
	const struct card *card = &c->card[from->card];
	int alternative = NONE;

	d->intervention[0] = '\0';
	if (from->intervention != NONE) {
		const struct intervention *iv = &c->intervention[from->intervention];
		text_set(d->intervention, sizeof(d->intervention), iv->id);
		alternative = from->kind == DROP_STEP_WINDOW ? NONE : iv->alternative;
	}
	snprintf(d->step_id, sizeof(d->step_id), "%s/%s", card->id, card->step[from->step].id);
	text_set(d->role, sizeof(d->role), c->role[from->role].id);
	text_set(d->alternative, sizeof(d->alternative),
		 alternative == NONE ? NULL : c->intervention[alternative].id);
	text_set(d->kind, sizeof(d->kind), drop_names[from->kind]);
	drop_file(c, from, d->file, sizeof(d->file));
	d->place = *from->place;
}

/* A step nobody takes up leads nowhere: its signals stay a gap. */
static void fill_gaps(const struct mind *mind, const struct route *route, struct outcome *o)
{
	factor_set led = 0;

	for (int i = 0; i < route->n_steps; i++) {
		if (!route->step[i].unfilled || route->step[i].already)
			led |= route->step[i].signals;
	}
	for (int i = 0; i < mind->c->n_factors; i++) {
		const struct factor *f = &mind->c->factor[i];
		if (!f->hidden && !f->protective && mind_bare(mind, i) == T_YES &&
		    (led >> i & 1) == 0)
			names_add(&o->gaps, f->id);
	}
}

/* A card's safety text is for its signals of safety, or those to consult on first. */
static void fill_safety(const struct mind *mind, const struct card *card, struct outcome *o)
{
	factor_set found = cond_signals(mind, card->when);
	bool now = false, consult = false;

	for (int i = 0; i < mind->c->n_factors; i++) {
		if ((found >> i & 1) == 0)
			continue;
		now |= mind->c->factor[i].class == CLASS_SAFETY;
		consult |= mind->c->factor[i].consult_first;
	}
	if (now)
		names_add(&o->safety_now, card->id);
	else if (consult)
		names_add(&o->safety_consult, card->id);
}

static void fill_route(const struct mind *mind, const struct route *route, struct outcome *o)
{
	for (int i = 0; i < route->n_steps; i++)
		fill_step(mind->c, &route->step[i], &o->step[i]);
	o->n_steps = route->n_steps;
	for (int i = 0; i < route->n_drops; i++)
		fill_dropped(mind->c, &route->drop[i], &o->dropped[i]);
	o->n_dropped = route->n_drops;
	for (int i = 0; i < mind->c->n_cards; i++) {
		if (route->card_applies[i] && mind->c->card[i].safety)
			fill_safety(mind, &mind->c->card[i], o);
	}
	fill_gaps(mind, route, o);
}

int oracle_open(const struct coalition *c, const struct family *f, struct open_pair *which)
{
	struct mind mind;
	struct open_list list;

	mind_make(&mind, c, f);
	find_open(&mind, &list);
	for (int i = 0; which != NULL && i < list.n; i++) {
		const struct open_factor *open = &list.open[i];
		int subject = open->subject == NONE ? 0 : open->subject;
		which[i] = (struct open_pair){open->factor, subject};
	}
	return list.n;
}

void oracle_ask(const struct coalition *c, const struct family *f, struct outcome *o)
{
	struct mind mind;
	struct route route;

	memset(o, 0, sizeof(*o));
	mind_make(&mind, c, f);
	route_make(&route, &mind);
	route_order(&route, &mind);
	fill_balance(&mind, o);
	fill_route(&mind, &route, o);
	fill_questions(&mind, o, &route);
	outcome_sort(o);
}
