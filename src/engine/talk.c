/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of a conversation: see the header. */
#include "ks/engine/talk.h"

#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/engine/cond.h"

const char *const ks_page_words[] = {
	"proud", "wish", "room", "interpreter", "due", "municipality", "age", "first-child", "",
	"partner", "involved", "", "alone", "contact", "taken", "",
	"balance", NULL,
};
_Static_assert(sizeof(ks_page_words) / sizeof(ks_page_words[0]) == KS_PAGE_KINDS + 1,
	       "every kind of page has its word");

const char *const ks_room_words[] = { "mother", "partner", "children", "others", "interpreter",
				      NULL };

bool ks_talk_is_company(const char *room)
{
	return strstr(room, "partner") || strstr(room, "others");
}

/* A factor with its place in a conversation. */
struct turn {
	const struct ks_factor *factor;
	size_t company;		/* factors in the same file */
	const char *file;
	int line, col;
};

struct building {
	struct ks_arena *arena;
	const struct ks_talk *talk;
	const struct ks_factor **order;
	struct ks_page *pages;
	size_t n;
	int sections;		/* parts of life so far */
};

bool ks_talk_is_private(const struct ks_factor *factor)
{
	bool safety = !factor->protective && factor->signal_class == KS_SAFETY;

	return factor->shielded || factor->consult_first || safety;
}

bool ks_talk_is_about_interpreter(const struct ks_answer *answer)
{
	return ks_streq(answer->factor->id, "taalbarriere") && answer->subject == KS_MOTHER;
}

/* ---- what was said ------------------------------------------------------- */

const char *ks_talk_said(const struct ks_said *said, size_t n, const char *place)
{
	while (n-- > 0)
		if (ks_streq(said[n].place, place))
			return said[n].said;
	return NULL;
}

bool ks_talk_waits(const struct ks_said *said, size_t n)
{
	return ks_streq(ks_talk_said(said, n, ks_page_words[KS_PAGE_ALONE]), KS_TALK_NO);
}

enum ks_reply ks_talk_reply(const struct ks_answer *answers, size_t n, struct ks_point point)
{
	while (n-- > 0)
		if (answers[n].factor == point.factor && answers[n].subject == point.subject)
			return answers[n].reply;
	return KS_NOT_ASKED;
}

static bool was_handled(const struct ks_talk *talk, enum ks_page_kind kind)
{
	for (size_t i = 0; i < talk->n_said; i++)
		if (ks_streq(talk->said[i].place, ks_page_words[kind]))
			return true;
	return false;
}

static bool said_yes(const struct ks_talk *talk, enum ks_page_kind kind)
{
	return ks_streq(ks_talk_said(talk->said, talk->n_said, ks_page_words[kind]), KS_TALK_YES);
}

/* ---- the order of a conversation ----------------------------------------- */

/*
 * The vocabulary's files are written in the order of a conversation. The file
 * with most factors is the one the others add to, so it goes first.
 */
static int compare_turns(const void *left, const void *right)
{
	const struct turn *a = left, *b = right;
	int files;

	if (a->company != b->company)
		return a->company > b->company ? -1 : 1;
	files = strcmp(a->file, b->file);
	if (files)
		return files;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->col > b->col) - (a->col < b->col);
}

static const char *file_of(const struct ks_factor *factor)
{
	return factor->loc.in ? factor->loc.in->name : "";
}

static size_t company_of(const struct ks_coalition *c, const struct ks_factor *factor)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_factors; i++)
		n += c->factors[i]->loc.in == factor->loc.in;
	return n;
}

static void set_order(struct building *b)
{
	const struct ks_coalition *c = b->talk->c;
	struct turn *turns = KS_NEW_N(b->arena, c->n_factors + 1, struct turn);

	b->order = KS_NEW_N(b->arena, c->n_factors + 1, const struct ks_factor *);
	for (size_t i = 0; i < c->n_factors; i++)
		turns[i] = (struct turn){ c->factors[i], company_of(c, c->factors[i]),
					  file_of(c->factors[i]), c->factors[i]->loc.line,
					  c->factors[i]->loc.col };
	qsort(turns, c->n_factors, sizeof(*turns), compare_turns);
	for (size_t i = 0; i < c->n_factors; i++)
		b->order[i] = turns[i].factor;
}

/* ---- pages --------------------------------------------------------------- */

static struct ks_page *add_page(struct building *b, enum ks_page_kind kind, const char *place)
{
	struct ks_page *page = ks_grow(b->arena, &b->pages, &b->n, sizeof(*page));

	page->kind = kind;
	page->place = place;
	return page;
}

