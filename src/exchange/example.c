/* SPDX-License-Identifier: EUPL-1.2 */
/* Examples: from the node tree to a family, and from a route to what differs. */
#include "ks/exchange/example.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/cards/load.h"
#include "ks/cards/yaml.h"

/* ---- reading ------------------------------------------------------------- */

struct reader {
	struct ks_arena *arena;
	const struct ks_coalition *c;
	struct ks_diag unheard;		/* the loader has said what there was to say */
	struct ks_family *family;
	ks_day day;
	struct ks_answer *answers;
	struct ks_score *scores;
};

static const struct ks_node *child(const struct ks_node *map, const char *key)
{
	return map && map->kind == KS_MAP ? ks_node_get(map, key) : NULL;
}

static const char *text_of(const struct ks_node *map, const char *key)
{
	const struct ks_node *node = child(map, key);

	return node && node->kind == KS_SCALAR ? node->text : NULL;
}

/* The first key of a mapping. */
static const struct ks_node *items_in(const struct ks_node *map)
{
	return map && map->kind == KS_MAP ? map->kids : NULL;
}

/* The first item of a list, or the scalar that stands for a list of one. */
static const struct ks_node *items_of(const struct ks_node *node)
{
	if (!node || node->kind == KS_MAP)
		return NULL;
	return node->kind == KS_LIST ? node->kids : node;
}

/* A scalar that stands for a list has siblings that are not its items. */
static const struct ks_node *item_after(const struct ks_node *list, const struct ks_node *item)
{
	return list->kind == KS_LIST ? item->next : NULL;
}

static ks_day day_of(const struct ks_node *map, const char *key)
{
	const char *text = text_of(map, key);
	ks_day day;

	return text && ks_parse_date(text, &day) ? day : KS_NO_DAY;
}

static int yes_or_no(const char *text)
{
	static const char *const yes[] = { "yes", "true", "ja", NULL };

	if (!text)
		return -1;
	return ks_word_index(yes, text) >= 0;
}

static void read_answers(struct reader *r, const struct ks_node *node, const char *key,
			 enum ks_reply reply)
{
	const struct ks_node *list = child(node, key);

	for (const struct ks_node *item = items_of(list); item; item = item_after(list, item)) {
		enum ks_subject subject;
		const struct ks_factor *factor =
			ks_parse_factor(r->c, item->text, item->loc, &r->unheard, &subject);
		struct ks_answer *answer;

		if (!factor)
			continue;
		answer = ks_grow(r->arena, &r->answers, &r->family->n_answers, sizeof(*answer));
		*answer = (struct ks_answer){ .factor = factor,
					      .subject = subject,
					      .reply = reply,
					      .by = KS_BY_PROFESSIONAL,
					      .date = r->day,
					      .screening = 1 };
	}
}

static void read_score(struct reader *r, const struct ks_node *node)
{
	const char *dot = strchr(node->key, '.');
	size_t n = dot ? (size_t)(dot - node->key) : strlen(node->key);
	const struct ks_instrument *instrument =
		ks_find_instrument(r->c, ks_strndup(r->arena, node->key, n));
	struct ks_score *score;
	int value = 0;

	if (!instrument || node->kind != KS_SCALAR)
		return;
	score = ks_grow(r->arena, &r->scores, &r->family->n_scores, sizeof(*score));
	score->instrument = instrument;
	score->item = dot ? ks_strdup(r->arena, dot + 1) : NULL;
	if (ks_parse_int(node->text, 1000000, &value))
		score->value = value;
	else
		score->outcome = node->text;
	score->date = r->day;
}

static void read_scores(struct reader *r, const struct ks_node *node)
{
	const struct ks_node *scores = child(node, "scores");

	if (!scores || scores->kind != KS_MAP)
		return;
	for (const struct ks_node *kid = scores->kids; kid; kid = kid->next)
		read_score(r, kid);
}

static void read_already(struct reader *r, const struct ks_node *node)
{
	const struct ks_node *list = child(node, "already");

	for (const struct ks_node *item = items_of(list); item; item = item_after(list, item)) {
		const char **slot = ks_grow(r->arena, &r->family->already,
					    &r->family->n_already, sizeof(*slot));

		*slot = item->text;
	}
}

/* A child that was born makes the phase `after` unless the example says another. */
static enum ks_phase phase_of(const struct ks_node *facts)
{
	const char *word = text_of(facts, "phase");
	int phase = word ? ks_word_index(ks_phase_words, word) : -1;

