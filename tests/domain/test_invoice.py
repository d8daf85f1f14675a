"""Documents: who shares one, what is due, and credit notes that end at zero."""

from datetime import date

import pytest

from desktop.domain.billing import PayerPlan, PayerState, PriceBook, Question, outlook, plan_payer
from desktop.domain.errors import DomainError
from desktop.domain.invoice import Document, DocumentKind, Original, documents_of, refuse_earlier_day
from desktop.domain.ledger import postings_of
from desktop.domain.renewal import Difference, change_in_percent, difference
from desktop.domain.settings import Accounts, BillingRules, DocumentGrouping
from desktop.domain.subscription import Subscription, Timing, Wish, cancel, change_plan
from tests.domain.making import BUYER, Books, after, catalog, price, sold

TODAY = date(2026, 4, 1)


def _state(books: Books, life: Subscription) -> PayerState:
    return PayerState(7, "NOK", 14, BUYER, tuple(s._replace(line=i) for i, s in enumerate(books.states(life), 1)))


def _plan(books: Books, life: Subscription, target: date) -> PayerPlan:
    question = Question(target, target, PriceBook.of(books.shop), books.rules)
    return plan_payer(_state(books, life), question)


def _documents(plan: PayerPlan, today: date = TODAY, originals: dict[int, Original] | None = None) -> list[Document]:
    return documents_of(plan, today=today, vat_of=lambda _: ("3", 2500), rules=BillingRules(), originals=originals)


def test_all_lines_of_a_payer_share_an_invoice_due_after_the_smallest_notice() -> None:
    shop = catalog(price("basis", 19900))
    (invoice,) = _documents(_plan(Books(shop), sold(shop, Wish("basis", date(2026, 2, 1))), TODAY))
    assert (len(invoice.lines), invoice.net, invoice.vat, invoice.total) == (3, 59700, 14925, 74625)
    assert (invoice.bill_day, invoice.due_day) == (date(2026, 4, 1), date(2026, 4, 15))


def test_an_invoice_sold_ahead_is_due_when_its_notice_ends() -> None:
    shop = catalog(price("basis", 19900), lead_days=10)
    plan = _plan(Books(shop), sold(shop, Wish("basis", date(2026, 2, 1))), date(2026, 1, 28))
    (invoice,) = _documents(plan, date(2026, 1, 28))
    assert invoice.due_day == date(2026, 2, 11)


def test_a_company_may_want_an_invoice_for_each_bill_day() -> None:
    shop = catalog(price("basis", 19900))
    plan = _plan(Books(shop), sold(shop, Wish("basis", date(2026, 2, 1))), TODAY)
    rules = BillingRules(grouping=DocumentGrouping.ONE_PER_BILL_DAY)
    made = documents_of(plan, today=TODAY, vat_of=lambda _: ("3", 2500), rules=rules)
    assert [document.bill_day.month for document in made] == [2, 3, 4]


def test_a_plan_change_makes_a_credit_note_for_its_original_and_an_invoice() -> None:
    shop = catalog(price("basis", 30000), price("pluss", 60000))
    books, life = Books(shop), sold(shop, Wish("basis", TODAY))
    books.run(life, TODAY)
    life = after(life, change_plan(life, catalog=shop, plan="pluss", today=date(2026, 4, 10), timing=Timing.NOW))
    note, invoice = _documents(_plan(books, life, date(2026, 4, 10)), date(2026, 4, 10))
    assert (note.kind, note.net, note.vat, note.total) == (DocumentKind.CREDIT_NOTE, 21000, 5250, 26250)
    assert (invoice.kind, invoice.total) == (DocumentKind.INVOICE, 52500)


def test_the_note_that_empties_an_invoice_takes_what_is_left_of_its_tax() -> None:
    shop = catalog(price("basis", 9999))
    books, life = Books(shop), sold(shop, Wish("basis", TODAY))
    books.run(life, TODAY)
    left = {("3", 2500): (9666, 2417)}
    original = Original(1, 1001, TODAY, "", 0, left)
    life = after(life, cancel(life, today=TODAY, last_day=TODAY))
    (note,) = _documents(_plan(books, life, date(2026, 4, 2)), originals={1: original})
    assert (note.net, note.vat) == (9666, 2417)


