/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A world: one small coalition and the families that meet it. Plain arrays, references by
 * index, so that the generator fills it, the writer prints it as YAML and the oracle reads it
 * without any of the three needing the other.
 *
 * A coalition may have two folders. `in_base` says which of the two an entry stands in. A
 * `hidden` entry stands in the base and counts for nothing: the local folder replaces it by
 * a `shadowed` entry with the same id, or withdraws it (`withdrawn`).
 */
#ifndef ORACLE_WORLD_H
#define ORACLE_WORLD_H

#include <stdbool.h>

#include "day.h"

enum { NAME_SIZE = 24, NONE = -1 };

enum {
	MAX_FACTORS = 24,
	MAX_SUBJECTS = 3,
	MAX_INSTRUMENTS = 4,
	MAX_ITEMS = 2,
	MAX_RAISES = 4,
	MAX_OUTCOMES = 3,
	MAX_ROLES = 12,
	MAX_FILLED = 4,
	MAX_INTERVENTIONS = 16,
	MAX_CARDS = 14,
	MAX_STEPS = 4,
	MAX_AFTER = 2,
	MAX_KIDS = 4,
	MAX_CONDS = 3000,
	MUNICIPALITIES = 3,
	MAX_ANSWERS = 80,
	MAX_SCORES = 12,
	MAX_ALREADY = 4,
	MAX_PREVIOUS = 24,
};

enum phase { PHASE_BEFORE, PHASE_DURING, PHASE_AFTER, PHASES };
enum whom { MOTHER, PARTNER, CHILD, FAMILY, NETWORK, SUBJECTS };
enum factor_class { CLASS_SAFETY, CLASS_URGENT, CLASS_ATTENTION, FACTOR_CLASSES };
enum verdict { V_NONE, V_POTENTIAL, V_VULNERABLE, V_HIGHLY, V_EMERGENCY, VERDICTS };
enum urgency { U_NOW, U_URGENT, U_SOON, U_ROUTINE, URGENCIES };
enum form { F_TOGETHER, F_THREE_WAY, F_CALL_TOGETHER, F_PHONE, F_WRITTEN, FORMS };
enum source { BY_SELF, BY_PROFESSIONAL, BY_FILE, SOURCES };
enum { DOMAINS = 6 };

/* Each list is in the order of its enum. */
extern const char *const phase_names[PHASES];
extern const char *const subject_names[SUBJECTS];
extern const char *const class_names[FACTOR_CLASSES];
extern const char *const verdict_names[VERDICTS];
extern const char *const urgency_names[URGENCIES];
extern const char *const form_names[FORMS];
extern const char *const source_names[SOURCES];
extern const char *const domain_names[DOMAINS];
extern const char *const municipality_names[MUNICIPALITIES];
extern const char *const reply_names[4];

/*
 * The lines on which something stands in the file last written: that of its key (or of the dash
 * of a list item) and that on which its value begins. An answer that cites either is right. Of
 * a condition each line up to the `last` is, because any part of it may be the one that failed.
 */
struct place {
	int key, value, last;
};

/* Which of the four limits: at or above, at or below, below, above. */
enum limit_kind { AT_LEAST, AT_MOST, BELOW, ABOVE, LIMITS };

/* `n` is a number, days of pregnancy, or with `unit` an age of the child. */
struct limit {
	bool set;
	struct duration of;
	struct place place;
};

struct range {
	struct limit limit[LIMITS];
};

enum cond_key {
	ON_SIGNAL,
	ON_PROTECTIVE,
	ON_SCORE,
	ON_WEEK,
	ON_SINCE_BIRTH,
	ON_AGE,
	ON_FIRST_CHILD,
	ON_PHASE,
	ON_MUNICIPALITY,
	ON_CLASS,
	ON_DOMAINS,
	ON_ALL,
	ON_ANY,
	ON_NOT,
	ON_COUNT,
	ON_ALWAYS,
	COND_KEYS
};

struct cond {
	enum cond_key key;
	int factor;
	int subject;                    /* index in the factor's own list, NONE = any of them */
	int instrument, item, outcome;  /* item NONE = the total, outcome NONE = a number */
	struct range range;             /* score, week, since_birth, age, domains */
	bool truth;                     /* first_child */
	enum phase phase;
	unsigned municipalities;        /* one bit each */
	enum verdict verdict;
	int count;                      /* at_least: how many of the kids */
	int n_kids;
	const struct cond *kids[MAX_KIDS];
};

