#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# The attack on two pages of which one lies inside the other: by municipality and by neighbourhood. The
# reader knows which neighbourhoods make up a municipality, and that some have a namesake elsewhere or
# that one may not be known. Gives the families of a book a place each (places, by turns), prints both
# pages, and narrows what each number of families in a municipality and neighbourhood can be, by every
# printed sum, until nothing narrows any more. A hidden number that can be one value only is told.
#
#   report-places.sh DATE PERIOD...       PERIOD: --year=2026 --quarter=2026-Q4 ...
#   report-places.sh                      the attack alone, on the files places and pages

set -eu
live() { # DATE: gives each family its place
	sort >keys
	day=$1
	awk '{ for (i = 0; i < $1; i++) print $2, $3 }' places >turns
	paste -d' ' keys turns | while read -r key town name; do
		set -- --municipality "$town" --neighbourhood "$name"
		[ "$name" != - ] || set -- --municipality "$town"
		ks case set "$key" "$@" --today "$day" >/dev/null
	done
}
print_pages() { # PERIOD...: one line a number: period, measure, by, key, what was shown
	for period; do
		for by in municipality neighbourhood; do
			ks report "$period" --by "$by" --json | awk -F'"' -v at="$period" -v by="$by" '
				/^\t"/ { id = "" }
				/^\t\t\t"id":/ { id = $4; shown = "" }
				/^\t\t\t"shown":/ && id { shown = $4 }
				/^\t\t\t"source":/ && id { print at, id, "all", "-", shown }
				/^\t\t\t\t\t"key":/ { key = $4 == "unknown" ? "-" : $4 }
				/^\t\t\t\t\t"shown":/ && id { print at, id, by, key, $4 }'
		done
	done | grep -v '_median ' | sort -u
}
if [ $# -gt 0 ]; then
	# How many of a hundred families; "-" where not known.
	cat >places <<-'END'
		30 deventer voorstad
		6 deventer keizerslanden
		13 deventer centrum
		1 deventer colmschate
		3 deventer -
		18 raalte heino
		5 raalte centrum
		2 raalte -
		10 raalte luttenberg
		9 olst-wijhe wijhe
		3 olst-wijhe olst
	END
	ks case list --ended --json | sed -n 's/.*"case":	"\([^"]*\)".*/\1/p' | live "$1"
	shift
	print_pages "$@" >pages
fi
awk '
	function low(v) { return v ~ /^[0-9]+$/ ? v + 0 : v ~ /^</ ? 1 : 0 }
	function high(v) { return v ~ /^[0-9]+$/ ? v + 0 : v ~ /^</ ? 9 : 1e6 }
	function is_in(p, by, key) { return by == "all" || key == (by == "municipality" ? town[p] : name[p]) }
	# What one sum leaves of each number in it, and they of the sum.
	function narrow(s,   p, lo, hi, a, b) {
		lo = hi = 0
		for (p = 1; p <= n; p++) if (is_in(p, by[s], key[s])) { lo += least[p]; hi += most[p] }
		if (lo > from[s]) { from[s] = lo; changed = 1 }
		if (hi < to[s]) { to[s] = hi; changed = 1 }
		for (p = 1; p <= n; p++) if (is_in(p, by[s], key[s])) {
			a = from[s] - (hi - most[p]); b = to[s] - (lo - least[p])
			if (a > least[p]) { lo += a - least[p]; least[p] = a; changed = 1 }
			if (b < most[p]) { hi -= most[p] - b; most[p] = b; changed = 1 }
		}
	}
	function attack(   s, p) {
		for (p = 1; p <= n; p++) { least[p] = 0; most[p] = 1e6 }
		for (s = 1; s <= sums; s++) { from[s] = low(shown[s]); to[s] = high(shown[s]) }
		for (changed = 1; changed;) { changed = 0; for (s = 1; s <= sums; s++) narrow(s) }
		for (s = 1; s <= sums; s++) {
			numbers++
			if (shown[s] ~ /^[0-9]+$/) continue
			hidden++
			if (from[s] >= to[s]) { told++; print "told: " where " " by[s] " " key[s] " is " from[s] }
		}
		sums = 0
	}
	FNR == NR { n++; town[n] = $2; name[n] = $3; next }
	where != $1 " " $2 { if (sums) attack(); where = $1 " " $2 }
	{ sums++; by[sums] = $3; key[sums] = $4; shown[sums] = $5 }
	END { attack(); print "numbers: " (numbers > 200 ? "many" : numbers + 0) ", hidden: " (hidden > 100 ? "many" : hidden + 0) ", told: " told + 0 }' places pages
