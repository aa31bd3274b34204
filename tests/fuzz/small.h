/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef FUZZ_SMALL_H
#define FUZZ_SMALL_H
/*
 * A small coalition in memory, two folders of it, for the targets that read
 * cards or answers; and what holds of everything that was said about an input.
 * What an input does not change is made once: a target is as good as it is quick.
 * A header and not a file of its own: a fuzz target is one file and the library.
 */
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/base/utf8.h"
#include "ks/cards/load.h"

/* Saturday; the family of these targets is due in May. */
#define SMALL_TODAY (ks_day_of(2026, 11, 21))
#define SMALL_DUE (ks_day_of(2027, 5, 19))
#define SMALL_FILES 8
#define SMALL_PRINTED 4

static const char *const small_files[SMALL_FILES][2] = {
	{ "basis/coalition.yaml", "coalition: basis\n"
				  "title: Basis\n"
				  "version: 2026.1\n"
				  "policy:\n"
				  "  stacking_at: {value: 3, source: bron}\n" },
	{ "basis/sources.yaml", "sources:\n"
				"  - {id: bron, organisation: Toets, title: Bron, year: 2024,\n"
				"     status: verified}\n" },
	{ "basis/factors.yaml",
	  "factors:\n"
	  "  - {id: geweld, kind: signal, class: safety, domain: veiligheid, subject: [mother],\n"
	  "     label: Geweld, shielded: true, source: [proposal]}\n"
	  "  - {id: gedachten, kind: signal, class: urgent, domain: mentaal, label: Gedachten,\n"
	  "     consult_first: true, source: [proposal]}\n"
	  "  - {id: schulden, kind: signal, class: attention, domain: werk-inkomen,\n"
	  "     subject: [family], label: {nl: Schulden, en: Debts}, core: true, source: [bron]}\n"
	  "  - {id: roken, kind: signal, class: attention, domain: leefstijl,\n"
	  "     subject: [mother, partner], label: Roken, source: [proposal]}\n"
	  "  - {id: somber, kind: signal, class: attention, domain: mentaal, label: Somber,\n"
	  "     source: [proposal]}\n"
	  "  - {id: jong, kind: signal, class: attention, domain: gezin, label: Jong,\n"
	  "     derive: {age: {below: 20}}, source: [proposal]}\n"
	  "  - {id: netwerk, kind: protective, domain: netwerk, subject: [network],\n"
	  "     label: Netwerk, source: [proposal]}\n" },
	{ "basis/instruments.yaml",
	  "instruments:\n"
	  "  - id: epds\n"
	  "    title: EPDS\n"
	  "    range: [0, 30]\n"
	  "    items: {item10: [0, 3]}\n"
	  "    raises:\n"
	  "      - {signal: somber, at_least: 11, when: {week: {before: 14+0}}, source: bron}\n"
	  "      - {signal: gedachten, item: item10, at_least: 1, source: proposal}\n"
	  "  - id: klaver\n"
	  "    title: Klaver\n"
	  "    outcomes: [laag, hoog]\n"
	  "    raises: [{signal: somber, outcome: hoog, source: proposal}]\n" },
	{ "basis/roles.yaml",
	  "roles:\n"
	  "  - {id: jgz, label: JGZ, filled_by: [{organisation: JGZ Noord, source: proposal}]}\n"
	  "  - {id: team, label: Team,\n"
	  "     filled_by: [{organisation: Team, municipality: [deventer], source: proposal}]}\n"
	  "  - {id: niemand, label: Niemand}\n" },
	{ "basis/interventions.yaml",
	  "interventions:\n"
	  "  - {id: huisbezoek, title: Huisbezoek, phase: [during], role: jgz, consent: explicit,\n"
	  "     source: [bron]}\n"
	  "  - {id: hulp, title: Hulp, phase: [during, after], role: team, source: [proposal]}\n"
	  "  - {id: groep, title: Groep, phase: [during, after], role: jgz,\n"
	  "     criteria: {all: [{week: {before: 28+0}}, {first_child: true}]},\n"
	  "     window: {week: {from: 12+0, until: 16+0}}, coverage: [deventer],\n"
	  "     alternative: hulp, source: [proposal]}\n" },
	{ "basis/cards/geld.yaml",
	  "card: geld\n"
	  "title: Geld\n"
	  "version: 2026.1\n"
	  "phase: [during, after]\n"
	  "owner: werkgroep\n"
	  "review_by: 2027-01-01\n"
	  "agreed: Samen bellen.\n"
	  "sources: [bron]\n"
	  "when: {any: [{signal: schulden}, {signal: roken@partner}]}\n"
	  "steps:\n"
	  "  - {step: bellen, refer_to: team, intervention: hulp, urgency: routine, within: 14d,\n"
	  "     handover: call-together, source: proposal}\n" },
	{ "wijk/coalition.yaml", "coalition: wijk\n"
				 "title: Wijk\n"
				 "version: 2026.1\n"
				 "extends: basis\n"
				 "municipalities: [deventer]\n" },
};

