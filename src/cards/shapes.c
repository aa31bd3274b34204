/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The shape of every mapping in a coalition's files (product.md §3), and
 * nothing else. A key's place in its table has no meaning, but for entries
 * the id comes first: it stays required when the entry is withdrawn.
 */
#include "ks/cards/shape.h"

#define COUNT(keys) (sizeof(keys) / sizeof((keys)[0]))
#define AT(field) .at = offsetof(S, field)
#define N(field) .n = offsetof(S, field)
#define FLAG(field) .flag = offsetof(S, field)
#define PLACE(field) .place = offsetof(S, field)
#define UNSTORED .at = KS_UNSTORED
#define REQUIRED .required = true
#define SOME .some = true

/* A shape of its own struct S; one that fills part of the struct around it; one with an id. */
#define SHAPE(text, table)                                                                       \
	{ .name = text, .keys = table, .n = COUNT(table), .size = sizeof(S),                     \
	  .place = offsetof(S, loc) }
#define PART(text, table) { .name = text, .keys = table, .n = COUNT(table) }
#define ENTRY(text, table)                                                                       \
	{ .name = text, .keys = table, .n = COUNT(table), .size = sizeof(S),                     \
	  .place = offsetof(S, loc), .entry = true }

/* ---- withdrawn ------------------------------------------------------------- */

static const struct ks_key withdrawn_keys[] = {
	{ "why", KS_T_TEXT, REQUIRED, UNSTORED },
};
static const struct ks_shape withdrawn_shape = PART("withdrawn", withdrawn_keys);
#define WITHDRAWN { "withdrawn", KS_T_MAP, UNSTORED, .shape = &withdrawn_shape }

/* ---- accepted findings ----------------------------------------------------- */

#define S struct ks_accepted
static const struct ks_key accepted_keys[] = {
	{ "finding", KS_T_ID, REQUIRED, AT(finding) },
	{ "why", KS_T_TEXT, REQUIRED, AT(why) },
};
static const struct ks_shape accepted_shape = SHAPE("accepted", accepted_keys);
#undef S

#define ACCEPTED                                                                                 \
	{ "accepted", KS_T_MAPS, AT(accepted.items), N(accepted.n), .shape = &accepted_shape }

/* ---- limits and conditions ------------------------------------------------- */

#define S struct ks_cond
#define TIME_LIMITS(type)                                                                        \
	{ "from", type, AT(range), .value = KS_GE }, { "after", type, AT(range), .value = KS_GT },\
	{ "until", type, AT(range), .value = KS_LE }, { "before", type, AT(range), .value = KS_LT }
#define NUMBER_LIMITS(type)                                                                      \
	{ "at_least", type, AT(range), .value = KS_GE },                                         \
	{ "above", type, AT(range), .value = KS_GT },                                            \
	{ "at_most", type, AT(range), .value = KS_LE },                                          \
	{ "below", type, AT(range), .value = KS_LT }

static const struct ks_key week_keys[] = { TIME_LIMITS(KS_T_LIMIT_WEEK) };
static const struct ks_shape week_shape = PART("week", week_keys);

static const struct ks_key birth_keys[] = { TIME_LIMITS(KS_T_LIMIT_AGE) };
static const struct ks_shape birth_shape = PART("since_birth", birth_keys);

static const struct ks_key number_keys[] = { NUMBER_LIMITS(KS_T_LIMIT_INT) };
static const struct ks_shape number_shape = PART("number", number_keys);

static const struct ks_key class_keys[] = { NUMBER_LIMITS(KS_T_LIMIT_CLASS) };
static const struct ks_shape class_shape = PART("class", class_keys);

static const struct ks_key score_keys[] = {
	{ "instrument", KS_T_INSTRUMENT, REQUIRED, AT(instrument) },
	{ "item", KS_T_ID, AT(item) },
	{ "outcome", KS_T_ID, AT(outcome) },
	NUMBER_LIMITS(KS_T_LIMIT_INT),
};
static const struct ks_shape score_shape = PART("score", score_keys);

static const struct ks_key at_least_keys[] = {
	{ "count", KS_T_INT, REQUIRED, AT(count), .value = 1 },
	{ "of", KS_T_CONDS, REQUIRED, AT(kids), N(n_kids) },
};
static const struct ks_shape at_least_shape = PART("at_least", at_least_keys);

