/* SPDX-License-Identifier: EUPL-1.2 */
#include "ks/base/clock.h"

#include <time.h>

void ks_clock_now(char out[KS_CLOCK_TEXT])
{
	time_t t = time(NULL);
	struct tm utc;

	if (!gmtime_r(&t, &utc) ||
	    !strftime(out, KS_CLOCK_TEXT, "%Y-%m-%dT%H:%M:%SZ", &utc))
		out[0] = '\0';
}