/* Loads folder "wijk" with one file more, or with one of its files replaced. */
static inline enum ks_status small_load(struct ks_arena *arena, const struct ks_source_text *extra,
					struct ks_diag *diag, const struct ks_coalition **c)
{
	struct ks_source_text *texts[SMALL_FILES + 1];
	size_t n = 0;

	for (size_t i = 0; i < SMALL_FILES; i++) {
		if (extra && strcmp(small_files[i][0], extra->name) == 0)
			continue;
		texts[n] = KS_NEW(arena, struct ks_source_text);
		texts[n]->name = small_files[i][0];
		texts[n]->text = small_files[i][1];
		texts[n]->len = strlen(small_files[i][1]);
		n++;
	}
	if (extra) {
		texts[n] = KS_NEW(arena, struct ks_source_text);
		*texts[n++] = *extra;
	}
	return ks_load_texts(arena, texts, n, "wijk", diag, c);
}

/* Loaded once, and kept as long as the fuzzer runs. */
static inline const struct ks_coalition *small_coalition(void)
{
	static struct ks_arena arena;
	static struct ks_diag diag;
	static const struct ks_coalition *c;

	if (c)
		return c;
	ks_arena_init(&arena);
	ks_diag_init(&diag, &arena);
	if (small_load(&arena, NULL, &diag, &c) != KS_OK)
		abort();
	return c;
}

/* A copy that ends in a NUL, whatever it holds (ks_strndup() would stop at the first NUL). */
static inline char *small_copy(struct ks_arena *arena, const void *data, size_t size)
{
	char *text = ks_alloc(arena, size + 1);

	if (size)
		memcpy(text, data, size);
	return text;
}

/* What a check in a target calls when it does not hold. */
static inline void must(bool holds)
{
	if (!holds)
		abort();
}

/* Printed text has nothing in it that could move a cursor or hide a word. */
static inline void must_be_safe(const struct ks_buf *text)
{
	must(ks_utf8_find_bad(text->text, text->len, true) == text->len);
}

/*
 * What was said can be printed, and the counts are right. Printing costs more
 * than reading, and every mutation asks again: the first few are, in Dutch or
 * in English, when the length says so.
 */
static inline void must_be_sayable(const struct ks_diag *diag, size_t size)
{
	enum ks_lang lang = size % 8 ? KS_EN : KS_NL;
	int errors = 0, findings = 0, left = size % 4 ? 0 : SMALL_PRINTED;
	struct ks_buf text;

	ks_buf_init(&text, diag->arena);
	for (const struct ks_diag_item *item = diag->first; item; item = item->next) {
		errors += item->severity == KS_ERROR;
		findings += item->severity == KS_FINDING;
		if (left-- > 0)
			ks_diag_format(&text, lang, item);
	}
	must(errors == diag->errors && findings == diag->findings);
	must_be_safe(&text);
}

#endif
