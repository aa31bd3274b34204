/* SPDX-License-Identifier: EUPL-1.2 */
/* The balance in full. */
#include "ks/output/balance.h"

#include "ks/base/arena.h"
#include "ks/output/label.h"
#include "ks/output/pans.h"
#include "reasons.h"

/* ---- JSON ---------------------------------------------------------------- */

static void json_ids(struct ks_json *in, const char *key, const struct ks_factor **factors,
		     size_t n)
{
	struct ks_json *ids = ks_json_array(in, key);

	for (size_t i = 0; i < n; i++)
		ks_json_text(ids, NULL, factors[i]->id);
}

static void json_answer(struct ks_json *answers, const struct ks_answer *answer)
{
	struct ks_json *object = ks_json_object(answers, NULL);

	ks_json_text(object, "answer", ks_reply_words[answer->reply]);
	ks_json_text(object, "subject", ks_subject_words[answer->subject]);
	ks_json_text(object, "by", ks_by_words[answer->by]);
	ks_json_day(object, "date", answer->date);
}

void ks_json_answers(struct ks_json *in, const char *key, const struct ks_picture *picture,
		     const struct ks_factor *factor)
{
	struct ks_json *answers = ks_json_array(in, key);

	for (const struct ks_basis *b = picture->basis[factor->index]; b; b = b->next)
		if (b->kind == KS_BASIS_ANSWER)
			json_answer(answers, b->answer);
}

/* The score that raised a signal, or null. */
static void json_raised_by(struct ks_json *in, const struct ks_basis *basis)
{
	struct ks_json *object;

	while (basis && basis->kind != KS_BASIS_SCORE)
		basis = basis->next;
	if (!basis) {
		ks_json_null(in, "raised_by");
		return;
	}
	object = ks_json_object(in, "raised_by");
	ks_json_text(object, "instrument", basis->score->instrument->id);
	ks_json_text(object, "item", basis->score->item);
	if (basis->score->outcome)
		ks_json_text(object, "outcome", basis->score->outcome);
	else
		ks_json_int(object, "score", basis->score->value);
	ks_json_day(object, "date", basis->score->date);
}

static bool is_derived(const struct ks_basis *basis)
{
	for (; basis; basis = basis->next)
		if (basis->kind == KS_BASIS_DERIVED && basis->present)
			return true;
	return false;
}

static void json_signal(struct ks_json *signals, const struct ks_picture *picture,
			const struct ks_factor *factor)
{
	struct ks_json *object = ks_json_object(signals, NULL);

	ks_json_text(object, "id", factor->id);
	ks_json_text(object, "class", ks_signal_class_words[factor->signal_class]);
	ks_json_text(object, "domain", factor->domain);
	ks_json_text(object, "level", factor->level ? ks_level_words[factor->level] : NULL);
	ks_json_answers(object, "answers", picture, factor);
	json_raised_by(object, picture->basis[factor->index]);
	if (is_derived(picture->basis[factor->index]))
		ks_json_bool(object, "derived", true);
}

static bool is_touched(const struct ks_balance *balance, size_t domain)
{
	for (size_t i = 0; i < balance->n_load; i++)
		if (balance->load[i]->domain_index == domain)
			return true;
	return false;
}

static void json_load(struct ks_json *in, const struct ks_screen_view *view)
{
	const struct ks_balance *balance = &view->route->balance;
	struct ks_json *load = ks_json_object(in, "load"), *list;

	ks_json_int(load, "safety", balance->counts[KS_SAFETY]);
	ks_json_int(load, "urgent", balance->counts[KS_URGENT]);
	ks_json_int(load, "attention", balance->counts[KS_ATTENTION]);
	list = ks_json_array(load, "domains");
	for (size_t i = 0; i < view->coalition->n_domains; i++)
		if (is_touched(balance, i))
			ks_json_text(list, NULL, view->coalition->domains[i]);
	list = ks_json_array(load, "signals");
	for (size_t i = 0; i < balance->n_load; i++)
		json_signal(list, &view->route->picture, balance->load[i]);
}

