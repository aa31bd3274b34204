/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Runs written sessions with `ks` and compares what it prints with what the session says. The
 * format is in tests/cli/README. A session is a .test file, or the ```console blocks of a .md file.
 *
 *   run [--accept] [--keep] --ks PATH FILE...
 *
 * The method: read the session, run each command, and write the session anew with what came out.
 * Where the output matches, the old lines are kept as they stand, wildcards and all. So the two
 * texts are the same when all is well, their diff is the report when not, and the new text is the
 * file that --accept writes.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define TODAY "2026-11-21"
#define COMMAND_SECONDS "600"	/* a build that counts branches, on a busy machine */

struct buf {
	char *p;
	size_t n, cap;
};

struct lines {
	char **v;
	size_t n, cap;
};

enum kind { CASE, ROUTE, HANDOVER, KINDS };
static const char *const kind_names[KINDS] = { "CASE", "ROUTE", "HANDOVER" };

/* One identifier of this run: how the session writes it, what ks really made ("" until seen). */
struct id {
	enum kind kind;
	char *shown;
	char *real;
};

/* One `$` line with all that belongs to it. */
struct step {
	struct lines raw;  /* the whole block as it stands in the file */
	struct lines head; /* the command's own lines, and what is fed to it */
	struct buf command, input;
	struct lines out, err;
	int status;
	bool cut; /* the expected output has no newline at its end */
};

struct session {
	const char *path;
	bool markdown;
	char *dir, *home;
	struct buf prelude; /* the exports and cds so far, before every later command */
	struct id *ids;
	size_t n_ids;
	struct lines literal; /* identifiers that a .test file spells out: left as they are */
	struct buf old, anew;
	size_t passed, failed;
};

struct options {
	bool accept, keep;
	char *ks_dir;
	char *top;
};

/* --- small tools --- */

static void die(const char *what)
{
	fprintf(stderr, "cli: %s: %s\n", what, strerror(errno));
	exit(2);
}

static void *checked(void *p)
{
	if (!p)
		die("memory");
	return p;
}

static void add(struct buf *b, const char *p, size_t n)
{
	if (b->n + n + 1 > b->cap) {
		b->cap = (b->n + n + 1) * 2;
		b->p = checked(realloc(b->p, b->cap));
	}
	memcpy(b->p + b->n, p, n);
	b->n += n;
	b->p[b->n] = '\0';
}

static void add_text(struct buf *b, const char *text)
{
	add(b, text, strlen(text));
}

static void add_line(struct buf *b, const char *text)
{
	add_text(b, text);
	add(b, "\n", 1);
}

static const char *text_of(const struct buf *b)
{
	return b->p ? b->p : "";
}

static char *copy(const char *p, size_t n)
{
	return checked(strndup(p, n));
}

static char *format(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static char *format(const char *fmt, ...)
{
	char text[PATH_MAX + 256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	return copy(text, strlen(text));
}

static void push(struct lines *l, char *line)
{
	if (l->n == l->cap) {
		l->cap = l->cap ? l->cap * 2 : 16;
		l->v = checked(realloc(l->v, l->cap * sizeof *l->v));
	}
	l->v[l->n++] = line;
}

static void drop(struct lines *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->v[i]);
	free(l->v);
	*l = (struct lines){ 0 };
}

static bool has_line(const struct lines *l, const char *p, size_t n)
{
	for (size_t i = 0; i < l->n; i++)
		if (strlen(l->v[i]) == n && !memcmp(l->v[i], p, n))
			return true;
	return false;
}

static bool starts(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

static bool ends(const char *text, const char *with)
{
	size_t n = strlen(text), m = strlen(with);

	return n >= m && !strcmp(text + n - m, with);
}

static struct buf read_file(const char *path)
{
	struct buf b = { 0 };
	char part[8192];
	size_t n;
	FILE *f = fopen(path, "r");

	if (!f)
		die(path);
	add(&b, "", 0);
	while ((n = fread(part, 1, sizeof part, f)))
		add(&b, part, n);
	fclose(f);
	return b;
}

static void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	if (!f || fputs(text, f) == EOF || fclose(f))
		die(path);
}

/* The lines of a text; a last line without newline counts, and *cut tells. */
static struct lines split(const char *text, bool *cut)
{
	struct lines l = { 0 };

	*cut = false;
	while (*text) {
		size_t n = strcspn(text, "\n");
		push(&l, copy(text, n));
		text += n;
		*cut = !*text;
		text += *text == '\n';
	}
	return l;
}

/* --- identifiers --- */

static bool id_char(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static size_t run_of(const char *p)
{
	size_t n = 0;

	while (id_char(p[n]))
		n++;
	return n;
}

static bool is_year(const char *p)
{
	return (starts(p, "19") || starts(p, "20")) && isdigit((unsigned char)p[2]) &&
	       isdigit((unsigned char)p[3]);
}

/* What keys are made of: nothing that is easily confused. So 0800-2000 is a telephone number. */
static bool is_key_part(const char *p)
{
	return run_of(p) == 4 && strspn(p, "234679ACEFHJKMNPQRTVWXY") >= 4;
}

/* Length of the case key XXXX-XXXX at p, or 0; 2025-2026 is a pair of years, not a key. */
static size_t case_key(const char *p)
{
	if (!is_key_part(p) || p[4] != '-' || !is_key_part(p + 5))
		return 0;
	return is_year(p) && is_year(p + 5) ? 0 : 9;
}

/* Length of the route or handover id at p, such as R-K7QX3M2P or H-K7QX-3M2P-2, or 0. */
static size_t other_id(const char *p)
{
	size_t n = 1;

	if ((*p != 'R' && *p != 'H') || p[1] != '-' || run_of(p + 2) < 2)
		return 0;
	while (p[n] == '-' && run_of(p + n + 1))
		n += 1 + run_of(p + n + 1);
	return n;
}

/* Length of the identifier that starts at text[at], or 0. */
static size_t id_at(const char *text, size_t at, enum kind *kind)
{
	const char *p = text + at;
	size_t n = other_id(p);

	if (at && (isalnum((unsigned char)p[-1]) || strchr("-_", p[-1])))
		return 0;
	*kind = *p == 'R' ? ROUTE : HANDOVER;
	if (!n) {
		n = case_key(p);
		*kind = CASE;
	}
	return n && !isalnum((unsigned char)p[n]) && !strchr("-_", p[n] ? p[n] : ' ') ? n : 0;
}

static struct id *new_id(struct session *s, enum kind kind, char *shown, char *real)
{
	s->ids = checked(realloc(s->ids, (s->n_ids + 1) * sizeof *s->ids));
	s->ids[s->n_ids] = (struct id){ .kind = kind, .shown = shown, .real = real };
	return &s->ids[s->n_ids++];
}

static struct id *id_shown_as(struct session *s, const char *p, size_t n)
{
	for (size_t i = 0; i < s->n_ids; i++)
		if (strlen(s->ids[i].shown) == n && !memcmp(s->ids[i].shown, p, n))
			return &s->ids[i];
	return NULL;
}

/* The id that ks printed: known, or the next of its kind that the session expects, or a new one. */
static const struct id *id_printed(struct session *s, enum kind kind, const char *p, size_t n)
{
	size_t count = 1;

	for (size_t i = 0; i < s->n_ids; i++)
		if (strlen(s->ids[i].real) == n && !memcmp(s->ids[i].real, p, n))
			return &s->ids[i];
	for (size_t i = 0; i < s->n_ids; i++) {
		if (s->ids[i].kind != kind)
			continue;
		if (!*s->ids[i].real) {
			free(s->ids[i].real);
			s->ids[i].real = copy(p, n);
			return &s->ids[i];
		}
		count++;
	}
	return new_id(s, kind,
		      s->markdown ? copy(p, n) : format("{%s%zu}", kind_names[kind], count),
		      copy(p, n));
}

/*
 * What the session spells out itself. In a README the keys are written as a reader would see them,
 * and the first key there stands for the first key that ks makes. In a .test file a written-out key
 * is itself ("no such case"), and only {CASE1} stands for one that ks makes.
 */
static void note_ids(struct session *s, const char *line)
{
	enum kind kind;

	for (size_t i = 0; line[i]; i++) {
		size_t n = id_at(line, i, &kind);
		if (!n)
			continue;
		if (!s->markdown)
			push(&s->literal, copy(line + i, n));
		else if (!id_shown_as(s, line + i, n))
			new_id(s, kind, copy(line + i, n), copy("", 0));
		i += n - 1;
	}
}

/* --- what differs from run to run --- */

static size_t like(const char *p, const char *shape)
{
	size_t n = 0;

	for (; shape[n]; n++)
		if (shape[n] == '9' ? !isdigit((unsigned char)p[n]) : p[n] != shape[n])
			return 0;
	return n;
}

/* Length of a point in time at p, 2026-11-21T10:15[:20[.123]][Z|+01:00], or 0. */
static size_t time_at(const char *p)
{
	size_t n = like(p, "9999-99-99T99:99");

	if (!n)
		return 0;
	n += like(p + n, ":99");
	if (p[n] == '.')
		n += 1 + strspn(p + n + 1, "0123456789");
	if (p[n] == 'Z')
		return n + 1;
	return n + like(p + n, "+99:99") + like(p + n, "-99:99");
}

static bool hash_at(const char *text, size_t at)
{
	const char *hex = "0123456789abcdef";

	return (!at || !isalnum((unsigned char)text[at - 1])) && strspn(text + at, hex) == 64 &&
	       !isalnum((unsigned char)text[at + 64]);
}

/* Hashes and points in time, which no session can know. */
static char *blurred(const char *line)
{
	struct buf b = { 0 };

	add(&b, "", 0);
	for (size_t i = 0; line[i];) {
		size_t n = time_at(line + i);
		if (n)
			add_text(&b, "{TIME}");
		else if (hash_at(line, i))
			add_text(&b, "{HASH}"), n = 64;
		else
			add(&b, line + i, 1), n = 1;
		i += n;
	}
	return b.p;
}

/* A line that ks printed, in the session's words: {CASE1}, {HOME}, {TOP}. */
static char *named(struct session *s, const struct options *o, const char *line)
{
	struct buf b = { 0 };
	enum kind kind;

	add(&b, "", 0);
	for (size_t i = 0; line[i];) {
		size_t n = id_at(line, i, &kind);
		if (n && !has_line(&s->literal, line + i, n)) {
			add_text(&b, id_printed(s, kind, line + i, n)->shown);
		} else if (starts(line + i, s->home)) {
			n = strlen(s->home);
			add_text(&b, s->markdown ? "~" : "{HOME}");
		} else if (starts(line + i, o->top)) {
			n = strlen(o->top);
			add_text(&b, s->markdown ? "." : "{TOP}");
		} else {
			n = n ? n : 1;
			add(&b, line + i, n);
		}
		i += n;
	}
	return b.p;
}

/* The way back, for commands and input: {CASE1}, or its first four {CASE1:4}, is the real key. */
static char *really(struct session *s, const char *line)
{
	struct buf b = { 0 };
	enum kind kind;

	add(&b, "", 0);
	for (size_t i = 0; line[i];) {
		size_t n = s->markdown ? id_at(line, i, &kind)
				       : strcspn(line + i, "}") + (strchr(line + i, '}') != NULL);
		const struct id *id =
			line[i] == '{' || s->markdown ? id_shown_as(s, line + i, n) : NULL;
		bool first4 = !id && line[i] == '{' && n > 3 && !memcmp(line + i + n - 3, ":4}", 3);
		if (first4) {
			char *whole = format("%.*s}", (int)n - 3, line + i);
			id = id_shown_as(s, whole, strlen(whole));
			free(whole);
		}
		if (id && *id->real)
			add(&b, id->real, first4 ? strnlen(id->real, 4) : strlen(id->real));
		else
			add(&b, line + i, n = 1);
		i += n;
	}
	return b.p;
}

/* --- comparing --- */

/* Is text what the pattern says? {*} in the pattern is any run of characters. */
static bool line_matches(const char *pattern, const char *text)
{
	const char *star = NULL, *from = NULL;

	for (;;) {
		if (starts(pattern, "{*}")) {
			star = pattern += 3;
			from = text;
		} else if (*pattern && *pattern == *text) {
			pattern++;
			text++;
		} else if (!*pattern && !*text) {
			return true;
		} else if (star && *from) {
			pattern = star;
			text = ++from;
		} else {
			return false;
		}
	}
}

static bool expected_is(const char *expected, const char *printed)
{
	char *a = blurred(*expected == '\\' ? expected + 1 : expected), *b = blurred(printed);
	bool same = line_matches(a, b);

	free(a);
	free(b);
	return same;
}

/* A line `...` stands for any number of lines, none included. */
static bool lines_match(const struct lines *expected, const struct lines *printed)
{
	size_t e = 0, p = 0, star = SIZE_MAX, from = 0;

	for (;;) {
		if (e < expected->n && !strcmp(expected->v[e], "...")) {
			star = ++e;
			from = p;
		} else if (e < expected->n && p < printed->n &&
			   expected_is(expected->v[e], printed->v[p])) {
			e++;
			p++;
		} else if (e == expected->n && p == printed->n) {
			return true;
		} else if (star != SIZE_MAX && from < printed->n) {
			e = star;
			p = ++from;
		} else {
			return false;
		}
	}
}

/* --- writing what came out --- */

/* Would this line of output be read as something else? Then it gets a backslash. */
static bool needs_escape(const struct session *s, const char *line)
{
	return (*line && strchr(s->markdown ? "$#\\" : "$!?>#\\", *line)) || !strcmp(line, "...") ||
	       !strcmp(line, "~") || starts(line, "```");
}

