/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as a command line, a word a line, read by the tables of the real
 * commands: refused with a diagnostic, or every option holds what its kind
 * promises. Nothing is run.
 */
#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>

#include "ks/base/bsn.h"
#include "ks/cmd/commands.h"
#include "ks/cmd/opt.h"
#include "small.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* "-" reads standard input: nobody has to type while a fuzzer runs. */
static void close_input(void)
{
	static bool done;
	int null;

	if (done)
		return;
	null = open("/dev/null", O_RDONLY);
	must(null >= 0 && dup2(null, STDIN_FILENO) == STDIN_FILENO);
	done = true;
}

/* Words end at a newline or a NUL; "@" would read files, so it loses its meaning here. */
static const char **words_of(struct ks_arena *arena, const uint8_t *data, size_t size)
{
	char *text = small_copy(arena, data, size);
	const char **argv = KS_NEW_N(arena, size + 2, const char *);
	size_t n = 0;

	for (size_t at = 0; at < size; at++) {
		if (at == 0 || text[at - 1] == '\0')
			argv[n++] = text + at;
		if (text[at] == '\n')
			text[at] = '\0';
		if (text[at] == '@' && (at == 0 || text[at - 1] == '\0' || text[at - 1] == '='))
			text[at] = 'a';
	}
	return argv;
}

static void check_text(const char *text, bool newlines, bool of_command)
{
	if (!text)
		return;
	must(ks_utf8_find_bad(text, strlen(text), newlines) == strlen(text));
	must(!of_command || !ks_has_bsn(text));
}

static void check_list(const struct ks_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		must(*list->items[i] != '\0');
		check_text(list->items[i], false, true);
	}
}

static void check_day(ks_day day)
{
	char text[KS_DATE_TEXT];
	ks_day again;

	if (day == KS_NO_DAY)
		return;
	ks_format_date(day, text);
	must(ks_parse_date(text, &again) && again == day);
}

static void check_word(const struct ks_opt *opt, int index)
{
	must(index >= -1);
	for (int i = 0; i <= index; i++)
		must(opt->words[i] != NULL);
}

static void check_option(const struct ks_opt *opt, const void *opts, bool of_command)
{
	const void *field = (const char *)opts + opt->offset;

	switch (opt->kind) {
	case KS_OPT_FLAG:
		break;
	case KS_OPT_TEXT:
		check_text(*(const char *const *)field, true, of_command);
		break;
	case KS_OPT_NAME:
	case KS_OPT_PERIOD:
		check_text(*(const char *const *)field, false, of_command);
		break;
	case KS_OPT_HASH:
		check_text(*(const char *const *)field, false, false);
		break;
	case KS_OPT_LIST:
		check_list(field);
		break;
	case KS_OPT_DATE:
		check_day(*(const ks_day *)field);
		break;
	case KS_OPT_INT:
		must(*(const int *)field >= -1);
		break;
	case KS_OPT_YES_NO:
		must(*(const int *)field >= -1 && *(const int *)field <= 1);
		break;
	case KS_OPT_WORD:
		check_word(opt, *(const int *)field);
		break;
	}
}

static void check_table(const struct ks_opt *table, const void *opts, bool of_command)
{
	for (; table && table->name; table++)
		check_option(table, opts, of_command);
}

static void check_line(const struct ks_line *line)
{
	check_table(ks_global_opts, &line->global, false);
	if (line->cmd)
		check_table(line->cmd->opts, line->opts, true);
	must(line->args && !line->args[line->n_args]);
	must(line->n_args == 0 || line->n_args <= line->cmd->max_args);
	for (size_t i = 0; i < line->n_args; i++)
		check_text(line->args[i], false, true);
}

static bool is_there(const char *const *argv, const char *word)
{
	for (; *argv; argv++)
		if (strcmp(*argv, word) == 0)
			return true;
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ks_arena arena;
	struct ks_diag diag;
	struct ks_line line;
	const char **argv;
	enum ks_status status;

	close_input();
	ks_arena_init(&arena);
	ks_diag_init(&diag, &arena);
	argv = words_of(&arena, data, size);
	status = ks_opt_parse(&arena, &diag, ks_commands, argv, &line);
	must(status == KS_OK || status == KS_USAGE || status == KS_INPUT);
	must((status == KS_OK) == (diag.errors == 0));
	must(!line.help || is_there(argv, "-h") || is_there(argv, "--help") ||
	     is_there(argv, "help"));
	check_line(&line);
	must(!ks_opt_peek_lang(argv) || size > 6);
	must_be_sayable(&diag, size);
	ks_arena_release(&arena);
	return 0;
}
