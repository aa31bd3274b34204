/* SPDX-License-Identifier: EUPL-1.2 */
/* What a drawing of cards holds: see output/graph.h. */
#include "ks/output/graph.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/utf8.h"
#include "ks/output/cards.h"
#include "ks/output/label.h"
#include "graph_made.h"

#define WIDE 34		/* columns of a label: what still reads in a box */

/* ---- labels -------------------------------------------------------------- */

/* Adds a text as lines of no more than WIDE columns. */
static void add_filled(struct ks_buf *buf, const char *text)
{
	size_t n;
	char **words = ks_split(buf->arena, text, ' ', &n);
	int column = 0;

	for (size_t i = 0; i < n; i++) {
		int width = ks_utf8_width(words[i]);

		if (column && column + 1 + width > WIDE) {
			ks_buf_addc(buf, '\n');
			column = 0;
		}
		ks_buf_addf(buf, "%s%s", column ? " " : "", words[i]);
		column += width + (column > 0);
	}
}

/* One text a line; those that are NULL or empty are left out. */
static const char *label_of(struct ks_drawing *d, const char *const *texts, size_t n)
{
	struct ks_buf buf;

	ks_buf_init(&buf, d->out->arena);
	for (size_t i = 0; i < n; i++) {
		struct ks_buf safe;

		if (!texts[i] || !*texts[i])
			continue;
		if (buf.len)
			ks_buf_addc(&buf, '\n');
		ks_buf_init(&safe, d->out->arena);
		for (const char *c = texts[i]; *c; c++)
			ks_buf_addc(&safe, ks_is_space(*c) ? ' ' : *c);
		add_filled(&buf, safe.text);
	}
	return buf.text;
}

