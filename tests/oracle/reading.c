/* SPDX-License-Identifier: EUPL-1.2 */
#include "reading.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

/* A reading in progress: the first key that is missing or of the wrong kind ends it. */
struct reader {
	bool ok;
	char *why;
	size_t why_size;
};

static void complain(struct reader *r, const char *key, const char *expected)
{
	if (r->ok)
		snprintf(r->why, r->why_size, "JSON: '%s' should be %s", key, expected);
	r->ok = false;
}

/* A key that must be there, null or not. */
static const cJSON *member(struct reader *r, const cJSON *of, const char *key)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(of, key);

	if (item == NULL)
		complain(r, key, "there");
	return item;
}

static const cJSON *list(struct reader *r, const cJSON *of, const char *key)
{
	const cJSON *item = member(r, of, key);

	if (item != NULL && !cJSON_IsArray(item)) {
		complain(r, key, "a list");
		return NULL;
	}
	return item;
}

/* A string or null. */
static void text(struct reader *r, const cJSON *of, const char *key, char *to, size_t size)
{
	const cJSON *item = member(r, of, key);

	to[0] = '\0';
	if (item == NULL || cJSON_IsNull(item))
		return;
	if (cJSON_IsString(item))
		text_set(to, size, item->valuestring);
	else
		complain(r, key, "a string or null");
}

static int number(struct reader *r, const cJSON *of, const char *key)
{
	const cJSON *item = member(r, of, key);

	if (!cJSON_IsNumber(item)) {
		complain(r, key, "a number");
		return 0;
	}
	return item->valueint;
}

static int date(struct reader *r, const cJSON *of, const char *key)
{
	char iso[16];

	text(r, of, key, iso, sizeof(iso));
	return iso[0] == '\0' ? NO_DAY : day_read(iso);
}

/* A list of strings, or of objects that have one under `inner`. */
static void names(struct reader *r, const cJSON *of, const char *key, const char *inner,
		  struct names *to)
{
	const cJSON *item = NULL, *all = list(r, of, key);

	to->n = 0;
	cJSON_ArrayForEach(item, all) {
		const cJSON *name = inner == NULL ? item : member(r, item, inner);
		if (!cJSON_IsString(name))
			complain(r, key, "a list of names");
		else
			names_add(to, name->valuestring);
	}
}

/* A signal about one subject counts by its id. */
static void signal_ids(struct names *names)
{
	struct names whole = *names;

	names->n = 0;
	for (int i = 0; i < whole.n; i++) {
		whole.name[i][strcspn(whole.name[i], "@")] = '\0';
		names_add(names, whole.name[i]);
	}
}

static void balance(struct reader *r, const cJSON *of, struct outcome *o)
{
	const cJSON *load = member(r, of, "load"), *capacity = member(r, of, "capacity");

	text(r, of, "class", o->verdict, sizeof(o->verdict));
	text(r, of, "computed_class", o->computed, sizeof(o->computed));
	if (load == NULL || capacity == NULL)
		return;
	for (int i = 0; i < FACTOR_CLASSES; i++)
		o->count[i] = number(r, load, class_names[i]);
	names(r, load, "domains", NULL, &o->domains);
	names(r, load, "signals", "id", &o->signals);
	names(r, capacity, "present", NULL, &o->capacity_present);
	names(r, capacity, "absent", NULL, &o->capacity_absent);
}

static void because(struct reader *r, const cJSON *of, struct because *b)
{
	text(r, of, "card", b->card, sizeof(b->card));
	text(r, of, "step", b->step, sizeof(b->step));
	text(r, of, "version", b->version, sizeof(b->version));
	text(r, of, "file", b->file, sizeof(b->file));
	b->place.key = b->place.value = number(r, of, "line");
	names(r, of, "signals", NULL, &b->signals);
	signal_ids(&b->signals);
}

static void reasons(struct reader *r, const cJSON *of, struct taken *s)
{
	const cJSON *item = NULL, *all = list(r, of, "because");

	s->n_because = 0;
	cJSON_ArrayForEach(item, all) {
		if (s->n_because == MAX_REASONS) {
			complain(r, "because", "shorter");
			return;
		}
		because(r, item, &s->because[s->n_because++]);
	}
}

