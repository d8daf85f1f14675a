"""The one dialog, and the only place that waits for an answer: irreversible acts, errors that stop work, conflicts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.dialogs.shade import Shade
from desktop.gui.widgets.buttons import Style, button
from desktop.gui.widgets.focus_ring import FocusRing
from desktop.gui.widgets.text import icon_label, label, line
from desktop.i18n import _

_LONGEST = 400  # letters of a sentence


class Fact(NamedTuple):
    """One thing to know before answering: what is safe, what remains, what to do."""

    text: str
    more: str = ""
    icon: str = "info"
    tone: str = "text_secondary"


class Answer(NamedTuple):
    """A button: its key, its verb, and how it looks."""

    key: str
    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a sentence, facts, the answers with the safe one first, and details that can be copied."""

    text: str
    answers: Sequence[Answer]
    facts: Sequence[Fact] = ()
    icon: str = "circle-help"
    tone: str = "text_secondary"
    details: str = ""


def ask(parent: QWidget | None, question: Question) -> str:
    """Shows the question over the window and waits; the key of the answer, that of the first on Esc."""
    dialog = AskDialog(parent, question)
    shade = Shade(parent) if parent is not None else None
    dialog.exec()
    dialog.deleteLater()
    if shade is not None:
        shade.hide()
        shade.deleteLater()
    return dialog.answer


def ask_open_file(parent: QWidget | None, title: str, *, kinds: str, start: Path | None = None) -> Path | None:
    """The file a person chooses to open, or None; `kinds` as Qt writes them: `Spreadsheets (*.csv *.xlsx)`."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, str(start or ""), kinds)
    return Path(chosen) if chosen else None


def ask_save_file(parent: QWidget | None, title: str, *, kinds: str, start: Path | None = None) -> Path | None:
    """The file a person chooses to write, or None; replacing one that exists has been agreed to."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(start or ""), kinds)
    return Path(chosen) if chosen else None


def ask_folder(parent: QWidget | None, title: str, *, start: Path | None = None) -> Path | None:
    """The folder a person chooses, or None."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start or ""))
    return Path(chosen) if chosen else None


def wait_for(dialog: QDialog) -> bool:
    """Waits for a dialog of the system, such as that of the printer: whether it was agreed to."""
    return dialog.exec() == QDialog.DialogCode.Accepted


class AskDialog(QDialog):
    """The dialog itself; `answer` is the key chosen."""

    def __init__(self, parent: QWidget | None, question: Question) -> None:
        super().__init__(parent)
        self.answer = question.answers[0].key
        self._details = question.details
        self._ring = FocusRing(self, by_keys=True)
        self.setWindowTitle(question.text)
        self.setModal(True)
        self.setFixedWidth(theme.size("dialog_width"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._body(question))
        outer.addWidget(line())
        outer.addLayout(self._foot(question))
        self.setFixedHeight(outer.totalHeightForWidth(self.width()))

    def _body(self, question: Question) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(14))
        head = label(_short(question.text), look="title", wrap=True)
        column.addLayout(_beside(question.icon, question.tone, 24, head))
        for fact in question.facts:
            words = QVBoxLayout()
            words.setSpacing(theme.px(2))
            words.addWidget(label(_short(fact.text), look="emphasis", wrap=True))
            if fact.more:
                words.addWidget(label(_short(fact.more), tone="text_secondary", wrap=True))
            holder = QFrame()
            holder.setLayout(words)
            words.setContentsMargins(0, 0, 0, 0)
            column.addLayout(_beside(fact.icon, fact.tone, 20, holder))
        return column

    def _foot(self, question: Question) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(*(theme.px(14), theme.px(14), theme.px(24), theme.px(14)))
        row.setSpacing(theme.px(8))
        if question.details:
            row.addWidget(button(_("Copy the details"), self._copy, style="quiet", icon="copy"))
        row.addStretch(1)
        for rank, answer in enumerate(question.answers):
            made = button(answer.text, partial(self._choose, answer.key), style=answer.style)
            row.addWidget(made)
            if rank == 0:
                made.setDefault(True)
                made.setFocus(Qt.FocusReason.OtherFocusReason)
        return row

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ring.watch_input()

    def _choose(self, key: str) -> None:
        self.answer = key
        self.accept()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)


def _short(text: str) -> str:
    """A sentence may hold a name of any length; the dialog stays on the screen."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _beside(icon: str, tone: str, size: int, words: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(12))
    row.addWidget(icon_label(icon, tone=tone, size=size), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return row
