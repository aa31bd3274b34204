/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/texts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ks/base/str.h"

static const struct {
	const char *name, *text;
} base[] = {
	{ "landelijk/cards/geldzorgen.yaml",
	  "card: geldzorgen\n"
	  "title: Geldzorgen\n"
	  "version: 2026.1\n"
	  "phase: [during, after]\n"
	  "owner: werkgroep\n"
	  "review_by: 2027-01-01\n"
	  "agreed: >\n"
	  "  Bij schulden bellen we samen.\n"
	  "sources: [daemers]\n"
	  "when:\n"
	  "  any:\n"
	  "    - signal: schulden\n"
	  "    - all: [{signal: roken@mother}, {not: {protective: netwerk}}]\n"
	  "say: Zullen we samen bellen?\n"
	  "steps:\n"
	  "  - step: bellen\n"
	  "    refer_to: team\n"
	  "    intervention: schuldhulp\n"
	  "    urgency: routine\n"
	  "    within: 14d\n"
	  "    handover: call-together\n"
	  "    source: proposal\n"
	  "    why: Vier weken.\n"
	  "    if_refused: {say: Later, refer_to: verloskundige}\n"
	  "    if_waiting: {refer_to: verloskundige, every: 2w}\n"
	  "  - step: terugkomen\n"
	  "    refer_to: verloskundige\n"
	  "    do: Vraag hoe het ging.\n"
	  "    urgency: soon\n"
	  "    within: same-day\n"
	  "    handover: together\n"
	  "    source: [proposal]\n"
	  "    after: [bellen]\n" },
	{ "landelijk/cards/geweld.yaml",
	  "card: geweld\n"
	  "title: Geweld\n"
	  "version: 2026.1\n"
	  "phase: during\n"
	  "owner: werkgroep\n"
	  "review_by: 2027-01-01\n"
	  "agreed: Eerst veilig.\n"
	  "sources: [proposal]\n"
	  "when: {signal: geweld}\n"
	  "safety: {text: Bel 112., phone: '112'}\n"
	  "steps:\n"
	  "  - step: advies\n"
	  "    refer_to: veilig\n"
	  "    do: Vraag advies.\n"
	  "    urgency: now\n"
	  "    within: same-day\n"
	  "    handover: phone\n"
	  "    source: proposal\n"
	  "  - step: hulp\n"
	  "    refer_to: verloskundige\n"
	  "    intervention: voorzorg\n"
	  "    urgency: urgent\n"
	  "    within: 5wd\n"
	  "    handover: three-way\n"
	  "    source: proposal\n"
	  "    after: [advies, schuldhulp@team]\n" },
	{ "landelijk/coalition.yaml",
	  "coalition: landelijk\n"
	  "title: Basis\n"
	  "version: 2026.1\n"
	  "policy:\n"
	  "  stacking_at: {value: 4, source: daemers}\n"
	  "  keep_case: {value: 3y, source: proposal}\n" },
	{ "landelijk/factors.yaml",
	  "factors:\n"
	  "  - id: schulden\n"
	  "    kind: signal\n"
	  "    class: attention\n"
	  "    domain: geld\n"
	  "    level: macro\n"
	  "    subject: [family]\n"
	  "    label: {nl: Schulden, en: Debts}\n"
	  "    ask: Lukt het?\n"
	  "    explain: Achterstand\n"
	  "    core: ja\n"
	  "    source: [daemers, praktijk]\n"
	  "  - id: roken\n"
	  "    kind: signal\n"
	  "    class: attention\n"
	  "    domain: leefstijl\n"
	  "    subject: [mother, partner]\n"
	  "    label: Roken\n"
	  "    source: proposal\n"
	  "  - id: geweld\n"
	  "    kind: signal\n"
	  "    class: safety\n"
	  "    domain: veiligheid\n"
	  "    label: Geweld\n"
	  "    shielded: true\n"
	  "    consult_first: yes\n"
	  "    source: [proposal]\n"
	  "  - id: tienerouder\n"
	  "    kind: signal\n"
	  "    class: urgent\n"
	  "    domain: gezin\n"
	  "    label: Jonge ouder\n"
	  "    derive: {age: {below: 20}}\n"
	  "    no_route: {why: Loopt via andere kaarten.}\n"
	  "    source: [proposal]\n"
	  "  - id: netwerk\n"
	  "    kind: protective\n"
	  "    domain: gezin\n"
	  "    subject: network\n"
	  "    label: Netwerk\n"
	  "    source: [proposal]\n" },
	{ "landelijk/instruments.yaml",
	  "instruments:\n"
	  "  - id: epds\n"
	  "    title: EPDS\n"
	  "    range: [0, 30]\n"
	  "    items: {item10: [0, 3], item1: [0, 3]}\n"
	  "    raises:\n"
	  "      - {signal: geweld, item: item10, at_least: 1, source: proposal}\n"
	  "      - {signal: roken@partner, at_least: 11, when: {week: {before: 14+0}}, "
	  "source: proposal}\n"
	  "    licence: Eigendom\n"
	  "  - id: hark\n"
	  "    title: HARK\n"
	  "    outcomes: [laag, hoog]\n"
	  "    raises:\n"
	  "      - {signal: geweld, outcome: hoog, source: [proposal]}\n" },
	{ "landelijk/interventions.yaml",
	  "interventions:\n"
	  "  - id: schuldhulp\n"
	  "    title: Schuldhulp\n"
	  "    phase: [during, after]\n"
	  "    role: team\n"
	  "    parents: Iemand kijkt mee.\n"
	  "    tags: [geld]\n"
	  "    codes: {snomed: '123', bds: x}\n"
	  "    source: [daemers]\n"
	  "  - id: voorzorg\n"
	  "    title: VoorZorg\n"
	  "    phase: during\n"
	  "    role: verloskundige\n"
	  "    criteria: {all: [{week: {before: 28}}, {first_child: true}]}\n"
	  "    window: {week: {from: 12+0, until: 16+0}}\n"
	  "    coverage: [noord, zuid]\n"
	  "    consent: explicit\n"
	  "    evidence: {level: goede aanwijzingen, date: 2021-09-30}\n"
	  "    alternative: schuldhulp\n"
	  "    for: families\n"
	  "    source: [proposal]\n" },
	{ "landelijk/roles.yaml",
	  "roles:\n"
	  "  - id: verloskundige\n"
	  "    label: Verloskundige\n"
	  "    filled_by:\n"
	  "      - {organisation: Eigen praktijk, source: proposal}\n"
	  "  - id: team\n"
	  "    label: {nl: Sociaal team, en: Social team}\n"
	  "    filled_by:\n"
	  "      - {organisation: Team Noord, municipality: [noord], phone: '0123', "
	  "responds_within: 5wd, source: proposal}\n"
	  "      - {organisation: Team overal, contact: bel, source: proposal}\n"
	  "  - id: veilig\n"
	  "    label: Veilig Thuis\n"
	  "    filled_by: [{organisation: Veilig Thuis, source: proposal}]\n" },
	{ "landelijk/sources.yaml",
	  "sources:\n"
	  "  - {id: daemers, organisation: J Psychosom, year: 2024, title: Telregel, "
	  "doi: 10/x, status: verified}\n"
	  "  - {id: praktijk, organisation: Veld, title: Ervaring, url: example.org, "
	  "status: general-knowledge}\n" },
	{ "toets/coalition.yaml",
	  "coalition: toets\n"
	  "title: Toetscoalitie\n"
	  "version: 2026.2\n"
	  "extends: landelijk\n"
	  "municipalities: [noord, zuid]\n"
	  "policy:\n"
	  "  keep_case: {value: 1y, source: proposal}\n" },
	{ "toets/roles.yaml",
	  "roles:\n"
	  "  - id: team\n"
	  "    label: Team van hier\n"
	  "    filled_by: [{organisation: Ons team, municipality: noord, source: "
	  "proposal},\n"
	  "                {organisation: Buurteam, municipality: [zuid], source: "
	  "praktijk}]\n" },
};

