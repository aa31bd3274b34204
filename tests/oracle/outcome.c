/* SPDX-License-Identifier: EUPL-1.2 */
#include "outcome.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void text_set(char *to, size_t size, const char *from)
{
	snprintf(to, size, "%s", from == NULL ? "" : from);
}

void names_add(struct names *names, const char *name)
{
	int at = 0;

	while (at < names->n && strcmp(names->name[at], name) < 0)
		at++;
	if (at < names->n && strcmp(names->name[at], name) == 0)
		return;
	if (names->n == MAX_NAMES)
		return;
	memmove(names->name[at + 1], names->name[at],
		(size_t)(names->n - at) * sizeof(names->name[0]));
	text_set(names->name[at], sizeof(names->name[at]), name);
	names->n++;
}

bool names_equal(const struct names *a, const struct names *b)
{
	if (a->n != b->n)
		return false;
	for (int i = 0; i < a->n; i++) {
		if (strcmp(a->name[i], b->name[i]) != 0)
			return false;
	}
	return true;
}

static int because_order(const void *a, const void *b)
{
	const struct because *x = a, *y = b;
	int by_card = strcmp(x->card, y->card);

	return by_card != 0 ? by_card : strcmp(x->step, y->step);
}

static int dropped_order(const void *a, const void *b)
{
	const struct dropped *x = a, *y = b;
	int order = strcmp(x->intervention, y->intervention);

	if (order == 0)
		order = strcmp(x->role, y->role);
	if (order == 0)
		order = strcmp(x->file, y->file);
	return order != 0 ? order : x->place.value - y->place.value;
}

void outcome_sort(struct outcome *o)
{
	for (int i = 0; i < o->n_steps; i++)
		qsort(o->step[i].because, (size_t)o->step[i].n_because, sizeof(struct because),
		      because_order);
	qsort(o->dropped, (size_t)o->n_dropped, sizeof(struct dropped), dropped_order);
}

/* A comparison in progress: it stops at the first difference. */
struct match {
	bool same;
	bool places;
	char *why;
	size_t why_size;
};

__attribute__((format(printf, 2, 3))) static void differ(struct match *m, const char *format, ...)
{
	va_list args;

	if (!m->same)
		return;
	m->same = false;
	va_start(args, format);
	vsnprintf(m->why, m->why_size, format, args);
	va_end(args);
}

static void match_text(struct match *m, const char *of, const char *what, const char *want,
		       const char *got)
{
	if (strcmp(want, got) != 0)
		differ(m, "%s: %s: want '%s', got '%s'", of, what, want, got);
}

static void match_number(struct match *m, const char *of, const char *what, int want, int got)
{
	if (want != got)
		differ(m, "%s: %s: want %d, got %d", of, what, want, got);
}

static void match_day(struct match *m, const char *of, const char *what, int want, int got)
{
	char a[16], b[16];

	day_text(want, a);
	day_text(got, b);
	match_text(m, of, what, a, b);
}

static void match_names(struct match *m, const char *of, const char *what,
			const struct names *want, const struct names *got)
{
	if (names_equal(want, got))
		return;
	for (int i = 0; i < want->n || i < got->n; i++) {
		const char *a = i < want->n ? want->name[i] : "(end)";
		const char *b = i < got->n ? got->name[i] : "(end)";
		if (strcmp(a, b) != 0)
			differ(m, "%s: %s: want '%s', got '%s'", of, what, a, b);
	}
}

static bool same_place(const struct place *want, const struct place *got)
{
	if (got->value > want->key && got->value <= want->last)
		return true;
	return got->value == want->key || got->value == want->value;
}

static void match_place(struct match *m, const char *of, const char *want_file,
			const struct place *want, const char *got_file, const struct place *got)
{
	if (!m->places)
		return;
	match_text(m, of, "file", want_file, got_file);
	if (!same_place(want, got))
		differ(m, "%s: line: want %d or %d, got %d", of, want->key, want->value,
		       got->value);
}

static void match_because(struct match *m, const char *id, const struct because *want,
			  const struct because *got)
{
	char of[ID_SIZE * 3];

	snprintf(of, sizeof(of), "step %s because %s/%s", id, want->card, want->step);
	match_text(m, of, "card", want->card, got->card);
	match_text(m, of, "step", want->step, got->step);
	match_text(m, of, "version", want->version, got->version);
	match_names(m, of, "signals", &want->signals, &got->signals);
	match_place(m, of, want->file, &want->place, got->file, &got->place);
}

