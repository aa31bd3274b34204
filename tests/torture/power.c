/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The power cut. A run is recorded: what it writes to files, and when it asks
 * for that to be on the disk. Then the disk is put together as it may be found
 * after a cut at any point: what was synced is there; of everything else any
 * part may be missing, in any order: sectors of 512 bytes, lengths of files,
 * names in the folder (a name is on the disk when its folder was synced).
 * This is stricter than any real file system.
 *
 * Where recovery has work to do it is cut as well: the second fault.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "torture/attacks.h"
#include "torture/trace.h"

#define SECTOR 512
#define MOST_FILES 16
#define MOST_FDS 64
#define FOLDER (-2)
#define NOTHING (-1)

struct content {
	char *bytes;
	size_t len;
};

/* A file on the disk: what is certainly there, and the calls that may be. */
struct file {
	struct content sure;
	const struct call **maybe;
	size_t *at;			/* where each writes */
	size_t n;
};

struct name {
	char text[64];
	int file;			/* NOTHING: no such name */
};

struct disk {
	struct file files[MOST_FILES];
	int n_files;
	struct name sure[MOST_FILES], now[MOST_FILES];
	int n_names;			/* a name has the same place in both */
	int fds[MOST_FDS];		/* index of a file, FOLDER or NOTHING */
	size_t position[MOST_FDS];
	bool acknowledged;
};

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* ---- contents -------------------------------------------------------------- */

static void grow(struct content *c, size_t len)
{
	if (len > c->len) {
		c->bytes = realloc(c->bytes, len + 1);
		memset(c->bytes + c->len, 0, len - c->len);
		c->len = len;
	}
}

static void put(struct content *c, size_t at, const char *bytes, size_t n)
{
	grow(c, at + n);
	memcpy(c->bytes + at, bytes, n);
}

static void cut(struct content *c, size_t len)
{
	grow(c, len);
	c->len = len;
}

static bool is_cut(const struct call *call)
{
	return call->number == SYS_ftruncate;
}

static void apply(struct content *c, const struct call *call, size_t at)
{
	if (is_cut(call))
		cut(c, (size_t)call->args[1]);
	else
		put(c, at, call->data, (size_t)call->result);
}

/* Some sectors of it. */
static void apply_torn(struct content *c, const struct call *call, size_t at,
		       unsigned long long *seed)
{
	size_t n = (size_t)call->result;

	for (size_t i = 0; i < n;) {
		size_t piece = SECTOR - (at + i) % SECTOR;

		piece = piece < n - i ? piece : n - i;
		if (draw(seed, 2))
			put(c, at + i, call->data + i, piece);
		i += piece;
	}
}

static void settle(struct file *file)
{
	for (size_t i = 0; i < file->n; i++)
		apply(&file->sure, file->maybe[i], file->at[i]);
	file->n = 0;
}

static void add_maybe(struct file *file, const struct call *call, size_t at)
{
	file->maybe = realloc(file->maybe, (file->n + 1) * sizeof(*file->maybe));
	file->at = realloc(file->at, (file->n + 1) * sizeof(*file->at));
	file->maybe[file->n] = call;
	file->at[file->n++] = at;
}

/* ---- names ----------------------------------------------------------------- */

static int name_of(struct disk *d, const char *path)
{
	const char *base = base_of(path);

	for (int i = 0; i < d->n_names; i++)
		if (strcmp(d->now[i].text, base) == 0)
			return i;
	if (d->n_names >= MOST_FILES)
		abort();
	snprintf(d->now[d->n_names].text, sizeof(d->now[0].text), "%.60s", base);
	d->now[d->n_names].file = NOTHING;
	d->sure[d->n_names] = d->now[d->n_names];
	return d->n_names++;
}

static int new_file(struct disk *d)
{
	if (d->n_files >= MOST_FILES)
		abort();
	return d->n_files++;
}

/* The files that lie in the folder at the start. */
static void take_file(struct disk *d, const char *folder, const char *name)
{
	char path[PATH_MAX];
	size_t len = 0;
	char *bytes;
	int file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	bytes = slurp(path, &len);
	if (!bytes)
		return;
	file = new_file(d);
	d->files[file].sure = (struct content){ bytes, len };
	d->now[name_of(d, name)].file = file;
	d->sure[name_of(d, name)].file = file;
}

