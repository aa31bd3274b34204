/* SPDX-License-Identifier: EUPL-1.2 */
/* Consent per receiver, as text and as JSON. */
#include "ks/output/consent.h"

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/output/label.h"

enum state { GIVEN, REVOKED, EXPIRED, GROUND };
static const char *const state_words[] = { "given", "revoked", "expired", "ground" };

static enum state state_of(const struct ks_handover_view *h, ks_day today)
{
	if (!h->has_consent)
		return GROUND;
	if (h->consent_revoked != KS_NO_DAY)
		return REVOKED;
	return h->consent_until != KS_NO_DAY && h->consent_until < today ? EXPIRED : GIVEN;
}

/* ---- text ---------------------------------------------------------------- */

static const char *shared(struct ks_out *out, const struct ks_handover_view *h)
{
	struct ks_buf buf;

	if (!h->n_share)
		return ks_msg_text(out->lang, KS_MSG_consent_share_step);
	ks_buf_init(&buf, out->arena);
	for (size_t i = 0; i < h->n_share; i++) {
		ks_buf_add(&buf, i ? ", " : "");
		ks_buf_add(&buf, h->share[i].label ? h->share[i].label : h->share[i].id);
	}
	return buf.text;
}

static void put_given(struct ks_out *out, const struct ks_handover_view *h)
{
	ks_out_msg(out, 2, KS_MSG_consent_line_given,
		   KS_ARGS({ "by", ks_label_word(out, h->consent_by) },
			   { "how", ks_label_word(out, h->consent_how) },
			   { "date", ks_day_words(out, h->consent_date) }));
	ks_out_msg(out, 2, KS_MSG_consent_line_share, KS_ARGS({ "what", shared(out, h) }));
	if (h->consent_until != KS_NO_DAY)
		ks_out_msg(out, 2, KS_MSG_consent_line_until,
			   KS_ARGS({ "date", ks_day_words(out, h->consent_until) }));
}

static void put_line(struct ks_out *out, const struct ks_consent_line *line, ks_day today)
{
	const struct ks_handover_view *h = &line->handover;
	enum state state = state_of(h, today);

	ks_out_msg(out, 0, KS_MSG_consent_line_to,
		   KS_ARGS({ "to", ks_party_words(out, &h->to) }, { "handover", h->id },
			   { "status", ks_label_status(out, h->status) }));
	if (state == GROUND)
		ks_out_msg(out, 2, KS_MSG_consent_line_ground,
			   KS_ARGS({ "ground", ks_label_word(out, h->ground) }));
	else
		put_given(out, h);
	if (state == REVOKED)
		ks_out_msg(out, 2, KS_MSG_consent_line_revoked,
			   KS_ARGS({ "date", ks_day_words(out, h->consent_revoked) }));
	if (state == EXPIRED)
		ks_out_msg(out, 2, KS_MSG_consent_line_expired, NULL);
	if (line->stopped == 1)
		ks_out_msg(out, 2, KS_MSG_consent_line_stopped, NULL);
}

static void write_text(struct ks_out *out, const struct ks_consent_view *view)
{
	/* The whole list also names whom she told what a partner must not know. */
	if (!view->revoked)
		ks_out_msg(out, 0, KS_MSG_alone_line, NULL);
	ks_out_heading(out, ks_msg_make(out->arena, out->lang,
					view->revoked ? KS_MSG_consent_title_revoked
						      : KS_MSG_consent_title,
					KS_ARGS({ "case", view->case_key })));
	if (!view->n)
		ks_out_msg(out, 0, KS_MSG_consent_none, NULL);
	for (size_t i = 0; i < view->n; i++)
		put_line(out, &view->lines[i], view->today);
	if (view->revoked)
		ks_out_msg(out, 0, KS_MSG_consent_tell_receiver, NULL);
}

/* ---- JSON ---------------------------------------------------------------- */

static void json_line(struct ks_json *json, const struct ks_consent_line *line, ks_day today)
{
	const struct ks_handover_view *h = &line->handover;
	struct ks_json *to = ks_json_object(json, "to"), *share;

	ks_json_text(to, "role", h->to.role);
	ks_json_text(to, "organisation", h->to.organisation);
	ks_json_text(json, "handover", h->id);
	ks_json_text(json, "status", ks_handover_status_words[h->status]);
	ks_json_text(json, "state", state_words[state_of(h, today)]);
	ks_json_text(json, "given_by", h->has_consent ? h->consent_by : NULL);
	ks_json_text(json, "how", h->has_consent ? h->consent_how : NULL);
	ks_json_day(json, "date", h->has_consent ? h->consent_date : KS_NO_DAY);
	ks_json_day(json, "until", h->has_consent ? h->consent_until : KS_NO_DAY);
	ks_json_day(json, "revoked", h->has_consent ? h->consent_revoked : KS_NO_DAY);
	ks_json_text(json, "ground", h->ground);
	share = ks_json_array(json, "share");
	for (size_t i = 0; i < h->n_share; i++)
		ks_json_text(share, NULL, h->share[i].id);
}

static void write_json(struct ks_out *out, const struct ks_consent_view *view)
{
	struct ks_json *document = ks_json_document(out), *list;

	ks_json_text(document, "case", view->case_key);
	ks_json_day(document, "date", view->today);
	list = ks_json_array(document, "consents");
	for (size_t i = 0; i < view->n; i++)
		json_line(ks_json_object(list, NULL), &view->lines[i], view->today);
	ks_json_end(out, document);
}

void ks_write_consents(struct ks_out *out, const struct ks_consent_view *view)
{
	if (out->format == KS_AS_JSON)
		write_json(out, view);
	else
		write_text(out, view);
}
