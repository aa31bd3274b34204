/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_STORE_ERASE_H
#define KS_STORE_ERASE_H
/*
 * Erasing a family (AVG art. 17, WGBO 7:455): every row about it goes, and the
 * secret with which its digests were salted. What is left is the case key, the
 * days it was made and erased, and the audit, whose chain still fits and says
 * nothing about what was in it. SQLite overwrites what is deleted with zeros
 * (secure_delete); what a disk, a backup or a file system keeps is beyond this.
 */
#include "ks/store/store.h"

/* Erases a case that is there; the transaction becomes one that deletes. */
enum ks_status ks_case_erase(struct ks_store *store, const char *key);

#endif
