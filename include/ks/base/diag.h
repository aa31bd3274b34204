/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_BASE_DIAG_H
#define KS_BASE_DIAG_H
/*
 * Diagnostics: everything that is wrong, with its place, collected and then
 * reported in one go. Nothing here prints; output writes the formatted text
 * to standard error.
 *
 *   cards/geldzorgen.yaml:14:5: error: unknown key 'urgncy' (did you mean 'urgency'?) [unknown-key]
 *      14 |     urgncy: soon
 *         |     ^
 */
#include <stdbool.h>
#include <stddef.h>

#include "ks/base/msg.h"

struct ks_arena;
struct ks_buf;

/* A text with a name: a file, standard input, or an option of the command line. */
struct ks_source_text {
	const char *name;	/* as shown: relative path, "-", "--present" */
	const char *text;	/* whole content, ended with a NUL */
	size_t len;
	char sha256[65];	/* filled when asked for, else empty */
};

/* A place in such a text; line and col count from 1, col in characters. */
struct ks_loc {
	const struct ks_source_text *in;	/* NULL: no place */
	int line, col;
};

enum ks_severity { KS_NOTE, KS_FINDING, KS_ERROR };

struct ks_diag_item {
	enum ks_severity severity;
	enum ks_msg msg;
	const struct ks_arg *args;	/* copied into the diag's arena */
	const char *near;		/* nearest known name, or NULL */
	struct ks_loc loc;
	const char *card;		/* card the item is about, or NULL */
	const char *witness;		/* example file that shows it, or NULL */
	enum ks_msg no_witness;		/* why there is none; KS_MSG_LAST: not said */
	struct ks_diag_item *next;
};

struct ks_diag {
	struct ks_arena *arena;
	struct ks_diag_item *first, **end;
	int errors, findings;
};

void ks_diag_init(struct ks_diag *diag, struct ks_arena *arena);

/*
 * Records an item. args (may be NULL) are copied, near may be NULL. Returns
 * the item, so that a caller can add which card it is about.
 */
struct ks_diag_item *ks_diag_add(struct ks_diag *diag, enum ks_severity severity, struct ks_loc loc,
				 enum ks_msg msg, const struct ks_arg *args, const char *near);

/* ks_diag_add() for errors: what a caller needs most. */
void ks_error(struct ks_diag *diag, struct ks_loc loc, enum ks_msg msg, const struct ks_arg *args,
	      const char *near);

/* Orders the items by file name, line, column and message; stable. */
void ks_diag_sort(struct ks_diag *diag);

/* Adds one item as text: place, severity, sentence, code, source line, caret, witness. */
void ks_diag_format(struct ks_buf *buf, enum ks_lang lang, const struct ks_diag_item *item);

/* No place at all. */
struct ks_loc ks_nowhere(void);

#endif
