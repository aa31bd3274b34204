/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_AUDIT_H
#define KS_CMD_AUDIT_H
/* The audit as a page, also for who gives out everything about a family. */
#include "ks/cmd/cmd.h"
#include "ks/store/audit.h"

/* Writes the rows that fit, in the running transaction. */
enum ks_status ks_audit_page(struct ks_ctx *ctx, const struct ks_audit_filter *filter);

#endif
