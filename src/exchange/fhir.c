/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading a bundle in two rounds: first every field is held against the list
 * of what we write (fhir_fields.c), then the resources are understood one by
 * one, value by value (fhir_values.c).
 */
#include "ks/exchange/fhir.h"

#include <string.h>

#include "fhir_read.h"
#include "json_text.h"
#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/engine/fhir.h"

/* ---- Task and ServiceRequest --------------------------------------------- */

static struct ks_span span_of(struct ks_reading *r, const struct ks_node *task, const char *name)
{
	struct ks_span span = { 0, KS_DAYS };
	const struct ks_node *node = ks_fhir_extension(task, name);
	const char *text = ks_fhir_needed(r, task, node, name);

	if (text && !ks_parse_span(text, &span))
		ks_fhir_wrong(r, node->loc, KS_MSG_fhir_unknown_word, text);
	return span;
}

static void take_identity(struct ks_reading *r, const struct ks_node *task)
{
	const struct ks_node *list = ks_fhir_child(task, "identifier");
	const struct ks_node *one = ks_fhir_at(task, "identifier"), *other = one ? one->next : NULL;
	const struct ks_node *subject = ks_fhir_at(task, "for.identifier");
	struct ks_parcel_id family;

	if (!one || list->kind != KS_LIST || !subject) {
		ks_fhir_wrong(r, task->loc, KS_MSG_fhir_missing, "Task.identifier, Task.for");
		return;
	}
	r->p->origin = ks_fhir_id(r, task, one, KS_FHIR_HANDOVER);
	r->p->own = other ? ks_fhir_id(r, task, other, KS_FHIR_HANDOVER) : r->p->origin;
	family = ks_fhir_id(r, task, subject, KS_FHIR_CASE);
	r->p->origin_case = family.id;
	if (family.book && !ks_streq(family.book, r->p->origin.book))
		ks_fhir_wrong(r, subject->loc, KS_MSG_fhir_not_ours, family.book);
}

static void take_task(struct ks_reading *r, const struct ks_node *task)
{
	struct ks_parcel *p = r->p;
	const struct ks_node *code = ks_fhir_code(ks_fhir_child(task, "code"), KS_SNOMED);
	int form, urgency;

	if (r->task) {
		ks_fhir_wrong(r, task->loc, KS_MSG_fhir_twice, "Task");
		return;
	}
	r->task = task;
	if (!code || code->kind != KS_SCALAR || !ks_streq(code->text, KS_SNOMED_REFERRAL))
		ks_fhir_wrong(r, task->loc, KS_MSG_fhir_not_ours, "Task.code");
	take_identity(r, task);
	form = ks_fhir_word(r, task, ks_fhir_extension(task, "form"), ks_form_words, "form");
	urgency = ks_fhir_word(r, task, ks_fhir_extension(task, "urgency"), ks_urgency_words,
			       "urgency");
	p->form = form < 0 ? KS_THREE_WAY : (enum ks_form)form;
	p->urgency = urgency < 0 ? KS_ROUTINE : (enum ks_urgency)urgency;
	p->respond_within = span_of(r, task, "respond-within");
	p->contact_within = span_of(r, task, "contact-within");
	p->feedback_within = span_of(r, task, "feedback-within");
	p->ground = ks_fhir_maybe_word(r, task, ks_fhir_extension(task, "ground"), ks_ground_words);
	p->from = ks_fhir_party(r, task, "requester");
	p->to = ks_fhir_party(r, task, "owner");
	p->respond_by = ks_fhir_day(r, ks_fhir_at(task, "restriction.period.end"));
}

static void take_request(struct ks_reading *r, const struct ks_node *request)
{
	const struct ks_node *code = ks_fhir_child(request, "code");

	r->p->intervention = ks_fhir_text(r, ks_fhir_code(code, KS_FHIR_INTERVENTION));
	r->p->title = ks_fhir_text(r, ks_fhir_child(code, "text"));
	r->p->due = ks_fhir_day(r, ks_fhir_child(request, "occurrenceDateTime"));
}

