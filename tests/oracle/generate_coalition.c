/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <string.h>

#include "generate.h"
#include "generate_cond.h"

/* Names sort in no relation to the order in which they are made. */
static void make_name(struct rng *rng, const char *prefix, int number, char to[NAME_SIZE])
{
	unsigned letter = (unsigned)rng_between(rng, 0, 25);

	snprintf(to, NAME_SIZE, "%s-%c%u", prefix, (char)('a' + letter), (unsigned)number % 1000);
}

/* Where a new entry stands, and whether a base entry of the same id lies under it. */
static void place_entry(const struct maker *m, bool *in_base, bool *shadowed)
{
	*in_base = m->c->two_folders && rng_chance(m->rng, 60);
	*shadowed = m->c->two_folders && !*in_base && rng_chance(m->rng, 40);
}

static struct maker maker_for(const struct maker *m, bool in_base)
{
	return (struct maker){m->rng, m->c, in_base};
}

static void draw_policy(const struct maker *m, struct policy_value *value, int top)
{
	value->in_base = m->c->two_folders && rng_chance(m->rng, 40);
	value->in_local = rng_chance(m->rng, 40);
	value->base = rng_between(m->rng, 1, top);
	value->local = rng_between(m->rng, 1, top);
}

static void draw_folders(const struct maker *m)
{
	struct coalition *c = m->c;

	c->two_folders = rng_chance(m->rng, 50);
	c->lists_municipalities = rng_chance(m->rng, 50);
	make_name(m->rng, "basis", rng_between(m->rng, 0, 9), c->base);
	make_name(m->rng, "plek", rng_between(m->rng, 0, 9), c->local);
	draw_policy(m, &c->urgent_at, 2);
	draw_policy(m, &c->stacking_at, 4);
}

static void draw_subjects(const struct maker *m, struct factor *f)
{
	static const int weights[MAX_SUBJECTS] = {48, 36, 16};
	int order[SUBJECTS];

	f->n_subjects = 1 + rng_weighted(m->rng, weights, MAX_SUBJECTS);
	rng_shuffle(m->rng, order, SUBJECTS);
	for (int i = 0; i < f->n_subjects; i++)
		f->subject[i] = (enum whom)order[i];
}

static void draw_weight(const struct maker *m, struct factor *f)
{
	static const int classes[FACTOR_CLASSES] = {12, 18, 70};

	f->class = CLASS_ATTENTION;
	if (!f->protective)
		f->class = (enum factor_class)rng_weighted(m->rng, classes, FACTOR_CLASSES);
	f->domain = rng_between(m->rng, 0, DOMAINS - 1);
}

static void draw_factor(const struct maker *m, bool protective)
{
	struct factor *f = &m->c->factor[m->c->n_factors];

	make_name(m->rng, protective ? "kracht" : "sein", m->c->n_factors++, f->id);
	place_entry(m, &f->in_base, &f->shadowed);
	f->protective = protective;
	draw_subjects(m, f);
	draw_weight(m, f);
	f->consult_first = !protective && rng_chance(m->rng, 10);
	f->no_route = !protective && rng_chance(m->rng, 10);
	f->shielded = !protective && rng_chance(m->rng, 10);
	struct maker here = maker_for(m, f->in_base);
	if (!protective && rng_chance(m->rng, 18))
		f->derive = make_fact_cond(&here, rng_between(m->rng, 0, 1));
}

/* What lies hidden in the base under an entry of the local folder differs from it. */
static void hide_factors(const struct maker *m)
{
	int n = m->c->n_factors;

	for (int i = 0; i < n; i++) {
		if (!m->c->factor[i].shadowed)
			continue;
		struct factor *f = &m->c->factor[m->c->n_factors++];
		*f = m->c->factor[i];
		f->in_base = f->hidden = true;
		f->shadowed = false;
		f->derive = NULL;
		draw_weight(m, f);
	}
}

static void withdraw_factor(const struct maker *m)
{
	if (!m->c->two_folders || !rng_chance(m->rng, 25))
		return;
	draw_factor(m, false);
	struct factor *f = &m->c->factor[m->c->n_factors - 1];
	f->in_base = f->hidden = f->withdrawn = true;
	f->shadowed = false;
	f->derive = NULL;
}

