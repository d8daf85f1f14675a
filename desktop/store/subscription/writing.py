"""Appends changes to subscriptions, and derives from them the lines, the segments and what lists look at."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import delete, update

from desktop.domain.ids import CommandId, SubscriptionId
from desktop.domain.subscription import Change, Segment, Subscription, end_day, segments, start_day, status_on
from desktop.store.pen import Pen
from desktop.store.subscription.facts import facts_of
from desktop.store.subscription.reading import SubscriptionReader
from desktop.store.tables import (
    ChangeRow,
    SegmentRow,
    SubscriptionLineRow,
    SubscriptionPreferenceRow,
    SubscriptionRow,
)
from desktop.store.tables.subscription import NEVER

Slots = Mapping[str, Sequence[Segment]]


class _Stamp(NamedTuple):
    """With which command changes are recorded, when, and on what day."""

    command_id: CommandId
    at: datetime
    today: date


class SubscriptionWriter(SubscriptionReader):
    """Adds subscriptions and appends changes to them."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen.connection)
        self._pen = pen

    def add(self, subscription: Subscription, *, command_id: CommandId, at: datetime, today: date) -> SubscriptionId:
        """A new subscription with its first changes; gives its id."""
        return self.add_many([subscription], command_id=command_id, at=at, today=today)[0]

    def add_many(
        self, subscriptions: Sequence[Subscription], *, command_id: CommandId, at: datetime, today: date
    ) -> list[SubscriptionId]:
        """New subscriptions with their first changes, in the order given; gives their ids.

        Their lines are not yet known to be due: `billing.settle` says when, once the planner has answered.
        """
        stamp = _Stamp(command_id, at, today)
        ids = [SubscriptionId(number) for number in self._pen.take_ids("subscription", len(subscriptions))]
        made = list(zip(ids, subscriptions, strict=True))
        self._pen.add(SubscriptionRow, [_row(number, each, stamp) for number, each in made])
        self._record([(number, change) for number, each in made for change in each.changes], stamp)
        self._set_preferences({number: each.preferences for number, each in made if each.preferences})
        self._add_lines(
            [(number, slot, parts) for number, each in made for slot, parts in segments(each.changes).items()]
        )
        return ids

    def append(
        self, subscription: Subscription, changes: Sequence[Change], *, command_id: CommandId, at: datetime, today: date
    ) -> Subscription:
        """Appends changes to a subscription as it was read; gives it as it is then.

        Of each line whose days come out otherwise, `clean_from` goes back to the first such day. Raises
        ChangedMeanwhileError when someone else changed the subscription since it was read.
        """
        stamp = _Stamp(command_id, at, today)
        whole = (*subscription.changes, *changes)
        caches = {"start_day": start_day(whole) or NEVER, "end_day": end_day(whole)}
        status = status_on(whole, day=today).value
        self._pen.change(
            SubscriptionRow,
            key=subscription.id,
            version=subscription.version,
            values={**caches, "status": status},
        )
        self._record([(subscription.id, change) for change in changes], stamp)
        self._rewrite(subscription.id, before=segments(subscription.changes), after=segments(whole))
        return self.get(subscription.id)

    def change_preferences(self, subscription: Subscription, preferences: Mapping[str, str]) -> None:
        """Other answers to what the product asks."""
        self._pen.change(SubscriptionRow, key=subscription.id, version=subscription.version, values={})
        mine = SubscriptionPreferenceRow.subscription_id == subscription.id
        self._connection.execute(delete(SubscriptionPreferenceRow).where(mine))
        self._set_preferences({subscription.id: preferences})

    def change_payer(self, subscription: Subscription, *, payer: int) -> None:
        """Somebody else pays from the next document on."""
        values = {"payer_id": payer}
        self._pen.change(SubscriptionRow, key=subscription.id, version=subscription.version, values=values)

    def _record(self, changes: Sequence[tuple[SubscriptionId, Change]], stamp: _Stamp) -> None:
        ids = self._pen.take_ids("change", len(changes))
        rows = [_change_row(number, *each, stamp) for number, each in zip(ids, changes, strict=True)]
        self._pen.add_final(ChangeRow, rows)

    def _set_preferences(self, preferences: Mapping[SubscriptionId, Mapping[str, str]]) -> None:
        rows = [
            {"subscription_id": owner, "key": key, "value": value}
            for owner, answers in preferences.items()
            for key, value in sorted(answers.items())
        ]
        self._pen.add(SubscriptionPreferenceRow, rows)

    def _add_lines(self, lines: Sequence[tuple[SubscriptionId, str, Sequence[Segment]]]) -> None:
        ids = self._pen.take_ids("subscription_line", len(lines))
        made = list(zip(ids, lines, strict=True))
        rows = [
            {
                "id": number,
                "subscription_id": owner,
                "slot": slot,
                "clean_from": parts[0].from_day,
                "next_issue_day": None,
                "billed_to": None,
            }
            for number, (owner, slot, parts) in made
        ]
        self._pen.add(SubscriptionLineRow, rows)
        self._add_segments([(number, part) for number, (_, _, parts) in made for part in parts])

    def _add_segments(self, parts: Sequence[tuple[int, Segment]]) -> None:
        if parts:
            self._connection.exec_driver_sql(_SEGMENT, [_segment_row(line, part) for line, part in parts])

    def _rewrite(self, subscription_id: SubscriptionId, *, before: Slots, after: Slots) -> None:
        """Makes the kept segments into the new ones, and remembers from which day they differ."""
        lines = self.lines(subscription_id)
        new = [(subscription_id, slot, parts) for slot, parts in after.items() if slot not in lines]
        for slot, line in lines.items():
            disturbed = first_difference(before.get(slot, ()), after.get(slot, ()))
            if disturbed is None:
                continue
            self._connection.execute(delete(SegmentRow).where(SegmentRow.line_id == line))
            self._add_segments([(line, part) for part in after.get(slot, ())])
            later = (SubscriptionLineRow.id == line) & (SubscriptionLineRow.clean_from > disturbed)
            self._connection.execute(update(SubscriptionLineRow).where(later).values(clean_from=disturbed))
        self._add_lines(new)


