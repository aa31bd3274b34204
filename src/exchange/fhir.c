/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading a bundle in two rounds: first every field is held against the list
 * of what we write, then the resources are understood one by one.
 */
#include "ks/exchange/fhir.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/bsn.h"
#include "ks/base/str.h"
#include "ks/cards/yaml.h"
#include "ks/engine/fhir.h"

struct reading {
	struct ks_arena *arena;
	struct ks_diag *diag;
	struct ks_parcel *p;
	struct ks_fhir_read *out;
	const struct ks_node *task;
	int errors;
};

static void wrong(struct reading *r, struct ks_loc loc, enum ks_msg msg, const char *what)
{
	ks_error(r->diag, loc, msg, KS_ARGS({ "what", what }), NULL);
	r->errors++;
}

/* ---- what we know -------------------------------------------------------- */

#define IDENTIFIER(at) at, at ".system", at ".value"
#define CONCEPT(at) at, at ".coding", at ".coding.system", at ".coding.code", \
	at ".coding.display", at ".text"
#define EXTENSION(at) at ".extension", at ".extension.url", at ".extension.valueString", \
	at ".extension.valueDate"
#define SUBJECT(at) at, IDENTIFIER(at ".identifier")
#define PARTY(at) at, EXTENSION(at), IDENTIFIER(at ".identifier"), at ".display"
#define RESOURCE(at) at ".resourceType", at ".id"

static const char *const known[] = {
	"Bundle.resourceType", "Bundle.type", "Bundle.timestamp", "Bundle.entry",
	"Bundle.entry.fullUrl", "Bundle.entry.resource",
	RESOURCE("Task"), EXTENSION("Task"), IDENTIFIER("Task.identifier"), "Task.status",
	CONCEPT("Task.businessStatus"), "Task.intent", "Task.priority", CONCEPT("Task.code"),
	"Task.focus", "Task.focus.reference", SUBJECT("Task.for"), "Task.authoredOn",
	"Task.lastModified", PARTY("Task.requester"), PARTY("Task.owner"), "Task.restriction",
	"Task.restriction.period", "Task.restriction.period.end",
	RESOURCE("ServiceRequest"), IDENTIFIER("ServiceRequest.identifier"),
	"ServiceRequest.status", "ServiceRequest.intent", "ServiceRequest.priority",
	CONCEPT("ServiceRequest.code"), SUBJECT("ServiceRequest.subject"),
	"ServiceRequest.occurrenceDateTime", "ServiceRequest.authoredOn",
	PARTY("ServiceRequest.requester"), PARTY("ServiceRequest.performer"),
	"ServiceRequest.supportingInfo", "ServiceRequest.supportingInfo.reference",
	RESOURCE("Composition"), "Composition.status", CONCEPT("Composition.type"),
	SUBJECT("Composition.subject"), "Composition.date", PARTY("Composition.author"),
	"Composition.title", "Composition.section", EXTENSION("Composition.section"),
	CONCEPT("Composition.section.code"), "Composition.section.text",
	"Composition.section.text.status", "Composition.section.text.div",
	RESOURCE("Observation"), "Observation.status", CONCEPT("Observation.code"),
	SUBJECT("Observation.subject"), "Observation.effectiveDateTime",
	"Observation.valueBoolean", "Observation.valueString", "Observation.valueDateTime",
	RESOURCE("Consent"), EXTENSION("Consent"), "Consent.status", CONCEPT("Consent.scope"),
	CONCEPT("Consent.category"), SUBJECT("Consent.patient"), "Consent.dateTime",
	SUBJECT("Consent.performer"), CONCEPT("Consent.policyRule"), "Consent.provision",
	"Consent.provision.period", "Consent.provision.period.end",
	RESOURCE("Provenance"), EXTENSION("Provenance"), "Provenance.target",
	"Provenance.target.reference", "Provenance.occurredDateTime", "Provenance.recorded",
	CONCEPT("Provenance.activity"), "Provenance.agent", PARTY("Provenance.agent.who"),
	RESOURCE("Communication"), "Communication.basedOn", "Communication.basedOn.reference",
	"Communication.status", SUBJECT("Communication.subject"), "Communication.sent",
	PARTY("Communication.sender"), "Communication.note", "Communication.note.text", NULL,
};

