#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Holds what ks prints as JSON against docs/schema: one family's whole story, every document at
# least once; and the files of the coalitions against what `ks cards schema` says of them
# (tests/cards-schema.js). Needs node and its packages ajv (8) and yaml (2); ks itself does not, so
# without them this says so and stops.
#
#   tests/schema.sh [BUILD]
#
# NODE_PATH says where ajv is when it is not beside this tree:
#   npm install --prefix DIR --no-save ajv@8 yaml@2 && NODE_PATH=DIR/node_modules tests/schema.sh

set -eu
build=${1:-build}
if ! node -e 'require("ajv/dist/2020"); require("yaml")' 2>/dev/null; then
	echo 'schema: skipped'
	exit 0
fi
PATH=$(cd "$build" && pwd):$PATH
for name in $(env | sed -n 's/^\(KS_[A-Z_]*\)=.*/\1/p'); do
	unset "$name"
done
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
export HOME="$room" KS_DB="$room/casebook.db" LC_ALL=C.UTF-8 PATH
n=0

work_as() { # USER ROLE ORGANISATION DAY
	export KS_USER="$1" KS_ROLE="$2" KS_ORG="$3" KS_TODAY="$4"
}

# Keeps what ks prints as room/NN.SCHEMA; a finding (1) is an answer too.
keep() { # SCHEMA ARGUMENT...
	n=$((n + 1))
	last=$(printf '%s/%02d.%s' "$room" "$n" "$1")
	shift
	echo "$@" >>"$room/tried"
	ks "$@" --json >"$last" 2>"$room/said" || [ $? -eq 1 ] || {
		echo "schema: ks $* failed:" >&2
		cat "$room/said" >&2
		exit 1
	}
}

value() { # KEY: the first value of a key in the last document
	sed -n 's/.*"'"$1"'":[[:space:]]*"\([^"]*\)".*/\1/p' "$last" | head -n 1
}

# --- a midwife ---
work_as vk-1 verloskundige praktijk-ijssel 2026-11-21
keep version --version
keep init init --routes deventer
for what in "--user vk-2 --role verloskundige --org praktijk" "--shared $(id -gn)" "--training 3 --seed 7"; do
	n=$((n + 1))
	mkdir -m 2770 "$room/room$n"
	keep init init --routes deventer --db "$room/room$n/casebook.db" $what
done
keep config config
keep config config set lang nl
keep config-get config get role
keep config-get config get lang
keep screen screen --dry-run --phase before --present roken
keep screen screen --dry-run --born 2026-08-01 --present roken
keep screen screen --due 2027-05-19 --municipality deventer --age 31 --first-child no \
	--present onbedoeld-zwanger,werkloos@partner,schulden,veel-stress,gewenste-zwangerschap \
	--declined roken --absent drugs --score epds=12 --score epds.item10=0 --by self
case=$(value case)
keep screen screen --lmp 2026-08-12 --municipality deventer --first-child no --follows "$case" \
	--interpreter Tigrinya --ref 2026-17 --present schulden --date 2026-11-20 \
	--raise zeer-kwetsbaar --because 'Er speelt meer.'
keep screen screen --scan 2026-11-10=12+3 --absent roken --dry-run
printf 'present: [roken, schulden]\nscore: {epds: 9}\n' >"$room/answers.yaml"
keep screen screen --due 2027-05-19 --answers "$room/answers.yaml" --dry-run
keep route route "$case"
keep route route "$case" --alone --lang en
keep route route "$case" --parents
keep route route "$case" --on 2027-03-01
keep route route "$case" --keep
kept=$(value route)
keep replay replay "$kept"
keep replay replay "$kept" --alone
keep replay replay "$kept" --parents
cp "$KS_DB" "$room/whole.db"
sed -i 's/within: 14d/within: 41d/' "$KS_DB"
keep replay replay "$kept"
cp "$room/whole.db" "$KS_DB"
keep audit-show audit show "$case"
keep audit-show audit show --user vk-1 --from 2026-11-21 --until 2026-11-21
keep case-export case export "$case"
keep audit-verify audit verify
keep audit-verify audit verify --head "$(value head)"
sed 's/within: 14d/within: 41d/; s/praktijk-ijssel/praktijk-ijsseI/' "$KS_DB" >"$room/other.db"
chmod 600 "$room/other.db"
keep audit-verify audit verify --db "$room/other.db"
keep route route "$case" --why
for target in voorzorg jgz-verpleegkundige geweld-onveiligheid schuldhulpverlening@sociaal-team \
	jgz-na-de-geboorte boekstart stevig-ouderschap-prenataal; do
	keep why-not route "$case" --why-not "$target"