/* A printed line; an expected one that matches it is preferred, because it may hold a {*}. */
static void write_line(struct session *s, const struct lines *expected, size_t *at,
		       const char *mark, const char *line)
{
	char *shown;

	for (size_t e = *at; e < expected->n; e++) {
		if (strcmp(expected->v[e], "...") != 0 && expected_is(expected->v[e], line)) {
			*at = e + 1;
			add_text(&s->anew, mark);
			add_line(&s->anew, expected->v[e]);
			return;
		}
	}
	shown = s->markdown ? copy(line, strlen(line)) : blurred(line);
	add_text(&s->anew, *mark && !*shown ? "!" : mark);
	if (needs_escape(s, shown))
		add(&s->anew, "\\", 1);
	add_line(&s->anew, shown);
	free(shown);
}

static void write_anew(struct session *s, const struct step *t, const struct lines *out, bool cut,
		       const struct lines *err, int status)
{
	size_t at = 0, last = out->n;

	for (size_t i = 0; i < t->head.n; i++)
		add_line(&s->anew, t->head.v[i]);
	while (last && !*out->v[last - 1])
		last--;
	for (size_t i = 0; i < out->n; i++) {
		if (i >= last) /* empty lines at the end would be taken for room between commands */
			add_line(&s->anew, "\\");
		else
			write_line(s, &t->out, &at, "", out->v[i]);
	}
	if (cut)
		add_line(&s->anew, "~");
	at = 0;
	for (size_t i = 0; i < err->n; i++)
		write_line(s, &t->err, &at, "! ", err->v[i]);
	if (status && !s->markdown) {
		char *line = format("? %d", status);
		add_line(&s->anew, line);
		free(line);
	}
}

