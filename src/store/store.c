/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening a casebook, its transactions and its settings. */
#include "ks/store/store.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/hash.h"
#include "ks/base/str.h"
#include "ks/cards/model.h"
#include "ks/store/inside.h"
#include "ks/store/place.h"
#include "ks/store/schema.h"

#define BOOK_ID_LETTERS 12
#define ID_LETTERS 6
#define FEWEST_LETTERS 3	/* of an id that is typed */

static const char *or_null(struct ks_arena *arena, const char *s)
{
	return s && *s ? ks_strdup(arena, s) : NULL;
}

static struct ks_store *store_new(const struct ks_store_options *options)
{
	struct ks_store *store = KS_NEW(options->arena, struct ks_store);

	store->arena = options->arena;
	store->diag = options->diag;
	store->today = options->today;
	store->now = ks_strdup(options->arena, options->now);
	store->actor.user = or_null(options->arena, options->actor.user);
	store->actor.role = or_null(options->arena, options->actor.role);
	store->actor.organisation = or_null(options->arena, options->actor.organisation);
	store->actor.on_behalf = or_null(options->arena, options->actor.on_behalf);
	return store;
}

/* ---- opening ------------------------------------------------------------- */

/* The first transaction of a book: its tables, the book itself, audit row 1. */
static void make_book(struct ks_store *store, const char *group)
{
	char id[BOOK_ID_LETTERS + 1];

	ks_random_letters(id, BOOK_ID_LETTERS);
	ks_schema_migrate(store->db, 0);
	ks_db_run(store->db, KS_SQL_book_add,
		  KS_VALUES(KS_TEXT(id), KS_TEXT(store->now), KS_INT(group != NULL), KS_TEXT(group)));
	store->book_id = ks_strdup(store->arena, id);
	ks_store_about(store, NULL, store->book_id);
}

/* Brings an older book up to date, or makes a new one in an empty file. */
static enum ks_status migrate(struct ks_store *store, int version, const char *group)
{
	if (ks_db_begin(store->db))
		return ks_db_status(store->db);
	/* Another ks may have been first while this one waited for the lock. */
	if (ks_db_version(store->db) != version) {
		ks_db_rollback(store->db);
		if (version == 0)
			ks_db_fail(store->db, KS_STORE, KS_MSG_store_exists,
				   KS_ARGS({ "path", store->path }));
		return ks_db_status(store->db);
	}
	store->tx = (struct ks_transaction){ .running = true,
					     .opener = __func__,
					     .action = version ? KS_UPDATE : KS_CREATE,
					     .event = version ? "migrate" : "init" };
	if (version == 0)
		make_book(store, group);
	else
		ks_schema_migrate(store->db, version);
	ks_audit_begin(store);
	return ks_store_commit(store);
}

/* Reads who the book is and which group shares it, if any. */
static enum ks_status read_book(struct ks_store *store)
{
	ks_db_query(store->db, KS_SQL_book_get, NULL, 0);
	if (ks_db_next(store->db, KS_SQL_book_get)) {
		store->book_id = ks_db_text(store->db, KS_SQL_book_get, 0);
		if (ks_db_int(store->db, KS_SQL_book_get, 1))
			store->group = ks_db_text(store->db, KS_SQL_book_get, 2);
	}
	ks_db_end(store->db, KS_SQL_book_get);
	if (ks_db_status(store->db) == KS_OK && !store->book_id)
		ks_db_fail(store->db, KS_STORE, KS_MSG_store_not_a_casebook,
			   KS_ARGS({ "path", store->path }));
	return ks_db_status(store->db);
}

static enum ks_status open_file(struct ks_store *store, const struct ks_store_options *options,
				const struct ks_place *place)
{
	bool create = options->mode == KS_STORE_CREATE;
	enum ks_status status;
	int version = 0;

	store->path = place->path;
	status = ks_db_open(store->arena, store->diag, place->path, create, &store->db, &version);
	if (status == KS_OK && create && version > 0) {
		ks_db_fail(store->db, KS_STORE, KS_MSG_store_exists,
			   KS_ARGS({ "path", place->path }));
		status = KS_STORE;
	}
	if (status == KS_OK && version < KS_SCHEMA_VERSION)
		status = migrate(store, version, options->group);
	if (status == KS_OK)
		status = ks_schema_check(store->db);
	if (status == KS_OK)
		status = read_book(store);
	return status ? status :
			ks_place_check_shared(store->arena, store->diag, place, store->group);
}

