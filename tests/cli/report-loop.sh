#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Counts the stages, partners and pairs of a training book by public commands alone and holds the
# year's report against it. Wants a coalition whose small_cell is 1, so that nothing is hidden.
#
#   report-loop.sh YEAR LAST-DAY

set -eu
year=$1 last=$2
ks report --year "$year" --json >report.json
ks case list --ended --json --today "$last" >cases.json
ks handover list --json --today "$last" >handovers.json
: >counted
for key in $(sed -n 's/.*"case":	"\([^"]*\)".*/\1/p' cases.json); do
	echo funnel screened >>counted
	ks route "$key" --on "$last" --json | awk '
		/"load":/ { load = 1 } /"capacity":/ { load = 0 }
		/"id":/ && load && !said { print "funnel signal"; said = 1 }' >>counted
	ks case show "$key" --json | grep '"route":	"R-' >/dev/null && echo funnel route >>counted
done
awk -F'"' '
	function done() {
		if (!asked) return
		print "funnel requested"
		if (taken) print "funnel accepted"
		if (met) print "funnel met"
		if (met && told) print "funnel told"
		print "pair " from " > " to
	}
	/^\t\t\t"handover":/ { done(); asked = taken = met = told = 0; to = "niet bekend" }
	/^\t\t\t"from":/ { side = 1 } /^\t\t\t"to":/ { side = 2 }
	/^\t\t\t\t"organisation":/ && side == 1 { from = $4; side = 0 }
	/^\t\t\t\t"organisation":/ && side == 2 { if ($4 != "") to = $4; side = 0 }
	/^\t\t\t\t\t"status":/ {
		if ($4 == "requested") asked = 1
		if ($4 == "accepted" || $4 == "scheduled" || $4 == "met" || $4 == "started") taken = 1
		if ($4 == "met") met = 1
		if ($4 == "closed") told = 1 }
	END { done() }' handovers.json >>counted
sort counted | uniq -c | awk '{ n = $1; sub(/^ *[0-9]+ /, ""); print $0, n }' | sort >expected
awk -F'"' '
	/^\t\t\t"stage":/ { id = "funnel " $4 }
	/^\t\t\t"from":/ { from = $4 } /^\t\t\t"to":/ { id = "pair " from " > " $4 }
	/^\t\t\t"id":/ || /^\t\t\t"key":/ { id = "" }
	/^\t\t\t"value":/ && id != "" { v = $3; gsub(/[^0-9]/, "", v); if (v + 0) print id, v }' report.json |
	sort >reported
diff expected reported && echo "equal: $(wc -l <expected) numbers of $(wc -l <counted) facts"
