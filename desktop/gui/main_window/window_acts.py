"""What the window itself can do, whatever the page: go places, find, undo, copy, change the size of text."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QApplication

from desktop.gui.actions import Action
from desktop.gui.routes import Route
from desktop.i18n import _

_NUMBERED = 9  # Ctrl+1 to Ctrl+9


class Doer(Protocol):
    """What of the window these acts call."""

    def navigate(self, route: str, **args: object) -> None: ...
    def go_back(self) -> None: ...
    def go_forward(self) -> None: ...
    def filter_list(self) -> None: ...
    def undo(self) -> None: ...
    def can_undo(self) -> bool: ...
    def close(self) -> bool: ...
    def step_region(self, by: int) -> None: ...
    def show_commands(self, text: str = "") -> None: ...
    def show_shortcuts(self) -> None: ...


def window_acts(window: Doer, routes: Sequence[Route]) -> list[Action]:
    """The acts of the window, in the order of the menus."""
    shown = [route for route in routes if route.group]
    go = [
        Action(
            id=f"go.{route.key}",
            text=_(route.title),
            run=partial(window.navigate, route.key),
            shortcut=f"Ctrl+{number}" if number <= _NUMBERED else "",
            menu="view",
            group=1,
            icon=route.icon,
        )
        for number, route in enumerate(shown, start=1)
    ]
    return [*_file(window), *_edit(window), *go, *_view(window), *_help(window)]


def _file(window: Doer) -> list[Action]:
    return [Action(id="file.quit", text=_("Quit"), run=window.close, shortcut="Ctrl+Q", menu="file", group=9, icon="x")]


def _edit(window: Doer) -> list[Action]:
    return [
        Action(
            id="edit.undo",
            text=_("Undo"),
            run=window.undo,
            shortcut="Ctrl+Z",
            menu="edit",
            icon="undo-2",
            enabled=window.can_undo,
        ),
        Action(id="edit.copy", text=_("Copy"), run=_copy, menu="edit", group=1, icon="copy"),
        Action(
            id="edit.find",
            text=_("Find in this list"),
            run=window.filter_list,
            shortcut="Ctrl+F",
            menu="edit",
            group=2,
            icon="search",
        ),
        Action(
            id="edit.search",
            text=_("Search everything"),
            run=window.show_commands,
            shortcut="Ctrl+K",
            menu="edit",
            group=2,
            icon="search",
        ),
        Action(
            id="edit.commands",
            text=_("Find a command"),
            run=lambda: window.show_commands(">"),
            shortcut="Ctrl+Shift+P",
            menu="edit",
            group=2,
            icon="list",
        ),
    ]


def _view(window: Doer) -> list[Action]:
    def act(name: str, text: str, run: Callable[[], object], keys: str, icon: str = "") -> Action:
        return Action(id=f"view.{name}", text=text, run=run, shortcut=keys, menu="view", group=2, icon=icon)

    return [
        act("back", _("Back"), window.go_back, "Alt+Left", "arrow-left"),
        act("forward", _("Forward"), window.go_forward, "Alt+Right", "arrow-right"),
        act("next_region", _("Next part of the window"), lambda: window.step_region(1), "F6"),
        act("previous_region", _("Part of the window before"), lambda: window.step_region(-1), "Shift+F6"),
    ]


def _help(window: Doer) -> list[Action]:
    return [
        Action(
            id="help.shortcuts",
            text=_("Keyboard shortcuts"),
            run=window.show_shortcuts,
            shortcut="F1",
            menu="help",
            icon="keyboard",
        )
    ]


def _copy() -> None:
    """Copies from whatever has the focus and can copy."""
    copy = getattr(QApplication.focusWidget(), "copy", None)
    if copy is not None:
        copy()
