#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Does tests/layers.sh see what it says it sees? Each case below plants one line in a small tree of its
# own and expects that rule to speak, and only that rule; or plants a line that is fine and expects
# silence.

set -u
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d) || exit 2
trap 'rm -rf "$tree"' EXIT
passed=0
failed=0

file() { # PATH, text on standard input
	mkdir -p "$tree/${1%/*}"
	cat >"$tree/$1"
}

fresh_tree() {
	rm -rf "$tree/src" "$tree/include"
	cp -r "$tree/whole/src" "$tree/whole/include" "$tree/"
}

whole_tree() { # a tree that keeps every rule, and comes close to each
	for layer in base cards engine store output exchange cmd; do
		file include/ks/$layer/x.h <<-END
			struct ks_${layer}_x {
				int n;
			};
			extern const int ks_${layer}_first;
			int ks_${layer}_do(int n, int (*f)(int));
		END
		file src/$layer/x.c <<-END
			/* printf("a comment"); exit(1); time(0) */
			#include "ks/$layer/x.h"
			static const char *const names[] = {"it's {", "SELECTED; static int x;"};
			static const struct { int a; } table[] = {{1}};
			static int helper(const char *name);
			#define TWO_LINES(a) \\
				static int a
			static int helper(const char *name)
			{
				static const int fixed = 1;
				return name[0] == '"' || name[0] == '{' ? fixed : 0;
			}

			int ks_${layer}_do(int n, int (*f)(int))
			{
				return f(n) + helper(names[0]) + table[0].a;
			}
		END
	done
	file src/main.c <<-END
		#include <yaml_not.h>
		#include "ks/cmd/x.h"
		int main(void)
		{
			fprintf(stderr, "ks: %d", (int)time(0));
			exit(fflush(stdout));
		}
	END
	file include/ks/cards/model.h </dev/null
}

whole_tree
mkdir "$tree/whole"
mv "$tree/src" "$tree/include" "$tree/whole/"

