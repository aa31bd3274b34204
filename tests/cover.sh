#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Adds up gcov's lines and branches by folder of src, after `make cover` has run every test.
#
#   tests/cover.sh BUILD            (a page per file in BUILD/html when gcovr is installed)

set -eu
build=$1
folder=$(cd "$build/obj" && pwd)

find "$folder/src" -name '*.gcda' | sort | while read -r data; do
	gcov -b -n -r -o "${data%/*}" "$data" 2>/dev/null
done | awk '
	function share(text) { sub(/^[^:]*:/, "", text); return text }
	function add(kind, n, pct) { all[kind, dir] += n; hit[kind, dir] += n * pct / 100 }
	function percent(kind) { return all[kind, d] ? 100 * hit[kind, d] / all[kind, d] : 100 }
	/^File / {
		dir = ""
		if (match($0, /src\/[a-z]+/) && !seen[$0]++) {
			dir = substr($0, RSTART, RLENGTH)
			if (!(dir in known)) { known[dir]; order[++dirs] = dir }
		}
	}
	dir != "" && /^(Lines executed|Taken at least once):/ {
		split(share($0), part, "% of ")
		add(/^Lines/ ? "line" : "branch", part[2], part[1])
	}
	END {
		printf "%-16s %18s %18s\n", "", "lines", "branches taken"
		for (i = 1; i <= dirs; i++) {
			d = order[i]
			printf "%-16s %8d %8.1f%% %8d %8.1f%%\n", d,
				all["line", d], percent("line"), all["branch", d], percent("branch")
		}
	}'

if command -v gcovr >/dev/null 2>&1; then
	mkdir -p "$build/html"
	gcovr --quiet --root . --filter src/ --html-details "$build/html/index.html" "$build/obj"
	echo "page per file: $build/html/index.html"
fi
