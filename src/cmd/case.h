/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_CASE_H
#define KS_CMD_CASE_H
/* The parts of `ks case`, and how those that change a case begin and end. */
#include "ks/cmd/facts.h"
#include "ks/output/cases.h"
#include "ks/store/notes.h"

extern const struct ks_cmd ks_cmd_case_list;
extern const struct ks_cmd ks_cmd_case_show;
extern const struct ks_cmd ks_cmd_case_set;
extern const struct ks_cmd ks_cmd_case_birth;
extern const struct ks_cmd ks_cmd_case_end;
extern const struct ks_cmd ks_cmd_case_note;
extern const struct ks_cmd ks_cmd_case_consent;
extern const struct ks_cmd ks_cmd_case_close;
extern const struct ks_cmd ks_cmd_case_erase;
extern const struct ks_cmd ks_cmd_case_export;

/* Everything that happened in a case, in order of time, in the running transaction. */
enum ks_status ks_case_page(struct ks_ctx *ctx, const char *key, bool given_out);

/* What a change of a case consists of, once the case is found and read. */
typedef enum ks_status ks_change_case(struct ks_facts *facts, void *context);

/*
 * Finds the case of the first argument, changes it in one transaction and
 * brings the class that lists show up to date. key gets the case's key.
 */
enum ks_status ks_case_change(struct ks_ctx *ctx, const char *event, ks_change_case *change,
			      void *context, char key[KS_KEY_SIZE]);

/*
 * Handovers of a case that somebody still works on or waits for, read before
 * a change that could make them pointless; for the view of that change.
 */
enum ks_status ks_case_open_handovers(struct ks_facts *facts, struct ks_case_change *view);

/* A note as it is shown, with roles in the language. */
struct ks_note_view ks_note_view_of(struct ks_ctx *ctx, const struct ks_note *note);

/* KS_INPUT unless the day is given and not in the future; KS_USAGE when missing. */
enum ks_status ks_check_past(struct ks_ctx *ctx, const char *option, ks_day day);

#endif
