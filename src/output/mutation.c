/* SPDX-License-Identifier: EUPL-1.2 */
/* Mutants in words: what a working group is asked, and the figures for a machine. */
#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/output/cards.h"
#include "ks/output/cond.h"
#include "ks/output/label.h"

#include "cards_test.h"
#include "route_page.h"

/* ---- whose a part is ------------------------------------------------------- */

const char *ks_owner_kind(const struct ks_owner *owner)
{
	if (owner->card)
		return "card";
	if (owner->intervention)
		return "intervention";
	return owner->instrument ? "instrument" : "factor";
}

const char *ks_owner_id(const struct ks_owner *owner)
{
	if (owner->card)
		return owner->card->id;
	if (owner->intervention)
		return owner->intervention->id;
	return owner->instrument ? owner->instrument->id : owner->factor->id;
}

struct ks_loc ks_owner_loc(const struct ks_owner *owner)
{
	if (owner->card)
		return owner->card->loc;
	if (owner->intervention)
		return owner->intervention->loc;
	return owner->instrument ? owner->instrument->loc : owner->factor->loc;
}

/* ---- one mutant ---------------------------------------------------------- */

/* The condition a limit belongs to, with that limit alone; a raise is a score. */
static struct ks_cond limit_alone(const struct ks_mutant *mutant, const struct ks_bound *bound)
{
	struct ks_cond cond = { .kind = KS_COND_SCORE, .instrument = mutant->owner.instrument };

	if (mutant->cond)
		cond = *mutant->cond;
	else if (mutant->owner.raise)
		cond.item = mutant->owner.raise->item;
	cond.range = (struct ks_range){ .bounds = { *bound }, .n = 1 };
	return cond;
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

/* A limit as it stands in the file. */
static const char *limit_value(struct ks_out *out, const struct ks_mutant *mutant,
			       const struct ks_bound *bound)
{
	enum ks_cond_kind kind = limit_alone(mutant, bound).kind;

	if (kind == KS_COND_WEEK)
		return week_text(out, bound->value);
	if (kind == KS_COND_SINCE_BIRTH)
		return span_text(out, bound->span);
	if (kind == KS_COND_CLASS)
		return ks_class_words[bound->value];
	return ks_fmt(out->arena, "%d", bound->value);
}

static const char *phase_value(struct ks_out *out, unsigned phases)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (unsigned phase = 0; phase < KS_PHASES; phase++)
		if (phases & 1U << phase)
			ks_buf_addf(&buf, "%s%s", buf.len ? " " : "", ks_phase_words[phase]);
	return buf.text;
}

static const char *kind_value(enum ks_cond_kind kind, enum ks_mutant_kind mutant)
{
	if (mutant == KS_MUTANT_NOT)
		return kind == KS_COND_NOT ? "not" : NULL;
	return kind == KS_COND_ALL ? "all" : "any";
}

/* One side of a mutant in the words of the files; NULL where there is nothing to say. */
static const char *value_of(struct ks_out *out, const struct ks_mutant *mutant, const void *side)
{
	switch (mutant->kind) {
	case KS_MUTANT_LIMIT:
		return limit_value(out, mutant, side);
	case KS_MUTANT_CONNECTIVE:
	case KS_MUTANT_NOT:
		return kind_value(*(const enum ks_cond_kind *)side, mutant->kind);
	case KS_MUTANT_COUNT:
		return ks_fmt(out->arena, "%d", *(const int *)side);
	case KS_MUTANT_VALUE:
		return *(const bool *)side ? "yes" : "no";
	case KS_MUTANT_PHASE:
		return phase_value(out, *(const unsigned *)side);
	case KS_MUTANT_URGENCY:
		return ks_urgency_words[*(const enum ks_urgency *)side];
	case KS_MUTANT_TERM:
		return span_text(out, *(const struct ks_span *)side);
	case KS_MUTANT_FORM:
		return ks_form_words[*(const enum ks_form *)side];
	case KS_MUTANT_KID:
		break;
	}
	return NULL;
}

/* The same side as a person would say it. */
static const char *said(struct ks_out *out, const struct ks_mutant *mutant, const void *side)
{
	const char *value;
	struct ks_cond cond;

	switch (mutant->kind) {
	case KS_MUTANT_LIMIT:
		cond = limit_alone(mutant, side);
		return ks_limit_words(out, &cond, side);
	case KS_MUTANT_URGENCY:
		return ks_label_urgency(out, *(const enum ks_urgency *)side);
	case KS_MUTANT_TERM:
		return ks_label_span(out, *(const struct ks_span *)side);
	case KS_MUTANT_FORM:
		return ks_label_form(out, *(const enum ks_form *)side);
	default:
		value = value_of(out, mutant, side);
		return value ? value : "";
	}
}

