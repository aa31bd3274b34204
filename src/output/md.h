/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_MD_H
#define KS_OUTPUT_MD_H
/* Pages of Markdown: a text may never turn into markup. */
#include "ks/output/out.h"

/* Any text, safe and on one line, that Markdown leaves as it is; "" for NULL. */
const char *ks_md_text(struct ks_out *out, const char *text);

#endif