done
keep what-if route "$case" --what-if schulden=absent,lvb=present,depressieve-klachten=absent
keep handover handover new "$case" --step 1 --consent spoken --form three-way \
	--share schulden --ask 'Kennismaken.'
first=$(value handover)
keep handover handover new "$case" --step 2 --refused
keep handover handover new "$case" --to ggz --ground acute-danger \
	--because 'Nu nodig.' --ask 'Meedenken.' --urgency now --note 'Gebeld.' --date 2026-11-21
keep handover handover new "$case" --to sociaal-team --intervention schuldhulpverlening \
	--consent spoken --consent-by mother --consent-until 2027-12-31 --own-words 'Ik lig wakker.' \
	--works-well 'Haar zus.' --agreements 'Samen bellen.' --safe-contact 'App.' \
	--keeps-contact verloskundige --ask 'Meedenken.'
keep case-change case set "$case" --first-child yes --age 32 --municipality deventer \
	--neighbourhood Keizerslanden --ref 2026-18 --interpreter Tigrinya --safe-contact 'App op dinsdag.'
cp "$KS_DB" "$room/dates.db"
keep case-change case set "$case" --due 2027-05-20 --db "$room/dates.db"
keep case-change case set "$case" --lmp 2026-08-13 --db "$room/dates.db"
keep case-change case set "$case" --scan 2026-11-10=12+3 --db "$room/dates.db"
keep case-change case close "$case" --because Klaar
keep case-change case close "$case" --reopen --because Nee
keep case-note case note "$case" --kind lead --lead jgz-verpleegkundige
keep case-note case note "$case" --kind meeting --present mother,jgz-verpleegkundige --named \
	--text 'Hoe krijgt zij lucht?' --agreed 'jgz-verpleegkundige 2026-12-05 gaat langs'
keep case-note case note "$case" --kind deviation --step 2 --text 'Zij belt zelf.' \
	--because 'Dat lukt haar.' --evaluate 2026-12-01
keep case-note case note "$case" --kind lead --lead jgz-verpleegkundige --org jgz-ijsselland
keep case-note case note "$case" --kind meeting --present mother,jgz-verpleegkundige --named \
	--consent spoken --text 'Hoe gaat het?' --date 2026-11-21
keep case-note case note "$case" --kind deviation --card geldzorgen --text 'Later.' --because 'Rust.' --evaluate 2026-12-01
keep case-note case note "$case" --kind note --done 1 --text 'Gebeld.'
keep consent case consent show "$case"
keep screen screen "$case" --correct --absent schulden --by self
keep screen screen "$case" --judgement in-balance --with-parent
keep screen screen --phase before --municipality utrecht --present acuut-geweld
keep route route "$(value case)" --alone
keep screen screen --due 2027-01-19 --municipality deventer --age 17 --first-child yes \
	--present weinig-steun,psychische-klachten-partner,lvb --already voorzorg@voorzorg-verpleegkundige
keep route route "$(value case)"

