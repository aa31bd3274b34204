/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The files of tests/hostile, one test each: what tests/hostile/EXPECTED says
 * of them is what happens. A line there is a file and "fine", or the place and
 * the code of the first thing that is wrong with it. A file without a line and
 * a line without a file fail. The fuzz targets replay the same files.
 *
 * What is too large to keep as a file is made here.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "fuzz/small.h"
#include "ks/cards/yaml.h"
#include "ks/cmd/commands.h"
#include "ks/cmd/opt.h"
#include "ks/exchange/answers.h"
#include "ks/exchange/fhir.h"
#include "ks/exchange/reported.h"
#include "ks/output/out.h"

#define HOSTILE "tests/hostile/"
#define MOST_FILES 400
#define MOST_SAID 22	/* errors of one file that are worth a person's while */

struct expected {
	char file[96], place[16], code[48];	/* code "": fine */
};

struct input {
	struct ks_arena arena;
	struct ks_diag diag;
	struct ks_source_text text;
};

static void begin(struct input *in, const char *text, size_t len)
{
	memset(in, 0, sizeof(*in));
	ks_arena_init(&in->arena);
	ks_diag_init(&in->diag, &in->arena);
	in->text.name = "x.yaml";
	in->text.text = text;
	in->text.len = len;
}

static char *read_whole(const char *path, size_t *len)
{
	FILE *file = fopen(path, "rb");
	size_t most = (size_t)1 << 20;
	char *text = calloc(1, most);

	assert_non_null(file);
	assert_non_null(text);
	*len = fread(text, 1, most - 1, file);
	fclose(file);
	return text;
}

/* ---- one reader for each folder -------------------------------------------- */

static bool read_yaml(struct input *in)
{
	return ks_yaml_read(&in->arena, &in->text, &in->diag) != NULL;
}

static const char *card_name(const struct ks_source_text *text)
{
	if (strncmp(text->text, "coalition:", 10) == 0)
		return "wijk/coalition.yaml";
	if (strncmp(text->text, "sources:", 8) == 0)
		return "wijk/sources.yaml";
	if (strncmp(text->text, "interventions:", 14) == 0)
		return "wijk/interventions.yaml";
	return "wijk/cards/x.yaml";
}

static bool read_card(struct input *in)
{
	const struct ks_coalition *c;

	in->text.name = card_name(&in->text);
	return small_load(&in->arena, &in->text, &in->diag, &c) == KS_OK;
}

static bool read_answers(struct input *in)
{
	struct ks_answers answers = { .phase = { .text = NULL } };
	struct ks_intake intake;
	const struct ks_coalition *c;
	enum ks_status status;

	assert_int_equal(small_load(&in->arena, NULL, &in->diag, &c), KS_OK);
	status = ks_answers_read(&in->arena, &in->text, &in->diag, &answers);
	if (status == KS_OK)
		status = ks_answers_settle(&in->arena, c, &answers, SMALL_TODAY, &in->diag,
					   &intake);
	return status == KS_OK;
}

static bool read_fhir(struct input *in)
{
	struct ks_fhir_read read = { .n_not_taken = 0 };

	return ks_fhir_read(&in->arena, &in->text, &in->diag, &read) == KS_OK;
}

/* As ks import does: what is sound JSON is a response, anything else a table. */
static bool read_csv(struct input *in)
{
	struct ks_reported reported;
	struct ks_reported_with with = { .arena = &in->arena, .diag = &in->diag,
					 .date = SMALL_TODAY };
	struct ks_intake *intakes;
	bool json = ks_json_is_valid(in->text.text, in->text.len);

	assert_int_equal(small_load(&in->arena, NULL, &in->diag, &with.c), KS_OK);
	if ((json ? ks_response_read : ks_table_read)(&with, &in->text, &reported) != KS_OK)
		return false;
	return ks_reported_settle(&with, &reported, KS_BY_FILE, SMALL_TODAY, &intakes) == KS_OK;
}

/* The checker of JSON only says yes or no: no is put into words here. */
static bool read_json(struct input *in)
{
	if (ks_json_is_valid(in->text.text, in->text.len))
		return true;
	ks_error(&in->diag, ks_nowhere(), KS_MSG_yaml_syntax, NULL, NULL);
	return false;
}

