/* SPDX-License-Identifier: EUPL-1.2 */
/* The chain of audit rows: writing it, reading back, following it. */
#include "ks/store/audit.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/inside.h"

enum column { SEQ, CASE_KEY = 5, DIGEST = 12, PREVIOUS = 13, HASH = 14 };

/* Every table whose rows a digest covers, with what adds to it. The order is part of the digest. */
static const struct {
	enum ks_sql wrote, add;
} tables[] = {
	{ KS_SQL_wrote_book, KS_SQL_book_add },
	{ KS_SQL_wrote_setting, KS_SQL_setting_set },
	{ KS_SQL_wrote_case, KS_SQL_case_add },
	{ KS_SQL_wrote_fact, KS_SQL_fact_add },
	{ KS_SQL_wrote_screening, KS_SQL_screening_add },
	{ KS_SQL_wrote_score, KS_SQL_score_add },
	{ KS_SQL_wrote_already, KS_SQL_already_add },
	{ KS_SQL_wrote_route, KS_SQL_route_add },
	{ KS_SQL_wrote_route_step, KS_SQL_route_step_add },
	{ KS_SQL_wrote_route_reason, KS_SQL_route_reason_add },
	{ KS_SQL_wrote_handover, KS_SQL_handover_add },
	{ KS_SQL_wrote_move, KS_SQL_move_add },
	{ KS_SQL_wrote_consent, KS_SQL_consent_add },
	{ KS_SQL_wrote_talk, KS_SQL_talk_add },
	{ KS_SQL_wrote_note, KS_SQL_note_add },
	{ KS_SQL_wrote_agreement, KS_SQL_agreement_add },
	{ KS_SQL_wrote_published, KS_SQL_published_add },
	{ KS_SQL_wrote_published_cell, KS_SQL_published_cell_add },
	{ KS_SQL_wrote_seen, KS_SQL_seen_add },
};
#define TABLES (sizeof(tables) / sizeof(tables[0]))
_Static_assert(TABLES <= 100, "a table is one or two digits");

/* A walk through all tables at once, in order of seq; or only those that were added to. */
struct walk {
	struct ks_db *db;
	bool added_to;
	struct ks_buf content;		/* of one seq; used again for the next */
	size_t n_other;			/* of its rows: those that are not the case itself */
	bool has[TABLES];
};

static void walk_start(struct walk *walk, const struct ks_store *store, long long from)
{
	walk->db = store->db;
	ks_buf_init(&walk->content, store->arena);
	for (size_t i = 0; i < TABLES; i++) {
		if (walk->added_to && !ks_db_ran(walk->db, tables[i].add))
			continue;
		ks_db_query(walk->db, tables[i].wrote, KS_VALUES(KS_INT(from)));
		walk->has[i] = ks_db_next(walk->db, tables[i].wrote);
	}
}

static void walk_end(const struct walk *walk)
{
	for (size_t i = 0; i < TABLES; i++)
		ks_db_end(walk->db, tables[i].wrote);
}

static void empty(struct ks_buf *buf)
{
	buf->len = 0;
	buf->text[0] = '\0';
}

/* "7:", before each row of table 7; by hand, as there are many. */
static void add_table(struct ks_buf *buf, size_t table)
{
	const char mark[] = { (char)('0' + table / 10), (char)('0' + table % 10), ':' };
	size_t skipped = table < 10;

	ks_buf_addn(buf, mark + skipped, sizeof(mark) - skipped);
}

/* Takes the rows of one seq. A row of an earlier seq belongs to no audit row: stray. */
static bool walk_step(struct walk *walk, long long seq)
{
	struct ks_buf *buf = &walk->content;
	bool stray = false;

	empty(buf);
	walk->n_other = 0;
	for (size_t i = 0; i < TABLES; i++) {
		while (walk->has[i] && ks_db_int(walk->db, tables[i].wrote, 0) <= seq) {
			stray = stray || ks_db_int(walk->db, tables[i].wrote, 0) < seq;
			walk->n_other += tables[i].wrote != KS_SQL_wrote_case;
			add_table(buf, i);
			ks_db_canon_row(walk->db, tables[i].wrote, 0, buf);
			walk->has[i] = ks_db_next(walk->db, tables[i].wrote);
		}
	}
	return !stray;
}

static bool walk_is_at_end(const struct walk *walk)
{
	for (size_t i = 0; i < TABLES; i++)
		if (walk->has[i])
			return false;
	return true;
}

static void digest(const char *salt, const struct walk *walk, char out[KS_SHA256_HEX])
{
	const struct ks_bytes parts[] = { { salt, strlen(salt) },
					 { walk->content.text, walk->content.len } };

	ks_sha256_parts(parts, sizeof(parts) / sizeof(parts[0]), out);
}

