/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Properties of ks replay and ks cards impact, over families and edits drawn
 * at random (the same ones each time): whole runs of the program in one
 * process, against the shipped Deventer cards and altered copies of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ks/base/arena.h"
#include "ks/base/date.h"
#include "ks/base/str.h"
#include "ks/cmd/run.h"
#include "support/book.h"

#define FAMILIES 6
#define ROUNDS 4
#define MOST_WORDS 24
#define START (ks_day_of(2026, 11, 21))

struct world {
	struct ks_arena arena;
	char folder[64];
	const char *db, *routes;	/* the casebook; the coalition in force */
	ks_day today;
	unsigned long long dice;
	const char *keys[FAMILIES];
	const char *route_ids[FAMILIES * ROUNDS], *documents[FAMILIES * ROUNDS];
	size_t n_routes;
};

/* ---- dice ---------------------------------------------------------------- */

static unsigned roll(struct world *w, unsigned sides)
{
	w->dice = w->dice * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(w->dice >> 33) % sides;
}

static const char *const signals[] = {
	"schulden", "veel-stress", "roken", "werkloos", "weinig-steun", "alcohol", "drugs", "lvb",
	"acuut-geweld", "psychische-klachten-partner", "onbedoeld-zwanger",
};
#define SIGNALS (sizeof(signals) / sizeof(signals[0]))

/* ---- running ks ---------------------------------------------------------- */

/* Runs ks with the words of a line; *out gets what it printed. */
static int ks(struct world *w, const char *routes, const char **out, const char *line)
{
	size_t n = 0, len = 0;
	char **words = ks_split(&w->arena, line, ' ', &n), *printed = NULL, today[KS_DATE_TEXT];
	const char *argv[MOST_WORDS + 1] = { NULL };
	FILE *stream = open_memstream(&printed, &len), *err = fopen("/dev/null", "w");
	int status;

	assert_true(n <= MOST_WORDS && stream && err);
	for (size_t i = 0; i < n; i++)
		argv[i] = words[i];
	ks_format_date(w->today, today);
	status = ks_run(&(struct ks_environment){ .db = w->db, .routes = routes, .today = today,
						  .user = "vk-1", .role = "verloskundige",
						  .organisation = "praktijk-noord",
						  .clock_day = w->today,
						  .now = "2026-11-21T10:11:12Z",
						  .out = stream, .err = err }, argv);
	fclose(stream);
	fclose(err);
	*out = ks_strdup(&w->arena, printed);
	free(printed);
	return status;
}

static const char *ok(struct world *w, const char *line)
{
	const char *out = NULL;
	int status = ks(w, w->routes, &out, line);

	if (status)
		print_error("ks %s: %d\n", line, status);
	assert_int_equal(status, 0);
	return out;
}

static void shell(const char *what)
{
	if (system(what))
		fail_msg("%s", what);
}

/* The text of the first key of that name in a document. */
static const char *value(struct world *w, const char *document, const char *key)
{
	const char *at = strstr(document, ks_fmt(&w->arena, "\"%s\":", key)), *end;

	assert_non_null(at);
	at = strchr(at + strlen(key) + 3, '"') + 1;
	end = strchr(at, '"');
	return ks_strndup(&w->arena, at, (size_t)(end - at));
}

/* ---- a world of families, cards and edits -------------------------------- */

static const char *some_signals(struct world *w)
{
	const char *ids = signals[roll(w, SIGNALS)];

	for (unsigned i = roll(w, 3); i > 0; i--)
		ids = ks_fmt(&w->arena, "%s,%s", ids, signals[roll(w, SIGNALS)]);
	return ids;
}

static void edit_cards(struct world *w, const char *below)
{
	shell(ks_fmt(&w->arena,
			"sed -i 's/within: [0-9]*d$/within: %ud/; s/urgency: %s$/urgency: %s/; "
			"s/^version: .*/version: 2027.%u/' %s/landelijk/cards/[%c-%c]*.yaml",
			1 + roll(w, 40), roll(w, 2) ? "soon" : "routine",
			roll(w, 2) ? "urgent" : "soon", 1 + roll(w, 9), below,
			'a' + (int)roll(w, 5), 'h' + (int)roll(w, 18)));
	if (roll(w, 2))
		shell(ks_fmt(&w->arena, "sed -i 's/stacking_at: *{value: [0-9]*/"
					   "stacking_at: {value: %u/' %s/*/coalition.yaml",
				2 + roll(w, 3), below));
}

