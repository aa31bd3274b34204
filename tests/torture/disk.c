/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * No room: files may not grow beyond a size (RLIMIT_FSIZE), a file system of a
 * size (where we may mount one), and an answer that goes to /dev/full. And a
 * medium that cannot be written: what cannot be recorded is not shown.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "torture/attacks.h"

#define STEP 4096

struct room {
	long steps, each;		/* of a file: up to this many steps */
	long more;			/* on a medium: free steps beside what is there */
};

static void limit(const void *arg)
{
	const rlim_t most = (rlim_t)*(const long *)arg;
	const struct rlimit size = { most, most };

	setrlimit(RLIMIT_FSIZE, &size);
}

static void check(struct place *p, const struct command *c, const char *what)
{
	bool fine = is_honest(p, c, what);

	fine = world_check(p, c, p->end.status == c->status && p->end.n_out > 0, what) && fine;
	tried(p->w, fine, "%s: %s", c->name, what);
}

static void small_files(struct place *p, long i, void *arg)
{
	const struct room *room = arg;
	const struct command *c = &p->w->commands[i / room->steps];
	long most = i % room->steps * room->each * STEP;
	char what[64];

	snprintf(what, sizeof(what), "files of %ld bytes at most", most);
	place_reset(p);
	run_command(p, c, limit, &most);
	check(p, c, what);
}

static void to_full(const void *arg)
{
	int fd = open("/dev/full", O_WRONLY);

	(void)arg;
	dup2(fd, STDOUT_FILENO);
	close(fd);
}

static void full_answer(struct place *p, long i, void *arg)
{
	const struct command *c = &p->w->commands[i];
	bool fine;

	(void)arg;
	place_reset(p);
	run_command(p, c, to_full, NULL);
	fine = p->end.status == 4 && p->end.n_err > 0 &&
	       world_check(p, c, c->effect != READS, "its answer goes to /dev/full");
	tried(p->w, fine, "%s: its answer goes to /dev/full, and its status is %d", c->name,
	      p->end.status);
}

/* ---- a medium of our own ------------------------------------------------------- */

/* A small file system over the place, seen by this worker alone. False: we may not. */
static bool mount_over(const struct place *p, long kilobytes)
{
	char options[64];

	snprintf(options, sizeof(options), "size=%ldk,mode=0700", kilobytes);
	return mount("none", p->folder, "tmpfs", 0, options) == 0;
}

static bool have_mounts(void)
{
	return unshare(CLONE_NEWNS) == 0 &&
	       mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

static long used(const struct world *w)
{
	char line[400];
	FILE *du;
	long n = 0;

	snprintf(line, sizeof(line), "du -sk %s", w->start);
	du = popen(line, "r");
	if (du && fscanf(du, "%ld", &n) != 1)
		n = 0;
	if (du)
		pclose(du);
	return n;
}

static void small_medium(struct place *p, long i, void *arg)
{
	const struct room *room = arg;
	const struct command *c = &p->w->commands[i / room->more];
	long kilobytes = room->steps + i % room->more * 4;
	char what[64];

	if (!mount_over(p, kilobytes))
		return;
	copy_folder(p->w->start, p->folder);
	run_command(p, c, NULL, NULL);
	snprintf(what, sizeof(what), "%ld KiB free", i % room->more * 4);
	/* There is room again before anybody looks. */
	if (mount("none", p->folder, "tmpfs", MS_REMOUNT, "size=64m") == 0)
		check(p, c, what);
	umount(p->folder);
}

static void read_only(struct place *p, long i, void *arg)
{
	const struct command *c = &p->w->commands[i];
	bool fine;

	(void)arg;
	if (!mount_over(p, 65536))
		return;
	copy_folder(p->w->start, p->folder);
	mount("none", p->folder, "tmpfs", MS_REMOUNT | MS_RDONLY, NULL);
	run_command(p, c, NULL, NULL);
	fine = p->end.status == 4 && p->end.n_err > 0 && !p->end.n_out;
	mount("none", p->folder, "tmpfs", MS_REMOUNT, NULL);
	fine = fine && world_check(p, c, false, "read-only");
	tried(p->w, fine, "%s: read-only medium: status %d: %s%s", c->name, p->end.status,
	      p->end.out, p->end.err);
	umount(p->folder);
}

/* Mounts are for a process that is then gone. */
static void on_media(struct world *w, struct room *room)
{
	pid_t child = fork();

	if (child == 0) {
		if (!have_mounts())
			_exit(3);
		in_parallel(w, (long)w->n_commands * room->more, small_medium, room);
		in_parallel(w, (long)w->n_commands, read_only, NULL);
		_exit(0);
	}
	waitpid(child, NULL, 0);
}

void attack_disk(struct world *w)
{
	long steps = (long)w->book_size / STEP + 8;
	struct room room = { .steps = w->is_long ? steps : 4,
			     .each = w->is_long ? 1 : steps / 4 + 1 };

	in_parallel(w, (long)w->n_commands * room.steps, small_files, &room);
	in_parallel(w, (long)w->n_commands, full_answer, NULL);
	room.steps = used(w);
	room.more = w->is_long ? 24 : 3;
	on_media(w, &room);
}
