/* SPDX-License-Identifier: EUPL-1.2 */
/* Every field of a bundle, held against the list of what we write. */
#include "fhir_read.h"

#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/engine/fhir.h"

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

const char *const ks_fhir_kinds[] = { "Task",	   "ServiceRequest", "Composition", "Observation",
				     "Consent",	   "Provenance",     "Communication", NULL };

static void not_taken(struct ks_reading *r, const char *path)
{
	struct ks_fhir_read *out = r->out;

	for (size_t i = 0; i < out->n_not_taken; i++)
		if (ks_streq(out->not_taken[i], path))
			return;
	*(const char **)ks_grow(r->arena, &out->not_taken, &out->n_not_taken,
				sizeof(*out->not_taken)) = path;
}

bool ks_fhir_changes_meaning(const char *key)
{
	return ks_streq(key, "modifierExtension") || ks_streq(key, "implicitRules");
}

static void check_url(struct ks_reading *r, const struct ks_node *node, const char *path)
{
	size_t len = strlen(KS_FHIR_X);
	bool ours = strncmp(node->text, KS_FHIR_X, len) == 0 &&
		    ks_word_index(extensions, node->text + len) >= 0;

	if (!ours)
		not_taken(r, ks_fmt(r->arena, "%s=%s", path, node->text));
}

static void check_field(struct ks_reading *r, const struct ks_node *node, const char *at)
{
	const char *path = node->key ? ks_fmt(r->arena, "%s.%s", at, node->key) : at;

	if (node->key && ks_fhir_changes_meaning(node->key))
		ks_fhir_wrong(r, ks_key_loc(node), KS_MSG_fhir_modifier, path);
	else if (node->key && ks_word_index(known, path) < 0)
		not_taken(r, path);
	else if (node->kind == KS_SCALAR && ks_streq(node->key, "url"))
		check_url(r, node, path);
	else if (!ks_streq(path, "Bundle.entry.resource"))
		ks_fhir_check(r, node, path);
}

/* Every field below a node; a list has no name of its own. */
void ks_fhir_check(struct ks_reading *r, const struct ks_node *node, const char *at)
{
	if (node->kind == KS_SCALAR)
		return;
	for (const struct ks_node *kid = node->kids; kid; kid = kid->next)
		check_field(r, kid, at);
}