# --- the nurse and the rest of the story ---
work_as jgz-1 jgz-verpleegkundige jgz-ijsselland 2026-11-24
keep todo todo
keep todo todo --all --fail-if overdue
keep todo todo --org jgz-ijsselland
keep handover handover accept "$first" --note 'Dank.' --date 2026-11-24
keep handover handover schedule "$first" --on 2026-11-26 --note 'Thuis.' --date 2026-11-24
keep todo todo --role jgz-verpleegkundige
work_as jgz-1 jgz-verpleegkundige jgz-ijsselland 2026-11-26
keep handover handover meet "$first" --present mother,sender,receiver --note 'Fijn gesprek.'
keep handover handover correct "$first" --because 'Verkeerde dag.' --date 2026-11-26
keep handover handover meet "$first" --present mother,receiver --date 2026-11-26
keep handover handover complete "$first" --outcome helped --note 'Rust.' --date 2026-11-26
keep handover handover show "$first"
keep handover-list handover list
keep handover-list handover list --case "$case" --open
keep handover-list handover list --role ggz --org jgz-ijsselland
ks export --fhir "$first" --out "$room/bundel.json" >"$room/said"
KS_DB="$room/ander.db" ks init --routes deventer >"$room/said"
export KS_DB="$room/ander.db"
keep import import "$room/bundel.json" --yes
keep import import "$room/bundel.json" --yes
keep import import "$room/bundel.json" --with-answers --yes
export KS_DB="$room/casebook.db"
printf 'factor;antwoord;over;datum\nroken;ja;partner;20-11-2026\nepds;9;;20-11-2026\nepds.item10;0;;20-11-2026\n' \
	>"$room/antwoorden.csv"
keep import-answers import "$room/antwoorden.csv" --case "$case" --yes
keep import-answers import "$room/antwoorden.csv" --case "$case" --yes --by file --date 2026-11-20
keep case-show case show "$case"
keep handover-moves handover moves
work_as vk-1 verloskundige praktijk-ijssel 2027-05-20
keep todo todo
keep handover handover feedback "$first" --note 'Gehoord.' --date 2027-05-20
keep handover handover new "$case" --to ggz --consent spoken --ask 'Meedenken.' --draft
second=$(value handover)
while read -r verb rest; do
	keep handover handover $verb "$second" $rest --note Later. --date 2027-05-20
done <<-VERBS
	send --consent spoken --consent-by mother --consent-until 2027-12-31 --share schulden
	receive
	waitlist --until 2027-06-20
	schedule --on 2027-05-20
	no-show
	meet --present mother,receiver
	start
	stop --reason moved
VERBS
for verb in decline withdraw; do
	keep handover handover new "$case" --to ggz --consent spoken --ask 'Meedenken.'
	keep handover handover $verb "$(value handover)" --reason no-capacity --note Vol. --date 2027-05-20
