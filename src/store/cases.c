/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases: keys, facts, lists. Reading a whole case is in family.c. */
#include "ks/store/cases.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/inside.h"

#define LETTERS 8		/* of a key, the check letter included */
#define FEWEST_LETTERS 4
#define SALT_LETTERS 32		/* about 144 bits */

const char *const ks_fact_words[] = {
	"phase", "due", "due-source", "municipality", "neighbourhood", "age", "first-child",
	"interpreter", "ref", "born", "children", "ended", "safe-contact", "proud", "wish",
	"follows", "closed", "closed-because", NULL,
};
_Static_assert(sizeof(ks_fact_words) / sizeof(ks_fact_words[0]) == KS_FACTS + 1,
	       "every fact has its word");

/* ---- keys ---------------------------------------------------------------- */

/* The letters of what was typed, in capitals; false when there are too many. */
static bool take_letters(const char *typed, char letters[LETTERS + 1], size_t *n)
{
	*n = 0;
	for (; *typed; typed++) {
		if (*typed == '-' || *typed == ' ')
			continue;
		if (*n == LETTERS)
			return false;
		letters[(*n)++] = *typed >= 'a' && *typed <= 'z' ? (char)(*typed - 'a' + 'A') :
								   *typed;
	}
	letters[*n] = '\0';
	return true;
}

/* With the hyphen where the key has it. */
static void with_hyphen(const char *letters, size_t n, char key[KS_KEY_SIZE])
{
	memcpy(key, letters, n + 1);
	if (n > LETTERS / 2) {
		memmove(key + LETTERS / 2 + 1, letters + LETTERS / 2, n - LETTERS / 2 + 1);
		key[LETTERS / 2] = '-';
	}
}

static bool is_mistyped(const char *letters, size_t n)
{
	if (!ks_check_letter(letters, n))
		return true;
	return n == LETTERS && ks_check_letter(letters, n - 1) != letters[n - 1];
}

#define FOUND (-1)

/* The key that begins so, and the day it was erased: FOUND, or what there is to say. */
static int look_up(struct ks_store *store, const char *prefix, char key[KS_KEY_SIZE],
		   ks_day *erased)
{
	const char *found = NULL;
	bool more = false;

	ks_db_query(store->db, KS_SQL_case_find, KS_VALUES(KS_TEXT(prefix)));
	if (ks_db_next(store->db, KS_SQL_case_find)) {
		found = ks_db_text(store->db, KS_SQL_case_find, 0);
		*erased = ks_db_day(store->db, KS_SQL_case_find, 1);
		more = ks_db_next(store->db, KS_SQL_case_find);
	}
	ks_db_end(store->db, KS_SQL_case_find);
	if (!found || strlen(found) != KS_KEY_SIZE - 1)
		return KS_MSG_case_unknown;
	if (more)
		return KS_MSG_case_ambiguous;
	memcpy(key, found, KS_KEY_SIZE);
	return FOUND;
}

static int search(struct ks_store *store, const char *typed, char key[KS_KEY_SIZE], ks_day *erased)
{
	char letters[LETTERS + 1], prefix[KS_KEY_SIZE];
	size_t n;

	if (!take_letters(typed, letters, &n) || is_mistyped(letters, n))
		return KS_MSG_case_mistyped;
	if (n < FEWEST_LETTERS)
		return KS_MSG_case_too_short;
	with_hyphen(letters, n, prefix);
	return look_up(store, prefix, key, erased);
}

static enum ks_status find(struct ks_store *store, const char *typed, char key[KS_KEY_SIZE],
			   ks_day *erased)
{
	int said = search(store, typed, key, erased);

	if (ks_db_status(store->db))
		return ks_db_status(store->db);
	if (said == FOUND)
		return KS_OK;
	ks_store_not_found(store, NULL);
	ks_error(store->diag, ks_nowhere(), (enum ks_msg)said, KS_ARGS({ "typed", typed }), NULL);
	return KS_INPUT;
}

void ks_case_about(struct ks_store *store, const char *typed)
{
	char key[KS_KEY_SIZE];
	ks_day erased = KS_NO_DAY;

	if (search(store, typed, key, &erased) == FOUND)
		ks_store_about(store, key, NULL);
}

enum ks_status ks_case_find_any(struct ks_store *store, const char *typed, char key[KS_KEY_SIZE])
{
	ks_day erased = KS_NO_DAY;

	return find(store, typed, key, &erased);
}

enum ks_status ks_case_find(struct ks_store *store, const char *typed, char key[KS_KEY_SIZE])
{
	char day[KS_DATE_TEXT];
	ks_day erased = KS_NO_DAY;
	enum ks_status status = find(store, typed, key, &erased);

	if (status != KS_OK || erased == KS_NO_DAY)
		return status;
	ks_store_not_found(store, key);
	ks_format_date(erased, day);
	ks_error(store->diag, ks_nowhere(), KS_MSG_case_was_erased,
		 KS_ARGS({ "case", key }, { "date", day }), NULL);
	return KS_INPUT;
}

static void random_key(const struct ks_store *store, char key[KS_KEY_SIZE])
{
	char letters[LETTERS + 1];

	ks_random_letters_in(letters, LETTERS - 1, store->part, store->of);
	letters[LETTERS - 1] = ks_check_letter(letters, LETTERS - 1);
	letters[LETTERS] = '\0';
	with_hyphen(letters, LETTERS, key);
}

enum ks_status ks_case_new(struct ks_store *store, char key[KS_KEY_SIZE])
{
	char salt[SALT_LETTERS + 1];

