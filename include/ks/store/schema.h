/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_SCHEMA_H
#define KS_STORE_SCHEMA_H
/*
 * The tables of the casebook and how an older book gets them. Private to
 * src/store.
 *
 * Each version is a list of CREATE texts that brings a book from the version
 * before to it. What stands in the file is compared with these texts at every
 * opening: a table, index or trigger that ks did not make means that somebody
 * else did.
 */
#include "ks/base/status.h"

struct ks_db;

#define KS_APPLICATION_ID 0x6b73436b	/* "ksCk" in the header of the file */
#define KS_SCHEMA_VERSION 1

/*
 * Brings a book of a version to KS_SCHEMA_VERSION. Runs inside the caller's
 * transaction, so that a book is never half of the one and half of the other.
 */
void ks_schema_migrate(struct ks_db *db, int version);

/* Refuses a book whose tables are not what ks_schema_migrate() makes. */
enum ks_status ks_schema_check(struct ks_db *db);

#endif
