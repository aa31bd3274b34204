/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The page of `ks route --why`. At the table it gives per step the sentence
 * that was agreed on and what counted for it, as far as that may be read out;
 * alone it gives the whole condition.
 */
#include "ks/base/arena.h"
#include "ks/output/label.h"
#include "ks/output/pans.h"
#include "reasons.h"
#include "route_page.h"
#include "why_page.h"

#define INDENT 3
#define DEEPER 5

struct page {
	struct ks_out *out;
	const struct ks_route_view *view;
	const struct ks_cond **given;	/* leaves given of the step at hand */
	size_t n_given;
};

static struct ks_why_reason why_of(const struct page *page, const struct ks_route_step *step,
				   size_t i)
{
	return ks_why_of_reason(page->out->arena, page->view->screen.route, page->view->family, step,
				i);
}

static const char *step_title(struct ks_out *out, const struct ks_route_step *step)
{
	return ks_help_title(out, step->intervention, step->reasons[0].step);
}

/* ---- at the table --------------------------------------------------------------- */

/*
 * The step's own why, and not the sentence that was agreed on: that is written
 * for professionals, and names what others may have as well.
 */
static void put_why_aloud(struct page *page, const struct ks_step *step)
{
	const char *why = ks_text_in(step->why, page->out->lang);

	if (*why && ks_table_may_say(why) && ks_table_shows_cond(step->card->when))
		ks_out_msg(page->out, INDENT, KS_MSG_table_why, KS_ARGS({ "what", why }));
}

/* Of what stands behind a leaf only what made it so: who said otherwise is not for the table. */
static void put_basis_aloud(struct page *page, const struct ks_why_node *leaf)
{
	for (size_t i = 0; i < leaf->n_basis; i++) {
		const struct ks_basis *basis = leaf->basis[i];

		if (basis->kind == KS_BASIS_ANSWER && basis->answer->reply == KS_PRESENT)
			ks_out_wrapped(page->out, DEEPER, "", ks_why_basis_words(page->out, basis));
	}
}

static bool same_leaf(const struct ks_cond *a, const struct ks_cond *b)
{
	if (a->kind != b->kind)
		return false;
	return a->kind == KS_COND_SIGNAL ? a->factor == b->factor && a->subject == b->subject
					 : a == b;
}

/* A card and its step often look at the same thing: said once. */
static bool is_given(const struct page *page, const struct ks_cond *leaf)
{
	for (size_t i = 0; i < page->n_given; i++)
		if (same_leaf(page->given[i], leaf))
			return true;
	return false;
}

static void put_leaf_aloud(void *context, const struct ks_why_node *leaf)
{
	struct page *page = context;
	const struct ks_cond **slot;
	const char *what;

	if (!ks_table_shows_leaf(leaf) || is_given(page, leaf->cond))
		return;
	if (!page->n_given)
		ks_out_msg(page->out, INDENT, KS_MSG_why_counts, NULL);
	slot = ks_grow(page->out->arena, &page->given, &page->n_given, sizeof(*slot));
	*slot = leaf->cond;
	what = leaf->cond->kind == KS_COND_SIGNAL ? ks_text_in(leaf->cond->factor->label,
							       page->out->lang)
						  : ks_why_leaf_words(page->out, page->view, leaf);
	ks_out_wrapped(page->out, INDENT, "- ", what);
	put_basis_aloud(page, leaf);
}

static void put_reason_aloud(struct page *page, const struct ks_route_step *step, size_t i)
{
	struct ks_why_reason why = why_of(page, step, i);

	if (!ks_table_shows_reason(page->view->screen.route, why.reason))
		return;
	put_why_aloud(page, why.reason->step);
	ks_why_each_true(why.card, put_leaf_aloud, page);
	ks_why_each_true(why.own, put_leaf_aloud, page);
	ks_why_each_true(why.criteria, put_leaf_aloud, page);
}

/* Without numbers: a page that leaves steps out would tell so by them. */
static void put_step_aloud(struct page *page, const struct ks_route_step *step)
{
	page->given = NULL;
	page->n_given = 0;
	ks_out_wrapped(page->out, 0, "- ", step_title(page->out, step));
	for (size_t i = 0; i < step->n_reasons; i++)
		put_reason_aloud(page, step, i);
}

