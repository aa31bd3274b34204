/* SPDX-License-Identifier: EUPL-1.2 */
/* Recording a screening with its answers and scores. */
#include "ks/store/cases.h"

#include "ks/base/arena.h"
#include "ks/store/inside.h"

static const char *subject_word(const struct ks_answer *answer)
{
	return ks_subject_words[answer->subject];
}

static void add_answers(struct ks_store *store, const char *key, long long screening,
			const struct ks_screening_new *new)
{
	for (size_t i = 0; i < new->n_answers; i++) {
		const struct ks_answer *answer = &new->answers[i];

		ks_db_run(store->db, KS_SQL_answer_add,
			  KS_VALUES(KS_TEXT(key), KS_INT(screening), KS_INT(i + 1),
				    KS_TEXT(answer->factor->id), KS_TEXT(subject_word(answer)),
				    KS_TEXT(ks_reply_words[answer->reply]),
				    KS_TEXT(ks_by_words[answer->by]), KS_DAY(answer->date),
				    KS_INT(store->tx.seq)));
	}
}

static void add_score(struct ks_store *store, const char *key, long long screening, size_t number,
		      const struct ks_score *score)
{
	struct ks_value row[] = {
		KS_TEXT(key), KS_INT(screening), KS_INT(number), KS_TEXT(score->instrument->id),
		KS_TEXT(score->item), KS_INT(score->value), KS_TEXT(score->outcome),
		KS_DAY(score->date), KS_INT(store->tx.seq),
	};

	if (score->outcome)
		row[5] = (struct ks_value)KS_TEXT(NULL);
	ks_db_run(store->db, KS_SQL_score_add, row, sizeof(row) / sizeof(row[0]));
}

static void add_already(struct ks_store *store, const char *key, const struct ks_screening_new *new)
{
	long long n = ks_db_number(store->db, KS_SQL_already_count, KS_VALUES(KS_TEXT(key)));

	for (size_t i = 0; i < new->n_already; i++)
		ks_db_run(store->db, KS_SQL_already_add,
			  KS_VALUES(KS_TEXT(key), KS_INT(n + 1 + (long long)i),
				    KS_TEXT(new->already[i]), KS_DAY(new->date),
				    KS_INT(store->tx.seq)));
}

static const char *judgement_word(enum ks_joint judgement)
{
	return judgement == KS_NO_JUDGEMENT ? NULL : ks_joint_words[judgement];
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
			    KS_INT(new->with_parent), KS_TEXT(raised), KS_TEXT(new->because)));
	add_answers(store, key, *number, new);
	for (size_t i = 0; i < new->n_scores; i++)
		add_score(store, key, *number, i + 1, &new->scores[i]);
	add_already(store, key, new);
	ks_db_run(store->db, KS_SQL_case_incomplete,
		  KS_VALUES(KS_TEXT(key), KS_INT(!new->complete)));
	return ks_db_status(store->db);
}
