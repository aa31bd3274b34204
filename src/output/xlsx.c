/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Workbooks, with libxlsxwriter where ks was built with it. The library is
 * opened when a workbook is asked for: it brings libcrypto along, and every
 * other command would begin two milliseconds later for it.
 */
#include "xlsx.h"

#ifdef KS_WITH_XLSX

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "ks/base/arena.h"
#include "ks/base/utf8.h"

#define FIRST_ROW 2		/* below the note and the headings */
#define A4 9
#define SECONDS_A_DAY 86400

#define LIBRARY "libxlsxwriter.so." LXW_SOVERSION

/* What is used of it, by its own name and type. */
#define FUNCTIONS(EACH)                                                                            \
	EACH(format_set_align)                                                                     \
	EACH(format_set_bold)                                                                      \
	EACH(format_set_text_wrap)                                                                 \
	EACH(workbook_add_format)                                                                  \
	EACH(workbook_add_worksheet)                                                               \
	EACH(workbook_close)                                                                       \
	EACH(workbook_new_opt)                                                                     \
	EACH(workbook_set_properties)                                                              \
	EACH(worksheet_fit_to_pages)                                                               \
	EACH(worksheet_freeze_panes)                                                               \
	EACH(worksheet_repeat_rows)                                                                \
	EACH(worksheet_set_column)                                                                 \
	EACH(worksheet_set_footer)                                                                 \
	EACH(worksheet_set_landscape)                                                              \
	EACH(worksheet_set_paper)                                                                  \
	EACH(worksheet_write_number)                                                               \
	EACH(worksheet_write_string)

#define MEMBER(name) __typeof__(name) *name;

struct library {
	void *handle;
	FUNCTIONS(MEMBER)
};

struct ks_xlsx {
	struct ks_out *out;
	struct library lib;
	char *folder, *file;		/* where it is made, for no one else to see */
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *bold, *wrapped, *hidden;
	lxw_row_t row;
	lxw_col_t column;
};

/* POSIX lets an address be a function; C asks that its bytes be copied. */
static bool take(const struct library *lib, const char *name, void *function, size_t size)
{
	void *address = dlsym(lib->handle, name);

	memcpy(function, &address, size);
	return address != NULL;
}

#define TAKE(name) all = take(lib, #name, &lib->name, sizeof(lib->name)) && all;

/* False when the library that ks was built with is not on this computer. */
static bool open_library(struct library *lib)
{
	bool all = true;

	lib->handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (!lib->handle)
		return false;
	FUNCTIONS(TAKE)
	if (!all)
		dlclose(lib->handle);
	return all;
}

bool ks_xlsx_is_here(void)
{
	struct library lib;
	bool here = open_library(&lib);

	if (here)
		dlclose(lib.handle);
	return here;
}

/* The library writes files by name only; the folder is ours alone. */
static bool make_folder(struct ks_xlsx *xlsx)
{
	struct ks_arena *arena = xlsx->out->arena;

	xlsx->folder = ks_strdup(arena, "/tmp/ks-XXXXXX");
	if (!mkdtemp(xlsx->folder))
		return false;
	xlsx->file = ks_fmt(arena, "%s/report.xlsx", xlsx->folder);
	return true;
}

static void name_book(struct ks_xlsx *xlsx, const char *title, ks_day made)
{
	lxw_doc_properties properties = {
		.title = ks_strdup(xlsx->out->arena, title),
		.author = ks_strdup(xlsx->out->arena, "ks"),
		.created = (time_t)(made - ks_day_of(1970, 1, 1)) * SECONDS_A_DAY,
	};

	xlsx->lib.workbook_set_properties(xlsx->book, &properties);
}

static void make_formats(struct ks_xlsx *xlsx)
{
	xlsx->bold = xlsx->lib.workbook_add_format(xlsx->book);
	xlsx->lib.format_set_bold(xlsx->bold);
	xlsx->lib.format_set_text_wrap(xlsx->bold);
	xlsx->lib.format_set_align(xlsx->bold, LXW_ALIGN_VERTICAL_TOP);
	xlsx->wrapped = xlsx->lib.workbook_add_format(xlsx->book);
	xlsx->lib.format_set_text_wrap(xlsx->wrapped);
	xlsx->lib.format_set_align(xlsx->wrapped, LXW_ALIGN_VERTICAL_TOP);
	xlsx->hidden = xlsx->lib.workbook_add_format(xlsx->book);
	xlsx->lib.format_set_align(xlsx->hidden, LXW_ALIGN_RIGHT);
	xlsx->lib.format_set_align(xlsx->hidden, LXW_ALIGN_VERTICAL_TOP);
}

struct ks_xlsx *ks_xlsx_new(struct ks_out *out, const char *title, ks_day made)
{
	struct ks_xlsx *xlsx = KS_NEW(out->arena, struct ks_xlsx);
	lxw_workbook_options options = { .tmpdir = NULL };

