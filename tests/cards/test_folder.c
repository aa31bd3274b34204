/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Coalitions on disk: what is read and what is not, cards of the command
 * line, and examples, which are only read when asked for.
 */
#define _GNU_SOURCE	/* nftw(), RTLD_NEXT */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dlfcn.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ks/base/str.h"
#include "ks/cards/yaml.h"
#include "support/texts.h"

struct disk {
	struct texts t;
	char dir[64];		/* holds landelijk and toets */
	struct ks_load_options options;
};

static const char *path_of(struct disk *d, const char *name)
{
	return ks_fmt(&d->t.arena, "%s/%s", d->dir, name);
}

static void write_file(struct disk *d, const char *name, const char *text, size_t len)
{
	char *path = ks_strdup(&d->t.arena, path_of(d, name));
	FILE *file;

	for (char *slash = path + strlen(d->dir) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
		*slash = '\0';
		assert_true(mkdir(path, 0700) == 0 || errno == EEXIST);
		*slash = '/';
	}
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

static void put(struct disk *d, const char *name, const char *text)
{
	write_file(d, name, text, strlen(text));
}

static void disk_start(struct disk *d, const struct edit *edits)
{
	memset(d, 0, sizeof(*d));
	texts_start(&d->t, edits);
	strcpy(d->dir, "/tmp/ks-folder-XXXXXX");
	assert_non_null(mkdtemp(d->dir));
	for (size_t i = 0; i < d->t.n; i++)
		write_file(d, d->t.files[i]->name, d->t.files[i]->text, d->t.files[i]->len);
}

static void load(struct disk *d, const char *folder)
{
	d->t.status = ks_load(&d->t.arena, path_of(d, folder), &d->options, &d->t.diag, &d->t.c);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *place)
{
	(void)st;
	(void)kind;
	(void)place;
	return remove(path);
}

static void disk_end(struct disk *d)
{
	assert_int_equal(nftw(d->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
	texts_end(&d->t);
}

/* ---- reading --------------------------------------------------------------- */

static void a_coalition_is_read_with_what_it_extends(void **state)
{
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	load(&d, "toets");
	assert_string_equal(texts_said(&d.t), "");
	assert_int_equal(d.t.status, KS_OK);
	assert_int_equal(d.t.c->n_files, d.t.n);
	assert_string_equal(d.t.c->files[0]->name, "landelijk/cards/geldzorgen.yaml");
	assert_string_equal(ks_find_card(d.t.c, "geweld")->loc.in->name,
			    "landelijk/cards/geweld.yaml");
	disk_end(&d);
}

static bool says(const struct ks_node *entry, const char *key, const char *text)
{
	const struct ks_node *value = ks_node_get(entry, key);

	return value && value->kind == KS_SCALAR && strcmp(value->text, text) == 0;
}

static void what_was_written_stays_only_for_who_asks_for_it(void **state)
{
	static const struct ks_load_options asked[] = { { .written = true }, { .examples = true } };
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	load(&d, "toets");
	assert_int_equal(d.t.status, KS_OK);
	assert_null(ks_find_card(d.t.c, "geweld")->node);
	assert_null(d.t.c->factors[0]->node);
	assert_string_equal(ks_find_card(d.t.c, "geweld")->id, "geweld");
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		d.options = asked[i];
		load(&d, "toets");
		assert_int_equal(d.t.status, KS_OK);
		assert_true(says(ks_find_card(d.t.c, "geweld")->node, "card", "geweld"));
		assert_true(says(d.t.c->factors[0]->node, "id", d.t.c->factors[0]->id));
	}
	disk_end(&d);
}

static void names_do_not_depend_on_how_the_folder_is_named(void **state)
{
	static const char *const ways[] = { "toets/", "toets/.", "landelijk/../toets",
					    "toets/cards/..", NULL };

	(void)state;
	for (size_t i = 0; ways[i]; i++) {
		struct disk d;

		disk_start(&d, NULL);
		assert_int_equal(mkdir(path_of(&d, "toets/cards"), 0700), 0);
		load(&d, ways[i]);
		assert_string_equal(texts_said(&d.t), "");
		assert_string_equal(d.t.c->files[d.t.c->n_files - 1]->name, "toets/roles.yaml");
		disk_end(&d);
	}
}

static void a_byte_order_mark_and_windows_lines_change_nothing(void **state)
{
	static const char text[] = "\xef\xbb\xbf" "card: extra\r\nwithdrawn: {why: Toets.}\r\n";
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	put(&d, "toets/cards/extra.yaml", text);
	load(&d, "toets");
	assert_string_equal(texts_said(&d.t), "");
	assert_string_equal(d.t.c->withdrawn[0].id, "extra");
	disk_end(&d);
}

static void a_second_byte_order_mark_is_refused(void **state)
{
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	put(&d, "toets/cards/extra.yaml", "\xef\xbb\xbf\xef\xbb\xbf" "card: extra\n");
	load(&d, "toets");
	assert_int_equal(d.t.status, KS_INPUT);
	assert_non_null(strstr(texts_said(&d.t), "toets/cards/extra.yaml:1:1: error: "));
	assert_non_null(strstr(texts_said(&d.t), "U+FEFF"));
	disk_end(&d);
}

static void a_folder_that_is_not_there_is_a_reason_of_its_own(void **state)
{
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	strcpy(d.dir + strlen(d.dir), "");
	load(&d, "weg");
	assert_int_equal(d.t.status, KS_STORE);
	assert_null(d.t.c);
	assert_string_equal(texts_said(&d.t),
			    ks_fmt(&d.t.arena,
				   "ks: error: folder '%s/weg' does not exist [folder-absent]\n",
				   d.dir));
	disk_end(&d);
}

static void a_file_is_no_folder(void **state)
{
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	load(&d, "toets/roles.yaml");
	assert_int_equal(d.t.status, KS_STORE);
	disk_end(&d);
}

static void the_nearest_folder_is_offered(void **state)
{
	static const struct edit edits[] = {
		{ "toets/coalition.yaml", "extends: landelijk", "extends: landelik" },
		{ NULL, NULL, NULL },
	};
	struct disk d;

	(void)state;
	disk_start(&d, edits);
	load(&d, "toets");
	assert_string_equal(texts_said(&d.t),
			    "toets/coalition.yaml:4:10: error: there is no folder 'landelik' "
			    "beside this one (did you mean 'landelijk'?) [extends-unknown]\n"
			    "    4 | extends: landelik\n"
			    "      |          ^\n");
	disk_end(&d);
}

static void hidden_files_and_other_kinds_are_not_looked_at(void **state)
{
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	put(&d, "toets/.roles.yaml", "{");
	put(&d, "toets/README.md", "{");
	put(&d, "toets/cards/.geldzorgen.yaml", "{");
	put(&d, "toets/cards/oud/lees.md", "{");
	put(&d, "toets/oud/geldzorgen.yaml", "{");
	put(&d, "toets/examples/x.yaml", "{");
	load(&d, "toets");
	assert_string_equal(texts_said(&d.t), "");
	disk_end(&d);
}

static void a_file_with_the_wrong_ending_is_noticed(void **state)
{
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	put(&d, "toets/cards/wonen.yml", "card: wonen\n");
	load(&d, "toets");
	assert_int_equal(d.t.status, KS_OK);
	assert_string_equal(texts_said(&d.t),
			    "toets/cards/wonen.yml:1:1: finding: this file is not read; the folder of "
			    "a coalition knows no such file (did you mean 'toets/cards/wonen.yaml'?) "
			    "[file-not-read]\n");
	disk_end(&d);
}

static void a_card_in_a_folder_too_deep_is_noticed(void **state)
{
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	put(&d, "toets/cards/oud/wonen.yaml", "card: wonen\n");
	load(&d, "toets");
	assert_int_equal(d.t.status, KS_OK);
	assert_string_equal(texts_said(&d.t),
			    "toets/cards/oud/wonen.yaml:1:1: finding: this file is not read; the "
			    "folder of a coalition knows no such file (did you mean "
			    "'toets/cards/wonen.yaml'?) [file-not-read]\n");
	disk_end(&d);
}

/* What is said to somebody who is not root about a folder, or a file in it, that is closed. */
static const char *said_of_closed(struct disk *d, const char *closed)
{
	static char said[512];
	int pipes[2];
	ssize_t n;
	pid_t child;

	assert_int_equal(chmod(path_of(d, closed), 0), 0);
	assert_int_equal(pipe(pipes), 0);
	fflush(NULL);
	child = fork();
	if (child == 0) {
		struct ks_diag_item *first;

		if (getuid() == 0 && (setgid(65534) || setuid(65534)))
			exit(99);
		ks_load(&d->t.arena, path_of(d, "toets"), &d->options, &d->t.diag, &d->t.c);
		first = d->t.diag.first;
		if (!first)
			exit(98);
		snprintf(said, sizeof said, "%s", ks_msg_code(&d->t.arena, first->msg));
		exit(write(pipes[1], said, strlen(said)) < 0);
	}
	close(pipes[1]);
	n = read(pipes[0], said, sizeof said - 1);
	close(pipes[0]);
	assert_int_equal(waitpid(child, NULL, 0), child);
	said[n > 0 ? n : 0] = '\0';
	assert_int_equal(chmod(path_of(d, closed), 0700), 0);
	return said;
}

static void open_to_all(struct disk *d, const char *const *names)
{
	assert_int_equal(chmod(d->dir, 0755), 0);
	for (; *names; names++)
		assert_int_equal(chmod(path_of(d, *names), 0755), 0);
}

static void what_may_not_be_read_is_told_apart_from_what_is_not_there(void **state)
{
	static const char *const names[] = { "toets", "landelijk", "landelijk/cards",
					     "toets/coalition.yaml", "toets/roles.yaml", NULL };
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	open_to_all(&d, names);
	assert_string_equal(said_of_closed(&d, "toets"), "folder-no-access");
	open_to_all(&d, names);
	assert_string_equal(said_of_closed(&d, "toets/roles.yaml"), "file-no-access");
	open_to_all(&d, names);
	assert_string_equal(said_of_closed(&d, "landelijk/cards"), "folder-no-access");
	disk_end(&d);
}

static void links_and_pipes_are_refused(void **state)
{
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	assert_int_equal(mkdir(path_of(&d, "toets/cards"), 0700), 0);
	assert_int_equal(symlink("/etc/passwd", path_of(&d, "toets/cards/a.yaml")), 0);
	assert_int_equal(mkfifo(path_of(&d, "toets/cards/b.yaml"), 0600), 0);
	assert_int_equal(mkdir(path_of(&d, "toets/cards/c.yaml"), 0700), 0);
	load(&d, "toets");
	assert_int_equal(d.t.status, KS_INPUT);
	assert_string_equal(texts_said(&d.t),
			    "toets/cards/a.yaml:1:1: error: this is not a regular file (a link or "
			    "something else) [file-not-regular]\n"
			    "toets/cards/b.yaml:1:1: error: this is not a regular file (a link or "
			    "something else) [file-not-regular]\n"
			    "toets/cards/c.yaml:1:1: error: this is not a regular file (a link or "
			    "something else) [file-not-regular]\n");
	disk_end(&d);
}

static void a_linked_folder_of_cards_is_not_followed(void **state)
{
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	assert_int_equal(symlink("../landelijk/cards", path_of(&d, "toets/cards")), 0);
	load(&d, "toets");
	assert_string_equal(texts_said(&d.t),
			    "toets/cards:1:1: error: a link to a folder is not followed "
			    "[folder-link]\n");
	disk_end(&d);
}

static void a_linked_coalition_file_is_refused_once(void **state)
{
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	assert_int_equal(unlink(path_of(&d, "landelijk/coalition.yaml")), 0);
	assert_int_equal(symlink("../toets/coalition.yaml",
				 path_of(&d, "landelijk/coalition.yaml")), 0);
	load(&d, "toets");
	assert_string_equal(texts_said(&d.t),
			    "landelijk/coalition.yaml:1:1: error: this is not a regular file (a link "
			    "or something else) [file-not-regular]\n");
	disk_end(&d);
}

static void a_file_over_a_megabyte_is_refused(void **state)
{
	size_t len = KS_YAML_MAX_FILE + 1;
	struct disk d;
	char *text;

	(void)state;
	disk_start(&d, NULL);
	text = ks_alloc(&d.t.arena, len);
	memset(text, '#', len);
	write_file(&d, "toets/cards/groot.yaml", text, len);
	load(&d, "toets");
	assert_string_equal(texts_said(&d.t), "toets/cards/groot.yaml:1:1: error: the file is larger "
					      "than 1 MiB [file-too-large]\n");
	disk_end(&d);
}

static void a_file_of_exactly_a_megabyte_is_read(void **state)
{
	size_t len = KS_YAML_MAX_FILE;
	struct disk d;
	char *text;

	(void)state;
	disk_start(&d, NULL);
	text = ks_alloc(&d.t.arena, len);
	memset(text, '#', len);
	memcpy(text, "sources: []\n", 12);
	write_file(&d, "toets/sources.yaml", text, len);
	load(&d, "toets");
	assert_string_equal(texts_said(&d.t), "");
	disk_end(&d);
}

/* ---- cards of the command line --------------------------------------------- */

static void load_with(struct disk *d, const char *one, const char *two)
{
	const char *files[2] = { path_of(d, one), two ? path_of(d, two) : NULL };

	d->options.card_files = files;
	d->options.n_card_files = two ? 2 : 1;
	load(d, "toets");
	d->options.n_card_files = 0;
}

static const char card[] = "card: geldzorgen\ntitle: Proef\nversion: 3\nphase: during\nowner: ik\n"
			   "review_by: 2027-01-01\nagreed: Proef.\nsources: proposal\n"
			   "when: {signal: schulden}\nsteps:\n"
			   "  - {step: a, refer_to: team, do: x, urgency: soon, within: 1d,\n"
			   "     handover: phone, source: proposal}\n";

static void a_card_of_the_command_line_takes_the_place_of_its_id(void **state)
{
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	put(&d, "proef.yaml", card);
	load_with(&d, "proef.yaml", NULL);
	assert_string_equal(texts_said(&d.t), "");
	assert_string_equal(ks_find_card(d.t.c, "geldzorgen")->version, "3");
	assert_int_equal(d.t.c->n_cards, 2);
	disk_end(&d);
}

static void what_is_wrong_in_the_card_it_replaces_is_not_said(void **state)
{
	static const struct edit edits[] = {
		{ "landelijk/cards/geldzorgen.yaml", "urgency: routine", "urgncy: routine" },
		{ NULL, NULL, NULL },
	};
	struct disk d;

	(void)state;
	disk_start(&d, edits);
	put(&d, "proef.yaml", card);
	load_with(&d, "proef.yaml", NULL);
	assert_string_equal(texts_said(&d.t), "");
	disk_end(&d);
}

static void a_new_card_of_the_command_line_is_added(void **state)
{
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	put(&d, "proef.yaml", ks_fmt(&d.t.arena, "card: nieuw%s", card + 16));
	load_with(&d, "proef.yaml", NULL);
	assert_string_equal(texts_said(&d.t), "");
	assert_int_equal(d.t.c->n_cards, 3);
	disk_end(&d);
}

static void a_card_of_the_folder_itself_is_read_once(void **state)
{
	static const struct edit edits[] = {
		{ "landelijk/cards/geldzorgen.yaml", "urgency: routine", "urgency: rutine" },
		{ NULL, NULL, NULL },
	};
	struct disk d;

	(void)state;
	disk_start(&d, edits);
	load_with(&d, "landelijk/cards/geldzorgen.yaml", NULL);
	assert_int_equal(d.t.diag.errors, 1);
	assert_string_equal(d.t.diag.first->loc.in->name,
			    path_of(&d, "landelijk/cards/geldzorgen.yaml"));
	assert_string_equal(d.t.diag.first->card, "geldzorgen");
	disk_end(&d);
}

static void two_cards_of_the_command_line_with_one_id_are_refused(void **state)
{
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	put(&d, "een.yaml", card);
	put(&d, "twee.yaml", card);
	load_with(&d, "een.yaml", "twee.yaml");
	assert_int_equal(d.t.status, KS_INPUT);
	assert_int_equal(d.t.diag.errors, 1);
	assert_int_equal(d.t.diag.first->msg, KS_MSG_duplicate_id);
	disk_end(&d);
}

static void a_card_of_the_command_line_that_is_not_there(void **state)
{
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	load_with(&d, "weg.yaml", NULL);
	assert_int_equal(d.t.status, KS_STORE);
	assert_null(d.t.c);
	assert_string_equal(texts_said(&d.t),
			    ks_fmt(&d.t.arena,
				   "%s/weg.yaml:1:1: error: this file does not exist [file-absent]\n",
				   d.dir));
	disk_end(&d);
}

/* ---- examples -------------------------------------------------------------- */

static const char example[] = "example: reuring\n"
			      "story: Onverwacht zwanger.\n"
			      "today: 2026-11-21\n"
			      "case: {due: 2027-05-19, municipality: noord, age: 31,\n"
			      "       first_child: no, already: [schuldhulp@team]}\n"
			      "present: [schulden, roken@partner]\n"
			      "absent: [roken]\n"
			      "declined: netwerk\n"
			      "judgement: in-balance\n"
			      "scores: {epds: 14, epds.item10: 0, hark: laag}\n"
			      "expect:\n"
			      "  class: kwetsbaar\n"
			      "  steps: [schuldhulp@team, geldzorgen/terugkomen]\n"
			      "  dropped: [voorzorg, schuldhulp@team]\n"
			      "  gaps: [roken]\n";

static void an_example_is_kept_as_text(void **state)
{
	const struct ks_example *kept;
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	put(&d, "toets/examples/reuring.yaml", example);
	d.options.examples = true;
	load(&d, "toets");
	assert_string_equal(texts_said(&d.t), "");
	assert_int_equal(d.t.c->n_examples, 1);
	kept = d.t.c->examples[0];
	assert_string_equal(kept->id, "reuring");
	assert_string_equal(kept->story.nl, "Onverwacht zwanger.");
	assert_string_equal(ks_node_get(kept->node, "today")->text, "2026-11-21");
	assert_int_equal(kept->loc.line, 1);
	assert_int_equal(d.t.c->n_files, d.t.n);
	disk_end(&d);
}

static const struct {
	const char *from, *to, *said;
} wrong_examples[] = {
	{ "present: [schulden,", "present: [schuldn,",
	  "6:11: error: unknown factor 'schuldn' (did you mean 'schulden'?) [unknown-factor]" },
	{ "roken@partner", "roken@child",
	  "6:21: error: 'roken' is not about 'child' but about mother, partner "
	  "[subject-not-of-factor]" },
	{ "absent: [roken]", "absent: [roken, schulden@family]",
	  "7:17: error: 'schulden@family' is given two different answers [answered-both-ways]" },
	{ "declined: netwerk", "declined: roken",
	  "8:11: error: 'roken' is given two different answers [answered-both-ways]" },
	{ "already: [schuldhulp@team]", "already: [schuldhulp]",
	  "5:35: error: 'schuldhulp' is no help; write intervention@role [need-help]" },
	{ "already: [schuldhulp@team]", "already: [geldzorgen/bellen]",
	  "5:35: error: 'geldzorgen/bellen' is no help; write intervention@role [need-help]" },
	{ "judgement: in-balance", "judgement: balans",
	  "9:12: error: 'balans' is not possible here; choose from in-balance, out-of-balance "
	  "[unknown-word]" },
	{ "epds: 14", "epds: 31",
	  "10:16: error: 31 is impossible: 'epds' goes from 0 to 30 [score-out-of-range]" },
	{ "epds: 14", "epds: veel", "10:16: error: 'veel' is not a whole number [need-int]" },
	{ "epds.item10", "epds.item2",
	  "10:32: error: instrument 'epds' has no item 'item2' (did you mean 'item1'?) [unknown-item]" },
	{ "hark: laag", "hark: leeg",
	  "10:42: error: instrument 'hark' has no outcome 'leeg' (did you mean 'laag'?) "
	  "[unknown-outcome]" },
	{ "hark: laag", "harp: laag",
	  "10:36: error: unknown instrument 'harp' (did you mean 'hark'?) [unknown-instrument]" },
	{ "class: kwetsbaar", "class: kwestbaar",
	  "12:10: error: 'kwestbaar' is not possible here; choose from geen-signalen, "
	  "potentieel-kwetsbaar, kwetsbaar, zeer-kwetsbaar, spoed (did you mean 'kwetsbaar'?) "
	  "[unknown-word]" },
	{ "geldzorgen/terugkomen", "geldzorgen/terugkmen",
	  "13:28: error: card 'geldzorgen' has no step 'terugkmen' (did you mean 'terugkomen'?) "
	  "[unknown-step]" },
	{ "geldzorgen/terugkomen", "geldzorg/terugkomen",
	  "13:28: error: unknown card 'geldzorg' (did you mean 'geldzorgen'?) [unknown-card]" },
	{ "geldzorgen/terugkomen", "terugkomen",
	  "13:28: error: 'terugkomen' is no step; write intervention@role or card/step "
	  "[need-step]" },
	{ "dropped: [voorzorg,", "dropped: [voorzog,",
	  "14:13: error: unknown intervention 'voorzog' (did you mean 'voorzorg'?) "
	  "[unknown-intervention]" },
	{ "gaps: [roken]", "gaps: [netwerk]",
	  "15:10: error: 'netwerk' is a protective factor, not a signal [is-protective]" },
	{ "today: 2026-11-21", "today: vandaag",
	  "3:8: error: 'vandaag' is no date; write YYYY-MM-DD [need-date]" },
	{ "scores: {", "scores: 14\nx: {", NULL },
	{ "scores: {epds: 14, epds.item10: 0, hark: laag}", "scores: 14",
	  "10:9: error: 'scores' must consist of keys with values [need-map]" },
	{ "epds: 14", "epds: [14]", "10:16: error: 'epds' takes a single value here [need-scalar]" },
	{ "epds: 14", "hark.x: 3", NULL },
	{ "geldzorgen/terugkomen", "geldzorgen/Terug",
	  "13:28: error: 'geldzorgen/Terug' is no step; write intervention@role or card/step "
	  "[need-step]" },
	{ "gaps: [roken]", "terms: 3d", "15:10: error: 'terms' must consist of keys with values [need-map]" },
	{ "gaps: [roken]", "terms: {schuldhulp@team: [{a: b}]}", NULL },
	{ "gaps: [roken]", "terms: {schuldhulp@team: [gauw]}", NULL },
	{ "story:", "storie:",
	  "2:1: error: unknown key 'storie' (did you mean 'story'?) [unknown-key]" },
};

static void what_is_wrong_in_an_example_is_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wrong_examples) / sizeof(wrong_examples[0]); i++) {
		const char *at = strstr(example, wrong_examples[i].from), *said;
		struct disk d;

		assert_non_null(at);
		disk_start(&d, NULL);
		put(&d, "toets/examples/reuring.yaml",
		    ks_fmt(&d.t.arena, "%.*s%s%s", (int)(at - example), example,
			   wrong_examples[i].to, at + strlen(wrong_examples[i].from)));
		d.options.examples = true;
		load(&d, "toets");
		assert_int_equal(d.t.status, KS_INPUT);
		said = texts_said(&d.t);
		if (wrong_examples[i].said)
			assert_string_equal(ks_fmt(&d.t.arena, "%.*s", (int)strcspn(said, "\n"),
						   said),
					    ks_fmt(&d.t.arena, "toets/examples/reuring.yaml:%s",
						   wrong_examples[i].said));
		disk_end(&d);
	}
}

