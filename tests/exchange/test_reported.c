/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ks/base/str.h"
#include "ks/exchange/reported.h"
#include "support/coalition.h"

static const char interventions[] = "  - {id: hulp, title: Hulp, phase: [during], role: team,\n"
				    "     source: proposal}\n";
static const char *const no_cards[] = { NULL };

static int start(void **state)
{
	static struct made m;

	made_start(&m, interventions, no_cards);
	*state = &m;
	return 0;
}

static int end(void **state)
{
	made_end(*state);
	return 0;
}

typedef enum ks_status reader(const struct ks_reported_with *with, const struct ks_source_text *in,
			      struct ks_reported *out);

static enum ks_status read_with(struct made *m, reader *read, const char *text, ks_day day,
				struct ks_reported *out)
{
	struct ks_source_text *in = KS_NEW(&m->arena, struct ks_source_text);
	const struct ks_reported_with with = { &m->arena, m->c, day, &m->diag };

	*in = (struct ks_source_text){ .name = "a", .text = text, .len = strlen(text) };
	ks_diag_init(&m->diag, &m->arena);
	return read(&with, in, out);
}

/* "1/schulden@family=present 1/epds=14": day of November, who, what; in order of day. */
static const char *said(struct made *m, const struct ks_reported *reported, enum ks_by by)
{
	const struct ks_reported_with with = { &m->arena, m->c, KS_NO_DAY, &m->diag };
	struct ks_intake *intakes;
	struct ks_buf buf;

	ks_buf_init(&buf, &m->arena);
	assert_int_equal(ks_reported_settle(&with, reported, by, TODAY, &intakes), KS_OK);
	for (size_t i = 0; i < reported->n; i++) {
		long long day = intakes[i].date - ks_day_of(2026, 10, 31);

		for (size_t j = 0; j < intakes[i].n_answers; j++) {
			const struct ks_answer *a = &intakes[i].answers[j];

			assert_int_equal(a->by, by);
			ks_buf_addf(&buf, "%s%lld/%s@%s=%s", buf.len ? " " : "", day,
				    a->factor->id, ks_subject_words[a->subject],
				    ks_reply_words[a->reply]);
		}
		for (size_t j = 0; j < intakes[i].n_scores; j++)
			ks_buf_addf(&buf, "%s%lld/%s%s%s=%d", buf.len ? " " : "", day,
				    intakes[i].scores[j].instrument->id,
				    intakes[i].scores[j].item ? "." : "",
				    intakes[i].scores[j].item ? intakes[i].scores[j].item : "",
				    intakes[i].scores[j].value);
	}
	return buf.text;
}

static void assert_says(struct made *m, reader *read, const char *text, const char *expected)
{
	struct ks_reported reported;

	assert_int_equal(read_with(m, read, text, ks_day_of(2026, 11, 3), &reported), KS_OK);
	assert_string_equal(said(m, &reported, KS_BY_FILE), expected);
}

static void assert_refuses(struct made *m, reader *read, const char *text, enum ks_msg msg, int line,
			   int col)
{
	struct ks_reported reported;

	assert_int_equal(read_with(m, read, text, KS_NO_DAY, &reported), KS_INPUT);
	assert_int_equal(m->diag.first->msg, msg);
	assert_int_equal(m->diag.first->loc.line, line);
	assert_int_equal(m->diag.first->loc.col, col);
}

/* The same of one line, at the place of a piece of it. */
static void assert_refuses_at(struct made *m, const char *text, enum ks_msg msg, const char *at)
{
	assert_refuses(m, ks_response_read, text, msg, 1, (int)(strstr(text, at) - text) + 1);
}

/* ---- a table --------------------------------------------------------------- */

