/* SPDX-License-Identifier: EUPL-1.2 */
/* ks doctor: what can be wrong, each with what mends it. */
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "ks/base/arena.h"
#include "ks/cards/load.h"
#include "ks/cmd/commands.h"
#include "ks/cmd/roles.h"
#include "ks/cmd/run.h"
#include "ks/output/doctor.h"
#include "ks/output/progress.h"
#include "ks/store/copy.h"
#include "ks/store/health.h"
#include "report.h"

struct doctor_opts {
	bool mend;
};

static const struct ks_opt opts[] = {
	{ "mend", KS_OPT_FLAG, offsetof(struct doctor_opts, mend), NULL, NULL,
	  KS_MSG_help_opt_mend },
	{ .name = NULL },
};

struct looking {
	struct ks_ctx *ctx;
	const struct ks_coalition *coalition;	/* NULL: cannot be read */
	struct ks_health health;
	struct ks_closed_case *closed;
	size_t n_closed;
	long long copies;		/* left behind by a restore that was killed */
	struct ks_past_rows past_rows;	/* past the coalition's keep_audit */
	long long counts_off;		/* kept counts of the report that do not fit */
	struct ks_doctor_line *lines;
	struct ks_doctor_view view;
};

static void add_text(struct looking *l, const char *check, enum ks_doctor_what what,
		     const char *text, const char *mend)
{
	struct ks_doctor_line *line = ks_grow(l->ctx->arena, &l->lines, &l->view.n, sizeof(*line));

	*line = (struct ks_doctor_line){ check, what, text, mend };
	l->view.n_found += what == KS_DOCTOR_FOUND;
}

static void add(struct looking *l, const char *check, enum ks_doctor_what what, enum ks_msg msg,
		const char *arg, const char *mend)
{
	const char *shown = arg ? arg : "";

	add_text(l, check, what,
		 ks_msg_make(l->ctx->arena, l->ctx->out->lang, msg,
			     KS_ARGS({ "what", shown }, { "n", shown }, { "cases", shown })),
		 mend);
}

/* One line for a count that should be 0. */
static void add_count(struct looking *l, const char *check, enum ks_doctor_what what,
		      enum ks_msg fine, enum ks_msg wrong, long long n, const char *mend)
{
	if (n)
		add(l, check, what, wrong, ks_fmt(l->ctx->arena, "%lld", n), mend);
	else
		add(l, check, KS_DOCTOR_FINE, fine, NULL, NULL);
}

/* What could not be looked at is not fine: nobody may take it for that. */
static void add_unseen(struct looking *l, const char *check, enum ks_msg text)
{
	add(l, check, KS_DOCTOR_FOUND, text, NULL, NULL);
}

/* What mends it, for who may do so: nobody is sent to a command that refuses. */
static const char *if_may(const struct looking *l, enum ks_deed deed, const char *command)
{
	return ks_may(l->ctx, deed) ? command : NULL;
}

/* ---- the book ------------------------------------------------------------ */

static void look_at_book(struct looking *l)
{
	const struct ks_health *h = &l->health;

	add(l, "opening", KS_DOCTOR_FINE, KS_MSG_doctor_opened, NULL, NULL);
	if (h->damage)
		add(l, "integrity", KS_DOCTOR_FOUND, KS_MSG_doctor_damage, h->damage, NULL);
	else
		add(l, "integrity", KS_DOCTOR_FINE, KS_MSG_doctor_integrity, NULL, NULL);
	add_count(l, "references", KS_DOCTOR_FOUND, KS_MSG_doctor_references,
		  KS_MSG_doctor_orphans, h->orphans, "ks audit verify");
	add_count(l, "audit", KS_DOCTOR_FOUND, KS_MSG_doctor_audit, KS_MSG_doctor_audit_broken,
		  h->broken, "ks audit verify");
	add_count(l, "lists", KS_DOCTOR_FOUND, KS_MSG_doctor_lists, KS_MSG_doctor_lists_off, h->off,
		  "ks doctor --mend");
	add_count(l, "kept-cards", KS_DOCTOR_FOUND, KS_MSG_doctor_kept, KS_MSG_doctor_kept_altered,
		  h->altered, "ks audit verify");
	add_count(l, "clock", KS_DOCTOR_NOTE, KS_MSG_doctor_clock, KS_MSG_doctor_clock_back,
		  h->clock_back, "timedatectl");
	add_count(l, "overdue", KS_DOCTOR_NOTE, KS_MSG_doctor_overdue, KS_MSG_doctor_overdue_some,
		  h->overdue, if_may(l, KS_DEED_HANDOVER, "ks todo"));
}