static const char *const extensions[] = {
	"form", "urgency", "respond-within", "contact-within", "feedback-within", "ground", "user",
	"text", "how", "revoked", "status", "reason", "outcome", "present", "until", "note",
	"audit-head", NULL,
};

static const char *const kinds[] = { "Task",	   "ServiceRequest", "Composition", "Observation",
				     "Consent",	   "Provenance",     "Communication", NULL };

static void not_taken(struct reading *r, const char *path)
{
	struct ks_fhir_read *out = r->out;

	for (size_t i = 0; i < out->n_not_taken; i++)
		if (ks_streq(out->not_taken[i], path))
			return;
	*(const char **)ks_grow(r->arena, &out->not_taken, &out->n_not_taken,
				sizeof(*out->not_taken)) = path;
}

/* Fields that a reader who does not know them may not pass by (FHIR R4, Extensibility). */
static bool changes_meaning(const char *key)
{
	return ks_streq(key, "modifierExtension") || ks_streq(key, "implicitRules");
}

static void check_url(struct reading *r, const struct ks_node *node, const char *path)
{
	size_t len = strlen(KS_FHIR_X);
	bool ours = strncmp(node->text, KS_FHIR_X, len) == 0 &&
		    ks_word_index(extensions, node->text + len) >= 0;

	if (!ours)
		not_taken(r, ks_fmt(r->arena, "%s=%s", path, node->text));
}

static void check_fields(struct reading *r, const struct ks_node *node, const char *at);

static void check_field(struct reading *r, const struct ks_node *node, const char *at)
{
	const char *path = node->key ? ks_fmt(r->arena, "%s.%s", at, node->key) : at;

	if (node->key && changes_meaning(node->key))
		wrong(r, node->key_loc, KS_MSG_fhir_modifier, path);
	else if (node->key && ks_word_index(known, path) < 0)
		not_taken(r, path);
	else if (node->kind == KS_SCALAR && ks_streq(node->key, "url"))
		check_url(r, node, path);
	else if (!ks_streq(path, "Bundle.entry.resource"))
		check_fields(r, node, path);
}

/* Every field below a node; a list has no name of its own. */
static void check_fields(struct reading *r, const struct ks_node *node, const char *at)
{
	if (node->kind == KS_SCALAR)
		return;
	for (const struct ks_node *kid = node->kids; kid; kid = kid->next)
		check_field(r, kid, at);
}

/* ---- values -------------------------------------------------------------- */

static const struct ks_node *child(const struct ks_node *node, const char *key)
{
	return node && node->kind == KS_MAP ? ks_node_get(node, key) : NULL;
}

/* The first of a list, or the thing itself. */
static const struct ks_node *first(const struct ks_node *node)
{
	return node && node->kind == KS_LIST ? node->kids : node;
}

/* A text; NULL where there is none. */
static const char *raw_of(struct reading *r, const struct ks_node *node)
{
	if (node && (node->kind != KS_SCALAR || !*node->text)) {
		wrong(r, node->loc, KS_MSG_fhir_no_text, node->key ? node->key : "");
		return NULL;
	}
	return node ? node->text : NULL;
}

/* The same where a person wrote it: it may not hold a BSN. A hash may look like one. */
static const char *text_of(struct reading *r, const struct ks_node *node)
{
	const char *text = raw_of(r, node);

	if (!node || !text || !ks_has_bsn(text))
		return text;
	ks_error(r->diag, node->loc, KS_MSG_has_bsn,
		 KS_ARGS({ "where", node->key ? node->key : "" }), NULL);
	r->errors++;
	return NULL;
}

/* What ks made itself and what cannot be left out: an id, a hash. */
static const char *made(struct reading *r, const struct ks_node *in, const struct ks_node *node,
			const char *what)
{
	if (!node)
		wrong(r, in->loc, KS_MSG_fhir_missing, what);
	return raw_of(r, node);
}

static const char *needed(struct reading *r, const struct ks_node *in, const struct ks_node *node,
			  const char *what)
{
	if (!node)
		wrong(r, in->loc, KS_MSG_fhir_missing, what);
	return text_of(r, node);
}

static ks_day day_of(struct reading *r, const struct ks_node *node)
{
	ks_day day = KS_NO_DAY;

	if (node && (node->kind != KS_SCALAR || !ks_parse_date(node->text, &day)))
		wrong(r, node->loc, KS_MSG_fhir_no_date, node->key ? node->key : "");
	return day;
}

