#!/bin/bash
# make run: installs what is missing, builds, and runs the suite in the foreground under build/run until Ctrl-C.
# Keeps its data; FRESH=1 starts over. What stands in the way is said in one sentence.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/suite.sh
dir=$PWD/build/run
port=${PORT:-8080}

case $port in *[!0-9]* | ??????*) port=0 ;; esac
if [ "$port" -lt 1 ] || [ "$port" -gt 65535 ]; then
    suite_say "PORT=$PORT is no port number."
    exit 1
fi
if ! mkdir -p "$dir" 2>/dev/null || ! { exec 9>>"$dir/lock"; } 2>/dev/null; then
    suite_say "$dir cannot be written by $(id -un); it belongs to $(stat -c %U "$dir" 2>/dev/null || stat -c %U .)."
    exit 1
fi
if ! flock -n 9; then
    suite_say "make run is running here already, on port $(cat "$dir/port" 2>/dev/null); stop that one first."
    exit 1
fi

finish()
{
    trap '' INT TERM HUP
    suite_stop "$dir"
    exit "$1"
}
trap 'printf "\nqiao: stopping\n"; finish 0' INT TERM HUP

suite_stop "$dir"    # of an earlier one that was killed
suite_may_start "$dir" "$port" || exit 1
tests/lib/deps.sh run || exit 1
echo "qiao: building"
if ! env -u MAKEFLAGS -u MAKELEVEL make -j"$(nproc)" all >"$dir/log/make.log" 2>&1; then
    suite_say "it did not build:"
    grep -E 'error|Error|cannot|No space' "$dir/log/make.log" | head -n 10 >&2
    exit 1
fi
if [ -n "${FRESH:-}" ]; then
    find "$dir" -mindepth 1 -maxdepth 1 ! -name lock -exec rm -rf {} +
fi
suite_start "$dir" "$port" || finish 1
suite_demo "$dir" || finish 1

cat <<END

  http://127.0.0.1:$port/

$(cat "$dir/demo.txt" 2>/dev/null)

  Officers are asked for six digits: make code WHO=li@example.test prints them.
  Letters and SMS that would be sent, with their codes: http://127.0.0.1:$port/login/sink
  As files: $dir/mail/    Logs: $dir/log/
  Ctrl-C stops it; the data stay. make run FRESH=1 starts over.
END

# The clock of deadlines, as the systemd timers do it; and a look whether all is still there.
while :; do
    for _ in $(seq 30); do
        sleep 2 9>&- &
        wait $!
        for p in $(suite_pages) nginx; do
            if ! suite_alive "$dir" "$p"; then
                suite_say "$p ended; the last lines of $dir/log/$p.log:"
                tail -n 5 "$dir/log/$p.log" >&2
                finish 1
            fi
        done
    done
    suite_sweep "$dir"
done
