/* SPDX-License-Identifier: EUPL-1.2 */
#define _GNU_SOURCE
#include "torture/world.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_SHOWN 12
#define MOST_WORKERS 8

/* ---- files --------------------------------------------------------------- */

char *slurp(const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	char *text;
	ssize_t n;

	if (fd < 0 || fstat(fd, &st) != 0) {
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	text = calloc(1, (size_t)st.st_size + 1);
	n = read(fd, text, (size_t)st.st_size);
	close(fd);
	*len = n > 0 ? (size_t)n : 0;
	return text;
}

bool spill(const char *path, const void *text, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool whole = fd >= 0 && write(fd, text, len) == (ssize_t)len;

	if (fd >= 0)
		close(fd);
	return whole;
}

static void each_file(const char *folder, void (*todo)(const char *, const char *, void *),
		      void *arg)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			todo(folder, entry->d_name, arg);
	if (dir)
		closedir(dir);
}

static void copy_one(const char *folder, const char *name, void *arg)
{
	char from[PATH_MAX], to[PATH_MAX];
	size_t len = 0;
	char *text;

	snprintf(from, sizeof(from), "%s/%s", folder, name);
	snprintf(to, sizeof(to), "%s/%s", (const char *)arg, name);
	text = slurp(from, &len);
	if (text)
		spill(to, text, len);
	free(text);
}

void copy_folder(const char *from, const char *to)
{
	char target[PATH_MAX];

	snprintf(target, sizeof(target), "%s", to);
	each_file(from, copy_one, target);
}

static void remove_one(const char *folder, const char *name, void *arg)
{
	char path[PATH_MAX];

	(void)arg;
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (unlink(path) != 0) {
		empty_folder(path);
		rmdir(path);
	}
}

void empty_folder(const char *path)
{
	each_file(path, remove_one, NULL);
}

