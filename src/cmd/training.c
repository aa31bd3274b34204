/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * `ks init --training`: invented families in a book of their own. How often
 * things happen here is invented too, and no estimate of anything.
 */
#include "training.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/hash.h"
#include "ks/cmd/opt.h"
#include "ks/engine/route.h"
#include "ks/output/progress.h"
#include "ks/store/routes.h"

#define A_YEAR 365
#define TOGETHER 5000	/* families in one transaction */

struct filling {
	struct ks_ctx *ctx;
	struct ks_arena *arena;		/* of one family */
	unsigned long long random, asked;	/* what happens; what of it was asked */
	unsigned thorough;		/* percent of what is absent that is recorded of this family */
	ks_day last;			/* today: nothing happens after it */
	ks_day day;			/* on which the next command runs */
	const char *key;
	enum ks_status status;		/* of the casebook: the first failure ends it all */
};

/* ---- chance ------------------------------------------------------------------ */

/* xorshift64*: the same on every machine. */
static unsigned draw_from(unsigned long long *random, unsigned below)
{
	*random ^= *random >> 12;
	*random ^= *random << 25;
	*random ^= *random >> 27;
	return (unsigned)((*random * 2685821657736338717ULL) >> 33) % below;
}

static unsigned draw(struct filling *f, unsigned below)
{
	return draw_from(&f->random, below);
}

static bool chance(struct filling *f, unsigned percent)
{
	return draw(f, 100) < percent;
}

/* ---- a command, as if it was typed ----------------------------------------------- */

/* What it says is not wanted; what it refuses is left out of the story. */
static bool run_words(struct filling *f, const char *const *words)
{
	struct ks_ctx *ctx = f->ctx;
	struct ks_line line = { .cmd = NULL };
	enum ks_status status = ks_opt_parse(f->arena, ctx->diag, ctx->commands, words, &line);

	ctx->today = f->day;
	ks_store_set_today(ctx->store, f->day);
	ctx->cmd = line.cmd;
	ctx->args = line.args;
	ctx->n_args = line.n_args;
	if (status == KS_OK)
		status = line.cmd->run(ctx, line.opts);
	ks_buf_init(&ctx->out->text, f->arena);
	if (status == KS_STORE) {
		f->status = status;
		return false;
	}
	ks_diag_init(ctx->diag, f->arena);
	return status == KS_OK || status == KS_FOUND;
}

#define RUN(f, ...) run_words((f), (const char *const[]){ __VA_ARGS__, NULL })

/* ---- a family ---------------------------------------------------------------------- */

/* Percent of families in which a signal plays: invented. */
static unsigned percent_of(const struct ks_factor *factor)
{
	if (factor->protective)
		return 60;
	if (factor->signal_class == KS_SAFETY)
		return 1;
	return factor->signal_class == KS_URGENT ? 2 : 5;
}

static void answer(struct filling *f, const struct ks_factor *factor, unsigned strain,
		   struct ks_buf *present, struct ks_buf *absent)
{
	unsigned percent = percent_of(factor);

	if (factor->derive || chance(f, 15))
		return;
	percent = factor->protective ? percent : percent * strain / 2;
	if (chance(f, percent))
		ks_buf_addf(present, "%s,", factor->id);
	else if (draw_from(&f->asked, 100) < f->thorough)
		ks_buf_addf(absent, "%s,", factor->id);
}

static void answer_all(struct filling *f, struct ks_buf *present, struct ks_buf *absent)
{
	const struct ks_coalition *c = f->ctx->coalition;
	static const unsigned thorough[] = { 15, 15, 40, 100 };
	unsigned strain = draw(f, 4);

	/* One goes through every question, another writes down what plays and little else. */
	f->thorough = thorough[draw_from(&f->asked, 4)];
	ks_buf_init(present, f->arena);
	ks_buf_init(absent, f->arena);
	for (size_t i = 0; i < c->n_factors; i++)
		answer(f, c->factors[i], strain, present, absent);
}

static const char *municipality(struct filling *f)
{
	static const char *const invented[] = { "oefenstad", "oefenstad", "oefenstad", "oefendorp",
						"oefenveen" };
	const struct ks_coalition *c = f->ctx->coalition;

	if (c->n_municipalities)
		return c->municipalities[draw(f, (unsigned)c->n_municipalities)];
	return invented[draw(f, 5)];
}

