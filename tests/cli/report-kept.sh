#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Writes at random in a training book between reports, and holds every report, made with the counts
# that ks keeps, against the same report of a copy in which those were thrown away. Wants a coalition
# whose small_cell is 1, so that nothing is hidden.
#
#   report-kept.sh ROUNDS SEED

set -eu
rounds=$1 random=$2
today=$KS_TODAY

draw() { # BELOW: sets n
	random=$(((random * 1103515245 + 12345) % 2147483648))
	n=$((random / 65536 % $1))
}
any() { # of the lines of a file: sets it
	draw "$(wc -l <"$1")"
	it=$(sed -n "$((n + 1))p" "$1")
}
say() { # a command that may be refused, on some day: writes it down when it was done
	ks "$@" --today "$day" >/dev/null 2>&1 && echo "$1 $2" >>done || true
}

write() {
	ks case list --ended --json | sed -n 's/.*"case":	"\([^"]*\)".*/\1/p' >keys
	ks handover list --json | sed -n 's/.*"handover":	"\([^"]*\)".*/\1/p' >handovers
	any keys; key=$it
	any handovers; handover=$it
	any days; day=$it
	draw 17
	case $n in
	0) say screen "$key" --present schulden,roken --by self ;;
	1) say screen "$key" --absent roken --correct ;;
	2) say screen --due 2027-04-01 --municipality deventer --present veel-stress --date "$day" ;;
	3) say screen "$key" --score epds=14 --already schuldhulpverlening@sociaal-team ;;
	4) say route "$key" ;;
	5) say case set "$key" --municipality olst-wijhe --neighbourhood noord ;;
	6) say case birth "$key" --date "$day" ;;
	7) say case end "$key" --because miscarriage ;;
	8) say case close "$key" --because klaar ;;
	9) say case note "$key" --kind meeting --present jgz-verpleegkundige --text overleg ;;
	10) say case note "$key" --kind deviation --card roken --text anders --because wens \
		--evaluate "$today" ;;
	11) say handover new "$key" --to sociaal-team --consent spoken --ask meedenken ;;
	12) say handover new "$key" --to jgz-verpleegkundige --refused ;;
	13) say handover accept "$handover" ;;
	14) say handover decline "$handover" --reason parent-refused ;;
	15) say handover correct "$handover" --because vergissing ;;
	16) say handover meet "$handover" --present mother,receiver ;;
	esac
}

# The report of this book and of one without kept counts.
compare() {
	rm -rf bare && mkdir -m 700 bare && cp casebook.db bare/casebook.db && chmod 600 bare/casebook.db
	ks doctor --mend --db "$PWD/bare/casebook.db" >/dev/null
	ks report "$@" --json >kept.json
	ks report "$@" --json --db "$PWD/bare/casebook.db" >bare.json
	diff kept.json bare.json >differ || { echo "ks report $* differs"; head -20 differ; exit 1; }
	echo "$*" >>compared
}

: >done
: >compared
awk -v today="$today" 'BEGIN { split(today, t, "-")
	for (m = 1; m <= t[2]; m++) for (d = 2; d <= 20; d += 3) {
		day = sprintf("%s-%02d-%02d", t[1], m, d)
		if (day <= today) print day } print today; print today; print today }' >days
round=0
while [ $round -lt "$rounds" ]; do
	round=$((round + 1))
	for write in 1 2 3 4 5; do write; done
	compare --rolling
	[ $round -ne $((rounds / 3)) ] || compare --quarter 2026-Q1
	[ $round -ne $((rounds / 2)) ] || { any keys; ks case erase "$it" --confirm "$it" --even-open >/dev/null; }
	[ $((round % 3)) -ne 0 ] || compare --month "2026-$(printf %02d $((1 + round / 3)))"
	[ $((round % 5)) -ne 0 ] || compare
done
ks doctor --json | grep -A 1 kept-counts
[ "$(sort -u done | wc -l)" -gt 9 ] || { echo "too few kinds of writes:"; sort done | uniq -c; }
echo "equal: $(wc -l <compared) reports"
