/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One run: read the line, settle who, when, where and in which language, open
 * what the command needs, run it, and let its answer out when all went well.
 */
#include "ks/cmd/run.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/bsn.h"
#include "ks/base/utf8.h"
#include "ks/cards/load.h"
#include "ks/cmd/commands.h"
#include "ks/cmd/help.h"
#include "ks/cmd/place.h"
#include "ks/store/cases.h"

#define NARROWEST 30
#define WIDEST 100	/* longer lines do not read well */
#define VERSION "0.1.0"

/* One run and everything that lives as long. */
struct run {
	const struct ks_environment *env;
	struct ks_arena arena;
	struct ks_diag diag;
	struct ks_out out;
	struct ks_line line;
	struct ks_ctx ctx;
};

static unsigned needs_of(const struct run *run)
{
	const struct ks_cmd *cmd = run->line.cmd;

	return cmd->needs | (cmd->needs_with ? cmd->needs_with(run->line.opts) : 0);
}

static bool is_given(const char *s)
{
	return s && *s;
}

/* ---- language, width, colour --------------------------------------------- */

static enum ks_lang choose_lang(const struct ks_environment *env, const char *flag)
{
	const char *word = is_given(flag) ? flag : is_given(env->lang) ? env->lang : NULL;

	if (word)
		return strcmp(word, "en") == 0 ? KS_EN : KS_NL;
	return is_given(env->locale) && strncmp(env->locale, "en", 2) == 0 ? KS_EN : KS_NL;
}

static int choose_width(int columns, int usual)
{
	int width = columns > 0 ? columns : usual;

	return width < NARROWEST ? NARROWEST : width > WIDEST ? WIDEST : width;
}

static bool choose_color(const struct ks_environment *env, int flag)
{
	if (flag == KS_COLOR_ALWAYS)
		return true;
	return flag != KS_COLOR_NEVER && !is_given(env->no_color) && env->terminal && !env->dumb;
}

static void start(struct run *run, const struct ks_environment *env, const char *const *argv)
{
	*run = (struct run){ .env = env };
	ks_arena_init(&run->arena);
	ks_diag_init(&run->diag, &run->arena);
	ks_out_init(&run->out, &run->arena, env->out, env->err);
	run->ctx.commands = ks_commands;
	run->ctx.arena = &run->arena;
	run->ctx.diag = &run->diag;
	run->ctx.out = &run->out;
	run->out.lang = choose_lang(env, ks_opt_peek_lang(argv));
	run->out.width = choose_width(env->columns, run->out.width);
}

/* ---- settings ------------------------------------------------------------ */

static enum ks_status settle_today(struct run *run)
{
	const char *word = run->env->today;
	ks_day day = run->line.global.today;

	if (day == KS_NO_DAY && is_given(word) && !ks_parse_date_typed(word, &day))
		return ks_fail(&run->ctx, KS_INPUT, KS_MSG_bad_today, KS_ARGS({ "value", word }));
	run->ctx.today_given = day != KS_NO_DAY;
	run->ctx.today = run->ctx.today_given ? day : run->env->clock_day;
	return KS_OK;
}

static void settle_output(struct run *run)
{
	const struct ks_global *global = &run->line.global;

	run->out.color = choose_color(run->env, global->color);
	if (global->format >= 0)
		run->out.format = (enum ks_format)global->format;
	if (global->json)
		run->out.format = KS_AS_JSON;
}

/* "ks cards show, ks report": which commands write it. */
static void add_writers(struct ks_buf *buf, const struct ks_cmd *const *cmds, const char *before,
			unsigned format)
{
	for (; *cmds; cmds++) {
		const char *name = ks_fmt(buf->arena, "%s %s", before, (*cmds)->name);

		if ((*cmds)->subs)
			add_writers(buf, (*cmds)->subs, name, format);
		else if ((*cmds)->formats & format)
			ks_buf_addf(buf, "%s%s", buf->len ? ", " : "", name);
	}
}

/* Of no command, or of another: says which have it. */
static enum ks_status fail_format(struct ks_ctx *ctx)
{
	struct ks_buf writers;

	ks_buf_init(&writers, ctx->arena);
	add_writers(&writers, ctx->commands, "ks", KS_HAS(ctx->out->format));
	return ks_fail(ctx, KS_USAGE, KS_MSG_no_format,
		       KS_ARGS({ "format", ks_format_words[ctx->out->format] },
			       { "commands", writers.text }));
}

static enum ks_status check_format(struct run *run)
{
	const struct ks_cmd *cmd = run->line.cmd;
	unsigned has = KS_HAS(KS_AS_TEXT) | KS_HAS(KS_AS_JSON) | (cmd ? cmd->formats : 0);

