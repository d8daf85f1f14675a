"""Looking and writing: `Reading` sees one moment of the file, `Work` is one transaction with one audit line."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection, Engine

from desktop.domain.audit import Command
from desktop.domain.ids import CommandId, UserId
from desktop.store import holder
from desktop.store.audit import AuditReader, AuditWriter
from desktop.store.billing import BillingReader, BillingWriter
from desktop.store.catalog import CatalogReader, CatalogWriter
from desktop.store.doctor import DoctorReader
from desktop.store.invoice import InvoiceReader, InvoiceWriter
from desktop.store.ledger import LedgerReader
from desktop.store.note import NoteReader, NoteWriter
from desktop.store.outbox import OutboxReader, OutboxWriter
from desktop.store.payment import PaymentReader, PaymentWriter
from desktop.store.pen import IdReserve, Pen, draw
from desktop.store.proof import ProofReader
from desktop.store.renewal import RenewalReader, RenewalWriter
from desktop.store.settings import SettingsReader, SettingsWriter
from desktop.store.subscriber import SubscriberReader, SubscriberWriter
from desktop.store.subscription import SubscriptionReader, SubscriptionWriter
from desktop.store.user import UserReader, UserWriter


class UnsealedError(Exception):
    """A transaction wrote rows and ended without its audit line; it was rolled back."""


class Reading:
    """One moment of the company file; each noun is a reader made when first asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def audit(self) -> AuditReader:
        return AuditReader(self._connection)

    @cached_property
    def billing(self) -> BillingReader:
        return BillingReader(self._connection)

    @cached_property
    def doctor(self) -> DoctorReader:
        return DoctorReader(self._connection)

    @cached_property
    def invoice(self) -> InvoiceReader:
        return InvoiceReader(self._connection)

    @cached_property
    def proof(self) -> ProofReader:
        return ProofReader(self._connection)

    @cached_property
    def renewal(self) -> RenewalReader:
        return RenewalReader(self._connection)

    @cached_property
    def catalog(self) -> CatalogReader:
        return CatalogReader(self._connection)

    @cached_property
    def ledger(self) -> LedgerReader:
        return LedgerReader(self._connection)

    @cached_property
    def note(self) -> NoteReader:
        return NoteReader(self._connection)

    @cached_property
    def outbox(self) -> OutboxReader:
        return OutboxReader(self._connection)

    @cached_property
    def payment(self) -> PaymentReader:
        return PaymentReader(self._connection)

    @cached_property
    def subscriber(self) -> SubscriberReader:
        return SubscriberReader(self._connection)

    @cached_property
    def subscription(self) -> SubscriptionReader:
        return SubscriptionReader(self._connection)

    @cached_property
    def settings(self) -> SettingsReader:
        return SettingsReader(self._connection)

    @cached_property
    def user(self) -> UserReader:
        return UserReader(self._connection)


@dataclass(frozen=True, slots=True)
class Lane:
    """Where this process writes: one connection, the ids in reserve, and who is said to hold the lock meanwhile."""

    engine: Engine
    path: Path
    person: str = ""
    reserve: IdReserve = field(default_factory=IdReserve)


class Work(Reading):
    """One transaction: the same nouns, with verbs that write."""

    def __init__(self, connection: Connection, reserve: IdReserve) -> None:
        super().__init__(connection)
        self._pen = Pen(connection, reserve)
        self._command: Command | None = None
        self._batch = 0
        self._sealed = False
        self._before = _rows_changed(connection)

    @cached_property
    def audit(self) -> AuditWriter:
        return AuditWriter(self._pen)

    @cached_property
    def billing(self) -> BillingWriter:
        return BillingWriter(self._pen)

    @cached_property
    def invoice(self) -> InvoiceWriter:
        return InvoiceWriter(self._pen)

    @cached_property
    def renewal(self) -> RenewalWriter:
        return RenewalWriter(self._pen)

    @cached_property
    def catalog(self) -> CatalogWriter:
        return CatalogWriter(self._pen)

    @cached_property
    def note(self) -> NoteWriter:
        return NoteWriter(self._pen)

    @cached_property
    def outbox(self) -> OutboxWriter:
        return OutboxWriter(self._pen)

    @cached_property
    def payment(self) -> PaymentWriter:
        return PaymentWriter(self._pen)

    @cached_property
    def subscriber(self) -> SubscriberWriter:
        return SubscriberWriter(self._pen)

    @cached_property
    def subscription(self) -> SubscriptionWriter:
        return SubscriptionWriter(self._pen)

    @cached_property
    def settings(self) -> SettingsWriter:
        return SettingsWriter(self._pen)

    @cached_property
    def user(self) -> UserWriter:
        return UserWriter(self._pen)

    @property
    def command(self) -> Command:
        """What this transaction carries out; started or continued before."""
        if self._command is None:
            raise UnsealedError("a transaction begins with a command")
        return self._command

    def start(
        self, *, name: str, user_id: UserId, at: datetime, parameters: Mapping[str, object] | None = None
    ) -> Command:
        """Writes down the command; this transaction is its first batch."""
        self._command = self.audit.add_command(name=name, user_id=user_id, at=at, parameters=parameters or {})
        self._batch = 1
        return self._command

    def resume(self, command_id: CommandId) -> Command:
        """Goes on with a command that has transactions already; this one is its next batch."""
        found = self.audit.command(command_id)
        if found is None:
            raise UnsealedError(f"there is no command {command_id}")
        self._command = found
        self._batch = self.audit.last_batch(command_id) + 1
        return found

    def take_ids(self, noun: str, n: int) -> range:
        """The next n ids of a noun; gaps are allowed, they are never shown."""
        return self._pen.take_ids(noun, n)

    def close_with_audit(self) -> None:
        """The audit line and the head of the chain; nothing may be written after it."""
        self.audit.close(self.command, batch=self._batch)
        self._sealed = True

    def check_sealed(self) -> None:
        """Refuses to end a transaction that wrote rows without an audit line."""
        if not self._sealed and _rows_changed(self._connection) != self._before:
            raise UnsealedError("rows were written without an audit line")

    def keep_ids(self) -> None:
        """The transaction was committed."""
        self._pen.keep()

    def forget_ids(self) -> None:
        """The transaction was rolled back."""
        self._pen.forget()


def _rows_changed(connection: Connection) -> int:
    """How many rows this connection has written since it was opened."""
    return int(connection.exec_driver_sql("SELECT total_changes()").scalar_one())


@contextmanager
def reading(engine: Engine) -> Iterator[Reading]:
    """A moment of the file: all that is read inside belongs together."""
    with engine.connect() as connection:
        yield Reading(connection)


@contextmanager
def working(lane: Lane, *, audited: bool = True) -> Iterator[Work]:
    """A transaction that is committed when the block ends, and leaves no trace when it raises.

    `audited=False` is for housekeeping that changes nothing people asked for: the heartbeat of a lease, caches.
    """
    with lane.engine.connect() as connection:
        _refill(connection, lane.reserve)
        with connection.begin():
            holder.write(lane.path, holder.this_process(lane.person))
            work = Work(connection, lane.reserve)
            try:
                yield work
                if audited:
                    work.check_sealed()
            except BaseException:
                work.forget_ids()
                raise
        work.keep_ids()


def _refill(connection: Connection, reserve: IdReserve) -> None:
    """Draws ids before the transaction, so that a run of many transactions seldom draws inside one."""
    short = reserve.short()
    if not short:
        return
    with connection.begin():
        blocks = {noun: draw(connection, noun=noun, n=n) for noun, n in short.items()}
    for noun, block in blocks.items():
        reserve.add(noun, *block)