static bool read_args(struct input *in)
{
	char *text = small_copy(&in->arena, in->text.text, in->text.len);
	const char **argv = KS_NEW_N(&in->arena, in->text.len + 1, const char *);
	struct ks_line line;
	size_t n = 0;

	for (char *word = text, *end; (end = strchr(word, '\n')) != NULL; word = end + 1) {
		*end = '\0';
		argv[n++] = word;
	}
	return ks_opt_parse(&in->arena, &in->diag, ks_commands, argv, &line) == KS_OK;
}

static bool (*reader_of(const char *file))(struct input *)
{
	static const struct {
		const char *folder;
		bool (*read)(struct input *);
	} readers[] = {
		{ "yaml/", read_yaml }, { "cards/", read_card }, { "answers/", read_answers },
		{ "json/", read_json }, { "args/", read_args }, { "fhir/", read_fhir },
		{ "csv/", read_csv },
	};

	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++)
		if (strncmp(file, readers[i].folder, strlen(readers[i].folder)) == 0)
			return readers[i].read;
	return NULL;
}

/* ---- one file -------------------------------------------------------------- */

/* Where and what the first error is; both empty when there is none. */
static const char *first_error(const struct input *in, char place[32])
{
	const struct ks_diag_item *item = in->diag.first;

	while (item && item->severity != KS_ERROR)
		item = item->next;
	place[0] = '\0';
	if (!item)
		return "";
	snprintf(place, 32, "%d:%d", item->loc.line, item->loc.col);
	return ks_msg_code(in->diag.arena, item->msg);
}

/* Whoever reads this on a terminal is safe, in both languages. */
static void assert_safe(const struct input *in)
{
	must_be_sayable(&in->diag, 0);
	must_be_sayable(&in->diag, 1);
}

static void file_is_as_expected(void **state)
{
	const struct expected *expected = *state;
	bool (*read)(struct input *) = reader_of(expected->file);
	char path[128], place[32];
	const char *code;
	struct input in;
	size_t len;
	char *text;
	bool fine;

	snprintf(path, sizeof(path), HOSTILE "%s", expected->file);
	text = read_whole(path, &len);
	begin(&in, text, len);
	assert_non_null(read);
	fine = read(&in);
	ks_diag_sort(&in.diag);
	code = first_error(&in, place);
	assert_int_equal(in.diag.errors == 0, fine);
	assert_safe(&in);
	if (strcmp(expected->code, code) != 0 || strcmp(expected->place, place) != 0)
		fail_msg("%s %s %s", expected->file, fine ? "fine" : place, code);
	ks_arena_release(&in.arena);
	free(text);
}

/* ---- the list -------------------------------------------------------------- */

struct list {
	struct expected items[MOST_FILES];
	size_t n;
};

static struct list list;

static bool parse_line(const char *line, struct expected *out)
{
	memset(out, 0, sizeof(*out));
	if (sscanf(line, "%95s %15s %47s", out->file, out->place, out->code) < 2)
		return false;
	if (strcmp(out->place, "fine") == 0)
		out->place[0] = '\0';
	return true;
}

static bool read_list(void)
{
	FILE *file = fopen(HOSTILE "EXPECTED", "r");
	char line[200];

	if (!file)
		return false;
	while (list.n < MOST_FILES && fgets(line, sizeof(line), file))
		if (line[0] != '#' && parse_line(line, &list.items[list.n]))
			list.n++;
	fclose(file);
	return list.n > 0;
}

static bool is_listed(const char *folder, const char *name)
{
	char file[300];

	snprintf(file, sizeof(file), "%s/%s", folder, name);
	for (size_t i = 0; i < list.n; i++)
		if (strcmp(list.items[i].file, file) == 0)
			return true;
	return false;
}

static void every_file_is_listed(void **state)
{
	static const char *const folders[] = { "yaml", "cards", "answers", "json",
					       "args", "fhir", "csv" };
	struct dirent *entry;
	char path[64];
	DIR *dir;

	(void)state;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		snprintf(path, sizeof(path), HOSTILE "%s", folders[i]);
		dir = opendir(path);
		assert_non_null(dir);
		while ((entry = readdir(dir)) != NULL)
			if (entry->d_name[0] != '.' && !is_listed(folders[i], entry->d_name))
				fail_msg("%s/%s is not in EXPECTED", folders[i], entry->d_name);
		closedir(dir);
	}
}

