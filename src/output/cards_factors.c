/* SPDX-License-Identifier: EUPL-1.2 */
/* What can be asked about: the ids that `ks screen` takes, by the part of life they are about. */
#include "ks/base/arena.h"
#include "ks/output/cards.h"
#include "ks/output/label.h"

/* ---- text ---------------------------------------------------------------- */

/* About whom it can be, the usual one first. */
static const char *subjects_of(struct ks_out *out, const struct ks_factor *factor)
{
	struct ks_buf buf;

	ks_buf_init(&buf, out->arena);
	for (size_t i = 0; i < factor->n_subjects; i++)
		ks_buf_addf(&buf, "%s%s", i ? ", " : "",
			    ks_label_word(out, ks_subject_words[factor->subjects[i]]));
	return buf.text;
}

static void put_factor(struct ks_out *out, const struct ks_factor *factor)
{
	ks_out_wrapped(out, 4, ks_fmt(out->arena, "%s: ", factor->id),
		       ks_fmt(out->arena, "%s (%s)", ks_text_in(factor->label, out->lang),
			      subjects_of(out, factor)));
}

/* The factors of a kind in one domain, below its name; nothing when there are none. */
static void put_domain(struct ks_out *out, const struct ks_coalition *c, bool protective,
		       size_t domain)
{
	bool named = false;

	for (size_t i = 0; i < c->n_factors; i++) {
		const struct ks_factor *factor = c->factors[i];

		if (factor->protective != protective || factor->domain_index != domain)
			continue;
		if (!named)
			ks_out_wrapped(out, 2, "", factor->domain);
		named = true;
		put_factor(out, factor);
	}
}

static void put_kind(struct ks_out *out, const struct ks_coalition *c, bool protective)
{
	ks_out_blank(out);
	ks_out_msg(out, 0, protective ? KS_MSG_factors_protective : KS_MSG_factors_signals, NULL);
	for (size_t i = 0; i < c->n_domains; i++)
		put_domain(out, c, protective, i);
}

static void text_factors(struct ks_out *out, const struct ks_coalition *c)
{
	ks_out_msg(out, 0, KS_MSG_factors_title,
		   KS_ARGS({ "coalition", ks_text_in(c->title, out->lang) },
			   { "version", c->version }));
	put_kind(out, c, false);
	put_kind(out, c, true);
}

/* ---- JSON ---------------------------------------------------------------- */

static void json_factor(struct ks_out *out, struct ks_json *json, const struct ks_factor *factor)
{
	struct ks_json *list;

	ks_json_text(json, "id", factor->id);
	ks_json_text(json, "kind", factor->protective ? "protective" : "signal");
	ks_json_text(json, "class", factor->protective
					    ? NULL
					    : ks_signal_class_words[factor->signal_class]);
	ks_json_text(json, "label", ks_text_in(factor->label, out->lang));
	ks_json_text(json, "domain", factor->domain);
	list = ks_json_array(json, "subjects");
	for (size_t i = 0; i < factor->n_subjects; i++)
		ks_json_text(list, NULL, ks_subject_words[factor->subjects[i]]);
}

static void json_factors(struct ks_out *out, const struct ks_coalition *c)
{
	struct ks_json *document = ks_json_document(out);
	struct ks_json *coalition = ks_json_object(document, "coalition"), *list;

	ks_json_text(coalition, "id", c->id);
	ks_json_text(coalition, "version", c->version);
	list = ks_json_array(document, "factors");
	for (size_t i = 0; i < c->n_factors; i++)
		json_factor(out, ks_json_object(list, NULL), c->factors[i]);
	ks_json_end(out, document);
}

void ks_out_factors(struct ks_out *out, const struct ks_coalition *c)
{
	if (out->format == KS_AS_JSON)
		json_factors(out, c);
	else
		text_factors(out, c);
}
