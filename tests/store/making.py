"""What tests of the store put in a company file: a small catalog, people, and what they subscribe to."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

from desktop.domain.catalog import AddOn, Plan, PreferenceField, Price, Product
from desktop.domain.ids import SubscriberId, SubscriptionId, UserId
from desktop.domain.period import Interval, Unit
from desktop.domain.subscriber import Contact, ContactRole, Subscriber
from desktop.domain.subscription import Change, Subscription, Wish, start
from desktop.store.company import Company
from desktop.store.work import Work

NOW = datetime(2026, 11, 23, 8, 2, tzinfo=UTC)
TODAY = date(2026, 11, 23)
MONTHLY = Interval(Unit.MONTH, 1)


@contextmanager
def command(company: Company, name: str = "test") -> Iterator[Work]:
    """One audited transaction."""
    with company.working() as work:
        work.start(name=name, user_id=UserId(1), at=NOW)
        yield work
        work.close_with_audit()


def add_catalog(work: Work) -> None:
    """Coffee at home: three plans, and filters beside them."""
    grind = PreferenceField("grind", "Maling", ("hele", "filter", "espresso"), "hele")
    work.catalog.add_product(Product("kaffe", "Kaffe hjem", preferences=(grind,)))
    for rank, (code, name) in enumerate((("liten", "Liten"), ("hverdag", "Hverdag"), ("stor", "Stor"))):
        work.catalog.add_plan(Plan(code, "kaffe", name, rank, MONTHLY, detail=f"{rank + 1} × 250 g", vat_code="31"))
        work.catalog.add_price(_price(code, 14900 + 10000 * rank), command_id=work.command.id)
    filters = AddOn("filter", "kaffe", "Filterpapir", frozenset(("hverdag", "stor")), vat_code="3")
    work.catalog.add_add_on(filters)
    work.catalog.add_price(_price("filter", 2900), command_id=work.command.id)


def _price(item: str, amount: int) -> Price:
    return Price(item, "NOK", amount, date(2025, 1, 1), includes_vat=True)


def add_person(work: Work, number: str, name: str, **facts: str) -> SubscriberId:
    """A subscriber with a primary contact; `facts` are those of the contact."""
    contact = replace(Contact(ContactRole.PRIMARY, name, address1="Storgata 1", city="Bergen"), **facts)  # type: ignore[arg-type] # text alone
    return work.subscriber.add(Subscriber(number, name, since=date(2025, 6, 1)), [contact])


def sell(
    work: Work, owner: int, plan: str, first_day: date, *, add_ons: Sequence[str] = (), last_day: date | None = None
) -> SubscriptionId:
    """A subscription to the plan from the day on."""
    wish = Wish(plan, first_day, tuple((code, 1) for code in add_ons), last_day=last_day)
    effect = start(wish, catalog=work.catalog.whole(), currency="NOK")
    number = str(work.settings.take_count("subscription", 1)[0])
    made = Subscription(number, owner, owner, "kaffe", "NOK", effect.changes)
    return work.subscription.add(made, command_id=work.command.id, at=NOW, today=TODAY)


def append(work: Work, subscription: Subscription, changes: Sequence[Change]) -> Subscription:
    """The subscription with more changes."""
    return work.subscription.append(subscription, changes, command_id=work.command.id, at=NOW, today=TODAY)