static const struct ks_key cond_keys[] = {
	{ "signal", KS_T_SIGNAL, AT(factor), .value = KS_COND_SIGNAL },
	{ "protective", KS_T_PROTECTIVE, AT(factor), .value = KS_COND_SIGNAL },
	{ "score", KS_T_MAP, .shape = &score_shape, .value = KS_COND_SCORE },
	{ "week", KS_T_MAP, .shape = &week_shape, .value = KS_COND_WEEK },
	{ "since_birth", KS_T_MAP, .shape = &birth_shape, .value = KS_COND_SINCE_BIRTH },
	{ "age", KS_T_MAP, .shape = &number_shape, .value = KS_COND_AGE },
	{ "first_child", KS_T_BOOL, AT(yes), .value = KS_COND_FIRST_CHILD },
	{ "phase", KS_T_PHASES, SOME, AT(phases), .value = KS_COND_PHASE },
	{ "municipality", KS_T_IDS, SOME, AT(words), N(n_words), .value = KS_COND_MUNICIPALITY },
	{ "class", KS_T_MAP, .shape = &class_shape, .value = KS_COND_CLASS },
	{ "domains", KS_T_MAP, .shape = &number_shape, .value = KS_COND_DOMAINS },
	{ "all", KS_T_CONDS, AT(kids), N(n_kids), .value = KS_COND_ALL },
	{ "any", KS_T_CONDS, AT(kids), N(n_kids), .value = KS_COND_ANY },
	{ "not", KS_T_CONDS, AT(kids), N(n_kids), .value = KS_COND_NOT },
	{ "at_least", KS_T_MAP, .shape = &at_least_shape, .value = KS_COND_AT_LEAST },
	{ "always", KS_T_BOOL, AT(yes), .value = KS_COND_ALWAYS },
};
const struct ks_shape ks_shape_cond = {
	.name = "condition", .keys = cond_keys, .n = COUNT(cond_keys), .size = sizeof(S), .one = true
};
#undef S

/* ---- coalition.yaml -------------------------------------------------------- */

#define S struct ks_policy
static const struct ks_key number_policy_keys[] = {
	{ "value", KS_T_INT, REQUIRED, AT(number), .value = 1 },
	{ "source", KS_T_SOURCE, REQUIRED, AT(source) },
};
static const struct ks_shape number_policy_shape = SHAPE("number", number_policy_keys);
static const struct ks_key span_policy_keys[] = {
	{ "value", KS_T_SPAN, REQUIRED, AT(span) },
	{ "source", KS_T_SOURCE, REQUIRED, AT(source) },
};
static const struct ks_shape span_policy_shape = SHAPE("span", span_policy_keys);
#undef S

#define S struct ks_coalition
#define POLICY(name, key, kind) { name, KS_T_MAP, AT(policy[key]), .shape = &kind##_policy_shape }
static const struct ks_key policy_keys[] = {
	POLICY("urgent_at", KS_URGENT_AT, number),
	POLICY("stacking_at", KS_STACKING_AT, number),
	POLICY("domains_flag_at", KS_DOMAINS_FLAG_AT, number),
	POLICY("small_cell", KS_SMALL_CELL, number),
	POLICY("rescreen_after", KS_RESCREEN_AFTER, span),
	POLICY("respond_within", KS_RESPOND_WITHIN, span),
	POLICY("contact_within", KS_CONTACT_WITHIN, span),
	POLICY("feedback_within", KS_FEEDBACK_WITHIN, span),
	POLICY("keep_case", KS_KEEP_CASE, span),
	POLICY("keep_audit", KS_KEEP_AUDIT, span),
};
_Static_assert(COUNT(policy_keys) == KS_POLICY_KEYS, "every policy can be set");
static const struct ks_shape policy_shape = PART("policy", policy_keys);

static const struct ks_key coalition_keys[] = {
	{ "coalition", KS_T_ID, REQUIRED, AT(id) },
	{ "title", KS_T_TEXT, REQUIRED, AT(title) },
	{ "version", KS_T_STRING, REQUIRED, AT(version) },
	{ "extends", KS_T_ID, UNSTORED },
	{ "municipalities", KS_T_IDS, SOME, AT(municipalities), N(n_municipalities) },
	{ "policy", KS_T_MAP, .shape = &policy_shape },
};
const struct ks_shape ks_shape_coalition = {
	.name = "coalition", .keys = coalition_keys, .n = COUNT(coalition_keys), .size = sizeof(S)
};
#undef S

