/* SPDX-License-Identifier: EUPL-1.2 */
/* Recording screenings: whole, or answer by answer. */
#include "ks/store/cases.h"

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/inside.h"

#define FIRST_ANSWER 4	/* of the values of answer_add and answer_add_ten */
#define OF_ANSWER 5

static void set_answer(struct ks_value *row, const struct ks_answer *answer)
{
	row[0] = (struct ks_value)KS_TEXT(answer->factor->id);
	row[1] = (struct ks_value)KS_TEXT(ks_subject_words[answer->subject]);
	row[2] = (struct ks_value)KS_TEXT(ks_reply_words[answer->reply]);
	row[3] = (struct ks_value)KS_TEXT(ks_by_words[answer->by]);
	row[4] = (struct ks_value)KS_DAY(answer->date);
}

/* Answers to a screening that has so many already. */
static void add_answers(struct ks_store *store, const char *key, long long screening,
			long long so_many, const struct ks_answer *answers, size_t n)
{
	struct ks_value rows[FIRST_ANSWER + 10 * OF_ANSWER] = { KS_TEXT(key), KS_INT(screening),
								KS_INT(store->tx.seq) };

	for (size_t at = 0, now; at < n; at += now) {
		now = n - at < 10 ? 1 : 10;
		rows[FIRST_ANSWER - 1] = (struct ks_value)KS_INT(so_many + (long long)at);
		for (size_t i = 0; i < now; i++)
			set_answer(&rows[FIRST_ANSWER + i * OF_ANSWER], &answers[at + i]);
		ks_db_run(store->db, now == 10 ? KS_SQL_answer_add_ten : KS_SQL_answer_add, rows,
			  FIRST_ANSWER + now * OF_ANSWER);
	}
}

/* A score that is taken back has neither value nor outcome. */
static void add_score(struct ks_store *store, const char *key, long long screening,
		      long long number, const struct ks_score *score, bool taken_back)
{
	struct ks_value row[] = {
		KS_TEXT(key), KS_INT(screening), KS_INT(number), KS_TEXT(score->instrument->id),
		KS_TEXT(score->item), KS_INT(score->value), KS_TEXT(score->outcome),
		KS_DAY(score->date), KS_INT(store->tx.seq),
	};

	if (score->outcome || taken_back)
		row[5] = (struct ks_value)KS_TEXT(NULL);
	if (taken_back)
		row[6] = (struct ks_value)KS_TEXT(NULL);
	ks_db_run(store->db, KS_SQL_score_add, row, sizeof(row) / sizeof(row[0]));
}

/* there NULL: all of it is. */
static void add_already(struct ks_store *store, const char *key, const char *const *already,
			const bool *there, size_t n, ks_day date)
{
	long long so_many = ks_db_number(store->db, KS_SQL_already_count, KS_VALUES(KS_TEXT(key)));

	for (size_t i = 0; i < n; i++)
		ks_db_run(store->db, KS_SQL_already_add,
			  KS_VALUES(KS_TEXT(key), KS_INT(so_many + 1 + (long long)i),
				    KS_TEXT(already[i]), KS_INT(!there || there[i]), KS_DAY(date),
				    KS_INT(store->tx.seq)));
}

/* ---- marks ----------------------------------------------------------------- */

struct marks {
	struct ks_buf text;
	bool grew;
};

static void mark(struct marks *marks, const char *id)
{
	if (ks_has_word(marks->text.text, id))
		return;
	ks_buf_add(&marks->text, id);
	ks_buf_add(&marks->text, " ");
	marks->grew = true;
}

/* What was said to be present and what was taken stays a mark, also when it is taken back. */
static void keep_marks(struct ks_store *store, const char *key, const struct ks_answer *answers,
		       size_t n_answers, const struct ks_score *scores, size_t n_scores)
{
	const char *had = ks_db_word(store->db, KS_SQL_case_marks, KS_VALUES(KS_TEXT(key)));
	struct marks marks = { .grew = false };

	ks_buf_init(&marks.text, store->arena);
	ks_buf_add(&marks.text, had ? had : " ");
	for (size_t i = 0; i < n_answers; i++)
		if (answers[i].reply == KS_PRESENT)
			mark(&marks, answers[i].factor->id);
	for (size_t i = 0; i < n_scores; i++)
		mark(&marks, scores[i].instrument->id);
	if (marks.grew)
		ks_db_run(store->db, KS_SQL_case_mark,
			  KS_VALUES(KS_TEXT(key), KS_TEXT(marks.text.text)));
}

