/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A handover as a Bundle: Task, ServiceRequest, Composition with its
 * Observations, Consent, a Provenance for each move and one for the export,
 * a Communication for each warm contact. No Patient: the subject is the key of
 * the case in the book of origin, and nothing else.
 */
#include "ks/output/fhir.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/hash.h"
#include "ks/engine/fhir.h"
#include "html.h"

#define UUID_SIZE 37

struct writing {
	struct ks_out *out;
	const struct ks_parcel *p;
	struct ks_json *entries;
};

/* ---- ids ----------------------------------------------------------------- */

/* The same thing has the same id in every bundle, and nobody else has it. */
static const char *uuid_of(const struct writing *w, const char *kind, size_t n)
{
	const char *name = ks_fmt(w->out->arena, "%s %s %s %zu", w->p->origin.book,
				  w->p->origin.id, kind, n);
	char hash[KS_SHA256_HEX];

	ks_sha256(name, strlen(name), hash);
	return ks_fmt(w->out->arena, "%.8s-%.4s-5%.3s-8%.3s-%.12s", hash, hash + 8, hash + 13,
		      hash + 17, hash + 20);
}

static const char *urn_of(const struct writing *w, const char *kind, size_t n)
{
	return ks_fmt(w->out->arena, "urn:uuid:%s", uuid_of(w, kind, n));
}

/* ---- pieces -------------------------------------------------------------- */

static const char *day_text(struct ks_out *out, ks_day day)
{
	char text[KS_DATE_TEXT];

	ks_format_date(day, text);
	return ks_strdup(out->arena, text);
}

static void put_day(const struct writing *w, struct ks_json *in, const char *key, ks_day day)
{
	if (day != KS_NO_DAY)
		ks_json_text(in, key, day_text(w->out, day));
}

static void put_given(struct ks_json *in, const char *key, const char *text)
{
	if (text)
		ks_json_text(in, key, text);
}

static void add_coding(struct ks_json *codings, const char *system, const char *code,
		       const char *display)
{
	struct ks_json *coding = ks_json_object(codings, NULL);

	ks_json_text(coding, "system", system);
	ks_json_text(coding, "code", code);
	put_given(coding, "display", display);
}

/* {"coding":[{...}],"text":...}; key NULL: in an array. */
static void put_concept(struct ks_json *in, const char *key, const char *system, const char *code,
			const char *text)
{
	struct ks_json *concept = ks_json_object(in, key);

	if (code)
		add_coding(ks_json_array(concept, "coding"), system, code, NULL);
	put_given(concept, "text", text);
}

static void put_identifier(const struct writing *w, struct ks_json *in, const char *key,
			   const struct ks_parcel_id *id, const char *kind)
{
	struct ks_json *identifier = ks_json_object(in, key);

	ks_json_text(identifier, "system",
		     ks_fmt(w->out->arena, KS_FHIR_BOOK "%s%s", id->book, kind));
	ks_json_text(identifier, "value", id->id);
}

static struct ks_json *begin_extension(const struct writing *w, struct ks_json *list,
				       const char *name)
{
	struct ks_json *extension = ks_json_object(list, NULL);

	ks_json_text(extension, "url", ks_fmt(w->out->arena, KS_FHIR_X "%s", name));
	return extension;
}

static void add_text(const struct writing *w, struct ks_json *list, const char *name,
		     const char *text)
{
	if (text)
		ks_json_text(begin_extension(w, list, name), "valueString", text);
}

static void add_day(const struct writing *w, struct ks_json *list, const char *name, ks_day day)
{
	if (day != KS_NO_DAY)
		put_day(w, begin_extension(w, list, name), "valueDate", day);
}

