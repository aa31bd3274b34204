/* SPDX-License-Identifier: EUPL-1.2 */
/* Passphrases and key files: see cmd/secret.h. */
#include "ks/cmd/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "ks/base/arena.h"
#include "ks/base/utf8.h"
#include "ks/cmd/terminal.h"
#include "ks/exchange/files.h"
#include "ks/output/backup.h"

#define FEWEST_CHARACTERS 12	/* our own choice; Argon2id does the rest */
#define FEWEST_BYTES 32		/* of a key file: as many as the key that is made from it */

/* ---- typed --------------------------------------------------------------- */

/* Shows nothing of what is typed but the Enter; false when the terminal will not. */
static bool hide(struct termios *before)
{
	struct termios hidden;

	if (tcgetattr(STDIN_FILENO, before) != 0)
		return false;
	hidden = *before;
	hidden.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK);
	hidden.c_lflag |= ECHONL;
	return tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
}

/* One line, not shown. Signals are held back meanwhile, so the terminal is always put right. */
static enum ks_status type_line(struct ks_ctx *ctx, enum ks_msg question, struct ks_secret *secret)
{
	struct ks_terminal *terminal = KS_NEW(ctx->arena, struct ks_terminal);
	enum ks_line_kind kind = KS_LINE_END;
	struct termios before;
	size_t len = 0;

	if (!ks_terminal_open(terminal))
		return ks_fail(ctx, KS_INTERRUPTED, KS_MSG_passphrase_stopped, NULL);
	if (hide(&before)) {
		ks_out_ask(ctx->out, question, NULL);
		kind = ks_terminal_line(terminal, &len);
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
	}
	if (kind == KS_LINE) {
		secret->kind = KS_SECRET_PASSPHRASE;
		memcpy(secret->bytes, terminal->line, len);
		secret->n = len;
	}
	ks_terminal_close(terminal);
	ks_secret_wipe(terminal, sizeof(*terminal));
	if (kind == KS_LINE_TOO_LONG)
		return ks_fail(ctx, KS_INPUT, KS_MSG_passphrase_long, NULL);
	if (kind == KS_LINE)
		return KS_OK;
	return ks_fail(ctx, KS_INTERRUPTED, KS_MSG_passphrase_stopped, NULL);
}

static enum ks_status check_new(struct ks_ctx *ctx, const struct ks_secret *secret)
{
	size_t characters = 0;

	for (size_t i = 0; i < secret->n; i++)
		characters += ((unsigned char)secret->bytes[i] & 0xc0) != 0x80;
	if (characters >= FEWEST_CHARACTERS)
		return KS_OK;
	return ks_fail(ctx, KS_INPUT, KS_MSG_passphrase_short, NULL);
}

static enum ks_status type_again(struct ks_ctx *ctx, const struct ks_secret *secret)
{
	struct ks_secret again = { .n = 0 };
	enum ks_status status = type_line(ctx, KS_MSG_passphrase_again, &again);
	bool same = again.n == secret->n && memcmp(again.bytes, secret->bytes, again.n) == 0;

	ks_secret_forget(&again);
	if (status != KS_OK)
		return status;
	return same ? KS_OK : ks_fail(ctx, KS_INPUT, KS_MSG_passphrase_differs, NULL);
}

enum ks_status ks_secret_ask(struct ks_ctx *ctx, bool twice, struct ks_secret *secret)
{
	enum ks_status status;

	if (!ks_terminal_is_there())
		return ks_fail(ctx, KS_USAGE, KS_MSG_passphrase_needs_terminal, NULL);
	status = type_line(ctx, twice ? KS_MSG_passphrase_new : KS_MSG_passphrase_ask, secret);
	if (status == KS_OK && twice)
		status = check_new(ctx, secret);
	if (status == KS_OK && twice)
		status = type_again(ctx, secret);
	return status;
}

/* ---- from a file --------------------------------------------------------- */

static enum ks_status refuse(struct ks_ctx *ctx, enum ks_msg msg, const char *path)
{
	return ks_fail(ctx, KS_INPUT, msg, KS_ARGS({ "file", path }));
}

static enum ks_status read_key(struct ks_ctx *ctx, const char *path, int fd,
			       struct ks_secret *secret)
{
	unsigned char more;
	struct stat st;
	long n;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return refuse(ctx, KS_MSG_key_not_a_file, path);
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return refuse(ctx, KS_MSG_key_open_to_others, path);
	n = ks_file_take(&fd, (unsigned char *)secret->bytes, sizeof(secret->bytes));
	if (n < 0)
		return refuse(ctx, KS_MSG_key_not_a_file, path);
	if (n < FEWEST_BYTES || ks_file_take(&fd, &more, 1) != 0)
		return refuse(ctx, KS_MSG_key_size, path);
	secret->kind = KS_SECRET_FILE;
	secret->n = (size_t)n;
	return KS_OK;
}

enum ks_status ks_secret_read(struct ks_ctx *ctx, const char *path, struct ks_secret *secret)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	enum ks_status status;

	if (fd < 0)
		return ks_fail(ctx, KS_STORE, KS_MSG_key_unreadable,
			       KS_ARGS({ "file", path }, { "reason", strerror(errno) }));
	status = read_key(ctx, path, fd, secret);
	close(fd);
	return status;
}
