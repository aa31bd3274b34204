#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Changes the code of the engine (or of the cards) in one place at a time and sees whether a test
# notices: who tests the tests? A change that no test notices is printed, and makes this fail unless
# tests/mutate.txt says why it cannot be noticed.
#
#   tests/mutate.sh BUILD [--seed N] [--count N] [--jobs N] [FILE...]
#
# BUILD is a tree of its own, made by `make mutate` with -fPIC: the library becomes a shared one
# there, so that a mutant costs one compilation and one link, and every test program uses it as it
# is. A mutant whose object is the same, byte for byte, is the same program and does not count; nor
# does one that does not compile. --count takes a sample (0: all of them), drawn with --seed.
#
# Rules    compare  == != < <= > >= by their neighbour       logic   && by || and back
#          sum      + by - and back, += by -= and back       not     !x by x
#          number   N by N + 1                               truth   true by false and back
#          if       a condition by its opposite              drop    a statement, or a break, by nothing
# Tests    the unit test named after the file; the other unit tests of engine, cards and exchange and
#          the property test against the oracle, the quickest first; the written sessions of what
#          the file is for. The first that fails ends it; one that takes far longer than it did
#          before anything was changed has failed.

set -u
build=$1
shift
seed=1
count=150
jobs=2
worlds=${MUTATE_WORLDS:-60}
while [ $# -gt 0 ]; do
	case $1 in
	--seed) seed=$2; shift 2 ;;
	--count) count=$2; shift 2 ;;
	--jobs) jobs=$2; shift 2 ;;
	*) break ;;
	esac
done
if [ $# -eq 0 ]; then
	for name in cond balance picture decide route plan loop order numbers measure grid printed affected \
		shielded; do
		set -- "$@" "src/engine/$name.c"
	done
fi
for name in $(env | sed -n 's/^\(KS_[A-Z_]*\)=.*/\1/p'); do
	unset "$name"
done
export LC_ALL=C.UTF-8 TZ=UTC0
CC=${CC:-cc}
object="$CC -std=c17 -Iinclude -D_POSIX_C_SOURCE=200809L -O1 -g0 -w -fPIC -c"
libraries="$(pkg-config --libs yaml-0.1 sqlite3 libcjson libsodium) -ldl"
told=$(dirname "$0")/mutate.txt
room=$(cd "$build" && pwd)/mutants
rm -rf "$room"
mkdir -p "$room"

# --- what can be changed ---

# Prints FILE, line, column, length, replacement and rule of every mutant, with tabs between.
places() {
	LC_ALL=C awk '
	# The line with what stands in comments and strings as spaces, its length unchanged.
	function code_of(s,    out, c, two, quote) {
		out = quote = ""
		while (s != "") {
			c = substr(s, 1, 1)
			two = substr(s, 1, 2)
			if (in_comment) {
				out = out " "
				if (two == "*/") { in_comment = 0; out = out " "; s = substr(s, 2) }
			} else if (quote != "") {
				out = out " "
				if (c == "\\") { out = out " "; s = substr(s, 2) }
				else if (c == quote) quote = ""
			} else if (two == "/*") {
				in_comment = 1
				out = out "  "
				s = substr(s, 2)
			} else {
				if (c == "\"" || c == "\047") { quote = c; c = " " }
				out = out c
			}
			s = substr(s, 2)
		}
		return out
	}
	function mutant(at, len, text, rule) {
		printf "%s\t%d\t%d\t%d\t%s\t%s\n", FILENAME, FNR, at, len, text, rule
	}
	# Every place where FROM stands as a whole, put by TO.
	function each(from, to, rule,    at, rest, past) {
		past = 0
		rest = code
		while ((at = index(rest, from)) > 0) {
			mutant(past + at, length(from), to, rule)
			past += at + length(from) - 1
			rest = substr(rest, at + length(from))
		}
	}
	function operators() {
		each(" == ", " != ", "compare")
		each(" != ", " == ", "compare")
		each(" < ", " <= ", "compare")
		each(" <= ", " < ", "compare")
		each(" > ", " >= ", "compare")
		each(" >= ", " > ", "compare")
		each(" && ", " || ", "logic")
		each(" || ", " && ", "logic")
		each(" + ", " - ", "sum")
		each(" - ", " + ", "sum")
		each(" += ", " -= ", "sum")
		each(" -= ", " += ", "sum")
		each("++", "--", "sum")
	}
	function words(    at, rest, past, word) {
		past = 0
		rest = code
		while (match(rest, /[A-Za-z0-9_]+/)) {
			at = past + RSTART
			word = substr(rest, RSTART, RLENGTH)
			if (word ~ /^[0-9]+U?$/)
				mutant(at, RLENGTH, word + 1, "number")
			else if (word == "true")
				mutant(at, RLENGTH, "false", "truth")
			else if (word == "false")
				mutant(at, RLENGTH, "true", "truth")
			past += RSTART + RLENGTH - 1
			rest = substr(rest, RSTART + RLENGTH)
		}
	}
	function nots(    i) {
		for (i = 1; i < length(code); i++)
			if (substr(code, i, 2) ~ /^![A-Za-z_(*&]$/)
				mutant(i, 1, "", "not")
	}
	# The length of the condition that starts at its opening parenthesis; 0 when the line ends first.
	function extent(from,    i, deep, c) {
		for (i = from; i <= length(code); i++) {
			c = substr(code, i, 1)
			deep += (c == "(") - (c == ")")
			if (!deep)
				return i - from + 1
		}
		return 0
	}
	function conditions(    at, len) {
		if (!match(code, /^\t*(else )?if \(/))
			return
		at = RSTART + RLENGTH - 1
		len = extent(at)
		if (len)
			mutant(at, len, "(!" substr($0, at, len) ")", "if")
	}
	function statements() {
		if (code ~ /^\t+(break|continue);$/ ||
		    code ~ /^\t+[a-z_]+\(.*\);$/ || code ~ /^\t+[*a-z_][^ ]* [|&+-]?= .*;$/)
			if (match(code, /[^\t].*/))
				mutant(RSTART, RLENGTH, ";", "drop")
	}
	FNR == 1 { in_comment = 0; skip = 0 }
	{
		code = code_of($0)
		directive = code ~ /^#/ || skip
		skip = directive && $0 ~ /\\$/
		if (directive)
			next
		operators()
		words()
		nots()
		conditions()
		statements()
	}' "$@"
}

# A sample of the lines, in an order that the seed decides.
sample() {
	awk -v seed="$seed" 'BEGIN { srand(seed) } { printf "%.9f\t%s\n", rand(), $0 }' | sort |
		cut -f 2- | if [ "$count" -gt 0 ]; then head -n "$count"; else cat; fi
}

# --- one mutant ---

rewritten() { # FILE LINE COLUMN LENGTH TEXT: the file with that place changed
	text=$5 awk -v line="$2" -v at="$3" -v len="$4" '
		NR == line { $0 = substr($0, 1, at - 1) ENVIRON["text"] substr($0, at + len) }
		{ print }' "$1"
}

test_with() { # WORKER SECONDS PROGRAM...: true when it succeeds in that time
	(
		shift
		ulimit -v 4000000
		cd "$top" && timeout "$@"
	) >/dev/null 2>&1 </dev/null
}

unit_of() { # FILE: its name in this script, src/engine/cond.c is engine_cond
	name_of=$(basename "$1" .c)
	echo "$(basename "$(dirname "$1")")_$name_of"
}

sessions_of() { # UNIT: the sessions in which the file of that name decides what is printed
	case $1 in
	cards_*) ls tests/cli/cards*.test ;;
	engine_loop) ls tests/cli/handover*.test tests/cli/todo*.test ;;
	engine_measure | engine_grid | engine_printed) ls tests/cli/report*.test ;;
	*) ls tests/cli/screen.test tests/cli/table.test tests/cli/wh*.test tests/cli/reuring.test ;;
	esac
}

