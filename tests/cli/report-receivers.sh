#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# The attack on pages of one period that are about the same handovers: by organisation, by role and by
# card. The reader knows which organisation fills which role for which card, and has all three pages.
# Where some organisations receive what some roles and some cards do, their sums are equal: of all such
# equations (those that follow from others too) those that are left when what was printed is filled in
# are solved for what was not, and narrow what each hidden number can be, as whole numbers, until
# nothing narrows any more. One of 1 to 9 that can be one value only is told; what is left of
# a number beside the one it is a part of is a number too. So is a
# number of which there is a median, or none, where how many it is of is hidden.
#
#   report-receivers.sh PERIOD...       PERIOD: --year=2026 --quarter=2026-Q2 ...
#   report-receivers.sh                 the attack alone, on the files combinations and pages

set -eu
combinations() { # one line a handover: the day it was asked or not wanted, organisation, role, card
	ks handover list --json | awk -F'"' -v OFS='\t' '
		function done() { if (day) print day, org, role, card; day = "" }
		function key(name) { return name == "" ? "unknown" : name }
		/^\t\t\t"handover":/ { done(); org = role = card = "unknown" }
		/^\t\t\t"from":/ { side = 1 } /^\t\t\t"to":/ { side = 2 }
		/^\t\t\t\t"role":/ && side == 2 { role = key($4) }
		/^\t\t\t\t"organisation":/ { if (side == 2) org = key($4); side = 0 }
		/^\t\t\t"card":/ { card = key($4) }
		/^\t\t\t\t\t"at":/ { at = $4 }
		/^\t\t\t\t\t"status":/ && !day && $4 == "requested" { day = at }
		/^\t\t\t\t\t"reason":/ && !day && $4 == "parent-refused" { day = at }
		END { done() }' | sort -u
}
print_pages() { # PERIOD...: one line a number: first and last day, measure, by, key, what was shown
	for period; do
		for by in organisation role card; do
			ks report "$period" --by "$by" --json | awk -F'"' -v OFS='\t' -v by="$by" '
				/^\t\t"from":/ { from = $4 } /^\t\t"to":/ { to = $4 }
				/^\t"/ { id = "" }
				/^\t\t\t"id":/ { id = $4 }
				/^\t\t\t"shown":/ { all = $4 }
				/^\t\t\t"of":/ { of = $4 }
				/^\t\t\t\t\t"key":/ { key = $4 }
				/^\t\t\t\t\t"shown":/ && id { print from, to, id, by, key, $4, of
					print from, to, id, "all", "", all, of }'
		done
	done | grep -v '	deviations	' | sort -u >printed
	awk -F'\t' -v OFS='\t' '
		$3 ~ /_median$/ { next }
		{ where = $1 " " $2 " " $4 " " $5 }
		FNR == NR { shown[$3, where] = $6; next }
		{ print $1, $2, $3, $4, $5, $6; whole = shown[$7, where] }
		$7 == "" { next }
		whole ~ /^[0-9]+$/ && $6 ~ /^[0-9]+$/ { print $1, $2, "rest:" $3, $4, $5, whole - $6; next }
		{ print $1, $2, "rest:" $3, $4, $5, "-" }' printed printed | sort -u >pages
}
if [ $# -gt 0 ]; then
	combinations >combinations
	print_pages "$@"
	awk -F'\t' '
		function is_hidden(id, where) { return shown[id, where] == "-" || shown[id, where] ~ /^</ }
		{ where = $1 " " $2 " " $4 " " $5 } $4 == "all" { next }
		FNR == NR { shown[$3, where] = $6; next }
		$3 ~ /_median$/ {
			due = $3; sub(/_days_median$/, "_due", due); medians += $6 != "-"
			if ($6 != "-" && (is_hidden("handovers", where) || is_hidden(due, where))) {
				told++; print "told: " where " has a median of " $3 } }
		END { print "medians: " (medians > 30 ? "many" : medians + 0) ", told: " told + 0 }' printed printed
fi
awk -F'\t' '
	function is_number(v) { return v ~ /^[0-9]+$/ }
	function is_none(by, key) { return (by, key) in at && shown[at[by, key]] == "0" }
	function abs(v) { return v < 0 ? -v : v }
	# Which lines count which combination; one of which nothing was counted is none.
	function lay_out(   c, f) {
		split("", row)
		for (c = 1; c <= combos; c++) {
			split(combo[c], f, "\t")
			if (f[1] < from || f[1] > to || is_none("organisation", f[2]) ||
				is_none("role", f[3]) || is_none("card", f[4])) continue
			f[1] = f[2] "\t" f[3] "\t" f[4]
			row[at["all", ""], f[1]] = row[at["organisation", f[2]], f[1]] = 1
			row[at["role", f[3]], f[1]] = row[at["card", f[4]], f[1]] = 1; is_part[f[1]] = 1
		}
	}
	function part_of(i,   p) { for (p in is_part) if ((i, p) in row) return p; return "" }
	function take(m, i, j, times,   k, v) {	# row i less so often row j
		for (k in names) if ((j, k) in m) {
			v = m[i, k] - times * m[j, k]
			if (abs(v) < 1e-9) delete m[i, k]; else m[i, k] = v
		}
	}
	# Lines that are nothing any more when others are taken off: how, is an equation.
	function find_equations(   i, j, k, p, v) {
		split("", way); split("", names); equations = 0
		for (p in is_part) names[p] = 1
		for (i = 1; i <= lines; i++) { names["=" i] = 1; row[i, "=" i] = 1 }
		for (i = 1; i <= lines; i++) {
			p = part_of(i)
			if (p == "") {
				equations++
				for (k = 1; k <= lines; k++) if ((i, "=" k) in row) way[equations, k] = row[i, "=" k]
				continue
			}
			for (j = i + 1; j <= lines; j++)
				if ((j, p) in row) { v = row[j, p] / row[i, p]; take(row, j, i, v) }
		}
	}
	# What was printed filled in; then each equation solved for one that was not.
	function solve(   e, d, k, v) {
		split("", names); names["is"] = 1
		for (e = 1; e <= equations; e++) {
			way[e, "is"] = 0
			for (k = 1; k <= lines; k++) {
				if (!is_number(shown[k])) { names[k] = 1; continue }
				if ((e, k) in way) { way[e, "is"] -= way[e, k] * shown[k]; delete way[e, k] }
			}
		}
		for (e = 1; e <= equations; e++) {
			for (k = 1; k <= lines; k++) if ((e, k) in way) break
			if (k > lines) continue
			for (d = 1; d <= equations; d++)
				if (d != e && (d, k) in way) { v = way[d, k] / way[e, k]; take(way, d, e, v) }
		}
	}
	function narrow(e,   k, l, low, high, a, b, t) {
		for (k = 1; k <= lines; k++) if ((e, k) in way) {
			low = high = way[e, "is"]
			for (l = 1; l <= lines; l++) if (l != k && (e, l) in way) {
				low -= way[e, l] * (way[e, l] > 0 ? most[l] : least[l])
				high -= way[e, l] * (way[e, l] > 0 ? least[l] : most[l])
			}
			a = low / way[e, k]; b = high / way[e, k]
			if (a > b) { t = a; a = b; b = t }
			a = int(a + 1e6 - 1e-6) - 1e6 + (a > int(a + 1e6 - 1e-6) - 1e6 + 1e-6)
			b = int(b + 1e7 + 1e-6) - 1e7
			if (a > least[k]) { least[k] = a; changed = 1 }
			if (b < most[k]) { most[k] = b; changed = 1 }
		}
	}
	function attack(   k, e, rounds) {
		split("", is_part); lay_out(); find_equations(); solve()
		for (k = 1; k <= lines; k++) {
			least[k] = is_number(shown[k]) ? shown[k] : shown[k] ~ /^</ ? 1 : 0
			most[k] = is_number(shown[k]) ? shown[k] : shown[k] ~ /^</ ? 9 : 1e5
		}
		for (changed = 1; changed && rounds < 20; rounds++) {
			changed = 0; for (e = 1; e <= equations; e++) narrow(e) }
		for (k = 1; k <= lines; k++) {
			numbers++
			if (is_number(shown[k])) continue
			hidden++
			if (least[k] >= most[k] && least[k] > 0 && least[k] < 10) {
				told++; print "told: " from " " id ": " name[k] " is " least[k] }
		}
		split("", at); split("", shown); lines = 0
	}
	FNR == NR { combo[++combos] = $0; next }
	where != $1 " " $2 " " $3 { if (lines) attack(); where = $1 " " $2 " " $3; from = $1; to = $2; id = $3 }
	{ at[$4, $5] = ++lines; shown[lines] = $6; name[lines] = $4 " " $5 }
	END { attack(); print "numbers: " (numbers > 500 ? "many" : numbers + 0) ", hidden: " (hidden > 300 ? "many" : hidden + 0) ", told: " told + 0 }' combinations pages