/* What a restore that was killed left is a whole casebook to read: a finding. */
static void look_beside_book(struct looking *l)
{
	const char *network = l->health.network;

	if (l->copies < 0)
		add_unseen(l, "copies", KS_MSG_doctor_copies_unseen);
	else
		add_count(l, "copies", KS_DOCTOR_FOUND, KS_MSG_doctor_copies,
			  KS_MSG_doctor_copies_left, l->copies, "ks doctor --mend");
	if (network && !*network)
		add_unseen(l, "place", KS_MSG_doctor_place_unseen);
	else if (network)
		add(l, "place", KS_DOCTOR_NOTE, KS_MSG_doctor_place_network, network,
		    "ks restore FILE --db PATH");
	else
		add(l, "place", KS_DOCTOR_FINE, KS_MSG_doctor_place, NULL, NULL);
}

/* Of these cards: others are never used again. */
static enum ks_status recount(struct looking *l)
{
	struct ks_ctx *with = KS_NEW(l->ctx->arena, struct ks_ctx);

	*with = *l->ctx;
	with->coalition = l->coalition;
	with->cards_sha256 = NULL;
	return ks_report_recount(with, &l->counts_off);
}

/* Who sees totals only gets their number; the others each key. */
static const char *past_term(const struct looking *l)
{
	struct ks_span keep = l->coalition->policy[KS_KEEP_CASE].span;
	struct ks_buf keys;
	int n = 0;

	ks_buf_init(&keys, l->ctx->arena);
	for (size_t i = 0; i < l->n_closed; i++) {
		if (ks_add_span(l->closed[i].closed, keep) >= l->ctx->today)
			continue;
		ks_buf_addf(&keys, "%s%s", n++ ? ", " : "", l->closed[i].key);
		if (ks_may(l->ctx, KS_DEED_ERASE))
			ks_store_seen(l->ctx->store, l->closed[i].key);
	}
	if (!n)
		return NULL;
	return !ks_may(l->ctx, KS_DEED_ERASE) ? ks_fmt(l->ctx->arena, "%d", n) : keys.text;
}

/* Nothing mends it, because nothing may: a note, and not a finding. */
static void look_at_old_rows(struct looking *l)
{
	struct ks_ctx *ctx = l->ctx;

	if (!l->past_rows.n) {
		add(l, "keep-audit", KS_DOCTOR_FINE, KS_MSG_doctor_keep_audit, NULL, NULL);
		return;
	}
	add_text(l, "keep-audit", KS_DOCTOR_NOTE,
		 ks_msg_make(ctx->arena, ctx->out->lang, KS_MSG_doctor_keep_audit_past,
			     KS_ARGS({ "n", ks_fmt(ctx->arena, "%lld", l->past_rows.n) },
				     { "date", ks_day_words(ctx->out, l->past_rows.oldest) })),
		 NULL);
}

static void look_at_cards(struct looking *l)
{
	const char *past = l->coalition ? past_term(l) : NULL;

	if (!l->coalition) {
		add(l, "cards", KS_DOCTOR_FOUND, KS_MSG_doctor_cards_wrong, NULL, "ks cards check");
		return;
	}
	add(l, "cards", KS_DOCTOR_FINE, KS_MSG_doctor_cards, l->coalition->id, NULL);
	add_count(l, "kept-counts", KS_DOCTOR_FOUND, KS_MSG_doctor_counts,
		  KS_MSG_doctor_counts_off, l->counts_off, "ks doctor --mend");
	if (past)
		add(l, "keep-case", KS_DOCTOR_FOUND, KS_MSG_doctor_keep_past, past,
		    if_may(l, KS_DEED_ERASE, "ks case erase CASE"));
	else
		add(l, "keep-case", KS_DOCTOR_FINE, KS_MSG_doctor_keep, NULL, NULL);
	look_at_old_rows(l);
}

