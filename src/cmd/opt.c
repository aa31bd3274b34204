/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads a command line from the option tables: see the header. */
#include "ks/cmd/opt.h"

#include <assert.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/bsn.h"
#include "ks/base/near.h"
#include "ks/base/utf8.h"

#define HIGHEST_NUMBER 1000000
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const char *const lang_words[] = { "nl", "en", NULL };
static const char *const color_words[] = { "auto", "always", "never", NULL };

#define GLOBAL(field) offsetof(struct ks_global, field)

const struct ks_opt ks_global_opts[] = {
	{ "db", KS_OPT_NAME, GLOBAL(db), NULL, "FILE", KS_MSG_help_opt_db },
	{ "routes", KS_OPT_NAME, GLOBAL(routes), NULL, "DIR", KS_MSG_help_opt_routes },
	{ "format", KS_OPT_WORD, GLOBAL(format), ks_format_words, NULL, KS_MSG_help_opt_format },
	{ "json", KS_OPT_FLAG, GLOBAL(json), NULL, NULL, KS_MSG_help_opt_json },
	{ "today", KS_OPT_DATE, GLOBAL(today), NULL, "DATE", KS_MSG_help_opt_today },
	{ "lang", KS_OPT_WORD, GLOBAL(lang), lang_words, NULL, KS_MSG_help_opt_lang },
	{ "color", KS_OPT_WORD, GLOBAL(color), color_words, NULL, KS_MSG_help_opt_color },
	{ "help", KS_OPT_FLAG, GLOBAL(help), NULL, NULL, KS_MSG_help_opt_help },
	{ "version", KS_OPT_FLAG, GLOBAL(version), NULL, NULL, KS_MSG_help_opt_version },
	{ .name = NULL },
};

/* The reading of one line. */
struct parsing {
	struct ks_arena *arena;
	struct ks_diag *diag;
	struct ks_out *out;		/* NULL: nobody is told anything while it reads */
	const struct ks_cmd *const *commands;
	const char *const *argv;	/* what is still to be read */
	struct ks_line *line;
	const struct ks_opt **seen;	/* options given so far */
	size_t n_seen;
	const struct ks_opt **to_type;	/* texts that come from standard input */
	size_t n_to_type;
	bool usage, input, unread;	/* errors of each kind were reported */
	bool asked_by_word;		/* help was asked as `ks help WORD` */
	bool words_only;		/* after "--" */
	bool lost;			/* unknown command: the rest cannot be read */
};

static void wrong_usage(struct parsing *p, enum ks_msg msg, const struct ks_arg *args,
			const char *near)
{
	ks_error(p->diag, ks_nowhere(), msg, args, near);
	p->usage = true;
}

static void wrong_input(struct parsing *p, enum ks_msg msg, const struct ks_arg *args)
{
	ks_error(p->diag, ks_nowhere(), msg, args, NULL);
	p->input = true;
}

/* ---- values -------------------------------------------------------------- */

static void *field_of(void *opts, const struct ks_opt *opt)
{
	return (char *)opts + opt->offset;
}

static void set_default(void *opts, const struct ks_opt *opt)
{
	switch (opt->kind) {
	case KS_OPT_DATE:
		*(ks_day *)field_of(opts, opt) = KS_NO_DAY;
		break;
	case KS_OPT_INT:
	case KS_OPT_YES_NO:
	case KS_OPT_WORD:
		*(int *)field_of(opts, opt) = -1;
		break;
	case KS_OPT_FLAG:
	case KS_OPT_TEXT:
	case KS_OPT_NAME:
	case KS_OPT_PERIOD:
	case KS_OPT_HASH:
	case KS_OPT_LIST:
		break;
	}
}

static void set_defaults(void *opts, const struct ks_opt *table)
{
	for (; table && table->name; table++)
		set_default(opts, table);
}

static void set_date(struct parsing *p, const struct ks_opt *opt, const char *value, ks_day *out)
{
	if (!ks_parse_date_typed(value, out))
		wrong_input(p, KS_MSG_bad_date_option,
			    KS_ARGS({ "option", opt->name }, { "value", value }));
}

static void set_int(struct parsing *p, const struct ks_opt *opt, const char *value, int *out)
{
	if (!ks_parse_int(value, HIGHEST_NUMBER, out))
		wrong_input(p, KS_MSG_bad_number_option,
			    KS_ARGS({ "option", opt->name }, { "value", value }));
}