/* Read as it is: the audit rows are what ks acknowledged. */
long long rows_of(const char *book)
{
	sqlite3_stmt *statement = NULL;
	long long rows = -1;
	sqlite3 *db = NULL;

	if (sqlite3_open_v2(book, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(db, "SELECT COALESCE(MAX(seq), 0) FROM audit", -1, &statement,
			       NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		rows = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return rows;
}

unsigned draw(unsigned long long *seed, unsigned n)
{
	*seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(*seed >> 33U) % n;
}

/* ---- running ks ---------------------------------------------------------- */

static void set_environment(const struct place *p)
{
	char book[400], cards[400];

	snprintf(book, sizeof(book), "%s/book.db", p->folder);
	snprintf(cards, sizeof(cards), "%s/cli/proef", p->w->tests);
	setenv("KS_DB", book, 1);
	setenv("KS_ROUTES", cards, 1);
	setenv("HOME", p->folder, 1);
}

pid_t start_child(struct place *p, int pipes[2], const char *input)
{
	int out[2], err[2], in;
	char path[PATH_MAX];
	pid_t child;

	if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0)
		abort();
	fcntl(out[1], F_SETPIPE_SZ, MOST_OUTPUT);
	snprintf(path, sizeof(path), "%s/%s", p->folder, input ? input : "");
	child = fork();
	if (child == 0) {
		in = open(input ? path : "/dev/null", O_RDONLY);
		dup2(in, STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		dup2(err[1], STDERR_FILENO);
		close(in);
		if (chdir(p->folder) != 0)
			_exit(126);
		set_environment(p);
		return 0;
	}
	close(out[1]);
	close(err[1]);
	pipes[0] = out[0];
	pipes[1] = err[0];
	return child;
}

void exec_command(const struct place *p, const struct command *c)
{
	char *argv[MOST_WORDS + 2] = { NULL };

	memcpy(&argv[0], &p->w->ks, sizeof(char *));
	memcpy(&argv[1], c->words, sizeof(c->words));
	execv(p->w->ks, argv);
	_exit(127);
}

static size_t drain(int fd, char *text, size_t n)
{
	ssize_t got = read(fd, text + n, MOST_OUTPUT - 1 - n);

	return got > 0 ? (size_t)got : 0;
}

/* waited: the status is in p->end already. */
void collect(struct place *p, const int pipes[2], pid_t child, int waited)
{
	struct pollfd ends[2] = { { pipes[0], POLLIN, 0 }, { pipes[1], POLLIN, 0 } };
	struct ending *e = &p->end;
	int status = 0;
	bool open[2] = { true, true };

	e->out = p->out;
	e->err = p->err;
	e->n_out = e->n_err = 0;
	while (open[0] || open[1]) {
		size_t n;

		poll(ends, 2, -1);
		if (open[0] && ends[0].revents) {
			n = drain(pipes[0], p->out, e->n_out);
			e->n_out += n;
			open[0] = n > 0;
		}
		if (open[1] && ends[1].revents) {
			n = drain(pipes[1], p->err, e->n_err);
			e->n_err += n;
			open[1] = n > 0;
		}
		ends[0].fd = open[0] ? pipes[0] : -1;
		ends[1].fd = open[1] ? pipes[1] : -1;
	}
	p->out[e->n_out] = p->err[e->n_err] = '\0';
	close(pipes[0]);
	close(pipes[1]);
	if (waited)
		return;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	e->status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void run_command(struct place *p, const struct command *c, void (*prepare)(const void *),
		 const void *arg)
{
	int pipes[2];
	pid_t child = start_child(p, pipes, c->input);

	if (child == 0) {
		if (prepare)
			prepare(arg);
		exec_command(p, c);
	}
	collect(p, pipes, child, 0);
}

void run_words(struct place *p, const char *const *words)
{
	struct command c = { .name = "" };

	for (size_t i = 0; i < MOST_WORDS && words[i]; i++)
		c.words[i] = words[i];
	run_command(p, &c, NULL, NULL);
}

/* ---- the promises --------------------------------------------------------- */

void tried(const struct world *w, bool fine, const char *format, ...)
{
	va_list args;

	__atomic_add_fetch(&w->tally->tried, 1, __ATOMIC_RELAXED);
	if (fine)
		return;
	__atomic_add_fetch(&w->tally->broken, 1, __ATOMIC_RELAXED);
	if (__atomic_add_fetch(&w->tally->shown, 1, __ATOMIC_RELAXED) > MOST_SHOWN)
		return;
	fprintf(stderr, "%s: BROKEN: ", w->tally->name);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

static bool complain(struct place *p, const struct command *c, const char *what, const char *why,
		     long long got, long long wanted)
{
	if (__atomic_load_n(&p->w->tally->shown, __ATOMIC_RELAXED) < MOST_SHOWN)
		fprintf(stderr, "%s: %s: %s: %s (%lld, not %lld): %.300s%.300s\n", p->w->tally->name,
			c->name, what, why, got, wanted, p->end.out, p->end.err);
	return false;
}

static size_t size_in(const struct place *p, const char *name)
{
	char path[PATH_MAX];
	struct stat st;

	snprintf(path, sizeof(path), "%s/%s", p->folder, name);
	return stat(path, &st) == 0 ? (size_t)st.st_size : 0;
}

/* An answer is whole when it has its usual length: ids and times differ, and are as long. */
bool is_honest(struct place *p, const struct command *c, const char *what)
{
	const struct ending *e = &p->end;

	if (e->status < 0)
		return complain(p, c, what, "it died of a signal", -e->status, 0);
	if (e->status != c->status)
		return e->n_err > 0 || (e->status == 1 && e->n_out > 0) ||
		       complain(p, c, what, "it failed without a word", e->status, c->status);
	if (e->n_out != c->printed)
		return complain(p, c, what, "its answer is not whole, and it says it succeeded",
				(long long)e->n_out, (long long)c->printed);
	return true;
}

/* What a killed restore leaves is found, said how to mend, and mended so. */
static bool mend_copies(struct place *p, const struct command *c, const char *what, const char *book)
{
	const char *const mend[] = { "--db", book, "doctor", "--mend", NULL };

	if (p->end.status != 1 || !strstr(p->end.out, ".ks-copy-"))
		return true;
	run_words(p, mend);
	p->looks++;
	return p->end.status == 0 || complain(p, c, what, "doctor --mend", p->end.status, 0);
}

static bool is_sound(struct place *p, const struct command *c, const char *what, const char *book)
{
	const char *const doctor[] = { "--db", book, "doctor", NULL };

	run_words(p, doctor);
	p->looks = 1;
	return mend_copies(p, c, what, book) &&
	       (p->end.status == 0 || complain(p, c, what, "doctor", p->end.status, 0));
}

static bool is_as_it_was(const struct place *p, const char *name)
{
	char here[PATH_MAX], there[PATH_MAX], *a, *b;
	size_t n = 0, m = 0;
	bool same;

	snprintf(here, sizeof(here), "%s/%s", p->folder, name);
	snprintf(there, sizeof(there), "%s/%s", p->w->start, name);
	a = slurp(here, &n);
	b = slurp(there, &m);
	same = a && b ? n == m && memcmp(a, b, n) == 0 : !n && !m;
	free(a);
	free(b);
	return same;
}

/* A book that is being made is not there, begun and completed by the next init, or whole. */
static bool check_made(struct place *p, const struct command *c, bool acknowledged,
		       const char *what)
{
	const char *const again[] = { "--db", "new.db", "init", NULL };

	run_words(p, again);
	if (p->end.status != 0 && p->end.status != 4)
		return complain(p, c, what, "init after it", p->end.status, 0);
	if (acknowledged && p->end.status == 0)
		return complain(p, c, what, "the book that was made is gone", 0, 4);
	return is_sound(p, c, what, "new.db");
}

static bool is_there(const struct place *p, const char *name)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", p->folder, name);
	return access(path, F_OK) == 0;
}

/* A file is whole or not there. */
static bool check_file(struct place *p, const struct command *c, bool acknowledged,
		       const char *what)
{
	size_t size = size_in(p, "out.file");

	if (size == c->written || (size == 0 && !acknowledged && !is_there(p, "out.file")))
		return true;
	return complain(p, c, what, "the file is not whole", (long long)size,
			(long long)c->written);
}

bool world_check(struct place *p, const struct command *c, bool acknowledged, const char *what)
{
	char book[400];
	long long rows;

	if (c->effect == MAKES_BOOK && !check_made(p, c, acknowledged, what))
		return false;
	if (is_as_it_was(p, "book.db") && is_as_it_was(p, "book.db-journal"))
		return (!acknowledged || c->rows == p->w->rows ||
			complain(p, c, what, "acknowledged, and not in the book", p->w->rows,
				 c->rows)) &&
		       (c->effect != MAKES_FILE || check_file(p, c, acknowledged, what));
	if (!is_sound(p, c, what, "book.db"))
		return false;
	snprintf(book, sizeof(book), "%s/book.db", p->folder);
	rows = rows_of(book) - p->looks;
	if (rows < (acknowledged ? c->rows : p->w->rows) || rows > c->rows + p->extra)
		return complain(p, c, what, "rows in the book", rows, c->rows);
	return c->effect != MAKES_FILE || check_file(p, c, acknowledged, what);
}

/* ---- places --------------------------------------------------------------- */

void place_open(struct place *p, const struct world *w, const char *name)
{
	*p = (struct place){ .w = w };
	snprintf(p->folder, sizeof(p->folder), "%s/%s", w->room, name);
	mkdir(p->folder, 0700);
	p->out = calloc(1, MOST_OUTPUT);
	p->err = calloc(1, MOST_OUTPUT);
}

void place_reset(struct place *p)
{
	empty_folder(p->folder);
	copy_folder(p->w->start, p->folder);
}

void place_close(struct place *p)
{
	empty_folder(p->folder);
	rmdir(p->folder);
	free(p->out);
	free(p->err);
}

static void work(const struct world *w, long n, int worker, int workers,
		 void (*attempt)(struct place *, long, void *), void *arg)
{
	struct place p;
	char name[24];

	snprintf(name, sizeof(name), "w%d", worker);
	place_open(&p, w, name);
	for (long i = worker; i < n; i += workers)
		attempt(&p, i, arg);
	place_close(&p);
}

void in_parallel(const struct world *w, long n, void (*attempt)(struct place *, long, void *),
		 void *arg)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	int workers = (int)(processors < MOST_WORKERS ? processors : MOST_WORKERS), status = 0;

	if (w->is_long)
		fprintf(stderr, "%s: %ld to try\n", w->tally->name, n);
	fflush(NULL);
	for (int i = 0; i < workers; i++) {
		pid_t child = fork();

		if (child == 0) {
			work(w, n, i, workers, attempt, arg);
			_exit(0);
		}
	}
	for (int i = 0; i < workers; i++)
		if (wait(&status) < 0 || status != 0)
			tried(w, false, "a worker of the test died");
}

/* ---- making the world ------------------------------------------------------ */

static char *next_word_of(char **at)
{
	char *word;

	while (**at == ' ')
		++*at;
	if (!**at)
		return NULL;
	word = *at;
	while (**at && **at != ' ')
		++*at;
	if (**at)
		*(*at)++ = '\0';
	return word;
}

static void read_command(struct world *w, const char *line)
{
	static const char *const effects[] = { "reads", "writes", "book", "file" };
	struct command *c = &w->commands[w->n_commands];
	char *at = c->line, *word;
	size_t n = 0;

	snprintf(c->line, sizeof(c->line), "%s", line);
	word = next_word_of(&at);
	for (int i = 0; word && i < 4; i++)
		if (strcmp(word, effects[i]) == 0)
			c->effect = (enum effect)i;
	while ((word = next_word_of(&at)) != NULL && n < MOST_WORDS) {
		if (word[0] == '<')
			c->input = word + 1;
		else
			c->words[n++] = word;
	}
	c->name = strchr(w->commands[w->n_commands].line, '\0') + 1;
	w->n_commands++;
}

/* The lines that begin.sh wrote, its names filled in. */
static void read_commands(struct world *w)
{
	char path[PATH_MAX], line[512];
	FILE *file;

	snprintf(path, sizeof(path), "%s/commands", w->start);
	file = fopen(path, "r");
	while (file && fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] && line[0] != '#' && w->n_commands < MOST_COMMANDS)
			read_command(w, line);
	}
	if (file)
		fclose(file);
}

/* What each command does when nothing disturbs it. */
static void learn(struct world *w)
{
	struct place p;
	char book[400];

	place_open(&p, w, "w0");	/* paths are as long as those of a worker */
	for (size_t i = 0; i < w->n_commands; i++) {
		struct command *c = &w->commands[i];

		place_reset(&p);
		run_command(&p, c, NULL, NULL);
		c->status = p.end.status;
		c->printed = p.end.n_out;
		c->written = size_in(&p, "out.file");
		snprintf(book, sizeof(book), "%s/book.db", p.folder);
		c->rows = rows_of(book);
		if ((c->status != 0 && c->status != 1) || !c->printed ||
		    (c->effect == WRITES && c->rows <= w->rows) ||
		    (c->effect == MAKES_FILE && !c->written)) {
			fprintf(stderr, "torture: '%s' does not do what it should: %d\n%s%s\n",
				c->words[0], c->status, p.end.out, p.end.err);
			exit(2);
		}
	}
	place_close(&p);
}

static void name_commands(struct world *w)
{
	for (size_t i = 0; i < w->n_commands; i++) {
		struct command *c = &w->commands[i];
		bool two = c->words[1] && c->words[1][0] != '-' && strlen(c->words[1]) > 2;
		static char names[MOST_COMMANDS][64];

		snprintf(names[i], sizeof(names[i]), "%s%s%s", c->words[0], two ? " " : "",
			 two ? c->words[1] : "");
		c->name = names[i];
	}
}

static bool begin(const struct world *w)
{
	char script[PATH_MAX];
	int status = 0;
	pid_t child;

	snprintf(script, sizeof(script), "%s/torture/begin.sh", w->tests);
	child = fork();
	if (child == 0) {
		execl(script, script, w->ks, w->tests, w->start, (char *)NULL);
		_exit(127);
	}
	waitpid(child, &status, 0);
	return status == 0;
}

void world_make(struct world *w)
{
	const char *tmp = getenv("TMPDIR");
	char book[400];
	struct stat st;

	if (!tmp)
		tmp = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
	snprintf(w->room, sizeof(w->room), "%.200s/ks-torture-XXXXXX", tmp);
	if (!mkdtemp(w->room))
		abort();
	snprintf(w->start, sizeof(w->start), "%s/start", w->room);
	mkdir(w->start, 0700);
	if (!begin(w)) {
		fprintf(stderr, "torture: the world cannot be made\n");
		exit(2);
	}
	snprintf(book, sizeof(book), "%s/book.db", w->start);
	w->rows = rows_of(book);
	w->book_size = stat(book, &st) == 0 ? (size_t)st.st_size : 0;
	read_commands(w);
	name_commands(w);
	learn(w);
}

void world_remove(struct world *w)
{
	empty_folder(w->room);
	rmdir(w->room);
}