	if (!(has & KS_HAS(run->out.format)))
		return fail_format(&run->ctx);
	if (run->out.format == KS_AS_XLSX && !ks_xlsx_is_here())
		return ks_fail(&run->ctx, KS_USAGE, KS_MSG_no_xlsx, NULL);
	if (run->out.format == KS_AS_XLSX && run->env->terminal)
		return ks_fail(&run->ctx, KS_USAGE, KS_MSG_xlsx_terminal, NULL);
	return KS_OK;
}

/* Who is working goes into every audit row: no number of a person may. */
static enum ks_status check_bsn_of_actor(struct run *run)
{
	const struct ks_environment *env = run->env;
	const struct {
		const char *name, *text;
	} said[] = { { "KS_USER", env->user }, { "KS_ROLE", env->role },
		     { "KS_ORG", env->organisation },
		     { "KS_ON_BEHALF", env->on_behalf } };

	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (said[i].text && ks_has_bsn(said[i].text))
			return ks_fail(&run->ctx, KS_INPUT, KS_MSG_bsn_in_environment,
				       KS_ARGS({ "where", said[i].name }));
	return KS_OK;
}

/* The environment is no more to be trusted than the line. */
static enum ks_status check_environment(struct run *run)
{
	const struct ks_environment *env = run->env;
	const char *const texts[] = { env->user, env->role, env->organisation, env->on_behalf,
				      env->db, env->routes };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (texts[i] && ks_utf8_find_bad(texts[i], strlen(texts[i]), false) !=
					strlen(texts[i]))
			return ks_fail(&run->ctx, KS_INPUT, KS_MSG_bad_environment, NULL);
	return check_bsn_of_actor(run);
}

static enum ks_status settle_db(struct run *run)
{
	const char *flag = run->line.global.db;

	if (flag)
		run->ctx.db_path = flag;
	else if (is_given(run->env->db))
		run->ctx.db_path = run->env->db;
	else
		run->ctx.db_path = ks_default_db(&run->arena, run->env);
	if (!run->ctx.db_path && needs_of(run) & KS_NEED_STORE)
		return ks_fail(&run->ctx, KS_USAGE, KS_MSG_no_place_for_book, NULL);
	return KS_OK;
}

static const char *given(const char *s)
{
	return is_given(s) ? s : NULL;
}

static enum ks_status settle(struct run *run)
{
	struct ks_ctx *ctx = &run->ctx;
	enum ks_status status;

	ctx->env = run->env;
	ctx->now = run->env->now;
	ctx->args = run->line.args;
	ctx->n_args = run->line.n_args;
	ctx->cmd = run->line.cmd;
	ctx->actor = (struct ks_actor){ given(run->env->user), given(run->env->role),
					given(run->env->organisation),
					given(run->env->on_behalf) };
	settle_output(run);
	status = check_format(run);
	if (status == KS_OK)
		status = settle_today(run);
	if (status == KS_OK)
		status = check_environment(run);
	return status == KS_OK ? settle_db(run) : status;
}

/* ---- casebook, people, cards --------------------------------------------- */

static enum ks_status open_store(struct run *run, struct ks_diag *diag)
{
	const struct ks_store_options options = {
		.path = run->ctx.db_path,
		.mode = KS_STORE_OPEN,
		.actor = run->ctx.actor,
		.today = run->ctx.today,
		.now = run->ctx.now,
		.arena = &run->arena,
		.diag = diag,
	};

	return ks_store_open(&options, &run->ctx.store);
}

static enum ks_status setting(struct run *run, const char *key, const char **value)
{
	if (*value)
		return KS_OK;
	return ks_store_setting_get(run->ctx.store, key, value);
}

/* What the environment does not say about who is working, the book may. */
static enum ks_status settle_actor(struct run *run)
{
	struct ks_actor *actor = &run->ctx.actor;
	bool whole = actor->user && actor->role && actor->organisation;
	enum ks_status status = KS_OK;

	if (whole)
		return KS_OK;
	/* For whom the usual person works says nothing about who works now. */
	if (!actor->user)
		status = setting(run, "on-behalf", &actor->on_behalf);
	if (status == KS_OK)
		status = setting(run, "user", &actor->user);
	if (status == KS_OK)
		status = setting(run, "role", &actor->role);
	if (status == KS_OK)
		status = setting(run, "organisation", &actor->organisation);
	if (status == KS_OK)
		ks_store_set_actor(run->ctx.store, *actor);
	return status;
}

/* The book's own language, where neither the line nor KS_LANG says another. */
static enum ks_status settle_lang(struct run *run)
{
	const char *lang = NULL;
	enum ks_status status;

