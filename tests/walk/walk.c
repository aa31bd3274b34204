/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A random walk over the verbs of `ks handover`, through the real program,
 * held against a table of its own: written down from the agreement on moves,
 * not from the code. Two parts.
 *
 * Alone: one walker on one book. Before each command the model says what the
 * exit status will be (0, 2 an option missing, 3 a wrong date, 5 not a legal
 * move or no consent); afterwards status, warmth and history must agree.
 *
 * Crowd: several processes on one shared set of handovers, each with its own
 * name. What each saw must agree with what the book says: every history is a
 * legal walk, every acknowledged move is in it, nothing else is, nothing ever
 * failed for being locked, and the audit's chain holds.
 *
 *	walk --ks PROGRAM [--seed N] [--moves N] [--walkers N] [--each N]
 */
#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/store/audit.h"

#define HANDOVERS 12
#define DEEPEST 4096
#define TODAY "2026-12-31"
#define LONGEST_OUTPUT (4U << 20)

static const struct {
	const char *from, *moves;	/* "verb>status ..." */
} table[] = {
	{ "draft", "send>requested withdraw>withdrawn" },
	{ "requested", "receive>received accept>accepted decline>declined waitlist>waiting "
		       "meet>met withdraw>withdrawn" },
	{ "received", "accept>accepted decline>declined waitlist>waiting meet>met "
		      "withdraw>withdrawn" },
	{ "accepted", "schedule>scheduled meet>met start>started waitlist>waiting stop>stopped "
		      "withdraw>withdrawn" },
	{ "waiting", "waitlist>waiting accept>accepted schedule>scheduled meet>met "
		     "decline>declined withdraw>withdrawn" },
	{ "scheduled", "schedule>scheduled meet>met no-show>no-show stop>stopped "
		       "withdraw>withdrawn" },
	{ "no-show", "schedule>scheduled meet>met stop>stopped withdraw>withdrawn" },
	{ "met", "start>started complete>completed stop>stopped" },
	{ "started", "meet>started complete>completed stop>stopped" },
	{ "declined", "feedback>closed" },
	{ "completed", "feedback>closed" },
	{ "stopped", "feedback>closed" },
	{ "withdrawn", "" },
	{ "closed", "" },
};

static const char *const verbs[] = { "send",	"receive", "accept",   "decline", "waitlist",
				     "schedule", "no-show", "meet",    "start",	  "complete",
				     "stop",	"withdraw", "feedback", "correct" };
#define VERBS (sizeof(verbs) / sizeof(verbs[0]))

/* What a verb cannot do without. */
static const char *needed_by(const char *verb, const char *from)
{
	if (strcmp(verb, "withdraw") == 0 && strcmp(from, "draft") == 0)
		return NULL;
	if (strcmp(verb, "decline") == 0 || strcmp(verb, "stop") == 0 ||
	    strcmp(verb, "withdraw") == 0)
		return "--reason";
	if (strcmp(verb, "waitlist") == 0)
		return "--until";
	if (strcmp(verb, "schedule") == 0)
		return "--on";
	if (strcmp(verb, "meet") == 0)
		return "--present";
	if (strcmp(verb, "complete") == 0)
		return "--outcome";
	return strcmp(verb, "correct") == 0 ? "--because" : NULL;
}

static bool next_status(const char *from, const char *verb, char out[16])
{
	char wanted[24];

	snprintf(wanted, sizeof(wanted), "%s>", verb);
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const char *at;

		if (strcmp(table[i].from, from) != 0)
			continue;
		at = strstr(table[i].moves, wanted);
		/* "meet>" must not be found inside another word. */
		while (at && at != table[i].moves && at[-1] != ' ')
			at = strstr(at + 1, wanted);
		if (!at)
			return false;
		at += strlen(wanted);
		snprintf(out, 16, "%.*s", (int)strcspn(at, " "), at);
		return true;
	}
	return false;
}

/* ---- chance -------------------------------------------------------------- */

struct rng {
	unsigned long long state;
};

