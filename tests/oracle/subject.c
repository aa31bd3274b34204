/* SPDX-License-Identifier: EUPL-1.2 */
#include "subject.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/cards/load.h"
#include "ks/engine/affected.h"
#include "ks/engine/compare.h"
#include "ks/engine/suppose.h"
#include "ks/engine/why_not.h"
#include "ks/engine/witness_of.h"
#include "ks/output/route.h"

struct subject {
	struct ks_arena arena;
	const struct ks_coalition *c;
	char sha256[65];
};

/* One call: the world in the oracle's words, the program's answer in the making. */
struct call {
	struct ks_arena *arena;
	const struct subject *s;
	const struct coalition *c;
	const struct family *f;
};

/* Every diagnostic as the program would print it. */
static void explain(struct ks_diag *diag, char *why, size_t why_size)
{
	struct ks_buf text;

	ks_diag_sort(diag);
	ks_buf_init(&text, diag->arena);
	ks_buf_add(&text, "the coalition is refused\n");
	for (const struct ks_diag_item *item = diag->first; item != NULL; item = item->next) {
		if (item->severity == KS_ERROR)
			ks_diag_format(&text, KS_EN, item);
	}
	strncpy(why, text.text, why_size - 1);
	why[why_size - 1] = '\0';
}

struct subject *subject_load(const char *folder, char *why, size_t why_size)
{
	struct subject *s = calloc(1, sizeof(*s));
	struct ks_load_options options = {.written = true}; /* subject_impact() compares it */
	struct ks_diag diag;

	if (s == NULL)
		abort();
	ks_arena_init(&s->arena);
	ks_diag_init(&diag, &s->arena);
	if (ks_load(&s->arena, folder, &options, &diag, &s->c) != KS_OK) {
		explain(&diag, why, why_size);
		subject_free(s);
		return NULL;
	}
	ks_coalition_sha256(s->c, s->sha256);
	return s;
}

void subject_free(struct subject *s)
{
	if (s == NULL)
		return;
	ks_arena_release(&s->arena);
	free(s);
}

static ks_day to_day(int day)
{
	if (day == NO_DAY)
		return KS_NO_DAY;
	struct civil date = day_civil(day);
	return ks_day_of(date.year, date.month, date.day);
}

static const struct ks_factor *to_factor(const struct call *k, int factor)
{
	const struct ks_factor *found = ks_find_factor(k->s->c, k->c->factor[factor].id);

	assert(found != NULL);
	return found;
}

static enum ks_subject to_subject(const struct call *k, const struct answer *a)
{
	const char *word = subject_names[k->c->factor[a->factor].subject[a->subject]];

	return (enum ks_subject)ks_word_index(ks_subject_words, word);
}

/* Superseded answers never reach the engine: the store leaves them out. */
static void give_answers(const struct call *k, struct ks_family *to)
{
	struct ks_answer *answers = KS_NEW_N(k->arena, MAX_ANSWERS, struct ks_answer);

	for (int i = 0; i < k->f->n_answers; i++) {
		const struct answer *a = &k->f->answer[i];
		if (a->superseded)
			continue;
		answers[to->n_answers++] = (struct ks_answer){
			.factor = to_factor(k, a->factor),
			.subject = to_subject(k, a),
			.reply = (enum ks_reply)ks_word_index(ks_reply_words,
							      reply_names[a->reply]),
			.by = (enum ks_by)ks_word_index(ks_by_words, source_names[a->by]),
			.date = to_day(a->date),
		};
	}
	to->answers = answers;
}

static void give_scores(const struct call *k, struct ks_family *to)
{
	struct ks_score *scores = KS_NEW_N(k->arena, MAX_SCORES, struct ks_score);

	for (int i = 0; i < k->f->n_scores; i++) {
		const struct score *from = &k->f->score[i];
		const struct instrument *in = &k->c->instrument[from->instrument];
		struct ks_score *score = &scores[to->n_scores++];
		score->instrument = ks_find_instrument(k->s->c, in->id);
		assert(score->instrument != NULL);
		score->item = from->item == NONE ? NULL : item_names[from->item];
		score->value = from->value;
		if (in->top == 0)
			score->outcome = outcome_names[from->value];
		score->date = to_day(from->date);
	}
	to->scores = scores;
}

static void give_already(const struct call *k, struct ks_family *to)
{
	to->already = KS_NEW_N(k->arena, MAX_ALREADY, const char *);
	for (int i = 0; i < k->f->n_already; i++) {
		const struct already *a = &k->f->already[i];
		to->already[to->n_already++] =
			ks_fmt(k->arena, "%s@%s", k->c->intervention[a->intervention].id,
			       k->c->role[a->role].id);
	}
}

