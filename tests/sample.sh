#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# docs/voorbeeld-rapport.md: the report of a year of invented families, as ks itself prints it. Says
# whether the page is what ks prints now (1 when it is not); with --accept writes it. --picture
# draws docs/voorbeeld-rapport.png with chromium and packs it where pngquant is here.
#
#   tests/sample.sh [BUILD [--accept|--picture]]
#
# Without BUILD the ks on the PATH is asked.

set -eu
[ $# -eq 0 ] || PATH=$(cd "$1" && pwd):$PATH
cd "$(dirname "$0")/.."
page=docs/voorbeeld-rapport.md
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

book() { # DAY COMMAND...: as the coordinator of an invented region
	today=$1
	shift
	env -u KS_LANG KS_DB="$room/oefen.db" KS_ROUTES=routes/deventer KS_TODAY="$today" KS_USER=co-1 \
		KS_ROLE=coordinator KS_ORG=regio ks "$@" --lang nl
}

book 2026-12-31 init --training 200 --seed 7 >"$room/made"
if [ "${2:-}" = --picture ]; then
	book 2027-01-15 report --year 2026 --format html >"$room/report.html"
	chromium --headless --no-sandbox --disable-gpu --no-first-run --hide-scrollbars \
		--disable-background-networking --disable-component-update --disable-sync \
		--user-data-dir="$room/profile" --window-size=960,2350 \
		--screenshot="$room/report.png" "file://$room/report.html" 2>"$room/said"
	if command -v pngquant >/dev/null; then pngquant --force --output "$room/report.png" 64 "$room/report.png"; fi
	cat "$room/report.png" >docs/voorbeeld-rapport.png
	echo "sample: docs/voorbeeld-rapport.png, $(wc -c <docs/voorbeeld-rapport.png) bytes"
	exit
fi

{
	echo '<!-- SPDX-License-Identifier: EUPL-1.2 -->'
	echo '<!-- Made by `make docs` from a book of invented families. Change ks, never this page. -->'
	echo
	echo 'Zo ziet een verslag eruit, hier over verzonnen gezinnen: `ks report --year 2026 --format md` in een'
	echo 'oefenboek van `ks init --training 200 --seed 7`. Met `--format html` wordt het een bladzijde met'
	echo 'grafieken, om te delen of te printen:'
	echo
	echo '![Het begin van het verslag als bladzijde: kerngetallen, de weg van signaal tot terugkoppeling,'
	echo 'vier grafieken per maand en de termijnen per ontvanger.](voorbeeld-rapport.png)'
	echo
	book 2027-01-15 report --year 2026 --format md
} >"$room/page"

if [ "${2:-}" = --accept ]; then
	cat "$room/page" >"$page"
	echo "sample: $page written"
elif cmp -s "$room/page" "$page"; then
	echo "sample: $page is what ks prints"
else
	echo "sample: $page is not what ks prints now; run 'make docs'" >&2
	diff "$page" "$room/page" | head -n 20 >&2
	exit 1
fi
