/* SPDX-License-Identifier: EUPL-1.2 */
/* What was told on each day, whatever it was written in: see exchange/reported.h. */
#include "ks/exchange/reported.h"

#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/cards/load.h"
#include "reporting.h"

void ks_reporting_wrong(struct ks_reporting *r, struct ks_loc loc, enum ks_msg msg,
			const char *what)
{
	ks_error(r->with->diag, loc, msg, KS_ARGS({ "what", what }), NULL);
	r->errors++;
}

void ks_reporting_not_taken(struct ks_reporting *r, const char *what)
{
	struct ks_reported *out = r->out;

	for (size_t i = 0; i < out->n_not_taken; i++)
		if (ks_streq(out->not_taken[i], what))
			return;
	*(const char **)ks_grow(r->with->arena, &out->not_taken, &out->n_not_taken,
				sizeof(*out->not_taken)) = what;
}

/* ---- one thing told ------------------------------------------------------ */

/* As spreadsheets and people write them; enum ks_reply, or -1. */
static int reply_of(const char *said)
{
	static const struct {
		const char *word;
		enum ks_reply reply;
	} words[] = {
		{ "present", KS_PRESENT },     { "ja", KS_PRESENT },
		{ "yes", KS_PRESENT },	       { "true", KS_PRESENT },
		{ "waar", KS_PRESENT },	       { "absent", KS_ABSENT },
		{ "nee", KS_ABSENT },	       { "no", KS_ABSENT },
		{ "false", KS_ABSENT },	       { "onwaar", KS_ABSENT },
		{ "declined", KS_DECLINED },   { "wil niet zeggen", KS_DECLINED },
		{ "not-asked", KS_NOT_ASKED }, { "niet gevraagd", KS_NOT_ASKED },
		{ "", KS_NOT_ASKED },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (ks_streq_any_case(words[i].word, said))
			return (int)words[i].reply;
	return -1;
}

static struct ks_reported_day *day_of(struct ks_reporting *r, struct ks_told day)
{
	struct ks_reported *out = r->out;
	ks_day date = r->with->date;
	struct ks_reported_day *place;
	char text[KS_DATE_TEXT];

	if (day.text && *day.text && !ks_parse_date_typed(day.text, &date)) {
		ks_error(r->with->diag, day.loc, KS_MSG_need_date, KS_ARGS({ "value", day.text }),
			 NULL);
		r->errors++;
		return NULL;
	}
	if (date == KS_NO_DAY) {
		ks_reporting_wrong(r, day.loc, KS_MSG_reported_no_day, "--date");
		return NULL;
	}
	for (size_t i = out->n; i > 0; i--)
		if (out->days[i - 1].date == date)
			return &out->days[i - 1];
	place = ks_grow(r->with->arena, &out->days, &out->n, sizeof(*place));
	place->date = date;
	ks_format_date(date, text);
	place->answers.date = (struct ks_told){ ks_strdup(r->with->arena, text), day.loc };
	return place;
}

/* "epds" or "epds.item10", when the coalition has that instrument. */
static bool is_score(const struct ks_coalition *c, struct ks_arena *arena, const char *what)
{
	return ks_find_instrument(c, ks_strndup(arena, what, strcspn(what, "."))) != NULL;
}

static struct ks_told_list *list_of(struct ks_answers *answers, enum ks_reply reply)
{
	switch (reply) {
	case KS_PRESENT:
		return &answers->present;
	case KS_ABSENT:
		return &answers->absent;
	case KS_DECLINED:
		return &answers->declined;
	case KS_NOT_ASKED:
		break;
	}
	return NULL;
}

static void add_score(struct ks_reporting *r, struct ks_told what, struct ks_told said,
		      struct ks_told day)
{
	struct ks_reported_day *place = reply_of(said.text) == KS_NOT_ASKED ? NULL : day_of(r, day);

	if (place)
		ks_told_add(r->with->arena, &place->answers.score,
			    (struct ks_told){ ks_fmt(r->with->arena, "%s=%s", what.text, said.text),
					      said.loc });
}

void ks_reporting_add(struct ks_reporting *r, struct ks_told what, struct ks_told said,
		      struct ks_told day)
{
	int reply = reply_of(said.text);
	struct ks_reported_day *place;
	enum ks_subject subject;

	if (is_score(r->with->c, r->with->arena, what.text)) {
		add_score(r, what, said, day);
		return;
	}
	if (!ks_parse_factor(r->with->c, what.text, what.loc, r->with->diag, &subject)) {
		r->errors++;
		return;
	}
	if (reply < 0) {
		ks_reporting_wrong(r, said.loc, KS_MSG_reported_reply, said.text);
		return;
	}
	place = reply == KS_NOT_ASKED ? NULL : day_of(r, day);
	if (place)
		ks_told_add(r->with->arena, list_of(&place->answers, (enum ks_reply)reply), what);
}

/* ---- the whole ----------------------------------------------------------- */

static int by_date(const void *left, const void *right)
{
	const struct ks_reported_day *a = left, *b = right;

	return (a->date > b->date) - (a->date < b->date);
}

enum ks_status ks_reporting_end(struct ks_reporting *r)
{
	struct ks_reported *out = r->out;

	if (out->n)
		qsort(out->days, out->n, sizeof(*out->days), by_date);
	else if (!r->errors)
		ks_reporting_wrong(r, ks_nowhere(), KS_MSG_reported_nothing, "");
	return r->errors ? KS_INPUT : KS_OK;
}

enum ks_status ks_reported_settle(const struct ks_reported_with *with,
				  const struct ks_reported *reported, enum ks_by by, ks_day today,
				  struct ks_intake **out)
{
	struct ks_intake *intakes = KS_NEW_N(with->arena, reported->n + 1, struct ks_intake);
	enum ks_status status = KS_OK;

	for (size_t i = 0; i < reported->n; i++) {
		struct ks_answers answers = reported->days[i].answers;

		answers.by = ks_told_by(with->arena, "--by", ks_by_words[by]);
		if (ks_answers_settle(with->arena, with->c, &answers, today, with->diag,
				      &intakes[i]) != KS_OK)
			status = KS_INPUT;
	}
	*out = intakes;
	return status;
}
