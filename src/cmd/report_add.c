/* SPDX-License-Identifier: EUPL-1.2 */
/* What one family counts for in a period: the definitions of report_measures.c, in code. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/engine/route.h"
#include "report.h"

/* ---- adding ------------------------------------------------------------------ */

/* Work done, exact like its total. What parents refused is not: one is one family. */
bool ks_tally_has_trend(const struct counting *c, const struct tally *t)
{
	return t->group == KS_GROUP_WORK && t != &c->fixed[T_REFUSED];
}

static void add_sum(struct counting *c, const struct tally *t, const char *by, const char *part,
		    int at)
{
	const struct sum sum = { t->id, by, part, at, c->sign };

	sums_add(&c->sums, &sum);
}

static void add_to_trend(struct counting *c, const struct tally *t, ks_day date)
{
	int month;

	if (!ks_tally_has_trend(c, t) || !date || date == KS_NO_DAY)
		return;
	month = ks_month_number(date) - ks_month_number(ks_rolling_from(c->period.to));
	if (month >= 0 && month < KS_TREND)
		add_sum(c, t, BY_MONTH, "", month);
}

/* The part of a split that a hit belongs to; "": not known. */
static const char *part_of(const struct counting *c, const struct hit *hit, enum report_by by)
{
	const char *const parts[REPORT_BYS] = {
		[REPORT_BY_MUNICIPALITY] = c->municipality,
		[REPORT_BY_NEIGHBOURHOOD] = c->neighbourhood,
		[REPORT_BY_ORGANISATION] = hit->to_organisation,
		[REPORT_BY_ROLE] = hit->to_role,
		[REPORT_BY_CARD] = hit->card,
	};

	return parts[by] ? parts[by] : "";
}

/* All that is known of who receives: what it is split by three ways is the same handover. */
static void add_receiver(struct counting *c, const struct tally *t)
{
	if (!t->is_median && ks_report_can_split(c, t, REPORT_BY_ORGANISATION))
		add_sum(c, t, BY_RECEIVER, c->receiver, 0);
}

static void add_pair(struct counting *c, const struct hit *hit, struct ks_arena *scratch)
{
	const char *from = hit->from_organisation ? hit->from_organisation : "";
	const char *to = hit->to_organisation ? hit->to_organisation : "";

	add_sum(c, &c->fixed[T_HANDOVERS], BY_PAIR, ks_fmt(scratch, "%s\n%s", from, to), 0);
}

/* Whose it is goes no further than this, but for a number that is opened. */
static void add_to_opened(struct counting *c)
{
	struct ks_arena *arena = c->ctx->arena;

	*(const char **)ks_grow(arena, &c->families, &c->n_families, sizeof(*c->families)) =
		ks_strdup(arena, c->family->key);
}

static void add(struct counting *c, const struct tally *t, struct hit hit)
{
	int at = hit.days < 0 ? 0 : hit.days > LONGEST_DAYS ? LONGEST_DAYS : hit.days;

	if (!t->id)
		return;
	add_sum(c, t, BY_WHOLE, "", at);
	add_to_trend(c, t, hit.date);
	for (int by = 0; c->has_parts && by < REPORT_BYS; by++)
		if (ks_report_can_split(c, t, (enum report_by)by))
			add_sum(c, t, ks_report_by_words[by], part_of(c, &hit, (enum report_by)by),
				at);
	if (c->has_parts)
		add_receiver(c, t);
	if (t == c->opened)
		add_to_opened(c);
}

static void add_family(struct counting *c, const struct tally *t)
{
	add(c, t, (struct hit){ .days = 0 });
}

static void add_stage(struct counting *c, enum ks_stage_id stage)
{
	static const char *const ids[KS_STAGES] = {
		OF_STAGE "0", OF_STAGE "1", OF_STAGE "2", OF_STAGE "3",
		OF_STAGE "4", OF_STAGE "5", OF_STAGE "6",
	};
	const struct sum sum = { ids[stage], BY_WHOLE, "", 0, c->sign };

	sums_add(&c->sums, &sum);
}

/* ---- its picture --------------------------------------------------------------- */

/* A family as it was on a day. */
struct picture {
	const struct ks_family *family;
	const struct ks_route *route;
};

