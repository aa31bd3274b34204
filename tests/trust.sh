#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Does every test that docs/trust.md names exist? In its tables a `tests/...` is a file, and each
# *sentence* behind it stands in that file: as it is, or with _ for blanks as the name of a test.
#
#   tests/trust.sh [PAGE]

set -u
cd "$(dirname "$0")/.." || exit 2
page=${1:-docs/trust.md}
work=$(mktemp) || exit 2
trap 'rm -f "$work"' EXIT

# FILE<tab>SENTENCE, the sentence empty for the file itself.
awk -F'\n' '/^\|/ {
	file = ""
	rest = $0
	while (match(rest, /`tests\/[^`]*`|\*[^*|]+\*/)) {
		found = substr(rest, RSTART + 1, RLENGTH - 2)
		mark = substr(rest, RSTART, 1)
		rest = substr(rest, RSTART + RLENGTH)
		if (mark == "`") { file = found; print file "\t" }
		else if (file != "") print file "\t" found
	}
}' "$page" >"$work"

found=0
missing=0
tab=$(printf '\t')
while IFS="$tab" read -r file sentence; do
	name=$(printf '%s' "$sentence" | tr ' ' '_')
	if [ -f "$file" ] && { [ -z "$sentence" ] || grep -qF -e "$sentence" -e "$name" "$file"; }; then
		found=$((found + 1))
	else
		echo "$page: not there: $file${sentence:+: $sentence}" >&2
		missing=$((missing + 1))
	fi
done <"$work"
echo "trust: $found passed, $missing failed"
[ "$found" -gt 0 ] && [ "$missing" -eq 0 ]
