/* SPDX-License-Identifier: EUPL-1.2 */
/* A condition as a tree: each node with its truth, each leaf with what stood behind it. */
#include "ks/base/arena.h"
#include "ks/output/balance.h"
#include "ks/output/cond.h"
#include "ks/output/label.h"
#include "ks/output/pans.h"
#include "route_page.h"
#include "why_page.h"

#define DEEPER 2
#define FOLD_FROM 4	/* so many leaves about which nothing is said go on one line */

/* ---- what may be read out --------------------------------------------------- */

bool ks_table_shows_leaf(const struct ks_why_node *leaf)
{
	switch (leaf->cond->kind) {
	case KS_COND_SIGNAL:
		return ks_table_shows(leaf->cond->factor);
	case KS_COND_WEEK:
	case KS_COND_SINCE_BIRTH:
	case KS_COND_AGE:
	case KS_COND_FIRST_CHILD:
	case KS_COND_PHASE:
	case KS_COND_MUNICIPALITY:
		return true;
	default:
		return false;	/* class, numbers and scores are the professional's */
	}
}

bool ks_table_shows_cond(const struct ks_cond *cond)
{
	if (!cond)
		return true;
	if (cond->kind == KS_COND_SIGNAL && !ks_table_shows(cond->factor))
		return false;
	for (size_t i = 0; i < cond->n_kids; i++)
		if (!ks_table_shows_cond(cond->kids[i]))
			return false;
	return true;
}

/* ---- leaves ------------------------------------------------------------------ */

static const char *score_value(struct ks_out *out, const struct ks_score *score)
{
	return score->outcome ? score->outcome : ks_fmt(out->arena, "%d", score->value);
}

static const char *score_now(struct ks_out *out, const struct ks_score *score)
{
	if (!score)
		return ks_msg_text(out->lang, KS_MSG_why_not_taken);
	return ks_msg_make(out->arena, out->lang, KS_MSG_why_score_now,
			   KS_ARGS({ "value", score_value(out, score) },
				   { "date", ks_day_words(out, score->date) }));
}

static const char *week_now(struct ks_out *out, const struct ks_route *route)
{
	char week[KS_DATE_TEXT];

	ks_format_week(route->week, week);
	return *week ? ks_strdup(out->arena, week) : NULL;
}

static const char *child_now(struct ks_out *out, const struct ks_family *family)
{
	if (family->born == KS_NO_DAY)
		return NULL;
	return ks_msg_make(out->arena, out->lang, KS_MSG_why_child_age,
			   KS_ARGS({ "date", ks_day_words(out, family->born) }));
}

static const char *first_child_now(struct ks_out *out, const struct ks_family *family)
{
	if (family->first_child < 0)
		return NULL;
	return ks_msg_text(out->lang, family->first_child ? KS_MSG_why_first_child_yes
							  : KS_MSG_why_first_child_no);
}

/* The fact a leaf looks at; NULL when it is not known. */
static const char *fact_now(struct ks_out *out, const struct ks_route_view *view,
			    const struct ks_why_node *node)
{
	const struct ks_route *route = view->screen.route;

	switch (node->cond->kind) {
	case KS_COND_SCORE:
		return score_now(out, node->score);
	case KS_COND_WEEK:
		return week_now(out, route);
	case KS_COND_SINCE_BIRTH:
		return child_now(out, view->family);
	case KS_COND_AGE:
		return view->family->age == KS_NO_AGE ? NULL
						      : ks_fmt(out->arena, "%d", view->family->age);
	case KS_COND_FIRST_CHILD:
		return first_child_now(out, view->family);
	case KS_COND_PHASE:
		return ks_label_phase(out, route->phase);
	case KS_COND_MUNICIPALITY:
		return view->family->municipality;
	case KS_COND_CLASS:
		return ks_class_words[route->balance.class];
	case KS_COND_DOMAINS:
		return ks_fmt(out->arena, "%d", route->balance.n_domains);
	default:
		return "";
	}
}

