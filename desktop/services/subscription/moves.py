"""The wishes there are for a running subscription, each as a move: shown by `preview`, done by `carry_out`."""

from dataclasses import replace
from datetime import date

from desktop.domain.errors import DomainError
from desktop.domain.subscription import (
    BASE,
    Change,
    ChangeKind,
    Effect,
    Gap,
    Origin,
    Pause,
    Subscription,
    Timing,
    Unused,
    add_add_on,
    annul,
    cancel,
    change_payer,
    change_plan,
    change_quantity,
    commit,
    end_trial,
    move_billing_day,
    pause,
    reactivate,
    remove_add_on,
    resume,
    start_day,
    take_back,
    unused_answer,
    withdraw,
)
from desktop.domain.subscription.agreeing import agree_price
from desktop.domain.text import N_
from desktop.services.subscription.doing import Ground, Move, first_payer


def to_plan(plan: str, *, timing: Timing | date | None = None, keep_agreed: bool = False, reason: str = "") -> Move:
    """Another plan; at its usual time if none is given."""
    return lambda subscription, ground: change_plan(
        subscription,
        catalog=ground.catalog,
        plan=plan,
        today=ground.today,
        timing=timing,
        keep_agreed=keep_agreed,
        reason=reason,
        rules=ground.rules,
    )


def with_add_on(code: str, *, quantity: int = 1, on: date | None = None) -> Move:
    """One more add-on, from today or a day."""
    return lambda subscription, ground: add_add_on(
        subscription, catalog=ground.catalog, code=code, today=ground.today, quantity=quantity, on=on
    )


def without_add_on(slot: str, *, timing: Timing | date = Timing.PERIOD_END, reason: str = "") -> Move:
    """One add-on fewer."""
    return lambda subscription, ground: remove_add_on(
        subscription, slot=slot, today=ground.today, timing=timing, reason=reason
    )


def with_quantity(quantity: int, *, slot: str = BASE, timing: Timing | date | None = None, reason: str = "") -> Move:
    """Another quantity of a line: up now, down when the period is over, if nothing else is said."""
    return lambda subscription, ground: change_quantity(
        subscription, slot=slot, quantity=quantity, today=ground.today, timing=timing, reason=reason
    )


def with_agreed_price(amount: int, *, includes_vat: bool, on: date | None = None, until: date | None = None) -> Move:
    """One price for all that is there, in minor units a period: from a day, up to (without) another or for good."""
    return lambda subscription, ground: agree_price(
        subscription,
        catalog=ground.catalog,
        amount=amount,
        includes_vat=includes_vat,
        on=on or ground.today,
        until=until,
    )


def paused(answers: Pause, *, from_day: date, to_day: date | None = None, reason: str = "") -> Move:
    """A pause of [from_day, to_day), or until it is resumed."""
    return lambda subscription, ground: pause(
        subscription,
        answers=answers,
        from_day=from_day,
        to_day=to_day,
        billed_through=ground.billed_through,
        reason=reason,
    )


def resumed(on: date, *, reason: str = "") -> Move:
    """Service again from a day on."""
    return lambda subscription, ground: resume(subscription, on=on, billed_through=ground.billed_through, reason=reason)


def with_trial_until(paid_from: date, *, reason: str = "") -> Move:
    """A trial extended, or ended at once: the first paid day."""
    return lambda subscription, ground: end_trial(
        subscription, paid_from=paid_from, today=ground.today, rules=ground.rules, reason=reason
    )


def with_billing_day(day: int, *, on: date | None = None, reason: str = "") -> Move:
    """Another day of the month (1 to 31) that periods begin on, behind what is billed already."""
    return lambda subscription, ground: move_billing_day(
        subscription,
        billing_day=day,
        today=ground.today,
        on=on,
        billed_through=ground.billed_through,
        rules=ground.rules,
        reason=reason,
    )


def with_payer(payer: int, *, on: date | None = None) -> Move:
    """Somebody else pays, by subscriber id, for the documents issued from a day on."""

    def move(subscription: Subscription, ground: Ground) -> Effect:
        effect = change_payer(subscription, payer=payer, today=ground.today, on=on)
        if payer == subscription.payer and effect.effective <= ground.today:
            raise DomainError(N_("Whoever you chose pays already. Choose somebody else."))
        if first_payer(subscription) is not None:
            return effect
        # The file keeps only who pays today: the first change of payer writes down who paid before it.
        begins = start_day(subscription.changes) or effect.effective
        noted = Change(subscription.next_sequence, begins, ChangeKind.PAYER_CHANGED, payer=subscription.payer)
        named = [replace(change, sequence=change.sequence + 1) for change in effect.changes]
        return replace(effect, changes=(noted, *named))

    return move


def committed(months: int, *, notice_days: int = 0, ends_with_term: bool = False) -> Move:
    """A new commitment from today: its months, its notice, and whether it renews or ends."""
    return lambda subscription, ground: commit(
        subscription, months=months, today=ground.today, notice_days=notice_days, ends_with_term=ends_with_term
    )


def ended(
    last_day: date,
    *,
    origin: Origin = Origin.SUBSCRIBER,
    reason: str = "",
    unused: Unused | None = None,
    last_access: date | None = None,
    last_delivery: date | None = None,
) -> Move:
    """No longer after the last billed day; access and deliveries end then, or on days of their own.

    What becomes of `unused` money is as the company has decided for the origin, if nothing else is said.
    """
    return lambda subscription, ground: cancel(
        subscription,
        today=ground.today,
        last_day=last_day,
        origin=origin,
        reason=reason,
        unused=unused or unused_answer(origin, paid=True, rules=ground.rules),
        last_access=last_access,
        last_delivery=last_delivery,
    )


def withdrawn(*, used_on_request: bool, reason: str = "") -> Move:
    """A consumer's withdrawal from the sale: all is credited, but the days used where service began on request."""

    def move(subscription: Subscription, ground: Ground) -> Effect:
        if not ground.is_consumer:
            raise DomainError(N_("The right of withdrawal is for consumers. Cancel the subscription instead."))
        return withdraw(
            subscription,
            purchased_on=ground.sold_on,
            today=ground.today,
            used_on_request=used_on_request,
            reason=reason,
        )

    return move


def restarted(*, on: date | None = None, gap: Gap = Gap.NOT_DELIVERED, reason: str = "") -> Move:
    """The same subscription again; soon after a stop for non-payment at the terms it had."""
    return lambda subscription, ground: reactivate(
        subscription, catalog=ground.catalog, today=ground.today, on=on, gap=gap, rules=ground.rules, reason=reason
    )


def without_change(sequence: int) -> Move:
    """A pending change taken back."""
    return lambda subscription, ground: take_back(subscription, sequence=sequence, today=ground.today)


def without_changes(*sequences: int) -> Move:
    """Changes made undone: what they billed is credited by the planner, and what they replaced holds again."""
    return lambda subscription, ground: annul(subscription, sequences=sequences, today=ground.today)
