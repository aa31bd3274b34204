/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The schema. Rows are only ever added: what is "latest", "superseded" or
 * "undone" follows from the order in which rows were written. The exceptions
 * are the columns marked "kept for lists" and the table kept_count, which can
 * be made again from the rows, and erasing a family.
 *
 * Small rows of a case or a route that are read together lie together in the
 * file: WITHOUT ROWID.
 *
 * seq is the audit row of the transaction that wrote a row; it is checked at
 * commit, because the audit row comes last.
 */
#include "ks/store/schema.h"

#include <stddef.h>

#include "ks/base/str.h"
#include "ks/store/db.h"

#define DIGIT "[0-9]"
#define D2 DIGIT DIGIT
#define DATE_FORM D2 D2 "-" D2 "-" D2
#define IS_DATE(column) "CHECK (" column " GLOB '" DATE_FORM "')"
#define IS_FLAG(column) "CHECK (" column " IN (0, 1))"
#define IS_HASH(column) "CHECK (LENGTH(" column ") = 64)"
#define SEQ "seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED"
#define CASE "case_key TEXT NOT NULL REFERENCES cases (case_key)"
#define HANDOVER "handover TEXT NOT NULL REFERENCES handover (id)"
#define ROUTE "route TEXT NOT NULL REFERENCES route (id)"
#define COUNTED "number INTEGER NOT NULL CHECK (number > 0)"

/*
 * One of some words. Not `IN (...)`: SQLite builds a table of the list anew for
 * every row that is written, which cost most of the time of an answer.
 */
#define EQ1(column, word) column " = '" word "'"
#define EQ2(column, word, ...) EQ1(column, word) " OR " EQ1(column, __VA_ARGS__)
#define EQ3(column, word, ...) EQ1(column, word) " OR " EQ2(column, __VA_ARGS__)
#define EQ4(column, word, ...) EQ1(column, word) " OR " EQ3(column, __VA_ARGS__)
#define EQ5(column, word, ...) EQ1(column, word) " OR " EQ4(column, __VA_ARGS__)
#define EQ6(column, word, ...) EQ1(column, word) " OR " EQ5(column, __VA_ARGS__)
#define EQ7(column, word, ...) EQ1(column, word) " OR " EQ6(column, __VA_ARGS__)

#define IS_PHASE(column) EQ4(column, "before", "during", "after", "ended")
#define IS_CLASS(column)                                                                           \
	"CHECK (" EQ5(column, "geen-signalen", "potentieel-kwetsbaar", "kwetsbaar",                \
		      "zeer-kwetsbaar", "spoed") ")"
#define IS_URGENCY(column) "CHECK (" EQ4(column, "now", "urgent", "soon", "routine") ")"
#define IS_FORM(column)                                                                            \
	"CHECK (" EQ5(column, "together", "three-way", "call-together", "phone", "written") ")"
#define IS_STATUS(column)                                                                          \
	"CHECK (" EQ7(column, "draft", "requested", "received", "accepted", "declined", "waiting", \
		      "scheduled") " OR "                                                          \
	EQ7(column, "no-show", "met", "started", "completed", "stopped", "withdrawn", "closed") ")"
#define IS_VERB(column)                                                                            \
	"CHECK (" EQ7(column, "new", "send", "receive", "accept", "decline", "waitlist",           \
		      "schedule") " OR "                                                           \
	EQ7(column, "no-show", "meet", "start", "complete", "stop", "withdraw", "feedback")        \
	" OR " EQ1(column, "correct") ")"
#define IS_REASON(column)                                                                          \
	"CHECK (" EQ6(column, "no-capacity", "not-eligible", "unreachable", "parent-refused",      \
		      "moved", "other") ")"

