/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Texts that come from elsewhere: standard input and files. Words about a
 * family typed on a command line stay in the shell's history and can be seen
 * by others on the machine, so every text option can take them from here.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/base/bsn.h"
#include "ks/base/utf8.h"
#include "ks/cards/load.h"
#include "ks/cards/yaml.h"
#include "ks/cmd/opt.h"
#include "ks/cmd/terminal.h"

/* Bytes read at a time. */
#define PIECE 4096

/* Reads until the end or beyond the limit; false when reading failed. */
static bool read_all(struct ks_buf *buf)
{
	char piece[PIECE];
	ssize_t n;

	while (buf->len <= KS_YAML_MAX_FILE) {
		n = read(STDIN_FILENO, piece, sizeof(piece));
		if (n == 0)
			return true;
		if (n > 0)
			ks_buf_addn(buf, piece, (size_t)n);
		else if (errno != EINTR)
			return false;
	}
	return true;
}

enum ks_status ks_read_stdin(struct ks_arena *arena, struct ks_diag *diag, struct ks_out *out,
			     const char *what, struct ks_source_text **in)
{
	struct ks_buf buf;

	if (out && ks_terminal_is_there())
		ks_out_tell(out, KS_MSG_stdin_waits, KS_ARGS({ "what", what }));
	ks_buf_init(&buf, arena);
	if (!read_all(&buf)) {
		ks_error(diag, ks_nowhere(), KS_MSG_stdin_failed, NULL, NULL);
		return KS_STORE;
	}
	if (buf.len > KS_YAML_MAX_FILE) {
		ks_error(diag, ks_nowhere(), KS_MSG_stdin_too_long, NULL, NULL);
		return KS_INPUT;
	}
	*in = KS_NEW(arena, struct ks_source_text);
	**in = (struct ks_source_text){ .name = "-", .text = buf.text, .len = buf.len };
	return KS_OK;
}

/* What came from elsewhere has not passed the checks of the command line. */
static enum ks_status check(struct ks_diag *diag, const char *name, const char *text, size_t len)
{
	if (ks_utf8_find_bad(text, len, true) != len) {
		ks_error(diag, ks_nowhere(), KS_MSG_bad_characters, KS_ARGS({ "where", name }),
			 NULL);
		return KS_INPUT;
	}
	if (ks_has_bsn(text)) {
		ks_error(diag, ks_nowhere(), KS_MSG_has_bsn, KS_ARGS({ "where", name }), NULL);
		return KS_INPUT;
	}
	if (ks_is_blank(text)) {
		ks_error(diag, ks_nowhere(), KS_MSG_empty_text, KS_ARGS({ "option", name }), NULL);
		return KS_INPUT;
	}
	return KS_OK;
}

/* Windows lines end in CR LF; the end of the last line is no part of a text. */
static char *tidied(struct ks_arena *arena, const char *text, size_t len, size_t *n)
{
	char *copy = ks_alloc(arena, len + 1);
	size_t kept = 0;

	for (size_t i = 0; i < len; i++)
		if (text[i] != '\r' || i + 1 == len || text[i + 1] != '\n')
			copy[kept++] = text[i];
	while (kept && copy[kept - 1] == '\n')
		kept--;
	copy[kept] = '\0';
	*n = kept;
	return copy;
}

enum ks_status ks_opt_text(struct ks_arena *arena, struct ks_diag *diag, struct ks_out *out,
			   const char *name, const char *value, const char **text)
{
	struct ks_source_text *in;
	enum ks_status status;
	size_t len;

	if (strcmp(value, "-") != 0 && value[0] != '@') {
		*text = value;
		return KS_OK;
	}
	if (value[0] == '@')
		status = ks_read_file(arena, value + 1, value + 1, diag, &in);
	else
		status = ks_read_stdin(arena, diag, out, name, &in);
	if (status != KS_OK)
		return status;
	*text = tidied(arena, in->text, in->len, &len);
	return check(diag, name, *text, len);
}
