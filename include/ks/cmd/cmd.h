/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_CMD_H
#define KS_CMD_CMD_H
/*
 * Commands as data: each file in src/cmd ends with one const struct that
 * names its options, what it needs opened, and its function. main looks the
 * command up, fills a zeroed struct of options, opens what is needed, calls
 * run, and checks that standard output arrived.
 */
#include <stdbool.h>
#include <stddef.h>

#include "ks/base/diag.h"
#include "ks/base/date.h"
#include "ks/base/status.h"
#include "ks/cards/model.h"
#include "ks/cmd/roles.h"
#include "ks/output/out.h"
#include "ks/store/store.h"

struct ks_environment;

/* Everything a command works with; nothing is global. */
struct ks_ctx {
	struct ks_arena *arena;		/* this run */
	const struct ks_cmd *const *commands;	/* all of them, NULL-ended */
	const struct ks_cmd *cmd;	/* the (sub)command that runs */
	struct ks_out *out;
	struct ks_diag *diag;
	ks_day today;			/* --today, KS_TODAY, else the clock */
	const char *now;		/* real time in UTC, for the audit */
	struct ks_actor actor;		/* KS_USER, KS_ROLE, KS_ORG, else ks config */
	const char *db_path;
	const char *routes_dir;		/* folder of the coalition */
	struct ks_store *store;		/* NULL unless needed */
	const struct ks_coalition *coalition;	/* NULL unless needed */
	const char *const *args;	/* positional arguments of the command, ended with NULL */
	size_t n_args;
	bool today_given;		/* --today or KS_TODAY was set */
	bool routes_given;		/* --routes or KS_ROUTES was set */
	const struct ks_environment *env;	/* cmd/run.h */
	const char *recorded;		/* key or id of what was recorded last; NULL */
	bool unseen;			/* nobody reads what it says: only the casebook counts */
	const char *cards_sha256;	/* of the coalition, where it was made already; NULL */
};

enum ks_opt_kind {
	KS_OPT_FLAG,		/* bool */
	KS_OPT_TEXT,		/* const char *; also takes "-" (standard input) or "@FILE" */
	KS_OPT_NAME,		/* const char *; an id or a file name, taken as it is */
	KS_OPT_PERIOD,		/* const char *; the same, or KS_OPT_NOW when nothing follows */
	KS_OPT_HASH,		/* const char *; a digest: what looks like a BSN in it is chance */
	KS_OPT_LIST,		/* struct ks_list; comma separated, repeatable */
	KS_OPT_DATE,		/* ks_day; KS_NO_DAY when not given */
	KS_OPT_INT,		/* int; -1 when not given */
	KS_OPT_YES_NO,		/* int; 1, 0, or -1 when not given */
	KS_OPT_WORD		/* int; index in words, or -1 when not given */
};

#define KS_OPT_NOW "now"

struct ks_list {
	const char **items;
	size_t n;
};

/*
 * A command's run() writes its answer into ctx->out through a writer, and the
 * answer leaves the program only after run() returned KS_OK or KS_FOUND. So
 * what was built before a commit that fails is never printed.
 */

struct ks_opt {
	const char *name;		/* without dashes; NULL ends a table */
	enum ks_opt_kind kind;
	size_t offset;			/* into the command's options struct */
	const char *const *words;	/* KS_OPT_WORD */
	const char *value;		/* what help prints behind it: "DATE", "IDS" */
	enum ks_msg help;
};

enum ks_need {
	KS_NEED_CARDS = 1U << 0,	/* the coalition, without errors */
	KS_NEED_STORE = 1U << 1,	/* the casebook */
	KS_NEED_ACTOR = 1U << 2,	/* who is working: writing without it is refused */
	KS_NEED_EXAMPLES = 1U << 3,	/* examples too */
	KS_NEED_FAMILY = 1U << 4,	/* shows or changes a family: KS_DEED_WORK, unless deed says */
	KS_NEED_WRITTEN = 1U << 5	/* how the cards are written: see ks_load_options */
};

#define KS_HAS(format) (1U << (format))

struct ks_cmd {
	const char *name;
	enum ks_msg summary;		/* one line */
	enum ks_msg help;		/* what it does, then examples: whole paragraphs */
	const char *usage;		/* "CASE": its arguments; help adds [options] */
	const struct ks_opt *opts;	/* NULL: none of its own */
	size_t opts_size;
	unsigned needs;
	enum ks_deed deed;		/* what it does, for cmd/roles.h; see KS_NEED_FAMILY */
	unsigned (*needs_with)(const void *opts);	/* more, as the options say; NULL: no more */
	bool (*is_ready)(const void *opts);	/* false: refused whatever else is said, so nobody types it */
	size_t min_args, max_args;
	unsigned formats;		/* KS_HAS() of each it writes besides text and JSON */
	enum ks_status (*run)(struct ks_ctx *ctx, const void *opts);
	const struct ks_cmd *const *subs;	/* subcommands, NULL-ended; then run is NULL */
};

/*
 * Says what is wrong and gives the status back:
 *	return ks_fail(ctx, KS_REFUSED, KS_MSG_x, KS_ARGS({ "name", value }));
 */
enum ks_status ks_fail(struct ks_ctx *ctx, enum ks_status status, enum ks_msg msg,
		       const struct ks_arg *args);

/*
 * Ends the running transaction: commits after KS_OK and KS_FOUND, rolls back
 * after anything else (a refusal is logged), and gives the status back.
 */
enum ks_status ks_finish(struct ks_ctx *ctx, enum ks_status status);

/*
 * Takes the answer that was built out of ctx->out and writes it to a file that
 * only its owner may read (exchange/files.h), after the commit: only what was
 * logged leaves. Never over the casebook itself.
 */
enum ks_status ks_put_answer(struct ks_ctx *ctx, const char *path);

/* Does the table of roles let this person do this in this book? */
bool ks_may(const struct ks_ctx *ctx, enum ks_deed deed);

/* Says that it does not; KS_REFUSED. The transaction to record that in is the caller's. */
enum ks_status ks_refuse_deed(struct ks_ctx *ctx, enum ks_deed deed);

/* Whoever works as a coordinator sees totals, never a case. */
bool ks_is_coordinator(const struct ks_ctx *ctx);

/* KS_INPUT with the nearest known one when nobody can have such a role. */
enum ks_status ks_check_role(struct ks_ctx *ctx, const struct ks_coalition *c, const char *role);

/* Every role somebody can have: those of the cards, then our own. */
void ks_role_names(struct ks_arena *arena, const struct ks_coalition *c, struct ks_list *out);

/*
 * Between begin and end a book is looked over: how far, said on a terminal
 * when it takes long (output/progress.h).
 */
struct ks_progress;
void ks_watch_begin(struct ks_ctx *ctx, struct ks_progress *progress);
void ks_watch_end(struct ks_ctx *ctx, struct ks_progress *progress);

#endif