/* A reference to who: role and organisation, and the user as an extension. */
static void put_party(const struct writing *w, struct ks_json *in, const char *key,
		      const struct ks_parcel_party *party)
{
	struct ks_json *ref = ks_json_object(in, key), *identifier;

	if (party->user)
		add_text(w, ks_json_array(ref, "extension"), "user", party->user);
	identifier = ks_json_object(ref, "identifier");
	ks_json_text(identifier, "system", KS_FHIR_ROLE);
	ks_json_text(identifier, "value", party->role);
	put_given(ref, "display", party->organisation);
}

static void put_reference(const struct writing *w, struct ks_json *in, const char *key,
			  const char *kind, size_t n)
{
	ks_json_text(ks_json_object(in, key), "reference", urn_of(w, kind, n));
}

static void put_subject(const struct writing *w, struct ks_json *in, const char *key)
{
	const struct ks_parcel_id id = { w->p->origin.book, w->p->origin_case };

	put_identifier(w, ks_json_object(in, key), "identifier", &id, KS_FHIR_CASE);
}

static struct ks_json *begin(const struct writing *w, const char *type, const char *kind, size_t n)
{
	struct ks_json *entry = ks_json_object(w->entries, NULL), *resource;

	ks_json_text(entry, "fullUrl", urn_of(w, kind, n));
	resource = ks_json_object(entry, "resource");
	ks_json_text(resource, "resourceType", type);
	ks_json_text(resource, "id", uuid_of(w, kind, n));
	return resource;
}

static void put_identifiers(const struct writing *w, struct ks_json *resource)
{
	struct ks_json *list = ks_json_array(resource, "identifier");

	put_identifier(w, list, NULL, &w->p->origin, KS_FHIR_HANDOVER);
	if (!ks_streq(w->p->origin.book, w->p->own.book))
		put_identifier(w, list, NULL, &w->p->own, KS_FHIR_HANDOVER);
}

/* ---- where it stands ----------------------------------------------------- */

static enum ks_handover_status status_now(const struct ks_parcel *p)
{
	return p->moves[p->n_moves - 1].status;
}

/* domain: routes.md §5.3; closed is what the sender made of an end. */
static const char *task_status(enum ks_handover_status status)
{
	static const char *const words[KS_H_STATUSES] = {
		[KS_H_DRAFT] = "draft",		[KS_H_REQUESTED] = "requested",
		[KS_H_RECEIVED] = "received",	[KS_H_ACCEPTED] = "accepted",
		[KS_H_DECLINED] = "rejected",	[KS_H_WAITING] = "on-hold",
		[KS_H_SCHEDULED] = "ready",	[KS_H_NO_SHOW] = "ready",
		[KS_H_MET] = "in-progress",	[KS_H_STARTED] = "in-progress",
		[KS_H_COMPLETED] = "completed", [KS_H_STOPPED] = "failed",
		[KS_H_WITHDRAWN] = "cancelled", [KS_H_CLOSED] = "completed",
	};

	return words[status];
}

static const char *request_status(enum ks_handover_status status)
{
	switch (status) {
	case KS_H_DRAFT:
		return "draft";
	case KS_H_DECLINED:
	case KS_H_STOPPED:
	case KS_H_WITHDRAWN:
		return "revoked";
	case KS_H_COMPLETED:
	case KS_H_CLOSED:
		return "completed";
	default:
		return "active";
	}
}

static const char *priority(enum ks_urgency urgency)
{
	static const char *const words[] = { [KS_NOW] = "stat", [KS_URGENT_STEP] = "urgent",
					     [KS_SOON] = "asap", [KS_ROUTINE] = "routine" };

	return words[urgency];
}

static void add_span(const struct writing *w, struct ks_json *list, const char *name,
		     struct ks_span span)
{
	char text[KS_DATE_TEXT];

	ks_format_span(span, text);
	add_text(w, list, name, ks_strdup(w->out->arena, text));
}

static void put_terms(const struct writing *w, struct ks_json *task)
{
	const struct ks_parcel *p = w->p;
	struct ks_json *list = ks_json_array(task, "extension");

	add_text(w, list, "form", ks_form_words[p->form]);
	add_text(w, list, "urgency", ks_urgency_words[p->urgency]);
	add_span(w, list, "respond-within", p->respond_within);
	add_span(w, list, "contact-within", p->contact_within);
	add_span(w, list, "feedback-within", p->feedback_within);
	add_text(w, list, "ground", p->ground);
}