def first_difference(before: Sequence[Segment], after: Sequence[Segment]) -> date | None:
    """The first day on which two lives of a line differ, None when they are the same.

    What caused a segment is no difference of its days, but is kept all the same: then the day is the segment's end.
    """
    for one, other in zip(before, after, strict=False):
        if one == other:
            continue
        if one.from_day != other.from_day:
            return min(one.from_day, other.from_day)
        same_terms = one._replace(change=0)[2:] == other._replace(change=0)[2:]
        return min(one.to_day, other.to_day) if same_terms else one.from_day
    longer = before if len(before) > len(after) else after
    rest = longer[min(len(before), len(after)) :]
    return rest[0].from_day if rest else None


_SEGMENT_COLUMNS: Final = tuple(column.name for column in SegmentRow.__table__.columns)
_SEGMENT: Final = (
    f"INSERT INTO segment ({', '.join(_SEGMENT_COLUMNS)}) VALUES ({', '.join('?' * len(_SEGMENT_COLUMNS))})"
)


def _segment_row(line: int, part: Segment) -> tuple[Any, ...]:
    """The columns in the order of the table, days as text."""
    return (
        line,
        part.from_day.isoformat(),
        part.to_day.isoformat(),
        part.item,
        part.price,
        part.agreed,
        int(part.agreed_includes_vat),
        part.mode.value,
        part.covers,
        part.quantity,
        part.anchor.isoformat(),
        part.unit.value,
        part.n,
        int(part.in_arrears),
        part.lead_days,
        None if part.elsewhere_through is None else part.elsewhere_through.isoformat(),
        part.change,
        int(part.keeps),
    )


def _row(number: SubscriptionId, subscription: Subscription, stamp: _Stamp) -> dict[str, object]:
    return {
        "id": number,
        "number": subscription.number,
        "subscriber_id": subscription.subscriber,
        "payer_id": subscription.payer,
        "product_code": subscription.product,
        "currency": subscription.currency,
        "start_day": start_day(subscription.changes) or NEVER,
        "end_day": end_day(subscription.changes),
        "status": status_on(subscription.changes, day=stamp.today).value,
        "version": 1,
    }


def _change_row(number: int, owner: SubscriptionId, change: Change, stamp: _Stamp) -> dict[str, object]:
    return {
        "id": number,
        "subscription_id": owner,
        "sequence": change.sequence,
        "effective": change.effective,
        "kind": change.kind.value,
        "slot": change.slot,
        "item_code": change.item or None,
        "quantity": change.quantity,
        "price_id": change.price,
        "agreed": change.agreed,
        "agreed_includes_vat": change.agreed_includes_vat,
        "keeps_agreed": change.keeps_agreed,
        "until_day": change.until,
        "anchor": change.anchor,
        "unit": None if change.interval is None else change.interval.unit.value,
        "interval_count": None if change.interval is None else change.interval.n,
        "in_arrears": change.in_arrears,
        "lead_days": change.lead_days,
        "elsewhere_through": change.elsewhere_through,
        "commitment_months": change.commitment_months,
        "included": [list(pair) for pair in change.included],
        "annuls": list(change.annuls),
        "origin": change.origin,
        "reason": change.reason,
        "overridden": change.overridden,
        "facts": facts_of(change),
        "command_id": stamp.command_id,
        "recorded_at": stamp.at,
    }
