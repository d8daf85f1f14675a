"""What every test may count on: directories of its own, no display, bokmål, and silence in the log."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.i18n import current_language, set_language
from scripts import messages

# Before any test imports Qt: unit tests need no display. Tests in a real window start their own and say so.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session", autouse=True)
def _translations_compiled() -> None:
    """Tests may be started without scripts/test; then nobody has compiled the catalogs."""
    stale = [
        language
        for language in messages.LANGUAGES
        if not (compiled := messages.po_file(language).with_suffix(".mo")).exists()
        or compiled.stat().st_mtime_ns < messages.po_file(language).stat().st_mtime_ns
    ]
    if stale:
        messages.compile_all()


@pytest.fixture(autouse=True)
def _home_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes what belongs to the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))
    return home


@pytest.fixture(autouse=True)
def _language_as_it_was() -> Iterator[None]:
    before = current_language()
    yield
    set_language(before)


@pytest.fixture(autouse=True)
def _silence_in_the_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning nobody asked for is a fault; a test that asks for one ends with `caplog.clear()`."""
    yield
    said = [each.getMessage() for each in caplog.get_records("call") if each.levelno >= logging.WARNING]
    assert not said, f"the log was not silent: {said}"