struct factor {
	char id[NAME_SIZE];
	bool in_base, shadowed, hidden, withdrawn;
	bool protective;
	enum factor_class class;
	int domain;
	int n_subjects;
	enum whom subject[MAX_SUBJECTS];
	const struct cond *derive;
	bool consult_first, no_route, shielded;
};

struct raise {
	int factor, item, outcome;
	struct range range;
	const struct cond *when;
};

struct instrument {
	char id[NAME_SIZE];
	bool in_base, shadowed, hidden, withdrawn;
	int top;                        /* range 0 .. top, or 0: outcomes */
	int n_items;
	int item_top;
	int n_raises;
	struct raise raise[MAX_RAISES];
};

struct filled {
	char organisation[NAME_SIZE];
	unsigned municipalities;        /* 0 = everywhere */
};

struct role {
	char id[NAME_SIZE];
	bool in_base, shadowed, hidden, withdrawn;
	int n_filled;
	struct filled filled[MAX_FILLED];
};

struct window {
	bool set;
	bool since_birth;               /* else weeks of pregnancy */
	struct range range;
};

struct intervention {
	char id[NAME_SIZE];
	bool in_base, shadowed, hidden, withdrawn;
	unsigned phases;
	int role;
	const struct cond *criteria;
	struct window window;
	unsigned coverage;              /* 0 = no limit */
	bool explicit_consent;
	int alternative;
	struct place criteria_place, coverage_place, phase_place;
};

/* A step of this card, or (intervention, role) of any. */
struct after {
	int step, intervention, role;
};

struct step {
	char id[NAME_SIZE];
	int role;
	int intervention;               /* NONE: `do` */
	enum urgency urgency;
	enum form form;
	struct duration within;
	const struct cond *when;
	struct window window;
	int n_after;
	struct after after[MAX_AFTER];
	struct place place;
};

struct card {
	char id[NAME_SIZE];
	char version[NAME_SIZE];
	bool in_base, shadowed, hidden, withdrawn;
	unsigned phases;
	const struct cond *when;
	bool safety;
	int n_steps;
	struct step step[MAX_STEPS];
	char file[NAME_SIZE * 3];       /* as last written, below the folder of folders */
};

struct policy_value {
	bool in_base, in_local;
	int base, local;
};

struct coalition {
	bool two_folders;
	bool lists_municipalities;
	char base[NAME_SIZE], local[NAME_SIZE];
	struct policy_value urgent_at, stacking_at;
	int n_factors, n_instruments, n_roles, n_interventions, n_cards, n_conds;
	struct factor factor[MAX_FACTORS];
	struct instrument instrument[MAX_INSTRUMENTS];
	struct role role[MAX_ROLES];
	struct intervention intervention[MAX_INTERVENTIONS];
	struct card card[MAX_CARDS];
	struct cond cond[MAX_CONDS];
};

enum reply { PRESENT, ABSENT, DECLINED, NOT_ASKED };

struct answer {
	int factor, subject;            /* subject: index in the factor's own list */
	enum reply reply;
	enum source by;
	int date;
	bool superseded;
};

struct score {
	int instrument, item;           /* item NONE = the total */
	int value;                      /* or the index of the outcome */
	int date;
};

struct already {
	int intervention, role;
};

/* A reason of the last kept route and the day since which it has stood. */
struct previous {
	int card, step;
	int since;
};

enum yes_no { UNKNOWN_YET, YES, NO };
enum judgement { NOT_JUDGED, IN_BALANCE, OUT_OF_BALANCE };

struct family {
	int today;
	enum phase phase;
	int due, born;                  /* born only after birth */
	int age;                        /* NONE = not given */
	enum yes_no first_child;
	int municipality;               /* NONE = not given */
	enum judgement judgement;       /* with the parent, at `judged` */
	int raised_to;                  /* a verdict, NONE = not raised */
	int judged;                     /* date of the last screening */
	int n_answers, n_scores, n_already, n_previous;
	struct answer answer[MAX_ANSWERS];
	struct score score[MAX_SCORES];
	struct already already[MAX_ALREADY];
	struct previous previous[MAX_PREVIOUS];
};

extern const char *const item_names[MAX_ITEMS];
extern const char *const outcome_names[MAX_OUTCOMES];

/* The folder an entry stands in; with one folder all stand in the local one. */
const char *coalition_folder(const struct coalition *c, bool in_base);

#endif
