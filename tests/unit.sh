#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Runs cmocka programs one after the other: a program that passes shows its closing lines, one that
# fails all it printed. Counts the tests, not the programs; a program that dies counts as one failed.
#
#   tests/unit.sh PROGRAM...

set -u
for name in $(env | sed -n 's/^\(KS_[A-Z_]*\)=.*/\1/p'); do
	unset "$name"
done
export LC_ALL=C.UTF-8 TZ=UTC0
export UBSAN_OPTIONS="print_stacktrace=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}"

log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT
passed=0
failed=0

count() { # the number in cmocka's closing lines "[  WORD  ] N test(s)"
	sed -n "s/^\[  $1  \] \([0-9][0-9]*\) test(s).*/\1/p" "$log" | awk '{ n += $1 } END { print +n }'
}

for program in "$@"; do
	timeout 600 "$program" >"$log" 2>&1 </dev/null
	status=$?
	ok=$(count PASSED)
	bad=$(count FAILED)
	if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
		bad=1
		echo "(stopped with status $status)" >>"$log"
	elif [ "$status" -eq 0 ] && [ "$ok" -eq 0 ]; then
		bad=1
		echo "(ran no test)" >>"$log"
	fi
	passed=$((passed + ok))
	failed=$((failed + bad))
	echo "$program"
	if [ "$bad" -eq 0 ]; then
		grep '^\[  PASSED  \]' "$log"
	else
		cat "$log"
	fi
done
[ $# -gt 0 ] || echo 'unit: no test programs yet'
echo "unit: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
