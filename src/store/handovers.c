/* SPDX-License-Identifier: EUPL-1.2 */
/* Handovers: recording moves, reading them back, what lists need. */
#include "ks/store/handovers.h"

#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/store/pass.h"

/* ---- moves that were undone ----------------------------------------------- */

/* A move that counts: not undone and not itself the undoing of one. */
static bool counts(const struct ks_handover_move *move)
{
	return !move->undone && move->verb != KS_VERB_CORRECT;
}

/* Each correct undoes the last move that still counted, but never the first. */
static void mark_undone(struct ks_handover *handover)
{
	for (size_t i = 0; i < handover->n_moves; i++) {
		handover->moves[i].undone = false;
		if (handover->moves[i].verb != KS_VERB_CORRECT)
			continue;
		for (size_t j = i; j-- > 1;) {
			if (counts(&handover->moves[j])) {
				handover->moves[j].undone = true;
				break;
			}
		}
	}
}

void ks_handover_rewind(struct ks_handover *handover, long long seq)
{
	while (handover->n_moves && handover->moves[handover->n_moves - 1].seq > seq)
		handover->n_moves--;
	mark_undone(handover);
}

/*
 * What lists need without reading every move. Refused before anybody was
 * asked: nobody waits for it, and it counts on the day of the refusal.
 */
struct kept {
	const char *status;
	bool is_open, case_ended;
	ks_day next_by;
};

static bool was_refused(const struct ks_loop_state *state)
{
	return state->requested == KS_NO_DAY && state->status == KS_H_STOPPED;
}

ks_day ks_handover_counts_on(const struct ks_handover *handover)
{
	struct ks_loop_state state;

	ks_handover_state(handover, KS_ALL_DAYS, &state);
	return was_refused(&state) ? state.ended : state.requested;
}

static struct kept kept_of(const struct ks_store *store, const struct ks_handover *handover)
{
	struct ks_loop_state state;
	bool refused;

	ks_handover_state(handover, KS_ALL_DAYS, &state);
	refused = was_refused(&state);
	return (struct kept){ .status = ks_handover_status_words[state.status],
			      .is_open = ks_loop_is_open(state.status) && !refused,
			      .case_ended = state.case_ended,
			      .next_by = ks_loop_terms_on(&state, store->today).next_by };
}

static void summarise(struct ks_store *store, const struct ks_handover *handover)
{
	struct kept kept = kept_of(store, handover);

	ks_db_run(store->db, KS_SQL_handover_summarise,
		  KS_VALUES(KS_TEXT(handover->id), KS_TEXT(kept.status), KS_INT(kept.is_open),
			    KS_DAY(kept.next_by)));
}

/* ---- writing ------------------------------------------------------------- */

static const char *given_or(const char *given, const char *otherwise)
{
	return given ? given : otherwise;
}

static void add_move(struct ks_store *store, const char *id, size_t number,
		     const struct ks_handover_move *move)
{
	const struct ks_actor *actor = &store->actor;

	ks_db_run(store->db, KS_SQL_move_add,
		  KS_VALUES(KS_TEXT(id), KS_INT(number), KS_INT(store->tx.seq),
			    KS_TEXT(ks_verb_words[move->verb]),
			    KS_TEXT(ks_handover_status_words[move->status]), KS_DAY(move->date),
			    KS_TEXT(given_or(move->at, store->now)),
			    KS_TEXT(given_or(move->user, actor->user)),
			    KS_TEXT(given_or(move->role, actor->role)),
			    KS_TEXT(given_or(move->organisation, actor->organisation)),
			    KS_TEXT(move->note), KS_TEXT(move->reason), KS_TEXT(move->outcome),
			    KS_TEXT(move->present), KS_DAY(move->until)));
}

static void add_consent(struct ks_store *store, const char *id, const struct ks_consent *consent)
{
	ks_db_run(store->db, KS_SQL_consent_add,
		  KS_VALUES(KS_TEXT(id), KS_INT(1), KS_TEXT(consent->by), KS_TEXT(consent->how),
			    KS_DAY(consent->date), KS_TEXT(consent->share), KS_DAY(consent->until),
			    KS_DAY(consent->revoked), KS_INT(store->tx.seq)));
}

