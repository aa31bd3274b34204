/* SPDX-License-Identifier: EUPL-1.2 */
#include "route.h"

#include <assert.h>
#include <string.h>

const char *const drop_names[DROP_PHASE + 1] = {"step-window", "window", "criteria", "coverage",
						"phase"};

/* One reason (a card's step that holds) on its way to the step it ends in. */
struct seeker {
	struct route *route;
	const struct mind *mind;
	int card, step;                 /* indices */
	const struct card *from;
	const struct step *of;
	int intervention, role;         /* where it is now: the step's own, or an alternative's */
	int opens;
	bool check;
	bool dropped;
};

void drop_file(const struct coalition *c, const struct drop *drop, char *to, size_t size)
{
	if (drop->kind == DROP_STEP_WINDOW)
		snprintf(to, size, "%s", c->card[drop->card].file);
	else
		snprintf(to, size, "%s/interventions.yaml",
			 coalition_folder(c, c->intervention[drop->intervention].in_base));
}

static bool same_drop(const struct coalition *c, const struct drop *a, const struct drop *b)
{
	char file_a[NAME_SIZE * 3], file_b[NAME_SIZE * 3];

	if (a->kind != b->kind || a->intervention != b->intervention || a->role != b->role)
		return false;
	drop_file(c, a, file_a, sizeof(file_a));
	drop_file(c, b, file_b, sizeof(file_b));
	return a->place->value == b->place->value && strcmp(file_a, file_b) == 0;
}

/* One entry for each limit that failed, once however many reasons meet it. */
static void add_drop(struct seeker *s, enum drop_kind kind, const struct place *place)
{
	struct drop drop = {kind, s->intervention, s->role, s->card, s->step, place};
	struct route *route = s->route;

	s->dropped = true;
	for (int i = 0; i < route->n_drops; i++) {
		if (same_drop(s->mind->c, &route->drop[i], &drop))
			return;
	}
	assert(route->n_drops < MAX_DROPPED);
	route->drop[route->n_drops++] = drop;
}

static void pass_window(struct seeker *s, const struct window *window, enum drop_kind kind)
{
	struct window_view view = window_judge(&s->mind->facts, window);

	if (view.state == WINDOW_PASSED)
		add_drop(s, kind, &view.failed->place);
	if (view.state == WINDOW_UNKNOWN)
		s->check = true;
	if (view.state == WINDOW_NOT_YET && (s->opens == NO_DAY || s->opens < view.opens))
		s->opens = view.opens;
}

static void pass_criteria(struct seeker *s, const struct intervention *iv)
{
	if (iv->criteria == NULL)
		return;
	enum tri holds = cond_judge(s->mind, iv->criteria);
	if (holds == T_NO)
		add_drop(s, DROP_CRITERIA, &iv->criteria_place);
	if (holds == T_UNKNOWN)
		s->check = true;
}

static void pass_coverage(struct seeker *s, const struct intervention *iv)
{
	int where = s->mind->facts.municipality;

	if (iv->coverage == 0)
		return;
	if (where == NONE)
		s->check = true;
	else if ((iv->coverage >> where & 1) == 0)
		add_drop(s, DROP_COVERAGE, &iv->coverage_place);
}

/* All gates are tried, so that every reason why it dropped out is told. */
static void pass_gates(struct seeker *s)
{
	const struct intervention *iv = &s->mind->c->intervention[s->intervention];

	if ((iv->phases >> s->mind->facts.phase & 1) == 0)
		add_drop(s, DROP_PHASE, &iv->phase_place);
	pass_coverage(s, iv);
	pass_criteria(s, iv);
	pass_window(s, &iv->window, DROP_WINDOW);
}

/* What an alternative needs to know starts afresh: the step's own window is not for it. */
static bool take_alternative(struct seeker *s)
{
	int next = s->mind->c->intervention[s->intervention].alternative;

	if (next == NONE)
		return false;
	s->intervention = next;
	s->role = s->mind->c->intervention[next].role;
	s->opens = NO_DAY;
	s->check = false;
	s->dropped = false;
	return true;
}

/* True when the reason ends in a step, after as many alternatives as it takes. */
static bool find_step(struct seeker *s)
{
	pass_window(s, &s->of->window, DROP_STEP_WINDOW);
	if (s->dropped)
		return false;
	if (s->intervention == NONE)
		return true;
	for (;;) {
		pass_gates(s);
		if (!s->dropped)
			return true;
		if (!take_alternative(s))
			return false;
	}
}

