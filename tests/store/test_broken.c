/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A book that breaks under an open program: whatever is gone or cannot be
 * read, everything that needs it says so, nothing half is kept, and nothing is
 * guessed. A table goes, or a value turns into one that no version ever wrote,
 * behind the back of a store that has already looked at its schema.
 */
#define _GNU_SOURCE	/* RTLD_NEXT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <dlfcn.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ks/base/str.h"
#include "ks/store/audit.h"
#include "ks/store/cases.h"
#include "ks/store/copy.h"
#include "ks/store/erase.h"
#include "ks/store/handovers.h"
#include "ks/store/health.h"
#include "ks/store/notes.h"
#include "ks/store/counts.h"
#include "ks/store/published.h"
#include "ks/store/report.h"
#include "ks/store/routes.h"
#include "ks/store/todo.h"
#include "support/book.h"

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define N(list) (sizeof(list) / sizeof((list)[0]))

/* A book with something of everything in it; every trial gets a copy of its file. */
struct broken {
	struct book *book;
	const char *case_key, *handover, *route;
	char sha256[KS_SHA256_HEX];	/* of the cards that its route was kept with */
	char *file;
	size_t size;
};

/* ---- something of everything ------------------------------------------------ */

static const struct ks_role role = { .id = "sociaal-team" };
static const struct ks_filler filler = { .organisation = { "Sociaal team", NULL } };
static const struct ks_card card = { .id = "geldzorgen", .version = "2026.1" };

static const struct ks_route *route_new(struct book *book)
{
	struct ks_step *step = KS_NEW(&book->arena, struct ks_step);
	struct ks_reason *reason = KS_NEW(&book->arena, struct ks_reason);
	struct ks_route_step *steps = KS_NEW(&book->arena, struct ks_route_step);
	struct ks_route *route = KS_NEW(&book->arena, struct ks_route);

	*step = (struct ks_step){ .card = &card, .name = "bellen" };
	step->loc = (struct ks_loc){ book->coalition->files[1], 12, 5 };
	*reason = (struct ks_reason){ .step = step,
				      .since = book_day("2026-11-21"),
				      .due = book_day("2026-12-05"),
				      .opens = KS_NO_DAY };
	*steps = (struct ks_route_step){ .number = 1,
					 .id = "geldzorgen/bellen",
					 .role = &role,
					 .filler = &filler,
					 .due = book_day("2026-12-05"),
					 .opens = KS_NO_DAY,
					 .reasons = reason,
					 .n_reasons = 1 };
	*route = (struct ks_route){ .day = book_day("2026-11-21"),
				    .phase = KS_DURING,
				    .week = 101,
				    .steps = steps,
				    .n_steps = 1 };
	return route;
}

static enum ks_status keep_route(struct broken *b)
{
	struct book *book = b->book;
	const char *id = NULL;
	enum ks_status status;

	ks_coalition_sha256(book->coalition, b->sha256);
	status = ks_route_keep(book->store, b->case_key, book->coalition, b->sha256,
			       route_new(book), "teken", &id);
	b->route = b->route ? b->route : id;
	return status;
}

static enum ks_status add_handover(struct broken *b)
{
	struct ks_handover_move first = { .verb = KS_VERB_NEW,
					  .status = KS_H_REQUESTED,
					  .date = book_day("2026-11-21"),
					  .until = KS_NO_DAY };
	struct ks_handover handover = {
		.case_key = b->case_key,
		.route = b->route,
		.step_id = "geldzorgen/bellen",
		.from_role = "verloskundige",
		.to_role = "sociaal-team",
		.ask = "Wilt u samen bellen?",
		.due = KS_NO_DAY,
		.respond_within = { 2, KS_WORKING_DAYS },
		.contact_within = { 1, KS_WEEKS },
		.feedback_within = { 1, KS_MONTHS },
		.has_consent = true,
		.consent = { "mother", "spoken", book_day("2026-11-21"), KS_NO_DAY, KS_NO_DAY,
			     "schulden" },
		.moves = &first,
		.n_moves = 1,
	};
	enum ks_status status = ks_handover_add(b->book->store, &handover);

	b->handover = b->handover ? b->handover : handover.id;
	return status;
}

static enum ks_status add_note(struct broken *b)
{
	struct ks_agreement agreement = { .role = "sociaal-team",
					  .what = "belt",
					  .until = book_day("2026-11-22") };
	struct ks_note meeting = { .kind = KS_NOTE_MEETING,
				   .date = book_day("2026-11-21"),
				   .text = "Wie belt?",
				   .present = "mother,sociaal-team",
				   .until = KS_NO_DAY,
				   .agreements = &agreement,
				   .n_agreements = 1 };
	struct ks_note deviation = { .kind = KS_NOTE_DEVIATION,
				     .date = book_day("2026-11-21"),
				     .text = "Zij belt zelf.",
				     .because = "Dat wil zij.",
				     .until = book_day("2026-11-22") };
	enum ks_status status = ks_note_add(b->book->store, b->case_key, &meeting);

	return status ? status : ks_note_add(b->book->store, b->case_key, &deviation);
}

static enum ks_status add_screening(struct broken *b)
{
	const struct ks_answer answer = { b->book->schulden, KS_FAMILY, KS_PRESENT, KS_BY_SELF,
					  book_day("2026-11-21"), 0 };
	const struct ks_score score = { b->book->coalition->instruments[0], NULL, 12, NULL,
					book_day("2026-11-21") };
	const char *already[] = { "hulp@sociaal-team" };
	const struct ks_screening_new screening = { .date = book_day("2026-11-21"),
						    .complete = true,
						    .answers = &answer,
						    .n_answers = 1,
						    .scores = &score,
						    .n_scores = 1,
						    .already = already,
						    .n_already = 1,
						    .raised = KS_KWETSBAAR,
						    .because = "Om te proberen." };
	int number;

	return ks_screening_add(b->book->store, b->case_key, &screening, &number);
}

