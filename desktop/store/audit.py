"""The audit chain as kept: commands, one row a transaction, the head, and what the doctor reads to prove them."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from desktop.domain.audit import START, AuditEntry, AuditHead, Command, canonical, digest, entry
from desktop.domain.ids import CommandId, UserId
from desktop.store.pen import Pen
from desktop.store.tables import AuditHeadRow, AuditRow, CommandRow

_ENTRY = (AuditRow.seq, AuditRow.prev, AuditRow.command_id, AuditRow.batch, AuditRow.body, AuditRow.sha256)


class AuditReader:
    """Looks at commands and at the chain."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def head(self) -> AuditHead:
        """The last entry written; all zeros before the first."""
        found = self._connection.execute(select(AuditHeadRow.seq, AuditHeadRow.sha256)).one()
        return AuditHead(*found)

    def entries(self, *, after: int = 0) -> Iterator[AuditEntry]:
        """The chain in order, from behind entry `after`."""
        rows = self._connection.execute(select(*_ENTRY).where(AuditRow.seq > after).order_by(AuditRow.seq))
        return (AuditEntry(*row) for row in rows)

    def command(self, command_id: CommandId) -> Command | None:
        """What a person asked for; None when there is no such command."""
        row = self._connection.execute(
            select(CommandRow)
            .where(CommandRow.id == command_id)
            .with_only_columns(CommandRow.id, CommandRow.name, CommandRow.user_id, CommandRow.at, CommandRow.parameters)
        ).one_or_none()
        return None if row is None else _command(*row)

    def commands(self, *, name: str) -> list[Command]:
        """The commands of a name, the newest first."""
        columns = (CommandRow.id, CommandRow.name, CommandRow.user_id, CommandRow.at, CommandRow.parameters)
        asked = select(*columns).where(CommandRow.name == name).order_by(CommandRow.id.desc())
        return [_command(*row) for row in self._connection.execute(asked)]

    def last_batch(self, command_id: CommandId) -> int:
        """The number of the command's last transaction, 0 before the first."""
        found = select(func.coalesce(func.max(AuditRow.batch), 0)).where(AuditRow.command_id == command_id)
        return int(self._connection.execute(found).scalar_one())


class AuditWriter(AuditReader):
    """Writes commands and closes transactions."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen.connection)
        self._pen = pen

    def add_command(self, *, name: str, user_id: UserId, at: datetime, parameters: Mapping[str, object]) -> Command:
        """Writes down what a person asked for; the parameters hold ids, codes, dates and amounts, no typed text."""
        made = Command(CommandId(self._pen.take_id("command")), name, user_id, at, parameters)
        row = {"id": made.id, "name": name, "parameters": dict(parameters), "user_id": user_id, "at": at}
        self._pen.add(CommandRow, [row])
        return made

    def close(self, command: Command, *, batch: int) -> AuditHead:
        """One entry for the transaction, and the head: the very last statement, for it is what others wait for."""
        facts = {"command_sha256": command_digest(command), "rows": self._pen.vouched()}
        made = entry(head=self.head(), command_id=command.id, batch=batch, facts=facts)
        self._pen.add(AuditRow, [made._asdict()])
        self._connection.execute(update(AuditHeadRow).values(seq=made.seq, sha256=made.sha256))
        return AuditHead(made.seq, made.sha256)

    def begin_chain(self) -> None:
        """The head of a new company file."""
        self._pen.add(AuditHeadRow, [{"id": 1, "seq": 0, "sha256": START}])


def command_digest(command: Command) -> str:
    """What the chain says of a command, the same for each of its transactions."""
    return digest(canonical([command.id, command.name, command.user_id, command.at, dict(command.parameters)]))


def _command(number: int, name: str, user_id: int, at: datetime, parameters: object) -> Command:
    fields = parameters if isinstance(parameters, dict) else {}
    return Command(CommandId(number), name, UserId(user_id), at, fields)