static void a_table_says_it_in_dutch_or_english(void **state)
{
	assert_says(*state, ks_table_read,
		    "factor;antwoord;over;datum\nschulden;Ja;;20-11-2026\nroken;NEE;Partner;1-11-2026\n"
		    "stress;wil niet zeggen;;20-11-2026\nsomber;niet gevraagd;;20-11-2026\n",
		    "1/roken@partner=absent 20/schulden@family=present 20/stress@mother=declined");
	assert_says(*state, ks_table_read,
		    "Date,FACTOR,Subject,Answer\n2026-11-20,roken,partner,present\n"
		    "2026-11-20,netwerk,netwerk,ONWAAR\n2026-11-20,stress,,declined\n",
		    "20/roken@partner=present 20/netwerk@network=absent 20/stress@mother=declined");
}

static void a_subject_may_stand_with_the_factor(void **state)
{
	assert_says(*state, ks_table_read, "factor,answer\nroken@partner,ja\nroken,nee\n",
		    "3/roken@partner=present 3/roken@mother=absent");
	assert_refuses(*state, ks_table_read, "factor,answer,subject\nroken@partner,ja,mother\n",
		       KS_MSG_unknown_subject, 2, 1);
	assert_refuses(*state, ks_table_read, "factor,answer,subject\nstress,ja,partner\n",
		       KS_MSG_subject_not_of_factor, 2, 1);
}

static void scores_stand_in_the_same_table(void **state)
{
	assert_says(*state, ks_table_read,
		    "factor;answer\nepds;14\nepds.item10;0\nschulden;ja\nepds;\n",
		    "3/schulden@family=present 3/epds=14 3/epds.item10=0");
}

static void what_was_not_answered_says_nothing(void **state)
{
	assert_says(*state, ks_table_read, "factor,answer\nschulden\nroken,\nstress,ja\n",
		    "3/stress@mother=present");
	assert_refuses(*state, ks_table_read, "factor,answer\nroken,\n", KS_MSG_reported_nothing, 0,
		       0);
	assert_refuses(*state, ks_table_read, "factor,answer\n", KS_MSG_reported_nothing, 0, 0);
}

static void other_columns_are_named_and_not_taken(void **state)
{
	struct made *m = *state;
	struct ks_reported reported;

	assert_int_equal(read_with(m, ks_table_read,
				   "naam,factor,answer,naam,=cmd|x\nAnna,stress,ja,,\n", TODAY,
				   &reported),
			 KS_OK);
	assert_int_equal(reported.n_not_taken, 2);
	assert_string_equal(reported.not_taken[0], "naam");
	assert_string_equal(reported.not_taken[1], "=cmd|x");
}

static void a_table_that_is_wrong_says_where(void **state)
{
	assert_refuses(*state, ks_table_read, "naam,answer\nx,ja\n", KS_MSG_csv_columns, 1, 1);
	assert_refuses(*state, ks_table_read, "", KS_MSG_csv_columns, 1, 1);
	assert_refuses(*state, ks_table_read, "factor,answer,signaal\nstress,ja,x\n",
		       KS_MSG_csv_twice, 1, 15);
	assert_refuses(*state, ks_table_read, "factor,answer,date\nstres,ja,2026-11-01\n",
		       KS_MSG_unknown_factor, 2, 1);
	assert_refuses(*state, ks_table_read, "factor,answer,date\nstress,misschien,2026-11-01\n",
		       KS_MSG_reported_reply, 2, 8);
	assert_refuses(*state, ks_table_read, "factor,answer,date\nstress,ja,gisteren\n",
		       KS_MSG_need_date, 2, 11);
	assert_refuses(*state, ks_table_read, "factor,answer,date\nstress,ja,1-2-26\n",
		       KS_MSG_need_date, 2, 11);
	assert_refuses(*state, ks_table_read, "factor,answer,date\nstress,ja,31-2-2026\n",
		       KS_MSG_need_date, 2, 11);
	assert_refuses(*state, ks_table_read, "factor,answer\nstress,ja\n", KS_MSG_reported_no_day, 2,
		       1);
	assert_refuses(*state, ks_table_read, "factor,answer,nr\nstress,ja,111222333\n",
		       KS_MSG_has_bsn, 2, 11);
	assert_refuses(*state, ks_table_read, "factor,answer,111222333\nstress,ja,x\n",
		       KS_MSG_has_bsn, 1, 15);
}