/* ---- a disk that fails ------------------------------------------------------ */

/* What the next read, or look at an open file, says; these stand before the C library's own. */
static struct {
	bool reads, looks;
	bool finds;		/* where the folder of cards is */
	int error;		/* 0: a look says one byte too few, as of a file that grows */
} disk_says;

ssize_t faulty_read(int fd, void *buf, size_t n) __asm__("read");
int faulty_fstat(int fd, struct stat *st) __asm__("fstat");
int faulty_lstat(const char *path, struct stat *st) __asm__("lstat");

ssize_t faulty_read(int fd, void *buf, size_t n)
{
	static ssize_t (*real)(int, void *, size_t);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "read");
	if (!disk_says.reads)
		return real(fd, buf, n);
	disk_says.reads = false;
	errno = disk_says.error;
	return -1;
}

int faulty_fstat(int fd, struct stat *st)
{
	static int (*real)(int, struct stat *);
	int result;

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "fstat");
	result = real(fd, st);
	if (!disk_says.looks || result != 0)
		return result;
	disk_says.looks = false;
	if (!disk_says.error) {
		st->st_size--;
		return 0;
	}
	errno = disk_says.error;
	return -1;
}

int faulty_lstat(const char *path, struct stat *st)
{
	static int (*real)(const char *, struct stat *);
	const char *name = strrchr(path, '/');

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "lstat");
	if (!disk_says.finds || !name || strcmp(name, "/cards") != 0)
		return real(path, st);
	disk_says.finds = false;
	errno = disk_says.error;
	return -1;
}

