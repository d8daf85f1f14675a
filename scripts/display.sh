# Whether a window can be shown: sourced by scripts/run.

# A variable alone proves nothing: a display that is gone leaves it set, and Qt would abort.
has_display() {
    [ -z "${WAYLAND_DISPLAY:-}" ] || ! answers "${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/$WAYLAND_DISPLAY" || return 0
    case "${DISPLAY:-}" in
        "") return 1 ;;
        :* | unix:*) local number=${DISPLAY##*:}; answers "/tmp/.X11-unix/X${number%%.*}" ;;
        *) return 0 ;;
    esac
}

answers() {
    "$python" -I -S -c 'import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])' "$1" 2>/dev/null
}