/* From whom a present signal is known: bits 1 << (tally - T_BY_SELF). */
static unsigned sources_of(const struct ks_basis *basis)
{
	unsigned sources = 0;

	for (; basis; basis = basis->next) {
		if (basis->kind == KS_BASIS_ANSWER && basis->answer->reply == KS_PRESENT)
			sources |= 1U << basis->answer->by;
		else if (basis->kind == KS_BASIS_SCORE)
			sources |= 1U << (T_BY_SCORE - T_BY_SELF);
		else if (basis->kind == KS_BASIS_DERIVED && basis->present)
			sources |= 1U << (T_BY_FACTS - T_BY_SELF);
	}
	return sources;
}

static void add_signals(struct counting *c, const struct ks_route *route)
{
	unsigned sources = 0;

	for (size_t i = 0; i < route->balance.n_load; i++) {
		size_t index = route->balance.load[i]->index;

		add_family(c, &c->signals[index]);
		sources |= sources_of(route->picture.basis[index]);
	}
	for (int i = T_BY_SELF; i <= T_BY_FACTS; i++)
		if (sources >> (i - T_BY_SELF) & 1)
			add_family(c, &c->fixed[i]);
}

static void add_gaps(struct counting *c, const struct ks_route *route)
{
	for (size_t i = 0; i < route->n_gaps; i++) {
		add_family(c, &c->fixed[T_OPEN_GAPS]);
		add_family(c, &c->gaps[route->gaps[i].signal->index]);
	}
}

/* Neither answered about anybody, nor derived or raised by a score. */
static void add_not_asked(struct counting *c, const struct picture *picture,
			  struct ks_arena *scratch)
{
	const struct ks_coalition *cards = c->ctx->coalition;
	const struct ks_family *family = picture->family;
	bool *asked = KS_NEW_N(scratch, cards->n_factors + 1, bool);

	for (size_t i = 0; i < family->n_answers; i++)
		if (family->answers[i].reply != KS_NOT_ASKED)
			asked[family->answers[i].factor->index] = true;
	for (size_t i = 0; i < cards->n_factors; i++)
		if (!asked[i] && !picture->route->picture.basis[i])
			add_family(c, &c->not_asked[i]);
}

static bool is_in(const struct counting *c, ks_day day)
{
	return day != KS_NO_DAY && day >= c->period.from && day <= c->period.to;
}

static bool has_route(const struct counting *c)
{
	for (size_t i = 0; i < c->family->n_work; i++)
		if (c->family->work[i].event == KS_WORK_ROUTE && is_in(c, c->family->work[i].date))
			return true;
	return false;
}

/* A case counts in the period of its first screening, as it was at the end of the period. */
static void count_case(struct counting *c, const struct picture *picture, struct ks_arena *scratch)
{
	const struct ks_coalition *cards = c->ctx->coalition;
	const struct ks_route *route = picture->route;

	add_family(c, &c->fixed[T_CASES]);
	add_family(c, &c->classes[route->balance.class]);
	if (route->balance.n_domains >= cards->policy[KS_DOMAINS_FLAG_AT].number)
		add_family(c, &c->fixed[T_DOMAINS]);
	add_signals(c, route);
	if (has_route(c))
		add_stage(c, KS_STAGE_ROUTE);
	add_gaps(c, route);
	add_not_asked(c, picture, scratch);
}

/* ---- work by its day --------------------------------------------------------- */

/* Each family once for each card. */
static bool is_first_firing(const struct counting *c, const struct ks_work_row *row)
{
	for (const struct ks_work_row *r = c->family->work; r < row; r++)
		if (r->event == KS_WORK_FIRED && is_in(c, r->date) && ks_streq(r->card, row->card))
			return false;
	return true;
}

static void count_work(struct counting *c, const struct ks_work_row *row)
{
	static const enum fixed_tally tallies[KS_WORKS] = {
		[KS_WORK_SCREENING] = T_SCREENINGS, [KS_WORK_ROUTE] = T_ROUTES,
		[KS_WORK_STEP] = T_STEPS,	    [KS_WORK_ALREADY] = T_ALREADY,
		[KS_WORK_DEVIATION] = T_DEVIATIONS, [KS_WORK_MEETING] = T_MEETINGS,
	};
	const struct hit hit = { .card = row->card, .date = row->date };

	if (row->event == KS_WORK_FIRED) {
		if (is_first_firing(c, row))
			add_family(c, ks_tally_of_card(c, row->card));
		return;
	}
	if (row->event == KS_WORK_ALREADY)
		add(c, &c->fixed[T_STEPS], hit);
	add(c, &c->fixed[tallies[row->event]], hit);
}