static void set_yes_no(struct parsing *p, const struct ks_opt *opt, const char *value, int *out)
{
	static const char *const yes[] = { "yes", "ja", "true", NULL };
	static const char *const no[] = { "no", "nee", "false", NULL };

	if (ks_word_index(yes, value) >= 0)
		*out = 1;
	else if (ks_word_index(no, value) >= 0)
		*out = 0;
	else
		wrong_input(p, KS_MSG_bad_yes_no_option,
			    KS_ARGS({ "option", opt->name }, { "value", value }));
}

static void set_word(struct parsing *p, const struct ks_opt *opt, const char *value, int *out)
{
	int index = ks_word_index(opt->words, value);

	if (index < 0) {
		wrong_usage(p, KS_MSG_bad_word_option,
			    KS_ARGS({ "option", opt->name }, { "value", value },
				    { "words", ks_join_words(p->arena, opt->words) }),
			    ks_near_of(value, opt->words));
		return;
	}
	*out = index;
}

static void add_items(struct parsing *p, const char *value, struct ks_list *list)
{
	size_t n;
	char **items = ks_split(p->arena, value, ',', &n);

	for (size_t i = 0; i < n; i++) {
		const char **item = ks_grow(p->arena, &list->items, &list->n, sizeof(*item));

		*item = items[i];
	}
}

static void read_text(struct parsing *p, const struct ks_opt *opt, const char *value,
		      const char **out)
{
	enum ks_status status =
		ks_opt_text(p->arena, p->diag, p->out, ks_fmt(p->arena, "--%s", opt->name), value,
			    out);

	if (*out == value)
		p->line->typed = opt->name;
	p->unread = p->unread || status == KS_STORE;
	p->input = p->input || status != KS_OK;
}

static void set_text(struct parsing *p, const struct ks_opt *opt, const char *value,
		     const char **out)
{
	const struct ks_opt **place;

	if (!ks_streq(value, "-")) {
		read_text(p, opt, value, out);
		return;
	}
	place = ks_grow(p->arena, &p->to_type, &p->n_to_type, sizeof(*place));
	*place = opt;
	*out = value;
}

/* Last of all: nobody types a text for a line that is not taken. */
static void read_typed(struct parsing *p)
{
	const struct ks_line *line = p->line;
	bool taken = !p->usage && !p->input && !line->help;

	if (!taken || !line->cmd || (line->cmd->is_ready && !line->cmd->is_ready(line->opts)))
		return;
	for (size_t i = 0; i < p->n_to_type; i++)
		read_text(p, p->to_type[i], "-", field_of(line->opts, p->to_type[i]));
}

static void set_value(struct parsing *p, void *opts, const struct ks_opt *opt, const char *value)
{
	switch (opt->kind) {
	case KS_OPT_FLAG:
		break;
	case KS_OPT_TEXT:
		set_text(p, opt, value, field_of(opts, opt));
		break;
	case KS_OPT_NAME:
	case KS_OPT_PERIOD:
	case KS_OPT_HASH:
		*(const char **)field_of(opts, opt) = value;
		break;
	case KS_OPT_LIST:
		add_items(p, value, field_of(opts, opt));
		break;
	case KS_OPT_DATE:
		set_date(p, opt, value, field_of(opts, opt));
		break;
	case KS_OPT_INT:
		set_int(p, opt, value, field_of(opts, opt));
		break;
	case KS_OPT_YES_NO:
		set_yes_no(p, opt, value, field_of(opts, opt));
		break;
	case KS_OPT_WORD:
		set_word(p, opt, value, field_of(opts, opt));
		break;
	}
}

/* ---- options ------------------------------------------------------------- */

static const struct ks_opt *find_option(const struct ks_opt *table, const char *name)
{
	for (; table && table->name; table++)
		if (strcmp(table->name, name) == 0)
			return table;
	return NULL;
}

static void offer_options(struct ks_near *near, const struct ks_opt *table)
{
	for (; table && table->name; table++)
		ks_near_offer(near, table->name);
}

/* "ks handover list -h": where all options of this command stand. */
static const char *help_of(const struct parsing *p)
{
	return p->line->cmd ? ks_fmt(p->arena, "ks %s -h", p->line->path) : "ks help";
}

static void unknown_option(struct parsing *p, const char *typed, const char *name)
{
	const struct ks_cmd *cmd = p->line->cmd;
	struct ks_near near;
	const char *best = NULL;

	ks_near_start(&near, name);
	offer_options(&near, cmd ? cmd->opts : NULL);
	offer_options(&near, ks_global_opts);
	if (near.best)
		best = ks_fmt(p->arena, "--%s", near.best);
	wrong_usage(p, KS_MSG_unknown_option, KS_ARGS({ "option", typed }, { "help", help_of(p) }), best);
}