static size_t find_text(const struct texts *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->files[i]->name, name) == 0)
			return i;
	return t->n;
}

static struct ks_source_text *make_text(struct texts *t, const char *name, const char *text)
{
	struct ks_source_text *made = KS_NEW(&t->arena, struct ks_source_text);

	made->name = name;
	made->text = text;
	made->len = strlen(text);
	return made;
}

static const char *replaced(struct texts *t, const char *text, const struct edit *edit)
{
	const char *at = strstr(text, edit->from);

	assert_non_null(at);
	return ks_fmt(&t->arena, "%.*s%s%s", (int)(at - text), text, edit->to,
		      at + strlen(edit->from));
}

static void apply(struct texts *t, const struct edit *edit)
{
	size_t i = find_text(t, edit->file);

	if (!edit->to) {
		assert_true(i < t->n);
		t->files[i] = t->files[--t->n];
	} else if (!edit->from) {
		assert_true(i < MAX_TEXTS);
		t->files[i] = make_text(t, edit->file, edit->to);
		t->n += i == t->n;
	} else {
		assert_true(i < t->n);
		t->files[i] = make_text(t, edit->file, replaced(t, t->files[i]->text, edit));
	}
}

void texts_start(struct texts *t, const struct edit *edits)
{
	memset(t, 0, sizeof(*t));
	ks_arena_init(&t->arena);
	ks_diag_init(&t->diag, &t->arena);
	for (size_t i = 0; i < sizeof(base) / sizeof(base[0]); i++)
		t->files[t->n++] = make_text(t, base[i].name, base[i].text);
	for (; edits && edits->file; edits++)
		apply(t, edits);
}

void texts_load(struct texts *t)
{
	t->status = ks_load_texts(&t->arena, t->files, t->n, "toets", &t->diag, &t->c);
}

const char *texts_said(struct texts *t)
{
	struct ks_buf buf;

	ks_buf_init(&buf, &t->arena);
	for (const struct ks_diag_item *item = t->diag.first; item; item = item->next)
		ks_diag_format(&buf, KS_EN, item);
	return buf.text;
}

void texts_end(struct texts *t)
{
	ks_arena_release(&t->arena);
}
