/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Plays conversations with ks on a pseudo-terminal: see tests/pty/README.
 *
 *	run --ks build/ks tests/pty/X.talk ...
 */
#define _XOPEN_SOURCE 700	/* pseudo-terminals */
#define _DEFAULT_SOURCE		/* clearenv, a controlling terminal */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define WAIT_MS 60000 /* for what hangs, also on a machine that is busy */
#define MOST_LINES 600
#define OUTPUT 400000
#define KEY "XXXX-XXXX"

/* A running program with the screen it thinks it has. */
struct session {
	int master;
	pid_t pid;
	int columns, rows;
	char output[OUTPUT];	/* everything it wrote, CR left out */
	size_t n, seen, sent;	/* seen: end of the last match; sent: at the last line typed */
};

/* A script being played. */
struct play {
	const char *file;
	int line;
	char folder[64];
	char key[sizeof(KEY)];
	char said[OUTPUT];	/* what the last ! command printed */
	struct session session;
	bool failed;
};

static void fail(struct play *play, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void fail(struct play *play, const char *format, ...)
{
	va_list args;

	if (play->failed)
		return;
	play->failed = true;
	printf("%s:%d: ", play->file, play->line);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n--- the screen since the last line typed ---\n%s\n---\n",
	       play->session.output + play->session.sent);
}

/* ---- the terminal -------------------------------------------------------- */

static void set_size(const struct session *s)
{
	struct winsize size = { .ws_row = (unsigned short)s->rows,
				.ws_col = (unsigned short)s->columns };

	ioctl(s->master, TIOCSWINSZ, &size);
}

static void become_child(const char *slave, const char *folder, const char *command)
{
	int fd;

	setsid();
	fd = open(slave, O_RDWR);
	if (fd < 0 || ioctl(fd, TIOCSCTTY, 0) != 0 || chdir(folder) != 0)
		_exit(99);
	dup2(fd, 0);
	dup2(fd, 1);
	dup2(fd, 2);
	if (fd > 2)
		close(fd);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(99);
}

static void start(struct play *play, const char *command)
{
	struct session *s = &play->session;
	char exec[2000], slave[100];

	s->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (s->master < 0 || grantpt(s->master) || unlockpt(s->master)) {
		fail(play, "no pseudo-terminal: %s", strerror(errno));
		return;
	}
	snprintf(slave, sizeof(slave), "%s", ptsname(s->master));
	snprintf(exec, sizeof(exec), "exec %s", command);
	s->n = s->seen = s->sent = 0;
	s->output[0] = '\0';
	set_size(s);
	fflush(stdout);
	s->pid = fork();
	if (s->pid == 0)
		become_child(slave, play->folder, exec);
}

/* Takes in what there is, waiting at most so long for something to come. */
static bool read_some(struct session *s, int wait)
{
	struct pollfd fd = { .fd = s->master, .events = POLLIN };
	char piece[4096];
	ssize_t n;

	if (poll(&fd, 1, wait) <= 0)
		return false;
	n = read(s->master, piece, sizeof(piece));
	if (n <= 0)
		return false;
	for (ssize_t i = 0; i < n && s->n < OUTPUT - 1; i++)
		if (piece[i] != '\r')
			s->output[s->n++] = piece[i];
	s->output[s->n] = '\0';
	return true;
}

static bool ends_with(const struct session *s, const char *end)
{
	size_t len = strlen(end);

	return s->n - s->sent >= len && strcmp(s->output + s->n - len, end) == 0;
}

/* Waits until it asks for a line. */
static bool wait_for_prompt(struct play *play)
{
	struct session *s = &play->session;

	while (!ends_with(s, "\n> ") && !ends_with(s, "verder lezen\n") &&
	       !ends_with(s, "read on\n") && !ends_with(s, "/N] "))
		if (!read_some(s, WAIT_MS)) {
			fail(play, "no prompt came");
			return false;
		}
	return true;
}

static void type(struct play *play, const char *text)
{
	struct session *s = &play->session;

	s->sent = s->n;
	if (write(s->master, text, strlen(text)) < 0)
		fail(play, "could not type: %s", strerror(errno));
}

/* Waits until it asks for a text, types one, and ends it. */
static void type_text(struct play *play, const char *text)
{
	struct session *s = &play->session;
	char typed[8000];

	while (!ends_with(s, ": Ctrl-C.\n"))
		if (!read_some(s, WAIT_MS)) {
			fail(play, "no text was asked");
			return;
		}
	snprintf(typed, sizeof(typed), "%s\n\004", text);
	type(play, typed);
}

