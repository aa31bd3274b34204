/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_PARCEL_H
#define KS_CMD_PARCEL_H
/* From a stored handover to what travels (engine/parcel.h). */
#include "handover.h"
#include "ks/engine/parcel.h"

/*
 * Fills what leaves this book: from the book where the handover was made the
 * whole, as far as consent goes; from another only how it stands. KS_REFUSED
 * for a draft, anonymous advice, and where there is no consent.
 */
enum ks_status ks_parcel_make(struct ks_ctx *ctx, const struct ks_handover *h,
			      struct ks_parcel *out);

/* The moves of a handover, as they travel. */
struct ks_parcel_move *ks_parcel_moves(struct ks_arena *arena, const struct ks_handover *h);

#endif