static enum ks_status add_talk(struct broken *b)
{
	const struct ks_answer answer = { b->book->roken, KS_MOTHER, KS_ABSENT, KS_BY_SELF,
					  book_day("2026-11-21"), 0 };
	const struct ks_screening_part part = { .date = book_day("2026-11-21"),
						.place = "opening",
						.said = "yes",
						.answers = &answer,
						.n_answers = 1,
						.judged = true,
						.judgement = KS_IN_BALANCE };
	int number;
	enum ks_status status =
		ks_screening_open(b->book->store, b->case_key, part.date, &number);

	return status ? status :
			ks_screening_extend(b->book->store, b->case_key, number, &part);
}

static enum ks_status set_facts(struct broken *b)
{
	struct ks_store *store = b->book->store;
	enum ks_status status = ks_case_set(store, b->case_key, KS_FACT_DUE, "2026-11-01");

	status = status ? status : ks_case_set(store, b->case_key, KS_FACT_PHASE, "during");
	return status ? status : ks_store_setting_set(store, "routes", "deventer");
}

static void read_whole(struct broken *b)
{
	struct stat st;
	FILE *in = fopen(b->book->path, "rb");

	assert_non_null(in);
	assert_int_equal(fstat(fileno(in), &st), 0);
	b->size = (size_t)st.st_size;
	b->file = malloc(b->size);
	assert_non_null(b->file);
	assert_int_equal(fread(b->file, 1, b->size, in), b->size);
	fclose(in);
}

static int start(void **state)
{
	struct broken *b = calloc(1, sizeof *b);
	void *book = NULL;

	assert_non_null(b);
	assert_int_equal(book_start(&book), 0);
	b->book = book;
	b->case_key = book_case(b->book);
	book_begin(b->book, b->case_key);
	assert_int_equal(add_screening(b), KS_OK);
	assert_int_equal(add_talk(b), KS_OK);
	assert_int_equal(set_facts(b), KS_OK);
	assert_int_equal(keep_route(b), KS_OK);
	assert_int_equal(add_handover(b), KS_OK);
	assert_int_equal(add_note(b), KS_OK);
	book_commit(b->book);
	ks_store_close(b->book->store);
	b->book->store = NULL;
	read_whole(b);
	*state = b;
	return 0;
}

static int end(void **state)
{
	struct broken *b = *state;
	void *book = b->book;

	free(b->file);
	free(b);
	return book_end(&book);
}

/* The book as it was, open. */
static void again(struct broken *b)
{
	FILE *out;

	ks_store_close(b->book->store);
	b->book->store = NULL;
	out = fopen(b->book->path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(b->file, 1, b->size, out), b->size);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(book_reopen(b->book, "2026-11-21"), KS_OK);
	book_complaint(b->book);
}

/* ---- what a command may ask of the store -------------------------------------- */

/* Every day there is. */
static const struct ks_period always = { 0, 1 << 24 };

static enum ks_status read_case(struct broken *b)
{
	struct ks_case out;

	return ks_case_read(b->book->store, b->book->coalition, b->case_key, &out);
}

static enum ks_status read_case_without_cards(struct broken *b)
{
	struct ks_case out;

	return ks_case_read(b->book->store, NULL, b->case_key, &out);
}

static enum ks_status read_case_on(struct broken *b)
{
	struct ks_case out;

	return ks_case_read_on(b->book->store, b->book->coalition, b->case_key,
			       book_day("2026-11-21"), &out);
}

static enum ks_status find_case(struct broken *b)
{
	char key[KS_KEY_SIZE];

	return ks_case_find(b->book->store, b->case_key, key);
}

static enum ks_status list_cases(struct broken *b)
{
	const struct ks_case_filter all = { .phase = -1 };
	struct ks_case_line *lines;
	size_t n;

	return ks_case_list(b->book->store, &all, &lines, &n);
}

static enum ks_status take_none(void *context, const struct ks_case *cases,
				struct ks_arena *scratch)
{
	(void)context;
	(void)cases;
	(void)scratch;
	return KS_OK;
}

static enum ks_status load_of_cases(struct broken *b)
{
	const struct ks_coalition *const both[] = { b->book->coalition, b->book->coalition };
	const struct ks_affected all = { .everyone = true };

	return ks_caseload(b->book->store, both, &all, ks_day_of(2027, 1, 1), take_none, NULL);
}

static enum ks_status facts(struct broken *b)
{
	struct ks_fact_row *rows;
	size_t n;

	return ks_case_facts(b->book->store, b->case_key, &rows, &n);
}

static enum ks_status read_handover(struct broken *b)
{
	struct ks_handover out;

	return ks_handover_read(b->book->store, b->handover, &out);
}

static enum ks_status list_handovers(struct broken *b)
{
	const struct ks_handover_filter all = { .open_only = true };
	struct ks_handover *items;
	size_t n;

	return ks_handover_list(b->book->store, &all, &items, &n);
}

static enum ks_status open_steps(struct broken *b)
{
	struct ks_open_step *items;
	size_t n;

	return ks_handover_open_steps(b->book->store, b->case_key, &items, &n);
}

static enum ks_status notes(struct broken *b)
{
	struct ks_note *items;
	size_t n;

	return ks_notes_of(b->book->store, b->case_key, &items, &n);
}

static enum ks_status last_route(struct broken *b)
{
	struct ks_kept_route out;

	return ks_route_last(b->book->store, b->case_key, KS_NO_DAY, &out);
}

static enum ks_status one_route(struct broken *b)
{
	struct ks_kept_route out;

	return ks_route_read(b->book->store, b->route, &out);
}

static enum ks_status all_routes(struct broken *b)
{
	struct ks_kept_route *items;
	size_t n;

	return ks_routes_of(b->book->store, b->case_key, &items, &n);
}

static enum ks_status kept_files(struct broken *b)
{
	struct ks_kept_files out;

	return ks_kept_files_read(b->book->store, b->sha256, &out);
}

static enum ks_status see_family(void *context, const struct ks_family_rows *family,
				 struct ks_arena *scratch)
{
	(void)scratch;
	*(size_t *)context += family->n_work;
	return KS_OK;
}

static enum ks_status families(struct broken *b)
{
	size_t n = 0;

	return ks_families(b->book->store, see_family, &n);
}

static enum ks_status families_since(struct broken *b)
{
	const char **keys;
	size_t n = 0;
	enum ks_status status = ks_families_since(b->book->store, 0, &keys, &n);

