/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The page to take home. Somebody else may read it there, so it holds even
 * less than the table: no step that rests on anything asked alone, no date
 * that such a reason may have set, nothing she said in her own words. In text
 * and, in large type, in HTML that needs nothing from anywhere.
 */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/engine/talk.h"
#include "ks/output/pans.h"
#include "html.h"
#include "reasons.h"
#include "route_page.h"

#define INDENT 3

/* ---- what goes home ------------------------------------------------------ */

/*
 * Is the step there without what was asked alone (tried, see engine/shielded.c),
 * and by more than a card about safety?
 */
static bool is_plain(const struct ks_route_step *step)
{
	for (size_t i = 0; i < step->n_reasons; i++)
		if (step->at_home.there && !step->reasons[i].step->card->has_safety)
			return true;
	return false;
}

static bool has_ended(const char *status)
{
	static const char *const over[] = { "declined", "stopped", "withdrawn", "completed",
					    "closed", NULL };

	return ks_word_index(over, status) >= 0;
}

static bool goes_home(struct ks_out *out, const struct ks_route_view *view, size_t i)
{
	const struct ks_route_step *step = &view->screen.route->steps[i];
	bool private_help = step->intervention &&
			    ks_talk_is_private_help(view->screen.coalition, step->intervention);

	return !private_help && !has_ended(view->statuses[i]) &&
	       is_plain(step) &&
	       ks_table_shows_step(out, view->screen.route, step);
}

/* ---- lines --------------------------------------------------------------- */

/* What a line is, so that both ways of writing know what to do with it. */
enum line { LINE_TITLE, LINE_TEXT, LINE_STEP, LINE_DETAIL };

struct page {
	struct ks_out *out;
	int number;		/* of the last step */
	ks_day day;		/* of the page */
	bool over;		/* casework was completed */
};

static void put_html(struct page *page, enum line line, const char *text)
{
	static const char *const tags[] = { [LINE_TITLE] = "h1", [LINE_TEXT] = "p",
					    [LINE_STEP] = "h2", [LINE_DETAIL] = "p" };
	struct ks_buf *buf = &page->out->text;

	ks_buf_addf(buf, "<%s>", tags[line]);
	if (line == LINE_STEP)
		ks_buf_addf(buf, "%d. ", page->number);
	ks_html_text(buf, text);
	ks_buf_addf(buf, "</%s>\n", tags[line]);
}

static void put_text(struct page *page, enum line line, const char *text)
{
	struct ks_out *out = page->out;

	switch (line) {
	case LINE_TITLE:
		ks_out_heading(out, text);
		break;
	case LINE_TEXT:
		ks_out_wrapped(out, 0, "", text);
		break;
	case LINE_STEP:
		ks_out_blank(out);
		ks_out_wrapped(out, 0, ks_fmt(out->arena, "%d. ", page->number), text);
		break;
	case LINE_DETAIL:
		ks_out_wrapped(out, INDENT, "", text);
		break;
	}
}

static void put(struct page *page, enum line line, enum ks_msg msg, const struct ks_arg *args)
{
	const char *text = ks_msg_make(page->out->arena, page->out->lang, msg, args);

	if (page->out->format == KS_AS_HTML)
		put_html(page, line, text);
	else
		put_text(page, line, text);
}

/* A text of the menukaart, which is a sentence of its own. */
static void put_own(struct page *page, enum line line, const char *text)
{
	put(page, line, KS_MSG_parents_own, KS_ARGS({ "what", text }));
}

/* ---- a step -------------------------------------------------------------- */

static void put_call(struct page *page, const struct ks_route_step *step)
{
	const struct ks_filler *filler = step->filler;
	const struct ks_arg *args;
	enum ks_msg sentence = ks_who_sentence(page->out, step, &args);

	put(page, LINE_DETAIL, sentence, args);
	if (sentence == KS_MSG_table_who_open && !page->over)
		put(page, LINE_DETAIL, KS_MSG_table_who_search, NULL);
	if (filler && filler->phone)
		put(page, LINE_DETAIL, KS_MSG_parents_call, KS_ARGS({ "phone", filler->phone }));
}

