/* SPDX-License-Identifier: EUPL-1.2 */
/* The questions of ks init: see init.h. */
#include "init.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/bsn.h"
#include "ks/base/near.h"
#include "ks/base/utf8.h"
#include "ks/cards/load.h"
#include "ks/cmd/place.h"
#include "ks/cmd/terminal.h"
#include "ks/output/talk.h"

struct asking {
	struct ks_ctx *ctx;
	struct ks_terminal terminal;
	struct ks_list names;		/* coalitions there are */
};

bool ks_init_can_ask(const struct ks_ctx *ctx)
{
	return ctx->out->format == KS_AS_TEXT && ks_terminal_is_there() &&
	       ks_talk_has_screen(ctx->out);
}

/* ---- one line ------------------------------------------------------------ */

static const char *trimmed(struct ks_arena *arena, const char *line)
{
	size_t len;

	while (ks_is_space(*line))
		line++;
	len = strlen(line);
	while (len && ks_is_space(line[len - 1]))
		len--;
	return ks_strndup(arena, line, len);
}

/* What is wrong with a line whatever was asked; KS_MSG_LAST: nothing. */
static enum ks_msg wrong_with(enum ks_line_kind kind, const char *line, size_t len)
{
	if (kind == KS_LINE_TOO_LONG)
		return KS_MSG_talk_typo_too_long;
	if (ks_utf8_find_bad(line, len, false) != len)
		return KS_MSG_talk_typo_characters;
	return ks_has_bsn(line) ? KS_MSG_talk_typo_bsn : KS_MSG_LAST;
}

static void say(struct asking *a, enum ks_msg msg, const struct ks_arg *args)
{
	ks_out_msg(a->ctx->out, 0, msg, args);
}

/* One answer without the space around it; NULL when it was broken off. */
static const char *ask(struct asking *a, enum ks_msg question, const struct ks_arg *args)
{
	for (;;) {
		enum ks_line_kind kind;
		enum ks_msg wrong;
		size_t len = 0;

		say(a, question, args);
		ks_buf_add(&a->ctx->out->text, "> ");
		if (ks_out_flush(a->ctx->out) != KS_OK)
			return NULL;
		kind = ks_terminal_line(&a->terminal, &len);
		if (kind == KS_LINE_END)
			return NULL;
		wrong = wrong_with(kind, a->terminal.line, len);
		if (wrong == KS_MSG_LAST)
			return trimmed(a->ctx->arena, a->terminal.line);
		say(a, wrong, NULL);
	}
}

static enum ks_status stopped(struct asking *a)
{
	return ks_fail(a->ctx, KS_INTERRUPTED, KS_MSG_init_stopped, NULL);
}

/* ---- with which coalition ------------------------------------------------ */

static const char *joined(struct ks_arena *arena, const struct ks_list *names)
{
	struct ks_buf buf;

	ks_buf_init(&buf, arena);
	for (size_t i = 0; i < names->n; i++)
		ks_buf_addf(&buf, "%s%s", i ? ", " : "", names->items[i]);
	return buf.text;
}

/* The one that is named so; NULL after saying that there is none, with the nearest. */
static const char *known_routes(struct asking *a, const char *typed)
{
	struct ks_near near;

	ks_near_start(&near, typed);
	for (size_t i = 0; i < a->names.n; i++) {
		if (ks_streq(a->names.items[i], typed))
			return a->names.items[i];
		ks_near_offer(&near, a->names.items[i]);
	}
	say(a, near.best ? KS_MSG_init_no_such_routes_near : KS_MSG_init_no_such_routes,
	    KS_ARGS({ "typed", typed }, { "near", near.best ? near.best : "" }));
	return NULL;
}

static enum ks_status take_routes(struct ks_ctx *ctx, const char *name)
{
	const struct ks_load_options none = { .examples = false };

	if (ks_streq(name, KS_NATIONAL_ROUTES))
		return KS_OK;
	ctx->routes_dir = ks_find_routes(ctx->arena, ctx->env, name);
	ctx->routes_given = true;
	return ks_load(ctx->arena, ctx->routes_dir, &none, ctx->diag, &ctx->coalition);
}

