/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Start to exit of whole commands beside their floors (goals 1 to 3). Both
 * sides of a row run in turn, so that the ratio holds on a machine whose speed
 * drifts; the ratio is the median of the pairs. Nothing here is a test.
 *
 *   bench_start BUILD
 */
#include <glob.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <fcntl.h>
#include <sqlite3.h>

#include "ks/base/arena.h"
#include "ks/cards/load.h"
#include "ks/store/cases.h"
#include "ks/store/routes.h"

#define RUNS 41
#define WARM_UP 3
#define MANY_CASES 10000

extern char **environ;

struct bench {
	const char *build;
	char dir[64], book[96], many[96];
	char key[KS_KEY_SIZE];
};

static void die(const char *what)
{
	fprintf(stderr, "bench: %s\n", what);
	exit(1);
}

/* ---- timing -------------------------------------------------------------- */

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Runs a command with its output thrown away; milliseconds from start to exit. */
static double timed(char *const *argv)
{
	posix_spawn_file_actions_t actions;
	double start = now();
	int status;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	if (posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ) != 0)
		die(argv[0]);
	waitpid(pid, &status, 0);
	posix_spawn_file_actions_destroy(&actions);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		die("a measured command failed");
	return now() - start;
}

static int by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double median(double *values, size_t n)
{
	qsort(values, n, sizeof *values, by_value);
	return values[n / 2];
}

static void row(const char *what, char *const *ours, char *const *floor_argv, double goal)
{
	double a[RUNS], b[RUNS], ratio[RUNS];

	for (int i = 0; i < WARM_UP; i++) {
		timed(ours);
		timed(floor_argv);
	}
	for (int i = 0; i < RUNS; i++) {
		a[i] = timed(ours);
		b[i] = timed(floor_argv);
		ratio[i] = a[i] / b[i];
	}
	printf("%-44s %7.2f ms  floor %7.2f ms  ratio %5.2f  goal <= %.2f\n", what,
	       median(a, RUNS), median(b, RUNS), median(ratio, RUNS), goal);
}

/* ---- preparing ----------------------------------------------------------- */

static const char *program(const struct bench *b, const char *name)
{
	char *path = malloc(256);

	if (!path)
		die("memory");
	snprintf(path, 256, "%s/%s", b->build, name);
	return path;
}

static char *text(const char *s)
{
	char *copy = strdup(s);

	if (!copy)
		die("memory");
	return copy;
}

static void set_environment(struct bench *b)
{
	snprintf(b->dir, sizeof b->dir, "/tmp/ks-bench-XXXXXX");
	if (!mkdtemp(b->dir))
		die("cannot make a folder");
	snprintf(b->book, sizeof b->book, "%s/casebook.db", b->dir);
	snprintf(b->many, sizeof b->many, "%s/many.db", b->dir);
	setenv("KS_DB", b->book, 1);
	setenv("KS_ROUTES", "routes/deventer", 1);
	setenv("KS_USER", "bench", 1);
	setenv("KS_ROLE", "verloskundige", 1);
	setenv("KS_ORG", "Bench", 1);
	setenv("KS_TODAY", "2026-11-21", 1);
}

/* The table the floors write to; made after ks has looked at its own schema. */
static void add_floor_table(const char *path, const char *copy)
{
	char sql[256];
	sqlite3 *db;

	snprintf(sql, sizeof sql, "VACUUM INTO '%s'", copy);
	if (sqlite3_open(path, &db) != SQLITE_OK ||
	    sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		die("cannot copy the casebook");
	sqlite3_close(db);
	if (sqlite3_open(copy, &db) != SQLITE_OK ||
	    sqlite3_exec(db, "CREATE TABLE floor(id INTEGER PRIMARY KEY, text TEXT)", NULL, NULL,
			 NULL) != SQLITE_OK)
		die("cannot prepare the floor");
	sqlite3_close(db);
}

static void first_case(struct bench *b)
{
	sqlite3 *db;
	sqlite3_stmt *query;

	if (sqlite3_open(b->book, &db) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, "SELECT case_key FROM cases", -1, &query, NULL) != SQLITE_OK ||
	    sqlite3_step(query) != SQLITE_ROW)
		die("no case in the casebook");
	snprintf(b->key, sizeof b->key, "%s", (const char *)sqlite3_column_text(query, 0));
	sqlite3_finalize(query);
	sqlite3_close(db);
}

#define ARGV(...) ((char *const[]){ __VA_ARGS__, NULL })

static void make_family(struct bench *b, char *ks)
{
	timed(ARGV(ks, text("init")));
	timed(ARGV(ks, text("screen"), text("--due"), text("2027-05-19"), text("--municipality"),
		   text("deventer"), text("--age"), text("31"), text("--first-child"), text("no"),
		   text("--present"), text("onbedoeld-zwanger,werkloos@partner,schulden,veel-stress")));
	first_case(b);
	timed(ARGV(ks, text("route"), b->key));
}

/* ---- many cases ---------------------------------------------------------- */

static struct ks_store *open_book(struct ks_arena *arena, struct ks_diag *diag, const char *path,
				  enum ks_store_mode mode)
{
	struct ks_store_options options = { .path = path,
					    .mode = mode,
					    .actor = { "bench", "verloskundige", "Bench", NULL },
					    .today = ks_day_of(2026, 11, 21),
					    .now = "2026-11-21T10:00:00Z",
					    .arena = arena,
					    .diag = diag };
	struct ks_store *store;