	return status ? status : ks_families_then_now(b->book->store, keys, n, 1, see_family, &n);
}

static enum ks_status find_count(struct broken *b)
{
	struct ks_kept_count count = { .period = always, .counted_on = always.to, .sha256 = SHA };

	return ks_count_find(b->book->store, &count);
}

static enum ks_status all_counts(struct broken *b)
{
	struct ks_kept_count *counts;
	size_t n;

	return ks_counts_all(b->book->store, &counts, &n);
}

static enum ks_status keep_count(struct broken *b)
{
	struct ks_kept_count count = { .period = always, .counted_on = always.to, .sha256 = SHA,
				       .sums = "sums 3\n" };
	enum ks_status status = ks_count_keep(b->book->store, &count);

	return status ? status : ks_counts_tidy(b->book->store, SHA);
}

static enum ks_status todo_steps(struct broken *b)
{
	struct ks_todo_step *items;
	size_t n;

	return ks_todo_steps(b->book->store, &items, &n);
}

static enum ks_status todo_screenings(struct broken *b)
{
	struct ks_todo_screening *items;
	size_t n;
	enum ks_status status = ks_todo_screenings(b->book->store, always.to, &items, &n);

	status = status ? status : ks_todo_past_term(b->book->store, always.to, &items, &n);
	status = status ? status : ks_todo_routes(b->book->store, &items, &n);
	return status ? status : ks_todo_intakes(b->book->store, &items, &n);
}

static enum ks_status todo_noted(struct broken *b)
{
	struct ks_todo_noted *items;
	size_t n;
	enum ks_status status = ks_todo_agreements(b->book->store, &items, &n);

	return status ? status : ks_todo_evaluations(b->book->store, &items, &n);
}

static enum ks_status audit_rows(struct broken *b)
{
	const struct ks_audit_filter all = { .from = KS_NO_DAY, .until = KS_NO_DAY };
	struct ks_audit_row *rows;
	size_t n;

	return ks_audit_list(b->book->store, &all, &rows, &n);
}

static enum ks_status find_head(struct broken *b)
{
	long long seq;

	return ks_audit_find_head(b->book->store, SHA, &seq);
}

static enum ks_status setting(struct broken *b)
{
	const char *value;

	return ks_store_setting_get(b->book->store, "routes", &value);
}

static enum ks_status closed_cases(struct broken *b)
{
	struct ks_closed_case *items;
	size_t n;

	return ks_cases_closed(b->book->store, &items, &n);
}

static enum ks_status new_case(struct broken *b)
{
	char key[KS_KEY_SIZE];

	return ks_case_new(b->book->store, key);
}

static enum ks_status summarise(struct broken *b)
{
	return ks_case_summarise(b->book->store, b->case_key, KS_SPOED, book_day("2026-11-21"));
}

static enum ks_status withdraw_raise(struct broken *b)
{
	return ks_screening_withdraw_raise(b->book->store, b->case_key, 2);
}

static enum ks_status move(struct broken *b)
{
	const struct ks_handover_move accept = { .verb = KS_VERB_ACCEPT,
						 .status = KS_H_ACCEPTED,
						 .date = book_day("2026-11-21"),
						 .until = KS_NO_DAY };

	return ks_handover_move(b->book->store, b->handover, &accept);
}

static enum ks_status consent(struct broken *b)
{
	const struct ks_consent given = { "mother", "written", book_day("2026-11-21"), KS_NO_DAY,
					  KS_NO_DAY, NULL };

	return ks_handover_consent(b->book->store, b->handover, &given);
}

static enum ks_status erase(struct broken *b)
{
	return ks_case_erase(b->book->store, b->case_key);
}

static enum ks_status recount(struct broken *b)
{
	return ks_store_recount(b->book->store);
}

static enum ks_status find_published(struct broken *b)
{
	struct ks_published out;
	struct ks_published *items;
	size_t n;
	enum ks_status status = ks_published_find(b->book->store, book_day("2026-10-01"),
						  book_day("2026-10-31"), &out);

	return status ? status :
			ks_published_near(b->book->store, always.from, always.to, &items, &n);
}

static enum ks_status published_cells(struct broken *b)
{
	struct ks_published_cell *cells;
	size_t n;

	return ks_published_cells(b->book->store, "2026-10-01..2026-10-31", &cells, &n);
}

static enum ks_status publish(struct broken *b)
{
	const struct ks_published_cell cell = { "cases", "", "", 0, 12 };
	struct ks_published table = { .from = book_day("2026-10-01"),
				      .to = book_day("2026-10-31"),
				      .coalition = "proefstad",
				      .version = "2026.1",
				      .sha256 = SHA };

	return ks_published_keep(b->book->store, &table, b->book->coalition, &cell, 1);
}

typedef enum ks_status asked(struct broken *b);

/* Erasing comes last: it is the one that touches everything. */
static asked *const everything[] = {
	find_case,	 read_case,	   read_case_without_cards, read_case_on, list_cases,
	load_of_cases,	 facts,		   read_handover,	    list_handovers, open_steps,
	notes,		 last_route,	   one_route,		    all_routes,   kept_files,
	families,	 families_since,   find_count,		    all_counts,	  keep_count,
	todo_steps,		    todo_screenings, todo_noted,
	audit_rows,	 find_head,	   setting,		    closed_cases, new_case,
	summarise,	 withdraw_raise,   move,		    consent,	  recount,
	add_screening,	 add_talk,	   set_facts,		    keep_route,	  add_handover,
	add_note,	 find_published,   published_cells,	    publish,	  erase,
};

/* As a command does it: all or nothing, inside one transaction. */
static enum ks_status attempt(struct broken *b, asked *ask)
{
	struct ks_store *store = b->book->store;
	enum ks_status status = ks_store_begin(store, KS_UPDATE, "test", __func__);

	if (status)
		return status;
	ks_store_about(store, b->case_key, NULL);
	status = ask(b);
	if (status == KS_OK)
		return ks_store_commit(store);
	ks_store_rollback(store, status);
	return status;
}

/* ---- a table that is gone -------------------------------------------------------- */

