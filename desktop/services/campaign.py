"""Price campaigns: new prices for those who have old ones, each from the first renewal that may take them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from desktop.domain.catalog import Catalog, Price, PriceModel, amount_for
from desktop.domain.errors import DomainError
from desktop.domain.ids import CommandId, PriceId, SubscriberId, SubscriptionId
from desktop.domain.money import exponent, scaled, times
from desktop.domain.period import ONE_DAY
from desktop.domain.subscription import (
    CampaignRow,
    ChangeKind,
    PriceCampaign,
    Subscription,
    annul,
    campaign_rows,
    in_force,
    move_prices,
    raised,
    terms_on,
)
from desktop.domain.text import N_
from desktop.services.billing import Common, common
from desktop.services.changes import Changed
from desktop.services.context import Session
from desktop.services.subscription.doing import append, refresh
from desktop.store.work import Reading

NAME = "catalog.prices_moved"
_NEW = PriceId(-1)
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Campaign:
    """What a campaign does to a plan or an add-on: a new amount, or a percentage on the list price.

    `amount` is in minor units, with VAT where the list price has it; `percent` is in basis points, rounded to whole
    `step` of the list price's units. `first_day` is the earliest renewal that gets it; `excluded`, numbers of
    subscriptions.
    """

    item: str
    first_day: date
    amount: int | None = None
    percent: int | None = None
    step: int = _WHOLE
    notice_days: int = 30
    excluded: frozenset[str] = frozenset()


class Moved(NamedTuple):
    """What a campaign does to one subscription: what a period costs before and after, in minor units as priced."""

    subscription: SubscriptionId
    number: str
    subscriber: SubscriberId
    name: str
    before: int
    after: int
    first_day: date
    letter_by: date


@dataclass(frozen=True, slots=True)
class Shown:
    """A campaign before it is begun: the new price row, and everyone it moves, the earliest first."""

    price: Price
    rows: tuple[Moved, ...]
    currency: str


class Begun(NamedTuple):
    """A campaign that was begun: how many subscriptions it moved, and how many of those moves still stand."""

    command: CommandId
    at: datetime
    item: str
    first_day: date
    moved: int
    standing: int


def preview(ctx: Session, *, campaign: Campaign) -> Shown:
    """Everyone a campaign moves. Refuses a first day that the notice does not reach, and tiers without an amount."""
    with ctx.reading() as look:
        return _shown(look, campaign, common(look, today=ctx.today))


def _shown(look: Reading, campaign: Campaign, shared: Common) -> Shown:
    price = _price(shared.catalog, campaign, shared)
    rule = _rule(campaign, _NEW if not price.id else price.id)
    rows = []
    for life, found in _moves(look, campaign, rule, shared.today):
        owner = look.subscriber.get(SubscriberId(life.subscriber))
        for row in found:
            before, after = _amounts(life, row, price, shared)
            rows.append(Moved(life.id, life.number, owner.id, owner.name, before, after, row.first_day, row.letter_by))
    return Shown(price, tuple(sorted(rows, key=lambda row: (row.first_day, row.number))), shared.rules.currency)


def begin(ctx: Session, *, campaign: Campaign) -> tuple[CommandId, int, Changed]:
    """Does what the preview showed: a new price row, and a planned change for each subscription; gives how many."""
    facts = {"item": campaign.item, "first_day": campaign.first_day, "notice_days": campaign.notice_days}
    with ctx.command(NAME, **facts) as work:
        shared = common(work, today=ctx.today)
        price = _price(shared.catalog, campaign, shared)
        number = price.id or work.catalog.add_price(price, command_id=work.command.id)
        shared = common(work, today=ctx.today)
        rule, payers = _rule(campaign, number), list[int]()
        for life, _ in _moves(work, campaign, rule, ctx.today):
            append(work, ctx, life, move_prices(life, rule, today=ctx.today), shared, look_again=False)
            payers.append(life.payer)
        if not payers:
            raise DomainError(N_("Nobody has an older price. Add the price in the catalog, for new sales."))
        refresh(work, min(payers), shared, last=max(payers))
        return work.command.id, len(payers), Changed.CATALOG | Changed.SUBSCRIPTION | Changed.RENEWAL


def withdraw(ctx: Session, *, command: CommandId) -> tuple[int, Changed]:
    """Takes a campaign back for those who have not been billed by it; gives how many keep their old price."""
    with ctx.command("catalog.prices_kept", command=command) as work:
        shared, payers = common(work, today=ctx.today), list[int]()
        for life, standing in _standing(work, command):
            if not work.invoice.bills_changes(life.id, standing):
                append(work, ctx, life, annul(life, sequences=standing, today=ctx.today), shared, look_again=False)
                payers.append(life.payer)
        if not payers:
            raise DomainError(N_("Everyone has been invoiced at the new price already. Begin a new price change."))
        refresh(work, min(payers), shared, last=max(payers))
        return len(payers), Changed.SUBSCRIPTION | Changed.RENEWAL


def begun(ctx: Session) -> tuple[Begun, ...]:
    """The campaigns there have been, the newest first."""
    with ctx.reading() as look:
        return tuple(
            Begun(
                command.id,
                command.at,
                str(command.parameters["item"]),
                date.fromisoformat(str(command.parameters["first_day"])),
                len(look.subscription.of_command(command.id)),
                len(_standing(look, command.id)),
            )
            for command in look.audit.commands(name=NAME)
        )


def _standing(look: Reading, command: CommandId) -> list[tuple[Subscription, list[int]]]:
    """The subscriptions where the campaign's changes still have their force, with the sequences of those."""
    made = look.subscription.of_command(command)
    found = []
    for life in look.subscription.get_many(sorted(made)).values():
        force = {c.sequence for c in in_force(life.changes) if c.kind is ChangeKind.PRICE_CHANGED}
        if standing := [sequence for sequence in made[life.id] if sequence in force]:
            found.append((life, standing))
    return found


