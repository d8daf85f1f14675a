"""The whole window on a real company file, for the tests of Today, the list and the record."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.changes import Changes
from desktop.gui.main_window import MainWindow
from desktop.gui.pages.subscriber import SubscriberPage
from desktop.gui.pages.subscribers import SubscribersPage
from desktop.gui.runner import Runner
from desktop.gui.widgets.panel import Panel
from desktop.services.context import Session

LONG = 20_000  # ms


@contextmanager
def opened(qtbot: QtBot, ctx: Session, route: str, **args: object) -> Iterator[MainWindow]:
    """The window with a route shown; what is under way ends before it is closed. A crash of a worker fails."""
    crashes: list[object] = []
    window = MainWindow(ctx, Runner(), Changes())
    window.runner.crashed.connect(crashes.append)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.navigate(route, **args)
    try:
        rest(qtbot, window)
        yield window
        rest(qtbot, window)
    finally:
        window.runner.close()
    assert not crashes


def rest(qtbot: QtBot, window: MainWindow) -> None:
    """Waits until nothing is under way."""
    qtbot.waitUntil(lambda: window.runner.idle, timeout=LONG)


def record_of(qtbot: QtBot, window: MainWindow) -> SubscriberPage:
    """The record that is shown, once it has come."""
    page = window.page
    assert isinstance(page, SubscriberPage)
    qtbot.waitUntil(lambda: page.record is not None and window.runner.idle, timeout=LONG)
    return page


def list_of(qtbot: QtBot, window: MainWindow, rows: int) -> SubscribersPage:
    """The list, once it has so many rows."""
    page = window.page
    assert isinstance(page, SubscribersPage)
    qtbot.waitUntil(lambda: page.table.total == rows and window.runner.idle, timeout=LONG)
    return page


def panel_of(qtbot: QtBot, window: MainWindow) -> Panel:
    """The panel that is open, once what it shows has come."""
    qtbot.waitUntil(lambda: window.area.panel is not None and window.runner.idle, timeout=LONG)
    panel = window.area.panel
    assert panel is not None
    return panel


def primary(panel: Panel) -> QPushButton:
    """Its primary button."""
    return next(b for b in panel.findChildren(QPushButton) if b.property("kind") == "primary")


def press(qtbot: QtBot, window: MainWindow, panel: Panel) -> None:
    """Presses Ctrl+Enter once the primary is ready, and waits for what comes of it."""
    qtbot.waitUntil(lambda: primary(panel).isEnabled(), timeout=LONG)
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, window)


def words(widget: QWidget) -> str:
    """All labels that are shown in a widget, in one text."""
    QApplication.processEvents()  # what was just laid out is shown with the next turn of the loop
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())
