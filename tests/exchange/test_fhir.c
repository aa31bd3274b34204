/* SPDX-License-Identifier: EUPL-1.2 */
/* A bundle, written as we write it and read again; tests/hostile/fhir has what may not come in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/exchange/fhir.h"
#include "ks/output/fhir.h"

#define DAY (ks_day_of(2026, 11, 21))

struct room {
	struct ks_arena arena;
	struct ks_diag diag;
	struct ks_fhir_read read;
};

static struct room room;

static int start(void **state)
{
	ks_arena_init(&room.arena);
	*state = &room;
	return 0;
}

static int end(void **state)
{
	struct room *r = *state;

	ks_arena_release(&r->arena);
	return 0;
}

static struct ks_parcel_move moves[] = {
	{ .verb = KS_VERB_NEW, .status = KS_H_REQUESTED, .at = "2026-11-21T10:00:00Z",
	  .by = { "verloskundige", "praktijk-noord", "vk-1" } },
	{ .verb = KS_VERB_WAITLIST, .status = KS_H_WAITING, .at = "2026-11-22T10:00:00Z",
	  .by = { "jgz", "jgz-oost", "jgz-1" }, .note = "Er is nog geen plek." },
	{ .verb = KS_VERB_MEET, .status = KS_H_MET, .at = "2026-11-25T10:00:00Z",
	  .by = { "jgz", "jgz-oost", "jgz-1" }, .present = "mother,receiver" },
	{ .verb = KS_VERB_COMPLETE, .status = KS_H_COMPLETED, .at = "2026-11-26T10:00:00Z",
	  .by = { "jgz", "jgz-oost", "jgz-1" }, .outcome = "helped" },
};
static struct ks_parcel_factor factors[] = { { "schulden", "Schulden" },
					     { "stress@partner", "Stress (partner)" } };

/* Everything a bundle can hold. */
static struct ks_parcel whole(void)
{
	for (size_t i = 0; i < 4; i++) {
		moves[i].date = DAY + (ks_day)i;
		moves[i].until = i == 1 ? DAY + 30 : KS_NO_DAY;
	}
	return (struct ks_parcel){
		.origin = { "B-AAAA", "H-7QKMPX" }, .own = { "B-BBBB", "H-2WXYZ3" },
		.origin_case = "K7QX-3M2P",
		.from = { "verloskundige", "praktijk-noord", "vk-1" }, .to = { "jgz", "JGZ Oost", NULL },
		.sender = { "jgz", "jgz-oost", "jgz-1" },
		.sent = "2026-11-26T11:00:00Z", .head = "abc123",
		.intervention = "huisbezoek", .title = "Huisbezoek",
		.form = KS_CALL_TOGETHER, .urgency = KS_SOON,
		.due = DAY + 14, .respond_by = DAY + 2,
		.respond_within = { 2, KS_WORKING_DAYS }, .contact_within = { 3, KS_WEEKS },
		.feedback_within = { 1, KS_MONTHS },
		.moves = moves, .n_moves = 4, .whole = true,
		.ask = "Wilt u \"meedenken\"?\nGraag.", .own_words = "Ik wil het <goed> doen.",
		.works_well = "Zij belt zelf.", .agreements = "Wij bellen dinsdag.",
		.safe_contact = "App.", .keeps_contact = "Verloskundige",
		.has_consent = true, .consent_by = "partner", .consent_how = "written",
		.consent_date = DAY, .consent_until = DAY + 90, .consent_revoked = KS_NO_DAY,
		.phase = KS_DURING, .family_due = DAY + 180, .family_born = KS_NO_DAY,
		.municipality = "deventer", .factors = factors, .n_factors = 2,
	};
}

static const char *written(struct room *r, const struct ks_parcel *p)
{
	struct ks_out out;

	ks_out_init(&out, &r->arena, NULL, NULL);
	ks_write_fhir(&out, p);
	return out.text.text;
}

static enum ks_status read_text(struct room *r, const char *text)
{
	struct ks_source_text *in = KS_NEW(&r->arena, struct ks_source_text);

