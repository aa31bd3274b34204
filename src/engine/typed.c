/* SPDX-License-Identifier: EUPL-1.2 */
/* What a line typed at a page of points means: see engine/talk.h. */
#include <string.h>

#include "ks/base/str.h"
#include "ks/engine/talk.h"

struct parsing {
	struct ks_typed *out;
	size_t n;		/* points on the page */
	int all;		/* reply for all points not named, or KS_UNTOUCHED */
	size_t words;
};

static bool is_separator(char c)
{
	return ks_is_space(c) || c == ',' || c == ';';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static void wrong(struct parsing *p, enum ks_typo typo, const char *word)
{
	size_t len = strlen(word);

	if (p->out->kind == KS_TYPED_WRONG)
		return;
	p->out->kind = KS_TYPED_WRONG;
	p->out->typo = typo;
	if (len > sizeof(p->out->word) - 1)
		len = sizeof(p->out->word) - 1;
	memcpy(p->out->word, word, len);
	p->out->word[len] = '\0';
}

/* The number of a point from 1, or 0 after saying what is wrong. */
static size_t number(struct parsing *p, const char *digits, const char *word)
{
	int value = 0;

	if (!ks_is_digit(*digits) || !ks_parse_int(digits, 9999, &value)) {
		wrong(p, ks_is_digit(*digits) ? KS_TYPO_NUMBER : KS_TYPO_UNKNOWN, word);
		return 0;
	}
	if (value < 1 || (size_t)value > p->n) {
		wrong(p, KS_TYPO_NUMBER, word);
		return 0;
	}
	return (size_t)value;
}

static void set(struct parsing *p, const char *digits, enum ks_reply reply, const char *word)
{
	size_t point = number(p, digits, word);

	if (!point)
		return;
	if (p->out->replies[point - 1] != KS_UNTOUCHED)
		wrong(p, KS_TYPO_TWICE, word);
	p->out->replies[point - 1] = (int)reply;
	p->out->kind = p->out->kind == KS_TYPED_WRONG ? KS_TYPED_WRONG : KS_TYPED_REPLIES;
}

/* "?" and "?3", "b": alone on their line. */
static void take_sole(struct parsing *p, const char *word)
{
	if (lower(*word) == 'b' && word[1]) {
		wrong(p, KS_TYPO_UNKNOWN, word);
		return;
	}
	if (lower(*word) == 'b') {
		p->out->kind = KS_TYPED_BACK;
		return;
	}
	p->out->kind = KS_TYPED_EXPLAIN;
	p->out->explain = word[1] ? number(p, word + 1, word) : 0;
}

/*
 * "g", "w" and "n": about one point with its number. Without, "g" closes a line
 * and is about the others; "w" and "n" stand alone and are about all.
 */
static void take_letter(struct parsing *p, const char *word, enum ks_reply reply)
{
	if (word[1]) {
		set(p, word + 1, reply, word);
		return;
	}
	if (reply != KS_ABSENT && p->words > 1)
		wrong(p, KS_TYPO_APART, word);
	p->all = (int)reply;
	p->out->kind = p->out->kind == KS_TYPED_WRONG ? KS_TYPED_WRONG : KS_TYPED_REPLIES;
}

static void take_word(struct parsing *p, const char *word)
{
	bool sole_before = p->out->kind == KS_TYPED_BACK || p->out->kind == KS_TYPED_EXPLAIN;
	bool sole = lower(*word) == 'b' || *word == '?';

	p->words++;
	if (sole_before || (sole && p->words > 1)) {
		wrong(p, KS_TYPO_ALONE, word);
		return;
	}
	if (p->all != KS_UNTOUCHED) {
		wrong(p, KS_TYPO_APART, word);
		return;
	}
	switch (lower(*word)) {
	case 'b':
	case '?':
		take_sole(p, word);
		break;
	case 'g':
		take_letter(p, word, KS_ABSENT);
		break;
	case 'w':
		take_letter(p, word, KS_DECLINED);
		break;
	case 'n':
		take_letter(p, word, KS_NOT_ASKED);
		break;
	default:
		set(p, word, KS_PRESENT, word);
		break;
	}
}

static void finish(struct parsing *p)
{
	if (p->out->kind != KS_TYPED_REPLIES || p->all == KS_UNTOUCHED)
		return;
	for (size_t i = 0; i < p->n; i++)
		if (p->out->replies[i] == KS_UNTOUCHED) {
			p->out->replies[i] = p->all;
			p->out->others[i] = p->all == KS_ABSENT;
		}
}

void ks_talk_parse(const char *line, size_t n, struct ks_typed *out)
{
	struct parsing p = { .out = out, .n = n, .all = KS_UNTOUCHED };
	char word[64];

	*out = (struct ks_typed){ .kind = KS_TYPED_NOTHING };
	for (size_t i = 0; i < KS_CHOICES_MOST; i++)
		out->replies[i] = KS_UNTOUCHED;
	while (out->kind != KS_TYPED_WRONG) {
		size_t len = 0;

		while (is_separator(*line))
			line++;
		if (!*line)
			break;
		for (; *line && !is_separator(*line); line++)
			if (len < sizeof(word) - 1)
				word[len++] = *line;
		word[len] = '\0';
		take_word(&p, word);
	}
	finish(&p);
}
