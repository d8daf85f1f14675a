"""Looks a window through as a person would: words cut off, and things without a name. For the tests of every page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QWidget


def clipped(window: QWidget) -> list[str]:
    """The words of labels and buttons that have less room than they need."""
    found = []
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text():
            room, needed = label.contentsRect(), label.sizeHint()
            high = label.heightForWidth(label.width()) if label.wordWrap() else needed.height()
            if label.height() + 1 < high or (not label.wordWrap() and label.width() + 1 < needed.width()):
                found.append(f"{label.text()!r}: {room.width()}×{room.height()} of {needed.width()}×{high}")
    for button in window.findChildren(QAbstractButton):
        words = QFontMetrics(button.font()).horizontalAdvance(button.text().replace("&", ""))
        if button.isVisible() and button.text() and button.width() < words:
            found.append(f"{button.text()!r}: {button.width()} of {words}")
    return found


def unnamed(window: QWidget) -> list[str]:
    """What takes the focus and has no name; a combo box needs a label as its buddy."""
    buddies = {label.buddy() for label in window.findChildren(QLabel) if label.buddy() is not None}
    found = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            face = QAccessible.queryAccessibleInterface(widget)
            spoken = face.text(QAccessible.Text.Name)
            if isinstance(widget, QComboBox) and widget not in buddies:
                spoken = ""
            if not any(character.isalnum() for character in spoken):
                found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found