/* The name of a table, counted from 0; NULL after the last. Nothing opens without `book`. */
static const char *table_name(struct broken *b, int i)
{
	return book_text(b->book, ks_fmt(&b->book->arena,
					 "SELECT name FROM sqlite_schema WHERE type = 'table' AND "
					 "name NOT LIKE 'sqlite%%' AND name <> 'book' "
					 "ORDER BY name LIMIT 1 OFFSET %d",
					 i));
}

/* Rows of every table but the one that is gone, added up. */
static long long rows(struct broken *b, const char *gone)
{
	static const char *const kept[] = { "cases",	"fact",	    "screening", "score",
					    "already",	"talk",	    "route",	 "route_step",
					    "handover", "move",	    "consent",	 "note",
					    "agreement", "setting", "route_reason", "audit" };
	struct ks_buf sql;

	ks_buf_init(&sql, &b->book->arena);
	ks_buf_add(&sql, "SELECT 0");
	for (size_t i = 0; i < N(kept); i++)
		if (!ks_streq(kept[i], gone))
			ks_buf_addf(&sql, " + (SELECT COUNT(*) FROM %s)", kept[i]);
	return book_number(b->book->path, sql.text);
}

static bool fails_without(struct broken *b, const char *table, asked *ask)
{
	long long before = rows(b, table);
	enum ks_status status = attempt(b, ask);

	if (status == KS_OK)
		return false;
	if (status != KS_STORE)
		fail_msg("without %s: status %d, complaint %d", table, (int)status,
			 book_complaint(b->book));
	assert_true(book_complaint(b->book) >= 0);
	assert_int_equal(rows(b, table), before);
	return true;
}

static int who_misses(struct broken *b, const char *table, bool *missed)
{
	int n = 0;

	book_sql(b->book->path, ks_fmt(&b->book->arena,
				       "PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; "
				       "DROP TABLE %s",
				       table));
	for (size_t i = 0; i < N(everything); i++)
		if (fails_without(b, table, everything[i])) {
			missed[i] = true;
			n++;
		}
	return n;
}

static void without_a_table_whoever_needs_it_says_so_and_nothing_half_is_kept(void **state)
{
	struct broken *b = *state;
	bool missed[N(everything)] = { false };
	const char *table;
	int tables = 0;

	for (again(b); (table = table_name(b, tables)); again(b), tables++)
		if (!who_misses(b, table, missed))
			fail_msg("nobody misses %s", table);
	assert_true(tables > 15);
	for (size_t i = 0; i < N(everything); i++)
		if (!missed[i])
			fail_msg("number %zu misses no table", i);
}

/* With everything there, all of it works: else the test above shows nothing. */
static void with_every_table_there_nothing_fails(void **state)
{
	struct broken *b = *state;

	for (size_t i = 0; i < N(everything); i++) {
		again(b);
		if (attempt(b, everything[i]) != KS_OK)
			fail_msg("number %zu: complaint %d", i, book_complaint(b->book));
	}
}

/* ---- a value that nobody wrote ------------------------------------------------------ */

static const struct {
	const char *sql;
	asked *ask;
} values[] = {
	{ "UPDATE screening SET answers = REPLACE(answers, 'present:', 'misschien:')", read_case },
	{ "UPDATE screening SET answers = REPLACE(answers, 'mother:', 'buurman:')", read_case },
	{ "UPDATE screening SET answers = REPLACE(answers, 'present: ', '')", read_case },
	{ "UPDATE screening SET answers = REPLACE(answers, ' ', '  ')", read_case },
	{ "UPDATE screening SET answers = 'schulden'", read_case },
	{ "UPDATE screening SET answers = ':'", read_case },
	{ "UPDATE talk SET answers = 'roken'", read_case },
	{ "UPDATE screening SET date = '2026-13-40'", read_case },
	{ "UPDATE screening SET raised = 'heel-erg'", read_case },
	{ "UPDATE screening SET judgement = 'schuin' WHERE number = 1", read_case },
	{ "UPDATE talk SET judgement = 'schuin' WHERE judgement IS NOT NULL", read_case },
	{ "UPDATE fact SET value = 'gisteren' WHERE name = 'due'", read_case },
	{ "UPDATE fact SET value = 'later' WHERE name = 'phase'", read_case },
	{ "UPDATE fact SET name = 'naam' WHERE name = 'due'", facts },
	{ "UPDATE move SET status = 'kwijt'", read_handover },
	{ "UPDATE move SET verb = 'vergeten'", read_handover },
	{ "UPDATE move SET date = 'ooit'", read_handover },
	{ "UPDATE handover SET form = 'post'", read_handover },
	{ "UPDATE handover SET urgency = 'ooit'", read_handover },
	{ "UPDATE handover SET respond_within = 'even'", read_handover },
	{ "UPDATE consent SET date = 'toen'", read_handover },
	{ "UPDATE note SET kind = 'roddel'", notes },
	{ "UPDATE note SET date = 'toen'", notes },
	{ "UPDATE agreement SET until = 'gauw'", notes },
	{ "PRAGMA foreign_keys=OFF; UPDATE agreement SET note = 9", notes },
	{ "UPDATE route SET class = 'heel-erg'", last_route },
	{ "UPDATE route SET date = 'toen'", one_route },
	{ "UPDATE route_step SET due = 'gauw'", last_route },
	{ "PRAGMA foreign_keys=OFF; UPDATE agreement SET note = 0", notes },
	{ "UPDATE cases SET phase = 'later'", list_cases },
	{ "UPDATE cases SET class = 'heel-erg'", list_cases },
	{ "UPDATE cases SET screened = 'toen'", list_cases },
};

static void a_value_that_no_version_wrote_is_damage_and_never_guessed(void **state)
{
	struct broken *b = *state;

	for (size_t i = 0; i < N(values); i++) {
		again(b);
		book_sql(b->book->path, ks_fmt(&b->book->arena,
					       "PRAGMA ignore_check_constraints=ON; %s",
					       values[i].sql));
		if (attempt(b, values[i].ask) != KS_STORE)
			fail_msg("taken for good: %s", values[i].sql);
		assert_int_equal(book_complaint(b->book), KS_MSG_store_damaged);
	}
}

