"""What can be sold or chosen: plans and add-ons with their prices, as the one who asks sees prices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from desktop.domain.billing.parts import terms_of
from desktop.domain.billing.values import Terms
from desktop.domain.catalog import Price, PriceModel, Product, amount_for
from desktop.domain.errors import DomainError
from desktop.domain.ids import SubscriberId, SubscriptionId
from desktop.domain.money import exponent, scaled, times
from desktop.domain.period import Interval
from desktop.domain.subscriber import Subscriber, SubscriberKind
from desktop.domain.subscription import BASE, Segment, Subscription, Timing, terms_on, usual_timing
from desktop.domain.vat import tax_of_gross, tax_of_net
from desktop.services.billing import Common, common
from desktop.services.context import Session


class PlanOffer(NamedTuple):
    """A plan and what one whole period of it costs, in minor units; None where it has no price on the day.

    `by_quantity`: the quantity changes what it costs. `usual` is when a running subscription changes to it if nothing
    else is said; None in a sale.
    """

    code: str
    name: str
    detail: str
    interval: Interval
    amount: int | None
    included: Mapping[str, int]
    usual: Timing | None = None
    is_current: bool = False
    by_quantity: bool = False


class AddOnOffer(NamedTuple):
    """An add-on and what one of it costs; `allowed_on` names the plans it may be bought with."""

    code: str
    name: str
    detail: str
    interval: Interval | None
    amount: int | None
    allowed_on: frozenset[str]
    by_quantity: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """A product with its plans, lowest rank first, and its add-ons, by name; amounts with VAT or without."""

    product: Product
    plans: tuple[PlanOffer, ...]
    add_ons: tuple[AddOnOffer, ...]
    currency: str
    with_vat: bool

    def add_ons_for(self, plan: str) -> tuple[AddOnOffer, ...]:
        """The add-ons that a plan allows or includes."""
        included = next((offer.included for offer in self.plans if offer.code == plan), {})
        return tuple(offer for offer in self.add_ons if plan in offer.allowed_on or offer.code in included)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a running subscription can become: the plans of its product, and the days a change may begin."""

    subscription: Subscription
    offers: Offers
    today: date
    next_period: date
    quantity: int
    agreed: int | None


def sees_vat(subscriber: Subscriber) -> bool:
    """Consumers see prices including VAT, organisations without."""
    return subscriber.kind is SubscriberKind.PERSON


def offers(ctx: Session, *, subscriber: int, day: date | None = None) -> tuple[Offers, ...]:
    """Every product that is for sale to the subscriber on the day."""
    with ctx.reading() as look:
        shared = common(look, today=ctx.today)
        with_vat = sees_vat(look.subscriber.get(SubscriberId(subscriber)))
    products = sorted(shared.catalog.products.values(), key=lambda product: product.name)
    made = (_offers(shared, product, day or ctx.today, with_vat=with_vat) for product in products if product.active)
    return tuple(each for each in made if each.plans)


def choices(ctx: Session, *, subscription: int) -> Choices:
    """What a subscription can become. Raises DomainError for one that does not run today."""
    with ctx.reading() as look:
        life = look.subscription.get(SubscriptionId(subscription))
        shared = common(look, today=ctx.today)
        with_vat = sees_vat(look.subscriber.get(SubscriberId(life.payer)))
    usual = {
        plan.code: usual_timing(life, catalog=shared.catalog, plan=plan.code, today=ctx.today)
        for plan in shared.catalog.plans_of(life.product)
    }
    base = terms_on(life.changes, day=ctx.today)[BASE]
    product = shared.catalog.products[life.product]
    book = _offers(shared, product, ctx.today, with_vat=with_vat, current=base.item, usual=usual)
    agreed = None if base.agreed is None else shown_price(shared, base, life.currency, with_vat=with_vat)
    return Choices(life, book, ctx.today, base.period_at(ctx.today).end, base.quantity, agreed)


def _offers(
    shared: Common,
    product: Product,
    day: date,
    *,
    with_vat: bool,
    current: str = "",
    usual: Mapping[str, Timing] | None = None,
) -> Offers:
    catalog, currency = shared.catalog, shared.rules.currency

    def amount(item: str) -> int | None:
        price = catalog.price_on(item=item, currency=currency, day=day)
        return None if price is None else seen(shared, item, _whole(price), currency, with_vat=with_vat)

    def by_quantity(item: str) -> bool:
        price = catalog.price_on(item=item, currency=currency, day=day)
        return price is not None and price.model is not PriceModel.FLAT

    plans = tuple(
        PlanOffer(
            plan.code,
            plan.name,
            plan.detail,
            plan.interval,
            amount(plan.code),
            plan.included,
            (usual or {}).get(plan.code),
            plan.code == current,
            by_quantity(plan.code),
        )
        for plan in catalog.plans_of(product.code)
        if plan.active or plan.code == current
    )
    add_ons = tuple(
        AddOnOffer(a.code, a.name, a.detail, a.interval, amount(a.code), a.allowed_on, by_quantity(a.code))
        for a in sorted(catalog.add_ons.values(), key=lambda add_on: add_on.name)
        if a.product == product.code and a.active
    )
    return Offers(product, plans, add_ons, currency, with_vat)


def _whole(price: Price) -> Terms:
    return Terms(
        price=price.id,
        agreed=False,
        unit_amount=price.amount,
        whole_amount=amount_for(price, 1),
        scale=price.scale,
        includes_vat=price.includes_vat,
    )


def shown_price(shared: Common, segment: Segment, currency: str, *, with_vat: bool) -> int | None:
    """What one whole period of a segment costs, in minor units; None where it has no price."""
    try:
        terms = terms_of(segment, currency, shared.book)
    except DomainError:
        return None
    return seen(shared, segment.item, terms, currency, with_vat=with_vat)


def counts(shared: Common, segment: Segment, currency: str) -> bool:
    """Whether the quantity of a segment changes what it costs."""
    try:
        return segment.agreed is None and shared.book.price(segment, currency).model is not PriceModel.FLAT
    except DomainError:
        return False


def seen(shared: Common, item: str, terms: Terms, currency: str, *, with_vat: bool) -> int:
    """An amount as priced, with VAT or without, at the rate of the day."""
    numerator, denominator = scaled(terms.whole_amount, terms.scale, exponent(currency))
    amount = times(numerator, 1, denominator)
    rate = shared.vat_of(item)[1]
    if terms.includes_vat == with_vat:
        return amount
    return amount + tax_of_net(amount, rate) if with_vat else amount - tax_of_gross(amount, rate)