/* --- running --- */

static void onto(const char *path, int flags, int fd)
{
	int from = open(path, flags, 0600);

	if (from < 0 || dup2(from, fd) < 0)
		die(path);
	close(from);
}

static void keep_variable(const char *name, const char *value)
{
	if (value && setenv(name, value, 1))
		die(name);
}

/* A fixed environment: nothing of the machine's but PATH and the sanitizers' options. */
static void set_environment(const struct session *s, const struct options *o)
{
	const char *const kept[] = { "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS",
				     "GCOV_PREFIX" };
	char *values[sizeof kept / sizeof *kept];
	char *path = format("%s:%s", o->ks_dir, getenv("PATH") ? getenv("PATH") : "/usr/bin:/bin");
	size_t n = sizeof kept / sizeof *kept;
	extern char **environ;

	for (size_t i = 0; i < n; i++)
		values[i] = getenv(kept[i]) ? format("%s", getenv(kept[i])) : NULL;
	environ = NULL;
	for (size_t i = 0; i < n; i++)
		keep_variable(kept[i], values[i]);
	keep_variable("PATH", path);
	keep_variable("HOME", s->home);
	keep_variable("TMPDIR", s->dir);
	keep_variable("TOP", o->top);
	keep_variable("LC_ALL", "C.UTF-8");
	keep_variable("TZ", "UTC0");
	keep_variable("TERM", "dumb");
	keep_variable("COLUMNS", "80");
	keep_variable("KS_TODAY", TODAY);
	if (s->markdown)
		return; /* a README shows all that its reader has to set */
	keep_variable("KS_DB", format("%s/casebook.db", s->home));
	keep_variable("KS_USER", "vk-1");
	keep_variable("KS_ROLE", "verloskundige");
	keep_variable("KS_ORG", "praktijk-noord");
}