/* ---- around it ----------------------------------------------------------- */

/* A copy of the book, and the journal of a large change, need as much as the book is large. */
static void look_at_disk(struct looking *l)
{
	const char *path = ks_store_path(l->ctx->store);
	struct statvfs disk;
	struct stat st;

	if (statvfs(path, &disk) || stat(path, &st))
		add_unseen(l, "disk", KS_MSG_doctor_disk_unseen);
	else if (disk.f_bavail < (unsigned long long)st.st_size / disk.f_frsize + 1)
		add(l, "disk", KS_DOCTOR_FOUND, KS_MSG_doctor_disk_full, NULL, "df -h .");
	else
		add(l, "disk", KS_DOCTOR_FINE, KS_MSG_doctor_disk, NULL, NULL);
}

static void look_at_locale(struct looking *l)
{
	const char *locale = l->ctx->env->locale;

	if (locale && *locale && !strstr(locale, "UTF-8") && !strstr(locale, "utf8"))
		add(l, "locale", KS_DOCTOR_NOTE, KS_MSG_doctor_locale_wrong, locale,
		    "export LC_ALL=C.UTF-8");
	else
		add(l, "locale", KS_DOCTOR_FINE, KS_MSG_doctor_locale, NULL, NULL);
}

/* ---- the whole ----------------------------------------------------------- */

static enum ks_status look(struct looking *l, bool mend)
{
	struct ks_store *store = l->ctx->store;
	struct ks_progress progress;
	enum ks_status status = mend ? ks_store_recount(store) : KS_OK;

	ks_watch_begin(l->ctx, &progress);
	if (status == KS_OK)
		status = ks_store_examine(store, &l->health);
	ks_watch_end(l->ctx, &progress);
	if (status == KS_OK)
		status = ks_cases_closed(store, &l->closed, &l->n_closed);
	if (status == KS_OK && l->coalition)
		status = recount(l);
	if (status == KS_OK && l->coalition)
		status = ks_audit_past(store, l->coalition->policy[KS_KEEP_AUDIT].span,
				       &l->past_rows);
	if (status != KS_OK)
		return status;
	l->copies = ks_copies_left(store, mend);
	look_at_book(l);
	look_beside_book(l);
	look_at_cards(l);
	look_at_disk(l);
	look_at_locale(l);
	l->view.lines = l->lines;
	l->view.path = ks_store_path(store);
	l->view.head = l->health.head;
	ks_write_doctor(l->ctx->out, &l->view);
	return l->view.n_found ? KS_FOUND : KS_OK;
}

/* Cards that cannot be read are a finding here, not a reason to stop. */
static const struct ks_coalition *read_cards(struct ks_ctx *ctx)
{
	const struct ks_load_options none = { .examples = false };
	const struct ks_coalition *c = NULL;
	struct ks_diag unheard;

	ks_diag_init(&unheard, ctx->arena);
	return ks_load(ctx->arena, ctx->routes_dir, &none, &unheard, &c) == KS_OK ? c : NULL;
}

static enum ks_status run(struct ks_ctx *ctx, const void *opts_ptr)
{
	const struct doctor_opts *o = opts_ptr;
	struct looking l = { .ctx = ctx, .coalition = read_cards(ctx) };
	enum ks_status status = ks_store_begin(ctx->store, o->mend ? KS_UPDATE : KS_EXECUTE,
					       o->mend ? "doctor-mend" : "doctor", __func__);

	return status == KS_OK ? ks_finish(ctx, look(&l, o->mend)) : status;
}

const struct ks_cmd ks_cmd_doctor = {
	.name = "doctor",
	.summary = KS_MSG_summary_doctor,
	.help = KS_MSG_help_doctor,
	.usage = "",
	.opts = opts,
	.opts_size = sizeof(struct doctor_opts),
	.needs = KS_NEED_STORE,
	.deed = KS_DEED_CHECK,
	.run = run,
};
