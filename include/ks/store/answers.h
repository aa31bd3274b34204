/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_ANSWERS_H
#define KS_STORE_ANSWERS_H
/*
 * Answers as they are kept: those of a screening, or of one step of a
 * conversation, are one text in its row, in the order in which they were given:
 *
 *   self: mother: present: schulden absent: roken alcohol partner: present: roken
 *
 * A word that ends in a colon says of the ids after it who answered, about
 * whom, and what, until another of its kind; before the first id stands one of
 * each. The words are those of the files. Nothing else is kept with an answer:
 * its day is that of its row.
 */
#include <stdbool.h>
#include <stddef.h>

#include "ks/engine/family.h"

struct ks_arena;

/* Every answer has a factor; the day is not looked at. "" for none. */
const char *ks_answers_text(struct ks_arena *arena, const struct ks_answer *answers, size_t n);

/* Going through a text: zero but for rest, which is cut into words on the way. */
struct ks_answer_words {
	char *rest;
	const char *id;			/* of the factor; points into the text */
	enum ks_by by;
	enum ks_subject subject;
	enum ks_reply reply;
	bool has_by, has_subject, has_reply;
	bool damaged;			/* ks never wrote this text */
};

/* The next answer; false when there is none, or none that can be understood. */
bool ks_answers_next(struct ks_answer_words *words);

#endif
