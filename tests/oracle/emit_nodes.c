/* SPDX-License-Identifier: EUPL-1.2 */
#include "emit_nodes.h"

#include <stddef.h>

static struct node *truth(struct rng *rng, bool value)
{
	static const char *const yes[] = {"yes", "true", "ja"};
	static const char *const no[] = {"no", "false", "nee"};
	int i = rng_between(rng, 0, 2);

	return node_scalar(value ? yes[i] : no[i]);
}

/* A text for people: Dutch alone, or Dutch and English. */
static struct node *words(struct rng *rng, const char *nl, const char *en)
{
	struct node *both = node_map();

	if (rng_chance(rng, 60)) {
		node_free(both);
		return node_prose(nl);
	}
	node_put(both, "nl", node_prose(nl));
	node_put(both, "en", node_prose(en));
	return both;
}

static struct node *one(const char *text)
{
	struct node *list = node_set();

	node_add(list, node_scalar(text));
	return list;
}

static struct node *municipalities(unsigned bits)
{
	struct node *list = node_set();

	for (int i = 0; i < MUNICIPALITIES; i++) {
		if ((bits >> i & 1) != 0)
			node_add(list, node_scalar(municipality_names[i]));
	}
	return node_flat(list);
}

static struct node *phases(unsigned bits)
{
	struct node *list = node_set();

	for (int i = 0; i < PHASES; i++) {
		if ((bits >> i & 1) != 0)
			node_add(list, node_scalar(phase_names[i]));
	}
	return node_flat(list);
}

static struct node *policy_text(const char *value, const char *source)
{
	struct node *node = node_map();

	node_put(node, "value", node_scalar(value));
	node_put(node, "source", node_scalar(source));
	return node;
}

static struct node *policy_value(int value, const char *source)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", value);
	return policy_text(text, source);
}

static struct node *policy(const struct coalition *c, bool base)
{
	const struct policy_value *urgent = &c->urgent_at, *stacking = &c->stacking_at;
	struct node *node = node_map();

	if (base ? urgent->in_base : urgent->in_local)
		node_put(node, "urgent_at",
			 policy_value(base ? urgent->base : urgent->local, "bron-een"));
	if (base ? stacking->in_base : stacking->in_local)
		node_put(node, "stacking_at",
			 policy_value(base ? stacking->base : stacking->local, "proposal"));
	node_put(node, "rescreen_after", policy_text("12w", "proposal"));
	return node;
}

struct node *emit_head(struct rng *rng, const struct coalition *c, bool base)
{
	struct node *root = node_map();

	node_put(root, "coalition", node_scalar(base ? c->base : c->local));
	node_put(root, "title", words(rng, "Een kring, verzonnen", "A circle, made up"));
	node_put(root, "version", node_scalar("2026.1"));
	if (c->two_folders && !base)
		node_put(root, "extends", node_scalar(c->base));
	if (c->lists_municipalities)
		node_put(root, "municipalities", municipalities((1U << MUNICIPALITIES) - 1));
	node_put(root, "policy", policy(c, base));
	return root;
}

static struct node *source(const char *id, const char *status)
{
	struct node *node = node_map();

	node_put(node, "id", node_scalar(id));
	node_put(node, "organisation", node_scalar("Een bureau"));
	node_put(node, "title", node_prose("Over steun: 't begin, en daarna"));
	node_put(node, "year", node_scalar("2023"));
	node_put(node, "status", node_scalar(status));
	return node;
}

struct node *emit_sources(struct rng *rng)
{
	struct node *list = node_set(), *root = node_map();

	node_add(list, source("bron-een", "verified"));
	node_add(list, source("bron-twee", rng_chance(rng, 50) ? "general-knowledge" : "proposal"));
	node_put(root, "sources", list);
	return root;
}

/* The names of the four limits: of a number, and of a stretch of time. */
static const char *const number_limits[LIMITS] = {"at_least", "at_most", "below", "above"};
static const char *const time_limits[LIMITS] = {"from", "until", "before", "after"};

static void put_number_limits(struct node *map, const struct range *range)
{
	for (int i = 0; i < LIMITS; i++) {
		if (range->limit[i].set)
			node_put(map, number_limits[i],
				 node_format("%d", range->limit[i].of.n));
	}
}

static struct node *weeks(struct rng *rng, int days)
{
	if (days % 7 == 0 && rng_chance(rng, 40))
		return node_format("%d", days / 7);
	return node_format("%d+%d", days / 7, days % 7);
}

static struct node *duration(struct duration of)
{
	static const char *const units[] = {"d", "w", "m", "y", "wd"};

	if (of.unit == UNIT_SAME_DAY)
		return node_scalar("same-day");
	return node_format("%d%s", of.n, units[of.unit]);
}

