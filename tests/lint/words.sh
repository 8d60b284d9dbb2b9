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
exit $wrong
