/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules that no single key can tell. */
#include "ks/cards/finish.h"

#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/near.h"
#include "ks/base/str.h"
#include "ks/cards/load.h"

/* Calls work for each entry of a kind that counts and was read from a file. */
static void for_each(struct ks_merge *merge, enum ks_kind kind,
		     void (*work)(struct ks_reader *r, const struct ks_entry *entry, size_t index))
{
	const struct ks_entries *entries = &merge->kinds[kind];
	size_t index = 0;

	for (size_t i = 0; i < entries->n; i++) {
		if (!entries->items[i].made)
			continue;
		if (entries->items[i].node)
			work(merge->reader, &entries->items[i], index);
		index++;
	}
}

/* ---- sources and factors --------------------------------------------------- */

static void finish_source(struct ks_reader *r, const struct ks_entry *entry, size_t index)
{
	struct ks_source *source = entry->made;

	(void)index;
	source->title = ks_text_in(source->titles, KS_NL);
	if (strcmp(source->id, "proposal") == 0 && source->status != KS_PROPOSAL)
		ks_wrong(r, entry->loc, KS_MSG_reserved_source, NULL, NULL);
}

/* These belong to ks: who counts totals, and who keeps the book. */
static void finish_role(struct ks_reader *r, const struct ks_entry *entry, size_t index)
{
	const struct ks_role *role = entry->made;

	(void)index;
	if (ks_streq(role->id, "coordinator") || ks_streq(role->id, "steward"))
		ks_wrong(r, entry->loc, KS_MSG_reserved_role, KS_ARGS({ "id", role->id }), NULL);
}

static void finish_factor(struct ks_reader *r, const struct ks_entry *entry, size_t index)
{
	struct ks_factor *factor = entry->made;

	factor->index = index;
	if (!factor->n_subjects)
		factor->subjects[factor->n_subjects++] = KS_MOTHER;
	if (factor->domain)
		*(const char **)ks_grow(r->arena, &r->c->domains, &r->c->n_domains,
					sizeof(const char *)) = factor->domain;
}