def _rule(campaign: Campaign, price: PriceId) -> PriceCampaign:
    return PriceCampaign({campaign.item: price}, campaign.first_day, campaign.notice_days, campaign.excluded)


def _moves(
    look: Reading, campaign: Campaign, rule: PriceCampaign, today: date
) -> list[tuple[Subscription, list[CampaignRow]]]:
    ids = look.subscription.with_item(campaign.item, after=max(campaign.first_day, today))
    lives = look.subscription.get_many(ids).values()
    found = [(life, campaign_rows(life, rule, today=today)) for life in lives]
    return [(life, rows) for life, rows in found if rows]


def _price(catalog: Catalog, campaign: Campaign, shared: Common) -> Price:
    """The price row of the campaign: one that is there already, or a new one without an id."""
    earliest = shared.today + timedelta(days=campaign.notice_days)
    if campaign.first_day < earliest:
        raise DomainError(
            N_("With {days} days of notice the new price can hold from {day} at the earliest."),
            days=campaign.notice_days,
            day=earliest,
        )
    currency = shared.rules.currency
    listed = catalog.price_for_sale(item=campaign.item, currency=currency, day=campaign.first_day)
    amount, scale = _new_amount(listed, campaign, exponent(currency))
    if listed.valid_from == campaign.first_day:
        if (amount, scale) != (listed.amount, listed.scale):
            raise DomainError(
                N_("{item} has a price from {day} already. Choose another day."),
                item=catalog.item(campaign.item).name,
                day=campaign.first_day,
            )
        return listed
    return replace(listed, id=PriceId(0), amount=amount, scale=scale, valid_from=campaign.first_day)


def _new_amount(listed: Price, campaign: Campaign, places: int) -> tuple[int, int]:
    """The amount and its scale."""
    if listed.model not in (PriceModel.FLAT, PriceModel.PER_UNIT, PriceModel.PACKAGE):
        raise DomainError(
            N_("A price with tiers cannot be changed so. Add the price with its new tiers in the catalog.")
        )
    if campaign.amount is None:
        step, percent = campaign.step, campaign.percent or 0
        return raised(listed.amount, percent_basis_points=percent, step=step), listed.scale
    if campaign.amount < 0:
        raise DomainError(N_("A price cannot be below zero."))
    return campaign.amount, places


def _amounts(life: Subscription, row: CampaignRow, price: Price, shared: Common) -> tuple[int, int]:
    """What a period costs the day before, and from the first day on."""
    part = terms_on(life.changes, day=row.first_day - ONE_DAY).get(row.slot)
    part = part or terms_on(life.changes, day=row.first_day)[row.slot]
    old = shared.book.price(part, life.currency)
    return _minor(old, part.quantity, life.currency), _minor(price, part.quantity, life.currency)


def _minor(price: Price, quantity: int, currency: str) -> int:
    numerator, denominator = scaled(amount_for(price, quantity), price.scale, exponent(currency))
    return times(numerator, 1, denominator)
