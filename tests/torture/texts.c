/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hostile texts, through argument, standard input, file, answers and import,
 * into every kind of output. Each is refused with a reason, or shown harmless:
 * nothing that a terminal obeys, no tag that was not there before, no line that
 * looks like ours, documents of the same build as with an ordinary word.
 */
#define _GNU_SOURCE
#include <cjson/cJSON.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "torture/attacks.h"

#define LONGEST 8192
#define OUTPUTS 10
#define INPUTS 6

/* Everything with a newline in it tries to begin a line with this. */
#define SPOOF "SPOOFED"

static const char *const texts[] = {
	"gewoon",
	"\033[31mrood\033[0m", "\033]52;c;cm0gLXJm\a", "\033]0;titel\a", "\033]8;;http://x\033\\x\033]8;;\033\\",
	"\033[2J\033[H", "\033c", "\033P$q\"p\033\\", "a\rSPOOFED", "a\b\b\bSPOOFED", "a\nSPOOFED: goed",
	"a\r\nSPOOFED", "a\vSPOOFED", "a\fSPOOFED", "a\n\n\nSPOOFED\n", "a\tb", "\x7f", "\a\a\a",
	"\xc2\x9b" "31mrood", "\xc2\x9d" "0;x\xc2\x9c", "\xc2\x85SPOOFED", "\xe2\x80\xa8SPOOFED",
	"\xe2\x80\xa9SPOOFED", "\xe2\x80\xae" "dlof", "\xe2\x81\xa6x\xe2\x81\xa9", "\xef\xbb\xbfx",
	"\xe2\x80\x8b", "\xe2\x80\x8b\xe2\x80\x8b x", "\xf3\xa0\x81\xa1\xf3\xa0\x81\xa2", "\xef\xbf\xbe",
	"\xef\xbf\xbf", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff\xfe", "\xe2\x28\xa1", "\x80",
	"\xf0\x28\x8c\xbc", "=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")",
	"=cmd|' /C calc'!A0", "\t=1+1", " =1+1", "\xef\xbc\x9d" "1+1", "\";=1+1;\"", "'=1", "|calc",
	"%0A=1", "-2+3+cmd|' /C calc'!A0", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
	"\"><svg/onload=alert(1)>", "' onmouseover='alert(1)", "</style><script>x</script>", "<!--", "-->",
	"]]>", "&lt;script&gt;", "&#60;script&#62;", "<a href=\"javascript:x\">y</a>", "</title><h1>x",
	"<svg><script>x</script></svg>", "{{7*7}}", "${7*7}", "<%= 7 %>", "#{7*7}", "javascript:alert(1)",
	"data:text/html,<b>x</b>", "'; DROP TABLE cases; --", "' OR '1'='1", "%' OR 1=1 --", "\\'; --",
	"1; ATTACH 'x' AS y", "_%_%", "\"", "'", "`id`", "$(id)", "; id", "| id", "&& id", "> /tmp/x",
	"%s%s%s%n", "%n%n%n", "%1$s", "%999999d", "{}", "{0}", "{text}", "{case}", "{option}", "%d %x %p",
	"../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "\\\\host\\x", "C:\\con", "nul", "-", "--",
	"--help", "-h", "@", "@/etc/shadow", "\\", "\\n", "\\u001b[31m", "\\x1b", "\\0", "null", "true",
	"undefined", "NaN", "Infinity", "0", "-0", "1e400", "0x41", "1/0", "{\"a\":1}", "[1,2]", "}", "]", ",",
	"\",\"x\":\"y", "a: b", "- a", "# x", "? x", "| x", "> x", "! x", "& x", "* x", "!!python/object x",
	"%YAML 1.1", "---", "...", "BEGIN:VCALENDAR", "END:VEVENT\r\nBEGIN:VEVENT", "x\nBEGIN:VEVENT",
	"X-A:B", ";,:\\", "# kop", "**vet**", "[x](javascript:x)", "![x](http://x)", "| a | b |", "```",
	"<details>", "1. x", "    code", "\xf0\x9f\x92\xa9", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",
	"Z\xcc\xb6\xcc\xa1\xcc\x95\xcc\x9b\xcc\x80\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85", "\xe1\x85\x9f",
	"\xe2\xa0\x80", "\xe3\x85\xa4", "\xef\xbe\xa0", "\xd7\xa2\xd7\x91\xd7\xa8\xd7\x99\xd7\xaa",
	"\xd8\xa7\xd9\x84\xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a\xd8\xa9", "\xe4\xb8\xad\xe6\x96\x87",
	"\xe1\x88\xb0\xe1\x88\x8b\xe1\x88\x9d", "\xef\xb7\xba", "\xef\xb7\xbd", "\xc4\xb0I\xc4\xb1i",
	"\xc3\x9f", "\xef\xac\x81", "\xe2\x84\xa2", "123456782", "1234.56.782", "111222333",
};
#define FIXED (sizeof(texts) / sizeof(texts[0]))

