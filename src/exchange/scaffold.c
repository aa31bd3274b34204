/* SPDX-License-Identifier: EUPL-1.2 */
/* The text of new cards and coalitions: see exchange/scaffold.h. */
#include "ks/exchange/scaffold.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/base/utf8.h"
#include "ks/cards/check.h"
#include "ks/engine/route.h"

#define WIDTH 100	/* of a line with a note */
#define WEEKS_TO_GO 26	/* of the family in the first example: 14+0 */
#define WEEK 7

/* ---- lines ----------------------------------------------------------------- */

/* A note: lines that start with # at that indent, filled to the width. */
static void note_text(struct ks_buf *buf, int indent, const char *text)
{
	size_t n;
	char **words = ks_split(buf->arena, text, ' ', &n);
	int column = WIDTH;

	for (size_t i = 0; i < n; i++) {
		int width = ks_utf8_width(words[i]);

		if (column + 1 + width > WIDTH) {
			ks_buf_addf(buf, "%s%*s#", i ? "\n" : "", indent, "");
			column = indent + 1;
		}
		ks_buf_addf(buf, " %s", words[i]);
		column += 1 + width;
	}
	ks_buf_addc(buf, '\n');
}

static void note(const struct ks_scaffold *with, struct ks_buf *buf, int indent, enum ks_msg msg,
		 const struct ks_arg *args)
{
	note_text(buf, indent, ks_msg_make(with->arena, with->lang, msg, args));
}

/* A text as YAML takes it whatever stands in it. */
static const char *quoted(struct ks_arena *arena, const char *text)
{
	struct ks_buf buf;

	ks_buf_init(&buf, arena);
	ks_buf_addc(&buf, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			ks_buf_addc(&buf, '\'');
		ks_buf_addc(&buf, *text == '\n' ? ' ' : *text);
	}
	ks_buf_addc(&buf, '\'');
	return buf.text;
}

static const char *day_text(struct ks_arena *arena, ks_day day)
{
	char *text = KS_NEW_N(arena, KS_DATE_TEXT, char);

	ks_format_date(day, text);
	return text;
}

/* The first version of this year, as versions are written. */
static const char *first_version(const struct ks_scaffold *with)
{
	return ks_fmt(with->arena, "%d.1", ks_civil_of(with->today).year);
}

/* Ids of roles, with commas: those that somebody fills, or all. */
static const char *role_ids(const struct ks_scaffold *with, bool only_filled)
{
	struct ks_buf buf;

	ks_buf_init(&buf, with->arena);
	for (size_t i = 0; i < with->base->n_roles; i++) {
		const struct ks_role *role = with->base->roles[i];

		if (role->n_filled_by || !only_filled)
			ks_buf_addf(&buf, "%s%s", buf.len ? ", " : "", role->id);
	}
	return buf.text;
}

/* ---- a card ---------------------------------------------------------------- */

static ks_day in_a_year(ks_day today)
{
	const struct ks_span year = { 1, KS_YEARS };

	return ks_add_span(today, year);
}

static void card_head(const struct ks_scaffold *with, struct ks_buf *buf, const char *id)
{
	if (with->schema)
		ks_buf_addf(buf, "# yaml-language-server: $schema=%s\n", with->schema);
	note(with, buf, 0, KS_MSG_starter_card_top, NULL);
	ks_buf_addf(buf, "\ncard: %s\n", id);
	note(with, buf, 0, KS_MSG_starter_title, NULL);
	ks_buf_addf(buf, "title:\nversion: %s\n", first_version(with));
	note(with, buf, 0, KS_MSG_starter_phase, NULL);
	ks_buf_add(buf, "phase: [during]\n");
	note(with, buf, 0, KS_MSG_starter_owner, NULL);
	ks_buf_add(buf, "owner:\n");
	note(with, buf, 0, KS_MSG_starter_review, NULL);
	ks_buf_addf(buf, "review_by: %s\n", day_text(with->arena, in_a_year(with->today)));
}

/* What explains a key, and the key as it begins. */
struct part {
	int indent;
	enum ks_msg note;
	const char *yaml;
};

