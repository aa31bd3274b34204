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
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

/* Each case once, with how often it was counted. */
static void open_tally(struct counting *c, struct ks_opened_view *view)
{
	struct ks_opened *cases = KS_NEW_N(c->ctx->arena, c->n_families + 1, struct ks_opened);
	size_t n = 0;

	if (c->n_families)
		qsort(c->families, c->n_families, sizeof(*c->families), by_key);
	for (size_t i = 0; i < c->n_families; i++) {
		if (!n || strcmp(cases[n - 1].key, c->families[i]) != 0)
			cases[n++].key = c->families[i];
		cases[n - 1].times++;
	}
	view->measure = c->opened->id;
	view->label = c->opened->label;
	view->definition = c->opened->definition;
	view->cases = cases;
	view->n = n;
}

static enum ks_status no_measure(struct ks_ctx *ctx, const char *id, const char *near)
{
	return ks_fail(ctx, KS_INPUT,
		       near ? KS_MSG_report_no_measure_near : KS_MSG_report_no_measure,
		       KS_ARGS({ "id", id }, { "near", near }));
}

enum ks_status ks_report_open(struct ks_ctx *ctx, const char *id, const struct asked *asked)
{
	struct ks_opened_view view = { .period = asked->text };
	struct counted all = { .items = NULL };
	struct counting c;
	struct ks_near near;
	enum ks_status status;

	if (!ks_may(ctx, KS_DEED_LIST))
		return ks_refuse_deed(ctx, KS_DEED_LIST);
	ks_counting_start(ctx, asked->period, false, &c);
	ks_near_start(&near, id);
	c.opened = find(&c, id, &near);
	if (!c.opened)
		return no_measure(ctx, id, near.best);
	ks_counted_add(&all, &c);
	status = ks_tallies_count(ctx, &all);
	if (status)
		return status;
	open_tally(&c, &view);
	for (size_t i = 0; i < view.n; i++)
		ks_store_seen(ctx->store, view.cases[i].key);
	ks_out_report_open(ctx->out, &view);
	return KS_OK;
}
