/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a process of ks may do and leave: no other program, no network, no link
 * followed, files for the owner alone, no core dump, sane without descriptors,
 * in any environment; and how the program itself was built.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "torture/attacks.h"
#include "torture/trace.h"

/* ---- which calls it makes ----------------------------------------------------- */

static bool is_forbidden(int number)
{
	static const int never[] = { SYS_execve, SYS_execveat, SYS_socket,  SYS_connect,
				     SYS_ptrace, SYS_mount,    SYS_symlinkat,
#ifdef __x86_64__
				     SYS_fork,	 SYS_vfork,    SYS_symlink,
#endif
	};

	for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++)
		if (never[i] == number)
			return true;
	return false;
}

/* What is opened to be written, or may be somebody else's, is never a link. */
static bool is_careful(const struct call *call)
{
	int flags = (int)call->args[2];
	bool writes = (flags & O_ACCMODE) != O_RDONLY;

	if (call->number != SYS_openat || !writes)
		return true;
	return flags & (O_NOFOLLOW | O_EXCL);
}

static void watch_calls(struct place *p, long i, void *arg)
{
	const struct command *c = &p->w->commands[i];
	struct tracing t = { .todo = RECORD };

	(void)arg;
	place_reset(p);
	trace_run(p, c, &t);
	tried(p->w, t.n > 0, "%s: never asked not to be dumped", c->name);
	for (size_t j = 0; j < t.n; j++) {
		const struct call *call = &t.calls[j];

		if (is_forbidden(call->number) || !is_careful(call))
			tried(p->w, false, "%s: call %d on '%s' with flags %llx", c->name, call->number,
			      call->data ? call->data : "", call->args[2]);
	}
	trace_free(&t);
}

/* ---- what it leaves ------------------------------------------------------------ */

static void modes(struct world *w)
{
	static const char *const made[] = { "book.db", "book.db-journal", "new.db", "new.db-journal",
					    "out.file" };
	struct place p;
	char path[PATH_MAX];
	struct stat st;

	place_open(&p, w, "w0");
	umask(0);
	for (size_t i = 0; i < w->n_commands; i++) {
		place_reset(&p);
		run_command(&p, &w->commands[i], NULL, NULL);
		for (size_t j = 0; j < sizeof(made) / sizeof(made[0]); j++) {
			snprintf(path, sizeof(path), "%s/%s", p.folder, made[j]);
			if (stat(path, &st) == 0)
				tried(w, (st.st_mode & 07777) == 0600, "%s: %s has mode %o",
				      w->commands[i].name, made[j], st.st_mode & 07777);
		}
	}
	umask(022);
	place_close(&p);
}

/* Somebody allows core dumps and makes it crash while it waits for its input. */
static void core_dump(struct world *w)
{
	static const struct command waiting = { .name = "note",
						.words = { "import", "fifo", "--yes" } };
	const struct timespec moment = { 0, 300000000 };
	int pipes[2], status = 0, fifo;
	char path[PATH_MAX];
	struct place p;
	pid_t child;

	place_open(&p, w, "w0");
	place_reset(&p);
	snprintf(path, sizeof(path), "%s/input", p.folder);
	mkfifo(path, 0600);
	fifo = open(path, O_RDWR);
	child = start_child(&p, pipes, "input");
	if (child == 0) {
		const struct rlimit all = { RLIM_INFINITY, RLIM_INFINITY };
		struct command c = waiting;

		setrlimit(RLIMIT_CORE, &all);
		c.words[0] = "screen";
		c.words[1] = "--answers";
		c.words[2] = "-";
		exec_command(&p, &c);
	}
	nanosleep(&moment, NULL);
	kill(child, SIGSEGV);
	waitpid(child, &status, 0);
	tried(w, WIFSIGNALED(status) && !WCOREDUMP(status), "a core was dumped, or it did not wait: %x",
	      (unsigned)status);
	close(fifo);
	close(pipes[0]);
	close(pipes[1]);
	place_close(&p);
}

/* ---- descriptors ----------------------------------------------------------------- */

static void close_some(const void *arg)
{
	int which = *(const int *)arg;

	for (int fd = 0; fd < 3; fd++)
		if (which & 1 << fd)
			close(fd);
}

static void without_descriptors(struct place *p, long i, void *arg)
{
	const struct command *c = &p->w->commands[(size_t)i % p->w->n_commands];
	int which = (int)((size_t)i / p->w->n_commands) + 1;
	bool fine;

	(void)arg;
	place_reset(p);
	run_command(p, c, close_some, &which);
	fine = p->end.status >= 0 && (!(which & 2) || p->end.status >= 2) &&
	       world_check(p, c, p->end.n_out > 0, "without descriptors");
	tried(p->w, fine, "%s without descriptors %x: status %d", c->name, (unsigned)which,
	      p->end.status);
}

