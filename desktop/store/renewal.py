"""Runs as kept: the record with its lease, who was left out, and who was set aside until someone clears it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from desktop.domain.renewal import Run, RunState
from desktop.domain.rows import SetAsideRow as SetAside
from desktop.domain.text import Message
from desktop.store.pen import Pen
from desktop.store.tables import RunExclusionRow, RunRow, SetAsideRow, SubscriberRow, UserRow

_RUN: Final = (
    RunRow.id,
    RunRow.number,
    RunRow.state,
    RunRow.today,
    RunRow.target_day,
    RunRow.digest,
    RunRow.planned_documents,
    RunRow.planned_total,
    RunRow.done_documents,
    RunRow.done_total,
    RunRow.started_at,
    RunRow.ended_at,
    RunRow.first_number,
    RunRow.last_number,
    func.coalesce(
        select(func.count()).select_from(SetAsideRow).where(SetAsideRow.run_id == RunRow.id).scalar_subquery(), 0
    ),
    UserRow.name,
)


class Lease(NamedTuple):
    """Who carries a run out: a process on a host, and when it was last heard of."""

    owner: str
    pid: int
    heartbeat_at: datetime


class RenewalReader:
    """Looks at runs and at who is set aside."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, run: int) -> Run | None:
        """A run by its id."""
        row = self._connection.execute(self._runs().where(RunRow.id == run)).one_or_none()
        return None if row is None else _run(row)

    def newest(self, *, state: RunState | None = None) -> Run | None:
        """The last run, or the last in a state."""
        statement = self._runs().order_by(RunRow.number.desc()).limit(1)
        if state is not None:
            statement = statement.where(RunRow.state == state.value)
        row = self._connection.execute(statement).one_or_none()
        return None if row is None else _run(row)

    def page(self, *, offset: int = 0, limit: int = 200) -> list[Run]:
        """Runs, newest first."""
        rows = self._connection.execute(self._runs().order_by(RunRow.number.desc()).offset(offset).limit(limit))
        return [_run(row) for row in rows]

    def count(self) -> int:
        """How many runs there were."""
        return int(self._connection.execute(select(func.count()).select_from(RunRow)).scalar_one())

    def _runs(self) -> Any:  # noqa: ANN401 - a select of sixteen columns has no shorter name
        return select(*_RUN).join(UserRow, UserRow.id == RunRow.user_id)

    def command_of(self, run: int) -> int:
        """The command that carries the run out."""
        return int(self._connection.execute(select(RunRow.command_id).where(RunRow.id == run)).scalar_one())

    def selection(self, run: int) -> Mapping[str, object]:
        """What the run was asked to bill."""
        found = self._connection.execute(select(RunRow.selection).where(RunRow.id == run)).scalar_one()
        return found if isinstance(found, dict) else {}

    def lease(self, run: int) -> Lease | None:
        """Who carries it out now."""
        row = self._connection.execute(
            select(RunRow.lease_owner, RunRow.lease_pid, RunRow.heartbeat_at).where(RunRow.id == run)
        ).one()
        return None if row.lease_owner is None else Lease(row.lease_owner, row.lease_pid, row.heartbeat_at)

    def excluded(self, run: int) -> set[int]:
        """Payers that staff left out of the run."""
        rows = self._connection.execute(select(RunExclusionRow.subscriber_id).where(RunExclusionRow.run_id == run))
        return set(rows.scalars())

    def set_aside(self) -> list[SetAside]:
        """Everyone who is set aside and not cleared, newest first."""
        rows = self._connection.execute(
            select(
                SetAsideRow.id,
                SetAsideRow.subscriber_id,
                SubscriberRow.number,
                SubscriberRow.name,
                SetAsideRow.reason,
                SetAsideRow.amount,
                SetAsideRow.day,
            )
            .join(SubscriberRow, SubscriberRow.id == SetAsideRow.subscriber_id)
            .where(SetAsideRow.cleared_at.is_(None))
            .order_by(SetAsideRow.day.desc(), SetAsideRow.id)
        )
        return [SetAside(r[0], r[1], r[2], r[3], _message(r[4]), r[5] or 0, r[6]) for r in rows]


