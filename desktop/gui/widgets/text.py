"""Labels that show text as it is written: Qt would render markup found in data."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.gui import theme


def label(
    text: str = "",
    *,
    look: str = "body",
    tone: str = "",
    weight: int = 0,
    wrap: bool = False,
    tabular: bool = False,
    right: bool = False,
) -> QLabel:
    """A label in a font (`title`, `heading`, `section`, `body`, `emphasis`, `small`, `figure`) and a tone."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.font(look, weight=weight, tabular=tabular))
    made.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    if right:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if tone:
        made.setProperty("tone", tone)
    return made


def icon_label(name: str, *, tone: str = "text_secondary", size: int = 16) -> QLabel:
    """An icon beside words; it says nothing that the words do not."""
    made = QLabel()
    theme.give_icon(made, name, tone=tone, size=size)
    made.setFixedSize(theme.px(size), theme.px(size))
    return made


def keys_label(keys: str) -> QLabel:
    """A shortcut in a small frame."""
    made = label(keys, look="small", tone="keys")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def line(*, strong: bool = False, upright: bool = False) -> QFrame:
    """A hairline across or upright."""
    made = QFrame()
    made.setProperty("look", "line_strong" if strong else "line")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def plain_tip(text: str) -> str:
    """A tooltip that shows markup as it is written: Qt would render it."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{escaped}</qt>" if text else ""


def clear(parent: QWidget) -> None:
    """Takes everything out of a widget's layout, for a body that is built anew."""
    layout = parent.layout()
    while layout is not None and (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