static const char *day_text(struct filling *f, ks_day day)
{
	char *text = ks_alloc(f->arena, KS_DATE_TEXT);

	ks_format_date(day, text);
	return text;
}

static bool screen_family(struct filling *f)
{
	static const char *const sources[] = { "self", "self", "professional", "professional",
					       "professional", "file" };
	int week = 49 + (int)draw(f, 70);
	struct ks_buf present, absent;

	answer_all(f, &present, &absent);
	if (!RUN(f, "screen", "--due", day_text(f, f->day + KS_TERM_OF_PREGNANCY - week),
		 "--municipality", municipality(f), "--age", ks_fmt(f->arena, "%u", 17 + draw(f, 25)),
		 "--first-child", chance(f, 45) ? "yes" : "no", present.len ? "--present" :
							   "--absent",
		 present.len ? present.text : absent.text, "--absent", absent.text, "--by",
		 sources[draw(f, 6)]))
		return false;
	f->key = ks_strdup(f->arena, ks_store_recorded(f->ctx->store));
	return true;
}

/* ---- handovers --------------------------------------------------------------------- */

/* A move some days later; false when that day has yet to come or the move is not allowed. */
static bool move(struct filling *f, unsigned days, const char *const *words)
{
	f->day += (ks_day)draw(f, days);
	return f->day <= f->last && run_words(f, words);
}

#define MOVE(f, days, ...) move((f), (days), (const char *const[]){ "handover", __VA_ARGS__, NULL })

static void decline(struct filling *f, const char *id)
{
	static const char *const reasons[] = { "no-capacity", "no-capacity", "not-eligible",
					       "unreachable", "parent-refused", "moved", "other" };

	if (MOVE(f, 6, "decline", id, "--reason", reasons[draw(f, 7)]) && chance(f, 70))
		MOVE(f, 30, "feedback", id);
}

static void wait_for(struct filling *f, const char *id)
{
	const char *until = day_text(f, f->day + 60);

	if (MOVE(f, 4, "waitlist", id, "--until", until) && chance(f, 50) && MOVE(f, 60, "accept", id))
		MOVE(f, 14, "meet", id, "--present", "mother,receiver");
}

static void meet(struct filling *f, const char *id)
{
	const char *present = chance(f, 75) ? "mother,receiver" : "receiver,sender";

	if (!MOVE(f, 21, "meet", id, "--present", present) || !chance(f, 70))
		return;
	if (MOVE(f, 90, "complete", id, "--outcome", chance(f, 60) ? "helped" : "partly") &&
	    chance(f, 75))
		MOVE(f, 40, "feedback", id);
}

static void accept(struct filling *f, const char *id)
{
	if (!MOVE(f, 5, "accept", id))
		return;
	if (chance(f, 25) && MOVE(f, 3, "schedule", id, "--on", day_text(f, f->day + 10)) &&
	    chance(f, 25))
		MOVE(f, 12, "no-show", id);
	meet(f, id);
}

static void follow(struct filling *f, const char *id)
{
	unsigned way = draw(f, 100);

	if (way < 8)
		decline(f, id);
	else if (way < 15)
		wait_for(f, id);
	else if (way < 90)
		accept(f, id);
}

static void hand_over(struct filling *f, const char *step)
{
	if (chance(f, 9)) {
		RUN(f, "handover", "new", f->key, "--step", step, "--refused");
		return;
	}
	if (RUN(f, "handover", "new", f->key, "--step", step, "--consent", "spoken", "--ask",
		"oefendata"))
		follow(f, ks_strdup(f->arena, ks_store_recorded(f->ctx->store)));
}