	if (ks_store_open(&options, &store) != KS_OK)
		die("cannot make a casebook");
	return store;
}

static void add_case(struct ks_store *store, const struct ks_factor *factor, int i)
{
	struct ks_answer answer = { factor, factor->subjects[0], KS_PRESENT, KS_BY_PROFESSIONAL,
				    ks_day_of(2026, 11, 1 + i % 20), 0 };
	struct ks_screening_new screening = { .date = answer.date,
					      .complete = true,
					      .answers = &answer,
					      .n_answers = 1,
					      .raised = KS_NO_CLASS };
	char key[KS_KEY_SIZE], due[KS_DATE_TEXT];
	int number;

	ks_format_date(ks_day_of(2026, 12, 1) + i % 200, due);
	if (ks_case_new(store, key) != KS_OK || ks_case_set(store, key, KS_FACT_PHASE, "during") ||
	    ks_case_set(store, key, KS_FACT_DUE, due) ||
	    ks_case_set(store, key, KS_FACT_MUNICIPALITY, "deventer") ||
	    ks_screening_add(store, key, &screening, &number) ||
	    ks_case_summarise(store, key, KS_POTENTIEEL, answer.date))
		die("cannot fill the casebook");
}

static void fill_many(const struct bench *b)
{
	struct ks_arena arena;
	struct ks_diag diag;
	const struct ks_coalition *c;
	struct ks_load_options none = { .examples = false };
	struct ks_store *store;

	ks_arena_init(&arena);
	ks_diag_init(&diag, &arena);
	if (ks_load(&arena, "routes/deventer", &none, &diag, &c) != KS_OK)
		die("cannot load routes/deventer");
	store = open_book(&arena, &diag, b->many, KS_STORE_CREATE);
	if (ks_store_begin(store, KS_CREATE, "bench", __func__) != KS_OK)
		die("cannot fill the casebook");
	for (int i = 0; i < MANY_CASES; i++)
		add_case(store, c->factors[(size_t)i % c->n_factors], i);
	if (ks_store_commit(store) != KS_OK)
		die("cannot fill the casebook");
	ks_store_close(store);
	ks_arena_release(&arena);
}

/* ---- rows ---------------------------------------------------------------- */

static char *const *floor_route_argv(const struct bench *b, char *book)
{
	static const char *const patterns[] = { "routes/landelijk/*.yaml",
						"routes/landelijk/cards/*.yaml",
						"routes/deventer/*.yaml",
						"routes/deventer/cards/*.yaml" };
	char **argv = calloc(512, sizeof *argv);
	size_t n = 0;
	glob_t found;

	if (!argv)
		die("memory");
	argv[n++] = text(program(b, "bench/floor_route"));
	argv[n++] = book;
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		if (glob(patterns[i], 0, NULL, &found) != 0)
			continue;
		for (size_t f = 0; f < found.gl_pathc && n < 511; f++)
			argv[n++] = text(found.gl_pathv[f]);
		globfree(&found);
	}
	return argv;
}

static void rows_of_one_family(const struct bench *b, char *ks)
{
	char *book = text(b->dir), *key = text(b->key);
	char copy[96];

	free(book);
	snprintf(copy, sizeof copy, "%s/floor.db", b->dir);
	add_floor_table(b->book, copy);
	row("1  ks route CASE", ARGV(ks, text("route"), key), floor_route_argv(b, copy), 1.2);
	row("2  ks screen CASE --present (reads the cards)",
	    ARGV(ks, text("screen"), key, text("--present"), text("roken")),
	    floor_route_argv(b, copy), 1.3);
	row("2  ks screen, beside one durable row alone",
	    ARGV(ks, text("screen"), key, text("--present"), text("roken")),
	    ARGV(text(program(b, "bench/floor_row")), copy), 1.3);
}

static void rows_of_many(const struct bench *b, char *ks)
{
	char copy[96];

	if (system("command -v sqlite3 >/dev/null 2>&1") != 0) {
		puts("3  skipped: the sqlite3 shell is not installed");
		return;
	}
	fill_many(b);
	snprintf(copy, sizeof copy, "%s/floor-many.db", b->dir);
	add_floor_table(b->many, copy);
	setenv("KS_DB", b->many, 1);
	row("3  ks case list, 10 000 cases", ARGV(ks, text("case"), text("list")),
	    ARGV(text("sqlite3"), copy,
		 text("PRAGMA synchronous=EXTRA; SELECT case_key, class, phase, due, municipality, "
		      "screened FROM cases ORDER BY case_key; "
		      "INSERT INTO floor(text) VALUES('read list')")),
	    1.2);
	row("3  ks todo, 10 000 cases", ARGV(ks, text("todo")),
	    ARGV(text("sqlite3"), copy,
		 text("PRAGMA synchronous=EXTRA; SELECT case_key FROM cases WHERE screened < "
		      "'2026-08-29'; INSERT INTO floor(text) VALUES('read todo')")),
	    1.2);
}

int main(int argc, char **argv)
{
	struct bench b = { .build = argc > 1 ? argv[1] : "build" };
	char command[128];
	char *ks = text(program(&b, "ks"));

	set_environment(&b);
	make_family(&b, ks);
	printf("start to exit, %d pairs, medians; sqlite %s\n", RUNS, sqlite3_libversion());
	rows_of_one_family(&b, ks);
	rows_of_many(&b, ks);
	snprintf(command, sizeof command, "rm -rf '%s'", b.dir);
	return system(command) == 0 ? 0 : 1;
}