	ks_random_letters(salt, SALT_LETTERS);
	do
		random_key(store, key);
	while (ks_db_number(store->db, KS_SQL_case_exists, KS_VALUES(KS_TEXT(key))));
	ks_db_run(store->db, KS_SQL_case_add,
		  KS_VALUES(KS_TEXT(key), KS_INT(store->tx.seq), KS_TEXT(salt),
			    KS_DAY(store->today)));
	store->tx.case_key = ks_strdup(store->arena, key);
	return ks_db_status(store->db);
}

/* ---- facts --------------------------------------------------------------- */

/* Facts that lists show or filter on are kept with the case too. */
static void keep_for_lists(struct ks_store *store, const char *key, enum ks_fact fact,
			   const char *value)
{
	static const struct {
		enum ks_fact fact;
		enum ks_sql sql;
	} kept[] = {
		{ KS_FACT_PHASE, KS_SQL_case_phase },
		{ KS_FACT_MUNICIPALITY, KS_SQL_case_municipality },
		{ KS_FACT_DUE, KS_SQL_case_due },
		{ KS_FACT_BORN, KS_SQL_case_born },
		{ KS_FACT_REF, KS_SQL_case_ref },
		{ KS_FACT_CLOSED, KS_SQL_case_closed },
	};

	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (kept[i].fact == fact)
			ks_db_run(store->db, kept[i].sql, KS_VALUES(KS_TEXT(key), KS_TEXT(value)));
}

enum ks_status ks_case_set(struct ks_store *store, const char *key, enum ks_fact fact,
			   const char *value)
{
	long long n = ks_db_number(store->db, KS_SQL_fact_count, KS_VALUES(KS_TEXT(key)));

	ks_db_run(store->db, KS_SQL_fact_add,
		  KS_VALUES(KS_TEXT(key), KS_INT(n + 1), KS_INT(store->tx.seq),
			    KS_TEXT(ks_fact_words[fact]), KS_TEXT(value), KS_DAY(store->today)));
	keep_for_lists(store, key, fact, value);
	return ks_db_status(store->db);
}

const char *ks_case_following(struct ks_store *store, const char *earlier, const char *key)
{
	return ks_db_word(store->db, KS_SQL_fact_follows, KS_VALUES(KS_TEXT(earlier), KS_TEXT(key)));
}

enum ks_status ks_case_facts(struct ks_store *store, const char *key, struct ks_fact_row **rows,
			     size_t *n)
{
	const enum ks_sql sql = KS_SQL_fact_rows;

	*rows = NULL;
	*n = 0;
	ks_db_query(store->db, sql, KS_VALUES(KS_TEXT(key)));
	while (ks_db_next(store->db, sql)) {
		struct ks_fact_row *row = ks_grow(store->arena, rows, n, sizeof(**rows));

		row->fact = (enum ks_fact)ks_stored_word(store, ks_fact_words,
							 ks_db_text(store->db, sql, 0));
		row->value = ks_db_text(store->db, sql, 1);
		row->date = ks_db_day(store->db, sql, 2);
		row->seq = ks_db_int(store->db, sql, 3);
		row->user = ks_db_text(store->db, sql, 4);
	}
	return ks_db_status(store->db);
}

/* ---- lists --------------------------------------------------------------- */

enum ks_status ks_case_summarise(struct ks_store *store, const char *key, enum ks_class class_now,
				 ks_day screened)
{
	ks_db_run(store->db, KS_SQL_case_summarise,
		  KS_VALUES(KS_TEXT(key), KS_TEXT(ks_class_words[class_now]), KS_DAY(screened)));
	return ks_db_status(store->db);
}

static void read_line(struct ks_store *store, struct ks_case_line *line)
{
	const enum ks_sql sql = KS_SQL_case_lines;
	const char *class_word = ks_db_text(store->db, sql, 1);
	const char *phase = ks_db_text(store->db, sql, 2);

	line->key = ks_db_text(store->db, sql, 0);
	line->has_class = class_word != NULL;
	if (class_word)
		line->class_now = (enum ks_class)ks_stored_word(store, ks_class_words, class_word);
	line->phase = phase ? (enum ks_phase)ks_stored_word(store, ks_phase_words, phase) :
			      KS_DURING;
	line->due = ks_db_day(store->db, sql, 3);
	line->born = ks_db_day(store->db, sql, 4);
	line->screened = ks_db_day(store->db, sql, 5);
	line->municipality = ks_db_text(store->db, sql, 6);
	line->ref = ks_db_text(store->db, sql, 7);
	line->incomplete = ks_db_int(store->db, sql, 8) != 0;
	line->open_handovers = (int)ks_db_int(store->db, sql, 9);
	line->overdue = (int)ks_db_int(store->db, sql, 10);
	line->nothing_asked = class_word && line->class_now == KS_GEEN &&
			      !ks_db_int(store->db, sql, 11);
}

enum ks_status ks_case_list(struct ks_store *store, const struct ks_case_filter *filter,
			    struct ks_case_line **lines, size_t *n)
{
	const char *phase = filter->phase < 0 ? NULL : ks_phase_words[filter->phase];
	bool ended_too = filter->ended_too || filter->phase == KS_ENDED;

	*lines = NULL;
	*n = 0;
	ks_db_query(store->db, KS_SQL_case_lines,
		    KS_VALUES(KS_TEXT(phase), KS_TEXT(filter->municipality), KS_DAY(store->today),
			      KS_INT(ended_too)));
	while (ks_db_next(store->db, KS_SQL_case_lines))
		read_line(store, ks_grow(store->arena, lines, n, sizeof(**lines)));
	return ks_db_status(store->db);
}
