/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_BASE_STATUS_H
#define KS_BASE_STATUS_H
/*
 * What a function that can fail returns. The values are the exit statuses of
 * the program, so nothing has to be translated on the way up.
 */
enum ks_status {
	KS_OK = 0,		/* done */
	KS_FOUND = 1,		/* done, and there is a finding */
	KS_USAGE = 2,		/* the command line is wrong */
	KS_INPUT = 3,		/* cards, answers, dates or ids are wrong */
	KS_STORE = 4,		/* casebook or input/output failed */
	KS_REFUSED = 5,		/* an agreed rule refuses it */
	KS_INTERRUPTED = 130	/* Ctrl-C or hang-up */
};
#endif
