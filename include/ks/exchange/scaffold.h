/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_EXCHANGE_SCAFFOLD_H
#define KS_EXCHANGE_SCAFFOLD_H
/*
 * Files to begin with: a card whose blanks are to be filled in, and a
 * coalition that says nothing yet but stands. The notes are in the language
 * of the person who asks for them.
 */
#include "ks/cards/model.h"
#include "ks/exchange/files.h"

struct ks_scaffold {
	struct ks_arena *arena;
	enum ks_lang lang;
	ks_day today;
	const struct ks_coalition *base;	/* whose words can be used; NULL: not known */
	const char *schema;		/* where an editor finds it, seen from a card; NULL: nowhere */
};

/* A card of that name. Each blank is an error with its place until it is filled. */
const char *ks_scaffold_card(const struct ks_scaffold *with, const char *id);

/*
 * The files of a coalition that extends the base, which has to be known. They
 * load without errors; `folder` is the name of the base's own folder.
 */
size_t ks_scaffold_coalition(const struct ks_scaffold *with, const char *id, const char *folder,
			     struct ks_new_file **out);

/*
 * Copies the coalition's folder, and those it builds on, from one folder that
 * holds coalitions to another, which is made when it is not there. A folder
 * that is there already is left alone.
 */
enum ks_status ks_copy_coalition(struct ks_arena *arena, const struct ks_coalition *c,
				 const char *from, const char *to, struct ks_diag *diag);

#endif
