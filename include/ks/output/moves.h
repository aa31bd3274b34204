/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_MOVES_H
#define KS_OUTPUT_MOVES_H
/*
 * The legal moves of a handover, straight from the table that decides them
 * (engine/loop.h): as text, as Markdown with a diagram, and as JSON. The page
 * docs/handover.md holds the Markdown; a test compares them.
 */
#include "ks/output/out.h"

void ks_write_moves(struct ks_out *out);

#endif
