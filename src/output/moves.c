/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of moves on a page. */
#include "ks/output/moves.h"

#include "ks/base/arena.h"
#include "ks/base/str.h"
#include "ks/engine/loop.h"
#include "ks/output/label.h"

/* "send → requested, withdraw → withdrawn"; "" at an end. */
static const char *moves_of(struct ks_out *out, enum ks_handover_status from, const char *mark)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (int verb = 0; verb < KS_VERBS; verb++) {
		int to = ks_loop_next(from, (enum ks_verb)verb);

		if (to < 0)
			continue;
		ks_buf_add(&buf, buf.len ? ", " : "");
		ks_buf_addf(&buf, "%s → %s%s%s", ks_verb_words[verb], mark,
			    ks_handover_status_words[to], mark);
	}
	return buf.text;
}

static void write_text(struct ks_out *out)
{
	const char *const headings[] = { ks_msg_text(out->lang, KS_MSG_moves_from),
					 ks_msg_text(out->lang, KS_MSG_moves_meaning),
					 ks_msg_text(out->lang, KS_MSG_moves_to) };
	struct ks_table *table = ks_table_new(out, headings, 3);

	for (int from = 0; from < KS_H_STATUSES; from++) {
		enum ks_handover_status status = (enum ks_handover_status)from;

		ks_table_row(table, (const char *const[]){ ks_handover_status_words[from],
							   ks_label_status(out, status),
							   moves_of(out, status, "") });
	}
	ks_table_end(table);
}

/* ---- Markdown ------------------------------------------------------------ */

static void put_arrows(struct ks_out *out, enum ks_handover_status from)
{
	for (int verb = 0; verb < KS_VERBS; verb++) {
		int to = ks_loop_next(from, (enum ks_verb)verb);

		if (to >= 0)
			ks_buf_addf(&out->text, "  %s --> %s: %s\n", ks_handover_status_words[from],
				    ks_handover_status_words[to], ks_verb_words[verb]);
	}
}

static void write_md(struct ks_out *out)
{
	ks_buf_addf(&out->text, "| %s | %s | %s |\n|---|---|---|\n",
		    ks_msg_text(out->lang, KS_MSG_moves_from),
		    ks_msg_text(out->lang, KS_MSG_moves_meaning),
		    ks_msg_text(out->lang, KS_MSG_moves_to));
	for (int from = 0; from < KS_H_STATUSES; from++) {
		enum ks_handover_status status = (enum ks_handover_status)from;

		ks_buf_addf(&out->text, "| `%s` | %s | %s |\n", ks_handover_status_words[from],
			    ks_label_status(out, status), moves_of(out, status, "`"));
	}
	ks_buf_add(&out->text, "\n```mermaid\nstateDiagram-v2\n  [*] --> draft: new --draft\n"
			       "  [*] --> requested: new\n  [*] --> stopped: new --refused\n");
	for (int from = 0; from < KS_H_STATUSES; from++)
		put_arrows(out, (enum ks_handover_status)from);
	ks_buf_add(&out->text, "  withdrawn --> [*]\n  closed --> [*]\n```\n");
}

/* ---- JSON ---------------------------------------------------------------- */

static void write_json(struct ks_out *out)
{
	struct ks_json *document = ks_json_document(out), *list;

	list = ks_json_array(document, "moves");
	for (int from = 0; from < KS_H_STATUSES; from++)
		for (int verb = 0; verb < KS_VERBS; verb++) {
			int to = ks_loop_next((enum ks_handover_status)from, (enum ks_verb)verb);
			struct ks_json *move;

			if (to < 0)
				continue;
			move = ks_json_object(list, NULL);
			ks_json_text(move, "from", ks_handover_status_words[from]);
			ks_json_text(move, "verb", ks_verb_words[verb]);
			ks_json_text(move, "to", ks_handover_status_words[to]);
		}
	ks_json_end(out, document);
}

void ks_write_moves(struct ks_out *out)
{
	if (out->format == KS_AS_JSON)
		write_json(out);
	else if (out->format == KS_AS_MD)
		write_md(out);
	else
		write_text(out);
}