const char *ks_why_leaf_words(struct ks_out *out, const struct ks_route_view *view,
			      const struct ks_why_node *node)
{
	const char *what = ks_cond_words(out, node->cond);
	const char *now = fact_now(out, view, node);

	if (now && !*now)
		return what;
	return ks_msg_make(out->arena, out->lang, KS_MSG_why_now,
			   KS_ARGS({ "what", what },
				   { "now", now ? now
						: ks_msg_text(out->lang, KS_MSG_why_not_given) }));
}

const char *ks_why_basis_words(struct ks_out *out, const struct ks_basis *basis)
{
	const char *what = ks_basis_words(out, basis);

	if (basis->kind == KS_BASIS_ANSWER && basis->answer->screening)
		return ks_msg_make(out->arena, out->lang, KS_MSG_why_screening,
				   KS_ARGS({ "what", what },
					   { "n", ks_fmt(out->arena, "%d",
							 basis->answer->screening) }));
	if (basis->kind == KS_BASIS_SCORE)
		return ks_msg_make(out->arena, out->lang, KS_MSG_why_raised_by,
				   KS_ARGS({ "what", what },
					   { "value", score_value(out, basis->score) },
					   { "place", ks_place_words(out->arena,
								     basis->raise->loc) }));
	return what;
}

/* ---- the tree ----------------------------------------------------------------- */

static const char *truth_words(struct ks_out *out, ks_truth truth)
{
	if (truth == KS_TRUE)
		return ks_msg_text(out->lang, KS_MSG_truth_true);
	return ks_msg_text(out->lang, truth == KS_FALSE ? KS_MSG_truth_false : KS_MSG_truth_unknown);
}

static void put_bases(struct ks_out *out, int indent, const struct ks_why_node *node)
{
	for (size_t i = 0; i < node->n_basis; i++)
		ks_out_msg(out, indent, KS_MSG_basis_about,
			   KS_ARGS({ "subject",
				     ks_label_word(out, ks_subject_words[node->basis[i]->subject]) },
				   { "what", ks_why_basis_words(out, node->basis[i]) }));
}

static bool is_silent(const struct ks_why_node *node)
{
	return node->cond->kind == KS_COND_SIGNAL && !node->n_basis;
}

static bool is_folded(const struct ks_why_node *node)
{
	size_t silent = 0;

	for (size_t i = 0; i < node->n_kids; i++)
		silent += is_silent(&node->kids[i]);
	return silent >= FOLD_FROM;
}

static const char *cond_id(struct ks_out *out, const struct ks_cond *cond)
{
	if (cond->subject == KS_ANY_SUBJECT)
		return cond->factor->id;
	return ks_fmt(out->arena, "%s@%s", cond->factor->id, ks_subject_words[cond->subject]);
}

/* A long list that nobody asked about yet is still named, but on one line. */
static void put_silent(struct ks_out *out, int indent, const struct ks_why_node *node)
{
	struct ks_buf ids;

	ks_buf_init(&ids, out->arena);
	for (size_t i = 0; i < node->n_kids; i++)
		if (is_silent(&node->kids[i]))
			ks_buf_addf(&ids, "%s%s", ids.len ? ", " : "",
				    cond_id(out, node->kids[i].cond));
	ks_out_wrapped(out, indent, "- ",
		       ks_msg_make(out->arena, out->lang, KS_MSG_why_folded,
				   KS_ARGS({ "truth", truth_words(out, KS_UNKNOWN) },
					   { "ids", ids.text })));
}

void ks_put_why_tree(struct ks_out *out, const struct ks_route_view *view, int indent,
		     const struct ks_why_node *node)
{
	bool folded = is_folded(node);

	ks_out_wrapped(out, indent, "- ",
		       ks_msg_make(out->arena, out->lang, KS_MSG_why_node,
				   KS_ARGS({ "truth", truth_words(out, node->truth) },
					   { "what", ks_why_leaf_words(out, view, node) })));
	put_bases(out, indent + DEEPER, node);
	for (size_t i = 0; i < node->n_kids; i++)
		if (!folded || !is_silent(&node->kids[i]))
			ks_put_why_tree(out, view, indent + DEEPER, &node->kids[i]);
	if (folded)
		put_silent(out, indent + DEEPER, node);
}
