/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/coalition.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "ks/base/str.h"

static const char coalition_yaml[] = "coalition: toets\n"
				     "title: Toetscoalitie\n"
				     "version: 2026.1\n"
				     "municipalities: [deventer, zwolle]\n";

static const char factors_yaml[] =
	"factors:\n"
	"  - {id: geweld, kind: signal, class: safety, domain: veiligheid, subject: [mother],\n"
	"     label: Geweld, ask: Is het thuis veilig?, shielded: true, source: [proposal]}\n"
	"  - {id: partnergeweld, kind: signal, class: urgent, domain: veiligheid,\n"
	"     subject: [mother, partner], label: Partnergeweld, ask: Hoe gaat het samen?,\n"
	"     consult_first: true, source: [proposal]}\n"
	"  - {id: schulden, kind: signal, class: attention, domain: werk-inkomen,\n"
	"     subject: [family], label: Schulden, ask: Lukt het?, source: [proposal]}\n"
	"  - {id: roken, kind: signal, class: attention, domain: leefstijl,\n"
	"     subject: [mother, partner], label: Roken, ask: Rookt u?, source: [proposal]}\n"
	"  - {id: somber, kind: signal, class: attention, domain: mentaal,\n"
	"     subject: [mother], label: Somber, ask: Hoe gaat het?, source: [proposal]}\n"
	"  - {id: stress, kind: signal, class: attention, domain: mentaal,\n"
	"     subject: [mother], label: Stress, ask: Is er veel stress?, source: [proposal]}\n"
	"  - {id: jong, kind: signal, class: attention, domain: gezin, subject: [mother],\n"
	"     label: Jong, ask: Hoe oud bent u?, derive: {age: {below: 20}}, source: [proposal]}\n"
	"  - {id: netwerk, kind: protective, domain: netwerk, subject: [network],\n"
	"     label: Netwerk, ask: Wie helpt u?, source: [proposal]}\n";

static const char instruments_yaml[] =
	"instruments:\n"
	"  - id: epds\n"
	"    title: EPDS\n"
	"    range: [0, 30]\n"
	"    items: {item10: [0, 3]}\n"
	"    raises:\n"
	"      - {signal: somber, at_least: 11, when: {week: {before: 14+0}}, source: proposal}\n"
	"      - {signal: somber, at_least: 10, when: {week: {from: 14+0}}, source: proposal}\n"
	"  - id: druk\n"
	"    title: Druk\n"
	"    range: [0, 10]\n"
	"    raises:\n"
	"      - {signal: stress, at_least: 3, when: {signal: roken}, source: proposal}\n"
	"  - id: hark\n"
	"    title: HARK\n"
	"    outcomes: [laag, hoog]\n"
	"    raises:\n"
	"      - {signal: stress, outcome: hoog, source: proposal}\n"
	"  - id: veilig\n"
	"    title: Veilig\n"
	"    range: [0, 9]\n"
	"    items: {vraag1: [0, 3]}\n"
	"    raises:\n"
	"      - {signal: geweld, item: vraag1, at_least: 1, source: proposal}\n"
	"      - {signal: partnergeweld, at_least: 3, source: proposal}\n";

static const char roles_yaml[] =
	"roles:\n"
	"  - {id: jgz, label: JGZ, filled_by: [{organisation: JGZ Noord, source: proposal}]}\n"
	"  - id: team\n"
	"    label: Team\n"
	"    filled_by: [{organisation: Team Deventer, municipality: [deventer], source: proposal}]\n"
	"  - {id: niemand, label: Niemand}\n";

static void write_text(const char *dir, const char *name, const char *text)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void write_cards(const char *dir, const char *const *cards)
{
	char name[64];

	snprintf(name, sizeof name, "%s/cards", dir);
	assert_int_equal(mkdir(name, 0700), 0);
	for (int i = 0; cards[i]; i++) {
		snprintf(name, sizeof name, "cards/kaart-%d.yaml", i);
		write_text(dir, name, cards[i]);
	}
}

static void remove_folder(const char *dir, const char *const *cards)
{
	static const char *const names[] = { "coalition.yaml", "factors.yaml", "instruments.yaml",
					     "roles.yaml", "interventions.yaml" };
	char path[256];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/%s", dir, names[i]);
		unlink(path);
	}
	for (int i = 0; cards[i]; i++) {
		snprintf(path, sizeof path, "%s/cards/kaart-%d.yaml", dir, i);
		unlink(path);
	}
	snprintf(path, sizeof path, "%s/cards", dir);
	rmdir(path);
	rmdir(dir);
}

