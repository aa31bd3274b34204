#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# The pages of HTML in a real browser: the receiver's page of a handover, the page to take home and a
# card. Each must load without an error, ask nothing of any network, say in which language it is, and
# hold its sentences; the receiver's page, with long texts on it, is one sheet of A4. Needs
# chromium; without it this says so and stops. With KEEP=FOLDER the pages, their pictures (light and
# dark) and the printed sheets are left there to look at.
#
#   tests/browser.sh [BUILD]

set -eu
build=${1:-build}
if ! command -v chromium >/dev/null; then
	echo 'browser: skipped (chromium is not here)'
	exit 0
fi
PATH=$(cd "$build" && pwd):$PATH
for name in $(env | sed -n 's/^\(KS_[A-Z_]*\)=.*/\1/p'); do
	unset "$name"
done
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
pages=${KEEP:-$room}
export HOME="$room" KS_DB="$room/casebook.db" LC_ALL=C.UTF-8 PATH
export KS_USER=vk-1 KS_ROLE=verloskundige KS_ORG=praktijk-ijssel KS_TODAY=2026-11-21
passed=0
failed=0

value() { # KEY: the first value of a key of the document on standard input
	sed -n 's/.*"'"$1"'":[[:space:]]*"\([^"]*\)".*/\1/p' | head -n 1
}

browse() { # OPTION... URL
	chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
		--disable-background-networking --disable-component-update --disable-sync \
		--disable-extensions --host-resolver-rules='MAP * ~NOTFOUND' \
		--user-data-dir="$room/profile" "$@" 2>"$room/said"
}

that() { # PAGE WHAT COMMAND...
	what="$1: $2"
	shift 2
	if "$@" >/dev/null 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "browser: $what: no"
	fi
}

# The net log names every request. Those of the browser itself go to its maker, so nothing of a page
# may: no attribute and no style names an address to fetch from.
alone() { # PAGE
	! grep -q -i -e ' src=' -e '<link' -e '<script' -e 'url(' -e '@import' "$pages/$1.html" &&
		! grep -o '"url":"[a-z]*:[^"]*"' "$room/net.json" | grep -v -e '"url":"file:' \
			-e '"url":"https\{0,1\}://[a-z0-9.]*\.google\(apis\)\{0,1\}\.com/'
}

silent() { ! grep -q 'CONSOLE' "$room/said"; }
sheets() { [ "$(grep -a -c '/Type */Page\>' "$pages/$1.pdf")" -eq "$2" ]; }

look() { # PAGE LANG
	url="file://$pages/$1.html"
	browse --log-net-log="$room/net.json" --enable-logging=stderr --dump-dom "$url" >"$room/dom"
	that "$1" 'no errors' silent
	that "$1" 'asks nothing of a network' alone "$1"
	that "$1" 'says its language' grep -q "<html lang=\"$2\"" "$room/dom"
	browse --no-pdf-header-footer --print-to-pdf="$pages/$1.pdf" "$url"
	if [ -n "${KEEP:-}" ]; then
		browse --window-size=900,1250 --screenshot="$pages/$1.png" "$url"
		browse --window-size=900,1250 --blink-settings=preferredColorScheme=0 \
			--screenshot="$pages/$1-dark.png" "$url"
	fi
}

has() { # PAGE SENTENCE
	that "$1" "holds '$2'" grep -q -F "$2" "$room/dom"
}

ks init --routes deventer >"$room/init"
case=$(ks screen --due 2027-05-19 --municipality deventer --first-child yes --json --present \
	schulden,veel-stress,onbedoeld-zwanger,weinig-steun,partnergeweld,gewenste-zwangerschap |
	value case)
ks route "$case" >"$room/route"
long=$(printf 'Zij wil graag weten wat er kan, en wanneer. %.0s' 1 2 3 4 5 6 7 8)
first=$(ks handover new "$case" --step prenataal-huisbezoek@jgz-verpleegkundige --json \
	--consent spoken --form three-way --ask "Wilt u thuis kennismaken? $long" \
	--own-words 'Ik lig er wakker van. "Ik wil het <goed> doen" & rust.' --works-well "$long" \
	--agreements "$long" --safe-contact 'App op dinsdag, geen brief.' | value handover)
ks handover meet "$first" --present mother,sender,receiver >"$room/met"

ks handover show "$first" --format html >"$pages/ontvanger.html"
look ontvanger nl
has ontvanger 'Waarom, in eigen woorden van de ouder'
has ontvanger 'Ik lig er wakker van. "Ik wil het &lt;goed&gt; doen" &amp; rust.'
has ontvanger 'App op dinsdag, geen brief.'
has ontvanger 'moeder, verzender, ontvanger'
has ontvanger 'Schulden of betalingsachterstand'
that ontvanger 'nothing of violence' sh -c "! grep -q -i geweld '$room/dom'"
that ontvanger 'one sheet' sheets ontvanger 1
ks handover show "$first" --format html --lang en >"$pages/receiver.html"
look receiver en
has receiver "Why, in the parent's own words"
that receiver 'one sheet' sheets receiver 1
ks route "$case" --parents --format html >"$pages/thuis.html"
look thuis nl
ks cards show geldzorgen --format html >"$pages/kaart.html"
look kaart nl

echo "browser: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