static void step(struct reader *r, const cJSON *of, struct taken *s)
{
	const cJSON *to = member(r, of, "refer_to");

	text(r, of, "id", s->id, sizeof(s->id));
	text(r, of, "intervention", s->intervention, sizeof(s->intervention));
	text(r, of, "urgency", s->urgency, sizeof(s->urgency));
	text(r, of, "handover", s->form, sizeof(s->form));
	text(r, of, "status", s->status, sizeof(s->status));
	text(r, of, "consent", s->consent, sizeof(s->consent));
	s->due = date(r, of, "due");
	s->opens = date(r, of, "opens");
	s->check = cJSON_GetArraySize(list(r, of, "check")) > 0;
	text(r, to, "role", s->role, sizeof(s->role));
	text(r, to, "organisation", s->organisation, sizeof(s->organisation));
	reasons(r, of, s);
}

static void steps(struct reader *r, const cJSON *of, struct outcome *o)
{
	const cJSON *item = NULL, *all = list(r, of, "steps");

	cJSON_ArrayForEach(item, all) {
		if (o->n_steps == MAX_ROUTE) {
			complain(r, "steps", "shorter");
			return;
		}
		step(r, item, &o->step[o->n_steps++]);
		if (number(r, item, "step") != o->n_steps)
			complain(r, "step", "the place in the list");
	}
}

static void dropped(struct reader *r, const cJSON *of, struct outcome *o)
{
	const cJSON *item = NULL, *all = list(r, of, "dropped");

	cJSON_ArrayForEach(item, all) {
		if (o->n_dropped == MAX_DROPPED) {
			complain(r, "dropped", "shorter");
			return;
		}
		struct dropped *d = &o->dropped[o->n_dropped++];
		text(r, item, "intervention", d->intervention, sizeof(d->intervention));
		text(r, item, "role", d->role, sizeof(d->role));
		text(r, item, "alternative", d->alternative, sizeof(d->alternative));
		text(r, item, "file", d->file, sizeof(d->file));
		text(r, item, "reason", d->kind, sizeof(d->kind));
		d->place.key = d->place.value = number(r, item, "line");
	}
}

static void question(struct reader *r, const cJSON *of, struct question *q)
{
	const cJSON *declined = cJSON_GetObjectItemCaseSensitive(of, "declined");
	struct names could = {0};

	text(r, of, "factor", q->factor, sizeof(q->factor));
	names(r, of, "could_change", NULL, &could);
	for (int i = 0; i < could.n; i++) {
		q->moves_class |= strcmp(could.name[i], "class") == 0;
		q->moves_route |= strcmp(could.name[i], "route") == 0;
	}
	q->declined = cJSON_IsTrue(declined) ? MARKED : NOT_MARKED;
}

static void questions(struct reader *r, const cJSON *of, struct outcome *o)
{
	const cJSON *item = NULL, *all = list(r, of, "open_questions");

	cJSON_ArrayForEach(item, all) {
		if (o->n_questions == MAX_QUESTIONS) {
			complain(r, "open_questions", "shorter");
			return;
		}
		question(r, item, &o->question[o->n_questions++]);
	}
}

static void safety(struct reader *r, const cJSON *of, struct outcome *o)
{
	const cJSON *item = NULL, *all = list(r, of, "safety");

	cJSON_ArrayForEach(item, all) {
		char kind[NAME_SIZE], card[NAME_SIZE];
		text(r, item, "kind", kind, sizeof(kind));
		text(r, item, "card", card, sizeof(card));
		if (strcmp(kind, "now") == 0)
			names_add(&o->safety_now, card);
		else if (strcmp(kind, "consult-first") == 0)
			names_add(&o->safety_consult, card);
		else
			complain(r, "kind", "now or consult-first");
	}
}

static void document(struct reader *r, const cJSON *root, struct outcome *o)
{
	const cJSON *pans = member(r, root, "balance");

	if (number(r, root, "format") != 1)
		complain(r, "format", "1");
	text(r, root, "week", o->week, sizeof(o->week));
	if (pans != NULL)
		balance(r, pans, o);
	safety(r, root, o);
	steps(r, root, o);
	dropped(r, root, o);
	names(r, root, "gaps", "signal", &o->gaps);
	questions(r, root, o);
}

bool reading_of_json(const char *json, struct outcome *o, char *why, size_t why_size)
{
	struct reader r = {true, why, why_size};
	cJSON *root = cJSON_Parse(json);

	memset(o, 0, sizeof(*o));
	if (cJSON_IsObject(root))
		document(&r, root, o);
	else
		complain(&r, "document", "a JSON object");
	cJSON_Delete(root);
	outcome_sort(o);
	return r.ok;
}