	if (phase >= 0)
		return (enum ks_phase)phase;
	return child(facts, "born") ? KS_AFTER : KS_DURING;
}

static void read_facts(struct reader *r, const struct ks_node *facts)
{
	const char *age = text_of(facts, "age");

	ks_family_init(r->family, phase_of(facts));
	r->family->due = day_of(facts, "due");
	r->family->born = day_of(facts, "born");
	if (!age || !ks_parse_int(age, 150, &r->family->age))
		r->family->age = KS_NO_AGE;
	r->family->first_child = yes_or_no(text_of(facts, "first_child"));
	r->family->municipality = text_of(facts, "municipality");
	read_already(r, facts);
}

static void read_judgement(struct reader *r, const struct ks_node *node)
{
	const char *word = text_of(node, "judgement");
	int judgement = word ? ks_word_index(ks_joint_words, word) : -1;

	if (judgement >= 0)
		r->family->judgement = (enum ks_joint)judgement;
}

void ks_example_read(struct ks_arena *arena, const struct ks_coalition *c,
		     const struct ks_example *example, struct ks_example_case *out)
{
	struct reader r = { .arena = arena, .c = c, .family = &out->family };

	ks_diag_init(&r.unheard, arena);
	out->today = r.day = day_of(example->node, "today");
	read_facts(&r, child(example->node, "case"));
	read_already(&r, example->node);
	read_answers(&r, example->node, "present", KS_PRESENT);
	read_answers(&r, example->node, "absent", KS_ABSENT);
	read_answers(&r, example->node, "declined", KS_DECLINED);
	read_scores(&r, example->node);
	read_judgement(&r, example->node);
	out->family.answers = r.answers;
	out->family.scores = r.scores;
}

const char *const ks_diff_words[] = { "class", "step", "dropped", "gap", "urgency", "due", "form",
				      NULL };

/* ---- comparing ----------------------------------------------------------- */

struct comparison {
	struct ks_arena *arena;
	struct ks_diff *diffs;
	size_t n;
};

static void differs(struct comparison *cmp, enum ks_diff_kind kind, const char *expected,
		    const char *got)
{
	struct ks_diff *diff = ks_grow(cmp->arena, &cmp->diffs, &cmp->n, sizeof(*diff));

	*diff = (struct ks_diff){ kind, expected, got, NULL };
}

const char *ks_dropped_id(struct ks_arena *arena, const struct ks_dropped *dropped)
{
	if (!dropped->intervention)
		return dropped->step->id;
	return ks_fmt(arena, "%s@%s", dropped->intervention->id, dropped->role->id);
}

/* A list of the route, as ids. */
struct ids {
	const char **items;
	size_t n;
};

static void add_id(struct ks_arena *arena, struct ids *ids, const char *id)
{
	const char **slot;

	for (size_t i = 0; i < ids->n; i++)
		if (ks_streq(ids->items[i], id))
			return;
	slot = ks_grow(arena, &ids->items, &ids->n, sizeof(*slot));
	*slot = id;
}

static struct ids ids_of(struct ks_arena *arena, const struct ks_route *route,
			 enum ks_diff_kind kind)
{
	struct ids ids = { NULL, 0 };

	if (kind == KS_DIFF_STEP)
		for (size_t i = 0; i < route->n_steps; i++)
			add_id(arena, &ids, route->steps[i].id);
	if (kind == KS_DIFF_DROPPED)
		for (size_t i = 0; i < route->n_dropped; i++)
			add_id(arena, &ids, ks_dropped_id(arena, &route->dropped[i]));
	if (kind == KS_DIFF_GAP)
		for (size_t i = 0; i < route->n_gaps; i++)
			add_id(arena, &ids, route->gaps[i].signal->id);
	return ids;
}

/* "iv@role" is named by itself, and a dropped one also by "iv". */
static bool names(enum ks_diff_kind kind, const char *expected, const char *id)
{
	size_t n = strlen(expected);

	if (ks_streq(expected, id))
		return true;
	return kind == KS_DIFF_DROPPED && strncmp(expected, id, n) == 0 && id[n] == '@';
}

static bool is_expected(const struct ks_node *list, enum ks_diff_kind kind, const char *id)
{
	for (const struct ks_node *item = items_of(list); item; item = item_after(list, item))
		if (names(kind, item->text, id))
			return true;
	return false;
}

