/* SPDX-License-Identifier: EUPL-1.2 */
/* Filling the measures of `ks report` from the casebook, and hiding what is small. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/route.h"
#include "report.h"

static struct hit *add(struct counting *c, struct tally *t, const char *case_key)
{
	struct hit *hit = ks_grow(c->ctx->arena, &t->hits, &t->n_hits, sizeof(*hit));

	hit->case_key = case_key;
	return hit;
}

/* ---- families -------------------------------------------------------------- */

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

static void add_signals(struct counting *c, const struct ks_route *route, const char *key)
{
	unsigned sources = 0;

	for (size_t i = 0; i < route->balance.n_load; i++) {
		size_t index = route->balance.load[i]->index;

		add(c, &c->signals[index], key);
		sources |= sources_of(route->picture.basis[index]);
	}
	for (int i = T_BY_SELF; i <= T_BY_FACTS; i++)
		if (sources >> (i - T_BY_SELF) & 1)
			add(c, &c->fixed[i], key);
}

static void add_gaps(struct counting *c, const struct ks_route *route, const char *key)
{
	for (size_t i = 0; i < route->n_gaps; i++) {
		add(c, &c->fixed[T_OPEN_GAPS], key);
		add(c, &c->gaps[route->gaps[i].signal->index], key);
	}
}

/* Neither answered about anybody, nor derived or raised by a score. */
static void add_not_asked(struct counting *c, const struct ks_route *route,
			  const struct ks_family *family, const char *key)
{
	const struct ks_coalition *cards = c->ctx->coalition;
	bool *asked = KS_NEW_N(c->ctx->arena, cards->n_factors + 1, bool);

	for (size_t i = 0; i < family->n_answers; i++)
		if (family->answers[i].reply != KS_NOT_ASKED)
			asked[family->answers[i].factor->index] = true;
	for (size_t i = 0; i < cards->n_factors; i++)
		if (!asked[i] && !route->picture.basis[i])
			add(c, &c->not_asked[i], key);
}

static enum ks_status count_family(struct counting *c, const char *key)
{
	const struct ks_coalition *cards = c->ctx->coalition;
	struct ks_case family = { .key = "" };
	const struct ks_route *route;
	enum ks_status status =
		ks_case_read_on(c->ctx->store, cards, key, c->counted_on, &family);

	if (status)
		return status;
	route = ks_route_decide(c->ctx->arena, cards, &family.family, c->counted_on);
	add(c, &c->fixed[T_CASES], key);
	add(c, &c->classes[route->balance.class], key);
	if (route->balance.n_domains >= cards->policy[KS_DOMAINS_FLAG_AT].number)
		add(c, &c->fixed[T_DOMAINS], key);
	add_signals(c, route, key);
	add_gaps(c, route, key);
	add_not_asked(c, route, &family.family, key);
	return KS_OK;
}

static enum ks_status count_families(struct counting *c)
{
	const char **keys = NULL;
	size_t n = 0;
	enum ks_status status = ks_report_cases(c->ctx->store, c->period, &keys, &n);

	for (size_t i = 0; !status && i < n; i++)
		status = count_family(c, keys[i]);
	return status;
}

/* ---- work by its day --------------------------------------------------------- */

static enum ks_status count_event(struct counting *c, enum ks_work event, struct tally *t)
{
	struct ks_work_row *rows = NULL;
	size_t n = 0;
	enum ks_status status = ks_report_work(c->ctx->store, event, c->period, &rows, &n);

	for (size_t i = 0; !status && i < n; i++) {
		struct hit *hit = add(c, t, rows[i].case_key);

		hit->card = rows[i].card;
		hit->date = rows[i].date;
	}
	return status;
}

/* Of a card that the coalition no longer has: only in the yearly evaluation. Cards come in order. */
static struct tally *tally_of_gone(struct counting *c, const char *card)
{
	struct tally *t = c->n_gone ? &c->gone[c->n_gone - 1] : NULL;

	if (t && strcmp(t->label, card) == 0)
		return t;
	t = ks_grow(c->ctx->arena, &c->gone, &c->n_gone, sizeof(*t));
	*t = (struct tally){ .id = ks_fmt(c->ctx->arena, "card:%s:fired", card),
			     .group = KS_GROUP_CARDS,
			     .label = card,
			     .source = "casebook",
			     .is_protected = true };
	return t;
}

