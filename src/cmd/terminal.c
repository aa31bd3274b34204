/* SPDX-License-Identifier: EUPL-1.2 */
/* Lines from a terminal, and what can break them off: see the header. */
#include "ks/cmd/terminal.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

bool ks_terminal_is_there(void)
{
	return isatty(STDIN_FILENO);
}

bool ks_terminal_open(struct ks_terminal *terminal)
{
	sigset_t held;

	memset(terminal, 0, sizeof(*terminal));
	sigemptyset(&held);
	sigaddset(&held, SIGINT);
	sigaddset(&held, SIGHUP);
	sigaddset(&held, SIGTERM);
	sigaddset(&held, SIGQUIT);
	if (sigprocmask(SIG_BLOCK, &held, &terminal->before) != 0)
		return false;
	terminal->signals = signalfd(-1, &held, SFD_CLOEXEC);
	return terminal->signals >= 0;
}

/* A signal that was held back and noticed is not raised a second time. */
void ks_terminal_close(struct ks_terminal *terminal)
{
	struct signalfd_siginfo info;
	struct pollfd fd = { .fd = terminal->signals, .events = POLLIN };

	while (poll(&fd, 1, 0) > 0 && read(terminal->signals, &info, sizeof(info)) > 0)
		;
	close(terminal->signals);
	sigprocmask(SIG_SETMASK, &terminal->before, NULL);
}

/* True when there is something to read; false when somebody wants to stop. */
static bool wait_for_input(const struct ks_terminal *terminal)
{
	struct pollfd fds[] = { { .fd = terminal->signals, .events = POLLIN },
				{ .fd = STDIN_FILENO, .events = POLLIN } };

	while (poll(fds, 2, -1) < 0)
		if (errno != EINTR)
			return false;
	return !fds[0].revents;
}

static bool read_more(struct ks_terminal *terminal)
{
	ssize_t n;

	if (!wait_for_input(terminal))
		return false;
	n = read(STDIN_FILENO, terminal->waiting + terminal->n_waiting,
		 sizeof(terminal->waiting) - terminal->n_waiting);
	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return true;
	if (n <= 0)
		return false;
	terminal->n_waiting += (size_t)n;
	return true;
}

static void drop(struct ks_terminal *terminal, size_t n)
{
	terminal->n_waiting -= n;
	memmove(terminal->waiting, terminal->waiting + n, terminal->n_waiting);
}

/* Hands out the line that ends at end. */
static enum ks_line_kind take(struct ks_terminal *terminal, size_t end, size_t *len)
{
	bool too_long = terminal->discarding || end > KS_LINE_MOST;

	if (!too_long) {
		memcpy(terminal->line, terminal->waiting, end);
		terminal->line[end] = '\0';
		*len = end;
	}
	terminal->discarding = false;
	drop(terminal, end + 1);
	return too_long ? KS_LINE_TOO_LONG : KS_LINE;
}

/* It fits: its room in `waiting` came free when it was handed out. */
void ks_terminal_put_back(struct ks_terminal *terminal)
{
	size_t len = strlen(terminal->line);

	memmove(terminal->waiting + len + 1, terminal->waiting, terminal->n_waiting);
	memcpy(terminal->waiting, terminal->line, len);
	terminal->waiting[len] = '\n';
	terminal->n_waiting += len + 1;
}

enum ks_line_kind ks_terminal_line(struct ks_terminal *terminal, size_t *len)
{
	for (;;) {
		const char *end = memchr(terminal->waiting, '\n', terminal->n_waiting);

		if (end)
			return take(terminal, (size_t)(end - terminal->waiting), len);
		if (terminal->n_waiting > KS_LINE_MOST) {
			terminal->discarding = true;
			terminal->n_waiting = 0;
		}
		if (!read_more(terminal))
			return KS_LINE_END;
	}
}
