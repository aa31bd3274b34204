/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as answers that come in: a table, or where they are sound JSON a
 * QuestionnaireResponse. Refused with a diagnostic, or understood as answers a
 * screening can hold.
 */
#include <stdint.h>

#include "ks/base/bsn.h"
#include "ks/exchange/csv.h"
#include "ks/exchange/reported.h"
#include "ks/output/out.h"
#include "small.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every cell is text with a place, no row is wider than the first one. */
static void check_cells(struct ks_arena *arena, const struct ks_source_text *in)
{
	struct ks_diag diag;
	struct ks_csv csv;

	ks_diag_init(&diag, arena);
	if (ks_csv_read(arena, in, &diag, &csv) != KS_OK)
		return;
	must(csv.n <= KS_CSV_MOST_ROWS);
	for (size_t i = 0; i < csv.n; i++) {
		must(csv.rows[i].n > 0 && csv.rows[i].n <= csv.rows[0].n);
		for (size_t j = 0; j < csv.rows[i].n; j++) {
			const struct ks_csv_cell *cell = &csv.rows[i].cells[j];
			size_t len = strlen(cell->text);

			must(len <= KS_CSV_MOST_TEXT && cell->loc.line > 0 && cell->loc.col > 0);
			must(ks_utf8_find_bad(cell->text, len, true) == len);
		}
	}
}

static void check_intake(const struct ks_intake *intake)
{
	must(intake->date != KS_NO_DAY && intake->date <= SMALL_TODAY);
	must(intake->by == KS_BY_FILE && !intake->judgement && intake->raised == KS_NO_CLASS);
	must(intake->due == KS_NO_DAY && !intake->ref && !intake->municipality);
	for (size_t i = 0; i < intake->n_answers; i++) {
		const struct ks_answer *a = &intake->answers[i];

		must(a->factor && ks_factor_has_subject(a->factor, a->subject));
		must(a->date == intake->date && a->by == KS_BY_FILE && a->reply != KS_NOT_ASKED);
	}
}

static void check_reported(const struct ks_reported_with *with, const struct ks_reported *reported)
{
	struct ks_intake *intakes;
	int before = with->diag->errors;
	enum ks_status status =
		ks_reported_settle(with, reported, KS_BY_FILE, SMALL_TODAY, &intakes);

	must(reported->n > 0);
	must(status == (with->diag->errors > before ? KS_INPUT : KS_OK));
	for (size_t i = 0; i < reported->n_not_taken; i++)
		must(!ks_has_bsn(reported->not_taken[i]));
	for (size_t i = 0; status == KS_OK && i < reported->n; i++) {
		must(i == 0 || intakes[i - 1].date < intakes[i].date);
		check_intake(&intakes[i]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ks_source_text in = { .name = "fuzz", .len = size };
	struct ks_reported reported;
	struct ks_arena arena;
	struct ks_diag diag;
	struct ks_reported_with with = { &arena, small_coalition(), KS_NO_DAY, &diag };
	enum ks_status status;

	ks_arena_init(&arena);
	ks_diag_init(&diag, &arena);
	in.text = small_copy(&arena, data, size);
	if (size % 2)
		with.date = SMALL_TODAY - 7;
	check_cells(&arena, &in);
	if (ks_json_is_valid(in.text, in.len))
		status = ks_response_read(&with, &in, &reported);
	else
		status = ks_table_read(&with, &in, &reported);
	must(status == (diag.errors ? KS_INPUT : KS_OK));
	if (status == KS_OK)
		check_reported(&with, &reported);
	must_be_sayable(&diag, size);
	ks_arena_release(&arena);
	return 0;
}
