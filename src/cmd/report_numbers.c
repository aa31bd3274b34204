/* SPDX-License-Identifier: EUPL-1.2 */
/* Numbers of a report: the middle of some days, and a number as it may be printed. */
#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "report.h"

/* ---- the middle of some days -------------------------------------------------- */

void ks_lengths_add(struct ks_arena *arena, struct lengths *lengths, int days, size_t n)
{
	while (lengths->n <= (size_t)days)
		*(size_t *)ks_grow(arena, &lengths->often, &lengths->n, sizeof(size_t)) = 0;
	lengths->often[days] += n;
}

/* The days of the one that comes after so many, in order of days. */
static int days_after(const struct lengths *lengths, size_t so_many)
{
	size_t seen = 0, days = 0;

	while (days < lengths->n && seen + lengths->often[days] <= so_many)
		seen += lengths->often[days++];
	return (int)days;
}

/* Of an even number the middle of the middle two. */
int ks_lengths_median(const struct lengths *lengths)
{
	size_t n = 0;

	for (size_t days = 0; days < lengths->n; days++)
		n += lengths->often[days];
	return n ? days_after(lengths, (n - 1) / 2) + days_after(lengths, n / 2) : -1;
}

/* ---- as printed ---------------------------------------------------------------- */

struct ks_number ks_report_nothing(const struct ks_ctx *ctx)
{
	return (struct ks_number){ -1, false,
				   ks_msg_text(ctx->out->lang, KS_MSG_report_nothing_yet) };
}

static struct ks_number number_of_median(struct ks_ctx *ctx, int twice)
{
	struct ks_number number = ks_report_nothing(ctx);

	if (twice < 0)
		return number;
	number.value = twice / 2;
	number.half = twice % 2;
	number.shown = ks_fmt(ctx->arena, number.half ? "%d%c5" : "%d", number.value,
			      ctx->out->lang == KS_NL ? ',' : '.');
	return number;
}

struct ks_number ks_report_number(struct ks_ctx *ctx, const struct tally *t,
				  const struct ks_cell *cell)
{
	int small_cell = ctx->coalition->policy[KS_SMALL_CELL].number;
	struct ks_number number = { -1, false, "-" };

	if (cell->mark == KS_CELL_SMALL)
		number.shown = ks_fmt(ctx->arena, "<%d", small_cell);
	if (cell->mark != KS_CELL_SHOWN)
		return number;
	if (t->is_median)
		return number_of_median(ctx, cell->count);
	number.value = cell->count;
	number.shown = ks_fmt(ctx->arena, "%d", cell->count);
	return number;
}
