"""The window: menu bar, navigation, top bar, the page with its panel, status line; and where a person has been.

`MainWindow` is the `Desk` that pages know.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from desktop.domain.errors import DomainError
from desktop.gui import theme
from desktop.gui.actions import Actions
from desktop.gui.changes import Changes
from desktop.gui.dialogs.ask import Question, ask
from desktop.gui.main_window.history import History, Visit
from desktop.gui.main_window.menus import Menus
from desktop.gui.main_window.regions import Region, step
from desktop.gui.main_window.window_acts import window_acts
from desktop.gui.pages.base import Opened, Page
from desktop.gui.routes import FOOT, ROUTES, Route
from desktop.gui.runner import Runner
from desktop.gui.widgets.focus_ring import FocusRing
from desktop.gui.widgets.message_bar import MessageBar
from desktop.gui.widgets.navigation import Navigation
from desktop.gui.widgets.page_area import PageArea
from desktop.gui.widgets.panel import Panel
from desktop.gui.widgets.status_line import StatusLine
from desktop.gui.widgets.toast import Toast
from desktop.gui.widgets.top_bar import TopBar
from desktop.i18n import _, translate
from desktop.services.changes import Changed

if TYPE_CHECKING:
    from desktop.gui.dialogs.palette import Lookup
    from desktop.services.context import Session


_FRAME = 40  # pixels a title bar may take of the screen's height


class MainWindow(QMainWindow):
    """Shows the pages of `routes`, each made when first gone to, and is the `Desk` they stand at.

    `history` is where a person was in a window before this one: zoom and language build the window anew.
    """

    closing = Signal()

    def __init__(
        self,
        session: "Session",
        runner: Runner,
        bus: Changes,
        *,
        routes: Sequence[Route] = ROUTES,
        shortcuts: Mapping[str, str] | None = None,
        history: History | None = None,
    ) -> None:
        super().__init__()
        self.session, self.runner, self.bus = session, runner, bus
        self.history = history or History()
        self.lookup: Lookup | None = None
        self.acts = Actions(self, shortcuts=shortcuts)
        self._routes = {route.key: route for route in routes}
        self.pages: dict[str, Page] = {}
        self._stale: dict[str, Changed] = {}
        self.setWindowTitle("Fornya")
        self.setMinimumSize(theme.px(720), theme.px(480))
        room = self.screen().availableGeometry().size() - QSize(0, _FRAME)
        self.resize(QSize(theme.px(1440), theme.px(900)).boundedTo(room))
        self.menuBar().setFixedHeight(theme.size("menu_bar"))
        self._build()
        self.acts.add(*window_acts(self, routes))
        self._menus = Menus(self, self.acts)
        self._connect()

    def _build(self) -> None:
        self.navigation, self.top_bar, self.area, self.status = Navigation(), TopBar(), PageArea(), StatusLine()
        self.messages = MessageBar()
        for route in self._routes.values():
            if route.group:
                at_foot = route.group == FOOT
                self.navigation.add(route.key, _(route.title), route.icon, group=route.group, at_foot=at_foot)
        right = QVBoxLayout()
        right.setSpacing(0)
        margins = QHBoxLayout()
        margins.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
        margins.addWidget(self.messages)
        right.addWidget(self.top_bar)
        right.addLayout(margins)
        right.addWidget(self.area, 1)
        right.addWidget(self.status)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        self.setCentralWidget(middle)
        self.receipt = Toast(self)
        self._ring = FocusRing(self)

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.navigate)
        self.top_bar.back.connect(self.go_back)
        self.top_bar.forward.connect(self.go_forward)
        self.top_bar.search.connect(self.show_commands)
        self.top_bar.crumb.connect(self.go_to_crumb)
        self.bus.announced.connect(self._changed)
        self.runner.wrote.connect(self.bus.hear)
        self.runner.writing.connect(self.status.show_writing)
        self.runner.refused.connect(self._refused)

    # ---- places ----

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self.pages.get(self.history.here.route) if self.history.here else None

    def navigate(self, route: str, **args: object) -> None:
        """Goes to a page; the one left is remembered. Raises KeyError for a route that is none."""
        visit = Visit(route, args)
        if self.history.here is not None and self.history.here.is_same_place(visit):
            self._enter(self.history.here)
            return
        self._leave()
        self.history.go(visit)
        self._enter(visit)

    def go_back(self) -> None:
        """Goes to the page before, as it was left."""
        self._step(-1)

    def go_forward(self) -> None:
        """Goes to the page gone back from."""
        self._step(1)

    def go_to_crumb(self, route: str) -> None:
        """Goes to a page as it was last left."""
        before = self.history.last_of(route)
        self._leave()
        visit = Visit(route) if before is None else replace(before)
        self.history.go(visit)
        self._enter(visit)

    def resume(self, first: str) -> None:
        """Shows where the history stands, or the page `first` in a window without one."""
        if self.history.here is None:
            self.navigate(first)
        else:
            self._enter(self.history.here)

    def leave(self) -> None:
        """Keeps the state of the page that is shown, before the window goes."""
        self._leave()

    def _step(self, by: int) -> None:
        self._leave()
        visit = self.history.step(by)
        if visit is not None:
            self._enter(visit)

    def _leave(self) -> None:
        if self.page is not None and self.history.here is not None:
            self.history.here.state = self.page.state()
        self.area.close_panel()
        self.message("")
        self.say("")

    def _enter(self, visit: Visit) -> None:
        route, page = self._routes[visit.route], self._page_of(visit.route)
        page.open(**visit.args)
        if visit.state is not None:
            page.restore(visit.state)
        self.area.stack.setCurrentWidget(page)
        self._look_again(visit.route)
        self.acts.show_page(page)
        self.navigation.show_current(route.section or route.key)
        self.retitle()
        focus = page.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _page_of(self, key: str) -> Page:
        if key not in self.pages:
            page = self._routes[key].factory(self)
            self.pages[key] = page
            self.acts.add(*page.acts(), page=page)
            self.area.stack.addWidget(page)
            if (bar := page.bar()) is not None:
                bar.installEventFilter(self)
        return self.pages[key]

    def retitle(self) -> None:
        """Reads the page's title and path anew."""
        page = self.page
        if page is None:
            return
        if self.history.here is not None:
            self.history.here.title = page.title()
        path = [(crumb.text, crumb.route) for crumb in page.path()]
        self.top_bar.show_path(path, aside=page.aside())
        self.top_bar.show_history(back=self.history.can_go_back, forward=self.history.can_go_forward)
        entry = next((one for one in self.acts.commands() if one[0].id == page.main_act()), None)
        self.top_bar.show_act(entry[1] if entry else None, icon=entry[0].icon if entry else "")
        self.setWindowTitle(f"{page.title()} – Fornya")

    # ---- what changes ----

    def _changed(self, what: Changed) -> None:
        for key, page in self.pages.items():
            if page.shows & what:
                self._stale[key] = self._stale.get(key, Changed.NOTHING) | what
        if self.history.here is not None:
            self._look_again(self.history.here.route)

    def _look_again(self, key: str) -> None:
        what = self._stale.pop(key, Changed.NOTHING)
        if what:
            self.pages[key].refresh(what)

    def _refused(self, error: DomainError) -> None:
        self.message(translate(error.message), tone="danger")

    # ---- the desk of a page ----

    def open_panel(self, panel: Panel) -> None:
        """Shows a panel beside the page."""
        self.area.open_panel(panel)

    def close_panel(self) -> bool:
        """Closes the panel; False if none was open."""
        return self.area.close_panel()

    def toast(self, text: str, *, undo: Callable[[], object] | None = None) -> None:
        """Says what was done."""
        self.receipt.show_toast(text, undo=undo)
        self._place_toast()

    def message(self, text: str, *, tone: str = "warn", act: tuple[str, Callable[[], object]] | None = None) -> None:
        """Says something true of the page above it; "" takes it away."""
        self.messages.show_message(text, tone=tone, act=act)

    def say(self, text: str) -> None:
        """A quiet hint in the status line."""
        self.status.show_hint(text)

    def ask(self, question: Question) -> str:
        """The one dialog."""
        return ask(self, question)

    def set_badge(self, route: str, count: int) -> None:
        """How many on a page wait for someone."""
        self.navigation.set_badge(route, count)

    def recent(self) -> Sequence[Opened]:
        """The records and documents opened last, newest first; lists are not among them."""
        visits = (visit for visit in self.history.newest() if not self._routes[visit.route].group and visit.title)
        return [Opened(visit.route, visit.args, visit.title, self._routes[visit.route].icon) for visit in visits]

    def today(self) -> date:
        """The day of the company."""
        return self.session.today

    # ---- what the window's own acts do ----

    def filter_list(self) -> None:
        """Goes to the field that filters the list."""
        field = self.page.find_field() if self.page else None
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def undo(self) -> None:
        """Undoes what the toast tells of."""
        self.receipt.undo()

    def can_undo(self) -> bool:
        """Whether the toast offers to undo."""
        return self.receipt.can_undo

    def show_commands(self, text: str = "") -> None:
        """Opens the search over everything, or with «>» the list of commands."""
        from desktop.gui.dialogs.palette import Palette

        Palette(self, self.acts, self.runner, lookup=self.lookup, text=text).open()

    def show_shortcuts(self) -> None:
        """Lists every shortcut."""
        from desktop.gui.dialogs.shortcuts import Shortcuts

        Shortcuts(self, self.acts).open()

    def step_region(self, by: int) -> None:
        """Moves the focus to the next part of the window: navigation, page, its bar, panel."""
        page = self.page
        regions = [Region(self.navigation, self.navigation.first_focus())]
        if page is not None:
            regions += [Region(page.bar()), Region(page, page.first_focus())]
        step([*regions, Region(self.area.panel)], by)

    # ---- Qt's events ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self.close_panel() or (self.page and self.page.escape())):
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ring.watch_input()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_toast()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self.area.update()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave()
        self.closing.emit()
        super().closeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A bar that comes or goes at the foot of a page moves the receipt above it."""
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Resize} and isinstance(watched, QWidget):
            self._place_toast()
        return super().eventFilter(watched, event)

    def _place_toast(self) -> None:
        bar = self.page.bar() if self.page else None
        above = self.status.height() + (bar.height() if bar is not None and bar.isVisible() else 0)
        self.receipt.place(self.navigation.width() + theme.px(16), self.height() - above - theme.px(12))
