/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_WITNESS_OF_H
#define KS_ENGINE_WITNESS_OF_H
/*
 * The witness of an open question (product.md §4.12): two completions that
 * differ only in this one answer and give another class or another route. It
 * is what makes a question worth asking, and lets anybody check that it is:
 * `--what-if` with these answers gives both routes.
 *
 * Completions are made as families with ks_suppose() and both routes by the
 * ordinary decision, so a witness is confirmed, never only argued. (The
 * families of engine/witness.h are another thing: those are found from
 * nothing, for a finding about cards; these are this family, answered on.)
 *
 * The answers to other questions are a smallest set: with any of them left
 * unanswered this question makes no difference any more. Where there is a
 * choice, what is about safety or shielded comes last, before that what she
 * declined to say, and before that what follows from a fact. When the question
 * could change the route the witness shows that, else it shows the class. Made
 * on demand: it costs more than the route itself.
 */
#include "ks/engine/compare.h"
#include "ks/engine/suppose.h"

struct ks_witness_of {
	bool decided;				/* false: the bound was met; nothing below is set */
	const struct ks_supposition *with;	/* other answers needed: present or absent */
	size_t n;
	enum ks_reply answers[2];		/* to the question; KS_NOT_ASKED: left unanswered */
	struct ks_comparison comparison;	/* of the routes with the first and the second */
};

struct ks_witnesses;

/* Prepares for the questions of one route; memory from the arena. */
struct ks_witnesses *ks_witnesses_new(struct ks_arena *arena, const struct ks_coalition *c,
				      const struct ks_family *family, const struct ks_route *route);

/* The question must be one of that route. */
struct ks_witness_of ks_witness_of_question(struct ks_witnesses *witnesses,
					    const struct ks_question *question);

#endif
