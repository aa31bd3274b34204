/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_OPT_H
#define KS_CMD_OPT_H
/*
 * The command line, read from the tables of cmd.h. The same tables make the
 * help (cmd/help.h), so that the two cannot tell a different story.
 *
 *	--name VALUE   --name=VALUE   -- ends the options   - is a word
 *
 * Names are never abbreviated. Global options may stand anywhere. -h or
 * --help anywhere means help, whatever else is wrong. Nothing may hold
 * invisible or control characters or what could be a BSN.
 */
#include "ks/cmd/cmd.h"

/* What every command takes. */
struct ks_global {
	const char *db, *routes;
	int format, lang, color;	/* index in their words, or -1 */
	ks_day today;
	bool json, help, version;
};

enum ks_color { KS_COLOR_AUTO, KS_COLOR_ALWAYS, KS_COLOR_NEVER };

extern const struct ks_opt ks_global_opts[];

/* A command line, taken apart. */
struct ks_line {
	const struct ks_cmd *cmd;	/* NULL: none was named */
	const struct ks_cmd *group;	/* the command that cmd is a part of, or NULL */
	const char *path;		/* cmd with all it is a part of: "case consent show" */
	struct ks_global global;
	void *opts;			/* the command's options struct, filled */
	const char **args;		/* positional arguments, ended with NULL */
	size_t n_args;
	const char *typed;		/* an option whose text stands on the line itself, or NULL */
	bool help;
};

/*
 * Reads argv (after the program's name, ended with NULL). Reports everything
 * that is wrong in one go: KS_USAGE for the shape of the line, KS_INPUT for a
 * bad date or number or a BSN. Too few positional arguments are not judged
 * here, because a refusal by rule goes before them.
 */
enum ks_status ks_opt_parse(struct ks_arena *arena, struct ks_diag *diag,
			    const struct ks_cmd *const *commands, const char *const *argv,
			    struct ks_line *line);

/* The same, and whoever has to type a text is told so on out's standard error (ks_read_stdin). */
enum ks_status ks_opt_parse_told(struct ks_out *out, struct ks_diag *diag,
				 const struct ks_cmd *const *commands, const char *const *argv,
				 struct ks_line *line);

/*
 * The value of --lang as it stands on the line, well-formed or not, so that
 * even a wrong line is answered in the right language; NULL when not there.
 */
const char *ks_opt_peek_lang(const char *const *argv);

/*
 * Reads the text an option may bring from elsewhere: "-" is standard input,
 * "@FILE" a file, anything else the text itself. A last newline is dropped.
 * name is how a message calls it: "--ask".
 */
enum ks_status ks_opt_text(struct ks_arena *arena, struct ks_diag *diag, struct ks_out *out,
			   const char *name, const char *value, const char **text);

/*
 * All of standard input as a text with a name, at most KS_YAML_MAX_FILE bytes.
 * At a terminal it first says on standard error what it waits for, and how to
 * end that: a program that is silent seems to hang. out NULL: it says nothing.
 */
enum ks_status ks_read_stdin(struct ks_arena *arena, struct ks_diag *diag, struct ks_out *out,
			     const char *what, struct ks_source_text **in);

#endif
