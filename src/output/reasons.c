/* SPDX-License-Identifier: EUPL-1.2 */
/* Sentences that say why. Each is whole; numbers and names are filled in. */
#include "reasons.h"

#include "ks/base/arena.h"

#define MOST_WHYS 6

/* ---- class --------------------------------------------------------------- */

struct whys {
	struct ks_out *out;
	struct ks_why *items;
	size_t n;
};

/* source NULL: nobody's yet, so a proposal. */
static void add(struct whys *w, enum ks_msg msg, int n, int limit, const struct ks_source *source)
{
	struct ks_arena *arena = w->out->arena;

	w->items[w->n++] = (struct ks_why){
		ks_msg_make(arena, w->out->lang, msg,
			    KS_ARGS({ "n", ks_fmt(arena, "%d", n) },
				    { "limit", ks_fmt(arena, "%d", limit) })),
		source ? source->id : "proposal",
		source ? source->status : KS_PROPOSAL,
	};
}

static void add_rule(struct whys *w, const struct ks_coalition *c, const struct ks_balance *b)
{
	const struct ks_policy *urgent = &c->policy[KS_URGENT_AT];
	const struct ks_policy *stacking = &c->policy[KS_STACKING_AT];
	int attention = b->counts[KS_ATTENTION], all = attention + b->counts[KS_URGENT];

	switch (b->computed_class) {
	case KS_SPOED:
		add(w, KS_MSG_why_safety, b->counts[KS_SAFETY], 1, NULL);
		break;
	case KS_ZEER:
		add(w, KS_MSG_why_urgent, b->counts[KS_URGENT], urgent->number, urgent->source);
		break;
	case KS_KWETSBAAR:
		add(w, KS_MSG_why_stacking, attention, stacking->number, stacking->source);
		break;
	case KS_POTENTIEEL:
		add(w, KS_MSG_why_some, all, stacking->number, stacking->source);
		break;
	case KS_GEEN:
		add(w, KS_MSG_why_none, 0, stacking->number, stacking->source);
		break;
	}
}

static void add_judged(struct whys *w, const struct ks_balance *b)
{
	if (b->lowered)
		add(w, KS_MSG_why_lowered, 0, 0, NULL);
	if (b->judged_up)
		add(w, KS_MSG_why_judged_up, 0, 0, NULL);
	if (b->put_higher)
		add(w, KS_MSG_why_raised_by_professional, 0, 0, NULL);
}

size_t ks_why_class(struct ks_out *out, const struct ks_coalition *c,
		    const struct ks_route *route, const struct ks_why **whys)
{
	struct whys w = { out, KS_NEW_N(out->arena, MOST_WHYS, struct ks_why), 0 };
	const struct ks_policy *spread = &c->policy[KS_DOMAINS_FLAG_AT];

	add_rule(&w, c, &route->balance);
	/* Only the counting is published; which signals are which is not. */
	if (route->balance.computed_class >= KS_ZEER)
		add(&w, KS_MSG_why_list, 0, 0, NULL);
	if (route->balance.n_domains >= spread->number)
		add(&w, KS_MSG_why_domains, route->balance.n_domains, spread->number,
		    spread->source);
	add_judged(&w, &route->balance);
	*whys = w.items;
	return w.n;
}

/* ---- dropped ------------------------------------------------------------- */

const char *ks_help_title(struct ks_out *out, const struct ks_intervention *intervention,
			  const struct ks_step *step)
{
	return ks_text_in(intervention ? intervention->title : step->do_what, out->lang);
}

static const char *week_text(struct ks_out *out, int days)
{
	char text[KS_DATE_TEXT];

	ks_format_week(days, text);
	return ks_strdup(out->arena, text);
}

static const char *span_text(struct ks_out *out, struct ks_span span)
{
	char text[KS_DATE_TEXT];

	ks_format_span(span, text);
	return ks_strdup(out->arena, text);
}