static void give_previous(const struct call *k, struct ks_family *to)
{
	struct ks_standing *standing = KS_NEW_N(k->arena, MAX_PREVIOUS, struct ks_standing);

	for (int i = 0; i < k->f->n_previous; i++) {
		const struct previous *p = &k->f->previous[i];
		const struct card *card = &k->c->card[p->card];
		standing[to->n_standing++] = (struct ks_standing){
			card->id, card->step[p->step].id, to_day(p->since)};
	}
	to->standing = standing;
}

static void give_facts(const struct family *f, struct ks_family *to)
{
	ks_family_init(to, (enum ks_phase)ks_word_index(ks_phase_words, phase_names[f->phase]));
	to->due = to_day(f->due);
	to->born = to_day(f->born);
	to->age = f->age == NONE ? KS_NO_AGE : f->age;
	to->first_child = f->first_child == UNKNOWN_YET ? -1 : f->first_child == YES;
	if (f->municipality != NONE)
		to->municipality = municipality_names[f->municipality];
	if (f->judgement == IN_BALANCE)
		to->judgement = KS_IN_BALANCE;
	if (f->judgement == OUT_OF_BALANCE)
		to->judgement = KS_OUT_OF_BALANCE;
	to->raised = KS_NO_CLASS;
	if (f->raised_to != NONE)
		to->raised = ks_word_index(ks_class_words, verdict_names[f->raised_to]);
}

static const char *const *statuses(const struct call *k, const struct ks_route *route)
{
	const char **words = KS_NEW_N(k->arena, route->n_steps + 1, const char *);

	for (size_t i = 0; i < route->n_steps; i++)
		words[i] = route->steps[i].already ? "already" : "open";
	return words;
}

/* What `ks route --json` would print of this route. */
static char *as_json(const struct call *k, const struct ks_family *family,
		     const struct ks_route *route)
{
	struct ks_route_view view = {
		.screen = {.case_key = "K7QX-3M2P", .screening = 1, .complete = true,
			   .date = to_day(k->f->judged), .due = family->due,
			   .judgement = family->judgement, .coalition = k->s->c, .route = route},
		.family = family,
		.sha256 = k->s->sha256,
		.statuses = statuses(k, route),
	};
	struct ks_out out;

	ks_out_init(&out, k->arena, stdout, stderr);
	out.format = KS_AS_JSON;
	ks_write_route(&out, &view);
	char *json = malloc(out.text.len + 1);
	if (json == NULL)
		abort();
	memcpy(json, out.text.text, out.text.len + 1);
	return json;
}

static struct ks_family make_family(const struct call *k)
{
	struct ks_family family;

	give_facts(k->f, &family);
	give_answers(k, &family);
	give_scores(k, &family);
	give_already(k, &family);
	give_previous(k, &family);
	return family;
}

/* Who needs the decision alone gets the same one: lists, reports, impact. */
static bool decides_the_same(const struct call *k, const struct ks_family *family,
			     const struct ks_route *route)
{
	const struct ks_route *alone =
		ks_route_decide(k->arena, k->s->c, family, to_day(k->f->today));
	const struct ks_route *outline =
		ks_route_outline(k->arena, k->s->c, family, to_day(k->f->today));
	struct ks_comparison differs = ks_compare(k->arena, alone, outline);
	struct ks_buf whole_text, alone_text;

	ks_buf_init(&whole_text, k->arena);
	ks_buf_init(&alone_text, k->arena);
	ks_route_signature(route, &whole_text);
	ks_route_signature(alone, &alone_text);
	return strcmp(whole_text.text, alone_text.text) == 0 && !ks_compare_differs(&differs) &&
	       route->n_safety == alone->n_safety &&
	       route->balance.n_domains == alone->balance.n_domains;
}

static char *route_json(const struct call *k, const struct ks_family *family, char *why,
			size_t why_size)
{
	const struct ks_route *route =
		ks_route_make(k->arena, k->s->c, family, to_day(k->f->today));
	char *json = route->questions_exact ? as_json(k, family, route) : NULL;

	if (json == NULL)
		snprintf(why, why_size, "the open questions are not exact");
	if (json != NULL && !decides_the_same(k, family, route)) {
		snprintf(why, why_size, "the decision alone differs from the whole route");
		return NULL;
	}
	return json;
}