static void tell_something(struct world *w, const char *key)
{
	switch (roll(w, 4)) {
	case 0:
		ok(w, ks_fmt(&w->arena, "screen %s --present %s --by self", key, some_signals(w)));
		break;
	case 1:
		ok(w, ks_fmt(&w->arena, "screen %s --correct --absent %s --score epds=%u", key,
			     signals[roll(w, SIGNALS)], roll(w, 30)));
		break;
	case 2:
		ok(w, ks_fmt(&w->arena, "case set %s --first-child %s --age %u --municipality %s",
			     key, roll(w, 2) ? "yes" : "no", 17 + roll(w, 20),
			     roll(w, 2) ? "deventer" : "utrecht"));
		break;
	case 3:
		ok(w, ks_fmt(&w->arena, "screen %s --declined %s", key, signals[roll(w, SIGNALS)]));
		break;
	}
}

static void hand_over(struct world *w, const char *key)
{
	const char *out;

	if (roll(w, 2))
		ks(w, w->routes, &out,
		   ks_fmt(&w->arena, "handover new %s --step 1 --consent written --ask x", key));
}

static void keep_route(struct world *w, const char *key)
{
	const char *document = ok(w, ks_fmt(&w->arena, "route %s --keep --json", key));

	w->documents[w->n_routes] = document;
	w->route_ids[w->n_routes++] = value(w, document, "route");
}

static void start_families(struct world *w)
{
	for (size_t i = 0; i < FAMILIES; i++)
		ok(w, ks_fmt(&w->arena, "screen --due 2027-%02u-19 --municipality deventer --present %s",
			     4 + roll(w, 3), some_signals(w)));
}

static void read_keys(struct world *w)
{
	cJSON *list = cJSON_Parse(ok(w, "case list --json")), *item;
	size_t n = 0;

	cJSON_ArrayForEach(item, cJSON_GetObjectItem(list, "cases"))
		w->keys[n++] = ks_strdup(&w->arena, cJSON_GetObjectItem(item, "case")->valuestring);
	assert_int_equal(n, FAMILIES);
	cJSON_Delete(list);
}

static int start(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	assert_non_null(w);
	umask(077);
	ks_arena_init(&w->arena);
	snprintf(w->folder, sizeof(w->folder), "/tmp/ks-test-XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	shell(ks_fmt(&w->arena, "cp -R routes %s/routes && chmod -R u+w %s/routes", w->folder,
			w->folder));
	w->db = ks_fmt(&w->arena, "%s/book.db", w->folder);
	w->routes = ks_fmt(&w->arena, "%s/routes/deventer", w->folder);
	w->today = START;
	w->dice = 20261121;
	ok(w, "init");
	start_families(w);
	read_keys(w);
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < FAMILIES; i++) {
			tell_something(w, w->keys[i]);
			keep_route(w, w->keys[i]);
			hand_over(w, w->keys[i]);
		}
		edit_cards(w, ks_fmt(&w->arena, "%s/routes", w->folder));
		w->today += 1 + (int)roll(w, 25);
	}
	*state = w;
	return 0;
}

static int end(void **state)
{
	struct world *w = *state;

	shell(ks_fmt(&w->arena, "rm -r %s", w->folder));
	ks_arena_release(&w->arena);
	free(w);
	return 0;
}

/* ---- replay -------------------------------------------------------------- */

static void every_kept_route_is_replayed_byte_for_byte(void **state)
{
	struct world *w = *state;

	for (size_t i = 0; i < w->n_routes; i++)
		assert_string_equal(ok(w, ks_fmt(&w->arena, "replay %s --json", w->route_ids[i])),
				    w->documents[i]);
	assert_int_equal(w->n_routes, FAMILIES * ROUNDS);
}

/* Where nobody touched the book each pair of kept routes can be explained. */
static void every_change_between_two_routes_is_explained(void **state)
{
	struct world *w = *state;

	for (size_t i = 0; i < FAMILIES; i++) {
		const char *out = ok(w, ks_fmt(&w->arena, "case show %s --json", w->keys[i]));

		assert_non_null(strstr(out, "\"explained\":\ttrue"));
		assert_null(strstr(out, "\"explained\":\tfalse"));
	}
}

