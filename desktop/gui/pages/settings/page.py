"""The page of settings: a section at a time."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QButtonGroup, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.text import N_
from desktop.gui import theme
from desktop.gui.pages.base import Desk, Page
from desktop.gui.pages.settings.appearance import AppearanceSection
from desktop.gui.pages.settings.company import CompanySection
from desktop.gui.pages.settings.numbers import NumbersSection
from desktop.gui.pages.settings.rates import RatesSection
from desktop.gui.pages.settings.rules import RulesSection
from desktop.gui.widgets.chips import Chip, ChipRow
from desktop.i18n import _
from desktop.services import settings
from desktop.services.changes import Changed
from desktop.services.settings import Settings

_SECTIONS = (
    ("company", N_("Company"), "house"),
    ("numbers", N_("Number series"), "list"),
    ("rules", N_("Billing rules"), "file-text"),
    ("rates", N_("VAT rates"), "landmark"),
    ("appearance", N_("Appearance"), "sun"),
)


class SettingsPage(Page):
    """What the company has decided, and what the person prefers."""

    shows: ClassVar[Changed] = Changed.SETTINGS | Changed.COMPANY

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.company, self.numbers = CompanySection(desk), NumbersSection(desk)
        self.rules, self.rates, self.appearance = RulesSection(desk), RatesSection(desk), AppearanceSection(desk)
        self._sections: dict[str, QWidget] = {
            "company": self.company,
            "numbers": self.numbers,
            "rules": self.rules,
            "rates": self.rates,
            "appearance": self.appearance,
        }
        self._stack = QStackedWidget()
        for section in self._sections.values():
            self._stack.addWidget(section)
        self.chips = {key: Chip(_(text), icon=icon) for key, text, icon in _SECTIONS}
        group = QButtonGroup(self)
        for key, chip in self.chips.items():
            group.addButton(chip)
            chip.clicked.connect(partial(self.choose, key))
        self.chips["company"].setChecked(True)
        head = QFrame()
        head.setProperty("look", "head")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(20), theme.px(10), theme.px(20), theme.px(10))
        row.addWidget(ChipRow(*self.chips.values()), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)

    def title(self) -> str:
        return _("Settings")

    def open(self, **args: object) -> None:
        section = args.get("section")
        if isinstance(section, str) and section in self._sections:
            self.choose(section)
        self._load()

    def refresh(self, changed: Changed) -> None:
        self._load()

    def state(self) -> object:
        return next(key for key, chip in self.chips.items() if chip.isChecked())

    def restore(self, state: object) -> None:
        if isinstance(state, str) and state in self._sections:
            self.choose(state)

    def first_focus(self) -> QWidget:
        return next(chip for chip in self.chips.values() if chip.isChecked())

    def choose(self, key: str, _checked: object = None) -> None:
        """Shows a section."""
        self.chips[key].setChecked(True)
        self._stack.setCurrentWidget(self._sections[key])

    def _load(self) -> None:
        work = partial(settings.settings, self.desk.session)
        self.desk.runner.start(work, owner=self, slot="settings", done=self._show)

    def _show(self, found: Settings) -> None:
        focused = QApplication.focusWidget()
        held = isinstance(focused, QWidget) and self._stack.isAncestorOf(focused)
        for section in (self.company, self.numbers, self.rules, self.rates):
            section.show_settings(found)
        if held and not self.rates.table.hasFocus() and self._stack.currentWidget() is not self.appearance:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