/* ---- handovers ----------------------------------------------------------------- */

static struct hit hit_of(const struct counting *c, const struct ks_handover *handover)
{
	return (struct hit){ .from_organisation = handover->from_organisation,
			     .to_role = handover->to_role,
			     .to_organisation = handover->to_organisation,
			     .card = handover->card,
			     .date = ks_handover_days_on(handover, c->counted_on).requested };
}

static void add_handover(struct counting *c, const struct tally *t,
			 const struct ks_handover *handover)
{
	add(c, t, hit_of(c, handover));
}

static void add_days(struct counting *c, enum fixed_tally which,
		     const struct ks_handover *handover, int days)
{
	struct hit hit = hit_of(c, handover);

	hit.days = days;
	add(c, &c->fixed[which], hit);
}

/* A term that can be judged: the thing was done, or it was not and the term has passed. */
static void judge(struct counting *c, const struct ks_handover *handover, enum fixed_tally due,
		  ks_day done, ks_day by, bool missed)
{
	if (done == KS_NO_DAY && !missed)
		return;
	add_handover(c, &c->fixed[due], handover);
	if (done != KS_NO_DAY && done <= by)
		add_handover(c, &c->fixed[due - 1], handover);
}

static bool has_passed(const struct counting *c, ks_day by)
{
	return by != KS_NO_DAY && by < c->counted_on;
}

/* In enum fixed_tally what was in time stands just before what was expected. */
static void count_terms(struct counting *c, const struct ks_handover *handover,
			const struct ks_loop_state *state)
{
	struct ks_handover_days days = ks_handover_days_on(handover, c->counted_on);
	struct ks_loop_terms terms = ks_loop_terms_on(state, c->counted_on);

	judge(c, handover, T_RESPONSE_DUE, days.answered,
	      ks_add_span(days.requested, handover->respond_within),
	      has_passed(c, terms.respond_by));
	judge(c, handover, T_CONTACT_DUE, days.met,
	      days.met == KS_NO_DAY ? KS_NO_DAY : ks_loop_contact_by(state),
	      has_passed(c, terms.contact_by));
	if (days.ended != KS_NO_DAY)
		judge(c, handover, T_FEEDBACK_DUE, days.told,
		      ks_add_span(days.ended, handover->feedback_within),
		      has_passed(c, terms.feedback_by));
	if (days.answered != KS_NO_DAY)
		add_days(c, T_RESPONSE_DAYS, handover, days.answered - days.requested);
	if (days.met != KS_NO_DAY)
		add_days(c, T_CONTACT_DAYS, handover, days.met - days.requested);
	if (days.declined)
		add_handover(c, &c->declined[ks_word_index(ks_reason_words, days.declined)],
			     handover);
}

static void count_stages(struct counting *c, const struct ks_handover *handover)
{
	struct ks_handover_days days = ks_handover_days_on(handover, c->counted_on);

	add_stage(c, KS_STAGE_REQUESTED);
	if (ks_handover_is_taken(handover, c->counted_on))
		add_stage(c, KS_STAGE_ACCEPTED);
	if (days.met != KS_NO_DAY)
		add_stage(c, KS_STAGE_MET);
	if (days.met != KS_NO_DAY && days.told != KS_NO_DAY)
		add_stage(c, KS_STAGE_TOLD);
}

/* What a parent did not want was never requested: it counts as refused alone. */
static void count_handover(struct counting *c, const struct ks_handover *handover,
			   struct ks_arena *scratch)
{
	const struct hit hit = hit_of(c, handover);
	struct ks_loop_state state;

