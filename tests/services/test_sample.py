"""The sample coffee shop: what a person finds in it on the day it was made for."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.errors import DomainError
from desktop.domain.period import add_months
from desktop.domain.renewal import Difference, RunState, totals_of
from desktop.domain.rows import ListQuery
from desktop.domain.subscriber import SubscriberKind
from desktop.jobs import Cancelled, Progress
from desktop.services import doctor, invoice, renewal, sample, settings, subscriber, subscription
from desktop.services.context import Session

TODAY = date(2026, 11, 22)
EVERYTHING = ListQuery(sort="number")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once; each test gets a copy of its own."""
    return sample.make(tmp_path_factory.mktemp("sample") / "coffee.fornya", today=TODAY)


@pytest.fixture
def coffee(made: Path, tmp_path: Path) -> Iterator[Session]:
    ctx = settings.open_session(Path(shutil.copy(made, tmp_path)), day=TODAY)
    yield ctx
    ctx.company.close()


def test_it_is_marked_as_a_sample(coffee: Session) -> None:
    assert settings.settings(coffee).is_sample
    (newest, *_) = invoice.page(coffee, query=ListQuery(), offset=0, limit=1)
    assert invoice.get(coffee, invoice=newest.id).is_sample


def test_a_hundred_and_thirty_people_from_all_over_the_country_subscribe(coffee: Session) -> None:
    rows = subscriber.page(coffee, query=EVERYTHING, offset=0, limit=500)
    assert len(rows) == len({row.name for row in rows}) == 130
    assert len({row.city for row in rows}) > 25
    names = " ".join(row.name for row in rows)
    assert set("æøåÅØáđČŠ") <= set(names)


def test_everyone_has_an_address_an_invented_mailbox_and_a_way_to_grind(coffee: Session) -> None:
    for row in subscriber.page(coffee, query=EVERYTHING, offset=0, limit=500):
        person = subscriber.get(coffee, subscriber=row.id)
        (contact,) = person.contacts
        assert contact.has_address
        assert contact.email.endswith(".example")
        (life,) = subscription.of_subscriber(coffee, subscriber=row.id)
        assert set(life.preferences) == {"grind", "roast"}


def test_organisations_have_numbers_that_check_but_for_the_two_who_forgot(coffee: Session) -> None:
    rows = subscriber.page(coffee, query=EVERYTHING, offset=0, limit=500)
    people = [subscriber.get(coffee, subscriber=row.id).subscriber for row in rows]
    numbers = [each.org_number for each in people if each.kind is SubscriberKind.ORGANISATION]
    assert numbers.count("") == 2
    assert len(set(numbers) - {""}) == len(numbers) - 2 > 10


def test_eighteen_months_were_billed_and_the_latest_run_is_left_undone(coffee: Session) -> None:
    runs = renewal.runs(coffee)
    assert len(runs) == 18
    assert {run.state for run in runs} == {RunState.DONE}
    assert all(run.today < TODAY for run in runs)
    assert runs[-1].today < add_months(TODAY, -17)
    assert renewal.rest(coffee) is None


def test_the_undone_run_has_a_hundred_and_twenty_due_a_few_that_differ_and_three_set_aside(coffee: Session) -> None:
    proposal = renewal.propose(coffee, target=TODAY)
    kinds = Counter(payer.difference for payer in proposal.payers)
    assert totals_of(proposal.payers).payers == 120
    assert kinds[Difference.SET_ASIDE] == 3
    assert 1 <= kinds[Difference.HIGHER] <= 8
    assert 1 <= kinds[Difference.LOWER] <= 8
    assert kinds[Difference.SAME] > 100
    reasons = Counter(str(payer.fault).split(".")[0] for payer in proposal.payers if payer.fault)
    assert reasons == {"The organisation number is missing": 2, "Kontor 10 kg has no price on 2026-12-01": 1}


@pytest.mark.parametrize("target", [TODAY, date(2026, 12, 1)])
def test_today_and_the_first_of_the_next_month_are_the_same_run(coffee: Session, target: date) -> None:
    assert totals_of(renewal.propose(coffee, target=target).payers).payers == 120


def test_two_end_soon_and_some_have_left(coffee: Session) -> None:
    rows = subscriber.page(coffee, query=EVERYTHING, offset=0, limit=500)
    lives = [life for row in rows for life in subscription.of_subscriber(coffee, subscriber=row.id)]
    assert _ending(coffee, TODAY) == 2
    assert Counter(row.status for row in rows)["ended"] == 5
    assert len(lives) == 130


def test_most_have_paid_and_a_few_are_late(coffee: Session) -> None:
    rows = invoice.page(coffee, query=ListQuery(filters=(("unpaid", ("yes",)),)), offset=0, limit=500)
    assert 4 <= len(rows) <= 16
    assert invoice.count(coffee, query=ListQuery()) > 1_500


def test_everything_in_it_holds_together(coffee: Session) -> None:
    assert [str(fault) for fault in doctor.check(coffee).faults] == []


@pytest.mark.parametrize("today", [date(2026, 2, 1), date(2027, 1, 31), date(2028, 2, 29)])
def test_it_can_be_made_for_any_day_and_is_the_same_each_time(tmp_path: Path, today: date) -> None:
    facts = [_facts(sample.make(tmp_path / f"{i}.fornya", today=today), today) for i in range(1 + (today.day == 1))]
    assert facts[0] == facts[-1]
    assert facts[0]["aside"] == 3
    assert facts[0]["ending"] == 2
    assert 118 <= facts[0]["due"] <= 124


def _facts(path: Path, today: date) -> dict[str, Any]:
    ctx = settings.open_session(path, day=today)
    proposal = renewal.propose(ctx, target=today)
    totals = totals_of(proposal.payers)
    found: dict[str, Any] = {
        "people": subscriber.page(ctx, query=EVERYTHING, offset=0, limit=500),
        "documents": invoice.page(ctx, query=ListQuery(sort="number"), offset=0, limit=5_000),
        "runs": renewal.runs(ctx),
        "due": totals.payers,
        "ending": _ending(ctx, today),
        "aside": totals.set_aside,
        "total": totals.total,
    }
    ctx.company.close()
    return found


def _ending(ctx: Session, today: date) -> int:
    """How many end within two weeks."""
    with ctx.reading() as look:
        return len(look.subscription.ending(after=today, through=today + timedelta(days=14)))


def test_one_who_stops_it_leaves_nothing_behind(tmp_path: Path) -> None:
    progress = Progress(lambda step: progress.cancel() if step.done == 2 else None)
    with pytest.raises(Cancelled):
        sample.make(tmp_path / "coffee.fornya", today=TODAY, progress=progress)
    assert list(tmp_path.iterdir()) == []


def test_a_kind_that_there_is_not_and_a_name_that_is_taken_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="There is no sample company “tea”"):
        sample.make(tmp_path / "tea.fornya", kind="tea")
    (tmp_path / "taken.fornya").write_text("mine")
    with pytest.raises(DomainError, match="already there"):
        sample.make(tmp_path / "taken.fornya")
