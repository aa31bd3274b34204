/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whom a list showed. A family may know who saw her (NEN 7513), also when that
 * was on a list of four hundred; but a row for each of them at every look would
 * bury the audit. So the set of keys is kept once, as text, under its hash, and
 * a look refers to it: the list of this morning is mostly that of this evening.
 */
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/inside.h"

#define MOST_A_SET 100000	/* of ten characters: within the longest value, see db.c */

void ks_store_seen(struct ks_store *store, const char *case_key)
{
	struct ks_transaction *tx = &store->tx;

	/* A row that can only stand in a damaged book: a column that is never empty is. */
	if (!case_key) {
		ks_db_fail(store->db, KS_STORE, KS_MSG_store_damaged,
			   KS_ARGS({ "path", store->path }, { "reason", "case_key" }));
		return;
	}
	*(const char **)ks_grow(store->arena, &tx->seen, &tx->n_seen, sizeof(*tx->seen)) = case_key;
}

static int compare(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;

	return strcmp(*left, *right);
}

static size_t sort_and_thin(const char **keys, size_t n)
{
	size_t kept = 0;

	qsort(keys, n, sizeof(*keys), compare);
	for (size_t i = 0; i < n; i++)
		if (!kept || strcmp(keys[kept - 1], keys[i]) != 0)
			keys[kept++] = keys[i];
	return kept;
}

static void write_set(struct ks_store *store, const char *const *keys, size_t n, int number)
{
	char hash[KS_SHA256_HEX];
	struct ks_buf cases;

	ks_buf_init(&cases, store->arena);
	ks_buf_addc(&cases, ' ');
	for (size_t i = 0; i < n; i++) {
		ks_buf_add(&cases, keys[i]);
		ks_buf_addc(&cases, ' ');
	}
	ks_sha256(cases.text, cases.len, hash);
	ks_db_run(store->db, KS_SQL_seen_set_add, KS_VALUES(KS_TEXT(hash), KS_TEXT(cases.text)));
	ks_db_run(store->db, KS_SQL_seen_add,
		  KS_VALUES(KS_INT(store->tx.seq), KS_INT(number), KS_TEXT(hash)));
}

void ks_seen_write(struct ks_store *store)
{
	struct ks_transaction *tx = &store->tx;
	size_t n = tx->n_seen ? sort_and_thin(tx->seen, tx->n_seen) : 0;
	int number = 0;

	for (size_t i = 0; i < n; i += MOST_A_SET)
		write_set(store, tx->seen + i, n - i < MOST_A_SET ? n - i : MOST_A_SET, ++number);
}

long long ks_seen_verify(struct ks_store *store, long long stray)
{
	const enum ks_sql sql = KS_SQL_seen_sets;
	long long broken = 0;

	ks_db_query(store->db, sql, NULL, 0);
	while (ks_db_next(store->db, sql)) {
		const char *kept = ks_db_text(store->db, sql, 0);
		const char *cases = ks_db_text(store->db, sql, 1);
		long long first = ks_db_is_null(store->db, sql, 2) ? stray :
								     ks_db_int(store->db, sql, 2);
		char hash[KS_SHA256_HEX];

		ks_sha256(cases, cases ? strlen(cases) : 0, hash);
		if ((!ks_streq(hash, kept) || first == stray) && (!broken || first < broken))
			broken = first;
	}
	return broken;
}
