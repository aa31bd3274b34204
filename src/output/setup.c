/* SPDX-License-Identifier: EUPL-1.2 */
/* A book that was made, and its settings. */
#include "ks/output/setup.h"

#include "ks/base/arena.h"
#include "ks/base/str.h"

/* ---- init ---------------------------------------------------------------- */

static void init_json(struct ks_out *out, const struct ks_init_view *view)
{
	struct ks_json *document = ks_json_document(out), *coalition;

	ks_json_text(document, "casebook", view->path);
	ks_json_text(document, "shared", view->group);
	ks_json_text(document, "user", view->user);
	ks_json_text(document, "role", view->role);
	ks_json_text(document, "organisation", view->organisation);
	coalition = ks_json_object(document, "coalition");
	ks_json_text(coalition, "id", view->coalition->id);
	ks_json_text(coalition, "version", view->coalition->version);
	ks_json_end(out, document);
}

/* What this role may do first: a coordinator sees totals, a steward looks after the book. */
static enum ks_msg next_for(const char *role)
{
	if (ks_streq(role, "coordinator"))
		return KS_MSG_init_next_totals;
	return ks_streq(role, "steward") ? KS_MSG_init_next_steward : KS_MSG_init_next;
}

static void init_text(struct ks_out *out, const struct ks_init_view *view)
{
	ks_out_msg(out, 0, view->group ? KS_MSG_init_shared : KS_MSG_init_private,
		   KS_ARGS({ "path", view->path }, { "group", view->group ? view->group : "" }));
	ks_out_msg(out, 0, KS_MSG_init_coalition,
		   KS_ARGS({ "title", ks_text_in(view->coalition->title, out->lang) },
			   { "version", view->coalition->version }));
	ks_out_msg(out, 0, view->organisation ? KS_MSG_init_who_where : KS_MSG_init_who,
		   KS_ARGS({ "user", view->user }, { "role", view->role },
			   { "organisation", view->organisation ? view->organisation : "" }));
	ks_out_blank(out);
	ks_out_msg(out, 0, next_for(view->role), NULL);
}

void ks_write_init(struct ks_out *out, const struct ks_init_view *view)
{
	if (out->format == KS_AS_JSON)
		init_json(out, view);
	else
		init_text(out, view);
}

/* ---- config -------------------------------------------------------------- */

static void settings_json(struct ks_out *out, const char *path,
			  const struct ks_setting_view *items, size_t n)
{
	struct ks_json *document = ks_json_document(out), *settings;

	ks_json_text(document, "casebook", path);
	settings = ks_json_object(document, "settings");
	for (size_t i = 0; i < n; i++)
		ks_json_text(settings, items[i].key, items[i].value);
	ks_json_end(out, document);
}

static void settings_text(struct ks_out *out, const char *path,
			  const struct ks_setting_view *items, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *value = items[i].value;

		ks_out_wrapped(out, 0, ks_fmt(out->arena, "%s: ", items[i].key),
			       value ? value : ks_msg_text(out->lang, KS_MSG_config_unset));
	}
	ks_out_msg(out, 0, KS_MSG_config_book, KS_ARGS({ "path", path }));
}

void ks_write_settings(struct ks_out *out, const char *path, const struct ks_setting_view *items,
		       size_t n)
{
	if (out->format == KS_AS_JSON)
		settings_json(out, path, items, n);
	else
		settings_text(out, path, items, n);
}

void ks_write_setting(struct ks_out *out, const struct ks_setting_view *item)
{
	struct ks_json *document;

	if (out->format == KS_AS_JSON) {
		document = ks_json_document(out);
		ks_json_text(document, item->key, item->value);
		ks_json_end(out, document);
	} else {
		if (item->value)
			ks_out_wrapped(out, 0, "", item->value);
	}
}
