/* SPDX-License-Identifier: EUPL-1.2 */
#include "report.h"

static void copy_numbered(FILE *to, FILE *from)
{
	int line = 1;
	bool fresh = true;

	for (int c = fgetc(from); c != EOF; c = fgetc(from)) {
		if (fresh)
			fprintf(to, "%4d  ", line++);
		fresh = c == '\n';
		if (c != '\r')
			fputc(c, to);
	}
	if (!fresh)
		fputc('\n', to);
}

void report_files(FILE *to, const struct emitted *e)
{
	for (int i = 0; i < e->n_files; i++) {
		FILE *from = fopen(e->file[i], "rb");
		fprintf(to, "---- %s\n", e->file[i]);
		if (from == NULL)
			continue;
		copy_numbered(to, from);
		fclose(from);
	}
}

static void report_answer(FILE *to, const struct coalition *c, const struct answer *a)
{
	const struct factor *f = &c->factor[a->factor];
	char date[16];

	day_text(a->date, date);
	fprintf(to, "answer %s@%s %s by %s on %s%s\n", f->id,
		subject_names[f->subject[a->subject]], reply_names[a->reply],
		source_names[a->by], date, a->superseded ? " (superseded)" : "");
}

static void report_score(FILE *to, const struct coalition *c, const struct score *s)
{
	const struct instrument *in = &c->instrument[s->instrument];
	char date[16];

	day_text(s->date, date);
	fprintf(to, "score %s%s%s=", in->id, s->item == NONE ? "" : ".",
		s->item == NONE ? "" : item_names[s->item]);
	if (in->top == 0)
		fprintf(to, "%s on %s\n", outcome_names[s->value], date);
	else
		fprintf(to, "%d on %s\n", s->value, date);
}

static void report_facts(FILE *to, const struct family *f)
{
	static const char *const yes_no[] = {"not given", "yes", "no"};
	char today[16], due[16], born[16];

	day_text(f->today, today);
	day_text(f->due, due);
	day_text(f->born, born);
	fprintf(to, "today %s phase %s due %s born %s age %d first-child %s municipality %s\n",
		today, phase_names[f->phase], due, born, f->age, yes_no[f->first_child],
		f->municipality == NONE ? "not given" : municipality_names[f->municipality]);
}

static void report_judgement(FILE *to, const struct family *f)
{
	static const char *const judgements[] = {"none", "in-balance", "out-of-balance"};
	char date[16];

	day_text(f->judged, date);
	fprintf(to, "judgement %s raise %s on %s\n", judgements[f->judgement],
		f->raised_to == NONE ? "none" : verdict_names[f->raised_to], date);
}

void report_family(FILE *to, const struct coalition *c, const struct family *f)
{
	char since[16];

	fprintf(to, "---- family\n");
	report_facts(to, f);
	report_judgement(to, f);
	for (int i = 0; i < f->n_answers; i++)
		report_answer(to, c, &f->answer[i]);
	for (int i = 0; i < f->n_scores; i++)
		report_score(to, c, &f->score[i]);
	for (int i = 0; i < f->n_already; i++)
		fprintf(to, "already %s@%s\n", c->intervention[f->already[i].intervention].id,
			c->role[f->already[i].role].id);
	for (int i = 0; i < f->n_previous; i++) {
		const struct card *card = &c->card[f->previous[i].card];
		day_text(f->previous[i].since, since);
		fprintf(to, "kept %s/%s since %s\n", card->id,
			card->step[f->previous[i].step].id, since);
	}
}
