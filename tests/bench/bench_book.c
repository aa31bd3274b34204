/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A whole book (goals 5, 6, 8 and 9): training data made, answers written,
 * report and impact beside a scan of the same rows, and peak memory. Both
 * sides of a row run in turn; the ratio is the median of the pairs.
 *
 *   bench_book BUILD
 *
 * KS_BENCH_FAMILIES says how many families, 2000 when it is not set; a million
 * takes half an hour to fill and nine gigabytes.
 */
#include <fcntl.h>
#include <spawn.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/cards/load.h"
#include "ks/store/cases.h"

#define RUNS 5
#define ANSWERS 70
#define WRITTEN 2000	/* screenings of so many answers */

extern char **environ;

struct bench {
	const char *build;
	char dir[64], book[96], empty[96], ks[256], scan[256];
	const char *families;
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

static double median(double *values)
{
	qsort(values, RUNS, sizeof *values, by_value);
	return values[RUNS / 2];
}

/* Takes away what the report kept, so that it counts from nothing. */
static void forget(const char *book)
{
	sqlite3 *db;

	if (sqlite3_open(book, &db) != SQLITE_OK ||
	    sqlite3_exec(db, "DELETE FROM kept_count", NULL, NULL, NULL) != SQLITE_OK)
		die("cannot take away what was kept");
	sqlite3_close(db);
}

/* forgets: a book whose kept counts are taken away before each run; NULL. */
static void row_of(const char *what, const char *forgets, char *const *ours,
		   char *const *floor_argv, const char *goal)
{
	double a[RUNS], b[RUNS], ratio[RUNS];

	timed(floor_argv);
	for (int i = 0; i < RUNS; i++) {
		if (forgets)
			forget(forgets);
		a[i] = timed(ours);
		b[i] = timed(floor_argv);
		ratio[i] = a[i] / b[i];
	}
	printf("%-44s %7.0f ms  floor %7.0f ms  ratio %5.2f  goal %s\n", what, median(a), median(b),
	       median(ratio), goal);
}

static void row(const char *what, char *const *ours, char *const *floor_argv, const char *goal)
{
	row_of(what, NULL, ours, floor_argv, goal);
}

/* ---- preparing ----------------------------------------------------------- */

#define ARGV(...) ((char *const[]){ __VA_ARGS__, NULL })

static char *text(const char *s)
{
	char *copy = strdup(s);

	if (!copy)
		die("memory");
	return copy;
}

static void set_environment(struct bench *b)
{
	const char *families = getenv("KS_BENCH_FAMILIES");

	b->families = families ? families : "2000";
	snprintf(b->dir, sizeof b->dir, "/tmp/ks-bench-XXXXXX");
	if (!mkdtemp(b->dir))
		die("cannot make a folder");
	snprintf(b->book, sizeof b->book, "%s/casebook.db", b->dir);
	snprintf(b->empty, sizeof b->empty, "%s/empty.db", b->dir);
	snprintf(b->ks, sizeof b->ks, "%s/ks", b->build);
	snprintf(b->scan, sizeof b->scan, "%s/bench/floor_scan", b->build);
	setenv("KS_DB", b->book, 1);
	setenv("KS_ROUTES", "routes/deventer", 1);
	setenv("KS_USER", "bench", 1);
	setenv("KS_ROLE", "verloskundige", 1);
	setenv("KS_ORG", "Bench", 1);
	setenv("KS_TODAY", "2026-12-31", 1);
}

static long long number(const char *path, const char *sql)
{
	sqlite3_stmt *query = NULL;
	long long n = 0;
	sqlite3 *db;

	if (sqlite3_open(path, &db) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, sql, -1, &query, NULL) != SQLITE_OK ||
	    sqlite3_step(query) != SQLITE_ROW)
		die("cannot count");
	n = sqlite3_column_int64(query, 0);
	sqlite3_finalize(query);
	sqlite3_close(db);
	return n;
}

