"""The story of the sample coffee shop: month by month, people join, change their minds, are billed, pay and leave."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random

from desktop.domain.period import ONE_DAY, add_months
from desktop.domain.rows import ListQuery
from desktop.jobs import Progress
from desktop.services import invoice, payment, renewal, settings
from desktop.services.context import Session
from desktop.services.payment import Paid
from desktop.services.sample import shop
from desktop.services.sample.agenda import Agenda
from desktop.services.sample.members import Members
from desktop.services.sample.people import ORGANISATIONS, WITHOUT_NUMBER, organisations, persons

MONTHS = 18
SUBSCRIBERS = 130
_OPENS_BEFORE = timedelta(days=12)
"""The shop opens so long before its first run."""

_SEED = 1805
_PIONEERS = 62
_FIRST_NUMBER = 1001
_QUIET = 2
"""The last runs before today: nothing changed before them, so that the undone run differs only by what is told."""

_LEAVE_AFTER = (5, 8, 10, 13, 15)
_PRICES_RISE_AFTER = 9
_FROM_THE_FIRST = 0.4
"""The share of those who begin on the first of a month."""

_LATE, _EARLY_DAYS, _LATE_DAYS = 0.08, 11, 18
_NEVER_PAID = {MONTHS - 1: 5, MONTHS - 2: 2}
"""Months whose invoices some leave unpaid, and how many."""

_SOON, _SOON_ENOUGH = (2, 13), timedelta(days=10)

_LATE_RUN_DAYS = 4
"""A run a few days late is still the run of this month."""

_BANK_DAYS = (0, 3)
"""Mondays and Thursdays: when what came in is recorded."""


def live_through(path: Path, *, today: date, progress: Progress) -> None:
    """Founds the company at `path` and lives its 18 months; the file is closed again."""
    due = due_month(today)
    lead_days = max(0, (due - today).days)
    runs = [add_months(due, i - MONTHS) - timedelta(days=lead_days) for i in range(MONTHS)]
    first = runs[0] - _OPENS_BEFORE
    ctx = settings.found(path, seller=shop.seller(), sample=True, person="Ellen Kvernbekk", day=first)
    try:
        _Story(ctx, today=today, runs=runs, lead_days=lead_days, due=due).live(progress)
    finally:
        ctx.company.close()


def due_month(today: date) -> date:
    """The first day of the month whose run is due now: the next month, or in its first days the month itself."""
    this = today.replace(day=1)
    return this if today.day <= _LATE_RUN_DAYS else add_months(this, 1)


class _Story:
    """Eighteen months, told to an agenda."""

    def __init__(self, ctx: Session, *, today: date, runs: list[date], lead_days: int, due: date) -> None:
        self._ctx, self._today, self._runs, self._lead, self._due = ctx, today, runs, lead_days, due
        self._random = Random(_SEED)
        self._agenda = Agenda(ctx, self._random)
        self._members = Members(ctx, self._random)
        self._paid: dict[date, list[Paid]] = {}

    def live(self, progress: Progress) -> None:
        """Writes the agenda, then lives it month by month."""
        opens = self._runs[0] - _OPENS_BEFORE
        self._agenda.add(opens, partial(shop.stock, self._ctx, lead_days=self._lead, from_day=opens), early=True)
        self._plan_joins()
        for i, day in enumerate(self._runs):
            self._agenda.add(day, partial(self._run, i))
            if 0 < i <= MONTHS - _QUIET:
                self._plan_month(i)
        self._plan_prices()
        self._plan_last_weeks()
        for i, day in enumerate((*self._runs[1:], self._today)):
            progress.step(i, MONTHS)
            self._agenda.live(day)
        progress.step(MONTHS, MONTHS)

    def _plan_joins(self) -> None:
        """Half of them at the opening, the others by and by; two organisations forgot their number just now."""
        people = list(persons(self._random, first=_FIRST_NUMBER, count=SUBSCRIBERS - ORGANISATIONS))
        offices = list(organisations(self._random, first=_FIRST_NUMBER + len(people)))
        with_number, without = offices[: -len(WITHOUT_NUMBER)], offices[-len(WITHOUT_NUMBER) :]
        everyone = people + with_number
        self._random.shuffle(everyone)
        everyone.sort(key=lambda each: each in everyone[_PIONEERS:])
        for each in everyone[:_PIONEERS]:
            day = self._day(self._runs[0] - _OPENS_BEFORE + ONE_DAY, self._runs[0])
            self._agenda.add(day, partial(self._members.join, each, start=self._period(0)))
        for day, start, each in zip(*self._later(len(everyone) - _PIONEERS), everyone[_PIONEERS:], strict=True):
            self._agenda.add(day, partial(self._members.join, each, start=start))
        for each in without:
            self._agenda.add(self._lately(), partial(self._members.join, each, start=self._due))

    def _later(self, count: int) -> tuple[list[date], list[date]]:
        """Days on which so many join, evenly over the months, and the days they begin."""
        days: list[date] = []
        starts: list[date] = []
        for i in range(count):
            month = 1 + i * MONTHS // count
            low, high = self._between(month)
            days.append(self._day(low, high))
            quiet = month > MONTHS - _QUIET or self._random.random() < _FROM_THE_FIRST
            starts.append(self._period(month) if quiet else days[-1] + ONE_DAY)
        return days, starts

    def _plan_month(self, month: int) -> None:
        """What a month brings: a few change plan or add-ons, some leave, some call."""
        members, low, high = self._members, *self._between(month)
        wishes = [members.change_plan, members.change_plan, members.add, members.write]
        wishes += [members.remove] if month % 3 == 0 else []
        for wish in wishes:
            self._agenda.add(self._day(low, high), wish)
        if month in _LEAVE_AFTER:
            self._agenda.add(self._day(low, high), partial(members.leave, self._period(month) - ONE_DAY))

    def _plan_prices(self) -> None:
        day = self._runs[_PRICES_RISE_AFTER] + timedelta(days=3)
        self._agenda.add(day, partial(shop.raise_prices, self._ctx, from_day=add_months(day.replace(day=1), 1)))

    def _plan_last_weeks(self) -> None:
        """What makes the undone run worth a look: higher, lower, a price that is missing, two that end soon."""
        members = self._members
        announced = self._runs[-1] + timedelta(days=2)
        self._agenda.add(announced, partial(shop.announce, self._ctx, lead_days=self._lead))
        self._agenda.add(self._lately(), partial(members.wait_for, shop.UNPRICED, on=self._due))
        for wish in (members.upgrade, members.upgrade, members.add, members.downgrade, members.downgrade):
            self._agenda.add(self._lately(), wish)
        for _ in range(2):
            self._agenda.add(self._lately(), partial(members.leave, self._soon()))
            self._agenda.add(self._lately(), members.write)

    def _run(self, number: int) -> None:
        """Bills what is due today; what comes of it is paid in the weeks after."""
        proposal = renewal.propose(self._ctx, target=self._ctx.today)
        result = renewal.commit(self._ctx, proposal=proposal)
        query = ListQuery(filters=(("run", (str(result.run.id),)), ("kind", ("invoice",))))
        rows = invoice.page(self._ctx, query=query, offset=0, limit=SUBSCRIBERS)
        unpaid = {row.payer for row in self._random.sample(rows, _NEVER_PAID.get(number, 0))}
        for row in rows:
            if row.open_amount > 0 and row.payer not in unpaid and row.due_day is not None:
                self._pay(Paid(row.payer, row.open_amount, self._pay_day(row.due_day), row.id))

    def _pay_day(self, due: date) -> date:
        if self._random.random() < _LATE:
            return due + timedelta(days=self._random.randint(2, _LATE_DAYS))
        return max(due - timedelta(days=self._random.randint(0, _EARLY_DAYS)), self._ctx.today + ONE_DAY)

    def _pay(self, paid: Paid) -> None:
        """Money that comes in on a day is recorded on the next bank day, together with what else has come."""
        day = next(d for d in _days_from(paid.day) if d.weekday() in _BANK_DAYS)
        if day not in self._paid:
            self._paid[day] = []
            self._agenda.add(day, partial(self._record, day))
        self._paid[day].append(paid)

    def _record(self, day: date) -> None:
        payment.register(self._ctx, payments=self._paid.pop(day))

    def _period(self, month: int) -> date:
        """The first day of what the run of that number bills."""
        return add_months(self._due, month - MONTHS)

    def _between(self, month: int) -> tuple[date, date]:
        """The days after the run before and up to that of the month; of the last, up to today."""
        end = self._today if month == MONTHS else self._runs[month] - ONE_DAY
        return self._runs[month - 1] + ONE_DAY, end

    def _soon(self) -> date:
        """The end of the month where that is some days ahead, else a day about a week and a half on."""
        month_end = add_months(self._today.replace(day=1), 1) - ONE_DAY
        return month_end if _SOON[0] <= (month_end - self._today).days <= _SOON[1] else self._today + _SOON_ENOUGH

    def _lately(self) -> date:
        """A day since the last run, in the period that it billed."""
        low = max(self._runs[-1] + timedelta(days=3), self._period(MONTHS - 1))
        return self._day(low, min(self._today, self._due - ONE_DAY))

    def _day(self, low: date, high: date) -> date:
        return low + timedelta(days=self._random.randint(0, max(0, (high - low).days)))


def _days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += ONE_DAY