static void nobody_reads_on_after_twenty_errors(void **state)
{
	struct made *m = *state;
	struct ks_reported reported;
	struct ks_buf buf;

	ks_buf_init(&buf, &m->arena);
	ks_buf_add(&buf, "factor,answer\n");
	for (int i = 0; i < 4000; i++)
		ks_buf_add(&buf, "onbekend,ja\n");
	assert_int_equal(read_with(m, ks_table_read, buf.text, TODAY, &reported), KS_INPUT);
	assert_int_equal(m->diag.errors, 20);
}

static void what_cannot_be_is_refused_when_it_is_understood(void **state)
{
	static const char *const texts[] = {
		"factor,answer\nstress,ja\nstress,nee\n",
		"factor,answer\nepds,31\n",
		"factor,answer,date\nstress,ja,2026-12-24\n",
	};
	static const enum ks_msg msgs[] = { KS_MSG_answered_both_ways, KS_MSG_score_out_of_range,
					    KS_MSG_date_in_future };
	struct made *m = *state;

	for (size_t i = 0; i < 3; i++) {
		const struct ks_reported_with with = { &m->arena, m->c, TODAY, &m->diag };
		struct ks_reported reported;
		struct ks_intake *intakes;

		assert_int_equal(read_with(m, ks_table_read, texts[i], TODAY, &reported), KS_OK);
		assert_int_equal(ks_reported_settle(&with, &reported, KS_BY_SELF, TODAY, &intakes),
				 KS_INPUT);
		assert_int_equal(m->diag.first->msg, msgs[i]);
	}
}

/* ---- a QuestionnaireResponse ------------------------------------------------ */

#define HEAD "{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"completed\","
#define ON "\"authored\":\"2026-11-02T23:30:00+01:00\","
#define ANSWER(id, value) "{\"linkId\":\"" id "\",\"answer\":[{" value "}]}"
#define STRESS ANSWER("stress", "\"valueBoolean\":true")

static void a_response_says_it_in_four_ways(void **state)
{
	assert_says(*state, ks_response_read,
		    HEAD ON "\"item\":[" ANSWER("schulden", "\"valueBoolean\":true") ","
		    ANSWER("roken@partner", "\"valueBoolean\":false") ","
		    ANSWER("stress", "\"valueCoding\":{\"code\":\"declined\"}") ","
		    ANSWER("somber", "\"valueString\":\"ja\"") ","
		    ANSWER("epds", "\"valueInteger\":14") ",{\"linkId\":\"jong\"}]}",
		    "2/schulden@family=present 2/somber@mother=present 2/roken@partner=absent "
		    "2/stress@mother=declined 2/epds=14");
}

static void items_stand_in_groups_and_below_answers(void **state)
{
	assert_says(*state, ks_response_read,
		    HEAD ON "\"item\":[{\"linkId\":\"groep\",\"item\":[" STRESS ","
		    "{\"linkId\":\"schulden\",\"answer\":[{\"valueBoolean\":true,\"item\":["
		    ANSWER("roken", "\"valueBoolean\":true") "]}]}]}]}",
		    "2/stress@mother=present 2/schulden@family=present 2/roken@mother=present");
}

static void a_day_of_its_own_goes_before_the_one_given(void **state)
{
	assert_says(*state, ks_response_read, HEAD "\"item\":[" STRESS "]}",
		    "3/stress@mother=present");
	assert_refuses(*state, ks_response_read, HEAD "\"item\":[" STRESS "]}",
		       KS_MSG_reported_no_day, 1, 1);
	assert_refuses_at(*state, HEAD "\"authored\":\"november\",\"item\":[" STRESS "]}",
			  KS_MSG_need_date, "\"november\"");
}

