"""What stands over the window: the one dialog, the search over everything, the list of shortcuts."""

from collections.abc import Callable, Iterator, Sequence
from typing import cast

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.actions import Action, Actions
from desktop.gui.dialogs.ask import Answer, AskDialog, Fact, Question, ask
from desktop.gui.dialogs.crash import crash_question
from desktop.gui.dialogs.palette import Hit, Palette
from desktop.gui.dialogs.shortcuts import Shortcuts
from desktop.gui.runner import Runner
from desktop.i18n import set_language
from tests.gui.looking import clipped, unnamed

QUESTION = Question(
    "The disk is full, and the run stopped",
    (Answer("later", "Go on later"), Answer("go", "Invoice the 82 that remain", "primary")),
    (Fact("Nothing is lost", "132 of 214 subscribers are invoiced and saved, numbers 21875–22006. " * 2),),
    details="the whole trace",
)


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 700)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def runner() -> Iterator[Runner]:
    made = Runner()
    yield made
    made.close()


def answered(act: Callable[[AskDialog], None]) -> None:
    """Acts on the dialog once it is shown."""

    def soon() -> None:
        act(cast(AskDialog, QApplication.activeModalWidget()))

    QTimer.singleShot(50, soon)


def test_escape_gives_the_safe_answer(window: QWidget, qtbot: QtBot) -> None:
    answered(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert ask(window, QUESTION) == "later"


def test_the_safe_answer_has_the_focus(window: QWidget, qtbot: QtBot) -> None:
    answered(lambda dialog: qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return))
    assert ask(window, QUESTION) == "later"


def test_another_answer_is_given_by_its_button_and_details_can_be_copied(window: QWidget, qtbot: QtBot) -> None:
    def act(dialog: AskDialog) -> None:
        press = {one.text(): one for one in dialog.findChildren(QPushButton)}
        press["Copy the details"].click()
        press["Invoice the 82 that remain"].click()

    answered(act)
    assert ask(window, QUESTION) == "go"
    assert QGuiApplication.clipboard().text() == "the whole trace"


@pytest.mark.parametrize("zoom", [100, 150])
def test_a_dialog_has_room_for_its_words(qtbot: QtBot, qapp: QApplication, zoom: int) -> None:
    from desktop.gui import theme

    theme.apply(qapp, mode="light", zoom=zoom)
    dialog = AskDialog(None, QUESTION)
    qtbot.addWidget(dialog)
    dialog.show()
    assert clipped(dialog) == []
    assert unnamed(dialog) == []


def test_a_crash_says_safe_only_after_the_check() -> None:
    assert "safe" in crash_question("trace", safe=True).facts[0].text
    assert "safe" not in crash_question("trace", safe=None).facts[0].text
    assert "safe" not in crash_question("trace", safe=False).facts[0].text


def acts(window: QWidget, done: list[str]) -> Actions:
    made = Actions(window)
    made.add(
        Action(id="new", text="New subscriber", run=lambda: done.append("new"), shortcut="Ctrl+N"),
        Action(id="pause", text="Pause …", run=lambda: done.append("pause")),
        Action(id="never", text="Not now", run=lambda: done.append("never"), enabled=lambda: False),
    )
    return made


def test_the_palette_finds_acts_and_what_a_lookup_finds(window: QWidget, qtbot: QtBot, runner: Runner) -> None:
    done = list[str]()

    def lookup(text: str) -> Sequence[Hit]:
        return [Hit("Subscribers", f"Kari {text}", lambda: done.append("kari"), "user", "10482", "Active")]

    palette = Palette(window, acts(window, done), runner, lookup=lookup)
    palette.open()
    field = palette.findChildren(QLineEdit)[0]
    qtbot.keyClicks(field, "pau")
    qtbot.waitUntil(lambda: runner.idle)
    palette.grab()
    qtbot.keyClick(palette, Qt.Key.Key_Down)
    qtbot.keyClick(palette, Qt.Key.Key_Return)
    assert done == ["pause"]


def test_a_palette_of_commands_asks_no_lookup_and_leaves_out_what_cannot_be_done(
    window: QWidget, qtbot: QtBot, runner: Runner
) -> None:
    asked, done = list[str](), list[str]()

    def lookup(text: str) -> Sequence[Hit]:
        asked.append(text)
        return []

    palette = Palette(window, acts(window, done), runner, lookup=lookup, text=">")
    palette.open()
    qtbot.keyClicks(palette.findChildren(QLineEdit)[0], "n")
    qtbot.keyClick(palette, Qt.Key.Key_Return)
    assert asked == []
    assert done == ["new"]


def test_shortcuts_are_listed_as_they_are_now(window: QWidget, qtbot: QtBot) -> None:
    own = Actions(window, shortcuts={"new": "Ctrl+Alt+N"})
    own.add(Action(id="new", text="New subscriber", run=lambda: None, shortcut="Ctrl+N"))
    shown = Shortcuts(window, own)
    shown.open()
    words = [label.text() for label in shown.findChildren(QLabel)]
    assert "Ctrl+Alt+N" in words
    assert words.count("New subscriber") == 1
    assert "Alt+↑ Alt+↓" in words
    assert unnamed(shown) == []
    shown.close()