static const char *const taken[] = { "book.db", "book.db-journal", "new.db", "new.db-journal",
				     "theirs.json", "question.txt", "answers.yaml",
				     "answers.json", "key.file", "backup.file", "out.file" };

static void disk_begin(struct disk *d, const char *folder)
{
	memset(d, 0, sizeof(*d));
	for (int i = 0; i < MOST_FDS; i++)
		d->fds[i] = NOTHING;
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		take_file(d, folder, taken[i]);
}

static void disk_end(struct disk *d)
{
	for (int i = 0; i < d->n_files; i++) {
		free(d->files[i].sure.bytes);
		free(d->files[i].maybe);
		free(d->files[i].at);
	}
}

/* ---- following the record --------------------------------------------------- */

static void opened(struct disk *d, const struct call *call, const char *folder)
{
	int fd = (int)call->result;
	size_t len = strlen(folder);
	bool here = strncmp(call->data, folder, len) == 0 || call->data[0] != '/';

	if (fd >= MOST_FDS)
		return;
	d->fds[fd] = NOTHING;
	d->position[fd] = 0;
	if (strcmp(call->data, folder) == 0 || strcmp(call->data, ".") == 0) {
		d->fds[fd] = FOLDER;
	} else if (here && !(call->args[2] & O_DIRECTORY)) {
		int name = name_of(d, call->data);

		if (d->now[name].file == NOTHING && call->args[2] & O_CREAT)
			d->now[name].file = new_file(d);
		d->fds[fd] = d->now[name].file;
	}
}

static void written(struct disk *d, const struct call *call, size_t at)
{
	int fd = (int)call->args[0];

	if (fd == STDOUT_FILENO)
		d->acknowledged = true;
	if (fd < MOST_FDS && d->fds[fd] >= 0)
		add_maybe(&d->files[d->fds[fd]], call, at);
}

static void synced(struct disk *d, int fd)
{
	if (fd >= MOST_FDS || d->fds[fd] == NOTHING)
		return;
	if (d->fds[fd] == FOLDER)
		memcpy(d->sure, d->now, sizeof(d->sure));
	else
		settle(&d->files[d->fds[fd]]);
}

static void step(struct disk *d, const struct call *call, const char *folder)
{
	int fd = (int)call->args[0], name;

	if (call->result < 0)
		return;
	switch (call->number) {
	case SYS_openat:
		opened(d, call, folder);
		break;
	case SYS_close:
		if (fd < MOST_FDS)
			d->fds[fd] = NOTHING;
		break;
	case SYS_pwrite64:
		written(d, call, (size_t)call->args[3]);
		break;
	case SYS_write:
		written(d, call, fd < MOST_FDS ? d->position[fd] : 0);
		if (fd < MOST_FDS)
			d->position[fd] += (size_t)call->result;
		break;
	case SYS_ftruncate:
		if (fd < MOST_FDS && d->fds[fd] >= 0)
			add_maybe(&d->files[d->fds[fd]], call, 0);
		break;
	case SYS_fsync:
	case SYS_fdatasync:
		synced(d, fd);
		break;
#ifdef __x86_64__
	case SYS_unlink:
		d->now[name_of(d, call->data)].file = NOTHING;
		break;
	case SYS_rename:
		name = name_of(d, call->data);
		d->now[name_of(d, call->data2)].file = d->now[name].file;
		d->now[name].file = NOTHING;
		break;
	case SYS_link:
		name = name_of(d, call->data);
		d->now[name_of(d, call->data2)].file = d->now[name].file;
		break;
#endif
	default:
		(void)name;
		break;
	}
}

/* ---- after the cut ----------------------------------------------------------- */

/* How much of what was not synced is there: nothing, all, or by chance. */
enum luck { NOTHING_MORE, ALL, CHANCE, TORN, LUCKS };

static struct content found(const struct file *file, enum luck luck, unsigned long long *seed)
{
	struct content c = { NULL, 0 };