	*in = (struct ks_source_text){ .name = "b.json", .text = text, .len = strlen(text) };
	ks_diag_init(&r->diag, &r->arena);
	return ks_fhir_read(&r->arena, in, &r->diag, &r->read);
}

static void assert_party(const struct ks_parcel_party *a, const struct ks_parcel_party *b)
{
	assert_string_equal(a->role, b->role);
	assert_true(ks_streq(a->organisation, b->organisation));
	assert_true(ks_streq(a->user, b->user));
}

static void assert_moves(const struct ks_parcel *a, const struct ks_parcel *b)
{
	assert_int_equal(a->n_moves, b->n_moves);
	for (size_t i = 0; i < a->n_moves; i++) {
		const struct ks_parcel_move *x = &a->moves[i], *y = &b->moves[i];

		assert_int_equal(x->verb, y->verb);
		assert_int_equal(x->status, y->status);
		assert_int_equal(x->date, y->date);
		assert_int_equal(x->until, y->until);
		assert_string_equal(x->at, y->at);
		assert_party(&x->by, &y->by);
		assert_true(ks_streq(x->note, y->note) && ks_streq(x->reason, y->reason));
		assert_true(ks_streq(x->outcome, y->outcome) && ks_streq(x->present, y->present));
	}
}

static void what_is_written_is_read(void **state)
{
	struct room *r = *state;
	const struct ks_parcel p = whole(), *q = &r->read.parcel;

	assert_int_equal(read_text(r, written(r, &p)), KS_OK);
	assert_int_equal(r->read.n_not_taken, 0);
	assert_string_equal(q->origin.book, p.origin.book);
	assert_string_equal(q->origin.id, p.origin.id);
	assert_string_equal(q->own.book, p.own.book);
	assert_string_equal(q->own.id, p.own.id);
	assert_string_equal(q->origin_case, p.origin_case);
	assert_party(&q->from, &p.from);
	assert_party(&q->to, &p.to);
	assert_party(&q->sender, &p.sender);
	assert_string_equal(q->sent, p.sent);
	assert_string_equal(q->head, p.head);
	assert_string_equal(q->intervention, p.intervention);
	assert_string_equal(q->title, p.title);
	assert_int_equal(q->form, p.form);
	assert_int_equal(q->urgency, p.urgency);
	assert_int_equal(q->due, p.due);
	assert_int_equal(q->respond_by, p.respond_by);
	assert_memory_equal(&q->respond_within, &p.respond_within, sizeof(p.respond_within));
	assert_memory_equal(&q->contact_within, &p.contact_within, sizeof(p.contact_within));
	assert_memory_equal(&q->feedback_within, &p.feedback_within, sizeof(p.feedback_within));
	assert_moves(q, &p);
}

static void so_is_what_is_told_of_the_family(void **state)
{
	struct room *r = *state;
	const struct ks_parcel p = whole(), *q = &r->read.parcel;

	assert_int_equal(read_text(r, written(r, &p)), KS_OK);
	assert_true(q->whole && q->has_consent && !q->ground);
	assert_string_equal(q->ask, p.ask);
	assert_string_equal(q->own_words, p.own_words);
	assert_string_equal(q->works_well, p.works_well);
	assert_string_equal(q->agreements, p.agreements);
	assert_string_equal(q->safe_contact, p.safe_contact);
	assert_string_equal(q->keeps_contact, p.keeps_contact);
	assert_string_equal(q->consent_by, "partner");
	assert_string_equal(q->consent_how, "written");
	assert_int_equal(q->consent_date, p.consent_date);
	assert_int_equal(q->consent_until, p.consent_until);
	assert_int_equal(q->consent_revoked, KS_NO_DAY);
	assert_int_equal(q->phase, KS_DURING);
	assert_int_equal(q->family_due, p.family_due);
	assert_int_equal(q->family_born, KS_NO_DAY);
	assert_string_equal(q->municipality, "deventer");
	assert_int_equal(q->n_factors, 2);
	assert_string_equal(q->factors[1].id, "stress@partner");
	assert_string_equal(q->factors[1].label, "Stress (partner)");
}