static void put_task(const struct writing *w)
{
	const struct ks_parcel *p = w->p;
	const char *status = ks_handover_status_words[status_now(p)];
	struct ks_json *task = begin(w, "Task", "task", 0);

	put_terms(w, task);
	put_identifiers(w, task);
	ks_json_text(task, "status", task_status(status_now(p)));
	put_concept(task, "businessStatus", KS_FHIR_STATUS, status, NULL);
	ks_json_text(task, "intent", "order");
	ks_json_text(task, "priority", priority(p->urgency));
	put_concept(task, "code", KS_SNOMED, KS_SNOMED_REFERRAL, "verwijzen van patiënt");
	put_reference(w, task, "focus", "request", 0);
	put_subject(w, task, "for");
	ks_json_text(task, "authoredOn", p->moves[0].at);
	ks_json_text(task, "lastModified", p->sent);
	put_party(w, task, "requester", &p->from);
	put_party(w, task, "owner", &p->to);
	if (p->respond_by != KS_NO_DAY)
		put_day(w, ks_json_object(ks_json_object(task, "restriction"), "period"), "end",
			p->respond_by);
}

static void put_request(const struct writing *w)
{
	const struct ks_parcel *p = w->p;
	struct ks_json *request = begin(w, "ServiceRequest", "request", 0), *list;

	put_identifiers(w, request);
	ks_json_text(request, "status", request_status(status_now(p)));
	ks_json_text(request, "intent", "order");
	ks_json_text(request, "priority", priority(p->urgency));
	if (p->intervention || p->title)
		put_concept(request, "code", KS_FHIR_INTERVENTION, p->intervention, p->title);
	put_subject(w, request, "subject");
	put_day(w, request, "occurrenceDateTime", p->due);
	ks_json_text(request, "authoredOn", p->moves[0].at);
	put_party(w, request, "requester", &p->from);
	put_party(w, ks_json_array(request, "performer"), NULL, &p->to);
	if (!p->whole)
		return;
	list = ks_json_array(request, "supportingInfo");
	put_reference(w, list, NULL, "composition", 0);
	for (size_t i = 0; i < p->n_factors; i++)
		put_reference(w, list, NULL, "factor", i);
}

/* ---- the family, as far as it may be told -------------------------------- */

static struct ks_json *begin_observation(const struct writing *w, const char *kind, size_t n)
{
	struct ks_json *observation = begin(w, "Observation", kind, n);

	ks_json_text(observation, "status", "final");
	return observation;
}

static void put_factor(const struct writing *w, size_t i)
{
	const struct ks_parcel_factor *factor = &w->p->factors[i];
	struct ks_json *observation = begin_observation(w, "factor", i);
	struct ks_json *code = ks_json_object(observation, "code");
	struct ks_json *codings = ks_json_array(code, "coding");

	add_coding(codings, KS_FHIR_FACTOR, factor->id, NULL);
	if (ks_streq(factor->id, "schulden"))
		add_coding(codings, KS_SNOMED, KS_SNOMED_DEBTS, "heeft schulden");
	put_given(code, "text", factor->label);
	put_subject(w, observation, "subject");
	put_day(w, observation, "effectiveDateTime", w->p->moves[0].date);
	ks_json_bool(observation, "valueBoolean", true);
}

enum { FACT_PHASE, FACT_DUE, FACT_BORN, FACT_MUNICIPALITY, FACTS };