run() { # WORKER SECONDS TEST UNIT: a test program, the property test or the sessions of a file
	case $3 in
	property) test_with "$1" "$2" "$1/property" --worlds "$worlds" --dir "$1/worlds" ;;
	sessions) test_with "$1" "$2" "$1/cli" --ks "$1/ks" $(sessions_of "$4") ;;
	*) test_with "$1" "$2" "$1/$3" ;;
	esac
}

# The name of the first test that notices, or nothing.
noticed() { # WORKER UNIT
	own=test_$2
	[ ! -e "$1/$own" ] || run "$1" 60 "$own" "$2" || { echo "$own"; return; }
	while read -r seconds test; do
		run "$1" "$seconds" "$test" "$2" || { echo "$test"; return; }
	done <"$room/order"
}

# Every test once, with nothing changed: all must pass, and the quickest go first from now on.
put_in_order() {
	for test in $(cd "$room/1" && ls -d test_*) property; do
		start=$(date +%s)
		run "$room/1" 600 "$test" || { echo "mutate: $test fails as it is" >&2; exit 2; }
		echo "$((20 + 10 * ($(date +%s) - start))) $test"
	done >"$room/times"
	sort -n "$room/times" >"$room/order"
	for unit in engine_loop engine_grid engine_cond cards_load; do
		run "$room/1" 600 sessions "$unit" || {
			echo "mutate: the sessions of $unit fail as they are" >&2
			exit 2
		}
	done
	echo 600 sessions >>"$room/order"
}

