#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# The rules of the house that a compiler does not see. Reads src and include/ks below the folder
# given (or this one), prints each line that breaks a rule as file:line: [rule] text, and what it read.
#
#   tests/layers.sh [FOLDER]
#
# The rules
#   arrow    a file includes only what its layer may see (the table below); cycles between headers
#   place    every file is in a layer's folder, or is src/main.c
#   library  <yaml.h> only in src/cards/yaml.c, <sqlite3.h> only in one file of src/store, cJSON only
#            in src/output/json.c, <xlsxwriter.h> only in src/output/xlsx.c, <sodium.h> only in src/base/hash.c (digests, random keys) and
#            src/exchange/seal.c (encryption)
#   print    standard output is written by src/output alone, standard error also by src/base/diag*,
#            src/base/arena.c (no memory left) and src/main.c
#   exit     exit in src/main.c alone; _exit and abort in src/base/arena.c too (no memory left)
#   clock    the clock is read in src/main.c or src/base/clock*.c, never in SQL
#   sql      SQL text only in src/store
#   state    no variable outlives a call: static and file-scope data are const
#
# It reads text, not C: comments are taken out, strings only for the rules on words. A declaration is
# what stands at depth 0 of braces up to ; or = or {.

set -u
cd "${1:-.}" || exit 2
files=$(find src include/ks -name '*.[ch]' -o -name '*.def' 2>/dev/null | sort)
[ -n "$files" ] || { echo 'layers: no source yet'; exit 0; }

# shellcheck disable=SC2086
LC_ALL=C awk '
BEGIN {
	# Which layers a layer may see besides itself.
	sees["base"] = ""
	sees["cards"] = "base"
	sees["engine"] = "base"                    # and the model of the cards: see may_include
	sees["store"] = "base cards engine"
	sees["output"] = "base cards engine"
	sees["exchange"] = "base cards engine"
	sees["cmd"] = "base cards engine store output exchange"
	sees["main"] = "base cards engine store output exchange cmd"
	sql = "\"[ \t]*(SELECT |INSERT |UPDATE [a-z_]+ SET|DELETE FROM|CREATE (UNIQUE |TEMP )?" \
		"(TABLE|INDEX|TRIGGER|VIEW)|DROP TABLE|ALTER TABLE|PRAGMA |BEGIN IMMEDIATE|VACUUM|ATTACH )"
	rules = "arrow place library print exit clock sql state"
}

function bad(rule, text) {
	gsub(/^[ \t]+/, "", text)
	printf "%s:%d: [%s] %s\n", FILENAME, FNR, rule, text
	broken[rule]++
	total++
}

