"""Puts the parts below the window and the terminal together: preferences, language, log, and an open company."""

import importlib.metadata
import logging
import os
import sys
import tomllib
from datetime import date
from pathlib import Path

from desktop import config
from desktop.config import Config
from desktop.i18n import set_language
from desktop.log import set_up_logging
from desktop.paths import ROOT, data_dir
from desktop.services.context import Session
from desktop.services.settings import open_session

SAMPLES = ("coffee",)
"""The kinds of sample company there are."""

_log = logging.getLogger(__name__)


def set_up(*, language: str | None = None) -> Config:
    """The person's preferences, the language they choose (or the one given), and a log to write to."""
    set_up_logging()
    preferences = config.load()
    set_language(language or preferences.language)
    return preferences


def version() -> str:
    """`0.1.0`: as installed, or as the checkout says."""
    try:
        return importlib.metadata.version("fornya")
    except importlib.metadata.PackageNotFoundError:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        return str(project["project"]["version"])


def has_display() -> bool:
    """Whether there is anything to show a window on, as far as the environment says."""
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in shown)


def open_company(path: Path) -> Session:
    """Opens a company file, and lets it follow the days since. Raises DomainError for one that cannot be opened."""
    from desktop.services import subscription

    session = open_session(path, person=person())
    if not session.company.read_only:
        subscription.catch_up(session)
    return session


def open_in_window(path: Path, *, today: date | None = None) -> Session:
    """The same, and first among the recent files from now on."""
    session = open_company(path)
    session.day = today
    try:
        config.save(config.load().with_recent_file(path))
    except OSError as fault:
        _log.warning("the recent files could not be kept: %s", fault.strerror)
    return session


def recent_company() -> Path | None:
    """The company file that was open last and is still there."""
    return next(iter(recent_companies()), None)


def recent_companies() -> list[Path]:
    """The company files that were open and are still there, the last one first."""
    return [path for each in config.load().recent_files if (path := Path(each)).is_file()]


def sample_company(kind: str) -> Path:
    """Where the sample company of that kind lies; made when it is not there yet. Raises DomainError."""
    path = data_dir() / f"sample-{kind}.fornya"
    if not path.exists():
        from desktop.services import sample

        sample.make(path, kind=kind)
    return path


def person() -> str:
    """Whom others are told of while this process writes: the name of the account, where there is one."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def is_sound(session: Session) -> bool:
    """Whether the open company file holds together, asked when the program itself has failed."""
    from desktop.services import doctor

    return doctor.check(session).is_sound