static int compare_words(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static void sort_domains(struct ks_coalition *c)
{
	size_t n = 0;

	if (c->n_domains)
		qsort(c->domains, c->n_domains, sizeof(*c->domains), compare_words);
	for (size_t i = 0; i < c->n_domains; i++)
		if (!n || strcmp(c->domains[n - 1], c->domains[i]) != 0)
			c->domains[n++] = c->domains[i];
	c->n_domains = n;
}

static void find_domain(struct ks_reader *r, const struct ks_entry *entry, size_t index)
{
	struct ks_factor *factor = entry->made;
	const char *const *found;

	(void)index;
	if (!factor->domain)
		return;
	found = bsearch(&factor->domain, r->c->domains, r->c->n_domains, sizeof(*r->c->domains),
			compare_words);
	if (found)
		factor->domain_index = (size_t)(found - r->c->domains);
}

/* ---- instruments ----------------------------------------------------------- */

static int compare_items(const void *a, const void *b)
{
	const struct ks_item *x = a, *y = b;

	return strcmp(x->id, y->id);
}

static void check_raises(struct ks_reader *r, const struct ks_instrument *instrument,
			 const struct ks_node *list)
{
	const struct ks_node *node = list ? list->kids : NULL;

	for (size_t i = 0; node && i < instrument->n_raises; i++, node = node->next) {
		const struct ks_raise *raise = &instrument->raises[i];

		ks_check_measure(r, instrument, raise->item, raise->outcome, &raise->range, node);
	}
}

static void finish_instrument(struct ks_reader *r, const struct ks_entry *entry, size_t index)
{
	struct ks_instrument *instrument = entry->made;

	(void)index;
	if (instrument->n_items)
		qsort(instrument->items, instrument->n_items, sizeof(*instrument->items),
		      compare_items);
	check_raises(r, instrument, ks_node_get(entry->node, "raises"));
}

/* ---- interventions --------------------------------------------------------- */

static void finish_intervention(struct ks_reader *r, const struct ks_entry *entry, size_t index)
{
	struct ks_intervention *intervention = entry->made;

	(void)r;
	intervention->index = index;
	if (!ks_node_get(ks_node_get(entry->node, "evidence"), "date"))
		intervention->evidence_date = KS_NO_DAY;
}

static const char *chain_from(struct ks_arena *arena, const struct ks_intervention *start)
{
	const struct ks_intervention *at = start;
	struct ks_buf buf;

	ks_buf_init(&buf, arena);
	do {
		ks_buf_add(&buf, at->id);
		ks_buf_add(&buf, " → ");
		at = at->alternative;
	} while (at != start);
	ks_buf_add(&buf, start->id);
	return buf.text;
}

static void report_circle(struct ks_merge *merge, const struct ks_intervention *in)
{
	const struct ks_entries *entries = &merge->kinds[KS_AN_INTERVENTION];
	struct ks_reader *r = merge->reader;

	for (size_t i = 0; i < entries->n; i++)
		if (entries->items[i].made == in)
			ks_wrong(r, ks_node_get(entries->items[i].node, "alternative")->loc,
				 KS_MSG_alternative_circle,
				 KS_ARGS({ "chain", chain_from(r->arena, in) }), NULL);
}

/*
 * Each intervention has one alternative at most, so following them from each
 * start until something seen before meets every circle once: when it was seen
 * on this very walk.
 */
static void find_circles(struct ks_merge *merge)
{
	const struct ks_coalition *c = merge->reader->c;
	size_t *walk = KS_NEW_N(merge->reader->arena, c->n_interventions, size_t);

	for (size_t i = 0; i < c->n_interventions; i++) {
		const struct ks_intervention *at = c->interventions[i];

		while (at && !walk[at->index]) {
			walk[at->index] = i + 1;
			at = at->alternative;
		}
		if (at && walk[at->index] == i + 1)
			report_circle(merge, at);
	}
}

void ks_finish_entries(struct ks_merge *merge)
{
	for_each(merge, KS_A_SOURCE, finish_source);
	for_each(merge, KS_A_ROLE, finish_role);
	for_each(merge, KS_A_FACTOR, finish_factor);
	sort_domains(merge->reader->c);
	for_each(merge, KS_A_FACTOR, find_domain);
	for_each(merge, KS_AN_INSTRUMENT, finish_instrument);
	for_each(merge, KS_AN_INTERVENTION, finish_intervention);
	find_circles(merge);
}

/* ---- cards ----------------------------------------------------------------- */

/* The steps of a card by name, to find doubles and what a step waits for. */
struct step_names {
	struct ks_step **items;
	size_t n;
};

static int compare_steps(const void *a, const void *b)
{
	const struct ks_step *const *x = a, *const *y = b;
	int order = strcmp((*x)->name, (*y)->name);

	return order ? order
		     : ((*x)->loc.line > (*y)->loc.line) - ((*x)->loc.line < (*y)->loc.line);
}

static struct step_names names_of(struct ks_reader *r, struct ks_card *card)
{
	struct step_names names = { KS_NEW_N(r->arena, card->n_steps, struct ks_step *), 0 };

	for (size_t i = 0; i < card->n_steps; i++)
		if (card->steps[i].name)
			names.items[names.n++] = &card->steps[i];
	if (names.n)
		qsort(names.items, names.n, sizeof(struct ks_step *), compare_steps);
	return names;
}

static void find_doubles(struct ks_reader *r, const struct step_names *names)
{
	for (size_t i = 1; i < names->n; i++) {
		const struct ks_step *a = names->items[i - 1], *b = names->items[i];

		if (strcmp(a->name, b->name) == 0)
			ks_wrong(r, b->loc, KS_MSG_duplicate_step,
				 KS_ARGS({ "id", b->name },
					 { "line", ks_fmt(r->arena, "%d", a->loc.line) }),
				 NULL);
	}
}

static int compare_name(const void *name, const void *element)
{
	const struct ks_step *const *step = element;

	return strcmp(name, (*step)->name);
}

static void report_no_step(struct ks_reader *r, const struct ks_card *card,
			   const struct step_names *names, const struct ks_after *after)
{
	struct ks_near near;

	if (ks_is_hopeless(r))
		return;
	ks_near_start(&near, after->step_id);
	for (size_t i = 0; i < names->n; i++)
		ks_near_offer(&near, names->items[i]->name);
	ks_wrong(r, after->loc, KS_MSG_unknown_step,
		 KS_ARGS({ "card", card->id }, { "id", ks_quoted(r->arena, after->step_id) }),
		 near.best);
}

static void resolve_after(struct ks_reader *r, const struct ks_card *card,
			  const struct step_names *names, struct ks_after *after)
{
	struct ks_step *const *found;

	if (strchr(after->step_id, '@') || !ks_is_id(after->step_id))
		return;
	found = names->n ? bsearch(after->step_id, names->items, names->n, sizeof(struct ks_step *),
				   compare_name)
			 : NULL;
	if (!found) {
		report_no_step(r, card, names, after);
		return;
	}
	after->step = *found;
	after->step_id = NULL;
}

static void finish_step(struct ks_reader *r, const struct ks_card *card, struct ks_step *step)
{
	step->card = card;
	if (step->intervention && step->refer_to)
		step->id = ks_fmt(r->arena, "%s@%s", step->intervention->id, step->refer_to->id);
	else if (step->name)
		step->id = ks_fmt(r->arena, "%s/%s", card->id, step->name);
}

static void finish_steps(struct ks_reader *r, struct ks_card *card)
{
	struct step_names names = names_of(r, card);

	find_doubles(r, &names);
	for (size_t i = 0; i < card->n_steps; i++) {
		struct ks_step *step = &card->steps[i];

		finish_step(r, card, step);
		for (size_t j = 0; j < step->n_after; j++)
			resolve_after(r, card, &names, &step->after[j]);
	}
}

static void finish_card(struct ks_reader *r, const struct ks_entry *entry, size_t index)
{
	struct ks_card *card = entry->made;

	card->index = index;
	r->card = card->id;
	finish_steps(r, card);
	r->card = NULL;
}

/*
 * What an answer, a score or the class would settle moves while answers are
 * still to come, and two factors could wait for each other.
 */
static void check_facts(struct ks_reader *r, const struct ks_cond *cond)
{
	bool fact = cond->kind != KS_COND_SIGNAL && cond->kind != KS_COND_SCORE &&
		    cond->kind != KS_COND_CLASS && cond->kind != KS_COND_DOMAINS;

	if (!fact)
		ks_wrong(r, cond->loc, KS_MSG_derive_no_fact, NULL, NULL);
	for (size_t i = 0; i < cond->n_kids; i++)
		if (cond->kids[i])
			check_facts(r, cond->kids[i]);
}

static void check_derive(struct ks_reader *r, const struct ks_entry *entry, size_t index)
{
	const struct ks_factor *factor = entry->made;

	(void)index;
	if (factor->derive)
		check_facts(r, factor->derive);
}

/* Scores raise before the class and the number of domains exist (product.md §4.1 and 2). */
static void check_before_class(struct ks_reader *r, const struct ks_cond *cond)
{
	if (!cond)
		return;
	if (cond->kind == KS_COND_CLASS || cond->kind == KS_COND_DOMAINS)
		ks_wrong(r, cond->loc, KS_MSG_raise_no_class, NULL, NULL);
	for (size_t i = 0; i < cond->n_kids; i++)
		check_before_class(r, cond->kids[i]);
}

static void check_raise_when(struct ks_reader *r, const struct ks_entry *entry, size_t index)
{
	const struct ks_instrument *instrument = entry->made;

	(void)index;
	for (size_t i = 0; i < instrument->n_raises; i++)
		check_before_class(r, instrument->raises[i].when);
}

void ks_finish_cards(struct ks_merge *merge)
{
	for_each(merge, KS_AN_INSTRUMENT, check_raise_when);
	for_each(merge, KS_A_FACTOR, check_derive);
	for_each(merge, KS_A_CARD, finish_card);
}

/* ---- examples -------------------------------------------------------------- */

/* The answers of one example, as it is gone through. */
struct answered {
	struct ks_reader *r;
	struct ks_diag unheard;		/* what is wrong with a name was said when it was read */
	struct answer {
		const struct ks_factor *factor;
		enum ks_subject subject;
		const char *reply;
	} *items;
	size_t n;
};

static void note_answer(struct answered *all, const char *reply, const struct ks_node *node)
{
	struct answer is = { .reply = reply };

	if (node->kind != KS_SCALAR)
		return;
	is.factor = ks_parse_factor(all->r->c, node->text, node->loc, &all->unheard, &is.subject);
	for (size_t i = 0; is.factor && i < all->n; i++) {
		const struct answer *was = &all->items[i];

		if (was->factor == is.factor && was->subject == is.subject &&
		    was->reply != is.reply) {
			ks_wrong(all->r, node->loc, KS_MSG_answered_both_ways,
				 KS_ARGS({ "factor", node->text }), NULL);
			return;
		}
	}
	*(struct answer *)ks_grow(all->r->arena, &all->items, &all->n, sizeof(is)) = is;
}

/* One answer to a question, as in an intake. */
static void check_answers(struct ks_reader *r, const struct ks_entry *entry, size_t index)
{
	static const char *const replies[] = { "present", "absent", "declined" };
	struct answered all = { .r = r };

	(void)index;
	ks_diag_init(&all.unheard, r->arena);
	for (size_t i = 0; i < sizeof(replies) / sizeof(replies[0]); i++) {
		const struct ks_node *list = ks_node_get(entry->node, replies[i]);

		if (list && list->kind == KS_SCALAR)
			note_answer(&all, replies[i], list);
		for (const struct ks_node *item = list && list->kind == KS_LIST ? list->kids : NULL;
		     item; item = item->next)
			note_answer(&all, replies[i], item);
	}
}

void ks_finish_examples(struct ks_merge *merge)
{
	for_each(merge, KS_AN_EXAMPLE, check_answers);
}

/* ---- policy ---------------------------------------------------------------- */

/*
 * What holds when no coalition says so. The thresholds are those of
 * screening.md §1.5; here they are a proposal, because no coalition took them.
 */
static const struct ks_policy defaults[KS_POLICY_KEYS] = {
	[KS_URGENT_AT] = { .number = 1 },
	[KS_STACKING_AT] = { .number = 3 },
	[KS_DOMAINS_FLAG_AT] = { .number = 2 },
	[KS_SMALL_CELL] = { .number = 10 },
	[KS_RESCREEN_AFTER] = { .span = { 12, KS_WEEKS } },
	[KS_RESPOND_WITHIN] = { .span = { 2, KS_WORKING_DAYS } },
	[KS_CONTACT_WITHIN] = { .span = { 5, KS_WORKING_DAYS } },
	[KS_FEEDBACK_WITHIN] = { .span = { 4, KS_WEEKS } },
	[KS_KEEP_CASE] = { .span = { 2, KS_YEARS } },
	[KS_KEEP_AUDIT] = { .span = { 5, KS_YEARS } },
};

void ks_default_policy(struct ks_coalition *c, const struct ks_source *proposal)
{
	for (size_t i = 0; i < KS_POLICY_KEYS; i++) {
		c->policy[i] = defaults[i];
		c->policy[i].source = proposal;
	}
}
