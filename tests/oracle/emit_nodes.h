/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Each entry of a coalition as a tree of YAML nodes. Keys that may be left out are left out
 * now and then; where a truth or a number may be spelled in several ways, so it is.
 */
#ifndef ORACLE_EMIT_NODES_H
#define ORACLE_EMIT_NODES_H

#include "rng.h"
#include "world.h"
#include "yaml_out.h"

struct node *emit_head(struct rng *rng, const struct coalition *c, bool base);
struct node *emit_sources(struct rng *rng);
struct node *emit_factor(struct rng *rng, const struct coalition *c, const struct factor *f);
struct node *emit_instrument(struct rng *rng, const struct coalition *c,
			     const struct instrument *in);
struct node *emit_role(struct rng *rng, const struct coalition *c, const struct role *role);

/* These two note the lines that the program cites. */
struct node *emit_intervention(struct rng *rng, const struct coalition *c,
			       struct intervention *iv);
struct node *emit_card(struct rng *rng, const struct coalition *c, struct card *card);

#endif
