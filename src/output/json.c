/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * JSON, written with cJSON behind a small door: this is the only module that
 * knows it. A struct ks_json is a cJSON node; the document is its root.
 *
 * cJSON passes bytes above 7E through as they are. So text that is no UTF-8 is
 * mended before it goes in, and invisible and control characters of the
 * finished document, which stand only in strings, are written as \uXXXX.
 */
#include <cjson/cJSON.h>

#include <stdint.h>
#include <string.h>

#include "ks/base/arena.h"
#include "ks/base/date.h"
#include "ks/base/utf8.h"
#include "ks/output/out.h"

#define FORMAT_VERSION 1
#define REPLACEMENT "\xEF\xBF\xBD"	/* U+FFFD */

struct ks_json {
	cJSON *node;
	struct ks_arena *arena;
};

/* cJSON gives NULL only when memory has run out. */
static void *sure(void *pointer)
{
	if (!pointer)
		ks_out_of_memory();
	return pointer;
}

/* Gives the node its place in an object (the key is copied: memory) or, without a key, an array. */
static void attach(struct ks_json *in, const char *key, cJSON *node)
{
	cJSON_bool is_in;

	sure(node);
	if (key)
		is_in = cJSON_AddItemToObject(in->node, key, node);
	else
		is_in = cJSON_AddItemToArray(in->node, node);
	if (!is_in)
		ks_out_of_memory();
}

static struct ks_json *wrap(struct ks_arena *arena, cJSON *node)
{
	struct ks_json *json = KS_NEW(arena, struct ks_json);

	json->node = sure(node);
	json->arena = arena;
	return json;
}

struct ks_json *ks_json_foreign(struct ks_out *out)
{
	return wrap(out->arena, cJSON_CreateObject());
}

struct ks_json *ks_json_document(struct ks_out *out)
{
	struct ks_json *document = ks_json_foreign(out);

	ks_json_int(document, "format", FORMAT_VERSION);
	if (out->training)
		ks_json_text(document, "training", "OEFENDATA");
	return document;
}

struct ks_json *ks_json_object(struct ks_json *in, const char *key)
{
	struct ks_json *object = wrap(in->arena, cJSON_CreateObject());

	attach(in, key, object->node);
	return object;
}

struct ks_json *ks_json_array(struct ks_json *in, const char *key)
{
	struct ks_json *array = wrap(in->arena, cJSON_CreateArray());

	attach(in, key, array->node);
	return array;
}

/* The text with every byte that is no UTF-8 replaced. */
static const char *mended(struct ks_arena *arena, const char *text)
{
	size_t len = strlen(text);
	struct ks_buf buf;
	uint32_t point;

	ks_buf_init(&buf, arena);
	for (size_t at = 0, n; at < len; at += n ? n : 1) {
		n = ks_utf8_decode(text + at, len - at, &point);
		if (n)
			ks_buf_addn(&buf, text + at, n);
		else
			ks_buf_add(&buf, REPLACEMENT);
	}
	return buf.text;
}

void ks_json_text(struct ks_json *in, const char *key, const char *text)
{
	attach(in, key, text ? cJSON_CreateString(mended(in->arena, text)) : cJSON_CreateNull());
}

void ks_json_written(struct ks_json *in, const char *key, const char *json)
{
	attach(in, key, cJSON_CreateRaw(json));
}

void ks_json_int(struct ks_json *in, const char *key, long long value)
{
	/* As digits of our own: cJSON counts in doubles and would ask the locale. */
	attach(in, key, cJSON_CreateRaw(ks_fmt(in->arena, "%lld", value)));
}

void ks_json_half(struct ks_json *in, const char *key, long long value)
{
	attach(in, key, cJSON_CreateRaw(ks_fmt(in->arena, "%lld.5", value)));
}

void ks_json_bool(struct ks_json *in, const char *key, bool value)
{
	attach(in, key, cJSON_CreateBool(value));
}

void ks_json_null(struct ks_json *in, const char *key)
{
	attach(in, key, cJSON_CreateNull());
}

void ks_json_day(struct ks_json *in, const char *key, int day)
{
	char text[KS_DATE_TEXT];

	ks_format_date(day, text);
	ks_json_text(in, key, *text ? text : NULL);
}

/* Above FFFF JSON writes a pair of surrogates. */
static void put_escape(struct ks_buf *buf, uint32_t point)
{
	if (point > 0xFFFF) {
		point -= 0x10000;
		ks_buf_addf(buf, "\\u%04x", (unsigned)(0xD800 + (point >> 10)));
		point = 0xDC00 + (point & 0x3FF);
	}
	ks_buf_addf(buf, "\\u%04x", (unsigned)point);
}

static bool is_layout(uint32_t point)
{
	return point == '\n' || point == '\t';
}

static void put_visible(struct ks_buf *buf, const char *json)
{
	size_t len = strlen(json);
	uint32_t point = 0;

	for (size_t at = 0, n; at < len; at += n) {
		n = ks_utf8_decode(json + at, len - at, &point);
		if (!n)
			break;	/* cannot be: all text was mended */
		if (ks_utf8_is_forbidden(point) && !is_layout(point))
			put_escape(buf, point);
		else
			ks_buf_addn(buf, json + at, n);
	}
}

void ks_json_end(struct ks_out *out, struct ks_json *document)
{
	char *text = sure(cJSON_Print(document->node));

	put_visible(&out->text, text);
	ks_buf_addc(&out->text, '\n');
	cJSON_free(text);
	cJSON_Delete(document->node);
}
