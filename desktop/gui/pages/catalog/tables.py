"""The lists of a product: its plans, and the add-ons sold beside them."""

from desktop.gui.models.columns import Column, Kind, Row, Status
from desktop.gui.pages.catalog.words import interval_words, price_words
from desktop.gui.runner import Runner
from desktop.gui.widgets.paged_table import PagedTable
from desktop.i18n import _
from desktop.i18n.numbers import percent


def plan_table(runner: Runner) -> PagedTable:
    """Plans, lowest rank first."""
    columns = [
        Column("rank", _("Rank"), Kind.NUMBER, width=64, min_width=50, sortable=False),
        Column("name", _("Plan"), width=150, min_width=100, strong=True, sortable=False, stretch=True),
        Column("detail", _("Contents"), width=130, min_width=80, sortable=False),
        Column("interval", _("Is paid"), width=110, min_width=80, value=_interval, sortable=False),
        Column("price", _("Price today, kr"), Kind.NUMBER, width=140, min_width=110, value=_price, sortable=False),
        Column("vat", _("VAT"), Kind.NUMBER, width=76, min_width=60, value=_vat, sortable=False),
        Column("included", _("Includes"), width=140, min_width=80, value=_included, sortable=False),
        Column("active", _("Status"), Kind.STATUS, width=110, min_width=90, value=_state, sortable=False),
    ]
    return PagedTable(columns, runner, name=_("Plans"))


def add_on_table(runner: Runner) -> PagedTable:
    """Add-ons by name."""
    columns = [
        Column("name", _("Add-on"), width=170, min_width=110, strong=True, sortable=False, stretch=True),
        Column("interval", _("Is paid"), width=110, min_width=80, value=_interval, sortable=False),
        Column("price", _("Price today, kr"), Kind.NUMBER, width=140, min_width=110, value=_price, sortable=False),
        Column("vat", _("VAT"), Kind.NUMBER, width=76, min_width=60, value=_vat, sortable=False),
        Column("plans", _("Can be bought with"), width=180, min_width=100, value=_plans, sortable=False),
        Column("included", _("Included in"), width=130, min_width=80, value=_included, sortable=False),
        Column("active", _("Status"), Kind.STATUS, width=110, min_width=90, value=_state, sortable=False),
    ]
    return PagedTable(columns, runner, name=_("Add-ons"))


def _interval(row: Row) -> str:
    return interval_words(row.interval)


def _price(row: Row) -> str:
    return price_words(row.price)


def _vat(row: Row) -> str:
    return "" if row.vat is None else percent(row.vat)


def _plans(row: Row) -> str:
    return ", ".join(row.plans)


def _included(row: Row) -> str:
    return ", ".join(row.included)


def _state(row: Row) -> Status:
    return (
        Status(_("For sale"), "circle-check", "ok") if row.active else Status(_("Not sold"), "circle-slash", "neutral")
    )
