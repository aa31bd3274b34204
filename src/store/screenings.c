/* SPDX-License-Identifier: EUPL-1.2 */
/* Recording screenings: whole, or answer by answer. */
#include "ks/store/cases.h"

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/answers.h"
#include "ks/store/inside.h"
#include "ks/store/marks.h"

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
			    KS_TEXT(new->origin),
			    KS_TEXT(ks_answers_text(store->arena, new->answers, new->n_answers))));
	for (size_t i = 0; i < new->n_scores; i++)
		add_score(store, key, *number, (long long)i + 1, &new->scores[i], false);
	add_already(store, key, new->already, NULL, new->n_already, new->date);
	ks_marks_keep(store, key);
	if (!new->complete)
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
	long long scores, talk;

	scores = ks_db_number(db, KS_SQL_score_count, KS_VALUES(KS_TEXT(key), KS_INT(number)));
	talk = ks_db_number(db, KS_SQL_talk_count, KS_VALUES(KS_TEXT(key), KS_INT(number)));
	if (part->score)
		add_score(store, key, number, scores + 1, part->score, part->score_taken_back);
	add_already(store, key, part->already, part->there, part->n_already, part->date);
	ks_db_run(db, KS_SQL_talk_add,
		  KS_VALUES(KS_TEXT(key), KS_INT(number), KS_INT(talk + 1), KS_TEXT(part->place),
			    KS_TEXT(part->said), KS_TEXT(talk_judgement(part)),
			    KS_INT(part->finished), KS_DAY(part->date), KS_INT(store->tx.seq),
			    KS_TEXT(ks_answers_text(store->arena, part->answers,
						    part->n_answers))));
	ks_marks_keep(store, key);
	if (part->finished)
		mark_unfinished(store, key);
	return ks_db_status(db);
}
