/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CARDS_MODEL_H
#define KS_CARDS_MODEL_H
/*
 * What a coalition agreed on, as plain data: vocabulary, instruments, roles,
 * menukaart and cards. The loader (cards/load.h) fills it, the engine reads
 * it, nobody changes it afterwards. Every entry keeps its place in the file,
 * so that a decision can always be traced to file and line.
 *
 * References between entries are pointers, resolved by the loader. Lists are
 * sorted by id, so that no result depends on the order of files or keys.
 * All memory belongs to the arena the coalition was loaded into.
 */
#include <stdbool.h>
#include <stddef.h>

#include "ks/base/date.h"
#include "ks/base/diag.h"
#include "ks/base/msg.h"

/* ---- closed lists -------------------------------------------------------- */

enum ks_phase { KS_BEFORE, KS_DURING, KS_AFTER, KS_ENDED };
#define KS_PHASES 4

enum ks_subject { KS_MOTHER, KS_PARTNER, KS_CHILD, KS_FAMILY, KS_NETWORK };
#define KS_SUBJECTS 5

/* Class of a signal, in rising urgency. */
enum ks_signal_class { KS_ATTENTION, KS_URGENT, KS_SAFETY };
#define KS_SIGNAL_CLASSES 3

/* The professional's word for a whole picture, in rising order. */
enum ks_class { KS_GEEN, KS_POTENTIEEL, KS_KWETSBAAR, KS_ZEER, KS_SPOED };
#define KS_CLASSES 5

enum ks_level { KS_LEVEL_NONE, KS_MICRO, KS_MESO, KS_MACRO };

/* In falling order: the smaller value wins where steps merge. */
enum ks_urgency { KS_NOW, KS_URGENT_STEP, KS_SOON, KS_ROUTINE };
#define KS_URGENCIES 4

/* From warm to cold: the smaller value wins where steps merge. */
enum ks_form { KS_TOGETHER, KS_THREE_WAY, KS_CALL_TOGETHER, KS_PHONE, KS_WRITTEN };
#define KS_FORMS 5

enum ks_source_status { KS_VERIFIED, KS_GENERAL_KNOWLEDGE, KS_PROPOSAL };

/*
 * The words of the closed lists above, exactly as in YAML, SQL and JSON. Each
 * list ends with NULL, in the order of its enum.
 */
extern const char *const ks_phase_words[];		/* before during after ended */
extern const char *const ks_subject_words[];		/* mother partner child family network */
extern const char *const ks_signal_class_words[];	/* attention urgent safety */
extern const char *const ks_class_words[];		/* geen-signalen .. spoed */
extern const char *const ks_level_words[];		/* "" micro meso macro */
extern const char *const ks_urgency_words[];		/* now urgent soon routine */
extern const char *const ks_form_words[];		/* together .. written */
extern const char *const ks_source_status_words[];	/* verified general-knowledge proposal */

/* Index of word in such a list, or -1. */
int ks_word_index(const char *const *words, const char *word);

/* ---- as written ----------------------------------------------------------- */

/*
 * Every entry below begins with its id and what its file says of it; the latter
 * is NULL where it is built in, was not to be kept (cards/load.h), or may have
 * been changed since (engine/twin.h).
 */
struct ks_node;

struct ks_entry_head {
	const char *id;
	const struct ks_node *node;
};

/* Do two entries say the same, key by key? Unknown, NULL, is never the same. */
bool ks_says_same(const struct ks_node *a, const struct ks_node *b);

/* ---- accepted findings --------------------------------------------------- */

/* A finding of `ks cards check` about this entry that the working group knows of. */
struct ks_accepted {
	const char *finding;		/* code of the finding */
	struct ks_text why;
	struct ks_loc loc;
};

struct ks_acceptances {
	struct ks_accepted *items;
	size_t n;
};

/* ---- sources ------------------------------------------------------------- */

struct ks_source {
	const char *id;
	const struct ks_node *node;
	const char *organisation, *title, *doi, *url;	/* NULL when not given */
	struct ks_text titles;				/* title is the Dutch one */
	int year;					/* 0 when not given */
	enum ks_source_status status;
	struct ks_acceptances accepted;
	struct ks_loc loc;
};

