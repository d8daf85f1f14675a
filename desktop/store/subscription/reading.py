"""Subscriptions with their changes, as values; their lines by slot; who recorded what when."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from desktop.domain.errors import DomainError
from desktop.domain.ids import ChangeId, CommandId, LineId, PriceId, SubscriptionId
from desktop.domain.period import Interval, Unit
from desktop.domain.subscription import Change, ChangeKind, Status, Subscription
from desktop.domain.text import N_
from desktop.store.subscription.facts import facts_from
from desktop.store.tables import (
    ChangeRow,
    CommandRow,
    SegmentRow,
    SubscriptionLineRow,
    SubscriptionPreferenceRow,
    SubscriptionRow,
    UserRow,
)

_AT_ONCE: Final = 500
_DATED_KINDS: Final = (ChangeKind.PAUSED.value, ChangeKind.PAYER_CHANGED.value)
_DATED_STATES: Final = (Status.TRIAL.value, Status.PAUSED.value)


class Recorded(NamedTuple):
    """A change, when it was recorded, by whom, and with which command."""

    change: Change
    at: datetime
    by: str
    command_id: CommandId


class SubscriptionReader:
    """Looks up subscriptions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, subscription_id: SubscriptionId) -> Subscription:
        """One subscription with all its changes; raises DomainError when there is none."""
        found = self.get_many([subscription_id])
        if not found:
            raise DomainError(N_("This subscription is no longer there. Look again."))
        return found[subscription_id]

    def get_many(self, ids: Sequence[int]) -> dict[SubscriptionId, Subscription]:
        """Those of the ids that are there, in the order of ids."""
        found = (each for part in _chunks(ids) for each in self._where(SubscriptionRow.id.in_(part)))
        return {each.id: each for each in found}

    def by_number(self, number: str) -> Subscription | None:
        """The subscription with that number, None when there is none."""
        return next(iter(self._where(SubscriptionRow.number == number)), None)

    def of_subscriber(self, subscriber_id: int) -> list[Subscription]:
        """What a subscriber receives, oldest first."""
        return self._where(SubscriptionRow.subscriber_id == subscriber_id)

    def of_subscribers(self, ids: Sequence[int]) -> dict[int, list[Subscription]]:
        """What many subscribers receive, each oldest first."""
        found: dict[int, list[Subscription]] = {}
        for part in _chunks(ids):
            for each in self._where(SubscriptionRow.subscriber_id.in_(part)):
                found.setdefault(each.subscriber, []).append(each)
        return found

    def of_payer(self, payer_id: int) -> list[Subscription]:
        """What somebody pays for, oldest first."""
        return self._where(SubscriptionRow.payer_id == payer_id)

    def lines(self, subscription_id: SubscriptionId) -> dict[str, LineId]:
        """The subscription lines by slot; a slot that ended keeps its line."""
        asked = select(SubscriptionLineRow.slot, SubscriptionLineRow.id)
        rows = self._connection.execute(asked.where(SubscriptionLineRow.subscription_id == subscription_id))
        return {slot: LineId(number) for slot, number in rows}

    def recorded(self, subscription_id: SubscriptionId) -> list[Recorded]:
        """Every change with who recorded it and when, oldest first."""
        asked = (
            select(*ChangeRow.__table__.c, UserRow.name.label("by"))
            .join(CommandRow, CommandRow.id == ChangeRow.command_id)
            .join(UserRow, UserRow.id == CommandRow.user_id)
            .where(ChangeRow.subscription_id == subscription_id)
            .order_by(ChangeRow.sequence)
        )
        rows = self._connection.execute(asked).mappings()
        return [Recorded(_change(row), row["recorded_at"], row["by"], CommandId(row["command_id"])) for row in rows]

    def of_command(self, command_id: CommandId) -> dict[SubscriptionId, list[int]]:
        """Which changes a command made, as sequences by subscription: what an undo names."""
        asked = select(ChangeRow.subscription_id, ChangeRow.sequence).where(ChangeRow.command_id == command_id)
        found: dict[SubscriptionId, list[int]] = {}
        for owner, sequence in self._connection.execute(asked.order_by(ChangeRow.subscription_id, ChangeRow.sequence)):
            found.setdefault(SubscriptionId(owner), []).append(sequence)
        return found

    def ending(self, *, after: date, through: date) -> list[SubscriptionId]:
        """Subscriptions whose first day without service lies behind `after` and up to `through`, soonest first."""
        end = SubscriptionRow.end_day
        asked = select(SubscriptionRow.id).where(end > after, end <= through).order_by(end, SubscriptionRow.id)
        return [SubscriptionId(number) for number in self._connection.execute(asked).scalars()]

    def with_item(self, item: str, *, after: date) -> list[SubscriptionId]:
        """The subscriptions that have a plan or an add-on behind a day, by id."""
        asked = (
            select(SubscriptionLineRow.subscription_id)
            .join(SegmentRow, SegmentRow.line_id == SubscriptionLineRow.id)
            .where(SegmentRow.item_code == item, SegmentRow.to_day > after)
            .distinct()
            .order_by(SubscriptionLineRow.subscription_id)
        )
        return [SubscriptionId(number) for number in self._connection.execute(asked).scalars()]

    def kept(self, subscription_id: SubscriptionId) -> list[list[object]]:
        """The segments as they are kept, by slot and day, without ids and without what caused them."""
        columns = [c for c in SegmentRow.__table__.columns if c.name not in ("line_id", "change")]
        asked = (
            select(SubscriptionLineRow.slot, *columns)
            .join(SegmentRow, SegmentRow.line_id == SubscriptionLineRow.id)
            .where(SubscriptionLineRow.subscription_id == subscription_id)
            .order_by(SubscriptionLineRow.slot, SegmentRow.from_day)
        )
        return [list(row) for row in self._connection.execute(asked)]

    def ageing(self, *, today: date) -> list[tuple[Subscription, str]]:
        """Subscriptions that the passing of days alone may change, each with the status that is kept of it.

        Those on trial or paused, those with a pause or another payer in their changes, and trials that have begun.
        """
        changed = select(ChangeRow.subscription_id).where(ChangeRow.kind.in_(_DATED_KINDS))
        begun = select(ChangeRow.subscription_id).where(
            ChangeRow.kind == ChangeKind.STARTED.value, ChangeRow.until_day > today, ChangeRow.effective <= today
        )
        candidates = (
            SubscriptionRow.status.in_(_DATED_STATES)
            | SubscriptionRow.id.in_(changed)
            | ((SubscriptionRow.status == Status.NOT_STARTED.value) & SubscriptionRow.id.in_(begun))
        )
        kept = dict(
            self._connection.execute(select(SubscriptionRow.id, SubscriptionRow.status).where(candidates)).all()
        )
        return [(life, kept[life.id]) for life in self.get_many(sorted(kept)).values()]

    def count(self) -> int:
        """How many subscriptions there ever were."""
        return int(self._connection.execute(select(func.count(SubscriptionRow.id))).scalar_one())

    def _where(self, condition: ColumnElement[bool]) -> list[Subscription]:
        rows = self._connection.execute(
            select(SubscriptionRow.__table__).where(condition).order_by(SubscriptionRow.id)
        ).mappings()
        subscriptions = list(rows)
        ids = [row["id"] for row in subscriptions]
        changes = self._changes(ids)
        preferences = self._preferences(ids)
        return [
            Subscription(
                number=row["number"],
                subscriber=row["subscriber_id"],
                payer=row["payer_id"],
                product=row["product_code"],
                currency=row["currency"],
                changes=tuple(changes.get(row["id"], ())),
                preferences=preferences.get(row["id"], {}),
                version=row["version"],
                id=SubscriptionId(row["id"]),
            )
            for row in subscriptions
        ]

    def _changes(self, ids: Sequence[int]) -> dict[int, list[Change]]:
        found: dict[int, list[Change]] = {}
        for part in _chunks(ids):
            asked = select(ChangeRow.__table__).where(ChangeRow.subscription_id.in_(part))
            ordered = asked.order_by(ChangeRow.subscription_id, ChangeRow.sequence)
            for row in self._connection.execute(ordered).mappings():
                found.setdefault(row["subscription_id"], []).append(_change(row))
        return found

    def _preferences(self, ids: Sequence[int]) -> dict[int, dict[str, str]]:
        found: dict[int, dict[str, str]] = {}
        columns = (
            SubscriptionPreferenceRow.subscription_id,
            SubscriptionPreferenceRow.key,
            SubscriptionPreferenceRow.value,
        )
        for part in _chunks(ids):
            asked = select(*columns).where(SubscriptionPreferenceRow.subscription_id.in_(part))
            for owner, key, value in self._connection.execute(asked):
                found.setdefault(owner, {})[key] = value
        return found


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def _change(row: RowMapping) -> Change:
    included: Any = row["included"]
    return Change(
        sequence=row["sequence"],
        effective=row["effective"],
        kind=ChangeKind(row["kind"]),
        slot=row["slot"],
        item=row["item_code"] or "",
        quantity=row["quantity"],
        price=None if row["price_id"] is None else PriceId(row["price_id"]),
        agreed=row["agreed"],
        agreed_includes_vat=row["agreed_includes_vat"],
        keeps_agreed=row["keeps_agreed"],
        until=row["until_day"],
        anchor=row["anchor"],
        interval=None if row["unit"] is None else Interval(Unit(row["unit"]), row["interval_count"]),
        in_arrears=row["in_arrears"],
        lead_days=row["lead_days"],
        elsewhere_through=row["elsewhere_through"],
        commitment_months=row["commitment_months"],
        included=tuple((str(code), int(quantity)) for code, quantity in included),
        annuls=tuple(row["annuls"]),
        origin=row["origin"],
        reason=row["reason"],
        overridden=row["overridden"],
        **facts_from(row["facts"]),
        id=ChangeId(row["id"]),
    )
