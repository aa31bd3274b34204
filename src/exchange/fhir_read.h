/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_EXCHANGE_FHIR_READ_H
#define KS_EXCHANGE_FHIR_READ_H
/*
 * What readers of FHIR share: a value out of a resource, and the report of
 * what is wrong with it at its place. Private to exchange.
 *
 * Nothing here stops at the first thing that is wrong: what cannot be read is
 * NULL, -1 or KS_NO_DAY, and counted in `errors`.
 */
#include "ks/cards/yaml.h"
#include "ks/exchange/fhir.h"

struct ks_reading {
	struct ks_arena *arena;
	struct ks_diag *diag;
	struct ks_parcel *p;
	struct ks_fhir_read *out;
	const struct ks_node *task;
	int errors;
};

void ks_fhir_wrong(struct ks_reading *r, struct ks_loc loc, enum ks_msg msg,
		   const char *what);

/* ---- fields -------------------------------------------------------------- */

extern const char *const ks_fhir_kinds[];	/* of resources in a bundle; NULL-ended */

/*
 * Holds every field below a node against the list of what we write; `at` is
 * the path of the node. What is not in it is named as not taken.
 */
void ks_fhir_check(struct ks_reading *r, const struct ks_node *node, const char *at);

/* Fields that a reader who does not know them may not pass by (FHIR R4, Extensibility). */
bool ks_fhir_changes_meaning(const char *key);

/* ---- values -------------------------------------------------------------- */

/* NULL when the node is no map, or has none of that name. */
const struct ks_node *ks_fhir_child(const struct ks_node *node, const char *key);

/* "restriction.period.end" below a node; of a list the first. NULL when it is not there. */
const struct ks_node *ks_fhir_at(const struct ks_node *node, const char *path);

/* A text that a person wrote: it may not hold a BSN. NULL where there is none. */
const char *ks_fhir_text(struct ks_reading *r, const struct ks_node *node);

/* The same of what cannot be left out; `in` is where it should be. */
const char *ks_fhir_needed(struct ks_reading *r, const struct ks_node *in,
			   const struct ks_node *node, const char *what);

/* What ks made itself and what cannot be left out: an id, a hash, which may look like a BSN. */
const char *ks_fhir_made(struct ks_reading *r, const struct ks_node *in,
			 const struct ks_node *node, const char *what);

ks_day ks_fhir_day(struct ks_reading *r, const struct ks_node *node);

/* "2026-11-21T10:11:12Z", as the store keeps it; "" when it is none. */
const char *ks_fhir_instant(struct ks_reading *r, const struct ks_node *in, const char *key);

/* Index in a closed list; -1, reported, when it is in none. */
int ks_fhir_word(struct ks_reading *r, const struct ks_node *in, const struct ks_node *node,
		 const char *const *words, const char *what);

/* The same where it may be left out: then NULL. */
const char *ks_fhir_maybe_word(struct ks_reading *r, const struct ks_node *in,
			       const struct ks_node *node, const char *const *words);

/* The value of an extension of ours; NULL when it is not there. */
const struct ks_node *ks_fhir_extension(const struct ks_node *in, const char *name);

/* The code of a concept in one system; NULL when it has none there. */
const struct ks_node *ks_fhir_code(const struct ks_node *concept, const char *system);

struct ks_parcel_party ks_fhir_party(struct ks_reading *r, const struct ks_node *in,
				     const char *key);

/* An identifier of ours (engine/fhir.h); kind is ":handover" or ":case". */
struct ks_parcel_id ks_fhir_id(struct ks_reading *r, const struct ks_node *in,
			       const struct ks_node *node, const char *kind);

#endif