/* Each step begins on the day of the route, whatever came of the one before. */
static void take_steps(struct filling *f)
{
	ks_day begin = f->day;
	struct ks_kept_route kept = { .id = NULL };

	if (ks_store_begin(f->ctx->store, KS_READ, "training", __func__) ||
	    ks_route_last(f->ctx->store, f->key, f->day, &kept)) {
		ks_store_rollback(f->ctx->store, KS_STORE);
		return;
	}
	ks_store_commit(f->ctx->store);
	for (size_t i = 0; i < kept.n_steps; i++) {
		const char *number = ks_fmt(f->arena, "%d", kept.steps[i].number);

		f->day = begin;
		if (chance(f, 4))
			RUN(f, "case", "note", f->key, "--kind", "deviation", "--step", number,
			    "--text", "oefendata", "--because", "oefendata", "--evaluate",
			    day_text(f, begin + 60));
		else if (!kept.steps[i].already && chance(f, 70))
			hand_over(f, number);
	}
}

static void add_family(struct filling *f, ks_day day)
{
	f->day = day;
	if (!screen_family(f))
		return;
	RUN(f, "route", f->key);
	take_steps(f);
	f->day = day + 30;
	if (chance(f, 3) && f->day <= f->last)
		RUN(f, "case", "note", f->key, "--kind", "meeting", "--present",
		    "verloskundige,jgz-verpleegkundige", "--text", "oefendata");
}

/* What went wrong outlives the family it went wrong with. */
static void keep_failure(struct filling *f, struct ks_arena *arena)
{
	const struct ks_diag said = *f->ctx->diag;

	ks_diag_init(f->ctx->diag, arena);
	for (const struct ks_diag_item *item = said.first; f->status && item; item = item->next)
		ks_diag_add(f->ctx->diag, item->severity, item->loc, item->msg, item->args, NULL);
}

/* One family at a time in an arena of its own. */
static void add_in_turn(struct filling *f, ks_day day)
{
	struct ks_ctx *ctx = f->ctx;
	struct ks_arena arena, *before = ctx->arena, *lent;

	ks_arena_init(&arena);
	f->arena = ctx->arena = ctx->out->arena = &arena;
	lent = ks_store_lend(ctx->store, &arena);
	ks_buf_init(&ctx->out->text, &arena);
	ks_diag_init(ctx->diag, &arena);
	add_family(f, day);
	ks_store_lend(ctx->store, lent);
	f->arena = ctx->arena = ctx->out->arena = before;
	ks_buf_init(&ctx->out->text, before);
	keep_failure(f, before);
	ks_arena_release(&arena);
}

/* Whoever makes the book may be a coordinator: families come in at invented practices. */
static const char *practice(int family)
{
	static const char *const invented[] = { "oefenpraktijk noord", "oefenpraktijk noord",
						"oefenpraktijk noord", "oefenpraktijk zuid",
						"oefenpraktijk zuid", "oefenziekenhuis" };

	return invented[family % 6];
}

static ks_day day_of(const struct filling *f, int family, int families)
{
	return f->last - A_YEAR + 1 + (ks_day)((long long)A_YEAR * family / families);
}

/* So many families reach the disk together; a failure takes back the last lot. */
static void fill(struct filling *f, int families)
{
	struct ks_progress progress;

	ks_progress_begin(&progress, f->ctx->out, (size_t)families);
	for (int i = 0; i < families && !f->status; i++) {
		if (i % TOGETHER == 0)
			f->status = ks_store_gather(f->ctx->store);
		ks_store_draw_from(f->ctx->store, (unsigned)i, (unsigned)families);
		f->ctx->actor.organisation = practice(i);
		if (!f->status)
			add_in_turn(f, day_of(f, i, families));
		if (!f->status && ((i + 1) % TOGETHER == 0 || i + 1 == families))
			f->status = ks_store_settle(f->ctx->store);
		ks_progress_step(&progress, (size_t)i + 1);
	}
	ks_progress_end(&progress);
}

enum ks_status ks_training_fill(struct ks_ctx *ctx, int families, int seed)
{
	const struct ks_ctx before = *ctx;
	char sha256[KS_SHA256_HEX];
	struct filling f = { .ctx = ctx,
			     .random = 88172645463325252ULL + (unsigned long long)seed,
			     .asked = 1442695040888963407ULL + (unsigned long long)seed,
			     .last = ctx->today };

	ks_coalition_sha256(ctx->coalition, sha256);
	ctx->cards_sha256 = sha256;
	ctx->unseen = true;
	fill(&f, families);
	*ctx = before;
	ks_store_draw_from(ctx->store, 0, 0);
	ks_store_set_today(ctx->store, ctx->today);
	return f.status;
}
