#!/bin/bash
# tests/asvs.tsv: every requirement of levels 1 and 2 of ASVS 5.0 V2, V3, V6, V7, V8 is there once, and the test it names is
# in the file it names. "no" gives the reason why it does not apply, "open" what is missing.
set -u
cd "$(dirname "$0")/../.." || exit 2
wrong=0
complain() { echo "tests/asvs.tsv: $*"; wrong=1; }

while IFS=$'\t' read -r id level applies file name; do
    case $id in '#'*) continue ;; esac
    case $applies in
    yes)
        if [ ! -f "$file" ]; then
            complain "$id: no file $file"
        elif [ -z "$name" ] || ! grep -qF -- "$name" "$file"; then
            complain "$id: $file has no test '$name'"
        fi
        ;;
    no | open) [ -n "$file" ] || complain "$id: give a reason" ;;
    *) complain "$id: yes, no or open" ;;
    esac
    case $level in 1 | 2 | 3) ;; *) complain "$id: level $level" ;; esac
done <tests/asvs.tsv
twice=$(grep -v '^#' tests/asvs.tsv | cut -f1 | sort | uniq -d)
[ -z "$twice" ] || complain "twice: $twice"
for chapter in 2:11 3:19 6:35 7:18 8:7; do
    n=$(awk -F'\t' -v c="${chapter%:*}." 'index($1, c) == 1 && $2 < 3' tests/asvs.tsv | wc -l)
    [ "$n" = "${chapter#*:}" ] || complain "V${chapter%:*}: $n rows of levels 1 and 2, ${chapter#*:} are there"
done
exit $wrong
