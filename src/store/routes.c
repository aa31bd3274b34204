/* SPDX-License-Identifier: EUPL-1.2 */
/* Kept routes and the texts they were computed under. */
#include "ks/store/routes.h"

#include <limits.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/hash.h"
#include "ks/base/str.h"
#include "ks/store/inside.h"

/* ---- reading ------------------------------------------------------------- */

static void read_steps(struct ks_store *store, struct ks_kept_route *out)
{
	const enum ks_sql sql = KS_SQL_route_steps;
	struct ks_db *db = store->db;

	ks_db_query(db, sql, KS_VALUES(KS_TEXT(out->id)));
	while (ks_db_next(db, sql)) {
		struct ks_kept_step *step = ks_grow(store->arena, &out->steps, &out->n_steps,
						    sizeof(*out->steps));

		step->number = (int)ks_db_int(db, sql, 0);
		step->id = ks_db_must(db, sql, 1);
		step->intervention = ks_db_text(db, sql, 2);
		step->role = ks_db_must(db, sql, 3);
		step->organisation = ks_db_text(db, sql, 4);
		step->urgency = ks_db_must(db, sql, 5);
		step->form = ks_db_must(db, sql, 6);
		step->due = ks_db_day(db, sql, 7);
		step->opens = ks_db_day(db, sql, 8);
		step->already = ks_db_int(db, sql, 9) != 0;
	}
}

static void read_reasons(struct ks_store *store, struct ks_kept_route *out)
{
	const enum ks_sql sql = KS_SQL_route_reasons;
	struct ks_db *db = store->db;

	ks_db_query(db, sql, KS_VALUES(KS_TEXT(out->id)));
	while (ks_db_next(db, sql)) {
		struct ks_standing *reason = ks_grow(store->arena, &out->reasons, &out->n_reasons,
						     sizeof(*out->reasons));

		reason->card = ks_db_must(db, sql, 0);
		reason->step = ks_db_must(db, sql, 1);
		reason->since = ks_db_day(db, sql, 2);
	}
}

/* Takes the row of a query that was started, if there is one, and what belongs to it. */
static enum ks_status read_route(struct ks_store *store, enum ks_sql sql, struct ks_kept_route *out)
{
	struct ks_db *db = store->db;

	*out = (struct ks_kept_route){ .date = KS_NO_DAY, .erased = KS_NO_DAY };
	if (ks_db_next(db, sql)) {
		out->id = ks_db_must(db, sql, 0);
		out->case_key = ks_db_must(db, sql, 1);
		out->date = ks_db_day(db, sql, 2);
		out->class_now = (enum ks_class)ks_stored_word(store, ks_class_words,
							       ks_db_text(db, sql, 3));
		out->coalition = ks_db_must(db, sql, 4);
		out->version = ks_db_must(db, sql, 5);
		out->sha256 = ks_db_must(db, sql, 6);
		out->signature = ks_db_must(db, sql, 7);
		out->seq = ks_db_int(db, sql, 8);
	}
	ks_db_end(db, sql);
	if (out->id) {
		read_steps(store, out);
		read_reasons(store, out);
	}
	return ks_db_status(db);
}

enum ks_status ks_route_before(struct ks_store *store, const char *case_key, ks_day on_or_before,
			       long long seq, struct ks_kept_route *out)
{
	ks_db_query(store->db, KS_SQL_route_last,
		    KS_VALUES(KS_TEXT(case_key), KS_DAY(on_or_before), KS_INT(seq)));
	return read_route(store, KS_SQL_route_last, out);
}

enum ks_status ks_route_last(struct ks_store *store, const char *case_key, ks_day on_or_before,
			     struct ks_kept_route *out)
{
	return ks_route_before(store, case_key, on_or_before, LLONG_MAX, out);
}

static enum ks_status get_route(struct ks_store *store, const char *id, struct ks_kept_route *out)
{
	ks_db_query(store->db, KS_SQL_route_get, KS_VALUES(KS_TEXT(id)));
	return read_route(store, KS_SQL_route_get, out);
}

enum ks_status ks_routes_of(struct ks_store *store, const char *case_key,
			    struct ks_kept_route **items, size_t *n)
{
	const char **ids = NULL;
	size_t n_ids = 0;

