"""A price agreed for a running subscription, for an interval or for good (spec/model.md 3)."""

from dataclasses import replace
from datetime import date

from desktop.domain.catalog import Catalog
from desktop.domain.errors import DomainError
from desktop.domain.subscription.common import Effect, agreement, terms_at
from desktop.domain.subscription.life import BASE, Subscription
from desktop.domain.text import N_


def agree_price(
    subscription: Subscription,
    *,
    catalog: Catalog,
    amount: int,
    includes_vat: bool,
    on: date,
    until: date | None = None,
) -> Effect:
    """One price in minor units for all lines present on the day, from it up to (without) `until`, or for good.

    Refuses an interval that ends before it begins, and lines with different VAT codes, which one price cannot cover.
    """
    if until is not None and until <= on:
        raise DomainError(N_("The agreed price must end after it begins."))
    terms = terms_at(subscription, on)
    base = terms[BASE].item
    for part in terms.values():
        if catalog.vat_code_on(part.item, on) != catalog.vat_code_on(base, on):
            raise DomainError(
                N_("{add_on} has another VAT code than {plan}, and one price cannot cover both. Remove the add-on."),
                add_on=catalog.item(part.item).name,
                plan=catalog.item(base).name,
            )
    change = replace(agreement(on, amount, includes_vat=includes_vat), sequence=subscription.next_sequence, until=until)
    return Effect(on, (change,))