/* ---- sources.yaml ---------------------------------------------------------- */

#define S struct ks_source
static const struct ks_key source_keys[] = {
	{ "id", KS_T_ID, REQUIRED, AT(id) },
	{ "organisation", KS_T_STRING, REQUIRED, AT(organisation) },
	{ "year", KS_T_INT, AT(year) },
	{ "title", KS_T_TEXT, REQUIRED, AT(titles) },
	{ "doi", KS_T_STRING, AT(doi) },
	{ "url", KS_T_STRING, AT(url) },
	{ "status", KS_T_WORD, REQUIRED, AT(status), .words = ks_source_status_words },
	ACCEPTED,
	WITHDRAWN,
};
const struct ks_shape ks_shape_source = ENTRY("source", source_keys);
#undef S

/* ---- factors.yaml ---------------------------------------------------------- */

#define S struct ks_text
static const struct ks_key no_route_keys[] = {
	{ .name = "why", .type = KS_T_TEXT, REQUIRED, .at = 0 },
};
static const struct ks_shape no_route_shape = PART("no_route", no_route_keys);
#undef S

static const char *const kind_words[] = { "signal", "protective", NULL };

#define S struct ks_factor
static const struct ks_key factor_keys[] = {
	{ "id", KS_T_ID, REQUIRED, AT(id) },
	{ "kind", KS_T_SECOND, REQUIRED, AT(protective), .words = kind_words },
	{ "class", KS_T_WORD, AT(signal_class), .words = ks_signal_class_words },
	{ "domain", KS_T_ID, REQUIRED, AT(domain) },
	{ "level", KS_T_WORD, AT(level), .words = ks_level_words },
	{ "subject", KS_T_SUBJECTS, SOME, AT(subjects), N(n_subjects) },
	{ "label", KS_T_TEXT, REQUIRED, AT(label) },
	{ "ask", KS_T_TEXT, AT(ask) },
	{ "explain", KS_T_TEXT, AT(explain) },
	{ "derive", KS_T_COND, AT(derive) },
	{ "core", KS_T_BOOL, AT(core) },
	{ "shielded", KS_T_BOOL, AT(shielded) },
	{ "consult_first", KS_T_BOOL, AT(consult_first) },
	{ "medical", KS_T_BOOL, AT(medical) },
	{ "no_route", KS_T_MAP, AT(no_route), FLAG(has_no_route), .shape = &no_route_shape },
	{ "source", KS_T_SOURCES, REQUIRED, SOME, AT(sources) },
	ACCEPTED,
	WITHDRAWN,
};
const struct ks_shape ks_shape_factor = ENTRY("factor", factor_keys);
#undef S

/* ---- instruments.yaml ------------------------------------------------------ */

#define S struct ks_raise
static const struct ks_key raise_keys[] = {
	{ "signal", KS_T_RAISED, REQUIRED, AT(signal) },
	{ "item", KS_T_ID, AT(item) },
	{ "outcome", KS_T_ID, AT(outcome) },
	NUMBER_LIMITS(KS_T_LIMIT_INT),
	{ "when", KS_T_COND, AT(when) },
	{ "source", KS_T_SOURCES, REQUIRED, SOME, AT(sources) },
};
static const struct ks_shape raise_shape = SHAPE("raise", raise_keys);
#undef S

#define S struct ks_instrument
static const struct ks_key instrument_keys[] = {
	{ "id", KS_T_ID, REQUIRED, AT(id) },
	{ "title", KS_T_TEXT, REQUIRED, AT(title) },
	{ "range", KS_T_MINMAX, AT(min), FLAG(has_range) },
	{ "outcomes", KS_T_IDS, SOME, AT(outcomes), N(n_outcomes) },
	{ "items", KS_T_ITEMS, AT(items), N(n_items) },
	{ "raises", KS_T_MAPS, AT(raises), N(n_raises), .shape = &raise_shape },
	{ "licence", KS_T_TEXT, AT(licence) },
	{ "source", KS_T_SOURCES, SOME, AT(sources) },
	ACCEPTED,
	WITHDRAWN,
};
const struct ks_shape ks_shape_instrument = ENTRY("instrument", instrument_keys);
_Static_assert(offsetof(S, max) == offsetof(S, min) + sizeof(int), "range is read as a pair");
#undef S

/* ---- roles.yaml ------------------------------------------------------------ */

