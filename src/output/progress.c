/* SPDX-License-Identifier: EUPL-1.2 */
#include "ks/output/progress.h"

#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/base/clock.h"
#include "ks/base/utf8.h"

#define PATIENCE 1000	/* milliseconds without a word: most runs are done by then */
#define PAUSE 200	/* between two lines */

void ks_progress_begin(struct ks_progress *progress, struct ks_out *out, size_t all)
{
	*progress = (struct ks_progress){ .out = out, .all = all };
	progress->began = progress->shown = ks_clock_milliseconds();
}

static void wipe(struct ks_progress *progress)
{
	if (progress->width)
		fprintf(progress->out->err, "\r%*s\r", (int)progress->width, "");
	progress->width = 0;
}

static void show(struct ks_progress *progress, size_t done)
{
	struct ks_out *out = progress->out;
	struct ks_arena arena;
	const char *line;

	ks_arena_init(&arena);
	line = ks_msg_make(&arena, out->lang, KS_MSG_progress,
			   KS_ARGS({ "done", ks_fmt(&arena, "%zu", done) },
				   { "all", ks_fmt(&arena, "%zu", progress->all) }));
	wipe(progress);
	fputs(line, out->err);
	fflush(out->err);
	progress->width = (size_t)ks_utf8_width(line);
	ks_arena_release(&arena);
}

void ks_progress_step(struct ks_progress *progress, size_t done)
{
	long long now = ks_clock_milliseconds();

	if (now - progress->began < PATIENCE || now - progress->shown < PAUSE ||
	    !isatty(fileno(progress->out->err)))
		return;
	progress->shown = now;
	show(progress, done);
}

void ks_progress_end(struct ks_progress *progress)
{
	wipe(progress);
	fflush(progress->out->err);
}