def test_nothing_is_issued_for_nothing() -> None:
    shop = catalog(price("gratis", 0))
    assert _documents(_plan(Books(shop), sold(shop, Wish("gratis", TODAY)), TODAY)) == []


def test_an_organisation_without_its_number_is_set_aside_whole() -> None:
    shop = catalog(price("basis", 19900))
    state = _state(Books(shop), sold(shop, Wish("basis", TODAY)))
    state = state._replace(buyer=BUYER._replace(is_organisation=True))
    plan = plan_payer(state, Question(TODAY, TODAY, PriceBook.of(shop), BillingRules()))
    assert plan.fault is not None
    assert "organisation number" in str(plan.fault)
    assert plan.lines == ()


def test_a_consumer_without_address_is_warned_of_and_billed() -> None:
    shop = catalog(price("basis", 19900))
    state = _state(Books(shop), sold(shop, Wish("basis", TODAY)))
    plan = plan_payer(
        state._replace(buyer=BUYER._replace(has_address=False)),
        Question(TODAY, TODAY, PriceBook.of(shop), BillingRules()),
    )
    assert plan.warnings == ("address",)
    assert len(plan.lines) == 1


def test_a_planned_change_to_a_plan_without_a_price_is_set_aside_with_what_to_do() -> None:
    shop = catalog(price("basis", 19900), price("dyr", 99900, valid_from=date(2027, 1, 1)))
    books, life = Books(shop), sold(shop, Wish("basis", TODAY))
    life = after(life, change_plan(life, catalog=shop, plan="dyr", today=TODAY, timing=date(2026, 6, 1)))
    plan = _plan(books, life, date(2026, 6, 1))
    assert str(plan.fault) == "Dyr has no price on 2026-06-01. Enter the price, and run again."


def test_documents_and_days_ascend_together() -> None:
    refuse_earlier_day(document_day=TODAY, last_day=TODAY)
    with pytest.raises(DomainError, match="clock"):
        refuse_earlier_day(document_day=TODAY, last_day=date(2026, 4, 2))


def test_the_postings_of_a_document_sum_to_zero() -> None:
    shop = catalog(price("basis", 19900))
    (invoice,) = _documents(_plan(Books(shop), sold(shop, Wish("basis", TODAY)), TODAY))
    rows = postings_of(invoice.kind, invoice.groups, Accounts())
    assert [(row.account, row.amount) for row in rows] == [("1500", 24875), ("3000", -19900), ("2700", -4975)]


@pytest.mark.parametrize(
    ("now", "last", "expected", "percent"),
    [
        (27800, None, Difference.NEW, None),
        (27800, 27800, Difference.SAME, 0),
        (30580, 27800, Difference.SAME, 10),
        (55400, 27800, Difference.HIGHER, 99),
        (12450, 24900, Difference.LOWER, -50),
    ],
)
def test_a_sum_differs_when_it_moves_by_more_than_a_tenth(
    now: int, last: int | None, expected: Difference, percent: int | None
) -> None:
    assert difference(now, last, percent=10) is expected
    assert change_in_percent(now, last) == percent


def test_the_outlook_bills_what_the_runs_to_come_will_bill() -> None:
    shop = catalog(price("basis", 30000), price("pluss", 60000))
    books, life = Books(shop), sold(shop, Wish("basis", TODAY))
    books.run(life, TODAY)
    life = after(life, change_plan(life, catalog=shop, plan="pluss", today=TODAY, timing=date(2026, 5, 16)))
    question = Question(TODAY, TODAY, PriceBook.of(shop), BillingRules())
    found = list(outlook(_state(books, life), question, through=date(2026, 7, 1)))
    ahead = [(upcoming.issue_day, [line.amount for line in upcoming.plan.lines]) for upcoming in found]
    real = [(day, [x.amount for x in books.run(life, day)]) for day, _ in ahead]
    assert ahead == real
    assert [day for day, _ in ahead] == [date(2026, 5, 1), date(2026, 5, 16), date(2026, 6, 1), date(2026, 7, 1)]
