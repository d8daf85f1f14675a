"""Buttons of the look: one primary a view, the rest outlined, quiet for tools, danger where the loss is explained."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from desktop.gui import theme

Style = Literal["plain", "primary", "quiet", "link", "danger", "toast"]

_ICON_TONE = {"primary": "on_accent", "danger": "on_danger", "link": "accent_text", "quiet": "text_secondary"}


def button(
    text: str,
    pressed: Callable[[], object] | None = None,
    *,
    style: Style = "plain",
    icon: str = "",
    in_row: bool = False,
) -> QPushButton:
    """A push button; its text is the verb, what, and how many. `in_row` makes it 26 high."""
    made = QPushButton(plain(text))
    made.setFont(theme.font("small" if in_row else "emphasis", weight=500))
    made.setAutoDefault(False)
    made.setProperty("kind", style)
    if in_row:
        made.setProperty("fit", "row")
    if icon:
        theme.give_icon(made, icon, tone=_ICON_TONE.get(style, "text"))
    if style in {"link", "toast"}:
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if pressed is not None:
        made.clicked.connect(lambda _checked=False: pressed())
    return made


def plain(text: str) -> str:
    """A text whose ampersands are shown: Qt would take the one in «R&D» for a key."""
    return text.replace("&", "&&")


def icon_button(icon: str, name: str, pressed: Callable[[], object] | None = None, *, size: int = 16) -> QToolButton:
    """A button of an icon alone, with its name as tooltip and for screen readers."""
    made = QToolButton()
    theme.give_icon(made, icon, size=size)
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    side = max(theme.px(28), theme.px(size) + theme.px(12))
    made.setFixedSize(QSize(side, side))
    if pressed is not None:
        made.clicked.connect(lambda _checked=False: pressed())
    return made
