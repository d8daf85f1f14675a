"""Column types: what would lose meaning is refused, by the type or by the file itself."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from desktop.store.company import Company
from desktop.store.engine import write_engine
from desktop.store.tables import CompanyFileRow, CounterRow
from desktop.store.types import Day, Instant, Json, Truth


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Instant().process_bind_param(datetime(2026, 11, 23), sqlite.dialect())  # noqa: DTZ001 - the point of the test


def test_instants_are_texts_that_sort_as_time() -> None:
    bind = Instant().process_bind_param
    oslo = timezone(timedelta(hours=1))
    early = bind(datetime(2026, 11, 23, 0, 30, tzinfo=oslo), sqlite.dialect())
    late = bind(datetime(2026, 11, 22, 23, 30, 0, 1, tzinfo=UTC), sqlite.dialect())
    assert (early, late) == ("2026-11-22T23:30:00.000000Z", "2026-11-22T23:30:00.000001Z")
    assert Instant().process_result_value(early, sqlite.dialect()) == datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


def test_a_day_is_no_instant() -> None:
    with pytest.raises(TypeError, match="not an instant"):
        Day().process_bind_param(datetime(2026, 11, 23, tzinfo=UTC), sqlite.dialect())


def test_days_and_truth_keep_their_own_types_on_postgresql() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call] # SQLAlchemy leaves it untyped
    day = date(2026, 11, 23)
    assert Day().process_bind_param(day, dialect) == day
    assert Truth().process_bind_param(True, dialect) is True
    assert Truth().process_bind_param(True, sqlite.dialect()) == 1


def test_json_has_one_text() -> None:
    assert Json().process_bind_param({"b": [1, date(2026, 1, 1)], "a": "ø"}, sqlite.dialect()) == (
        '{"a":"ø","b":[1,"2026-01-01"]}'
    )


def test_the_file_refuses_a_fraction_for_an_amount(company: Company) -> None:
    engine = write_engine(company.path)
    with engine.connect() as connection, pytest.raises(IntegrityError, match="REAL"):
        connection.exec_driver_sql("INSERT INTO counter (name, next) VALUES ('x', 1.5)")
    engine.dispose()


def test_values_come_back_as_they_went_in(company: Company) -> None:
    engine = write_engine(company.path)
    with engine.connect() as connection:
        connection.execute(insert(CounterRow), [{"name": "large", "next": 2**62}])
        assert connection.execute(select(CounterRow.next)).scalar_one() == 2**62
        assert connection.execute(select(CompanyFileRow.made_at)).scalar_one().tzinfo is not None
    engine.dispose()