function layer_of(path,    part) {
	if (path == "src/main.c")
		return "main"
	if (path ~ /^src\/[^\/]+\//)
		split(substr(path, 5), part, "/")
	else if (path ~ /^include\/ks\/[^\/]+\//)
		split(substr(path, 12), part, "/")
	else
		return ""
	return part[1]
}

function may_include(from, to, header) {
	if (from == to || index(" " sees[from] " ", " " to " "))
		return 1
	return from == "engine" && header == "ks/cards/model.h"
}

# --- text of a line ---

# The line without comments; in_comment goes on to the next line. Strings stay.
function uncommented(s,    out, c, two, quote) {
	if (!in_comment && s !~ /["\047\/]/)
		return s
	out = ""
	quote = ""
	while (s != "") {
		c = substr(s, 1, 1)
		two = substr(s, 1, 2)
		if (in_comment) {
			if (two == "*/") { in_comment = 0; s = substr(s, 2) }
		} else if (quote != "") {
			out = out c
			if (c == "\\") { out = out substr(s, 2, 1); s = substr(s, 2) }
			else if (c == quote) quote = ""
		} else if (two == "/*") {
			in_comment = 1
			s = substr(s, 2)
			out = out " "
		} else if (two == "//") {
			break
		} else {
			if (c == "\"" || c == "\047") quote = c
			out = out c
		}
		s = substr(s, 2)
	}
	return out
}

function without_strings(s) {
	gsub(/\\\\/, "", s)
	gsub(/\047\\?"\047/, "0", s)
	gsub(/\\"/, "", s)
	gsub(/"[^"]*"/, "\"\"", s)
	gsub(/\047\\?[^\047]+\047/, "0", s)
	return s
}

# Is one of these words used as a function in the line?
function calls(code, words) {
	return (" " code) ~ ("[^A-Za-z0-9_](" words ")[ \t]*\\(")
}

function names(code, words) {
	return (" " code " ") ~ ("[^A-Za-z0-9_](" words ")[^A-Za-z0-9_]")
}

# --- state ---

# Is this the start of a variable that can change? What counts is the const after the last star.
function is_mutable(decl) {
	if (decl ~ /(^| )(typedef|_Static_assert|static_assert|extern "")/)
		return 0
	sub(/__attribute__.*/, "", decl)
	if (decl ~ /^[^(]*\([ \t]*\*[ \t]*[A-Za-z_0-9]+[ \t]*[[)]/)
		return 1                               # a pointer to a function, not const
	if (decl ~ /\(/)
		return 0
	sub(/\[.*/, "", decl)
	gsub(/[ \t]+/, " ", decl)
	gsub(/^ | $/, "", decl)
	if (decl ~ /^[a-z0-9_]+_fn [a-z]/)
		return 0                               # functions declared by their type
	if (decl !~ / / || decl ~ /^(struct|enum|union) [A-Za-z0-9_]+$/)
		return 0
	if (decl ~ /\*/)
		sub(/.*\*/, "", decl)
	return decl !~ /(^| )const( |$)/
}

function end_of_declaration(text) {
	if (is_mutable(decl))
		bad("state", text)
	decl = ""
}

# Follows braces; gathers what stands at depth 0.
function follow(code, raw,    i, n, part, c) {
	if (depth > 0 && code ~ /^[ \t]*static[ \t]/ && code ~ /[;=]/) {
		c = code
		sub(/[;=].*/, "", c)
		if (is_mutable(c))
			bad("state", raw)
	}
	n = split(code, part, "")
	for (i = 1; i <= n; i++) {
		c = part[i]
		if (c == "{") {
			if (depth++ == 0 && !in_value)
				is_type = decl !~ /\(/
		} else if (c == "}") {
			if (--depth == 0 && !in_value && !is_type)
				decl = ""
			if (depth < 0)
				depth = 0
		} else if (depth > 0) {
			continue
		} else if (c == ";") {
			if (!in_value)
				end_of_declaration(raw)
			in_value = 0
			decl = ""
		} else if (c == "=") {
			end_of_declaration(raw)
			in_value = 1
		} else if (!in_value) {
			decl = decl c
		}
	}
	if (!in_value && decl != "")
		decl = decl " "
}

# --- one file, one line ---

FNR == 1 {
	layer = layer_of(FILENAME)
	in_comment = in_value = depth = in_macro = 0
	decl = ""
	n_files++
	count[layer]++
	if (!(layer in sees))
		bad("place", "is in no layer: base cards engine store output exchange cmd")
}

function check_include(raw,    header, to) {
	n_includes++
	match(raw, /[<"][^>"]*[>"]/)
	header = substr(raw, RSTART + 1, RLENGTH - 2)
	if (header == "yaml.h" && FILENAME != "src/cards/yaml.c")
		bad("library", raw)
	if (header ~ /(^|\/)cJSON\.h$/ && FILENAME != "src/output/json.c")
		bad("library", raw)
	if (header ~ /xlsxwriter/ && FILENAME != "src/output/xlsx.c")
		bad("library", raw)
	if (header ~ /^sodium/ && FILENAME != "src/base/hash.c" && FILENAME != "src/exchange/seal.c")
		bad("library", raw)
	if (header == "sqlite3.h") {
		if (sqlite == "")
			sqlite = FILENAME
		if (layer != "store" || sqlite != FILENAME)
			bad("library", raw)
	}
	if (header ~ /\.\.\//)
		bad("arrow", raw)
	if (header !~ /^ks\//)
		return
	to = layer_of("include/" header)
	if (!may_include(layer, to, header))
		bad("arrow", layer " may not see " to ": " raw)
	if (FILENAME ~ /^include\//)
		edges[substr(FILENAME, 9)] = edges[substr(FILENAME, 9)] " " header
}

function check_words(code, raw,    err) {
	err = layer == "output" || layer == "main" || FILENAME ~ /^src\/base\/(diag[^\/]*|arena)\.c$/
	if (layer != "output") {
		if (names(code, "stdout|STDOUT_FILENO") && (layer != "main" || calls(code, "write")))
			bad("print", raw)          # main may ask whether it is a terminal, and close it
		else if (calls(code, "printf|vprintf|puts|putchar|putchar_unlocked|perror|dprintf"))
			bad("print", raw)
		else if (calls(code, "fprintf|vfprintf|fputs|fputc|putc|fwrite") &&
			!(err && code ~ /stderr/))
			bad("print", raw)
		else if (names(code, "stderr|STDERR_FILENO") && !err)
			bad("print", raw)
	}
	if (calls(code, "exit|quick_exit|atexit|at_quick_exit") && layer != "main")
		bad("exit", raw)
	if (calls(code, "_exit|_Exit|abort") && layer != "main" && FILENAME != "src/base/arena.c")
		bad("exit", raw)
	if (calls(code, "time|clock_gettime|gettimeofday|clock|timespec_get|ftime") &&
		layer != "main" && FILENAME !~ /^src\/base\/clock[^\/]*\.c$/)
		bad("clock", raw)
}

function check_strings(text, raw) {
	if (text ~ /(date|time|day|epoch)\([^)]*\047now\047|CURRENT_(TIMESTAMP|DATE|TIME)/)
		bad("clock", raw)
	if (layer != "store" && text ~ sql)
		bad("sql", raw)
}

{
	text = uncommented($0)
	if (text ~ /^[ \t]*#[ \t]*include/) {
		check_include($0)
		next
	}
	check_strings(text, $0)
	code = without_strings(text)
	if (FILENAME ~ /\.c$/ || FILENAME ~ /\.h$/)
		check_words(code, $0)
	# A macro is no declaration, nor are the lines that continue it.
	if (in_macro || code ~ /^[ \t]*#/) {
		in_macro = code ~ /\\$/
		next
	}
	if (FILENAME !~ /\.def$/)
		follow(code, $0)
}

# --- cycles between headers ---

function visit(header, trail,    n, next_one, i) {
	if (mark[header] == 2)
		return
	if (mark[header] == 1) {
		printf "include/%s: [arrow] header cycle:%s %s\n", header, trail, header
		broken["arrow"]++
		total++
		return
	}
	mark[header] = 1
	n = split(edges[header], next_one, " ")
	for (i = 1; i <= n; i++)
		visit(next_one[i], trail " " header)
	mark[header] = 2
}

END {
	for (header in edges)
		headers[++n_headers] = header
	for (h = 1; h <= n_headers; h++)
		visit(headers[h], "")
	printf "layers: read %d files and %d includes (", n_files, n_includes
	n = split("base cards engine store output exchange cmd main", order, " ")
	for (i = 1; i <= n; i++)
		printf "%s%s %d", (i > 1 ? ", " : ""), order[i], count[order[i]]
	print ")"
	passed = split(rules, order, " ")
	for (i = passed; i >= 1; i--)
		if (broken[order[i]]) {
			failed++
			printf "layers: rule \"%s\" broken %d times\n", order[i], broken[order[i]]
		}
	printf "layers: %d passed, %d failed\n", passed - failed, failed
	exit total > 0
}
' $files