char *subject_route(const struct subject *s, const struct coalition *c, const struct family *f,
		    char *why, size_t why_size)
{
	struct ks_arena arena;
	struct call k = {&arena, s, c, f};

	ks_arena_init(&arena);
	struct ks_family family = make_family(&k);
	char *json = route_json(&k, &family, why, why_size);
	ks_arena_release(&arena);
	return json;
}

/* ---- what if, and why not ---- */

char *subject_what_if(const struct subject *s, const struct coalition *c, const struct family *f,
		      struct other other, char *why, size_t why_size)
{
	struct ks_arena arena;
	struct call k = {&arena, s, c, f};
	struct answer about = {.factor = other.factor, .subject = other.subject};

	ks_arena_init(&arena);
	struct ks_family family = make_family(&k);
	struct ks_supposition item = {to_factor(&k, other.factor), to_subject(&k, &about),
				      other.present ? KS_PRESENT : KS_ABSENT};
	struct ks_family then = ks_suppose(&arena, &family, to_day(f->today), &item, 1);
	char *json = route_json(&k, &then, why, why_size);
	ks_arena_release(&arena);
	return json;
}

static struct other from_pair(const struct coalition *c, const struct ks_factor *factor,
			      size_t subject, bool present)
{
	struct other other = {0, 0, present};

	while (c->factor[other.factor].hidden ||
	       strcmp(c->factor[other.factor].id, factor->id) != 0)
		other.factor++;
	while (strcmp(subject_names[c->factor[other.factor].subject[other.subject]],
		      ks_subject_words[subject]) != 0)
		other.subject++;
	return other;
}

static void take_sets(const struct coalition *c, const struct ks_why_not *from, struct sets *to)
{
	to->stands = from->stands;
	to->decided = from->decided;
	to->by_number = from->by_number;
	to->never = from->never;
	for (size_t i = 0; i < from->n_sets && to->n < MAX_SETS; i++, to->n++)
		for (size_t a = 0; a < from->sets[i].n; a++)
			to->set[to->n].item[to->set[to->n].n++] =
				from_pair(c, from->sets[i].items[a]->factor,
					  from->sets[i].items[a]->subject,
					  from->sets[i].items[a]->present);
}

void subject_why_not(const struct subject *s, const struct coalition *c, const struct family *f,
		     int intervention, struct sets *sets)
{
	struct ks_arena arena;
	struct call k = {&arena, s, c, f};
	struct ks_target target = {
		.intervention = ks_find_intervention(s->c, c->intervention[intervention].id)};

	assert(target.intervention != NULL);
	ks_arena_init(&arena);
	struct ks_family family = make_family(&k);
	const struct ks_route *route = ks_route_decide(&arena, s->c, &family, to_day(f->today));
	take_sets(c, ks_why_not(&arena, s->c, &family, route, target), sets);
	ks_arena_release(&arena);
}

/* ---- witnesses ---- */

static enum reply from_reply(enum ks_reply reply)
{
	if (reply == KS_NOT_ASKED)
		return NOT_ASKED;
	return reply == KS_PRESENT ? PRESENT : ABSENT;
}

static void take_witness(const struct coalition *c, const struct ks_question *question,
			 const struct ks_witness_of *from, struct witness *to)
{
	size_t subject = question->subject == KS_ANY_SUBJECT
				 ? (size_t)question->factor->subjects[0]
				 : (size_t)question->subject;
	struct other asked = from_pair(c, question->factor, subject, true);

	*to = (struct witness){.factor = asked.factor, .subject = asked.subject,
			       .moves_route = question->route_could_change,
			       .decided = from->decided && from->n <= MAX_PROVEN};
	if (!to->decided)
		return;
	for (size_t i = 0; i < from->n; i++)
		to->with[to->n++] = from_pair(c, from->with[i].factor, from->with[i].subject,
					      from->with[i].reply == KS_PRESENT);
	for (int i = 0; i < 2; i++)
		to->answer[i] = from_reply(from->answers[i]);
}

int subject_witnesses(const struct subject *s, const struct coalition *c, const struct family *f,
		      struct witness *witness, int room)
{
	struct ks_arena arena;
	struct call k = {&arena, s, c, f};
	int n = 0;

	ks_arena_init(&arena);
	struct ks_family family = make_family(&k);
	const struct ks_route *route = ks_route_make(&arena, s->c, &family, to_day(f->today));
	struct ks_witnesses *all = ks_witnesses_new(&arena, s->c, &family, route);

	for (size_t i = 0; i < route->n_questions && n < room; i++) {
		struct ks_witness_of found = ks_witness_of_question(all, &route->questions[i]);
		take_witness(c, &route->questions[i], &found, &witness[n++]);
	}
	ks_arena_release(&arena);
	return n;
}