static int run_child(const struct session *s, const struct options *o, const char *script,
		     char *const path[3])
{
	int status = 0;
	pid_t child;

	fflush(NULL);
	child = fork();
	if (child < 0)
		die("fork");
	if (!child) {
		onto(path[0], O_RDONLY, 0);
		onto(path[1], O_WRONLY | O_CREAT | O_TRUNC, 1);
		onto(path[2], O_WRONLY | O_CREAT | O_TRUNC, 2);
		if (s->markdown && dup2(1, 2) < 0) /* as a terminal shows it */
			die(path[1]);
		set_environment(s, o);
		if (chdir(s->home))
			die(s->home);
		execlp("timeout", "timeout", "-k", "1", COMMAND_SECONDS, "sh", "-c", script,
		       (char *)NULL);
		die("timeout");
	}
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			die("waitpid");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static struct lines output_of(struct session *s, const struct options *o, const char *path,
			      bool *cut)
{
	struct buf text = read_file(path);
	struct lines l = split(text.p, cut);

	for (size_t i = 0; i < l.n; i++) {
		char *line = named(s, o, l.v[i]);
		free(l.v[i]);
		l.v[i] = line;
	}
	free(text.p);
	return l;
}

/* Exports and changes of folder hold for the commands after them, as at a terminal. */
static void remember(struct session *s, const char *command)
{
	if (starts(command, "export ") || starts(command, "cd ") || starts(command, "unset "))
		add_line(&s->prelude, command);
}

static void run_step(struct session *s, const struct options *o, const struct step *t)
{
	char *path[3] = { format("%s/in", s->dir), format("%s/out", s->dir),
			  format("%s/err", s->dir) };
	char *command = really(s, text_of(&t->command)), *input = really(s, text_of(&t->input));
	char *script = checked(malloc(s->prelude.n + strlen(command) + 1));
	struct lines out, err;
	bool cut, err_cut;
	int status;

	strcpy(script, text_of(&s->prelude));
	strcat(script, command);
	write_file(path[0], input);
	status = run_child(s, o, script, path);
	out = output_of(s, o, path[1], &cut);
	err = output_of(s, o, path[2], &err_cut);
	if ((status == t->status || s->markdown) && cut == t->cut && lines_match(&t->out, &out) &&
	    lines_match(&t->err, &err)) {
		s->passed++;
		for (size_t i = 0; i < t->raw.n; i++)
			add_line(&s->anew, t->raw.v[i]);
	} else {
		s->failed++;
		write_anew(s, t, &out, cut, &err, status);
	}
	remember(s, command);
	drop(&out);
	drop(&err);
	for (int i = 0; i < 3; i++)
		free(path[i]);
	free(command);
	free(input);
	free(script);
}

/* --- reading a session --- */

static void drop_step(struct step *t)
{
	drop(&t->raw);
	drop(&t->head);
	drop(&t->out);
	drop(&t->err);
	free(t->command.p);
	free(t->input.p);
	*t = (struct step){ 0 };
}

static char *dup_line(const char *line)
{
	return copy(line, strlen(line));
}

/* Runs the step read so far, if any. Empty lines at its end are room, not output. */
static void finish(struct session *s, const struct options *o, struct step *t)
{
	size_t room = 0;

	if (!t->head.n)
		return;
	while (t->raw.n && !*t->raw.v[t->raw.n - 1]) {
		free(t->raw.v[--t->raw.n]);
		room++;
	}
	while (t->out.n && !*t->out.v[t->out.n - 1])
		free(t->out.v[--t->out.n]);
	run_step(s, o, t);
	while (room--)
		add_line(&s->anew, "");
	drop_step(t);
}

static bool continues(const char *line)
{
	return ends(line, "\\") && !ends(line, "\\\\");
}

/* The `$` line and those that continue it; returns how many lines it took. */
static size_t take_command(struct step *t, const struct lines *l, size_t at)
{
	const char *line = l->v[at] + 2;
	size_t n = 1;

	push(&t->head, dup_line(l->v[at]));
	add_text(&t->command, line);
	while (continues(line) && at + n < l->n) {
		push(&t->head, dup_line(l->v[at + n]));
		line = l->v[at + n++];
		line += starts(line, "> ") ? 2 : 0;
		add(&t->command, "\n", 1);
		add_text(&t->command, line);
	}
	for (size_t i = 0; i < n; i++)
		push(&t->raw, dup_line(l->v[at + i]));
	return n;
}

/* A line after the command: input, expected error, status or output. A README has only output. */
static void take_line(struct step *t, const char *line, bool markdown)
{
	push(&t->raw, dup_line(line));
	if (markdown) {
		push(&t->out, dup_line(line));
	} else if (starts(line, "> ") || !strcmp(line, ">")) {
		push(&t->head, dup_line(line));
		add_line(&t->input, line[1] ? line + 2 : "");
	} else if (starts(line, "! ") || !strcmp(line, "!")) {
		push(&t->err, dup_line(line[1] ? line + 2 : ""));
	} else if (starts(line, "? ")) {
		t->status = atoi(line + 2);
	} else if (!strcmp(line, "~")) {
		t->cut = true;
	} else {
		push(&t->out, dup_line(line));
	}
}

/* Walks over the file; a .test file is `inside` throughout, a .md file in its console blocks. */
static void play(struct session *s, const struct options *o, const struct lines *l)
{
	struct step t = { 0 };
	bool inside = !s->markdown;

	for (size_t i = 0; i < l->n;) {
		const char *line = l->v[i];
		bool fence = s->markdown && starts(line, "```");
		if (inside && !fence && starts(line, "$ ")) {
			finish(s, o, &t);
			i += take_command(&t, l, i);
			continue;
		}
		if (fence || !inside || *line == '#' || !t.head.n) {
			finish(s, o, &t);
			add_line(&s->anew, line);
		} else {
			take_line(&t, line, s->markdown);
		}
		if (fence)
			inside = !strcmp(line, "```console");
		i++;
	}
	finish(s, o, &t);
}

static void note_all_ids(struct session *s, const struct lines *l)
{
	bool inside = !s->markdown;

	for (size_t i = 0; i < l->n; i++) {
		if (s->markdown && starts(l->v[i], "```"))
			inside = !strcmp(l->v[i], "```console");
		else if (inside)
			note_ids(s, l->v[i]);
	}
}

/* --- one file, and all of them --- */

static void show_difference(const struct session *s)
{
	char *old = format("%s/expected", s->dir), *anew = format("%s/printed", s->dir);
	char *command =
		format("diff -u --label '%s' --label printed '%s' '%s'", s->path, old, anew);

	write_file(old, text_of(&s->old));
	write_file(anew, text_of(&s->anew));
	fflush(NULL);
	if (system(command) == -1)
		die("diff");
	free(old);
	free(anew);
	free(command);
}

static void remove_room(const struct session *s)
{
	char *command = format("rm -rf -- '%s'", s->dir);

	if (system(command))
		die(s->dir);
	free(command);
}

static void make_room(struct session *s)
{
	const char *tmp = getenv("TMPDIR");
	char real[PATH_MAX];

	s->dir = format("%s/ks-cli.XXXXXX", tmp && *tmp ? tmp : "/tmp");
	if (!mkdtemp(s->dir) || !realpath(s->dir, real))
		die(s->dir);
	free(s->dir);
	s->dir = format("%s", real);
	s->home = format("%s/home", s->dir);
	if (mkdir(s->home, 0700))
		die(s->home);
}

static void clear(struct session *s, const struct options *o)
{
	if (o->keep)
		printf("kept: %s\n", s->dir);
	else
		remove_room(s);
	for (size_t i = 0; i < s->n_ids; i++) {
		free(s->ids[i].shown);
		free(s->ids[i].real);
	}
	free(s->ids);
	drop(&s->literal);
	free(s->prelude.p);
	free(s->old.p);
	free(s->anew.p);
	free(s->dir);
	free(s->home);
}

static void run_file(const char *path, const struct options *o, size_t *passed, size_t *failed)
{
	struct session s = { .path = path, .markdown = ends(path, ".md"), .old = read_file(path) };
	bool cut;
	struct lines l = split(s.old.p, &cut);

	make_room(&s);
	note_all_ids(&s, &l);
	play(&s, o, &l);
	printf("%s %s: %zu commands\n", s.failed ? "FAIL" : "ok  ", path, s.passed + s.failed);
	if (s.failed && o->accept)
		write_file(path, text_of(&s.anew));
	if (s.failed)
		show_difference(&s);
	*passed += s.passed;
	*failed += s.failed;
	drop(&l);
	clear(&s, o);
}

static char *real_path(const char *path)
{
	return checked(realpath(path, NULL));
}

static char *folder_of(const char *path)
{
	char *real = realpath(path, NULL);

	if (!real)
		die(path);
	*strrchr(real, '/') = '\0';
	return real;
}

int main(int argc, char **argv)
{
	struct options o = { 0 };
	size_t passed = 0, failed = 0, files = 0;

	o.top = real_path(".");
	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--accept"))
			o.accept = true;
		else if (!strcmp(argv[i], "--keep"))
			o.keep = true;
		else if (!strcmp(argv[i], "--ks") && i + 1 < argc)
			o.ks_dir = folder_of(argv[++i]);
		else if (o.ks_dir && ++files)
			run_file(argv[i], &o, &passed, &failed);
	}
	if (!o.ks_dir) {
		fputs("usage: run [--accept] [--keep] --ks PATH FILE...\n", stderr);
		return 2;
	}
	if (!files)
		puts("no sessions");
	printf("cli: %zu passed, %zu failed\n", passed, failed);
	free(o.ks_dir);
	free(o.top);
	return failed && !o.accept ? 1 : 0;
}