/* ---- no room ------------------------------------------------------------------------ */

/* In a child: no file may grow beyond what the book already is. */
static int write_without_room(struct broken *b)
{
	const struct rlimit limit = { (rlim_t)b->size, (rlim_t)b->size };
	enum ks_status status = KS_OK;

	again(b);
	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit))
		return 1;
	for (int i = 0; i < 200 && status == KS_OK; i++)
		status = attempt(b, add_screening);
	if (status != KS_STORE || book_complaint(b->book) < 0)
		return 2;
	/* And once more, with nothing left of the first attempt. */
	return attempt(b, add_screening) == KS_STORE ? 0 : 3;
}

static void without_room_nothing_is_acknowledged_and_what_stood_stays(void **state)
{
	struct broken *b = *state;
	char head[KS_SHA256_HEX];
	long long broken = -1;
	int status = -1;
	pid_t child;

	fflush(NULL);
	child = fork();
	if (child == 0)
		exit(write_without_room(b));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(book_reopen(b->book, "2026-11-21"), KS_OK);
	assert_int_equal(ks_audit_verify(b->book->store, &broken, head), KS_OK);
	assert_int_equal(broken, 0);
}

/* ---- the n-th thing that is asked of SQLite fails ------------------------------------ */

/*
 * These stand before SQLite's own. Counted while armed; number `at` fails, and with
 * ever all that follow, as SQLite says it of a disk, of memory, of another program.
 */
static struct {
	long at, seen;
	bool ever, inside;		/* SQLite, which also steps by itself */
	void (*copied)(void);		/* called after every copying of pages */
	bool hurries;			/* a nap is over at once and counts for three seconds */
} fault;

static const int failures[] = { SQLITE_IOERR_WRITE, SQLITE_FULL, SQLITE_NOMEM, SQLITE_BUSY,
				SQLITE_CORRUPT,	    SQLITE_READONLY, SQLITE_PERM, SQLITE_TOOBIG };

/* What fails now; SQLITE_OK: nothing. */
static int fault_now(void)
{
	if (!fault.at)
		return SQLITE_OK;
	fault.seen++;
	if (fault.seen < fault.at || (fault.seen > fault.at && !fault.ever))
		return SQLITE_OK;
	return failures[(size_t)fault.at % N(failures)];
}

static void arm(long at, bool ever)
{
	fault.at = at;
	fault.seen = 0;
	fault.ever = ever;
}

/* Was it reached? Nothing fails any more. */
static bool disarm(void)
{
	bool reached = fault.seen >= fault.at;

	fault.at = 0;
	return reached;
}

#define REAL(name) *(void **)&real = dlsym(RTLD_NEXT, name)

int sqlite3_step(sqlite3_stmt *statement)
{
	static int (*real)(sqlite3_stmt *);
	bool inside = fault.inside;
	int code = inside ? SQLITE_OK : fault_now();

	if (!real)
		REAL("sqlite3_step");
	if (code)
		return code;
	fault.inside = true;
	code = real(statement);
	fault.inside = inside;
	return code;
}

int sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **), void *arg,
		 char **error)
{
	static int (*real)(sqlite3 *, const char *, int (*)(void *, int, char **, char **), void *,
			   char **);
	/* Undoing is a promise of SQLite itself: the journal, at the next opening. */
	int code = strncmp(sql, "ROLLBACK", 8) == 0 ? SQLITE_OK : fault_now();

	if (!real)
		REAL("sqlite3_exec");
	if (code)
		return code;
	fault.inside = true;
	code = real(db, sql, row, arg, error);
	fault.inside = false;
	return code;
}

int sqlite3_prepare_v3(sqlite3 *db, const char *sql, int n, unsigned flags, sqlite3_stmt **out,
		       const char **tail)
{
	static int (*real)(sqlite3 *, const char *, int, unsigned, sqlite3_stmt **, const char **);
	int code = fault_now();

	if (!real)
		REAL("sqlite3_prepare_v3");
	return code ? code : real(db, sql, n, flags, out, tail);
}

sqlite3_backup *sqlite3_backup_init(sqlite3 *to, const char *to_name, sqlite3 *from,
				    const char *from_name)
{
	static sqlite3_backup *(*real)(sqlite3 *, const char *, sqlite3 *, const char *);

	if (!real)
		REAL("sqlite3_backup_init");
	return fault_now() ? NULL : real(to, to_name, from, from_name);
}

int sqlite3_backup_step(sqlite3_backup *copy, int n)
{
	static int (*real)(sqlite3_backup *, int);
	int code = fault_now();

	if (!real)
		REAL("sqlite3_backup_step");
	if (code)
		return code;
	code = real(copy, n);
	if (fault.copied)
		fault.copied();
	return code;
}

int sqlite3_open_v2(const char *path, sqlite3 **db, int flags, const char *vfs)
{
	static int (*real)(const char *, sqlite3 **, int, const char *);
	int code = fault_now();

	if (!real)
		REAL("sqlite3_open_v2");
	*db = NULL;
	return code ? code : real(path, db, flags, vfs);
}

int sqlite3_sleep(int ms)
{
	static int (*real)(int);

	if (!real)
		REAL("sqlite3_sleep");
	return fault.hurries ? 3000 : real(ms);
}

/* Fails where it should, says so, and changes nothing. False: it was not reached any more. */
static bool fails_at(struct broken *b, size_t asked_for, long at, bool ever)
{
	long long before = rows(b, "");
	enum ks_status status;
	bool reached;

	arm(at, ever);
	status = attempt(b, everything[asked_for]);
	reached = disarm();
	if (!reached) {
		assert_int_equal(status, KS_OK);
		return false;
	}
	if (status != KS_STORE)
		fail_msg("number %zu, failure %ld: status %d", asked_for, at, (int)status);
	assert_true(book_complaint(b->book) >= 0);
	if (rows(b, "") != before)
		fail_msg("number %zu, failure %ld left something", asked_for, at);
	return true;
}

static void whatever_fails_says_so_and_leaves_nothing(void **state)
{
	struct broken *b = *state;
	long failed = 0;

	for (size_t i = 0; i < N(everything); i++)
		for (int ever = 0; ever < 2; ever++) {
			long at = 1;

			again(b);
			while (fails_at(b, i, at, ever != 0))
				at++;
			failed += at - 1;
		}
	if (failed < 1000)
		fail_msg("only %ld failures", failed);
}