static void fill(const struct bench *b)
{
	double took = timed(ARGV(text(b->ks), text("init"), text("--training"), text(b->families),
				 text("--seed"), text("7")));
	double answers = (double)number(b->book, "SELECT SUM(LENGTH(answers) - "
						"LENGTH(REPLACE(answers, ' ', ''))) FROM screening");
	double audit = (double)number(b->book, "SELECT COUNT(*) FROM audit");

	printf("   ks init --training %s: %.1f s, %.0f families a second (%.0f words of answers and %.0f "
	       "audit rows each second)\n",
	       b->families, took / 1e3, atof(b->families) / took * 1e3, answers / took * 1e3,
	       audit / took * 1e3);
}

/* ---- answers ------------------------------------------------------------- */

static struct ks_store *open_empty(const struct bench *b, struct ks_arena *arena,
				   struct ks_diag *diag)
{
	struct ks_store_options options = { .path = b->empty,
					    .mode = KS_STORE_CREATE,
					    .actor = { "bench", "verloskundige", "Bench", NULL },
					    .today = ks_day_of(2026, 12, 31),
					    .now = "2026-12-31T10:00:00Z",
					    .arena = arena,
					    .diag = diag };
	struct ks_store *store;

	if (ks_store_open(&options, &store) != KS_OK)
		die("cannot make a casebook");
	return store;
}

static void write_screening(struct ks_store *store, const struct ks_coalition *c)
{
	struct ks_answer answers[ANSWERS];
	struct ks_screening_new screening = { .date = ks_day_of(2026, 12, 1),
					      .complete = true,
					      .answers = answers,
					      .n_answers = ANSWERS,
					      .raised = KS_NO_CLASS };
	char key[KS_KEY_SIZE];
	int n;

	for (size_t i = 0; i < ANSWERS; i++)
		answers[i] = (struct ks_answer){ c->factors[i % c->n_factors], KS_MOTHER, KS_PRESENT,
						 KS_BY_FILE, screening.date, 0 };
	if (ks_store_begin(store, KS_CREATE, "bench", __func__) || ks_case_new(store, key) ||
	    ks_screening_add(store, key, &screening, &n) || ks_store_commit(store))
		die("cannot write answers");
}

/* Rows a second through the store, each screening with its audit row. */
static double store_speed(const struct bench *b)
{
	struct ks_load_options none = { .examples = false };
	const struct ks_coalition *c;
	struct ks_arena arena, scratch;
	struct ks_store *store;
	struct ks_diag diag;
	double start;

	ks_arena_init(&arena);
	ks_arena_init(&scratch);
	ks_diag_init(&diag, &arena);
	if (ks_load(&arena, "routes/deventer", &none, &diag, &c) != KS_OK)
		die("cannot load routes/deventer");
	store = open_empty(b, &arena, &diag);
	start = now();
	if (ks_store_gather(store) != KS_OK)
		die("cannot write answers");
	for (int i = 0; i < WRITTEN; i++) {
		struct ks_arena *lent = ks_store_lend(store, &scratch);

		write_screening(store, c);
		ks_store_lend(store, lent);
		ks_arena_release(&scratch);
	}
	if (ks_store_settle(store) != KS_OK)
		die("cannot write answers");
	start = now() - start;
	ks_store_close(store);
	ks_arena_release(&arena);
	unlink(b->empty);
	return WRITTEN * ANSWERS / start * 1e3;
}

#define BEGIN                                                                                      \
	"PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA; BEGIN IMMEDIATE; "                \
	"CREATE TABLE answer (case_key TEXT, screening INT, number INT, factor TEXT, "             \
	"subject TEXT, reply TEXT, said_by TEXT, date TEXT, seq INT)"

/*
 * Rows a second of one prepared statement in one transaction: a row an answer,
 * no index, not even a key.
 */