#define S struct ks_filler
static const struct ks_key filler_keys[] = {
	{ "organisation", KS_T_TEXT, REQUIRED, AT(organisation) },
	{ "municipality", KS_T_IDS, SOME, AT(municipalities), N(n_municipalities) },
	{ "contact", KS_T_TEXT, AT(contact) },
	{ "phone", KS_T_STRING, AT(phone) },
	{ "responds_within", KS_T_TERM, AT(responds_within), FLAG(has_responds_within) },
	{ "source", KS_T_SOURCES, REQUIRED, SOME, AT(sources) },
};
static const struct ks_shape filler_shape = SHAPE("filled_by", filler_keys);
#undef S

#define S struct ks_role
static const struct ks_key role_keys[] = {
	{ "id", KS_T_ID, REQUIRED, AT(id) },
	{ "label", KS_T_TEXT, REQUIRED, AT(label) },
	{ "filled_by", KS_T_MAPS, AT(filled_by), N(n_filled_by), .shape = &filler_shape },
	ACCEPTED,
	WITHDRAWN,
};
const struct ks_shape ks_shape_role = ENTRY("role", role_keys);
#undef S

/* ---- interventions.yaml ---------------------------------------------------- */

static const char *const consent_words[] = { "required", "explicit", NULL };
static const char *const for_words[] = { "families", "professionals", NULL };

#define S struct ks_intervention
static const struct ks_key evidence_keys[] = {
	{ "level", KS_T_TEXT, REQUIRED, AT(evidence_level) },
	{ "date", KS_T_DATE, AT(evidence_date) },
};
static const struct ks_shape evidence_shape = PART("evidence", evidence_keys);

static const struct ks_key intervention_keys[] = {
	{ "id", KS_T_ID, REQUIRED, AT(id) },
	{ "title", KS_T_TEXT, REQUIRED, AT(title) },
	{ "phase", KS_T_PHASES, REQUIRED, SOME, AT(phases), PLACE(phase_loc) },
	{ "role", KS_T_ROLE, REQUIRED, AT(role) },
	{ "criteria", KS_T_COND, AT(criteria) },
	{ "window", KS_T_WINDOW, AT(window) },
	{ "coverage", KS_T_IDS, SOME, AT(coverage), N(n_coverage), PLACE(coverage_loc) },
	{ "consent", KS_T_SECOND, AT(consent_explicit), .words = consent_words },
	{ "evidence", KS_T_MAP, .shape = &evidence_shape },
	{ "alternative", KS_T_INTERVENTION, AT(alternative) },
	{ "for", KS_T_SECOND, AT(for_professionals), .words = for_words },
	{ "parents", KS_T_TEXT, AT(parents) },
	{ "description", KS_T_TEXT, AT(description) },
	{ "tags", KS_T_IDS, AT(tags), N(n_tags) },
	{ "codes", KS_T_CODES, AT(codes), N(n_codes) },
	{ "source", KS_T_SOURCES, REQUIRED, SOME, AT(sources) },
	ACCEPTED,
	WITHDRAWN,
};
const struct ks_shape ks_shape_intervention = ENTRY("intervention", intervention_keys);
#undef S

/* ---- cards ----------------------------------------------------------------- */

#define S struct ks_safety_note
static const struct ks_key safety_keys[] = {
	{ "text", KS_T_TEXT, REQUIRED, .at = offsetof(S, text) },
	{ "phone", KS_T_STRING, AT(phone) },
};
static const struct ks_shape safety_shape = SHAPE("safety", safety_keys);
#undef S

#define S struct ks_fallback
static const struct ks_key fallback_keys[] = {
	{ "say", KS_T_TEXT, AT(say) },
	{ "refer_to", KS_T_ROLE, AT(refer_to) },
	{ "intervention", KS_T_INTERVENTION, AT(intervention) },
	{ "every", KS_T_TERM, AT(every), FLAG(has_every) },
};
static const struct ks_shape fallback_shape = SHAPE("fallback", fallback_keys);
#undef S

