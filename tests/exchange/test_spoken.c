/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a parent reads is written by people, sentence by sentence (issue: two
 * views). Every line of the page to take home, for every example of the shipped
 * coalitions and in both languages, is one sentence of the message table with
 * only a date, a number, a name or a title put in, or a text of the menukaart
 * as it stands. And in what parents hear, no title is put where an article or a
 * verb would have to agree with it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/cards/load.h"
#include "ks/exchange/example.h"
#include "ks/output/route.h"

#define MOST 100000
#define WIDE 30000		/* no line is folded */
#define LINE 4000

/* The messages of a page, as its writers name them. */
static const char *const names[] = {
#define KS_MSG(id, nl, en) #id,
#include "ks/base/msg/all.def"
#undef KS_MSG
};

static bool is_name(char c)
{
	return c && strchr("abcdefghijklmnopqrstuvwxyz0123456789_", c);
}

static enum ks_msg msg_of(const char *name, size_t len)
{
	for (size_t i = 0; i < KS_MSG_LAST; i++)
		if (strlen(names[i]) == len && strncmp(names[i], name, len) == 0)
			return (enum ks_msg)i;
	return KS_MSG_LAST;
}

/* Every message that a source file uses. */
static size_t messages_of(const char *file, enum ks_msg *msgs, size_t n)
{
	static char text[MOST];
	FILE *in = fopen(file, "r");
	const char *at = text;

	assert_non_null(in);
	text[fread(text, 1, sizeof(text) - 1, in)] = '\0';
	fclose(in);
	while ((at = strstr(at, "KS_MSG_")) != NULL) {
		size_t len = 0;

		at += strlen("KS_MSG_");
		while (is_name(at[len]))
			len++;
		msgs[n] = msg_of(at, len);
		if (msgs[n] != KS_MSG_LAST)
			n++;
	}
	return n;
}

/* ---- where something is put in ------------------------------------------- */

/* What has no gender and no number: a date, a time, a figure, an address, a mark. */
static bool is_free(const char *field, size_t len)
{
	static const char *const words[] = { "date", "due",   "opens", "week",
					     "weeks", "days", "phone", "n",
					     "case", "route", "step" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strlen(words[i]) == len && strncmp(words[i], field, len) == 0)
			return true;
	return false;
}

/* Fields that hold a date or a number under a general name. */
static bool holds_figure(enum ks_msg msg)
{
	return msg == KS_MSG_table_due_by || msg == KS_MSG_table_after;
}

/* At the begin, or as the value behind a label ("Met wie: ..., ..."). */
static bool stands_apart(const char *text, const char *field, const char *end)
{
	bool before = field == text || strncmp(field - 2, ": ", 2) == 0 ||
		      (strncmp(field - 2, ", ", 2) == 0 && field[-3] == '}');

	return before && (!*end || strchr(".:,;", *end) || strncmp(end, " (", 2) == 0);
}

static void check_fields(enum ks_msg msg, enum ks_lang lang)
{
	const char *text = ks_msg_text(lang, msg), *at = text;

	while ((at = strchr(at, '{')) != NULL) {
		const char *end = strchr(at, '}') + 1;

		if (!holds_figure(msg) && !is_free(at + 1, (size_t)(end - at - 2)) &&
		    !stands_apart(text, at, end))
			fail_msg("%s: a title inside a sentence: %s", names[msg], text);
		at = end;
	}
}

static void no_title_stands_inside_a_sentence(void **state)
{
	static const char *const files[] = { "src/output/route_parents.c",
					     "src/output/route_agreed.c",
					     "src/output/route_later.c",
					     "src/output/route_table.c", "src/output/pans.c" };
	static enum ks_msg msgs[1000];
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		n = messages_of(files[i], msgs, n);
	assert_true(n > 50);
	for (size_t i = 0; i < n; i++) {
		check_fields(msgs[i], KS_NL);
		check_fields(msgs[i], KS_EN);
	}
}

