/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_LABEL_H
#define KS_OUTPUT_LABEL_H
/*
 * What the words of closed lists are called on a page. JSON never uses these:
 * there the words themselves stand (cards/model.h, engine/loop.h).
 */
#include "ks/cards/model.h"
#include "ks/engine/loop.h"
#include "ks/output/out.h"

const char *ks_label_phase(struct ks_out *out, enum ks_phase phase);
const char *ks_label_class(struct ks_out *out, enum ks_class class_now);
const char *ks_label_urgency(struct ks_out *out, enum ks_urgency urgency);
const char *ks_label_form(struct ks_out *out, enum ks_form form);
const char *ks_label_source_status(struct ks_out *out, enum ks_source_status status);
const char *ks_label_status(struct ks_out *out, enum ks_handover_status status);

/*
 * Words from the lists of engine/loop.h and of subjects, as text; a word
 * that is in none of them comes back as it is.
 */
const char *ks_label_word(struct ks_out *out, const char *word);

/* What a card says is a sentence; within another one it has no full stop. */
const char *ks_label_within(struct ks_out *out, const char *sentence);

/*
 * A factor as one professional says it to another: "Veel stress (partner)"
 * where it is about somebody else than its first subject; KS_ANY_SUBJECT: as such.
 */
const char *ks_label_factor(struct ks_arena *arena, enum ks_lang lang,
			    const struct ks_factor *factor, int subject);

/* "2 weken", "1 dag", "vandaag nog", "5 werkdagen". */
const char *ks_label_span(struct ks_out *out, struct ks_span span);

/* A card's other way in words: what to say, and who keeps contact; NULL: none given. */
const char *ks_label_fallback(struct ks_out *out, const struct ks_fallback *way);

/* "during, after" as words, with commas. */
const char *ks_label_phases(struct ks_out *out, unsigned phases);

/* "Eigen huisarts" says Huisarts: one name is enough to find somebody. */
bool ks_names_role(const char *organisation, const char *role);

/* The role and its organisation; the organisation alone where that names the role. */
const char *ks_who_words(struct ks_arena *arena, const char *role, const char *organisation);

#endif