/* The reader has gone. What was recorded is said; else there is nothing to say. */
static void broken_pipe(struct place *p, long i, void *arg)
{
	const struct command *c = &p->w->commands[i];
	int pipes[2], gone[2];
	pid_t child;
	bool fine;

	(void)arg;
	place_reset(p);
	if (pipe(gone) != 0)
		abort();
	close(gone[0]);
	child = start_child(p, pipes, c->input);
	if (child == 0) {
		dup2(gone[1], STDOUT_FILENO);
		exec_command(p, c);
	}
	close(gone[1]);
	collect(p, pipes, child, 0);
	fine = p->end.status == 4 && (c->effect == READS ? p->end.n_err == 0 : true) &&
	       world_check(p, c, c->effect == WRITES, "its reader has gone");
	tried(p->w, fine, "%s: its reader has gone: status %d: %s", c->name, p->end.status,
	      p->end.err);
}

/* ---- paths ------------------------------------------------------------------------ */

static void expect_refused(struct place *p, const char *const *words, const char *what,
			   const char *untouched)
{
	char path[PATH_MAX], *text;
	size_t len = 0;

	run_words(p, words);
	tried(p->w, p->end.status >= 2 && p->end.n_err > 0, "%s: status %d: %s", what, p->end.status,
	      p->end.out);
	snprintf(path, sizeof(path), "%s/%s", p->folder, untouched);
	text = slurp(path, &len);
	tried(p->w, text && strcmp(text, "mine\n") == 0, "%s: the file was changed", what);
	free(text);
}

static const char *asked(const struct world *w)
{
	for (size_t i = 0; i < w->n_commands; i++)
		if (w->commands[i].effect == MAKES_FILE)
			return w->commands[i].words[2];
	return "";
}

static void in_folder(const struct place *p, char path[PATH_MAX], const char *name)
{
	snprintf(path, PATH_MAX, "%s/%s", p->folder, name);
}

static void links(struct world *w)
{
	const char *const list[] = { "--db", "link.db", "case", "list", NULL };
	const char *const init[] = { "--db", "dangling.db", "init", NULL };
	const char *const linked[] = { "--db", "folder/book.db", "case", "list", NULL };
	const char *const fifo[] = { "--db", "fifo", "case", "list", NULL };
	const char *const itself[] = { "export", "--fhir", asked(w), "--out", "book.db", NULL };
	const char *const out[] = { "export", "--fhir", asked(w), "--out", "link.out", NULL };
	const char *const text[] = { "case", "note", asked(w), "--text", "@link.txt", NULL };
	const char *const odd[] = { "--db", "file:book.db?mode=memory", "case", "list", NULL };
	const char *const memory[] = { "--db", ":memory:", "case", "list", NULL };
	char path[PATH_MAX], target[PATH_MAX];
	struct place p;

	place_open(&p, w, "w0");
	place_reset(&p);
	in_folder(&p, target, "mine");
	spill(target, "mine\n", 5);
	in_folder(&p, path, "link.out");
	tried(w, symlink(target, path) == 0, "no link");
	in_folder(&p, path, "link.txt");
	tried(w, symlink(target, path) == 0, "no link");
	in_folder(&p, path, "link.db");
	tried(w, symlink("book.db", path) == 0, "no link");
	in_folder(&p, path, "dangling.db");
	tried(w, symlink("elsewhere.db", path) == 0, "no link");
	in_folder(&p, path, "folder");
	tried(w, symlink("nowhere", path) == 0, "no link");
	in_folder(&p, path, "fifo");
	mkfifo(path, 0600);
	expect_refused(&p, list, "a book that is a link", "mine");
	expect_refused(&p, init, "a book made through a link", "mine");
	expect_refused(&p, linked, "a folder that is a link to nowhere", "mine");
	expect_refused(&p, fifo, "a pipe for a book", "mine");
	expect_refused(&p, itself, "an export over the book", "mine");
	expect_refused(&p, text, "a text through a link", "mine");
	expect_refused(&p, odd, "an address for a name", "mine");
	expect_refused(&p, memory, "a book in memory", "mine");
	run_words(&p, out);
	in_folder(&p, path, "mine");
	tried(w, p.end.status == 0 || p.end.status == 4, "export to a link: %d", p.end.status);
	expect_refused(&p, list, "after an export to a link", "mine");
	place_close(&p);
}

/* ---- environment ------------------------------------------------------------------ */

static void strange_environment(const void *arg)
{
	static const char *const strange[][2] = {
		{ "PAGER", "false" },	  { "EDITOR", "false" },   { "TERM", "\033[2J" },
		{ "COLUMNS", "-1" },	  { "COLUMNS", "99999999999999999999" },
		{ "COLUMNS", "0" },	  { "LC_ALL", "tr_TR.UTF-8" },
		{ "LANG", "../../etc" },  { "TMPDIR", "/nowhere" },
		{ "SQLITE_TMPDIR", "/nowhere" },
		{ "TZ", ":/dev/zero" },	  { "TZ", "\xff\xfe" },    { "HOME", "/nowhere" },
		{ "NO_COLOR", "\033]52;c;eA==\a" },
		{ "POSIXLY_CORRECT", "1" }, { "LD_BIND_NOT", "1" }, { "MALLOC_CHECK_", "3" },
		{ "KS_LANG", "\033c" },	  { "XDG_DATA_HOME", "\n" },
	};
	const long *which = arg;
	size_t i = (size_t)*which;

	setenv(strange[i][0], strange[i][1], 1);
}
#define STRANGE 19

