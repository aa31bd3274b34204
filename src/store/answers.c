/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers to text and back: see the header. */
#include "ks/store/answers.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"

static void add_word(struct ks_buf *buf, const char *word, const char *after)
{
	if (buf->len)
		ks_buf_addn(buf, " ", 1);
	ks_buf_add(buf, word);
	ks_buf_add(buf, after);
}

const char *ks_answers_text(struct ks_arena *arena, const struct ks_answer *answers, size_t n)
{
	struct ks_buf buf;

	ks_buf_init(&buf, arena);
	for (size_t i = 0; i < n; i++) {
		const struct ks_answer *a = &answers[i], *before = i ? a - 1 : NULL;

		if (!before || a->by != before->by)
			add_word(&buf, ks_by_words[a->by], ":");
		if (!before || a->subject != before->subject)
			add_word(&buf, ks_subject_words[a->subject], ":");
		if (!before || a->reply != before->reply)
			add_word(&buf, ks_reply_words[a->reply], ":");
		add_word(&buf, a->factor->id, "");
	}
	return buf.text;
}

/* The next word, without the space after it; NULL at the end. */
static char *cut_word(struct ks_answer_words *words)
{
	char *word = words->rest;

	if (!*word)
		return NULL;
	words->rest += strcspn(word, " ");
	if (*words->rest)
		*words->rest++ = '\0';
	return word;
}

/* "present": what is said from here on; false when that is no word of ours. */
static bool take_said(struct ks_answer_words *words, const char *word)
{
	int by = ks_word_index(ks_by_words, word), reply = ks_word_index(ks_reply_words, word);
	int subject = ks_word_index(ks_subject_words, word);

	if (by >= 0)
		words->by = (enum ks_by)by;
	if (subject >= 0)
		words->subject = (enum ks_subject)subject;
	if (reply >= 0)
		words->reply = (enum ks_reply)reply;
	words->has_by = words->has_by || by >= 0;
	words->has_subject = words->has_subject || subject >= 0;
	words->has_reply = words->has_reply || reply >= 0;
	return by >= 0 || subject >= 0 || reply >= 0;
}

static bool is_said(const struct ks_answer_words *words)
{
	return words->has_by && words->has_subject && words->has_reply;
}

bool ks_answers_next(struct ks_answer_words *words)
{
	char *word;

	while (!words->damaged && (word = cut_word(words)) != NULL) {
		size_t n = strlen(word);

		if (n && word[n - 1] == ':') {
			word[n - 1] = '\0';
			words->damaged = !take_said(words, word);
			continue;
		}
		words->damaged = !n || !is_said(words);
		words->id = word;
		return !words->damaged;
	}
	return false;
}