/* "2026-11-21T10:11:12Z", as the store keeps it. */
static const char *instant_of(struct reading *r, const struct ks_node *in, const char *key)
{
	static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
	const struct ks_node *node = child(in, key);
	bool fits = node && node->kind == KS_SCALAR && strlen(node->text) == strlen(form);

	for (size_t i = 0; fits && form[i]; i++)
		fits = form[i] == 'd' ? ks_is_digit(node->text[i]) : form[i] == node->text[i];
	if (fits)
		return node->text;
	wrong(r, node ? node->loc : in->loc, KS_MSG_fhir_no_instant, key);
	return "";
}

/* Index in a closed list; -1, reported, when it is in none. */
static int word_of(struct reading *r, const struct ks_node *in, const struct ks_node *node,
		   const char *const *words, const char *what)
{
	const char *text = needed(r, in, node, what);
	int index = text ? ks_word_index(words, text) : 0;

	if (index < 0)
		wrong(r, node ? node->loc : in->loc, KS_MSG_fhir_unknown_word, text);
	return index;
}

/* The same where it may be left out: then NULL. */
static const char *maybe_word(struct reading *r, const struct ks_node *in,
			      const struct ks_node *node, const char *const *words)
{
	int index = node ? word_of(r, in, node, words, "") : -1;

	return index < 0 ? NULL : words[index];
}

/* The value of an extension of ours; NULL when it is not there. */
static const struct ks_node *extension(const struct ks_node *in, const char *name)
{
	const struct ks_node *list = child(in, "extension");

	for (const struct ks_node *x = list && list->kind == KS_LIST ? list->kids : NULL; x;
	     x = x->next) {
		const struct ks_node *url = child(x, "url"), *value = child(x, "valueString");

		if (!url || url->kind != KS_SCALAR ||
		    strncmp(url->text, KS_FHIR_X, strlen(KS_FHIR_X)) != 0 ||
		    !ks_streq(url->text + strlen(KS_FHIR_X), name))
			continue;
		return value ? value : child(x, "valueDate");
	}
	return NULL;
}

/* The code of a concept in one system; NULL when it has none there. */
static const struct ks_node *code_in(const struct ks_node *concept, const char *system)
{
	const struct ks_node *list = child(concept, "coding");

	for (const struct ks_node *c = list && list->kind == KS_LIST ? list->kids : NULL; c;
	     c = c->next) {
		const struct ks_node *in = child(c, "system");

		if (in && in->kind == KS_SCALAR && ks_streq(in->text, system))
			return child(c, "code");
	}
	return NULL;
}

/* ---- who and which ------------------------------------------------------- */

static struct ks_parcel_party party_of(struct reading *r, const struct ks_node *in,
				       const char *key)
{
	const struct ks_node *node = first(child(in, key));
	const struct ks_node *identifier = child(node, "identifier");
	struct ks_parcel_party party = { NULL, NULL, NULL };

	party.role = needed(r, in, child(identifier, "value"), key);
	party.organisation = text_of(r, child(node, "display"));
	party.user = text_of(r, extension(node, "user"));
	if (party.role && !ks_is_id(party.role))
		wrong(r, in->loc, KS_MSG_fhir_unknown_word, party.role);
	return party;
}

/* "urn:ks:book:XXXX:handover" gives XXXX; NULL when it is something else. */
static const char *book_of(struct reading *r, const char *system, const char *kind)
{
	size_t before = strlen(KS_FHIR_BOOK), len = system ? strlen(system) : 0;
	size_t after = strlen(kind);

	if (len <= before + after || strncmp(system, KS_FHIR_BOOK, before) != 0 ||
	    !ks_streq(system + len - after, kind))
		return NULL;
	return ks_strndup(r->arena, system + before, len - before - after);
}

/* Letters and digits in capitals with hyphens, as every key of ks: never a number of a person. */
static bool is_key(const char *id, const char *kind)
{
	bool handover = ks_streq(kind, KS_FHIR_HANDOVER), letter = false;

	if (strlen(id) > 16 || (handover && strncmp(id, "H-", 2) != 0) || ks_has_bsn(id))
		return false;
	for (const char *c = id; *c; c++) {
		letter = letter || (*c >= 'A' && *c <= 'Z');
		if (!(*c >= 'A' && *c <= 'Z') && !ks_is_digit(*c) && *c != '-')
			return false;
	}
	return letter;
}

