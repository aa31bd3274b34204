/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Random conditions and windows, over the entries a folder may refer to.
 */
#ifndef ORACLE_GENERATE_COND_H
#define ORACLE_GENERATE_COND_H

#include "rng.h"
#include "world.h"

struct maker {
	struct rng *rng;
	struct coalition *c;
	bool for_base;                  /* may refer to what stands in the base only */
};

/* May this entry be referred to? */
bool maker_sees(const struct maker *m, bool in_base, bool shadowed, bool hidden);

/* A factor of this kind, or NONE. */
int maker_factor(const struct maker *m, bool protective);

/* Any condition; `depth` levels of all, any, not and at_least at most. */
const struct cond *make_cond(const struct maker *m, int depth);

/* One that the `when` of a raise may be: on factors and facts, which come before the class. */
const struct cond *make_raise_cond(const struct maker *m, int depth);

/* One on facts alone: what `derive` may ask. */
const struct cond *make_fact_cond(const struct maker *m, int depth);

struct window make_window(const struct maker *m);

/* Limits for a whole number from 0 to `top`. */
struct range make_number_range(const struct maker *m, int top);

#endif
