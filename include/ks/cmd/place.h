/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_PLACE_H
#define KS_CMD_PLACE_H
/* Where the casebook and the routekaarten are when nobody says so. */
#include "ks/cmd/run.h"

#define KS_NATIONAL_ROUTES "landelijk"

/* Default casebook; NULL when there is neither XDG_DATA_HOME nor HOME. */
const char *ks_default_db(struct ks_arena *arena, const struct ks_environment *env);

/*
 * The national folder: that of the source tree the program runs in, else the
 * installed one.
 */
const char *ks_default_routes(struct ks_arena *arena, const struct ks_environment *env);

/*
 * The folder a person means with `--routes`: a folder, or the name of one
 * beside the national folder ("deventer"). As typed when there is neither.
 */
const char *ks_find_routes(struct ks_arena *arena, const struct ks_environment *env,
			   const char *typed);

/* The names of the national folder and those beside it, sorted. */
void ks_routes_names(struct ks_arena *arena, const struct ks_environment *env,
		     struct ks_list *out);

/*
 * True after reporting (KS_INPUT) that a name is no folder and that no
 * coalition is called so, with the nearest one that is.
 */
bool ks_is_unknown_routes(struct ks_arena *arena, struct ks_diag *diag,
			  const struct ks_environment *env, const char *typed);

/* The same place from wherever the program is started; NULL when there is none. */
const char *ks_absolute_dir(struct ks_arena *arena, const char *path);

#endif