/* Characters that may not be shown as they are, each in a word of its own. */
static const struct {
	unsigned from, to;
} unseen[] = {
	{ 0x01, 0x1f },	  { 0x7f, 0x9f },     { 0xad, 0xad },	  { 0x61c, 0x61c },
	{ 0x200b, 0x200f }, { 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0xfeff, 0xfeff },
	{ 0xfff9, 0xfffb }, { 0xe0001, 0xe0001 }, { 0xe0020, 0xe002f },
};

static size_t put_point(char *to, unsigned point)
{
	if (point < 0x80) {
		to[0] = (char)point;
		return 1;
	}
	if (point < 0x800) {
		to[0] = (char)(0xc0 | point >> 6);
		to[1] = (char)(0x80 | (point & 0x3f));
		return 2;
	}
	if (point < 0x10000) {
		to[0] = (char)(0xe0 | point >> 12);
		to[1] = (char)(0x80 | (point >> 6 & 0x3f));
		to[2] = (char)(0x80 | (point & 0x3f));
		return 3;
	}
	to[0] = (char)(0xf0 | point >> 18);
	to[1] = (char)(0x80 | (point >> 12 & 0x3f));
	to[2] = (char)(0x80 | (point >> 6 & 0x3f));
	to[3] = (char)(0x80 | (point & 0x3f));
	return 4;
}

/* Text i: the list, then "a?SPOOFED" for every unseen character, then long ones. False: no more. */
static bool make_text(long i, char out[LONGEST])
{
	static const char *const long_ones[] = { "x", "x ", "\xcc\x81", "=", "<b>" };
	size_t n = 0, at = (size_t)i;

	if (at < FIXED) {
		snprintf(out, LONGEST, "%s", texts[at]);
		return true;
	}
	at -= FIXED;
	for (size_t j = 0; j < sizeof(unseen) / sizeof(unseen[0]); j++) {
		size_t width = unseen[j].to - unseen[j].from + 1;

		if (at < width) {
			out[n++] = 'a';
			n += put_point(out + n, unseen[j].from + (unsigned)at);
			snprintf(out + n, LONGEST - n, SPOOF);
			return true;
		}
		at -= width;
	}
	if (at >= sizeof(long_ones) / sizeof(long_ones[0]))
		return false;
	while (n + 4 < LONGEST)
		n += (size_t)snprintf(out + n, LONGEST - n, "%s", long_ones[at]);
	return true;
}

/* ---- inputs ------------------------------------------------------------------- */

static const char *word_of(const struct world *w, const char *name, int at)
{
	for (size_t i = 0; i < w->n_commands; i++)
		if (strcmp(w->commands[i].name, name) == 0)
			return w->commands[i].words[at];
	return "";
}

static void in_folder(const struct place *p, char path[PATH_MAX], const char *name)
{
	snprintf(path, PATH_MAX, "%s/%s", p->folder, name);
}

/* The other organisation's bundle and a file of answers, with the text in them. */
static void plant(struct place *p, const char *text)
{
	static const char asked[] = "\"Wilt u meedenken?\"";
	char path[PATH_MAX], *bundle, *at, *whole = NULL, *json;
	cJSON *string = cJSON_CreateString(text);
	size_t len = 0;

	json = cJSON_PrintUnformatted(string);
	cJSON_Delete(string);
	in_folder(p, path, "theirs.json");
	bundle = slurp(path, &len);
	at = bundle ? strstr(bundle, asked) : NULL;
	if (at && asprintf(&whole, "%.*s%s%s", (int)(at - bundle), bundle, json,
			   at + sizeof(asked) - 1) > 0)
		spill(path, whole, strlen(whole));
	free(whole);
	free(bundle);
	in_folder(p, path, "raised.json");
	if (asprintf(&whole, "{\"present\":[\"schulden\"],\"raise\":\"kwetsbaar\",\"because\":%s}", json) > 0)
		spill(path, whole, strlen(whole));
	free(whole);
	free(json);
	in_folder(p, path, "text.txt");
	spill(path, text, strlen(text));
}

static void enter(struct place *p, int input, const char *text)
{
	const struct world *w = p->w;
	const char *key = word_of(w, "case note", 2);
	const struct command inputs[INPUTS] = {
		{ .name = "-", .input = "text.txt",
		  .words = { "case", "note", key, "--kind", "note", "--text", "-" } },
		{ .name = "@", .words = { "handover", "new", key, "--to", "sociaal-team", "--consent",
					  "spoken", "--ask", "@text.txt", "--own-words", "@text.txt" } },
		{ .name = "ref", .words = { "case", "set", key, "--ref", text } },
		{ .name = "because", .words = { "case", "close", word_of(w, "case close", 2),
						"--because", text } },
		{ .name = "answers", .words = { "screen", key, "--answers", "raised.json" } },
		{ .name = "import", .words = { "import", "theirs.json", "--yes" } },
	};

	run_command(p, &inputs[input], NULL, NULL);
}

/* ---- outputs ------------------------------------------------------------------- */

enum form { PLAIN, JSON, HTML, ICS, CSV };