/* A range of weeks or of the child's age. `places` (or null) gets the line of each limit. */
static struct node *time_range(struct rng *rng, const struct range *range, bool since_birth,
			       struct range *places)
{
	struct node *map = node_map();

	for (int i = 0; i < LIMITS; i++) {
		if (!range->limit[i].set)
			continue;
		struct duration of = range->limit[i].of;
		struct node *value = since_birth ? duration(of) : weeks(rng, of.n);
		if (places != NULL)
			node_at(value, &places->limit[i].place.key, &places->limit[i].place.value);
		node_put(map, time_limits[i], value);
	}
	return map;
}

static struct node *window(struct rng *rng, struct window *w)
{
	struct node *map = node_map();

	node_put(map, w->since_birth ? "since_birth" : "week",
		 time_range(rng, &w->range, w->since_birth, &w->range));
	return map;
}

static struct node *condition(struct rng *rng, const struct coalition *c,
			      const struct cond *cond);

static struct node *conditions(struct rng *rng, const struct coalition *c,
			       const struct cond *cond)
{
	struct node *list = node_set();

	for (int i = 0; i < cond->n_kids; i++)
		node_add(list, condition(rng, c, cond->kids[i]));
	return list;
}

static struct node *factor_name(const struct coalition *c, const struct cond *cond)
{
	const struct factor *f = &c->factor[cond->factor];

	if (cond->subject == NONE)
		return node_scalar(f->id);
	return node_format("%s@%s", f->id, subject_names[f->subject[cond->subject]]);
}

static struct node *score(const struct coalition *c, const struct cond *cond)
{
	struct node *map = node_map();

	node_put(map, "instrument", node_scalar(c->instrument[cond->instrument].id));
	if (cond->item != NONE)
		node_put(map, "item", node_scalar(item_names[cond->item]));
	if (cond->outcome != NONE)
		node_put(map, "outcome", node_scalar(outcome_names[cond->outcome]));
	else
		put_number_limits(map, &cond->range);
	return map;
}

static struct node *numbers(const struct cond *cond)
{
	struct node *map = node_map();

	put_number_limits(map, &cond->range);
	return map;
}

static struct node *at_least_class(const struct cond *cond)
{
	struct node *map = node_map();

	node_put(map, "at_least", node_scalar(verdict_names[cond->verdict]));
	return map;
}

static struct node *counted(struct rng *rng, const struct coalition *c, const struct cond *cond)
{
	struct node *map = node_map();

	node_put(map, "count", node_format("%d", cond->count));
	node_put(map, "of", conditions(rng, c, cond));
	return map;
}

static struct node *condition_value(struct rng *rng, const struct coalition *c,
				    const struct cond *cond)
{
	switch (cond->key) {
	case ON_SIGNAL:
	case ON_PROTECTIVE:
		return factor_name(c, cond);
	case ON_SCORE:
		return score(c, cond);
	case ON_WEEK:
	case ON_SINCE_BIRTH:
		return time_range(rng, &cond->range, cond->key == ON_SINCE_BIRTH, NULL);
	case ON_AGE:
	case ON_DOMAINS:
		return numbers(cond);
	case ON_FIRST_CHILD:
		return truth(rng, cond->truth);
	case ON_PHASE:
		return node_scalar(phase_names[cond->phase]);
	case ON_MUNICIPALITY:
		return municipalities(cond->municipalities);
	case ON_CLASS:
		return at_least_class(cond);
	case ON_ALL:
	case ON_ANY:
		return conditions(rng, c, cond);
	case ON_NOT:
		return condition(rng, c, cond->kids[0]);
	case ON_COUNT:
		return counted(rng, c, cond);
	case ON_ALWAYS:
	case COND_KEYS:
		break;
	}
	return node_scalar("true");
}

static struct node *condition(struct rng *rng, const struct coalition *c, const struct cond *cond)
{
	static const char *const keys[COND_KEYS] = {
		"signal", "protective",   "score", "week",    "since_birth", "age",
		"first_child", "phase", "municipality", "class", "domains", "all",
		"any", "not", "at_least", "always"};
	struct node *map = node_map();

	node_put(map, keys[cond->key], condition_value(rng, c, cond));
	return map;
}

static struct node *subjects(const struct factor *f)
{
	struct node *list = node_list();

	for (int i = 0; i < f->n_subjects; i++)
		node_add(list, node_scalar(subject_names[f->subject[i]]));
	return list;
}

static struct node *because(const char *why)
{
	struct node *map = node_map();

	node_put(map, "why", node_prose(why));
	return map;
}