/* What the receiver sends back: the moves, and nothing of the family. */
static void only_how_it_stands_is_a_bundle_too(void **state)
{
	struct room *r = *state;
	struct ks_parcel p = whole();

	p.whole = p.has_consent = false;
	p.n_factors = 0;
	p.phase = -1;
	p.family_due = KS_NO_DAY;
	p.municipality = NULL;
	assert_int_equal(read_text(r, written(r, &p)), KS_OK);
	assert_false(r->read.parcel.whole || r->read.parcel.has_consent);
	assert_null(r->read.parcel.ask);
	assert_int_equal(r->read.parcel.phase, -1);
	assert_moves(&r->read.parcel, &p);
}

static void consent_taken_back_and_a_ground_are_read(void **state)
{
	struct room *r = *state;
	struct ks_parcel p = whole();

	p.consent_revoked = DAY + 3;
	assert_int_equal(read_text(r, written(r, &p)), KS_OK);
	assert_int_equal(r->read.parcel.consent_revoked, DAY + 3);
	p.has_consent = false;
	p.ground = "meldcode";
	assert_int_equal(read_text(r, written(r, &p)), KS_OK);
	assert_string_equal(r->read.parcel.ground, "meldcode");
}

/* The text with its first such piece replaced. */
static const char *with(struct room *r, const char *text, const char *piece, const char *other)
{
	const char *at = strstr(text, piece);

	assert_non_null(at);
	return ks_fmt(&r->arena, "%.*s%s%s", (int)(at - text), text, other, at + strlen(piece));
}

static void what_it_does_not_know_is_named_or_refused(void **state)
{
	static const struct {
		const char *piece, *other;
		enum ks_msg msg;
	} cases[] = {
		{ "\"Bundle\"", "\"List\"", KS_MSG_fhir_no_bundle },
		{ "\"3457005\"", "\"1\"", KS_MSG_fhir_not_ours },
		{ "\"ServiceRequest\"", "\"Patient\"", KS_MSG_fhir_unknown_type },
		{ "\"call-together\"", "\"fax\"", KS_MSG_fhir_unknown_word },
		{ "\"recorded\":\t\"2026-11-22T10:00:00Z\"", "\"recorded\":\t\"nu\"",
		  KS_MSG_fhir_no_instant },
		{ "\"written\"", "\"gedroomd\"", KS_MSG_fhir_unknown_word },
		{ "Zij belt zelf.", "BSN 111222333", KS_MSG_has_bsn },
		{ "\"intent\"", "\"implicitRules\":\t\"x\",\n\"intent\"", KS_MSG_fhir_modifier },
		{ "\"2wd\"", "\"straks\"", KS_MSG_fhir_unknown_word },
		{ "K7QX-3M2P", "Anna", KS_MSG_fhir_not_ours },
	};
	struct room *r = *state;
	const struct ks_parcel p = whole();
	const char *text = written(r, &p);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct ks_diag_item *item;

		if (read_text(r, with(r, text, cases[i].piece, cases[i].other)) != KS_INPUT)
			fail_msg("taken: %s", cases[i].other);
		for (item = r->diag.first; item && item->msg != cases[i].msg; item = item->next)
			;
		if (!item)
			fail_msg("%s", cases[i].other);
		else
			assert_true(item->loc.line > 0);
	}
	assert_int_equal(read_text(r, with(r, text, "\"intent\"", "\"description\":\t\"x\",\n\"intent\"")),
			 KS_OK);
	assert_int_equal(r->read.n_not_taken, 1);
	assert_string_equal(r->read.not_taken[0], "Task.description");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(so_is_what_is_told_of_the_family),
		cmocka_unit_test(only_how_it_stands_is_a_bundle_too),
		cmocka_unit_test(consent_taken_back_and_a_ground_are_read),
		cmocka_unit_test(what_it_does_not_know_is_named_or_refused),
	};

	return cmocka_run_group_tests(tests, start, end);
}
