"""Plan, show, do: a move is shown by `preview` and done by `carry_out`, from the same pure half."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from desktop.domain.billing import CHARGE, LineAfter, LineState, Question, next_issue_day
from desktop.domain.catalog import Catalog
from desktop.domain.errors import DomainError
from desktop.domain.ids import CommandId, SubscriberId, SubscriptionId
from desktop.domain.period import ONE_DAY, local_day
from desktop.domain.settings import BillingRules
from desktop.domain.subscriber import SubscriberKind
from desktop.domain.subscription import BASE, ChangeKind, Effect, Subscription, payer_on, status_on
from desktop.services.billing import Common, common
from desktop.services.changes import Changed
from desktop.services.context import Session
from desktop.services.outlook import Preview, preview_of
from desktop.store.work import Reading, Work


@dataclass(frozen=True, slots=True)
class Ground:
    """What a wish stands on: the day, what is for sale, the rules, and what the subscription has behind it.

    `billed_through` is the first day of the base line that nobody is billed for, None before the first bill;
    `sold_on`, the day of the sale; `is_consumer`, whether a person bought it.
    """

    today: date
    catalog: Catalog
    rules: BillingRules
    billed_through: date | None
    sold_on: date
    is_consumer: bool


Move = Callable[[Subscription, Ground], Effect]
"""A wish that the domain turns into changes."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command changed, which it was (to undo it by), and the subscription it was for."""

    changed: Changed
    command: CommandId
    subscription: SubscriptionId


TOUCHED = Changed.SUBSCRIPTION | Changed.RENEWAL


def together(*moves: Move) -> Move:
    """Several wishes as one, each on top of the one before: another plan and an add-on in the same breath."""

    def move(subscription: Subscription, ground: Ground) -> Effect:
        effects: list[Effect] = []
        life = subscription
        for each in moves:
            effects.append(each(life, ground))
            life = replace(life, changes=(*life.changes, *effects[-1].changes))
        return Effect(
            min(effect.effective for effect in effects),
            tuple(change for effect in effects for change in effect.changes),
            tuple(slot for effect in effects for slot in effect.stopped),
            tuple(slot for effect in effects for slot in effect.included),
            tuple(change for effect in effects for change in effect.replaced),
            any(effect.ends_agreed for effect in effects),
        )

    return move


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
        effect = move(life, ground_of(look, life, shared, ctx))
        return preview_of(look, life, effect, shared)


def carry_out(ctx: Session, *, subscription: int, move: Move, name: str = "subscription.changed") -> Outcome:
    """Does what the preview showed: appends the changes. Refuses what the domain refuses; nothing is half done."""
    with ctx.command(name, subscription=subscription) as work:
        life = work.subscription.get(SubscriptionId(subscription))
        shared = common(work, today=ctx.today)
        effect = move(life, ground_of(work, life, shared, ctx))
        append(work, ctx, life, effect, shared)
        return Outcome(TOUCHED, work.command.id, life.id)


def ground_of(look: Reading, life: Subscription, shared: Common, ctx: Session) -> Ground:
    """What a wish about the subscription stands on."""
    recorded = look.subscription.recorded(life.id)
    sold = recorded[0].at if recorded else ctx.now
    owner = look.subscriber.get(SubscriberId(life.subscriber))
    return Ground(
        shared.today,
        shared.catalog,
        shared.rules,
        _billed_through(look, life, shared),
        local_day(sold, ZoneInfo(ctx.company.zone)) if recorded else shared.today,
        owner.kind is SubscriberKind.PERSON,
    )


def _billed_through(look: Reading, life: Subscription, shared: Common) -> date | None:
    """The first day of the base line behind all that is billed and not credited, here or by another system."""
    states = look.billing.payer(life.payer, day=shared.today, usual_notice=shared.rules.notice_days, since=date.min)
    lines = [line for state in states for line in state.lines if (line.subscription, line.slot) == (life.id, BASE)]
    ends = [end for line in lines for end in _billed_ends(line)]
    return max(ends, default=None)