static void add_plain(struct building *b, enum ks_page_kind kind)
{
	add_page(b, kind, ks_page_words[kind]);
}

/* A fact that is known is not asked, but its page stays once it was handled. */
static void add_fact(struct building *b, enum ks_page_kind kind, bool known)
{
	if (!known || was_handled(b->talk, kind))
		add_plain(b, kind);
}

static void add_facts(struct building *b)
{
	const struct ks_family *family = b->talk->family;

	add_fact(b, KS_PAGE_DUE, family->due != KS_NO_DAY || family->phase != KS_DURING);
	add_fact(b, KS_PAGE_MUNICIPALITY, family->municipality != NULL);
	add_fact(b, KS_PAGE_AGE, family->age != KS_NO_AGE);
	add_fact(b, KS_PAGE_FIRST_CHILD, family->first_child >= 0 || family->phase == KS_BEFORE);
}

/* ---- points -------------------------------------------------------------- */

/* Points being gathered for one part of life. */
struct gathered {
	struct ks_point *points;
	size_t n;
};

static void gather(struct building *b, struct gathered *g, const struct ks_factor *factor,
		   enum ks_subject subject)
{
	struct ks_point *point = ks_grow(b->arena, &g->points, &g->n, sizeof(*point));

	*point = (struct ks_point){ factor, subject };
}

static const char *place_of(struct ks_arena *arena, struct ks_point point)
{
	return ks_fmt(arena, "%s@%s", point.factor->id, ks_subject_words[point.subject]);
}

/* Divides points evenly over as few pages as hold them. */
static void add_points(struct building *b, const struct ks_page *like, const struct gathered *g)
{
	size_t most = b->talk->most, pages = (g->n + most - 1) / most, from = 0;

	for (size_t i = 0; i < pages; i++) {
		size_t to = g->n * (i + 1) / pages;
		struct ks_page *page = add_page(b, KS_PAGE_POINTS, place_of(b->arena, g->points[from]));

		page->part = like->part;
		page->domain = like->domain;
		page->number = like->number;
		page->first = like->first && i == 0;
		page->points = &g->points[from];
		page->n = to - from;
		from = to;
	}
}

/* Something came up in this part of life: a short intake opens it. */
static bool is_opened(const struct ks_talk *talk, size_t domain)
{
	for (size_t i = 0; i < talk->n_answers; i++) {
		const struct ks_answer *answer = &talk->answers[i];

		if (answer->reply == KS_PRESENT && !answer->factor->protective &&
		    !ks_talk_is_private(answer->factor) && answer->factor->domain_index == domain)
			return true;
	}
	return false;
}

/* What follows from the facts (the age that was asked) is not asked again. */
static bool is_derived(const struct ks_talk *talk, const struct ks_factor *factor)
{
	const struct ks_world world = { .family = talk->family,
					.day = talk->day,
					.phase = ks_family_phase_on(talk->family, talk->day),
					.week = ks_family_week_on(talk->family, talk->day) };
	ks_truth known;

	if (!factor->derive)
		return false;
	known = ks_cond_eval(factor->derive, &world);
	return known == KS_TRUE || known == KS_FALSE;
}

/*
 * Before a pregnancy there is no child to ask about: that question hurts who
 * longs for one. Of the part of life about this pregnancy only what is medical
 * is asked then, and nothing that the vocabulary itself says cannot be.
 */
static bool can_be(const struct ks_talk *talk, const struct ks_factor *factor)
{
	if (talk->family->phase != KS_BEFORE)
		return true;
	if (ks_streq(factor->domain, "hechting"))
		return false;
	if (ks_streq(factor->domain, "zwangerschap-nu") && !factor->medical)
		return false;
	return !(factor->has_no_route && factor->no_route_phases & 1U << KS_BEFORE);
}

/* Strengths first; core first where the rest may not be asked at all. */
static void gather_domain(struct building *b, struct gathered *g, size_t domain, int core)
{
	for (int strengths = 1; strengths >= 0; strengths--)
		for (size_t i = 0; i < b->talk->c->n_factors; i++) {
			const struct ks_factor *factor = b->order[i];

			if (factor->domain_index == domain && !ks_talk_is_private(factor) &&
			    !is_derived(b->talk, factor) && can_be(b->talk, factor) &&
			    factor->protective == (strengths == 1) &&
			    (core < 0 || factor->core == (core == 1)))
				gather(b, g, factor, factor->subjects[0]);
		}
}

