# Sourced by ./run and ./check. Makes .venv from the pins, once, and again when they change.
#
# Needs bash and a Python 3.11 or newer that has pip, or uv. Why it is done this way:
# docs/explanation/decisions/0001-two-commands.md

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$here/.venv

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
stop() { say "$*"; exit 2; }

hash_of() {
    local line
    if command -v sha256sum >/dev/null; then line=$(sha256sum <"$1"); else line=$(shasum -a 256 <"$1"); fi
    printf '%s' "${line%% *}"
}

# True if .venv was made here from the present pins of this kind. An environment for ./check also serves ./run.
environment_is_ready() {
    [ -x "$venv/bin/python" ] && [ -r "$venv/stamp" ] || return 1
    local stamp
    stamp=$(<"$venv/stamp")
    [[ $stamp == *"$1 $(hash_of "$here/requirements/$1.txt")"* && $stamp == *"at $here." ]]
}

find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            python=$(command -v "$name")
            return
        fi
    done
    stop "needs Python 3.11 or newer, found none. On Debian: apt-get install python3 python3-pip"
}

find_uv() {
    local wanted
    wanted=$(hash_of "$here/requirements/tools.txt")
    if [ -x "$here/.tools/bin/uv" ] && [ "$(cat "$here/.tools/stamp" 2>/dev/null)" = "$wanted" ]; then
        uv=$here/.tools/bin/uv
    elif command -v uv >/dev/null; then
        uv=$(command -v uv)
    else
        "$python" -m pip --version >/dev/null 2>&1 ||
            stop "needs pip or uv, found neither. On Debian: apt-get install python3-pip"
        PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 "$python" -m pip install --quiet --disable-pip-version-check \
            --root-user-action ignore --require-hashes --upgrade --target "$here/.tools" \
            --requirement "$here/requirements/tools.txt" ||
            stop "pip could not fetch uv as pinned. Check the network and pip's settings (proxy, index), then call again."
        printf '%s' "$wanted" >"$here/.tools/stamp"
        uv=$here/.tools/bin/uv
    fi
}

make_environment() {
    local kind=$1 cache=${UV_CACHE_DIR:-${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/uv}
    # A change of the run-time pins must not take away what ./check needs.
    grep -qs '^dev ' "$venv/stamp" && kind=dev
    say "making the environment from requirements/$kind.txt ..."
    # Agencies sit behind proxies that inspect: trust what the system trusts.
    export UV_SYSTEM_CERTS=1 UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1
    mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ] || export UV_CACHE_DIR=$here/.tools/cache
    unset PYTHONPATH PYTHONHOME VIRTUAL_ENV CONDA_PREFIX

    find_python
    find_uv
    if ! [ -x "$venv/bin/python" ] || ! grep -qsxF "at $here." "$venv/stamp"; then
        rm -rf "$venv"
        "$uv" venv --quiet --no-project --python "$python" "$venv" || stop "uv could not make .venv from $python."
    fi
    rm -f "$venv/stamp"
    "$uv" pip sync --quiet --require-hashes --python "$venv/bin/python" "$here/requirements/$kind.txt" ||
        stop "uv could not install requirements/$kind.txt. Check the network (proxy, index), then call again."
    install_posada
    {
        [ "$kind" = run ] || printf 'dev %s\n' "$(hash_of "$here/requirements/dev.txt")"
        printf 'run %s\n' "$(hash_of "$here/requirements/run.txt")"
        printf 'at %s.\n' "$here"
    } >"$venv/stamp"
}

# Posada itself is not built: .venv looks into src, and has a command that works wherever .venv lies.
install_posada() {
    local packages=("$venv"/lib/python3*/site-packages)
    printf '%s\n' "$here/src" >"${packages[0]}/posada.pth"
    cat >"$venv/bin/posada" <<'SCRIPT'
#!/bin/sh
'''exec' "$(dirname -- "$(realpath -- "$0")")/python" "$0" "$@"
' '''
import sys

from posada.cli import main

sys.exit(main())
SCRIPT
    chmod +x "$venv/bin/posada"
}

# need run|dev: return at once when the environment is ready, else make it, one caller at a time.
need() {
    environment_is_ready "$1" && return
    mkdir -p "$here/.tools" || stop "needs to write to $here, and may not."
    (
        if command -v flock >/dev/null; then
            flock --nonblock 9 || { say "another command is making the environment, waiting ..." && flock 9; }
        fi
        environment_is_ready "$1" || make_environment "$1"
    ) 9>"$here/.tools/lock" || exit 2
}
