"""The program with a window: theme, runner, bus and crash report about one main window, built anew when it must be."""

import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.app import is_sound
from desktop.config import Config, load, save
from desktop.domain.errors import DomainError
from desktop.gui import theme
from desktop.gui.actions import Action
from desktop.gui.changes import EVERYTHING, Changes
from desktop.gui.crash import CrashReporter
from desktop.gui.files import Files
from desktop.gui.main_window import MainWindow
from desktop.gui.main_window.history import History
from desktop.gui.routes import ROUTES, Route
from desktop.gui.runner import Runner
from desktop.i18n import LANGUAGES, _, set_language
from desktop.services.backup import at_close

if TYPE_CHECKING:
    from desktop.services.context import Session

_log = logging.getLogger(__name__)

_ZOOM_STEP = 10  # per cent
_WATCH_MS = 1000
_PANEL = "panel"  # the panel's width among the remembered sizes

Furnish = Callable[[MainWindow], None]


class Program(QObject):
    """One person's window on one company. `furnish` is called with each window built: company, badges, file acts.

    `check` says whether the company file is whole; it is asked on a read lane when the program itself has failed.
    `elsewhere` says whether another program has written to it; it is asked between writes, each second.
    """

    _failed = Signal(object)

    def __init__(
        self,
        app: QApplication,
        session: "Session",
        *,
        config: Config,
        keep: Callable[[Config], None] = save,
        routes: Sequence[Route] = ROUTES,
        first: str = "today",
        furnish: Furnish | None = None,
        check: Callable[[], bool] | None = None,
        elsewhere: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__()
        self.session, self.config = session, config
        self.runner, self.bus = Runner(), Changes()
        self._app, self._keep, self._routes, self._first = app, keep, routes, first
        self._furnish, self._check = furnish, check
        self._looked_into = ""  # the fault for whose sake the file is being looked at
        self._failed.connect(self._tell_fault, Qt.ConnectionType.QueuedConnection)
        self.crash = CrashReporter(lambda _fault, trace: self._failed.emit(trace))
        self.runner.crashed.connect(self.crash.report)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._dress)
        self.window: MainWindow | None = None
        self.build()
        self.elsewhere = elsewhere
        self._watch = QTimer(self, interval=_WATCH_MS)
        self._watch.timeout.connect(self.look_elsewhere)
        if elsewhere is not None:
            self._watch.start()

    # ---- the window ----

    def build(self) -> None:
        """Builds the window, in place of the one before: same place, same size."""
        set_language(self.config.language)
        self._dress()
        before, self.window = self.window, None
        if before is not None:
            before.leave()
        history = None if before is None else before.history
        self.window = window = MainWindow(self.session, self.runner, self.bus, routes=self._routes, history=history)
        window.area.panel_width = self.config.sizes.get(_PANEL, window.area.panel_width)
        window.acts.add(*self._acts())
        window.closing.connect(self._remember)
        if self._furnish is not None:
            self._furnish(window)
        window.resume(self._first)
        if before is not None:
            window.setGeometry(before.geometry())
            before.hide()
            before.deleteLater()
        window.show()

    def _dress(self, *_scheme: object) -> None:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        chosen = self.config.theme if self.config.theme != "system" else "dark" if dark else "light"
        theme.apply(
            self._app,
            mode="dark" if chosen == "dark" else "light",
            zoom=self.config.zoom,
            density=self.config.row_height,
        )

    def _remember(self) -> None:
        if self.window is not None:
            self._change(sizes={**self.config.sizes, _PANEL: self.window.area.panel_width})

    def change_company(self, session: "Session") -> None:
        """Another company in the window; the one before is backed up and closed once its writes have ended."""
        before, self.session = self.session, session
        self._change(recent_files=self.config.with_recent_file(session.company.path).recent_files)
        self._check = partial(is_sound, session)
        self.elsewhere = session.company.changed_elsewhere
        if self.window is not None:
            self.window.leave()
            self.window.history = History()
        self.build()
        self.runner.start(partial(_leave, before), lane="write", owner=self)

    def close(self) -> None:
        """Waits for what is being written, and ends."""
        self.runner.close()

    def look_elsewhere(self) -> None:
        if self.elsewhere is not None and self.runner.idle:
            self.runner.start(
                self.elsewhere, done=self._changed_elsewhere, failed=self._lost, owner=self, lane="write", quiet=True
            )

    def _changed_elsewhere(self, changed: bool) -> None:  # noqa: FBT001 - the answer of the question
        if changed:
            self.bus.changed(EVERYTHING)

    def _lost(self, error: DomainError) -> None:
        """The file cannot be reached: said once, not each second."""
        self._watch.stop()
        self.runner.refused.emit(error)

    # ---- what a person prefers ----

    def _change(self, **preferences: object) -> None:
        self.config = replace(self.config, **preferences)  # type: ignore[arg-type]  # names are checked by `replace`
        self._keep(self.config)

    def set_zoom(self, zoom: int) -> None:
        """Text size in per cent, 80 to 200."""
        self._change(zoom=min(max(zoom, theme.LEAST_ZOOM), theme.MOST_ZOOM))
        self.build()

    def set_language(self, language: str) -> None:
        """The language of the screen."""
        self._change(language=language)
        self.build()

    def set_theme(self, chosen: str) -> None:
        """`light`, `dark`, or as the `system` has it."""
        self._change(theme=chosen)
        self._dress()

    def set_row_height(self, height: str) -> None:
        """`compact`, `standard` or `comfortable` rows."""
        self._change(row_height=height)
        self.build()

    def _acts(self) -> list[Action]:
        def view(name: str, text: str, run: Callable[[], object], keys: str = "", group: int = 4) -> Action:
            return Action(id=f"view.{name}", text=text, run=run, shortcut=keys, menu="view", group=group)

        themes = {"light": _("Light"), "dark": _("Dark"), "system": _("Light or dark as the system")}
        heights = {"compact": _("Low rows"), "standard": _("Rows of normal height"), "comfortable": _("High rows")}
        return [
            view("larger", _("Larger text"), lambda: self.set_zoom(self.config.zoom + _ZOOM_STEP), "Ctrl++"),
            view("smaller", _("Smaller text"), lambda: self.set_zoom(self.config.zoom - _ZOOM_STEP), "Ctrl+-"),
            view("normal", _("Text of normal size"), lambda: self.set_zoom(100), "Ctrl+0"),
            *(view(key, text, partial(self.set_theme, key), group=5) for key, text in themes.items()),
            *(view(key, text, partial(self.set_row_height, key), group=6) for key, text in heights.items()),
            *(view(key, text, partial(self.set_language, key), group=7) for key, text in LANGUAGES.items()),
        ]

    # ---- faults of the program ----

    def _tell_fault(self, trace: str) -> None:
        """Looks whether the file is whole, and tells; a fault of that look itself is not looked into again."""
        if self._check is None or self._looked_into:
            first, self._looked_into = self._looked_into or trace, ""
            self._show_fault(first, safe=None)
            return
        self._looked_into = trace
        self.runner.start(
            self._check, owner=self, done=self._tell_whether_safe, failed=lambda _error: self._tell_whether_safe(None)
        )

    def _tell_whether_safe(self, safe: bool | None) -> None:  # noqa: FBT001 - the answer of the look
        trace, self._looked_into = self._looked_into, ""
        self._show_fault(trace, safe=safe)

    def _show_fault(self, trace: str, *, safe: bool | None) -> None:
        from desktop.gui.dialogs.ask import ask
        from desktop.gui.dialogs.crash import LEAVE, crash_question

        if ask(self.window, crash_question(trace, safe=safe)) == LEAVE:
            self._app.quit()


def run(
    session: "Session",
    *,
    first: str = "today",
    furnish: Furnish | None = None,
    check: Callable[[], bool] | None = None,
) -> int:
    """Opens the window on a company and waits until it is closed; the exit status."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Fornya")
    app.setDesktopFileName("fornya")
    files = Files()
    program = Program(
        app,
        session,
        config=load(),
        first=first,
        furnish=furnish or files.furnish,
        check=check,
        elsewhere=session.company.changed_elsewhere,
    )
    files.program = program
    program.crash.install()
    status = app.exec()
    program.close()
    _leave(program.session)
    return status


def _leave(session: "Session") -> None:
    """Backs a company up and lets go of its file; without a backup it is closed all the same, and the log says so."""
    try:
        at_close(session)
    except DomainError as fault:
        _log.warning("no backup was taken at close: %s", fault)
    session.company.close()