static const char *const version_1[] = {
	"CREATE TABLE book (one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1), "
	"id TEXT NOT NULL, created TEXT NOT NULL, shared INTEGER NOT NULL " IS_FLAG("shared") ", "
	"group_name TEXT, CHECK ((shared = 1) = (group_name IS NOT NULL))) STRICT",

	"CREATE TABLE audit (seq INTEGER NOT NULL PRIMARY KEY CHECK (seq > 0), "
	"at TEXT NOT NULL CHECK (at GLOB '" DATE_FORM "T" D2 ":" D2 ":" D2 "Z'), "
	"today TEXT NOT NULL " IS_DATE("today") ", "
	"action TEXT NOT NULL CHECK (" EQ5("action", "C", "R", "U", "D", "E") "), "
	"event TEXT NOT NULL, case_key TEXT, object TEXT, user_name TEXT, role TEXT, "
	"organisation TEXT, on_behalf TEXT, "
	"result TEXT NOT NULL CHECK (" EQ3("result", "done", "refused", "not-found") "), "
	"digest TEXT NOT NULL " IS_HASH("digest") ", "
	"previous TEXT NOT NULL " IS_HASH("previous") ", "
	"hash TEXT NOT NULL " IS_HASH("hash") ") STRICT",
	"CREATE INDEX audit_case ON audit (case_key, seq)",
	"CREATE INDEX audit_object ON audit (object) WHERE object IS NOT NULL",
	"CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN "
	"SELECT RAISE(ABORT, 'the audit only grows'); END",
	"CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit BEGIN "
	"SELECT RAISE(ABORT, 'the audit only grows'); END",

	"CREATE TABLE setting (key TEXT NOT NULL, value TEXT, " SEQ ", "
	"PRIMARY KEY (key, seq)) STRICT",
	"CREATE INDEX setting_seq ON setting (seq)",

	/*
	 * From class on: kept for lists. marks: the ids of factors that were once said to be
	 * present and of instruments that were taken, " ID ID ", each once: who has none of
	 * those that a changed card looks at is not read (engine/affected.h). asked: is there
	 * an answer or a score at all?
	 */
	"CREATE TABLE cases (case_key TEXT NOT NULL PRIMARY KEY "
	"CHECK (LENGTH(case_key) = 9), " SEQ ", "
	"salt TEXT NOT NULL, created TEXT NOT NULL " IS_DATE("created") ", "
	"erased TEXT " IS_DATE("erased") ", "
	"class TEXT " IS_CLASS("class") ", screened TEXT " IS_DATE("screened") ", "
	"incomplete INTEGER NOT NULL DEFAULT 0 " IS_FLAG("incomplete") ", "
	"phase TEXT CHECK (" IS_PHASE("phase") "), municipality TEXT, "
	"due TEXT " IS_DATE("due") ", born TEXT " IS_DATE("born") ", ref TEXT, "
	"closed TEXT " IS_DATE("closed") ", marks TEXT NOT NULL DEFAULT ' ', "
	"asked INTEGER NOT NULL DEFAULT 0 " IS_FLAG("asked") ") STRICT",
	"CREATE INDEX cases_seq ON cases (seq)",
	"CREATE INDEX cases_list ON cases (phase, municipality)",

	"CREATE TABLE fact (" CASE ", " COUNTED ", " SEQ ", "
	"name TEXT NOT NULL CHECK (" EQ7("name", "phase", "due", "due-source", "municipality",
					 "neighbourhood", "age", "first-child") " OR "
	EQ7("name", "interpreter", "ref", "born", "children", "ended", "safe-contact", "proud")
	" OR " EQ4("name", "wish", "follows", "closed", "closed-because") "), "
	"value TEXT, date TEXT NOT NULL " IS_DATE("date") ", "
	"CHECK (NOT (" EQ4("name", "due", "born", "ended", "closed") ") OR value GLOB '" DATE_FORM "'), "
	"CHECK (name <> 'phase' OR " IS_PHASE("value") "), "
	"CHECK (name <> 'first-child' OR value IN ('yes', 'no')), "
	"PRIMARY KEY (case_key, number)) STRICT, WITHOUT ROWID",
	"CREATE INDEX fact_seq ON fact (seq)",

	/*
	 * answers: see store/answers.h; those of a conversation are with its steps, in talk.
	 * Such rows are long: with a row number they are written one after the other.
	 */
	"CREATE TABLE screening (" CASE ", " COUNTED ", " SEQ ", "
	"date TEXT NOT NULL " IS_DATE("date") ", "
	"complete INTEGER NOT NULL " IS_FLAG("complete") ", "
	"corrects INTEGER NOT NULL CHECK (corrects >= 0 AND corrects < number), "
	"judgement TEXT CHECK (" EQ2("judgement", "in-balance", "out-of-balance") "), "
	"with_parent INTEGER NOT NULL " IS_FLAG("with_parent") ", "
	"raised TEXT " IS_CLASS("raised") ", because TEXT, "
	"origin TEXT CHECK (" EQ2("origin", "table", "questionnaire") " OR origin GLOB 'H-*'), "
	"answers TEXT NOT NULL, PRIMARY KEY (case_key, number)) STRICT",
	"CREATE UNIQUE INDEX screening_seq ON screening (seq, case_key, number)",

	"CREATE TABLE score (case_key TEXT NOT NULL, screening INTEGER NOT NULL, " COUNTED ", "
	"instrument TEXT NOT NULL, item TEXT, value INTEGER, outcome TEXT, "
	"date TEXT NOT NULL " IS_DATE("date") ", " SEQ ", "
	"CHECK (value IS NULL OR outcome IS NULL), "
	"PRIMARY KEY (case_key, screening, number), "
	"FOREIGN KEY (case_key, screening) REFERENCES screening (case_key, number)) "
	"STRICT, WITHOUT ROWID",
	"CREATE INDEX score_seq ON score (seq)",

	"CREATE TABLE already (" CASE ", " COUNTED ", step_id TEXT NOT NULL, "
	"there INTEGER NOT NULL " IS_FLAG("there") ", "
	"date TEXT NOT NULL " IS_DATE("date") ", " SEQ ", "
	"PRIMARY KEY (case_key, number)) STRICT, WITHOUT ROWID",
	"CREATE INDEX already_seq ON already (seq)",

	"CREATE TABLE talk (case_key TEXT NOT NULL, screening INTEGER NOT NULL, " COUNTED ", "
	"place TEXT NOT NULL, said TEXT, "
	"judgement TEXT CHECK (" EQ3("judgement", "in-balance", "out-of-balance", "none") "), "
	"finished INTEGER NOT NULL " IS_FLAG("finished") ", "
	"date TEXT NOT NULL " IS_DATE("date") ", " SEQ ", answers TEXT NOT NULL, "
	"PRIMARY KEY (case_key, screening, number), "
	"FOREIGN KEY (case_key, screening) REFERENCES screening (case_key, number)) STRICT",
	"CREATE INDEX talk_seq ON talk (seq, case_key, screening)",

	"CREATE TABLE coalition_file (sha256 TEXT NOT NULL PRIMARY KEY " IS_HASH("sha256") ", "
	"text TEXT NOT NULL) STRICT",
	"CREATE TABLE coalition_set (sha256 TEXT NOT NULL " IS_HASH("sha256") ", "
	"name TEXT NOT NULL, file_sha256 TEXT NOT NULL REFERENCES coalition_file (sha256), "
	"PRIMARY KEY (sha256, name)) STRICT",

	"CREATE TABLE route (id TEXT NOT NULL PRIMARY KEY CHECK (id GLOB 'R-*'), " CASE ", " SEQ
	", date TEXT NOT NULL " IS_DATE("date") ", "
	"phase TEXT NOT NULL CHECK (" IS_PHASE("phase") "), week INTEGER, "
	"class TEXT NOT NULL " IS_CLASS("class") ", coalition TEXT NOT NULL, "
	"version TEXT NOT NULL, sha256 TEXT NOT NULL " IS_HASH("sha256") ", "
	"signature TEXT NOT NULL) STRICT",
	"CREATE INDEX route_last ON route (case_key, date, seq)",
	"CREATE INDEX route_seq ON route (seq)",

	"CREATE TABLE route_step (" ROUTE ", " COUNTED ", id TEXT NOT NULL, intervention TEXT, "
	"role TEXT NOT NULL, organisation TEXT, "
	"urgency TEXT NOT NULL " IS_URGENCY("urgency") ", "
	"form TEXT NOT NULL " IS_FORM("form") ", due TEXT " IS_DATE("due") ", "
	"opens TEXT " IS_DATE("opens") ", already INTEGER NOT NULL " IS_FLAG("already") ", "
	"PRIMARY KEY (route, number)) STRICT, WITHOUT ROWID",

	"CREATE TABLE route_reason (" ROUTE ", " COUNTED ", step_id TEXT NOT NULL, "
	"card TEXT NOT NULL, step TEXT NOT NULL, card_version TEXT NOT NULL, "
	"file TEXT NOT NULL, line INTEGER NOT NULL, since TEXT NOT NULL " IS_DATE("since") ", "
	"due TEXT " IS_DATE("due") ", PRIMARY KEY (route, number)) STRICT, WITHOUT ROWID",

	/* From status on: kept for lists. */
	"CREATE TABLE handover (id TEXT NOT NULL PRIMARY KEY CHECK (id GLOB 'H-*'), " CASE ", " SEQ
	", route TEXT REFERENCES route (id), step_id TEXT, card TEXT, card_version TEXT, "
	"intervention TEXT, from_role TEXT NOT NULL, from_organisation TEXT, from_user TEXT, "
	"to_role TEXT NOT NULL, to_organisation TEXT, "
	"form TEXT NOT NULL " IS_FORM("form") ", "
	"urgency TEXT NOT NULL " IS_URGENCY("urgency") ", "
	"ask TEXT, own_words TEXT, works_well TEXT, agreements TEXT, safe_contact TEXT, "
	"keeps_contact TEXT, due TEXT " IS_DATE("due") ", respond_within TEXT NOT NULL, "
	"contact_within TEXT NOT NULL, feedback_within TEXT NOT NULL, "
	"ground TEXT CHECK (" EQ3("ground", "meldcode", "acute-danger", "anonymous-advice") "), "
	"because TEXT, if_refused TEXT, if_waiting TEXT, "
	"origin_book TEXT, origin_id TEXT, origin_case TEXT, "
	"status TEXT " IS_STATUS("status") ", "
	"is_open INTEGER NOT NULL DEFAULT 1 " IS_FLAG("is_open") ", "
	"next_by TEXT " IS_DATE("next_by") ") STRICT",
	"CREATE INDEX handover_case ON handover (case_key, is_open, next_by)",
	"CREATE UNIQUE INDEX handover_origin ON handover (origin_book, origin_id)",
	"CREATE INDEX handover_seq ON handover (seq)",
	"CREATE INDEX handover_route ON handover (route)",
	"CREATE INDEX handover_to ON handover (is_open, to_role, to_organisation)",

	"CREATE TABLE move (" HANDOVER ", " COUNTED ", " SEQ ", "
	"verb TEXT NOT NULL " IS_VERB("verb") ", "
	"status TEXT NOT NULL " IS_STATUS("status") ", "
	"date TEXT NOT NULL " IS_DATE("date") ", at TEXT NOT NULL, user_name TEXT, role TEXT, "
	"organisation TEXT, note TEXT, reason TEXT " IS_REASON("reason") ", "
	"outcome TEXT CHECK (" EQ4("outcome", "helped", "partly", "passed-on", "not-needed") "), "
	"present TEXT, until TEXT " IS_DATE("until") ", PRIMARY KEY (handover, number)) STRICT",
	"CREATE INDEX move_seq ON move (seq)",

	"CREATE TABLE consent (" HANDOVER ", " COUNTED ", given_by TEXT NOT NULL, "
	"how TEXT NOT NULL CHECK (how IN ('spoken', 'written')), "
	"date TEXT NOT NULL " IS_DATE("date") ", share TEXT, until TEXT " IS_DATE("until") ", "
	"revoked TEXT " IS_DATE("revoked") ", " SEQ ", PRIMARY KEY (handover, number)) STRICT",
	"CREATE INDEX consent_seq ON consent (seq)",

	"CREATE TABLE note (" CASE ", " COUNTED ", " SEQ ", "
	"kind TEXT NOT NULL CHECK (" EQ4("kind", "lead", "meeting", "deviation", "note") "), "
	"date TEXT NOT NULL " IS_DATE("date") ", text TEXT, because TEXT, card TEXT, step_id TEXT, "
	"present TEXT, named INTEGER NOT NULL " IS_FLAG("named") ", role TEXT, organisation TEXT, "
	"until TEXT " IS_DATE("until") ", done TEXT, PRIMARY KEY (case_key, number)) STRICT",
	"CREATE INDEX note_seq ON note (seq)",
	"CREATE INDEX note_kind ON note (kind, date)",

	"CREATE TABLE agreement (case_key TEXT NOT NULL, note INTEGER NOT NULL, " COUNTED ", " SEQ
	", role TEXT NOT NULL, what TEXT NOT NULL, until TEXT NOT NULL " IS_DATE("until") ", "
	"PRIMARY KEY (case_key, note, number), "
	"FOREIGN KEY (case_key, note) REFERENCES note (case_key, number)) STRICT",
	"CREATE INDEX agreement_seq ON agreement (seq)",

	"CREATE TABLE published (id TEXT NOT NULL PRIMARY KEY, " SEQ ", "
	"first_day TEXT NOT NULL " IS_DATE("first_day") ", "
	"last_day TEXT NOT NULL " IS_DATE("last_day") ", "
	"made TEXT NOT NULL " IS_DATE("made") ", coalition TEXT NOT NULL, version TEXT NOT NULL, "
	"sha256 TEXT NOT NULL " IS_HASH("sha256") ", CHECK (first_day <= last_day)) STRICT",
	"CREATE INDEX published_seq ON published (seq)",
	"CREATE TABLE published_cell (published TEXT NOT NULL REFERENCES published (id), " COUNTED
	", " SEQ ", measure TEXT NOT NULL, by_what TEXT NOT NULL, part TEXT NOT NULL, "
	"mark TEXT NOT NULL CHECK (mark IN ('shown', 'small', 'held', 'none')), value INTEGER, "
	"CHECK ((mark = 'shown') = (value IS NOT NULL)), "
	"PRIMARY KEY (published, number)) STRICT",
	"CREATE INDEX published_cell_seq ON published_cell (seq)",
	/* Sums over families, to count only what changed since: see store/counts.h. */
	"CREATE TABLE kept_count (first_day TEXT NOT NULL " IS_DATE("first_day") ", "
	"last_day TEXT NOT NULL " IS_DATE("last_day") ", "
	"counted_on TEXT NOT NULL " IS_DATE("counted_on") ", "
	"sha256 TEXT NOT NULL " IS_HASH("sha256") ", split INTEGER NOT NULL " IS_FLAG("split") ", "
	"upto INTEGER NOT NULL, sums TEXT NOT NULL, hash TEXT NOT NULL " IS_HASH("hash") ", "
	"PRIMARY KEY (first_day, last_day, counted_on, sha256)) STRICT",

	/* Which families stood on a list that was looked at: " KEY KEY KEY ", kept once each. */
	"CREATE TABLE seen_set (sha256 TEXT NOT NULL PRIMARY KEY " IS_HASH("sha256") ", "
	"cases TEXT NOT NULL) STRICT",
	"CREATE TABLE seen (" SEQ ", " COUNTED ", "
	"sha256 TEXT NOT NULL REFERENCES seen_set (sha256), PRIMARY KEY (seq, number)) STRICT",
	"CREATE INDEX seen_by_set ON seen (sha256)",
	NULL,
};

