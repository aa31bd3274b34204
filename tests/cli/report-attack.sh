#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# The attack on a year of printed tables, by who has them all and can add and subtract: every month
# with the twelve months beside it, every quarter and the year. All are sums over months in a row,
# so what a reader can know of one number, as whole numbers, is a shortest way between its first and
# its last month; exact, for each measure. A hidden small number (<10 is 1 to 9, a dash anything)
# that can be one value only is told. Where what was printed does not add up, because pictures
# changed in between, adding teaches nothing: those measures are counted apart.
#
#   report-attack.sh YEAR KIND...       KIND: month quarter year, in the order they are printed
#   MONTHS="7 8 9": only those months

set -eu
year=$1
shift
: >cells
cells() { # FROM TO [FROM-BESIDE]: one line a number: months, measure, what was shown
	awk -v from="$1" -v to="$2" -v beside="${3:-}" -F'"' '
		/^\t"funnel":/ { id = "none" }
		/^\t\t\t"id":/ { id = $4 }
		/^\t\t\t"shown":/ { print from, to, id, $4 }
		/^\t\t\t\t"shown":/ && beside != "" { print beside, to, id, $4 }' >>cells
}
for kind; do
	case $kind in
	month) for m in ${MONTHS:-1 2 3 4 5 6 7 8 9 10 11 12}; do
		ks report --month "$(printf '%s-%02d' "$year" "$m")" --json | cells "$m" "$m" $((m - 11))
	done ;;
	quarter) for q in 1 2 3 4; do
		ks report --quarter "$year-Q$q" --json | cells $((q * 3 - 2)) $((q * 3))
	done ;;
	year) ks report --year "$year" --json | cells 1 12 ;;
	esac
done

grep -E ' (class|signal|signals_by|gap|card|declined):| domains_2plus | open_gaps ' cells | sort -u -k3,3 -k1,2n -k4 |
awk '
	function at_most(i, j, v) { if (v < d[i, j]) d[i, j] = v }	# sum over months i+1..j
	function attack(   i, j, k, c, low, high) {
		for (i = -11; i <= 12; i++) for (j = -11; j <= 12; j++) d[i, j] = i == j ? 0 : 1e6
		for (i = -11; i < 12; i++) at_most(i + 1, i, 0)
		for (c = 1; c <= n; c++) {
			low = 0; high = 1e6
			if (shown[c] ~ /^[0-9]+$/) low = high = shown[c] + 0
			if (shown[c] ~ /^</) { low = 1; high = substr(shown[c], 2) - 1 }
			at_most(first[c] - 1, last[c], high); at_most(last[c], first[c] - 1, -low)
		}
		for (k = -11; k <= 12; k++) for (i = -11; i <= 12; i++) for (j = -11; j <= 12; j++)
			if (d[i, k] + d[k, j] < d[i, j]) d[i, j] = d[i, k] + d[k, j]
		for (i = -11; i <= 12; i++) if (d[i, i] < 0) { broken++; return }
		measures++
		for (c = 1; c <= n; c++) if (shown[c] ~ /^</) {
			hidden++
			if (d[first[c] - 1, last[c]] == -d[last[c], first[c] - 1]) {
				told++; print "told: " name " " first[c] ".." last[c] " is " d[first[c] - 1, last[c]] }
		}
	}
	$3 != name { if (n) attack(); name = $3; n = 0 }
	{ n++; first[n] = $1; last[n] = $2; shown[n] = $4 }
	END { attack()
		if (hidden) print "hidden: " (hidden > 100 ? "many" : hidden) ", told: " told + 0
		print measures + 0, "measures,", broken + 0, "that do not add up,", hidden + 0, "hidden" >"figures" }'
