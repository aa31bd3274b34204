/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What scalars look like, for who describes the files to others: the readers
 * in shape.c and cond.c parse. tests/cards/test_looks.c tries both on many
 * texts, so that they cannot grow apart.
 */
#include "ks/cards/shape.h"

#define ID "[a-z0-9-]{1,64}"
#define WHOLE "0*(1000000|[0-9]{1,6})"

const char *const ks_bool_words[] = { "no", "false", "nee", "yes", "true", "ja", NULL };

static const char *const terms[] = { "same-day", "5wd", "14d", "2w", NULL };
static const char *const spans[] = { "2wd", "4w", "3m", "2y", NULL };
static const char *const weeks[] = { "12+0", "28+0", NULL };
static const char *const ages[] = { "0d", "6w", "12m", "2y", NULL };

const struct ks_look ks_looks[KS_TYPES] = {
	[KS_T_STRING] = { "[^ \t\r\n]", NULL },
	[KS_T_ID] = { "^" ID "$", NULL },
	[KS_T_IDS] = { "^" ID "$", NULL },
	[KS_T_INT] = { "^" WHOLE "$", NULL },
	/* Which days a month has is not said here. */
	[KS_T_DATE] = { "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
			NULL },
	[KS_T_TERM] = { "^(same-day|[0-9]{1,4}(d|w|wd))$", terms },
	[KS_T_SPAN] = { "^(same-day|[0-9]{1,4}(d|w|m|y|wd))$", spans },
	[KS_T_LIMIT_WEEK] = { "^[0-9]{1,2}([+][0-6])?$", weeks },
	[KS_T_LIMIT_AGE] = { "^[0-9]{1,4}(d|w|m|y)$", ages },
	[KS_T_LIMIT_INT] = { "^" WHOLE "$", NULL },
};