static enum ks_status count_fired(struct counting *c)
{
	struct ks_work_row *rows = NULL;
	size_t n = 0;
	enum ks_status status =
		ks_report_work(c->ctx->store, KS_WORK_FIRED, c->period, &rows, &n);

	for (size_t i = 0; !status && i < n; i++) {
		const struct ks_card *card = ks_find_card(c->ctx->coalition, rows[i].card);

		add(c, card ? &c->cards[card->index] : tally_of_gone(c, rows[i].card),
		    rows[i].case_key)->card = rows[i].card;
	}
	return status;
}

static enum ks_status count_events(struct counting *c)
{
	static const struct {
		enum ks_work event;
		enum fixed_tally tally;
	} events[] = {
		{ KS_WORK_SCREENING, T_SCREENINGS }, { KS_WORK_ROUTE, T_ROUTES },
		{ KS_WORK_STEP, T_STEPS },	      { KS_WORK_ALREADY, T_ALREADY },
		{ KS_WORK_DEVIATION, T_DEVIATIONS }, { KS_WORK_MEETING, T_MEETINGS },
	};
	enum ks_status status = KS_OK;

	for (size_t i = 0; !status && i < sizeof(events) / sizeof(events[0]); i++)
		status = count_event(c, events[i].event, &c->fixed[events[i].tally]);
	return status ? status : count_fired(c);
}

/* ---- handovers ----------------------------------------------------------------- */

static struct hit *add_handover(struct counting *c, struct tally *t,
				const struct ks_handover *handover)
{
	struct hit *hit = add(c, t, handover->case_key);

	hit->handover = handover;
	hit->card = handover->card;
	hit->date = ks_handover_days_on(handover, c->counted_on).requested;
	return hit;
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
		add_handover(c, &c->fixed[T_RESPONSE_DAYS], handover)->days =
			days.answered - days.requested;
	if (days.met != KS_NO_DAY)
		add_handover(c, &c->fixed[T_CONTACT_DAYS], handover)->days =
			days.met - days.requested;
	if (days.declined)
		add_handover(c, &c->declined[ks_word_index(ks_reason_words, days.declined)],
			     handover);
}

/* What a parent did not want was never requested: it counts as refused alone. */
static void count_handover(struct counting *c, const struct ks_handover *handover)
{
	struct ks_loop_state state;

	ks_handover_state(handover, c->counted_on, &state);
	if (state.requested == KS_NO_DAY)
		return;
	add_handover(c, &c->fixed[T_HANDOVERS], handover);
	add_handover(c, &c->statuses[state.status], handover);
	if (ks_handover_is_warm(handover, c->counted_on))
		add_handover(c, &c->fixed[T_WARM], handover);
	if (ks_loop_terms_on(&state, c->counted_on).overdue)
		add_handover(c, &c->fixed[T_OVERDUE], handover);
	if (state.status == KS_H_WAITING)
		add_handover(c, &c->fixed[T_WAITING], handover);
	if (state.status == KS_H_NO_SHOW)
		add_handover(c, &c->fixed[T_NO_SHOW], handover);
	count_terms(c, handover, &state);
}

static bool is_listed(const char *const *ids, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(ids[i], id) == 0)
			return true;
	return false;
}

static enum ks_status count_again(struct counting *c)
{
	const struct tally *asked = &c->fixed[T_HANDOVERS];
	const char **ids = NULL;
	size_t n = 0;
	enum ks_status status = ks_report_again(c->ctx->store, c->period, &ids, &n);

	for (size_t i = 0; !status && i < asked->n_hits; i++)
		if (is_listed(ids, n, asked->hits[i].handover->id))
			add_handover(c, &c->fixed[T_AGAIN], asked->hits[i].handover);
	return status;
}

static enum ks_status count_handovers(struct counting *c)
{
	struct ks_handover *items = NULL;
	size_t n = 0;
	enum ks_status status = ks_report_handovers(c->ctx->store, c->period, &items, &n);

