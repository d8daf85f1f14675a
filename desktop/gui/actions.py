"""Every act of the program in one register: the menu bar, the command list and the list of shortcuts read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One act. `id` is like `subscriber.new`; `text` is translated; `menu` is a key of the menu bar, "" for none.

    `shortcut` is portable, such as `Ctrl+N`; `group` sets hairlines in a menu; `enabled` is asked when it matters.
    """

    id: str
    text: str
    run: Callable[[], object]
    shortcut: str = ""
    menu: str = ""
    group: int = 0
    icon: str = ""
    enabled: Callable[[], bool] | None = None


def can(action: Action) -> bool:
    """Whether an act can be done now."""
    return action.enabled is None or action.enabled()


class _Entry(NamedTuple):
    action: Action
    made: QAction
    page: QObject | None


class Actions(QObject):
    """The register. Acts without a page are always there, those of a page while it is shown."""

    changed = Signal()

    def __init__(self, window: QWidget, *, shortcuts: Mapping[str, str] | None = None) -> None:
        """`shortcuts` are a person's own, by id."""
        super().__init__(window)
        self._window = window
        self._own = dict(shortcuts or {})
        self._entries: list[_Entry] = []
        self._page: QObject | None = None

    def add(self, *actions: Action, page: QObject | None = None) -> None:
        """Enters acts; of a page they show only with it. Raises ValueError for an id that is taken there."""
        for action in actions:
            if any(one.action.id == action.id and one.page is page for one in self._entries):
                raise ValueError(f"an action named {action.id} exists already")
            made = QAction(action.text, self._window)
            made.setShortcut(QKeySequence(self._own.get(action.id, action.shortcut)))
            made.setObjectName(action.id)
            made.triggered.connect(lambda _checked=False, each=action: self._run(each))
            self._window.addAction(made)
            self._entries.append(_Entry(action, made, page))
            self._show(made, page)
        self.changed.emit()

    def remove_page(self, page: QObject) -> None:
        """Takes out the acts of a page that goes."""
        for entry in [one for one in self._entries if one.page is page]:
            self._entries.remove(entry)
            self._window.removeAction(entry.made)
            entry.made.deleteLater()
        self.changed.emit()

    def show_page(self, page: QObject | None) -> None:
        """From now on the acts of `page` are the ones that count."""
        self._page = page
        for entry in self._entries:
            self._show(entry.made, entry.page)
        self.changed.emit()

    def grey(self) -> None:
        """Greys what cannot be done now, while a menu is open: keys ask at the moment they are pressed."""
        for action, made in self.commands():
            made.setEnabled(can(action))

    def ungrey(self) -> None:
        """Takes it back when the menu closes."""
        for _action, made in self.commands():
            made.setEnabled(True)

    def rename(self, name: str, text: str) -> None:
        """Gives an act another text, such as «Undo the change of plan»."""
        self._entry(name)[1].setText(text)

    def of_menu(self, menu: str) -> list[tuple[Action, QAction]]:
        """The acts of a menu that count now, by group and in the order they were entered."""
        found = [(one.action, one.made) for one in self._entries if self._counts(one.page)]
        return sorted((one for one in found if one[0].menu == menu), key=lambda one: one[0].group)

    def commands(self) -> list[tuple[Action, QAction]]:
        """The acts that count now, page's first, for the command list and the list of shortcuts."""
        found = [one for one in self._entries if self._counts(one.page)]
        return [(one.action, one.made) for one in sorted(found, key=lambda one: one.page is None)]

    def run(self, name: str) -> None:
        """Does the act with this id, if it counts now and can be done. Raises KeyError if it does not count."""
        self._run(self._entry(name)[0])

    def _entry(self, name: str) -> tuple[Action, QAction]:
        found = next((one for one in self.commands() if one[0].id == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def _run(self, action: Action) -> None:
        if can(action):
            action.run()

    def _counts(self, owner: QObject | None) -> bool:
        return owner is None or owner is self._page

    def _show(self, made: QAction, owner: QObject | None) -> None:
        made.setVisible(self._counts(owner))
        made.setEnabled(self._counts(owner))