static const struct part agreement[] = {
	{ 0, KS_MSG_starter_agreed, "agreed:\n" },
	{ 0, KS_MSG_starter_sources, "sources: [proposal]\n" },
	{ 0, KS_MSG_starter_when, "when:\n  signal:\n" },
	{ 0, KS_MSG_starter_say, "say:\n" },
	{ 0, KS_MSG_starter_steps, "steps:\n  - step: eerste-stap\n" },
	{ 4, KS_MSG_starter_role, "" },
};
static const struct part step[] = {
	{ 4, KS_MSG_starter_do, "    do:\n" },
	{ 4, KS_MSG_starter_urgency, "    urgency: routine\n" },
	{ 4, KS_MSG_starter_within, "    within: 14d\n" },
	{ 4, KS_MSG_starter_handover, "    handover: three-way\n    source: [proposal]\n" },
	{ 4, KS_MSG_starter_why, "    why:\n" },
	{ 4, KS_MSG_starter_ways, "    # if_refused: {say: , refer_to: }\n"
				  "    # if_waiting: {refer_to: , every: 2w}\n" },
};

static void add_parts(const struct ks_scaffold *with, struct ks_buf *buf, const struct part *parts,
		      size_t n)
{
	for (size_t i = 0; i < n; i++) {
		note(with, buf, parts[i].indent, parts[i].note, NULL);
		ks_buf_add(buf, parts[i].yaml);
	}
}

static void card_body(const struct ks_scaffold *with, struct ks_buf *buf)
{
	add_parts(with, buf, agreement, sizeof(agreement) / sizeof(agreement[0]));
	if (with->base)
		note(with, buf, 4, KS_MSG_starter_roles,
		     KS_ARGS({ "roles", role_ids(with, false) }));
	ks_buf_add(buf, "    refer_to:\n");
	add_parts(with, buf, step, sizeof(step) / sizeof(step[0]));
}

const char *ks_scaffold_card(const struct ks_scaffold *with, const char *id)
{
	struct ks_buf buf;

	ks_buf_init(&buf, with->arena);
	card_head(with, &buf, id);
	card_body(with, &buf);
	return buf.text;
}

/* ---- a coalition ----------------------------------------------------------- */

/* "zwolle" as it begins a name. */
static const char *as_name(struct ks_arena *arena, const char *id)
{
	char *name = ks_strdup(arena, id);

	if (*name >= 'a' && *name <= 'z')
		*name = (char)(*name - 'a' + 'A');
	return name;
}

static const char *coalition_yaml(const struct ks_scaffold *with, const char *id,
				  const char *folder)
{
	struct ks_buf buf;

	ks_buf_init(&buf, with->arena);
	note(with, &buf, 0, KS_MSG_starter_coalition_top, KS_ARGS({ "base", folder }));
	ks_buf_addf(&buf, "\ncoalition: %s\n", id);
	note(with, &buf, 0, KS_MSG_starter_coalition_title, NULL);
	ks_buf_addf(&buf, "title: Kansrijke Start %s\nversion: %s\nextends: %s\n",
		    as_name(with->arena, id), first_version(with), folder);
	note(with, &buf, 0, KS_MSG_starter_municipalities, NULL);
	ks_buf_addf(&buf, "# municipalities: [%s]\n", id);
	note(with, &buf, 0, KS_MSG_starter_policy, NULL);
	ks_buf_add(&buf, "# policy:\n#   respond_within: {value: 2wd, source: proposal}\n");
	return buf.text;
}

static void role_label(const struct ks_scaffold *with, struct ks_buf *buf, struct ks_text label)
{
	ks_buf_addf(buf, "    label: {nl: %s", quoted(with->arena, ks_text_in(label, KS_NL)));
	if (label.en)
		ks_buf_addf(buf, ", en: %s", quoted(with->arena, label.en));
	ks_buf_add(buf, "}\n");
}

/*
 * The finding is accepted as long as it is to be filled in, so that a new
 * folder checks clean; what nobody asks for is no finding and needs none.
 */