	*items = NULL;
	*n = 0;
	ks_db_query(store->db, KS_SQL_route_ids, KS_VALUES(KS_TEXT(case_key)));
	while (ks_db_next(store->db, KS_SQL_route_ids)) {
		const char **slot = ks_grow(store->arena, &ids, &n_ids, sizeof(*ids));

		*slot = ks_db_text(store->db, KS_SQL_route_ids, 0);
	}
	for (size_t i = 0; i < n_ids && ks_db_status(store->db) == KS_OK; i++)
		get_route(store, ids[i], ks_grow(store->arena, items, n, sizeof(**items)));
	return ks_db_status(store->db);
}

/* ---- by id --------------------------------------------------------------- */

static const struct ks_id_kind a_route = { 'R', KS_SQL_route_find, KS_MSG_route_unknown,
					   KS_MSG_route_ambiguous };

/* Of an erased family the audit still says that there was a route, and when. */
static void read_erased(struct ks_store *store, const char *id, struct ks_kept_route *out)
{
	const enum ks_sql sql = KS_SQL_erased_object;
	struct ks_db *db = store->db;

	*out = (struct ks_kept_route){ .date = KS_NO_DAY, .erased = KS_NO_DAY };
	ks_db_query(db, sql, KS_VALUES(KS_TEXT(id)));
	if (ks_db_next(db, sql)) {
		out->id = ks_db_must(db, sql, 0);
		out->case_key = ks_db_must(db, sql, 1);
		out->date = ks_db_day(db, sql, 2);
		out->erased = ks_db_day(db, sql, 3);
	}
	ks_db_end(db, sql);
}

enum ks_status ks_route_read(struct ks_store *store, const char *typed, struct ks_kept_route *out)
{
	const char *id = NULL;
	enum ks_status status = ks_find_id(store, &a_route, typed, &id);

	if (status)
		return status;
	read_erased(store, id, out);
	return out->id ? ks_db_status(store->db) : get_route(store, id, out);
}

/* ---- the texts ----------------------------------------------------------- */

static void note_altered(struct ks_store *store, struct ks_kept_files *out, const char *name)
{
	const char **slot = ks_grow(store->arena, &out->altered, &out->n_altered,
				    sizeof(*out->altered));

	*slot = name;
}

/* A text is its name: the set says which hash it has. A file that is gone counts as altered. */
static void read_text(struct ks_store *store, struct ks_kept_files *out)
{
	const enum ks_sql sql = KS_SQL_coalition_files;
	const char *name = ks_db_must(store->db, sql, 0), *sha256 = ks_db_text(store->db, sql, 1);
	const char *text = ks_db_text(store->db, sql, 2);
	struct ks_source_text *file = KS_NEW(store->arena, struct ks_source_text);
	struct ks_source_text **slot =
		ks_grow(store->arena, &out->texts, &out->n_texts, sizeof(*out->texts));

	file->name = name;
	file->text = text ? text : "";
	file->len = strlen(file->text);
	ks_sha256(file->text, file->len, file->sha256);
	*slot = file;
	if (!text || !ks_streq(file->sha256, sha256))
		note_altered(store, out, name);
}

enum ks_status ks_kept_files_read(struct ks_store *store, const char *sha256,
				  struct ks_kept_files *out)
{
	struct ks_coalition set = { .id = NULL };
	char whole[KS_SHA256_HEX];

	*out = (struct ks_kept_files){ .texts = NULL };
	ks_db_query(store->db, KS_SQL_coalition_files, KS_VALUES(KS_TEXT(sha256)));
	while (ks_db_next(store->db, KS_SQL_coalition_files))
		read_text(store, out);
	set.files = out->texts;
	set.n_files = out->n_texts;
	ks_coalition_sha256(&set, whole);
	out->whole = ks_streq(whole, sha256);
	return ks_db_status(store->db);
}

/* ---- keeping ------------------------------------------------------------- */

static void keep_file(struct ks_store *store, const char *set, const struct ks_source_text *file)
{
	char sha256[KS_SHA256_HEX];

	ks_sha256(file->text, file->len, sha256);
	ks_db_run(store->db, KS_SQL_coalition_file_add,
		  KS_VALUES(KS_TEXT(sha256), KS_TEXT(file->text)));
	ks_db_run(store->db, KS_SQL_coalition_set_add,
		  KS_VALUES(KS_TEXT(set), KS_TEXT(file->name), KS_TEXT(sha256)));
}

