"""A window on a real company file, for the tests of pages about invoices, prices and settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from desktop.domain.rows import ListQuery
from desktop.gui.changes import Changes
from desktop.gui.main_window import MainWindow
from desktop.gui.pages.base import Desk, Page
from desktop.gui.routes import ROUTES, Route
from desktop.gui.runner import Runner
from desktop.services.context import Session
from tests.services.shop import TODAY, buy, join, open_shop

__all__ = ["TODAY", "Elsewhere", "ListQuery", "buy", "join", "open_shop", "opened", "shop_with"]

_MINE = ("renewals", "invoices", "invoice", "catalog", "settings")


class Elsewhere(Page):
    """Stands in for the pages of others: it remembers what it was asked for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.asked: dict[str, object] = {}
        QVBoxLayout(self)

    def title(self) -> str:
        return "Elsewhere"

    def open(self, **args: object) -> None:
        self.asked = args


def shop_with(folder: Path, many: int, *, day: date = TODAY) -> Session:
    """A coffee shop with so many subscribers who start on the day."""
    ctx = open_shop(folder, day=day)
    for number in range(many):
        buy(ctx, join(ctx, str(20001 + number), f"Abonnent {number + 1}"), start=day)
    return ctx


@contextmanager
def opened(qtbot: QtBot, ctx: Session, route: str, **args: object) -> Iterator[MainWindow]:
    """The window with the route shown; what is under way ends before it is closed."""
    routes = [each for each in ROUTES if each.key in _MINE]
    others = [Route(key, "Today", "sun", Elsewhere) for key in ("subscriber", "today", "subscribers")]
    window = MainWindow(ctx, Runner(), Changes(), routes=[*routes, *others])
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.navigate(route, **args)
    try:
        yield window
        qtbot.waitUntil(lambda: window.runner.idle, timeout=20_000)
    finally:
        window.runner.close()
