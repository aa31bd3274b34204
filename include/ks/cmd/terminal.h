/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_TERMINAL_H
#define KS_CMD_TERMINAL_H
/*
 * The terminal of a conversation: whole lines, no raw mode, so nothing has to
 * be put back whatever happens. Ctrl-C, a hang-up and a request to end are
 * held back while something is being recorded and noticed at the next line.
 */
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#define KS_LINE_MOST 1000	/* bytes of a line */

struct ks_terminal {
	sigset_t before;		/* signals that were held back before */
	int signals;			/* descriptor that tells of signals */
	char waiting[4096];		/* read, not handed out yet */
	size_t n_waiting;
	bool discarding;		/* in the rest of a line that was too long */
	char line[KS_LINE_MOST + 1];
};

/* True when standard input is a terminal; ks_talk_has_screen() tells of output. */
bool ks_terminal_is_there(void);

/* False when signals cannot be held back. */
bool ks_terminal_open(struct ks_terminal *terminal);
void ks_terminal_close(struct ks_terminal *terminal);

enum ks_line_kind {
	KS_LINE,		/* terminal->line, len bytes, without its newline */
	KS_LINE_TOO_LONG,
	KS_LINE_END		/* end of input, Ctrl-C, hang-up, request to end */
};

enum ks_line_kind ks_terminal_line(struct ks_terminal *terminal, size_t *len);

/* The line that was handed out last is handed out once more. At once, or not at all. */
void ks_terminal_put_back(struct ks_terminal *terminal);

#endif
