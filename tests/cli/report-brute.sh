#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Counts a training book by public commands alone and holds the year's report against it. Knows
# nothing of the store or of how the report counts: it reads what ks prints about one family, one
# kept route or one handover at a time. Wants a coalition whose small_cell is 1, so that nothing is
# hidden, and a book of which everything is in that year. Terms are not here: what a handover was
# promised is not printed any more once it was kept (tests/store/test_handover_state.c has those).
#
#   report-brute.sh YEAR LAST-DAY

set -eu
year=$1 last=$2
ks case list --ended --json >cases.json
ks handover list --json >handovers.json
: >counted
: >kept
: >known
keys=$(sed -n 's/.*"case":	"\([^"]*\)".*/\1/p' cases.json)

# --- families: their picture at the end of the year, and what was done ---
for key in $keys; do
	echo cases >>counted
	ks route "$key" --on "$last" --json | awk -F'"' '
		function source(name) { if (!told[name]++) print "signals_by:" name }
		function done() { if (signal && !answers && !raised) source("facts"); signal = "" }
		/^\t\t*"class":/ && !class { class = $4; print "class:" class }
		/"load":/ { load = 1 }
		/"domains":/ && load { n = gsub(/"[a-z-]+"/, "") - 1; if (n >= 2) print "domains_2plus" }
		/"capacity":/ { if (load) done(); load = 0 }
		/"id":/ && load { done(); signal = $4; answers = raised = 0; print "signal:" $4 }
		/"answer":/ && load { answers++; answer = $4 }
		/"by":/ && load && answer == "present" { source($4) }
		/"raised_by":\t"/ && load { raised = 1; source("score") }
		/"gaps":/ { gaps = 1 }
		/"open_questions":/ { gaps = 0 }
		/"signal":/ && gaps { print "gap:" $4; print "open_gaps" }' >>counted
	ks case show "$key" --json | awk -F'"' -v key="$key" '
		/"events":/ { events = 1 }
		/^\t\t\t"kind":/ { kind = $4 }
		/^\t\t\t"screening":/ && kind == "screening" { print "screenings"; kind = "" }
		/^\t\t\t"route":/ && kind == "route" { print "routes"; print key, $4 >>"kept" }
		/^\t\t\t"steps":/ && kind == "route" { n = $3; gsub(/[^0-9]/, "", n)
			while (n-- > 0) print "steps" }
		/^\t\t\t"factor":/ { factor = $4 }
		/^\t\t\t"answer":/ && kind == "answer" && $4 != "not-asked" && !known[factor]++ {
			print factor >>"known" }
		/^\t\t\t"note_kind":/ { if ($4 == "deviation") print "deviations"
			if ($4 == "meeting") print "meetings" }' >>counted
done
while read -r key route; do
	ks replay "$route" --json | awk -F'"' -v key="$key" '
		/"dropped":/ { because = 0; over = 1 }
		/^\t\t\t"status":/ && $4 == "already" { print "already" }
		/"card":/ && because && !over { print key, "card:" $4 ":fired" >>"fired" }
		/"because":/ { because = 1 }' >>counted
done <kept
[ ! -e fired ] || sort -u fired | cut -d' ' -f2 >>counted

# --- handovers: each from its own history ---
awk -F'"' '
	function days(date) { split(date, p, "-"); y = p[1]; m = p[2]; if (m < 3) { y--; m += 12 }
		return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * m - 457) / 5) + p[3] }
	function done() {
		if (refused) print "refused"
		for (i = 1; i <= n && asked; i++)
			if (steps[i] == family " " step && since[i] < asked) { print "asked_again"; break }
		if (asked || refused) { steps[++n] = family " " step; since[n] = asked ? asked : at }
		if (asked) {
			print "handovers"; print "handovers_by_status:" status
			if (warm) print "handovers_warm"
			if (overdue) print "overdue"
			if (status == "waiting") print "waiting"
			if (status == "no-show") print "no_show"
			if (reason) print "declined:" reason
			if (answered) print days(answered) - days(asked) >>"response"
			if (met) print days(met) - days(asked) >>"contact"
		}
		asked = warm = overdue = refused = 0; answered = met = reason = "" }
	/^\t\t\t"handover":/ { done() }
	/^\t\t\t"case":/ { family = $4 }
	/^\t\t\t"step":/ { step = $4 }
	/^\t\t\t"status":/ { status = $4 }
	/^\t\t\t"warm":.*true/ { warm = 1 }
	/^\t\t\t"overdue":.*true/ { overdue = 1 }
	/^\t\t\t\t\t"at":/ { at = $4 }
	/^\t\t\t\t\t"status":/ { to = $4 }
	/^\t\t\t\t\t"verb":/ { verb = $4 }
	/^\t\t\t\t\t"reason":/ { why = $4 }
	/^\t\t\t\t\t"undone":.*false/ {
		if (to == "requested" && !asked) asked = at
		if (asked && !answered && verb ~ /^(accept|decline|waitlist|schedule|meet|start)$/) answered = at
		if (asked && !met && verb == "meet") met = at
		if (verb == "decline") reason = why
		if (why == "parent-refused") refused = 1 }
	END { done() }' handovers.json >>counted

median() { # MEASURE FILE: of an even number the middle of the middle two
	sort -n "$2" | awk -v id="$1" '{ d[NR] = $1 }
		END { print id, (d[int((NR + 1) / 2)] + d[int((NR + 2) / 2)]) / 2 }'
}
ks report --year "$year" --json >report.json
sort known | uniq -c >asked
{
	sort counted | uniq -c | awk '{ print $2, $1 }'
	# Asked is what had an answer; what follows from a fact, such as age, is left out.
	sed -n 's/.*"id":	"not_asked:\(.*\)".*/\1/p' report.json | grep -vE "^(tienerouder|zwanger-onder-16)$" | sort |
		awk -v all="$(grep -c '^cases$' counted)" 'NR == FNR { asked[$2] = $1; next }
			{ print "not_asked:" $1, all - asked[$1] }' asked -
	median response_days_median response
	median contact_days_median contact
} | sort >expected

# --- the report ---
awk -F'"' '/^\t\t\t"id":/ { id = $4 } /^\t\t\t"value":/ { v = $3; gsub(/[^0-9.]/, "", v)
	if (v + 0 > 0 && !over) print id, v + 0 } /"funnel":/ { over = 1 }' report.json |
	grep -vE '^(not_asked:(tienerouder|zwanger-onder-16)|(response|contact|feedback)_(due|in_term)) ' | sort >reported
awk '$2 + 0 > 0' expected >wanted
diff wanted reported && echo "equal: $(wc -l <reported) numbers of $(wc -l <counted) facts"
