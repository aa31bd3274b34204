/* SPDX-License-Identifier: EUPL-1.2 */
/* Help, from the same tables that read the command line. */
#include "ks/cmd/help.h"

#include "ks/base/arena.h"
#include "ks/base/utf8.h"

#define NAME_COLUMN 11		/* room for a command's name */
#define OPTION_COLUMN 24	/* room for an option with its value */
#define NARROW 60		/* below this an option stands on a line of its own */
#define OWN_LINE_INDENT 6

static const char *padded(struct ks_arena *arena, const char *text, int width)
{
	return ks_fmt(arena, "%s%*s", text, width - ks_utf8_width(text), "");
}

static void put_commands(struct ks_out *out, const struct ks_cmd *const *list)
{
	for (; *list; list++)
		ks_out_wrapped(out, 2, padded(out->arena, (*list)->name, NAME_COLUMN),
			       ks_msg_text(out->lang, (*list)->summary));
}

static const char *option_name(struct ks_arena *arena, const struct ks_opt *opt)
{
	struct ks_buf buf;

	ks_buf_init(&buf, arena);
	ks_buf_addf(&buf, "--%s", opt->name);
	if (opt->kind == KS_OPT_YES_NO)
		ks_buf_add(&buf, " yes|no");
	else if (opt->kind == KS_OPT_WORD)
		for (size_t i = 0; opt->words[i]; i++)
			ks_buf_addf(&buf, "%c%s", i ? '|' : ' ', opt->words[i]);
	else if (opt->kind == KS_OPT_PERIOD)
		ks_buf_addf(&buf, " [%s]", opt->value);
	else if (opt->value)
		ks_buf_addf(&buf, " %s", opt->value);
	return buf.text;
}

static void put_option(struct ks_out *out, const struct ks_opt *opt)
{
	const char *name = option_name(out->arena, opt);
	const char *help = ks_msg_text(out->lang, opt->help);

	if (out->width < NARROW || ks_utf8_width(name) >= OPTION_COLUMN) {
		ks_out_wrapped(out, 2, "", name);
		ks_out_wrapped(out, OWN_LINE_INDENT, "", help);
	} else {
		ks_out_wrapped(out, 2, padded(out->arena, name, OPTION_COLUMN), help);
	}
}

static void put_options(struct ks_out *out, enum ks_msg heading, const struct ks_opt *table)
{
	if (!table || !table->name)
		return;
	ks_out_blank(out);
	ks_out_msg(out, 0, heading, NULL);
	for (; table->name; table++)
		put_option(out, table);
}

void ks_help_program(struct ks_out *out, const struct ks_cmd *const *commands)
{
	ks_out_msg(out, 0, KS_MSG_help_program, NULL);
	ks_out_blank(out);
	ks_out_msg(out, 0, KS_MSG_help_commands, NULL);
	put_commands(out, commands);
	put_options(out, KS_MSG_help_global, ks_global_opts);
	ks_out_blank(out);
	ks_out_msg(out, 0, KS_MSG_help_program_end, NULL);
}

static void put_usage(struct ks_out *out, const char *name, const struct ks_cmd *cmd)
{
	const char *args = cmd->usage ? cmd->usage : "";

	ks_out_msg(out, 0, cmd->opts ? KS_MSG_help_usage_options : KS_MSG_help_usage,
		   KS_ARGS({ "line", ks_fmt(out->arena, "ks %s%s%s", name, *args ? " " : "", args) }));
}

void ks_help_command(struct ks_out *out, const char *path, const struct ks_cmd *cmd)
{
	ks_out_msg(out, 0, KS_MSG_help_title,
		   KS_ARGS({ "name", path }, { "summary", ks_msg_text(out->lang, cmd->summary) }));
	ks_out_blank(out);
	if (!cmd->subs) {
		put_usage(out, path, cmd);
		ks_out_blank(out);
	}
	ks_out_msg(out, 0, cmd->help, NULL);
	if (cmd->subs) {
		ks_out_blank(out);
		ks_out_msg(out, 0, KS_MSG_help_parts, NULL);
		put_commands(out, cmd->subs);
	}
	put_options(out, KS_MSG_help_options, cmd->opts);
	ks_out_blank(out);
	ks_out_msg(out, 0, KS_MSG_help_more, KS_ARGS({ "name", cmd->name }));
}