/* From version i to version i + 1. */
static const char *const *const versions[] = { version_1 };
_Static_assert(sizeof(versions) / sizeof(versions[0]) == KS_SCHEMA_VERSION,
	       "every version has its list");

void ks_schema_migrate(struct ks_db *db, int version)
{
	for (; version < KS_SCHEMA_VERSION; version++)
		for (const char *const *sql = versions[version]; *sql; sql++)
			ks_db_define(db, *sql);
	ks_db_set_version(db, KS_SCHEMA_VERSION);
}

/* Is this one of our texts? In any order: a backup puts tables before indexes. */
static bool is_ours(const char *text)
{
	for (int i = 0; i < KS_SCHEMA_VERSION; i++)
		for (const char *const *sql = versions[i]; *sql; sql++)
			if (ks_streq(*sql, text))
				return true;
	return false;
}

static int count_ours(void)
{
	int n = 0;

	for (int i = 0; i < KS_SCHEMA_VERSION; i++)
		for (const char *const *sql = versions[i]; *sql; sql++)
			n++;
	return n;
}

/* Names are unique in a file: as many texts as ours, all ours, are exactly ours. */
enum ks_status ks_schema_check(struct ks_db *db)
{
	const char *strange = NULL;
	int missing = count_ours();

	ks_db_query(db, KS_SQL_schema, NULL, 0);
	while (!strange && ks_db_next(db, KS_SQL_schema)) {
		if (is_ours(ks_db_text(db, KS_SQL_schema, 1)))
			missing--;
		else
			strange = ks_db_text(db, KS_SQL_schema, 0);
	}
	ks_db_end(db, KS_SQL_schema);
	if (strange || missing)
		ks_db_fail(db, KS_STORE, KS_MSG_store_changed,
			   KS_ARGS({ "path", ks_db_path(db) },
				   { "name", strange ? strange : "sqlite_schema" }));
	return ks_db_status(db);
}
