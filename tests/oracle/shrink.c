/* SPDX-License-Identifier: EUPL-1.2 */
#include "shrink.h"

#include <stdlib.h>
#include <string.h>

struct shrinker {
	struct coalition *c;
	struct family *f;
	struct coalition *kept_c;
	struct family kept_f;
	still_fails *fails;
	void *context;
	bool smaller;                   /* something could be left out in this round */
};

/* Keeps what has been left out, or puts it back. */
static bool settle(struct shrinker *s)
{
	bool keep = s->fails(s->context);

	if (keep) {
		*s->kept_c = *s->c;
		s->kept_f = *s->f;
		s->smaller = true;
	} else {
		*s->c = *s->kept_c;
		*s->f = s->kept_f;
	}
	return keep;
}

static void forget_previous(struct family *f, int i)
{
	f->previous[i] = f->previous[--f->n_previous];
}

/* The last card takes the place of the one left out. */
static void leave_out_card(struct shrinker *s, int card)
{
	int last = s->c->n_cards - 1;

	for (int i = s->f->n_previous - 1; i >= 0; i--) {
		if (s->f->previous[i].card == card)
			forget_previous(s->f, i);
	}
	for (int i = 0; i < s->f->n_previous; i++) {
		if (s->f->previous[i].card == last)
			s->f->previous[i].card = card;
	}
	s->c->card[card] = s->c->card[last];
	s->c->n_cards--;
	settle(s);
}

/* A local entry and what it hides go together, so only cards that hide nothing. */
static void shrink_cards(struct shrinker *s)
{
	for (int i = s->c->n_cards - 1; i >= 0; i--) {
		const struct card *card = &s->c->card[i];
		if (!card->shadowed && (!card->hidden || card->withdrawn))
			leave_out_card(s, i);
	}
}

static void shrink_step(struct shrinker *s, struct step *step)
{
	if (step->n_after > 0) {
		step->n_after = 0;
		settle(s);
	}
	if (step->when != NULL) {
		step->when = NULL;
		settle(s);
	}
	if (step->window.set) {
		step->window.set = false;
		settle(s);
	}
}

/* A group may be as wrong as one of its kids alone. */
static void shrink_when(struct shrinker *s, const struct cond **when)
{
	for (int i = 0; *when != NULL && i < (*when)->n_kids; i++) {
		*when = (*when)->kids[i];
		if (settle(s))
			i = -1;
	}
}

static void shrink_last_step(struct shrinker *s, int card)
{
	struct card *of = &s->c->card[card];

	if (of->n_steps == 1)
		return;
	of->n_steps--;
	for (int i = 0; i < of->n_steps; i++)
		of->step[i].n_after = 0;
	for (int i = s->f->n_previous - 1; i >= 0; i--) {
		if (s->f->previous[i].card == card && s->f->previous[i].step == of->n_steps)
			forget_previous(s->f, i);
	}
	settle(s);
}

static void shrink_steps(struct shrinker *s)
{
	for (int i = 0; i < s->c->n_cards; i++) {
		shrink_last_step(s, i);
		shrink_when(s, &s->c->card[i].when);
		for (int j = 0; j < s->c->card[i].n_steps; j++)
			shrink_step(s, &s->c->card[i].step[j]);
	}
}

static void shrink_intervention(struct shrinker *s, struct intervention *iv)
{
	shrink_when(s, &iv->criteria);
	if (iv->criteria != NULL) {
		iv->criteria = NULL;
		settle(s);
	}
	if (iv->window.set) {
		iv->window.set = false;
		settle(s);
	}
	if (iv->coverage != 0) {
		iv->coverage = 0;
		settle(s);
	}
	if (iv->alternative != NONE) {
		iv->alternative = NONE;
		settle(s);
	}
}

/* Takes element `i` out of `n` elements of a size, keeping the order of the rest. */
static void take_out(void *all, int *n, int i, size_t size)
{
	char *at = (char *)all + (size_t)i * size;

	memmove(at, at + size, (size_t)(*n - i - 1) * size);
	(*n)--;
}

static void shrink_family(struct shrinker *s)
{
	struct family *f = s->f;

	for (int i = f->n_answers - 1; i >= 0; i--) {
		take_out(f->answer, &f->n_answers, i, sizeof(f->answer[0]));
		settle(s);
	}
	for (int i = f->n_scores - 1; i >= 0; i--) {
		take_out(f->score, &f->n_scores, i, sizeof(f->score[0]));
		settle(s);
	}
	for (int i = f->n_already - 1; i >= 0; i--) {
		take_out(f->already, &f->n_already, i, sizeof(f->already[0]));
		settle(s);
	}
	for (int i = f->n_previous - 1; i >= 0; i--) {
		take_out(f->previous, &f->n_previous, i, sizeof(f->previous[0]));
		settle(s);
	}
}

static void shrink_rest(struct shrinker *s)
{
	for (int i = 0; i < s->c->n_interventions; i++)
		shrink_intervention(s, &s->c->intervention[i]);
	for (int i = 0; i < s->c->n_instruments; i++) {
		if (s->c->instrument[i].n_raises > 0) {
			s->c->instrument[i].n_raises--;
			settle(s);
		}
	}
	if (s->f->judgement != NOT_JUDGED || s->f->raised_to != NONE) {
		s->f->judgement = NOT_JUDGED;
		s->f->raised_to = NONE;
		settle(s);
	}
}

void shrink(struct coalition *c, struct family *f, still_fails *fails, void *context)
{
	struct shrinker s = {c, f, malloc(sizeof(*c)), *f, fails, context, true};

	if (s.kept_c == NULL)
		return;
	*s.kept_c = *c;
	for (int round = 0; round < 4 && s.smaller; round++) {
		s.smaller = false;
		shrink_cards(&s);
		shrink_steps(&s);
		shrink_rest(&s);
		shrink_family(&s);
	}
	free(s.kept_c);
}
