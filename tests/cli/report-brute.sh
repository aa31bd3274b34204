#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Counts a training book by public commands alone and holds the year's report against it. Knows
# nothing of the store or of how the report counts: it reads what ks prints about one family, one
# kept route or one handover at a time. Wants a coalition whose small_cell is 1, so that nothing is
# hidden, and a book of which everything is in that year, 2026. The days on which nobody works are
# those of the calendar, art. 3 of the Algemene termijnenwet and Good Friday.
#
#   report-brute.sh YEAR LAST-DAY

set -eu
year=$1 last=$2
ks case list --ended --json >cases.json
ks handover list --json >handovers.json
: >counted
: >split
: >kept
: >known
awk -F'"' '$2 == "case" { key = $4 } $2 == "municipality" { print key, $4 == "" ? "unknown" : $4 }' cases.json >places
count() { # MUNICIPALITY: what is read, in all and there
	tee -a counted | sed "s/^/municipality:$1 /" >>split
}

# --- families: their picture at the end of the year, and what was done ---
while read -r key place; do
	echo cases | count "$place"
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
		/"signal":/ && gaps { print "gap:" $4; print "open_gaps" }' | count "$place"
	ks case show "$key" --json | awk -F'"' -v key="$key" -v place="$place" '
		/"events":/ { events = 1 }
		/^\t\t\t"kind":/ { kind = $4 }
		/^\t\t\t"screening":/ && kind == "screening" { print "screenings"; kind = "" }
		/^\t\t\t"route":/ && kind == "route" { print "routes"; print key, $4, place >>"kept" }
		/^\t\t\t"steps":/ && kind == "route" { n = $3; gsub(/[^0-9]/, "", n)
			while (n-- > 0) print "steps" }
		/^\t\t\t"factor":/ { factor = $4 }
		/^\t\t\t"answer":/ && kind == "answer" && $4 != "not-asked" && !known[factor]++ {
			print factor >>"known" }
		/^\t\t\t"note_kind":/ { if ($4 == "deviation") print "deviations"
			if ($4 == "meeting") print "meetings" }' | count "$place"
done <places
while read -r key route place; do
	ks replay "$route" --json | awk -F'"' -v key="$key" -v place="$place" '
		/"dropped":/ { because = 0; over = 1 }
		/^\t\t\t"status":/ && $4 == "already" { print "already" }
		/"card":/ && because && !over { print key, "card:" $4 ":fired", place >>"fired" }
		/"because":/ { because = 1 }' | count "$place"
done <kept
sort -u fired | while read -r key card place; do echo "$card" | count "$place"; done

# --- handovers: each from its own history, and from the receiver's side ---
grep -o '"case":	"[^"]*"\|"phase":	"[^"]*"' cases.json | awk -F'"' '
	$2 == "case" { key = $4 } $4 == "ended" { print key }' >ended
