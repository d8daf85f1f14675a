"""Days as words.md 2.3 writes them, and what a person may type for them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from desktop.domain.errors import DomainError
from desktop.i18n.dates import (
    clock_time,
    date_long,
    date_narrow,
    date_range,
    date_range_short,
    date_short,
    month_and_year,
    month_name,
    parse_date,
    weekday_name,
)

NOVEMBER = date(2026, 11, 25)


def test_a_day_in_a_table_is_the_same_in_every_language() -> None:
    assert date_short(NOVEMBER) == "25.11.2026"
    assert date_short(date(2026, 3, 1)) == "01.03.2026"


@pytest.mark.parametrize(
    ("language", "shown"),
    [("nb", "1. desember 2026"), ("nn", "1. desember 2026"), ("en", "1 December 2026")],
)
def test_a_day_in_a_sentence_names_its_month(language: str, shown: str) -> None:
    assert date_long(date(2026, 12, 1), language=language) == shown


def test_the_year_of_the_reader_is_left_out() -> None:
    assert date_long(NOVEMBER, year=2026, language="nb") == "25. november"
    assert date_long(NOVEMBER, year=2027, language="nb") == "25. november 2026"


def test_narrow_places_shorten_the_month() -> None:
    assert date_narrow(NOVEMBER, language="nb") == "25. nov."
    assert date_narrow(NOVEMBER, language="en") == "25 Nov"
    assert date_narrow(date(2026, 3, 4), language="nn") == "4. mars"


@pytest.mark.parametrize(
    ("start", "end", "year", "norwegian", "english"),
    [
        (date(2026, 3, 15), date(2026, 4, 15), 2026, "15. mars–14. april", "15 March–14 April"),
        (date(2026, 3, 15), date(2026, 4, 15), None, "15. mars–14. april 2026", "15 March–14 April 2026"),
        (date(2026, 3, 1), date(2026, 4, 1), 2026, "1.–31. mars", "1–31 March"),
        (date(2026, 3, 1), date(2026, 4, 1), 2025, "1.–31. mars 2026", "1–31 March 2026"),
        (date(2026, 4, 1), date(2026, 4, 2), 2026, "1. april", "1 April"),
        (
            date(2026, 12, 15),
            date(2027, 1, 15),
            2026,
            "15. desember 2026–14. januar 2027",
            "15 December 2026–14 January 2027",
        ),
        (date(2026, 12, 1), date(2027, 1, 1), 2026, "1.–31. desember", "1–31 December"),
        (date(2026, 3, 1), date(2027, 3, 1), None, "1. mars 2026–28. februar 2027", "1 March 2026–28 February 2027"),
    ],
)
def test_a_period_is_shown_with_its_last_day(
    start: date, end: date, year: int | None, norwegian: str, english: str
) -> None:
    assert date_range(start, end, year=year, language="nb") == norwegian
    assert date_range(start, end, year=year, language="nn") == norwegian
    assert date_range(start, end, year=year, language="en") == english


def test_a_period_without_an_end_says_from_when() -> None:
    assert date_range(date(2026, 3, 1), date.max, language="en") == "from 1 March 2026"


def test_a_period_in_a_table_is_written_in_figures() -> None:
    assert date_range_short(date(2026, 3, 1), date(2026, 4, 1)) == "01.03.2026–31.03.2026"


@pytest.mark.parametrize(
    ("language", "weekday", "month"),
    [("nb", "onsdag", "november"), ("nn", "onsdag", "november"), ("en", "Wednesday", "November")],
)
def test_days_and_months_have_names(language: str, weekday: str, month: str) -> None:
    assert weekday_name(NOVEMBER, language=language) == weekday
    assert month_name(11, language=language) == month
    assert month_and_year(NOVEMBER, language=language) == f"{month} 2026"


def test_nynorsk_has_its_own_weekdays() -> None:
    assert weekday_name(date(2026, 11, 28), language="nn") == "laurdag"


def test_the_time_of_day_follows_the_language() -> None:
    moment = datetime(2026, 11, 25, 9, 14, tzinfo=UTC)
    assert clock_time(moment, language="nb") == "kl.\u00a009.14"
    assert clock_time(moment, language="en") == "09:14"


@pytest.mark.parametrize(
    "typed",
    [
        "25.11.2026",
        "25.11.26",
        "25.11",
        "25.11.",
        "251126",
        "25112026",
        "2511",
        "2026-11-25",
        " 25/11-2026 ",
        "25 11 2026",
    ],
)
def test_a_day_may_be_typed_in_many_ways(typed: str) -> None:
    assert parse_date(typed, today=date(2026, 3, 1)) == NOVEMBER


@pytest.mark.parametrize("typed", ["", "i morgen", "31.02.2026", "25.13.2026", "1.1.1.1", "20261125000", "00.00.0000"])
def test_what_is_no_day_is_refused_with_what_is_right(typed: str) -> None:
    with pytest.raises(DomainError, match=r"25\.11\.2026"):
        parse_date(typed, today=NOVEMBER)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_that_is_shown_can_be_typed_back(day: date) -> None:
    assert parse_date(date_short(day), today=NOVEMBER) == day


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 1, 1)), st.integers(1, 800))
def test_every_period_names_its_last_day_and_never_the_day_after(start: date, days: int) -> None:
    shown = date_range(start, start + timedelta(days=days), language="nb")
    assert shown.endswith(date_long(start + timedelta(days=days - 1), language="nb"))