static void draw_factors(const struct maker *m)
{
	int signals = rng_between(m->rng, 3, 8), protective = rng_between(m->rng, 0, 3);

	for (int i = 0; i < signals; i++)
		draw_factor(m, false);
	for (int i = 0; i < protective; i++)
		draw_factor(m, true);
	hide_factors(m);
	withdraw_factor(m);
}

/* The signal is none that derives itself: which of the two then wins is left open. */
static bool draw_raise(const struct maker *m, const struct instrument *in, struct raise *raise)
{
	*raise = (struct raise){maker_factor(m, false), NONE, NONE, {{{0}}}, NULL};
	if (raise->factor == NONE || m->c->factor[raise->factor].derive != NULL)
		return false;
	if (in->top == 0)
		raise->outcome = rng_between(m->rng, 0, MAX_OUTCOMES - 1);
	else if (in->n_items > 0 && rng_chance(m->rng, 40))
		raise->item = rng_between(m->rng, 0, in->n_items - 1);
	if (in->top > 0)
		raise->range =
			make_number_range(m, raise->item == NONE ? in->top : in->item_top);
	if (rng_chance(m->rng, 50))
		raise->when = rng_chance(m->rng, 50)
				      ? make_fact_cond(m, rng_between(m->rng, 0, 1))
				      : make_raise_cond(m, rng_between(m->rng, 0, 2));
	return true;
}

static void draw_raises(const struct maker *m, struct instrument *in)
{
	struct maker here = maker_for(m, in->in_base);
	int n = rng_between(m->rng, 0, MAX_RAISES - 1);

	in->n_raises = 0;
	for (int i = 0; i < n; i++)
		in->n_raises += draw_raise(&here, in, &in->raise[in->n_raises]);
}

static void draw_instrument(const struct maker *m)
{
	struct instrument *in = &m->c->instrument[m->c->n_instruments];

	make_name(m->rng, "lijst", m->c->n_instruments++, in->id);
	place_entry(m, &in->in_base, &in->shadowed);
	in->top = rng_chance(m->rng, 75) ? rng_between(m->rng, 4, 30) : 0;
	in->n_items = in->top == 0 ? 0 : rng_between(m->rng, 0, MAX_ITEMS);
	in->item_top = rng_between(m->rng, 1, 3);
	draw_raises(m, in);
}

static void draw_instruments(const struct maker *m)
{
	int n = rng_between(m->rng, 0, 2);

	for (int i = 0; i < n; i++)
		draw_instrument(m);
	for (int i = 0; i < n; i++) {
		if (!m->c->instrument[i].shadowed)
			continue;
		struct instrument *in = &m->c->instrument[m->c->n_instruments++];
		*in = m->c->instrument[i];
		in->in_base = in->hidden = true;
		in->shadowed = false;
		draw_raises(m, in);
	}
}

static void draw_filled(const struct maker *m, struct role *role)
{
	role->n_filled = rng_chance(m->rng, 14) ? 0 : rng_between(m->rng, 1, 3);
	for (int i = 0; i < role->n_filled; i++) {
		struct filled *filled = &role->filled[i];
		make_name(m->rng, "Stichting", rng_between(m->rng, 0, 99),
			  filled->organisation);
		filled->municipalities = 0;
		if (rng_chance(m->rng, 65))
			filled->municipalities =
				(unsigned)rng_between(m->rng, 1, (1 << MUNICIPALITIES) - 1);
	}
}

static void draw_roles(const struct maker *m)
{
	int n = rng_between(m->rng, 2, 5);

	for (int i = 0; i < n; i++) {
		struct role *role = &m->c->role[m->c->n_roles];
		make_name(m->rng, "rol", m->c->n_roles++, role->id);
		place_entry(m, &role->in_base, &role->shadowed);
		if (i == 0)
			role->in_base = m->c->two_folders; /* so that the base has one */
		role->shadowed = role->shadowed && !role->in_base;
		draw_filled(m, role);
	}
	for (int i = 0; i < n; i++) {
		if (!m->c->role[i].shadowed)
			continue;
		struct role *role = &m->c->role[m->c->n_roles++];
		*role = m->c->role[i];
		role->in_base = role->hidden = true;
		role->shadowed = false;
		draw_filled(m, role);
	}
}