/* A list of references; `proposal` is a built-in source with that status. */
struct ks_sources {
	const struct ks_source **items;
	size_t n;
};

/*
 * The weakest status of a list: proposal before general-knowledge before
 * verified. An empty list is a proposal: what has no source claims nothing.
 */
enum ks_source_status ks_sources_status(struct ks_sources sources);

/* ---- conditions ---------------------------------------------------------- */

/* FROM and AT_LEAST are >=, AFTER and ABOVE >, UNTIL and AT_MOST <=, BEFORE and BELOW <. */
enum ks_op { KS_GE, KS_GT, KS_LE, KS_LT };

struct ks_bound {
	enum ks_op op;
	int value;		/* days for a week, years for an age, points for a score */
	struct ks_span span;	/* since_birth only */
	struct ks_loc loc;	/* of the limit's key */
};

/* All bounds hold together; at most one of each op. */
struct ks_range {
	struct ks_bound bounds[4];
	size_t n;
};

enum ks_cond_kind {
	KS_COND_ALWAYS,
	KS_COND_SIGNAL,		/* signal: or protective: a factor is present */
	KS_COND_SCORE,
	KS_COND_WEEK,
	KS_COND_SINCE_BIRTH,
	KS_COND_AGE,
	KS_COND_FIRST_CHILD,
	KS_COND_PHASE,
	KS_COND_MUNICIPALITY,
	KS_COND_CLASS,
	KS_COND_DOMAINS,
	KS_COND_ALL,
	KS_COND_ANY,
	KS_COND_NOT,
	KS_COND_AT_LEAST
};

#define KS_ANY_SUBJECT (-1)

struct ks_cond {
	enum ks_cond_kind kind;
	struct ks_loc loc;		/* of the condition's key */
	const struct ks_factor *factor;	/* SIGNAL */
	int subject;			/* SIGNAL: enum ks_subject or KS_ANY_SUBJECT */
	const struct ks_instrument *instrument;	/* SCORE */
	const char *item;		/* SCORE: NULL for the total */
	const char *outcome;		/* SCORE: for instruments with outcomes */
	struct ks_range range;		/* SCORE WEEK SINCE_BIRTH AGE DOMAINS CLASS */
	bool yes;			/* FIRST_CHILD, and ALWAYS (only true is accepted) */
	unsigned phases;		/* PHASE: bit 1U << enum ks_phase */
	const char **words;		/* MUNICIPALITY */
	size_t n_words;
	struct ks_cond **kids;		/* ALL ANY NOT AT_LEAST */
	size_t n_kids;
	int count;			/* AT_LEAST */
};

/* A window: exactly one week or since_birth condition; NULL where none. */

/* ---- vocabulary ---------------------------------------------------------- */

struct ks_factor {
	const char *id;
	const struct ks_node *node;
	size_t index;			/* position in ks_coalition.factors */
	bool protective;		/* else a signal */
	enum ks_signal_class signal_class;	/* signals only */
	const char *domain;
	size_t domain_index;		/* position in ks_coalition.domains */
	enum ks_level level;
	enum ks_subject subjects[KS_SUBJECTS];	/* subjects[0] is the default */
	size_t n_subjects;		/* at least 1; mother when not given */
	struct ks_text label, ask, explain;
	struct ks_cond *derive;		/* NULL when not derived; facts only */
	bool core, shielded, consult_first, medical;
	struct ks_text no_route;	/* why there is deliberately no card */
	bool has_no_route;
	unsigned no_route_phases;	/* in these phases only; 0: in every phase */
	struct ks_sources sources;
	struct ks_acceptances accepted;
	struct ks_loc loc;
};

/* True when the factor can be answered about this subject. */
bool ks_factor_has_subject(const struct ks_factor *factor, enum ks_subject subject);

/* Is it said why no card is about the signal in any of these phases (bit 1U << enum ks_phase)? */
bool ks_factor_no_route(const struct ks_factor *factor, unsigned phases);