static void json_capacity(struct ks_json *in, const struct ks_balance *balance)
{
	struct ks_json *capacity = ks_json_object(in, "capacity");

	json_ids(capacity, "present", balance->capacity_present, balance->n_capacity_present);
	json_ids(capacity, "absent", balance->capacity_absent, balance->n_capacity_absent);
	json_ids(capacity, "not_asked", balance->capacity_unknown, balance->n_capacity_unknown);
}

static void json_reasons(struct ks_out *out, struct ks_json *in, const struct ks_screen_view *view)
{
	struct ks_json *reasons = ks_json_array(in, "reasons");
	const struct ks_why *whys;
	size_t n = ks_why_class(out, view->coalition, view->route, &whys);

	for (size_t i = 0; i < n; i++) {
		struct ks_json *object = ks_json_object(reasons, NULL);

		ks_json_text(object, "text", whys[i].text);
		ks_json_text(object, "source", whys[i].source);
	}
}

struct ks_json *ks_json_question(struct ks_json *questions, const struct ks_question *question)
{
	struct ks_json *object = ks_json_object(questions, NULL), *changes;

	ks_json_text(object, "factor", question->id);
	changes = ks_json_array(object, "could_change");
	if (question->class_could_change)
		ks_json_text(changes, NULL, "class");
	if (question->route_could_change)
		ks_json_text(changes, NULL, "route");
	if (question->declined)
		ks_json_bool(object, "declined", true);
	return object;
}

void ks_json_questions(struct ks_json *in, const struct ks_route *route)
{
	struct ks_json *questions = ks_json_array(in, "open_questions");

	for (size_t i = 0; i < route->n_questions; i++)
		ks_json_question(questions, &route->questions[i]);
}

static void json_said_by(struct ks_json *object, const struct ks_said_by *said)
{
	ks_json_text(object, "by", said->user);
	ks_json_day(object, "date", said->date);
}

/* What moved the class, or did not: the judgement made together, a professional's raise. */
static void json_conclusions(struct ks_json *in, const struct ks_screen_view *view)
{
	struct ks_json *object;

	if (view->judgement == KS_NO_JUDGEMENT) {
		ks_json_null(in, "judgement");
	} else {
		object = ks_json_object(in, "judgement");
		ks_json_text(object, "outcome", ks_joint_words[view->judgement]);
		json_said_by(object, &view->judged);
	}
	if (!view->raised.user) {
		ks_json_null(in, "raise");
		return;
	}
	object = ks_json_object(in, "raise");
	ks_json_text(object, "class", ks_class_words[view->raised_to]);
	json_said_by(object, &view->raised);
	ks_json_text(object, "because", view->raised.because);
}

static void json_week(struct ks_json *in, int days)
{
	char text[KS_DATE_TEXT];

	ks_format_week(days, text);
	ks_json_text(in, "week", *text ? text : NULL);
}

void ks_json_balance(struct ks_out *out, struct ks_json *in, const struct ks_screen_view *view)
{
	const struct ks_balance *balance = &view->route->balance;

	ks_json_text(in, "case", view->case_key);
	if (view->screening)
		ks_json_int(in, "screening", view->screening);
	else
		ks_json_null(in, "screening");
	ks_json_day(in, "date", view->date);
	ks_json_text(in, "phase", ks_phase_words[view->route->phase]);
	json_week(in, view->route->week);
	ks_json_day(in, "due", view->due);
	ks_json_bool(in, "complete", view->complete);
	ks_json_text(in, "class", ks_class_words[balance->class]);
	ks_json_text(in, "computed_class", ks_class_words[balance->computed_class]);
	json_conclusions(in, view);
	json_load(in, view);
	json_capacity(in, balance);
	ks_json_int(in, "asked", balance->asked);
	ks_json_int(in, "questions", balance->questions);
	json_reasons(out, in, view);
	ks_json_questions(in, view->route);
}