	if (run->line.global.lang >= 0 || is_given(run->env->lang))
		return KS_OK;
	status = ks_store_setting_get(run->ctx.store, "lang", &lang);
	if (lang)
		run->out.lang = strcmp(lang, "en") == 0 ? KS_EN : KS_NL;
	return status;
}

static const char *event_of(struct run *run)
{
	const struct ks_line *line = &run->line;

	if (!line->group)
		return line->cmd->name;
	return ks_fmt(&run->arena, "%s-%s", line->group->name, line->cmd->name);
}

static enum ks_deed deed_of(const struct ks_cmd *cmd)
{
	if (cmd->deed)
		return cmd->deed;
	return cmd->needs & KS_NEED_FAMILY ? KS_DEED_WORK : KS_DEED_ANY;
}

/* The one place where the table of roles is asked; the attempt is an event like any other. */
static enum ks_status check_deed(struct run *run)
{
	enum ks_deed deed = deed_of(run->line.cmd);

	if (ks_may(&run->ctx, deed))
		return KS_OK;
	if (ks_store_begin(run->ctx.store, KS_READ, event_of(run), __func__) == KS_OK) {
		if (run->ctx.n_args)
			ks_case_about(run->ctx.store, run->ctx.args[0]);
		ks_store_rollback(run->ctx.store, KS_REFUSED);
	}
	return ks_refuse_deed(&run->ctx, deed);
}

static enum ks_status too_few(struct run *run)
{
	const struct ks_cmd *cmd = run->line.cmd;

	if (run->line.n_args >= cmd->min_args)
		return KS_OK;
	return ks_fail(&run->ctx, KS_USAGE, KS_MSG_too_few_words,
		       KS_ARGS({ "command", run->line.path }, { "usage", cmd->usage }));
}

/* A book to practise in says so in every answer. */
static enum ks_status settle_training(struct run *run)
{
	const char *training = NULL;
	enum ks_status status = ks_store_setting_get(run->ctx.store, "training", &training);

	run->out.training = training != NULL;
	return status;
}

static enum ks_status check_actor_known(struct run *run)
{
	const struct ks_actor *actor = &run->ctx.actor;

	if (!(needs_of(run) & KS_NEED_ACTOR) || (actor->user && actor->role))
		return KS_OK;
	return ks_fail(&run->ctx, KS_USAGE, KS_MSG_who_is_working, NULL);
}

/* A book that cannot be opened says less than a line that is wrong anyway. */
static enum ks_status open_book(struct run *run)
{
	enum ks_status status = open_store(run, &run->diag);

	if (status != KS_OK) {
		if (run->line.n_args < run->line.cmd->min_args) {
			ks_diag_init(&run->diag, &run->arena);
			return too_few(run);
		}
		return status;
	}
	status = settle_actor(run);
	if (status == KS_OK)
		status = settle_lang(run);
	if (status == KS_OK)
		status = settle_training(run);
	return status == KS_OK ? check_deed(run) : status;
}

/*
 * What the book says, for a command that works without one: a book that is not
 * there, or cannot be opened, then has nothing to say.
 */
static const char *peek_routes(struct run *run)
{
	const char *dir = NULL;
	struct ks_diag unheard;

	ks_diag_init(&unheard, &run->arena);
	if (run->ctx.db_path && open_store(run, &unheard) == KS_OK &&
	    ks_store_setting_get(run->ctx.store, "routes", &dir) != KS_OK)
		dir = NULL;
	ks_store_close(run->ctx.store);
	run->ctx.store = NULL;
	return dir;
}

static enum ks_status settle_routes(struct run *run)
{
	const char *dir = run->line.global.routes;
	enum ks_status status = KS_OK;

	if (!dir)
		dir = given(run->env->routes);
	run->ctx.routes_given = dir != NULL;
	if (dir && needs_of(run) & KS_NEED_CARDS &&
	    ks_is_unknown_routes(&run->arena, &run->diag, run->env, dir))
		return KS_INPUT;
	if (dir)
		dir = ks_find_routes(&run->arena, run->env, dir);
	else if (run->ctx.store)
		status = ks_store_setting_get(run->ctx.store, "routes", &dir);
	else
		dir = peek_routes(run);
	run->ctx.routes_dir = dir ? dir : ks_default_routes(&run->arena, run->env);
	return status;
}

static enum ks_status load_cards(struct run *run)
{
	const struct ks_load_options options = {
		.examples = needs_of(run) & KS_NEED_EXAMPLES,
		.written = needs_of(run) & KS_NEED_WRITTEN,
	};

	return ks_load(&run->arena, run->ctx.routes_dir, &options, &run->diag,
		       &run->ctx.coalition);
}

