"""The program about the window: preferences take hold at once, faults are told, and the window comes back in place."""

from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.config import Config
from desktop.gui import theme
from desktop.gui.app import Program
from desktop.gui.dialogs.ask import AskDialog
from desktop.gui.main_window import MainWindow
from desktop.gui.widgets.paged_table import PagedTable
from desktop.i18n import current_language
from tests.gui import demo
from tests.gui.looking import clipped, unnamed


class Kept:
    """Where preferences are written to."""

    def __init__(self) -> None:
        self.config = Config()

    def __call__(self, config: Config) -> None:
        self.config = config


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, kept: Kept) -> Iterator[Program]:
    made = Program(
        qapp,
        demo.DemoSession(),  # type: ignore[arg-type]  # the window asks it for the day alone
        config=Config(language="en", theme="light"),
        keep=kept,
        routes=demo.ROUTES,
        first="people",
    )
    qtbot.waitUntil(lambda: table(made).total > 0)
    yield made
    if made.window is not None:
        made.window.close()
        made.window.deleteLater()
    made.close()


def window(program: Program) -> MainWindow:
    assert program.window is not None
    return program.window


def table(program: Program) -> PagedTable:
    return cast(demo.PeoplePage, window(program).pages["people"]).table


def test_larger_text_builds_the_window_anew_in_the_same_place(program: Program, qtbot: QtBot, kept: Kept) -> None:
    table(program).set_current(40)
    window(program).navigate("person", id=10500)
    before = window(program)
    before.acts.run("view.larger")
    assert window(program) is not before
    assert (theme.zoom(), kept.config.zoom) == (110, 110)
    assert window(program).windowTitle() == "Abonnent 10500 – Fornya"
    window(program).go_back()
    qtbot.waitUntil(lambda: table(program).currentIndex().row() == 40)


def test_light_and_dark_change_in_the_living_window(program: Program, kept: Kept) -> None:
    before = window(program)
    before.acts.run("view.dark")
    assert window(program) is before
    assert (theme.mode(), kept.config.theme) == ("dark", "dark")


def test_the_language_changes_every_word(program: Program, kept: Kept) -> None:
    window(program).acts.run("view.nn")
    assert (current_language(), kept.config.language) == ("nn", "nn")
    window(program).acts.run("view.en")


def test_the_rows_take_the_height_preferred(program: Program) -> None:
    window(program).acts.run("view.comfortable")
    assert table(program).verticalHeader().defaultSectionSize() == 40


def test_a_fault_in_work_is_logged_and_shown_and_the_program_goes_on(
    program: Program, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    shown = list[str]()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, AskDialog):
            shown.extend(label.text() for label in dialog.findChildren(QLabel))
            qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        else:
            QTimer.singleShot(50, look)

    def fall() -> None:
        raise ZeroDivisionError

    QTimer.singleShot(50, look)
    program.runner.start(fall, owner=program)
    qtbot.waitUntil(lambda: "Something went wrong in Fornya" in shown)
    assert window(program).isVisible()
    assert "ZeroDivisionError" in caplog.text
    caplog.clear()


@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_no_word_of_the_window_is_cut_off_and_everything_has_a_name(program: Program, zoom: int) -> None:
    program.set_zoom(zoom)
    window(program).resize(theme.px(1440), theme.px(900))
    QApplication.processEvents()
    cast(demo.PeoplePage, window(program).pages["people"]).change()
    QApplication.processEvents()
    assert clipped(window(program)) == []
    assert unnamed(window(program)) == []


def test_what_another_program_wrote_is_seen_within_a_second_or_so(
    qapp: QApplication, qtbot: QtBot, program: Program
) -> None:
    answers = [True]
    program.elsewhere = lambda: bool(answers and answers.pop())
    program.look_elsewhere()
    page = cast(demo.PeoplePage, window(program).pages["people"])
    qtbot.waitUntil(lambda: len(page.refreshed) == 1)
    program.look_elsewhere()
    qtbot.waitUntil(lambda: program.runner.idle)
    assert len(page.refreshed) == 1