static void open_role(const struct ks_scaffold *with, struct ks_buf *buf,
		      const struct ks_role *role, const char *id)
{
	const char *name = ks_msg_text(with->lang, KS_MSG_starter_filler_name);

	ks_buf_addf(buf, "  - id: %s\n", role->id);
	role_label(with, buf, role->label);
	note(with, buf, 4, KS_MSG_starter_fill_role, NULL);
	ks_buf_addf(buf,
		    "    # filled_by:\n"
		    "    #   - {organisation: %s, municipality: [%s], source: proposal}\n",
		    name, id);
	if (ks_role_is_needed(with->arena, with->base, role))
		ks_buf_addf(buf, "    accepted: [{finding: role-not-filled, why: %s}]\n",
			    quoted(with->arena,
				   ks_msg_text(with->lang, KS_MSG_starter_not_filled_yet)));
}

static const char *roles_yaml(const struct ks_scaffold *with, const char *id, const char *folder)
{
	const char *filled = role_ids(with, true);
	struct ks_buf buf, open;

	ks_buf_init(&buf, with->arena);
	ks_buf_init(&open, with->arena);
	note(with, &buf, 0, KS_MSG_starter_roles_top, KS_ARGS({ "base", folder }));
	if (*filled)
		note(with, &buf, 0, KS_MSG_starter_roles_filled,
		     KS_ARGS({ "base", folder }, { "roles", filled }));
	for (size_t i = 0; i < with->base->n_roles; i++)
		if (!with->base->roles[i]->n_filled_by)
			open_role(with, &open, with->base->roles[i], id);
	ks_buf_addf(&buf, "\nroles:%s\n%s", open.len ? "" : " []", open.text);
	return buf.text;
}

/* What the agreements as they stand bring a family of which nothing is known. */
static void expected(const struct ks_scaffold *with, struct ks_buf *buf, ks_day due)
{
	const struct ks_route *route;
	struct ks_family family;

	ks_family_init(&family, KS_DURING);
	family.due = due;
	route = ks_route_make(with->arena, with->base, &family, with->today);
	ks_buf_addf(buf, "  class: %s\n  steps: [", ks_class_words[route->balance.class]);
	for (size_t i = 0; i < route->n_steps; i++)
		ks_buf_addf(buf, "%s%s", i ? ", " : "", route->steps[i].id);
	ks_buf_add(buf, "]\n");
}

static const char *example_yaml(const struct ks_scaffold *with, const char *example)
{
	ks_day due = with->today + WEEKS_TO_GO * WEEK;
	struct ks_buf buf;

	ks_buf_init(&buf, with->arena);
	note(with, &buf, 0, KS_MSG_starter_example_top, NULL);
	ks_buf_addf(&buf, "\nexample: %s\nstory: %s\ntoday: %s\n", example,
		    ks_msg_text(with->lang, KS_MSG_starter_example_story),
		    day_text(with->arena, with->today));
	note(with, &buf, 0, KS_MSG_starter_example_case, NULL);
	ks_buf_addf(&buf, "case: {due: %s}\npresent: []\nexpect:\n", day_text(with->arena, due));
	note(with, &buf, 2, KS_MSG_starter_example_steps, NULL);
	expected(with, &buf, due);
	return buf.text;
}

size_t ks_scaffold_coalition(const struct ks_scaffold *with, const char *id, const char *folder,
			     struct ks_new_file **out)
{
	const char *example = ks_fmt(with->arena, "%.40s-niets-gevraagd", id);
	const struct ks_new_file files[] = {
		{ "coalition.yaml", coalition_yaml(with, id, folder) },
		{ "roles.yaml", roles_yaml(with, id, folder) },
		{ "cards", NULL },
		{ "examples", NULL },
		{ ks_fmt(with->arena, "examples/%s.yaml", example), example_yaml(with, example) },
	};
	size_t n = sizeof(files) / sizeof(files[0]);

	*out = KS_NEW_N(with->arena, n, struct ks_new_file);
	memcpy(*out, files, sizeof(files));
	return n;
}