	for (size_t i = 0; !status && i < n; i++)
		count_handover(c, &items[i]);
	if (!status)
		status = count_again(c);
	if (!status)
		status = ks_report_refused(c->ctx->store, c->period, &items, &n);
	for (size_t i = 0; !status && i < n; i++)
		add_handover(c, &c->fixed[T_REFUSED], &items[i]);
	return status;
}

/* ---- hiding ---------------------------------------------------------------------- */

/* The cells of n tallies that follow each other; those without id are not measures. */
static struct ks_cell *cells_of(struct counting *c, const struct tally *tallies, size_t n)
{
	struct ks_cell *cells = KS_NEW_N(c->ctx->arena, n + 1, struct ks_cell);

	for (size_t i = 0; i < n; i++)
		cells[i] = (struct ks_cell){ (int)tallies[i].n_hits, tallies[i].cell.mark };
	return cells;
}

static void put_back(struct tally *tallies, const struct ks_cell *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		tallies[i].cell = cells[i];
}

static int small_cell(const struct counting *c)
{
	return c->ctx->coalition->policy[KS_SMALL_CELL].number;
}

/* Counts that overlap; together they are at least the families with a signal. */
static void protect_overlapping(struct counting *c, struct tally *tallies, size_t n)
{
	struct ks_cell *cells = cells_of(c, tallies, n);
	size_t with_signals = c->fixed[T_CASES].n_hits - c->classes[KS_GEEN].n_hits;

	ks_cells_mark_small(cells, n, small_cell(c));
	ks_cells_cover(cells, n, (int)with_signals, small_cell(c));
	put_back(tallies, cells, n);
}

/* Counts that add up to what everybody can know. */
static void protect_parts(struct counting *c, struct tally *tallies, size_t n)
{
	struct ks_cell *cells = cells_of(c, tallies, n);

	ks_cells_mark_small(cells, n, small_cell(c));
	ks_cells_hold_back(cells, n, small_cell(c));
	put_back(tallies, cells, n);
}

/*
 * The parts of a number that is itself hidden are not shown, nor those where
 * so few are known that holding some back leaves the others narrow.
 */
static void protect_gaps(struct counting *c)
{
	size_t n = c->ctx->coalition->n_factors;
	struct tally *all = &c->fixed[T_OPEN_GAPS];

	ks_cells_mark_small(&all->cell, 1, small_cell(c));
	protect_parts(c, c->gaps, n);
	if (all->cell.mark == KS_CELL_SHOWN &&
	    ks_cells_free(cells_of(c, c->gaps, n), n, small_cell(c)))
		return;
	for (size_t i = 0; i < n; i++)
		c->gaps[i].cell.mark = KS_CELL_HELD;
}

/* What parents refused is in an exact number too: while that is small this is held back. */
static void protect_declined(struct counting *c)
{
	int refused = (int)c->fixed[T_REFUSED].n_hits;
	int parent = ks_word_index(ks_reason_words, "parent-refused");

	protect_parts(c, c->declined, N_REASONS);
	if (refused > 0 && refused < small_cell(c))
		c->declined[parent].cell.mark = KS_CELL_HELD;
}

static void protect(struct counting *c)
{
	for (size_t i = 0; i < c->n; i++)
		c->tallies[i].cell.count = (int)c->tallies[i].n_hits;
	protect_parts(c, c->classes, KS_CLASSES);
	protect_overlapping(c, c->signals, c->ctx->coalition->n_factors);
	protect_overlapping(c, &c->fixed[T_BY_SELF], T_BY_FACTS - T_BY_SELF + 1);
	protect_gaps(c);
	protect_declined(c);
	for (size_t i = 0; i < c->ctx->coalition->n_cards; i++)
		ks_cells_mark_small(&c->cards[i].cell, 1, small_cell(c));
	for (size_t i = 0; i < c->n_gone; i++) {
		c->gone[i].cell.count = (int)c->gone[i].n_hits;
		ks_cells_mark_small(&c->gone[i].cell, 1, small_cell(c));
	}
	ks_cells_mark_small(&c->fixed[T_DOMAINS].cell, 1, small_cell(c));
}

enum ks_status ks_tallies_count(struct counting *c)
{
	enum ks_status status = count_families(c);

	if (!status)
		status = count_events(c);
	if (!status)
		status = count_handovers(c);
	if (!status)
		protect(c);
	return status;
}
