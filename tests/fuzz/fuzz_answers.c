/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as an answers file: refused with a diagnostic, or understood as
 * answers a screening can hold, whose balance and route can be printed.
 */
#include <stdint.h>

#include "ks/base/bsn.h"
#include "ks/exchange/answers.h"
#include "ks/output/screen.h"
#include "small.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* ---- what was told --------------------------------------------------------- */

static void check_told(const struct ks_told *told)
{
	if (!told->text)
		return;
	must(told->loc.in && told->loc.line > 0 && told->loc.col > 0);
	must(!ks_has_bsn(told->text));
	must(ks_utf8_find_bad(told->text, strlen(told->text), true) == strlen(told->text));
}

static void check_list(const struct ks_told_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		must(list->items[i].text != NULL);
		check_told(&list->items[i]);
	}
}

static void check_answers(const struct ks_answers *a)
{
	const struct ks_told *const single[] = {
		&a->phase, &a->due, &a->lmp, &a->scan, &a->municipality, &a->age,
		&a->first_child, &a->ref, &a->follows, &a->interpreter, &a->by, &a->judgement,
		&a->with_parent, &a->raise, &a->because, &a->correct, &a->date,
	};
	const struct ks_told_list *const lists[] = { &a->present, &a->absent, &a->declined,
						     &a->score, &a->already };

	for (size_t i = 0; i < sizeof(single) / sizeof(single[0]); i++)
		check_told(single[i]);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		check_list(lists[i]);
}

/* ---- what was understood --------------------------------------------------- */

static void check_scores(const struct ks_intake *intake)
{
	for (size_t i = 0; i < intake->n_scores; i++) {
		const struct ks_score *score = &intake->scores[i];
		const struct ks_instrument *instrument = score->instrument;

		must(instrument && score->date == intake->date);
		if (score->item)
			must(score->value >= 0 && score->value <= 3);
		else if (instrument->has_range)
			must(score->value >= instrument->min && score->value <= instrument->max);
		else
			must(score->outcome != NULL);
	}
}

/* No question is answered twice, and each by somebody it can be about. */
static void check_replies(const struct ks_intake *intake)
{
	for (size_t i = 0; i < intake->n_answers; i++) {
		const struct ks_answer *a = &intake->answers[i];

		must(a->factor && ks_factor_has_subject(a->factor, a->subject));
		must(a->date == intake->date);
		for (size_t j = 0; j < i; j++)
			must(a->factor != intake->answers[j].factor ||
			     a->subject != intake->answers[j].subject);
	}
}

static void check_intake(const struct ks_intake *intake)
{
	must(intake->date != KS_NO_DAY && intake->date <= SMALL_TODAY);
	must(intake->due == KS_NO_DAY || intake->due <= intake->date + KS_TERM_OF_PREGNANCY);
	must(intake->due == KS_NO_DAY || intake->phase != KS_BEFORE);
	must(intake->age == KS_NO_AGE || (intake->age >= 10 && intake->age <= 65));
	must(!intake->municipality || ks_is_id(intake->municipality));
	check_scores(intake);
	check_replies(intake);
}

static struct ks_family family_of(const struct ks_intake *intake)
{
	struct ks_family family;

	ks_family_init(&family, intake->phase == KS_BEFORE ? KS_BEFORE : KS_DURING);
	family.due = intake->due;
	family.age = intake->age;
	family.first_child = intake->first_child;
	family.municipality = intake->municipality;
	family.answers = intake->answers;
	family.n_answers = intake->n_answers;
	family.scores = intake->scores;
	family.n_scores = intake->n_scores;
	family.already = intake->already;
	family.n_already = intake->n_already;
	family.judgement = intake->judgement;
	family.raised = intake->raised;
	return family;
}

static void print_balance(struct ks_arena *arena, const struct ks_intake *intake,
			  enum ks_format format)
{
	struct ks_family family = family_of(intake);
	struct ks_screen_view view = {
		.case_key = "K7QX-3M2P", .screening = 1, .date = intake->date, .complete = true,
		.due = intake->due, .judgement = intake->judgement, .coalition = small_coalition(),
		.route = ks_route_make(arena, small_coalition(), &family, SMALL_TODAY),
	};
	struct ks_out out;

	ks_out_init(&out, arena, NULL, NULL);
	out.format = format;
	ks_write_screen(&out, &view);
	must_be_safe(&out.text);
	must(format == KS_AS_TEXT || ks_json_is_valid(out.text.text, out.text.len));
}

static void understand(struct ks_arena *arena, const struct ks_answers *answers,
		       struct ks_diag *diag, size_t size)
{
	struct ks_intake intake;
	int before = diag->errors;
	enum ks_status status =
		ks_answers_settle(arena, small_coalition(), answers, SMALL_TODAY, diag, &intake);

	must(status == (diag->errors > before ? KS_INPUT : KS_OK));
	if (status != KS_OK)
		return;
	check_intake(&intake);
	/* Printing costs more than reading, and every mutation asks again. */
	if (size % 4 < 2)
		print_balance(arena, &intake, size % 4 ? KS_AS_JSON : KS_AS_TEXT);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ks_source_text in = { .name = "fuzz.yaml", .len = size };
	struct ks_answers answers = { .phase = { .text = NULL } };
	struct ks_arena arena;
	struct ks_diag diag;
	enum ks_status status;

	ks_arena_init(&arena);
	ks_diag_init(&diag, &arena);
	in.text = small_copy(&arena, data, size);
	status = ks_answers_read(&arena, &in, &diag, &answers);
	must(status == (diag.errors ? KS_INPUT : KS_OK));
	check_answers(&answers);
	/* Also after an error: a command reports in one go all that is wrong. */
	understand(&arena, &answers, &diag, size);
	must_be_sayable(&diag, size);
	ks_arena_release(&arena);
	return 0;
}