/* ---- other files ---- */

enum { MAX_TEXTS = 64, MAX_PLACES = 200 };

static void change_digit(struct rng *rng, char *text)
{
	char *places[MAX_PLACES];
	int n = 0;

	for (char *at = text; *at != '\0' && n < MAX_PLACES; at++)
		if (*at >= '0' && *at <= '9')
			places[n++] = at;
	if (n > 0)
		*places[rng_between(rng, 0, n - 1)] = (char)('0' + rng_between(rng, 0, 9));
}

static void change_junction(struct rng *rng, char *text)
{
	char *places[MAX_PLACES];
	int n = 0;

	for (char *at = text; *at != '\0' && n < MAX_PLACES; at++)
		if (strncmp(at, "any:", 4) == 0 || strncmp(at, "all:", 4) == 0)
			places[n++] = at;
	if (n == 0) {
		change_digit(rng, text);
		return;
	}
	char *at = places[rng_between(rng, 0, n - 1)];
	memcpy(at, at[1] == 'n' ? "all" : "any", 3);
}

static bool is_card(const struct ks_source_text *file)
{
	return strstr(file->name, "/cards/") != NULL;
}

static struct ks_source_text *changed_text(struct ks_arena *arena, struct rng *rng,
					   const struct ks_source_text *from)
{
	struct ks_source_text *to = KS_NEW(arena, struct ks_source_text);
	char *text = ks_strndup(arena, from->text, from->len);

	if (rng_chance(rng, 60))
		change_digit(rng, text);
	else
		change_junction(rng, text);
	*to = (struct ks_source_text){.name = from->name, .text = text, .len = from->len};
	return to;
}

struct subject *subject_change(const struct subject *s, struct rng *rng)
{
	struct subject *changed = calloc(1, sizeof(*changed));
	size_t at = (size_t)rng_between(rng, 0, (int)s->c->n_files - 1), n = 0;
	struct ks_source_text *texts[MAX_TEXTS];
	struct ks_diag diag;

	if (changed == NULL)
		abort();
	assert(s->c->n_files <= MAX_TEXTS);
	ks_arena_init(&changed->arena);
	ks_diag_init(&diag, &changed->arena);
	for (size_t i = 0; i < s->c->n_files; i++) {
		if (i != at)
			texts[n++] = s->c->files[i];
		else if (!is_card(s->c->files[i]) || !rng_chance(rng, 20))
			texts[n++] = changed_text(&changed->arena, rng, s->c->files[i]);
	}
	if (ks_load_texts(&changed->arena, texts, n, s->c->folders[0], &diag, &changed->c) ==
	    KS_OK)
		return changed;
	subject_free(changed);
	return NULL;
}

/* As the store keeps them: whatever was ever said to be present, and every score. */
static const char *marks(const struct call *k)
{
	struct ks_buf words;

	ks_buf_init(&words, k->arena);
	ks_buf_add(&words, " ");
	for (int i = 0; i < k->f->n_answers; i++)
		if (k->f->answer[i].reply == PRESENT)
			ks_buf_addf(&words, "%s ", k->c->factor[k->f->answer[i].factor].id);
	for (int i = 0; i < k->f->n_scores; i++)
		ks_buf_addf(&words, "%s ", k->c->instrument[k->f->score[i].instrument].id);
	return words.text;
}

static bool is_routed_otherwise(struct call *k, const struct subject *before,
				const struct subject *after)
{
	const struct subject *const both[] = {before, after};
	const struct ks_route *routes[2];
	struct ks_comparison comparison;

	for (int i = 0; i < 2; i++) {
		k->s = both[i];
		struct ks_family family = make_family(k);
		routes[i] = ks_route_outline(k->arena, k->s->c, &family, to_day(k->f->today));
	}
	comparison = ks_compare(k->arena, routes[0], routes[1]);
	return ks_compare_differs(&comparison);
}

enum impact subject_impact(const struct subject *before, const struct subject *after,
			   const struct coalition *c, const struct family *f)
{
	struct ks_arena arena;
	struct call k = {&arena, before, c, f};
	enum impact impact = READ_FOR_NOTHING;

	ks_arena_init(&arena);
	struct ks_affected affected = ks_affected_by(&arena, before->c, after->c);
	if (!affected.everyone) {
		bool reads = ks_affects(&affected, marks(&k));
		bool differs = is_routed_otherwise(&k, before, after);
		impact = reads ? differs ? READ_AND_CHANGED : READ_FOR_NOTHING
			       : differs ? MISSED : LEFT_ALONE;
	}
	ks_arena_release(&arena);
	return impact;
}
