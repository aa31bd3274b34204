#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Adds up gcov's lines and branches by folder of src, after `make cover` has run every test.
#
#   tests/cover.sh BUILD [--missed]     --missed: every line with a branch that no test took
#                                       (a page per file in BUILD/html when gcovr is installed)
#
# Left out of the branches, by rule and counted apart, is what no input can reach:
#   assert   the way out of an assert()
#   switch   one way of a switch without `default:`, that of no member of the enum. The compiler sees
#            to it that every member has its case (-Wswitch)
# There is nothing to leave out for memory that runs out: the arena stops the program in one place.
# Fails when engine, cards or store is below 95 % of its branches.

set -eu
build=$1
missed=${2-}
folder=$(cd "$build/obj" && pwd)

find "$folder/src" -name '*.gcda' | sort | while read -r data; do
	gcov -b -c -r --stdout -o "${data%/*}" "$data" 2>/dev/null
done | LC_ALL=C awk -v missed="$missed" '
	# What the line before had: its ways, and how many of those were taken.
	function settle() {
		if (!dir || !ways)
			return
		left = 0
		if (text ~ /[^a-z_]assert\(/)
			left = ways - taken
		else if (text ~ /^[\t ]*switch \(/ && taken < ways && !has_default(line))
			left = 1
		all["branch", dir] += ways - left
		hit["branch", dir] += taken
		out[dir] += left
		if (missed && taken < ways - left)
			printf "%s:%d: %d of %d: %s\n", file, line, taken, ways - left, text
		ways = taken = 0
	}
	# Does the switch that begins there have a default? Reads on to the end of its function.
	function has_default(from,    n, s, found) {
		while ((getline s < file) > 0) {
			n++
			if (n > from && s ~ /^}/)
				break
			if (n > from && s ~ /^\t*default:/)
				found = 1
		}
		close(file)
		return found
	}
	/^ *-: *0:Source:/ {
		settle()
		file = $0
		sub(/.*Source:/, "", file)
		dir = ""
		if (file ~ /^src\/.*\.c$/ && match(file, /^src\/[a-z]+/)) {
			dir = substr(file, RSTART, RLENGTH)
			if (!(dir in known)) { known[dir]; order[++dirs] = dir }
		}
		next
	}
	!dir { next }
	/^branch +[0-9]+ / {
		ways++
		taken += $0 !~ /never executed|taken 0[^0-9]*$/
		next
	}
	/^ *[-#=0-9*]+: *[0-9]+:/ {
		settle()
		count = $0
		sub(/:.*/, "", count)
		gsub(/ /, "", count)
		text = $0
		sub(/^[^:]*: */, "", text)
		line = text + 0
		sub(/^[0-9]+:/, "", text)
		if (count != "-") {
			all["line", dir]++
			hit["line", dir] += count !~ /^[#=]/
		}
	}
	function percent(kind) { return all[kind, d] ? 100 * hit[kind, d] / all[kind, d] : 100 }
	END {
		settle()
		printf "%-16s %18s %18s %10s\n", "", "lines", "branches taken", "left out"
		for (i = 1; i <= dirs; i++) {
			d = order[i]
			printf "%-16s %8d %8.1f%% %8d %8.1f%% %10d\n", d, all["line", d],
				percent("line"), all["branch", d], percent("branch"), out[d]
			low += d ~ /\/(engine|cards|store)$/ && percent("branch") < 95
		}
		exit low > 0
	}' || { echo 'cover: below 95 % of the branches of engine, cards or store' >&2; exit 1; }

if [ -z "$missed" ] && command -v gcovr >/dev/null 2>&1; then
	mkdir -p "$build/html"
	gcovr --quiet --root . --filter src/ --html-details "$build/html/index.html" "$build/obj"
	echo "page per file: $build/html/index.html"
fi
