"""What may be done to a subscription: sell, change plan, add-ons and quantity, cancel, take back, undo.

Every verb has a `Plan` of what it does, from the same pure half: `preview` shows it, `carry_out` does it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.billing import LineAfter, LineState, Question, next_issue_day
from desktop.domain.catalog import Catalog
from desktop.domain.errors import DomainError
from desktop.domain.ids import CommandId, SubscriberId, SubscriptionId
from desktop.domain.subscriber import Subscriber
from desktop.domain.subscription import (
    BASE,
    Effect,
    Origin,
    Subscription,
    Timing,
    Wish,
    add_add_on,
    annul,
    cancel,
    change_plan,
    change_quantity,
    remove_add_on,
    start,
    take_back,
)
from desktop.domain.text import N_
from desktop.services.billing import Common, common
from desktop.services.changes import Changed
from desktop.services.context import Session
from desktop.services.outlook import Preview, preview_of
from desktop.store.work import Reading, Work

Move = Callable[[Subscription, Catalog, date], Effect]
"""A wish that the domain turns into changes, given the subscription, the catalog and today."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command changed, which it was (to undo it by), and the subscription it was for."""

    changed: Changed
    command: CommandId
    subscription: SubscriptionId


_TOUCHED = Changed.SUBSCRIPTION | Changed.RENEWAL


def to_plan(plan: str, *, timing: Timing | date | None = None, keep_agreed: bool = False, reason: str = "") -> Move:
    """Another plan; at its usual time if none is given."""
    return lambda subscription, catalog, today: change_plan(
        subscription,
        catalog=catalog,
        plan=plan,
        today=today,
        timing=timing,
        keep_agreed=keep_agreed,
        reason=reason,
    )


def with_add_on(code: str, *, quantity: int = 1, on: date | None = None) -> Move:
    """One more add-on, from today or a day."""
    return lambda subscription, catalog, today: add_add_on(
        subscription, catalog=catalog, code=code, today=today, quantity=quantity, on=on
    )


def without_add_on(slot: str, *, timing: Timing | date = Timing.PERIOD_END, reason: str = "") -> Move:
    """One add-on fewer."""
    return lambda subscription, _, today: remove_add_on(
        subscription, slot=slot, today=today, timing=timing, reason=reason
    )


def with_quantity(quantity: int, *, slot: str = BASE, timing: Timing | date | None = None) -> Move:
    """Another quantity of a line."""
    return lambda subscription, _, today: change_quantity(
        subscription, slot=slot, quantity=quantity, today=today, timing=timing
    )


def ended(last_day: date, *, origin: Origin = Origin.SUBSCRIBER, reason: str = "") -> Move:
    """No longer after the last day."""
    return lambda subscription, _, today: cancel(
        subscription, today=today, last_day=last_day, origin=origin, reason=reason
    )


def without_change(sequence: int) -> Move:
    """A pending change taken back."""
    return lambda subscription, _, today: take_back(subscription, sequence=sequence, today=today)


def together(*moves: Move) -> Move:
    """Several wishes as one, each on top of the one before: another plan and an add-on in the same breath."""

    def move(subscription: Subscription, catalog: Catalog, today: date) -> Effect:
        effects: list[Effect] = []
        life = subscription
        for each in moves:
            effects.append(each(life, catalog, today))
            life = _after(life, effects[-1])
        return Effect(
            min(effect.effective for effect in effects),
            tuple(change for effect in effects for change in effect.changes),
            tuple(slot for effect in effects for slot in effect.stopped),
            tuple(slot for effect in effects for slot in effect.included),
            tuple(change for effect in effects for change in effect.replaced),
            any(effect.ends_agreed for effect in effects),
        )

    return move


def _after(subscription: Subscription, effect: Effect) -> Subscription:
    return replace(subscription, changes=(*subscription.changes, *effect.changes))


def get(ctx: Session, *, subscription: int) -> Subscription:
    """A subscription with all its changes. Raises DomainError when there is none."""
    with ctx.reading() as look:
        return look.subscription.get(SubscriptionId(subscription))


def of_subscriber(ctx: Session, *, subscriber: int) -> list[Subscription]:
    """What a subscriber receives, oldest first."""
    with ctx.reading() as look:
        return look.subscription.of_subscriber(subscriber)


def preview(ctx: Session, *, subscription: int, move: Move) -> Preview:
    """What a wish will do: the lines it makes, the next invoices before and after. Nothing is written."""
    with ctx.reading() as look:
        life = look.subscription.get(SubscriptionId(subscription))
        shared = common(look, today=ctx.today)
        effect = move(life, shared.catalog, ctx.today)
        return preview_of(look, life, effect, shared)


def carry_out(ctx: Session, *, subscription: int, move: Move, name: str = "subscription.changed") -> Outcome:
    """Does what the preview showed: appends the changes. Refuses what the domain refuses; nothing is half done."""
    with ctx.command(name, subscription=subscription) as work:
        life = work.subscription.get(SubscriptionId(subscription))
        shared = common(work, today=ctx.today)
        effect = move(life, shared.catalog, ctx.today)
        _append(work, ctx, life, effect, shared)
        return Outcome(_TOUCHED, work.command.id, life.id)


