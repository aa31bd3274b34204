/* SPDX-License-Identifier: EUPL-1.2 */
/* What is kept of a case for who reads none: see the header. */
#include "ks/store/marks.h"

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/answers.h"
#include "ks/store/inside.h"

struct marks {
	struct ks_buf ids;		/* " ID ID " */
	bool asked;
};

/* What was answered in one screening and not taken back in it. */
struct asked {
	struct question {
		const char *id;
		enum ks_subject subject;
	} *items;
	size_t n;
};

static void mark(struct marks *marks, const char *id)
{
	if (ks_has_word(marks->ids.text, id))
		return;
	ks_buf_add(&marks->ids, id);
	ks_buf_add(&marks->ids, " ");
}

static void take_back(struct asked *asked, struct question question)
{
	size_t left = 0;

	for (size_t i = 0; i < asked->n; i++)
		if (asked->items[i].subject != question.subject ||
		    !ks_streq(asked->items[i].id, question.id))
			asked->items[left++] = asked->items[i];
	asked->n = left;
}

static void ask(struct ks_store *store, struct asked *asked, const struct ks_answer_words *words)
{
	const struct question question = { words->id, words->subject };

	if (words->reply == KS_NOT_ASKED)
		take_back(asked, question);
	else
		*(struct question *)ks_grow(store->arena, &asked->items, &asked->n,
					    sizeof(question)) = question;
}

/* What was said to be present stays a mark, also when it is taken back. */
static void take_answers(struct ks_store *store, struct marks *marks, struct asked *asked,
			 const char *text)
{
	struct ks_answer_words words = { .rest = ks_strdup(store->arena, text ? text : "") };

	while (ks_answers_next(&words)) {
		if (words.reply == KS_PRESENT)
			mark(marks, words.id);
		ask(store, asked, &words);
	}
	if (words.damaged)
		ks_store_damaged(store);
}

static void end_screening(struct marks *marks, struct asked *asked)
{
	marks->asked = marks->asked || asked->n;
	asked->n = 0;
}

static void read_answers(struct ks_store *store, const char *key, struct marks *marks)
{
	const enum ks_sql sql = KS_SQL_answer_texts;
	struct asked asked = { .items = NULL };
	long long screening = 0;

	ks_db_query(store->db, sql, KS_VALUES(KS_TEXT(key)));
	while (ks_db_next(store->db, sql)) {
		if (ks_db_int(store->db, sql, 0) != screening) {
			end_screening(marks, &asked);
			screening = ks_db_int(store->db, sql, 0);
			take_answers(store, marks, &asked, ks_db_peek(store->db, sql, 1));
		}
		take_answers(store, marks, &asked, ks_db_peek(store->db, sql, 2));
	}
	end_screening(marks, &asked);
}

/* One that is taken back has neither value nor outcome. */
static void read_scores(struct ks_store *store, const char *key, struct marks *marks)
{
	const enum ks_sql sql = KS_SQL_score_rows;

	ks_db_query(store->db, sql, KS_VALUES(KS_TEXT(key)));
	while (ks_db_next(store->db, sql)) {
		mark(marks, ks_db_must(store->db, sql, 0));
		marks->asked = marks->asked || !ks_db_is_null(store->db, sql, 2) ||
			       !ks_db_is_null(store->db, sql, 3);
	}
}

static struct marks marks_of(struct ks_store *store, const char *key)
{
	struct marks marks = { .asked = false };

	ks_buf_init(&marks.ids, store->arena);
	ks_buf_add(&marks.ids, " ");
	read_answers(store, key, &marks);
	read_scores(store, key, &marks);
	return marks;
}

static bool is_kept(struct ks_store *store, const char *key, const struct marks *marks)
{
	const enum ks_sql sql = KS_SQL_case_marks;
	bool kept;

	ks_db_query(store->db, sql, KS_VALUES(KS_TEXT(key)));
	kept = ks_db_next(store->db, sql) && ks_streq(ks_db_peek(store->db, sql, 0), marks->ids.text) &&
	       (ks_db_int(store->db, sql, 1) != 0) == marks->asked;
	ks_db_end(store->db, sql);
	return kept;
}

/* Written only where it differs. */
static void keep(struct ks_store *store, const char *key, const struct marks *marks)
{
	ks_db_run(store->db, KS_SQL_case_mark,
		  KS_VALUES(KS_TEXT(key), KS_TEXT(marks->ids.text), KS_INT(marks->asked)));
}

void ks_marks_keep(struct ks_store *store, const char *key)
{
	const struct marks marks = marks_of(store, key);

	keep(store, key, &marks);
}

enum ks_status ks_marks_recount(struct ks_store *store, bool mend, long long *off)
{
	const enum ks_sql sql = KS_SQL_cases_all;
	struct ks_turn turn;

	ks_turn_start(&turn, store);
	ks_db_query(store->db, sql, NULL, 0);
	while (ks_db_next(store->db, sql)) {
		const char *key = ks_db_must(store->db, sql, 0);
		const struct marks marks = marks_of(store, key);

		if (!is_kept(store, key, &marks)) {
			++*off;
			if (mend)
				keep(store, key, &marks);
		}
		ks_turn_next(&turn);
	}
	return ks_turn_end(&turn);
}
