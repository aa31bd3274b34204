/* SPDX-License-Identifier: EUPL-1.2 */
/* Every doubt there is about a coalition: see engine/doubt.h. */
#include "ks/engine/doubt.h"

void ks_doubts_find(struct ks_arena *arena, const struct ks_coalition *c, ks_day today,
		    struct ks_doubts *out)
{
	*out = (struct ks_doubts){ .arena = arena, .c = c, .today = today };
	ks_doubt_never(out);
	ks_doubt_gaps(out);
	ks_doubt_same(out);
	ks_doubt_agreed(out);
	ks_doubt_follow(out);
}
