#!/bin/bash
# The whole schema as it is today, for schema/now.sql: now.sh DIR prints the structure of the suite's database in DIR.
# What a newcomer reads and a reviewer sees as a difference; phase check compares it. Views come last, as what they say.
set -u -o pipefail
client=(--socket="$1/db.sock" --user="$(id -un)")
ask() { mariadb --no-defaults "${client[@]}" -NB --raw qiao -e "$1"; }
mapfile -t views < <(ask "SELECT table_name FROM information_schema.views WHERE table_schema = 'qiao' ORDER BY 1")

echo "-- Written by make schema: all tables as the files of this folder make them. Read it, change it in a new file."
mariadb-dump "${client[@]}" --no-data --compact --skip-comments "${views[@]/#/--ignore-table=qiao.}" qiao |
    sed -E '/^\/\*.*\*\/ ?;? *$/d; s/ AUTO_INCREMENT=[0-9]+//'
ask "SELECT CONCAT('CREATE SQL SECURITY ', security_type, ' VIEW \`', table_name, '\` AS\n  ',
        REPLACE(REPLACE(view_definition, '\`qiao\`.', ''), ' from ', '\n  from '), ';')
    FROM information_schema.views WHERE table_schema = 'qiao' ORDER BY table_name"