/* A day that has gone tells her only that she is late; that nobody is to think. */
static void put_when(struct page *page, const struct ks_route_step *step)
{
	if (step->at_home.due == KS_NO_DAY || step->already || page->over)
		return;
	put(page, LINE_DETAIL, step->at_home.due < page->day ? KS_MSG_table_soon : KS_MSG_table_due_by,
	    KS_ARGS({ "what", ks_day_words(page->out, step->at_home.due) }));
}

static void put_step(struct page *page, const struct ks_route_step *step, const char *status)
{
	struct ks_out *out = page->out;
	const char *parents = step->intervention ? ks_text_in(step->intervention->parents, out->lang)
						 : "";

	page->number++;
	put_own(page, LINE_STEP, ks_help_title(out, step->intervention, step->reasons[0].step));
	if (*parents)
		put_own(page, LINE_DETAIL, parents);
	put_call(page, step);
	put_when(page, step);
	/* A draft has asked nobody either. */
	if (ks_streq(status, "open") || ks_streq(status, "draft"))
		put(page, LINE_DETAIL,
		    page->over ? KS_MSG_route_not_arranged : KS_MSG_parents_open, NULL);
	if (step->already)
		put(page, LINE_DETAIL, KS_MSG_table_already, NULL);
}

/* ---- the page ------------------------------------------------------------ */

static const char css[] =
	"body { font: 1.5rem/1.6 sans-serif; max-width: 34em; margin: 2rem auto; "
	"padding: 0 1rem; }\n"
	"h1 { font-size: 2rem; } h2 { font-size: 1.6rem; margin-bottom: 0; }\n"
	"p { margin: 0.4rem 0; }\n"
	"@media print { body { font-size: 16pt; margin: 0; } }\n";

/* On every page, whatever stands above: who calls for what is not to be seen by it. */
static void put_numbers(struct page *page)
{
	if (page->out->format != KS_AS_HTML)
		ks_out_blank(page->out);
	put(page, LINE_TEXT, KS_MSG_parents_call_us, NULL);
	put(page, LINE_TEXT, KS_MSG_parents_call_talk, NULL);
	put(page, LINE_TEXT, KS_MSG_parents_call_now, NULL);
}

static void put_body(struct page *page, const struct ks_route_view *view)
{
	const struct ks_route *route = view->screen.route;
	size_t *order = KS_NEW_N(page->out->arena, route->n_steps + 1, size_t), n = 0;

	if (route->phase == KS_ENDED) {
		put(page, LINE_TEXT, ks_ended_sentence(view), NULL);
		return;
	}
	if (page->over)
		put(page, LINE_TEXT, KS_MSG_route_closed,
		    KS_ARGS({ "date", ks_day_words(page->out, view->closed) }));
	for (size_t i = 0; i < route->n_steps; i++)
		if (goes_home(page->out, view, i))
			order[n++] = i;
	ks_order_shown(route, order, n, true);
	for (size_t i = 0; i < n; i++)
		put_step(page, &route->steps[order[i]], view->statuses[order[i]]);
	if (!page->number)
		put(page, LINE_TEXT, KS_MSG_table_empty, NULL);
	if (page->out->format != KS_AS_HTML)
		ks_out_blank(page->out);
	if (view->screen.screening && !view->screen.complete)
		put(page, LINE_TEXT, KS_MSG_parents_more, NULL);
	put(page, LINE_TEXT, KS_MSG_table_free, NULL);
	put(page, LINE_TEXT, KS_MSG_parents_question, NULL);
}

void ks_route_parents(struct ks_out *out, const struct ks_route_view *view)
{
	struct page page = { .out = out, .day = view->screen.route->day,
			     .over = ks_casework_is_over(view) };
	const struct ks_arg *args =
		KS_ARGS({ "date", ks_day_words(out, view->screen.route->day) });

	if (out->format == KS_AS_HTML)
		ks_html_begin(out, ks_msg_make(out->arena, out->lang, KS_MSG_parents_title, args), css);
	put(&page, LINE_TITLE, KS_MSG_parents_title, args);
	put_body(&page, view);
	put_numbers(&page);
	if (out->format == KS_AS_HTML)
		ks_html_end(out);
}
