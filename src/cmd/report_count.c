/* SPDX-License-Identifier: EUPL-1.2 */
/* Filling the measures of `ks report` from the casebook, and hiding what is small. */
#include <stdio.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/engine/route.h"
#include "report.h"

#define LONGEST 36525	/* days: a century is a slip of the pen */

static int month_number(ks_day day)
{
	struct ks_civil civil = ks_civil_of(day);

	return civil.year * 12 + civil.month;
}

/* Work done, exact like its total. What parents refused is not: one is one family. */
bool ks_tally_has_trend(const struct counting *c, const struct tally *t)
{
	return t->group == KS_GROUP_WORK && t != &c->fixed[T_REFUSED];
}

static void add_to_trend(const struct counting *c, struct tally *t, ks_day date)
{
	int month;

	if (!ks_tally_has_trend(c, t) || !date || date == KS_NO_DAY)
		return;
	month = month_number(date) - month_number(ks_rolling_from(c->period.to));
	if (month >= 0 && month < KS_TREND)
		t->trend[month]++;
}

/* The same few organisations, roles and cards come back all the time. */
static const char *keep_word(struct counting *c, const char *text)
{
	const char **slot;

	if (!text)
		return NULL;
	for (size_t i = 0; i < c->n_words; i++)
		if (strcmp(c->words[i], text) == 0)
			return c->words[i];
	slot = ks_grow(c->ctx->arena, &c->words, &c->n_words, sizeof(*slot));
	return *slot = ks_strdup(c->ctx->arena, text);
}

void ks_lengths_add(struct ks_arena *arena, struct lengths *lengths, int days)
{
	int slot = days < 0 ? 0 : days > LONGEST ? LONGEST : days;

	while (lengths->n <= (size_t)slot)
		*(size_t *)ks_grow(arena, &lengths->often, &lengths->n, sizeof(size_t)) = 0;
	lengths->often[slot]++;
}

/* The days of the one that comes after so many, in order of days. */
static int days_after(const struct lengths *lengths, size_t so_many)
{
	size_t seen = 0, days = 0;

	while (days < lengths->n && seen + lengths->often[days] <= so_many)
		seen += lengths->often[days++];
	return (int)days;
}

/* Of an even number the middle of the middle two. */
int ks_lengths_median(const struct lengths *lengths)
{
	size_t n = 0;

	for (size_t days = 0; days < lengths->n; days++)
		n += lengths->often[days];
	return n ? days_after(lengths, (n - 1) / 2) + days_after(lengths, n / 2) : -1;
}

static bool is_listed(const struct counting *c, const struct tally *t)
{
	if (c->listed == LIST_PARTS)
		return t->group != KS_GROUP_STATUSES && t->group != KS_GROUP_NOT_ASKED;
	return c->listed == LIST_ALL;
}

/* Where nobody will look at the families behind a number, how many is all that is kept. */
static void add(struct counting *c, struct tally *t, struct hit hit)
{
	add_to_trend(c, t, hit.date);
	if (t->is_median)
		ks_lengths_add(c->ctx->arena, &t->lengths, hit.days);
	if (!is_listed(c, t)) {
		t->n_hits++;
		return;
	}
	hit.case_key = ks_strdup(c->ctx->arena, hit.case_key);
	hit.from_organisation = keep_word(c, hit.from_organisation);
	hit.to_role = keep_word(c, hit.to_role);
	hit.to_organisation = keep_word(c, hit.to_organisation);
	hit.card = keep_word(c, hit.card);
	*(struct hit *)ks_grow(c->ctx->arena, &t->hits, &t->n_hits, sizeof(hit)) = hit;
}

static void add_family(struct counting *c, struct tally *t, const char *key)
{
	add(c, t, (struct hit){ .case_key = key });
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

		add_family(c, &c->signals[index], key);
		sources |= sources_of(route->picture.basis[index]);
	}
	for (int i = T_BY_SELF; i <= T_BY_FACTS; i++)
		if (sources >> (i - T_BY_SELF) & 1)
			add_family(c, &c->fixed[i], key);
}

