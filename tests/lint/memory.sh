#!/bin/bash
# Memory comes from arenas (DESIGN 11): malloc and free stand in base/arena.c and in the folders that wrap a
# foreign library; no unbounded copies anywhere.
set -u
cd "$(dirname "$0")/../.." || exit 2
wrong=0
code() # files... : source with comments and strings blanked, as file:line:text
{
    awk '
    FNR == 1 { inside = 0 }
    {
        s = $0; gsub(/"([^"\\]|\\.)*"/, "\"\"", s); gsub(/\/\*[^*]*\*\//, "", s)
        if (inside) { if (sub(/^.*\*\//, "", s)) inside = 0; else next }
        if (sub(/\/\*.*$/, "", s)) inside = 1
        print FILENAME ":" FNR ":" s
    }' "$@"
}
sources=$(find cgi -name '*.[ch]' | sort)
[ -n "$sources" ] || exit 0

out=$(code $sources | grep -E '[^a-z_>.](malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf|vasprintf|open_memstream|alloca)\(' |
    grep -vE '^cgi/common/(base/arena\.c|data/|view/|crypt/|http/)|^cgi/post/')
[ -n "$out" ] && { printf '%s\n' "$out" | sed 's|$|   <- memory comes from an arena|'; wrong=1; }

out=$(code $sources | grep -E '[^a-z_](strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atol|atof|system|popen|tmpnam|mktemp|rand|srand|setjmp|longjmp)\(')
[ -n "$out" ] && { printf '%s\n' "$out" | sed 's|$|   <- not here: unbounded, unchecked or unsafe|'; wrong=1; }

out=$(code $sources | grep -E '\b(float|double)\b' | grep -vE '^cgi/common/view/')
[ -n "$out" ] && { printf '%s\n' "$out" | sed 's|$|   <- no floating numbers: money and time are integers|'; wrong=1; }
exit $wrong