static void in_environment(struct place *p, long i, void *arg)
{
	size_t at = (size_t)(p->w->is_long ? i / STRANGE : i * 7) % p->w->n_commands;
	const struct command *c = &p->w->commands[at];
	long which = i % STRANGE;
	bool fine;

	(void)arg;
	place_reset(p);
	run_command(p, c, strange_environment, &which);
	fine = (p->end.status == c->status || (p->end.status >= 2 && p->end.n_err > 0)) &&
	       !memchr(p->end.out, '\033', p->end.n_out) && !memchr(p->end.err, '\033', p->end.n_err) &&
	       world_check(p, c, p->end.n_out > 0, "in a strange environment");
	tried(p->w, fine, "%s in environment %ld: status %d: %s", c->name, which, p->end.status,
	      p->end.err);
}

/* ---- free text that is typed -------------------------------------------------------- */

/* With a terminal to complain on: a pseudo one. */
static size_t on_terminal(struct place *p, const char *text, char *said, size_t size)
{
	struct command c = { .name = "note", .words = { "case", "close", "", "--because", text } };
	int master = posix_openpt(O_RDWR | O_NOCTTY), pipes[2];
	size_t n = 0;
	ssize_t got;
	pid_t child;

	grantpt(master);
	unlockpt(master);
	for (size_t i = 0; i < p->w->n_commands; i++)
		if (strcmp(p->w->commands[i].name, "case close") == 0)
			c.words[2] = p->w->commands[i].words[2];
	place_reset(p);
	child = start_child(p, pipes, "question.txt");
	if (child == 0) {
		int slave = open(ptsname(master), O_RDWR | O_NOCTTY);

		dup2(slave, STDERR_FILENO);
		close(slave);
		close(master);
		exec_command(p, &c);
	}
	collect(p, pipes, child, 0);
	fcntl(master, F_SETFL, O_NONBLOCK);
	while (n + 1 < size && (got = read(master, said + n, size - 1 - n)) > 0)
		n += (size_t)got;
	said[n] = '\0';
	close(master);
	return n;
}

static void typed_text(struct world *w)
{
	char said[4096];
	struct place p;

	place_open(&p, w, "w0");
	on_terminal(&p, "Zij redt het.", said, sizeof(said));
	tried(w, p.end.status == 0 && strstr(said, "--because -") != NULL,
	      "nobody warns of words typed on the command line: %d %s", p.end.status, said);
	on_terminal(&p, "-", said, sizeof(said));
	tried(w, p.end.status == 0 && !*said, "warned of words that came from elsewhere: %s", said);
	place_close(&p);
}

/* ---- how it was built ---------------------------------------------------------------- */

static void built(struct world *w)
{
	static const struct {
		const char *text, *what;
		bool must;
	} marks[] = {
		{ "DYN (Position-Independent Executable", "its place is not by chance", true },
		{ "GNU_RELRO", "tables of the linker stay writable", true },
		{ "BIND_NOW", "names are looked up while it runs", true },
		{ "__stack_chk_fail", "no stack protector", true },
		{ "_chk@", "not fortified", true },
		{ "RWE", "memory that can be written and run", false },
		{ "RPATH", "libraries from a path of its own", false },
		{ "RUNPATH", "libraries from a path of its own", false },
		{ "TEXTREL", "code that is written at start", false },
	};
	char line[PATH_MAX + 64], *text = calloc(1, MOST_OUTPUT);
	FILE *readelf;

	snprintf(line, sizeof(line), "LC_ALL=C readelf -W -h -l -d --dyn-syms '%s'", w->ks);
	readelf = popen(line, "r");
	if (readelf && fread(text, 1, MOST_OUTPUT - 1, readelf) == 0)
		text[0] = '\0';
	if (readelf)
		pclose(readelf);
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		tried(w, (strstr(text, marks[i].text) != NULL) == marks[i].must, "how ks was built: %s",
		      marks[i].what);
	free(text);
}

void attack_process(struct world *w)
{
	long n = (long)w->n_commands;

	if (trace_can_fail())
		in_parallel(w, n, watch_calls, NULL);
	modes(w);
	core_dump(w);
	in_parallel(w, w->is_long ? 7 * n : n * 2, without_descriptors, NULL);
	in_parallel(w, n, broken_pipe, NULL);
	links(w);
	in_parallel(w, w->is_long ? STRANGE * n : STRANGE * 5, in_environment, NULL);
	typed_text(w);
	built(w);
}
