"""The list of subscribers: found, filtered, sorted and counted by the database, shown a window at a time."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Case,
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    func,
    select,
    union_all,
)

from desktop.domain.rows import Counts, ListQuery, SubscriberRow as Shown
from desktop.domain.subscription import BASE, SegmentMode, Status
from desktop.store.search import found
from desktop.store.subscriber.reading import SubscriberRecords, chunks
from desktop.store.tables import (
    AllocationRow,
    InvoiceRow,
    PaymentRow,
    PlanRow,
    SegmentRow,
    SubscriberRow,
    SubscriptionLineRow,
    SubscriptionRow,
)
from desktop.store.tables.subscription import NEVER

OVERDUE: Final = "overdue"
NOTHING: Final = ""
"""The status of a subscriber without a subscription."""

# Of several subscriptions the one that is most alive speaks for the subscriber.
_RANKS: Final = {
    Status.ACTIVE.value: 0,
    Status.TRIAL.value: 1,
    Status.PAUSED.value: 2,
    Status.CANCELLED.value: 3,
    Status.NOT_STARTED.value: 4,
    Status.ENDED.value: 5,
}
_LAST: Final = 6
_NAMES: Final = {rank: status for status, rank in _RANKS.items()} | {_LAST: NOTHING}


AnySelect = Select[*tuple[Any, ...]]


class _Life(NamedTuple):
    """What the list says of a subscriber's subscriptions."""

    rank: int
    plan: str
    currency: str
    next_issue_day: date | None


