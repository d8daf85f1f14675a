"""What the sections of the page share: cards below each other, no wider than reads well."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.pages.base import Desk
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.cards import Card
from desktop.gui.widgets.scrolling import scrolling
from desktop.gui.widgets.text import clear, label
from desktop.services.settings import Settings, is_read_only

_WIDEST = 860  # px before zoom


class Section(QWidget):
    """One section; `show_settings` fills it anew."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.can_write = not is_read_only(desk.session)
        self.inside = QWidget()
        self._column = QVBoxLayout(self.inside)
        self._column.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(20))
        self._column.setSpacing(theme.px(12))
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area: QScrollArea = scrolling(self.inside)
        outer.addWidget(area)

    def show_settings(self, found: Settings) -> None:
        """Shows what is decided."""
        raise NotImplementedError

    def begin(self) -> None:
        """Takes away what was shown before."""
        clear(self.inside)

    def card(self, title: str, *acts: tuple[str, Callable[[], object]]) -> Card:
        """A card with its acts at the right of its title, absent where nothing can be written."""
        aside = QWidget() if not acts or not self.can_write else _acts(acts)
        made = Card(title, aside=aside)
        made.setMaximumWidth(theme.px(_WIDEST))
        self._column.addWidget(made)
        return made


def _acts(acts: Sequence[tuple[str, Callable[[], object]]]) -> QWidget:
    from PySide6.QtWidgets import QHBoxLayout

    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    for words, run in acts:
        row.addWidget(button(words, run, in_row=True))
    return holder


def explained(name: str, value: str, says: str) -> QWidget:
    """A decision: its name, what is decided, and one sentence on what it means."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, theme.px(2), 0, theme.px(4))
    column.setSpacing(theme.px(1))
    column.addWidget(label(f"{name}: {value}", weight=500, wrap=True))
    column.addWidget(label(says, look="small", tone="text_secondary", wrap=True))
    return holder
