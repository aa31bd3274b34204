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
#define CHOICE .choice = true
#define SAYS(id) .help = KS_MSG_key_##id

/* A shape of its own struct S; one that fills part of the struct around it; one with an id. */
#define SHAPE(text, table)                                                                       \
	{ .name = text, .keys = table, .n = COUNT(table), .size = sizeof(S),                     \
	  .place = offsetof(S, loc) }
#define PART(text, table) { .name = text, .keys = table, .n = COUNT(table) }
#define LIMITS(text, table)                                                                      \
	{ .name = text, .keys = table, .n = COUNT(table), .choice = KS_CHOICE_SOME,              \
	  .choice_msg = KS_MSG_no_limit }
#define ENTRY(text, table, ...)                                                                  \
	{ .name = text, .keys = table, .n = COUNT(table), .size = sizeof(S),                     \
	  .place = offsetof(S, loc), .entry = true, .help = KS_MSG_shape_##__VA_ARGS__ }

/* ---- texts ----------------------------------------------------------------- */

#define S struct ks_text
static const struct ks_key text_keys[] = {
	{ .name = "nl", .type = KS_T_STRING, REQUIRED, .at = offsetof(S, nl), SAYS(text_nl) },
	{ "en", KS_T_STRING, AT(en), SAYS(text_en) },
};
const struct ks_shape ks_shape_text = {
	.name = "text", .keys = text_keys, .n = COUNT(text_keys), .help = KS_MSG_shape_text
};
#undef S

/* ---- withdrawn ------------------------------------------------------------- */

static const struct ks_key withdrawn_keys[] = {
	{ "why", KS_T_TEXT, REQUIRED, UNSTORED, SAYS(withdrawn_why) },
};
static const struct ks_shape withdrawn_shape = PART("withdrawn", withdrawn_keys);
#define WITHDRAWN                                                                                \
	{ "withdrawn", KS_T_MAP, UNSTORED, .shape = &withdrawn_shape, SAYS(withdrawn) }

/* ---- accepted findings ----------------------------------------------------- */

#define S struct ks_accepted
static const struct ks_key accepted_keys[] = {
	{ "finding", KS_T_ID, REQUIRED, AT(finding), SAYS(accepted_finding) },
	{ "why", KS_T_TEXT, REQUIRED, AT(why), SAYS(accepted_why) },
};
static const struct ks_shape accepted_shape = SHAPE("accepted", accepted_keys);
#undef S

#define ACCEPTED                                                                                 \
	{ "accepted", KS_T_MAPS, AT(accepted.items), N(accepted.n), .shape = &accepted_shape,    \
	  SAYS(card_accepted) }

/* ---- limits and conditions ------------------------------------------------- */

#define S struct ks_cond
#define LIMIT(name, type, op, says)                                                              \
	{ name, type, AT(range), .value = op, .choice = true, SAYS(says) }
#define TIME_LIMITS(type)                                                                        \
	LIMIT("from", type, KS_GE, from), LIMIT("until", type, KS_LE, until),                    \
	LIMIT("before", type, KS_LT, before), LIMIT("after", type, KS_GT, after)
#define NUMBER_LIMITS(type)                                                                      \
	LIMIT("at_least", type, KS_GE, at_least), LIMIT("at_most", type, KS_LE, at_most),        \
	LIMIT("below", type, KS_LT, below), LIMIT("above", type, KS_GT, above)

static const struct ks_key week_keys[] = { TIME_LIMITS(KS_T_LIMIT_WEEK) };
static const struct ks_shape week_shape = LIMITS("week", week_keys);

static const struct ks_key birth_keys[] = { TIME_LIMITS(KS_T_LIMIT_AGE) };
static const struct ks_shape birth_shape = LIMITS("since_birth", birth_keys);

static const struct ks_key number_keys[] = { NUMBER_LIMITS(KS_T_LIMIT_INT) };
static const struct ks_shape number_shape = LIMITS("number", number_keys);

static const struct ks_key class_keys[] = { NUMBER_LIMITS(KS_T_LIMIT_CLASS) };
static const struct ks_shape class_shape = LIMITS("class", class_keys);

static const struct ks_key score_keys[] = {
	{ "instrument", KS_T_INSTRUMENT, REQUIRED, AT(instrument), SAYS(score_instrument) },
	{ "item", KS_T_ID, AT(item), SAYS(item) },
	NUMBER_LIMITS(KS_T_LIMIT_INT),
	{ "outcome", KS_T_ID, AT(outcome), CHOICE, SAYS(outcome) },
};
static const struct ks_shape score_shape = LIMITS("score", score_keys);

static const struct ks_key at_least_keys[] = {
	{ "count", KS_T_INT, REQUIRED, AT(count), .value = 1, SAYS(at_least_count) },
	{ "of", KS_T_CONDS, REQUIRED, AT(kids), N(n_kids), SAYS(at_least_of) },
};
static const struct ks_shape at_least_shape = PART("at_least", at_least_keys);

static const struct ks_key cond_keys[] = {
	{ "signal", KS_T_SIGNAL, AT(factor), .value = KS_COND_SIGNAL, SAYS(cond_signal) },
	{ "protective", KS_T_PROTECTIVE, AT(factor), .value = KS_COND_SIGNAL,
	  SAYS(cond_protective) },
	{ "score", KS_T_MAP, .shape = &score_shape, .value = KS_COND_SCORE, SAYS(cond_score) },
	{ "week", KS_T_MAP, .shape = &week_shape, .value = KS_COND_WEEK, SAYS(cond_week) },
	{ "since_birth", KS_T_MAP, .shape = &birth_shape, .value = KS_COND_SINCE_BIRTH,
	  SAYS(cond_since_birth) },
	{ "age", KS_T_MAP, .shape = &number_shape, .value = KS_COND_AGE, SAYS(cond_age) },
	{ "first_child", KS_T_BOOL, AT(yes), .value = KS_COND_FIRST_CHILD, SAYS(cond_first_child) },
	{ "phase", KS_T_PHASES, SOME, AT(phases), .value = KS_COND_PHASE, SAYS(cond_phase) },
	{ "municipality", KS_T_IDS, SOME, AT(words), N(n_words), .value = KS_COND_MUNICIPALITY,
	  SAYS(cond_municipality) },
	{ "class", KS_T_MAP, .shape = &class_shape, .value = KS_COND_CLASS, SAYS(cond_class) },
	{ "domains", KS_T_MAP, .shape = &number_shape, .value = KS_COND_DOMAINS,
	  SAYS(cond_domains) },
	{ "all", KS_T_CONDS, AT(kids), N(n_kids), .value = KS_COND_ALL, SAYS(cond_all) },
	{ "any", KS_T_CONDS, AT(kids), N(n_kids), .value = KS_COND_ANY, SAYS(cond_any) },
	{ "not", KS_T_CONDS, AT(kids), N(n_kids), .value = KS_COND_NOT, SAYS(cond_not) },
	{ "at_least", KS_T_MAP, .shape = &at_least_shape, .value = KS_COND_AT_LEAST,
	  SAYS(cond_at_least) },
	{ "always", KS_T_TRUE, AT(yes), .value = KS_COND_ALWAYS, SAYS(cond_always) },
};
const struct ks_shape ks_shape_cond = {
	.name = "condition", .keys = cond_keys, .n = COUNT(cond_keys), .size = sizeof(S), .one = true,
	.help = KS_MSG_shape_cond
};
#undef S

/* ---- coalition.yaml -------------------------------------------------------- */

#define S struct ks_policy
static const struct ks_key number_policy_keys[] = {
	{ "value", KS_T_INT, REQUIRED, AT(number), .value = 1, SAYS(number_policy_value) },
	{ "source", KS_T_SOURCE, REQUIRED, AT(source), SAYS(policy_source) },
};
static const struct ks_shape number_policy_shape = SHAPE("number", number_policy_keys);
static const struct ks_key span_policy_keys[] = {
	{ "value", KS_T_SPAN, REQUIRED, AT(span), SAYS(span_policy_value) },
	{ "source", KS_T_SOURCE, REQUIRED, AT(source), SAYS(policy_source) },
};
static const struct ks_shape span_policy_shape = SHAPE("span", span_policy_keys);
#undef S

#define S struct ks_coalition
#define POLICY(name, key, kind)                                                                  \
	{ #name, KS_T_MAP, AT(policy[key]), .shape = &kind##_policy_shape, SAYS(policy_##name) }
static const struct ks_key policy_keys[] = {
	POLICY(urgent_at, KS_URGENT_AT, number),
	POLICY(stacking_at, KS_STACKING_AT, number),
	POLICY(domains_flag_at, KS_DOMAINS_FLAG_AT, number),
	POLICY(small_cell, KS_SMALL_CELL, number),
	POLICY(rescreen_after, KS_RESCREEN_AFTER, span),
	POLICY(respond_within, KS_RESPOND_WITHIN, span),
	POLICY(contact_within, KS_CONTACT_WITHIN, span),
	POLICY(feedback_within, KS_FEEDBACK_WITHIN, span),
	POLICY(keep_case, KS_KEEP_CASE, span),
	POLICY(keep_audit, KS_KEEP_AUDIT, span),
};
_Static_assert(COUNT(policy_keys) == KS_POLICY_KEYS, "every policy can be set");
static const struct ks_shape policy_shape = PART("policy", policy_keys);

static const struct ks_key coalition_keys[] = {
	{ "coalition", KS_T_ID, REQUIRED, AT(id), SAYS(coalition_coalition) },
	{ "title", KS_T_TEXT, REQUIRED, AT(title), SAYS(coalition_title) },
	{ "version", KS_T_STRING, REQUIRED, AT(version), SAYS(version) },
	{ "extends", KS_T_ID, UNSTORED, SAYS(coalition_extends) },
	{ "municipalities", KS_T_IDS, SOME, AT(municipalities), N(n_municipalities),
	  SAYS(coalition_municipalities) },
	{ "policy", KS_T_MAP, .shape = &policy_shape, SAYS(coalition_policy) },
};
const struct ks_shape ks_shape_coalition = {
	.name = "coalition", .keys = coalition_keys, .n = COUNT(coalition_keys), .size = sizeof(S),
	.help = KS_MSG_shape_coalition
};
#undef S

/* ---- sources.yaml ---------------------------------------------------------- */

#define S struct ks_source
static const struct ks_key source_keys[] = {
	{ "id", KS_T_ID, REQUIRED, AT(id), SAYS(id) },
	{ "organisation", KS_T_STRING, REQUIRED, AT(organisation), SAYS(source_organisation) },
	{ "year", KS_T_INT, AT(year), SAYS(source_year) },
	{ "title", KS_T_TEXT, REQUIRED, AT(titles), SAYS(title) },
	{ "doi", KS_T_STRING, AT(doi), SAYS(source_doi) },
	{ "url", KS_T_STRING, AT(url), SAYS(source_url) },
	{ "status", KS_T_WORD, REQUIRED, AT(status), .words = ks_source_status_words,
	  SAYS(source_status) },
	ACCEPTED,
	WITHDRAWN,
};
const struct ks_shape ks_shape_source = ENTRY("source", source_keys, source);
#undef S

/* ---- factors.yaml ---------------------------------------------------------- */

#define S struct ks_factor
static const struct ks_key no_route_keys[] = {
	{ "why", KS_T_TEXT, REQUIRED, AT(no_route), SAYS(no_route_why) },
	{ "phase", KS_T_PHASES, SOME, AT(no_route_phases), SAYS(no_route_phase) },
};
static const struct ks_shape no_route_shape = PART("no_route", no_route_keys);
#undef S

static const char *const kind_words[] = { "signal", "protective", NULL };

#define S struct ks_factor
static const struct ks_key factor_keys[] = {
	{ "id", KS_T_ID, REQUIRED, AT(id), SAYS(id) },
	{ "kind", KS_T_SECOND, REQUIRED, AT(protective), .words = kind_words, SAYS(factor_kind) },
	{ "class", KS_T_WORD, AT(signal_class), .words = ks_signal_class_words, .with = "kind",
	  .with_word = "signal", .not_with = KS_MSG_class_on_protective, SAYS(factor_class) },
	{ "domain", KS_T_ID, REQUIRED, AT(domain), SAYS(factor_domain) },
	{ "level", KS_T_WORD, AT(level), .words = ks_level_words, SAYS(factor_level) },
	{ "subject", KS_T_SUBJECTS, SOME, AT(subjects), N(n_subjects), SAYS(factor_subject) },
	{ "label", KS_T_TEXT, REQUIRED, AT(label), SAYS(label) },
	{ "ask", KS_T_TEXT, AT(ask), SAYS(factor_ask) },
	{ "explain", KS_T_TEXT, AT(explain), SAYS(factor_explain) },
	{ "derive", KS_T_COND, AT(derive), SAYS(factor_derive) },
	{ "core", KS_T_BOOL, AT(core), SAYS(factor_core) },
	{ "shielded", KS_T_BOOL, AT(shielded), SAYS(factor_shielded) },
	{ "consult_first", KS_T_BOOL, AT(consult_first), SAYS(factor_consult_first) },
	{ "medical", KS_T_BOOL, AT(medical), SAYS(factor_medical) },
	{ "no_route", KS_T_MAP, UNSTORED, FLAG(has_no_route), .shape = &no_route_shape,
	  SAYS(factor_no_route) },
	{ "source", KS_T_SOURCES, REQUIRED, SOME, AT(sources), SAYS(source) },
	ACCEPTED,
	WITHDRAWN,
};
const struct ks_shape ks_shape_factor = ENTRY("factor", factor_keys, factor);
#undef S

/* ---- instruments.yaml ------------------------------------------------------ */

#define S struct ks_raise
static const struct ks_key raise_keys[] = {
	{ "signal", KS_T_RAISED, REQUIRED, AT(signal), SAYS(raise_signal) },
	{ "item", KS_T_ID, AT(item), SAYS(item) },
	NUMBER_LIMITS(KS_T_LIMIT_INT),
	{ "outcome", KS_T_ID, AT(outcome), CHOICE, SAYS(outcome) },
	{ "when", KS_T_COND, AT(when), SAYS(raise_when) },
	{ "source", KS_T_SOURCES, REQUIRED, SOME, AT(sources), SAYS(source) },
};
static const struct ks_shape raise_shape = {
	.name = "raises", .keys = raise_keys, .n = COUNT(raise_keys), .size = sizeof(S),
	.place = offsetof(S, loc), .choice = KS_CHOICE_SOME, .choice_msg = KS_MSG_no_limit
};
#undef S

#define S struct ks_instrument
static const struct ks_key instrument_keys[] = {
	{ "id", KS_T_ID, REQUIRED, AT(id), SAYS(id) },
	{ "title", KS_T_TEXT, REQUIRED, AT(title), SAYS(title) },
	{ "range", KS_T_MINMAX, AT(min), FLAG(has_range), CHOICE, SAYS(instrument_range) },
	{ "outcomes", KS_T_IDS, SOME, AT(outcomes), N(n_outcomes), CHOICE,
	  SAYS(instrument_outcomes) },
	{ "items", KS_T_ITEMS, AT(items), N(n_items), SAYS(instrument_items) },
	{ "raises", KS_T_MAPS, AT(raises), N(n_raises), .shape = &raise_shape,
	  SAYS(instrument_raises) },
	{ "licence", KS_T_TEXT, AT(licence), SAYS(instrument_licence) },
	{ "source", KS_T_SOURCES, SOME, AT(sources), SAYS(source) },
	ACCEPTED,
	WITHDRAWN,
};
const struct ks_shape ks_shape_instrument = ENTRY(
	"instrument", instrument_keys, instrument, .choice = KS_CHOICE_ONE,
	.choice_msg = KS_MSG_range_or_outcomes);
_Static_assert(offsetof(S, max) == offsetof(S, min) + sizeof(int), "range is read as a pair");
#undef S

/* ---- roles.yaml ------------------------------------------------------------ */

#define S struct ks_filler
static const struct ks_key filler_keys[] = {
	{ "organisation", KS_T_TEXT, REQUIRED, AT(organisation), SAYS(filler_organisation) },
	{ "municipality", KS_T_IDS, SOME, AT(municipalities), N(n_municipalities),
	  SAYS(filler_municipality) },
	{ "contact", KS_T_TEXT, AT(contact), SAYS(filler_contact) },
	{ "phone", KS_T_STRING, AT(phone), SAYS(phone) },
	{ "responds_within", KS_T_TERM, AT(responds_within), FLAG(has_responds_within),
	  SAYS(filler_responds_within) },
	{ "source", KS_T_SOURCES, REQUIRED, SOME, AT(sources), SAYS(source) },
};
static const struct ks_shape filler_shape = SHAPE("filled_by", filler_keys);
#undef S

#define S struct ks_role
static const struct ks_key role_keys[] = {
	{ "id", KS_T_ID, REQUIRED, AT(id), SAYS(id) },
	{ "label", KS_T_TEXT, REQUIRED, AT(label), SAYS(role_label) },
	{ "filled_by", KS_T_MAPS, AT(filled_by), N(n_filled_by), .shape = &filler_shape,
	  SAYS(role_filled_by) },
	ACCEPTED,
	WITHDRAWN,
};
const struct ks_shape ks_shape_role = ENTRY("role", role_keys, role);
#undef S

/* ---- interventions.yaml ---------------------------------------------------- */

static const char *const consent_words[] = { "required", "explicit", NULL };
static const char *const for_words[] = { "families", "professionals", NULL };

#define S struct ks_intervention
static const struct ks_key evidence_keys[] = {
	{ "level", KS_T_TEXT, REQUIRED, AT(evidence_level), SAYS(evidence_level) },
	{ "date", KS_T_DATE, AT(evidence_date), SAYS(evidence_date) },
};
static const struct ks_shape evidence_shape = PART("evidence", evidence_keys);

static const struct ks_key intervention_keys[] = {
	{ "id", KS_T_ID, REQUIRED, AT(id), SAYS(id) },
	{ "title", KS_T_TEXT, REQUIRED, AT(title), SAYS(title) },
	{ "phase", KS_T_PHASES, REQUIRED, SOME, AT(phases), PLACE(phase_loc),
	  SAYS(intervention_phase) },
	{ "role", KS_T_ROLE, REQUIRED, AT(role), SAYS(intervention_role) },
	{ "criteria", KS_T_COND, AT(criteria), SAYS(intervention_criteria) },
	{ "window", KS_T_WINDOW, AT(window), SAYS(window) },
	{ "coverage", KS_T_IDS, SOME, AT(coverage), N(n_coverage), PLACE(coverage_loc),
	  SAYS(intervention_coverage) },
	{ "consent", KS_T_SECOND, AT(consent_explicit), .words = consent_words,
	  SAYS(intervention_consent) },
	{ "evidence", KS_T_MAP, .shape = &evidence_shape, SAYS(intervention_evidence) },
	{ "alternative", KS_T_INTERVENTION, AT(alternative), SAYS(intervention_alternative) },
	{ "for", KS_T_SECOND, AT(for_professionals), .words = for_words, SAYS(intervention_for) },
	{ "parents", KS_T_TEXT, AT(parents), SAYS(intervention_parents) },
	{ "description", KS_T_TEXT, AT(description), SAYS(factor_explain) },
	{ "tags", KS_T_IDS, AT(tags), N(n_tags), SAYS(intervention_tags) },
	{ "codes", KS_T_CODES, AT(codes), N(n_codes), SAYS(intervention_codes) },
	{ "source", KS_T_SOURCES, REQUIRED, SOME, AT(sources), SAYS(source) },
	ACCEPTED,
	WITHDRAWN,
};
const struct ks_shape ks_shape_intervention =
	ENTRY("intervention", intervention_keys, intervention);
#undef S

/* ---- cards ----------------------------------------------------------------- */

#define S struct ks_safety_note
static const struct ks_key safety_keys[] = {
	{ "text", KS_T_TEXT, REQUIRED, .at = offsetof(S, text), SAYS(safety_text) },
	{ "phone", KS_T_STRING, AT(phone), SAYS(phone) },
};
static const struct ks_shape safety_shape = SHAPE("safety", safety_keys);
#undef S

#define S struct ks_fallback
static const struct ks_key fallback_keys[] = {
	{ "say", KS_T_TEXT, AT(say), SAYS(fallback_say) },
	{ "refer_to", KS_T_ROLE, AT(refer_to), SAYS(fallback_refer_to) },
	{ "intervention", KS_T_INTERVENTION, AT(intervention), SAYS(fallback_intervention) },
	{ "every", KS_T_TERM, AT(every), FLAG(has_every), SAYS(fallback_every) },
};
static const struct ks_shape fallback_shape = SHAPE("fallback", fallback_keys);
#undef S

#define S struct ks_step
static const struct ks_key step_keys[] = {
	{ "step", KS_T_ID, REQUIRED, AT(name), SAYS(step_step) },
	{ "refer_to", KS_T_ROLE, REQUIRED, AT(refer_to), SAYS(step_refer_to) },
	{ "intervention", KS_T_INTERVENTION, AT(intervention), CHOICE, SAYS(step_intervention) },
	{ "do", KS_T_TEXT, AT(do_what), CHOICE, SAYS(step_do) },
	{ "urgency", KS_T_WORD, REQUIRED, AT(urgency), .words = ks_urgency_words,
	  SAYS(step_urgency) },
	{ "within", KS_T_TERM, REQUIRED, AT(within), SAYS(step_within) },
	{ "handover", KS_T_WORD, REQUIRED, AT(handover), .words = ks_form_words,
	  SAYS(step_handover) },
	{ "source", KS_T_SOURCES, REQUIRED, SOME, AT(sources), SAYS(source) },
	{ "why", KS_T_TEXT, AT(why), SAYS(step_why) },
	{ "when", KS_T_COND, AT(when), SAYS(step_when) },
	{ "window", KS_T_WINDOW, AT(window), SAYS(window) },
	{ "after", KS_T_AFTER, AT(after), N(n_after), SAYS(step_after) },
	{ "if_refused", KS_T_MAP, AT(if_refused), FLAG(if_refused.given), .shape = &fallback_shape,
	  SAYS(step_if_refused) },
	{ "if_waiting", KS_T_MAP, AT(if_waiting), FLAG(if_waiting.given), .shape = &fallback_shape,
	  SAYS(step_if_waiting) },
};
static const struct ks_shape step_shape = {
	.name = "step", .keys = step_keys, .n = COUNT(step_keys), .size = sizeof(S),
	.place = offsetof(S, loc), .choice = KS_CHOICE_ONE, .choice_msg = KS_MSG_intervention_or_do
};
#undef S

#define S struct ks_card
static const struct ks_key card_keys[] = {
	{ "card", KS_T_ID, REQUIRED, AT(id), SAYS(card_card) },
	{ "title", KS_T_TEXT, REQUIRED, AT(title), SAYS(title) },
	{ "version", KS_T_STRING, REQUIRED, AT(version), SAYS(version) },
	{ "phase", KS_T_PHASES, REQUIRED, SOME, AT(phases), SAYS(card_phase) },
	{ "owner", KS_T_STRING, REQUIRED, AT(owner), SAYS(card_owner) },
	{ "review_by", KS_T_DATE, REQUIRED, AT(review_by), SAYS(card_review_by) },
	{ "agreed", KS_T_TEXT, REQUIRED, AT(agreed), SAYS(card_agreed) },
	{ "sources", KS_T_SOURCES, REQUIRED, SOME, AT(sources), SAYS(card_sources) },
	{ "when", KS_T_COND, REQUIRED, AT(when), SAYS(card_when) },
	{ "safety", KS_T_MAP, AT(safety), FLAG(has_safety), .shape = &safety_shape,
	  SAYS(card_safety) },
	{ "say", KS_T_TEXT, AT(say), SAYS(card_say) },
	{ "steps", KS_T_MAPS, REQUIRED, SOME, AT(steps), N(n_steps), .shape = &step_shape,
	  SAYS(card_steps) },
	ACCEPTED,
	WITHDRAWN,
};
const struct ks_shape ks_shape_card = ENTRY("card", card_keys, card);
#undef S

/* ---- examples: checked only, they stay text -------------------------------- */

static const char *const joint_words[] = { "in-balance", "out-of-balance", NULL };

static const struct ks_key case_keys[] = {
	{ "due", KS_T_DATE, UNSTORED, SAYS(case_due) },
	{ "born", KS_T_DATE, UNSTORED, SAYS(case_born) },
	{ "phase", KS_T_WORD, UNSTORED, .words = ks_phase_words, SAYS(case_phase) },
	{ "municipality", KS_T_ID, UNSTORED, SAYS(case_municipality) },
	{ "age", KS_T_INT, UNSTORED, SAYS(case_age) },
	{ "first_child", KS_T_BOOL, UNSTORED, SAYS(case_first_child) },
	{ "already", KS_T_HELP, UNSTORED, SAYS(already) },
};
static const struct ks_shape case_shape = PART("case", case_keys);

static const struct ks_key expect_keys[] = {
	{ "class", KS_T_WORD, UNSTORED, .words = ks_class_words, SAYS(expect_class) },
	{ "steps", KS_T_STEPS, UNSTORED, SAYS(expect_steps) },
	{ "dropped", KS_T_OPTIONS, UNSTORED, SAYS(expect_dropped) },
	{ "gaps", KS_T_SIGNALS, UNSTORED, SAYS(expect_gaps) },
	{ "terms", KS_T_TERMS, UNSTORED, SAYS(expect_terms) },
};
static const struct ks_shape expect_shape = PART("expect", expect_keys);

#define S struct ks_example
static const struct ks_key example_keys[] = {
	{ "example", KS_T_ID, REQUIRED, AT(id), SAYS(example_example) },
	{ "story", KS_T_TEXT, AT(story), SAYS(example_story) },
	{ "today", KS_T_DATE, REQUIRED, UNSTORED, SAYS(example_today) },
	{ "case", KS_T_MAP, REQUIRED, UNSTORED, .shape = &case_shape, SAYS(example_case) },
	{ "present", KS_T_FACTORS, UNSTORED, SAYS(example_present) },
	{ "absent", KS_T_FACTORS, UNSTORED, SAYS(example_absent) },
	{ "declined", KS_T_FACTORS, UNSTORED, SAYS(example_declined) },
	{ "judgement", KS_T_WORD, UNSTORED, .words = joint_words, SAYS(example_judgement) },
	{ "scores", KS_T_SCORES, UNSTORED, SAYS(example_scores) },
	{ "already", KS_T_HELP, UNSTORED, SAYS(already) },
	{ "expect", KS_T_MAP, REQUIRED, UNSTORED, .shape = &expect_shape, SAYS(example_expect) },
	WITHDRAWN,
};
const struct ks_shape ks_shape_example = ENTRY("example", example_keys, example);
#undef S
