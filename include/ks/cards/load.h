/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CARDS_LOAD_H
#define KS_CARDS_LOAD_H
/*
 * From a folder of YAML files (and the folders it `extends`) to a coalition.
 *
 * Everything that is wrong is reported at its file, line and column with the
 * nearest known name, all in one go; only then is the coalition refused
 * (status KS_INPUT). What is understood but doubtful is a finding: see
 * cards/check.h.
 */
#include "ks/base/diag.h"
#include "ks/base/status.h"
#include "ks/cards/model.h"

struct ks_arena;
struct ks_node;

struct ks_load_options {
	bool examples;		/* also read examples/ (only `ks cards` needs them) */
	bool written;		/* keep the nodes of entries, for ks_says_same(); examples keep theirs */
	/*
	 * A card given on the command line takes the place of the card with
	 * its id (NULL: none).
	 */
	const char *const *card_files;
	size_t n_card_files;
	/* Files that are not read, by their names in diagnostics: "zwolle/cards/wonen.yaml". */
	const char *const *left_out;
	size_t n_left_out;
};

/*
 * Loads the coalition in folder dir. The folder named by `extends` is a
 * sibling of dir. Local entries and cards replace inherited ones with the
 * same id as a whole; `withdrawn: {why}` takes one out.
 *
 * KS_INPUT when there was any error, KS_STORE when the folder (or a card of
 * the command line) cannot be read at all; *out is set with KS_OK only. Files
 * that look as if they should be read but are not become findings.
 */
enum ks_status ks_load(struct ks_arena *arena, const char *dir,
		       const struct ks_load_options *options, struct ks_diag *diag,
		       const struct ks_coalition **out);

/*
 * The same from texts that were kept: each is named as in ks_coalition.files
 * ("deventer/coalition.yaml", "landelijk/cards/wonen.yaml"), and folder is the
 * name of the coalition's own folder. Files of examples are not looked at.
 */
enum ks_status ks_load_texts(struct ks_arena *arena, struct ks_source_text *const *texts, size_t n,
			     const char *folder, struct ks_diag *diag,
			     const struct ks_coalition **out);

/*
 * Reads a whole regular file of at most KS_YAML_MAX_FILE bytes into the
 * arena; refuses anything else with a diagnostic at `name`.
 */
enum ks_status ks_read_file(struct ks_arena *arena, const char *path, const char *name,
			    struct ks_diag *diag, struct ks_source_text **out);

/*
 * Reads "ID" or "ID@subject" as a factor and a subject (the factor's default
 * when not said). Reports an unknown id, an unknown subject, or a subject the
 * factor cannot have, with the nearest known name; returns NULL then.
 */
const struct ks_factor *ks_parse_factor(const struct ks_coalition *c, const char *text,
					struct ks_loc loc, struct ks_diag *diag,
					enum ks_subject *subject);

#endif
