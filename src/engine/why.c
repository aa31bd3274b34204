/* SPDX-License-Identifier: EUPL-1.2 */
/* Copies the decision's own evaluation of a condition into a tree. */
#include "ks/engine/why.h"

#include "ks/base/arena.h"

struct looking {
	struct ks_arena *arena;
	const struct ks_world *world;
	const struct ks_picture *picture;
};

static bool is_about(const struct ks_basis *basis, const struct ks_cond *leaf)
{
	return leaf->subject == KS_ANY_SUBJECT || leaf->subject == (int)basis->subject;
}

static void add_basis(const struct looking *l, struct ks_why_node *node)
{
	const struct ks_basis *basis = l->picture->basis[node->cond->factor->index];

	for (; basis; basis = basis->next) {
		const struct ks_basis **slot;

		if (!is_about(basis, node->cond))
			continue;
		slot = ks_grow(l->arena, &node->basis, &node->n_basis, sizeof(*slot));
		*slot = basis;
	}
}

static void fill(const struct looking *l, const struct ks_cond *cond, struct ks_why_node *node)
{
	struct ks_why_node *kids;

	node->cond = cond;
	node->truth = ks_cond_eval(cond, l->world);
	if (cond->kind == KS_COND_SIGNAL)
		add_basis(l, node);
	if (cond->kind == KS_COND_SCORE)
		node->score = ks_cond_score(cond, l->world);
	if (!cond->n_kids)
		return;
	kids = KS_NEW_N(l->arena, cond->n_kids, struct ks_why_node);
	for (size_t i = 0; i < cond->n_kids; i++)
		fill(l, cond->kids[i], &kids[i]);
	node->kids = kids;
	node->n_kids = cond->n_kids;
}

const struct ks_why_node *ks_why_cond(struct ks_arena *arena, const struct ks_cond *cond,
				      const struct ks_world *world,
				      const struct ks_picture *picture)
{
	struct looking looking = { arena, world, picture };
	struct ks_why_node *root;

	if (!cond)
		return NULL;
	root = KS_NEW(arena, struct ks_why_node);
	fill(&looking, cond, root);
	return root;
}

struct ks_why_reason ks_why_of_reason(struct ks_arena *arena, const struct ks_route *route,
				      const struct ks_family *family,
				      const struct ks_route_step *step, size_t i)
{
	const struct ks_reason *reason = &step->reasons[i];
	struct ks_world world = ks_route_world(route, family);
	struct ks_why_reason why = { .reason = reason };

	why.card = ks_why_cond(arena, reason->step->card->when, &world, &route->picture);
	why.own = ks_why_cond(arena, reason->step->when, &world, &route->picture);
	if (step->intervention)
		why.criteria = ks_why_cond(arena, step->intervention->criteria, &world,
					   &route->picture);
	if (reason->step->intervention != step->intervention)
		why.instead_of = reason->step->intervention;
	return why;
}

/* Below a `not` true and false change places, so it is shown as one thing. */
static bool is_leaf(const struct ks_why_node *node)
{
	return !node->n_kids || node->cond->kind == KS_COND_NOT;
}

void ks_why_each_true(const struct ks_why_node *node, ks_why_visit *visit, void *context)
{
	if (!node || node->truth != KS_TRUE)
		return;
	if (is_leaf(node)) {
		visit(context, node);
		return;
	}
	for (size_t i = 0; i < node->n_kids; i++)
		ks_why_each_true(&node->kids[i], visit, context);
}

void ks_why_each_unmet(const struct ks_why_node *node, ks_why_visit *visit, void *context)
{
	if (!node || node->truth == KS_TRUE)
		return;
	if (is_leaf(node)) {
		visit(context, node);
		return;
	}
	for (size_t i = 0; i < node->n_kids; i++)
		ks_why_each_unmet(&node->kids[i], visit, context);
}

/* A false condition has a false part, an unknown one an unknown part: go where it comes from. */
const struct ks_why_node *ks_why_first_unmet(const struct ks_why_node *node)
{
	if (!node || node->truth == KS_TRUE)
		return NULL;
	if (is_leaf(node))
		return node;
	for (size_t i = 0; i < node->n_kids; i++)
		if (node->kids[i].truth == node->truth)
			return ks_why_first_unmet(&node->kids[i]);
	return node;
}
