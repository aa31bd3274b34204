#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# No two files of the program need each other, straight or by way of others: then every file can be
# read, and moved, with what lies below it alone. Asks the objects, which know what was really used.
#
#   tests/circles.sh OBJECT...
#
# One circle is meant: the grammar of the cards. shape.c reads a key by the kind of its value, and
# the readers of conditions and of references read keys again, as the YAML does.

set -u
grammar='/cards/(shape|cond|refs)\.o$'
[ $# -gt 1 ] || { echo 'circles: no objects' >&2; exit 2; }
told=$(nm -A -g "$@" | awk -v grammar="$grammar" '
	{ file = $1; sub(/:.*/, "", file) }
	$(NF - 1) == "U" { users[$NF] = users[$NF] " " file }
	$(NF - 1) ~ /^[A-TV-Z]$/ { home[$NF] = file }
	END {
		for (name in users) {
			n = split(users[name], user, " ")
			for (i = 1; name in home && i <= n; i++)
				if (user[i] !~ grammar || home[name] !~ grammar)
					print user[i], home[name]
		}
	}' | sort -u | tsort 2>&1 >/dev/null)
if [ -n "$told" ]; then
	echo 'circles: these files need each other:'
	echo "$told" | sed -n 's/^tsort: \(.*\.o\)$/  \1/p'
	exit 1
fi
echo "circles: $# objects, none in a circle: 1 passed, 0 failed"
