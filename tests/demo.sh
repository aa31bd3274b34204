#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# One family from intake to report, in a folder of its own that is removed afterwards. The family is
# routes/deventer/examples/familie-reuring-kleine-welkom.yaml: invented, and without a name.
#
#   tests/demo.sh PATH-TO-KS

set -eu
program=$(cd "$(dirname "${1:-build/ks}")" && pwd)
PATH=$program:$PATH
for name in $(env | sed -n 's/^\(KS_[A-Z_]*\)=.*/\1/p'); do
	unset "$name"
done
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
export HOME="$room" XDG_DATA_HOME="$room/data" XDG_CONFIG_HOME="$room/config" PATH

tell() { # a line of story between the commands
	printf '\n%s\n' "$*" | fold -s -w 78 | sed '1!s/^/# /'
}

work_as() { # USER ROLE ORGANISATION
	export KS_USER="$1" KS_ROLE="$2" KS_ORG="$3"
}

ks() { # shows the command as one would type it, then runs it
	printf '\n'
	echo "$ ks $*" | fold -s -w 76 | sed '1!s/^/    /; $!s/ *$/ \\/'
	command ks "$@"
}

first() { # PATTERN: the first match on standard input
	grep -oE "$1" | head -n 1
}

tell 'A midwife in Deventer sets up her casebook.'
export KS_TODAY=2026-11-21
work_as vk-1 verloskundige praktijk-ijssel
ks init --routes deventer

tell 'Intake. Unexpectedly pregnant and welcome; the father just lost his job, debts, stress.'
ks screen --due 2027-05-19 --municipality deventer --age 31 --first-child no \
	--present onbedoeld-zwanger,werkloos@partner,schulden,veel-stress \
	--present gewenste-zwangerschap --by self
case=$(command ks case list --json | first '[0-9A-Z]{4}-[0-9A-Z]{4}')

tell 'At the table: what weighs, what carries, what we agree.'
ks route "$case"
tell 'Afterwards, for the professional alone: the class and every reason.'
ks route "$case" --alone

tell 'The mother agrees: the nurse of the JGZ gets to know her, together with the midwife.'
cd "$room"
echo 'Kennismaken en samen kijken naar hulp bij de schulden.' >vraag.txt
ks handover new "$case" --to jgz-verpleegkundige --intervention prenataal-huisbezoek \
	--consent spoken --consent-by mother --form three-way \
	--share schulden,veel-stress \
	--ask @vraag.txt >handover
cat handover
handover=$(first 'H-[0-9A-Z-]+' <handover)

tell 'The nurse accepts on Tuesday; on Thursday they meet, the three of them.'
work_as jgz-1 jgz-verpleegkundige jgz-ijsselland
export KS_TODAY=2026-11-24
ks todo --role jgz-verpleegkundige
ks handover accept "$handover"
export KS_TODAY=2026-11-26
ks handover meet "$handover" --present mother,sender,receiver

tell 'At the end of the month the coordinator sees numbers, never families.'
work_as coordinator-1 coordinator kansrijke-start-deventer
export KS_TODAY=2026-11-30
ks report --month 2026-11