class SubscriberReader(SubscriberRecords):
    """Looks up subscribers, and lists them.

    Filters: `status` (of domain.subscription.Status), `overdue` (any value), `product`, `plan` (codes), `kind`.
    Sort keys: number, name, city, since, status, subscription, next_issue_day, outstanding.
    """

    def page(self, query: ListQuery, *, today: date, offset: int = 0, limit: int = 200) -> list[Shown]:
        """The rows of a window of the list."""
        ids = list(self._connection.execute(self._sorted(query, today).offset(offset).limit(limit)).scalars())
        return self._shown(ids, today)

    def count(self, query: ListQuery, *, today: date) -> int:
        """How many rows the list has."""
        asked = self._filtered(select(func.count(SubscriberRow.id)), query, today)
        return int(self._connection.execute(asked).scalar_one())

    def counts(self, query: ListQuery, *, today: date) -> Counts:
        """How many rows each status would give, and how many have overdue claims; the other filters hold."""
        best = _best(today)
        rank = func.coalesce(best.c.rank, _LAST)
        joined = (
            select(rank, func.count())
            .select_from(SubscriberRow)
            .join(best, best.c.subscriber_id == SubscriberRow.id, isouter=True)
        )
        rows = self._connection.execute(self._filtered(joined, query, today, but="status").group_by(rank)).all()
        by = {_NAMES[number]: count for number, count in rows}
        late = self._filtered(select(func.count(SubscriberRow.id)), query, today, but=OVERDUE)
        by[OVERDUE] = self._connection.execute(late.where(_is_overdue(today))).scalar_one()
        return Counts(self.count(query, today=today), by)

    def ids(self, query: ListQuery, *, today: date) -> list[int]:
        """Every row of the list by its id, in its order: what a bulk act is for."""
        return list(self._connection.execute(self._sorted(query, today)).scalars())

    def shown(self, ids: Sequence[int], *, today: date) -> list[Shown]:
        """The list's rows of some subscribers, in the order given."""
        return [row for part in chunks(ids) for row in self._shown(part, today)]

    def _sorted(self, query: ListQuery, today: date) -> Select[int]:
        columns = {
            "number": SubscriberRow.number_sort,
            "name": SubscriberRow.name_sort,
            "city": SubscriberRow.city_sort,
            "since": SubscriberRow.since_day,
        }
        asked = self._filtered(select(SubscriberRow.id), query, today)
        if query.sort in _DERIVED:
            derived = _DERIVED[query.sort](today)
            asked = asked.join(derived, derived.c.subscriber_id == SubscriberRow.id, isouter=True)
            column: ColumnElement[Any] = derived.c[1]
        else:
            column = columns.get(query.sort, SubscriberRow.number_sort).expression
        # What is empty comes last, whichever way the list is turned.
        empty = [column.is_(None)] if query.sort in _DERIVED else []
        if query.descending:
            return asked.order_by(*empty, column.desc(), SubscriberRow.id.desc())
        return asked.order_by(*empty, column, SubscriberRow.id)

    def _filtered(self, asked: AnySelect, query: ListQuery, today: date, but: str = "") -> AnySelect:
        conditions = {name: values for name, values in query.filters if values and name != but}
        said = found(self._connection, query.search)
        if said is not None:
            asked = asked.where(said)
        if kinds := conditions.get("kind"):
            asked = asked.where(SubscriberRow.kind.in_(kinds))
        if conditions.get(OVERDUE):
            asked = asked.where(_is_overdue(today))
        if statuses := conditions.get("status"):
            asked = asked.where(_has_status(statuses, today))
        if products := conditions.get("product"):
            owners = select(SubscriptionRow.subscriber_id).where(SubscriptionRow.product_code.in_(products))
            asked = asked.where(SubscriberRow.id.in_(owners))
        if plans := conditions.get("plan"):
            asked = asked.where(SubscriberRow.id.in_(_owners_of_plans(plans, today)))
        return asked

    def _shown(self, ids: Sequence[int], today: date) -> list[Shown]:
        asked = select(
            SubscriberRow.id, SubscriberRow.number, SubscriberRow.name, SubscriberRow.city, SubscriberRow.since_day
        ).where(SubscriberRow.id.in_(ids))
        people = {row.id: row for row in self._connection.execute(asked)}
        lives = self._lives(ids, today)
        owed = self._sums(_balance(ids))
        late = self._sums(_overdue(today, ids))
        rows = []
        for number in ids:
            person = people[number]
            life = lives.get(number)
            currency = life.currency if life else next((key[1] for key in owed if key[0] == number), "NOK")
            rows.append(
                Shown(
                    number,
                    person.number,
                    person.name,
                    person.city,
                    life.plan if life else "",
                    _NAMES[life.rank] if life else NOTHING,
                    life.next_issue_day if life else None,
                    owed.get((number, currency), 0),
                    late.get((number, currency), 0),
                    person.since_day,
                    currency,
                )
            )
        return rows

    def _lives(self, ids: Sequence[int], today: date) -> dict[int, _Life]:
        """The subscription that speaks for each subscriber, with its plan on the day, the first or the last."""
        ahead = case((SegmentRow.from_day > today, 1), (SegmentRow.to_day <= today, 2), else_=0)
        asked = (
            select(
                SubscriptionRow.subscriber_id,
                _rank(today),
                PlanRow.name,
                PlanRow.detail,
                SubscriptionRow.currency,
                ahead,
                SegmentRow.from_day,
            )
            .join(SubscriptionLineRow, SubscriptionLineRow.subscription_id == SubscriptionRow.id)
            .join(SegmentRow, SegmentRow.line_id == SubscriptionLineRow.id)
            .join(PlanRow, PlanRow.code == SegmentRow.item_code)
            .where(SubscriptionRow.subscriber_id.in_(ids), SubscriptionLineRow.slot == BASE)
        )
        due = (
            select(SubscriptionRow.subscriber_id, func.min(SubscriptionLineRow.next_issue_day))
            .join(SubscriptionLineRow, SubscriptionLineRow.subscription_id == SubscriptionRow.id)
            .where(SubscriptionRow.subscriber_id.in_(ids))
            .group_by(SubscriptionRow.subscriber_id)
        )
        days = dict(self._connection.execute(due).all())
        best: dict[int, tuple[tuple[int, int, int], _Life]] = {}
        for owner, rank, name, detail, currency, place, from_day in self._connection.execute(asked):
            # Of what is to come the first, of what has been the last.
            order = (rank, place, from_day.toordinal() if place == 1 else -from_day.toordinal())
            life = _Life(rank, f"{name} · {detail}" if detail else name, currency, days[owner])
            if owner not in best or order < best[owner][0]:
                best[owner] = (order, life)
        return {owner: life for owner, (_, life) in best.items()}

    def _sums(self, asked: AnySelect) -> dict[tuple[int, str], int]:
        return {(owner, currency): amount for owner, currency, amount in self._connection.execute(asked)}


def _status(today: date) -> Case[str]:
    """As domain.subscription.status_on says it, from the caches of a subscription and what it is on the day.

    A trial ends and a pause begins by the day alone: nothing is written then, so what was written says nothing.
    """
    mode = (
        select(SegmentRow.mode)
        .join(SubscriptionLineRow, SubscriptionLineRow.id == SegmentRow.line_id)
        .where(
            SubscriptionLineRow.subscription_id == SubscriptionRow.id,
            SubscriptionLineRow.slot == BASE,
            SegmentRow.from_day <= today,
            SegmentRow.to_day > today,
        )
        .correlate(SubscriptionRow)
        .limit(1)
        .scalar_subquery()
    )
    running = case((SubscriptionRow.end_day.is_not(None), Status.CANCELLED.value), else_=Status.ACTIVE.value)
    waiting = {SegmentMode.TRIAL.value: Status.TRIAL.value, SegmentMode.PAUSED.value: Status.PAUSED.value}
    return case(
        (SubscriptionRow.start_day == NEVER, NOTHING),
        (SubscriptionRow.start_day > today, Status.NOT_STARTED.value),
        (SubscriptionRow.end_day <= today, Status.ENDED.value),
        else_=case(waiting, value=func.coalesce(mode, SegmentMode.PAUSED.value), else_=running),
    )


