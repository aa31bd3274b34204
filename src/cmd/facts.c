/* SPDX-License-Identifier: EUPL-1.2 */
/* Facts of a case: see the header. */
#include "ks/cmd/facts.h"

#include <string.h>

#include "ks/base/arena.h"

void ks_facts_init(struct ks_facts *facts, struct ks_ctx *ctx, const char *key)
{
	*facts = (struct ks_facts){ .ctx = ctx, .key = key };
}

enum ks_status ks_facts_read(struct ks_facts *facts)
{
	struct ks_case data = { .key = "" };
	struct ks_ctx *ctx = facts->ctx;
	enum ks_status status = ks_case_read(ctx->store, ctx->coalition, facts->key, &data);

	if (status != KS_OK)
		return status;
	memcpy(facts->now, data.facts, sizeof(facts->now));
	if (ks_streq(facts->now[KS_FACT_PHASE], ks_phase_words[KS_ENDED]))
		return ks_fail(ctx, KS_REFUSED, KS_MSG_case_has_ended,
			       KS_ARGS({ "case", facts->key }));
	return ks_check_not_closed(ctx, &data);
}

enum ks_status ks_check_not_closed(struct ks_ctx *ctx, const struct ks_case *data)
{
	const char *closed = data->facts[KS_FACT_CLOSED];

	if (!closed)
		return KS_OK;
	return ks_fail(ctx, KS_REFUSED, KS_MSG_case_is_closed,
		       KS_ARGS({ "case", data->key }, { "date", closed }));
}

void ks_facts_text(struct ks_facts *facts, enum ks_fact fact, const char *value)
{
	if (!value || facts->status != KS_OK || ks_streq(facts->now[fact], value))
		return;
	facts->status = ks_case_set(facts->ctx->store, facts->key, fact, value);
	facts->now[fact] = value;
	facts->changed++;
}

void ks_facts_number(struct ks_facts *facts, enum ks_fact fact, int value)
{
	if (value >= 0)
		ks_facts_text(facts, fact, ks_fmt(facts->ctx->arena, "%d", value));
}

void ks_facts_yes_no(struct ks_facts *facts, enum ks_fact fact, int value)
{
	if (value >= 0)
		ks_facts_text(facts, fact, value ? "yes" : "no");
}

void ks_facts_day(struct ks_facts *facts, enum ks_fact fact, ks_day day)
{
	char text[KS_DATE_TEXT];

	ks_format_date(day, text);
	if (*text)
		ks_facts_text(facts, fact, ks_strdup(facts->ctx->arena, text));
}

void ks_facts_phase(struct ks_facts *facts, enum ks_phase phase)
{
	ks_facts_text(facts, KS_FACT_PHASE, ks_phase_words[phase]);
}

void ks_facts_phase_said(struct ks_facts *facts, int phase)
{
	const struct ks_arg *args = KS_ARGS({ "case", facts->key });

	if (phase < 0 || facts->status != KS_OK)
		return;
	if (facts->now[KS_FACT_BORN])
		facts->status = ks_fail(facts->ctx, KS_REFUSED, KS_MSG_phase_after_birth, args);
	else if (phase == KS_BEFORE && facts->now[KS_FACT_DUE])
		facts->status = ks_fail(facts->ctx, KS_REFUSED, KS_MSG_phase_with_due, args);
	else
		ks_facts_phase(facts, (enum ks_phase)phase);
}

enum ks_phase ks_first_phase(const struct ks_intake *intake)
{
	if (intake->born != KS_NO_DAY)
		return KS_AFTER;
	return intake->phase < 0 ? KS_DURING : (enum ks_phase)intake->phase;
}

void ks_facts_begin(struct ks_facts *facts, const struct ks_intake *intake)
{
	ks_facts_day(facts, KS_FACT_BORN, intake->born);
	if (intake->born != KS_NO_DAY)
		ks_facts_text(facts, KS_FACT_CHILDREN, "1");
	ks_facts_phase(facts, ks_first_phase(intake));
}

