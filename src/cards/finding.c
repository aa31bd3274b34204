/* SPDX-License-Identifier: EUPL-1.2 */
/* Findings, and which of them a working group knows of and accepts. */
#include "ks/cards/finding.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"

struct ks_about ks_about_card(const struct ks_card *card)
{
	return (struct ks_about){ card, card ? &card->accepted : NULL };
}

struct ks_about ks_about_entry(const struct ks_acceptances *accepted)
{
	return (struct ks_about){ NULL, accepted };
}

void ks_findings_start(struct ks_findings *findings, struct ks_arena *arena,
		       const struct ks_coalition *c, struct ks_diag *diag)
{
	*findings = (struct ks_findings){ .arena = arena, .c = c, .diag = diag };
}

/* ---- while looking --------------------------------------------------------- */

bool ks_is_accepted(struct ks_findings *findings, struct ks_about about, enum ks_msg msg)
{
	size_t n = about.accepted ? about.accepted->n : 0;
	const char *code = n ? ks_msg_code(findings->arena, msg) : NULL;
	bool accepted = false;

	for (size_t i = 0; i < n; i++) {
		const struct ks_accepted *item = &about.accepted->items[i];

		if (!item->finding || strcmp(item->finding, code) != 0)
			continue;
		*(const struct ks_accepted **)ks_grow(findings->arena, &findings->met,
						      &findings->n_met, sizeof(item)) = item;
		accepted = true;
	}
	return accepted;
}

struct ks_diag_item *ks_find(struct ks_findings *findings, struct ks_about about,
			     struct ks_loc loc, enum ks_msg msg, const struct ks_arg *args)
{
	struct ks_diag_item *item;

	if (ks_is_accepted(findings, about, msg))
		return NULL;
	item = ks_diag_add(findings->diag, KS_FINDING, loc, msg, args, NULL);
	item->card = about.card ? about.card->id : NULL;
	return item;
}

/* ---- when all have looked -------------------------------------------------- */

/* By place in memory: only whether they are the same one matters. */
static int compare_places(const void *left, const void *right)
{
	const struct ks_accepted *const *a = left, *const *b = right;
	uintptr_t x = (uintptr_t)*a, y = (uintptr_t)*b;

	return (x > y) - (x < y);
}

/* Names of files begin with their folder. */
static bool is_inherited(const struct ks_coalition *c, struct ks_loc loc)
{
	const char *slash = loc.in ? strchr(loc.in->name, '/') : NULL;

	for (size_t i = 1; slash && i < c->n_folders; i++) {
		size_t n = strlen(c->folders[i]);

		if (n == (size_t)(slash - loc.in->name) &&
		    strncmp(loc.in->name, c->folders[i], n) == 0)
			return true;
	}
	return false;
}

static void report_unmet(struct ks_findings *f, struct ks_about about)
{
	size_t n = about.accepted ? about.accepted->n : 0;

	for (size_t i = 0; i < n; i++) {
		const struct ks_accepted *item = &about.accepted->items[i];

		if (is_inherited(f->c, item->loc) ||
		    (f->n_met &&
		     bsearch(&item, f->met, f->n_met, sizeof(item), compare_places)))
			continue;
		ks_diag_add(f->diag, KS_FINDING, item->loc, KS_MSG_accepted_nothing,
			    KS_ARGS({ "id", item->finding }), NULL)
			->card = about.card ? about.card->id : NULL;
	}
}

void ks_findings_end(struct ks_findings *f)
{
	const struct ks_coalition *c = f->c;

	if (f->n_met)
		qsort(f->met, f->n_met, sizeof(*f->met), compare_places);
	for (size_t i = 0; i < c->n_cards; i++)
		report_unmet(f, ks_about_card(c->cards[i]));
	for (size_t i = 0; i < c->n_sources; i++)
		report_unmet(f, ks_about_entry(&c->sources[i]->accepted));
	for (size_t i = 0; i < c->n_factors; i++)
		report_unmet(f, ks_about_entry(&c->factors[i]->accepted));
	for (size_t i = 0; i < c->n_instruments; i++)
		report_unmet(f, ks_about_entry(&c->instruments[i]->accepted));
	for (size_t i = 0; i < c->n_roles; i++)
		report_unmet(f, ks_about_entry(&c->roles[i]->accepted));
	for (size_t i = 0; i < c->n_interventions; i++)
		report_unmet(f, ks_about_entry(&c->interventions[i]->accepted));
	ks_diag_sort(f->diag);
}