static struct ks_parcel_id id_of(struct reading *r, const struct ks_node *in,
				 const struct ks_node *node, const char *kind)
{
	const char *system = made(r, in, child(node, "system"), "identifier.system");
	const char *value = made(r, in, child(node, "value"), "identifier.value");
	struct ks_parcel_id id = { book_of(r, system, kind), value };

	if (system && !id.book)
		wrong(r, node->loc, KS_MSG_fhir_not_ours, system);
	if (value && !is_key(value, kind))
		wrong(r, node->loc, KS_MSG_fhir_not_ours, value);
	return id;
}

/* ---- Task and ServiceRequest --------------------------------------------- */

static struct ks_span span_of(struct reading *r, const struct ks_node *task, const char *name)
{
	struct ks_span span = { 0, KS_DAYS };
	const struct ks_node *node = extension(task, name);
	const char *text = needed(r, task, node, name);

	if (text && !ks_parse_span(text, &span))
		wrong(r, node->loc, KS_MSG_fhir_unknown_word, text);
	return span;
}

static void take_identity(struct reading *r, const struct ks_node *task)
{
	const struct ks_node *list = child(task, "identifier");
	const struct ks_node *one = first(list), *other = one ? one->next : NULL;
	const struct ks_node *subject = child(child(task, "for"), "identifier");
	struct ks_parcel_id family;

	if (!one || list->kind != KS_LIST || !subject) {
		wrong(r, task->loc, KS_MSG_fhir_missing, "Task.identifier, Task.for");
		return;
	}
	r->p->origin = id_of(r, task, one, KS_FHIR_HANDOVER);
	r->p->own = other ? id_of(r, task, other, KS_FHIR_HANDOVER) : r->p->origin;
	family = id_of(r, task, subject, KS_FHIR_CASE);
	r->p->origin_case = family.id;
	if (family.book && !ks_streq(family.book, r->p->origin.book))
		wrong(r, subject->loc, KS_MSG_fhir_not_ours, family.book);
}

static void take_task(struct reading *r, const struct ks_node *task)
{
	struct ks_parcel *p = r->p;
	const struct ks_node *code = code_in(child(task, "code"), KS_SNOMED);
	int form, urgency;

	if (r->task) {
		wrong(r, task->loc, KS_MSG_fhir_twice, "Task");
		return;
	}
	r->task = task;
	if (!code || code->kind != KS_SCALAR || !ks_streq(code->text, KS_SNOMED_REFERRAL))
		wrong(r, task->loc, KS_MSG_fhir_not_ours, "Task.code");
	take_identity(r, task);
	form = word_of(r, task, extension(task, "form"), ks_form_words, "form");
	urgency = word_of(r, task, extension(task, "urgency"), ks_urgency_words, "urgency");
	p->form = form < 0 ? KS_THREE_WAY : (enum ks_form)form;
	p->urgency = urgency < 0 ? KS_ROUTINE : (enum ks_urgency)urgency;
	p->respond_within = span_of(r, task, "respond-within");
	p->contact_within = span_of(r, task, "contact-within");
	p->feedback_within = span_of(r, task, "feedback-within");
	p->ground = maybe_word(r, task, extension(task, "ground"), ks_ground_words);
	p->from = party_of(r, task, "requester");
	p->to = party_of(r, task, "owner");
	p->respond_by = day_of(r, child(child(child(task, "restriction"), "period"), "end"));
}

static void take_request(struct reading *r, const struct ks_node *request)
{
	const struct ks_node *code = child(request, "code");

	r->p->intervention = text_of(r, code_in(code, KS_FHIR_INTERVENTION));
	r->p->title = text_of(r, child(code, "text"));
	r->p->due = day_of(r, child(request, "occurrenceDateTime"));
}

/* ---- what is told of the family ------------------------------------------ */

