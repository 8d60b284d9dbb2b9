#!/bin/bash
# What people read stands in catalogues (DESIGN 8): no English sentences in the data set, no notes left open.
set -u
cd "$(dirname "$0")/../.." || exit 2
wrong=0

out=$(find cgi -name '*.c' | sort | xargs grep -nE '\b(out_s|node_s)\([^;]*, *"[A-Z][^"]* [^"]*"')
[ -n "$out" ] && { printf '%s\n' "$out" | sed 's|$|   <- a text for people is a key of the catalogue|'; wrong=1; }

out=$(grep -rnE '\b(TO[D]O|FIX[M]E|HAC[K])\b|(//|\*|#) *XX[X]\b' cgi templates schema conf tests Makefile .ci --include='*' \
    --exclude-dir=node_modules --exclude=package-lock.json --exclude-dir=corpus 2>/dev/null |
    grep -vE 'TO[D]O\([0-9]+\)|Binary file|cgi/common/crypt/.*blocklist')
[ -n "$out" ] && { printf '%s\n' "$out" | sed 's|$|   <- open note without the number of a decision in the README|'; wrong=1; }
# One reader, one way to be spoken to: Filipino says kayo, never the familiar ikaw.
out=$(grep -nwiE 'ikaw|ka|mo|iyo|iyong|kang|mong' templates/*/lang/fil.hdf)
[ -n "$out" ] && { printf '%s\n' "$out" | sed 's|$|   <- kayo, ninyo, inyo|'; wrong=1; }
# A key that a program names in full is in English, or it would show nothing.
keys=$(find templates -name en.hdf | sort | xargs awk '
    FNR == 1 { n = 0; end = "" }
    end != "" { if ($1 == end) end = ""; next }
    /^[ \t]*(#|$)/ { next }
    /^[ \t]*}/ { n--; next }
    { name = $1; for (i = n; i > 0; i--) name = at[i] "." name }
    $2 == "{" { at[++n] = $1; next }
    { print name }
    $2 == "<<" { end = $3 }')
out=$(grep -rhvE '^ */?\*' cgi --include='*.c' | grep -oE '"T\.[a-z0-9_.]*[a-z0-9]"' | tr -d '"' | sort -u | while read -r key; do
    grep -qE "^${key//./\\.}([._]|\$)" <<<"$keys" || echo "$key"
done)
[ -n "$out" ] && { printf '%s\n' "$out" | sed 's|$|   <- named in cgi/, missing in en.hdf|'; wrong=1; }
exit $wrong
