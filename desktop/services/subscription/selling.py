"""Selling: one plan, or an offer of several steps sold as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.domain.ids import SubscriberId, SubscriptionId
from desktop.domain.subscriber import Subscriber
from desktop.domain.subscription import Effect, Step, Subscription, Wish, sell_chain, start
from desktop.services.billing import Common, common
from desktop.services.changes import Changed
from desktop.services.context import Session
from desktop.services.outlook import Preview, preview_of
from desktop.services.subscription.doing import TOUCHED, Outcome, refresh
from desktop.store.work import Reading, Work


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps of an offer, in order; with `ends` the subscription stops after the last."""

    steps: Sequence[Step]
    ends: bool = False


def sell(
    ctx: Session,
    *,
    subscriber: int,
    wish: Wish,
    payer: int | None = None,
    preferences: Mapping[str, str] | None = None,
    chain: Chain | None = None,
) -> Outcome:
    """A new subscription. Refuses an add-on its plan forbids, a missing price, and a chain that is not whole."""
    with ctx.command("subscription.sold", subscriber=subscriber, plan=wish.plan, start=wish.start) as work:
        shared = common(work, today=ctx.today)
        owner = work.subscriber.get(SubscriberId(subscriber))
        life = new_subscription(work, shared, owner=owner, wish=wish, payer=payer, preferences=preferences, chain=chain)
        made = _add(work, ctx, life, shared)
        return Outcome(TOUCHED | Changed.SUBSCRIBER, work.command.id, made)


def _add(work: Work, ctx: Session, life: Subscription, shared: Common) -> SubscriptionId:
    made = work.subscription.add(life, command_id=work.command.id, at=ctx.now, today=ctx.today)
    refresh(work, life.payer, shared)
    work.outbox.add(
        subject="subscription",
        subject_id=made,
        body={"changes": ["started"]},
        from_day=life.changes[0].effective,
        command_id=work.command.id,
    )
    return made


def new_subscription(
    look: Reading,
    shared: Common,
    *,
    owner: Subscriber,
    wish: Wish,
    payer: int | None = None,
    preferences: Mapping[str, str] | None = None,
    chain: Chain | None = None,
) -> Subscription:
    """The subscription that a sale makes, with the answers that its product has as defaults."""
    currency = shared.rules.currency
    product = shared.catalog.products[shared.catalog.plan(wish.plan).product]
    effect = _effect(wish, chain, shared)
    before = len(look.subscription.of_subscriber(owner.id))
    return Subscription(
        number=f"S-{owner.number}-{before + 1}",
        subscriber=owner.id,
        payer=payer or owner.id,
        product=product.code,
        currency=currency,
        changes=effect.changes,
        preferences={field.key: field.default for field in product.preferences} | dict(preferences or {}),
    )


def _effect(wish: Wish, chain: Chain | None, shared: Common) -> Effect:
    catalog, currency, rules = shared.catalog, shared.rules.currency, shared.rules
    if chain is None:
        return start(wish, catalog=catalog, currency=currency, rules=rules)
    return sell_chain(wish, chain.steps, catalog=catalog, currency=currency, ends=chain.ends, rules=rules)


def preview_sale(ctx: Session, *, subscriber: int, wish: Wish, chain: Chain | None = None) -> Preview:
    """What a sale will bill: the first lines and the next invoices. Nothing is written."""
    with ctx.reading() as look:
        shared = common(look, today=ctx.today)
        owner = look.subscriber.get(SubscriberId(subscriber))
        life = new_subscription(look, shared, owner=owner, wish=wish, chain=chain)
        effect = Effect(wish.start, life.changes)
        return preview_of(look, replace(life, changes=()), effect, shared)


def change_preferences(ctx: Session, *, subscription: Subscription, preferences: Mapping[str, str]) -> Changed:
    """Other answers to what the product asks."""
    with ctx.command("subscription.preferences_changed", subscription=subscription.id) as work:
        work.subscription.change_preferences(subscription, preferences)
    return Changed.SUBSCRIPTION
