"""The VAT codes and rates that the company knows, with the day each is valid from."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui.models.columns import Column, Kind, Row
from desktop.gui.models.in_memory import InMemory
from desktop.gui.pages.base import Desk
from desktop.gui.widgets.paged_table import PagedTable
from desktop.i18n import _
from desktop.i18n.numbers import percent
from desktop.services.settings import Settings


class RatesSection(QWidget):
    """A list; the paper shows the percentage that is valid on its date."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        columns = [
            Column("code", _("Code"), Kind.ID, width=80, min_width=60, sortable=False),
            Column("name", _("Name"), width=420, min_width=180, strong=True, sortable=False, stretch=True),
            Column("basis_points", _("Rate"), Kind.NUMBER, width=100, min_width=80, value=_rate, sortable=False),
            Column("valid_from", _("Valid from"), Kind.DATE, width=130, min_width=100, sortable=False),
        ]
        self.table = PagedTable(columns, desk.runner, name=_("VAT rates"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def show_settings(self, found: Settings) -> None:
        """Shows the rates."""
        self.table.show_rows(InMemory(found.rates))


def _rate(row: Row) -> str:
    return _("no VAT") if row.basis_points is None else percent(row.basis_points)
