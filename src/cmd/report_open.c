/* SPDX-License-Identifier: EUPL-1.2 */
/* `ks report --open MEASURE`: the cases behind a number, for who may see cases. */
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/near.h"
#include "report.h"

static const struct tally *find(const struct counting *c, const char *id, struct ks_near *near)
{
	for (size_t i = 0; i < c->n; i++) {
		if (!c->tallies[i].id)
			continue;
		if (strcmp(c->tallies[i].id, id) == 0)
			return &c->tallies[i];
		ks_near_offer(near, c->tallies[i].id);
	}
	return NULL;
}

static int by_key(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	return strcmp(x->case_key, y->case_key);
}

/* Each case once, with how often it was counted. */
static void open_tally(struct ks_ctx *ctx, const struct tally *t, struct ks_opened_view *view)
{
	struct ks_opened *cases = KS_NEW_N(ctx->arena, t->n_hits + 1, struct ks_opened);
	size_t n = 0;

	if (t->n_hits)
		qsort(t->hits, t->n_hits, sizeof(*t->hits), by_key);
	for (size_t i = 0; i < t->n_hits; i++) {
		if (!n || strcmp(cases[n - 1].key, t->hits[i].case_key) != 0)
			cases[n++].key = t->hits[i].case_key;
		cases[n - 1].times++;
	}
	view->measure = t->id;
	view->label = t->label;
	view->definition = t->definition;
	view->cases = cases;
	view->n = n;
}

enum ks_status ks_report_open(struct ks_ctx *ctx, const char *id, const struct asked *asked)
{
	struct ks_opened_view view = { .period = asked->text };
	struct counting c = { .ctx = ctx };
	struct ks_near near;
	const struct tally *t;
	enum ks_status status;

	if (!ks_may(ctx, KS_DEED_LIST))
		return ks_refuse_deed(ctx, KS_DEED_LIST);
	status = ks_tallies_of(ctx, asked->period, LIST_ALL, &c);
	if (status)
		return status;
	ks_near_start(&near, id);
	t = find(&c, id, &near);
	if (!t)
		return ks_fail(ctx, KS_INPUT,
			       near.best ? KS_MSG_report_no_measure_near : KS_MSG_report_no_measure,
			       KS_ARGS({ "id", id }, { "near", near.best }));
	open_tally(ctx, t, &view);
	for (size_t i = 0; i < view.n; i++)
		ks_store_seen(ctx->store, view.cases[i].key);
	ks_out_report_open(ctx->out, &view);
	return KS_OK;
}