done
keep handover handover new "$case" --to ggz --draft
keep handover handover send "$(value handover)" --consent spoken --ask 'Meedenken.' --date 2027-05-20
keep case-change case birth "$case" --date 2027-05-20 --children 2
keep case-change case birth "$case" --date 2027-05-19 --correct
keep case-show case show "$case"
keep case-list case list
keep case-list case list --phase after --municipality deventer --ended
keep doctor doctor
keep doctor doctor --mend
(umask 077; head -c 32 /dev/urandom >"$room/key")
keep backup backup --out "$room/one.ks" --key-file "$room/key"
keep backup backup --check "$room/one.ks" --key-file "$room/key"
keep restore restore "$room/one.ks" --key-file "$room/key" --db "$room/new.db"
keep restore restore "$room/one.ks" --key-file "$room/key" --db "$room/new.db" --replace
keep route route "$case"
cp "$KS_DB" "$room/erased.db"
keep case-change case erase "$case" --confirm "$case" --even-open --db "$room/erased.db"
keep audit-show audit show "$case" --db "$room/erased.db"
cp -R "$(dirname "$0")/../routes" "$room/nieuw" && chmod -R u+w "$room/nieuw"
sed -i 's/within: 14d/within: 3d/' "$room"/nieuw/*/cards/*.yaml
rm "$room/nieuw/landelijk/cards/prenataal-huisbezoek.yaml"
keep cards-impact cards impact "$room/nieuw/deventer" --fail-if lost
printf 'card: verslaving\nwithdrawn: {why: Dat doet hier een ander.}\n' >"$room/nieuw/deventer/cards/verslaving.yaml"
keep cards-list cards list --routes "$room/nieuw/deventer"
keep case-change case end "$case" --date 2027-05-20
keep case-change case end "$case" --reopen
keep case-change case end "$case" --date 2027-05-20

# --- the working group and the coordinator ---
keep cards-list cards list
for card in geldzorgen geweld-onveiligheid prenataal-huisbezoek; do
	keep cards-show cards show "$card"
done
keep cards-pages cards show geldzorgen prenataal-huisbezoek
keep cards-pages cards show
keep cards-pages cards show --own --routes routes/deventer
keep cards-signals cards list --signals
keep cards-signals cards list --signals --phase before --lang en
keep cards-factors cards list --factors
keep cards-graph cards graph
keep cards-graph cards graph geweld-onveiligheid
keep cards-new cards new --coalition zwolle --extends landelijk --in "$room/kaarten"
keep cards-new cards new geldzorgen --routes "$room/kaarten/zwolle"
keep cards-check cards check
keep cards-test cards test
keep cards-test cards test familie-reuring --mutate
keep cards-test cards test familie-reuring --mutate --at-least 1
printf 'card: geldzorgen\ntitel: Fout\n' >"$room/fout.yaml"
n=$((n + 1))
last=$(printf '%s/%02d.cards-check' "$room" "$n")
ks cards check "$room/fout.yaml" --json >"$last" 2>/dev/null || [ $? -eq 3 ]
work_as co-1 coordinator kansrijke-start 2026-11-30
keep cards-impact cards impact "$room/nieuw/deventer"
keep report report --month 2026-11
keep report report --year 2026 --lang en
keep report report --year 2026 --today 2027-01-10
keep report report --quarter 2026-Q3
keep report report --rolling
for by in municipality neighbourhood organisation role card; do
	keep report report --quarter 2026-Q3 --by "$by"
done
keep report-cards report --year 2026 --cards
keep report-cards report --year 2026 --cards --today 2027-01-05 --lang en
work_as vk-1 verloskundige praktijk-noord 2026-11-30
keep report-open report --open cases
work_as co-1 coordinator kansrijke-start 2026-11-30

# --- every command of `ks help` ---
parts() { # COMMAND...: the names that its help lists
	ks help "$@" --lang en | sed -n '/^\(Commands\|Parts\):/,/^$/s/^  \([a-z-]*\)  .*/\1/p'
}

# What has no document of ours: `cards schema` is itself a schema, and `export` writes FHIR, which
# tests/fhir.sh holds against its own.
no_document() { [ "$1" = 'cards schema' ] || [ "$1" = export ]; }

# Options whose answer is another format, a file, or a conversation.
no_json() {
	case $1 in
	*' --csv-dialect' | 'screen --short' | 'todo --ics' | 'case export --out') true ;;
	*) false ;;
	esac
}

options() { # COMMAND...: the options of its own
	ks help "$@" --lang en | sed -n '/^Options:/,/^$/s/^  \(--[a-z-]*\).*/\1/p'
}

# Every command, and with it each option that it has, gave a document above.
untried() {
	for command in $(parts); do
		few=$(parts "$command")
		for part in ${few:-.}; do
			line=$command
			[ "$part" = . ] || line="$command $part"
			no_document "$line" && continue
			grep -q "^$line\( \|\$\)" "$room/tried" || echo "schema: no document of: ks $line --json"
			for option in $(options $line); do
				no_json "$line $option" ||
					grep -q -e "^$line \(.* \)\{0,1\}$option\( \|\$\)" "$room/tried" ||
					echo "schema: no document of: ks $line $option --json"
			done
		done
	done
}
untried >"$room/untried"
[ "$(parts | wc -l)" -ge 9 ] && [ "$(options report | wc -l)" -ge 5 ] ||
	echo 'schema: ks help lists no commands or no options' >>"$room/untried"

status=0
cat "$room/untried"
[ ! -s "$room/untried" ] || status=1
node tests/schema.js docs/schema "$room" || status=1
mkdir "$room/cards"
node tests/cards-schema.js "$room/cards" . || status=1
exit $status
