/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CARDS_SHAPE_H
#define KS_CARDS_SHAPE_H
/*
 * What a mapping may hold, as data: a table of keys with their types, and one
 * walker that reports unknown, missing and wrong values and fills a struct of
 * the model. The tables (cards/shapes.c) are the whole description of the
 * files; a JSON Schema can be made from them.
 */
#include <stdbool.h>
#include <stddef.h>

#include "ks/cards/model.h"
#include "ks/cards/yaml.h"

struct ks_arena;

enum ks_type {
	KS_T_TEXT,		/* struct ks_text: a string (Dutch) or {nl, en} */
	KS_T_STRING,		/* const char *: any text but an empty one */
	KS_T_ID,		/* const char *: [a-z0-9-]{1,64} */
	KS_T_IDS,		/* const char ** and size_t: ids, or a single one */
	KS_T_INT,		/* int: a whole number, at least `value` */
	KS_T_BOOL,		/* bool: yes no true false ja nee */
	KS_T_TRUE,		/* bool: the same, but it can only be yes */
	KS_T_DATE,		/* ks_day: YYYY-MM-DD */
	KS_T_TERM,		/* struct ks_span: same-day, 14d, 2w, 5wd */
	KS_T_SPAN,		/* struct ks_span: the same, and 3m, 1y */
	KS_T_WORD,		/* an enum: index in the list of words */
	KS_T_SECOND,		/* bool: one of two words, true for the second */
	KS_T_PHASES,		/* unsigned: a bit for each phase */
	KS_T_SUBJECTS,		/* the subjects of struct ks_factor */
	KS_T_SOURCES,		/* struct ks_sources */
	KS_T_SOURCE,		/* const struct ks_source * */
	KS_T_ROLE,		/* const struct ks_role * */
	KS_T_INTERVENTION,	/* const struct ks_intervention * */
	KS_T_INSTRUMENT,	/* const struct ks_instrument * */
	KS_T_RAISED,		/* signal and subject of struct ks_raise */
	KS_T_SIGNAL,		/* factor and subject of struct ks_cond */
	KS_T_PROTECTIVE,	/* idem, a protective factor */
	KS_T_FACTORS,		/* list of ID or ID@subject; not stored */
	KS_T_SIGNALS,		/* list of ids of signals; not stored */
	KS_T_HELP,		/* list of intervention@role; not stored */
	KS_T_STEPS,		/* list of intervention@role or card/step; not stored */
	KS_T_OPTIONS,		/* list of the same, or just an intervention; not stored */
	KS_T_SCORES,		/* mapping of instrument or instrument.item to a score; not stored */
	KS_T_TERMS,		/* mapping of a step to what was agreed of it; not stored */
	KS_T_AFTER,		/* struct ks_after * and size_t */
	KS_T_COND,		/* struct ks_cond * */
	KS_T_CONDS,		/* struct ks_cond ** and size_t: a list */
	KS_T_WINDOW,		/* struct ks_cond *: week or since_birth */
	KS_T_LIMIT_WEEK,	/* struct ks_range: one limit more, `value` is its op */
	KS_T_LIMIT_AGE,		/* idem: age of a child, as a span */
	KS_T_LIMIT_INT,		/* idem: a number */
	KS_T_LIMIT_CLASS,	/* idem: a class */
	KS_T_MINMAX,		/* two ints: [lowest, highest] */
	KS_T_ITEMS,		/* struct ks_item * and size_t: mapping of id to [lowest, highest] */
	KS_T_CODES,		/* struct ks_code * and size_t: mapping of system to code */
	KS_T_MAP,		/* a struct inside the struct, by its own shape */
	KS_T_MAPS,		/* array of structs and size_t, by their shape */
	KS_TYPES
};

/* What a scalar of a type looks like. The readers parse; a test holds the two together. */
struct ks_look {
	const char *pattern;		/* regular expression, the same in POSIX and ECMA-262; or NULL */
	const char *const *examples;	/* to begin with; NULL-ended, or NULL */
};
extern const struct ks_look ks_looks[KS_TYPES];

/* What KS_T_BOOL takes: first the words for no, then as many for yes. */
extern const char *const ks_bool_words[];
#define KS_NO_WORDS 3

#define KS_MAX_INT 1000000	/* of KS_T_INT, limits and scores */
#define KS_MAX_LIST 1000	/* items of a list of words */

/* One key. Offsets are in the struct; 0 means none for n, flag and place. */
struct ks_key {
	const char *name;
	enum ks_type type;
	bool required;
	bool some;			/* a list that may not be empty */
	unsigned short at;		/* the value; KS_UNSTORED: only checked */
	unsigned short n;		/* size_t: number of items */
	unsigned short flag;		/* bool: set when the key is there */
	unsigned short place;		/* struct ks_loc: of the value */
	int value;			/* see the type; kind for a condition */
	const char *const *words;	/* WORD, SECOND */
	const struct ks_shape *shape;	/* MAP, MAPS */
	bool choice;			/* one of those that the shape's choice is about */
	const char *with, *with_word;	/* asked for when key `with` is that word, else not allowed */
	enum ks_msg not_with;		/* what to say then */
	enum ks_msg help;		/* what it means, for who fills it in */
};

/* How many of the keys that are a choice a mapping must have. */
enum ks_choice { KS_CHOICE_FREE, KS_CHOICE_SOME, KS_CHOICE_ONE };

#define KS_UNSTORED ((unsigned short)0xffff)

