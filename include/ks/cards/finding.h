/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CARDS_FINDING_H
#define KS_CARDS_FINDING_H
/*
 * Where findings come together. Whoever looks for something doubtful reports
 * it here with the entry it is about; what the working group accepted on that
 * entry (`accepted: [{finding, why}]`) is left out. An acceptance that nothing
 * met is a finding itself, so this ends only after everybody has looked:
 *
 *   ks_findings_start(&findings, arena, c, diag);
 *   ks_check(&findings, today);
 *   ... others who look ...
 *   ks_findings_end(&findings);
 */
#include "ks/base/diag.h"
#include "ks/cards/model.h"

struct ks_arena;

struct ks_findings {
	struct ks_arena *arena;
	const struct ks_coalition *c;
	struct ks_diag *diag;
	const struct ks_accepted **met;	/* acceptances that a finding met */
	size_t n_met;
};

/* What a finding is about. Nothing at all is allowed: then nobody can accept it. */
struct ks_about {
	const struct ks_card *card;		/* NULL for entries of a list file */
	const struct ks_acceptances *accepted;	/* NULL: none */
};

struct ks_about ks_about_card(const struct ks_card *card);
struct ks_about ks_about_entry(const struct ks_acceptances *accepted);

void ks_findings_start(struct ks_findings *findings, struct ks_arena *arena,
		       const struct ks_coalition *c, struct ks_diag *diag);

/* Has the group accepted this finding? Then it counts as met. */
bool ks_is_accepted(struct ks_findings *findings, struct ks_about about, enum ks_msg msg);

/*
 * Records a finding, unless it was accepted: then NULL. args may be NULL. The
 * item can be given what only its finder knows.
 */
struct ks_diag_item *ks_find(struct ks_findings *findings, struct ks_about about,
			     struct ks_loc loc, enum ks_msg msg, const struct ks_arg *args);

/*
 * Reports acceptances that nothing met, and sorts. Those of a folder that the
 * coalition builds on are left alone: what is doubtful in the base need not be
 * so here.
 */
void ks_findings_end(struct ks_findings *findings);

#endif
