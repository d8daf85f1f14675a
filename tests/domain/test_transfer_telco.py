"""The telephone file, which nobody here wrote: 7 043 subscribers with the sums that its notes give."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.period import Unit, period_at
from desktop.domain.subscription import BASE, Status, segments, start, status_on
from desktop.domain.transfer import ImportedSubscriber, Mapping, read_rows, unused
from desktop.formats import mapping as mapping_file, tables
from desktop.i18n.numbers import parse_money

TELCO = Path(__file__).parents[1] / "data" / "telco"
FIRST = date(2026, 12, 1)
TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def mapping() -> Mapping:
    found, faults = mapping_file.read((TELCO / "telco.toml").read_bytes())
    assert faults == []
    assert found is not None
    return found


@pytest.fixture(scope="module")
def everyone(mapping: Mapping) -> list[ImportedSubscriber]:
    table, faults = tables.read((TELCO / "telco.csv").read_bytes(), name="telco.csv")
    assert faults == []
    assert unused(mapping, table)[:2] == ["gender", "SeniorCitizen"]
    good, wrong = read_rows(table, mapping, catalog=mapping.catalog, today=TODAY, amount=parse_money)
    assert wrong == []
    return good


def test_every_row_is_a_subscriber(everyone: list[ImportedSubscriber]) -> None:
    assert len(everyone) == len({each.subscriber.number for each in everyone}) == 7043
    assert all(each.subscriber.name == each.subscriber.number for each in everyone)


def test_those_who_left_have_their_last_day_and_the_others_their_sum(everyone: list[ImportedSubscriber]) -> None:
    left = [each for each in everyone if each.wish.last_day is not None]
    stay = [each for each in everyone if each.wish.last_day is None]
    assert {each.wish.last_day for each in left} == {date(2026, 11, 30)}
    assert (len(left), len(stay)) == (1869, 5174)
    assert sum(each.wish.agreed or 0 for each in stay) == 31_698_575


def test_all_are_sold_and_are_active_or_ended_on_the_first_of_december(
    everyone: list[ImportedSubscriber], mapping: Mapping
) -> None:
    lives = [start(each.wish, catalog=mapping.catalog, currency="NOK").changes for each in everyone]
    assert Counter(status_on(changes, day=FIRST) for changes in lives) == {Status.ACTIVE: 5174, Status.ENDED: 1869}


def test_plans_commitments_and_add_ons_are_those_of_the_columns(everyone: list[ImportedSubscriber]) -> None:
    assert Counter(each.wish.plan for each in everyone) == {"fiber": 3096, "dsl": 2421, "telefon": 1526}
    assert set(Counter(each.wish.commitment_months for each in everyone)) == {0, 12, 24}
    assert sum(each.wish.start == FIRST for each in everyone) == 11
    bought = Counter(code for each in everyone for code, _ in each.wish.add_ons)
    # Every «Yes» of the eight columns, but for the telephone of the 1 526 whose plan is the telephone.
    assert sum(bought.values()) == 23_685 - 1_526
    assert not any(code == "phone" for each in everyone if each.wish.plan == "telefon" for code, _ in each.wish.add_ons)


def test_the_months_begin_on_the_first_and_november_is_billed_elsewhere(
    everyone: list[ImportedSubscriber], mapping: Mapping
) -> None:
    for each in everyone[:200]:
        base = segments(start(each.wish, catalog=mapping.catalog, currency="NOK").changes)[BASE][0]
        assert period_at(base.anchor, Unit.MONTH, 1, FIRST).start == FIRST
        assert base.elsewhere_through == date(2026, 11, 30)
        assert base.agreed == each.wish.agreed
