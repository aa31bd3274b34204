#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Makes the folder that every attempt of the torture begins with: a casebook with a family, handovers
# in several states, files to read, and `commands`: tests/torture/commands with its names filled in.
#
#   tests/torture/begin.sh KS TESTS FOLDER

set -eu
ks=$1
tests=$2
cd "$3"
export KS_DB="$3/other.db" KS_ROUTES="$tests/cli/proef" HOME="$3"

first() { # PATTERN: the first match on standard input
	grep -oE "$1" | head -n 1
}
key='[0-9A-Z]{4}-[0-9A-Z]{4}'

# Another organisation's book, with a handover for this one.
"$ks" init >/dev/null
other=$("$ks" screen --due 2027-05-19 --municipality deventer --present schulden | first "$key")
"$ks" route "$other" >/dev/null
their=$("$ks" handover new "$other" --step 1 --consent spoken --ask 'Wilt u meedenken?' | first 'H-[0-9A-Z]{6}')
"$ks" export --fhir "$their" --out theirs.json >/dev/null
rm -f other.db other.db-journal

export KS_DB="$3/book.db"
"$ks" init >/dev/null
case=$("$ks" screen --due 2027-05-19 --municipality deventer --present schulden,roken | first "$key")
done=$("$ks" screen --due 2027-04-02 --municipality deventer --present schulden | first "$key")
born=$("$ks" screen --due 2026-11-28 --municipality deventer --present schulden | first "$key")
ended=$("$ks" screen --due 2027-03-08 --municipality deventer --present schulden | first "$key")
"$ks" case end "$ended" --date 2026-11-18 >/dev/null
"$ks" route "$case" >/dev/null
"$ks" case note "$case" --kind note --text 'Zij belt liever na vijven.' >/dev/null

new() { # OPTIONS...: the id of a new handover
	"$ks" handover new "$case" --to sociaal-team --ask 'Wilt u meedenken?' "$@" | first 'H-[0-9A-Z]{6}'
}
draft=$(new --consent spoken --draft)
bare=$("$ks" handover new "$case" --to sociaal-team --draft | first 'H-[0-9A-Z]{6}')
asked=$(new --consent spoken)
taken=$(new --consent spoken)
"$ks" handover accept "$taken" >/dev/null
met=$(new --consent spoken)
"$ks" handover accept "$met" >/dev/null
"$ks" handover meet "$met" --present mother,receiver >/dev/null
route=$("$ks" route "$case" --keep --json | first 'R-[0-9A-Z]{6}')

printf '0123456789abcdef0123456789abcdef' >key.file
chmod 600 key.file
"$ks" backup --out backup.file --key-file key.file >/dev/null
printf 'Wat kunnen we samen doen?\n' >question.txt
printf 'present: [schulden]\nabsent: [roken]\n' >answers.yaml
printf '{"present": ["schulden"], "absent": ["roken"]}\n' >answers.json
sed -e "s/{CASE}/$case/g" -e "s/{DONE}/$done/g" -e "s/{BORN}/$born/g" -e "s/{ENDED}/$ended/g" \
	-e "s/{DRAFT}/$draft/g" -e "s/{BARE}/$bare/g" -e "s/{ASKED}/$asked/g" \
	-e "s/{TAKEN}/$taken/g" -e "s/{MET}/$met/g" -e "s/{ROUTE}/$route/g" \
	"$tests/torture/commands" >commands