/* A refusal that cannot be recorded is a refusal all the same, and the book stays sound. */
static void a_refusal_that_cannot_be_recorded_leaves_nothing(void **state)
{
	struct broken *b = *state;
	struct ks_store *store;
	long long before;
	bool reached = true;

	again(b);
	store = b->book->store;
	for (long at = 1; reached; at++) {
		before = rows(b, "");
		book_begin(b->book, b->case_key);
		arm(at, false);
		ks_store_rollback(store, KS_REFUSED);
		reached = disarm();
		book_complaint(b->book);
		assert_int_equal(rows(b, ""), before + !reached);
		assert_int_equal(attempt(b, find_case), KS_OK);
	}
}

/* After all those failures the same open store goes on as if nothing had been. */
static void after_a_failure_the_same_store_works(void **state)
{
	struct broken *b = *state;
	char head[KS_SHA256_HEX];
	long long wrong = -1;

	again(b);
	for (long at = 1; at < 60; at++) {
		arm(at, at % 2 == 0);
		attempt(b, add_screening);
		disarm();
		assert_int_equal(attempt(b, add_screening), KS_OK);
	}
	book_begin(b->book, NULL);
	assert_int_equal(ks_audit_verify(b->book->store, &wrong, head), KS_OK);
	assert_int_equal(wrong, 0);
	book_commit(b->book);
}

/* ---- the same, of opening and copying ------------------------------------------------- */

static struct ks_store_options options_at(struct broken *b, const char *path)
{
	return (struct ks_store_options){ .path = path,
					  .mode = KS_STORE_OPEN,
					  .actor = { "anna", "verloskundige", "", NULL },
					  .today = book_day("2026-11-21"),
					  .now = "2026-11-21T10:11:12Z",
					  .arena = &b->book->arena,
					  .diag = &b->book->diag };
}

static enum ks_status open_it(struct broken *b)
{
	const struct ks_store_options options = options_at(b, b->book->path);
	struct ks_store *store = NULL;
	enum ks_status status = ks_store_open(&options, &store);

	assert_true((status == KS_OK) == (store != NULL));
	ks_store_close(store);
	return status;
}

static enum ks_status make_one(struct broken *b)
{
	struct ks_store_options options = options_at(b, book_file(b->book, "new.db"));
	struct ks_store *store = NULL;
	enum ks_status status;

	options.mode = KS_STORE_CREATE;
	unlink(options.path);
	status = ks_store_open(&options, &store);
	ks_store_close(store);
	return status;
}

/* A copy of the book, looked over and compared with it. */
static enum ks_status take_copy(struct broken *b, struct ks_copy **copy, struct ks_copy_facts *facts)
{
	const struct ks_store_options options = options_at(b, b->book->path);
	struct ks_copy_difference difference = { .same_book = false };
	enum ks_status status = ks_copy_new(&options, copy);

	if (status == KS_OK)
		status = ks_copy_take(*copy, b->book->store);
	if (status == KS_OK)
		status = ks_copy_examine(*copy, facts);
	return status == KS_OK ? ks_copy_compare(*copy, b->book->store, &difference) : status;
}

static enum ks_status copy_and_settle(struct broken *b)
{
	const char *path = book_file(b->book, "settled.db");
	struct ks_copy_facts facts = { .book = NULL };
	struct ks_copy *copy = NULL;
	enum ks_status status = take_copy(b, &copy, &facts);

	unlink(path);
	if (status == KS_OK)
		status = ks_copy_settle(copy, &facts, path);
	if (status != KS_OK)
		assert_int_not_equal(access(path, F_OK), 0);
	ks_copy_end(copy);
	return status;
}

static enum ks_status copy_and_replace(struct broken *b)
{
	const char *keep = book_file(b->book, "kept.db");
	struct ks_copy_facts facts = { .book = NULL };
	struct ks_copy *copy = NULL;
	enum ks_status status = take_copy(b, &copy, &facts);

	unlink(keep);
	if (status == KS_OK)
		status = ks_copy_replace(copy, b->book->store, keep);
	ks_copy_end(copy);
	return status;
}

static asked *const around_it[] = { open_it, make_one, copy_and_settle, copy_and_replace };

/* Whatever was being made of the book beside it. */
static bool left_a_copy(struct broken *b)
{
	return ks_copies_left(b->book->store, false) != 0;
}

static bool fails_around(struct broken *b, size_t which, long at, bool ever)
{
	long long before = rows(b, "");
	enum ks_status status;
	bool reached;

	arm(at, ever);
	status = around_it[which](b);
	reached = disarm();
	if (reached && status != KS_STORE)
		fail_msg("around it %zu, failure %ld: status %d", which, at, (int)status);
	assert_int_equal(reached, book_complaint(b->book) >= 0);
	assert_false(left_a_copy(b));
	if (rows(b, "") != before)
		fail_msg("around it %zu, failure %ld changed the book", which, at);
	ks_store_close(b->book->store);
	b->book->store = NULL;
	assert_int_equal(book_reopen(b->book, "2026-11-21"), KS_OK);
	return reached;
}

static void opening_and_copying_that_fail_leave_the_book_and_nothing_else(void **state)
{
	struct broken *b = *state;

	again(b);
	for (size_t i = 0; i < N(around_it); i++)
		for (int ever = 0; ever < 2; ever++) {
			long at = 1;

			while (fails_around(b, i, at, ever != 0))
				at++;
			if (at < 10)
				fail_msg("around it %zu: only %ld failures", i, at - 1);
		}
}

/* ---- others, while a book is replaced or in use ---------------------------------------- */

static struct broken *meanwhile;
static int times_left;

/* Somebody records something, as often as is left. */
static void somebody_writes(void)
{
	struct ks_store_options options = options_at(meanwhile, meanwhile->book->path);
	struct ks_store *other = NULL;

	if (times_left == 0)
		return;
	times_left--;
	if (ks_store_open(&options, &other) != KS_OK)
		return;
	if (ks_store_begin(other, KS_UPDATE, "meanwhile", __func__) == KS_OK)
		assert_int_equal(ks_store_commit(other), KS_OK);
	ks_store_close(other);
}