/* What is asked about: the part that goes, the condition, or what the limit is of. */
static const char *subject_words(struct ks_out *out, const struct ks_mutant *mutant)
{
	struct ks_cond cond;

	if (mutant->kind == KS_MUTANT_LIMIT) {
		cond = limit_alone(mutant, mutant->before);
		return ks_cond_words(out, &cond);
	}
	if (mutant->kid && mutant->kid->kind != KS_COND_NOT)
		return ks_cond_words(out, mutant->kid);
	if (mutant->kid || mutant->kind == KS_MUTANT_NOT)
		return ks_fmt(out->arena, "%s %s", ks_msg_text(out->lang, KS_MSG_cond_not),
			      ks_cond_words(out, (mutant->kid ? mutant->kid : mutant->cond)->kids[0]));
	return mutant->cond ? ks_cond_words(out, mutant->cond) : "";
}

static enum ks_msg question_of(const struct ks_mutant *mutant)
{
	static const enum ks_msg questions[KS_MUTANT_KINDS] = {
		[KS_MUTANT_LIMIT] = KS_MSG_mutant_limit,
		[KS_MUTANT_CONNECTIVE] = KS_MSG_mutant_all,
		[KS_MUTANT_NOT] = KS_MSG_mutant_not,
		[KS_MUTANT_COUNT] = KS_MSG_mutant_count,
		[KS_MUTANT_KID] = KS_MSG_mutant_kid,
		[KS_MUTANT_VALUE] = KS_MSG_mutant_value,
		[KS_MUTANT_PHASE] = KS_MSG_mutant_phase_less,
		[KS_MUTANT_URGENCY] = KS_MSG_mutant_urgency,
		[KS_MUTANT_TERM] = KS_MSG_mutant_term,
		[KS_MUTANT_FORM] = KS_MSG_mutant_form,
	};

	if (mutant->kind == KS_MUTANT_CONNECTIVE &&
	    *(const enum ks_cond_kind *)mutant->before == KS_COND_ALL)
		return KS_MSG_mutant_any;
	if (mutant->kind == KS_MUTANT_PHASE &&
	    *(const unsigned *)mutant->after > *(const unsigned *)mutant->before)
		return KS_MSG_mutant_phase_more;
	return questions[mutant->kind];
}

/* The phase that was added or taken away. */
static const char *phase_words(struct ks_out *out, const struct ks_mutant *mutant)
{
	if (mutant->kind != KS_MUTANT_PHASE)
		return "";
	return ks_label_phases(out, *(const unsigned *)mutant->before ^
					    *(const unsigned *)mutant->after);
}

const char *ks_mutant_question(struct ks_out *out, const struct ks_mutant *mutant)
{
	const struct ks_step *step = mutant->owner.step;

	return ks_msg_make(out->arena, out->lang, question_of(mutant),
			   KS_ARGS({ "step", step ? step->name : "" },
				   { "before", said(out, mutant, mutant->before) },
				   { "after", said(out, mutant, mutant->after) },
				   { "words", subject_words(out, mutant) },
				   { "phase", phase_words(out, mutant) }));
}

/* ---- counting ------------------------------------------------------------ */

struct tally {
	size_t mutants, noticed;
};

static void count(struct tally *tally, const struct ks_mutation_view *view, size_t i)
{
	tally->mutants++;
	tally->noticed += view->by[i] != NULL;
}

static const char *number(struct ks_out *out, size_t n)
{
	return ks_fmt(out->arena, "%zu", n);
}

/* Whole percents, rounded down: 100 means all. */
static size_t percent(struct tally tally)
{
	return tally.mutants ? tally.noticed * 100 / tally.mutants : 100;
}

/* The mutants of one entry stand together; where those of the entry at i end. */
static size_t end_of_entry(const struct ks_mutation_view *view, size_t i, struct tally *tally)
{
	const struct ks_owner *first = &view->mutants->items[i].owner;

	*tally = (struct tally){ 0, 0 };
	for (; i < view->mutants->n; i++) {
		const struct ks_owner *owner = &view->mutants->items[i].owner;

		if (!ks_streq(ks_owner_kind(owner), ks_owner_kind(first)) ||
		    !ks_streq(ks_owner_id(owner), ks_owner_id(first)))
			break;
		count(tally, view, i);
	}
	return i;
}

/* ---- text ---------------------------------------------------------------- */