/* ---- every line ---------------------------------------------------------- */

struct reading {
	struct ks_arena arena;
	struct ks_out out;
	const struct ks_coalition *c;
	enum ks_msg msgs[200];
	size_t n_msgs;
	size_t lines, steps;
};

static bool is_date(const char *text, size_t len, enum ks_lang lang)
{
	int day = 0, year = 0, used = 0;
	char month[20] = "", copy[LINE];

	snprintf(copy, sizeof(copy), "%.*s", (int)len, text);
	if (sscanf(copy, "%d %19[a-zA-Z] %d%n", &day, month, &year, &used) != 3 || copy[used])
		return false;
	for (int i = 0; i < 12; i++)
		if (strcmp(ks_msg_text(lang, (enum ks_msg)((int)KS_MSG_month_1 + i)), month) == 0)
			return day >= 1 && day <= 31 && year > 2000;
	return false;
}

static bool is_same(const char *text, size_t len, const char *other)
{
	return other && *other && strlen(other) == len && strncmp(text, other, len) == 0;
}

/* A role, who fills it, or their number, as the coalition wrote it. */
static bool is_who(struct reading *r, const char *text, size_t len)
{
	for (size_t i = 0; i < r->c->n_roles; i++) {
		const struct ks_role *role = r->c->roles[i];

		if (is_same(text, len, ks_text_in(role->label, r->out.lang)))
			return true;
		for (size_t k = 0; k < role->n_filled_by; k++) {
			const struct ks_filler *filler = &role->filled_by[k];

			if (is_same(text, len, filler->phone) ||
			    is_same(text, len, ks_text_in(filler->organisation, r->out.lang)))
				return true;
		}
	}
	return false;
}

/* A text of the menukaart, or what a step does, as it was written. */
static bool is_own_text(struct reading *r, const char *text, size_t len)
{
	enum ks_lang lang = r->out.lang;

	for (size_t i = 0; i < r->c->n_interventions; i++)
		if (is_same(text, len, ks_text_in(r->c->interventions[i]->title, lang)) ||
		    is_same(text, len, ks_text_in(r->c->interventions[i]->parents, lang)))
			return true;
	for (size_t i = 0; i < r->c->n_cards; i++)
		for (size_t k = 0; k < r->c->cards[i]->n_steps; k++)
			if (is_same(text, len,
				    ks_text_in(r->c->cards[i]->steps[k].do_what, lang)))
				return true;
	return false;
}

static bool may_stand(struct reading *r, const char *text, size_t len)
{
	return is_date(text, len, r->out.lang) || is_who(r, text, len);
}

/* True when a line is the sentence with nothing put in but what may be. */
static bool fits(struct reading *r, const char *line, const char *text)
{
	const char *rest;

	while (*text && *text != '{' && *line == *text) {
		line++;
		text++;
	}
	if (*text != '{')
		return !*text && !*line;
	rest = strchr(text, '}') + 1;
	for (size_t len = 1; len <= strlen(line); len++)
		if (may_stand(r, line, len) && fits(r, line + len, rest))
			return true;
	return false;
}

static bool is_written(struct reading *r, const char *line)
{
	if (!*line || strspn(line, "-") == strlen(line) || is_own_text(r, line, strlen(line)))
		return true;
	for (size_t i = 0; i < r->n_msgs; i++)
		if (r->msgs[i] != KS_MSG_parents_own &&
		    fits(r, line, ks_msg_text(r->out.lang, r->msgs[i])))
			return true;
	return false;
}

/* "3. Hulp bij schulden": the number of a step is not part of its text. */
static const char *without_number(struct reading *r, const char *line)
{
	size_t digits = strspn(line, "0123456789");

	if (!digits || strncmp(line + digits, ". ", 2) != 0)
		return line + strspn(line, " ");
	r->steps++;
	return line + digits + 2;
}