	put(&c, 0, file->sure.bytes ? file->sure.bytes : "", file->sure.len);
	for (size_t i = 0; i < file->n; i++) {
		bool torn = luck == TORN && !is_cut(file->maybe[i]);

		if (torn)
			apply_torn(&c, file->maybe[i], file->at[i], seed);
		else if (luck == ALL || (luck >= CHANCE && draw(seed, 2)))
			apply(&c, file->maybe[i], file->at[i]);
	}
	return c;
}

/* The folder as it is found when the machine starts again. */
static void put_together(const struct disk *d, struct place *p, enum luck luck,
			 unsigned long long *seed)
{
	char path[PATH_MAX];

	empty_folder(p->folder);
	for (int i = 0; i < d->n_names; i++) {
		bool new_name = luck == ALL || (luck >= CHANCE && draw(seed, 2));
		int file = new_name ? d->now[i].file : d->sure[i].file;
		struct content c;

		if (file == NOTHING)
			continue;
		c = found(&d->files[file], luck, seed);
		snprintf(path, sizeof(path), "%s/%s", p->folder, d->now[i].text);
		spill(path, c.bytes, c.len);
		free(c.bytes);
	}
}

/* ---- the attack --------------------------------------------------------------- */

struct record {
	const struct command *c;
	struct tracing t;
	char folder[300], kept[340];	/* where it ran, and the folder as it was before */
};

/* How many states a long run tries of every command that writes. */
#define STATES 250

struct plan {
	struct record *records;
	long *second;			/* how many second cuts there were; shared by the workers */
	struct {
		size_t record, at;
		enum luck luck;
	} *cuts;
	size_t n, n_records;
};

static void replay(struct disk *d, const struct record *r, size_t until)
{
	disk_begin(d, r->kept);
	for (size_t i = 0; i < until; i++)
		step(d, &r->t.calls[i], r->folder);
}

/* A journal that is not empty: opening the book has something to do. */
static bool must_recover(const struct place *p)
{
	char path[400];
	struct stat st;

	snprintf(path, sizeof(path), "%s/book.db-journal", p->folder);
	return stat(path, &st) == 0 && st.st_size > 0;
}

/* The power fails again while the book recovers. */
static void cut_again(struct place *p, const struct command *c, bool acknowledged, int times,
		      unsigned long long *seed)
{
	static const struct command doctor = { .name = "recovery", .words = { "doctor" } };
	struct record again = { .c = &doctor, .t = { .todo = RECORD } };

	snprintf(again.folder, sizeof(again.folder), "%s", p->folder);
	snprintf(again.kept, sizeof(again.kept), "%s-kept", p->folder);
	mkdir(again.kept, 0700);
	copy_folder(p->folder, again.kept);
	trace_run(p, &doctor, &again.t);
	p->extra = 1;
	for (int i = 0; i < times; i++) {
		struct disk d;

		replay(&d, &again, draw(seed, (unsigned)again.t.n) + 1);
		put_together(&d, p, (enum luck)draw(seed, LUCKS), seed);
		disk_end(&d);
		tried(p->w, world_check(p, c, acknowledged, "cut, and cut in recovery"),
		      "%s: a second cut", c->name);
	}
	p->extra = 0;
	trace_free(&again.t);
	empty_folder(again.kept);
	rmdir(again.kept);
}

static void cut_once(struct place *p, long i, void *arg)
{
	const struct plan *plan = arg;
	const struct record *r = &plan->records[plan->cuts[i].record];
	unsigned long long seed = (unsigned long long)i * 2654435761U + 1;
	enum luck luck = plan->cuts[i].luck;
	struct disk d;
	char what[64];
	bool recovers;

	snprintf(what, sizeof(what), "power cut after call %zu (%d)", plan->cuts[i].at, (int)luck);
	replay(&d, r, plan->cuts[i].at);
	put_together(&d, p, luck, &seed);
	recovers = must_recover(p);
	if (recovers && i % (p->w->is_long ? 4 : 12) == 0) {
		cut_again(p, r->c, d.acknowledged, p->w->is_long ? 3 : 2, &seed);
		__atomic_add_fetch(plan->second, p->w->is_long ? 3 : 2, __ATOMIC_SEQ_CST);
		put_together(&d, p, luck, &seed);
	}
	tried(p->w, world_check(p, r->c, d.acknowledged, what), "%s: %s", r->c->name, what);
	disk_end(&d);
}

