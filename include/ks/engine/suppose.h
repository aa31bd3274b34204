/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_ENGINE_SUPPOSE_H
#define KS_ENGINE_SUPPOSE_H
/*
 * Suppose she had answered otherwise: a family with other answers, to make a
 * route of and to lay beside the real one. Nothing is recorded anywhere.
 *
 * A supposed answer takes the place of every answer of every source about
 * that factor and subject: `present` and `absent` become the only word there
 * is, `declined` leaves it unknown as something she does not want to say, and
 * `not-asked` as something nobody ever asked. Facts, scores, the joint
 * judgement and what stands in kept routes stay as they are. Hence
 *
 *   - what follows from a fact (a young age) cannot be supposed away: the fact
 *     would have to be another one, so it is refused;
 *   - what a score raises stays raised: the score was taken. It may be
 *     supposed, and the answer to `holds` says that it made no difference;
 *   - a factor as such (`signal: roken`) stays present while somebody else's
 *     answer says so.
 */
#include "ks/engine/route.h"

struct ks_supposition {
	const struct ks_factor *factor;
	enum ks_subject subject;
	enum ks_reply reply;
};

/* What the supposition came to in the picture it gave. */
enum ks_supposed {
	KS_SUPPOSED,		/* the picture says what was supposed */
	KS_STILL_RAISED,	/* a score raises the signal all the same */
	KS_STILL_OTHERS		/* the factor as such is decided by other subjects */
};
extern const char *const ks_supposed_words[];	/* supposed still-raised still-others */

/* True when a known fact decides the factor on that day, so that no answer can. */
bool ks_suppose_is_fact(const struct ks_route *route, const struct ks_supposition *supposition);

/* The family with these answers on a day; memory from the arena. */
struct ks_family ks_suppose(struct ks_arena *arena, const struct ks_family *family, ks_day day,
			    const struct ks_supposition *items, size_t n);

/* Looks in a route made of such a family what a supposition came to. */
enum ks_supposed ks_suppose_came_to(const struct ks_route *route,
				    const struct ks_supposition *supposition);

#endif
