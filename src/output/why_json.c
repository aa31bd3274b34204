/* SPDX-License-Identifier: EUPL-1.2 */
/* Conditions with their truth, for programs. */
#include "ks/output/cond.h"
#include "route_page.h"
#include "why_page.h"

/* As the keys are called on a card. */
static const char *const kind_words[] = {
	[KS_COND_ALWAYS] = "always",
	[KS_COND_SIGNAL] = "signal",
	[KS_COND_SCORE] = "score",
	[KS_COND_WEEK] = "week",
	[KS_COND_SINCE_BIRTH] = "since_birth",
	[KS_COND_AGE] = "age",
	[KS_COND_FIRST_CHILD] = "first_child",
	[KS_COND_PHASE] = "phase",
	[KS_COND_MUNICIPALITY] = "municipality",
	[KS_COND_CLASS] = "class",
	[KS_COND_DOMAINS] = "domains",
	[KS_COND_ALL] = "all",
	[KS_COND_ANY] = "any",
	[KS_COND_NOT] = "not",
	[KS_COND_AT_LEAST] = "at_least",
};

static const char *truth_word(ks_truth truth)
{
	if (truth == KS_TRUE)
		return "true";
	return truth == KS_FALSE ? "false" : "unknown";
}

static void json_score(struct ks_json *in, const struct ks_score *score)
{
	ks_json_text(in, "instrument", score->instrument->id);
	ks_json_text(in, "item", score->item);
	if (score->outcome)
		ks_json_text(in, "outcome", score->outcome);
	else
		ks_json_int(in, "score", score->value);
	ks_json_day(in, "date", score->date);
}

static void json_answer(struct ks_json *in, const struct ks_answer *answer)
{
	ks_json_text(in, "answer", ks_reply_words[answer->reply]);
	ks_json_text(in, "by", ks_by_words[answer->by]);
	ks_json_day(in, "date", answer->date);
	if (answer->screening)
		ks_json_int(in, "screening", answer->screening);
	else
		ks_json_null(in, "screening");
}

static void json_one_basis(struct ks_json *list, const struct ks_basis *basis)
{
	static const char *const kinds[] = { [KS_BASIS_ANSWER] = "answer",
					     [KS_BASIS_DERIVED] = "fact",
					     [KS_BASIS_SCORE] = "score" };
	struct ks_json *object = ks_json_object(list, NULL);

	ks_json_text(object, "kind", kinds[basis->kind]);
	ks_json_text(object, "subject", ks_subject_words[basis->subject]);
	if (basis->kind == KS_BASIS_ANSWER)
		json_answer(object, basis->answer);
	if (basis->kind == KS_BASIS_DERIVED)
		ks_json_bool(object, "present", basis->present);
	if (basis->kind == KS_BASIS_SCORE) {
		json_score(object, basis->score);
		ks_json_place(object, basis->raise->loc);
	}
}

void ks_json_basis(struct ks_json *in, const char *key, const struct ks_basis *const *basis,
		   size_t n)
{
	struct ks_json *list = ks_json_array(in, key);

	for (size_t i = 0; i < n; i++)
		json_one_basis(list, basis[i]);
}

static void json_leaf(struct ks_json *object, const struct ks_why_node *node)
{
	if (node->cond->kind == KS_COND_SIGNAL) {
		ks_json_text(object, "factor", node->cond->factor->id);
		ks_json_text(object, "subject",
			     node->cond->subject == KS_ANY_SUBJECT
				     ? NULL
				     : ks_subject_words[node->cond->subject]);
		ks_json_basis(object, "behind", node->basis, node->n_basis);
	}
	if (node->cond->kind == KS_COND_SCORE && node->score)
		json_score(ks_json_object(object, "taken"), node->score);
	else if (node->cond->kind == KS_COND_SCORE)
		ks_json_null(object, "taken");
}

static void json_node(struct ks_out *out, struct ks_json *object, const struct ks_why_node *node)
{
	struct ks_json *kids;

	ks_json_text(object, "kind", kind_words[node->cond->kind]);
	ks_json_text(object, "truth", truth_word(node->truth));
	ks_json_text(object, "text", ks_cond_words(out, node->cond));
	ks_json_place(object, node->cond->loc);
	json_leaf(object, node);
	if (!node->n_kids)
		return;
	kids = ks_json_array(object, "of");
	for (size_t i = 0; i < node->n_kids; i++)
		json_node(out, ks_json_object(kids, NULL), &node->kids[i]);
}

void ks_json_why_node(struct ks_out *out, struct ks_json *in, const char *key,
		      const struct ks_why_node *node)
{
	if (node)
		json_node(out, ks_json_object(in, key), node);
	else
		ks_json_null(in, key);
}

static void json_reason(struct ks_out *out, struct ks_json *object,
			const struct ks_why_reason *why)
{
	const struct ks_step *step = why->reason->step;

	ks_json_text(object, "card", step->card->id);
	ks_json_text(object, "step", step->name);
	ks_json_text(object, "agreed", ks_text_in(step->card->agreed, out->lang));
	ks_json_text(object, "instead_of", why->instead_of ? why->instead_of->id : NULL);
	ks_json_why_node(out, object, "condition", why->card);
	ks_json_why_node(out, object, "step_condition", why->own);
	ks_json_why_node(out, object, "criteria", why->criteria);
}

void ks_json_why(struct ks_out *out, struct ks_json *in, const struct ks_route_view *view, size_t i)
{
	const struct ks_route_step *step = &view->screen.route->steps[i];
	struct ks_json *list = ks_json_array(in, "why");

	for (size_t r = 0; r < step->n_reasons; r++) {
		struct ks_why_reason why = ks_why_of_reason(out->arena, view->screen.route,
							    view->family, step, r);

		json_reason(out, ks_json_object(list, NULL), &why);
	}
}
