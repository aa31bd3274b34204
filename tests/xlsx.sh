#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# `ks report --format xlsx`, taken apart with unzip: typed cells, hidden numbers as text, nothing that
# a spreadsheet would compute, the same bytes for the same day. Built without libxlsxwriter, ks says so.
#
#   tests/xlsx.sh [BUILD]

set -eu
PATH=$(cd "${1:-build}" && pwd):$PATH
for name in $(env | sed -n 's/^\(KS_[A-Z_]*\)=.*/\1/p'); do
	unset "$name"
done
routes=$(cd "$(dirname "$0")/../routes" && pwd)
room=${KEEP:-$(mktemp -d)}
[ -n "${KEEP:-}" ] || trap 'rm -rf "$room"' EXIT
cd "$room"
: >began
export HOME="$room" KS_DB="$room/casebook.db" LC_ALL=C.UTF-8 PATH KS_TODAY=2026-12-31
export KS_USER=co-1 KS_ROLE=coordinator KS_ORG=regio
passed=0
failed=0

that() { # WHAT COMMAND...
	what=$1
	shift
	if "$@" >said 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "xlsx: $what: no"
	fi
}

refuses() { # WORDS COMMAND...: exit 2, saying so
	words=$1
	shift
	status=0
	"$@" >refused 2>&1 || status=$?
	[ "$status" -eq 2 ] && grep -q "$words" refused
}

result() {
	echo "xlsx: $passed passed, $failed failed"
	[ "$failed" -eq 0 ]
	exit
}

# A receiver whose name a spreadsheet would take for a formula.
mkdir -p routes/proef
cp -r "$routes/landelijk" routes/landelijk
cat >routes/proef/coalition.yaml <<'YAML'
coalition: proef
title: Proef
version: 2026.1
extends: landelijk
YAML
cat >routes/proef/roles.yaml <<'YAML'
roles:
  - id: jgz-verpleegkundige
    label: Jeugdverpleegkundige
    filled_by:
      - organisation: '=HYPERLINK("http://example.invalid","x")'
        source: proposal
YAML
export KS_ROUTES="$room/routes/proef"
ks init --training 40 --seed 7 >made
if ! ks report --year 2026 --format xlsx >tried.xlsx 2>said && grep -q libxlsxwriter said; then
	that 'without the library it says so' refuses libxlsxwriter ks report --year 2026 --format xlsx
	result
fi
if ! command -v unzip >/dev/null; then
	echo 'xlsx: skipped (unzip is not here)'
	test -z "${CI:-}"
	exit
fi

report() { ks report --year 2026 --today 2027-01-15 --format "$@"; }
report xlsx >one.xlsx
TZ=Pacific/Auckland report xlsx >two.xlsx
that 'the same bytes for the same day' cmp one.xlsx two.xlsx
that 'a sound archive' unzip -q one.xlsx -d one

sheet() { sed 's/<row /\n<row /g; s/<c /\n<c /g' "one/xl/worksheets/sheet$1.xml"; }
# The text of a shared string by its number.
string() { sed 's/<si>/\n<si>/g' one/xl/sharedStrings.xml | sed -n "$(($1 + 3))p" | sed 's/<[^>]*>//g'; }
cell() { # SHEET CELL: its number, or its text
	line=$(sheet "$1" | grep "r=\"$2\"")
	value=$(echo "$line" | sed -n 's/.*<v>\([^<]*\)<.*/\1/p')
	case $line in *'t="s"'*) string "$value" ;; *) echo "$value" ;; esac
}
same() { [ "$(cell "$1" "$2")" = "$3" ]; }

# Row by row, the sheet of numbers is the document for machines.
report csv >report.csv
numbers() {
	sheet 2 | awk -F'"' '/<row /{ row = $2 } /r="D/ && !/t="s"/ { v = $0; sub(/.*<v>/, "", v)
		sub(/<.*/, "", v); print row, v }'
}
known() { awk -F, '$2 !~ /^(funnel:|pair$)/ { n++; if (n > 1 && $5 != "") print n + 1, $5 }' report.csv; }
numbers >numbers
sed 's/"[^"]*"/x/g' report.csv >plain && mv plain report.csv
known >known
that 'the same numbers as csv, typed' cmp numbers known
that 'there are numbers' test "$(wc -l <numbers)" -gt 100
that 'the cases of the year' same 2 D3 "$(awk -F, '$2 == "cases" { print $5 }' report.csv)"
that 'small numbers are text' grep -q '<t>&lt;10</t>' one/xl/sharedStrings.xml
that 'as many hidden as in csv, as text' test "$(sheet 2 | grep -c 'r="D.*t="s"')" -eq \
	"$(awk -F, 'NR > 1 && $5 == "" && $2 !~ /^(funnel:|pair$)/' report.csv | wc -l | awk '{ print $1 + 1 }')"
that 'no formula anywhere' sh -c "! grep -q '<f[ >]' one/xl/worksheets/*.xml"
that 'what looks like one is text' grep -q '<t>=HYPERLINK' one/xl/sharedStrings.xml
that 'nothing to follow' sh -c "! grep -r -q 'hyperlink' one/xl/worksheets"
for i in 1 2 3 4 5 6; do
	that "sheet $i says what it is" same $i A1 'OEFENDATA. Dit telt wat in ks staat, geen bevolkingscijfer.'
	that "sheet $i says so on paper" grep -q 'oddFooter.*OEFENDATA' one/xl/worksheets/sheet$i.xml
done
that 'a sheet of meanings' grep -q 'name="Betekenis"' one/xl/workbook.xml
that 'every measure has its meaning' test "$(sheet 6 | grep -c '<row ')" -eq \
	"$(($(awk -F, '$3 == "" && $2 !~ /^funnel:/' report.csv | wc -l) + 2))"
that 'made on the last day that counts' grep -q '2026-12-31T00:00:00Z' one/docProps/core.xml
that 'nothing of this machine' sh -c "! grep -r -q -e '$room' -e /tmp one"
# Another ks may be at work with a room of its own: ours would stay.
no_room() {
	for second in 1 2 3 4 5 6 7 8 9 10; do
		[ -n "$(find /tmp -maxdepth 1 -name 'ks-??????' -newer began)" ] || return 0
		sleep 1
	done
	return 1
}
that 'no room left behind' no_room
that 'not on a screen' refuses 'verslag.xlsx' script -qec 'ks report --year 2026 --format xlsx' /dev/null
that 'not what has no workbook' refuses 'ks report' ks case list --format xlsx
result
