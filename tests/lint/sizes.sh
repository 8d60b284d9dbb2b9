#!/bin/bash
# Sizes of DESIGN 1: files up to 400 lines, functions up to 60, folders up to 20 names.
set -u
cd "$(dirname "$0")/../.." || exit 2
wrong=0

while read -r file; do
    n=$(wc -l <"$file")
    if [ "$n" -gt 400 ]; then
        echo "$file: $n lines, 400 are the limit"
        wrong=1
    fi
done < <(find cgi tests conf Makefile .ci -name node_modules -prune -o -type f \( -name '*.[ch]' -o -name '*.mjs' -o -name '*.sh' \
    -o -name Makefile -o -name run \) -print)

# A function of ours begins with { in the first column and ends with } there.
find cgi tests -name node_modules -prune -o -name '*.c' -print | sort | xargs awk '
FNR == 1 { from = 0 }
/^\{/ { from = FNR }
/^\}/ && from {
    if (FNR - from - 1 > 60) { print FILENAME ":" from ": function of " FNR - from - 1 " lines, 60 are the limit"; wrong = 1 }
    from = 0
}
END { exit wrong }' || wrong=1

for dir in cgi/*/ cgi/*/*/; do
    [ "$dir" = cgi/common/ ] && continue
    [ -d "$dir" ] || continue
    n=$(find "$dir" -maxdepth 1 -type f | sed 's|.*/||; s|\.[ch]$||' | sort -u | wc -l)
    if [ "$n" -gt 20 ]; then
        echo "$dir: $n names, 20 are the limit"
        wrong=1
    fi
done
exit $wrong