	xlsx->out = out;
	if (!open_library(&xlsx->lib))
		return NULL;
	if (make_folder(xlsx)) {
		options.tmpdir = xlsx->folder;
		xlsx->book = xlsx->lib.workbook_new_opt(xlsx->file, &options);
		if (!xlsx->book)
			rmdir(xlsx->folder);
	}
	if (!xlsx->book) {
		dlclose(xlsx->lib.handle);
		return NULL;
	}
	name_book(xlsx, title, made);
	make_formats(xlsx);
	return xlsx;
}

void ks_xlsx_sheet(struct ks_xlsx *xlsx, const char *name, const char *note,
		   const struct ks_xlsx_column *columns, size_t n)
{
	const struct library *lib = &xlsx->lib;

	xlsx->sheet = lib->workbook_add_worksheet(xlsx->book, name);
	lib->worksheet_set_paper(xlsx->sheet, A4);
	lib->worksheet_set_landscape(xlsx->sheet);
	lib->worksheet_fit_to_pages(xlsx->sheet, 1, 0);
	lib->worksheet_set_footer(xlsx->sheet, ks_fmt(xlsx->out->arena, "&L%s&R&P / &N", note));
	lib->worksheet_write_string(xlsx->sheet, 0, 0, note, NULL);
	for (size_t i = 0; i < n; i++) {
		lxw_col_t at = (lxw_col_t)i;

		lib->worksheet_set_column(xlsx->sheet, at, at, columns[i].width, NULL);
		lib->worksheet_write_string(xlsx->sheet, 1, at, columns[i].heading, xlsx->bold);
	}
	lib->worksheet_freeze_panes(xlsx->sheet, FIRST_ROW, 1);
	lib->worksheet_repeat_rows(xlsx->sheet, 1, 1);
	xlsx->row = FIRST_ROW;
	xlsx->column = 0;
}

void ks_xlsx_text(struct ks_xlsx *xlsx, const char *text)
{
	const char *safe = ks_utf8_safe(xlsx->out->arena, text ? text : "");

	if (*safe)
		xlsx->lib.worksheet_write_string(xlsx->sheet, xlsx->row, xlsx->column, safe,
						 xlsx->wrapped);
	xlsx->column++;
}

void ks_xlsx_number(struct ks_xlsx *xlsx, struct ks_number number)
{
	lxw_row_t row = xlsx->row;
	lxw_col_t column = xlsx->column++;

	if (number.value >= 0)
		xlsx->lib.worksheet_write_number(xlsx->sheet, row, column,
						 number.value + (number.half ? 0.5 : 0.0),
						 xlsx->hidden);
	else if (number.shown)
		xlsx->lib.worksheet_write_string(xlsx->sheet, row, column, number.shown,
						 xlsx->hidden);
}

void ks_xlsx_row(struct ks_xlsx *xlsx)
{
	xlsx->row++;
	xlsx->column = 0;
}

static bool read_file(struct ks_xlsx *xlsx)
{
	FILE *file = fopen(xlsx->file, "rb");
	char part[4096];
	size_t n;
	bool whole;

	if (!file)
		return false;
	while ((n = fread(part, 1, sizeof(part), file)) > 0)
		ks_buf_addn(&xlsx->out->text, part, n);
	whole = !ferror(file);
	fclose(file);
	return whole;
}

bool ks_xlsx_end(struct ks_xlsx *xlsx)
{
	bool made = xlsx->lib.workbook_close(xlsx->book) == LXW_NO_ERROR && read_file(xlsx);

	dlclose(xlsx->lib.handle);
	unlink(xlsx->file);
	rmdir(xlsx->folder);
	return made;
}

#else

bool ks_xlsx_is_here(void)
{
	return false;
}

struct ks_xlsx *ks_xlsx_new(struct ks_out *out, const char *title, ks_day made)
{
	(void)out;
	(void)title;
	(void)made;
	return NULL;
}

void ks_xlsx_sheet(struct ks_xlsx *xlsx, const char *name, const char *note,
		   const struct ks_xlsx_column *columns, size_t n)
{
	(void)xlsx;
	(void)name;
	(void)note;
	(void)columns;
	(void)n;
}

void ks_xlsx_text(struct ks_xlsx *xlsx, const char *text)
{
	(void)xlsx;
	(void)text;
}

void ks_xlsx_number(struct ks_xlsx *xlsx, struct ks_number number)
{
	(void)xlsx;
	(void)number;
}

void ks_xlsx_row(struct ks_xlsx *xlsx)
{
	(void)xlsx;
}

bool ks_xlsx_end(struct ks_xlsx *xlsx)
{
	(void)xlsx;
	return false;
}

#endif