/* The secret of a case; empty when it has none. */
static const char *salt_of(struct ks_store *store, const char *case_key, bool *erased)
{
	const char *salt = NULL;

	*erased = false;
	if (!case_key)
		return "";
	ks_db_query(store->db, KS_SQL_case_salt, KS_VALUES(KS_TEXT(case_key)));
	if (ks_db_next(store->db, KS_SQL_case_salt)) {
		salt = ks_db_text(store->db, KS_SQL_case_salt, 0);
		*erased = !ks_db_is_null(store->db, KS_SQL_case_salt, 1);
	}
	ks_db_end(store->db, KS_SQL_case_salt);
	return salt ? salt : "";
}

/* The first link of a chain is the book's own id. */
static const char *root_of(const struct ks_store *store)
{
	char *root = ks_alloc(store->arena, KS_SHA256_HEX);

	ks_sha256(store->book_id, strlen(store->book_id), root);
	return root;
}

void ks_audit_begin(struct ks_store *store)
{
	store->tx.seq = 1;
	store->tx.previous = NULL;
	ks_db_query(store->db, KS_SQL_audit_head, NULL, 0);
	if (ks_db_next(store->db, KS_SQL_audit_head)) {
		store->tx.seq = ks_db_int(store->db, KS_SQL_audit_head, 0) + 1;
		store->tx.previous = ks_db_text(store->db, KS_SQL_audit_head, 1);
	}
	ks_db_end(store->db, KS_SQL_audit_head);
	if (!store->tx.previous && store->book_id)
		store->tx.previous = root_of(store);
}

/* Digest of what the running transaction wrote. Reading wrote nothing. */
static void digest_running(struct ks_store *store, char out[KS_SHA256_HEX])
{
	struct walk walk = { .db = store->db, .added_to = true };
	bool erased;

	ks_buf_init(&walk.content, store->arena);
	if (ks_db_changes(store->db) != store->tx.changes) {
		walk_start(&walk, store, store->tx.seq);
		walk_step(&walk, store->tx.seq);
		walk_end(&walk);
	}
	digest(salt_of(store, store->tx.case_key, &erased), &walk, out);
}

/* What was written is read again before it counts: all that was hashed, and the hash. */
static void read_back(struct ks_store *store, const struct ks_buf *written, const char *hash)
{
	const enum ks_sql sql = KS_SQL_audit_rows;
	struct ks_buf canon;
	bool same = false;

	ks_buf_init(&canon, store->arena);
	ks_db_query(store->db, sql, KS_VALUES(KS_INT(store->tx.seq)));
	if (ks_db_next(store->db, sql)) {
		ks_db_canon_row(store->db, sql, HASH, &canon);
		same = canon.len == written->len &&
		       memcmp(canon.text, written->text, canon.len) == 0 &&
		       ks_streq(ks_db_text(store->db, sql, HASH), hash);
	}
	ks_db_end(store->db, sql);
	if (!same)
		ks_db_fail(store->db, KS_STORE, KS_MSG_store_audit_link,
			   KS_ARGS({ "path", store->path }));
}

void ks_audit_write(struct ks_store *store, const char *result)
{
	static const char *const actions[] = { "C", "R", "U", "D", "E" };
	const struct ks_transaction *tx = &store->tx;
	char content[KS_SHA256_HEX], hash[KS_SHA256_HEX];
	struct ks_buf canon;

	digest_running(store, content);
	ks_buf_init(&canon, store->arena);
	{
		struct ks_value row[] = {
			KS_INT(tx->seq), KS_TEXT(store->now), KS_DAY(store->today),
			KS_TEXT(actions[tx->action]), KS_TEXT(tx->event), KS_TEXT(tx->case_key),
			KS_TEXT(tx->object), KS_TEXT(store->actor.user), KS_TEXT(store->actor.role),
			KS_TEXT(store->actor.organisation),
			KS_TEXT(store->actor.on_behalf), KS_TEXT(result),
			KS_TEXT(content), KS_TEXT(tx->previous), KS_TEXT(hash),
		};

		ks_db_canon_values(&canon, row, HASH);
		ks_sha256(canon.text, canon.len, hash);
		ks_db_run(store->db, KS_SQL_audit_add, row, HASH + 1);
	}
	read_back(store, &canon, hash);
}

/* ---- following the chain ------------------------------------------------- */

/* The audit row at hand, copied, because looking up a salt is another query. */
struct link {
	long long seq;
	const char *case_key, *digest, *previous, *hash;
	char computed[KS_SHA256_HEX];
};