	ks_handover_state(handover, c->counted_on, &state);
	if (state.requested == KS_NO_DAY)
		return;
	add(c, &c->fixed[T_HANDOVERS], hit);
	if (c->has_parts)
		add_pair(c, &hit, scratch);
	add_handover(c, &c->statuses[state.status], handover);
	if (ks_handover_is_warm(handover, c->counted_on))
		add_handover(c, &c->fixed[T_WARM], handover);
	if (ks_loop_terms_on(&state, c->counted_on).overdue)
		add_handover(c, &c->fixed[T_OVERDUE], handover);
	if (state.status == KS_H_WAITING)
		add_handover(c, &c->fixed[T_WAITING], handover);
	if (state.status == KS_H_NO_SHOW)
		add_handover(c, &c->fixed[T_NO_SHOW], handover);
	if (ks_family_asked_before(c->family, handover))
		add_handover(c, &c->fixed[T_AGAIN], handover);
	count_terms(c, handover, &state);
	count_stages(c, handover);
}

/* ---- all of it -------------------------------------------------------------------- */

/* Where it lives is read once, so that every neighbourhood lies in a municipality, known or not. */
static void place(struct counting *c, struct ks_arena *scratch)
{
	const char *in = ks_family_place(c->family, KS_FACT_MUNICIPALITY, c->counted_on);
	const char *at = ks_family_place(c->family, KS_FACT_NEIGHBOURHOOD, c->counted_on);

	c->municipality = in;
	c->neighbourhood = ks_fmt(scratch, "%s\n%s", in ? in : "", at ? at : "");
}

static const char *receiver_of(const struct ks_handover *handover, struct ks_arena *scratch)
{
	const char *organisation = handover->to_organisation, *role = handover->to_role;

	return ks_fmt(scratch, "%s\n%s\n%s", organisation ? organisation : "", role ? role : "",
		      handover->card ? handover->card : "");
}

static void count_handovers(struct counting *c, struct ks_arena *scratch)
{
	for (size_t i = 0; i < c->family->n_handovers; i++) {
		const struct ks_handover *handover = &c->family->handovers[i];

		if (c->has_parts)
			c->receiver = receiver_of(handover, scratch);
		if (is_in(c, ks_handover_counts_on(handover)))
			count_handover(c, handover, scratch);
		if (ks_handover_is_refused_in(handover, c->period))
			add_handover(c, &c->fixed[T_REFUSED], handover);
	}
}

static void count_rows(struct counting *c, const struct ks_family_rows *family, int sign,
		       struct ks_arena *scratch)
{
	c->family = family;
	c->sign = sign;
	if (c->has_parts)
		place(c, scratch);
	for (size_t i = 0; i < family->n_work; i++)
		if (is_in(c, family->work[i].date))
			count_work(c, &family->work[i]);
	count_handovers(c, scratch);
}

static size_t find_day(const ks_day *days, size_t n, ks_day day)
{
	size_t at = 0;

	while (at < n && days[at] != day)
		at++;
	return at;
}

/* On which days its picture is counted, each once. */
static size_t picture_days(const struct counted *all, ks_day screened, ks_day *days)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct counting *c = all->items[i];

		if (is_in(c, screened) && find_day(days, n, c->counted_on) == n)
			days[n++] = c->counted_on;
	}
	return n;
}

enum ks_status ks_count_family(const struct counted *all, const struct ks_family_rows *family,
			       int sign, struct ks_arena *scratch)
{
	const struct ks_ctx *ctx = all->items[0]->ctx;
	ks_day *days = KS_NEW_N(scratch, all->n, ks_day);
	size_t n = picture_days(all, family->screened, days);
	struct ks_family *families = KS_NEW_N(scratch, n + 1, struct ks_family);
	struct picture *pictures = KS_NEW_N(scratch, n + 1, struct picture);
	enum ks_status status = ks_family_pictures(family, ctx->store, ctx->coalition, days, n,
						   families);

	for (size_t i = 0; !status && i < n; i++)
		pictures[i] = (struct picture){
			&families[i],
			ks_route_decide(scratch, ctx->coalition, &families[i], days[i])
		};
	for (size_t i = 0; !status && i < all->n; i++) {
		struct counting *c = all->items[i];

		count_rows(c, family, sign, scratch);
		if (is_in(c, family->screened))
			count_case(c, &pictures[find_day(days, n, c->counted_on)], scratch);
	}
	return status;
}
