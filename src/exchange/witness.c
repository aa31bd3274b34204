/* SPDX-License-Identifier: EUPL-1.2 */
/* A family as an example file: see exchange/witness.h. */
#include "ks/exchange/witness.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/exchange/example.h"

/* ---- lists ------------------------------------------------------------------- */

/* "  steps: [a, b]": each id once, in the order they come. */
struct list {
	struct ks_buf text;
	const char **items;
	size_t n;
};

static void start(struct list *list, struct ks_arena *arena)
{
	ks_buf_init(&list->text, arena);
	list->items = NULL;
	list->n = 0;
}

static void add(struct list *list, const char *item)
{
	for (size_t i = 0; i < list->n; i++)
		if (ks_streq(list->items[i], item))
			return;
	*(const char **)ks_grow(list->text.arena, &list->items, &list->n, sizeof item) = item;
	ks_buf_addf(&list->text, "%s%s", list->n > 1 ? ", " : "", item);
}

static void put(struct ks_buf *out, const char *key, const struct list *list)
{
	ks_buf_addf(out, "%s: [%s]\n", key, list->text.text);
}

/* ---- the family -------------------------------------------------------------- */

static void put_day(struct ks_buf *out, const char *key, ks_day day)
{
	char text[KS_DATE_TEXT];

	ks_format_date(day, text);
	if (day != KS_NO_DAY)
		ks_buf_addf(out, ", %s: %s", key, text);
}

static void put_case(struct ks_buf *out, const struct ks_family *family)
{
	ks_buf_addf(out, "case: {phase: %s", ks_phase_words[family->phase]);
	put_day(out, "due", family->due);
	put_day(out, "born", family->born);
	if (family->municipality)
		ks_buf_addf(out, ", municipality: %s", family->municipality);
	if (family->age != KS_NO_AGE)
		ks_buf_addf(out, ", age: %d", family->age);
	if (family->first_child >= 0)
		ks_buf_addf(out, ", first_child: %s", family->first_child ? "yes" : "no");
	ks_buf_add(out, "}\n");
}

static void put_answers(struct ks_buf *out, const struct ks_family *family, const char *key,
			enum ks_reply reply)
{
	struct list list;

	start(&list, out->arena);
	for (size_t i = 0; i < family->n_answers; i++) {
		const struct ks_answer *answer = &family->answers[i];
		bool own = answer->subject == answer->factor->subjects[0];

		if (answer->reply == reply)
			add(&list, own ? answer->factor->id
				       : ks_fmt(out->arena, "%s@%s", answer->factor->id,
						ks_subject_words[answer->subject]));
	}
	if (list.n)
		put(out, key, &list);
}

static void put_scores(struct ks_buf *out, const struct ks_family *family)
{
	if (!family->n_scores)
		return;
	ks_buf_add(out, "scores: {");
	for (size_t i = 0; i < family->n_scores; i++) {
		const struct ks_score *score = &family->scores[i];

		ks_buf_addf(out, "%s%s%s%s: ", i ? ", " : "", score->instrument->id,
			    score->item ? "." : "", score->item ? score->item : "");
		if (score->outcome)
			ks_buf_add(out, score->outcome);
		else
			ks_buf_addf(out, "%d", score->value);
	}
	ks_buf_add(out, "}\n");
}

/* ---- what comes of it now ---------------------------------------------------- */

static void put_route(struct ks_buf *out, const struct ks_route *route)
{
	struct list steps, dropped, gaps;

	start(&steps, out->arena);
	start(&dropped, out->arena);
	start(&gaps, out->arena);
	for (size_t i = 0; i < route->n_steps; i++)
		add(&steps, route->steps[i].id);
	for (size_t i = 0; i < route->n_dropped; i++)
		add(&dropped, ks_dropped_id(out->arena, &route->dropped[i]));
	for (size_t i = 0; i < route->n_gaps; i++)
		add(&gaps, route->gaps[i].signal->id);
	ks_buf_addf(out, "expect:\n  class: %s\n", ks_class_words[route->balance.class]);
	put(out, "  steps", &steps);
	put(out, "  dropped", &dropped);
	put(out, "  gaps", &gaps);
}

const char *ks_witness_yaml(struct ks_arena *arena, const struct ks_coalition *c,
			    const struct ks_witness *witness, const char *name)
{
	const struct ks_family *family = &witness->family;
	char today[KS_DATE_TEXT];
	struct ks_buf out;

	ks_buf_init(&out, arena);
	ks_format_date(witness->day, today);
	ks_buf_addf(&out, "example: %.60s\ntoday: %s\n", name, today);
	put_case(&out, family);
	put_answers(&out, family, "present", KS_PRESENT);
	put_answers(&out, family, "absent", KS_ABSENT);
	if (family->judgement != KS_NO_JUDGEMENT)
		ks_buf_addf(&out, "judgement: %s\n", ks_joint_words[family->judgement]);
	put_scores(&out, family);
	put_route(&out, ks_route_decide(arena, c, family, witness->day));
	return out.text;
}

/* ---- findings ---------------------------------------------------------------- */

static const char *text_of(struct ks_findings *f, const struct ks_witness *witness,
			   enum ks_msg msg)
{
	return witness ? ks_witness_yaml(f->arena, f->c, witness, ks_msg_code(f->arena, msg))
		       : NULL;
}

/* What is said where a family cannot show it. */
static enum ks_msg why_none(enum ks_msg msg)
{
	switch (msg) {
	case KS_MSG_role_not_filled:
	case KS_MSG_role_not_filled_in:
		return KS_MSG_no_witness_leads_here;
	case KS_MSG_file_name:
	case KS_MSG_file_not_read:
	case KS_MSG_accepted_nothing:
	case KS_MSG_withdrawn_nothing:
		return KS_MSG_no_witness_file;
	default:
		return KS_MSG_no_witness_found;
	}
}

static void give(struct ks_findings *f, struct ks_diag_item *item, const struct ks_witness *witness)
{
	item->witness = text_of(f, witness, item->msg);
	item->no_witness = witness ? KS_MSG_LAST : why_none(item->msg);
}

static void report(struct ks_findings *f, const struct ks_doubt *doubt)
{
	struct ks_about about = { doubt->card, doubt->accepted };
	struct ks_diag_item *item = ks_find(f, about, doubt->loc, doubt->msg, doubt->args);

	if (item)
		give(f, item, doubt->witness);
}

/* What is found later, about acceptances that nothing met, is about the files too. */
void ks_find_unshown(struct ks_diag *diag)
{
	for (struct ks_diag_item *item = diag->first; item; item = item->next)
		if (item->severity == KS_FINDING && !item->witness)
			item->no_witness = why_none(item->msg);
}

size_t ks_find_doubts(struct ks_findings *f, ks_day today)
{
	struct ks_doubts doubts = { .arena = f->arena };

	for (struct ks_diag_item *item = f->diag->first; item; item = item->next)
		if (item->severity == KS_FINDING && !item->witness)
			give(f, item,
			     ks_doubt_show(f->arena, f->c, today, item->msg, item->loc,
					   item->card ? ks_find_card(f->c, item->card) : NULL));
	ks_doubts_find(f->arena, f->c, today, &doubts);
	for (size_t i = 0; i < doubts.n; i++)
		report(f, &doubts.items[i]);
	return doubts.undecided;
}
