"""What an import says against what the company has: what is new, what is known, and what contradicts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.catalog import AddOn, Catalog, Plan, Price
from desktop.domain.errors import DomainError
from desktop.domain.ids import PriceId
from desktop.domain.settings import Seller
from desktop.domain.subscriber import ContactRole, contact_on
from desktop.domain.subscription import Change, Subscription
from desktop.domain.text import N_
from desktop.domain.transfer import Fault, ImportedSubscriber, Mapping, fault, same_person, same_sale, shown
from desktop.domain.vat import VatRate, rate_on
from desktop.store.work import Reading


def new_of_catalog(wanted: Catalog, known: Catalog) -> tuple[Catalog, list[Fault]]:
    """What the mapping sells and the company does not know; what both have must bill alike."""
    plans = {code: plan for code, plan in wanted.plans.items() if code not in known.plans}
    add_ons = {code: add_on for code, add_on in wanted.add_ons.items() if code not in known.add_ons}
    faults = [_other_item(code, "plans") for code, plan in wanted.plans.items() if not _bills_alike(plan, known)]
    faults += [_other_item(code, "add_ons") for code, each in wanted.add_ons.items() if not _bills_alike(each, known)]
    prices = [price for price in wanted.prices.values() if not _is_known(price, known, faults)]
    products = {code: product for code, product in wanted.products.items() if code not in known.products}
    return Catalog(products, plans, add_ons, {price.id: price for price in prices}), faults


def merged(known: Catalog, new: Catalog) -> Catalog:
    """What will be for sale; prices that have no id of the store yet get negative ones."""
    fresh = {PriceId(-price.id): replace(price, id=PriceId(-price.id)) for price in new.prices.values()}
    return Catalog(
        {**known.products, **new.products},
        {**known.plans, **new.plans},
        {**known.add_ons, **new.add_ons},
        {**known.prices, **fresh},
        known.vat_codes,
    )


def faults_of_tax(catalog: Catalog, rates: Sequence[VatRate], *, seller: Seller, today: date) -> list[Fault]:
    """VAT codes of the mapping that have no rate."""
    if not seller.vat_registered:
        return []
    faults: list[Fault] = []
    for kind, items in (("plans", catalog.plans.values()), ("add_ons", catalog.add_ons.values())):
        for item in items:
            try:
                rate_on(rates, code=item.vat_code, day=today)
            except DomainError as refusal:
                faults.append(Fault(refusal.message, place=f"[catalog.{kind}.{item.code}] vat"))
    return faults


@dataclass(frozen=True, slots=True)
class Matched:
    """The rows of a file: those to be added, how many the company has already, and those that contradict it."""

    new: list[ImportedSubscriber]
    known: int
    faults: list[Fault]


def match(look: Reading, imported: Sequence[ImportedSubscriber], *, mapping: Mapping, catalog: Catalog) -> Matched:
    """Holds each row against the subscriber who has its number."""
    numbers = look.subscriber.by_numbers([each.subscriber.number for each in imported])
    ids = [subscriber.id for subscriber in numbers.values()]
    contacts = look.subscriber.contacts_of(ids)
    subscriptions = look.subscription.of_subscribers(ids)
    new: list[ImportedSubscriber] = []
    faults: list[Fault] = []
    for each in imported:
        holder = numbers.get(each.subscriber.number)
        if holder is None:
            new.append(each)
            continue
        contact = contact_on(contacts.get(holder.id, ()), role=ContactRole.PRIMARY, day=each.wish.start)
        if not same_person(each, subscriber=holder, contact=contact) or not any(
            _is_same_sale(look, each, life, catalog) for life in subscriptions.get(holder.id, ())
        ):
            faults.append(_other_facts(each, mapping))
    return Matched(new, len(imported) - len(new) - len(faults), faults)


def _other_facts(each: ImportedSubscriber, mapping: Mapping) -> Fault:
    return fault(
        N_("{number} is there already, with other facts. Change it in Fornya, or leave the row out."),
        row=each.row,
        column=mapping.column_of("number"),
        number=shown(each.subscriber.number),
    )


def _is_same_sale(look: Reading, each: ImportedSubscriber, life: Subscription, catalog: Catalog) -> bool:
    """Most have not changed since they were sold; only of the others is it asked what was recorded when."""
    if same_sale(each, subscription=life, began=life.changes, catalog=catalog):
        return True
    return same_sale(each, subscription=life, began=_began(look, life), catalog=catalog)


def _began(look: Reading, life: Subscription) -> Sequence[Change]:
    """The changes that were recorded with the first one."""
    recorded = look.subscription.recorded(life.id)
    return [each.change for each in recorded if each.command_id == recorded[0].command_id]


def _bills_alike(wanted: Plan | AddOn, known: Catalog) -> bool:
    """True when the code is free, or stands for a thing of the same kind with the same product, interval and VAT."""
    same = known.plans.get(wanted.code) or known.add_ons.get(wanted.code)
    return same is None or (
        type(same) is type(wanted)
        and (wanted.product, wanted.interval, wanted.vat_code) == (same.product, same.interval, same.vat_code)
    )


def _other_item(code: str, kind: str) -> Fault:
    return fault(
        N_("“{code}” is there already, and is billed otherwise. Give it another code, or write it as it is in Fornya."),
        place=f"[catalog.{kind}.{code}]",
        code=shown(code),
    )


def _is_known(price: Price, known: Catalog, faults: list[Fault]) -> bool:
    """True for a price row that is there; another amount from the same day is a fault."""
    for row in known.prices.values():
        if (row.item, row.currency, row.valid_from) == (price.item, price.currency, price.valid_from):
            if replace(row, id=price.id) != price:
                faults.append(
                    fault(
                        N_("{item} has another price from {day} already. Choose another day, or take the price out."),
                        place="[[catalog.prices]]",
                        item=shown(price.item),
                        day=price.valid_from,
                    )
                )
            return True
    return False
