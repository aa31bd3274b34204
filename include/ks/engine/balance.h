/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_BALANCE_H
#define KS_ENGINE_BALANCE_H
/*
 * The balance (balans): two pans side by side, never added or subtracted, and
 * the class that follows from the policy (product.md §4.2; screening.md §1.5,
 * after Daemers 2024: one urgent factor, or three that ask attention).
 */
#include "ks/engine/picture.h"

struct ks_balance {
	enum ks_class class, computed_class;	/* after and before judgement and raise */
	int counts[KS_SIGNAL_CLASSES];		/* present signals, by id, once */
	int n_domains;				/* domains with a present signal */
	const struct ks_factor **load;		/* present signals, sorted by id */
	size_t n_load;
	const struct ks_factor **capacity_present, **capacity_absent, **capacity_unknown;
	size_t n_capacity_present, n_capacity_absent, n_capacity_unknown;
	int asked, questions;			/* factors answered or declined, factors in all */
	bool lowered, raised;			/* judgement or raise moved the class */
	bool judged_up, put_higher;		/* the judgement did; a professional did */
};

/* The class that counts of present signals give under a coalition's policy. */
enum ks_class ks_class_of_counts(const struct ks_coalition *c, const int counts[KS_SIGNAL_CLASSES]);

/* The class after joint judgement and a professional's raise. */
enum ks_class ks_class_judged(enum ks_class computed, const struct ks_family *family);

void ks_balance_make(struct ks_arena *arena, const struct ks_coalition *c,
		     const struct ks_family *family, const struct ks_picture *picture,
		     struct ks_balance *out);

#endif
