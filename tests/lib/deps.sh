#!/bin/bash
# Installs what is missing of tests/lib/packages: deps.sh run [test]. Shows the list first, asks nothing,
# starts no service. Must not touch packages that are there.
set -u
here=$(cd "$(dirname "$0")" && pwd)
export DEBIAN_FRONTEND=noninteractive

is_there() # package command
{
    case $2 in
    '') [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
    node) node -e "process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)" 2>/dev/null ;;
    *) command -v "$2" >/dev/null ;;
    esac
}

if ! command -v dpkg-query >/dev/null; then
    echo "qiao: this is not Debian; install by hand what tests/lib/packages lists."
    exit 0
fi
missing=
while read -r group name; do
    case " $* " in *" $group "*) ;; *) continue ;; esac
    command=
    case $name in *:*) command=${name#*:} name=${name%%:*} ;; esac
    is_there "$name" "$command" || missing="$missing $name"
done < <(grep -v '^#' "$here/packages")
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ]; then
    echo "qiao: these Debian packages are missing:$missing; install them once with: sudo make deps" >&2
    exit 1
fi
echo "qiao: installing from Debian:$missing"

# Debian asks this file before it starts a service of a new package; 101 means: do not.
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' > $policy && chmod 755 $policy
    trap 'rm -f $policy' EXIT
fi
log=$(mktemp)
install()
{
    # shellcheck disable=SC2086
    apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 $missing >"$log" 2>&1 </dev/null
}
if ! install; then
    apt-get update -o Acquire::Retries=3 >/dev/null 2>&1 </dev/null
    # An older mirror has the browser only whole.
    apt-cache show chromium-headless-shell >/dev/null 2>&1 || missing=${missing/chromium-headless-shell/chromium}
    if ! install; then
        echo "qiao: apt-get could not install them; its last lines:" >&2
        tail -n 8 "$log" >&2
        rm -f "$log"
        exit 1
    fi
fi
rm -f "$log"
