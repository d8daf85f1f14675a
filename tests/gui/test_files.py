"""The File menu: a new company, another one opened, a sample, a backup; and files that are refused in plain words."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import config
from desktop.config import Config
from desktop.gui.app import Program
from desktop.gui.dialogs.new_company import NewCompanyDialog
from desktop.gui.files import Files, backup_words, free_path
from desktop.gui.lookup import look_up
from desktop.services import backup, renewal, settings
from tests.gui.demo import ROUTES
from tests.gui.looking import clipped, unnamed
from tests.services.shop import SELLER, buy, join, open_shop


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    """The window on a coffee shop, with its File menu."""
    files = Files()
    session = open_shop(tmp_path)
    made = Program(
        qapp,
        session,
        config=Config(language="en", theme="light"),
        keep=config.save,
        routes=ROUTES,
        first="people",
        furnish=files.furnish,
    )
    files.program = made
    qtbot.waitUntil(lambda: made.runner.idle)
    yield made
    qtbot.waitUntil(lambda: made.runner.idle, timeout=20_000)
    made.close()
    assert made.window is not None
    made.window.hide()
    made.window.deleteLater()
    made.session.company.close()


def run(program: Program, act: str) -> None:
    assert program.window is not None
    program.window.acts.run(act)


def message(program: Program) -> str:
    assert program.window is not None
    return program.window.messages.text


def test_the_window_says_which_company_it_has_open(program: Program) -> None:
    assert program.window is not None
    assert program.window.navigation.company.accessibleName() == "Company: Kvernbekk Kaffe AS"


def test_a_new_company_is_founded_and_opened(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    run(program, "file.new")
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, NewCompanyDialog))
    qtbot.waitExposed(dialog)
    assert clipped(dialog) == []
    assert unnamed(dialog) == []
    dialog.form.name.setText("Lyngvik Kaffe AS")
    assert dialog.path.text().endswith("lyngvik-kaffe-as.fornya")
    dialog.path.setText(str(tmp_path / "new" / "lyngvik.fornya"))
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "needs its organisation number" in dialog.form.org_number.accessibleDescription()
    dialog.form.org_number.setText("310 450 278")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: program.session.company.path.name == "lyngvik.fornya", timeout=20_000)
    qtbot.waitUntil(lambda: program.runner.idle)
    assert settings.settings(program.session).seller.name == "Lyngvik Kaffe AS"
    assert config.load().recent_files[0].endswith("lyngvik.fornya")


def test_another_company_is_opened_and_the_one_before_is_backed_up(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    before = program.session
    other = tmp_path / "other.fornya"
    settings.found(other, seller=SELLER).company.close()
    files_of(program).open(other)
    qtbot.waitUntil(lambda: program.session.company.path == other, timeout=20_000)
    qtbot.waitUntil(lambda: program.runner.idle, timeout=20_000)
    assert backup.last(before) is not None
    assert program.window is not None
    assert not program.window.history.can_go_back


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "is empty"), (b"no company" * 500, "not a Fornya company file"), (None, "is not there")],
)
def test_a_file_that_is_refused_is_said_plainly_and_nothing_changes(
    qtbot: QtBot, program: Program, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    before, path = program.session, tmp_path / "odd.fornya"
    if content is not None:
        path.write_bytes(content)
    files_of(program).open(path)
    qtbot.waitUntil(lambda: sentence in message(program), timeout=20_000)
    assert message(program).startswith("odd.fornya was not opened.")
    assert program.session is before


def test_a_backup_is_taken_when_asked_for(qtbot: QtBot, program: Program) -> None:
    run(program, "file.back_up")
    qtbot.waitUntil(lambda: backup.last(program.session) is not None, timeout=20_000)
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: "kaffe.fornya.backups" in window.receipt.accessibleName())


def test_a_file_that_can_only_be_read_says_so(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    other = tmp_path / "only.fornya"
    settings.found(other, seller=SELLER).company.close()
    other.chmod(0o400)
    files_of(program).open(other)
    qtbot.waitUntil(lambda: "only.fornya can only be read" in message(program), timeout=20_000)
    assert settings.is_read_only(program.session)


def test_nothing_was_written_since_so_no_backup_is_taken_at_close(program: Program) -> None:
    program.session.clock = lambda: datetime.now(UTC)
    first = backup.at_close(program.session)
    assert first is not None
    assert backup.at_close(program.session) is None


def test_the_next_free_name_is_taken(tmp_path: Path) -> None:
    (tmp_path / "sample.fornya").touch()
    assert free_path(tmp_path / "sample.fornya").name == "sample-2.fornya"


def test_a_backup_of_another_day_is_named_with_its_day(program: Program) -> None:
    assert program.window is not None
    taken = backup.Taken(Path("a"), datetime(2026, 3, 1, 8, 2, tzinfo=UTC))
    program.session.day = date(2026, 4, 1)
    assert backup_words(taken, program.window) == "Backup 01.03.2026 08:02"
    assert backup_words(None, program.window).startswith("No backup yet")


def files_of(program: Program) -> Files:
    furnish = program._furnish  # noqa: SLF001 - the menu that was given to it
    owner = getattr(furnish, "__self__", None)
    assert isinstance(owner, Files)
    return owner


def test_the_search_over_everything_finds_people_and_documents(program: Program) -> None:
    owner = join(program.session, "10482", "Kari Nordahl")
    buy(program.session, owner)
    renewal.commit(program.session, proposal=renewal.propose(program.session, target=program.session.today))
    went: list[tuple[str, dict[str, object]]] = []
    hits = look_up(program.session, lambda route, **args: went.append((route, args)), "nordahl")
    assert [(hit.group, hit.text) for hit in hits] == [("Subscribers", "Kari Nordahl"), ("Invoices", "Invoice 10001")]
    for hit in hits:
        hit.run()
    assert went == [("subscriber", {"id": owner}), ("invoice", {"id": 1})]
