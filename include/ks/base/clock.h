/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_BASE_CLOCK_H
#define KS_BASE_CLOCK_H
/*
 * The real time, for the audit of a run that lasts: a conversation. Days that
 * anything is computed with come from `--today` and never from here.
 */

#define KS_CLOCK_TEXT sizeof("2026-11-21T10:11:12Z")

/* The moment in UTC; an empty string when there is no clock. */
void ks_clock_now(char out[KS_CLOCK_TEXT]);

/* Milliseconds since some moment: to tell how long something takes. */
long long ks_clock_milliseconds(void);

#endif
