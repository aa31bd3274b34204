/* SPDX-License-Identifier: EUPL-1.2 */
/* Keeping counts: see the header. */
#include "ks/store/counts.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/inside.h"

#define LONGEST 1000000		/* bytes; see LONGEST_VALUE in db.c */
#define DAYS_KEPT (5 * 366)	/* no table reaches back further */

enum column { FIRST_DAY, LAST_DAY, COUNTED_ON, SHA256, SPLIT, UPTO, SUMS, HASH };

/* Against damage, not against who knows how it is made. */
static void hash_of(const struct ks_kept_count *count, char out[KS_SHA256_HEX])
{
	struct ks_arena scratch;
	struct ks_buf canon;

	ks_arena_init(&scratch);
	ks_buf_init(&canon, &scratch);
	ks_db_canon_values(&canon, KS_VALUES(KS_DAY(count->period.from), KS_DAY(count->period.to),
					     KS_DAY(count->counted_on), KS_TEXT(count->sha256),
					     KS_INT(count->split), KS_INT(count->upto),
					     KS_TEXT(count->sums)));
	ks_sha256(canon.text, canon.len, out);
	ks_arena_release(&scratch);
}

static struct ks_kept_count read_count(struct ks_store *store, enum ks_sql sql)
{
	struct ks_db *db = store->db;
	struct ks_kept_count count = {
		.period = { ks_db_day(db, sql, FIRST_DAY), ks_db_day(db, sql, LAST_DAY) },
		.counted_on = ks_db_day(db, sql, COUNTED_ON),
		.sha256 = ks_db_text(db, sql, SHA256),
		.split = ks_db_int(db, sql, SPLIT) != 0,
		.upto = ks_db_int(db, sql, UPTO),
		.sums = ks_db_text(db, sql, SUMS),
	};
	char hash[KS_SHA256_HEX];

	hash_of(&count, hash);
	if (!ks_streq(hash, ks_db_text(db, sql, HASH)))
		count.sums = NULL;
	return count;
}

enum ks_status ks_count_find(struct ks_store *store, struct ks_kept_count *count)
{
	const enum ks_sql sql = KS_SQL_count_find;

	count->sums = NULL;
	ks_db_query(store->db, sql,
		    KS_VALUES(KS_DAY(count->period.from), KS_DAY(count->period.to),
			      KS_DAY(count->counted_on), KS_TEXT(count->sha256)));
	if (ks_db_next(store->db, sql))
		*count = read_count(store, sql);
	ks_db_end(store->db, sql);
	return ks_db_status(store->db);
}

enum ks_status ks_count_keep(struct ks_store *store, const struct ks_kept_count *count)
{
	struct ks_kept_count kept = *count;
	char hash[KS_SHA256_HEX];

	if (strlen(kept.sums) > LONGEST)
		return ks_db_status(store->db);
	kept.upto = store->tx.seq;
	hash_of(&kept, hash);
	ks_db_run(store->db, KS_SQL_count_keep,
		  KS_VALUES(KS_DAY(kept.period.from), KS_DAY(kept.period.to),
			    KS_DAY(kept.counted_on), KS_TEXT(kept.sha256), KS_INT(kept.split),
			    KS_INT(kept.upto), KS_TEXT(kept.sums), KS_TEXT(hash)));
	return ks_db_status(store->db);
}

enum ks_status ks_counts_tidy(struct ks_store *store, const char *sha256)
{
	ks_db_run(store->db, KS_SQL_count_drop_old,
		  KS_VALUES(KS_TEXT(sha256), KS_DAY(store->today),
			    KS_DAY(store->today - DAYS_KEPT)));
	return ks_db_status(store->db);
}

enum ks_status ks_counts_all(struct ks_store *store, struct ks_kept_count **counts, size_t *n)
{
	*counts = NULL;
	*n = 0;
	ks_db_query(store->db, KS_SQL_count_all, NULL, 0);
	while (ks_db_next(store->db, KS_SQL_count_all))
		*(struct ks_kept_count *)ks_grow(store->arena, counts, n, sizeof(**counts)) =
			read_count(store, KS_SQL_count_all);
	return ks_db_status(store->db);
}

void ks_counts_forget(struct ks_store *store)
{
	ks_db_run(store->db, KS_SQL_count_forget, NULL, 0);
}
