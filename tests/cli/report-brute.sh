#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Counts a training book by public commands alone and holds the year's report against it. Knows
# nothing of the store or of how the report counts: it reads what ks prints about one family or one
# handover at a time. Wants a coalition whose small_cell is 1, so that nothing is hidden.
#
#   report-brute.sh YEAR LAST-DAY

set -eu
year=$1 last=$2
ks report --year "$year" --json >report.json
ks case list --ended --json >cases.json
ks handover list --json >handovers.json
: >counted
keys=$(sed -n 's/.*"case":	"\([^"]*\)".*/\1/p' cases.json)

# One line a fact: class, signal, gap, domains, step.
for key in $keys; do
	echo cases >>counted
	ks route "$key" --on "$last" --json | awk -F'"' '
		/^\t\t*"class":/ && !class { class = $4; print "class:" class }
		/"load":/ { load = 1 }
		/"domains":/ && load { n = gsub(/"[a-z-]+"/, "") - 1; if (n >= 2) print "domains_2plus" }
		/"capacity":/ { load = 0 }
		/"id":/ && load { print "signal:" $4 }
		/"gaps":/ { gaps = 1 }
		/"open_questions":/ { gaps = 0 }
		/"signal":/ && gaps { print "gap:" $4; print "open_gaps" }' >>counted
done
awk -F'"' '
	function done() { if (asked) { print "handovers"; print "handovers_by_status:" status
		if (warm) print "handovers_warm"; if (overdue) print "overdue"
		if (status == "waiting") print "waiting"; if (declined) print "declined:" reason }
		asked = warm = overdue = declined = 0; reason = "" }
	/"handover":/ { done() }
	/^\t\t\t"status":/ { status = $4 }
	/^\t\t\t"warm":.*true/ { warm = 1 }
	/^\t\t\t"overdue":.*true/ { overdue = 1 }
	/^\t\t\t\t\t"status":/ && $4 == "requested" { asked = 1 }
	END { done() }' handovers.json >>counted

sort counted | uniq -c | awk '{ print $2, $1 }' | sort >expected
awk -F'"' '/^\t\t\t"id":/ { id = $4 } /^\t\t\t"value":/ { v = $3; gsub(/[^0-9]/, "", v)
	if (v + 0 > 0) print id, v + 0 }' report.json | sort |
	grep -E '^(cases|class|domains_2plus|signal:|gap:|open_gaps|handovers|overdue|waiting)' >reported
diff expected reported && echo "equal: $(wc -l <expected) numbers of $(wc -l <counted) facts"
