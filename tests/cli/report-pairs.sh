#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# The attack on numbers that stand beside the one they are a part of: "10 of 11" in time tells of one
# that was late, 38 of 40 never asked of two that were. Reads what `ks report --json` printed, with
# every way to split it; what a reader knows of each part, as whole numbers, is what its own mark,
# its whole and the total leave. A small rest (1 to 9) that can be one value only is told; so is a
# small part. Where nothing of a list is shown, only its exact total tells: that is not counted.
#
#   report-pairs.sh PERIOD...       PERIOD: --year=2026 --quarter=2026-Q1 ...

set -eu
for period; do
	for by in organisation role card municipality neighbourhood; do
		ks report "$period" --by "$by" --json | awk -F'"' -v at="$period $by" '
			/^\t\t\t"id":/ { id = $4; shown = "" }
			/^\t\t\t"shown":/ { shown = $4 }
			/^\t\t\t"of":/ { print at, id, "of", $4 == "" ? "none" : $4 }
			/^\t\t\t"source":/ { print at, id, "all", shown }
			/^\t\t\t\t\t"key":/ { key = $4; gsub(/ /, "_", key) }
			/^\t\t\t\t\t"shown":/ { print at, id, "part", key, $4 }'
	done
done >pairs
awk '
	function low(v) { return v ~ /^[0-9]+$/ ? v + 0 : v ~ /^</ ? 1 : 0 }
	function high(v, most) {
		if (v ~ /^[0-9]+$/) return v + 0
		return v ~ /^</ && most > 9 ? 9 : most
	}
	function is_small(n) { return n > 0 && n < 10 }
	function look(id,   of, i, k, v, w, lo, hi, sum_lo, sum_hi, any, n, from, to) {
		of = whole[id]; n = split(keys, k, " "); sum_lo = sum_hi = any = 0
		for (i = 1; i <= n; i++) {
			v = (id, k[i]) in part ? part[id, k[i]] : "0"
			w = (of, k[i]) in part ? part[of, k[i]] : "0"
			lo[i] = low(v); hi[i] = high(v, high(w, 1e6)); any += v ~ /^[0-9]+$/ && hi[i] > 0
			sum_lo += lo[i]; sum_hi += hi[i]
		}
		for (i = 1; i <= n; i++) {
			w = part[of, k[i]]
			if (w !~ /^[0-9]+$/ || w == 0) continue
			pairs++
			from = lo[i]; to = hi[i]
			if (all[id] ~ /^[0-9]+$/) {
				if (all[id] - (sum_hi - hi[i]) > from) from = all[id] - (sum_hi - hi[i])
				if (all[id] - (sum_lo - lo[i]) < to) to = all[id] - (sum_lo - lo[i])
			}
			if (from == to && any && (is_small(from) || is_small(w - from))) {
				told++; print "told: " where " " id " " k[i] " is " from " of " w }
		}
	}
	function look_asked(id,   signal, left) {
		if (id !~ /^not_asked:/ || all[id] !~ /^[0-9]+$/) return
		asked++; left = all["cases"] - all[id]; signal = all["signal:" substr(id, 11)]
		if (is_small(left) || (signal ~ /^[0-9]+$/ && is_small(left - signal))) {
			told++; print "told: " where " " id " is " all[id] " of " all["cases"] }
	}
	function finish(   id) {
		whole["domains_2plus"] = "cases"
		for (id in all) look_asked(id)
		for (id in whole) if (whole[id] != "none") look(id)
		delete part; delete whole; delete all; delete seen; keys = ""
	}
	where != $1 " " $2 { if (where) finish(); where = $1 " " $2 }
	$4 == "of" { whole[$3] = $5 }
	$4 == "all" { all[$3] = $5 }
	$4 == "part" { part[$3, $5] = $6; if (!seen[$5]++) keys = keys " " $5 }
	END { finish(); print "pairs: " (pairs > 30 ? "many" : pairs + 0) ", never asked: " (asked > 100 ? "many" : asked + 0) ", told: " told + 0 }' pairs
