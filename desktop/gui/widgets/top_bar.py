"""The top bar: back and forward, the title or the path, the search field, and at most one button."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.gui import theme
from desktop.gui.widgets.buttons import button, icon_button
from desktop.gui.widgets.text import clear, icon_label, keys_label, label
from desktop.i18n import _

_LONGEST_STEP = 32  # letters


class SearchButton(QPushButton):
    """Looks like a field and opens the search over everything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "search")
        self.setAutoDefault(False)
        self.setFixedHeight(theme.size("control"))
        self.setMaximumWidth(theme.px(320))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Search everything"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(11), 0, theme.px(6), 0)
        row.setSpacing(theme.px(10))
        words = label(_("Search for a name, invoice or KID"), tone="text_muted", yielding=True)
        row.addWidget(icon_label("search"))
        row.addWidget(words)
        row.addStretch(1)
        row.addWidget(keys_label("Ctrl+K"))
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.size("control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(150), theme.size("control"))


class TopBar(QFrame):
    """`back`, `forward` and `search` are pressed; `crumb` carries the route of a step of the path."""

    back = Signal()
    forward = Signal()
    search = Signal()
    crumb = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "top")
        self.setFixedHeight(theme.size("top_bar"))
        self._back = icon_button("arrow-left", _("Back"), self.back.emit)
        self._forward = icon_button("arrow-right", _("Forward"), self.forward.emit)
        self._path = QWidget()
        steps = QHBoxLayout(self._path)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(theme.px(6))
        self._search = SearchButton()
        self._search.clicked.connect(self.search)
        self._act: QPushButton | None = None
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), 0, theme.px(20), 0)
        row.setSpacing(theme.px(4))
        row.addWidget(self._back)
        row.addWidget(self._forward)
        row.addSpacing(theme.px(10))
        row.addWidget(self._path)
        row.addStretch(1)
        row.addWidget(self._search)
        row.addSpacing(theme.px(4))

    def show_path(self, steps: Sequence[tuple[str, str]], *, aside: str = "") -> None:
        """Shows a title, or the steps (text, route) to it; `aside` stands behind a title in small."""
        clear(self._path)
        layout = self._path.layout()
        assert layout is not None  # noqa: S101 - made above
        for rank, (text, route) in enumerate(steps):
            last = rank == len(steps) - 1
            if not last:
                step = button(_short(text), partial(self.crumb.emit, route), style="quiet")
                step.setProperty("fit", "crumb")
                layout.addWidget(step)
                layout.addWidget(icon_label("chevron-right"))
            else:
                layout.addWidget(label(text, look="title" if rank == 0 else "section", yielding=True))
        if aside:
            layout.addWidget(label(aside, look="body", tone="text_secondary"))

    def show_history(self, *, back: bool, forward: bool) -> None:
        """Whether there is somewhere to go back or forward to."""
        self._back.setEnabled(back)
        self._forward.setEnabled(forward)

    def show_act(self, act: QAction | None, *, icon: str = "", primary: bool = False) -> None:
        """The one button of the page."""
        if self._act is not None:
            self._row.removeWidget(self._act)
            self._act.hide()
            self._act.deleteLater()
            self._act = None
        if act is not None:
            self._act = button(act.text(), act.trigger, style="primary" if primary else "plain", icon=icon)
            self._row.addWidget(self._act)


def _short(text: str) -> str:
    """A step of the path that leaves room for the next."""
    return text if len(text) <= _LONGEST_STEP else f"{text[:_LONGEST_STEP]}…"
