"""What the program notes for those who mend it: a rotating file in the state directory, without personal data.

Whoever logs names nouns, numbers of rows and ids, never names or addresses; the formatter masks what slips through
in the text of a foreign exception.
"""

import logging
import re
import sys
from pathlib import Path

from desktop.paths import state_dir

_LARGEST_FILE = 1_000_000
_OLD_FILES = 4
# A second call replaces its own handlers and no others.
_OURS = "fornya"
_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"

_MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    # Statements fail together with the values that were bound to them.
    (re.compile(r"\[parameters: .*?\](?=\n|$)", re.DOTALL), "[parameters: …]"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "<e-mail>"),
    # Phone, account, organisation and national identity numbers, grouped or not; dates and times are shorter.
    (re.compile(r"(?<![\w.:-])(?!\d\d\.\d\d\.\d{4}\b)\+?\d(?:[ .\u00a0]?\d){7,}(?![\w:])"), "<number>"),
)


def log_file() -> Path:
    """Where the log lies."""
    return state_dir() / "fornya.log"


def set_up_logging(*, path: Path | None = None, level: int = logging.INFO, to_terminal: bool = False) -> None:
    """Sends what is logged to the file, and warnings to the terminal where there is one to read them.

    A file that cannot be written never stops the program: then the terminal is all there is.
    """
    handlers = [_terminal(logging.DEBUG if to_terminal else logging.ERROR)]
    try:
        handlers.append(_file(path or log_file()))
    except OSError as fault:
        sys.stderr.write(f"Fornya cannot write its log: {fault.strerror}\n")
    root = logging.getLogger()
    for handler in [*root.handlers]:
        if handler.name == _OURS:
            root.removeHandler(handler)
            handler.close()
    for handler in handlers:
        handler.set_name(_OURS)
        handler.setFormatter(DiscreetFormatter(_FORMAT))
        root.addHandler(handler)
    root.setLevel(level)


class DiscreetFormatter(logging.Formatter):
    """Masks e-mail addresses, long numbers and bound values, in the message and in the trace."""

    def format(self, record: logging.LogRecord) -> str:
        return discreet(super().format(record))


def discreet(text: str) -> str:
    """The text with what may identify a person masked."""
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text


def _terminal(level: int) -> logging.Handler:
    handler = logging.StreamHandler()
    handler.setLevel(level)
    return handler


def _file(path: Path) -> logging.Handler:
    from logging.handlers import RotatingFileHandler

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    return RotatingFileHandler(path, maxBytes=_LARGEST_FILE, backupCount=_OLD_FILES, encoding="utf-8")
