/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Of a twin everything that decides is its own, down to the last reference: who
 * writes in it changes the twin and not the coalition, and all of the twin.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ks/engine/twin.h"
#include "support/texts.h"

static struct texts t;
static struct ks_twin twin;
static size_t conds, raises, alternatives, fallbacks, afters;

static void assert_factor(const struct ks_factor *own, const struct ks_factor *old)
{
	assert_ptr_equal(own, old ? twin.c.factors[old->index] : NULL);
}

static void assert_intervention(const struct ks_intervention *own, const struct ks_intervention *old)
{
	assert_ptr_equal(own, old ? twin.c.interventions[old->index] : NULL);
}

static void assert_instrument(const struct ks_instrument *own, const struct ks_instrument *old)
{
	size_t i = 0;

	while (old && t.c->instruments[i] != old)
		i++;
	assert_ptr_equal(own, old ? twin.c.instruments[i] : NULL);
}

static void assert_cond(const struct ks_cond *own, const struct ks_cond *old)
{
	if (!old) {
		assert_null(own);
		return;
	}
	conds++;
	assert_ptr_not_equal(own, old);
	assert_int_equal(own->kind, old->kind);
	assert_factor(own->factor, old->factor);
	assert_instrument(own->instrument, old->instrument);
	assert_int_equal(own->n_kids, old->n_kids);
	for (size_t i = 0; i < old->n_kids; i++)
		assert_cond(own->kids[i], old->kids[i]);
}

static void assert_raises(const struct ks_instrument *own, const struct ks_instrument *old)
{
	assert_ptr_not_equal(own->raises, old->raises);
	assert_int_equal(own->n_raises, old->n_raises);
	for (size_t i = 0; i < old->n_raises; i++) {
		assert_factor(own->raises[i].signal, old->raises[i].signal);
		assert_cond(own->raises[i].when, old->raises[i].when);
		raises++;
	}
}

static void assert_after(const struct ks_step *own, const struct ks_step *old)
{
	for (size_t i = 0; i < old->n_after; i++) {
		const struct ks_step *step = own->after[i].step;

		assert_ptr_not_equal(&own->after[i], &old->after[i]);
		if (!old->after[i].step)
			assert_null(step);
		else
			assert_int_equal(step - own->card->steps,
					 old->after[i].step - old->card->steps);
		afters++;
	}
}

static void assert_step(const struct ks_step *own, const struct ks_step *old)
{
	assert_ptr_not_equal(own, old);
	assert_ptr_equal(own->card, twin.c.cards[old->card->index]);
	assert_intervention(own->intervention, old->intervention);
	assert_intervention(own->if_refused.intervention, old->if_refused.intervention);
	assert_intervention(own->if_waiting.intervention, old->if_waiting.intervention);
	fallbacks += old->if_refused.intervention && old->if_waiting.intervention;
	assert_cond(own->when, old->when);
	assert_cond(own->window, old->window);
	assert_after(own, old);
}

static void assert_card(const struct ks_card *own, const struct ks_card *old)
{
	assert_ptr_not_equal(own->steps, old->steps);
	assert_int_equal(own->n_steps, old->n_steps);
	assert_cond(own->when, old->when);
	for (size_t i = 0; i < old->n_steps; i++)
		assert_step(&own->steps[i], &old->steps[i]);
}

static void every_reference_points_into_the_twin(void **state)
{
	const struct edit edits[] = {
		{ "landelijk/cards/geldzorgen.yaml", "if_refused: {say: Later, refer_to: verloskundige}",
		  "when: {score: {instrument: epds, at_least: 3}}\n"
		  "    window: {week: {before: 30+0}}\n"
		  "    if_refused: {say: Later, intervention: voorzorg}" },
		{ "landelijk/cards/geldzorgen.yaml", "if_waiting: {refer_to: verloskundige,",
		  "if_waiting: {intervention: schuldhulp," },
		{ NULL, NULL, NULL }
	};

	(void)state;
	texts_start(&t, edits);
	texts_load(&t);
	if (t.status != KS_OK)
		fail_msg("%s", texts_said(&t));
	ks_twin_make(&t.arena, t.c, &twin);
	for (size_t i = 0; i < t.c->n_factors; i++) {
		assert_ptr_not_equal(twin.c.factors[i], t.c->factors[i]);
		assert_ptr_equal(twin.c.factors[i], twin.factors[i]);
		assert_cond(twin.c.factors[i]->derive, t.c->factors[i]->derive);
	}
	for (size_t i = 0; i < t.c->n_instruments; i++)
		assert_raises(twin.c.instruments[i], t.c->instruments[i]);
	for (size_t i = 0; i < t.c->n_interventions; i++) {
		const struct ks_intervention *own = twin.c.interventions[i],
					     *old = t.c->interventions[i];

		assert_ptr_not_equal(own, old);
		assert_intervention(own->alternative, old->alternative);
		assert_cond(own->criteria, old->criteria);
		assert_cond(own->window, old->window);
		alternatives += old->alternative != NULL;
	}
	for (size_t i = 0; i < t.c->n_cards; i++)
		assert_card(twin.c.cards[i], t.c->cards[i]);
	/* Of each there was something to look at. */
	assert_true(conds > 10 && raises == 3 && alternatives == 1 && fallbacks == 1 && afters > 1);
	texts_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_reference_points_into_the_twin) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
