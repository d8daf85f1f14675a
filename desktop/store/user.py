"""Who works with the company file."""

from sqlalchemy import Connection, select

from desktop.domain.audit import User
from desktop.domain.errors import DomainError
from desktop.domain.ids import UserId
from desktop.domain.text import N_
from desktop.store.pen import Pen
from desktop.store.tables import UserRow


class UserReader:
    """Looks up people of the company."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[User]:
        """Everyone, in the order they came."""
        rows = self._connection.execute(
            select(UserRow.name, UserRow.initials, UserRow.role, UserRow.version, UserRow.id).order_by(UserRow.id)
        )
        return [User(name, initials, role, version, UserId(number)) for name, initials, role, version, number in rows]

    def get(self, user_id: UserId) -> User:
        """One person; raises DomainError when there is none."""
        for user in self.all():
            if user.id == user_id:
                return user
        raise DomainError(N_("There is no such user. Choose another."))


class UserWriter(UserReader):
    """Adds and changes people."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen.connection)
        self._pen = pen

    def add(self, user: User) -> UserId:
        """A new person; gives the id."""
        made = UserId(self._pen.take_id("user"))
        row = {"id": made, "name": user.name, "initials": user.initials, "role": user.role, "version": 1}
        self._pen.add(UserRow, [row])
        return made

    def change(self, user: User) -> None:
        """Another name, initials or role; raises ChangedMeanwhileError when someone else was first."""
        values = {"name": user.name, "initials": user.initials, "role": user.role}
        self._pen.change(UserRow, key=user.id, version=user.version, values=values)