struct ks_shape {
	const char *name;
	const struct ks_key *keys;
	size_t n;
	size_t size;			/* of the struct */
	unsigned short place;		/* struct ks_loc of the mapping; 0: none */
	bool one;			/* exactly one key: a condition */
	bool entry;			/* with `withdrawn` nothing but the id is required */
	enum ks_choice choice;
	enum ks_msg choice_msg;		/* what to say when it is not made: {key}, {words} */
	enum ks_msg help;		/* what such a mapping is */
};

/* The shapes, one for each mapping of product.md §3. */
extern const struct ks_shape ks_shape_coalition, ks_shape_source, ks_shape_factor,
	ks_shape_instrument, ks_shape_role, ks_shape_intervention, ks_shape_card, ks_shape_example,
	ks_shape_cond, ks_shape_text;

/* The kinds of entries that have an id and can be replaced or withdrawn. */
enum ks_kind {
	KS_A_SOURCE, KS_A_FACTOR, KS_AN_INSTRUMENT, KS_A_ROLE, KS_AN_INTERVENTION, KS_A_CARD,
	KS_AN_EXAMPLE,
	KS_KINDS
};

/* What has to wait until every entry has been read. */
struct ks_later {
	const struct ks_key *key;
	const struct ks_node *node;
	void *base;
	const char *card;
	bool resolve;
};

struct ks_reader {
	struct ks_arena *arena;
	struct ks_diag *diag;
	struct ks_coalition *c;		/* every id is known in it before reading starts */
	const char *card;		/* the card that is read: diagnostics name it */
	bool resolve;			/* false: of this entry only the form is looked at */
	bool late;			/* every entry has been read */
	struct ks_later *later;
	size_t n_later;
	bool incomplete[KS_KINDS];	/* a file of this kind was bad: unknown ids tell nothing new */
	size_t offered;			/* names looked at for "did you mean" */
	_Alignas(void *) unsigned char scratch[512];	/* where unstored values go */
};

/* Checks a mapping and fills the struct at base. */
void ks_read_map(struct ks_reader *r, const struct ks_shape *shape, const struct ks_node *node,
		 void *base);

/* Reads one value by its key. */
void ks_read_value(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
		   void *base);

/* Reads what was put off; from here on nothing is. */
void ks_read_later(struct ks_reader *r);

/* The key of a shape; NULL after reporting an unknown one. */
const struct ks_key *ks_known_key(struct ks_reader *r, const struct ks_shape *shape,
				  const struct ks_node *node);

/* A reader of one type; those of references and conditions are in their own files. */
typedef void ks_read_fn(struct ks_reader *r, const struct ks_key *key, const struct ks_node *node,
			void *base);

ks_read_fn ks_read_sources, ks_read_source, ks_read_role, ks_read_intervention,
	ks_read_instrument, ks_read_raised, ks_read_factor, ks_read_factors, ks_read_signals,
	ks_read_steps, ks_read_scores, ks_read_terms, ks_read_after;
ks_read_fn ks_read_cond, ks_read_conds, ks_read_window, ks_read_limit_week, ks_read_limit_age,
	ks_read_limit_int, ks_read_limit_class;

/* ---- for the readers ------------------------------------------------------ */

/* Reports an error about the card that is being read. */
void ks_wrong(struct ks_reader *r, struct ks_loc loc, enum ks_msg msg, const struct ks_arg *args,
	      const char *near);

/* True when so much is wrong that nothing more is reported. */
bool ks_is_hopeless(const struct ks_reader *r);

/* Reports a value of the wrong type; {key} and {value} are filled in. */
void ks_wrong_value(struct ks_reader *r, const struct ks_node *node, enum ks_msg msg);

/* A text as a message may quote it: not longer than a line. */
const char *ks_quoted(struct ks_arena *arena, const char *text);

/* Where the value of a key goes; scratch when it is not stored. */
void *ks_slot(struct ks_reader *r, const struct ks_key *key, void *base);
size_t *ks_count(struct ks_reader *r, const struct ks_key *key, void *base);

/* The text of a scalar; NULL after reporting that it is empty or none. */
const char *ks_scalar(struct ks_reader *r, const struct ks_node *node);

/* The same when it is an id. */
const char *ks_scalar_id(struct ks_reader *r, const struct ks_node *node);

/*
 * The items of a list, or the one scalar that stands for a list of one. Walk
 * n of them by ->next. Reports a list that must have some and has none.
 */
const struct ks_node *ks_list(struct ks_reader *r, const struct ks_key *key,
			      const struct ks_node *node, size_t *n);

/* Number of entries of a kind, and the id of one: what may be offered. */
size_t ks_kind_count(const struct ks_coalition *c, enum ks_kind kind);
const char *ks_kind_id(const struct ks_coalition *c, enum ks_kind kind, size_t i);

/* Reports an id that is not known, or that was withdrawn. */
void ks_wrong_id(struct ks_reader *r, struct ks_loc loc, enum ks_kind kind, const char *id);

/* Checks a score or raise against its instrument; node is its mapping. */
void ks_check_measure(struct ks_reader *r, const struct ks_instrument *instrument, const char *item,
		      const char *outcome, const struct ks_range *range,
		      const struct ks_node *node);

/* The item of an instrument; NULL when it has none of that name. */
const struct ks_item *ks_find_item(const struct ks_instrument *instrument, const char *id);

/* True when the instrument has this outcome. */
bool ks_has_outcome(const struct ks_instrument *instrument, const char *outcome);

#endif