static void report(struct made *m)
{
	struct ks_buf text;

	ks_buf_init(&text, &m->arena);
	for (const struct ks_diag_item *item = m->diag.first; item; item = item->next)
		ks_diag_format(&text, KS_EN, item);
	print_error("%s", text.text);
}

void made_start(struct made *m, const char *interventions, const char *const *cards)
{
	struct ks_load_options options = { .examples = false };
	char dir[] = "/tmp/ks-test-XXXXXX", text[8192];

	memset(m, 0, sizeof *m);
	ks_arena_init(&m->arena);
	ks_diag_init(&m->diag, &m->arena);
	assert_non_null(mkdtemp(dir));
	write_text(dir, "coalition.yaml", coalition_yaml);
	write_text(dir, "factors.yaml", factors_yaml);
	write_text(dir, "instruments.yaml", instruments_yaml);
	write_text(dir, "roles.yaml", roles_yaml);
	snprintf(text, sizeof text, "interventions:\n%s", interventions);
	write_text(dir, "interventions.yaml", text);
	write_cards(dir, cards);
	if (ks_load(&m->arena, dir, &options, &m->diag, &m->c) != KS_OK)
		report(m);
	remove_folder(dir, cards);
	assert_int_equal(m->diag.errors, 0);
	ks_family_init(&m->family, KS_DURING);
	m->family.due = TODAY + KS_TERM_OF_PREGNANCY - (14 * 7 + 3);
	m->family.municipality = "deventer";
	m->family.answers = m->answers;
	m->family.scores = m->scores;
}

void made_end(struct made *m)
{
	ks_arena_release(&m->arena);
}

void made_answer_full(struct made *m, const char *id, enum ks_subject subject,
		      enum ks_reply reply, enum ks_by by, ks_day date)
{
	const struct ks_factor *factor = ks_find_factor(m->c, id);

	assert_non_null(factor);
	m->answers[m->family.n_answers++] =
		(struct ks_answer){ factor, subject, reply, by, date, 1 };
}

void made_answer(struct made *m, const char *id, enum ks_reply reply)
{
	const struct ks_factor *factor = ks_find_factor(m->c, id);

	assert_non_null(factor);
	made_answer_full(m, id, factor->subjects[0], reply, KS_BY_PROFESSIONAL, TODAY);
}

void made_score(struct made *m, const char *instrument, const char *item, int value, ks_day date)
{
	m->scores[m->family.n_scores++] = (struct ks_score){
		ks_find_instrument(m->c, instrument), item, value, NULL, date
	};
}

const struct ks_route *made_route(struct made *m)
{
	return ks_route_make(&m->arena, m->c, &m->family, TODAY);
}

static void add_word(struct ks_buf *text, const char *word)
{
	if (text->len)
		ks_buf_addc(text, ' ');
	ks_buf_add(text, word);
}

const char *made_steps(struct made *m, const struct ks_route *route)
{
	struct ks_buf text;

	ks_buf_init(&text, &m->arena);
	for (size_t i = 0; i < route->n_steps; i++)
		add_word(&text, route->steps[i].id);
	return text.text;
}

const char *made_dropped(struct made *m, const struct ks_route *route)
{
	struct ks_buf text;

	ks_buf_init(&text, &m->arena);
	for (size_t i = 0; i < route->n_dropped; i++) {
		const struct ks_dropped *dropped = &route->dropped[i];

		add_word(&text, dropped->intervention ? dropped->intervention->id : dropped->step->id);
		ks_buf_addf(&text, ":%s", ks_drop_words[dropped->kind]);
	}
	return text.text;
}

const char *made_gaps(struct made *m, const struct ks_route *route)
{
	struct ks_buf text;

	ks_buf_init(&text, &m->arena);
	for (size_t i = 0; i < route->n_gaps; i++) {
		add_word(&text, route->gaps[i].signal->id);
		ks_buf_addf(&text, ":%s", ks_gap_words[route->gaps[i].kind]);
	}
	return text.text;
}

const char *made_questions(struct made *m, const struct ks_route *route)
{
	struct ks_buf text;

	ks_buf_init(&text, &m->arena);
	for (size_t i = 0; i < route->n_questions; i++) {
		const struct ks_question *question = &route->questions[i];

		add_word(&text, question->id);
		ks_buf_addf(&text, ":%s%s", question->class_could_change ? "c" : "",
			    question->route_could_change ? "r" : "");
	}
	return text.text;
}