static void match_step(struct match *m, int number, const struct taken *want,
		       const struct taken *got)
{
	char of[ID_SIZE * 2];

	snprintf(of, sizeof(of), "step %d (%s)", number, want->id);
	match_text(m, of, "id", want->id, got->id);
	match_text(m, of, "intervention", want->intervention, got->intervention);
	match_text(m, of, "role", want->role, got->role);
	match_text(m, of, "organisation", want->organisation, got->organisation);
	match_text(m, of, "urgency", want->urgency, got->urgency);
	match_day(m, of, "due", want->due, got->due);
	/* What "opens" says of help that is there already is left open by the contract. */
	if (strcmp(want->status, "already") != 0)
		match_day(m, of, "opens", want->opens, got->opens);
	match_text(m, of, "handover", want->form, got->form);
	match_text(m, of, "status", want->status, got->status);
	match_text(m, of, "consent", want->consent, got->consent);
	match_number(m, of, "check asks something", want->check, got->check);
	match_number(m, of, "reasons", want->n_because, got->n_because);
	for (int i = 0; m->same && i < want->n_because; i++)
		match_because(m, want->id, &want->because[i], &got->because[i]);
}

static bool names_the_same(const struct dropped *want, const struct dropped *got)
{
	if (want->intervention[0] == '\0' && strcmp(want->step_id, got->intervention) == 0)
		return true;
	return strcmp(want->intervention, got->intervention) == 0;
}

static bool same_dropped(const struct match *m, const struct dropped *want,
			 const struct dropped *got)
{
	if (!names_the_same(want, got) || strcmp(want->role, got->role) != 0)
		return false;
	if (strcmp(want->alternative, got->alternative) != 0)
		return false;
	if (!m->places)
		return true;
	return strcmp(want->file, got->file) == 0 && same_place(&want->place, &got->place);
}

/* Each entry of `want` needs one of its own among those of `got`. */
static void match_dropped(struct match *m, const struct outcome *want, const struct outcome *got)
{
	bool used[MAX_DROPPED] = {false};

	for (int i = 0; i < want->n_dropped; i++) {
		const struct dropped *d = &want->dropped[i];
		int j = 0;
		while (j < got->n_dropped && (used[j] || !same_dropped(m, d, &got->dropped[j])))
			j++;
		if (j == got->n_dropped)
			differ(m, "dropped: missing %s@%s (%s, %s:%d or %d, alternative '%s')",
			       d->intervention[0] ? d->intervention : d->step_id, d->role,
			       d->kind, d->file, d->place.key, d->place.value, d->alternative);
		else
			used[j] = true;
	}
	for (int j = 0; j < got->n_dropped; j++) {
		const struct dropped *d = &got->dropped[j];
		if (!used[j])
			differ(m, "dropped: unexpected %s@%s (%s, %s:%d)", d->intervention,
			       d->role, d->kind, d->file, d->place.value);
	}
}

static const struct question *find_question(const struct outcome *o, const char *factor)
{
	for (int i = 0; i < o->n_questions; i++) {
		if (strcmp(o->question[i].factor, factor) == 0)
			return &o->question[i];
	}
	return NULL;
}

static void match_question(struct match *m, const struct question *want,
			   const struct question *got)
{
	if (got == NULL) {
		differ(m, "open question %s: missing", want->factor);
		return;
	}
	match_number(m, want->factor, "could change class", want->moves_class, got->moves_class);
	match_number(m, want->factor, "could change route", want->moves_route, got->moves_route);
	if (want->declined != EITHER)
		match_number(m, want->factor, "declined", (int)want->declined,
			     (int)got->declined);
}

/* Declined ones are shown apart; where is left open, so the order is that of the others. */
static void match_question_order(struct match *m, const struct outcome *want,
				 const struct outcome *got)
{
	int j = 0;

	for (int i = 0; i < want->n_questions; i++) {
		const struct question *asked = find_question(got, want->question[i].factor);
		if (asked == NULL || asked->declined == MARKED)
			continue;
		while (j < got->n_questions && got->question[j].declined == MARKED)
			j++;
		match_text(m, "open questions", "order", want->question[i].factor,
			   j < got->n_questions ? got->question[j].factor : "(end)");
		j++;
	}
}