static void take_section(struct reading *r, const struct ks_node *section)
{
	struct ks_parcel *p = r->p;
	const struct ks_node *ours = code_in(child(section, "code"), KS_FHIR_SECTION);
	const struct ks_node *code = ours ? ours : code_in(child(section, "code"), KS_SNOMED);
	const struct {
		const char *code;
		const char **text;
	} places[] = { { KS_SNOMED_REFERRED_FOR, &p->title },  { KS_SNOMED_SUMMARY, &p->own_words },
		       { KS_SNOMED_NATURE, &p->ask },	       { KS_SNOMED_POLICY, &p->agreements },
		       { "works-well", &p->works_well },       { "safe-contact", &p->safe_contact },
		       { "keeps-contact", &p->keeps_contact } };
	const char *text = needed(r, section, extension(section, "text"), "section.extension");

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		if (!code || code->kind != KS_SCALAR || !ks_streq(code->text, places[i].code))
			continue;
		*places[i].text = text;
		return;
	}
	wrong(r, section->loc, KS_MSG_fhir_not_ours, "Composition.section");
}

static void take_composition(struct reading *r, const struct ks_node *composition)
{
	const struct ks_node *list = child(composition, "section");

	r->p->whole = true;
	for (const struct ks_node *s = list && list->kind == KS_LIST ? list->kids : NULL; s;
	     s = s->next)
		take_section(r, s);
}

static void take_fact(struct reading *r, const struct ks_node *observation, const char *name)
{
	struct ks_parcel *p = r->p;
	const struct ks_node *text = child(observation, "valueString");
	const struct ks_node *day = child(observation, "valueDateTime");

	if (ks_streq(name, "phase"))
		p->phase = word_of(r, observation, text, ks_phase_words, "phase");
	else if (ks_streq(name, "due"))
		p->family_due = day_of(r, day);
	else if (ks_streq(name, "born"))
		p->family_born = day_of(r, day);
	else if (ks_streq(name, "municipality"))
		p->municipality = text_of(r, text);
	else
		wrong(r, observation->loc, KS_MSG_fhir_unknown_word, name);
}

/* What has no code that we know stays text; a comma would make it two. */
static const char *as_item(struct reading *r, const char *text)
{
	char *item = ks_strdup(r->arena, text ? text : "?");

	for (char *c = item; *c; c++)
		if (*c == ',')
			*c = ';';
	return item;
}

static void take_observation(struct reading *r, const struct ks_node *observation)
{
	const struct ks_node *code = child(observation, "code");
	const char *fact = text_of(r, code_in(code, KS_FHIR_FACT));
	const char *id = text_of(r, code_in(code, KS_FHIR_FACTOR));
	const char *label = text_of(r, child(code, "text"));
	const struct ks_node *value = child(observation, "valueBoolean");
	struct ks_parcel_factor *factor;

	if (fact) {
		take_fact(r, observation, fact);
		return;
	}
	if (!value || value->kind != KS_SCALAR || !ks_streq(value->text, "true") ||
	    (!id && !label)) {
		wrong(r, observation->loc, KS_MSG_fhir_not_ours, "Observation");
		return;
	}
	factor = ks_grow(r->arena, &r->p->factors, &r->p->n_factors, sizeof(*factor));
	factor->id = as_item(r, id ? id : label);
	factor->label = label ? label : factor->id;
}