static void an_altered_text_is_noticed(void **state)
{
	struct world *w = *state;
	const char *out = NULL, *copy = ks_fmt(&w->arena, "%s/altered.db", w->folder);
	const char *db = w->db;

	shell(ks_fmt(&w->arena, "cp %s %s", w->db, copy));
	book_sql(copy, "UPDATE coalition_file SET text = text || '# later' WHERE sha256 IN "
		       "(SELECT file_sha256 FROM coalition_set WHERE name = "
		       "'deventer/coalition.yaml')");
	w->db = copy;
	assert_int_equal(ks(w, w->routes, &out,
			    ks_fmt(&w->arena, "replay %s --json", w->route_ids[0])), 1);
	assert_non_null(strstr(out, "\"altered\":\t[\"deventer/coalition.yaml\"]"));
	w->db = db;
}

static void a_text_that_went_is_noticed(void **state)
{
	struct world *w = *state;
	const char *out = NULL, *copy = ks_fmt(&w->arena, "%s/cut.db", w->folder);
	const char *db = w->db;

	shell(ks_fmt(&w->arena, "cp %s %s", w->db, copy));
	book_sql(copy, "DELETE FROM coalition_set WHERE name = 'landelijk/cards/geldzorgen.yaml'");
	w->db = copy;
	assert_int_equal(ks(w, w->routes, &out,
			    ks_fmt(&w->arena, "replay %s --json", w->route_ids[0])), 1);
	assert_non_null(strstr(out, "\"why\":\t\"altered\""));
	w->db = db;
}

/* What erasing leaves: the case without its salt, and the audit. */
static void of_an_erased_family_only_the_day_is_left(void **state)
{
	struct world *w = *state;
	const char *out = NULL, *copy = ks_fmt(&w->arena, "%s/erased.db", w->folder);
	const char *db = w->db, *key = value(w, w->documents[0], "case");

	shell(ks_fmt(&w->arena, "cp %s %s", w->db, copy));
	book_sql(copy, ks_fmt(&w->arena,
			      "DELETE FROM route_reason; DELETE FROM route_step; "
			      "DELETE FROM move; DELETE FROM consent; DELETE FROM handover; "
			      "DELETE FROM route; DELETE FROM score; "
			      "UPDATE cases SET salt = '', erased = '2027-09-01' "
			      "WHERE case_key = '%s'", key));
	w->db = copy;
	assert_int_equal(ks(w, w->routes, &out,
			    ks_fmt(&w->arena, "replay %s --json", w->route_ids[0])), 1);
	assert_non_null(strstr(out, "\"why\":\t\"erased\""));
	assert_non_null(strstr(out, "\"date\":\t\"2026-11-21\""));
	assert_non_null(strstr(out, "\"steps\":\t[]"));
	w->db = db;
}

/* ---- impact -------------------------------------------------------------- */

static const char *text_of(const cJSON *in, const char *key)
{
	const cJSON *item = cJSON_GetObjectItem(in, key);

	return cJSON_IsString(item) ? item->valuestring : "";
}

static const cJSON *step_of(const cJSON *route, const char *id)
{
	const cJSON *step;

	cJSON_ArrayForEach(step, cJSON_GetObjectItem(route, "steps"))
		if (ks_streq(text_of(step, "id"), id))
			return step;
	return NULL;
}

static bool is_same_step(const cJSON *a, const cJSON *b)
{
	static const char *const keys[] = { "due", "opens", "urgency", "handover" };
	bool same = ks_streq(text_of(cJSON_GetObjectItem(a, "refer_to"), "organisation"),
			     text_of(cJSON_GetObjectItem(b, "refer_to"), "organisation"));

	for (size_t i = 0; i < 4; i++)
		same = same && ks_streq(text_of(a, keys[i]), text_of(b, keys[i]));
	return same;
}

static bool lists(const cJSON *list, const char *id)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, list)
		if (ks_streq(cJSON_IsString(item) ? item->valuestring : text_of(item, "step"), id))
			return true;
	return false;
}

/* Each step of one route against the other and against what impact said; how many differ. */
static int check_steps(const cJSON *impact, const cJSON *from, const cJSON *to, const char *gone)
{
	const cJSON *step;
	int n = 0;

	cJSON_ArrayForEach(step, cJSON_GetObjectItem(from, "steps")) {
		const char *id = text_of(step, "id");
		const cJSON *other = step_of(to, id);
		bool moved = other && !is_same_step(step, other);

		assert_int_equal(lists(cJSON_GetObjectItem(impact, gone), id), !other);
		assert_int_equal(lists(cJSON_GetObjectItem(impact, "moved"), id), moved);
		n += !other || moved;
	}
	return n;
}