static void add_domain(struct building *b, size_t domain)
{
	const struct ks_talk *talk = b->talk;
	struct ks_page like = { .part = KS_PART_DOMAIN, .domain = talk->c->domains[domain],
				.first = true };
	struct gathered first = { NULL, 0 }, rest = { NULL, 0 };

	gather_domain(b, &first, domain, talk->is_short ? 1 : -1);
	if (!first.n)
		return;
	like.number = ++b->sections;
	add_points(b, &like, &first);
	if (!talk->is_short || !is_opened(talk, domain))
		return;
	like.first = false;
	gather_domain(b, &rest, domain, 0);
	add_points(b, &like, &rest);
}

static void add_domains(struct building *b)
{
	const struct ks_coalition *c = b->talk->c;
	bool *done = KS_NEW_N(b->arena, c->n_domains + 1, bool);

	for (size_t i = 0; i < c->n_factors; i++) {
		size_t domain = b->order[i]->domain_index;

		if (!done[domain])
			add_domain(b, domain);
		done[domain] = true;
	}
}

/* ---- the partner --------------------------------------------------------- */

static bool is_wanted(const struct ks_talk *talk, const struct ks_factor *factor)
{
	return !talk->is_short || factor->core || is_opened(talk, factor->domain_index);
}

/* Asked of her about somebody else first, so about the partner it was not asked yet. */
static bool has_partner_too(const struct ks_factor *factor)
{
	return factor->subjects[0] != KS_PARTNER && ks_factor_has_subject(factor, KS_PARTNER);
}

static void gather_partner(struct building *b, struct gathered *g, bool of_private)
{
	for (int strengths = 1; strengths >= 0; strengths--)
		for (size_t i = 0; i < b->talk->c->n_factors; i++) {
			const struct ks_factor *factor = b->order[i];

			if (has_partner_too(factor) && can_be(b->talk, factor) && factor->protective == (strengths == 1) &&
			    ks_talk_is_private(factor) == of_private && is_wanted(b->talk, factor))
				gather(b, g, factor, KS_PARTNER);
		}
}

static void add_partner(struct building *b)
{
	const struct ks_page like = { .part = KS_PART_PARTNER, .first = true };
	struct gathered g = { NULL, 0 };

	gather_partner(b, &g, false);
	if (!g.n)
		return;
	add_plain(b, KS_PAGE_PARTNER);
	if (said_yes(b->talk, KS_PAGE_PARTNER))
		add_points(b, &like, &g);
}

/* ---- who is helping already ---------------------------------------------- */

static bool reaches(const struct ks_intervention *help, const char *municipality)
{
	bool covered = !help->n_coverage || !municipality;

	for (size_t i = 0; i < help->n_coverage && !covered; i++)
		covered = ks_streq(help->coverage[i], municipality);
	return covered && ks_role_filler(help->role, municipality);
}

static bool is_for_them(const struct ks_intervention *help, const struct ks_family *family)
{
	return !help->for_professionals && (help->phases & 1U << family->phase) &&
	       reaches(help, family->municipality);
}

static bool leads_to(const struct ks_step *step, const struct ks_intervention *help)
{
	return step->intervention == help || step->if_refused.intervention == help ||
	       step->if_waiting.intervention == help;
}

static bool card_leads_to(const struct ks_card *card, const struct ks_intervention *help)
{
	for (size_t i = 0; i < card->n_steps; i++)
		if (leads_to(&card->steps[i], help))
			return true;
	return false;
}

/* Does the total (item NULL) or this item of the instrument tell what is asked alone? */
static bool asks_alone(const struct ks_instrument *instrument, const char *item)
{
	for (size_t i = 0; i < instrument->n_raises; i++) {
		const struct ks_raise *raise = &instrument->raises[i];

		if (ks_talk_is_private(raise->signal) && ks_streq(raise->item, item))
			return true;
	}
	return false;
}

/* Of the conditions in it, how many must hold for it to hold. */
static size_t least_of(const struct ks_cond *cond)
{
	switch (cond->kind) {
	case KS_COND_ALL:
		return cond->n_kids;
	case KS_COND_ANY:
		return 1;
	case KS_COND_AT_LEAST:
		return (size_t)cond->count;
	default:
		return 0;
	}
}

/* Does the condition hold only where something is that is asked alone? */
static bool rests_on_private(const struct ks_cond *cond)
{
	size_t open = 0;

	if (cond->kind == KS_COND_SIGNAL)
		return ks_talk_is_private(cond->factor);
	if (cond->kind == KS_COND_SCORE)
		return asks_alone(cond->instrument, cond->item);
	for (size_t i = 0; i < cond->n_kids; i++)
		open += !rests_on_private(cond->kids[i]);
	return open < least_of(cond);
}

