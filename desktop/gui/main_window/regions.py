"""F6: the parts of the window in turn, each with the place in it that takes the focus."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


class Region(NamedTuple):
    """A part of the window, and what in it takes the focus (None: the first thing Tab would stop at)."""

    part: QWidget | None
    goal: QWidget | None = None


def step(regions: list[Region], by: int) -> None:
    """Moves the focus to the next part that is shown, or with -1 to the one before."""
    shown = [(part, goal) for part, goal in map(_reachable, regions) if part is not None and goal is not None]
    focused = QApplication.focusWidget()
    at = next((number for number, (part, _goal) in enumerate(shown) if _holds(part, focused)), -1)
    if shown:
        shown[(at + by) % len(shown)][1].setFocus(Qt.FocusReason.ShortcutFocusReason)


def _reachable(region: Region) -> tuple[QWidget | None, QWidget | None]:
    if region.part is None or not region.part.isVisible():
        return None, None
    return region.part, region.goal or first_stop(region.part)


def _holds(part: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (part is focused or part.isAncestorOf(focused))


def first_stop(part: QWidget) -> QWidget | None:
    """The first thing in a part of the window that Tab would stop at."""
    stops = (
        widget
        for widget in part.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
    )
    return next(stops, None)