static bool matters(const struct call *call)
{
	return call->result >= 0 && (call_changes(call) || call->number == SYS_fsync ||
				     call->number == SYS_fdatasync);
}

/* At every call that matters: once, or until a command that writes has its states. */
static int cuts_each(const struct tracing *t, bool is_long)
{
	int n = 0;

	for (size_t i = 0; i < t->n; i++)
		n += matters(&t->calls[i]);
	if (!is_long || !n)
		return 1;
	return STATES / n + 1 > 2 * LUCKS ? STATES / n + 1 : 2 * LUCKS;
}

static void add_cuts(struct plan *plan, size_t record, int each)
{
	const struct tracing *t = &plan->records[record].t;

	for (size_t i = 0; i < t->n; i++)
		for (int j = 0; matters(&t->calls[i]) && j < each; j++) {
			plan->cuts = realloc(plan->cuts, (plan->n + 1) * sizeof(*plan->cuts));
			plan->cuts[plan->n].record = record;
			plan->cuts[plan->n].at = i + 1;
			/* Each kind of luck once, then only chance. */
			plan->cuts[plan->n++].luck = j < LUCKS ? (enum luck)j
							       : j % 2 ? CHANCE : TORN;
		}
}

static void record(struct world *w, struct plan *plan, const struct command *c)
{
	struct record *r = &plan->records[plan->n_records];
	struct place p;

	place_open(&p, w, "record");
	place_reset(&p);
	*r = (struct record){ .c = c, .t = { .todo = RECORD } };
	snprintf(r->folder, sizeof(r->folder), "%s", p.folder);
	snprintf(r->kept, sizeof(r->kept), "%s", w->start);
	trace_run(&p, c, &r->t);
	place_close(&p);
	add_cuts(plan, plan->n_records, cuts_each(&r->t, w->is_long));
	plan->n_records++;
}

/* Of a long list every so many, each with its own luck. */
static void thin_out(struct plan *plan, size_t wanted)
{
	size_t n = 0;

	for (size_t i = 0; i < wanted && plan->n > wanted; i++) {
		plan->cuts[n] = plan->cuts[i * plan->n / wanted];
		plan->cuts[n++].luck = (enum luck)(i % LUCKS);
	}
	plan->n = n ? n : plan->n;
}

/* The command with the fewest states, of those that do more than read. */
static void say_how_many(const struct plan *plan)
{
	size_t states[MOST_COMMANDS] = { 0 }, fewest = SIZE_MAX, writing = 0;

	for (size_t i = 0; i < plan->n; i++)
		states[plan->cuts[i].record]++;
	for (size_t i = 0; i < plan->n_records; i++) {
		if (plan->records[i].c->effect == READS)
			continue;
		writing++;
		fewest = states[i] < fewest ? states[i] : fewest;
	}
	printf("  at least %zu states of each of %zu commands that write; %ld second cuts\n", fewest,
	       writing, *plan->second);
}

void attack_power(struct world *w)
{
	struct plan plan = { .records = calloc(MOST_COMMANDS, sizeof(*plan.records)),
			     .second = mmap(NULL, sizeof(long), PROT_READ | PROT_WRITE,
					    MAP_SHARED | MAP_ANONYMOUS, -1, 0) };

	if (!trace_can_fail())
		fprintf(stderr, "power: not on this processor: nothing can be recorded\n");
	for (size_t i = 0; i < w->n_commands && trace_can_fail(); i++)
		record(w, &plan, &w->commands[i]);
	if (!w->is_long)
		thin_out(&plan, 300);
	in_parallel(w, (long)plan.n, cut_once, &plan);
	say_how_many(&plan);
	munmap(plan.second, sizeof(long));
	for (size_t i = 0; i < plan.n_records; i++)
		trace_free(&plan.records[i].t);
	free(plan.records);
	free(plan.cuts);
}
