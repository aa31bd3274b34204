/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as one file of a coalition: a card, unless the text begins with
 * the first key of another file. It is refused with a diagnostic, or the
 * coalition with it can be checked, routed and printed, the same every time.
 */
#include <stdint.h>

#include "ks/cards/check.h"
#include "ks/engine/route.h"
#include "ks/exchange/witness.h"
#include "ks/output/cards.h"
#include "ks/output/route.h"
#include "small.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *name_for(const char *text)
{
	static const char *const names[][2] = {
		{ "coalition:", "wijk/coalition.yaml" },
		{ "sources:", "wijk/sources.yaml" },
		{ "factors:", "wijk/factors.yaml" },
		{ "instruments:", "wijk/instruments.yaml" },
		{ "roles:", "wijk/roles.yaml" },
		{ "interventions:", "wijk/interventions.yaml" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strncmp(text, names[i][0], strlen(names[i][0])) == 0)
			return names[i][1];
	return "wijk/cards/fuzz.yaml";
}

/* ---- a family that touches every kind of condition ------------------------ */

struct household {
	struct ks_family family;
	struct ks_answer answers[4];
	struct ks_score score;
};

static void answer(struct household *h, const struct ks_coalition *c, const char *id,
		   enum ks_reply reply)
{
	const struct ks_factor *factor = ks_find_factor(c, id);

	if (!factor)
		return;		/* the input withdrew it */
	h->answers[h->family.n_answers++] = (struct ks_answer){
		factor, factor->subjects[0], reply, KS_BY_PROFESSIONAL, SMALL_TODAY, 1
	};
}

static void settle_in(struct household *h, const struct ks_coalition *c, enum ks_phase phase)
{
	*h = (struct household){ .score = { .value = 12, .date = SMALL_TODAY } };
	ks_family_init(&h->family, phase);
	h->family.due = phase == KS_BEFORE ? KS_NO_DAY : SMALL_DUE;
	if (phase == KS_AFTER)
		h->family.due = h->family.born = SMALL_TODAY - 40;
	h->family.municipality = phase == KS_DURING ? "deventer" : NULL;
	h->family.answers = h->answers;
	answer(h, c, "schulden", KS_PRESENT);
	answer(h, c, "roken", KS_PRESENT);
	answer(h, c, "gedachten", KS_DECLINED);
	answer(h, c, "netwerk", KS_ABSENT);
	h->score.instrument = ks_find_instrument(c, "epds");
	h->family.scores = &h->score;
	h->family.n_scores = h->score.instrument && h->score.instrument->has_range;
}

/* ---- what holds of a route ------------------------------------------------- */

static void check_steps(const struct ks_route *route)
{
	for (size_t i = 0; i < route->n_steps; i++) {
		const struct ks_route_step *step = &route->steps[i];

		must(step->number == (int)i + 1 && step->id && step->n_reasons > 0);
		must((step->due == KS_NO_DAY) == step->already);
		must(step->opens == KS_NO_DAY || step->already || step->due >= step->opens);
		must(ks_route_find(route, step->id) == step);
	}
}

static void check_twice(struct ks_arena *arena, const struct ks_coalition *c,
			const struct ks_family *family, const struct ks_route *route)
{
	struct ks_buf first, second;

	ks_buf_init(&first, arena);
	ks_buf_init(&second, arena);
	ks_route_signature(route, &first);
	ks_route_signature(ks_route_make(arena, c, family, SMALL_TODAY), &second);
	must(strcmp(first.text, second.text) == 0);
}

enum form { TABLE, ALONE, JSON, FORMS };

static void print_route(struct ks_arena *arena, const struct ks_coalition *c,
			const struct household *h, const struct ks_route *route, enum form form)
{
	const char **statuses = KS_NEW_N(arena, route->n_steps + 1, const char *);
	struct ks_route_view view = {
		.screen = { .case_key = "K7QX-3M2P", .screening = 1, .date = SMALL_TODAY,
			    .complete = true, .due = h->family.due, .coalition = c,
			    .route = route },
		.family = &h->family, .sha256 = "", .statuses = statuses,
		.alone = form == ALONE, .closed = KS_NO_DAY,
	};
	struct ks_out out;

	for (size_t i = 0; i < route->n_steps; i++)
		statuses[i] = "open";
	ks_out_init(&out, arena, NULL, NULL);
	out.format = form == JSON ? KS_AS_JSON : KS_AS_TEXT;
	out.width = 40;
	ks_write_route(&out, &view);
	must_be_safe(&out.text);
	must(form != JSON || ks_json_is_valid(out.text.text, out.text.len));
}

static void route_one(struct ks_arena *arena, const struct ks_coalition *c, enum ks_phase phase,
		      enum form form)
{
	struct household h;
	const struct ks_route *route;

	settle_in(&h, c, phase);
	route = ks_route_make(arena, c, &h.family, SMALL_TODAY);
	check_steps(route);
	check_twice(arena, c, &h.family, route);
	print_route(arena, c, &h, route, form);
}

static void print_cards(struct ks_arena *arena, const struct ks_coalition *c,
			enum ks_format format)
{
	struct ks_out out;

	for (size_t i = 0; i < c->n_cards; i++) {
		ks_out_init(&out, arena, NULL, NULL);
		out.format = format;
		ks_out_card(&out, c->cards[i]);
		must_be_safe(&out.text);
		must(format == KS_AS_TEXT || ks_json_is_valid(out.text.text, out.text.len));
	}
}

/* Searching for families costs far more than the rest (its own bound holds): now and then. */
#define DOUBTS 4

/* Every finding has a family that shows it, or a reason why not. */
static void check_shown(const struct ks_diag *diag)
{
	for (const struct ks_diag_item *item = diag->first; item; item = item->next)
		must(item->severity != KS_FINDING ||
		     !item->witness == (item->no_witness != KS_MSG_LAST));
}

/* The length decides for whom and how: every mutation asks again, and each is quick. */
static void examine(struct ks_arena *arena, const struct ks_coalition *c, struct ks_diag *diag,
		    size_t size)
{
	enum form form = (enum form)(size / KS_PHASES % FORMS);
	struct ks_findings findings;

	ks_findings_start(&findings, arena, c, diag);
	ks_check(&findings, SMALL_TODAY);
	if (size % DOUBTS == 0)
		ks_find_doubts(&findings, SMALL_TODAY);
	ks_findings_end(&findings);
	ks_find_unshown(diag);
	check_shown(diag);
	must(diag->errors == 0);
	route_one(arena, c, (enum ks_phase)(size % KS_PHASES), form);
	print_cards(arena, c, form == JSON ? KS_AS_JSON : KS_AS_TEXT);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ks_source_text in = { .len = size };
	const struct ks_coalition *c = NULL;
	struct ks_arena arena;
	struct ks_diag diag;
	enum ks_status status;

	ks_arena_init(&arena);
	ks_diag_init(&diag, &arena);
	in.text = small_copy(&arena, data, size);
	in.name = name_for(in.text);
	status = small_load(&arena, &in, &diag, &c);
	must(status == KS_OK || status == KS_INPUT);
	must((status == KS_OK) == (c != NULL) && !c == (diag.errors > 0));
	if (c)
		examine(&arena, c, &diag, size);
	must_be_sayable(&diag, size);
	ks_arena_release(&arena);
	return 0;
}
