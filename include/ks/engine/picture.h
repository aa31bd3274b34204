/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_PICTURE_H
#define KS_ENGINE_PICTURE_H
/*
 * The picture (beeld): per factor and subject what is known on a day, and why
 * (product.md §2 "picture", §4.1). Answers of every source side by side, then
 * factors derived from facts, then signals raised by scores. A later low
 * score or silence never makes a signal absent.
 */
#include "ks/engine/cond.h"

struct ks_arena;

/* Why a factor is present, or what was answered. */
struct ks_basis {
	enum { KS_BASIS_ANSWER, KS_BASIS_DERIVED, KS_BASIS_SCORE } kind;
	enum ks_subject subject;
	const struct ks_answer *answer;		/* ANSWER: a source's latest that counts */
	const struct ks_score *score;		/* SCORE */
	const struct ks_raise *raise;		/* SCORE */
	bool present;				/* DERIVED: what was derived */
	struct ks_basis *next;
};

/*
 * A raise whose limits a score met. It came about when its `when` holds in
 * this world: the day of the score, and the picture before any raise.
 */
struct ks_reached {
	const struct ks_raise *raise;
	struct ks_world world;
};

/* True when the score is about the raise's item and lies within its limits, or is its outcome. */
bool ks_score_meets(const struct ks_score *score, const struct ks_raise *raise);

struct ks_picture {
	ks_truth *factors;		/* per factor: KS_TRUE present, KS_FALSE absent */
	ks_truth *pairs;		/* per factor * KS_SUBJECTS + subject */
	struct ks_basis **basis;	/* per factor: in order of subject, source */
	bool *declined;			/* per pair: unknown, and the latest word is "declined" */
	struct ks_reached *reached;
	size_t n_reached;
};

/*
 * The picture on a day: answers and scores dated later are left out. Raises
 * are judged at the date of their score.
 */
void ks_picture_make(struct ks_arena *arena, const struct ks_coalition *c,
		     const struct ks_family *family, ks_day day, struct ks_picture *out);

#endif