static int since(const struct mind *mind, int card, int step)
{
	for (int i = 0; i < mind->f->n_previous; i++) {
		const struct previous *p = &mind->f->previous[i];
		if (p->card == card && p->step == step)
			return p->since;
	}
	return mind->facts.day;
}

static factor_set reason_signals(const struct seeker *s)
{
	factor_set found = cond_signals(s->mind, s->from->when);

	if (s->of->when != NULL)
		found |= cond_signals(s->mind, s->of->when);
	return found;
}

static struct reason reason_of(const struct seeker *s)
{
	int due = day_add(since(s->mind, s->card, s->step), s->of->within);

	if (s->opens != NO_DAY && due < s->opens)
		due = s->opens;
	return (struct reason){s->card, s->step, due, s->opens, s->check, reason_signals(s)};
}

static void name_step(const struct seeker *s, char id[ID_SIZE])
{
	const struct coalition *c = s->mind->c;

	if (s->intervention == NONE)
		snprintf(id, ID_SIZE, "%s/%s", s->from->id, s->of->id);
	else
		snprintf(id, ID_SIZE, "%s@%s", c->intervention[s->intervention].id,
			 c->role[s->role].id);
}

static bool is_already(const struct mind *mind, int intervention, int role)
{
	for (int i = 0; i < mind->f->n_already; i++) {
		const struct already *a = &mind->f->already[i];
		if (a->intervention == intervention && a->role == role)
			return true;
	}
	return false;
}

/* The first entry that covers the municipality; not knowing where, the first that asks none. */
static void fill_role(struct route_step *step, const struct mind *mind)
{
	const struct role *role = &mind->c->role[step->role];
	int where = mind->facts.municipality;

	step->organisation = NULL;
	for (int i = 0; i < role->n_filled && step->organisation == NULL; i++) {
		unsigned covers = role->filled[i].municipalities;
		if (covers == 0 || (where != NONE && (covers >> where & 1) != 0))
			step->organisation = role->filled[i].organisation;
	}
	if (step->organisation == NULL && where == NONE)
		step->check = true;
	step->unfilled = step->organisation == NULL && where != NONE;
}

static struct route_step *step_of(struct seeker *s)
{
	struct route *route = s->route;
	char id[ID_SIZE];

	name_step(s, id);
	for (int i = 0; i < route->n_steps; i++) {
		if (strcmp(route->step[i].id, id) == 0)
			return &route->step[i];
	}
	assert(route->n_steps < MAX_ROUTE);
	struct route_step *step = &route->step[route->n_steps++];
	text_set(step->id, sizeof(step->id), id);
	step->intervention = s->intervention;
	step->role = s->role;
	step->urgency = s->of->urgency;
	step->form = s->of->form;
	step->check = false;
	step->signals = 0;
	step->n_reasons = 0;
	fill_role(step, s->mind);
	return step;
}

/* The most urgent, the warmest, the earliest; `opens` only while no reason's window is open. */
static void merge(struct route_step *step, const struct step *of, const struct reason *reason)
{
	bool first = step->n_reasons == 0;

	assert(step->n_reasons < MAX_REASONS);
	step->reason[step->n_reasons++] = *reason;
	step->signals |= reason->signals;
	step->check |= reason->check;
	if (of->urgency < step->urgency)
		step->urgency = of->urgency;
	if (of->form < step->form)
		step->form = of->form;
	if (first || reason->due < step->due)
		step->due = reason->due;
	if (first || (step->opens != NO_DAY && reason->opens < step->opens))
		step->opens = reason->opens;
}

static void add_reason(struct seeker *s)
{
	struct reason reason = reason_of(s);

	merge(step_of(s), s->of, &reason);
}

static void try_step(struct route *route, const struct mind *mind, int card, int step)
{
	const struct card *from = &mind->c->card[card];
	const struct step *of = &from->step[step];
	struct seeker s = {route, mind, card, step, from, of, of->intervention, of->role,
			   NO_DAY, false, false};

	if (of->when != NULL && cond_judge(mind, of->when) != T_YES)
		return;
	if (find_step(&s))
		add_reason(&s);
}

static bool card_holds(const struct mind *mind, const struct card *card)
{
	if (card->hidden || (card->phases >> mind->facts.phase & 1) == 0)
		return false;
	return cond_judge(mind, card->when) == T_YES;
}

/* Help that is there already has no term. */
static void mark_already(struct route *route, const struct mind *mind)
{
	for (int i = 0; i < route->n_steps; i++) {
		struct route_step *step = &route->step[i];
		step->already = step->intervention != NONE &&
				is_already(mind, step->intervention, step->role);
		if (step->already)
			step->due = NO_DAY;
	}
}