static void add_row(struct ks_store *store, const struct ks_handover *h)
{
	char respond[KS_DATE_TEXT], contact[KS_DATE_TEXT], feedback[KS_DATE_TEXT];

	ks_format_span(h->respond_within, respond);
	ks_format_span(h->contact_within, contact);
	ks_format_span(h->feedback_within, feedback);
	ks_db_run(store->db, KS_SQL_handover_add,
		  KS_VALUES(KS_TEXT(h->id), KS_TEXT(h->case_key), KS_INT(store->tx.seq),
			    KS_TEXT(h->route), KS_TEXT(h->step_id), KS_TEXT(h->card),
			    KS_TEXT(h->card_version), KS_TEXT(h->intervention),
			    KS_TEXT(h->from_role), KS_TEXT(h->from_organisation),
			    KS_TEXT(h->from_user), KS_TEXT(h->to_role), KS_TEXT(h->to_organisation),
			    KS_TEXT(ks_form_words[h->form]), KS_TEXT(ks_urgency_words[h->urgency]),
			    KS_TEXT(h->ask), KS_TEXT(h->own_words), KS_TEXT(h->works_well),
			    KS_TEXT(h->agreements), KS_TEXT(h->safe_contact),
			    KS_TEXT(h->keeps_contact), KS_DAY(h->due), KS_TEXT(respond),
			    KS_TEXT(contact), KS_TEXT(feedback), KS_TEXT(h->ground),
			    KS_TEXT(h->because), KS_TEXT(h->if_refused), KS_TEXT(h->if_waiting),
			    KS_TEXT(h->origin_book), KS_TEXT(h->origin_id),
			    KS_TEXT(h->origin_case)));
}

enum ks_status ks_handover_add(struct ks_store *store, struct ks_handover *handover)
{
	handover->id = ks_fresh_id(store, "H-", KS_SQL_handover_exists);
	add_row(store, handover);
	for (size_t i = 0; i < handover->n_moves; i++)
		add_move(store, handover->id, i + 1, &handover->moves[i]);
	if (handover->has_consent)
		add_consent(store, handover->id, &handover->consent);
	summarise(store, handover);
	return ks_db_status(store->db);
}

/* ---- reading ------------------------------------------------------------- */

static void read_move(struct ks_store *store, enum ks_sql sql, struct ks_handover_move *move)
{
	struct ks_db *db = store->db;

	move->number = (int)ks_db_int(db, sql, 0);
	move->verb = (enum ks_verb)ks_stored_word(store, ks_verb_words, ks_db_peek(db, sql, 1));
	move->status = (enum ks_handover_status)ks_stored_word(store, ks_handover_status_words,
							       ks_db_peek(db, sql, 2));
	move->date = ks_db_day(db, sql, 3);
	move->at = ks_db_text(db, sql, 4);
	move->user = ks_db_text(db, sql, 5);
	move->role = ks_db_text(db, sql, 6);
	move->organisation = ks_db_text(db, sql, 7);
	move->note = ks_db_text(db, sql, 8);
	move->reason = ks_db_text(db, sql, 9);
	move->outcome = ks_db_text(db, sql, 10);
	move->present = ks_db_text(db, sql, 11);
	move->until = ks_db_day(db, sql, 12);
	move->seq = ks_db_int(db, sql, 13);
}

static void next_move(struct ks_store *store, enum ks_sql sql, struct ks_handover *out)
{
	read_move(store, sql,
		  ks_grow(store->arena, &out->moves, &out->n_moves, sizeof(*out->moves)));
}

static void read_moves(struct ks_store *store, struct ks_handover *out)
{
	ks_db_query(store->db, KS_SQL_move_rows, KS_VALUES(KS_TEXT(out->id)));
	while (ks_db_next(store->db, KS_SQL_move_rows))
		next_move(store, KS_SQL_move_rows, out);
	if (!out->n_moves)
		ks_store_damaged(store);
	mark_undone(out);
}

static void read_consent(struct ks_store *store, struct ks_handover *out)
{
	const enum ks_sql sql = KS_SQL_consent_get;
	struct ks_db *db = store->db;

	ks_db_query(db, sql, KS_VALUES(KS_TEXT(out->id)));
	out->has_consent = ks_db_next(db, sql);
	if (!out->has_consent)
		return;
	out->consent.by = ks_db_must(db, sql, 0);
	out->consent.how = ks_db_must(db, sql, 1);
	out->consent.date = ks_db_day(db, sql, 2);
	out->consent.share = ks_db_text(db, sql, 3);
	out->consent.until = ks_db_day(db, sql, 4);
	out->consent.revoked = ks_db_day(db, sql, 5);
	ks_db_end(db, sql);
}