#define S struct ks_step
static const struct ks_key step_keys[] = {
	{ "step", KS_T_ID, REQUIRED, AT(name) },
	{ "refer_to", KS_T_ROLE, REQUIRED, AT(refer_to) },
	{ "intervention", KS_T_INTERVENTION, AT(intervention) },
	{ "do", KS_T_TEXT, AT(do_what) },
	{ "urgency", KS_T_WORD, REQUIRED, AT(urgency), .words = ks_urgency_words },
	{ "within", KS_T_TERM, REQUIRED, AT(within) },
	{ "handover", KS_T_WORD, REQUIRED, AT(handover), .words = ks_form_words },
	{ "source", KS_T_SOURCES, REQUIRED, SOME, AT(sources) },
	{ "why", KS_T_TEXT, AT(why) },
	{ "when", KS_T_COND, AT(when) },
	{ "window", KS_T_WINDOW, AT(window) },
	{ "after", KS_T_AFTER, AT(after), N(n_after) },
	{ "if_refused", KS_T_MAP, AT(if_refused), FLAG(if_refused.given), .shape = &fallback_shape },
	{ "if_waiting", KS_T_MAP, AT(if_waiting), FLAG(if_waiting.given), .shape = &fallback_shape },
};
static const struct ks_shape step_shape = SHAPE("step", step_keys);
#undef S

#define S struct ks_card
static const struct ks_key card_keys[] = {
	{ "card", KS_T_ID, REQUIRED, AT(id) },
	{ "title", KS_T_TEXT, REQUIRED, AT(title) },
	{ "version", KS_T_STRING, REQUIRED, AT(version) },
	{ "phase", KS_T_PHASES, REQUIRED, SOME, AT(phases) },
	{ "owner", KS_T_STRING, REQUIRED, AT(owner) },
	{ "review_by", KS_T_DATE, REQUIRED, AT(review_by) },
	{ "agreed", KS_T_TEXT, REQUIRED, AT(agreed) },
	{ "sources", KS_T_SOURCES, REQUIRED, SOME, AT(sources) },
	{ "when", KS_T_COND, REQUIRED, AT(when) },
	{ "safety", KS_T_MAP, AT(safety), FLAG(has_safety), .shape = &safety_shape },
	{ "say", KS_T_TEXT, AT(say) },
	{ "steps", KS_T_MAPS, REQUIRED, SOME, AT(steps), N(n_steps), .shape = &step_shape },
	ACCEPTED,
	WITHDRAWN,
};
const struct ks_shape ks_shape_card = ENTRY("card", card_keys);
#undef S

/* ---- examples: checked only, they stay text -------------------------------- */

static const char *const joint_words[] = { "in-balance", "out-of-balance", NULL };

static const struct ks_key case_keys[] = {
	{ "due", KS_T_DATE, UNSTORED },
	{ "born", KS_T_DATE, UNSTORED },
	{ "phase", KS_T_WORD, UNSTORED, .words = ks_phase_words },
	{ "municipality", KS_T_ID, UNSTORED },
	{ "age", KS_T_INT, UNSTORED },
	{ "first_child", KS_T_BOOL, UNSTORED },
	{ "already", KS_T_HELP, UNSTORED },
};
static const struct ks_shape case_shape = PART("case", case_keys);

static const struct ks_key expect_keys[] = {
	{ "class", KS_T_WORD, UNSTORED, .words = ks_class_words },
	{ "steps", KS_T_STEPS, UNSTORED },
	{ "dropped", KS_T_OPTIONS, UNSTORED },
	{ "gaps", KS_T_SIGNALS, UNSTORED },
	{ "terms", KS_T_TERMS, UNSTORED },
};
static const struct ks_shape expect_shape = PART("expect", expect_keys);

#define S struct ks_example
static const struct ks_key example_keys[] = {
	{ "example", KS_T_ID, REQUIRED, AT(id) },
	{ "story", KS_T_TEXT, AT(story) },
	{ "today", KS_T_DATE, REQUIRED, UNSTORED },
	{ "case", KS_T_MAP, REQUIRED, UNSTORED, .shape = &case_shape },
	{ "present", KS_T_FACTORS, UNSTORED },
	{ "absent", KS_T_FACTORS, UNSTORED },
	{ "declined", KS_T_FACTORS, UNSTORED },
	{ "judgement", KS_T_WORD, UNSTORED, .words = joint_words },
	{ "scores", KS_T_SCORES, UNSTORED },
	{ "already", KS_T_HELP, UNSTORED },
	{ "expect", KS_T_MAP, REQUIRED, UNSTORED, .shape = &expect_shape },
	WITHDRAWN,
};
const struct ks_shape ks_shape_example = ENTRY("example", example_keys);
#undef S
