/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_SETUP_H
#define KS_OUTPUT_SETUP_H
/* The answers of `ks init` and `ks config`. */
#include "ks/cards/model.h"
#include "ks/output/out.h"

struct ks_init_view {
	const char *path;
	const struct ks_coalition *coalition;
	const char *user, *role, *organisation;	/* NULL where not known */
	const char *group;			/* NULL: a private book */
};

void ks_write_init(struct ks_out *out, const struct ks_init_view *view);

/* One setting; value NULL: not set. */
struct ks_setting_view {
	const char *key, *value;
};

void ks_write_settings(struct ks_out *out, const char *path, const struct ks_setting_view *items,
		       size_t n);

/* `get`: the value and nothing else. */
void ks_write_setting(struct ks_out *out, const struct ks_setting_view *item);

#endif
