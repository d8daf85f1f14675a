"""Where Fornya starts: the window without arguments, the terminal with a verb."""

import os
import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from desktop import app
from desktop.domain.errors import DomainError
from desktop.domain.text import N_
from desktop.i18n import translate


class WindowWish(NamedTuple):
    """What the window is to open: a company file, or a sample company of a kind; neither: the last one.

    `today` holds the day still, for tests and pictures.
    """

    file: str | None = None
    sample: str | None = None
    today: date | None = None


def main(argv: Sequence[str] | None = None) -> int:
    """Runs Fornya with the arguments of the command; the exit status. 1: refused, 2: not understood."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    wish = window_wish(arguments)
    if wish is None:
        from desktop import cli

        return cli.main(arguments)
    app.set_up()
    try:
        return _open_window(wish)
    except DomainError as refusal:
        print(translate(refusal.message), file=sys.stderr)
        return 1


def window_wish(arguments: Sequence[str]) -> WindowWish | None:
    """What the window is asked for; None when the arguments are for the terminal."""
    match arguments:
        case []:
            return WindowWish()
        case ["--sample", kind] if kind in app.SAMPLES:
            return WindowWish(sample=kind)
        case [file] if not file.startswith("-") and (file.endswith(".fornya") or os.sep in file):
            return WindowWish(file=file)
        case [*rest, "--today", day] if (held := _day_of(day)) is not None and (wish := window_wish(rest)) is not None:
            return wish._replace(today=held)
        case _:
            return None


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _open_window(wish: WindowWish) -> int:
    _refuse_without_display()
    session = app.open_in_window(_path_of(wish), today=wish.today)
    from desktop.gui.app import run

    try:
        return run(session, check=partial(app.is_sound, session))
    finally:
        session.company.close()


def _path_of(wish: WindowWish) -> Path:
    if wish.sample is not None:
        return app.sample_company(wish.sample)
    if wish.file is not None:
        return Path(wish.file)
    return app.recent_company() or app.sample_company(app.SAMPLES[0])


def _refuse_without_display() -> None:
    """Qt would abort where there is nothing to show a window on."""
    if not app.has_display():
        raise DomainError(
            N_("There is no display here, so no window can be opened. In the terminal, fornya --help lists what to do.")
        )


if __name__ == "__main__":
    sys.exit(main())
