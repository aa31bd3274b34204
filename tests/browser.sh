#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# The pages of HTML in a real browser: the receiver's page of a handover, the page to take home, a
# card, the coordinator's report and the yearly evaluation. Each must load without an error, ask
# nothing of any network, say in which language it is, and hold its sentences; be readable on a
# telephone of 320 pixels, in the light and in the dark; fit the width of A4; and every table and
# drawing has a name that a screen reader says. The receiver's page, with long texts on it, is one
# sheet. Needs chromium; without it this says so and stops, but not in CI. With KEEP=FOLDER the pages,
# their pictures (light and dark) and the printed sheets are left there to look at.
#
#   tests/browser.sh [BUILD]

set -eu
build=${1:-build}
if ! command -v chromium >/dev/null; then
	echo 'browser: skipped (chromium is not here)'
	test -z "${CI:-}"
	exit
fi
PATH=$(cd "$build" && pwd):$PATH
here=$(cd "$(dirname "$0")" && pwd)
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
few_sheets() { [ "$(grep -a -c '/Type */Page\>' "$pages/$1.pdf")" -le "$2" ]; }
# 210 by 297 mm, in points; and nothing of another size.
is_a4() { [ "$(grep -a -o '/MediaBox *\[[^]]*\]' "$pages/$1.pdf" | sort -u |
	grep -c '\[0 0 59[45]\.[0-9]* 84[12]\.[0-9]*\]')" -eq 1 ] &&
	[ "$(grep -a -o '/MediaBox *\[[^]]*\]' "$pages/$1.pdf" | sort -u | wc -l)" -eq 1 ]; }

look() { # PAGE LANG
	url="file://$pages/$1.html"
	browse --log-net-log="$room/net.json" --enable-logging=stderr --dump-dom "$url" >"$room/dom"
	that "$1" 'no errors' silent
	that "$1" 'asks nothing of a network' alone "$1"
	that "$1" 'says its language' grep -q "<html lang=\"$2\"" "$room/dom"
	browse --no-pdf-header-footer --print-to-pdf="$pages/$1.pdf" "$url"
	that "$1" 'is printed on A4' is_a4 "$1"
	fits "$1"
	if [ -n "${KEEP:-}" ]; then
		browse --window-size=900,1250 --screenshot="$pages/$1.png" "$url"
		browse --window-size=900,1250 --blink-settings=preferredColorScheme=0 \
			--screenshot="$pages/$1-dark.png" "$url"
	fi
}

at_most() { awk -v said="$(sed -n "s/.*$1 \([0-9.]*\).*/\1/p" "$room/measured" | sort -n | tail -n 1)" \
	-v limit="$2" 'BEGIN { exit !(said != "" && said + 0 <= limit + 0) }'; }
at_least() { awk -v said="$(sed -n "s/.*$1 \([0-9.]*\).*/\1/p" "$room/measured" | sort -n | head -n 1)" \
	-v limit="$2" 'BEGIN { exit !(said != "" && said + 0 >= limit + 0) }'; }

measured() { # PAGE WIDTH [OPTION]: what tests/browser/measure.html says of it, into measured
	browse --allow-file-access-from-files --enable-blink-features=ComputedAccessibilityInfo \
		${3:-} --virtual-time-budget=2000 --dump-dom \
		"file://$here/browser/measure.html?file://$pages/$1.html#$2" |
		sed -n '/<pre/,/<\/pre>/p' >"$room/measured"
}

named() { ! grep -q -e '|$' -e '|<' -e 'nameless' "$room/measured"; }

fits() { # PAGE: on a telephone, in both lights, on paper
	measured "$1" 320
	that "$1" 'is no wider than a telephone' at_most wide 320
	that "$1" 'has no small letters' at_least smallest 12
	that "$1" 'is easy to read in the light' at_least contrast 4.5
	that "$1" 'every table and drawing has a name' named
	measured "$1" 320 --blink-settings=preferredColorScheme=0
	that "$1" 'is easy to read in the dark' at_least contrast 4.5
	measured "$1" 688
	that "$1" 'is no wider than A4 with its margins' at_most wide 688
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

# The report of a year that has ended, with every drawing; and a page of each card.
export KS_DB="$room/training.db" KS_USER=co-1 KS_ROLE=coordinator KS_ORG=regio
ks init --training 60 --seed 7 --routes deventer --today 2026-12-31 >"$room/trained"
ks report --year 2026 --today 2027-01-15 --format html >"$pages/verslag.html"
look verslag nl
has verslag 'Dit telt wat in ks staat, geen bevolkingscijfer.'
has verslag 'OEFENDATA'
that verslag 'few sheets' few_sheets verslag 12
measured verslag 320
for name in screeningen 'routes bewaard' overdrachten 'waarvan warm'; do
	that verslag "a screen reader hears a drawing '$name'" grep -q "ima\?ge\?|$name" "$room/measured"
done
for name in Gezinnen Overdrachten 'In de termijn' 'Overdrachten van de periode'; do
	that verslag "a screen reader hears a table '$name'" grep -q "table|$name" "$room/measured"
done
that verslag 'letters of drawings can be read on a telephone' at_least drawn 9
ks report --quarter 2026-Q3 --today 2026-11-30 --format html --lang en >"$pages/report.html"
look report en
ks report --year 2026 --cards --today 2027-01-15 --format html >"$pages/evaluatie.html"
look evaluatie nl
that evaluatie 'a sheet for each card, after one of contents' few_sheets evaluatie \
	$(($(grep -c '<article' "$pages/evaluatie.html") + 1))

# What the policy in every page forbids does not happen, even where somebody puts it in.
sed 's|</body>|<script>document.title = "ran"</script><img src="/etc/hostname"></body>|' \
	"$pages/verslag.html" >"$pages/vreemd.html"
browse --enable-logging=stderr --dump-dom "file://$pages/vreemd.html" >"$room/dom"
that vreemd 'no script runs' sh -c "! grep -q '<title>ran' '$room/dom'"
that vreemd 'it was there to be refused' grep -q 'Content Security Policy' "$room/said"

echo "browser: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
