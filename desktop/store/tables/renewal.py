"""Tables of renewal runs: the run with its lease, who is left out, who is set aside."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop.store.tables.base import Base, CommandRef, Fields, Id, SubscriberRef


class RunRow(Base):
    """A renewal run; its lease says which process carries it out, and when that was last alive."""

    __tablename__ = "run"
    id: Mapped[Id]
    number: Mapped[int] = mapped_column(unique=True)
    command_id: Mapped[CommandRef]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    state: Mapped[str]
    today: Mapped[date]
    target_day: Mapped[date]
    selection: Mapped[Fields]
    digest: Mapped[str]
    common_digest: Mapped[str]
    planned_documents: Mapped[int]
    planned_total: Mapped[int]
    done_documents: Mapped[int]
    done_total: Mapped[int]
    first_number: Mapped[int | None]
    last_number: Mapped[int | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    lease_owner: Mapped[str | None]
    lease_pid: Mapped[int | None]
    heartbeat_at: Mapped[datetime | None]
    previous_run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"))
    version: Mapped[int]


class RunExclusionRow(Base):
    """A subscriber that staff left out of a run."""

    __tablename__ = "run_exclusion"
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscriber.id"), primary_key=True)


class SetAsideRow(Base):
    """A subscriber that a run could not bill, and why; open until `cleared_at`."""

    __tablename__ = "set_aside"
    id: Mapped[Id]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"), index=True)
    subscriber_id: Mapped[SubscriberRef]
    reason_code: Mapped[str]
    reason: Mapped[Fields]
    amount: Mapped[int | None]
    day: Mapped[date]
    cleared_at: Mapped[datetime | None]


Index("ix_set_aside_subscriber", SetAsideRow.subscriber_id, SetAsideRow.cleared_at)
Index("ix_set_aside_day", SetAsideRow.day, SetAsideRow.id)