static int maker_role(const struct maker *m)
{
	int found[MAX_ROLES], n = 0;

	for (int i = 0; i < m->c->n_roles; i++) {
		const struct role *role = &m->c->role[i];
		if (maker_sees(m, role->in_base, role->shadowed, role->hidden))
			found[n++] = i;
	}
	return found[rng_between(m->rng, 0, n - 1)];
}

/* From `first` on, so that a chain of alternatives ends. */
static int maker_intervention(const struct maker *m, int first)
{
	int found[MAX_INTERVENTIONS], n = 0;

	for (int i = first; i < m->c->n_interventions; i++) {
		const struct intervention *iv = &m->c->intervention[i];
		if (maker_sees(m, iv->in_base, iv->shadowed, iv->hidden))
			found[n++] = i;
	}
	return n == 0 ? NONE : found[rng_between(m->rng, 0, n - 1)];
}

static unsigned draw_phases(const struct maker *m)
{
	static const unsigned choice[] = {7, 7, 7, 7, 7, 6, 6, 3, 2, 4};

	return choice[rng_between(m->rng, 0, 9)];
}

static void draw_terms(const struct maker *m, struct intervention *iv)
{
	struct maker here = maker_for(m, iv->in_base);

	iv->phases = draw_phases(m);
	iv->role = maker_role(&here);
	iv->criteria = NULL;
	iv->window.set = false;
	iv->coverage = 0;
	iv->alternative = NONE;
	if (rng_chance(m->rng, 45))
		iv->criteria = make_cond(&here, rng_between(m->rng, 0, 2));
	if (rng_chance(m->rng, 45))
		iv->window = make_window(&here);
	if (rng_chance(m->rng, 30))
		iv->coverage = (unsigned)rng_between(m->rng, 1, (1 << MUNICIPALITIES) - 2);
	iv->explicit_consent = rng_chance(m->rng, 20);
}

static void draw_intervention(const struct maker *m)
{
	struct intervention *iv = &m->c->intervention[m->c->n_interventions];

	make_name(m->rng, "hulp", m->c->n_interventions++, iv->id);
	place_entry(m, &iv->in_base, &iv->shadowed);
	draw_terms(m, iv);
}

static void hide_intervention(const struct maker *m, int of, bool withdrawn)
{
	struct intervention *iv = &m->c->intervention[m->c->n_interventions++];

	*iv = m->c->intervention[of];
	if (withdrawn)
		make_name(m->rng, "hulp", m->c->n_interventions, iv->id);
	iv->in_base = iv->hidden = true;
	iv->shadowed = false;
	iv->withdrawn = withdrawn;
	draw_terms(m, iv);
}

static void draw_interventions(const struct maker *m)
{
	int n = rng_between(m->rng, 2, 6);

	for (int i = 0; i < n; i++)
		draw_intervention(m);
	for (int i = 0; i < n; i++) {
		struct maker here = maker_for(m, m->c->intervention[i].in_base);
		if (rng_chance(m->rng, 70))
			m->c->intervention[i].alternative = maker_intervention(&here, i + 1);
	}
	for (int i = 0; i < n; i++) {
		if (m->c->intervention[i].shadowed)
			hide_intervention(m, i, false);
	}
	if (m->c->two_folders && rng_chance(m->rng, 25))
		hide_intervention(m, 0, true);
}

static struct duration draw_within(const struct maker *m)
{
	static const int weights[] = {35, 20, 35, 10};
	static const enum unit units[] = {UNIT_DAYS, UNIT_WEEKS, UNIT_WORKING_DAYS,
					  UNIT_SAME_DAY};
	enum unit unit = units[rng_weighted(m->rng, weights, 4)];

	return (struct duration){rng_between(m->rng, 1, unit == UNIT_WEEKS ? 6 : 20), unit};
}