/* ---- too large to keep ------------------------------------------------------ */

/* Of each of these libyaml alone would make 5 to 45 seconds. */
struct large {
	const char *name, *head, *again, *tail;
	size_t times;
	const char *place, *code;
};

static const struct large larges[] = {
	{ "a_hundred_thousand_lists", "a: ", "[", "", 100000, "1:35", "yaml-depth" },
	{ "a_hundred_thousand_blocks", "a:\n ", "- ", "x\n", 100000, "2:64", "yaml-depth" },
	{ "a_flood_of_tag_directives", "", "%TAG ! a:\n", "---\na: 1\n", 75000, "1:1",
	  "yaml-directive" },
	{ "a_flood_of_anchors", "", "- &a x\n", "", 100000, "1:3", "yaml-anchor" },
	{ "a_flood_of_aliases", "a: [", "*x,", "]\n", 100000, "1:5", "yaml-anchor" },
	{ "more_values_than_fit", "a: [", "1,", "]\n", 70000, "1:119999", "yaml-nodes" },
	{ "a_flood_of_the_same_key", "", "a: 1\n", "", 25000, "2:1", "yaml-duplicate" },
	{ "a_flood_of_quotes", "a: ", "'", "\n", 90001, "1:4", "yaml-open-quote" },
	{ "a_long_line_of_blanks", "a:", " ", "b\n", 1000000, "", "" },
	{ "a_long_text", "a: ", "x", "\n", 65537, "1:4", "yaml-scalar" },
	{ "the_longest_text_is_fine", "a: ", "x", "\n", 65536, "", "" },
	{ "a_key_that_never_ends", "", "k", "", 1000000, "1:1", "yaml-scalar" },
	{ "more_than_a_mebibyte", "a: 1\n", "# regel\n", "", 131072, "1:1", "file-too-large" },
	{ "a_mebibyte_of_comment_is_fine", "a: 1\n", "# regel\n", "", 131000, "", "" },
};

static char *make_large(const struct large *large, size_t *len)
{
	size_t head = strlen(large->head), again = strlen(large->again);
	char *text = malloc(head + again * large->times + strlen(large->tail) + 1), *to = text;

	assert_non_null(text);
	memcpy(to, large->head, head);
	to += head;
	for (size_t i = 0; i < large->times; i++, to += again)
		memcpy(to, large->again, again);
	strcpy(to, large->tail);
	*len = (size_t)(to - text) + strlen(large->tail);
	return text;
}

static void large_is_quick(void **state)
{
	const struct large *large = *state;
	clock_t start = clock();
	const char *code;
	struct input in;
	char place[32];
	bool fine;
	size_t len;
	char *text = make_large(large, &len);

	begin(&in, text, len);
	fine = read_yaml(&in);
	assert_int_equal(in.diag.errors == 0, fine);
	assert_true(in.diag.errors <= MOST_SAID);
	code = first_error(&in, place);
	if (strcmp(large->code, code) != 0 || strcmp(large->place, place) != 0)
		fail_msg("%s %s", place, code);
	assert_safe(&in);
	assert_true((clock() - start) / CLOCKS_PER_SEC < 2);
	ks_arena_release(&in.arena);
	free(text);
}

int main(void)
{
	static struct CMUnitTest tests[MOST_FILES + 32];
	size_t n = 0;

	if (!read_list()) {
		fprintf(stderr, HOSTILE "EXPECTED cannot be read: run this at the top of the tree\n");
		return 1;
	}
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(every_file_is_listed);
	for (size_t i = 0; i < list.n; i++)
		tests[n++] = (struct CMUnitTest){ list.items[i].file, file_is_as_expected, NULL,
						  NULL, &list.items[i] };
	for (size_t i = 0; i < sizeof(larges) / sizeof(larges[0]); i++)
		tests[n++] = (struct CMUnitTest){ larges[i].name, large_is_quick, NULL, NULL,
						  (void *)(uintptr_t)&larges[i] };
	return _cmocka_run_group_tests("hostile", tests, n, NULL, NULL);
}