static void add_gaps(struct counting *c, const struct ks_route *route, const char *key)
{
	for (size_t i = 0; i < route->n_gaps; i++) {
		add_family(c, &c->fixed[T_OPEN_GAPS], key);
		add_family(c, &c->gaps[route->gaps[i].signal->index], key);
	}
}

/* Neither answered about anybody, nor derived or raised by a score. */
static void add_not_asked(struct counting *c, const struct ks_route *route,
			  const struct ks_case *item, struct ks_arena *scratch)
{
	const struct ks_coalition *cards = c->ctx->coalition;
	const struct ks_family *family = &item->family;
	bool *asked = KS_NEW_N(scratch, cards->n_factors + 1, bool);

	for (size_t i = 0; i < family->n_answers; i++)
		if (family->answers[i].reply != KS_NOT_ASKED)
			asked[family->answers[i].factor->index] = true;
	for (size_t i = 0; i < cards->n_factors; i++)
		if (!asked[i] && !route->picture.basis[i])
			add_family(c, &c->not_asked[i], item->key);
}

static void count_family(void *context, struct ks_case *item, struct ks_arena *scratch)
{
	struct counting *c = context;
	const struct ks_coalition *cards = c->ctx->coalition;
	const struct ks_route *route =
		ks_route_decide(scratch, cards, &item->family, c->counted_on);

	ks_progress_step(&c->progress, ++c->done);
	add_family(c, &c->fixed[T_CASES], item->key);
	add_family(c, &c->classes[route->balance.class], item->key);
	if (route->balance.n_domains >= cards->policy[KS_DOMAINS_FLAG_AT].number)
		add_family(c, &c->fixed[T_DOMAINS], item->key);
	add_signals(c, route, item->key);
	c->stages[KS_STAGE_ROUTE].count += ks_report_has_route(c->ctx->store, item->key, c->period);
	add_gaps(c, route, item->key);
	add_not_asked(c, route, item, scratch);
}

static enum ks_status count_families(struct counting *c)
{
	return ks_report_cases(c->ctx->store, c->ctx->coalition, c->period, c->counted_on,
			       count_family, c);
}

/* ---- work by its day --------------------------------------------------------- */

/* Of a card that the coalition no longer has: only in the yearly evaluation. */
struct tally *ks_tally_of_gone(struct counting *c, const char *id)
{
	const char *card = id + strlen("card:");
	struct tally *t;

	for (size_t i = 0; i < c->n_gone; i++)
		if (strcmp(c->gone[i].id, id) == 0)
			return &c->gone[i];
	t = ks_grow(c->ctx->arena, &c->gone, &c->n_gone, sizeof(*t));
	*t = (struct tally){ .id = id,
			     .group = KS_GROUP_CARDS,
			     .label = ks_strndup(c->ctx->arena, card, strcspn(card, ":")),
			     .source = "casebook",
			     .is_protected = true };
	return t;
}

static struct tally *tally_of_fired(struct counting *c, const char *id)
{
	const struct ks_card *card = ks_find_card(c->ctx->coalition, id);

	return card ? &c->cards[card->index] :
		      ks_tally_of_gone(c, ks_fmt(c->ctx->arena, "card:%s:fired", id));
}

/* The family whose routes are at hand: its key, once for all cards. */
struct firing {
	struct counting *c;
	char family[KS_KEY_SIZE];
	unsigned number;		/* of that family, from 1 */
};

/* Each family once for each card. */
static void count_fired(void *context, const struct ks_work_row *row)
{
	struct firing *firing = context;
	struct counting *c = firing->c;
	struct tally *t = tally_of_fired(c, row->card);

	if (strcmp(firing->family, row->case_key) != 0) {
		snprintf(firing->family, sizeof(firing->family), "%s", row->case_key);
		firing->number++;
	}
	if (t->last_family == firing->number)
		return;
	t->last_family = firing->number;
	add(c, t, (struct hit){ .case_key = row->case_key, .card = row->card });
}

/* What is counted of an event. */
struct event {
	struct counting *c;
	struct tally *tally;
};