static cJSON *route_under(struct world *w, const char *routes, const char *key)
{
	const char *out = NULL;
	char today[KS_DATE_TEXT];
	cJSON *route;

	ks_format_date(w->today, today);
	assert_int_equal(ks(w, routes, &out,
			    ks_fmt(&w->arena, "route %s --on %s --json", key, today)), 0);
	route = cJSON_Parse(out);
	assert_non_null(route);
	return route;
}

static const cJSON *case_of(const cJSON *impact, const char *key)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, cJSON_GetObjectItem(impact, "cases"))
		if (ks_streq(text_of(item, "case"), key))
			return item;
	return NULL;
}

/* Open handovers of the case whose step went, in brute force. */
static void check_orphans(struct world *w, const cJSON *item, const char *key, const cJSON *was,
			  const cJSON *is)
{
	const cJSON *said = cJSON_GetObjectItem(item, "orphaned_handovers");
	long long lost = 0;
	const cJSON *step;

	cJSON_ArrayForEach(step, cJSON_GetObjectItem(was, "steps"))
		if (!step_of(is, text_of(step, "id")))
			lost += book_number(w->db,
					    ks_fmt(&w->arena,
						   "SELECT COUNT(*) FROM handover WHERE is_open = 1 "
						   "AND case_key = '%s' AND step_id = '%s'",
						   key, text_of(step, "id")));
	assert_int_equal(cJSON_GetArraySize(said), lost);
}

static int check_case(struct world *w, const cJSON *impact, const char *key, const char *other)
{
	cJSON *was = route_under(w, w->routes, key), *is = route_under(w, other, key);
	const char *class_was = text_of(cJSON_GetObjectItem(was, "balance"), "class");
	const char *class_is = text_of(cJSON_GetObjectItem(is, "balance"), "class");
	const cJSON *item = case_of(impact, key);
	int differs = !ks_streq(class_was, class_is);

	if (item) {
		const cJSON *pair = cJSON_GetObjectItem(item, "class");

		assert_string_equal(cJSON_GetArrayItem(pair, 0)->valuestring, class_was);
		assert_string_equal(cJSON_GetArrayItem(pair, 1)->valuestring, class_is);
		check_orphans(w, item, key, was, is);
	}
	differs += check_steps(item, was, is, "lost");
	differs += check_steps(item, is, was, "gained");
	assert_int_equal(item != NULL, differs > 0);
	cJSON_Delete(was);
	cJSON_Delete(is);
	return differs > 0;
}

static void impact_equals_routing_each_case_twice(void **state)
{
	struct world *w = *state;
	int seen = 0;

	for (int round = 0; round < 4; round++) {
		const char *below = ks_fmt(&w->arena, "%s/new-%d", w->folder, round);
		const char *other = ks_fmt(&w->arena, "%s/deventer", below), *out;
		cJSON *impact;
		int differing = 0;

		shell(ks_fmt(&w->arena, "cp -R %s/routes %s", w->folder, below));
		if (round)
			edit_cards(w, below);
		if (round > 1)
			shell(ks_fmt(&w->arena, "rm %s/landelijk/cards/p*.yaml", below));
		out = ok(w, ks_fmt(&w->arena, "cards impact %s --json", other));
		impact = cJSON_Parse(out);
		for (size_t i = 0; i < FAMILIES; i++)
			differing += check_case(w, impact, w->keys[i], other);
		assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(impact, "cases")), differing);
		if (!round)
			assert_int_equal(differing, 0);
		seen += differing;
		cJSON_Delete(impact);
	}
	assert_true(seen > FAMILIES);
}

static void impact_writes_nothing_but_that_it_looked(void **state)
{
	struct world *w = *state;
	long long before = book_number(w->db, "SELECT MAX(seq) FROM audit");

	ok(w, ks_fmt(&w->arena, "cards impact %s", w->routes));
	assert_int_equal(book_number(w->db, "SELECT MAX(seq) FROM audit"), before + 1);
	assert_int_equal(book_number(w->db, "SELECT COUNT(*) FROM audit WHERE event = "
					    "'cards-impact' AND action = 'E' AND seq = "
					    "(SELECT MAX(seq) FROM audit)"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kept_route_is_replayed_byte_for_byte),
		cmocka_unit_test(every_change_between_two_routes_is_explained),
		cmocka_unit_test(an_altered_text_is_noticed),
		cmocka_unit_test(a_text_that_went_is_noticed),
		cmocka_unit_test(of_an_erased_family_only_the_day_is_left),
		cmocka_unit_test(impact_equals_routing_each_case_twice),
		cmocka_unit_test(impact_writes_nothing_but_that_it_looked),
	};

	return cmocka_run_group_tests(tests, start, end);
}
