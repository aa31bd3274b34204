/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Peak memory of one command, in kibibytes. A program of its own, because a
 * process begins with what the one that started it was using.
 *
 *   peak COMMAND...
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>

extern char **environ;

int main(int argc, char **argv)
{
	posix_spawn_file_actions_t actions;
	struct rusage usage;
	int status = 0;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	if (argc < 2 || posix_spawnp(&pid, argv[1], &actions, NULL, argv + 1, environ) != 0)
		return 4;
	waitpid(pid, &status, 0);
	getrusage(RUSAGE_CHILDREN, &usage);
	printf("%ld\n", usage.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 4;
}