static void put_fact(const struct writing *w, size_t fact, const char *text, ks_day day)
{
	static const char *const names[] = { "phase", "due", "born", "municipality" };
	struct ks_json *observation, *codings;

	if (!text && day == KS_NO_DAY)
		return;
	observation = begin_observation(w, "fact", fact);
	codings = ks_json_array(ks_json_object(observation, "code"), "coding");
	add_coding(codings, KS_FHIR_FACT, names[fact], NULL);
	if (fact == FACT_DUE)
		add_coding(codings, KS_SNOMED, KS_SNOMED_DUE, "à terme datum");
	put_subject(w, observation, "subject");
	put_given(observation, "valueString", text);
	put_day(w, observation, "valueDateTime", day);
}

static void put_facts(const struct writing *w)
{
	const struct ks_parcel *p = w->p;

	put_fact(w, FACT_PHASE, p->phase < 0 ? NULL : ks_phase_words[p->phase], KS_NO_DAY);
	put_fact(w, FACT_DUE, NULL, p->family_due);
	put_fact(w, FACT_BORN, NULL, p->family_born);
	put_fact(w, FACT_MUNICIPALITY, p->municipality, KS_NO_DAY);
}

/* For people a narrative, for another ks the text as it was written. */
static void put_section(const struct writing *w, struct ks_json *sections, const char *system,
			const char *code, const char *text)
{
	struct ks_json *section, *narrative;
	struct ks_buf div;

	if (!text)
		return;
	section = ks_json_object(sections, NULL);
	add_text(w, ks_json_array(section, "extension"), "text", text);
	put_concept(section, "code", system, code, NULL);
	narrative = ks_json_object(section, "text");
	ks_json_text(narrative, "status", "additional");
	ks_buf_init(&div, w->out->arena);
	ks_buf_add(&div, "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>");
	ks_html_text(&div, text);
	ks_buf_add(&div, "</p></div>");
	ks_json_text(narrative, "div", div.text);
}

static void put_composition(const struct writing *w)
{
	const struct ks_parcel *p = w->p;
	struct ks_json *composition = begin(w, "Composition", "composition", 0), *sections;

	ks_json_text(composition, "status", "final");
	put_concept(composition, "type", KS_LOINC, KS_LOINC_REFERRAL, "Referral note");
	put_subject(w, composition, "subject");
	ks_json_text(composition, "date", p->sent);
	put_party(w, ks_json_array(composition, "author"), NULL, &p->from);
	ks_json_text(composition, "title", "Overdracht");
	sections = ks_json_array(composition, "section");
	put_section(w, sections, KS_SNOMED, KS_SNOMED_REFERRED_FOR, p->title);
	put_section(w, sections, KS_SNOMED, KS_SNOMED_SUMMARY, p->own_words);
	put_section(w, sections, KS_SNOMED, KS_SNOMED_NATURE, p->ask);
	put_section(w, sections, KS_SNOMED, KS_SNOMED_POLICY, p->agreements);
	put_section(w, sections, KS_FHIR_SECTION, "works-well", p->works_well);
	put_section(w, sections, KS_FHIR_SECTION, "safe-contact", p->safe_contact);
	put_section(w, sections, KS_FHIR_SECTION, "keeps-contact", p->keeps_contact);
}

static void put_consent(const struct writing *w)
{
	const struct ks_parcel *p = w->p;
	struct ks_json *consent = begin(w, "Consent", "consent", 0), *list, *by;

	list = ks_json_array(consent, "extension");
	add_text(w, list, "how", p->consent_how);
	add_day(w, list, "revoked", p->consent_revoked);
	ks_json_text(consent, "status", p->consent_revoked == KS_NO_DAY ? "active" : "inactive");
	put_concept(consent, "scope", "http://terminology.hl7.org/CodeSystem/consentscope",
		    "patient-privacy", NULL);
	put_concept(ks_json_array(consent, "category"), NULL, KS_LOINC, KS_LOINC_CONSENT, NULL);
	put_subject(w, consent, "patient");
	put_day(w, consent, "dateTime", p->consent_date);
	by = ks_json_object(ks_json_object(ks_json_array(consent, "performer"), NULL), "identifier");
	ks_json_text(by, "system", KS_FHIR_GIVER);
	ks_json_text(by, "value", p->consent_by);
	ks_json_text(ks_json_object(consent, "policyRule"), "text",
		     "Toestemming voor deze overdracht en wat daarin staat; altijd in te trekken.");
	if (p->consent_until != KS_NO_DAY)
		put_day(w, ks_json_object(ks_json_object(consent, "provision"), "period"), "end",
			p->consent_until);
}