static void match_questions(struct match *m, const struct outcome *want,
			    const struct outcome *got)
{
	for (int i = 0; i < want->n_questions; i++)
		match_question(m, &want->question[i],
			       find_question(got, want->question[i].factor));
	for (int i = 0; i < got->n_questions; i++) {
		if (find_question(want, got->question[i].factor) == NULL)
			differ(m, "open question %s: unexpected", got->question[i].factor);
	}
	match_number(m, "open questions", "number", want->n_questions, got->n_questions);
	if (m->same)
		match_question_order(m, want, got);
}

static void match_balance(struct match *m, const struct outcome *want, const struct outcome *got)
{
	if (want->week[0] != '\0')
		match_text(m, "balance", "week", want->week, got->week);
	match_names(m, "load", "signals", &want->signals, &got->signals);
	for (int i = 0; i < FACTOR_CLASSES; i++)
		match_number(m, "load", class_names[i], want->count[i], got->count[i]);
	match_names(m, "load", "domains", &want->domains, &got->domains);
	match_names(m, "capacity", "present", &want->capacity_present, &got->capacity_present);
	match_names(m, "capacity", "absent", &want->capacity_absent, &got->capacity_absent);
	match_text(m, "balance", "computed_class", want->computed, got->computed);
	match_text(m, "balance", "class", want->verdict, got->verdict);
}

bool outcome_equal(const struct outcome *want, const struct outcome *got, enum places places,
		   char *why, size_t why_size)
{
	struct match m = {true, places == PLACES_COMPARED, why, why_size};

	match_balance(&m, want, got);
	match_names(&m, "safety", "now", &want->safety_now, &got->safety_now);
	match_names(&m, "safety", "consult-first", &want->safety_consult, &got->safety_consult);
	for (int i = 0; m.same && i < want->n_steps && i < got->n_steps; i++)
		match_step(&m, i + 1, &want->step[i], &got->step[i]);
	match_number(&m, "route", "number of steps", want->n_steps, got->n_steps);
	match_dropped(&m, want, got);
	match_names(&m, "gaps", "signals", &want->gaps, &got->gaps);
	match_questions(&m, want, got);
	return m.same;
}

static void print_names(FILE *to, const char *what, const struct names *names)
{
	fprintf(to, "%s:", what);
	for (int i = 0; i < names->n; i++)
		fprintf(to, " %s", names->name[i]);
	fputc('\n', to);
}

static void print_step(FILE *to, int number, const struct taken *s)
{
	char due[16], opens[16];

	day_text(s->due, due);
	day_text(s->opens, opens);
	fprintf(to, "step %d %s urgency=%s due=%s opens=%s form=%s status=%s consent=%s "
		    "organisation=%s check=%s\n",
		number, s->id, s->urgency, due, opens, s->form, s->status, s->consent,
		s->organisation, s->check ? "yes" : "no");
	for (int i = 0; i < s->n_because; i++) {
		const struct because *b = &s->because[i];
		fprintf(to, "    because %s/%s %s %s:%d,%d", b->card, b->step, b->version,
			b->file, b->place.key, b->place.value);
		print_names(to, "", &b->signals);
	}
}

static void print_dropped(FILE *to, const struct dropped *d)
{
	fprintf(to, "dropped %s@%s kind=%s %s:%d,%d alternative=%s\n",
		d->intervention[0] ? d->intervention : d->step_id, d->role, d->kind, d->file,
		d->place.key, d->place.value, d->alternative);
}

static void print_question(FILE *to, const struct question *q)
{
	fprintf(to, "open question %s:%s%s%s\n", q->factor, q->moves_class ? " class" : "",
		q->moves_route ? " route" : "", q->declined == MARKED ? " (declined)" : "");
}

void outcome_print(FILE *to, const struct outcome *o)
{
	fprintf(to, "class %s, computed %s, week %s, safety %d urgent %d attention %d\n",
		o->verdict, o->computed, o->week, o->count[CLASS_SAFETY],
		o->count[CLASS_URGENT], o->count[CLASS_ATTENTION]);
	print_names(to, "signals", &o->signals);
	print_names(to, "domains", &o->domains);
	print_names(to, "capacity present", &o->capacity_present);
	print_names(to, "capacity absent", &o->capacity_absent);
	print_names(to, "safety now", &o->safety_now);
	print_names(to, "safety consult-first", &o->safety_consult);
	for (int i = 0; i < o->n_steps; i++)
		print_step(to, i + 1, &o->step[i]);
	for (int i = 0; i < o->n_dropped; i++)
		print_dropped(to, &o->dropped[i]);
	print_names(to, "gaps", &o->gaps);
	for (int i = 0; i < o->n_questions; i++)
		print_question(to, &o->question[i]);
}