/* A copy stands in a folder that only we can enter, so its place says nothing. */
enum ks_status ks_store_over(const struct ks_store_options *options, struct ks_db *db,
			     struct ks_store **out)
{
	struct ks_store *store = store_new(options);
	int version = ks_db_version(db);
	enum ks_status status = ks_db_status(db);

	*out = store;
	store->path = options->path;
	store->db = db;
	if (status == KS_OK && version < KS_SCHEMA_VERSION)
		status = migrate(store, version, NULL);
	if (status == KS_OK)
		status = ks_schema_check(db);
	return status ? status : read_book(store);
}

enum ks_status ks_store_open(const struct ks_store_options *options, struct ks_store **out)
{
	bool create = options->mode == KS_STORE_CREATE;
	struct ks_store *store = store_new(options);
	struct ks_place place = { NULL, NULL };
	enum ks_status status;

	*out = NULL;
	status = ks_place_find(options->arena, options->diag, options->path, create, &place);
	if (status == KS_OK && create)
		status = ks_place_make(options->arena, options->diag, &place, options->group);
	if (status == KS_OK)
		status = ks_place_check(options->arena, options->diag, &place);
	if (status == KS_OK)
		status = open_file(store, options, &place);
	if (status)
		ks_store_close(store);
	else
		*out = store;
	return status;
}

void ks_store_close(struct ks_store *store)
{
	if (!store || !store->db)
		return;
	ks_store_rollback(store, KS_OK);
	ks_db_close(store->db);
	store->db = NULL;
}

/* ---- transactions -------------------------------------------------------- */

enum ks_status ks_store_begin(struct ks_store *store, enum ks_action action, const char *event,
			      const char *who)
{
	enum ks_status status;

	if (store->tx.running) {
		ks_db_fail(store->db, KS_STORE, KS_MSG_store_nested,
			   KS_ARGS({ "inner", who }, { "outer", store->tx.opener }));
		return ks_db_status(store->db);
	}
	if (ks_db_begin(store->db))
		return ks_db_status(store->db);
	store->tx = (struct ks_transaction){ .running = true,
					     .opener = who,
					     .action = action,
					     .event = event,
					     .changes = ks_db_changes(store->db) };
	ks_audit_begin(store);
	status = ks_db_status(store->db);
	if (status)
		ks_store_rollback(store, status);
	return status;
}

void ks_store_about(struct ks_store *store, const char *case_key, const char *object)
{
	store->tx.case_key = or_null(store->arena, case_key);
	store->tx.object = or_null(store->arena, object);
}

void ks_store_action(struct ks_store *store, enum ks_action action)
{
	store->tx.action = action;
}

const char *ks_store_recorded(const struct ks_store *store)
{
	if (store->tx.action == KS_READ)
		return NULL;
	return store->tx.object ? store->tx.object : store->tx.case_key;
}

enum ks_status ks_store_commit(struct ks_store *store)
{
	enum ks_status status;

	ks_seen_write(store);
	ks_audit_write(store, "done");
	status = ks_db_commit(store->db);
	if (status)
		ks_db_rollback(store->db);
	store->tx.running = false;
	return status;
}

/* The attempt is recorded alone: what it wrote is already gone. */
static void record_attempt(struct ks_store *store, struct ks_transaction tried, const char *result)
{
	if (ks_db_begin(store->db))
		return;
	store->tx = tried;
	store->tx.n_seen = 0;
	store->tx.changes = ks_db_changes(store->db);
	ks_audit_begin(store);
	ks_audit_write(store, result);
	if (ks_db_commit(store->db))
		ks_db_rollback(store->db);
}

void ks_store_rollback(struct ks_store *store, enum ks_status result)
{
	if (!store->tx.running)
		return;
	ks_db_rollback(store->db);
	if (result == KS_REFUSED)
		record_attempt(store, store->tx, "refused");
	else if (result == KS_INPUT && store->tx.not_found)
		record_attempt(store, store->tx, "not-found");
	store->tx.running = false;
}

void ks_store_not_found(struct ks_store *store, const char *case_key)
{
	store->tx.not_found = true;
	if (case_key)
		ks_store_about(store, case_key, NULL);
}

enum ks_status ks_store_gather(struct ks_store *store)
{
	return ks_db_gather(store->db);
}

