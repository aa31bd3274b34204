/* SPDX-License-Identifier: EUPL-1.2 */
/* Closed lists in the words of a page. */
#include "ks/output/label.h"

#include <string.h>
#include <strings.h>

#include "ks/base/arena.h"

static const char *said(struct ks_out *out, enum ks_msg msg)
{
	return ks_msg_text(out->lang, msg);
}

const char *ks_label_phase(struct ks_out *out, enum ks_phase phase)
{
	static const enum ks_msg labels[KS_PHASES] = {
		[KS_BEFORE] = KS_MSG_phase_before,
		[KS_DURING] = KS_MSG_phase_during,
		[KS_AFTER] = KS_MSG_phase_after,
		[KS_ENDED] = KS_MSG_phase_ended,
	};

	return said(out, labels[phase]);
}

const char *ks_label_class(struct ks_out *out, enum ks_class class_now)
{
	static const enum ks_msg labels[KS_CLASSES] = {
		[KS_GEEN] = KS_MSG_class_geen_signalen,
		[KS_POTENTIEEL] = KS_MSG_class_potentieel_kwetsbaar,
		[KS_KWETSBAAR] = KS_MSG_class_kwetsbaar,
		[KS_ZEER] = KS_MSG_class_zeer_kwetsbaar,
		[KS_SPOED] = KS_MSG_class_spoed,
	};

	return said(out, labels[class_now]);
}

const char *ks_label_urgency(struct ks_out *out, enum ks_urgency urgency)
{
	static const enum ks_msg labels[KS_URGENCIES] = {
		[KS_NOW] = KS_MSG_urgency_now,
		[KS_URGENT_STEP] = KS_MSG_urgency_urgent,
		[KS_SOON] = KS_MSG_urgency_soon,
		[KS_ROUTINE] = KS_MSG_urgency_routine,
	};

	return said(out, labels[urgency]);
}

const char *ks_label_form(struct ks_out *out, enum ks_form form)
{
	static const enum ks_msg labels[KS_FORMS] = {
		[KS_TOGETHER] = KS_MSG_form_together,
		[KS_THREE_WAY] = KS_MSG_form_three_way,
		[KS_CALL_TOGETHER] = KS_MSG_form_call_together,
		[KS_PHONE] = KS_MSG_form_phone,
		[KS_WRITTEN] = KS_MSG_form_written,
	};

	return said(out, labels[form]);
}

const char *ks_label_source_status(struct ks_out *out, enum ks_source_status status)
{
	static const enum ks_msg labels[] = {
		[KS_VERIFIED] = KS_MSG_source_verified,
		[KS_GENERAL_KNOWLEDGE] = KS_MSG_source_general_knowledge,
		[KS_PROPOSAL] = KS_MSG_source_proposal,
	};

	return said(out, labels[status]);
}

const char *ks_label_status(struct ks_out *out, enum ks_handover_status status)
{
	static const enum ks_msg labels[KS_H_STATUSES] = {
		[KS_H_DRAFT] = KS_MSG_status_draft,
		[KS_H_REQUESTED] = KS_MSG_status_requested,
		[KS_H_RECEIVED] = KS_MSG_status_received,
		[KS_H_ACCEPTED] = KS_MSG_status_accepted,
		[KS_H_DECLINED] = KS_MSG_status_declined,
		[KS_H_WAITING] = KS_MSG_status_waiting,
		[KS_H_SCHEDULED] = KS_MSG_status_scheduled,
		[KS_H_NO_SHOW] = KS_MSG_status_no_show,
		[KS_H_MET] = KS_MSG_status_met,
		[KS_H_STARTED] = KS_MSG_status_started,
		[KS_H_COMPLETED] = KS_MSG_status_completed,
		[KS_H_STOPPED] = KS_MSG_status_stopped,
		[KS_H_WITHDRAWN] = KS_MSG_status_withdrawn,
		[KS_H_CLOSED] = KS_MSG_status_closed,
	};

	return said(out, labels[status]);
}

/* A list of words with the message for each, in the list's order. */
struct wording {
	const char *const *words;
	const enum ks_msg *labels;
};

static const enum ks_msg reasons[] = { KS_MSG_reason_no_capacity, KS_MSG_reason_not_eligible,
				       KS_MSG_reason_unreachable, KS_MSG_reason_parent_refused,
				       KS_MSG_reason_moved, KS_MSG_reason_other };
static const enum ks_msg outcomes[] = { KS_MSG_outcome_helped, KS_MSG_outcome_partly,
					KS_MSG_outcome_passed_on, KS_MSG_outcome_not_needed };
static const enum ks_msg grounds[] = { KS_MSG_ground_meldcode, KS_MSG_ground_acute_danger,
				       KS_MSG_ground_anonymous_advice };
static const enum ks_msg ways[] = { KS_MSG_consent_spoken, KS_MSG_consent_written };
static const enum ks_msg subjects[KS_SUBJECTS] = { KS_MSG_subject_mother, KS_MSG_subject_partner,
						   KS_MSG_subject_child, KS_MSG_subject_family,
						   KS_MSG_subject_network };

