"""Discounts before tax: their order, their cap, and their spread (spec/catalog.md, Discounts)."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from desktop.domain.billing import PayerPlan, PayerState
from desktop.domain.invoice import (
    Discount,
    DiscountKind,
    Frequency,
    discounted,
    documents_of,
    spread,
    uses_left,
)
from desktop.domain.settings import BillingRules, CreditForm, DiscountOrder
from desktop.domain.subscription import Subscription, Wish, cancel, change_plan
from tests.domain.making import BUYER, Books, after, catalog, price, sold


def _percent(rate: int, lines: set[int] | None = None) -> Discount:
    return Discount(DiscountKind.PERCENT, rate=Fraction(rate, 100), lines=None if lines is None else frozenset(lines))


def _amount(amount: int, lines: set[int] | None = None) -> Discount:
    return Discount(DiscountKind.AMOUNT, amount=amount, lines=None if lines is None else frozenset(lines))


@pytest.mark.parametrize(
    ("amount", "lines", "parts"),
    [
        (10000, [50000, 50000, 50000], [3334, 3333, 3333]),
        (1000, [9950, 19900, 4900], [286, 573, 141]),
        (5000, [1000, 2000], [1000, 2000]),
    ],
)
def test_a_documents_discount_is_spread_by_largest_remainder(amount: int, lines: list[int], parts: list[int]) -> None:
    assert [line - net for line, net in zip(lines, spread(amount, lines), strict=True)] == parts


@pytest.mark.parametrize(("order", "net"), [(DiscountOrder.CREATION, 7200), (DiscountOrder.PERCENT_FIRST, 7000)])
def test_a_percentage_takes_what_earlier_discounts_left(order: DiscountOrder, net: int) -> None:
    assert discounted([10000], [_amount(1000), _percent(20)], order=order).nets == (net,)


def test_the_most_specific_discount_goes_first_by_setting() -> None:
    order = DiscountOrder.SPECIFIC_FIRST
    taken = discounted([1000, 2000], [_percent(10), _amount(500, {0})], order=order)
    assert [each.amount for each in taken.taken] == [500, 250]


def test_a_discount_never_takes_more_than_there_is() -> None:
    assert discounted([10000, 5000], [_amount(10000), _amount(10000)]).nets == (0, 0)


@given(
    st.lists(st.integers(0, 100_000), min_size=1, max_size=6),
    st.lists(
        st.one_of(st.builds(_amount, st.integers(1, 50_000)), st.builds(_percent, st.integers(1, 100))), max_size=4
    ),
    st.sampled_from(DiscountOrder),
)
def test_lines_and_discounts_sum_to_what_was_there(
    amounts: list[int], discounts: list[Discount], order: DiscountOrder
) -> None:
    found = discounted(amounts, discounts, order=order)
    assert sum(found.nets) + found.total == sum(amounts)
    assert sum(found.exact) == sum(found.nets)
    assert all(0 <= net <= amount for net, amount in zip(found.nets, amounts, strict=True))


def test_an_amount_given_once_stays_until_it_is_used_up() -> None:
    once = Discount(DiscountKind.AMOUNT, amount=12, frequency=Frequency.ONCE)
    assert uses_left(once, taken=6) == (False, None)
    assert uses_left(once, taken=12) == (True, None)
    thrice = Discount(DiscountKind.PERCENT, rate=Fraction(1, 10), frequency=Frequency.PERIODS, periods=1)
    assert uses_left(thrice, taken=1) == (True, 0)
    assert uses_left(_percent(10), taken=1) == (False, None)


def test_a_document_is_taxed_after_its_discount() -> None:
    shop = catalog(price("basis", 10000))
    books = Books(shop)
    lines = books.plan(sold(shop, Wish("basis", date(2026, 1, 1))), date(2026, 1, 1))
    plan = PayerPlan(PayerState(1, "NOK", 14, BUYER, ()), tuple(lines), ())
    (invoice,) = documents_of(
        plan,
        today=date(2026, 1, 1),
        vat_of=lambda _: ("3", 2500),
        rules=BillingRules(),
        discounts=[_percent(10), _amount(1000)],
    )
    assert (invoice.net, invoice.vat, invoice.discounts) == (8000, 2000, (2000,))


def test_credits_are_lines_on_the_same_invoice_by_setting_while_it_stays_above_zero() -> None:
    shop = catalog(price("basis", 10000), price("pluss", 30000))
    books, life = Books(shop), sold(shop, Wish("basis", date(2026, 4, 1)))
    books.run(life, date(2026, 4, 1))
    day = date(2026, 4, 16)
    dearer = after(life, change_plan(life, catalog=shop, plan="pluss", today=day))
    assert _documents(books, dearer, day) == [("invoice", 10000)]
    ended = after(life, cancel(life, today=day, last_day=day))
    assert _documents(books, ended, date(2026, 4, 17)) == [("credit_note", 4667)]


def _documents(books: Books, life: Subscription, day: date) -> list[tuple[str, int]]:
    plan = PayerPlan(PayerState(1, "NOK", 14, BUYER, ()), tuple(books.plan(life, day)), ())
    rules = BillingRules(credit_form=CreditForm.NEXT_INVOICE)
    made = documents_of(plan, today=day, vat_of=lambda _: ("3", 2500), rules=rules)
    return [(document.kind, document.net) for document in made]
