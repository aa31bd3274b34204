/* SPDX-License-Identifier: EUPL-1.2 */
/* Values out of a bundle, and what is wrong with them: see fhir_read.h. */
#include "fhir_read.h"

#include <assert.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/bsn.h"
#include "ks/base/str.h"
#include "ks/engine/fhir.h"

void ks_fhir_wrong(struct ks_reading *r, struct ks_loc loc, enum ks_msg msg, const char *what)
{
	ks_error(r->diag, loc, msg, KS_ARGS({ "what", what }), NULL);
	r->errors++;
}

const struct ks_node *ks_fhir_child(const struct ks_node *node, const char *key)
{
	return node && node->kind == KS_MAP ? ks_node_get(node, key) : NULL;
}

/* The first of a list, or the thing itself. */
static const struct ks_node *first(const struct ks_node *node)
{
	return node && node->kind == KS_LIST ? node->kids : node;
}

const struct ks_node *ks_fhir_at(const struct ks_node *node, const char *path)
{
	char key[64];

	while (node && *path) {
		size_t n = strcspn(path, ".");

		assert(n < sizeof(key));
		memcpy(key, path, n);
		key[n] = '\0';
		node = first(ks_fhir_child(node, key));
		path += path[n] ? n + 1 : n;
	}
	return node;
}

/* A text; NULL where there is none. */
static const char *raw_of(struct ks_reading *r, const struct ks_node *node)
{
	if (node && (node->kind != KS_SCALAR || !*node->text)) {
		ks_fhir_wrong(r, node->loc, KS_MSG_fhir_no_text, node->key ? node->key : "");
		return NULL;
	}
	return node ? node->text : NULL;
}

/* The same where a person wrote it: it may not hold a BSN. A hash may look like one. */
const char *ks_fhir_text(struct ks_reading *r, const struct ks_node *node)
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
const char *ks_fhir_made(struct ks_reading *r, const struct ks_node *in, const struct ks_node *node,
			 const char *what)
{
	if (!node)
		ks_fhir_wrong(r, in->loc, KS_MSG_fhir_missing, what);
	return raw_of(r, node);
}

const char *ks_fhir_needed(struct ks_reading *r, const struct ks_node *in,
			   const struct ks_node *node, const char *what)
{
	if (!node)
		ks_fhir_wrong(r, in->loc, KS_MSG_fhir_missing, what);
	return ks_fhir_text(r, node);
}

ks_day ks_fhir_day(struct ks_reading *r, const struct ks_node *node)
{
	ks_day day = KS_NO_DAY;

	if (node && (node->kind != KS_SCALAR || !ks_parse_date(node->text, &day)))
		ks_fhir_wrong(r, node->loc, KS_MSG_fhir_no_date, node->key ? node->key : "");
	return day;
}

/* "2026-11-21T10:11:12Z", as the store keeps it. */
const char *ks_fhir_instant(struct ks_reading *r, const struct ks_node *in, const char *key)
{
	static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
	const struct ks_node *node = ks_fhir_child(in, key);
	bool fits = node && node->kind == KS_SCALAR && strlen(node->text) == strlen(form);

	for (size_t i = 0; fits && form[i]; i++)
		fits = form[i] == 'd' ? ks_is_digit(node->text[i]) : form[i] == node->text[i];
	if (fits)
		return node->text;
	ks_fhir_wrong(r, node ? node->loc : in->loc, KS_MSG_fhir_no_instant, key);
	return "";
}

/* Index in a closed list; -1, reported, when it is in none. */
int ks_fhir_word(struct ks_reading *r, const struct ks_node *in, const struct ks_node *node,
		 const char *const *words, const char *what)
{
	const char *text = ks_fhir_needed(r, in, node, what);
	int index = text ? ks_word_index(words, text) : 0;

	if (index < 0)
		ks_fhir_wrong(r, node ? node->loc : in->loc, KS_MSG_fhir_unknown_word, text);
	return index;
}

/* The same where it may be left out: then NULL. */
const char *ks_fhir_maybe_word(struct ks_reading *r, const struct ks_node *in,
			       const struct ks_node *node, const char *const *words)
{
	int index = node ? ks_fhir_word(r, in, node, words, "") : -1;

	return index < 0 ? NULL : words[index];
}

/* The value of an extension of ours; NULL when it is not there. */
const struct ks_node *ks_fhir_extension(const struct ks_node *in, const char *name)
{
	const struct ks_node *list = ks_fhir_child(in, "extension");

	for (const struct ks_node *x = list && list->kind == KS_LIST ? list->kids : NULL; x;
	     x = x->next) {
		const struct ks_node *url = ks_fhir_child(x, "url"),
				     *value = ks_fhir_child(x, "valueString");

		if (!url || url->kind != KS_SCALAR ||
		    strncmp(url->text, KS_FHIR_X, strlen(KS_FHIR_X)) != 0 ||
		    !ks_streq(url->text + strlen(KS_FHIR_X), name))
			continue;
		return value ? value : ks_fhir_child(x, "valueDate");
	}
	return NULL;
}

/* The code of a concept in one system; NULL when it has none there. */
const struct ks_node *ks_fhir_code(const struct ks_node *concept, const char *system)
{
	const struct ks_node *list = ks_fhir_child(concept, "coding");

	for (const struct ks_node *c = list && list->kind == KS_LIST ? list->kids : NULL; c;
	     c = c->next) {
		const struct ks_node *in = ks_fhir_child(c, "system");

		if (in && in->kind == KS_SCALAR && ks_streq(in->text, system))
			return ks_fhir_child(c, "code");
	}
	return NULL;
}

/* ---- who and which ------------------------------------------------------- */

struct ks_parcel_party ks_fhir_party(struct ks_reading *r, const struct ks_node *in,
				     const char *key)
{
	const struct ks_node *node = ks_fhir_at(in, key);
	const struct ks_node *identifier = ks_fhir_child(node, "identifier");
	struct ks_parcel_party party = { NULL, NULL, NULL };

	party.role = ks_fhir_needed(r, in, ks_fhir_child(identifier, "value"), key);
	party.organisation = ks_fhir_text(r, ks_fhir_child(node, "display"));
	party.user = ks_fhir_text(r, ks_fhir_extension(node, "user"));
	if (party.role && !ks_is_id(party.role))
		ks_fhir_wrong(r, in->loc, KS_MSG_fhir_unknown_word, party.role);
	return party;
}

/* "urn:ks:book:XXXX:handover" gives XXXX; NULL when it is something else. */
static const char *book_of(struct ks_reading *r, const char *system, const char *kind)
{
	size_t before = strlen(KS_FHIR_BOOK), len = system ? strlen(system) : 0;
	size_t after = strlen(kind);

	if (!system || len <= before + after || strncmp(system, KS_FHIR_BOOK, before) != 0 ||
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

struct ks_parcel_id ks_fhir_id(struct ks_reading *r, const struct ks_node *in,
			       const struct ks_node *node, const char *kind)
{
	const char *system =
		ks_fhir_made(r, in, ks_fhir_child(node, "system"), "identifier.system");
	const char *value = ks_fhir_made(r, in, ks_fhir_child(node, "value"), "identifier.value");
	struct ks_parcel_id id = { book_of(r, system, kind), value };

	if (system && !id.book)
		ks_fhir_wrong(r, node->loc, KS_MSG_fhir_not_ours, system);
	if (value && !is_key(value, kind))
		ks_fhir_wrong(r, node->loc, KS_MSG_fhir_not_ours, value);
	return id;
}
