#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# docs/kaarten.md: every card on a page, as ks itself prints it. Says whether the page is what the
# cards say now (1 when it is not); with --accept writes it.
#
#   tests/docs.sh [BUILD [--accept]]
#
# Without BUILD the ks on the PATH is asked.

set -eu
[ $# -eq 0 ] || PATH=$(cd "$1" && pwd):$PATH
cd "$(dirname "$0")/.."
page=docs/kaarten.md
made=$(mktemp)
trap 'rm -f "$made"' EXIT

pages() { # COALITION [OPTION]: the environment of whoever runs this has no say in it
	env -u KS_ROUTES -u KS_LANG ks cards show --format md --lang nl --db /nonexistent/book \
		--routes "routes/$1" ${2:+"$2"}
}

{
	echo '<!-- SPDX-License-Identifier: EUPL-1.2 -->'
	echo '<!-- Made by `make docs` from the files in routes. Change those, never this page. -->'
	echo
	pages landelijk
	for coalition in utrecht deventer; do
		echo
		pages "$coalition" --own
	done
} >"$made"

if [ "${2:-}" = --accept ]; then
	cat "$made" >"$page"
	echo "docs: $page written"
elif cmp -s "$made" "$page"; then
	echo "docs: $page is what the cards say"
else
	echo "docs: $page is not what the cards say now; run 'make docs'" >&2
	exit 1
fi
