/* SPDX-License-Identifier: EUPL-1.2 */
#include "tally.h"

#include <string.h>

static const char *const names[MET_LAST] = {
	"steps", "merged", "do", "already", "opens", "opens-after-birth", "check",
	"explicit", "unfilled", "reordered", "old-term", "dropped-step-window",
	"dropped-window", "dropped-criteria", "dropped-coverage", "dropped-phase",
	"alternative", "gaps", "safety-now", "safety-consult", "question-class",
	"question-route", "question-only-class", "question-subject", "question-declined",
	"judged", "geen-signalen", "potentieel-kwetsbaar", "kwetsbaar", "zeer-kwetsbaar",
	"spoed"
};

static void count_step(struct tally *t, const struct family *f, const struct taken *s)
{
	t->n[MET_STEP]++;
	t->n[MET_MERGED] += s->n_because > 1;
	t->n[MET_DO] += s->intervention[0] == '\0';
	t->n[MET_ALREADY] += strcmp(s->status, "already") == 0;
	t->n[MET_OPENS] += s->opens != NO_DAY;
	t->n[MET_OPENS_AFTER_BIRTH] += s->opens != NO_DAY && f->phase == PHASE_AFTER;
	t->n[MET_CHECK] += s->check;
	t->n[MET_EXPLICIT] += strcmp(s->consent, "explicit") == 0;
	t->n[MET_UNFILLED] += s->organisation[0] == '\0' && f->municipality != NONE;
	t->n[MET_OLD_TERM] += s->due != NO_DAY && s->due < f->today;
}

/* A step with a later date before one with an earlier: safety, or `after`, at work. */
static void count_order(struct tally *t, const struct outcome *o)
{
	for (int i = 1; i < o->n_steps; i++)
		t->n[MET_REORDERED] +=
			o->step[i].due != NO_DAY && o->step[i].due < o->step[i - 1].due;
}

static void count_dropped(struct tally *t, const struct dropped *d)
{
	static const char *const kinds[] = {"step-window", "window", "criteria", "coverage",
					    "phase"};

	for (int i = 0; i < 5; i++)
		t->n[MET_DROP_STEP_WINDOW + i] += strcmp(d->kind, kinds[i]) == 0;
	t->n[MET_ALTERNATIVE] += d->alternative[0] != '\0';
}

static void count_question(struct tally *t, const struct question *q)
{
	t->n[MET_QUESTION_CLASS] += q->moves_class;
	t->n[MET_QUESTION_ROUTE] += q->moves_route;
	t->n[MET_QUESTION_ONLY_CLASS] += q->moves_class && !q->moves_route;
	t->n[MET_QUESTION_SUBJECT] += strchr(q->factor, '@') != NULL;
	t->n[MET_QUESTION_DECLINED] += q->declined == MARKED;
}

static void count_class(struct tally *t, const struct outcome *o)
{
	for (int i = 0; i < VERDICTS; i++)
		t->n[MET_VERDICT + i] += strcmp(o->verdict, verdict_names[i]) == 0;
	t->n[MET_JUDGED] += strcmp(o->verdict, o->computed) != 0;
}

void tally_count(struct tally *t, const struct family *f, const struct outcome *o)
{
	count_class(t, o);
	count_order(t, o);
	for (int i = 0; i < o->n_steps; i++)
		count_step(t, f, &o->step[i]);
	for (int i = 0; i < o->n_dropped; i++)
		count_dropped(t, &o->dropped[i]);
	for (int i = 0; i < o->n_questions; i++)
		count_question(t, &o->question[i]);
	t->n[MET_GAP] += o->gaps.n;
	t->n[MET_SAFETY_NOW] += o->safety_now.n;
	t->n[MET_SAFETY_CONSULT] += o->safety_consult.n;
}

const char *tally_missing(const struct tally *t)
{
	for (int i = 0; i < MET_LAST; i++) {
		if (t->n[i] == 0)
			return names[i];
	}
	return NULL;
}

void tally_print(FILE *to, const struct tally *t)
{
	fprintf(to, "compared:");
	for (int i = 0; i < MET_LAST; i++)
		fprintf(to, " %s %d%s", names[i], t->n[i], i + 1 < MET_LAST ? "," : "\n");
}