awk -F'"' -v last="$last" '
	BEGIN { n_off = split("2026-01-01 2026-04-03 2026-04-06 2026-04-27 2026-05-05 2026-05-14 " \
			"2026-05-25 2026-12-25 2026-12-26 2027-01-01 2027-03-26 2027-03-29", off, " ")
		for (i = 1; i <= n_off; i++) holiday[days(off[i])]
		while ((getline line <"ended") > 0) nobody_waits[line]
		while ((getline line <"places") > 0) { split(line, p, " "); place[p[1]] = p[2] } }
	function say(what) { print what
		print "municipality:" place[family], what >>"split"
		print "role:" role, what >>"split"
		print "card:" card, what >>"split" }
	function days(date) { split(date, p, "-"); y = p[1]; m = p[2]; if (m < 3) { y--; m += 12 }
		return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * m - 457) / 5) + p[3] }
	# 5 January 2026 was a Monday.
	function works(day) { return (day - days("2026-01-05") + 70000) % 7 < 5 && !(day in holiday) }
	function after(date, span,   n, day) {
		day = days(date); n = span + 0
		if (span ~ /wd$/) { while (n > 0) if (works(++day)) n--; return day }
		return day + (span ~ /w$/ ? 7 * n : n) }
	# Done within its time, or not done and not to be expected any more by then.
	function term(name, at, by, waits) {
		if (at == "" && !(waits && by < days(last) && !(family in nobody_waits))) return
		say(name "_due"); print org "|" name "_due" >>"receivers"
		if (at == "" || days(at) > by) return
		say(name "_in_term"); print org "|" name "_in_term" >>"receivers" }
	function contact_by(   by) {
		by = after(taken, contact_within)
		return due >= taken && days(due) < by ? days(due) : by }
	function terms() {
		term("response", answered, after(asked, respond_within), status ~ /^(requested|received)$/)
		if (met || status ~ /^(accepted|scheduled|no-show)$/)
			term("contact", met, contact_by(), 1)
		if (finished) term("feedback", told, after(finished, feedback_within),
			status ~ /^(declined|completed|stopped)$/) }
	function done() {
		if (refused) say("refused")
		for (i = 1; i <= n && asked; i++)
			if (steps[i] == family " " step && since[i] < asked) { say("asked_again"); break }
		if (asked || refused) { steps[++n] = family " " step; since[n] = asked ? asked : at }
		if (asked) {
			say("handovers"); print "handovers_by_status:" status
			print org "|handovers" >>"receivers"
			terms()
			if (warm) say("handovers_warm")
			if (overdue) say("overdue")
			if (status == "waiting") say("waiting")
			if (status == "no-show") say("no_show")
			if (reason) say("declined:" reason)
			if (answered) print days(answered) - days(asked) >>"response"
			if (met) print days(met) - days(asked) >>"contact"
		}
		asked = warm = overdue = refused = 0
		answered = taken = met = finished = told = reason = due = before = ""; org = role = card = "unknown" }
	/^\t\t\t"handover":/ { done() }
	/^\t\t\t"case":/ { family = $4 }
	/^\t\t\t"step":/ { step = $4 }
	/^\t\t\t"from":/ { side = 1 } /^\t\t\t"to":/ { side = 2 }
	/^\t\t\t\t"role":/ { if (side == 2) role = $4 }
	/^\t\t\t"card":/ { if ($4 != "") card = $4 }
	/^\t\t\t\t"organisation":/ { if (side == 2 && $4 != "") org = $4; side = 0 }
	/^\t\t\t"due":/ { due = $4 }
	/_within":/ { if ($2 ~ /^resp/) respond_within = $4; if ($2 ~ /^cont/) contact_within = $4
		if ($2 ~ /^feed/) feedback_within = $4 }
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
		if (asked && to ~ /^(accepted|declined|waiting|scheduled|no-show|met|started|completed|stopped|closed)$/ &&
			(!taken || to == "accepted" || (before == "waiting" && to != "waiting"))) taken = at
		if (asked && !met && verb == "meet") met = at
		if (to ~ /^(declined|completed|stopped)$/) finished = at
		if (to == "closed") told = at
		before = to
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
	grep -vE '^not_asked:(tienerouder|zwanger-onder-16) ' | sort >reported
awk '$2 + 0 > 0' expected >wanted
diff wanted reported && echo "equal: $(wc -l <reported) numbers of $(wc -l <counted) facts"
# Receivers stand in the table of a year that has ended.
next_year=$((year + 1))
sort receivers | uniq -c | sed -E 's/^ *([0-9]+) (.*)/\2 \1/' | sort >wanted
ks report --year "$year" --json --today "$next_year-01-01" | awk -F'"' '
	/"partners":/ { here = 1 } /"pairs":/ { here = 0 } !here { next }
	/"key":/ { key = $4 }
	/"(handovers|response|contact|feedback)":/ { id = $2 } /"(due|in_term)":/ { sub(/_.*/, "", id); id = id "_" $2 }
	/"value":/ { v = $3; gsub(/[^0-9]/, "", v); if (v + 0 > 0) print key "|" id, v + 0 }' | sort >reported
diff wanted reported && echo "equal: $(wc -l <reported) numbers of receivers"

# --- the same, split ---
for by in municipality role card; do
	ks report --year "$year" --by $by --json --today "$next_year-01-01" | awk -F'"' -v by=$by '
		/^\t\t\t"id":/ { id = $4 } /"funnel":/ { over = 1 } over || id ~ /median|not_asked|:fired$|^deviations/ && by != "municipality" { next }
		/^\t\t\t\t\t"key":/ { key = $4 }
		/^\t\t\t\t\t"value":/ { v = $3; gsub(/[^0-9]/, "", v); if (v + 0 > 0) print by ":" key, id, v + 0 }'
done | grep -vE ' (not_asked:.*|.*_median) ' | sort >reported
sort split | uniq -c | sed -E 's/^ *([0-9]+) (.*)/\2 \1/' | grep -v handovers_by_status | sort >wanted
diff wanted reported && echo "equal: $(wc -l <reported) numbers of parts"
