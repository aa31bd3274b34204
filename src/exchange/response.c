/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers from a QuestionnaireResponse: see exchange/reported.h and docs/answers.md. */
#include <string.h>

#include "fhir_read.h"
#include "json_text.h"
#include "ks/base/arena.h"
#include "ks/base/bsn.h"
#include "ks/base/str.h"
#include "ks/engine/fhir.h"
#include "reporting.h"

#define KIND "QuestionnaireResponse"

struct response {
	struct ks_reporting r;
	struct ks_reading fhir;
	struct ks_told day;
};

/* ---- what may not be in it ----------------------------------------------- */

static void check_text(struct response *s, const struct ks_node *node)
{
	if (!ks_has_bsn(node->text))
		return;
	ks_error(s->r.with->diag, node->loc, KS_MSG_has_bsn,
		 KS_ARGS({ "where", node->key ? node->key : KIND }), NULL);
	s->r.errors++;
}

/* Anywhere: what could be a BSN, and what changes the meaning of the rest. */
static void check(struct response *s, const struct ks_node *node)
{
	if (node->key && ks_fhir_changes_meaning(node->key))
		ks_reporting_wrong(&s->r, ks_key_loc(node), KS_MSG_fhir_modifier, node->key);
	if (node->kind == KS_SCALAR)
		check_text(s, node);
	for (const struct ks_node *kid = node->kids; kid; kid = kid->next)
		if (s->r.errors < KS_REPORTING_MOST_ERRORS)
			check(s, kid);
}

static void name_the_rest(struct response *s, const struct ks_node *root)
{
	static const char *const known[] = { "resourceType",  "id",	"meta",	   "language",
					     "identifier",    "status", "subject", "authored",
					     "questionnaire", "item",	NULL };

	for (const struct ks_node *kid = root->kids; kid; kid = kid->next)
		if (kid->key && ks_word_index(known, kid->key) < 0)
			ks_reporting_not_taken(&s->r,
					       ks_fmt(s->r.with->arena, KIND ".%s", kid->key));
}

/* ---- about what, and when ------------------------------------------------ */

static void take_status(struct response *s, const struct ks_node *root)
{
	static const char *const whole[] = { "completed", "amended", NULL };

	const struct ks_node *status = ks_fhir_child(root, "status");
	const char *text = ks_fhir_needed(&s->fhir, root, status, KIND ".status");

	if (text && ks_word_index(whole, text) < 0)
		ks_reporting_wrong(&s->r, status->loc, KS_MSG_response_status, text);
}

/* "2026-11-21T10:11:12+01:00" is that day where it was written. */
static void take_day(struct response *s, const struct ks_node *root)
{
	const char *text = ks_fhir_text(&s->fhir, ks_fhir_child(root, "authored"));
	const struct ks_node *node = ks_fhir_child(root, "authored");
	size_t n = text ? strcspn(text, "T") : 0;

	s->day = (struct ks_told){ text ? ks_strndup(s->r.with->arena, text, n) : "",
				   node ? node->loc : root->loc };
}

/* A case of a book of ours; of whom another system says it is, is not our business. */
static void take_subject(struct response *s, const struct ks_node *root)
{
	const struct ks_node *subject = ks_fhir_at(root, "subject.identifier");
	const struct ks_node *system = ks_fhir_child(subject, "system");

	if (!system || system->kind != KS_SCALAR ||
	    strncmp(system->text, KS_FHIR_BOOK, strlen(KS_FHIR_BOOK)) != 0) {
		if (ks_fhir_child(root, "subject"))
			ks_reporting_not_taken(&s->r, KIND ".subject");
		return;
	}
	s->r.out->about = ks_fhir_id(&s->fhir, root, subject, KS_FHIR_CASE);
}

/* ---- items --------------------------------------------------------------- */

static const struct ks_node *value_of(const struct ks_node *answer)
{
	static const char *const keys[] = { "valueBoolean", "valueInteger", "valueString",
					    "valueCoding", NULL };
	const struct ks_node *value = NULL;

	for (size_t i = 0; keys[i] && !value; i++)
		value = ks_fhir_child(answer, keys[i]);
	return value && value->kind == KS_MAP ? ks_fhir_child(value, "code") : value;
}

static void take_answer(struct response *s, const struct ks_node *item,
			const struct ks_node *answer)
{
	const struct ks_node *id = ks_fhir_child(item, "linkId"), *value = value_of(answer);

	if (!id || id->kind != KS_SCALAR)
		ks_reporting_wrong(&s->r, item->loc, KS_MSG_fhir_missing, "linkId");
	else if (!value || value->kind != KS_SCALAR)
		ks_reporting_wrong(&s->r, answer->loc, KS_MSG_response_value, id->text);
	else if (answer->next)
		ks_reporting_wrong(&s->r, answer->next->loc, KS_MSG_fhir_twice, id->text);
	else
		ks_reporting_add(&s->r, (struct ks_told){ id->text, id->loc },
				 (struct ks_told){ value->text, value->loc }, s->day);
}

/* Items stand in groups, and below an answer. */
static void take_items(struct response *s, const struct ks_node *in)
{
	const struct ks_node *list = ks_fhir_child(in, "item");

	if (list && list->kind != KS_LIST)
		ks_reporting_wrong(&s->r, list->loc, KS_MSG_fhir_missing, "item");
	for (const struct ks_node *item = list ? list->kids : NULL; item; item = item->next) {
		const struct ks_node *answer = ks_fhir_at(item, "answer");

		if (s->r.errors >= KS_REPORTING_MOST_ERRORS)
			return;
		if (answer)
			take_answer(s, item, answer);
		take_items(s, item);
		take_items(s, answer);
	}
}

/* ---- the whole ----------------------------------------------------------- */

static const char *type_of(const struct ks_node *root)
{
	const struct ks_node *type = ks_fhir_child(root, "resourceType");

	return type && type->kind == KS_SCALAR ? type->text : NULL;
}

const char *ks_fhir_type(struct ks_arena *arena, const struct ks_source_text *in)
{
	struct ks_diag unheard;

	ks_diag_init(&unheard, arena);
	return type_of(ks_yaml_read(arena, ks_json_joined(arena, in), &unheard));
}

enum ks_status ks_response_read(const struct ks_reported_with *with,
				const struct ks_source_text *in, struct ks_reported *out)
{
	struct response s = { .r = { .with = with, .out = out },
			      .fhir = { .arena = with->arena, .diag = with->diag } };
	const struct ks_node *root =
		ks_yaml_read(with->arena, ks_json_joined(with->arena, in), with->diag);

	*out = (struct ks_reported){ .n = 0 };
	if (!root)
		return KS_INPUT;
	if (!ks_streq(type_of(root), KIND))
		ks_reporting_wrong(&s.r, root->loc, KS_MSG_fhir_missing, KIND);
	check(&s, root);
	name_the_rest(&s, root);
	take_status(&s, root);
	take_day(&s, root);
	take_subject(&s, root);
	take_items(&s, root);
	s.r.errors += s.fhir.errors;
	return ks_reporting_end(&s.r);
}