/* A case that is there has its birth recorded as one: with what that asks and closes. */
static void check_born(struct ks_facts *facts, ks_day born)
{
	char text[KS_DATE_TEXT];

	ks_format_date(born, text);
	if (*text && facts->status == KS_OK && !ks_streq(facts->now[KS_FACT_BORN], text))
		facts->status = ks_fail(facts->ctx, KS_REFUSED, KS_MSG_born_of_case,
					KS_ARGS({ "case", facts->key }, { "date", text }));
}

static bool is_due_already(const struct ks_facts *facts, ks_day due)
{
	char text[KS_DATE_TEXT];

	ks_format_date(due, text);
	return ks_streq(facts->now[KS_FACT_DUE], text);
}

void ks_facts_due(struct ks_facts *facts, ks_day due, const char *source)
{
	bool scanned = ks_streq(facts->now[KS_FACT_DUE_SOURCE], "scan");

	if (due == KS_NO_DAY)
		return;
	if (facts->now[KS_FACT_BORN] && !is_due_already(facts, due)) {
		facts->status = ks_fail(facts->ctx, KS_REFUSED, KS_MSG_due_after_birth,
					KS_ARGS({ "case", facts->key }));
		return;
	}
	if (scanned && ks_streq(source, "lmp")) {
		ks_diag_add(facts->ctx->diag, KS_NOTE, ks_nowhere(), KS_MSG_scan_stays, NULL, NULL);
		return;
	}
	ks_facts_day(facts, KS_FACT_DUE, due);
	ks_facts_text(facts, KS_FACT_DUE_SOURCE, source);
	if (ks_streq(facts->now[KS_FACT_PHASE], ks_phase_words[KS_BEFORE]))
		ks_facts_phase(facts, KS_DURING);
}

/* Two pregnancies can follow on one, when the first of them is recorded late; seldom do they. */
static void note_following(struct ks_facts *facts, const char *earlier)
{
	const char *other = ks_case_following(facts->ctx->store, earlier, facts->key);

	if (!other || ks_streq(facts->now[KS_FACT_FOLLOWS], earlier))
		return;
	ks_store_seen(facts->ctx->store, other);
	ks_diag_add(facts->ctx->diag, KS_NOTE, ks_nowhere(), KS_MSG_follows_too,
		    KS_ARGS({ "case", earlier }, { "other", other }), NULL);
}

static void set_follows(struct ks_facts *facts, const char *typed)
{
	char earlier[KS_KEY_SIZE];

	if (!typed || facts->status != KS_OK)
		return;
	facts->status = ks_case_find(facts->ctx->store, typed, earlier);
	if (facts->status == KS_OK && strcmp(earlier, facts->key) == 0)
		facts->status = ks_fail(facts->ctx, KS_INPUT, KS_MSG_follows_itself,
					KS_ARGS({ "case", earlier }));
	if (facts->status == KS_OK)
		note_following(facts, earlier);
	ks_facts_text(facts, KS_FACT_FOLLOWS, ks_strdup(facts->ctx->arena, earlier));
}

/* Nobody was screened for a pregnancy that had not begun. */
static void check_screening_day(struct ks_facts *facts, ks_day day)
{
	const char *due_text = facts->now[KS_FACT_DUE];
	char text[KS_DATE_TEXT];
	ks_day due;

	if (facts->status != KS_OK || !due_text || !ks_parse_date(due_text, &due) ||
	    ks_week_on(due, day) >= 0)
		return;
	ks_format_date(day, text);
	facts->status = ks_fail(facts->ctx, KS_INPUT, KS_MSG_screening_before_pregnancy,
				KS_ARGS({ "date", text }, { "due", due_text }));
}

void ks_facts_intake(struct ks_facts *facts, const struct ks_intake *intake)
{
	check_born(facts, intake->born);
	ks_facts_due(facts, intake->due, intake->due_source);
	ks_facts_text(facts, KS_FACT_MUNICIPALITY, intake->municipality);
	ks_facts_number(facts, KS_FACT_AGE, intake->age);
	ks_facts_yes_no(facts, KS_FACT_FIRST_CHILD, intake->first_child);
	ks_facts_text(facts, KS_FACT_REF, intake->ref);
	ks_facts_text(facts, KS_FACT_INTERPRETER, intake->interpreter);
	set_follows(facts, intake->follows);
	check_screening_day(facts, intake->date);
}

enum ks_status ks_facts_status(const struct ks_facts *facts)
{
	return facts->status;
}
