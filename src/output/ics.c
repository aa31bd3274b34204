/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reminders for a calendar (RFC 5545): whole days, the case's key and nothing
 * else of the family, because a calendar is shared with phones and colleagues.
 * No METHOD: that would ask for an organizer.
 */
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/hash.h"
#include "ks/base/utf8.h"
#include "ks/output/todo.h"

/* A content line is at most 75 octets; what follows begins with a blank. */
#define LINE 75

/* Commas, semicolons and backslashes mean something; a text has no line breaks. */
static const char *escaped(struct ks_out *out, const char *text)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (; *text; text++) {
		if (*text == ',' || *text == ';' || *text == '\\')
			ks_buf_addc(&buf, '\\');
		ks_buf_addc(&buf, *text);
	}
	return buf.text;
}

/* Octets of text that fit, never half a character. */
static size_t fitting(const char *text, size_t room)
{
	size_t n = strlen(text);

	if (n <= room)
		return n;
	n = room;
	while (n > 0 && ((unsigned char)text[n] & 0xC0U) == 0x80U)
		n--;
	return n;
}

static void put(struct ks_out *out, const char *name, const char *value)
{
	const char *line = ks_fmt(out->arena, "%s:%s", name, value);
	size_t room = LINE, n;

	for (; *line; line += n) {
		n = fitting(line, room);
		ks_buf_add(&out->text, room < LINE ? " " : "");
		ks_buf_addn(&out->text, line, n);
		ks_buf_add(&out->text, "\r\n");
		room = LINE - 1;
	}
}

/* The same for the same thing to do, so that a calendar renews and does not repeat. */
static const char *uid_of(struct ks_out *out, const struct ks_todo_item *item)
{
	const char *about = item->note ? item->note : item->handover ? item->handover : item->step;
	const char *whole = ks_fmt(out->arena, "%s %s %s", item->case_key,
				   ks_todo_kind_words[item->kind], about ? about : "");
	char hash[KS_SHA256_HEX];

	ks_sha256(whole, strlen(whole), hash);
	return ks_fmt(out->arena, "%.32s@ks", hash);
}

/* "2026-12-05" and "2026-11-21T09:00:00Z" without their marks. */
static const char *compact(struct ks_out *out, const char *iso)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (; *iso; iso++)
		if (*iso != '-' && *iso != ':')
			ks_buf_addc(&buf, *iso);
	return buf.text;
}

static const char *day_of(struct ks_out *out, ks_day day)
{
	char text[KS_DATE_TEXT];

	ks_format_date(day, text);
	return compact(out, text);
}

static void put_event(struct ks_out *out, const struct ks_todo_view *view,
		      const struct ks_todo_item *item)
{
	const char *summary = ks_msg_make(out->arena, out->lang, KS_MSG_ics_summary,
					  KS_ARGS({ "case", item->case_key }));

	put(out, "BEGIN", "VEVENT");
	put(out, "UID", uid_of(out, item));
	put(out, "DTSTAMP", compact(out, view->now));
	put(out, "DTSTART;VALUE=DATE", day_of(out, item->due));
	put(out, "DTEND;VALUE=DATE", day_of(out, item->due + 1));
	put(out, "SUMMARY", escaped(out, summary));
	put(out, "TRANSP", "TRANSPARENT");
	put(out, "CLASS", "PRIVATE");
	put(out, "BEGIN", "VALARM");
	put(out, "ACTION", "DISPLAY");
	put(out, "DESCRIPTION", escaped(out, summary));
	put(out, "TRIGGER", "PT9H");
	put(out, "END", "VALARM");
	put(out, "END", "VEVENT");
}

void ks_out_todo_ics(struct ks_out *out, const struct ks_todo_view *view)
{
	put(out, "BEGIN", "VCALENDAR");
	put(out, "VERSION", "2.0");
	put(out, "PRODID", "-//ks//ks todo//NL");
	for (size_t i = 0; i < view->n; i++)
		if (view->items[i].due != KS_NO_DAY)
			put_event(out, view, &view->items[i]);
	put(out, "END", "VCALENDAR");
}
