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

long long ks_clock_milliseconds(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