/* ---- instruments --------------------------------------------------------- */

struct ks_item {
	const char *id;
	int min, max;
};

struct ks_raise {
	const struct ks_factor *signal;
	enum ks_subject subject;	/* the signal's default unless said (ID@subject) */
	const char *item;		/* NULL: the total */
	const char *outcome;		/* NULL: the range decides */
	struct ks_range range;
	struct ks_cond *when;		/* NULL: always; sees the picture before any raise */
	struct ks_sources sources;
	struct ks_loc loc;
};

struct ks_instrument {
	const char *id;
	const struct ks_node *node;
	struct ks_text title, licence;
	bool has_range;
	int min, max;
	const char **outcomes;		/* when it has no range */
	size_t n_outcomes;
	struct ks_item *items;
	size_t n_items;
	struct ks_raise *raises;
	size_t n_raises;
	struct ks_sources sources;
	struct ks_acceptances accepted;
	struct ks_loc loc;
};

/* ---- roles --------------------------------------------------------------- */

struct ks_filler {
	struct ks_text organisation;
	const char **municipalities;	/* n 0: every municipality */
	size_t n_municipalities;
	struct ks_text contact;
	const char *phone;
	bool has_responds_within;
	struct ks_span responds_within;
	struct ks_sources sources;
	struct ks_loc loc;
};

struct ks_role {
	const char *id;
	const struct ks_node *node;
	struct ks_text label;
	struct ks_filler *filled_by;	/* in file order: the first that fits wins */
	size_t n_filled_by;
	struct ks_acceptances accepted;
	struct ks_loc loc;
};

/* ---- menukaart ----------------------------------------------------------- */

struct ks_code {
	const char *system, *code;	/* snomed, bds, ... */
};

struct ks_intervention {
	const char *id;
	const struct ks_node *node;
	size_t index;			/* position in ks_coalition.interventions */
	struct ks_text title, parents, description;
	unsigned phases;		/* bit 1U << enum ks_phase */
	struct ks_loc phase_loc;
	const struct ks_role *role;
	struct ks_cond *criteria;	/* NULL: none */
	struct ks_cond *window;		/* NULL: always open */
	const char **coverage;		/* municipalities; n 0: no limit */
	size_t n_coverage;
	struct ks_loc coverage_loc;
	bool consent_explicit;
	struct ks_text evidence_level;
	ks_day evidence_date;		/* KS_NO_DAY when not given */
	const struct ks_intervention *alternative;	/* NULL: none */
	bool for_professionals;		/* can only be consulted */
	const char **tags;
	size_t n_tags;
	struct ks_code *codes;
	size_t n_codes;
	struct ks_sources sources;
	struct ks_acceptances accepted;
	struct ks_loc loc;
};

/* ---- cards --------------------------------------------------------------- */

struct ks_safety_note {
	struct ks_text text;
	const char *phone;		/* NULL when not given */
	struct ks_loc loc;
};

struct ks_fallback {			/* if_refused, if_waiting */
	bool given;
	struct ks_text say;
	const struct ks_role *refer_to;	/* NULL when not given */
	const struct ks_intervention *intervention;
	bool has_every;
	struct ks_span every;
	struct ks_loc loc;
};

/* What a step waits for: a step of its own card, or iv@role of any. */
struct ks_after {
	const struct ks_step *step;	/* own card; else NULL and step_id set */
	const char *step_id;		/* "iv@role" */
	struct ks_loc loc;
};

struct ks_step {
	const struct ks_card *card;
	const char *name;		/* unique in its card */
	const char *id;			/* "iv@role", or "card/step" for a `do` */
	const struct ks_role *refer_to;
	const struct ks_intervention *intervention;	/* NULL: do_what says it */
	struct ks_text do_what;
	enum ks_urgency urgency;
	struct ks_span within;
	enum ks_form handover;
	struct ks_text why;
	struct ks_cond *when;		/* NULL: always */
	struct ks_cond *window;		/* NULL: always open */
	struct ks_after *after;
	size_t n_after;
	struct ks_fallback if_refused, if_waiting;
	struct ks_sources sources;
	struct ks_loc loc;		/* of the step: the line a route cites */
};