result() { # NAME WANTED-RULE: compares with what layers.sh said
	"$here/layers.sh" "$tree" >"$tree/said" 2>&1
	status=$?
	said=$(sed -n 's/^[^:]*:[0-9]*: \[\([a-z]*\)\].*/\1/p; s/^[^:]*: \[\([a-z]*\)\] header.*/\1/p' \
		"$tree/said" | sort -u | tr '\n' ' ')
	wanted_status=1
	[ -z "$2" ] && wanted_status=0
	if [ "${said% }" = "$2" ] && [ $status -eq $wanted_status ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $1: wanted '$2', got '${said% }', status $status"
		cat "$tree/said"
	fi
}

seed() { # WANTED-RULE FILE LINE
	fresh_tree
	mkdir -p "$tree/${2%/*}"
	printf '%s\n' "$3" >>"$tree/$2"
	result "$2: $3" "$1"
}

fresh_tree
result 'a tree that keeps every rule' ''

# Every arrow, up and down, against a table written out here.
for edge in base:cards base:engine base:store base:output base:exchange base:cmd \
	cards:engine cards:store cards:output cards:exchange cards:cmd \
	engine:cards engine:store engine:output engine:exchange engine:cmd \
	store:output store:exchange store:cmd output:store output:exchange output:cmd \
	exchange:store exchange:output exchange:cmd; do
	seed arrow "src/${edge%:*}/x.c" "#include \"ks/${edge#*:}/x.h\""
	seed arrow "include/ks/${edge%:*}/x.h" "#include \"ks/${edge#*:}/x.h\""
done
for edge in cards:base engine:base store:base store:cards store:engine output:base output:cards \
	output:engine exchange:base exchange:cards exchange:engine cmd:base cmd:cards cmd:engine \
	cmd:store cmd:output cmd:exchange; do
	seed '' "src/${edge%:*}/x.c" "#include \"ks/${edge#*:}/x.h\""
done
seed '' src/engine/x.c '#include "ks/cards/model.h"'
seed arrow src/store/x.c '#  include "ks/output/x.h"'
seed arrow src/store/x.c '#include "../output/x.h"'
seed arrow include/ks/base/x.h '#include "ks/base/x.h"'

fresh_tree
echo '#include "ks/base/y.h"' >>"$tree/include/ks/base/x.h"
echo '#include "ks/base/z.h"' | file include/ks/base/y.h
echo '#include "ks/base/x.h"' | file include/ks/base/z.h
result 'three headers in a circle' arrow

seed place src/util.c '/* a file above the layers */'
seed place src/misc/x.c '/* a layer nobody knows */'
seed place include/ks/all.h '/* a header above the layers */'

seed library src/cards/x.c '#include <yaml.h>'
seed '' src/cards/yaml.c '#include <yaml.h>'
seed library src/cmd/x.c '#include <sqlite3.h>'
seed '' src/store/sql.c '#include <sqlite3.h>'
seed library src/cmd/x.c '#include <sodium.h>'
seed library src/exchange/x.c '#include <sodium/crypto_box.h>'
seed '' src/exchange/seal.c '#include <sodium.h>'
seed library src/output/x.c '#include <cJSON.h>'
seed library src/output/x.c '#include <cjson/cJSON.h>'
seed library src/output/report.c '#include <xlsxwriter.h>'
seed '' src/output/xlsx.c '#include <xlsxwriter.h>'
seed '' src/output/json.c '#include <cJSON.h>'
fresh_tree
echo '#include <sqlite3.h>' | file src/store/one.c
echo '#include <sqlite3.h>' | file src/store/two.c
result 'sqlite3.h in two files of the store' library

for line in 'printf("x");' 'puts("x");' 'putchar(1);' 'fputs("x", f);' 'fwrite(p, 1, 1, f);' \
	'fprintf(f, "x");' 'FILE *f = stdout;' 'write(STDOUT_FILENO, p, 1);' 'fputs("x", stderr);' \
	'perror("x");' 'vprintf(f, ap);'; do
	seed print src/cmd/x.c "void f(void) { $line }"
	seed '' src/output/x.c "void f(void) { $line }"
done
seed '' src/base/diag.c 'void f(void) { fputs("x", stderr); }'
seed print src/base/diag.c 'void f(void) { fputs("x", stdout); }'
seed print src/main.c 'void f(void) { printf("x"); }'
seed print src/main.c 'void f(void) { fputs("x", stdout); }'
seed print src/main.c 'void f(void) { write(STDOUT_FILENO, "x", 1); }'
seed '' src/main.c 'int f(void) { return isatty(STDOUT_FILENO); }'
seed '' src/cmd/x.c 'void f(void) { snprintf(b, n, "printf(x)"); ks_printf(1); }'

seed exit src/cmd/x.c 'void f(void) { exit(1); }'
seed exit src/base/arena.c 'void f(void) { exit(1); }'
seed exit src/store/x.c 'void f(void) { abort(); }'
seed '' src/base/arena.c 'void f(void) { abort(); }'

for call in 'time(NULL)' 'clock_gettime(0, &t)' 'gettimeofday(&t, 0)' 'clock()'; do
	seed clock src/engine/x.c "void f(void) { $call; }"
	seed '' src/base/clock_real.c "void f(void) { $call; }"
done
seed clock src/store/x.c "const char q[] = \"SELECT date('now')\";"
seed clock src/store/x.c "const char q[] = \"strftime('%s', 'now')\";"
seed clock src/store/x.c 'const char q[] = "DEFAULT CURRENT_TIMESTAMP";'
seed '' src/store/x.c "const char q[] = \"CHECK (urgency IN ('now', 'soon'))\";"
seed '' src/engine/x.c 'void f(void) { mktime(&t); x.time = 1; lifetime(1); }'

seed sql src/cmd/x.c 'const char q[] = "SELECT 1";'
seed sql src/output/x.c 'const char q[] = "  UPDATE cases SET x = 1";'
seed '' src/store/x.c 'const char q[] = "SELECT 1";'
seed '' src/cmd/x.c 'const char q[] = "INSERTED";'

for line in 'static int n;' 'static int n = 1;' 'int n;' 'int n = 1;' 'static struct ks_a all[3];' \
	'static const char *name;' 'static const char *names[] = {"a"};' 'static int (*fn)(void);' \
	'struct ks_s { int a; } s;' 'static const int *p = 0, *q;' 'extern int shared;' \
	'static _Thread_local int n;' 'static ks_read_fn *reader;'; do
	seed state src/engine/x.c "$line"
done
seed state src/engine/x.c 'int f(void) {
	static int calls = 0;
	return ++calls;
}'
for line in 'static const int n = 1;' 'static const char *const name = "x";' 'enum { A, B };' \
	'extern const int shared;' 'typedef int (*fn)(void);' 'struct ks_later;' \
	'static int (*const fn)(void) = 0;' 'static struct ks_a *make(int n);' \
	'_Static_assert(1, "yes");' 'ks_read_fn ks_read_a, ks_read_b;' 'static int (*pick(int k))(void);'; do
	seed '' src/engine/x.c "$line"
done

# --- circles between files: three that need each other in turn, and without one of those needs none ---

compile() { # NAME NEEDED
	printf 'int %s(int n);\nint %s(int n);\nint %s(int n)\n{\n\treturn n ? %s(n - 1) : 0;\n}\n' \
		"$2" "$1" "$1" "$2" >"$tree/$1.c"
	${CC:-cc} -c -o "$tree/$1.o" "$tree/$1.c"
}

circle() { # 0 when there should be none, else 1
	"$here/circles.sh" "$tree/one.o" "$tree/two.o" "$tree/three.o" >"$tree/said" 2>&1
	[ $? -eq "$1" ] && passed=$((passed + 1)) || { failed=$((failed + 1)); cat "$tree/said"; }
}

compile one two && compile two three && compile three one
circle 1
compile three three
circle 0

echo "layers_test: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
