/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as a bundle from another casebook: refused with a diagnostic, or a
 * handover whose history is judged without harm and that, written again, is
 * sound JSON which reads as the same handover.
 */
#include <stdint.h>

#include "ks/base/bsn.h"
#include "ks/exchange/fhir.h"
#include "ks/output/fhir.h"
#include "small.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const char *text)
{
	if (!text)
		return;
	must(!ks_has_bsn(text));
	must(ks_utf8_find_bad(text, strlen(text), true) == strlen(text));
}

static void check_parcel(const struct ks_parcel *p)
{
	const char *const texts[] = { p->ask, p->own_words, p->works_well, p->agreements,
				      p->safe_contact, p->keeps_contact, p->municipality,
				      p->title, p->intervention, p->origin.id, p->origin_case };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		check_text(texts[i]);
	must(p->origin.book && p->origin.id && p->own.book && p->own.id && p->origin_case);
	must(p->from.role && p->to.role && p->sender.role && p->sent && p->head && p->n_moves);
	must(!p->whole || p->has_consent || p->ground);
	for (size_t i = 0; i < p->n_moves; i++)
		must(p->moves[i].by.user && p->moves[i].by.organisation && p->moves[i].at &&
		     p->moves[i].date != KS_NO_DAY);
}

/* What is new once is not new twice. */
static void check_merge(struct ks_arena *arena, const struct ks_parcel *p)
{
	struct ks_merge once = ks_parcel_merge(arena, NULL, 0, p->moves, p->n_moves);
	struct ks_merge twice =
		ks_parcel_merge(arena, p->moves, p->n_moves, p->moves, p->n_moves);

	must(once.result != KS_MERGE_OK || once.first_new == 0);
	must(twice.result == KS_MERGE_OK && twice.first_new == p->n_moves);
}

static void check_again(struct ks_arena *arena, const struct ks_parcel *p)
{
	struct ks_fhir_read again = { .n_not_taken = 0 };
	struct ks_source_text in = { .name = "again.json" };
	struct ks_diag diag;
	struct ks_out out;

	ks_out_init(&out, arena, NULL, NULL);
	ks_diag_init(&diag, arena);
	ks_write_fhir(&out, p);
	must_be_safe(&out.text);
	must(ks_json_is_valid(out.text.text, out.text.len));
	in.text = out.text.text;
	in.len = out.text.len;
	if (ks_fhir_read(arena, &in, &diag, &again) != KS_OK)
		return;		/* written out it can be larger than a file may be */
	must(again.parcel.n_moves == p->n_moves && again.parcel.n_factors == p->n_factors);
	must(ks_streq(again.parcel.ask, p->ask) && again.n_not_taken == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ks_source_text in = { .name = "fuzz.json", .len = size };
	struct ks_fhir_read read = { .n_not_taken = 0 };
	struct ks_arena arena;
	struct ks_diag diag;
	enum ks_status status;

	ks_arena_init(&arena);
	ks_diag_init(&diag, &arena);
	in.text = small_copy(&arena, data, size);
	status = ks_fhir_read(&arena, &in, &diag, &read);
	must(status == (diag.errors ? KS_INPUT : KS_OK));
	if (status == KS_OK) {
		check_parcel(&read.parcel);
		check_merge(&arena, &read.parcel);
		check_again(&arena, &read.parcel);
	}
	must_be_sayable(&diag, size);
	ks_arena_release(&arena);
	return 0;
}