static void draw_step(const struct maker *m, struct step *step, int number)
{
	make_name(m->rng, "stap", number, step->id);
	step->intervention = rng_chance(m->rng, 80) ? maker_intervention(m, 0) : NONE;
	step->role = maker_role(m);
	if (step->intervention != NONE && rng_chance(m->rng, 80)) {
		/* Its own role, unless the base does not know that role. */
		int own = m->c->intervention[step->intervention].role;
		const struct role *role = &m->c->role[own];
		if (maker_sees(m, role->in_base, role->shadowed, role->hidden))
			step->role = own;
	}
	step->urgency = (enum urgency)rng_between(m->rng, 0, URGENCIES - 1);
	step->form = (enum form)rng_between(m->rng, 0, FORMS - 1);
	step->within = draw_within(m);
	if (rng_chance(m->rng, 25))
		step->when = make_cond(m, rng_between(m->rng, 0, 1));
	if (rng_chance(m->rng, 20))
		step->window = make_window(m);
}

static const struct cond *draw_when(const struct maker *m)
{
	return make_cond(m, rng_chance(m->rng, 65) ? 3 : 0);
}

/* Everything of a card but its name, its folder and what its steps come after. */
static void draw_contents(const struct maker *m, struct card *card)
{
	struct maker here = maker_for(m, card->in_base);

	card->phases = draw_phases(m);
	card->when = draw_when(&here);
	card->safety = rng_chance(m->rng, 30);
	card->n_steps = rng_between(m->rng, 1, MAX_STEPS - 1);
	memset(card->step, 0, sizeof(card->step));
	for (int i = 0; i < card->n_steps; i++)
		draw_step(&here, &card->step[i], i);
	snprintf(card->version, sizeof(card->version), "2026.%d", rng_between(m->rng, 1, 12));
}

static void draw_card(const struct maker *m)
{
	struct card *card = &m->c->card[m->c->n_cards];

	make_name(m->rng, "kaart", m->c->n_cards++, card->id);
	place_entry(m, &card->in_base, &card->shadowed);
	draw_contents(m, card);
}

static void hide_card(const struct maker *m, int of, bool withdrawn)
{
	struct card *card = &m->c->card[m->c->n_cards++];

	*card = m->c->card[of];
	if (withdrawn)
		make_name(m->rng, "kaart", m->c->n_cards, card->id);
	card->in_base = card->hidden = true;
	card->shadowed = false;
	card->withdrawn = withdrawn;
	draw_contents(m, card);
}

/* Some step of another card that this one may name, as the intervention and role it takes. */
static bool draw_other(const struct maker *m, struct after *after)
{
	const struct card *card = &m->c->card[rng_between(m->rng, 0, m->c->n_cards - 1)];
	const struct step *step = &card->step[rng_between(m->rng, 0, card->n_steps - 1)];

	if (step->intervention == NONE || card->hidden || (m->for_base && !card->in_base))
		return false;
	*after = (struct after){NONE, step->intervention, step->role};
	return true;
}

static bool draw_after(const struct maker *m, const struct card *card, int of,
		       struct after *after)
{
	int other = rng_between(m->rng, 0, card->n_steps - 1);

	if (rng_chance(m->rng, 50))
		return draw_other(m, after);
	*after = (struct after){other, NONE, NONE};
	return other != of;
}

static void draw_order(const struct maker *m, struct card *card)
{
	struct maker here = maker_for(m, card->in_base);

	for (int i = 0; i < card->n_steps; i++) {
		struct step *step = &card->step[i];
		int n = rng_chance(m->rng, 55) ? 0 : rng_between(m->rng, 1, MAX_AFTER);
		for (int j = 0; j < n; j++)
			step->n_after += draw_after(&here, card, i, &step->after[step->n_after]);
	}
}

static void draw_cards(const struct maker *m)
{
	int n = rng_between(m->rng, 2, 5);

	for (int i = 0; i < n; i++)
		draw_card(m);
	for (int i = 0; i < n; i++)
		draw_order(m, &m->c->card[i]);
	for (int i = 0; i < n; i++) {
		if (m->c->card[i].shadowed)
			hide_card(m, i, false);
	}
	if (m->c->two_folders && rng_chance(m->rng, 25))
		hide_card(m, 0, true);
}

void generate_coalition(struct rng *rng, struct coalition *c)
{
	struct maker m = {rng, c, false};

	memset(c, 0, sizeof(*c));
	draw_folders(&m);
	draw_factors(&m);
	draw_instruments(&m);
	draw_roles(&m);
	draw_interventions(&m);
	draw_cards(&m);
}