/* For a command that works without cards: files that are wrong then name no roles. */
static const struct ks_coalition *peek_coalition(struct run *run)
{
	const struct ks_load_options options = { .examples = false };
	const struct ks_coalition *c = NULL;
	struct ks_diag unheard;
	enum ks_status status;

	ks_diag_init(&unheard, &run->arena);
	status = ks_load(&run->arena, run->ctx.routes_dir, &options, &unheard, &c);
	return status == KS_OK ? c : NULL;
}

/*
 * A role that does not exist would make every handover point nowhere, and who
 * misspells `coordinator` would see families. The book itself anybody may mend.
 */
static enum ks_status check_role(struct run *run)
{
	const struct ks_coalition *c = run->ctx.coalition;
	const char *role = run->ctx.actor.role;
	enum ks_deed deed = deed_of(run->line.cmd);

	if (!role || !(needs_of(run) & KS_NEED_STORE))
		return KS_OK;
	if (!c && deed != KS_DEED_ANY && deed != KS_DEED_CHECK)
		c = peek_coalition(run);
	return c ? ks_check_role(&run->ctx, c, role) : KS_OK;
}

static enum ks_status prepare(struct run *run)
{
	unsigned needs = needs_of(run);
	enum ks_status status = settle(run);

	if (status == KS_OK && needs & KS_NEED_STORE)
		status = open_book(run);
	if (status == KS_OK)
		status = too_few(run);
	if (status == KS_OK)
		status = check_actor_known(run);
	if (status == KS_OK)
		status = settle_routes(run);
	if (status == KS_OK && needs & KS_NEED_CARDS)
		status = load_cards(run);
	return status == KS_OK ? check_role(run) : status;
}

/* ---- the run ------------------------------------------------------------- */

static enum ks_status run_command(struct run *run)
{
	enum ks_status status = prepare(run);

	if (status == KS_OK)
		status = run->line.cmd->run(&run->ctx, run->line.opts);
	ks_store_close(run->ctx.store);
	return status;
}

static enum ks_status show_help(struct run *run)
{
	if (run->line.cmd)
		ks_help_command(&run->out, run->line.path, run->line.cmd);
	else
		ks_help_program(&run->out, ks_commands);
	return KS_OK;
}

static enum ks_status show_version(struct run *run)
{
	settle_output(run);
	if (check_format(run) != KS_OK)
		return KS_USAGE;
	if (run->out.format == KS_AS_JSON) {
		struct ks_json *document = ks_json_document(&run->out);

		ks_json_text(document, "ks", VERSION);
		ks_json_end(&run->out, document);
	} else {
		ks_buf_add(&run->out.text, "ks " VERSION "\n");
	}
	return KS_OK;
}

/* `ks case` alone: its parts are the answer, but to the wrong question. */
static enum ks_status show_parts(struct run *run)
{
	return ks_fail(&run->ctx, KS_USAGE, KS_MSG_which_part,
		       KS_ARGS({ "command", run->line.path }));
}

static enum ks_status answer(struct run *run, const char *const *argv)
{
	enum ks_status status =
		ks_opt_parse_told(&run->out, &run->diag, ks_commands, argv, &run->line);

	if (run->line.help) {
		ks_diag_init(&run->diag, &run->arena);
		return show_help(run);
	}
	if (status != KS_OK)
		return status;
	if (run->line.global.version)
		return show_version(run);
	if (!run->line.cmd)
		return show_help(run);
	return run->line.cmd->subs ? show_parts(run) : run_command(run);
}

/* Words on the line stay in the shell's history, and others on the machine can see them. */
static void warn_of_typing(struct run *run)
{
	if (run->line.typed && run->env->watched)
		ks_diag_add(&run->diag, KS_NOTE, ks_nowhere(), KS_MSG_typed_text,
			    KS_ARGS({ "option", run->line.typed }), NULL);
}

/*
 * After a failed write the book still holds what was recorded: say so. Who
 * stopped reading (ks ... | head -1) and recorded nothing knows that already.
 */
static enum ks_status let_out(struct run *run, enum ks_status status)
{
	bool done = status == KS_OK || status == KS_FOUND;

	if (done && ks_out_flush(&run->out) != KS_OK) {
		bool gone = errno == EPIPE;

		status = KS_STORE;
		if (run->ctx.recorded)
			ks_fail(&run->ctx, status, KS_MSG_output_failed_stored,
				KS_ARGS({ "id", run->ctx.recorded }));
		else if (!gone)
			ks_fail(&run->ctx, status, KS_MSG_output_failed, NULL);
	}
	warn_of_typing(run);
	ks_out_diag(&run->out, &run->diag);
	return status;
}

int ks_run(const struct ks_environment *env, const char *const *argv)
{
	struct run run;
	enum ks_status status;

	start(&run, env, argv);
	status = let_out(&run, answer(&run, argv));
	ks_arena_release(&run.arena);
	return (int)status;
}
