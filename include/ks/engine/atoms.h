/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_ATOMS_H
#define KS_ENGINE_ATOMS_H
/*
 * What conditions can tell apart. A condition sees a family only through its
 * leaves, so of all weeks, ages and scores it is enough to try those at a
 * limit that occurs and one to either side of it; a fact that no condition
 * looks at may stay unknown. docs/semantics.md §5 has the argument.
 *
 * Private to the engine.
 */
#include "ks/engine/family.h"

struct ks_arena;
struct ks_want;

struct ks_situation {
	enum ks_phase phase;
	int week;		/* DURING: days, or -1 for not known */
	int child;		/* AFTER: days since birth */
};

/* The scores one instrument or item can have: a value or the place of an outcome. */
struct ks_score_atom {
	const struct ks_instrument *instrument;
	const char *item;
	int *values;		/* -1: not taken */
	size_t n;
};

struct ks_atoms {
	struct ks_situation *situations;
	int *ages, *firsts;	/* as in struct ks_family, unknown among them */
	const char **places;	/* NULL: not known */
	struct ks_score_atom *scores;
	size_t n_situations, n_ages, n_firsts, n_places, n_scores;
	bool counted;		/* class or number of domains is looked at */
};

/* Every atom of the conditions, those that are likely in a real family first. */
void ks_atoms_find(struct ks_arena *arena, const struct ks_coalition *c, ks_day today,
		   const struct ks_want *wants, size_t n, struct ks_atoms *out);

/* How many combinations there are; very many is KS_POINTS_MOST. */
#define KS_POINTS_MOST 1000000000L
long ks_atoms_points(const struct ks_atoms *atoms);

/* Fills the facts and scores of one combination in; scores has room for n_scores. */
void ks_atoms_point(const struct ks_atoms *atoms, long point, ks_day today,
		    struct ks_family *family, struct ks_score *scores);

#endif