/* The text of every file, once per content. */
enum ks_status ks_coalition_keep(struct ks_store *store, const struct ks_coalition *c,
				 const char *sha256)
{
	if (ks_db_number(store->db, KS_SQL_coalition_known, KS_VALUES(KS_TEXT(sha256))))
		return ks_db_status(store->db);
	for (size_t i = 0; i < c->n_files; i++)
		keep_file(store, sha256, c->files[i]);
	return ks_db_status(store->db);
}

static void keep_reasons(struct ks_store *store, const char *id, const struct ks_route_step *step,
			 long long *number)
{
	for (size_t i = 0; i < step->n_reasons; i++) {
		const struct ks_reason *reason = &step->reasons[i];
		const struct ks_loc *loc = &reason->step->loc;

		++*number;
		ks_db_run(store->db, KS_SQL_route_reason_add,
			  KS_VALUES(KS_TEXT(id), KS_INT(*number), KS_TEXT(step->id),
				    KS_TEXT(reason->step->card->id), KS_TEXT(reason->step->name),
				    KS_TEXT(reason->step->card->version),
				    KS_TEXT(loc->in ? loc->in->name : ""), KS_INT(loc->line),
				    KS_DAY(reason->since), KS_DAY(reason->due)));
	}
}

static void keep_step(struct ks_store *store, const char *id, const struct ks_route_step *step)
{
	const char *organisation =
		step->filler ? ks_text_in(step->filler->organisation, KS_NL) : NULL;

	ks_db_run(store->db, KS_SQL_route_step_add,
		  KS_VALUES(KS_TEXT(id), KS_INT(step->number), KS_TEXT(step->id),
			    KS_TEXT(step->intervention ? step->intervention->id : NULL),
			    KS_TEXT(step->role->id), KS_TEXT(organisation),
			    KS_TEXT(ks_urgency_words[step->urgency]),
			    KS_TEXT(ks_form_words[step->form]), KS_DAY(step->due),
			    KS_DAY(step->opens), KS_INT(step->already)));
}

static void keep_route(struct ks_store *store, const char *id, const char *case_key,
		       const struct ks_route *route, const struct ks_value under[4])
{
	struct ks_value row[] = {
		KS_TEXT(id), KS_TEXT(case_key), KS_INT(store->tx.seq), KS_DAY(route->day),
		KS_TEXT(ks_phase_words[route->phase]), KS_INT(route->week),
		KS_TEXT(ks_class_words[route->balance.class]),
		under[0], under[1], under[2], under[3],
	};

	if (route->week < 0)
		row[5] = (struct ks_value)KS_TEXT(NULL);
	ks_db_run(store->db, KS_SQL_route_add, row, sizeof(row) / sizeof(row[0]));
}

enum ks_status ks_route_keep(struct ks_store *store, const char *case_key,
			     const struct ks_coalition *c, const char *sha256,
			     const struct ks_route *route, const char *signature, const char **id)
{
	const struct ks_value under[] = { KS_TEXT(c->id), KS_TEXT(c->version), KS_TEXT(sha256),
					  KS_TEXT(signature) };
	long long reasons = 0;

	*id = ks_fresh_id(store, "R-", KS_SQL_route_exists);
	keep_route(store, *id, case_key, route, under);
	for (size_t i = 0; i < route->n_steps; i++) {
		keep_step(store, *id, &route->steps[i]);
		keep_reasons(store, *id, &route->steps[i], &reasons);
	}
	ks_coalition_keep(store, c, sha256);
	return ks_db_status(store->db);
}

const struct ks_kept_step *ks_kept_step_find(const struct ks_kept_route *kept,
					     const char *number_or_id)
{
	int number;
	bool is_number = ks_parse_int(number_or_id, INT_MAX, &number);

	for (size_t i = 0; i < kept->n_steps; i++)
		if (is_number ? kept->steps[i].number == number
			      : ks_streq(kept->steps[i].id, number_or_id))
			return &kept->steps[i];
	return NULL;
}