static double floor_speed(const struct bench *b)
{
	sqlite3_stmt *add;
	sqlite3 *db;
	double start;

	if (sqlite3_open(b->empty, &db) != SQLITE_OK ||
	    sqlite3_exec(db, BEGIN, NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, "INSERT INTO answer (case_key, screening, number, factor, subject, "
				   "reply, said_by, date, seq) VALUES (?1, 1, ?2, 'schulden', "
				   "'mother', 'present', 'file', '2026-12-01', ?3)",
			       -1, &add, NULL) != SQLITE_OK)
		die("cannot prepare the floor");
	start = now();
	for (int i = 0; i < WRITTEN * ANSWERS; i++) {
		char key[16];

		snprintf(key, sizeof key, "K7QX-%04d", i / ANSWERS);
		sqlite3_bind_text(add, 1, key, -1, SQLITE_TRANSIENT);
		sqlite3_bind_int(add, 2, i % ANSWERS + 1);
		sqlite3_bind_int(add, 3, i);
		if (sqlite3_step(add) != SQLITE_DONE || sqlite3_reset(add) != SQLITE_OK)
			die("cannot write the floor");
	}
	sqlite3_finalize(add);
	if (sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
		die("cannot write the floor");
	start = now() - start;
	sqlite3_close(db);
	unlink(b->empty);
	return WRITTEN * ANSWERS / start * 1e3;
}

static void print_speeds(const char *what, double *ours, double *least, double *ratio,
			 const char *goal)
{
	printf("%-44s %7.0f k/s  floor %6.0f k/s  ratio %5.2f  goal %s\n", what,
	       median(ours) / 1e3, median(least) / 1e3, median(ratio), goal);
}

static void rows_of_answers(const struct bench *b)
{
	double ours[RUNS], least[RUNS], to_least[RUNS];

	for (int i = 0; i < RUNS; i++) {
		ours[i] = store_speed(b);
		least[i] = floor_speed(b);
		to_least[i] = ours[i] / least[i];
	}
	print_speeds("8  answers, beside a table without a key", ours, least, to_least, ">= 0.80");
}

/* ---- the book -------------------------------------------------------------- */

/* The shipped cards with another term in one that few families have anything to do with. */
static char *change_one_card(const struct bench *b)
{
	char command[512];

	snprintf(command, sizeof command,
		 "mkdir '%s/routes' && cp -R routes/landelijk routes/deventer '%s/routes' && "
		 "sed -i 's/within: 14d/within: 7d/' '%s/routes/landelijk/cards/detentie.yaml' && "
		 "! cmp -s routes/landelijk/cards/detentie.yaml "
		 "'%s/routes/landelijk/cards/detentie.yaml'",
		 b->dir, b->dir, b->dir, b->dir);
	if (system(command) != 0)
		die("cannot change a card");
	snprintf(command, sizeof command, "%s/routes/deventer", b->dir);
	return text(command);
}

/* For a coordinator, who sees totals; against cards of another region, so that most differ. */
static void rows_of_impact(const struct bench *b)
{
	setenv("KS_ROLE", "coordinator", 1);
	row("5  ks cards impact of a card, beside a scan",
	    ARGV(text(b->ks), text("cards"), text("impact"), change_one_card(b)),
	    ARGV(text(b->scan), text(b->book), text("cases")), "<= 1.50");
	row("5  ks cards impact of all, beside a scan",
	    ARGV(text(b->ks), text("cards"), text("impact"), text("routes/utrecht")),
	    ARGV(text(b->scan), text(b->book), text("cases")), "<= 1.50");
	setenv("KS_ROLE", "verloskundige", 1);
}

static void rows_of_looking_over(const struct bench *b)
{
	char *const *scan = ARGV(text(b->scan), text(b->book), text("all"));

	row("-  ks audit verify, beside a scan of the rows",
	    ARGV(text(b->ks), text("audit"), text("verify")), scan, "linear");
	row("-  ks doctor, beside a scan of the rows", ARGV(text(b->ks), text("doctor")), scan,
	    "linear");
}

static void rows_of_book(const struct bench *b)
{
	char *const *report = ARGV(text(b->ks), text("report"), text("--rolling"));
	char *const *scan = ARGV(text(b->scan), text(b->book), text("all"));

	row_of("6  ks report, first of the day, beside a scan", b->book, report, scan, "none");
	row("6  ks report, second print, beside a scan", report, scan, "0.75 of DuckDB, not here");
	row("6  ks report, a month that was printed", ARGV(text(b->ks), text("report"),
							      text("--month"), text("2026-10")),
	    scan, "0.75 of DuckDB, not here");
	if (system("command -v sqlite3 >/dev/null 2>&1") == 0)
		row("6  ks report, second, beside GROUP BY", report,
		    ARGV(text("sqlite3"), text(b->book),
			 text("SELECT class, COUNT(*) FROM cases GROUP BY 1; "
			      "SELECT status, COUNT(*) FROM handover GROUP BY 1; SELECT "
			      "SUBSTR(date, 1, 7), COUNT(*) FROM screening GROUP BY 1; SELECT "
			      "SUBSTR(date, 1, 7), COUNT(*) FROM route GROUP BY 1; SELECT reason, "
			      "COUNT(*) FROM move GROUP BY 1; SELECT card, COUNT(*) FROM route_reason "
			      "GROUP BY 1")),
		    "0.75 of DuckDB, not here");
}

static void row_of_memory(const struct bench *b, const char *what, const char *words, double goal)
{
	char command[512], line[32] = "";
	FILE *said;

	snprintf(command, sizeof command, "%s/bench/peak %s %s", b->build, b->ks, words);
	said = popen(command, "r");
	if (!said || !fgets(line, sizeof line, said) || pclose(said) != 0)
		die("a measured command failed");
	printf("%-44s %7.1f MiB  goal <= %.1f\n", what, atof(line) / 1024, goal);
}

static void rows_of_memory(const struct bench *b)
{
	sqlite3_stmt *query = NULL;
	char key[KS_KEY_SIZE] = "", words[32];
	sqlite3 *db;

	if (sqlite3_open(b->book, &db) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, "SELECT case_key FROM route", -1, &query, NULL) != SQLITE_OK ||
	    sqlite3_step(query) != SQLITE_ROW)
		die("no route in the casebook");
	snprintf(key, sizeof key, "%s", (const char *)sqlite3_column_text(query, 0));
	sqlite3_finalize(query);
	sqlite3_close(db);
	snprintf(words, sizeof words, "route %s", key);
	row_of_memory(b, "9  ks route", words, 4.5);
	forget(b->book);
	row_of_memory(b, "9  ks report --rolling, first of the day", "report --rolling", 32);
	row_of_memory(b, "9  ks report --rolling, second print", "report --rolling", 32);
	forget(b->book);
	row_of_memory(b, "9  ks report, first print of an ended quarter",
		      "report --quarter 2026-Q2", 32);
	setenv("KS_ROLE", "coordinator", 1);
	row_of_memory(b, "9  ks cards impact", "cards impact routes/utrecht", 64);
}

int main(int argc, char **argv)
{
	struct bench b = { .build = argc > 1 ? argv[1] : "build" };
	char command[128];

	/* As ks does, so that neither side locks for threads that are not there. */
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	set_environment(&b);
	printf("a whole book of %s families, %d pairs, medians; sqlite %s\n", b.families, RUNS,
	       sqlite3_libversion());
	fflush(stdout);
	fill(&b);
	rows_of_answers(&b);
	rows_of_impact(&b);
	rows_of_book(&b);
	rows_of_looking_over(&b);
	rows_of_memory(&b);
	snprintf(command, sizeof command, "rm -rf '%s'", b.dir);
	return system(command) == 0 ? 0 : 1;
}
