/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_EXCHANGE_BACKUP_LABEL_H
#define KS_EXCHANGE_BACKUP_LABEL_H
/*
 * What a backup says of itself, in the first encrypted block of the sealed
 * file: lines of a name, a blank and a value. Who lacks the secret does not
 * even learn how many families there are.
 */
#include <stdbool.h>

struct ks_arena;

struct ks_backup_label {
	const char *backup;		/* id, also in the audit: "B-7K2MQX" */
	const char *book, *head;	/* id of the casebook, head of its audit */
	const char *made, *last;	/* moments in UTC: of the backup, of the last audit row */
	long long rows, cases, handovers;	/* of audit, of families, of handovers */
	long long bytes;		/* of the casebook that follows */
};

const char *ks_backup_label_write(struct ks_arena *arena, const struct ks_backup_label *label);

/* False when a line is missing, twice there, strange or too much. */
bool ks_backup_label_read(struct ks_arena *arena, const char *text, struct ks_backup_label *out);

#endif
