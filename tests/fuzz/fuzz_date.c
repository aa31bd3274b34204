/* SPDX-License-Identifier: EUPL-1.2 */
/* Any text as a date, a week or a term: refused, or read back to the same value. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_date(const char *s)
{
	char text[KS_DATE_TEXT];
	ks_day day, again;

	if (!ks_parse_date(s, &day))
		return;
	ks_format_date(day, text);
	if (strcmp(text, s) != 0 || !ks_parse_date_typed(s, &again) || again != day)
		abort();
}

static void check_week(const char *s)
{
	char text[KS_DATE_TEXT];
	int days, again;

	if (!ks_parse_week(s, &days))
		return;
	ks_format_week(days, text);
	if (strchr(s, '.') || !ks_parse_week(text, &again) || again != days)
		abort();
}

static void check_span(const char *s)
{
	struct ks_span span, again;
	char text[KS_DATE_TEXT];
	ks_day day = ks_day_of(2026, 11, 21);

	if (!ks_parse_span(s, &span))
		return;
	ks_format_span(span, text);
	if (!ks_parse_span(text, &again) || again.n != span.n || again.unit != span.unit)
		abort();
	if (span.n < 1000 && ks_add_span(day, span) < day)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ks_arena arena;
	char *text;

	ks_arena_init(&arena);
	text = ks_strndup(&arena, (const char *)data, size);
	check_date(text);
	check_week(text);
	check_span(text);
	ks_arena_release(&arena);
	return 0;
}