static void a_disk_that_fails_is_no_wrong_card(void **state)
{
	static const struct {
		bool reads, looks;
		int error;
		const char *said;
	} faults[] = {
		{ true, false, EIO, "cannot be read: Input/output error [file-unreadable]" },
		{ false, true, EIO, "cannot be read: Input/output error [file-unreadable]" },
		{ true, false, ENOENT, "[file-absent]" },
		{ true, false, EACCES, "[file-no-access]" },
		/* Somebody is writing in it: half a card is not read. */
		{ false, true, 0, "cannot be read: Device or resource busy [file-unreadable]" },
		/* Only interrupted: read on. */
		{ true, false, EINTR, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		struct disk d;

		disk_start(&d, NULL);
		disk_says.reads = faults[i].reads;
		disk_says.looks = faults[i].looks;
		disk_says.error = faults[i].error;
		load(&d, "toets");
		assert_false(disk_says.reads || disk_says.looks);
		if ((d.t.status != KS_OK) != (faults[i].said != NULL))
			fail_msg("%zu: status %d: %s", i, (int)d.t.status, texts_said(&d.t));
		if (!faults[i].said)
			assert_string_equal(texts_said(&d.t), "");
		else if (!strstr(texts_said(&d.t), faults[i].said))
			fail_msg("%zu: %s", i, texts_said(&d.t));
		disk_end(&d);
	}
}

/* Only what is not there may be left out: without its cards a coalition is another one. */
static void a_folder_of_cards_that_cannot_be_looked_at_is_not_left_out(void **state)
{
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	disk_says.finds = true;
	disk_says.error = EIO;
	load(&d, "toets");
	assert_false(disk_says.finds);
	assert_int_not_equal(d.t.status, KS_OK);
	assert_non_null(strstr(texts_said(&d.t), "Input/output error [folder-unreadable]"));
	disk_end(&d);
}

static void an_example_can_be_withdrawn(void **state)
{
	struct disk d;

	(void)state;
	disk_start(&d, NULL);
	put(&d, "landelijk/examples/reuring.yaml", example);
	put(&d, "toets/examples/reuring.yaml", "example: reuring\nwithdrawn: {why: Anders.}\n");
	d.options.examples = true;
	load(&d, "toets");
	assert_string_equal(texts_said(&d.t), "");
	assert_int_equal(d.t.c->n_examples, 0);
	disk_end(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_coalition_is_read_with_what_it_extends),
		cmocka_unit_test(what_was_written_stays_only_for_who_asks_for_it),
		cmocka_unit_test(names_do_not_depend_on_how_the_folder_is_named),
		cmocka_unit_test(a_byte_order_mark_and_windows_lines_change_nothing),
		cmocka_unit_test(a_second_byte_order_mark_is_refused),
		cmocka_unit_test(a_folder_that_is_not_there_is_a_reason_of_its_own),
		cmocka_unit_test(a_file_is_no_folder),
		cmocka_unit_test(the_nearest_folder_is_offered),
		cmocka_unit_test(hidden_files_and_other_kinds_are_not_looked_at),
		cmocka_unit_test(a_file_with_the_wrong_ending_is_noticed),
		cmocka_unit_test(a_card_in_a_folder_too_deep_is_noticed),
		cmocka_unit_test(what_may_not_be_read_is_told_apart_from_what_is_not_there),
		cmocka_unit_test(links_and_pipes_are_refused),
		cmocka_unit_test(a_linked_folder_of_cards_is_not_followed),
		cmocka_unit_test(a_linked_coalition_file_is_refused_once),
		cmocka_unit_test(a_file_over_a_megabyte_is_refused),
		cmocka_unit_test(a_file_of_exactly_a_megabyte_is_read),
		cmocka_unit_test(a_card_of_the_command_line_takes_the_place_of_its_id),
		cmocka_unit_test(what_is_wrong_in_the_card_it_replaces_is_not_said),
		cmocka_unit_test(a_new_card_of_the_command_line_is_added),
		cmocka_unit_test(a_card_of_the_folder_itself_is_read_once),
		cmocka_unit_test(two_cards_of_the_command_line_with_one_id_are_refused),
		cmocka_unit_test(a_card_of_the_command_line_that_is_not_there),
		cmocka_unit_test(an_example_is_kept_as_text),
		cmocka_unit_test(what_is_wrong_in_an_example_is_said),
		cmocka_unit_test(an_example_can_be_withdrawn),
		cmocka_unit_test(a_disk_that_fails_is_no_wrong_card),
		cmocka_unit_test(a_folder_of_cards_that_cannot_be_looked_at_is_not_left_out),
	};

	return cmocka_run_group_tests_name("cards/folder", tests, NULL, NULL);
}
