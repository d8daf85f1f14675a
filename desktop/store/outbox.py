"""What others are to be told of, written in the transaction that makes it true and published later, in order."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, func, select

from desktop.domain.ids import CommandId
from desktop.store.pen import Pen
from desktop.store.tables import OutboxRow


class OutboxReader:
    """Looks at what waits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def waiting(self) -> int:
        """How many rows are not yet published."""
        asked = select(func.count(OutboxRow.seq)).where(OutboxRow.published_at.is_(None))
        return int(self._connection.execute(asked).scalar_one())


class OutboxWriter(OutboxReader):
    """Writes what is to be told."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen.connection)
        self._pen = pen

    def add(
        self, *, subject: str, subject_id: int, body: Mapping[str, object], from_day: date, command_id: CommandId
    ) -> None:
        """One row behind the last: what happened to whom, and from which day it holds."""
        row = {
            "seq": self._pen.next_seq(OutboxRow),
            "subject": subject,
            "subject_id": subject_id,
            "body": dict(body),
            "from_day": from_day,
            "command_id": command_id,
            "published_at": None,
        }
        self._pen.add(OutboxRow, [row])
