/* SPDX-License-Identifier: EUPL-1.2 */
/* The two pans and the class. Nothing here adds or subtracts one from the other. */
#include "ks/engine/balance.h"

#include "ks/base/arena.h"

enum ks_class ks_class_of_counts(const struct ks_coalition *c, const int counts[KS_SIGNAL_CLASSES])
{
	if (counts[KS_SAFETY] > 0)
		return KS_SPOED;
	if (counts[KS_URGENT] >= c->policy[KS_URGENT_AT].number)
		return KS_ZEER;
	if (counts[KS_ATTENTION] >= c->policy[KS_STACKING_AT].number)
		return KS_KWETSBAAR;
	return counts[KS_URGENT] + counts[KS_ATTENTION] > 0 ? KS_POTENTIEEL : KS_GEEN;
}

/* What professional and parent conclude together moves the class one step, at most. */
static enum ks_class after_judgement(enum ks_class computed, enum ks_joint judgement)
{
	if (computed == KS_KWETSBAAR && judgement == KS_IN_BALANCE)
		return KS_POTENTIEEL;
	if (computed == KS_POTENTIEEL && judgement == KS_OUT_OF_BALANCE)
		return KS_KWETSBAAR;
	return computed;
}

enum ks_class ks_class_judged(enum ks_class computed, const struct ks_family *family)
{
	enum ks_class judged = after_judgement(computed, family->judgement);

	if (family->raised > (int)judged)
		return (enum ks_class)family->raised;
	return judged;
}

static bool was_asked(const struct ks_picture *picture, const struct ks_factor *factor)
{
	if (picture->factors[factor->index] != KS_UNKNOWN)
		return true;
	if (!picture->basis[factor->index])
		return false;
	for (size_t subject = 0; subject < KS_SUBJECTS; subject++)
		if (picture->declined[factor->index * KS_SUBJECTS + subject])
			return true;
	return false;
}

static void put_capacity(struct ks_balance *out, const struct ks_factor *factor, ks_truth state)
{
	if (state == KS_TRUE)
		out->capacity_present[out->n_capacity_present++] = factor;
	else if (state == KS_FALSE)
		out->capacity_absent[out->n_capacity_absent++] = factor;
	else
		out->capacity_unknown[out->n_capacity_unknown++] = factor;
}

static void put_load(struct ks_balance *out, const struct ks_factor *factor, bool *domains)
{
	out->load[out->n_load++] = factor;
	out->counts[factor->signal_class]++;
	if (!domains[factor->domain_index])
		out->n_domains++;
	domains[factor->domain_index] = true;
}

static void fill_pans(struct ks_arena *arena, const struct ks_coalition *c,
		      const struct ks_picture *picture, struct ks_balance *out)
{
	bool *domains = KS_NEW_N(arena, c->n_domains, bool);

	for (size_t i = 0; i < c->n_factors; i++) {
		const struct ks_factor *factor = c->factors[i];

		out->asked += was_asked(picture, factor);
		if (factor->protective)
			put_capacity(out, factor, picture->factors[i]);
		else if (picture->factors[i] == KS_TRUE)
			put_load(out, factor, domains);
	}
}

void ks_balance_make(struct ks_arena *arena, const struct ks_coalition *c,
		     const struct ks_family *family, const struct ks_picture *picture,
		     struct ks_balance *out)
{
	*out = (struct ks_balance){ .questions = (int)c->n_factors };
	out->load = KS_NEW_N(arena, c->n_factors, const struct ks_factor *);
	out->capacity_present = KS_NEW_N(arena, c->n_factors, const struct ks_factor *);
	out->capacity_absent = KS_NEW_N(arena, c->n_factors, const struct ks_factor *);
	out->capacity_unknown = KS_NEW_N(arena, c->n_factors, const struct ks_factor *);
	fill_pans(arena, c, picture, out);
	out->computed_class = ks_class_of_counts(c, out->counts);
	out->class = ks_class_judged(out->computed_class, family);
	out->lowered = out->class < out->computed_class;
	out->raised = out->class > out->computed_class;
	out->judged_up = after_judgement(out->computed_class, family->judgement) >
			 out->computed_class;
	out->put_higher = out->class > after_judgement(out->computed_class, family->judgement);
}
