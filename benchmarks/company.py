"""Makes a company with many subscriptions, through the program's own store and planner, for measuring."""

import random
from datetime import UTC, date, datetime
from pathlib import Path

from desktop.domain.catalog import AddOn, Plan, Price, Product
from desktop.domain.ids import SubscriberId
from desktop.domain.period import Interval, Unit
from desktop.domain.settings import Seller
from desktop.domain.subscriber import Contact, ContactRole, Subscriber
from desktop.domain.subscription import Subscription, Wish, start
from desktop.services import catalog, settings
from desktop.services.billing import Common, common
from desktop.services.context import Session
from desktop.services.subscription import refresh

TODAY = date(2026, 12, 1)
ADD_ONS = ("backup", "sharing", "support")
AT_ONCE = 5_000


def make_company(path: Path, *, subscriptions: int, seed: int = 7) -> Session:
    """A company with so many monthly subscriptions of 1 to 4 lines, 2.5 in the mean, all due on TODAY."""
    moment = datetime(TODAY.year, TODAY.month, TODAY.day, 8, tzinfo=UTC)
    seller = Seller("Skylager AS", org_number="310450278", address1="Lagerveien 1", postcode="7010", city="Trondheim")
    ctx = settings.found(path, seller=seller, day=TODAY, clock=lambda: moment)
    _stock(ctx)
    draw = random.Random(seed)
    for first in range(0, subscriptions, AT_ONCE):
        _sell(ctx, draw, first, min(AT_ONCE, subscriptions - first))
    return ctx


def _stock(ctx: Session) -> None:
    catalog.add_product(ctx, product=Product("storage", "Skylager"))
    for rank, (code, amount) in enumerate((("basis", 9900), ("pluss", 19900), ("maks", 39900))):
        catalog.add_plan(ctx, plan=Plan(code, "storage", code.title(), rank, Interval(Unit.MONTH, 1), detail="1 TB"))
        catalog.add_price(ctx, price=Price(code, "NOK", amount, date(2024, 1, 1)))
    for code in ADD_ONS:
        catalog.add_add_on(ctx, add_on=AddOn(code, "storage", code.title(), frozenset({"basis", "pluss", "maks"})))
        catalog.add_price(ctx, price=Price(code, "NOK", 2900, date(2024, 1, 1)))


def _sell(ctx: Session, draw: random.Random, first: int, count: int) -> None:
    with ctx.command("bench.sold", first=first, count=count) as work:
        shared = common(work, today=ctx.today)
        people = [_person(first + i) for i in range(count)]
        owners = work.subscriber.add_many(people)
        lives = [_life(owner, first + i, draw, shared) for i, owner in enumerate(owners)]
        work.subscription.add_many(lives, command_id=work.command.id, at=ctx.now, today=ctx.today)
        refresh(work, owners[0], shared, last=owners[-1])


def _person(i: int) -> tuple[Subscriber, list[Contact]]:
    number, name = str(100_000 + i), f"Abonnent Nummer {i}"
    contact = Contact(
        ContactRole.PRIMARY,
        name,
        address1=f"Gata {i % 200}",
        postcode=f"{1000 + i % 8000}",
        city="Ås",
        email=f"a{i}@post.example",
        phone=f"4{i:07d}",
    )
    return Subscriber(number, name, since=TODAY), [contact]


def _life(owner: SubscriberId, i: int, draw: random.Random, shared: Common) -> Subscription:
    bought = draw.sample(ADD_ONS, i % 4)
    plan = draw.choice(("basis", "pluss", "maks"))
    effect = start(Wish(plan, TODAY, tuple((code, 1) for code in bought)), catalog=shared.catalog, currency="NOK")
    return Subscription(f"S-{100_000 + i}-1", owner, owner, "storage", "NOK", effect.changes)
