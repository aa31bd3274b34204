/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_EXCHANGE_JSON_TEXT_H
#define KS_EXCHANGE_JSON_TEXT_H
/*
 * JSON read as YAML (cards/yaml.h). The one thing that differs: JSON writes a
 * character beyond the first plane as two halves (RFC 8259 §7), which YAML does
 * not know. Private to exchange.
 */
#include "ks/base/diag.h"

struct ks_arena;

/* The same text with both halves written as the one character they are. */
const struct ks_source_text *ks_json_joined(struct ks_arena *arena,
					    const struct ks_source_text *in);

#endif
