/* SPDX-License-Identifier: EUPL-1.2 */
/* What `ks report` counts: the name, meaning and source of every measure. */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/output/label.h"
#include "report.h"

#define CARD "card:"	/* "card:ID:fired" */
#define FIRED ":fired"

/* A measure that is there in every coalition. */
struct fixed {
	const char *id;
	enum ks_measure_group group;
	enum ks_msg label, definition;
	bool is_protected, is_median;
	int of;				/* its denominator, or -1 */
};

#define WORDS(name) KS_MSG_measure_##name, KS_MSG_define_##name
#define FAMILIES(id, name) { id, KS_GROUP_FAMILIES, WORDS(name), true, false, -1 }
#define SOURCE(id, name) { id, KS_GROUP_SOURCES, KS_MSG_measure_##name, \
			    KS_MSG_define_by, true, false, -1 }
#define WORK(id, name) { id, KS_GROUP_WORK, WORDS(name), false, false, -1 }
#define MEDIAN(id, name) { id, KS_GROUP_TERMS, WORDS(name), false, true, -1 }
#define TERM(id, name, of) { id, KS_GROUP_TERMS, WORDS(name), false, false, of }

static const struct fixed fixed[T_FIXED] = {
	[T_CASES] = { "cases", KS_GROUP_FAMILIES, KS_MSG_measure_cases, KS_MSG_define_cases, false,
		      false, -1 },
	[T_DOMAINS] = FAMILIES("domains_2plus", domains),
	[T_BY_SELF] = SOURCE("signals_by:self", by_self),
	[T_BY_PROFESSIONAL] = SOURCE("signals_by:professional", by_professional),
	[T_BY_FILE] = SOURCE("signals_by:file", by_file),
	[T_BY_SCORE] = SOURCE("signals_by:score", by_score),
	[T_BY_FACTS] = SOURCE("signals_by:facts", by_facts),
	[T_OPEN_GAPS] = { "open_gaps", KS_GROUP_GAPS, KS_MSG_measure_open_gaps,
			  KS_MSG_define_open_gaps, true, false, -1 },
	[T_SCREENINGS] = WORK("screenings", screenings),
	[T_ROUTES] = WORK("routes", routes),
	[T_STEPS] = WORK("steps", steps),
	[T_ALREADY] = WORK("already", already),
	[T_DEVIATIONS] = WORK("deviations", deviations),
	[T_MEETINGS] = WORK("meetings", meetings),
	[T_HANDOVERS] = WORK("handovers", handovers),
	[T_WARM] = { "handovers_warm", KS_GROUP_WORK, KS_MSG_measure_warm, KS_MSG_define_warm,
		     false, false, T_HANDOVERS },
	[T_AGAIN] = WORK("asked_again", again),
	[T_REFUSED] = WORK("refused", refused),
	[T_OVERDUE] = WORK("overdue", overdue),
	[T_WAITING] = WORK("waiting", waiting),
	[T_NO_SHOW] = WORK("no_show", no_show),
	[T_RESPONSE_DAYS] = MEDIAN("response_days_median", response_days),
	[T_CONTACT_DAYS] = MEDIAN("contact_days_median", contact_days),
	[T_RESPONSE_IN_TERM] = TERM("response_in_term", response_in_term, T_RESPONSE_DUE),
	[T_RESPONSE_DUE] = TERM("response_due", response_due, -1),
	[T_CONTACT_IN_TERM] = TERM("contact_in_term", contact_in_term, T_CONTACT_DUE),
	[T_CONTACT_DUE] = TERM("contact_due", contact_due, -1),
	[T_FEEDBACK_IN_TERM] = TERM("feedback_in_term", feedback_in_term, T_FEEDBACK_DUE),
	[T_FEEDBACK_DUE] = TERM("feedback_due", feedback_due, -1),
};

static const char *said(const struct counting *c, enum ks_msg msg, const struct ks_arg *args)
{
	return ks_msg_make(c->ctx->arena, c->ctx->out->lang, msg, args);
}

static const char *policy_source(const struct counting *c, enum ks_policy_key key)
{
	return c->ctx->coalition->policy[key].source->id;
}

static void make_fixed(struct counting *c, enum fixed_tally which)
{
	const char *number =
		ks_fmt(c->ctx->arena, "%d", c->ctx->coalition->policy[KS_DOMAINS_FLAG_AT].number);
	const struct fixed *from = &fixed[which];
	struct tally *t = &c->fixed[which];

	t->id = from->id;
	t->group = from->group;
	t->is_protected = from->is_protected;
	t->is_median = from->is_median;
	t->of = from->of < 0 ? NULL : &c->fixed[from->of];
	t->label = said(c, from->label, KS_ARGS({ "n", number }));
	t->definition = said(c, from->definition, KS_ARGS({ "n", number }, { "label", t->label }));
	t->source = which == T_DOMAINS ? policy_source(c, KS_DOMAINS_FLAG_AT) : "casebook";
}

/* One of a list of measures: "signal:roken". */
static void make_one(struct counting *c, struct tally *t, const char *kind, const char *id,
		     const char *label)
{
	t->id = ks_fmt(c->ctx->arena, "%s:%s", kind, id);
	t->label = label;
	t->source = "casebook";
}

static void make_classes(struct counting *c)
{
	for (int i = 0; i < KS_CLASSES; i++) {
		struct tally *t = &c->classes[i];

		make_one(c, t, "class", ks_class_words[i],
			 ks_label_class(c->ctx->out, (enum ks_class)i));
		t->group = KS_GROUP_CLASSES;
		t->is_protected = true;
		t->definition = said(c, KS_MSG_define_class, KS_ARGS({ "class", t->label }));
		t->source = policy_source(c, i == KS_ZEER ? KS_URGENT_AT : KS_STACKING_AT);
	}
}