static void put_question(struct ks_out *out, const struct ks_mutant *mutant)
{
	ks_out_wrapped(out, 2, "",
		       ks_fmt(out->arena, "%s:%d: %s", mutant->loc.in ? mutant->loc.in->name : "",
			      mutant->loc.line, ks_mutant_question(out, mutant)));
}

static void put_entry(struct ks_out *out, const struct ks_mutation_view *view, size_t from,
		      size_t to, struct tally tally)
{
	const struct ks_owner *owner = &view->mutants->items[from].owner;

	ks_out_blank(out);
	ks_out_msg(out, 0, KS_MSG_mutation_entry,
		   KS_ARGS({ "entry", ks_owner_id(owner) },
			   { "noticed", number(out, tally.noticed) },
			   { "all", number(out, tally.mutants) }));
	for (size_t i = from; i < to; i++)
		if (!view->by[i])
			put_question(out, &view->mutants->items[i]);
}

void ks_text_mutation(struct ks_out *out, const struct ks_mutation_view *view)
{
	struct tally all = { 0, 0 }, tally;

	for (size_t i = 0, end; i < view->mutants->n; i = end) {
		end = end_of_entry(view, i, &tally);
		if (tally.noticed < tally.mutants)
			put_entry(out, view, i, end, tally);
		all.mutants += tally.mutants;
		all.noticed += tally.noticed;
	}
	ks_out_blank(out);
	ks_out_msg(out, 0, KS_MSG_mutation_total,
		   KS_ARGS({ "all", number(out, all.mutants) },
			   { "noticed", number(out, all.noticed) },
			   { "percent", number(out, percent(all)) }));
	if (all.noticed < all.mutants)
		ks_out_msg(out, 0, KS_MSG_mutation_advice, NULL);
}

/* ---- JSON ---------------------------------------------------------------- */

static void json_tally(struct ks_json *json, struct tally tally)
{
	ks_json_int(json, "mutants", (long long)tally.mutants);
	ks_json_int(json, "noticed", (long long)tally.noticed);
}

static void json_kinds(struct ks_json *in, const struct ks_mutation_view *view)
{
	struct ks_json *list = ks_json_array(in, "kinds"), *json;
	struct tally tallies[KS_MUTANT_KINDS] = { { 0, 0 } };

	for (size_t i = 0; i < view->mutants->n; i++)
		count(&tallies[view->mutants->items[i].kind], view, i);
	for (size_t kind = 0; kind < KS_MUTANT_KINDS; kind++) {
		json = ks_json_object(list, NULL);
		ks_json_text(json, "kind", ks_mutant_words[kind]);
		json_tally(json, tallies[kind]);
	}
}

static void json_entries(struct ks_json *in, const struct ks_mutation_view *view)
{
	struct ks_json *list = ks_json_array(in, "entries"), *json;
	struct tally tally;

	for (size_t i = 0, end; i < view->mutants->n; i = end) {
		const struct ks_owner *owner = &view->mutants->items[i].owner;

		end = end_of_entry(view, i, &tally);
		json = ks_json_object(list, NULL);
		ks_json_text(json, "entry", ks_owner_kind(owner));
		ks_json_text(json, "id", ks_owner_id(owner));
		ks_json_place(json, ks_owner_loc(owner));
		json_tally(json, tally);
	}
}

static void json_mutant(struct ks_out *out, struct ks_json *json, const struct ks_mutant *mutant)
{
	ks_json_text(json, "kind", ks_mutant_words[mutant->kind]);
	ks_json_text(json, "entry", ks_owner_kind(&mutant->owner));
	ks_json_text(json, "id", ks_owner_id(&mutant->owner));
	ks_json_text(json, "step", mutant->owner.step ? mutant->owner.step->name : NULL);
	ks_json_place(json, mutant->loc);
	ks_json_text(json, "before", value_of(out, mutant, mutant->before));
	ks_json_text(json, "after", value_of(out, mutant, mutant->after));
	ks_json_text(json, "question", ks_mutant_question(out, mutant));
}

void ks_json_mutation(struct ks_out *out, struct ks_json *in, const struct ks_mutation_view *view)
{
	struct ks_json *json = ks_json_object(in, "mutation"), *list;
	struct tally all = { 0, 0 };

	for (size_t i = 0; i < view->mutants->n; i++)
		count(&all, view, i);
	json_tally(json, all);
	ks_json_int(json, "percent", (long long)percent(all));
	json_kinds(json, view);
	json_entries(json, view);
	list = ks_json_array(json, "unnoticed");
	for (size_t i = 0; i < view->mutants->n; i++)
		if (!view->by[i])
			json_mutant(out, ks_json_object(list, NULL), &view->mutants->items[i]);
}
