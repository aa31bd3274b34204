/* SPDX-License-Identifier: EUPL-1.2 */
/* Look-ups in a loaded coalition, and the words of its closed lists. */
#include "ks/cards/model.h"

#include <stdlib.h>
#include <string.h>

#include "ks/base/hash.h"
#include "ks/base/str.h"
#include "ks/cards/yaml.h"

const char *const ks_phase_words[] = { "before", "during", "after", "ended", NULL };
const char *const ks_subject_words[] = { "mother", "partner", "child", "family", "network", NULL };
const char *const ks_signal_class_words[] = { "attention", "urgent", "safety", NULL };
const char *const ks_class_words[] = { "geen-signalen", "potentieel-kwetsbaar",
				       "kwetsbaar",	"zeer-kwetsbaar",
				       "spoed",		NULL };
const char *const ks_level_words[] = { "", "micro", "meso", "macro", NULL };
const char *const ks_urgency_words[] = { "now", "urgent", "soon", "routine", NULL };
const char *const ks_form_words[] = { "together", "three-way", "call-together",
				      "phone",	  "written",   NULL };
const char *const ks_source_status_words[] = { "verified", "general-knowledge", "proposal", NULL };
const char *const ks_policy_words[] = {
	[KS_URGENT_AT] = "urgent_at",
	[KS_STACKING_AT] = "stacking_at",
	[KS_DOMAINS_FLAG_AT] = "domains_flag_at",
	[KS_SMALL_CELL] = "small_cell",
	[KS_RESCREEN_AFTER] = "rescreen_after",
	[KS_RESPOND_WITHIN] = "respond_within",
	[KS_CONTACT_WITHIN] = "contact_within",
	[KS_FEEDBACK_WITHIN] = "feedback_within",
	[KS_KEEP_CASE] = "keep_case",
	[KS_KEEP_AUDIT] = "keep_audit",
	[KS_POLICY_KEYS] = NULL,
};

int ks_word_index(const char *const *words, const char *word)
{
	/* The first letter tells most words apart: this is done for every row of a book. */
	for (int i = 0; words[i]; i++)
		if (words[i][0] == word[0] && strcmp(words[i], word) == 0)
			return i;
	return -1;
}

enum ks_source_status ks_sources_status(struct ks_sources sources)
{
	enum ks_source_status weakest = KS_VERIFIED;

	if (!sources.n)
		return KS_PROPOSAL;
	for (size_t i = 0; i < sources.n; i++)
		if (sources.items[i]->status > weakest)
			weakest = sources.items[i]->status;
	return weakest;
}

bool ks_factor_has_subject(const struct ks_factor *factor, enum ks_subject subject)
{
	for (size_t i = 0; i < factor->n_subjects; i++)
		if (factor->subjects[i] == subject)
			return true;
	return false;
}

bool ks_factor_no_route(const struct ks_factor *factor, unsigned phases)
{
	unsigned said = factor->no_route_phases, with_cards = (1U << KS_ENDED) - 1U;

	return factor->has_no_route && (!said || !(phases & with_cards & ~said));
}

/* Look-up by id in a sorted list of pointers. */
#define FIND(type, list)                                                                     \
	static int compare_##type(const void *id, const void *element)                       \
	{                                                                                    \
		const struct ks_##type *const *item = element;                               \
                                                                                             \
		return strcmp(id, (*item)->id);                                              \
	}                                                                                    \
                                                                                             \
	const struct ks_##type *ks_find_##type(const struct ks_coalition *c, const char *id) \
	{                                                                                    \
		const struct ks_##type *const *found =                                       \
			c->n_##list ? bsearch(id, c->list, c->n_##list, sizeof(*c->list),    \
					      compare_##type)                                \
				    : NULL;                                                  \
                                                                                             \
		return found ? *found : NULL;                                                \
	}

FIND(source, sources)
FIND(factor, factors)
FIND(instrument, instruments)
FIND(role, roles)
FIND(intervention, interventions)
FIND(card, cards)

/* Items of a list in their order, keys of a mapping in any. */
static bool says_same_kids(const struct ks_node *a, const struct ks_node *b)
{
	const struct ks_node *kid = a->kids, *other = b->kids;

	if (a->n != b->n)
		return false;
	for (; kid; kid = kid->next) {
		if (a->kind == KS_MAP)
			other = ks_node_get(b, kid->key);
		if (!ks_says_same(kid, other))
			return false;
		other = other->next;
	}
	return true;
}

bool ks_says_same(const struct ks_node *a, const struct ks_node *b)
{
	if (!a || !b || a->kind != b->kind)
		return false;
	if (a->kind == KS_SCALAR)
		return a->plain == b->plain && ks_streq(a->text, b->text);
	return says_same_kids(a, b);
}

/* Each file once; the whole is a chain over names and digests. */
void ks_coalition_sha256(const struct ks_coalition *c, char out[65])
{
	ks_sha256("", 0, out);
	for (size_t i = 0; i < c->n_files; i++) {
		struct ks_source_text *file = c->files[i];
		struct ks_bytes parts[] = { { out, KS_SHA256_HEX - 1 },
					   { file->name, strlen(file->name) },
					   { file->sha256, KS_SHA256_HEX - 1 } };

		ks_sha256(file->text, file->len, file->sha256);
		ks_sha256_parts(parts, sizeof(parts) / sizeof(parts[0]), out);
	}
}

static bool covers(const struct ks_filler *filler, const char *municipality)
{
	if (!filler->n_municipalities)
		return true;
	for (size_t i = 0; municipality && i < filler->n_municipalities; i++)
		if (strcmp(filler->municipalities[i], municipality) == 0)
			return true;
	return false;
}

const struct ks_filler *ks_role_filler(const struct ks_role *role, const char *municipality)
{
	for (size_t i = 0; i < role->n_filled_by; i++)
		if (covers(&role->filled_by[i], municipality))
			return &role->filled_by[i];
	return NULL;
}