static void check_page(struct reading *r, const char *example)
{
	char *line = ks_strdup(&r->arena, r->out.text.text), *end;

	for (; (end = strchr(line, '\n')) != NULL; line = end + 1) {
		*end = '\0';
		r->lines++;
		if (!is_written(r, without_number(r, line)))
			fail_msg("%s: nobody wrote this line: %s", example, line);
	}
	ks_buf_init(&r->out.text, &r->arena);
}

static void read_page(struct reading *r, const struct ks_route *route,
		      const struct ks_family *family, const char *example)
{
	const char **statuses = KS_NEW_N(&r->arena, route->n_steps + 1, const char *);
	struct ks_route_view view = { .screen = { .coalition = r->c, .route = route,
						  .screening = 1, .due = KS_NO_DAY },
				      .family = family, .statuses = statuses, .parents = true,
				      .closed = KS_NO_DAY };

	for (size_t i = 0; i < route->n_steps; i++)
		statuses[i] = route->steps[i].already ? "already" : "open";
	for (int lang = KS_NL; lang <= (int)KS_EN; lang++) {
		r->out.lang = (enum ks_lang)lang;
		ks_write_route(&r->out, &view);
		check_page(r, example);
	}
}

static void read_example(struct reading *r, const struct ks_example *example)
{
	struct ks_example_case read;

	ks_example_read(&r->arena, r->c, example, &read);
	read_page(r, ks_route_make(&r->arena, r->c, &read.family, read.today), &read.family,
		  example->id);
}

static void every_line_for_parents_is_written_by_people(void **state)
{
	static const char *const folders[] = { "routes/landelijk", "routes/deventer",
					       "routes/utrecht" };
	static struct reading r;
	const struct ks_load_options options = { .examples = true };
	struct ks_diag diag;

	(void)state;
	r.n_msgs = messages_of("src/output/route_parents.c", r.msgs, 0);
	/* Its sentences on whom to call are those of the table: ks_who_sentence(). */
	r.msgs[r.n_msgs++] = KS_MSG_table_who;
	r.msgs[r.n_msgs++] = KS_MSG_table_who_name;
	r.msgs[r.n_msgs++] = KS_MSG_table_who_open;
	/* So is what it says after a loss: ks_ended_sentence(). */
	r.msgs[r.n_msgs++] = KS_MSG_table_ended;
	r.msgs[r.n_msgs++] = KS_MSG_table_ended_born;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		ks_arena_init(&r.arena);
		ks_out_init(&r.out, &r.arena, stdout, stderr);
		r.out.width = WIDE;
		ks_diag_init(&diag, &r.arena);
		assert_int_equal(ks_load(&r.arena, folders[i], &options, &diag, &r.c), KS_OK);
		for (size_t k = 0; k < r.c->n_examples; k++)
			read_example(&r, r.c->examples[k]);
		ks_arena_release(&r.arena);
	}
	assert_true(r.lines > 500 && r.steps > 100);
}

/* The check itself: words put together are found, what people wrote is not. */
static void words_glued_together_are_found(void **state)
{
	static struct ks_coalition c;
	static struct reading r;

	(void)state;
	ks_arena_init(&r.arena);
	ks_out_init(&r.out, &r.arena, stdout, stderr);
	r.c = &c;
	r.msgs[r.n_msgs++] = KS_MSG_table_due_by;
	r.msgs[r.n_msgs++] = KS_MSG_table_free;
	assert_true(is_written(&r, "Wanneer: uiterlijk 5 december 2026."));
	assert_true(is_written(&r, ks_msg_text(KS_NL, KS_MSG_table_free)));
	assert_false(is_written(&r, "Wanneer: uiterlijk 5 december 2026, met de cursus."));
	assert_false(is_written(&r, "Wanneer: uiterlijk morgen."));
	assert_false(is_written(&r, "Wij gaan naar de hulp bij schulden."));
	ks_arena_release(&r.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_title_stands_inside_a_sentence),
		cmocka_unit_test(every_line_for_parents_is_written_by_people),
		cmocka_unit_test(words_glued_together_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