attempt() { # WORKER FILE LINE COLUMN LENGTH TEXT RULE
	worker=$1 file=$2
	name=$(basename "$file" .c)
	unit=$(unit_of "$file")
	rewritten "$2" "$3" "$4" "$5" "$6" >"$worker/$name.c"
	how=unbuilt
	if $object "-I$(dirname "$file")" "-ffile-prefix-map=$worker=." -o "$worker/mutant.o" "$worker/$name.c" 2>/dev/null
	then
		if cmp -s "$worker/mutant.o" "$room/$unit.o"; then
			how=same
		else
			grep -v "/obj/${file%.c}.o\$" "$room/all" >"$worker/objects"
			$CC -shared -o "$worker/libks.so.new" $(cat "$worker/objects") \
				"$worker/mutant.o" $libraries
			mv "$worker/libks.so.new" "$worker/libks.so"
			how=$(noticed "$worker" "$unit")
			[ -n "$how" ] || how=SURVIVED
		fi
	fi
	line=$(sed -n "$3p" "$file" | sed 's/^[[:space:]]*//')
	was=$(sed -n "$3p" "$file" | cut -c "$4-$(($4 + $5 - 1))")
	printf '%s\t%s:%s:%s\t%s\t%s\t%s\t%s\n' \
		"$how" "$file" "$3" "$4" "$7" "$was" "$6" "$line"
}

work() { # NUMBER: this worker's share of the mutants
	worker=$room/$1
	awk -v n="$jobs" -v mine="$1" 'NR % n == mine - 1' "$room/mutants" >"$worker/mutants"
	tab=$(printf '\t')
	while IFS= read -r mutant; do
		old=$IFS
		IFS=$tab
		# An empty replacement would be lost between two tabs: it is written as a space.
		set -- $(printf '%s\n' "$mutant" | sed "s/$tab$tab/$tab $tab/")
		IFS=$old
		attempt "$worker" "$@"
	done <"$worker/mutants" >"$worker/results" 2>"$worker/said"
}

# --- the programs, once ---

top=$(pwd)
objects=$(find "$build/obj/src" -name '*.o' ! -path '*/src/main.o' | sort)
printf '%s\n' $objects >"$room/all"
for file in "$@"; do
	name=$(basename "$file" .c)
	cp "$file" "$room/$name.c"
	$object "-I$(dirname "$file")" "-ffile-prefix-map=$room=." -o "$room/$(unit_of "$file").o" \
		"$room/$name.c" || exit 2
done
for n in $(seq "$jobs"); do
	mkdir -p "$room/$n/worlds"
	ln -s "$top/routes" "$room/$n/routes"
	$CC -shared -o "$room/$n/libks.so" $objects $libraries || exit 2
	link="$CC -o"
	to="-L$room/$n -lks -Wl,-rpath,\$ORIGIN $libraries"
	for test in tests/engine/test_*.c tests/cards/test_*.c tests/exchange/test_*.c; do
		layer=${test%/*}
		name=test_${layer#tests/}_${test##*/test_}
		$link "$room/$n/${name%.c}" "$build/obj/${test%.c}.o" "$build"/obj/tests/support/*.o \
			$to $(pkg-config --libs cmocka) || exit 2
	done
	$link "$room/$n/property" "$build"/obj/tests/oracle/*.o $to || exit 2
	$link "$room/$n/ks" "$build/obj/src/main.o" $to || exit 2
	cp "$build/tests/cli" "$room/$n/cli"
done
put_in_order

places "$@" >"$room/places"
sample <"$room/places" >"$room/mutants"
for n in $(seq "$jobs"); do
	work "$n" &
done
wait
cat "$room"/*/results | sort -t "$(printf '\t')" -k 2 >"$room/results"

# --- what came of it ---

awk -F '\t' -v told="$told" -v possible="$(wc -l <"$room/places")" -v seed="$seed" '
	BEGIN {
		while ((getline line < told) > 0) {
			if (line ~ /^#/ || split(line, part, "\t") < 5)
				continue
			why[part[1], part[2], part[3], part[4]] = part[5]
		}
	}
	$1 == "unbuilt" || $1 == "same" { ++aside[$1]; next }
	$1 != "SURVIVED" { killed++; by[$1]++; next }
	{
		place = $2
		sub(/:.*/, "", place)
		if ((place, $3, $4 " -> " $5, $6) in why) { explained++; next }
		survived++
		printf "%s: [%s] \"%s\" -> \"%s\"\n    %s\n", $2, $3, $4, $5, $6
	}
	END {
		n = killed + survived + explained
		printf "mutate: %d of %d places, seed %d: %d the same program, %d do not compile\n",
			NR, possible, seed, aside["same"], aside["unbuilt"]
		printf "mutate: %d killed, %d explained, %d survived: %.1f%% killed\n",
			killed, explained, survived, n ? 100 * killed / n : 0
		exit survived > 0
	}' "$room/results"