static struct ks_span read_span(struct ks_store *store, enum ks_sql sql, int column)
{
	struct ks_span span = { 0, KS_DAYS };
	const char *text = ks_db_peek(store->db, sql, column);

	if (!text || !ks_parse_span(text, &span))
		ks_store_damaged(store);
	return span;
}

static void read_texts(struct ks_store *store, struct ks_handover *out)
{
	const char **const texts[] = {
		&out->id, &out->case_key, &out->route, &out->step_id, &out->card,
		&out->card_version, &out->intervention, &out->from_role, &out->from_organisation,
		&out->from_user, &out->to_role, &out->to_organisation, NULL, NULL, &out->ask,
		&out->own_words, &out->works_well, &out->agreements, &out->safe_contact,
		&out->keeps_contact, NULL, NULL, NULL, NULL, &out->ground, &out->because,
		&out->if_refused, &out->if_waiting,
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (texts[i])
			*texts[i] = ks_db_text(store->db, KS_SQL_handover_get, (int)i);
}

static void read_row(struct ks_store *store, struct ks_handover *out)
{
	const enum ks_sql sql = KS_SQL_handover_get;
	struct ks_db *db = store->db;

	read_texts(store, out);
	out->form = (enum ks_form)ks_stored_word(store, ks_form_words, ks_db_text(db, sql, 12));
	out->urgency = (enum ks_urgency)ks_stored_word(store, ks_urgency_words,
						       ks_db_text(db, sql, 13));
	out->due = ks_db_day(db, sql, 20);
	out->respond_within = read_span(store, sql, 21);
	out->contact_within = read_span(store, sql, 22);
	out->feedback_within = read_span(store, sql, 23);
	out->case_ended_on = ks_db_day(db, sql, 28);
	out->case_ended = out->case_ended_on != KS_NO_DAY;
	out->case_incomplete = ks_db_int(db, sql, 29) != 0;
	out->origin_book = ks_db_text(db, sql, 30);
	out->origin_id = ks_db_text(db, sql, 31);
	out->origin_case = ks_db_text(db, sql, 32);
}

/*
 * The row of a handover is written once; a draft without a question gets it
 * where it is sent, and there it is what that move has to say.
 */
static const char *asked_on_sending(const struct ks_handover *handover)
{
	for (size_t i = 0; i < handover->n_moves; i++)
		if (handover->moves[i].verb == KS_VERB_SEND && counts(&handover->moves[i]))
			return handover->moves[i].note;
	return NULL;
}

static enum ks_status read_handover(struct ks_store *store, const char *id, struct ks_handover *out)
{
	*out = (struct ks_handover){ .due = KS_NO_DAY };
	ks_db_query(store->db, KS_SQL_handover_get, KS_VALUES(KS_TEXT(id)));
	if (ks_db_next(store->db, KS_SQL_handover_get))
		read_row(store, out);
	ks_db_end(store->db, KS_SQL_handover_get);
	if (out->id) {
		read_moves(store, out);
		if (!out->ask)
			out->ask = asked_on_sending(out);
		read_consent(store, out);
	}
	return ks_db_status(store->db);
}

static enum ks_status not_found(struct ks_store *store, enum ks_msg msg, const char *typed)
{
	ks_error(store->diag, ks_nowhere(), msg, KS_ARGS({ "typed", typed }), NULL);
	return KS_INPUT;
}

static enum ks_status refuse_erased(struct ks_store *store, const char *id)
{
	const char *key = NULL, *day = NULL;

	ks_db_query(store->db, KS_SQL_erased_object, KS_VALUES(KS_TEXT(id)));
	if (ks_db_next(store->db, KS_SQL_erased_object)) {
		key = ks_db_text(store->db, KS_SQL_erased_object, 1);
		day = ks_db_text(store->db, KS_SQL_erased_object, 3);
	}
	ks_db_end(store->db, KS_SQL_erased_object);
	if (!key)
		return ks_db_status(store->db);
	ks_error(store->diag, ks_nowhere(), KS_MSG_case_was_erased,
		 KS_ARGS({ "case", key }, { "date", day }), NULL);
	return KS_INPUT;
}

static const struct ks_id_kind a_handover = { 'H', KS_SQL_handover_find, KS_MSG_handover_unknown,
					      KS_MSG_handover_ambiguous };

enum ks_status ks_handover_read(struct ks_store *store, const char *typed, struct ks_handover *out)
{
	const char *id = NULL;
	enum ks_status status = ks_find_id(store, &a_handover, typed, &id);

	*out = (struct ks_handover){ .id = NULL };
	if (status == KS_OK)
		status = refuse_erased(store, id);
	return status == KS_OK ? read_handover(store, id, out) : status;
}

/* The one text a query gives; NULL: none. */
static const char *one_text(struct ks_store *store, enum ks_sql sql, const char *book,
			    const char *id)
{
	const char *text = NULL;

	ks_db_query(store->db, sql, KS_VALUES(KS_TEXT(book), KS_TEXT(id)));
	if (ks_db_next(store->db, sql))
		text = ks_db_text(store->db, sql, 0);
	ks_db_end(store->db, sql);
	return text;
}

const char *ks_handover_of_origin(struct ks_store *store, const char *book, const char *id)
{
	return one_text(store, KS_SQL_handover_of_origin, book, id);
}

const char *ks_case_of_origin(struct ks_store *store, const char *book, const char *case_key)
{
	return one_text(store, KS_SQL_case_of_origin, book, case_key);
}

/* Status after undoing the last move; -1 when only the first one is left. */
static int status_before_last(const struct ks_handover *handover)
{
	int last = -1, before = -1;

	for (size_t i = 0; i < handover->n_moves; i++) {
		if (!counts(&handover->moves[i]))
			continue;
		before = last;
		last = (int)handover->moves[i].status;
	}
	return before;
}

enum ks_status ks_handover_move(struct ks_store *store, const char *id,
				const struct ks_handover_move *move)
{
	struct ks_handover handover;
	struct ks_handover_move *added;
	enum ks_status status = read_handover(store, id, &handover);

	if (status)
		return status;
	if (!handover.id)
		return not_found(store, KS_MSG_handover_unknown, id);
	if (move->verb == KS_VERB_CORRECT && status_before_last(&handover) < 0) {
		ks_error(store->diag, ks_nowhere(), KS_MSG_handover_nothing_to_undo,
			 KS_ARGS({ "handover", id }), NULL);
		return KS_REFUSED;
	}
	added = ks_grow(store->arena, &handover.moves, &handover.n_moves, sizeof(*added));
	*added = *move;
	if (move->verb == KS_VERB_CORRECT)
		added->status = (enum ks_handover_status)status_before_last(&handover);
	mark_undone(&handover);
	add_move(store, id, handover.n_moves, added);
	summarise(store, &handover);
	return ks_db_status(store->db);
}

/* ---- lists --------------------------------------------------------------- */

enum ks_status ks_handover_list(struct ks_store *store, const struct ks_handover_filter *filter,
				struct ks_handover **items, size_t *n)
{
	const enum ks_sql sql = filter->case_key ? KS_SQL_handover_ids_of_case :
						   KS_SQL_handover_ids;
	const char **ids = NULL;
	size_t n_ids = 0;

	*items = NULL;
	*n = 0;
	ks_db_query(store->db, sql,
		    KS_VALUES(KS_TEXT(filter->case_key), KS_TEXT(filter->role),
			      KS_TEXT(filter->organisation), KS_INT(filter->open_only)));
	while (ks_db_next(store->db, sql)) {
		const char **slot = ks_grow(store->arena, &ids, &n_ids, sizeof(*ids));

		*slot = ks_db_text(store->db, sql, 0);
	}
	for (size_t i = 0; i < n_ids && ks_db_status(store->db) == KS_OK; i++)
		read_handover(store, ids[i],
			      ks_grow(store->arena, items, n, sizeof(**items)));
	return ks_db_status(store->db);
}

enum ks_status ks_handovers_settle(struct ks_store *store, const char *case_key)
{
	const struct ks_handover_filter filter = { .case_key = case_key };
	struct ks_handover *items = NULL;
	size_t n = 0;
	enum ks_status status = ks_handover_list(store, &filter, &items, &n);

	for (size_t i = 0; i < n && status == KS_OK; i++)
		summarise(store, &items[i]);
	return status == KS_OK ? ks_db_status(store->db) : status;
}

enum ks_status ks_handover_open_steps(struct ks_store *store, const char *case_key,
				      struct ks_open_step **items, size_t *n)
{
	const enum ks_sql sql = KS_SQL_handover_open_steps;

	*items = NULL;
	*n = 0;
	ks_db_query(store->db, sql, KS_VALUES(KS_TEXT(case_key)));
	while (ks_db_next(store->db, sql)) {
		struct ks_open_step *item = ks_grow(store->arena, items, n, sizeof(**items));

		item->handover = ks_db_text(store->db, sql, 0);
		item->step = ks_db_text(store->db, sql, 1);
	}
	return ks_db_status(store->db);
}

/* ---- counting ------------------------------------------------------------ */

static void read_counted(struct ks_store *store, enum ks_sql sql, struct ks_handover *out)
{
	struct ks_db *db = store->db;

	out->id = ks_db_must(db, sql, 14);
	out->step_id = ks_db_text(db, sql, 15);
	out->card = ks_db_text(db, sql, 16);
	out->from_organisation = ks_db_text(db, sql, 17);
	out->to_role = ks_db_text(db, sql, 18);
	out->to_organisation = ks_db_text(db, sql, 19);
	out->due = ks_db_day(db, sql, 20);
	out->respond_within = read_span(store, sql, 21);
	out->contact_within = read_span(store, sql, 22);
	out->feedback_within = read_span(store, sql, 23);
}

/* In order of recording: a handover is recorded with its first move. */
static int compare_counted(const void *left, const void *right)
{
	const struct ks_handover *a = left, *b = right;

	if (!a->n_moves || !b->n_moves || a->moves[0].seq == b->moves[0].seq)
		return strcmp(a->id, b->id);
	return a->moves[0].seq < b->moves[0].seq ? -1 : 1;
}

void ks_handovers_counted(const struct ks_rows_of *of, struct ks_handover **items, size_t *n)
{
	const enum ks_sql sql = ks_rows_sql(of->pass, KS_ROWS_HANDOVERS);
	struct ks_store *store = of->store;

	ks_rows_start(of, KS_ROWS_HANDOVERS);
	while (ks_rows_next(of, KS_ROWS_HANDOVERS)) {
		struct ks_handover *last = *n ? &(*items)[*n - 1] : NULL;

		if (!last || ks_db_compare(store->db, sql, 14, last->id) != 0) {
			last = ks_grow(store->arena, items, n, sizeof(*last));
			read_counted(store, sql, last);
		}
		next_move(store, sql, last);
	}
	if (*n)
		qsort(*items, *n, sizeof(**items), compare_counted);
	for (size_t i = 0; i < *n; i++)
		ks_handover_rewind(&(*items)[i], of->seq);
}

/* ---- looking over -------------------------------------------------------- */

/* When a pregnancy ended its terms ended too; what was kept of them is not looked at again. */
static bool is_kept_right(struct ks_store *store, const struct ks_handover *handover)
{
	const enum ks_sql sql = KS_SQL_handover_kept;
	struct kept kept = kept_of(store, handover);
	struct ks_db *db = store->db;
	bool right = false;

	ks_db_query(db, sql, KS_VALUES(KS_TEXT(handover->id)));
	if (ks_db_next(db, sql))
		right = ks_streq(ks_db_text(db, sql, 0), kept.status) &&
			(ks_db_int(db, sql, 1) != 0) == kept.is_open &&
			(kept.case_ended || ks_db_day(db, sql, 2) == kept.next_by);
	ks_db_end(db, sql);
	return right;
}

enum ks_status ks_handovers_recount(struct ks_store *store, bool mend, long long *off)
{
	const enum ks_sql sql = KS_SQL_handover_all;
	struct ks_turn turn;

	ks_turn_start(&turn, store);
	ks_db_query(store->db, sql, NULL, 0);
	while (ks_db_next(store->db, sql)) {
		struct ks_handover item = { .id = NULL };

		if (!read_handover(store, ks_db_text(store->db, sql, 0), &item) &&
		    !is_kept_right(store, &item)) {
			++*off;
			if (mend)
				summarise(store, &item);
		}
		ks_turn_next(&turn);
	}
	return ks_turn_end(&turn);
}