static void put_aloud(struct page *page)
{
	const struct ks_route *route = page->view->screen.route;
	struct ks_out *out = page->out;
	int shown = 0;

	if (ks_table_has_more(route)) {
		ks_out_msg(out, 0, KS_MSG_look_alone_first,
			   KS_ARGS({ "case", page->view->screen.case_key }));
		ks_out_blank(out);
	}
	ks_out_heading(out, ks_msg_make(out->arena, out->lang, KS_MSG_why_title,
					KS_ARGS({ "date", ks_day_words(out, route->day) })));
	for (size_t i = 0; i < route->n_steps; i++) {
		if (!ks_table_shows_step(out, route, &route->steps[i]))
			continue;
		if (shown++)
			ks_out_blank(out);
		put_step_aloud(page, &route->steps[i]);
	}
	if (!shown)
		ks_out_msg(out, 0, KS_MSG_why_nothing, NULL);
	ks_put_witnesses(out, page->view);
}

/* ---- alone ------------------------------------------------------------------------ */

static void put_cond(struct page *page, enum ks_msg msg, const char *title,
		     const struct ks_why_node *node)
{
	struct ks_out *out = page->out;

	if (!node)
		return;
	ks_out_msg(out, INDENT, msg,
		   KS_ARGS({ "title", title },
			   { "place", ks_place_words(out->arena, node->cond->loc) }));
	ks_put_why_tree(out, page->view, DEEPER, node);
}

static void put_source(struct page *page, const struct ks_reason *reason)
{
	struct ks_out *out = page->out;
	struct ks_sources sources = ks_reason_sources(reason);

	ks_out_msg(out, DEEPER, KS_MSG_alone_source,
		   KS_ARGS({ "sources", ks_source_ids(out, sources) },
			   { "status", ks_label_source_status(out, ks_sources_status(sources)) }));
}

static void put_reason(struct page *page, const struct ks_route_step *step, size_t i)
{
	struct ks_out *out = page->out;
	struct ks_why_reason why = why_of(page, step, i);
	const struct ks_step *from = why.reason->step;

	ks_out_msg(out, INDENT, KS_MSG_alone_because,
		   KS_ARGS({ "card", ks_text_in(from->card->title, out->lang) },
			   { "version", from->card->version },
			   { "place", ks_place_words(out->arena, from->loc) }));
	ks_out_msg(out, DEEPER, KS_MSG_why_agreed,
		   KS_ARGS({ "agreed", ks_text_in(from->card->agreed, out->lang) }));
	put_source(page, why.reason);
	if (why.instead_of)
		ks_out_msg(out, DEEPER, KS_MSG_why_instead,
			   KS_ARGS({ "title", ks_text_in(why.instead_of->title, out->lang) }));
	put_cond(page, KS_MSG_why_card_cond, "", why.card);
	put_cond(page, KS_MSG_why_step_cond, "", why.own);
	put_cond(page, KS_MSG_why_criteria, step_title(out, step), why.criteria);
}

static void put_step(struct page *page, const struct ks_route_step *step)
{
	ks_out_wrapped(page->out, 0, ks_fmt(page->out->arena, "%d. ", step->number),
		       ks_fmt(page->out->arena, "%s [%s]", step_title(page->out, step), step->id));
	for (size_t i = 0; i < step->n_reasons; i++)
		put_reason(page, step, i);
}

static void put_alone(struct page *page)
{
	const struct ks_route *route = page->view->screen.route;
	struct ks_out *out = page->out;

	ks_out_msg(out, 0, KS_MSG_alone_first, NULL);
	ks_out_blank(out);
	ks_out_heading(out, ks_msg_make(out->arena, out->lang, KS_MSG_why_title_case,
					KS_ARGS({ "case", page->view->screen.case_key },
						{ "date", ks_day_words(out, route->day) })));
	for (size_t i = 0; i < route->n_steps; i++) {
		if (i)
			ks_out_blank(out);
		put_step(page, &route->steps[i]);
	}
	if (!route->n_steps)
		ks_out_msg(out, 0, KS_MSG_why_nothing, NULL);
	ks_put_witnesses(out, page->view);
}

void ks_route_why(struct ks_out *out, const struct ks_route_view *view)
{
	struct page page = { .out = out, .view = view };

	if (view->alone)
		put_alone(&page);
	else
		put_aloud(&page);
}
