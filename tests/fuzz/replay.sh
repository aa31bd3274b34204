#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Feeds the seeds and the once-found crashes of every fuzz target through it, with any compiler.
#
#   tests/fuzz/replay.sh PROGRAM...                (replay_X: tests/fuzz/corpus/X, tests/hostile/X)

set -u
bad=0
for program in "$@"; do
	name=${program##*/replay_}
	files=$(find -L "tests/fuzz/corpus/$name" "tests/hostile/$name" -type f 2>/dev/null | sort)
	if [ -z "$files" ]; then
		echo "replay_$name: no seed in tests/fuzz/corpus/$name" >&2
		bad=1
	else
		"$program" $files || bad=1
	fi
done
exit $bad
