"""The menu bar, built from the register, so that every act is there with its keys."""

from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.domain.text import N_
from desktop.gui.actions import Actions
from desktop.i18n import _

MENUS = {
    "file": N_("&File"),
    "edit": N_("&Edit"),
    "view": N_("&View"),
    "subscription": N_("&Subscription"),
    "billing": N_("&Billing"),
    "reports": N_("&Reports"),
    "tools": N_("&Tools"),
    "help": N_("&Help"),
}
"""Keys of the menus in their order, for `Action.menu`."""


class Menus:
    """Fills the menus anew when acts come or go; a menu without acts is hidden."""

    def __init__(self, window: QMainWindow, actions: Actions) -> None:
        self._actions = actions
        self._menus = {key: window.menuBar().addMenu(_(title)) for key, title in MENUS.items()}
        for menu in self._menus.values():
            menu.aboutToShow.connect(actions.grey)
            menu.aboutToHide.connect(actions.ungrey)
        actions.changed.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        for key, menu in self._menus.items():
            self._fill_one(menu, key)

    def _fill_one(self, menu: QMenu, key: str) -> None:
        menu.clear()
        group: int | None = None
        for action, made in self._actions.of_menu(key):
            if group is not None and action.group != group:
                menu.addSeparator()
            group = action.group
            menu.addAction(made)
        menu.menuAction().setVisible(not menu.isEmpty())
