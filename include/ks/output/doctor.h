/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_DOCTOR_H
#define KS_OUTPUT_DOCTOR_H
/* What `ks doctor` looked at, what it found and what mends it. */
#include "ks/output/out.h"

enum ks_doctor_what { KS_DOCTOR_FINE, KS_DOCTOR_NOTE, KS_DOCTOR_FOUND };

struct ks_doctor_line {
	const char *check;		/* integrity references audit lists ... */
	enum ks_doctor_what what;
	const char *text;		/* in the language */
	const char *mend;		/* the command that mends it; NULL */
};

struct ks_doctor_view {
	const char *path, *head;	/* of the casebook; of its chain */
	const struct ks_doctor_line *lines;
	size_t n;
	size_t n_found;
};

void ks_write_doctor(struct ks_out *out, const struct ks_doctor_view *view);

#endif