/* ---- what was done ------------------------------------------------------- */

static void put_agent(const struct writing *w, struct ks_json *provenance,
		      const struct ks_parcel_party *who)
{
	struct ks_json *agent = ks_json_object(ks_json_array(provenance, "agent"), NULL);

	put_party(w, agent, "who", who);
}

static void put_move(const struct writing *w, size_t i)
{
	const struct ks_parcel_move *move = &w->p->moves[i];
	struct ks_json *provenance = begin(w, "Provenance", "move", i);
	struct ks_json *list = ks_json_array(provenance, "extension");

	add_text(w, list, "status", ks_handover_status_words[move->status]);
	add_text(w, list, "reason", move->reason);
	add_text(w, list, "outcome", move->outcome);
	add_text(w, list, "present", move->present);
	add_day(w, list, "until", move->until);
	add_text(w, list, "note", move->note);
	put_reference(w, ks_json_array(provenance, "target"), NULL, "task", 0);
	put_day(w, provenance, "occurredDateTime", move->date);
	ks_json_text(provenance, "recorded", move->at);
	put_concept(provenance, "activity", KS_FHIR_VERB, ks_verb_words[move->verb], NULL);
	put_agent(w, provenance, &move->by);
}

/* A warm contact is a conversation that was had. */
static void put_contact(const struct writing *w, size_t i)
{
	const struct ks_parcel_move *move = &w->p->moves[i];
	struct ks_json *contact;

	if (move->verb != KS_VERB_MEET || !ks_loop_is_warm(move->present))
		return;
	contact = begin(w, "Communication", "contact", i);
	put_reference(w, ks_json_array(contact, "basedOn"), NULL, "request", 0);
	ks_json_text(contact, "status", "completed");
	put_subject(w, contact, "subject");
	put_day(w, contact, "sent", move->date);
	put_party(w, contact, "sender", &move->by);
	ks_json_text(ks_json_object(ks_json_array(contact, "note"), NULL), "text", move->present);
}

static void put_export(const struct writing *w)
{
	struct ks_json *provenance = begin(w, "Provenance", "export", 0);

	add_text(w, ks_json_array(provenance, "extension"), "audit-head", w->p->head);
	put_reference(w, ks_json_array(provenance, "target"), NULL, "task", 0);
	ks_json_text(provenance, "recorded", w->p->sent);
	put_concept(provenance, "activity", KS_FHIR_VERB, "export", NULL);
	put_agent(w, provenance, &w->p->sender);
}

/* ---- the bundle ---------------------------------------------------------- */

static void put_whole(const struct writing *w)
{
	put_composition(w);
	put_facts(w);
	for (size_t i = 0; i < w->p->n_factors; i++)
		put_factor(w, i);
}

void ks_write_fhir(struct ks_out *out, const struct ks_parcel *parcel)
{
	struct ks_json *bundle = ks_json_foreign(out);
	struct writing w = { .out = out, .p = parcel };

	ks_json_text(bundle, "resourceType", "Bundle");
	ks_json_text(bundle, "type", "collection");
	ks_json_text(bundle, "timestamp", parcel->sent);
	w.entries = ks_json_array(bundle, "entry");
	put_task(&w);
	put_request(&w);
	if (parcel->whole)
		put_whole(&w);
	if (parcel->has_consent)
		put_consent(&w);
	for (size_t i = 0; i < parcel->n_moves; i++) {
		put_move(&w, i);
		put_contact(&w, i);
	}
	put_export(&w);
	ks_json_end(out, bundle);
}
