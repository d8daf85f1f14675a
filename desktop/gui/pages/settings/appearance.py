"""How the program looks to this person on this machine: language, light and dark, size of text, height of rows."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.config import load
from desktop.gui import theme
from desktop.gui.pages.base import Desk
from desktop.gui.pages.settings.section import Section
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.choice import Choice, Option
from desktop.gui.widgets.text import label
from desktop.i18n import LANGUAGES, _, current_language
from desktop.services.settings import Settings


class AppearanceSection(Section):
    """Every choice takes effect at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.can_write = True  # these lie with the person, not in the company file
        self._fill()

    def show_settings(self, found: Settings) -> None:
        """What is shown here lies with the person, not in the company file."""

    def _fill(self) -> None:
        kept = load()
        self.languages = self._choice(_("Language"), list(LANGUAGES.items()), current_language())
        themes = [("light", _("Light")), ("dark", _("Dark")), ("system", _("As the system has it"))]
        self.themes = self._choice(_("Light and dark"), themes, kept.theme)
        heights = [("compact", _("Low")), ("standard", _("Normal")), ("comfortable", _("High"))]
        self.heights = self._choice(_("Height of rows"), heights, kept.row_height)
        card = self.card(_("Size of text"))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        self.zoom = label(f"{theme.zoom()}\u00a0%", tabular=True)
        for words, act in ((_("Smaller text"), "smaller"), (_("Larger text"), "larger"), (_("Normal size"), "normal")):
            line.addWidget(button(words, partial(self._do, act), in_row=True))
        line.addWidget(self.zoom)
        line.addStretch(1)
        card.add(row)
        card.add(
            label(
                _("From 80 to 200 per cent. Ctrl++ and Ctrl+− do the same everywhere."),
                look="small",
                tone="text_secondary",
                wrap=True,
            )
        )

    def _choice(self, title: str, options: list[tuple[str, str]], chosen: str) -> Choice:
        card = self.card(title)
        made = Choice(title, [Option(value, words) for value, words in options], value=chosen)
        made.chosen.connect(self._do)
        card.add(made)
        return made

    def _do(self, act: object) -> None:
        """The acts of the View menu; the window is built anew where it must be."""
        self.desk.acts.run(f"view.{act}")
