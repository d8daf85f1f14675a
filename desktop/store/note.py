"""Notes about subscribers: typed text lies here, never in a command."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, select

from desktop.domain.ids import CommandId, UserId
from desktop.store.pen import Pen
from desktop.store.tables import NoteRow, UserRow


class Note(NamedTuple):
    """What somebody wrote about a subscriber."""

    id: int
    subscriber: int
    text: str
    pinned: bool
    at: datetime
    by: str
    version: int


class NoteReader:
    """Reads notes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_subscriber(self, subscriber_id: int) -> list[Note]:
        """Pinned ones first, then the newest first."""
        asked = (
            select(
                NoteRow.id,
                NoteRow.subscriber_id,
                NoteRow.text,
                NoteRow.pinned,
                NoteRow.at,
                UserRow.name,
                NoteRow.version,
            )
            .join(UserRow, UserRow.id == NoteRow.user_id)
            .where(NoteRow.subscriber_id == subscriber_id)
            .order_by(NoteRow.pinned.desc(), NoteRow.at.desc(), NoteRow.id.desc())
        )
        return [Note(*row) for row in self._connection.execute(asked)]


class NoteWriter(NoteReader):
    """Writes notes."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen.connection)
        self._pen = pen

    def add(
        self,
        *,
        subscriber_id: int,
        text: str,
        at: datetime,
        user_id: UserId,
        command_id: CommandId,
        pinned: bool = False,
    ) -> int:
        """A new note; gives its id."""
        made = self._pen.take_id("note")
        row = {
            "id": made,
            "subscriber_id": subscriber_id,
            "text": text,
            "pinned": pinned,
            "at": at,
            "user_id": user_id,
            "command_id": command_id,
            "version": 1,
        }
        self._pen.add(NoteRow, [row])
        return made

    def change(self, note: Note) -> None:
        """Another text, or pinned or not; raises ChangedMeanwhileError when someone else was first."""
        self._pen.change(NoteRow, key=note.id, version=note.version, values={"text": note.text, "pinned": note.pinned})

    def remove(self, note_id: int) -> None:
        """Takes a note away for good."""
        self._connection.execute(delete(NoteRow).where(NoteRow.id == note_id))