static bool is_delicate(const struct ks_step *step)
{
	const struct ks_card *card = step->card;

	return card->has_safety || rests_on_private(card->when) ||
	       (step->when && rests_on_private(step->when));
}

bool ks_talk_is_private_help(const struct ks_coalition *c, const struct ks_intervention *help)
{
	bool delicate = false;

	for (size_t i = 0; i < c->n_cards; i++)
		for (size_t k = 0; k < c->cards[i]->n_steps; k++) {
			const struct ks_step *step = &c->cards[i]->steps[k];

			if (!leads_to(step, help))
				continue;
			if (!is_delicate(step))
				return false;
			delicate = true;
		}
	return delicate;
}

/* No card leads there, so no route arranges it: there is nothing to arrange twice. */
static bool is_arranged(const struct ks_coalition *c, const struct ks_intervention *help)
{
	for (size_t i = 0; i < c->n_cards; i++)
		if (card_leads_to(c->cards[i], help))
			return true;
	return false;
}

static int compare_help(const void *left, const void *right)
{
	const struct ks_intervention *const *a = left, *const *b = right;

	return strcmp(ks_text_in((*a)->title, KS_NL), ks_text_in((*b)->title, KS_NL));
}

static size_t gather_help(const struct building *b, bool of_private,
			  const struct ks_intervention **help)
{
	const struct ks_coalition *c = b->talk->c;
	size_t n = 0;

	/* In the order of their titles in the first language: an id is no order to read. */
	for (size_t i = 0; i < c->n_interventions; i++)
		if (is_for_them(c->interventions[i], b->talk->family) &&
		    is_arranged(c, c->interventions[i]) &&
		    ks_talk_is_private_help(c, c->interventions[i]) == of_private)
			help[n++] = c->interventions[i];
	qsort(help, n, sizeof(*help), compare_help);
	return n;
}

static void add_help_pages(struct building *b, enum ks_talk_part part,
			   const struct ks_intervention **help, size_t n)
{
	size_t pages = (n + b->talk->most - 1) / b->talk->most, from = 0;

	for (size_t i = 0; i < pages; i++) {
		size_t to = n * (i + 1) / pages;
		struct ks_page *page = add_page(b, KS_PAGE_HELP,
						ks_fmt(b->arena, "help:%s", help[from]->id));

		page->part = part;
		page->first = i == 0;
		page->help = &help[from];
		page->n = to - from;
		from = to;
	}
}

static const struct ks_intervention **room_for_help(const struct building *b)
{
	return KS_NEW_N(b->arena, b->talk->c->n_interventions + 1, const struct ks_intervention *);
}

static void add_help(struct building *b)
{
	const struct ks_intervention **help = room_for_help(b);
	size_t n = gather_help(b, false, help);

	if (!n)
		return;
	add_plain(b, KS_PAGE_INVOLVED);
	if (said_yes(b->talk, KS_PAGE_INVOLVED))
		add_help_pages(b, KS_PART_DOMAIN, help, n);
}

static void add_private_help(struct building *b)
{
	const struct ks_intervention **help = room_for_help(b);

	add_help_pages(b, KS_PART_ALONE, help, gather_help(b, true, help));
}

/* ---- only when she is alone ---------------------------------------------- */

static bool is_wanted_alone(const struct ks_talk *talk, const struct ks_factor *factor)
{
	bool safety = !factor->protective && factor->signal_class == KS_SAFETY;

	return safety || is_wanted(talk, factor);
}

static void gather_private(struct building *b, struct gathered *g)
{
	for (size_t i = 0; i < b->talk->c->n_factors; i++)
		if (ks_talk_is_private(b->order[i]) && is_wanted_alone(b->talk, b->order[i]) &&
		    !is_derived(b->talk, b->order[i]) && can_be(b->talk, b->order[i]))
			gather(b, g, b->order[i], b->order[i]->subjects[0]);
	if (said_yes(b->talk, KS_PAGE_PARTNER))
		gather_partner(b, g, true);
}

static void add_private(struct building *b)
{
	const struct ks_page like = { .part = KS_PART_ALONE, .first = true };
	struct gathered g = { NULL, 0 };

	gather_private(b, &g);
	if (!g.n)
		return;
	/* Not counted: whoever sits there would see 11/12, and that the last was left out. */
	add_plain(b, KS_PAGE_ALONE);
	if (!said_yes(b->talk, KS_PAGE_ALONE))
		return;
	add_points(b, &like, &g);
	if (!b->talk->is_short)
		add_private_help(b);
	add_page(b, KS_PAGE_CONTACT, ks_page_words[KS_PAGE_CONTACT])->part = KS_PART_ALONE;
}