static bool is_there(const struct ids *ids, enum ks_diff_kind kind, const char *expected)
{
	for (size_t i = 0; i < ids->n; i++)
		if (names(kind, expected, ids->items[i]))
			return true;
	return false;
}

static void compare_list(struct comparison *cmp, const struct ks_node *list,
			 enum ks_diff_kind kind, const struct ks_route *route)
{
	struct ids ids = ids_of(cmp->arena, route, kind);

	for (const struct ks_node *item = items_of(list); item; item = item_after(list, item))
		if (!is_there(&ids, kind, item->text))
			differs(cmp, kind, item->text, NULL);
	for (size_t i = 0; i < ids.n; i++)
		if (!is_expected(list, kind, ids.items[i]))
			differs(cmp, kind, NULL, ids.items[i]);
}

/* ---- what is said of a step ---------------------------------------------- */

struct agreed {
	struct comparison *cmp;
	const struct ks_route_step *step;
	ks_day today;
};

static void agreed_differs(struct agreed *a, enum ks_diff_kind kind, const char *expected,
			   const char *got)
{
	differs(a->cmp, kind, expected, got);
	a->cmp->diffs[a->cmp->n - 1].about = a->step->id;
}

static const char *day_text(struct ks_arena *arena, ks_day day)
{
	char text[KS_DATE_TEXT];

	ks_format_date(day, text);
	return ks_strdup(arena, text);
}

/* Help that is there already has no date, so none can be expected of it. */
static void compare_due(struct agreed *a, const char *text)
{
	struct ks_span span;
	ks_day day;

	if (!ks_parse_date(text, &day))
		day = ks_parse_span(text, &span) ? ks_add_span(a->today, span) : KS_NO_DAY;
	if (day == a->step->due)
		return;
	agreed_differs(a, KS_DIFF_DUE, day_text(a->cmp->arena, day),
		       a->step->due == KS_NO_DAY ? NULL : day_text(a->cmp->arena, a->step->due));
}

static void compare_agreed(struct agreed *a, const char *text)
{
	int urgency = ks_word_index(ks_urgency_words, text);
	int form = ks_word_index(ks_form_words, text);

	if (urgency >= 0 && urgency != (int)a->step->urgency)
		agreed_differs(a, KS_DIFF_URGENCY, text, ks_urgency_words[a->step->urgency]);
	if (form >= 0 && form != (int)a->step->form)
		agreed_differs(a, KS_DIFF_FORM, text, ks_form_words[a->step->form]);
	if (urgency < 0 && form < 0)
		compare_due(a, text);
}

/* A step that is not on the route is missing there, whether `steps` names it or not. */
static void compare_terms(struct comparison *cmp, const struct ks_node *expect,
			  const struct ks_route *route, ks_day today)
{
	const struct ks_node *terms = child(expect, "terms"), *steps = child(expect, "steps");

	for (const struct ks_node *kid = items_in(terms); kid; kid = kid->next) {
		struct agreed a = { cmp, ks_route_find(route, kid->key), today };

		if (!a.step && !is_expected(steps, KS_DIFF_STEP, kid->key))
			differs(cmp, KS_DIFF_STEP, kid->key, NULL);
		for (const struct ks_node *item = items_of(kid); a.step && item;
		     item = item_after(kid, item))
			compare_agreed(&a, item->text);
	}
}

/* ---- everything ---------------------------------------------------------- */

void ks_example_compare(struct ks_arena *arena, const struct ks_example *example,
			const struct ks_route *route, struct ks_diff **diffs, size_t *n)
{
	const struct ks_node *expect = child(example->node, "expect");
	const char *expected = text_of(expect, "class");
	const char *got = ks_class_words[route->balance.class];
	struct comparison cmp = { .arena = arena };

	if (expected && !ks_streq(expected, got))
		differs(&cmp, KS_DIFF_CLASS, expected, got);
	compare_list(&cmp, child(expect, "steps"), KS_DIFF_STEP, route);
	if (child(expect, "dropped"))
		compare_list(&cmp, child(expect, "dropped"), KS_DIFF_DROPPED, route);
	if (child(expect, "gaps"))
		compare_list(&cmp, child(expect, "gaps"), KS_DIFF_GAP, route);
	compare_terms(&cmp, expect, route, day_of(example->node, "today"));
	*diffs = cmp.diffs;
	*n = cmp.n;
}