static void count_event(void *context, const struct ks_work_row *row)
{
	const struct event *event = context;

	add(event->c, event->tally, (struct hit){ .case_key = row->case_key,
						    .card = row->card,
						    .date = row->date });
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
	struct firing firing = { .c = c };
	enum ks_status status = KS_OK;

	for (size_t i = 0; !status && i < sizeof(events) / sizeof(events[0]); i++) {
		struct event event = { c, &c->fixed[events[i].tally] };

		status = ks_report_work(c->ctx->store, events[i].event, c->period, count_event,
					&event);
	}
	if (status)
		return status;
	return ks_report_work(c->ctx->store, KS_WORK_FIRED, c->period, count_fired, &firing);
}

/* ---- handovers ----------------------------------------------------------------- */

static struct hit hit_of(const struct counting *c, const struct ks_handover *handover)
{
	return (struct hit){ .case_key = handover->case_key,
			     .from_organisation = handover->from_organisation,
			     .to_role = handover->to_role,
			     .to_organisation = handover->to_organisation,
			     .card = handover->card,
			     .date = ks_handover_days_on(handover, c->counted_on).requested };
}

static void add_handover(struct counting *c, struct tally *t, const struct ks_handover *handover)
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

	c->stages[KS_STAGE_REQUESTED].count++;
	c->stages[KS_STAGE_ACCEPTED].count += ks_handover_is_taken(handover, c->counted_on);
	c->stages[KS_STAGE_MET].count += days.met != KS_NO_DAY;
	c->stages[KS_STAGE_TOLD].count += days.met != KS_NO_DAY && days.told != KS_NO_DAY;
}

/* What a parent did not want was never requested: it counts as refused alone. */
static void count_handover(void *context, const struct ks_handover *handover)
{
	struct counting *c = context;
	struct ks_loop_state state;

	ks_progress_step(&c->progress, ++c->done);
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
	if (ks_report_is_again(c->ctx->store, handover->id))
		add_handover(c, &c->fixed[T_AGAIN], handover);
	count_terms(c, handover, &state);
	count_stages(c, handover);
}

static void count_refused(void *context, const struct ks_handover *handover)
{
	struct counting *c = context;

	add_handover(c, &c->fixed[T_REFUSED], handover);
}

static enum ks_status count_handovers(struct counting *c)
{
	enum ks_status status =
		ks_report_handovers(c->ctx->store, c->period, count_handover, c);

	return status ? status : ks_report_refused(c->ctx->store, c->period, count_refused, c);
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

/*
 * Whoever knows how many were never asked and how many have the signal knows
 * what the rest answered: of the families left, that is a share. Where the
 * families with the signal are hidden, the rest are all that were asked.
 */
static void protect_not_asked(struct counting *c)
{
	for (size_t i = 0; i < c->ctx->coalition->n_factors; i++) {
		const struct ks_cell *with = &c->signals[i].cell;
		struct ks_cell *cell = &c->not_asked[i].cell;
		int left = (int)c->fixed[T_CASES].n_hits;

		if (c->signals[i].id && with->mark == KS_CELL_SHOWN)
			left -= with->count;
		ks_cell_beside(cell, left, small_cell(c));
		if (left < (int)c->fixed[T_CASES].n_hits && left > 0 && left < small_cell(c))
			cell->mark = KS_CELL_HELD;
	}
}

static void protect(struct counting *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct tally *t = &c->tallies[i];

		t->cell.count = t->is_median ? ks_lengths_median(&t->lengths) : (int)t->n_hits;
	}
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
	ks_cell_beside(&c->fixed[T_DOMAINS].cell, (int)c->fixed[T_CASES].n_hits, small_cell(c));
	protect_not_asked(c);
}

enum ks_status ks_tallies_count(struct counting *c)
{
	enum ks_status status;

	ks_progress_begin(&c->progress, c->ctx->out, ks_report_size(c->ctx->store, c->period));
	status = count_families(c);
	if (!status)
		status = count_events(c);
	if (!status)
		status = count_handovers(c);
	ks_progress_end(&c->progress);
	if (!status)
		protect(c);
	return status;
}
