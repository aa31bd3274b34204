/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CARDS_PARSE_H
#define KS_CARDS_PARSE_H
/*
 * Many YAML texts to trees at once. Reading the cards is most of what somebody
 * waits for at the start of a conversation, and no file needs another to be
 * read, so a few threads share them. Nothing else in the program runs beside
 * anything: when this returns the threads are gone, and all they made is the
 * caller's. What comes out, and in which order it is reported, is the same for
 * any number of threads.
 */
#include <stddef.h>

#include "ks/base/diag.h"

struct ks_arena;
struct ks_node;

struct ks_parse {
	const struct ks_source_text *in;
	const struct ks_node *root;	/* made here: NULL when the text was refused */
};

/* As ks_yaml_read_apart() of each, with the diagnostics in the order of the texts. */
void ks_parse_all(struct ks_arena *arena, struct ks_arena *nodes, struct ks_parse *texts, size_t n,
		  struct ks_diag *diag);

#endif
