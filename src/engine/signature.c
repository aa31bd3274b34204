/* SPDX-License-Identifier: EUPL-1.2 */
/* What makes two routes the same decision, as text to compare or to hash. */
#include "ks/base/str.h"
#include "ks/engine/route.h"

static void add_signals(struct ks_buf *out, const struct ks_reason *reason)
{
	for (size_t i = 0; i < reason->n_signals; i++)
		ks_buf_addf(out, " %s", reason->signals[i]->id);
	ks_buf_addc(out, '\n');
}

static void add_step(struct ks_buf *out, const struct ks_route_step *step)
{
	ks_buf_addf(out, "step %s %s %s due %d opens %d already %d by %s\n", step->id,
		    ks_urgency_words[step->urgency], ks_form_words[step->form], step->due,
		    step->opens, step->already, step->filler ? step->filler->organisation.nl : "-");
	for (size_t i = 0; i < step->n_reasons; i++) {
		const struct ks_reason *reason = &step->reasons[i];

		ks_buf_addf(out, " because %s/%s %s since %d:", reason->step->card->id,
			    reason->step->name, reason->step->card->version, reason->since);
		add_signals(out, reason);
	}
	for (size_t i = 0; i < step->n_check; i++)
		ks_buf_addf(out, " check %s\n", step->check[i].id);
}

void ks_route_signature(const struct ks_route *route, struct ks_buf *out)
{
	ks_buf_addf(out, "phase %s class %s\n", ks_phase_words[route->phase],
		    ks_class_words[route->balance.class]);
	for (size_t i = 0; i < route->n_safety; i++)
		ks_buf_addf(out, "safety %s %d\n", route->safety[i].card->id, route->safety[i].now);
	for (size_t i = 0; i < route->n_steps; i++)
		add_step(out, &route->steps[i]);
	for (size_t i = 0; i < route->n_dropped; i++) {
		const struct ks_dropped *dropped = &route->dropped[i];

		ks_buf_addf(out, "dropped %s@%s %s\n",
			    dropped->intervention ? dropped->intervention->id : dropped->step->id,
			    dropped->role->id, ks_drop_words[dropped->kind]);
	}
	for (size_t i = 0; i < route->n_gaps; i++)
		ks_buf_addf(out, "gap %s %s\n", route->gaps[i].signal->id,
			    ks_gap_words[route->gaps[i].kind]);
}