/* ---- what is told of the family ------------------------------------------ */

static void take_section(struct ks_reading *r, const struct ks_node *section)
{
	struct ks_parcel *p = r->p;
	const struct ks_node *ours = ks_fhir_code(ks_fhir_child(section, "code"), KS_FHIR_SECTION);
	const struct ks_node *code =
		ours ? ours : ks_fhir_code(ks_fhir_child(section, "code"), KS_SNOMED);
	const struct {
		const char *code;
		const char **text;
	} places[] = { { KS_SNOMED_REFERRED_FOR, &p->title }, { KS_SNOMED_SUMMARY, &p->own_words },
		       { KS_SNOMED_NATURE, &p->ask },	      { KS_SNOMED_POLICY, &p->agreements },
		       { "works-well", &p->works_well },      { "safe-contact", &p->safe_contact },
		       { "keeps-contact", &p->keeps_contact } };
	const char *text =
		ks_fhir_needed(r, section, ks_fhir_extension(section, "text"), "section.extension");

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		if (!code || code->kind != KS_SCALAR || !ks_streq(code->text, places[i].code))
			continue;
		*places[i].text = text;
		return;
	}
	ks_fhir_wrong(r, section->loc, KS_MSG_fhir_not_ours, "Composition.section");
}

static void take_composition(struct ks_reading *r, const struct ks_node *composition)
{
	const struct ks_node *list = ks_fhir_child(composition, "section");

	r->p->whole = true;
	for (const struct ks_node *s = list && list->kind == KS_LIST ? list->kids : NULL; s;
	     s = s->next)
		take_section(r, s);
}

static void take_fact(struct ks_reading *r, const struct ks_node *observation, const char *name)
{
	struct ks_parcel *p = r->p;
	const struct ks_node *text = ks_fhir_child(observation, "valueString");
	const struct ks_node *day = ks_fhir_child(observation, "valueDateTime");

	if (ks_streq(name, "phase"))
		p->phase = ks_fhir_word(r, observation, text, ks_phase_words, "phase");
	else if (ks_streq(name, "due"))
		p->family_due = ks_fhir_day(r, day);
	else if (ks_streq(name, "born"))
		p->family_born = ks_fhir_day(r, day);
	else if (ks_streq(name, "municipality"))
		p->municipality = ks_fhir_text(r, text);
	else
		ks_fhir_wrong(r, observation->loc, KS_MSG_fhir_unknown_word, name);
}

/* What has no code that we know stays text; a comma would make it two. */
static const char *as_item(struct ks_reading *r, const char *text)
{
	char *item = ks_strdup(r->arena, text ? text : "?");

	for (char *c = item; *c; c++)
		if (*c == ',')
			*c = ';';
	return item;
}

static void take_observation(struct ks_reading *r, const struct ks_node *observation)
{
	const struct ks_node *code = ks_fhir_child(observation, "code");
	const char *fact = ks_fhir_text(r, ks_fhir_code(code, KS_FHIR_FACT));
	const char *id = ks_fhir_text(r, ks_fhir_code(code, KS_FHIR_FACTOR));
	const char *label = ks_fhir_text(r, ks_fhir_child(code, "text"));
	const struct ks_node *value = ks_fhir_child(observation, "valueBoolean");
	struct ks_parcel_factor *factor;

	if (fact) {
		take_fact(r, observation, fact);
		return;
	}
	if (!value || value->kind != KS_SCALAR || !ks_streq(value->text, "true") ||
	    (!id && !label)) {
		ks_fhir_wrong(r, observation->loc, KS_MSG_fhir_not_ours, "Observation");
		return;
	}
	factor = ks_grow(r->arena, &r->p->factors, &r->p->n_factors, sizeof(*factor));
	factor->id = as_item(r, id ? id : label);
	factor->label = label ? label : factor->id;
}

