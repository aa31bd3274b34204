/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers to text and back: see the header. */
#include "ks/store/answers.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"

static const char *const *words_of(enum ks_answer_part part)
{
	switch (part) {
	case KS_ANSWER_BY:
		return ks_by_words;
	case KS_ANSWER_ABOUT:
		return ks_subject_words;
	default:
		return ks_reply_words;
	}
}

static void add_word(struct ks_buf *buf, const char *word, const char *after)
{
	if (buf->len)
		ks_buf_addn(buf, " ", 1);
	ks_buf_add(buf, word);
	ks_buf_add(buf, after);
}

const char *ks_answers_text(struct ks_arena *arena, const struct ks_answer *answers, size_t n)
{
	int said[KS_ANSWER_PARTS] = { -1, -1, -1 };
	struct ks_buf buf;

	ks_buf_init(&buf, arena);
	for (size_t i = 0; i < n; i++) {
		const int says[KS_ANSWER_PARTS] = { (int)answers[i].by, (int)answers[i].subject,
						    (int)answers[i].reply };

		for (int part = 0; part < KS_ANSWER_PARTS; part++)
			if (says[part] != said[part])
				add_word(&buf, words_of((enum ks_answer_part)part)[says[part]], ":");
		memcpy(said, says, sizeof(said));
		add_word(&buf, answers[i].factor->id, "");
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
	for (int part = 0; part < KS_ANSWER_PARTS; part++) {
		int index = ks_word_index(words_of((enum ks_answer_part)part), word);

		if (index < 0)
			continue;
		words->said[part] = index + 1;
		return true;
	}
	return false;
}

static bool is_said(const struct ks_answer_words *words)
{
	return words->said[KS_ANSWER_BY] && words->said[KS_ANSWER_ABOUT] &&
	       words->said[KS_ANSWER_REPLY];
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

enum ks_by ks_answers_by(const struct ks_answer_words *words)
{
	return (enum ks_by)(words->said[KS_ANSWER_BY] - 1);
}

enum ks_subject ks_answers_about(const struct ks_answer_words *words)
{
	return (enum ks_subject)(words->said[KS_ANSWER_ABOUT] - 1);
}

enum ks_reply ks_answers_reply(const struct ks_answer_words *words)
{
	return (enum ks_reply)(words->said[KS_ANSWER_REPLY] - 1);
}
