#!/bin/bash
# The whole schema as it is today, for schema/now.sql: now.sh DIR prints the structure of the suite's database in DIR.
# What a newcomer reads and a reviewer sees as a difference; phase check compares it.
set -u -o pipefail
echo "-- Written by make schema: all tables as the files of this folder make them. Read it, change it in a new file."
mariadb-dump --socket="$1/db.sock" --user="$(id -un)" --no-data --compact --skip-comments qiao |
    sed -E '/^\/\*.*\*\/ ?;? *$/d; s/ AUTO_INCREMENT=[0-9]+//'