static void take_consent(struct ks_reading *r, const struct ks_node *consent)
{
	struct ks_parcel *p = r->p;
	const struct ks_node *by = ks_fhir_at(consent, "performer.identifier.value");
	static const char *const givers[] = { "mother", "partner", NULL };

	if (p->has_consent) {
		ks_fhir_wrong(r, consent->loc, KS_MSG_fhir_twice, "Consent");
		return;
	}
	p->has_consent = true;
	p->consent_by = givers[ks_fhir_word(r, consent, by, givers, "performer") == 1];
	p->consent_how =
		ks_fhir_maybe_word(r, consent, ks_fhir_extension(consent, "how"), ks_consent_words);
	p->consent_date = ks_fhir_day(r, ks_fhir_child(consent, "dateTime"));
	p->consent_until = ks_fhir_day(r, ks_fhir_at(consent, "provision.period.end"));
	p->consent_revoked = ks_fhir_day(r, ks_fhir_extension(consent, "revoked"));
	if (!p->consent_how || p->consent_date == KS_NO_DAY)
		ks_fhir_wrong(r, consent->loc, KS_MSG_fhir_missing, "Consent: how, dateTime");
}

/* ---- what was done ------------------------------------------------------- */

/* Whether what a move cannot do without is there: reason, day, outcome, who. */
static bool is_complete(const struct ks_parcel_move *move)
{
	switch (move->verb) {
	case KS_VERB_DECLINE:
	case KS_VERB_STOP:
		return move->reason != NULL;
	case KS_VERB_WAITLIST:
	case KS_VERB_SCHEDULE:
		return move->until != KS_NO_DAY;
	case KS_VERB_MEET:
		return move->present != NULL;
	case KS_VERB_COMPLETE:
		return move->outcome != NULL;
	default:
		return true;
	}
}

static void take_move(struct ks_reading *r, const struct ks_node *provenance,
		      const struct ks_node *activity)
{
	int verb = ks_fhir_word(r, provenance, activity, ks_verb_words, "activity");
	int status = ks_fhir_word(r, provenance, ks_fhir_extension(provenance, "status"),
				  ks_handover_status_words, "status");
	struct ks_parcel_move *move =
		ks_grow(r->arena, &r->p->moves, &r->p->n_moves, sizeof(*move));

	move->verb = verb < 0 ? KS_VERB_NEW : (enum ks_verb)verb;
	move->status = status < 0 ? KS_H_DRAFT : (enum ks_handover_status)status;
	move->date = ks_fhir_day(r, ks_fhir_child(provenance, "occurredDateTime"));
	move->until = ks_fhir_day(r, ks_fhir_extension(provenance, "until"));
	move->at = ks_fhir_instant(r, provenance, "recorded");
	move->by = ks_fhir_party(r, ks_fhir_at(provenance, "agent"), "who");
	move->note = ks_fhir_text(r, ks_fhir_extension(provenance, "note"));
	move->reason = ks_fhir_maybe_word(r, provenance, ks_fhir_extension(provenance, "reason"),
					  ks_reason_words);
	move->outcome = ks_fhir_maybe_word(r, provenance, ks_fhir_extension(provenance, "outcome"),
					   ks_outcome_words);
	move->present = ks_fhir_text(r, ks_fhir_extension(provenance, "present"));
	if (move->date == KS_NO_DAY || !move->by.user || !move->by.organisation ||
	    !is_complete(move))
		ks_fhir_wrong(r, provenance->loc, KS_MSG_fhir_missing,
			      "Provenance: occurredDateTime, agent.who, reason …");
}

static void take_provenance(struct ks_reading *r, const struct ks_node *provenance)
{
	const struct ks_node *activity =
		ks_fhir_code(ks_fhir_child(provenance, "activity"), KS_FHIR_VERB);

	if (!ks_fhir_at(provenance, "agent.who")) {
		ks_fhir_wrong(r, provenance->loc, KS_MSG_fhir_missing, "Provenance.agent");
		return;
	}
	if (!activity || activity->kind != KS_SCALAR || !ks_streq(activity->text, "export")) {
		take_move(r, provenance, activity);
		return;
	}
	r->p->sender = ks_fhir_party(r, ks_fhir_at(provenance, "agent"), "who");
	r->p->sent = ks_fhir_instant(r, provenance, "recorded");
	r->p->head = ks_fhir_made(r, provenance, ks_fhir_extension(provenance, "audit-head"),
				  "audit-head");
}

