/* SPDX-License-Identifier: EUPL-1.2 */
/* Touched parts: what would come out otherwise if this part said otherwise. */
#include "ks/engine/touch.h"

#include "ks/base/arena.h"

const char *const ks_part_words[] = { "card", "step", "condition", "limit", NULL };

/* ---- which parts there are ----------------------------------------------- */

struct listing {
	struct ks_arena *arena;
	struct ks_parts *out;
	struct ks_owner owner;
	struct ks_cond *root;
};

static void add(struct listing *l, enum ks_part_kind kind, struct ks_loc loc, struct ks_cond *cond,
		const struct ks_bound *bound)
{
	struct ks_touch_part *part = ks_grow(l->arena, &l->out->items, &l->out->n, sizeof(*part));

	*part = (struct ks_touch_part){ .kind = kind,
				  .owner = l->owner,
				  .loc = loc,
				  .root = l->root,
				  .cond = cond,
				  .bound = bound };
}

static void add_limits(struct listing *l, struct ks_cond *cond)
{
	for (size_t i = 0; i < cond->range.n; i++)
		add(l, KS_PART_LIMIT, cond->range.bounds[i].loc, cond, &cond->range.bounds[i]);
}

static void add_cond(struct listing *l, struct ks_cond *cond, bool listed)
{
	if (listed)
		add(l, KS_PART_COND, cond->loc, cond, NULL);
	if (cond->range.n > 1)
		add_limits(l, cond);
	for (size_t i = 0; i < cond->n_kids; i++)
		add_cond(l, cond->kids[i], cond->kind != KS_COND_NOT);
}

/* The card's whole condition is the card itself. */
static void add_root(void *context, const struct ks_owner *owner, struct ks_cond *root)
{
	struct listing *l = context;

	if (owner->instrument || owner->factor)
		return;
	l->owner = *owner;
	l->root = root;
	if (owner->window)
		add_limits(l, root);
	else
		add_cond(l, root, owner->step || owner->intervention);
}

static void add_cards(struct listing *l, const struct ks_twin *twin)
{
	for (size_t i = 0; i < twin->c.n_cards; i++) {
		const struct ks_card *card = twin->cards[i];

		l->owner = (struct ks_owner){ .card = card };
		add(l, KS_PART_CARD, card->loc, NULL, NULL);
		for (size_t s = 0; s < card->n_steps; s++) {
			l->owner.step = &card->steps[s];
			add(l, KS_PART_STEP, card->steps[s].loc, NULL, NULL);
		}
	}
}

struct ks_parts ks_parts_of(struct ks_arena *arena, const struct ks_twin *twin)
{
	struct ks_parts out = { NULL, 0 };
	struct listing l = { .arena = arena, .out = &out };

	add_cards(&l, twin);
	ks_twin_roots(twin, add_root, &l);
	return out;
}

/* ---- which of them are touched ------------------------------------------- */

/* Whether the whole holds with the part true, or false, whatever it says itself. */
static bool holds_with(const struct ks_touch_part *part, enum ks_cond_kind empty,
		       const struct ks_world *world)
{
	struct ks_cond own = *part->cond;
	bool holds;

	/* `all` of nothing is true, `any` of nothing false. */
	part->cond->kind = empty;
	part->cond->n_kids = 0;
	holds = ks_cond_eval(part->root, world) == KS_TRUE;
	*part->cond = own;
	return holds;
}

static bool decides(const struct ks_touch_part *part, const struct ks_world *world)
{
	ks_truth own = ks_cond_eval(part->cond, world);

	if (part->cond == part->root)
		return own != KS_TRUE;
	if (own == KS_UNKNOWN)
		return false;
	return holds_with(part, KS_COND_ALL, world) != holds_with(part, KS_COND_ANY, world);
}

/* Before a birth only a lower limit of the child's age is still ahead. */
static bool is_beyond(const struct ks_touch_part *part, const struct ks_world *world)
{
	struct ks_cond alone = *part->cond;
	bool upper = part->bound->op == KS_LE || part->bound->op == KS_LT;

	if (alone.kind == KS_COND_SINCE_BIRTH && world->phase != KS_AFTER && upper)
		return false;
	alone.range = (struct ks_range){ .bounds = { *part->bound }, .n = 1 };
	return ks_cond_eval(&alone, world) == KS_FALSE;
}

/* Does the family get as far as this part? */
static bool is_reached(const struct ks_touch_part *part, const struct ks_trial *trial)
{
	const struct ks_owner *owner = &part->owner;

	if (owner->intervention)
		return trial->asked[owner->intervention->index];
	if (!(owner->card->phases & (1U << trial->world.phase)))
		return false;
	if (!owner->step)
		return true;
	if (ks_cond_eval(owner->card->when, &trial->world) != KS_TRUE)
		return false;
	return !owner->window || ks_cond_holds(owner->step->when, &trial->world) == KS_TRUE;
}

static bool touches(const struct ks_touch_part *part, const struct ks_trial *trial)
{
	const struct ks_world *world = &trial->world;

	if (!is_reached(part, trial))
		return false;
	switch (part->kind) {
	case KS_PART_CARD:
		return ks_cond_eval(part->owner.card->when, world) == KS_TRUE;
	case KS_PART_STEP:
		return ks_cond_holds(part->owner.step->when, world) == KS_TRUE;
	case KS_PART_COND:
		return decides(part, world);
	case KS_PART_LIMIT:
		return is_beyond(part, world) && (part->owner.window || decides(part, world));
	}
	return false;
}

void ks_parts_touch(struct ks_parts *parts, const struct ks_trial *trial)
{
	for (size_t i = 0; i < parts->n; i++)
		if (!parts->items[i].touched)
			parts->items[i].touched = touches(&parts->items[i], trial);
}
