/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reads the JSON of `ks route --json` (contract, "JSON of `ks route`") into an outcome.
 */
#ifndef ORACLE_READING_H
#define ORACLE_READING_H

#include <stdbool.h>
#include <stddef.h>

#include "outcome.h"

/* False when the text is no such document; `why` then says what is missing or wrong. */
bool reading_of_json(const char *json, struct outcome *o, char *why, size_t why_size);

#endif
