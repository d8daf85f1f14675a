"""What tests of the store put in a company file: a small catalog, people, and what they subscribe to."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

from desktop.domain.billing import CHARGE, Buyer, PayerPlan, PriceBook, Question, plan_payer
from desktop.domain.catalog import AddOn, Plan, PreferenceField, Price, Product
from desktop.domain.ids import SubscriberId, SubscriptionId, UserId
from desktop.domain.invoice import Document, FinalDocument, Party, documents_of
from desktop.domain.ledger import postings_of, postings_of_payment
from desktop.domain.period import Interval, Unit
from desktop.domain.settings import Accounts, BillingRules, Series
from desktop.domain.subscriber import Contact, ContactRole, Subscriber
from desktop.domain.subscription import Change, Subscription, Wish, start
from desktop.store.company import Company
from desktop.store.invoice import Issue
from desktop.store.payment import Payment
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


SERIES = Series("invoice", 10001, 10001)


def open_books(work: Work) -> None:
    """A series for each kind of document."""
    work.settings.add_series(SERIES)
    work.settings.add_series(Series("credit_note", 10001, 10001))


def bill(work: Work, payer: int, through: date = TODAY, *, run: int | None = None) -> list[int]:
    """What the planner says is due of a payer, made final; gives the ids of the documents."""
    ids: list[int] = []
    for plan in due(work, payer, through):
        ids += write(work, documents(work, plan), plan.state.buyer, run=run)
        reach = {line.line: line.to_day for line in plan.lines if line.kind == CHARGE}
        work.billing.settle([(after, reach.get(after.line)) for after in plan.after])
    return ids


def due(work: Work, payer: int, through: date = TODAY) -> list[PayerPlan]:
    """What the planner says of a payer."""
    question = Question(through, TODAY, PriceBook.of(work.catalog.whole()), BillingRules())
    return [plan_payer(state, question) for state in work.billing.payer(payer, day=TODAY, usual_notice=14)]


def documents(work: Work, plan: PayerPlan) -> list[Document]:
    """The documents of a plan; filters bear another VAT than coffee."""
    credited = {line.credited_invoice for line in plan.lines if line.credited_invoice is not None}
    return documents_of(
        plan,
        today=TODAY,
        vat_of=lambda item: ("3", 2500) if item == "filter" else ("31", 1500),
        rules=BillingRules(),
        originals=work.billing.originals(credited),
    )


def pay(work: Work, payer: int, invoice: int, amount: int) -> None:
    """Money in for an invoice."""
    made = work.payment.add(Payment(payer, "NOK", TODAY, amount), command_id=work.command.id)
    work.payment.allocate([(invoice, amount)], payment_id=made, day=TODAY, command_id=work.command.id)
    postings = postings_of_payment(amount, Accounts())
    work.payment.post(postings, payment_id=made, day=TODAY, currency="NOK", command_id=work.command.id)


def write(work: Work, made: Sequence[Document], buyer: Buyer, *, run: int | None = None) -> list[int]:
    """Documents with the next numbers of their series, as a run writes them."""
    series, finals = {}, []
    for document in made:
        kind = document.kind.value
        series[kind], numbers = work.settings.take_numbers(kind, 1, day=TODAY)
        kid = None if document.original else f"{work.settings.take_count('kid_running', 1)[0]:07d}"
        lines = len(document.lines)
        postings = tuple(postings_of(document.kind, document.groups, Accounts()))
        finals.append(FinalDocument(document, numbers[0], kid, buyer, ("Kaffe",) * lines, ("",) * lines, postings))
    party, digest = work.invoice.seller_party(Party("Kvernbekk Kaffe", org_number="988077917", logo=b"\x89PNG"))
    return work.invoice.add_many(finals, Issue(TODAY, party, digest, series, work.command.id, run))
