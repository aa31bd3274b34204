/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The process around a run: descriptors, limits, the only clock, the
 * environment, and the exit status. What the program does starts in cmd/run.h.
 * The locale stays C: nothing may depend on where we run.
 */
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "ks/base/str.h"
#include "ks/cmd/run.h"

#define NOW_TEXT sizeof("2026-11-21T10:11:12Z")
#define MOST_COLUMNS 10000

/*
 * A closed descriptor 0, 1 or 2 would be given to the first file opened, and
 * a message would then be written into the casebook. Reading from a missing
 * input ends at once; a missing output must be seen to fail.
 */
static void fill_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) < 0)
			_exit(KS_STORE);
}

/* Nothing of a family may be left in a core dump or a file others can read. */
static void protect(void)
{
	const struct rlimit none = { 0, 0 };

	umask(S_IRWXG | S_IRWXO);
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	signal(SIGPIPE, SIG_IGN);	/* a write that fails is answered where it fails */
	signal(SIGXFSZ, SIG_IGN);
}

static const char *first_of(const char *a, const char *b, const char *c)
{
	if (a && *a)
		return a;
	return b && *b ? b : c;
}

static int columns(void)
{
	struct winsize size;
	const char *text = getenv("COLUMNS");
	int n = 0;

	if (text && ks_parse_int(text, MOST_COLUMNS, &n))
		return n;
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* Fills in both clocks: the civil day here, and the moment in UTC. */
static void read_clock(struct ks_environment *env, char now[NOW_TEXT])
{
	time_t t = time(NULL);
	struct tm here, utc;

	if (!localtime_r(&t, &here) || !gmtime_r(&t, &utc))
		return;
	env->clock_day = ks_day_of(here.tm_year + 1900, here.tm_mon + 1, here.tm_mday);
	strftime(now, NOW_TEXT, "%Y-%m-%dT%H:%M:%SZ", &utc);
	env->now = now;
}

static void read_environment(struct ks_environment *env)
{
	const char *term = getenv("TERM");

	env->db = getenv("KS_DB");
	env->routes = getenv("KS_ROUTES");
	env->today = getenv("KS_TODAY");
	env->lang = getenv("KS_LANG");
	env->user = getenv("KS_USER");
	env->role = getenv("KS_ROLE");
	env->organisation = getenv("KS_ORG");
	env->on_behalf = getenv("KS_ON_BEHALF");
	env->locale = first_of(getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG"));
	env->data_home = getenv("XDG_DATA_HOME");
	env->home = getenv("HOME");
	env->no_color = getenv("NO_COLOR");
	env->dumb = term && strcmp(term, "dumb") == 0;
	env->terminal = isatty(STDOUT_FILENO);
	env->watched = isatty(STDERR_FILENO);
	env->columns = columns();
}

/* A full disk may show only here; a write that ks_run() saw fail was reported there. */
static int close_output(int status)
{
	bool was_fine = !ferror(stdout);

	if (fclose(stdout) == 0 || !was_fine || status == KS_STORE)
		return status;
	fputs("ks: error: standard output could not be written\n", stderr);
	return KS_STORE;
}

int main(int argc, char **argv)
{
	struct ks_environment env = { .out = stdout, .err = stderr, .now = "" };
	const char *const none[] = { NULL };
	char program[PATH_MAX] = "";
	char now[NOW_TEXT] = "";

	fill_descriptors();
	protect();
	read_environment(&env);
	read_clock(&env, now);
	if (readlink("/proc/self/exe", program, sizeof(program) - 1) > 0)
		env.program = program;
	return close_output(ks_run(&env, argc > 0 ? (const char *const *)argv + 1 : none));
}