static bool is_twice(struct parsing *p, const struct ks_opt *opt)
{
	const struct ks_opt **place;

	if (opt->kind == KS_OPT_FLAG || opt->kind == KS_OPT_LIST)
		return false;
	for (size_t i = 0; i < p->n_seen; i++)
		if (p->seen[i] == opt)
			return true;
	place = ks_grow(p->arena, &p->seen, &p->n_seen, sizeof(*place));
	*place = opt;
	return false;
}

/* The value behind "=" or the next word, or now; NULL after reporting that it is missing. */
static const char *value_of(struct parsing *p, const struct ks_opt *opt, const char *behind)
{
	const char *next = *p->argv;

	if (behind)
		return behind;
	if ((!next || strncmp(next, "--", 2) == 0) && opt->kind == KS_OPT_PERIOD)
		return KS_OPT_NOW;
	if (!next || strncmp(next, "--", 2) == 0) {
		wrong_usage(p, KS_MSG_option_needs_value,
			    KS_ARGS({ "option", opt->name },
				    { "value", opt->value ? opt->value : "..." }),
			    NULL);
		return NULL;
	}
	p->argv++;
	return next;
}

/* Numbers of people may not enter by any option of a command; paths may look like one. */
static bool is_fit(struct parsing *p, const struct ks_opt *opt, const char *value, bool of_command)
{
	const char *where = ks_fmt(p->arena, "--%s", opt->name);
	bool newlines = opt->kind == KS_OPT_TEXT;

	if (ks_utf8_find_bad(value, strlen(value), newlines) != strlen(value)) {
		wrong_input(p, KS_MSG_bad_characters, KS_ARGS({ "where", where }));
		return false;
	}
	if (of_command && opt->kind != KS_OPT_HASH && ks_has_bsn(value)) {
		wrong_input(p, KS_MSG_has_bsn, KS_ARGS({ "where", where }));
		return false;
	}
	return true;
}

/* A reason of nothing but blanks is no reason; an empty list is an empty list. */
static bool says_nothing(const struct ks_opt *opt, const char *value)
{
	if (opt->kind == KS_OPT_TEXT)
		return ks_is_blank(value);
	return (opt->kind == KS_OPT_NAME || opt->kind == KS_OPT_PERIOD) && !*value;
}

static void take_valued(struct parsing *p, void *opts, const struct ks_opt *opt, const char *behind)
{
	const char *value = value_of(p, opt, behind);

	if (!value || !is_fit(p, opt, value, opts != &p->line->global))
		return;
	if (says_nothing(opt, value))
		wrong_usage(p, KS_MSG_empty_option, KS_ARGS({ "option", opt->name }), NULL);
	else if (is_twice(p, opt))
		wrong_usage(p, KS_MSG_option_twice, KS_ARGS({ "option", opt->name }), NULL);
	else
		set_value(p, opts, opt, value);
}

static void take_flag(struct parsing *p, void *opts, const struct ks_opt *opt, const char *behind)
{
	if (behind)
		wrong_usage(p, KS_MSG_option_takes_no_value, KS_ARGS({ "option", opt->name }), NULL);
	else
		*(bool *)field_of(opts, opt) = true;
}

static void take_option(struct parsing *p, const char *typed)
{
	const char *behind = strchr(typed, '=');
	const char *name = behind ? ks_strndup(p->arena, typed + 2, (size_t)(behind - typed - 2))
				  : typed + 2;
	const struct ks_cmd *cmd = p->line->cmd;
	const struct ks_opt *opt = find_option(cmd ? cmd->opts : NULL, name);
	void *opts = opt ? p->line->opts : &p->line->global;

	if (!opt)
		opt = find_option(ks_global_opts, name);
	if (behind)
		behind++;
	if (!opt)
		unknown_option(p, behind ? ks_fmt(p->arena, "--%s", name) : typed, name);
	else if (opt->kind == KS_OPT_FLAG)
		take_flag(p, opts, opt, behind);
	else
		take_valued(p, opts, opt, behind);
}

/* ---- words --------------------------------------------------------------- */

static const struct ks_cmd *find_command(const struct ks_cmd *const *list, const char *name)
{
	for (; *list; list++)
		if (strcmp((*list)->name, name) == 0)
			return *list;
	return NULL;
}

static const char *nearest_command(const struct ks_cmd *const *list, const char *name)
{
	struct ks_near near;

	ks_near_start(&near, name);
	for (; *list; list++)
		ks_near_offer(&near, (*list)->name);
	return near.best;
}

