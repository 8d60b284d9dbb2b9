#!/bin/bash
# The shape of our C (DESIGN 12): spaces, Linux braces, `*` at the name, /* */ comments, 120 columns at
# the very most (tables of cases in tests: 140), an opening comment in each file. Tables laid out by hand are left to their authors.
set -u
cd "$(dirname "$0")/../.." || exit 2

find cgi tests -name node_modules -prune -o -name '*.[ch]' -print | sort | xargs awk '
function bad(what) { print FILENAME ":" FNR ": " what; wrong = 1 }
FNR == 1 && !/^\/\*/ { bad("begin with a comment: what the file does, and what it must not do") }
/\t/ { bad("tab") }
/[ \t]$/ { bad("blank at the end of the line") }
/\r/ { bad("carriage return") }
length($0) > (FILENAME ~ /^tests/ ? 140 : 120) && !/^ *"/ { bad(length($0) " columns") }
{ s = $0; gsub(/\/\*.*\*\//, "", s); sub(/\/\*.*$/, "", s); sub(/^ *\* .*$/, "", s); gsub(/"([^"\\]|\\.)*"/, "\"\"", s); gsub(/\x27([^\x27\\]|\\.)*\x27/, "0", s) }
s ~ /(^|[^:])\/\/ / { bad("// comment") }
s ~ /(^|[^a-z_])(if|for|while|switch)\(/ { bad("a blank after if, for, while, switch") }
s ~ /(^|[^a-z_])(if|for|while|switch) .*[^]]\)\{$/ && s !~ /struct [a-z_]+\)\{$/ || s ~ /(else|do)\{/ { bad("a blank before {") }
s ~ /^[a-z].*\) *\{$/ && s !~ /=|enum|struct [a-z_]+ *\{/ { bad("the brace of a function stands alone") }
s ~ /(char|int|void|struct [a-z_]+|_t)\* [a-z]/ { bad("`*` stands at the name") }
s ~ /^ *\}$/ { closing = FNR }
s ~ /^ *else/ && closing == FNR - 1 && FNR > 1 { bad("} else on one line") }
END { exit wrong }'
