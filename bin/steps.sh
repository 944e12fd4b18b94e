# Sourced by the other scripts, after `set -euo pipefail`: goes to the project's folder and brings steps that print their time.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
step_title=""

# step TITLE COMMAND…: runs the command between its title and its time. If it fails, the exit trap names the step.
step() {
    local started=$EPOCHREALTIME
    step_title=$1
    shift
    printf '==> %s\n' "$step_title"
    "$@"
    printf '    %s: %s s\n' "$step_title" "$(seconds_since "$started")"
    step_title=""
}

seconds_since() {
    local from=${1/[.,]/} now=${EPOCHREALTIME/[.,]/}
    printf '%d.%02d' $(((now - from) / 1000000)) $(((now - from) / 10000 % 100))
}

fail() {
    printf '%s: %s\n' "$(basename "$0")" "$1" >&2
    exit "${2:-1}"
}

# A script that must tidy up declares its own `cleanup`.
on_exit() {
    local status=$?
    trap - EXIT
    if declare -F cleanup >/dev/null; then cleanup || true; fi
    if [ "$status" != 0 ] && [ -n "$step_title" ]; then printf 'FAILED: %s (exit %s)\n' "$step_title" "$status" >&2; fi
    exit "$status"
}
trap on_exit EXIT