enum ks_status ks_store_settle(struct ks_store *store)
{
	return ks_db_settle(store->db);
}

void ks_store_draw_from(struct ks_store *store, unsigned part, unsigned of)
{
	store->part = part;
	store->of = of;
}

static void tick(void *data)
{
	const struct ks_store *store = data;

	store->done(store->watcher, store->followed);
}

void ks_store_watch(struct ks_store *store, void (*done)(void *context, size_t n), void *context)
{
	store->done = done;
	store->watcher = context;
	ks_db_watch(store->db, done ? tick : NULL, store);
}

long long ks_store_seq(const struct ks_store *store)
{
	return store->tx.seq;
}

const char *ks_store_book_id(const struct ks_store *store)
{
	return store->book_id;
}

const char *ks_store_group(const struct ks_store *store)
{
	return store->group;
}

const char *ks_store_path(const struct ks_store *store)
{
	return store->path;
}

/* ---- settings ------------------------------------------------------------ */

enum ks_status ks_store_setting_get(struct ks_store *store, const char *key, const char **value)
{
	*value = ks_db_word(store->db, KS_SQL_setting_get, KS_VALUES(KS_TEXT(key)));
	return ks_db_status(store->db);
}

enum ks_status ks_store_setting_set(struct ks_store *store, const char *key, const char *value)
{
	ks_db_run(store->db, KS_SQL_setting_set,
		  KS_VALUES(KS_TEXT(key), KS_TEXT(value), KS_INT(store->tx.seq)));
	return ks_db_status(store->db);
}

/* ---- shared by the files of the store ------------------------------------ */

const char *ks_fresh_id(struct ks_store *store, const char *prefix, enum ks_sql exists)
{
	char letters[ID_LETTERS + 1];
	const char *id;

	do {
		ks_random_letters_in(letters, ID_LETTERS, store->part, store->of);
		id = ks_fmt(store->arena, "%s%s", prefix, letters);
	} while (ks_db_number(store->db, exists, KS_VALUES(KS_TEXT(id))));
	return id;
}

/* "h-k7q", "K7Q": the beginning of an id in the form it is stored; NULL: too short or long. */
static const char *prefix_of(struct ks_store *store, char letter, const char *typed)
{
	char *prefix;

	if ((typed[0] == letter || typed[0] == letter - 'A' + 'a') && typed[1] == '-')
		typed += 2;
	if (strlen(typed) < FEWEST_LETTERS || strlen(typed) > ID_LETTERS)
		return NULL;
	prefix = ks_fmt(store->arena, "%c-%s", letter, typed);
	for (char *c = prefix; *c; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	return prefix;
}

enum ks_status ks_find_id(struct ks_store *store, const struct ks_id_kind *kind, const char *typed,
			  const char **id)
{
	const char *prefix = prefix_of(store, kind->letter, typed);
	bool more = false;

	*id = NULL;
	if (prefix) {
		ks_db_query(store->db, kind->find, KS_VALUES(KS_TEXT(prefix)));
		if (ks_db_next(store->db, kind->find)) {
			*id = ks_db_text(store->db, kind->find, 0);
			more = ks_db_next(store->db, kind->find);
		}
		ks_db_end(store->db, kind->find);
	}
	if (ks_db_status(store->db) || (*id && !more))
		return ks_db_status(store->db);
	ks_store_not_found(store, NULL);
	ks_error(store->diag, ks_nowhere(), more ? kind->ambiguous : kind->unknown,
		 KS_ARGS({ "typed", typed }), NULL);
	return KS_INPUT;
}

void ks_store_damaged(struct ks_store *store)
{
	ks_db_fail(store->db, KS_STORE, KS_MSG_store_damaged, KS_ARGS({ "path", store->path }));
}

int ks_stored_word(struct ks_store *store, const char *const *words, const char *word)
{
	int index = word ? ks_word_index(words, word) : -1;

	if (index < 0)
		ks_store_damaged(store);
	return index < 0 ? 0 : index;
}

void ks_store_set_actor(struct ks_store *store, struct ks_actor actor)
{
	store->actor = actor;
}

void ks_store_set_now(struct ks_store *store, const char *now)
{
	store->now = ks_strdup(store->arena, now);
}

void ks_store_set_today(struct ks_store *store, ks_day today)
{
	store->today = today;
}
