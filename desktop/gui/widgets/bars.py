"""Bars at the foot of a page: what is chosen, what the page is for, and how far long work is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.text import clear, label, line
from desktop.i18n import _
from desktop.i18n.numbers import integer
from desktop.jobs import Step

_SHOW_AFTER_MS = 300  # work shorter than this shows no bar


class SelectionBar(QFrame):
    """What is marked and its sums, then the acts on it; hidden while nothing is. `cleared`: take the marks away."""

    cleared = Signal()

    def __init__(self, *acts: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setMinimumHeight(theme.size("selection_bar"))
        self.setAccessibleName(_("Marked rows"))
        self._words = label(weight=600)
        self._sums = QWidget()
        sums = QHBoxLayout(self._sums)
        sums.setContentsMargins(0, 0, 0, 0)
        sums.setSpacing(theme.px(10))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), theme.px(6), theme.px(20), theme.px(6))
        row.setSpacing(theme.px(8))
        row.addWidget(self._words)
        row.addSpacing(theme.px(4))
        row.addWidget(self._sums)
        row.addStretch(1)
        for act in acts:
            row.addWidget(act)
        row.addWidget(button(_("Clear the marks"), self.cleared.emit, style="quiet"))
        self.hide()

    def show_marked(self, text: str, sums: Sequence[tuple[str, str]] = ()) -> None:
        """Shows «4 valgt» and sums (name, amount); "" hides the bar."""
        self._words.setText(text)
        clear(self._sums)
        layout = self._sums.layout()
        for name, amount in sums:
            if layout is not None:
                layout.addWidget(line(strong=True, upright=True))
                layout.addWidget(label(name, tone="text_secondary"))
                layout.addWidget(label(amount, weight=500, tabular=True))
        self.setVisible(bool(text))


class CommitBar(QFrame):
    """What a page is for: left what will happen, right the acts, the primary last; progress takes its place.

    Ctrl+Enter presses the primary while the focus is in the bar. `stopped`: a person asks the work to stop.
    """

    stopped = Signal()

    def __init__(self, primary: QPushButton, *others: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setMinimumHeight(theme.size("commit_bar"))
        self.setAccessibleName(_("What will happen"))
        self.primary = primary
        self._text, self._below = label(weight=600), label(look="small", tone="text_secondary", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._text)
        words.addWidget(self._below)
        words.addStretch(1)
        acts = QWidget()
        row = QHBoxLayout(acts)
        row.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(8))
        row.setSpacing(theme.px(8))
        row.addLayout(words, 1)
        for act in (*others, primary):
            row.addWidget(act)
        self._work = ProgressBox()
        self._work.stopped.connect(self.stopped)
        self._either = QStackedLayout(self)
        self._either.addWidget(acts)
        self._either.addWidget(self._work)
        self._late = QTimer(self, interval=_SHOW_AFTER_MS, singleShot=True)
        self._late.timeout.connect(lambda: self._either.setCurrentIndex(1))

    def show_words(self, text: str, below: str = "") -> None:
        """What will happen, and what cannot be undone."""
        self._text.setText(text)
        self._below.setText(below)
        self._below.setVisible(bool(below))

    def begin(self, text: str, *, safe: str = "", stop: str = "") -> None:
        """Work begins: progress takes the bar's place after 300 ms. `safe` says what is already safe."""
        self.primary.setEnabled(False)
        self._work.begin(text, safe=safe, stop=stop)
        self._late.start()

    def step(self, step: Step) -> None:
        """Shows a step of the work; fits as the runner's `progress`."""
        self._work.step(step)

    def end(self) -> None:
        """The work is done, stopped or refused."""
        self._late.stop()
        self.primary.setEnabled(True)
        self._either.setCurrentIndex(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.primary.isVisible():
            self.primary.click()
        else:
            super().keyPressEvent(event)


class ProgressBox(QWidget):
    """Count of count, what is done now, the way to stop, and what is already safe. Never modal."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._now = label(weight=600), label(look="small", tone="text_secondary")
        self._what = ""
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress"))
        self._safe = label(look="small", tone="text_secondary", wrap=True)
        self._stop = button("", self._ask_to_stop, in_row=True)
        head = QHBoxLayout()
        head.addWidget(self._text)
        head.addSpacing(theme.px(8))
        head.addWidget(self._now)
        head.addStretch(1)
        head.addWidget(self._stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addWidget(self._safe)

    def begin(self, text: str, *, safe: str = "", stop: str = "") -> None:
        """Shows the bar without a length until the first step tells it."""
        self._what = text
        self._text.setText(text)
        self._now.setText("")
        self._bar.setRange(0, 0)
        self._safe.setText(safe)
        self._safe.setVisible(bool(safe))
        self._stop.setText(stop or _("Stop after this one"))
        self._stop.setEnabled(True)

    def step(self, step: Step) -> None:
        """Shows how far the work is."""
        self._bar.setRange(0, max(step.total, 0))
        self._bar.setValue(step.done)
        done, total = integer(step.done), integer(step.total)
        count = _("{done} of {total}").format(done=done, total=total) if step.total else done
        self._text.setText(f"{self._what} {count}")
        self._now.setText(step.text)

    def _ask_to_stop(self) -> None:
        self._stop.setEnabled(False)
        self.stopped.emit()