def _rank(today: date) -> Case[int]:
    return case(_RANKS, value=_status(today), else_=_LAST)


def _best(today: date) -> Subquery:
    """Each subscriber's best rank."""
    rank = func.min(_rank(today)).label("rank")
    return select(SubscriptionRow.subscriber_id, rank).group_by(SubscriptionRow.subscriber_id).subquery("best")


def _has_status(statuses: Iterable[str], today: date) -> ColumnElement[bool]:
    ranks = [_RANKS.get(status, _LAST) for status in statuses]
    best = _best(today)
    having = SubscriberRow.id.in_(select(best.c.subscriber_id).where(best.c.rank.in_(ranks)))
    if _LAST in ranks:
        return having | SubscriberRow.id.not_in(select(SubscriptionRow.subscriber_id))
    return having


def _owners_of_plans(plans: Sequence[str], today: date) -> Select[int]:
    return _plans_on(select(SubscriptionRow.subscriber_id), today).where(SegmentRow.item_code.in_(plans))


def _plans_on(asked: AnySelect, today: date) -> AnySelect:
    """The base lines of subscriptions with what they are on the day."""
    return asked.join(
        SubscriptionLineRow,
        and_(SubscriptionLineRow.subscription_id == SubscriptionRow.id, SubscriptionLineRow.slot == BASE),
    ).join(
        SegmentRow,
        and_(SegmentRow.line_id == SubscriptionLineRow.id, SegmentRow.from_day <= today, SegmentRow.to_day > today),
    )


_SETTLED: Final = (
    select(func.coalesce(func.sum(AllocationRow.amount), 0))
    .where(AllocationRow.invoice_id == InvoiceRow.id)
    .correlate(InvoiceRow)
    .scalar_subquery()
)


def _late(today: date) -> ColumnElement[bool]:
    return and_(InvoiceRow.kind == "invoice", InvoiceRow.due_day < today, InvoiceRow.total > _SETTLED)


def _is_overdue(today: date) -> ColumnElement[bool]:
    return SubscriberRow.id.in_(select(InvoiceRow.payer_id).where(_late(today)))


def _overdue(today: date, ids: Sequence[int]) -> AnySelect:
    rest = func.sum(InvoiceRow.total - _SETTLED)
    asked = select(InvoiceRow.payer_id, InvoiceRow.currency, rest).where(_late(today), InvoiceRow.payer_id.in_(ids))
    return asked.group_by(InvoiceRow.payer_id, InvoiceRow.currency)


def _balance(ids: Sequence[int] | None = None) -> AnySelect:
    """Invoices less credit notes less payments, per payer and currency."""
    billed = select(
        InvoiceRow.payer_id,
        InvoiceRow.currency,
        case((InvoiceRow.kind == "invoice", InvoiceRow.total), else_=-InvoiceRow.total).label("amount"),
    )
    paid = select(PaymentRow.payer_id, PaymentRow.currency, (-PaymentRow.amount).label("amount"))
    if ids is not None:
        billed, paid = billed.where(InvoiceRow.payer_id.in_(ids)), paid.where(PaymentRow.payer_id.in_(ids))
    rows = union_all(billed, paid).subquery("moves")
    asked = select(rows.c.payer_id, rows.c.currency, func.sum(rows.c.amount).label("amount"))
    return asked.group_by(rows.c.payer_id, rows.c.currency)


def _outstanding(_today: date) -> Subquery:
    owed = _balance().subquery("owed")
    asked = select(owed.c.payer_id.label("subscriber_id"), func.max(owed.c.amount).label("amount"))
    return asked.group_by(owed.c.payer_id).subquery("outstanding")


def _next_days(_today: date) -> Subquery:
    asked = select(SubscriptionRow.subscriber_id, func.min(SubscriptionLineRow.next_issue_day).label("day"))
    joined = asked.join(SubscriptionLineRow, SubscriptionLineRow.subscription_id == SubscriptionRow.id)
    return joined.group_by(SubscriptionRow.subscriber_id).subquery("due")


def _plan_names(today: date) -> Subquery:
    asked = _plans_on(select(SubscriptionRow.subscriber_id, func.min(PlanRow.name).label("plan")), today)
    joined = asked.join(PlanRow, PlanRow.code == SegmentRow.item_code)
    return joined.group_by(SubscriptionRow.subscriber_id).subquery("plans")


_DERIVED: Final = {
    "status": _best,
    "next_issue_day": _next_days,
    "subscription": _plan_names,
    "outstanding": _outstanding,
}