/* ---- scores -------------------------------------------------------------- */

bool ks_talk_is_chosen(const char *said, const char *id)
{
	size_t len = strlen(id);

	for (const char *at = said; at && *at; at = strchr(at, ',')) {
		at += *at == ',';
		if (strncmp(at, id, len) == 0 && (!at[len] || at[len] == ','))
			return true;
	}
	return false;
}

/* Which may be named at the table, or in a moment alone. */
static size_t gather_taken(const struct building *b, const struct ks_instrument **taken)
{
	const struct ks_coalition *c = b->talk->c;
	bool alone = said_yes(b->talk, KS_PAGE_ALONE);
	size_t n = 0;

	for (size_t i = 0; i < c->n_instruments && n < KS_CHOICES_MOST; i++)
		if (alone || !asks_alone(c->instruments[i], NULL))
			taken[n++] = c->instruments[i];
	return n;
}

static void add_score(struct building *b, const struct ks_instrument *instrument,
		      const struct ks_item *item)
{
	struct ks_page *page;

	if (asks_alone(instrument, item ? item->id : NULL) && !said_yes(b->talk, KS_PAGE_ALONE))
		return;
	page = add_page(b, KS_PAGE_SCORE,
			item ? ks_fmt(b->arena, "score:%s.%s", instrument->id, item->id)
			     : ks_fmt(b->arena, "score:%s", instrument->id));
	/* In the same moment alone: nobody is let in and sent out again for one of them. */
	page->part = said_yes(b->talk, KS_PAGE_ALONE) ? KS_PART_ALONE : KS_PART_DOMAIN;
	page->instrument = instrument;
	page->item = item;
}

static void add_instrument(struct building *b, const struct ks_instrument *instrument)
{
	add_score(b, instrument, NULL);
	for (size_t k = 0; k < instrument->n_items; k++)
		add_score(b, instrument, &instrument->items[k]);
}

/* One list to choose from; only what was filled in is asked after. */
static void add_scores(struct building *b)
{
	const char *said = ks_talk_said(b->talk->said, b->talk->n_said,
					ks_page_words[KS_PAGE_TAKEN]);
	const struct ks_instrument **taken =
		KS_NEW_N(b->arena, b->talk->c->n_instruments + 1, const struct ks_instrument *);
	size_t n = b->talk->is_short ? 0 : gather_taken(b, taken);
	struct ks_page *page;

	if (!n)
		return;
	page = add_page(b, KS_PAGE_TAKEN, ks_page_words[KS_PAGE_TAKEN]);
	page->part = said_yes(b->talk, KS_PAGE_ALONE) ? KS_PART_ALONE : KS_PART_DOMAIN;
	page->taken = taken;
	page->n = n;
	for (size_t i = 0; i < n; i++)
		if (ks_talk_is_chosen(said, taken[i]->id))
			add_instrument(b, taken[i]);
}

/* ---- the whole ----------------------------------------------------------- */

const struct ks_page *ks_talk_pages(struct ks_arena *arena, const struct ks_talk *talk, size_t *n)
{
	struct building b = { .arena = arena, .talk = talk };

	set_order(&b);
	add_plain(&b, KS_PAGE_PROUD);
	add_plain(&b, KS_PAGE_WISH);
	add_plain(&b, KS_PAGE_ROOM);
	add_plain(&b, KS_PAGE_INTERPRETER);
	add_facts(&b);
	add_domains(&b);
	add_partner(&b);
	add_help(&b);
	add_private(&b);
	add_scores(&b);
	add_plain(&b, KS_PAGE_BALANCE);
	for (size_t i = 0; i < b.n; i++) {
		b.pages[i].count = b.pages[i].number ? b.sections : 0;
		b.pages[i].phase = talk->family->phase;
	}
	*n = b.n;
	return b.pages;
}

static bool has_place(struct ks_arena *arena, const struct ks_page *page, const char *place)
{
	for (size_t i = 0; page->kind == KS_PAGE_POINTS && i < page->n; i++)
		if (ks_streq(place_of(arena, page->points[i]), place))
			return true;
	for (size_t i = 0; page->kind == KS_PAGE_HELP && i < page->n; i++)
		if (ks_streq(ks_fmt(arena, "help:%s", page->help[i]->id), place))
			return true;
	return ks_streq(page->place, place);
}

int ks_talk_find(struct ks_arena *arena, const struct ks_page *pages, size_t n, const char *place)
{
	for (size_t i = 0; i < n; i++)
		if (has_place(arena, &pages[i], place))
			return (int)i;
	return -1;
}
