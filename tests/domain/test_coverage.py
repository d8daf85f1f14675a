"""The strip of days of a line, the days nobody was billed for, and the sentence behind each amount."""

from datetime import date

from desktop.domain.billing import Cover, coverage, explain, explain_tiers, recompute, unbilled
from desktop.domain.catalog import Price, PriceModel, Tier
from desktop.domain.subscription import Pause, Unused, Wish, cancel, pause, resume
from desktop.i18n.message import translate
from tests.domain.making import Books, after, catalog, price, sold

SHOP = catalog(price("basis", 30000))
JUNE = date(2026, 6, 1)


def test_each_day_of_a_line_is_something() -> None:
    books = Books(SHOP)
    life = sold(SHOP, Wish("basis", date(2026, 5, 25), trial_last_day=date(2026, 5, 31)))
    books.run(life, JUNE)
    life = after(life, pause(life, answers=Pause(unused=Unused.CREDIT), from_day=date(2026, 6, 11)))
    books.run(life, date(2026, 6, 11))
    life = after(life, resume(life, on=date(2026, 6, 21)))
    (state,) = books.states(life)
    spans = coverage(state, from_day=date(2026, 5, 20), to_day=date(2026, 7, 10))
    assert [(span.from_day.day, span.cover) for span in spans] == [
        (20, Cover.OUTSIDE),
        (25, Cover.TRIAL),
        (1, Cover.BILLED),
        (11, Cover.CREDITED),
        (21, Cover.UNBILLED),
    ]
    (lost,) = unbilled(state, through=date(2026, 6, 30))
    assert (lost.from_day, lost.to_day) == (date(2026, 6, 21), date(2026, 7, 1))
    books.run(life, date(2026, 6, 30))
    assert unbilled(books.states(life)[0], through=date(2026, 6, 30)) == []


def test_days_billed_elsewhere_kept_and_paused_are_told_apart() -> None:
    books, life = Books(SHOP), sold(SHOP, Wish("basis", date(2026, 5, 1), elsewhere_through=date(2026, 5, 31)))
    books.run(life, JUNE)
    keep = pause(life, answers=Pause(unused=Unused.KEEP), from_day=date(2026, 6, 11), to_day=date(2026, 7, 11))
    (state,) = books.states(after(life, keep))
    assert [span.cover for span in coverage(state, from_day=date(2026, 5, 1), to_day=date(2026, 7, 11))] == [
        Cover.ELSEWHERE,
        Cover.BILLED,
        Cover.PAUSED,
    ]


def test_a_line_says_how_it_came_to_be_and_computes_to_the_same() -> None:
    books, life = Books(SHOP), sold(SHOP, Wish("basis", date(2026, 6, 11), billing_day=1))
    lines = books.run(life, date(2026, 7, 1))
    stop = cancel(life, today=date(2026, 7, 10), last_day=date(2026, 7, 10))
    lines += books.run(after(life, stop), date(2026, 7, 11))
    said = [translate(explain(line, name="Basis", currency="NOK"), language="en") for line in lines]
    assert said[0].startswith("Basis: 20 of 30 days for")
    assert said[1].startswith("Basis: the whole period")
    assert said[2].startswith("Basis: 21 of 31 days come back")
    assert [recompute(line, "NOK") for line in lines] == [line.amount for line in lines]


def test_a_credit_cut_by_what_was_left_computes_to_the_same() -> None:
    books, life = Books(SHOP), sold(SHOP, Wish("basis", JUNE))
    books.run(life, JUNE)
    slot, charge = books.rows[0]
    books.rows.append((slot, charge._replace(id=9, kind="credit", to_day=JUNE, amount=-20000, credits=charge.id)))
    day = date(2026, 6, 1)
    (credit,) = books.run(after(life, cancel(life, today=day, last_day=day)), date(2026, 6, 2))
    assert (credit.amount, credit.most) == (-10000, 10000)
    assert recompute(credit, "NOK") == credit.amount
    assert "what was left" in str(explain(credit, name="Basis", currency="NOK"))


def test_each_tier_of_a_quantity_has_its_sentence() -> None:
    tiers = (Tier(10, 5000), Tier(None, 4000))
    seats = Price("seat", "NOK", 0, JUNE, model=PriceModel.GRADUATED, tiers=tiers)
    assert len(explain_tiers(seats, 11, "NOK")) == 2
    assert explain_tiers(price("basis", 100), 1, "NOK") == []
