"""Value added tax: `rates` by day and document, `price` for one amount and stacked taxes, `duty` for who owes it."""

from desktop.domain.vat.duty import Buyer, Duty, duty_of
from desktop.domain.vat.price import (
    Parts,
    Stack,
    Tax,
    keep_gross,
    share_fee,
    stacked,
    tax_total,
    with_tax,
    without_tax,
)
from desktop.domain.vat.rates import (
    NOT_REGISTERED,
    WHOLE,
    PricedLine,
    VatGroup,
    VatRate,
    nets_and_groups,
    rate_on,
    tax_of_gross,
    tax_of_net,
)

__all__ = [
    "NOT_REGISTERED",
    "WHOLE",
    "Buyer",
    "Duty",
    "Parts",
    "PricedLine",
    "Stack",
    "Tax",
    "VatGroup",
    "VatRate",
    "duty_of",
    "keep_gross",
    "nets_and_groups",
    "rate_on",
    "share_fee",
    "stacked",
    "tax_of_gross",
    "tax_of_net",
    "tax_total",
    "with_tax",
    "without_tax",
]