struct ks_card {
	const char *id;
	const struct ks_node *node;
	size_t index;
	struct ks_text title, agreed, say;
	const char *version;
	unsigned phases;
	const char *owner;
	ks_day review_by;
	struct ks_sources sources;
	struct ks_cond *when;
	struct ks_safety_note safety;
	bool has_safety;
	struct ks_step *steps;
	size_t n_steps;
	struct ks_acceptances accepted;
	struct ks_loc loc;
};

/* ---- examples ------------------------------------------------------------ */

/*
 * An example stays text: the loader checks its shape and references and
 * keeps the node tree; exchange/example.h turns it into a family.
 */
struct ks_example {
	const char *id;
	const struct ks_node *node;
	struct ks_text story;
	struct ks_loc loc;
};

/* ---- policy and the whole ------------------------------------------------ */

enum ks_policy_key {
	KS_URGENT_AT, KS_STACKING_AT, KS_DOMAINS_FLAG_AT, KS_SMALL_CELL,	/* numbers */
	KS_RESCREEN_AFTER, KS_RESPOND_WITHIN, KS_CONTACT_WITHIN, KS_FEEDBACK_WITHIN,
	KS_KEEP_CASE, KS_KEEP_AUDIT,						/* spans */
	KS_POLICY_KEYS
};

extern const char *const ks_policy_words[];

struct ks_policy {
	int number;			/* KS_URGENT_AT .. KS_SMALL_CELL */
	struct ks_span span;		/* the others */
	const struct ks_source *source;
	struct ks_loc loc;		/* no place: the built-in value, a proposal */
};

/* What a folder of the coalition took out (`withdrawn: {why}`), for listings. */
struct ks_withdrawn {
	const char *kind;		/* source factor instrument role intervention card example */
	const char *id;
	struct ks_text why;
	bool inherited;			/* false: there was nothing to take out */
	struct ks_loc loc;
};

struct ks_coalition {
	const char *id, *version;
	const char **folders;		/* its own, then those it builds on */
	size_t n_folders;
	struct ks_text title;
	const char **municipalities;	/* n 0: every municipality */
	size_t n_municipalities;
	struct ks_policy policy[KS_POLICY_KEYS];
	const struct ks_source **sources;
	size_t n_sources;
	const struct ks_factor **factors;
	size_t n_factors;
	const char **domains;		/* sorted, each once */
	size_t n_domains;
	const struct ks_instrument **instruments;
	size_t n_instruments;
	const struct ks_role **roles;
	size_t n_roles;
	const struct ks_intervention **interventions;
	size_t n_interventions;
	const struct ks_card **cards;
	size_t n_cards;
	const struct ks_example **examples;
	size_t n_examples;
	struct ks_withdrawn *withdrawn;	/* sorted by kind, id */
	size_t n_withdrawn;
	struct ks_source_text **files;	/* every file read but examples, sorted by name */
	size_t n_files;
};

/* Look-ups by id; NULL when unknown. */
const struct ks_source *ks_find_source(const struct ks_coalition *c, const char *id);
const struct ks_factor *ks_find_factor(const struct ks_coalition *c, const char *id);
const struct ks_instrument *ks_find_instrument(const struct ks_coalition *c, const char *id);
const struct ks_role *ks_find_role(const struct ks_coalition *c, const char *id);
const struct ks_intervention *ks_find_intervention(const struct ks_coalition *c, const char *id);
const struct ks_card *ks_find_card(const struct ks_coalition *c, const char *id);

/*
 * SHA-256 over all files (name and content), in hex: the identity of the
 * agreements a route was computed under. Also fills each file's own digest.
 */
void ks_coalition_sha256(const struct ks_coalition *c, char out[65]);

/* Who fills a role for a municipality (NULL = unknown); NULL when nobody. */
const struct ks_filler *ks_role_filler(const struct ks_role *role, const char *municipality);

#endif