/* Who else can be at a meeting (ks handover meet --present). */
static const char *const others[] = { "receiver", "sender", "interpreter", NULL };
static const enum ks_msg other_labels[] = { KS_MSG_present_receiver, KS_MSG_present_sender,
					    KS_MSG_present_interpreter };

const char *ks_label_word(struct ks_out *out, const char *word)
{
	const struct wording lists[] = {
		{ ks_reason_words, reasons },  { ks_outcome_words, outcomes },
		{ ks_ground_words, grounds },  { ks_consent_words, ways },
		{ ks_subject_words, subjects }, { others, other_labels },
	};

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		int index = ks_word_index(lists[i].words, word);

		if (index >= 0)
			return said(out, lists[i].labels[index]);
	}
	return word;
}

const char *ks_label_factor(struct ks_arena *arena, enum ks_lang lang,
			    const struct ks_factor *factor, int subject)
{
	const char *label = ks_text_in(factor->label, lang);

	if (subject == KS_ANY_SUBJECT || subject == (int)factor->subjects[0])
		return label;
	return ks_fmt(arena, "%s (%s)", label, ks_msg_text(lang, subjects[subject]));
}

const char *ks_label_span(struct ks_out *out, struct ks_span span)
{
	static const enum ks_msg one[] = {
		[KS_DAYS] = KS_MSG_span_day,	   [KS_WEEKS] = KS_MSG_span_week,
		[KS_MONTHS] = KS_MSG_span_month,   [KS_YEARS] = KS_MSG_span_year,
		[KS_WORKING_DAYS] = KS_MSG_span_working_day,
	};
	static const enum ks_msg more[] = {
		[KS_DAYS] = KS_MSG_span_days,	   [KS_WEEKS] = KS_MSG_span_weeks,
		[KS_MONTHS] = KS_MSG_span_months,  [KS_YEARS] = KS_MSG_span_years,
		[KS_WORKING_DAYS] = KS_MSG_span_working_days,
	};

	if (span.n == 0)
		return said(out, KS_MSG_span_same_day);
	return ks_msg_make(out->arena, out->lang, (span.n == 1 ? one : more)[span.unit],
			   KS_ARGS({ "n", ks_fmt(out->arena, "%d", span.n) }));
}

/* "2 weken", but "week": each week, not each one week. */
static const char *each_words(struct ks_out *out, struct ks_span span)
{
	static const enum ks_msg one[] = { [KS_DAYS] = KS_MSG_each_day,
					   [KS_WEEKS] = KS_MSG_each_week,
					   [KS_MONTHS] = KS_MSG_each_month };

	if (span.n == 1 && span.unit <= KS_MONTHS)
		return said(out, one[span.unit]);
	return ks_label_span(out, span);
}

static const char *contact_words(struct ks_out *out, const struct ks_fallback *way)
{
	const char *role = way->refer_to ? ks_text_in(way->refer_to->label, out->lang) : NULL;

	if (!role)
		return NULL;
	if (!way->has_every)
		return ks_msg_make(out->arena, out->lang, KS_MSG_other_way_role,
				   KS_ARGS({ "role", role }));
	return ks_msg_make(out->arena, out->lang, KS_MSG_other_way_every,
			   KS_ARGS({ "role", role }, { "every", each_words(out, way->every) }));
}

const char *ks_label_fallback(struct ks_out *out, const struct ks_fallback *way)
{
	const char *say = ks_text_in(way->say, out->lang);
	const char *contact = contact_words(out, way);

	if (!way->given || (!*say && !contact))
		return NULL;
	if (!*say || !contact)
		return *say ? say : contact;
	return ks_fmt(out->arena, "%s %s", say, contact);
}

const char *ks_label_within(struct ks_out *out, const char *sentence)
{
	size_t len = strlen(sentence);

	return len && sentence[len - 1] == '.' ? ks_strndup(out->arena, sentence, len - 1) :
						 sentence;
}

const char *ks_label_phases(struct ks_out *out, unsigned phases)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (unsigned phase = 0; phase < KS_PHASES; phase++) {
		if (!(phases & 1U << phase))
			continue;
		ks_buf_add(&buf, buf.len ? ", " : "");
		ks_buf_add(&buf, ks_label_phase(out, (enum ks_phase)phase));
	}
	return buf.text;
}

/* ---- who ----------------------------------------------------------------- */

bool ks_names_role(const char *organisation, const char *role)
{
	size_t len = strlen(role);

	for (; strlen(organisation) >= len; organisation++)
		if (strncasecmp(organisation, role, len) == 0)
			return true;
	return false;
}

const char *ks_who_words(struct ks_arena *arena, const char *role, const char *organisation)
{
	return ks_names_role(organisation, role) ? organisation :
						   ks_fmt(arena, "%s, %s", role, organisation);
}