static void take_consent(struct reading *r, const struct ks_node *consent)
{
	struct ks_parcel *p = r->p;
	const struct ks_node *by = child(child(first(child(consent, "performer")), "identifier"),
					 "value");
	static const char *const givers[] = { "mother", "partner", NULL };

	if (p->has_consent) {
		wrong(r, consent->loc, KS_MSG_fhir_twice, "Consent");
		return;
	}
	p->has_consent = true;
	p->consent_by = givers[word_of(r, consent, by, givers, "performer") == 1];
	p->consent_how = maybe_word(r, consent, extension(consent, "how"), ks_consent_words);
	p->consent_date = day_of(r, child(consent, "dateTime"));
	p->consent_until = day_of(r, child(child(child(consent, "provision"), "period"), "end"));
	p->consent_revoked = day_of(r, extension(consent, "revoked"));
	if (!p->consent_how || p->consent_date == KS_NO_DAY)
		wrong(r, consent->loc, KS_MSG_fhir_missing, "Consent: how, dateTime");
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

static void take_move(struct reading *r, const struct ks_node *provenance,
		      const struct ks_node *activity)
{
	int verb = word_of(r, provenance, activity, ks_verb_words, "activity");
	int status = word_of(r, provenance, extension(provenance, "status"),
			     ks_handover_status_words, "status");
	struct ks_parcel_move *move =
		ks_grow(r->arena, &r->p->moves, &r->p->n_moves, sizeof(*move));

	move->verb = verb < 0 ? KS_VERB_NEW : (enum ks_verb)verb;
	move->status = status < 0 ? KS_H_DRAFT : (enum ks_handover_status)status;
	move->date = day_of(r, child(provenance, "occurredDateTime"));
	move->until = day_of(r, extension(provenance, "until"));
	move->at = instant_of(r, provenance, "recorded");
	move->by = party_of(r, first(child(provenance, "agent")), "who");
	move->note = text_of(r, extension(provenance, "note"));
	move->reason = maybe_word(r, provenance, extension(provenance, "reason"), ks_reason_words);
	move->outcome =
		maybe_word(r, provenance, extension(provenance, "outcome"), ks_outcome_words);
	move->present = text_of(r, extension(provenance, "present"));
	if (move->date == KS_NO_DAY || !move->by.user || !move->by.organisation ||
	    !is_complete(move))
		wrong(r, provenance->loc, KS_MSG_fhir_missing,
		      "Provenance: occurredDateTime, agent.who, reason …");
}

static void take_provenance(struct reading *r, const struct ks_node *provenance)
{
	const struct ks_node *activity = code_in(child(provenance, "activity"), KS_FHIR_VERB);

	if (!child(first(child(provenance, "agent")), "who")) {
		wrong(r, provenance->loc, KS_MSG_fhir_missing, "Provenance.agent");
		return;
	}
	if (!activity || activity->kind != KS_SCALAR || !ks_streq(activity->text, "export")) {
		take_move(r, provenance, activity);
		return;
	}
	r->p->sender = party_of(r, first(child(provenance, "agent")), "who");
	r->p->sent = instant_of(r, provenance, "recorded");
	r->p->head = made(r, provenance, extension(provenance, "audit-head"), "audit-head");
}

/* ---- the bundle ---------------------------------------------------------- */

static void take_resource(struct reading *r, const struct ks_node *resource)
{
	static void (*const takers[])(struct reading *, const struct ks_node *) = {
		take_task,    take_request,    take_composition, take_observation,
		take_consent, take_provenance, NULL,
	};
	const struct ks_node *type = child(resource, "resourceType");
	int kind = type && type->kind == KS_SCALAR ? ks_word_index(kinds, type->text) : -1;

	if (kind < 0) {
		wrong(r, resource->loc, KS_MSG_fhir_unknown_type,
		      type && type->kind == KS_SCALAR ? type->text : "?");
		return;
	}
	check_fields(r, resource, kinds[kind]);
	/* A Communication says again what a move says. */
	if (takers[kind])
		takers[kind](r, resource);
}

/* The entries of a bundle; NULL when it is none. */
static const struct ks_node *entries_of(const struct ks_node *root)
{
	const struct ks_node *type = child(root, "resourceType"), *list = child(root, "entry");
	bool bundle = type && type->kind == KS_SCALAR && ks_streq(type->text, "Bundle");

	return bundle && list && list->kind == KS_LIST ? list : NULL;
}

static void take_bundle(struct reading *r, const struct ks_node *root,
			const struct ks_node *entries)
{
	check_fields(r, root, "Bundle");
	for (const struct ks_node *e = entries->kids; e; e = e->next) {
		const struct ks_node *resource = child(e, "resource");

		if (resource && resource->kind == KS_MAP)
			take_resource(r, resource);
		else
			wrong(r, e->loc, KS_MSG_fhir_missing, "entry.resource");
	}
	if (!r->task)
		wrong(r, root->loc, KS_MSG_fhir_missing, "Task");
	else if (!r->p->n_moves || !r->p->sent)
		wrong(r, root->loc, KS_MSG_fhir_missing, "Provenance");
	if (!r->p->whole && r->p->n_factors)
		wrong(r, root->loc, KS_MSG_fhir_missing, "Composition");
	if (r->p->whole && !r->p->has_consent && !r->p->ground)
		wrong(r, root->loc, KS_MSG_fhir_missing, "Consent");
}

enum ks_status ks_fhir_read(struct ks_arena *arena, const struct ks_source_text *in,
			    struct ks_diag *diag, struct ks_fhir_read *out)
{
	struct reading r = { .arena = arena, .diag = diag, .p = &out->parcel, .out = out };
	const struct ks_node *root = ks_yaml_read(arena, in, diag), *entries;

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
		wrong(&r, root->loc, KS_MSG_fhir_no_bundle, "");
	return r.errors ? KS_INPUT : KS_OK;
}