class RenewalWriter(RenewalReader):
    """Keeps the record of runs."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen.connection)
        self._pen = pen

    def begin(
        self, run: Run, *, command_id: int, user_id: int, selection: Mapping[str, object], common_digest: str
    ) -> int:
        """Writes the record of a run about to start; gives its id. `run.number` is given here."""
        made = self._pen.take_id("run")
        number = self._connection.execute(select(func.coalesce(func.max(RunRow.number), 0) + 1)).scalar_one()
        previous = self.newest(state=RunState.DONE)
        row = {
            "id": made,
            "number": number,
            "command_id": command_id,
            "user_id": user_id,
            "state": run.state.value,
            "today": run.today,
            "target_day": run.target,
            "selection": dict(selection),
            "digest": run.digest,
            "common_digest": common_digest,
            "planned_documents": run.planned_documents,
            "planned_total": run.planned_total,
            "done_documents": 0,
            "done_total": 0,
            "started_at": run.started_at,
            "previous_run_id": None if previous is None else previous.id,
            "version": 1,
        }
        self._connection.execute(insert(RunRow), [row])
        return made

    def advance(
        self, run: int, *, state: RunState, at: datetime, done: tuple[int, int, int | None, int | None]
    ) -> None:
        """The state, and documents, sum, first and last number so far."""
        documents, total, first, last = done
        ended = at if state in (RunState.DONE, RunState.STOPPED, RunState.INTERRUPTED) else None
        self._connection.execute(
            update(RunRow)
            .where(RunRow.id == run)
            .values(
                state=state.value,
                done_documents=documents,
                done_total=total,
                first_number=first,
                last_number=last,
                ended_at=ended,
            )
        )

    def take_lease(self, run: int, lease: Lease | None) -> None:
        """From now on this process carries the run out; None gives it up."""
        owner, pid, at = (None, None, None) if lease is None else lease
        self._connection.execute(
            update(RunRow).where(RunRow.id == run).values(lease_owner=owner, lease_pid=pid, heartbeat_at=at)
        )

    def exclude(self, run: int, payers: Iterable[int]) -> None:
        """Leaves payers out of the run."""
        rows = [{"run_id": run, "subscriber_id": payer} for payer in payers]
        if rows:
            self._connection.execute(insert(RunExclusionRow), rows)

    def put_aside(self, run: int | None, rows: Sequence[tuple[int, Message, int]], *, day: date) -> None:
        """Sets payers aside: (payer, reason, sum). What was said of them before is replaced."""
        self.clear([payer for payer, _, _ in rows], at=None)
        ids = self._pen.take_ids("set_aside", len(rows)) if rows else ()
        values = [
            {
                "id": number,
                "run_id": run,
                "subscriber_id": payer,
                "reason_code": "fault",
                "reason": _reason(message),
                "amount": amount,
                "day": day,
            }
            for number, (payer, message, amount) in zip(ids, rows, strict=True)
        ]
        if values:
            self._connection.execute(insert(SetAsideRow), values)

    def clear(self, payers: Iterable[int], *, at: datetime | None) -> None:
        """Takes payers out of the list: cleared at a moment, or (None) to be said anew."""
        open_now = select(SetAsideRow.subscriber_id).where(SetAsideRow.cleared_at.is_(None))
        wanted = sorted(set(payers).intersection(self._connection.execute(open_now).scalars()))
        for i in range(0, len(wanted), _CHUNK):
            some = SetAsideRow.subscriber_id.in_(wanted[i : i + _CHUNK]) & SetAsideRow.cleared_at.is_(None)
            if at is None:
                self._connection.execute(delete(SetAsideRow).where(some))
            else:
                self._connection.execute(update(SetAsideRow).where(some).values(cleared_at=at))


_CHUNK: Final = 500


def _run(row: Any) -> Run:  # noqa: ANN401 - a row of sixteen columns has no shorter name
    return Run(
        id=row[0],
        number=row[1],
        state=RunState(row[2]),
        today=row[3],
        target=row[4],
        digest=row[5],
        planned_documents=row[6],
        planned_total=row[7],
        done_documents=row[8],
        done_total=row[9],
        started_at=row[10],
        ended_at=row[11],
        first_number=row[12],
        last_number=row[13],
        set_aside=row[14],
        by=row[15],
    )


def _reason(message: Message) -> dict[str, object]:
    """A message as JSON: days are marked, so that they come back as days and are written in the reader's language."""
    values = {k: {"day": v.isoformat()} if isinstance(v, date) else v for k, v in message.values.items()}
    return {"text": message.text, "values": values}


def _message(stored: object) -> Message:
    found = stored if isinstance(stored, dict) else json.loads(str(stored))
    values = {
        key: date.fromisoformat(value["day"]) if isinstance(value, dict) else value
        for key, value in found["values"].items()
    }
    return Message(found["text"], values=values)