static void read_link(struct ks_store *store, struct link *link, struct ks_buf *canon)
{
	struct ks_db *db = store->db;

	empty(canon);
	link->seq = ks_db_int(db, KS_SQL_audit_rows, SEQ);
	link->case_key = ks_db_text(db, KS_SQL_audit_rows, CASE_KEY);
	link->digest = ks_db_text(db, KS_SQL_audit_rows, DIGEST);
	link->previous = ks_db_text(db, KS_SQL_audit_rows, PREVIOUS);
	link->hash = ks_db_text(db, KS_SQL_audit_rows, HASH);
	ks_db_canon_row(db, KS_SQL_audit_rows, HASH, canon);
	ks_sha256(canon->text, canon->len, link->computed);
}

/* True when what the transaction wrote still stands there, or was erased by rule: then all of it. */
static bool content_fits(struct ks_store *store, struct walk *walk, const struct link *link)
{
	bool fits = walk_step(walk, link->seq), erased;
	const char *salt = salt_of(store, link->case_key, &erased);
	char now[KS_SHA256_HEX];

	if (erased)
		return fits && !walk->n_other && !*salt &&
		       ks_db_number(store->db, KS_SQL_audit_erasures,
				    KS_VALUES(KS_TEXT(link->case_key)));
	digest(salt, walk, now);
	return fits && ks_streq(now, link->digest);
}

static bool link_fits(struct ks_store *store, struct walk *walk, const struct link *link,
		      long long expected, const char *head)
{
	return link->seq == expected && ks_streq(link->previous, head) &&
	       ks_streq(link->computed, link->hash) && content_fits(store, walk, link);
}

enum ks_status ks_audit_verify(struct ks_store *store, long long *broken, char head[KS_SHA256_HEX])
{
	long long expected = 1;
	struct ks_buf canon;
	struct walk walk = { .added_to = false };
	struct ks_turn turn;

	*broken = 0;
	store->followed = 0;
	ks_buf_init(&canon, store->arena);
	memcpy(head, root_of(store), KS_SHA256_HEX);
	walk_start(&walk, store, 0);
	ks_turn_start(&turn, store);
	ks_db_query(store->db, KS_SQL_audit_rows, KS_VALUES(KS_INT(0)));
	while (*broken == 0 && ks_db_next(store->db, KS_SQL_audit_rows)) {
		struct link link;

		read_link(store, &link, &canon);
		if (!link_fits(store, &walk, &link, expected, head))
			*broken = expected;
		else
			memcpy(head, link.computed, KS_SHA256_HEX);
		store->followed = (size_t)expected++;
		ks_turn_next_row(&turn);
	}
	if (*broken == 0 && !walk_is_at_end(&walk))
		*broken = expected;
	if (*broken == 0)
		*broken = ks_seen_verify(store, expected);
	ks_db_end(store->db, KS_SQL_audit_rows);
	walk_end(&walk);
	return ks_turn_end(&turn);
}

const char *ks_audit_head(const struct ks_store *store)
{
	return store->tx.previous;
}

/* ---- reading it ---------------------------------------------------------- */

enum ks_status ks_audit_find_head(struct ks_store *store, const char *head, long long *seq)
{
	*seq = ks_db_number(store->db, KS_SQL_audit_find_head, KS_VALUES(KS_TEXT(head)));
	return ks_db_status(store->db);
}

static struct ks_audit_row read_row(struct ks_db *db)
{
	const enum ks_sql sql = KS_SQL_audit_list;

	return (struct ks_audit_row){
		.seq = ks_db_int(db, sql, 0),
		.at = ks_db_text(db, sql, 1),
		.action = ks_db_text(db, sql, 2),
		.event = ks_db_text(db, sql, 3),
		.result = ks_db_text(db, sql, 4),
		.case_key = ks_db_text(db, sql, 5),
		.object = ks_db_text(db, sql, 6),
		.user = ks_db_text(db, sql, 7),
		.role = ks_db_text(db, sql, 8),
		.organisation = ks_db_text(db, sql, 9),
		.on_behalf = ks_db_text(db, sql, 10),
	};
}

enum ks_status ks_audit_list(struct ks_store *store, const struct ks_audit_filter *filter,
			     struct ks_audit_row **rows, size_t *n)
{
	*rows = NULL;
	*n = 0;
	ks_db_query(store->db, KS_SQL_audit_list,
		    KS_VALUES(KS_TEXT(filter->case_key), KS_TEXT(filter->user),
			      KS_DAY(filter->from), KS_DAY(filter->until), KS_INT(filter->seq)));
	while (ks_db_next(store->db, KS_SQL_audit_list)) {
		struct ks_audit_row *row = ks_grow(store->arena, rows, n, sizeof(*row));

		*row = read_row(store->db);
	}
	return ks_db_status(store->db);
}