void route_make(struct route *route, const struct mind *mind)
{
	route->n_steps = 0;
	route->n_drops = 0;
	for (int i = 0; i < mind->c->n_cards; i++) {
		route->card_applies[i] = card_holds(mind, &mind->c->card[i]);
		for (int j = 0; route->card_applies[i] && j < mind->c->card[i].n_steps; j++)
			try_step(route, mind, i, j);
	}
	mark_already(route, mind);
}

static bool is_safety(const struct route_step *step, const struct mind *mind)
{
	for (int i = 0; i < mind->c->n_factors; i++) {
		if ((step->signals >> i & 1) != 0 &&
		    mind->c->factor[i].class == CLASS_SAFETY)
			return true;
	}
	return false;
}

static bool has_reason(const struct route_step *step, int card, int of)
{
	for (int i = 0; i < step->n_reasons; i++) {
		if (step->reason[i].card == card && step->reason[i].step == of)
			return true;
	}
	return false;
}

/* A step of the card is meant by its name, wherever an alternative has taken it. */
static bool is_meant(const struct route_step *step, const struct after *after, int card)
{
	if (after->step != NONE)
		return has_reason(step, card, after->step);
	return step->intervention == after->intervention && step->role == after->role;
}

static bool comes_after(const struct route_step *late, const struct route_step *early,
			const struct coalition *c)
{
	if (late == early)
		return false;
	for (int i = 0; i < late->n_reasons; i++) {
		const struct reason *r = &late->reason[i];
		const struct step *of = &c->card[r->card].step[r->step];
		for (int j = 0; j < of->n_after; j++) {
			if (is_meant(early, &of->after[j], r->card))
				return true;
		}
	}
	return false;
}

/* By date, no date last, then by name. */
static bool smaller(const struct route_step *a, const struct route_step *b)
{
	if (a->due != b->due) {
		if (a->due == NO_DAY || b->due == NO_DAY)
			return b->due == NO_DAY;
		return a->due < b->due;
	}
	return strcmp(a->id, b->id) < 0;
}

/* The steps still to place, and how many of them are free of what must come before. */
struct queue {
	const struct mind *mind;
	const struct route_step *step;
	int n;
	bool safety[MAX_ROUTE], placed[MAX_ROUTE];
};

static bool is_free(const struct queue *q, int i)
{
	for (int j = 0; j < q->n; j++) {
		if (!q->placed[j] && q->safety[j] == q->safety[i] &&
		    comes_after(&q->step[i], &q->step[j], q->mind->c))
			return false;
	}
	return true;
}

/* The smallest step left in the group; only free ones unless there is no free one. */
static int next_in_group(const struct queue *q, bool safety, bool only_free)
{
	int best = NONE;

	for (int i = 0; i < q->n; i++) {
		if (q->placed[i] || q->safety[i] != safety || (only_free && !is_free(q, i)))
			continue;
		if (best == NONE || smaller(&q->step[i], &q->step[best]))
			best = i;
	}
	return best;
}

static int next_step(const struct queue *q)
{
	for (int safety = 1; safety >= 0; safety--) {
		int next = next_in_group(q, safety == 1, true);
		if (next == NONE)
			next = next_in_group(q, safety == 1, false);
		if (next != NONE)
			return next;
	}
	return NONE;
}

void route_order(struct route *route, const struct mind *mind)
{
	static const struct queue empty;
	struct queue q = empty;
	struct route ordered;

	q.mind = mind;
	q.step = route->step;
	q.n = route->n_steps;
	for (int i = 0; i < q.n; i++)
		q.safety[i] = is_safety(&route->step[i], mind);
	for (int placed = 0; placed < q.n; placed++) {
		int next = next_step(&q);
		q.placed[next] = true;
		ordered.step[placed] = route->step[next];
	}
	memcpy(route->step, ordered.step, (size_t)q.n * sizeof(route->step[0]));
}

static uint64_t mix(uint64_t hash, const char *text)
{
	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
	return (hash ^ 0xFF) * UINT64_C(0x100000001B3);
}

uint64_t route_mark(const struct route *route)
{
	uint64_t mark = (uint64_t)route->n_steps;

	for (int i = 0; i < route->n_steps; i++) {
		const struct route_step *step = &route->step[i];
		char due[16];
		day_text(step->due, due);
		uint64_t one = mix(UINT64_C(0xCBF29CE484222325), step->id);
		one = mix(one, urgency_names[step->urgency]);
		one = mix(one, due);
		one = mix(one, form_names[step->form]);
		mark += one ^ one >> 29;
	}
	return mark;
}