static void put_signal_keys(struct rng *rng, const struct factor *f, struct node *map)
{
	node_put(map, "class", node_scalar(class_names[f->class]));
	if (f->consult_first)
		node_put(map, "consult_first", truth(rng, true));
	if (f->shielded || rng_chance(rng, 5))
		node_put(map, "shielded", truth(rng, f->shielded));
	if (f->no_route)
		node_put(map, "no_route", because("Met opzet zonder kaart."));
}

struct node *emit_factor(struct rng *rng, const struct coalition *c, const struct factor *f)
{
	struct node *map = node_map();

	node_put(map, "id", node_scalar(f->id));
	node_put(map, "kind", node_scalar(f->protective ? "protective" : "signal"));
	node_put(map, "domain", node_scalar(domain_names[f->domain]));
	node_put(map, "subject", subjects(f));
	node_put(map, "label", words(rng, "Een punt: 'hoe gaat het?'", "A point"));
	node_put(map, "source", one(rng_chance(rng, 50) ? "proposal" : "bron-een"));
	if (!f->protective)
		put_signal_keys(rng, f, map);
	if (f->derive != NULL)
		node_put(map, "derive", condition(rng, c, f->derive));
	if (rng_chance(rng, 40))
		node_put(map, "ask", words(rng, "Lukt het, denk je?", "Do you manage?"));
	if (rng_chance(rng, 30))
		node_put(map, "level", node_scalar("meso"));
	if (rng_chance(rng, 30))
		node_put(map, "core", truth(rng, true));
	return map;
}

static struct node *raise(struct rng *rng, const struct coalition *c, const struct raise *r)
{
	struct node *map = node_map();

	node_put(map, "signal", node_scalar(c->factor[r->factor].id));
	if (r->item != NONE)
		node_put(map, "item", node_scalar(item_names[r->item]));
	if (r->outcome != NONE)
		node_put(map, "outcome", node_scalar(outcome_names[r->outcome]));
	else
		put_number_limits(map, &r->range);
	if (r->when != NULL)
		node_put(map, "when", condition(rng, c, r->when));
	node_put(map, "source", node_scalar("proposal"));
	return map;
}

static struct node *pair(int low, int high)
{
	struct node *list = node_list();

	node_add(list, node_format("%d", low));
	node_add(list, node_format("%d", high));
	return list;
}

static void put_scale(struct node *map, const struct instrument *in)
{
	struct node *items = node_map(), *outcomes = node_list();

	for (int i = 0; i < in->n_items; i++)
		node_put(items, item_names[i], pair(0, in->item_top));
	for (int i = 0; i < MAX_OUTCOMES; i++)
		node_add(outcomes, node_scalar(outcome_names[i]));
	if (in->top > 0)
		node_put(map, "range", pair(0, in->top));
	else
		node_put(map, "outcomes", outcomes);
	if (in->top > 0)
		node_free(outcomes);
	if (in->n_items > 0)
		node_put(map, "items", items);
	else
		node_free(items);
}

struct node *emit_instrument(struct rng *rng, const struct coalition *c,
			     const struct instrument *in)
{
	struct node *map = node_map(), *raises = node_set();

	node_put(map, "id", node_scalar(in->id));
	node_put(map, "title", node_prose("Een vragenlijst"));
	put_scale(map, in);
	for (int i = 0; i < in->n_raises; i++)
		node_add(raises, raise(rng, c, &in->raise[i]));
	if (in->n_raises > 0)
		node_put(map, "raises", raises);
	else
		node_free(raises);
	return map;
}

static struct node *filled(struct rng *rng, const struct filled *f)
{
	struct node *map = node_map();

	node_put(map, "organisation", node_scalar(f->organisation));
	if (f->municipalities != 0)
		node_put(map, "municipality", municipalities(f->municipalities));
	if (rng_chance(rng, 30))
		node_put(map, "responds_within", node_scalar("5wd"));
	if (rng_chance(rng, 20))
		node_put(map, "phone", node_scalar("088 000 00 00"));
	node_put(map, "source", node_scalar("proposal"));
	return map;
}

struct node *emit_role(struct rng *rng, const struct coalition *c, const struct role *role)
{
	struct node *map = node_map(), *entries = node_list();

	(void)c;
	node_put(map, "id", node_scalar(role->id));
	node_put(map, "label", words(rng, "Een rol", "A role"));
	for (int i = 0; i < role->n_filled; i++)
		node_add(entries, filled(rng, &role->filled[i]));
	if (role->n_filled > 0)
		node_put(map, "filled_by", entries);
	else
		node_free(entries);
	return map;
}