static const char *first_source(const struct ks_sources *sources)
{
	return sources->n ? sources->items[0]->id : "proposal";
}

static void make_factor(struct counting *c, const struct ks_factor *factor)
{
	const char *label = ks_text_in(factor->label, c->ctx->out->lang);
	struct tally *signal = &c->signals[factor->index], *gap = &c->gaps[factor->index];
	struct tally *unasked = &c->not_asked[factor->index];

	make_one(c, unasked, "not_asked", factor->id, label);
	unasked->group = KS_GROUP_NOT_ASKED;
	unasked->definition = said(c, KS_MSG_define_not_asked, KS_ARGS({ "label", label }));
	unasked->is_protected = true;
	if (factor->protective)
		return;
	make_one(c, signal, "signal", factor->id, label);
	signal->group = KS_GROUP_SIGNALS;
	signal->definition = said(c, KS_MSG_define_signal, KS_ARGS({ "label", label }));
	signal->source = first_source(&factor->sources);
	make_one(c, gap, "gap", factor->id, label);
	gap->group = KS_GROUP_GAPS;
	gap->definition = said(c, KS_MSG_define_gap, KS_ARGS({ "label", label }));
	signal->is_protected = gap->is_protected = true;
}

/* A draft is not in here: it was not requested yet. */
static void make_statuses(struct counting *c)
{
	for (int i = KS_H_REQUESTED; i < KS_H_STATUSES; i++) {
		struct tally *t = &c->statuses[i];

		make_one(c, t, "handovers_by_status", ks_handover_status_words[i],
			 ks_label_status(c->ctx->out, (enum ks_handover_status)i));
		t->group = KS_GROUP_STATUSES;
		t->definition = said(c, KS_MSG_define_status, KS_ARGS({ "status", t->label }));
	}
}

static void make_declined(struct counting *c)
{
	for (int i = 0; i < N_REASONS; i++) {
		struct tally *t = &c->declined[i];

		make_one(c, t, "declined", ks_reason_words[i],
			 ks_label_word(c->ctx->out, ks_reason_words[i]));
		t->group = KS_GROUP_DECLINED;
		t->is_protected = true;
		t->definition = said(c, KS_MSG_define_declined, KS_ARGS({ "label", t->label }));
	}
}

static void make_card(struct counting *c, const struct ks_card *card)
{
	struct tally *t = &c->cards[card->index];

	make_one(c, t, "card", ks_fmt(c->ctx->arena, "%s" FIRED, card->id),
		 ks_text_in(card->title, c->ctx->out->lang));
	t->group = KS_GROUP_CARDS;
	t->is_protected = true;
	t->definition = said(c, KS_MSG_define_fired, KS_ARGS({ "label", t->label }));
	t->source = first_source(&card->sources);
}

/* The groups one after the other; those of protective factors and of a draft stay without id. */
static void lay_out(struct counting *c)
{
	const struct ks_coalition *cards = c->ctx->coalition;
	struct tally *at;

	c->n = T_FIXED + KS_CLASSES + 3 * cards->n_factors + KS_H_STATUSES + N_REASONS +
	       cards->n_cards;
	at = c->tallies = KS_NEW_N(c->ctx->arena, c->n, struct tally);
	c->fixed = at;
	c->classes = at += T_FIXED;
	c->signals = at += KS_CLASSES;
	c->gaps = at += cards->n_factors;
	c->statuses = at += cards->n_factors;
	c->declined = at += KS_H_STATUSES;
	c->cards = at += N_REASONS;
	c->not_asked = at + cards->n_cards;
}

void ks_tallies_make(struct counting *c)
{
	const struct ks_coalition *cards = c->ctx->coalition;

	lay_out(c);
	for (int i = 0; i < T_FIXED; i++)
		make_fixed(c, (enum fixed_tally)i);
	make_classes(c);
	for (size_t i = 0; i < cards->n_factors; i++)
		make_factor(c, cards->factors[i]);
	make_statuses(c);
	make_declined(c);
	for (size_t i = 0; i < cards->n_cards; i++)
		make_card(c, cards->cards[i]);
}

const struct tally *ks_tally_whole(const struct counting *c, const struct tally *t)
{
	return t == &c->fixed[T_DOMAINS] ? &c->fixed[T_CASES] : t->of;
}

/* Of a card that the coalition no longer has: only in the yearly evaluation. */
static struct tally *of_gone(struct counting *c, const char *card)
{
	struct tally *t;

	for (size_t i = 0; i < c->n_gone; i++)
		if (strcmp(c->gone[i].label, card) == 0)
			return &c->gone[i];
	t = ks_grow(c->ctx->arena, &c->gone, &c->n_gone, sizeof(*t));
	*t = (struct tally){ .id = ks_fmt(c->ctx->arena, CARD "%s" FIRED, card),
			     .group = KS_GROUP_CARDS,
			     .label = ks_strdup(c->ctx->arena, card),
			     .source = "casebook",
			     .is_protected = true };
	return t;
}

struct tally *ks_tally_of_card(struct counting *c, const char *card)
{
	const struct ks_card *now = ks_find_card(c->ctx->coalition, card);

	return now ? &c->cards[now->index] : of_gone(c, card);
}

struct tally *ks_tally_find(struct counting *c, const char *id)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->tallies[i].id && strcmp(c->tallies[i].id, id) == 0)
			return &c->tallies[i];
	if (strncmp(id, CARD, strlen(CARD)) != 0)
		return NULL;
	id += strlen(CARD);
	return of_gone(c, ks_strndup(c->ctx->arena, id, strcspn(id, ":")));
}