/* ---- the professional's own page ----------------------------------------- */

const char *ks_basis_words(struct ks_out *out, const struct ks_basis *basis)
{
	static const enum ks_msg by[KS_BYS] = {
		[KS_BY_SELF] = KS_MSG_basis_self,
		[KS_BY_PROFESSIONAL] = KS_MSG_basis_professional,
		[KS_BY_FILE] = KS_MSG_basis_file,
	};
	static const enum ks_msg said[] = {
		[KS_PRESENT] = KS_MSG_reply_present,
		[KS_ABSENT] = KS_MSG_reply_absent,
		[KS_DECLINED] = KS_MSG_reply_declined,
		[KS_NOT_ASKED] = KS_MSG_reply_not_asked,
	};

	if (basis->kind == KS_BASIS_DERIVED)
		return ks_msg_text(out->lang, KS_MSG_basis_derived);
	if (basis->kind == KS_BASIS_SCORE)
		return ks_msg_make(out->arena, out->lang, KS_MSG_basis_score,
				   KS_ARGS({ "instrument", basis->score->instrument->id },
					   { "date", ks_day_words(out, basis->score->date) }));
	return ks_msg_make(out->arena, out->lang, by[basis->answer->by],
			   KS_ARGS({ "answer", ks_msg_text(out->lang, said[basis->answer->reply]) },
				   { "date", ks_day_words(out, basis->answer->date) }));
}

/* One score may raise a signal by several rules; it is still one reason. */
static bool is_repeated(const struct ks_basis *first, const struct ks_basis *basis)
{
	for (const struct ks_basis *b = first; b != basis; b = b->next)
		if (basis->kind == KS_BASIS_SCORE && b->score == basis->score)
			return true;
	return false;
}

static void put_bases(struct ks_out *out, const struct ks_picture *picture,
		      const struct ks_factor *factor)
{
	const struct ks_basis *first = picture->basis[factor->index];

	for (const struct ks_basis *b = first; b; b = b->next) {
		if (is_repeated(first, b))
			continue;
		ks_out_msg(out, 4, KS_MSG_basis_about,
			   KS_ARGS({ "subject", ks_label_word(out, ks_subject_words[b->subject]) },
				   { "what", ks_basis_words(out, b) }));
	}
}

static void put_signal(struct ks_out *out, const struct ks_picture *picture,
		       const struct ks_factor *factor)
{
	static const enum ks_msg class[KS_SIGNAL_CLASSES] = {
		[KS_ATTENTION] = KS_MSG_signal_attention,
		[KS_URGENT] = KS_MSG_signal_urgent,
		[KS_SAFETY] = KS_MSG_signal_safety,
	};

	ks_out_wrapped(out, 0, "- ",
		       ks_msg_make(out->arena, out->lang, class[factor->signal_class],
				   KS_ARGS({ "label", ks_text_in(factor->label, out->lang) },
					   { "id", factor->id }, { "domain", factor->domain })));
	put_bases(out, picture, factor);
}

static void put_strengths(struct ks_out *out, enum ks_msg heading,
			  const struct ks_picture *picture, const struct ks_factor **factors,
			  size_t n)
{
	for (size_t i = 0; i < n; i++) {
		ks_out_wrapped(out, 0, "- ",
			       ks_msg_make(out->arena, out->lang, heading,
					   KS_ARGS({ "label",
						     ks_text_in(factors[i]->label, out->lang) },
						   { "id", factors[i]->id })));
		put_bases(out, picture, factors[i]);
	}
}

