"""Words of prices, intervals and taxes, as the page and its panels say them."""

from desktop.domain.catalog import Price, PriceModel
from desktop.domain.period import Interval, Unit
from desktop.domain.text import N_
from desktop.domain.vat import VatRate
from desktop.gui.widgets.document_lines import price_text
from desktop.gui.widgets.shown import per
from desktop.i18n import _
from desktop.i18n.numbers import percent, unit

MODELS = {
    PriceModel.FLAT: N_("Flat price"),
    PriceModel.PER_UNIT: N_("Per unit"),
    PriceModel.GRADUATED: N_("Graduated price"),
    PriceModel.VOLUME: N_("Volume price"),
    PriceModel.STAIRSTEP: N_("Stairstep price"),
    PriceModel.PACKAGE: N_("Package price"),
}
HELP = {
    PriceModel.FLAT: N_("One sum, whatever the quantity."),
    PriceModel.PER_UNIT: N_("The price times the quantity."),
    PriceModel.GRADUATED: N_("Each tier has its own price."),
    PriceModel.VOLUME: N_("All units get the price of the tier they reach."),
    PriceModel.STAIRSTEP: N_("One sum for each tier."),
    PriceModel.PACKAGE: N_("The price is for a whole package; a package begun is paid whole."),
}
UNITS = {Unit.DAY: N_("days"), Unit.WEEK: N_("weeks"), Unit.MONTH: N_("months"), Unit.YEAR: N_("years")}


def price_words(price: Price | None) -> str:
    """`249,00`, `50,00 per unit`, or the name of the model."""
    if price is None:
        return _("no price")
    figure = price_text(price.amount, price.scale, price.currency)
    if price.model is PriceModel.FLAT:
        return figure
    if price.model is PriceModel.PER_UNIT:
        return _("{amount} per unit").format(amount=figure)
    if price.model is PriceModel.PACKAGE:
        return _("{amount} for {size}").format(amount=figure, size=price.package_size)
    return _(MODELS[price.model])


def price_whole(price: Price) -> str:
    """The same with its currency and whether it includes VAT."""
    tax = _("incl. VAT") if price.includes_vat else _("excl. VAT")
    if price.tiers:
        return f"{price_words(price)}, {tax}"
    return f"{price_words(price)} {unit(price.currency)}, {tax}"


def interval_words(interval: Interval | None) -> str:
    """What is paid for at a time; an add-on without an interval follows its subscription."""
    return _("as the plan") if interval is None else per(interval)


def vat_words(rate: VatRate) -> str:
    """`25 % · 3 Utgående mva, alminnelig sats`."""
    shown = _("no VAT") if rate.basis_points is None else percent(rate.basis_points)
    return f"{shown} · {rate.code} {rate.name}"
