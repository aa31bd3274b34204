/* SPDX-License-Identifier: EUPL-1.2 */
#include "ks/exchange/backup_label.h"

#include <stddef.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"

#define MOST_DIGITS 15
#define MOST_TEXT 64	/* a head */

/* Every line: a name, and where its value goes. */
static const struct line {
	const char *name;
	size_t at;
	bool number;
} lines[] = {
	{ "backup", offsetof(struct ks_backup_label, backup), false },
	{ "book", offsetof(struct ks_backup_label, book), false },
	{ "head", offsetof(struct ks_backup_label, head), false },
	{ "made", offsetof(struct ks_backup_label, made), false },
	{ "last", offsetof(struct ks_backup_label, last), false },
	{ "rows", offsetof(struct ks_backup_label, rows), true },
	{ "cases", offsetof(struct ks_backup_label, cases), true },
	{ "handovers", offsetof(struct ks_backup_label, handovers), true },
	{ "bytes", offsetof(struct ks_backup_label, bytes), true },
};
#define LINES (sizeof(lines) / sizeof(lines[0]))

const char *ks_backup_label_write(struct ks_arena *arena, const struct ks_backup_label *label)
{
	struct ks_buf text;

	ks_buf_init(&text, arena);
	for (size_t i = 0; i < LINES; i++) {
		const char *field = (const char *)label + lines[i].at;
		const char *word = NULL;
		long long number = 0;

		if (lines[i].number) {
			memcpy(&number, field, sizeof(number));
			ks_buf_addf(&text, "%s %lld\n", lines[i].name, number);
		} else {
			memcpy(&word, field, sizeof(word));
			ks_buf_addf(&text, "%s %s\n", lines[i].name, word ? word : "");
		}
	}
	return text.text;
}

static bool read_number(const char *text, long long *number)
{
	size_t n = strlen(text);

	*number = 0;
	if (n < 1 || n > MOST_DIGITS)
		return false;
	for (; ks_is_digit(*text); text++)
		*number = *number * 10 + (*text - '0');
	return !*text;
}

/* Letters, digits and what stands in a moment and an id: nothing that a terminal obeys. */
static bool read_text(const char *text)
{
	size_t n = strlen(text);

	return n > 0 && n <= MOST_TEXT &&
	       strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-:") == n;
}

static bool read_line(const char *line, struct ks_backup_label *out, bool seen[LINES])
{
	for (size_t i = 0; i < LINES; i++) {
		size_t n = strlen(lines[i].name);
		char *field = (char *)out + lines[i].at;
		const char *value = line + n + 1;
		long long number = 0;

		if (strncmp(line, lines[i].name, n) != 0 || line[n] != ' ')
			continue;
		if (seen[i] || !(lines[i].number ? read_number(value, &number) : read_text(value)))
			return false;
		seen[i] = true;
		if (lines[i].number)
			memcpy(field, &number, sizeof(number));
		else
			memcpy(field, &value, sizeof(value));
		return true;
	}
	return false;
}

bool ks_backup_label_read(struct ks_arena *arena, const char *text, struct ks_backup_label *out)
{
	bool seen[LINES] = { false };
	size_t n = 0;
	char **found = ks_split(arena, text, '\n', &n);

	memset(out, 0, sizeof(*out));
	if (n != LINES)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!read_line(found[i], out, seen))
			return false;
	return true;
}