/* A proposal has no source to name: that it is one says so. */
static const char *source_words(struct ks_out *out, const struct ks_why *why)
{
	return why->status == KS_PROPOSAL ? ks_label_source_status(out, KS_PROPOSAL) : why->source;
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

/* Who concluded what, and when: a class that was moved is never nobody's. */
static void put_judgement(struct ks_out *out, const struct ks_screen_view *view)
{
	const struct ks_said_by *judged = &view->judged;

	if (view->judgement != KS_NO_JUDGEMENT)
		ks_out_msg(out, 0,
			   view->judgement == KS_IN_BALANCE ? KS_MSG_alone_in_balance
							    : KS_MSG_alone_out_of_balance,
			   KS_ARGS({ "date", ks_day_words(out, judged->date) },
				   { "user", or_empty(judged->user) }));
}

static void put_raise(struct ks_out *out, const struct ks_screen_view *view)
{
	const struct ks_said_by *raised = &view->raised;

	if (raised->user)
		ks_out_msg(out, 0, KS_MSG_alone_raised,
			   KS_ARGS({ "class", ks_label_class(out, (enum ks_class)view->raised_to) },
				   { "date", ks_day_words(out, raised->date) },
				   { "user", raised->user },
				   { "because", or_empty(raised->because) }));
}

/* What follows from the age, or from the week, nobody asked. */
static bool anything_asked(const struct ks_screen_view *view)
{
	const struct ks_picture *picture = &view->route->picture;

	for (size_t i = 0; i < view->coalition->n_factors; i++)
		for (const struct ks_basis *b = picture->basis[i]; b; b = b->next)
			if (b->kind == KS_BASIS_SCORE ||
			    (b->kind == KS_BASIS_ANSWER && b->answer->reply != KS_NOT_ASKED))
				return true;
	return false;
}

static void put_class(struct ks_out *out, const struct ks_screen_view *view)
{
	const struct ks_why *whys;
	size_t n = ks_why_class(out, view->coalition, view->route, &whys);

	/* Who asked nothing cannot know that there is nothing. */
	if (view->route->balance.class == KS_GEEN && !anything_asked(view)) {
		ks_out_msg(out, 0, KS_MSG_alone_nothing_asked, NULL);
		return;
	}
	ks_out_msg(out, 0, KS_MSG_alone_class,
		   KS_ARGS({ "class", ks_label_class(out, view->route->balance.class) }));
	for (size_t i = 0; i < n; i++)
		ks_out_wrapped(out, 0, "- ",
			       ks_msg_make(out->arena, out->lang, KS_MSG_why_with_source,
					   KS_ARGS({ "why", whys[i].text },
						   { "source", source_words(out, &whys[i]) })));
}

void ks_put_balance(struct ks_out *out, const struct ks_screen_view *view,
		    enum ks_class_shown class)
{
	const struct ks_balance *b = &view->route->balance;
	const struct ks_picture *picture = &view->route->picture;

	if (class == KS_CLASS_SHOWN)
		put_class(out, view);
	put_judgement(out, view);
	if (class == KS_CLASS_SHOWN)
		put_raise(out, view);
	ks_out_blank(out);
	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_alone_load));
	for (size_t i = 0; i < b->n_load; i++)
		put_signal(out, picture, b->load[i]);
	if (!b->n_load)
		ks_out_msg(out, 0, KS_MSG_alone_no_load, NULL);
	ks_out_blank(out);
	ks_out_heading(out, ks_msg_text(out->lang, KS_MSG_alone_capacity));
	put_strengths(out, KS_MSG_strength_present, picture, b->capacity_present,
		      b->n_capacity_present);
	put_strengths(out, KS_MSG_strength_absent, picture, b->capacity_absent,
		      b->n_capacity_absent);
	if (!b->n_capacity_present && !b->n_capacity_absent)
		ks_out_msg(out, 0, class == KS_CLASS_SHOWN ? KS_MSG_alone_no_capacity
							   : KS_MSG_pan_capacity_empty, NULL);
	ks_out_msg(out, 0, KS_MSG_alone_asked,
		   KS_ARGS({ "asked", ks_fmt(out->arena, "%d", b->asked) },
			   { "questions", ks_fmt(out->arena, "%d", b->questions) }));
}
