#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Runs libFuzzer programs, each for a number of seconds or runs, whichever comes first.
#
#   tests/fuzz/run.sh SECONDS RUNS PROGRAM...      (RUNS -1: no limit)
#
# fuzz_X starts from tests/fuzz/corpus/X and tests/hostile/X, with the words of tests/fuzz/X.dict.
# What it finds worth keeping goes into the build folder, never into the tree: copy it by hand.

set -u
# Blocks given back are watched for 4 MB and not 256, and the trace of who asked for them is short:
# both cost more than all of our code. A target gives back all it took with every input, and what
# an input does is far below 4 MB; who asked is told by the replay in tests/fuzz/replay.sh.
export ASAN_OPTIONS="malloc_context_size=2:quarantine_size_mb=4:${ASAN_OPTIONS:-}"
seconds=$1
runs=$2
shift 2
passed=0
failed=0

for program in "$@"; do
	name=${program##*/fuzz_}
	found=$program.corpus
	log=$program.log
	mkdir -p "$found"
	set -- -max_total_time="$seconds" -runs="$runs" -timeout=5 -rss_limit_mb=1024 \
		-artifact_prefix="$program.crash-" -print_final_stats=1
	[ -e "tests/fuzz/$name.dict" ] && set -- "$@" -dict="tests/fuzz/$name.dict"
	set -- "$@" "$found"
	for seeds in "tests/fuzz/corpus/$name" "tests/hostile/$name"; do
		[ -d "$seeds" ] && set -- "$@" "$seeds"
	done
	if "$program" "$@" >"$log" 2>&1 </dev/null; then
		passed=$((passed + 1))
		awk -v name="fuzz_$name" '
			/^stat::number_of_executed_units/ { n = $2 }
			match($0, /cov: [0-9]+/) { cov = substr($0, RSTART + 5, RLENGTH - 5) }
			END { printf "%s: %d inputs, %d edges, nothing found\n", name, n, cov }' "$log"
	else
		failed=$((failed + 1))
		tail -n 60 "$log"
		echo "fuzz_$name: FAILED, the input is at $program.crash-*"
	fi
done
[ $((passed + failed)) -gt 0 ] || echo 'fuzz: no targets yet'
echo "fuzz: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