static void a_response_may_say_whose_it_is(void **state)
{
	struct made *m = *state;
	struct ks_reported reported;

	assert_int_equal(read_with(m, ks_response_read,
				   HEAD ON "\"subject\":{\"identifier\":{\"system\":"
				   "\"urn:ks:book:B-7:case\",\"value\":\"K7QX-3M2P\"}},"
				   "\"author\":{\"display\":\"x\"},\"item\":[" STRESS "]}",
				   KS_NO_DAY, &reported),
			 KS_OK);
	assert_string_equal(reported.about.book, "B-7");
	assert_string_equal(reported.about.id, "K7QX-3M2P");
	assert_int_equal(reported.n_not_taken, 1);
	assert_string_equal(reported.not_taken[0], "QuestionnaireResponse.author");
	assert_int_equal(read_with(m, ks_response_read,
				   HEAD ON "\"subject\":{\"reference\":\"Patient/1\"},\"item\":["
				   STRESS "]}",
				   KS_NO_DAY, &reported),
			 KS_OK);
	assert_null(reported.about.id);
	assert_string_equal(reported.not_taken[0], "QuestionnaireResponse.subject");
}

static void half_a_character_is_no_trouble(void **state)
{
	assert_says(*state, ks_response_read,
		    HEAD ON "\"item\":[{\"linkId\":\"g\",\"text\":\"\\ud83d\\ude00\",\"item\":["
		    STRESS "]}]}",
		    "2/stress@mother=present");
}

static void a_response_that_is_wrong_says_where(void **state)
{
	struct made *m = *state;

	assert_refuses_at(m, "{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"in-progress\","
			  ON "\"item\":[" STRESS "]}", KS_MSG_response_status, "\"in-progress\"");
	assert_refuses_at(m, "{\"resourceType\":\"Patient\",\"status\":\"completed\"}",
			  KS_MSG_fhir_missing, "{");
	assert_refuses_at(m, HEAD ON "\"modifierExtension\":[],\"item\":[" STRESS "]}",
			  KS_MSG_fhir_modifier, "\"modifierExtension\"");
	assert_refuses_at(m, HEAD ON "\"item\":[" ANSWER("vraag-1", "\"valueBoolean\":true") "]}",
			  KS_MSG_unknown_factor, "\"vraag-1\"");
	assert_refuses_at(m, HEAD ON "\"item\":[" ANSWER("stress", "\"valueDate\":\"2026-11-01\"")
			  "]}", KS_MSG_response_value, "{\"valueDate\"");
	assert_refuses_at(m, HEAD ON "\"item\":[{\"linkId\":\"stress\",\"answer\":["
			  "{\"valueBoolean\":true},{\"valueBoolean\":false}]}]}", KS_MSG_fhir_twice,
			  "{\"valueBoolean\":false}");
	assert_refuses_at(m, HEAD ON "\"item\":[{\"answer\":[{\"valueBoolean\":true}]}]}",
			  KS_MSG_fhir_missing, "{\"answer\"");
	assert_refuses_at(m, HEAD ON "\"subject\":{\"identifier\":{\"value\":\"111222333\"}},"
			  "\"item\":[" STRESS "]}", KS_MSG_has_bsn, "\"111222333\"");
	assert_refuses_at(m, HEAD ON "\"item\":{}}", KS_MSG_fhir_missing, "{}");
	assert_refuses(m, ks_response_read, HEAD ON "\"item\":[]}", KS_MSG_reported_nothing, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_says_it_in_dutch_or_english),
		cmocka_unit_test(a_subject_may_stand_with_the_factor),
		cmocka_unit_test(scores_stand_in_the_same_table),
		cmocka_unit_test(what_was_not_answered_says_nothing),
		cmocka_unit_test(other_columns_are_named_and_not_taken),
		cmocka_unit_test(a_table_that_is_wrong_says_where),
		cmocka_unit_test(nobody_reads_on_after_twenty_errors),
		cmocka_unit_test(what_cannot_be_is_refused_when_it_is_understood),
		cmocka_unit_test(a_response_says_it_in_four_ways),
		cmocka_unit_test(items_stand_in_groups_and_below_answers),
		cmocka_unit_test(a_day_of_its_own_goes_before_the_one_given),
		cmocka_unit_test(a_response_may_say_whose_it_is),
		cmocka_unit_test(half_a_character_is_no_trouble),
		cmocka_unit_test(a_response_that_is_wrong_says_where),
	};

	return cmocka_run_group_tests(tests, start, end);
}