static unsigned draw(struct rng *rng, unsigned n)
{
	rng->state = rng->state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(rng->state >> 33U) % n;
}

static bool chance(struct rng *rng, unsigned percent)
{
	return draw(rng, 100) < percent;
}

/* ---- running ks ---------------------------------------------------------- */

struct args {
	const char *items[40];
	size_t n;
};

static void say(struct args *args, const char *option, const char *value)
{
	args->items[args->n++] = option;
	if (value)
		args->items[args->n++] = value;
	args->items[args->n] = NULL;
}

/* Runs ks; what it printed goes to out (NULL: nowhere). Its exit status, or 128 and a signal. */
static int run(const char *ks, const struct args *args, char *out, size_t size)
{
	int ends[2] = { -1, -1 }, status = 0;
	size_t n = 0;
	char *argv[sizeof(args->items) / sizeof(args->items[0])];
	ssize_t got;
	pid_t child;

	if (pipe(ends) != 0)
		abort();
	child = fork();
	if (child == 0) {
		int null = open("/dev/null", O_RDWR);

		dup2(null, STDIN_FILENO);
		dup2(out ? ends[1] : null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		close(ends[0]);
		memcpy(argv, args->items, sizeof(argv));
		execv(ks, argv);
		_exit(127);
	}
	close(ends[1]);
	while (out && n + 1 < size && (got = read(ends[0], out + n, size - n - 1)) != 0)
		if (got > 0)
			n += (size_t)got;
		else if (errno != EINTR)
			break;
	if (out)
		out[n] = '\0';
	close(ends[0]);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

struct walk {
	const char *ks;
	char case_key[16], ids[HANDOVERS][24];
	bool consent[HANDOVERS];
	char *text;			/* LONGEST_OUTPUT bytes */
	int tried, broken;
};

static void complain(struct walk *w, const struct args *args, const char *what, int expected,
		     int got)
{
	fprintf(stderr, "walk: ");
	for (size_t i = 1; i < args->n; i++)
		fprintf(stderr, "%s ", args->items[i]);
	fprintf(stderr, ": %s: expected %d, got %d\n", what, expected, got);
	w->broken++;
}

static cJSON *ask(struct walk *w, const struct args *args)
{
	int status = run(w->ks, args, w->text, LONGEST_OUTPUT);
	cJSON *json = status == 0 ? cJSON_Parse(w->text) : NULL;

	if (!json)
		complain(w, args, "no answer", 0, status);
	return json;
}

static const char *word(const cJSON *json, const char *key)
{
	const cJSON *found = cJSON_GetObjectItemCaseSensitive(json, key);

	return cJSON_IsString(found) ? found->valuestring : "";
}

static struct args ks(const struct walk *w, const char *a, const char *b, const char *c)
{
	struct args args = { .items = { w->ks }, .n = 1 };

	if (a)
		say(&args, a, b);
	if (c)
		say(&args, c, NULL);
	return args;
}

/* ---- the book ------------------------------------------------------------ */

static void make_handover(struct walk *w, size_t i)
{
	struct args args = ks(w, "handover", "new", w->case_key);
	cJSON *json;

	say(&args, "--to", i % 2 ? "sociaal-team" : "jgz-verpleegkundige");
	say(&args, "--ask", "Wilt u meedenken?");
	say(&args, "--date", "2026-11-21");
	w->consent[i] = i % 3 != 0;
	if (w->consent[i])
		say(&args, "--consent", "spoken");
	if (i % 3 != 2)
		say(&args, "--draft", NULL);
	say(&args, "--json", NULL);
	json = ask(w, &args);
	snprintf(w->ids[i], sizeof(w->ids[i]), "%s", word(json, "handover"));
	cJSON_Delete(json);
}

static void make_book(struct walk *w, const char *folder)
{
	struct args init = ks(w, "init", NULL, NULL), screen = ks(w, "screen", NULL, NULL);
	char path[256];
	cJSON *json;

	snprintf(path, sizeof(path), "%s/book.db", folder);
	setenv("KS_DB", path, 1);
	unlink(path);
	if (run(w->ks, &init, NULL, 0) != 0)
		complain(w, &init, "no book", 0, 1);
	say(&screen, "--due", "2027-05-19");
	say(&screen, "--date", "2026-11-21");
	say(&screen, "--present", "schulden");
	say(&screen, "--json", NULL);
	json = ask(w, &screen);
	snprintf(w->case_key, sizeof(w->case_key), "%s", word(json, "case"));
	cJSON_Delete(json);
	for (size_t i = 0; i < HANDOVERS; i++)
		make_handover(w, i);
}

/* ---- a move, with or without a fault in it -------------------------------- */

enum fault { NONE, OPTION_MISSING, TOO_EARLY, IN_THE_FUTURE, AHEAD_TOO_EARLY, FAULTS };

static const char *const when[] = { "2026-11-21", "2026-11-25", "2026-12-01", "2026-12-10",
				    "2026-12-20", "2026-12-31" };
#define DAYS (sizeof(when) / sizeof(when[0]))
#define APPOINTMENT TODAY	/* nobody stays away before it */

static void say_option(struct args *args, struct rng *rng, const char *option, bool too_early)
{
	static const char *const present[] = { "mother,receiver", "mother", "sender,receiver",
					       "partner,receiver,interpreter" };
	static const char *const reasons[] = { "no-capacity", "unreachable", "other" };
	static const char *const outcomes[] = { "helped", "partly", "passed-on", "not-needed" };

	if (!option)
		return;
	if (strcmp(option, "--reason") == 0)
		say(args, option, reasons[draw(rng, 3)]);
	else if (strcmp(option, "--outcome") == 0)
		say(args, option, outcomes[draw(rng, 4)]);
	else if (strcmp(option, "--present") == 0)
		say(args, option, present[draw(rng, 4)]);
	else if (strcmp(option, "--because") == 0)
		say(args, option, "Vergissing.");
	else if (too_early)
		say(args, option, "2026-11-01");
	else
		say(args, option, strcmp(option, "--on") == 0 ? APPOINTMENT : "2027-01-15");
}

/* ---- alone: the model ----------------------------------------------------- */

struct model {
	struct {
		char status[16];
		size_t day;		/* in `when` */
		bool warm;
	} moves[DEEPEST];		/* those that count */
	size_t n, written;		/* written: moves in the history, undone ones too */
	bool consent;
};

static struct model *models;

static bool is_warm(const struct model *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->moves[i].warm)
			return true;
	return false;
}

static void start_model(struct model *m, size_t i)
{
	*m = (struct model){ .n = 1, .written = 1, .consent = i % 3 != 0 };
	snprintf(m->moves[0].status, sizeof(m->moves[0].status), "%s",
		 i % 3 != 2 ? "draft" : "requested");
}

/* A warm meeting: a parent and the receiver. */
static bool warms(const struct args *args)
{
	for (size_t i = 0; i + 1 < args->n; i++)
		if (strcmp(args->items[i], "--present") == 0)
			return strcmp(args->items[i + 1], "mother,receiver") == 0 ||
			       strcmp(args->items[i + 1], "partner,receiver,interpreter") == 0;
	return false;
}

struct trying {
	struct walk *w;
	struct rng *rng;
	struct model *m;
	const char *id, *verb;
	struct args args;
	enum fault fault;
	size_t day;
	char to[16];
	bool gives_consent;
};

static int legal(struct trying *t)
{
	const char *from = t->m->moves[t->m->n - 1].status;

	if (strcmp(t->verb, "correct") == 0)
		return t->m->n > 1 ? 0 : 5;
	return next_status(from, t->verb, t->to) ? 0 : 5;
}

static int expected(struct trying *t)
{
	const char *needs = needed_by(t->verb, t->m->moves[t->m->n - 1].status);
	int status = legal(t);

	if (status)
		return status;
	if (needs && t->fault == OPTION_MISSING)
		return 2;
	if (t->fault == TOO_EARLY || t->fault == IN_THE_FUTURE)
		return 3;
	if (t->fault == AHEAD_TOO_EARLY && needs &&
	    (strcmp(needs, "--until") == 0 || strcmp(needs, "--on") == 0))
		return 3;
	if (strcmp(t->verb, "no-show") == 0 && strcmp(when[t->day], APPOINTMENT) != 0)
		return 3;
	if (strcmp(t->verb, "send") == 0 && !t->m->consent && !t->gives_consent)
		return 5;
	return 0;
}

static void word_it(struct trying *t)
{
	const char *needs = needed_by(t->verb, t->m->moves[t->m->n - 1].status);
	size_t last = t->m->moves[t->m->n - 1].day;

	t->args = ks(t->w, "handover", t->verb, t->id);
	/* Only a first day has none before it; a rule about consent goes its own way. */
	if (strcmp(t->verb, "send") == 0)
		t->fault = NONE;
	t->day = last + draw(t->rng, (unsigned)(DAYS - last));
	if (t->fault == TOO_EARLY)
		say(&t->args, "--date", "2026-11-01");
	else
		say(&t->args, "--date", t->fault == IN_THE_FUTURE ? "2027-02-01" : when[t->day]);
	if (t->fault != OPTION_MISSING)
		say_option(&t->args, t->rng, needs, t->fault == AHEAD_TOO_EARLY);
	t->gives_consent = strcmp(t->verb, "send") == 0 && chance(t->rng, 50);
	if (t->gives_consent)
		say(&t->args, "--consent", "written");
}

static void follow(struct trying *t)
{
	struct model *m = t->m;

	m->written++;
	if (strcmp(t->verb, "correct") == 0) {
		m->n--;
		return;
	}
	snprintf(m->moves[m->n].status, sizeof(m->moves[m->n].status), "%s", t->to);
	m->moves[m->n].day = t->day;
	m->moves[m->n].warm = strcmp(t->verb, "meet") == 0 && warms(&t->args);
	m->n++;
	m->consent = m->consent || t->gives_consent;
}

static void compare(struct walk *w, size_t i)
{
	struct args show = ks(w, "handover", "show", w->ids[i]);
	const struct model *m = &models[i];
	cJSON *json;

	say(&show, "--json", NULL);
	json = ask(w, &show);
	if (strcmp(word(json, "status"), m->moves[m->n - 1].status) != 0) {
		fprintf(stderr, "walk: %s is %s, the model says %s\n", w->ids[i],
			word(json, "status"), m->moves[m->n - 1].status);
		w->broken++;
	}
	if (cJSON_IsTrue(cJSON_GetObjectItem(json, "warm")) != is_warm(m))
		complain(w, &show, "warm", is_warm(m), !is_warm(m));
	if ((size_t)cJSON_GetArraySize(cJSON_GetObjectItem(json, "history")) != m->written)
		complain(w, &show, "history", (int)m->written,
			 cJSON_GetArraySize(cJSON_GetObjectItem(json, "history")));
	cJSON_Delete(json);
}

/* Mostly a verb that is legal now, or the walk would stand still. */
static const char *choose_verb(struct rng *rng, const char *from)
{
	char to[16];
	const char *verb = verbs[draw(rng, VERBS)];

	for (int i = 0; i < 20 && chance(rng, 90); i++) {
		if (strcmp(verb, "correct") == 0 || next_status(from, verb, to))
			break;
		verb = verbs[draw(rng, VERBS)];
	}
	return verb;
}

static void step(struct walk *w, struct rng *rng)
{
	size_t i = draw(rng, HANDOVERS);
	struct trying t = { .w = w, .rng = rng, .m = &models[i], .id = w->ids[i] };
	int wanted, got;

	if (t.m->n + 1 >= DEEPEST)
		return;
	t.verb = choose_verb(rng, t.m->moves[t.m->n - 1].status);
	t.fault = chance(rng, 25) ? (enum fault)draw(rng, FAULTS) : NONE;
	word_it(&t);
	wanted = expected(&t);
	got = run(w->ks, &t.args, NULL, 0);
	w->tried++;
	if (got != wanted)
		complain(w, &t.args, t.m->moves[t.m->n - 1].status, wanted, got);
	if (got == 0 && wanted == 0)
		follow(&t);
	if (chance(rng, 20))
		compare(w, i);
}

static void walk_alone(struct walk *w, unsigned seed, int moves)
{
	struct rng rng = { seed };

	models = calloc(HANDOVERS, sizeof(*models));
	if (!models)
		abort();
	for (size_t i = 0; i < HANDOVERS; i++)
		start_model(&models[i], i);
	for (int i = 0; i < moves && w->broken < 10; i++)
		step(w, &rng);
	for (size_t i = 0; i < HANDOVERS; i++)
		compare(w, i);
	free(models);
}

/* ---- crowd ---------------------------------------------------------------- */

#define MOST_WALKERS 32

struct tally {
	int done[MOST_WALKERS][HANDOVERS];	/* acknowledged moves */
	int odd[MOST_WALKERS];			/* exit statuses nobody expected */
};

static void walk_in_crowd(struct walk *w, struct tally *tally, int me, unsigned seed, int each)
{
	struct rng rng = { seed * 977U + (unsigned)me };
	char name[24];

	snprintf(name, sizeof(name), "walker-%d", me);
	setenv("KS_USER", name, 1);
	for (int n = 0; n < each; n++) {
		size_t i = draw(&rng, HANDOVERS);
		const char *verb = chance(&rng, 20) ? "correct" : verbs[draw(&rng, VERBS)];
		struct args args = ks(w, "handover", verb, w->ids[i]);
		int got;

		say_option(&args, &rng, needed_by(verb, "started"), false);
		if (strcmp(verb, "send") == 0)
			say(&args, "--consent", "spoken");
		got = run(w->ks, &args, NULL, 0);
		tally->done[me][i] += got == 0;
		tally->odd[me] += got != 0 && got != 5;
	}
}

/* Is the history a walk through the table, and whose moves are in it? */
static void follow_history(struct walk *w, size_t i, int *counted)
{
	struct args show = ks(w, "handover", "show", w->ids[i]);
	char(*stack)[16] = calloc(DEEPEST, sizeof(*stack));
	size_t depth = 0;
	const cJSON *move;
	cJSON *json;

	if (!stack)
		abort();
	say(&show, "--json", NULL);
	json = ask(w, &show);
	cJSON_ArrayForEach(move, cJSON_GetObjectItem(json, "history"))
	{
		const char *verb = word(move, "verb"), *by = word(move, "by");
		char to[16] = "";

		if (strcmp(verb, "correct") == 0 && depth > 1)
			depth--;
		else if (strcmp(verb, "new") == 0 && depth == 0)
			snprintf(stack[depth++], 16, "%s", word(move, "status"));
		else if (depth && next_status(stack[depth - 1], verb, to))
			snprintf(stack[depth++], 16, "%s", to);
		else
			complain(w, &show, verb, 1, 0);
		if (strncmp(by, "walker-", 7) == 0)
			counted[atoi(by + 7)]++;
	}
	if (!depth || strcmp(stack[depth - 1], word(json, "status")) != 0)
		complain(w, &show, word(json, "status"), 1, 0);
	free(stack);
	cJSON_Delete(json);
}

static void check_crowd(struct walk *w, const struct tally *tally, int walkers)
{
	for (size_t i = 0; i < HANDOVERS; i++) {
		struct args show = ks(w, "handover", "show", w->ids[i]);
		int counted[MOST_WALKERS] = { 0 };

		follow_history(w, i, counted);
		for (int k = 0; k < walkers; k++)
			if (counted[k] != tally->done[k][i])
				complain(w, &show, "moves of one walker", tally->done[k][i],
					 counted[k]);
	}
	for (int k = 0; k < walkers; k++) {
		w->broken += tally->odd[k];
		if (tally->odd[k])
			fprintf(stderr, "walk: walker %d was refused %d times for no rule\n", k,
				tally->odd[k]);
	}
}

/* In memory that all walkers share: a file nobody else can name. */
static struct tally *shared_tally(void)
{
	FILE *file = tmpfile();
	void *memory;

	if (!file || ftruncate(fileno(file), sizeof(struct tally)) != 0)
		abort();
	memory = mmap(NULL, sizeof(struct tally), PROT_READ | PROT_WRITE, MAP_SHARED, fileno(file),
		      0);
	fclose(file);
	if (memory == MAP_FAILED)
		abort();
	return memory;
}

static void crowd(struct walk *w, unsigned seed, int walkers, int each)
{
	struct tally *tally = shared_tally();

	for (int me = 0; me < walkers; me++)
		if (fork() == 0) {
			walk_in_crowd(w, tally, me, seed, each);
			_exit(0);
		}
	while (wait(NULL) > 0 || errno == EINTR)
		continue;
	w->tried += walkers * each;
	check_crowd(w, tally, walkers);
	munmap(tally, sizeof(*tally));
}

/* ---- the chain ------------------------------------------------------------ */

static void check_chain(struct walk *w)
{
	struct ks_arena arena;
	struct ks_diag diag;
	struct ks_store *store = NULL;
	char head[65] = "";
	long long broken = -1;

	ks_arena_init(&arena);
	ks_diag_init(&diag, &arena);
	{
		const struct ks_store_options options = {
			.path = getenv("KS_DB"), .mode = KS_STORE_OPEN, .today = 0,
			.now = "2026-12-31T00:00:00Z", .arena = &arena, .diag = &diag,
		};

		if (ks_store_open(&options, &store) == KS_OK)
			ks_audit_verify(store, &broken, head);
	}
	if (broken != 0) {
		fprintf(stderr, "walk: the audit's chain is broken at %lld\n", broken);
		w->broken++;
	}
	if (store)
		ks_store_close(store);
	ks_arena_release(&arena);
}

/* ---- main ----------------------------------------------------------------- */

static int number(int argc, char **argv, const char *name, int otherwise)
{
	for (int i = 1; i + 1 < argc; i++)
		if (strcmp(argv[i], name) == 0)
			return atoi(argv[i + 1]);
	return otherwise;
}

static void settle_environment(const char *folder)
{
	static const char *const names[][2] = {
		{ "KS_USER", "walker" },   { "KS_ROLE", "verloskundige" },
		{ "KS_ORG", "praktijk" },  { "KS_TODAY", TODAY },
		{ "LC_ALL", "C.UTF-8" },   { "KS_ROUTES", "tests/cli/proef" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		setenv(names[i][0], names[i][1], 1);
	setenv("HOME", folder, 1);
}

int main(int argc, char **argv)
{
	char folder[] = "/tmp/ks-walk-XXXXXX", command[64];
	struct walk w = { .ks = "build/ks", .text = malloc(LONGEST_OUTPUT) };
	int seed = number(argc, argv, "--seed", 7), moves = number(argc, argv, "--moves", 600);
	int walkers = number(argc, argv, "--walkers", 4), each = number(argc, argv, "--each", 150);

	if (argc > 2 && strcmp(argv[1], "--ks") == 0)
		w.ks = argv[2];
	if (!w.text || walkers > MOST_WALKERS || !mkdtemp(folder))
		return 2;
	settle_environment(folder);
	make_book(&w, folder);
	walk_alone(&w, (unsigned)seed, moves);
	check_chain(&w);
	make_book(&w, folder);
	crowd(&w, (unsigned)seed, walkers, each);
	check_chain(&w);
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	if (system(command) != 0)
		return 2;
	free(w.text);
	printf("walk: %d moves tried, %d by %d at once; %d passed, %d failed\n", w.tried,
	       walkers * each, walkers, w.tried - w.broken, w.broken);
	return w.broken ? 1 : 0;
}