#define LABEL(d, ...)                                                                            \
	label_of(d, (const char *const[]){ __VA_ARGS__ },                                        \
		 sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

static const char *said(struct ks_drawing *d, struct ks_text text)
{
	return ks_text_in(text, d->out->lang);
}

static const char *word(struct ks_drawing *d, enum ks_msg msg)
{
	return ks_msg_text(d->out->lang, msg);
}

/* ---- points and lines ---------------------------------------------------- */

/* The point of that id; made when it is not there yet. */
static size_t point(struct ks_drawing *d, enum ks_point_kind kind, const char *id,
		    const char *label)
{
	struct ks_point *new;

	for (size_t i = 0; i < d->n_points; i++)
		if (strcmp(d->points[i].id, id) == 0)
			return i;
	new = ks_grow(d->out->arena, &d->points, &d->n_points, sizeof(*new));
	*new = (struct ks_point){ id, kind, label, 0 };
	return d->n_points - 1;
}

static void line(struct ks_drawing *d, size_t from, size_t to, enum ks_line_kind kind,
		 const char *label)
{
	struct ks_line_between *new;

	for (size_t i = 0; i < d->n_lines; i++)
		if (d->lines[i].from == from && d->lines[i].to == to && d->lines[i].kind == kind &&
		    ks_streq(d->lines[i].label, label))
			return;
	new = ks_grow(d->out->arena, &d->lines, &d->n_lines, sizeof(*new));
	*new = (struct ks_line_between){ from, to, kind, label };
}

static size_t frame(struct ks_drawing *d, const char *title)
{
	for (size_t i = 0; i < d->n_frames; i++)
		if (strcmp(d->frames[i], title) == 0)
			return i + 1;
	*(const char **)ks_grow(d->out->arena, &d->frames, &d->n_frames, sizeof(char *)) = title;
	return d->n_frames;
}

static size_t help_point(struct ks_drawing *d, const struct ks_intervention *help)
{
	return point(d, KS_P_HELP, ks_fmt(d->out->arena, "help:%s", help->id),
		     LABEL(d, said(d, help->title)));
}

static size_t factor_point(struct ks_drawing *d, const struct ks_factor *factor, int subject)
{
	const char *about = subject == KS_ANY_SUBJECT ? "" : ks_subject_words[subject];
	const char *label = said(d, factor->label);
	enum ks_point_kind kind = factor->protective ? KS_P_STRENGTH : KS_P_SIGNAL;

	if (*about)
		label = ks_fmt(d->out->arena, "%s (%s)", label, ks_label_word(d->out, about));
	return point(d, kind,
		     ks_fmt(d->out->arena, "%s:%s%s%s", ks_point_words[kind], factor->id,
			    *about ? "@" : "", about),
		     LABEL(d, label));
}

/* ---- conditions ---------------------------------------------------------- */

/* The words of a condition without the colon that announces what is below it. */
static const char *cond_label(struct ks_drawing *d, const struct ks_cond *cond)
{
	char *words = ks_strdup(d->out->arena, ks_cond_words(d->out, cond));
	size_t n = strlen(words);

	if (n && words[n - 1] == ':')
		words[n - 1] = '\0';
	return LABEL(d, words);
}

/* The point of a condition, with what leads to it; where says which one it is. */
static size_t cond_point(struct ks_drawing *d, const struct ks_cond *cond, const char *where)
{
	size_t here;

	if (cond->kind == KS_COND_SIGNAL)
		return factor_point(d, cond->factor, cond->subject);
	here = point(d, KS_P_CONDITION, ks_fmt(d->out->arena, "condition:%s", where),
		     cond_label(d, cond));
	for (size_t i = 0; i < cond->n_kids; i++)
		line(d, cond_point(d, cond->kids[i], ks_fmt(d->out->arena, "%s.%zu", where, i + 1)),
		     here, KS_L_LEADS, NULL);
	return here;
}

/* A line from what makes the condition true; a list of one says no more than that one. */
static void lead_to(struct ks_drawing *d, const struct ks_cond *cond, const char *where, size_t to,
		    const char *label)
{
	while (cond->kind == KS_COND_ANY && cond->n_kids == 1)
		cond = cond->kids[0];
	line(d, cond_point(d, cond, where), to, label ? KS_L_OTHERWISE : KS_L_LEADS, label);
}

/* What must hold for a step besides its card: one line for each. */
static void put_only_when(struct ks_drawing *d, const struct ks_step *step, size_t at)
{
	const char *label = word(d, KS_MSG_graph_only_when);
	const char *where = ks_fmt(d->out->arena, "%s/%s", step->card->id, step->name);
	const char *window = ks_fmt(d->out->arena, "%s/window", where);

	if (step->when)
		lead_to(d, step->when, where, at, label);
	if (step->window)
		lead_to(d, step->window, window, at, label);
}

/* ---- one card ------------------------------------------------------------ */

static const char *step_title(struct ks_drawing *d, const struct ks_step *step)
{
	return said(d, step->intervention ? step->intervention->title : step->do_what);
}

static const char *step_name(struct ks_drawing *d, const struct ks_step *step)
{
	return ks_fmt(d->out->arena, "step:%s/%s", step->card->id, step->name);
}

static size_t step_point(struct ks_drawing *d, const struct ks_step *step, size_t number)
{
	struct ks_out *out = d->out;
	const char *what = ks_msg_make(out->arena, out->lang, KS_MSG_md_step,
				       KS_ARGS({ "n", ks_fmt(out->arena, "%zu", number) },
					       { "what", step_title(d, step) }));
	const char *when = ks_fmt(out->arena, "%s (%s)", ks_label_span(out, step->within),
				  ks_label_urgency(out, step->urgency));

	return point(d, KS_P_STEP, step_name(d, step),
		     LABEL(d, what, said(d, step->refer_to->label), when,
			   ks_label_form(out, step->handover)));
}

/* What comes in place of it, and in place of that. */
static void put_alternatives(struct ks_drawing *d, const struct ks_intervention *help)
{
	for (; help->alternative; help = help->alternative)
		line(d, help_point(d, help), help_point(d, help->alternative), KS_L_OTHERWISE,
		     word(d, KS_MSG_graph_alternative));
}

static void put_way(struct ks_drawing *d, size_t step, const struct ks_fallback *way,
		    const char *name, enum ks_msg label)
{
	const char *words = ks_label_fallback(d->out, way);
	size_t at;

	if (!way->given)
		return;
	if (words) {
		at = point(d, KS_P_WAY, ks_fmt(d->out->arena, "%s:%s", name, d->points[step].id),
			   LABEL(d, words));
		line(d, step, at, KS_L_OTHERWISE, word(d, label));
	}
	if (way->intervention)
		line(d, step, help_point(d, way->intervention), KS_L_OTHERWISE, word(d, label));
}

/* After which steps: those of this card, or the help that other cards lead to. */
static void put_after(struct ks_drawing *d, const struct ks_step *step, size_t at)
{
	for (size_t i = 0; i < step->n_after; i++) {
		const struct ks_after *after = &step->after[i];
		size_t from = after->step ? point(d, KS_P_STEP, step_name(d, after->step), "")
					  : point(d, KS_P_HELP,
						  ks_fmt(d->out->arena, "after:%s", after->step_id),
						  LABEL(d, after->step_id));

		line(d, from, at, KS_L_LEADS, word(d, KS_MSG_graph_then));
	}
}

static void put_step(struct ks_drawing *d, const struct ks_step *step, size_t card, size_t at)
{
	if (!step->n_after)
		line(d, card, at, KS_L_LEADS, NULL);
	put_after(d, step, at);
	put_only_when(d, step, at);
	if (step->intervention) {
		line(d, at, help_point(d, step->intervention), KS_L_LEADS, NULL);
		put_alternatives(d, step->intervention);
	}
	put_way(d, at, &step->if_refused, "refused", KS_MSG_graph_refused);
	put_way(d, at, &step->if_waiting, "waiting", KS_MSG_graph_waiting);
}

/* Where the lines into a card arrive: what is said first stands before it. */
static size_t card_door(struct ks_drawing *d, const struct ks_card *card, size_t at)
{
	struct ks_out *out = d->out;
	const char *phone = card->safety.phone;
	size_t first;

	if (!card->has_safety)
		return at;
	if (phone)
		phone = ks_msg_make(out->arena, out->lang, KS_MSG_md_phone,
				    KS_ARGS({ "phone", phone }));
	first = point(d, KS_P_SAFETY, ks_fmt(out->arena, "safety:%s", card->id),
		      LABEL(d,
			    ks_msg_make(out->arena, out->lang, KS_MSG_graph_first,
					KS_ARGS({ "text", said(d, card->safety.text) })),
			    phone));
	line(d, first, at, KS_L_LEADS, NULL);
	return first;
}

static size_t card_point(struct ks_drawing *d, const struct ks_card *card)
{
	return point(d, KS_P_CARD, ks_fmt(d->out->arena, "card:%s", card->id),
		     LABEL(d, said(d, card->title), ks_label_phases(d->out, card->phases)));
}

static void draw_card(struct ks_drawing *d, const struct ks_card *card)
{
	size_t at = card_point(d, card), door = card_door(d, card, at);
	size_t *steps = KS_NEW_N(d->out->arena, card->n_steps, size_t);

	lead_to(d, card->when, card->id, door, NULL);
	/* All of them first: one may come after another that is further down. */
	for (size_t i = 0; i < card->n_steps; i++)
		steps[i] = step_point(d, &card->steps[i], i + 1);
	for (size_t i = 0; i < card->n_steps; i++)
		put_step(d, &card->steps[i], at, steps[i]);
}

/* ---- all cards ----------------------------------------------------------- */

/* Every factor of a condition, however deep. */
static void lead_factors(struct ks_drawing *d, const struct ks_cond *cond, size_t to)
{
	if (cond->kind == KS_COND_SIGNAL)
		line(d, factor_point(d, cond->factor, KS_ANY_SUBJECT), to, KS_L_LEADS, NULL);
	for (size_t i = 0; i < cond->n_kids; i++)
		lead_factors(d, cond->kids[i], to);
}

/* What a step leads to: help, or where nobody named any, who takes it on. */
static size_t end_of(struct ks_drawing *d, const struct ks_step *step)
{
	const struct ks_role *role = step->refer_to;

	if (step->intervention)
		return help_point(d, step->intervention);
	return point(d, KS_P_STEP, ks_fmt(d->out->arena, "role:%s", role->id),
		     LABEL(d, said(d, role->label)));
}

static void draw_brief(struct ks_drawing *d, const struct ks_card *card)
{
	size_t at = card_point(d, card);

	d->points[at].frame = frame(d, ks_label_phases(d->out, card->phases));
	lead_factors(d, card->when, at);
	for (size_t i = 0; i < card->n_steps; i++)
		line(d, at, end_of(d, &card->steps[i]), KS_L_LEADS, NULL);
}

/* ---- the whole ----------------------------------------------------------- */

void ks_out_graph(struct ks_out *out, const struct ks_graph_view *view)
{
	const struct ks_coalition *c = view->coalition;
	struct ks_drawing d = { .out = out };

	d.title = ks_text_in(view->card ? view->card->title : c->title, out->lang);
	if (view->card)
		draw_card(&d, view->card);
	for (size_t i = 0; !view->card && i < c->n_cards; i++)
		draw_brief(&d, c->cards[i]);
	if (out->format == KS_AS_JSON)
		ks_drawing_json(&d);
	else if (out->format == KS_AS_DOT)
		ks_drawing_dot(&d);
	else
		ks_drawing_mermaid(&d);
}