/* ---- the bundle ---------------------------------------------------------- */

static void take_resource(struct ks_reading *r, const struct ks_node *resource)
{
	static void (*const takers[])(struct ks_reading *, const struct ks_node *) = {
		take_task,	 take_request, take_composition, take_observation, take_consent,
		take_provenance, NULL,
	};
	const struct ks_node *type = ks_fhir_child(resource, "resourceType");
	int kind = type && type->kind == KS_SCALAR ? ks_word_index(ks_fhir_kinds, type->text) : -1;

	if (kind < 0) {
		ks_fhir_wrong(r, resource->loc, KS_MSG_fhir_unknown_type,
			      type && type->kind == KS_SCALAR ? type->text : "?");
		return;
	}
	ks_fhir_check(r, resource, ks_fhir_kinds[kind]);
	/* A Communication says again what a move says. */
	if (takers[kind])
		takers[kind](r, resource);
}

/* The entries of a bundle; NULL when it is none. */
static const struct ks_node *entries_of(const struct ks_node *root)
{
	const struct ks_node *type = ks_fhir_child(root, "resourceType"),
			     *list = ks_fhir_child(root, "entry");
	bool bundle = type && type->kind == KS_SCALAR && ks_streq(type->text, "Bundle");

	return bundle && list && list->kind == KS_LIST ? list : NULL;
}

static void take_bundle(struct ks_reading *r, const struct ks_node *root,
			const struct ks_node *entries)
{
	ks_fhir_check(r, root, "Bundle");
	for (const struct ks_node *e = entries->kids; e; e = e->next) {
		const struct ks_node *resource = ks_fhir_child(e, "resource");

		if (resource && resource->kind == KS_MAP)
			take_resource(r, resource);
		else
			ks_fhir_wrong(r, e->loc, KS_MSG_fhir_missing, "entry.resource");
	}
	if (!r->task)
		ks_fhir_wrong(r, root->loc, KS_MSG_fhir_missing, "Task");
	else if (!r->p->n_moves || !r->p->sent)
		ks_fhir_wrong(r, root->loc, KS_MSG_fhir_missing, "Provenance");
	if (!r->p->whole && r->p->n_factors)
		ks_fhir_wrong(r, root->loc, KS_MSG_fhir_missing, "Composition");
	if (r->p->whole && !r->p->has_consent && !r->p->ground)
		ks_fhir_wrong(r, root->loc, KS_MSG_fhir_missing, "Consent");
}

enum ks_status ks_fhir_read(struct ks_arena *arena, const struct ks_source_text *in,
			    struct ks_diag *diag, struct ks_fhir_read *out)
{
	struct ks_reading r = { .arena = arena, .diag = diag, .p = &out->parcel, .out = out };
	const struct ks_node *root = ks_yaml_read(arena, ks_json_joined(arena, in), diag), *entries;

	*out = (struct ks_fhir_read){ .parcel = { .phase = -1,
						  .due = KS_NO_DAY,
						  .respond_by = KS_NO_DAY,
						  .family_due = KS_NO_DAY,
						  .family_born = KS_NO_DAY,
						  .consent_date = KS_NO_DAY,
						  .consent_until = KS_NO_DAY,
						  .consent_revoked = KS_NO_DAY } };
	if (!root)
		return KS_INPUT;
	entries = entries_of(root);
	if (entries)
		take_bundle(&r, root, entries);
	else
		ks_fhir_wrong(&r, root->loc, KS_MSG_fhir_no_bundle, "");
	return r.errors ? KS_INPUT : KS_OK;
}
