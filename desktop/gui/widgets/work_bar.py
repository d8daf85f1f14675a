"""The bar of long work that is not what the page is for, such as printing: how far it is, and the way to stop."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.widgets.bars import ProgressBox
from desktop.gui.widgets.time_left import TimeLeft
from desktop.i18n import _
from desktop.jobs import Step

_SHOW_AFTER_MS = 300  # work shorter than this shows no bar


class WorkBar(QFrame):
    """Hidden while nothing is under way. `stopped`: a person asks the work to stop."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setAccessibleName(_("Progress"))
        self._box, self._left = ProgressBox(), TimeLeft()
        self._box.stopped.connect(self.stopped)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(4), 0, theme.px(4), 0)
        column.addWidget(self._box)
        self._late = QTimer(self, interval=_SHOW_AFTER_MS, singleShot=True)
        self._late.timeout.connect(self.show)
        self.hide()

    def begin(self, text: str, *, safe: str = "", stop: str = "") -> None:
        """Work begins."""
        self._left = TimeLeft()
        self._box.begin(text, safe=safe, stop=stop or _("Stop"))
        self._late.start()

    def step(self, step: Step) -> None:
        """Shows a step of the work; fits as the runner's `progress`."""
        self._box.step(self._left.told(step))

    def end(self) -> None:
        """The work is done, stopped or refused."""
        self._late.stop()
        self.hide()