static enum ks_status replace_while(struct broken *b, int writes)
{
	enum ks_status status;

	again(b);
	meanwhile = b;
	times_left = writes;
	fault.copied = somebody_writes;
	status = copy_and_replace(b);
	fault.copied = NULL;
	return status;
}

static long long meanwhiles(const char *path)
{
	return book_number(path, "SELECT COUNT(*) FROM audit WHERE event = 'meanwhile'");
}

/* What somebody records while a book is put aside is in what is kept, or nothing is replaced. */
static void who_writes_meanwhile_loses_nothing(void **state)
{
	struct broken *b = *state;
	const char *kept;

	assert_int_equal(replace_while(b, 2), KS_OK);
	kept = book_file(b->book, "kept.db");
	assert_int_equal(meanwhiles(kept), 2);
	/* Nobody's organisation is none, and not an empty one. */
	assert_int_equal(book_number(kept, "SELECT COUNT(*) FROM audit WHERE event = 'meanwhile' "
					   "AND organisation IS NULL"),
			 2);
	assert_int_equal(meanwhiles(b->book->path), 0);
	assert_int_equal(replace_while(b, 1000), KS_STORE);
	assert_int_equal(book_complaint(b->book), KS_MSG_store_busy);
	assert_true(meanwhiles(b->book->path) > 3);
}

/* Somebody holds the book and does not let go: after ten seconds of waiting that is said. */
static void a_book_in_use_is_waited_for_and_then_named(void **state)
{
	struct broken *b = *state;
	sqlite3 *other = NULL;

	again(b);
	assert_int_equal(sqlite3_open(b->book->path, &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
	fault.hurries = true;
	assert_int_equal(attempt(b, find_case), KS_STORE);
	assert_int_equal(book_complaint(b->book), KS_MSG_store_busy);
	fault.hurries = false;
	assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(other);
	assert_int_equal(attempt(b, find_case), KS_OK);
}

/* In a child: what was gathered before there was no room is gone whole, and is said to be. */
static int gather_without_room(struct broken *b)
{
	const struct rlimit limit = { (rlim_t)b->size, (rlim_t)b->size };
	enum ks_status status = KS_OK;
	struct ks_store *store;

	again(b);
	store = b->book->store;
	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) || ks_store_gather(store))
		return 1;
	for (int i = 0; i < 200 && status == KS_OK; i++)
		status = attempt(b, add_screening);
	if (ks_store_settle(store) == KS_OK)
		return 2;
	return book_complaint(b->book) < 0 ? 3 : 0;
}

static void what_is_gathered_without_room_is_not_there(void **state)
{
	struct broken *b = *state;
	long long before;
	int status = -1;
	pid_t child;

	again(b);
	before = rows(b, "");
	ks_store_close(b->book->store);
	b->book->store = NULL;
	fflush(NULL);
	child = fork();
	if (child == 0)
		exit(gather_without_room(b));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(book_reopen(b->book, "2026-11-21"), KS_OK);
	assert_int_equal(rows(b, ""), before);
}

/* What cannot be a key, or never was one, is of nobody; a list never shows nobody. */
static void what_is_no_key_is_of_nobody(void **state)
{
	struct broken *b = *state;
	struct ks_handover handover;
	char key[KS_KEY_SIZE];

	again(b);
	book_begin(b->book, NULL);
	assert_int_equal(ks_handover_read(b->book->store, "H-{{{", &handover), KS_INPUT);
	assert_int_equal(book_complaint(b->book), KS_MSG_handover_unknown);
	ks_store_rollback(b->book->store, KS_INPUT);
	book_begin(b->book, NULL);
	ks_store_seen(b->book->store, NULL);
	assert_int_equal(ks_store_commit(b->book->store), KS_STORE);
	assert_int_equal(book_complaint(b->book), KS_MSG_store_damaged);
	book_sql(b->book->path, "PRAGMA ignore_check_constraints=ON; PRAGMA foreign_keys=OFF; "
				"UPDATE cases SET case_key = case_key || 'X'");
	book_begin(b->book, NULL);
	assert_int_equal(ks_case_find(b->book->store, b->case_key, key), KS_INPUT);
	assert_int_equal(book_complaint(b->book), KS_MSG_case_unknown);
	ks_store_rollback(b->book->store, KS_INPUT);
	assert_int_equal(book_number(b->book->path,
				     "SELECT COUNT(*) FROM audit WHERE result = 'not-found'"), 2);
}

/* A value longer than a file of cards may be is refused, and not cut. */
static void a_value_that_is_too_long_is_refused(void **state)
{
	struct broken *b = *state;
	char *text = malloc(1500001);

	assert_non_null(text);
	again(b);
	memset(text, 'x', 1500000);
	text[1500000] = '\0';
	assert_int_equal(ks_store_begin(b->book->store, KS_UPDATE, "test", __func__), KS_OK);
	assert_int_equal(ks_store_setting_set(b->book->store, "routes", text), KS_STORE);
	assert_int_equal(book_complaint(b->book), KS_MSG_store_value);
	ks_store_rollback(b->book->store, KS_STORE);
	free(text);
	assert_int_equal(attempt(b, setting), KS_OK);
}

/* ---- what the audit and doctor see --------------------------------------------------- */

static long long first_wrong(struct broken *b)
{
	char head[KS_SHA256_HEX];
	long long wrong = -1;

	book_begin(b->book, NULL);
	assert_int_equal(ks_audit_verify(b->book->store, &wrong, head), KS_OK);
	book_commit(b->book);
	book_complaint(b->book);
	return wrong;
}