static void put_gates(struct rng *rng, const struct coalition *c, struct intervention *iv,
		      struct node *map)
{
	node_put(map, "phase",
		 node_at(phases(iv->phases), &iv->phase_place.key, &iv->phase_place.value));
	if (iv->criteria != NULL)
		node_put(map, "criteria",
			 node_until(node_at(condition(rng, c, iv->criteria),
					    &iv->criteria_place.key, &iv->criteria_place.value),
				    &iv->criteria_place.last));
	if (iv->window.set)
		node_put(map, "window", window(rng, &iv->window));
	if (iv->coverage != 0)
		node_put(map, "coverage",
			 node_at(municipalities(iv->coverage), &iv->coverage_place.key,
				 &iv->coverage_place.value));
}

struct node *emit_intervention(struct rng *rng, const struct coalition *c,
			       struct intervention *iv)
{
	struct node *map = node_map();

	node_put(map, "id", node_scalar(iv->id));
	node_put(map, "title", node_prose("Hulp, dichtbij"));
	node_put(map, "role", node_scalar(c->role[iv->role].id));
	put_gates(rng, c, iv, map);
	if (iv->explicit_consent)
		node_put(map, "consent", node_scalar("explicit"));
	if (iv->alternative != NONE)
		node_put(map, "alternative",
			 node_scalar(c->intervention[iv->alternative].id));
	if (rng_chance(rng, 25))
		node_put(map, "parents", words(rng, "Iemand komt bij u thuis.", "Someone comes."));
	node_put(map, "source", one("bron-twee"));
	return node_block(map);
}

static struct node *after(const struct coalition *c, const struct card *card,
			  const struct step *step)
{
	struct node *list = node_set();

	for (int i = 0; i < step->n_after; i++) {
		const struct after *a = &step->after[i];
		if (a->step != NONE)
			node_add(list, node_scalar(card->step[a->step].id));
		else
			node_add(list, node_format("%s@%s", c->intervention[a->intervention].id,
						   c->role[a->role].id));
	}
	return list;
}

static void put_terms(struct rng *rng, const struct coalition *c, struct step *step,
		      struct node *map)
{
	node_put(map, "refer_to", node_scalar(c->role[step->role].id));
	if (step->intervention != NONE)
		node_put(map, "intervention",
			 node_scalar(c->intervention[step->intervention].id));
	else
		node_put(map, "do", words(rng, "Bel samen, vandaag nog.", "Call together."));
	node_put(map, "urgency", node_scalar(urgency_names[step->urgency]));
	node_put(map, "within", duration(step->within));
	node_put(map, "handover", node_scalar(form_names[step->form]));
	node_put(map, "source", node_scalar("proposal"));
	if (step->when != NULL)
		node_put(map, "when", condition(rng, c, step->when));
	if (step->window.set)
		node_put(map, "window", window(rng, &step->window));
}

/* The line of a step is that of its dash, or of the key that names it. */
static struct node *step_node(struct rng *rng, const struct coalition *c, struct card *card,
			      int number)
{
	struct step *step = &card->step[number];
	struct node *map = node_map();

	node_put(map, "step", node_at(node_scalar(step->id), &step->place.key, NULL));
	put_terms(rng, c, step, map);
	if (step->n_after > 0)
		node_put(map, "after", after(c, card, step));
	if (rng_chance(rng, 20))
		node_put(map, "why", words(rng, "Dat is zo afgesproken.", "So it was agreed."));
	return node_at(node_block(map), NULL, &step->place.value);
}

static struct node *safety(struct rng *rng)
{
	struct node *map = node_map();

	node_put(map, "text", words(rng, "Bel voor advies.", "Call for advice."));
	if (rng_chance(rng, 60))
		node_put(map, "phone", node_scalar("0800 0000"));
	return map;
}

struct node *emit_card(struct rng *rng, const struct coalition *c, struct card *card)
{
	struct node *map = node_map(), *steps = node_set();

	node_put(map, "card", node_scalar(card->id));
	node_put(map, "title", words(rng, "Een kaart", "A card"));
	node_put(map, "version", node_scalar(card->version));
	node_put(map, "phase", phases(card->phases));
	node_put(map, "owner", node_prose("werkgroep: ouders & kind"));
	node_put(map, "review_by", node_scalar("2031-01-01"));
	node_put(map, "agreed", node_prose("Wie dit hoort, belt samen met de ouders."));
	node_put(map, "sources", one("bron-een"));
	node_put(map, "when", condition(rng, c, card->when));
	if (card->safety)
		node_put(map, "safety", safety(rng));
	if (rng_chance(rng, 30))
		node_put(map, "say", words(rng, "Zullen we samen bellen?", "Shall we call?"));
	for (int i = 0; i < card->n_steps; i++)
		node_add(steps, step_node(rng, c, card, i));
	node_put(map, "steps", node_block(steps));
	return map;
}