/* ---- whole screenings -------------------------------------------------------- */

static const char *judgement_word(enum ks_joint judgement)
{
	return judgement == KS_NO_JUDGEMENT ? NULL : ks_joint_words[judgement];
}

/* Kept for lists: an intake that somebody began and nobody finished. */
static void mark_unfinished(struct ks_store *store, const char *key)
{
	long long n = ks_db_number(store->db, KS_SQL_unfinished_count, KS_VALUES(KS_TEXT(key)));

	ks_db_run(store->db, KS_SQL_case_incomplete, KS_VALUES(KS_TEXT(key), KS_INT(n > 0)));
}

enum ks_status ks_screening_add(struct ks_store *store, const char *key,
				const struct ks_screening_new *new, int *number)
{
	long long last = ks_db_number(store->db, KS_SQL_screening_count, KS_VALUES(KS_TEXT(key)));
	const char *raised = new->raised == KS_NO_CLASS ? NULL : ks_class_words[new->raised];

	*number = (int)last + 1;
	ks_db_run(store->db, KS_SQL_screening_add,
		  KS_VALUES(KS_TEXT(key), KS_INT(*number), KS_INT(store->tx.seq),
			    KS_DAY(new->date), KS_INT(new->complete),
			    KS_INT(new->correct ? last : 0), KS_TEXT(judgement_word(new->judgement)),
			    KS_INT(new->with_parent), KS_TEXT(raised), KS_TEXT(new->because),
			    KS_TEXT(new->origin)));
	add_answers(store, key, *number, 0, new->answers, new->n_answers);
	for (size_t i = 0; i < new->n_scores; i++)
		add_score(store, key, *number, (long long)i + 1, &new->scores[i], false);
	add_already(store, key, new->already, NULL, new->n_already, new->date);
	keep_marks(store, key, new->answers, new->n_answers, new->scores, new->n_scores);
	mark_unfinished(store, key);
	return ks_db_status(store->db);
}

enum ks_status ks_screening_withdraw_raise(struct ks_store *store, const char *key, int number)
{
	ks_db_run(store->db, KS_SQL_screening_unraise,
		  KS_VALUES(KS_TEXT(key), KS_INT(number), KS_TEXT(ks_class_words[KS_GEEN])));
	return ks_db_status(store->db);
}

/* ---- a conversation ------------------------------------------------------ */

enum ks_status ks_screening_open(struct ks_store *store, const char *key, ks_day date, int *number)
{
	const struct ks_screening_new empty = { .date = date, .raised = KS_NO_CLASS };

	return ks_screening_add(store, key, &empty, number);
}

static const char *talk_judgement(const struct ks_screening_part *part)
{
	if (!part->judged)
		return NULL;
	return part->judgement == KS_NO_JUDGEMENT ? KS_TALK_NONE : ks_joint_words[part->judgement];
}

enum ks_status ks_screening_extend(struct ks_store *store, const char *key, int number,
				   const struct ks_screening_part *part)
{
	struct ks_db *db = store->db;
	long long answers, scores, talk;

	answers = ks_db_number(db, KS_SQL_answer_count, KS_VALUES(KS_TEXT(key), KS_INT(number)));
	scores = ks_db_number(db, KS_SQL_score_count, KS_VALUES(KS_TEXT(key), KS_INT(number)));
	talk = ks_db_number(db, KS_SQL_talk_count, KS_VALUES(KS_TEXT(key), KS_INT(number)));
	add_answers(store, key, number, answers, part->answers, part->n_answers);
	if (part->score)
		add_score(store, key, number, scores + 1, part->score, part->score_taken_back);
	keep_marks(store, key, part->answers, part->n_answers, part->score, part->score != NULL);
	add_already(store, key, part->already, part->there, part->n_already, part->date);
	ks_db_run(db, KS_SQL_talk_add,
		  KS_VALUES(KS_TEXT(key), KS_INT(number), KS_INT(talk + 1), KS_TEXT(part->place),
			    KS_TEXT(part->said), KS_TEXT(talk_judgement(part)),
			    KS_INT(part->finished), KS_DAY(part->date), KS_INT(store->tx.seq)));
	if (part->finished)
		mark_unfinished(store, key);
	return ks_db_status(db);
}