static enum form show(struct place *p, int output)
{
	const struct world *w = p->w;
	const char *key = word_of(w, "case note", 2), *closed = word_of(w, "case close", 2);
	const char *const outputs[OUTPUTS][7] = {
		{ "case", "show", key },
		{ "case", "show", key, "--json" },
		{ "case", "show", closed },
		{ "case", "list" },
		{ "handover", "list", "--json" },
		{ "route", key, "--alone" },
		{ "route", key, "--parents", "--format", "html" },
		{ "todo", "--all", "--ics" },
		{ "report", "--month", "2026-11", "--format", "csv" },
		{ "audit", "show", key },
	};
	static const enum form forms[OUTPUTS] = { PLAIN, JSON, PLAIN, PLAIN, JSON,
						  PLAIN, HTML, ICS,   CSV,   PLAIN };

	run_words(p, outputs[output]);
	return forms[output];
}

/* The newest handover, that which the texts are in. */
static bool show_handover(struct place *p, const char *format, bool exported)
{
	const char *const list[] = { "handover", "list", "--json", NULL };
	char id[16] = "";
	const char *at;

	run_words(p, list);
	for (at = p->end.out; (at = strstr(at, "\"H-")) != NULL; at++)
		snprintf(id, sizeof(id), "%.8s", at + 1);
	if (exported) {
		const char *const words[] = { "export", "--fhir", id, NULL };

		run_words(p, words);
	} else {
		const char *const words[] = { "handover", "show", id, "--format", format, NULL };

		run_words(p, words);
	}
	return *id != '\0';
}

static bool has_unseen(const char *text, size_t n, enum form form)
{
	char point[4];

	for (size_t j = 0; j < sizeof(unseen) / sizeof(unseen[0]); j++)
		for (unsigned p = unseen[j].from; p <= unseen[j].to; p++) {
			bool fine = p == '\n' || (p == '\t' && form == JSON) ||
				    (p == '\r' && (form == ICS || form == CSV));

			if (!fine && memmem(text, n, point, put_point(point, p)))
				return true;
		}
	return memchr(text, '\0', n) != NULL;
}

static size_t count(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)) != NULL; text += strlen(what))
		n++;
	return n;
}

static bool starts_cell(const char *text)
{
	for (; *text; text++)
		if ((text[0] == '"' || text[0] == ';' || text[0] == ',' || text[0] == '\n') &&
		    text[1] && strchr("=+@|", text[1]))
			return true;
	return false;
}

static bool is_json(const char *text)
{
	cJSON *json = cJSON_ParseWithOpts(text, NULL, 1);
	bool fine = json != NULL;

	cJSON_Delete(json);
	return fine;
}

/* NULL: harmless. */
static const char *harm(struct place *p, enum form form, const char *text)
{
	const struct ending *e = &p->end;

	if (e->status < 0)
		return "it died";
	if (has_unseen(e->out, e->n_out, form) || has_unseen(e->err, e->n_err, PLAIN))
		return "a control character";
	if (strncmp(e->out, SPOOF, 7) == 0 || strstr(e->out, "\n" SPOOF) || strstr(e->err, "\n" SPOOF))
		return "a line that is not ours";
	if (e->status == 0 && form == JSON && !is_json(e->out))
		return "no JSON";
	if (form == HTML && strpbrk(text, "<>") && strlen(text) > 3 && strstr(e->out, text))
		return "a tag of its own";
	if (form == CSV && starts_cell(e->out))
		return "a formula";
	if (form == ICS && count(e->out, "BEGIN:") != count(e->out, "\r\nBEGIN:") + 1)
		return "an event of its own";
	return NULL;
}

static void look(struct place *p, long i, const char *what, enum form form, const char *text)
{
	const char *why = harm(p, form, text);

	tried(p->w, !why, "text %ld, %s: %s: %.300s%.300s", i, what, why, p->end.out, p->end.err);
}

static void look_everywhere(struct place *p, long i, const char *text)
{
	for (int output = 0; output < OUTPUTS; output++) {
		enum form form = show(p, output);

		look(p, i, "shown", form, text);
	}
	show_handover(p, "text", false);
	look(p, i, "handover", PLAIN, text);
	show_handover(p, "json", false);
	look(p, i, "handover as JSON", JSON, text);
	show_handover(p, "json", true);
	look(p, i, "bundle", JSON, text);
	show_handover(p, "html", false);
	look(p, i, "handover as a page", HTML, text);
}

static void attack(struct place *p, long i, void *arg)
{
	char text[LONGEST];

	(void)arg;
	/* A short run takes one in twelve, and always those that begin the list. */
	if (!make_text(i, text) || (!p->w->is_long && i > 20 && i % 12))
		return;
	place_reset(p);
	plant(p, text);
	for (int input = 0; input < INPUTS; input++) {
		enter(p, input, text);
		look(p, i, "entered", PLAIN, text);
		tried(p->w, p->end.status == 0 || p->end.n_err > 0, "text %ld: refused without a word",
		      i);
	}
	look_everywhere(p, i, text);
}

void attack_texts(struct world *w)
{
	char text[LONGEST];
	long n = 0;

	while (make_text(n, text))
		n++;
	printf("  %ld texts, %d inputs, %d outputs\n", n, INPUTS, OUTPUTS + 4);
	fflush(stdout);
	in_parallel(w, n, attack, NULL);
}