static enum ks_status ask_routes(struct asking *a)
{
	struct ks_arena *arena = a->ctx->arena;
	const char *known = NULL;

	ks_routes_names(arena, a->ctx->env, &a->names);
	if (a->ctx->routes_given || a->names.n < 2)
		return KS_OK;
	while (!known) {
		const char *typed = ask(a, KS_MSG_init_ask_routes,
					KS_ARGS({ "names", joined(arena, &a->names) },
						{ "usual", KS_NATIONAL_ROUTES }));

		if (!typed)
			return stopped(a);
		known = *typed ? known_routes(a, typed) : KS_NATIONAL_ROUTES;
	}
	return take_routes(a->ctx, known);
}

/* ---- who works here ------------------------------------------------------ */

static enum ks_status ask_user(struct asking *a)
{
	struct ks_actor *actor = &a->ctx->actor;

	while (!actor->user) {
		const char *typed = ask(a, KS_MSG_init_ask_user, NULL);

		if (!typed)
			return stopped(a);
		if (*typed)
			actor->user = typed;
		else
			say(a, KS_MSG_init_needs_name, NULL);
	}
	return KS_OK;
}

/* Judged as everywhere, with a complaint that speaks as the question did. */
static bool is_role(struct asking *a, const char *typed)
{
	struct ks_diag *heard = a->ctx->diag;
	struct ks_diag diag;
	enum ks_status status;
	const char *near;

	ks_diag_init(&diag, a->ctx->arena);
	a->ctx->diag = &diag;
	status = ks_check_role(a->ctx, a->ctx->coalition, typed);
	a->ctx->diag = heard;
	if (status == KS_OK)
		return true;
	near = diag.first ? diag.first->near : NULL;
	say(a, near ? KS_MSG_init_no_such_role_near : KS_MSG_init_no_such_role,
	    KS_ARGS({ "typed", typed }, { "near", near ? near : "" }));
	return false;
}

static void put_roles(struct asking *a)
{
	struct ks_list names = { NULL, 0 };

	ks_role_names(a->ctx->arena, a->ctx->coalition, &names);
	say(a, KS_MSG_init_names, KS_ARGS({ "names", joined(a->ctx->arena, &names) }));
}

static enum ks_status ask_role(struct asking *a)
{
	struct ks_actor *actor = &a->ctx->actor;

	while (!actor->role) {
		const char *typed = ask(a, KS_MSG_init_ask_role, NULL);

		if (!typed)
			return stopped(a);
		if (!*typed)
			put_roles(a);
		else if (is_role(a, typed))
			actor->role = typed;
	}
	return KS_OK;
}

/* A role that was said already is judged before anybody is asked anything more. */
static enum ks_status check_said_role(struct asking *a)
{
	const char *role = a->ctx->actor.role;

	return role ? ks_check_role(a->ctx, a->ctx->coalition, role) : KS_OK;
}

static enum ks_status ask_organisation(struct asking *a)
{
	struct ks_actor *actor = &a->ctx->actor;
	const char *typed;

	if (actor->organisation)
		return KS_OK;
	typed = ask(a, KS_MSG_init_ask_organisation, NULL);
	if (!typed)
		return stopped(a);
	actor->organisation = *typed ? typed : NULL;
	return KS_OK;
}

/* ---- together ------------------------------------------------------------ */

enum ks_status ks_init_ask(struct ks_ctx *ctx)
{
	static enum ks_status (*const questions[])(struct asking *) = {
		ask_routes, check_said_role, ask_user, ask_role, ask_organisation,
	};
	struct asking *a = KS_NEW(ctx->arena, struct asking);
	enum ks_status status = KS_OK;

	a->ctx = ctx;
	if (!ks_terminal_open(&a->terminal))
		return stopped(a);
	for (size_t i = 0; status == KS_OK && i < sizeof(questions) / sizeof(questions[0]); i++)
		status = questions[i](a);
	ks_terminal_close(&a->terminal);
	return status;
}
