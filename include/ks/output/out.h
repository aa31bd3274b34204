/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_OUT_H
#define KS_OUTPUT_OUT_H
/*
 * Where answers and diagnostics leave the program. Only this folder writes to
 * standard output. Commands fill a view struct and hand it to a writer of the
 * same name (output/screen.h, output/route.h, ...); the writer chosen by
 * `--format` knows formats, not rules.
 *
 * An answer is first built whole in a buffer and then written at once, so
 * that nothing half is printed and no transaction is held over a pipe.
 */
#include <stdbool.h>
#include <stdio.h>

#include "ks/base/diag.h"
#include "ks/base/msg.h"
#include "ks/base/status.h"
#include "ks/base/str.h"

/* What --format says. Every command has text and JSON; which others, its ks_cmd says. */
enum ks_format {
	KS_AS_TEXT,
	KS_AS_JSON,
	KS_AS_HTML,	/* a page that needs nothing beside it */
	KS_AS_MD,	/* Markdown, to put on paper or in a folder */
	KS_AS_DOT,	/* a drawing, for Graphviz */
	KS_AS_MERMAID,	/* a drawing, as Mermaid: also what text is of one */
	KS_AS_CSV,	/* numbers, one a line */
	KS_AS_XLSX	/* a workbook; only when ks is built with libxlsxwriter */
};
extern const char *const ks_format_words[];	/* the same, as typed; NULL-ended */

struct ks_out {
	struct ks_arena *arena;
	FILE *out, *err;
	enum ks_lang lang;
	enum ks_format format;
	int width;		/* columns to fit: the terminal's, COLUMNS, else 80; at least 30 */
	bool color;		/* for standard output; words always carry the meaning too */
	bool training;		/* invented families: every answer says OEFENDATA */
	bool training_said;	/* once a run is enough for text */
	bool broken;		/* the answer could not be made: the flush says so */
	struct ks_buf text;	/* the answer under construction */
};

void ks_out_init(struct ks_out *out, struct ks_arena *arena, FILE *stream, FILE *err);

/* Is libxlsxwriter in this build, and on this computer? */
bool ks_xlsx_is_here(void);

/* Writes what was built, flushes and checks. KS_STORE when it did not arrive. */
enum ks_status ks_out_flush(struct ks_out *out);

/* One sentence to standard error, at once: for whoever is waited for. */
void ks_out_tell(struct ks_out *out, enum ks_msg msg, const struct ks_arg *args);

/* All diagnostics, sorted, to standard error. */
void ks_out_diag(struct ks_out *out, struct ks_diag *diag);

/* ---- text ---------------------------------------------------------------- */

/* A line of the message table, wrapped to the width, every wrapped line indented. */
void ks_out_msg(struct ks_out *out, int indent, enum ks_msg msg, const struct ks_arg *args);

/* Any text, made safe (base/utf8.h), wrapped; the first line starts with lead. */
void ks_out_wrapped(struct ks_out *out, int indent, const char *lead, const char *text);

/* A heading: the text, underlined so that it shows without colour. */
void ks_out_heading(struct ks_out *out, const char *text);

void ks_out_blank(struct ks_out *out);

/*
 * A real table: fits the width, never cuts an id.
 * Start with the headings, add rows of as many cells, then end. The texts are
 * not copied: they live at least until the end.
 */
struct ks_table;
struct ks_table *ks_table_new(struct ks_out *out, const char *const *headings, size_t n);
void ks_table_row(struct ks_table *table, const char *const *cells);
void ks_table_end(struct ks_table *table);

/* "21 november 2026" / "21 November 2026"; "" for KS_NO_DAY. */
const char *ks_day_words(struct ks_out *out, int day);

/* ---- JSON (cJSON lives behind this) -------------------------------------- */

struct ks_json;			/* a value under construction; owned by its document */

/* A document: an object that starts with "format": 1. */
struct ks_json *ks_json_document(struct ks_out *out);
/* A document of somebody else's format, without that key. */
struct ks_json *ks_json_foreign(struct ks_out *out);
/* Adds the document to out->text and frees it. */
void ks_json_end(struct ks_out *out, struct ks_json *document);

/* key NULL: append to an array. text NULL: null. All text must be valid UTF-8. */
struct ks_json *ks_json_object(struct ks_json *in, const char *key);
struct ks_json *ks_json_array(struct ks_json *in, const char *key);
void ks_json_text(struct ks_json *in, const char *key, const char *text);
/* A value that was written already, to the letter. */
void ks_json_written(struct ks_json *in, const char *key, const char *json);
void ks_json_int(struct ks_json *in, const char *key, long long value);
void ks_json_half(struct ks_json *in, const char *key, long long value);	/* and a half */
void ks_json_bool(struct ks_json *in, const char *key, bool value);
void ks_json_null(struct ks_json *in, const char *key);
void ks_json_day(struct ks_json *in, const char *key, int day);	/* null for KS_NO_DAY */

/* True when text is one strict JSON value (RFC 8259) with nothing behind it. */
bool ks_json_is_valid(const char *text, size_t len);

#endif