def _append(work: Work, ctx: Session, life: Subscription, effect: Effect, shared: Common) -> None:
    work.subscription.append(life, effect.changes, command_id=work.command.id, at=ctx.now, today=ctx.today)
    refresh(work, life.payer, shared)
    work.outbox.add(
        subject="subscription",
        subject_id=life.id,
        body={"changes": [change.kind.value for change in effect.changes]},
        from_day=effect.effective,
        command_id=work.command.id,
    )


def refresh(work: Work, payer: int, shared: Common, *, last: int | None = None) -> None:
    """When each line of a payer, or of all payers up to `last`, is next due, by the planner.

    Where a line is settled to stays as it is: the next run looks at all that a change has disturbed.
    """
    high = payer if last is None else last
    question = shared.question(shared.today)
    notice = shared.rules.notice_days
    caches = [
        LineAfter(line.line, line.clean_from, _due(line, question, state.currency))
        for state in work.billing.payers(day=shared.today, usual_notice=notice, low=payer, high=high)
        for line in state.lines
    ]
    work.billing.settle((each, None) for each in caches)


def _due(line: LineState, question: Question, currency: str) -> date | None:
    """The next day of issue; a line whose price is missing is due at once, so that the run can say why it is not."""
    try:
        return next_issue_day(line, question, currency).next_issue_day
    except DomainError:
        return question.today


def sell(
    ctx: Session,
    *,
    subscriber: int,
    wish: Wish,
    payer: int | None = None,
    preferences: Mapping[str, str] | None = None,
) -> Outcome:
    """A new subscription. Refuses an add-on its plan forbids, a missing price, and a start too far ahead."""
    with ctx.command("subscription.sold", subscriber=subscriber, plan=wish.plan, start=wish.start) as work:
        made = _sell(work, ctx, subscriber=subscriber, wish=wish, payer=payer, preferences=preferences or {})
        return Outcome(_TOUCHED | Changed.SUBSCRIBER, work.command.id, made)


def _sell(
    work: Work, ctx: Session, *, subscriber: int, wish: Wish, payer: int | None, preferences: Mapping[str, str]
) -> SubscriptionId:
    shared = common(work, today=ctx.today)
    owner = work.subscriber.get(SubscriberId(subscriber))
    made = work.subscription.add(
        new_subscription(work, shared, owner=owner, wish=wish, payer=payer, preferences=preferences),
        command_id=work.command.id,
        at=ctx.now,
        today=ctx.today,
    )
    refresh(work, payer or owner.id, shared)
    work.outbox.add(
        subject="subscription",
        subject_id=made,
        body={"changes": ["started"]},
        from_day=wish.start,
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
) -> Subscription:
    """The subscription that a sale makes, with the answers that its product has as defaults."""
    currency = shared.rules.currency
    product = shared.catalog.products[shared.catalog.plan(wish.plan).product]
    effect = start(wish, catalog=shared.catalog, currency=currency)
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


def preview_sale(ctx: Session, *, subscriber: int, wish: Wish) -> Preview:
    """What a sale will bill: the first lines and the next invoices. Nothing is written."""
    with ctx.reading() as look:
        shared = common(look, today=ctx.today)
        owner = look.subscriber.get(SubscriberId(subscriber))
        life = new_subscription(look, shared, owner=owner, wish=wish)
        effect = Effect(wish.start, life.changes)
        return preview_of(look, replace(life, changes=()), effect, shared)


def change_preferences(ctx: Session, *, subscription: Subscription, preferences: Mapping[str, str]) -> Changed:
    """Other answers to what the product asks."""
    with ctx.command("subscription.preferences_changed", subscription=subscription.id) as work:
        work.subscription.change_preferences(subscription, preferences)
    return Changed.SUBSCRIPTION


def undo(ctx: Session, *, command: CommandId) -> Outcome:
    """Takes back a whole command, exactly: offered while nothing final came of it and nothing was built on it."""
    with ctx.command("subscription.undone", command=command) as work:
        made = work.subscription.of_command(command)
        if not made:
            raise DomainError(N_("This cannot be undone: it changed no subscription."))
        shared = common(work, today=ctx.today)
        for number, sequences in made.items():
            life = work.subscription.get(number)
            _refuse_undo(work, life, sequences)
            effect = annul(life, sequences=sequences, today=ctx.today)
            _append(work, ctx, life, effect, shared)
        return Outcome(_TOUCHED, work.command.id, next(iter(made)))


def _refuse_undo(look: Reading, life: Subscription, sequences: list[int]) -> None:
    if life.next_sequence - 1 not in sequences:
        raise DomainError(N_("This cannot be undone: the subscription was changed again since. Undo that first."))
    if look.invoice.bills_changes(life.id, sequences):
        raise DomainError(N_("This cannot be undone: it has been invoiced. Make a credit note instead."))