static const char *dropped_with(struct ks_out *out, enum ks_msg msg, const char *title,
				const char *now, const char *limit)
{
	return ks_msg_make(out->arena, out->lang, msg,
			   KS_ARGS({ "title", title }, { "now", now }, { "limit", limit }));
}

/* By the limit that failed, where there is one. */
static const char *why_limit(struct ks_out *out, const struct ks_route *route,
			     const struct ks_family *family, const struct ks_dropped *dropped,
			     const char *title)
{
	const struct ks_bound *bound = dropped->bound;
	const char *number = bound ? ks_fmt(out->arena, "%d", bound->value) : "";

	switch (bound && dropped->cond ? dropped->cond->kind : KS_COND_ALWAYS) {
	case KS_COND_WEEK:
		if (route->week < 0)
			return dropped_with(out, KS_MSG_dropped_born, title, "",
					    week_text(out, bound->value));
		return dropped_with(out, KS_MSG_dropped_week, title, week_text(out, route->week),
				    week_text(out, bound->value));
	case KS_COND_SINCE_BIRTH:
		return dropped_with(out, KS_MSG_dropped_child_age, title, "",
				    span_text(out, bound->span));
	case KS_COND_AGE:
		return dropped_with(out, KS_MSG_dropped_age, title,
				    ks_fmt(out->arena, "%d", family->age), number);
	default:
		break;
	}
	if (dropped->cond && dropped->cond->kind == KS_COND_FIRST_CHILD)
		return dropped_with(out, dropped->cond->yes ? KS_MSG_dropped_first_child
							    : KS_MSG_dropped_not_first_child,
				    title, "", "");
	return dropped_with(out, KS_MSG_dropped_criteria, title, "", "");
}

const char *ks_why_dropped(struct ks_out *out, const struct ks_route *route,
			   const struct ks_family *family, const struct ks_dropped *dropped)
{
	const char *title = ks_help_title(out, dropped->intervention, dropped->step);

	if (dropped->kind == KS_DROP_COVERAGE)
		return dropped_with(out, KS_MSG_dropped_coverage, title,
				    family->municipality ? family->municipality : "", "");
	if (dropped->kind == KS_DROP_PHASE)
		return dropped_with(out, KS_MSG_dropped_phase, title, "", "");
	return why_limit(out, route, family, dropped, title);
}

/* ---- gaps and questions -------------------------------------------------- */

const char *ks_why_gap(struct ks_out *out, const struct ks_gap *gap)
{
	static const enum ks_msg why[] = {
		[KS_GAP_NO_CARD] = KS_MSG_gap_no_card,
		[KS_GAP_NO_ROUTE] = KS_MSG_gap_no_route,
		[KS_GAP_OTHER_PHASE] = KS_MSG_gap_other_phase,
		[KS_GAP_CONDITION] = KS_MSG_gap_condition,
		[KS_GAP_DROPPED] = KS_MSG_gap_dropped,
		[KS_GAP_ROLE_NOT_FILLED] = KS_MSG_gap_role_not_filled,
	};

	return ks_msg_make(out->arena, out->lang, why[gap->kind],
			   KS_ARGS({ "why", ks_text_in(gap->signal->no_route, out->lang) }));
}

const char *ks_ask_words(struct ks_out *out, const struct ks_ask *ask)
{
	static const struct {
		const char *id;
		enum ks_msg words;
	} facts[] = {
		{ "due", KS_MSG_ask_due },
		{ "municipality", KS_MSG_ask_municipality },
		{ "age", KS_MSG_ask_age },
		{ "first-child", KS_MSG_ask_first_child },
	};

	if (ask->factor && *ks_text_in(ask->factor->ask, out->lang))
		return ks_text_in(ask->factor->ask, out->lang);
	if (ask->factor)
		return ks_text_in(ask->factor->label, out->lang);
	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		if (ks_streq(facts[i].id, ask->id))
			return ks_msg_text(out->lang, facts[i].words);
	return ask->id;
}
