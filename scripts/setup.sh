# Set-up shared by the commands in scripts/: sourced, not run. Call `set_up run` or `set_up test`.
#
# Makes .venv with the locked packages, asks apt for system libraries that are missing (as root; a sentence
# otherwise), and compiles the translations. A stamp of all it depends on lets the next start do nothing.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

venv=.venv
python=$venv/bin/python

qt_packages=(
    libegl1 libgl1 libglib2.0-0 libfontconfig1 libfreetype6 libdbus-1-3 libxkbcommon0 libxkbcommon-x11-0
    libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
    libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xinerama0 libxcb-xkb1
    fonts-dejavu-core
)
# What the tests drive a real window with, and read PDFs with.
test_packages=(
    xvfb xauth xdotool dbus at-spi2-core python3-pyatspi imagemagick x11-xkb-utils openbox poppler-utils
)

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }
may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

set_up() {
    local kind=$1
    # `test` installs more than `run` and serves it too.
    if ! fresh "$kind" && ! { [ "$kind" = run ] && fresh test; }; then
        say "Setting up ($kind). This takes a few minutes the first time."
        make_environment
        install_packages "$kind"
        check_qt_libraries
        [ "$kind" = run ] || check_test_tools
        write_command
        stamp "$kind" >"$venv/stamp-$kind"
    fi
    compile_translations
}

fresh() { [ -x "$python" ] && [ "$(cat "$venv/stamp-$1" 2>/dev/null)" = "$(stamp "$1")" ]; }

stamp() {
    local locked=requirements.txt
    [ "$1" = run ] || locked=requirements-dev.txt
    printf '%s ' "$1" "$PWD"
    cat "$locked" scripts/setup.sh "$venv/pyvenv.cfg" 2>/dev/null | sha256sum
}

make_environment() {
    if [ -x "$python" ] && "$python" -c 'import sys, pip; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
        return
    fi
    local found
    found=$(find_python) || { install_system_packages python3.11 python3.11-venv && found=$(find_python); } ||
        stop "Fornya needs Python 3.11, and none was found. Install python3.11, then run this again."
    if ! "$found" -c 'import venv, ensurepip' 2>/dev/null; then
        install_system_packages python3.11-venv ||
            stop "Python 3.11 is here without its venv module. Install python3.11-venv, then run this again."
    fi
    "$found" -m venv --clear "$venv"
}

find_python() {
    local candidate
    for candidate in "${FORNYA_PYTHON:-}" python3.11 python3 python /usr/bin/python3.11 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.11*/bin/python3.11; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

install_packages() {
    local locked=requirements.txt
    [ "$1" = run ] || locked=requirements-dev.txt
    "$python" -m pip install -qq --disable-pip-version-check --no-input --require-hashes --only-binary :all: -r "$locked" ||
        stop "The packages in $locked could not be installed: see above. Nothing else was changed; run this again when the network is there."
}

check_qt_libraries() {
    local missing
    missing=$(missing_qt_libraries)
    [ -n "$missing" ] || return 0
    install_system_packages "${qt_packages[@]}" ||
        stop "Libraries that the window needs are missing: $missing. As root: apt-get install ${qt_packages[*]}"
    missing=$(missing_qt_libraries)
    [ -z "$missing" ] || stop "Libraries that the window needs are still missing: $missing."
}

missing_qt_libraries() {
    local qt
    qt=$("$python" -c 'import importlib.util as u; print(u.find_spec("PySide6").submodule_search_locations[0])')
    { ldd "$qt"/Qt{Gui,Widgets,PrintSupport}.abi3.so "$qt"/Qt/plugins/platforms/lib{qxcb,qoffscreen}.so 2>/dev/null || true; } |
        awk '/not found/ { print $1 }' | sort -u | paste -sd ' '
}

check_test_tools() {
    command -v dpkg-query >/dev/null || { say "This is no Debian: the tests expect ${test_packages[*]}."; return 0; }
    local missing=() package
    for package in "${test_packages[@]}"; do
        dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] || install_system_packages "${missing[@]}" ||
        stop "The tests need more of Debian. As root: apt-get install ${missing[*]}"
}

install_system_packages() {
    may_install || return 1
    say "Installing from Debian: $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update >&2 </dev/null
    apt-get -qq install -y --no-install-recommends "$@" >/dev/null </dev/null
}

# `fornya` as a command of the environment, without building a package of the checkout.
write_command() {
    printf '#!/bin/sh\nroot=%q\nPYTHONPATH="$root${PYTHONPATH:+:$PYTHONPATH}" exec "$root/%s" -m desktop "$@"\n' "$PWD" "$python" >"$venv/bin/fornya"
    chmod +x "$venv/bin/fornya"
}

# A catalog is compiled when it is newer than what was compiled from it.
compile_translations() {
    local catalog
    for catalog in i18n/*/LC_MESSAGES/*.po; do
        if [ -e "$catalog" ] && ! [ "${catalog%.po}.mo" -nt "$catalog" ]; then
            "$python" -m scripts.messages compile
            return
        fi
    done
}
