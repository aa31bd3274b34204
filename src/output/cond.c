/* SPDX-License-Identifier: EUPL-1.2 */
/* Conditions in words, for who reads a card. */
#include "ks/base/arena.h"
#include "ks/output/cond.h"
#include "ks/output/label.h"

#define DEEPER 2

static const char *number(struct ks_out *out, int n)
{
	return ks_fmt(out->arena, "%d", n);
}

/* The value of a bound in its own unit. */
static const char *bound_value(struct ks_out *out, const struct ks_cond *cond,
			       const struct ks_bound *bound)
{
	char week[KS_DATE_TEXT];

	if (cond->kind == KS_COND_SINCE_BIRTH)
		return ks_label_span(out, bound->span);
	if (cond->kind == KS_COND_CLASS)
		return ks_class_words[bound->value];
	if (cond->kind != KS_COND_WEEK)
		return number(out, bound->value);
	ks_format_week(bound->value, week);
	return ks_strdup(out->arena, week);
}

const char *ks_limit_words(struct ks_out *out, const struct ks_cond *cond,
			   const struct ks_bound *bound)
{
	static const enum ks_msg words[] = {
		[KS_GE] = KS_MSG_bound_from,
		[KS_GT] = KS_MSG_bound_above,
		[KS_LE] = KS_MSG_bound_until,
		[KS_LT] = KS_MSG_bound_below,
	};

	return ks_msg_make(out->arena, out->lang, words[bound->op],
			   KS_ARGS({ "value", bound_value(out, cond, bound) }));
}

static const char *range_words(struct ks_out *out, const struct ks_cond *cond)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (size_t i = 0; i < cond->range.n; i++) {
		ks_buf_add(&buf, i ? ", " : "");
		ks_buf_add(&buf, ks_limit_words(out, cond, &cond->range.bounds[i]));
	}
	return buf.text;
}

static const char *factor_words(struct ks_out *out, const struct ks_cond *cond)
{
	const struct ks_factor *factor = cond->factor;
	const char *subject = cond->subject == KS_ANY_SUBJECT ? "" : ks_subject_words[cond->subject];
	enum ks_msg msg = factor->protective ? KS_MSG_cond_protective : KS_MSG_cond_signal;

	if (*subject)
		msg = KS_MSG_cond_signal_of;
	return ks_msg_make(out->arena, out->lang, msg,
			   KS_ARGS({ "label", ks_text_in(factor->label, out->lang) },
				   { "id", factor->id },
				   { "subject", ks_label_word(out, subject) }));
}

static const char *score_words(struct ks_out *out, const struct ks_cond *cond)
{
	const char *id = cond->instrument->id;
	const char *value = cond->outcome ? cond->outcome : range_words(out, cond);

	if (cond->item)
		id = ks_fmt(out->arena, "%s.%s", id, cond->item);
	return ks_msg_make(out->arena, out->lang, KS_MSG_cond_score,
			   KS_ARGS({ "id", id }, { "value", value }));
}

static const char *places(struct ks_out *out, const struct ks_cond *cond)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (size_t i = 0; i < cond->n_words; i++) {
		ks_buf_add(&buf, i ? ", " : "");
		ks_buf_add(&buf, cond->words[i]);
	}
	return buf.text;
}

/* What goes into {value} of the kind's sentence. */
static const char *value_words(struct ks_out *out, const struct ks_cond *cond)
{
	switch (cond->kind) {
	case KS_COND_WEEK:
	case KS_COND_SINCE_BIRTH:
	case KS_COND_AGE:
	case KS_COND_CLASS:
	case KS_COND_DOMAINS:
		return range_words(out, cond);
	case KS_COND_PHASE:
		return ks_label_phases(out, cond->phases);
	case KS_COND_MUNICIPALITY:
		return places(out, cond);
	case KS_COND_AT_LEAST:
		return number(out, cond->count);
	case KS_COND_ALWAYS:
	case KS_COND_SIGNAL:
	case KS_COND_SCORE:
	case KS_COND_FIRST_CHILD:
	case KS_COND_ALL:
	case KS_COND_ANY:
	case KS_COND_NOT:
		break;
	}
	return "";
}

const char *ks_cond_words(struct ks_out *out, const struct ks_cond *cond)
{
	static const enum ks_msg sentences[] = {
		[KS_COND_ALWAYS] = KS_MSG_cond_always,
		[KS_COND_WEEK] = KS_MSG_cond_week,
		[KS_COND_SINCE_BIRTH] = KS_MSG_cond_since_birth,
		[KS_COND_AGE] = KS_MSG_cond_age,
		[KS_COND_FIRST_CHILD] = KS_MSG_cond_first_child,
		[KS_COND_PHASE] = KS_MSG_cond_phase,
		[KS_COND_MUNICIPALITY] = KS_MSG_cond_municipality,
		[KS_COND_CLASS] = KS_MSG_cond_class,
		[KS_COND_DOMAINS] = KS_MSG_cond_domains,
		[KS_COND_ALL] = KS_MSG_cond_all,
		[KS_COND_ANY] = KS_MSG_cond_any,
		[KS_COND_NOT] = KS_MSG_cond_not,
		[KS_COND_AT_LEAST] = KS_MSG_cond_at_least,
	};
	enum ks_msg msg = sentences[cond->kind];

	if (cond->kind == KS_COND_SIGNAL)
		return factor_words(out, cond);
	if (cond->kind == KS_COND_SCORE)
		return score_words(out, cond);
	if (cond->kind == KS_COND_FIRST_CHILD && !cond->yes)
		msg = KS_MSG_cond_not_first_child;
	return ks_msg_make(out->arena, out->lang, msg,
			   KS_ARGS({ "value", value_words(out, cond) }));
}

void ks_out_cond(struct ks_out *out, int indent, const struct ks_cond *cond)
{
	ks_out_wrapped(out, indent, "- ", ks_cond_words(out, cond));
	for (size_t i = 0; i < cond->n_kids; i++)
		ks_out_cond(out, indent + DEEPER, cond->kids[i]);
}
