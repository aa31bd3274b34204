/* SPDX-License-Identifier: EUPL-1.2 */
/* Default places, in the order the header gives. */
#define _XOPEN_SOURCE 700	/* realpath() */
#include "ks/cmd/place.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ks/base/arena.h"
#include "ks/base/near.h"

#ifndef KS_DATADIR
#define KS_DATADIR "/usr/local/share/ks/routes"
#endif

#define NATIONAL KS_NATIONAL_ROUTES
#define UP_AT_MOST 3	/* build/ks, build/asan/ks */

static bool is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool is_given(const char *s)
{
	return s && *s;
}

const char *ks_default_db(struct ks_arena *arena, const struct ks_environment *env)
{
	/* The XDG rules say that a relative path must be ignored. */
	if (is_given(env->data_home) && env->data_home[0] == '/')
		return ks_fmt(arena, "%s/ks/casebook.db", env->data_home);
	if (is_given(env->home))
		return ks_fmt(arena, "%s/.local/share/ks/casebook.db", env->home);
	return NULL;
}

/* The folder of the source tree that holds the coalitions; NULL when not in one. */
static const char *tree_routes(struct ks_arena *arena, const char *program)
{
	char *dir = ks_strdup(arena, program);
	char *slash;

	for (int up = 0; up <= UP_AT_MOST && (slash = strrchr(dir, '/')) != NULL; up++) {
		const char *routes;

		*slash = '\0';
		routes = ks_fmt(arena, "%s/routes", dir);
		if (is_dir(ks_fmt(arena, "%s/" NATIONAL, routes)))
			return routes;
	}
	return NULL;
}

static const char *all_routes(struct ks_arena *arena, const struct ks_environment *env)
{
	const char *routes = env->program ? tree_routes(arena, env->program) : NULL;

	return routes ? routes : KS_DATADIR;
}

const char *ks_default_routes(struct ks_arena *arena, const struct ks_environment *env)
{
	return ks_fmt(arena, "%s/" NATIONAL, all_routes(arena, env));
}

const char *ks_find_routes(struct ks_arena *arena, const struct ks_environment *env,
			   const char *typed)
{
	const char *beside;

	if (is_dir(typed) || strchr(typed, '/'))
		return typed;
	beside = ks_fmt(arena, "%s/%s", all_routes(arena, env), typed);
	return is_dir(beside) ? beside : typed;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void ks_routes_names(struct ks_arena *arena, const struct ks_environment *env, struct ks_list *out)
{
	const char *folder = all_routes(arena, env);
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	*out = (struct ks_list){ NULL, 0 };
	while (dir && (entry = readdir(dir)) != NULL)
		if (*entry->d_name != '.' && is_dir(ks_fmt(arena, "%s/%s", folder, entry->d_name)))
			*(const char **)ks_grow(arena, &out->items, &out->n, sizeof(char *)) =
				ks_strdup(arena, entry->d_name);
	if (dir)
		closedir(dir);
	if (out->n)
		qsort(out->items, out->n, sizeof(*out->items), by_name);
}

static const char *nearest_routes(struct ks_arena *arena, const struct ks_environment *env,
				  const char *typed)
{
	struct ks_list names;
	struct ks_near near;

	ks_routes_names(arena, env, &names);
	ks_near_start(&near, typed);
	for (size_t i = 0; i < names.n; i++)
		ks_near_offer(&near, names.items[i]);
	return near.best;
}

bool ks_is_unknown_routes(struct ks_arena *arena, struct ks_diag *diag,
			  const struct ks_environment *env, const char *typed)
{
	if (strchr(typed, '/') || is_dir(ks_find_routes(arena, env, typed)))
		return false;
	ks_error(diag, ks_nowhere(), KS_MSG_routes_not_found, KS_ARGS({ "dir", typed }),
		 nearest_routes(arena, env, typed));
	return true;
}

const char *ks_absolute_dir(struct ks_arena *arena, const char *path)
{
	char whole[PATH_MAX];

	return realpath(path, whole) && is_dir(whole) ? ks_strdup(arena, whole) : NULL;
}