/* Rows that no audit row wrote, at every place they can stand; and lists of nobody's look. */
static void what_no_row_of_the_audit_wrote_is_seen(void **state)
{
	static const char *const strays[] = {
		"INSERT INTO setting VALUES ('a', 'b', 0), ('c', 'd', 0)",
		"INSERT INTO setting VALUES ('a', 'b', 99)",
		"UPDATE screening SET seq = 0",
		"UPDATE talk SET seq = 1",
		"INSERT INTO seen_set VALUES ('" SHA "', ' AAAA-BBBB ')",
		"INSERT INTO seen_set VALUES ('" SHA "', ' AAAA-BBBB '), "
		"('f" SHA "', ' CCCC-DDDD ')",
		"DELETE FROM audit",
		"UPDATE cases SET erased = '2026-11-21'",
		"UPDATE cases SET erased = '2026-11-21', salt = ''",
	};
	struct broken *b = *state;

	again(b);
	assert_int_equal(first_wrong(b), 0);
	for (size_t i = 0; i < N(strays); i++) {
		again(b);
		book_sql(b->book->path, ks_fmt(&b->book->arena,
					       "PRAGMA ignore_check_constraints=ON; "
					       "PRAGMA foreign_keys=OFF; "
					       "DROP TRIGGER audit_is_not_cut; %s",
					       strays[i]));
		if (first_wrong(b) <= 0)
			fail_msg("not seen: %s", strays[i]);
	}
}

/*
 * A damaged page may hold nothing where a column is never empty. Every column in
 * turn: nobody falls over it, and the audit or doctor sees it.
 */
static void empty_column(struct broken *b, const char *table, const char *column)
{
	struct ks_arena *arena = &b->book->arena;

	book_sql(b->book->path, ks_fmt(arena,
				       "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = "
				       "replace(replace(replace(replace(sql, 'TEXT NOT NULL', 'TEXT'), "
				       "'INTEGER NOT NULL', 'INTEGER'), 'STRICT, ', ''), "
				       "' STRICT', '') "
				       "WHERE name = '%s'",
				       table));
	book_sql(b->book->path, ks_fmt(arena,
				       "PRAGMA ignore_check_constraints=ON; PRAGMA foreign_keys=OFF; "
				       "DROP TRIGGER IF EXISTS audit_is_not_changed; "
				       "UPDATE OR IGNORE %s SET %s = NULL",
				       table, column));
}

static void an_empty_column_is_nobodys_fall(void **state)
{
	struct broken *b = *state;
	const char *table, *column;
	int columns = 0;

	again(b);
	for (int i = 0; (table = table_name(b, i)); i++)
		for (int j = 0; (column = book_text(b->book,
						    ks_fmt(&b->book->arena,
							   "SELECT name FROM pragma_table_info('%s') "
							   "WHERE NOT (pk = 1 AND type = 'INTEGER') "
							   "LIMIT 1 OFFSET %d",
							   table, j)));
		     j++, columns++) {
			char head[KS_SHA256_HEX];
			struct ks_health health;
			long long wrong;

			empty_column(b, table, column);
			if (getenv("SHOW"))
				fprintf(stderr, "%s.%s\n", table, column);
			if (ks_store_begin(b->book->store, KS_READ, "test", __func__) == KS_OK) {
				ks_store_examine(b->book->store, &health);
				ks_audit_verify(b->book->store, &wrong, head);
				ks_store_rollback(b->book->store, KS_STORE);
			}
			for (size_t k = 0; everything[k] != new_case; k++)
				attempt(b, everything[k]);
			again(b);
		}
	assert_true(columns > 100);
}

/* Kept cards are what they were, or counted. */
static void kept_cards_that_changed_are_counted(void **state)
{
	static const struct {
		const char *sql;
		long long altered;
	} changes[] = {
		{ "SELECT 1", 0 },
		{ "UPDATE coalition_file SET text = text || ' '", 1 },
		{ "UPDATE coalition_set SET name = name || 'x'", 1 },
		{ "PRAGMA foreign_keys=OFF; DELETE FROM coalition_file", 1 },
	};
	struct broken *b = *state;

	for (size_t i = 0; i < N(changes); i++) {
		struct ks_health health = { .damage = NULL };

		again(b);
		book_sql(b->book->path, changes[i].sql);
		book_begin(b->book, NULL);
		assert_int_equal(ks_store_examine(b->book->store, &health), KS_OK);
		assert_int_equal(health.altered, changes[i].altered);
		book_commit(b->book);
	}
}

/* The days past a term, the oldest first, and none before the term is over. */
static void rows_past_their_term_are_counted_from_the_oldest(void **state)
{
	const struct ks_span five = { 5, KS_YEARS };
	struct broken *b = *state;
	struct ks_past_rows past;

	again(b);
	book_begin(b->book, NULL);
	assert_int_equal(ks_audit_past(b->book->store, five, &past), KS_OK);
	assert_int_equal(past.n, 0);
	assert_int_equal(past.oldest, KS_NO_DAY);
	book_commit(b->book);
	assert_int_equal(book_reopen(b->book, "2199-01-01"), KS_OK);
	book_begin(b->book, NULL);
	assert_int_equal(ks_audit_past(b->book->store, five, &past), KS_OK);
	assert_int_equal(past.n, book_number(b->book->path, "SELECT COUNT(*) FROM audit"));
	book_commit(b->book);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(with_every_table_there_nothing_fails),
		TEST(without_a_table_whoever_needs_it_says_so_and_nothing_half_is_kept),
		TEST(a_value_that_no_version_wrote_is_damage_and_never_guessed),
		TEST(whatever_fails_says_so_and_leaves_nothing),
		TEST(a_refusal_that_cannot_be_recorded_leaves_nothing),
		TEST(who_writes_meanwhile_loses_nothing),
		TEST(a_book_in_use_is_waited_for_and_then_named),
		TEST(what_is_gathered_without_room_is_not_there),
		TEST(what_is_no_key_is_of_nobody),
		TEST(a_value_that_is_too_long_is_refused),
		TEST(what_no_row_of_the_audit_wrote_is_seen),
		TEST(an_empty_column_is_nobodys_fall),
		TEST(kept_cards_that_changed_are_counted),
		TEST(rows_past_their_term_are_counted_from_the_oldest),
		TEST(after_a_failure_the_same_store_works),
		TEST(opening_and_copying_that_fail_leave_the_book_and_nothing_else),
		TEST(without_room_nothing_is_acknowledged_and_what_stood_stays),
	};

	return cmocka_run_group_tests_name("broken", tests, NULL, NULL);
}