/* Names the command or its part, and makes room for its options. */
static void take_command(struct parsing *p, const struct ks_cmd *const *list, const char *word)
{
	const struct ks_cmd *cmd = find_command(list, word);

	if (!cmd) {
		wrong_usage(p, p->line->cmd ? KS_MSG_unknown_subcommand : KS_MSG_unknown_command,
			    KS_ARGS({ "word", word },
				    { "command", p->line->cmd ? p->line->path : "ks" }),
			    nearest_command(list, word));
		p->lost = true;
		/* Whoever asks for help on what does not exist is helped by hearing that. */
		p->line->help = p->line->help && !p->asked_by_word;
		return;
	}
	p->line->path = p->line->cmd ? ks_fmt(p->arena, "%s %s", p->line->path, word) : cmd->name;
	p->line->group = p->line->cmd;
	p->line->cmd = cmd;
	p->line->opts = ks_alloc(p->arena, cmd->opts_size ? cmd->opts_size : 1);
	set_defaults(p->line->opts, cmd->opts);
}

static void take_argument(struct parsing *p, const char *word)
{
	struct ks_line *line = p->line;
	const char **place;

	assert(line->cmd);
	if (ks_utf8_find_bad(word, strlen(word), false) != strlen(word))
		wrong_input(p, KS_MSG_bad_characters_word, NULL);
	else if (ks_has_bsn(word))
		wrong_input(p, KS_MSG_has_bsn_word, NULL);
	else if (line->n_args == line->cmd->max_args)
		wrong_usage(p, KS_MSG_too_many_words,
			    KS_ARGS({ "word", word }, { "help", help_of(p) }), NULL);
	else {
		place = ks_grow(p->arena, &line->args, &line->n_args, sizeof(*place));
		*place = word;
	}
}

static void take_word(struct parsing *p, const char *word)
{
	struct ks_line *line = p->line;
	const struct ks_cmd *const *list = line->cmd ? line->cmd->subs : p->commands;

	if (list && strcmp(word, "help") == 0) {
		p->asked_by_word = !line->help;
		line->help = true;
	} else if (list)
		take_command(p, list, word);
	else
		take_argument(p, word);
}

static bool is_option(const char *word)
{
	return word[0] == '-' && word[1] != '\0';
}

static void take(struct parsing *p, const char *word)
{
	if (p->words_only || !is_option(word))
		take_word(p, word);
	else if (strcmp(word, "--") == 0)
		p->words_only = true;
	else if (strncmp(word, "--", 2) == 0)
		take_option(p, word);
	else if (strcmp(word, "-h") != 0)
		wrong_usage(p, KS_MSG_unknown_option,
			    KS_ARGS({ "option", word }, { "help", help_of(p) }), NULL);
}

/* -h wins wherever it stands, also where an error keeps the rest from being read. */
static bool asks_help(const char *const *argv)
{
	for (; *argv && strcmp(*argv, "--") != 0; argv++)
		if (strcmp(*argv, "-h") == 0 || strcmp(*argv, "--help") == 0)
			return true;
	return false;
}

static void end_list(struct parsing *p)
{
	size_t with_end = p->line->n_args;

	ks_grow(p->arena, &p->line->args, &with_end, sizeof(*p->line->args));
}

static enum ks_status parse(struct parsing *p)
{
	*p->line = (struct ks_line){ .help = asks_help(p->argv) };
	set_defaults(&p->line->global, ks_global_opts);
	while (*p->argv && !p->lost) {
		const char *word = *p->argv++;

		take(p, word);
	}
	end_list(p);
	read_typed(p);
	if (p->usage)
		return KS_USAGE;
	if (p->unread)
		return KS_STORE;
	return p->input ? KS_INPUT : KS_OK;
}

enum ks_status ks_opt_parse(struct ks_arena *arena, struct ks_diag *diag,
			    const struct ks_cmd *const *commands, const char *const *argv,
			    struct ks_line *line)
{
	struct parsing p = { .arena = arena, .diag = diag, .commands = commands, .argv = argv,
			     .line = line };

	return parse(&p);
}

enum ks_status ks_opt_parse_told(struct ks_out *out, struct ks_diag *diag,
				 const struct ks_cmd *const *commands, const char *const *argv,
				 struct ks_line *line)
{
	struct parsing p = { .arena = out->arena, .diag = diag, .out = out, .commands = commands,
			     .argv = argv, .line = line };

	return parse(&p);
}

const char *ks_opt_peek_lang(const char *const *argv)
{
	const char *lang = NULL;

	for (; *argv && strcmp(*argv, "--") != 0; argv++) {
		if (strncmp(*argv, "--lang=", 7) == 0)
			lang = *argv + 7;
		else if (strcmp(*argv, "--lang") == 0)
			lang = argv[1];
	}
	return lang;
}