def _billed_ends(line: LineState) -> Iterable[date]:
    for row in line.billed:
        if row.kind != CHARGE:
            continue
        end = row.to_day
        for back in sorted((each for each in line.billed if each.credits == row.id), key=lambda each: each.to_day):
            end = back.from_day if back.to_day == row.to_day else end
        if end > row.from_day:
            yield end
    yield from (part.elsewhere_through + ONE_DAY for part in line.segments if part.elsewhere_through is not None)


def append(
    work: Work, ctx: Session, life: Subscription, effect: Effect, shared: Common, *, look_again: bool = True
) -> None:
    """Writes the changes of a wish, and what is derived of them: segments, who pays, when each line is next due.

    Without `look_again` the caller refreshes when the lines are due, for many at once.
    """
    known = first_payer(life)
    changed = work.subscription.append(life, effect.changes, command_id=work.command.id, at=ctx.now, today=ctx.today)
    payer = payer_on(changed.changes, day=ctx.today, first=first_payer(changed) or known or life.payer)
    if payer != changed.payer:
        work.subscription.change_payer(changed, payer=payer)
    if look_again:
        refresh(work, payer, shared)
    work.outbox.add(
        subject="subscription",
        subject_id=life.id,
        body={"changes": [change.kind.value for change in effect.changes]},
        from_day=effect.effective,
        command_id=work.command.id,
    )


def first_payer(life: Subscription) -> int | None:
    """Who paid before the payer was ever changed, as the first such command wrote down; None while it never was."""
    return next((change.payer for change in life.changes if change.kind is ChangeKind.PAYER_CHANGED), None)


def refresh(work: Work, payer: int, shared: Common, *, last: int | None = None) -> None:
    """When each line of a payer, or of all payers up to `last`, is next due, by the planner.

    Where a line is settled to stays as it is: the next run looks at all that a change has disturbed.
    """
    high = payer if last is None else last
    question = shared.question(shared.today)
    notice = shared.rules.notice_days
    caches = [
        LineAfter(line.line, line.clean_from, due_day(line, question, state.currency))
        for state in work.billing.payers(day=shared.today, usual_notice=notice, low=payer, high=high)
        for line in state.lines
    ]
    work.billing.settle((each, None) for each in caches)


def due_day(line: LineState, question: Question, currency: str) -> date | None:
    """The next day of issue; a line whose price is missing is due at once, so that the run can say why it is not."""
    try:
        return next_issue_day(line, question, currency).next_issue_day
    except DomainError:
        return question.today


def catch_up(ctx: Session) -> Changed:
    """What the passing of days has changed: pauses and trials that began or ended, payers whose day has come.

    Only caches are written, and only those that are behind; asked when a company file is opened.
    """
    with ctx.reading() as look:
        late = [life.id for life, status, payer in _ageing(look, ctx.today) if status or payer]
    if not late:
        return Changed.NOTHING
    with ctx.command("subscription.caught_up", day=ctx.today) as work:
        shared = common(work, today=ctx.today)
        for life, _, payer in list(_ageing(work, ctx.today)):
            if life.id in late:
                after = work.subscription.append(life, (), command_id=work.command.id, at=ctx.now, today=ctx.today)
                if payer:
                    work.subscription.change_payer(after, payer=payer)
                    refresh(work, payer, shared)
    return TOUCHED | Changed.SUBSCRIBER


def _ageing(look: Reading, today: date) -> Iterable[tuple[Subscription, bool, int]]:
    """Subscriptions that time alone may change, whether the status kept is behind, and the payer to be, 0 for none."""
    for life, kept in look.subscription.ageing(today=today):
        payer = payer_on(life.changes, day=today, first=first_payer(life) or life.payer)
        status = status_on(life.changes, day=today).value
        yield life, status != kept and {status, kept} & _DATED != set(), payer if payer != life.payer else 0


_DATED = {"trial", "paused"}
"""States that lists cannot tell from the first and the last day alone."""