static void type_line(struct play *play, const char *line)
{
	char text[8000];

	if (!wait_for_prompt(play))
		return;
	snprintf(text, sizeof(text), "%s\n", line);
	type(play, text);
}

/* Reads what is left, takes the exit status: 130, or 1000 + the signal. */
static int wait_for_end(struct play *play)
{
	struct session *s = &play->session;
	int status = 0, waited = 0;
	const struct timespec moment = { 0, 2000000 };

	if (s->pid <= 0)
		return -1;
	while (waitpid(s->pid, &status, WNOHANG) == 0) {
		/* A terminal whose other side is gone answers at once, and has nothing. */
		if (s->master < 0 || !read_some(s, 5))
			nanosleep(&moment, NULL);
		if (++waited > WAIT_MS / 2) {
			fail(play, "it does not end");
			kill(s->pid, SIGKILL);
		}
	}
	while (s->master >= 0 && read_some(s, 20))
		;
	if (s->master >= 0)
		close(s->master);
	s->master = -1;
	s->pid = 0;
	return WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* ---- what a script says -------------------------------------------------- */

static void remember_key(struct play *play)
{
	const char *at = strstr(play->session.output, "Casus ");

	if (!at)
		at = strstr(play->session.output, "Case ");
	if (!at)
		return;
	at = strchr(at, ' ') + 1;
	if (strlen(at) >= 9 && at[4] == '-')
		memcpy(play->key, at, 9);
}

/* {CASE} becomes the key of the case. */
static void fill_in(const struct play *play, const char *text, char *out, size_t size)
{
	size_t n = 0;

	while (*text && n + 10 < size) {
		if (strncmp(text, "{CASE}", 6) == 0) {
			memcpy(out + n, play->key, strlen(play->key));
			n += strlen(play->key);
			text += 6;
		} else {
			out[n++] = *text++;
		}
	}
	out[n] = '\0';
}

static void expect(struct play *play, const char *text)
{
	struct session *s = &play->session;
	const char *at;

	while (!(at = strstr(s->output + s->seen, text)))
		if (s->master < 0 || !read_some(s, WAIT_MS)) {
			fail(play, "expected: %s", text);
			return;
		}
	s->seen = (size_t)(at - s->output) + strlen(text);
	remember_key(play);
}

static void expect_not(struct play *play, const char *text)
{
	if (play->session.master >= 0)
		wait_for_prompt(play);
	if (strstr(play->session.output + play->session.sent, text))
		fail(play, "should not be there: %s", text);
}

/* Every piece shown between two typed lines is at most so long and so wide. */
static void expect_fits(struct play *play, int rows)
{
	const struct session *s = &play->session;
	int lines = 0, column = 0;
	const char *c;

	if (!wait_for_prompt(play))
		return;
	/* What was typed is echoed first; its length is the typist's own. */
	c = s->sent ? strchr(s->output + s->sent, '\n') + 1 : s->output;
	for (; *c; c++) {
		if (((unsigned char)*c & 0xC0) != 0x80)
			column++;
		if (*c != '\n')
			continue;
		if (column - 1 > s->columns)
			fail(play, "a line of %d columns on a screen of %d", column - 1, s->columns);
		column = 0;
		lines++;
	}
	if (lines > rows + 1)
		fail(play, "%d lines on a page of %d", lines, rows);
}

/* What is on the screen since the last line typed, with the key that a page of docs gives it. */
static void screen_for(const struct play *play, const char *key, char *out, size_t size)
{
	const struct session *s = &play->session;
	const char *from = s->sent ? strchr(s->output + s->sent, '\n') : s->output;
	size_t n = 0;

	while (from && *from == '\n')
		from++;
	for (; from && *from && n + 1 < size; n++) {
		bool is_key = *play->key && strncmp(from, play->key, strlen(play->key)) == 0;

		if (is_key && n + strlen(key) + 1 < size) {
			memcpy(out + n, key, strlen(key));
			n += strlen(key) - 1;
		} else {
			out[n] = *from;
		}
		from += is_key ? strlen(play->key) : 1;
	}
	while (n > 0 && strchr("\n >", out[n - 1]))
		n--;
	out[n] = '\0';
}

/* "page FILE KEY": this screen stands in that page of docs, to the letter. */
static void expect_in_page(struct play *play, const char *text)
{
	static char page[OUTPUT], screen[OUTPUT];
	char file[200], key[20];
	FILE *in;
	size_t n;

	if (sscanf(text, "%199s %19s", file, key) != 2 || !(in = fopen(file, "r"))) {
		fail(play, "no such page: %s", text);
		return;
	}
	n = fread(page, 1, sizeof(page) - 1, in);
	page[n] = '\0';
	fclose(in);
	if (play->session.master >= 0)
		wait_for_prompt(play);
	remember_key(play);
	screen_for(play, key, screen, sizeof(screen));
	if (!*screen || !strstr(page, screen))
		fail(play, "this screen is not in %s:\n%s\n", file, screen);
}

static void run_command(struct play *play, const char *command)
{
	char line[3000];
	FILE *pipe;
	size_t n;

	snprintf(line, sizeof(line), "cd '%s' && { %s; } 2>&1", play->folder, command);
	fflush(stdout);
	pipe = popen(line, "r");
	n = pipe ? fread(play->said, 1, sizeof(play->said) - 1, pipe) : 0;
	play->said[n] = '\0';
	if (pipe)
		pclose(pipe);
}

static void expect_said(struct play *play, const char *text, bool wanted)
{
	if ((strstr(play->said, text) != NULL) != wanted) {
		fail(play, "%s: %s", wanted ? "the command did not say" : "the command said", text);
		printf("%s\n---\n", play->said);
	}
}

static int signal_of(const char *name)
{
	static const struct {
		const char *name;
		int number;
	} signals[] = { { "INT", SIGINT }, { "HUP", SIGHUP }, { "TERM", SIGTERM },
			{ "KILL", SIGKILL }, { "WINCH", SIGWINCH } };

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		if (strcmp(signals[i].name, name) == 0)
			return signals[i].number;
	return 0;
}

/* Breaks off as a person, a line or a machine would. */
static void break_off(struct play *play, const char *how)
{
	struct session *s = &play->session;

	if (!wait_for_prompt(play))
		return;
	if (strcmp(how, "ctrl-c") == 0) {
		type(play, "\003");
	} else if (strcmp(how, "ctrl-d") == 0) {
		type(play, "\004");
	} else if (strcmp(how, "hangup") == 0) {
		close(s->master);
		s->master = -1;
	} else {
		kill(s->pid, signal_of(how));
	}
}

static void expect_status(struct play *play, int wanted)
{
	int status = wait_for_end(play);

	remember_key(play);
	if (status != wanted)
		fail(play, "exit status %d, expected %d", status, wanted);
}

/* The line discipline is as it was: canonical, with echo. */
static void expect_sane(struct play *play)
{
	struct termios modes;

	if (tcgetattr(play->session.master, &modes) != 0)
		return;
	if (!(modes.c_lflag & ICANON) || !(modes.c_lflag & ECHO) || !(modes.c_lflag & ISIG))
		fail(play, "the terminal was left in another mode");
}

/* ---- a world of its own -------------------------------------------------- */

static void set_world(struct play *play, const char *ks)
{
	char folder[PATH_MAX], book[200], path[PATH_MAX + 200];

	memcpy(play->folder, "/tmp/ks-pty-XXXXXX", sizeof("/tmp/ks-pty-XXXXXX"));
	if (!mkdtemp(play->folder) || !realpath(ks, folder)) {
		fail(play, "no folder: %s", strerror(errno));
		return;
	}
	*strrchr(folder, '/') = '\0';
	snprintf(book, sizeof(book), "%s/casebook.db", play->folder);
	snprintf(path, sizeof(path), "%s:/usr/bin:/bin", folder);
	clearenv();
	setenv("PATH", path, 1);
	setenv("HOME", play->folder, 1);
	setenv("KS_DB", book, 1);
	setenv("KS_USER", "vk-1", 1);
	setenv("KS_ROLE", "verloskundige", 1);
	setenv("KS_ORG", "praktijk-noord", 1);
	setenv("KS_TODAY", "2026-11-21", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TERM", "dumb", 1);
	play->session = (struct session){ .master = -1, .columns = 80, .rows = 24 };
	run_command(play, "ks init --routes deventer");
}

static void end_world(struct play *play)
{
	char command[100];

	if (play->session.pid > 0) {
		kill(play->session.pid, SIGKILL);
		wait_for_end(play);
	}
	if (strncmp(play->folder, "/tmp/ks-pty-", 12) != 0)
		return;
	snprintf(command, sizeof(command), "rm -r '%s'", play->folder);
	if (system(command) != 0)
		fail(play, "could not remove %s", play->folder);
}

/* ---- breaking off at every question -------------------------------------- */

struct script {
	char *lines[MOST_LINES];
	size_t n;
};

/* What the casebook holds of the case, without what differs from run to run. */
static void state_of(struct play *play, char *out, size_t size)
{
	char command[300];

	snprintf(command, sizeof(command),
		 "ks case show %s --json | sed -e 's/%s/KEY/g' -e 's/R-[0-9A-Z]*/ROUTE/' && "
		 "ks case list --json | grep -c '\"case\"'",
		 play->key, play->key);
	run_command(play, command);
	snprintf(out, size, "%s", play->said);
}

/* A page may be longer after a break, by the line that says so: it is read on. */
static void read_on(struct play *play)
{
	while (wait_for_prompt(play) && !ends_with(&play->session, "\n> "))
		type(play, "\n");
}

/* Presses Enter until the page shows a text: what lies between may grow. */
static void skip_until(struct play *play, const char *text)
{
	struct session *s = &play->session;

	for (int i = 0; i < 60 && !play->failed; i++) {
		if (!wait_for_prompt(play) || strstr(s->output + s->sent, text))
			return;
		type(play, "\n");
	}
	fail(play, "never came: %s", text);
}

static void type_from(struct play *play, char *const *inputs, size_t from, size_t to)
{
	for (size_t i = from; i < to && !play->failed; i++) {
		play->line = (int)i + 1;
		read_on(play);
		if (strncmp(inputs[i], "until ", 6) == 0) {
			skip_until(play, inputs[i] + 6);
			continue;
		}
		type_line(play, strcmp(inputs[i], "done") == 0 ? "" : inputs[i]);
	}
}

static bool asks(struct play *play, const char *question)
{
	return wait_for_prompt(play) &&
	       strstr(play->session.output + play->session.sent, question);
}

static void break_once(struct play *play, const char *command, const char *how,
		       char *const *inputs, size_t n, size_t at)
{
	static const char room[] = "Wie zitten er nu aan tafel?", alone[] = "Is zij alleen met u?";
	bool asked, asked_room, killed = strcmp(how, "KILL") == 0;
	char again[100];

	start(play, command);
	type_from(play, inputs, 0, at);
	asked = asks(play, alone);
	asked_room = asks(play, room);
	break_off(play, how);
	expect_status(play, killed ? 1000 + SIGKILL : 130);
	snprintf(again, sizeof(again), "ks screen %s", play->key);
	start(play, *play->key ? again : command);
	/* Who is here is asked again, once it was. */
	if (*play->key && !asked_room && asks(play, room))
		type_line(play, "");
	/* Whether she is alone is asked again before anything that is asked alone. */
	if (*play->key && !asked && asks(play, alone))
		type_line(play, "1");
	/* Lines typed before anything was kept are typed again. */
	type_from(play, inputs, *play->key ? at : 0, n);
	expect_status(play, 0);
}

/* Plays the inputs whole, then once for every place with a break there. */
static int break_everywhere(const char *ks, const char *file, const char *command, const char *how,
			    char *const *inputs, size_t n)
{
	static struct play play;
	static char whole[OUTPUT], state[OUTPUT];
	int failed = 0;

	/* When all is done there is nothing left to go on with. */
	for (size_t at = 0; at <= n && (!at || strcmp(inputs[at - 1], "done")); at++) {
		memset(&play, 0, sizeof(play));
		play.file = file;
		set_world(&play, ks);
		if (at == 0) {
			start(&play, command);
			type_from(&play, inputs, 0, n);
			expect_status(&play, 0);
			state_of(&play, whole, sizeof(whole));
		} else {
			break_once(&play, command, how, inputs, n, at - 1);
			state_of(&play, state, sizeof(state));
			if (strcmp(whole, state) != 0)
				fail(&play, "broken off by %s at line %zu, something differs:\n%s\n"
					    "instead of\n%s", how, at, state, whole);
		}
		end_world(&play);
		failed += play.failed;
		if (at == 0 && failed)
			return failed;
	}
	return failed;
}

/* ---- scripts ------------------------------------------------------------- */

static void do_line(struct play *play, const char *line)
{
	char text[8000];

	fill_in(play, line, text, sizeof(text));
	if (strncmp(text, "$ ", 2) == 0)
		start(play, text + 2);
	else if (text[0] == '>')
		type_line(play, text[1] ? text + 2 : "");
	else if (strncmp(text, "long ", 5) == 0) {
		char line_of_x[6000];
		size_t n = strtoul(text + 5, NULL, 10);

		memset(line_of_x, 'x', sizeof(line_of_x));
		line_of_x[n < sizeof(line_of_x) ? n : sizeof(line_of_x) - 1] = '\0';
		type_line(play, line_of_x);
	} else if (strncmp(text, "raw ", 4) == 0) {
		char bytes[] = { 'a', (char)strtol(text + 4, NULL, 16), 'b', '\0' };

		type_line(play, bytes);
	} else if (strncmp(text, "text ", 5) == 0)
		type_text(play, text + 5);
	else if (strncmp(text, "< ", 2) == 0)
		expect(play, text + 2);
	else if (strncmp(text, "not ", 4) == 0)
		expect_not(play, text + 4);
	else if (strncmp(text, "fits ", 5) == 0)
		expect_fits(play, atoi(text + 5));
	else if (strncmp(text, "size ", 5) == 0) {
		sscanf(text + 5, "%dx%d", &play->session.columns, &play->session.rows);
		if (play->session.master >= 0)
			set_size(&play->session);
	} else if (strncmp(text, "break ", 6) == 0)
		break_off(play, text + 6);
	else if (strncmp(text, "? ", 2) == 0)
		expect_status(play, atoi(text + 2));
	else if (strncmp(text, "until ", 6) == 0)
		skip_until(play, text + 6);
	else if (strncmp(text, "page ", 5) == 0)
		expect_in_page(play, text + 5);
	else if (strcmp(text, "show") == 0)
		printf("%s\n", play->session.output);
	else if (strcmp(text, "sane") == 0)
		expect_sane(play);
	else if (strncmp(text, "! ", 2) == 0)
		run_command(play, text + 2);
	else if (strncmp(text, "= ", 2) == 0)
		expect_said(play, text + 2, true);
	else if (strncmp(text, "/= ", 3) == 0)
		expect_said(play, text + 3, false);
	else if (text[0] && text[0] != '#')
		fail(play, "what is '%s'?", text);
}

static bool read_script(const char *file, struct script *script)
{
	FILE *in = fopen(file, "r");
	char line[8000];

	script->n = 0;
	while (in && script->n < MOST_LINES && fgets(line, sizeof(line), in)) {
		line[strcspn(line, "\n")] = '\0';
		script->lines[script->n++] = strdup(line);
	}
	if (in)
		fclose(in);
	return in != NULL;
}

static void free_script(struct script *script)
{
	while (script->n > 0)
		free(script->lines[--script->n]);
}

static int play_script(const char *ks, const char *file, const struct script *script)
{
	static struct play play;

	memset(&play, 0, sizeof(play));
	play.file = file;
	set_world(&play, ks);
	for (size_t i = 0; i < script->n && !play.failed; i++) {
		play.line = (int)i + 1;
		do_line(&play, script->lines[i]);
	}
	end_world(&play);
	return play.failed;
}

/* "each HOW ..." as first line: only a command and what is typed follow. */
static int play_breaks(const char *ks, const char *file, const struct script *script)
{
	char *inputs[MOST_LINES], hows[200];
	const char *command = "ks screen";
	size_t n = 0;
	int failed = 0;

	for (size_t i = 1; i < script->n; i++) {
		char *line = script->lines[i];

		if (strncmp(line, "$ ", 2) == 0)
			command = line + 2;
		else if (line[0] == '>')
			inputs[n++] = line[1] ? line + 2 : line + 1;
		else if (strncmp(line, "until ", 6) == 0)
			inputs[n++] = line;
		else if (strcmp(line, "done") == 0)
			inputs[n++] = line;
	}
	snprintf(hows, sizeof(hows), "%s", script->lines[0] + 5);
	for (char *how = strtok(hows, " "); how; how = strtok(NULL, " "))
		failed += break_everywhere(ks, file, command, how, inputs, n);
	return failed;
}

int main(int argc, char **argv)
{
	static struct script script;
	const char *ks = "build/ks";
	char absolute[PATH_MAX];
	int passed = 0, failed = 0;

	signal(SIGPIPE, SIG_IGN);
	for (int i = 1; i < argc; i++) {
		bool each;

		if (strcmp(argv[i], "--ks") == 0 && i + 1 < argc) {
			ks = argv[++i];
			continue;
		}
		if (!realpath(ks, absolute) || !read_script(argv[i], &script)) {
			printf("%s: cannot be read\n", argv[i]);
			failed++;
			continue;
		}
		each = script.n > 0 && strncmp(script.lines[0], "each ", 5) == 0;
		if (each ? play_breaks(absolute, argv[i], &script)
			 : play_script(absolute, argv[i], &script))
			failed++;
		else
			passed++;
		free_script(&script);
	}
	printf("pty: %d passed, %d failed\n", passed, failed);
	return failed > 0;
}
