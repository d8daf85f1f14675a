"""Adds what an import found new, by the thousand and in one transaction."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.domain.billing import LineAfter
from desktop.domain.catalog import Catalog
from desktop.domain.ids import SubscriberId
from desktop.domain.subscription import Subscription, start
from desktop.domain.transfer import ImportedSubscriber
from desktop.jobs import Progress
from desktop.services import subscription as subscriptions
from desktop.services.billing import Common, common
from desktop.services.context import Session
from desktop.store.work import Work

AT_ONCE = 500


def add_catalog(work: Work, new: Catalog) -> None:
    """Products first, then plans, then add-ons, which name them; last what plans include."""
    for product in new.products.values():
        work.catalog.add_product(product)
    for plan in new.plans.values():
        work.catalog.add_plan(replace(plan, included={}))
    for add_on in new.add_ons.values():
        work.catalog.add_add_on(add_on)
    for plan in new.plans.values():
        if plan.included:
            work.catalog.change_plan(plan)
    for price in new.prices.values():
        work.catalog.add_price(price, command_id=work.command.id)


def add_people(work: Work, ctx: Session, people: Sequence[ImportedSubscriber], progress: Progress) -> None:
    """Subscribers with their contacts and subscriptions, and when each is next due."""
    shared = common(work, today=ctx.today)
    for first in range(0, len(people), AT_ONCE):
        progress.step(first, len(people))
        _add_some(work, ctx, people[first : first + AT_ONCE], shared)
    progress.step(len(people), len(people))


def _add_some(work: Work, ctx: Session, people: Sequence[ImportedSubscriber], shared: Common) -> None:
    owners = work.subscriber.add_many([(each.subscriber, [each.contact]) for each in people])
    lives = [_life(each, owner, shared) for each, owner in zip(people, owners, strict=True)]
    made = work.subscription.add_many(lives, command_id=work.command.id, at=ctx.now, today=ctx.today)
    _settle(work, owners, shared)
    for number, each in zip(made, people, strict=True):
        work.outbox.add(
            subject="subscription",
            subject_id=number,
            body={"changes": ["started"]},
            from_day=each.wish.start,
            command_id=work.command.id,
        )


def _life(each: ImportedSubscriber, owner: SubscriberId, shared: Common) -> Subscription:
    currency = shared.rules.currency
    asked = shared.catalog.products[each.product].preferences
    return Subscription(
        number=f"S-{each.subscriber.number}-1",
        subscriber=owner,
        payer=owner,
        product=each.product,
        currency=currency,
        changes=start(each.wish, catalog=shared.catalog, currency=currency).changes,
        preferences={field.key: field.default for field in asked} | dict(each.preferences),
    )


def _settle(work: Work, owners: Sequence[SubscriberId], shared: Common) -> None:
    """The next day of issue of every new line; the owners' ids follow each other, so one look reads them all."""
    question = shared.question(shared.today)
    caches = [
        LineAfter(line.line, line.clean_from, subscriptions.due_day(line, question, state.currency))
        for state in work.billing.payers(
            day=shared.today, usual_notice=shared.rules.notice_days, low=owners[0], high=owners[-1]
        )
        for line in state.lines
    ]
    work.billing.settle((each, None) for each in caches)
