#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Runs the ```console blocks of the README and of the pages in docs. See tests/cli/README.
#
#   tests/readme.sh [BUILD [--accept]]

set -eu
build=${1:-build}
[ $# -gt 0 ] && shift

[ -e README.md ] || { echo 'readme: no README.md yet'; exit 0; }
if ! grep -q '^```console$' README.md; then
	echo 'readme: README.md has no ```console block, so nobody sees its examples run' >&2
	exit 1
fi
exec "$build/tests/cli" "$@" --ks "$build/ks" \
	README.md $(find docs -name '*.md' -exec grep -l '^```console$' {} + 2>/dev/null | sort)
