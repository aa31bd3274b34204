/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps that came, went or moved, for programs and for people. */
#include "ks/output/shifts.h"

#include "ks/base/arena.h"
#include "ks/output/label.h"

/* The bits of ks_difference.in, in order, as JSON names them and as people do. */
static const struct {
	const char *word;
	enum ks_msg label;
} changes[] = {
	{ "due", KS_MSG_shift_in_due },		  { "opens", KS_MSG_shift_in_opens },
	{ "urgency", KS_MSG_shift_in_urgency },	  { "handover", KS_MSG_shift_in_form },
	{ "organisation", KS_MSG_shift_in_filler }, { "already", KS_MSG_shift_in_already },
};
#define CHANGES (sizeof(changes) / sizeof(changes[0]))

static ks_day due_of(const struct ks_route_step *step)
{
	return step ? step->due : KS_NO_DAY;
}

struct ks_shifts ks_shifts_of(struct ks_arena *arena, const struct ks_comparison *comparison)
{
	struct ks_shifts shifts = {
		.class_then = { comparison->before->balance.class, comparison->after->balance.class },
		.lines = KS_NEW_N(arena, comparison->n + 1, struct ks_shift_line),
		.n = comparison->n,
	};

	for (size_t i = 0; i < comparison->n; i++) {
		const struct ks_difference *item = &comparison->items[i];

		shifts.lines[i] = (struct ks_shift_line){
			item->shift, ks_strdup(arena, item->step), item->in,
			{ due_of(item->before), due_of(item->after) },
		};
	}
	return shifts;
}

bool ks_shifts_differ(const struct ks_shifts *shifts)
{
	return shifts->n > 0 || shifts->class_then[0] != shifts->class_then[1];
}

size_t ks_shifts_count(const struct ks_shifts *shifts, enum ks_shift shift)
{
	size_t n = 0;

	for (size_t i = 0; i < shifts->n; i++)
		n += shifts->lines[i].shift == shift;
	return n;
}

/* ---- JSON ---------------------------------------------------------------- */

static void json_steps(struct ks_json *in, const struct ks_shifts *shifts, enum ks_shift shift)
{
	struct ks_json *list = ks_json_array(in, ks_shift_words[shift]);

	for (size_t i = 0; i < shifts->n; i++)
		if (shifts->lines[i].shift == shift)
			ks_json_text(list, NULL, shifts->lines[i].step);
}

static void json_moved(struct ks_json *list, const struct ks_shift_line *line)
{
	struct ks_json *object = ks_json_object(list, NULL), *items;

	ks_json_text(object, "step", line->step);
	items = ks_json_array(object, "due");
	ks_json_day(items, NULL, line->due[0]);
	ks_json_day(items, NULL, line->due[1]);
	items = ks_json_array(object, "in");
	for (size_t i = 0; i < CHANGES; i++)
		if (line->in & 1U << i)
			ks_json_text(items, NULL, changes[i].word);
}

void ks_json_shifts(struct ks_json *in, const struct ks_shifts *shifts)
{
	struct ks_json *list = ks_json_array(in, "class");

	ks_json_text(list, NULL, ks_class_words[shifts->class_then[0]]);
	ks_json_text(list, NULL, ks_class_words[shifts->class_then[1]]);
	json_steps(in, shifts, KS_GAINED);
	json_steps(in, shifts, KS_LOST);
	list = ks_json_array(in, "moved");
	for (size_t i = 0; i < shifts->n; i++)
		if (shifts->lines[i].shift == KS_MOVED)
			json_moved(list, &shifts->lines[i]);
}

/* ---- text ---------------------------------------------------------------- */

/* From one day to another; help that is there already has none. */
static bool has_both_days(const struct ks_shift_line *line)
{
	return line->in & KS_IN_DUE && line->due[0] != KS_NO_DAY && line->due[1] != KS_NO_DAY;
}

static void put_moved(struct ks_out *out, int indent, const struct ks_shift_line *line)
{
	unsigned rest = has_both_days(line) ? line->in & ~KS_IN_DUE : line->in;
	struct ks_buf in;

	if (has_both_days(line))
		ks_out_msg(out, indent, KS_MSG_shift_due,
			   KS_ARGS({ "step", line->step },
				   { "before", ks_day_words(out, line->due[0]) },
				   { "after", ks_day_words(out, line->due[1]) }));
	ks_buf_init(&in, out->arena);
	for (size_t i = 0; i < CHANGES; i++)
		if (rest & 1U << i)
			ks_buf_addf(&in, "%s%s", in.len ? ", " : "",
				    ks_msg_text(out->lang, changes[i].label));
	if (in.len)
		ks_out_msg(out, indent, KS_MSG_shift_other,
			   KS_ARGS({ "step", line->step }, { "in", in.text }));
}

static void put_steps(struct ks_out *out, int indent, const struct ks_shifts *shifts,
		      enum ks_shift shift, enum ks_msg msg)
{
	struct ks_buf ids;

	ks_buf_init(&ids, out->arena);
	for (size_t i = 0; i < shifts->n; i++)
		if (shifts->lines[i].shift == shift)
			ks_buf_addf(&ids, "%s%s", ids.len ? ", " : "", shifts->lines[i].step);
	if (ids.len)
		ks_out_msg(out, indent, msg, KS_ARGS({ "steps", ids.text }));
}

void ks_put_shifts(struct ks_out *out, int indent, const struct ks_shifts *shifts)
{
	if (shifts->class_then[0] != shifts->class_then[1])
		ks_out_msg(out, indent, KS_MSG_shift_class,
			   KS_ARGS({ "before", ks_label_class(out, shifts->class_then[0]) },
				   { "after", ks_label_class(out, shifts->class_then[1]) }));
	put_steps(out, indent, shifts, KS_GAINED, KS_MSG_shift_gained);
	put_steps(out, indent, shifts, KS_LOST, KS_MSG_shift_lost);
	for (size_t i = 0; i < shifts->n; i++)
		if (shifts->lines[i].shift == KS_MOVED)
			put_moved(out, indent, &shifts->lines[i]);
}
