"""The journal: what was posted, summed by account, and whether it balances."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from desktop.store.tables import JournalRow


class AccountSum(NamedTuple):
    """What was posted to an account in a span of days, in minor units: debit above zero, credit below."""

    account: str
    currency: str
    amount: int


class LedgerReader:
    """Looks at the journal; documents and payments write it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sums(self, *, from_day: date = date.min, to_day: date = date.max) -> list[AccountSum]:
        """What each account comes to from a day up to, not including, another."""
        amount = func.sum(JournalRow.amount)
        asked = (
            select(JournalRow.account, JournalRow.currency, amount)
            .where(JournalRow.day >= from_day, JournalRow.day < to_day)
            .group_by(JournalRow.account, JournalRow.currency)
            .order_by(JournalRow.account, JournalRow.currency)
        )
        return [AccountSum(*row) for row in self._connection.execute(asked)]

    def unbalanced(self) -> list[tuple[int | None, int | None, int]]:
        """Vouchers that do not sum to zero, as (invoice, payment, sum); empty in a sound journal."""
        amount = func.sum(JournalRow.amount)
        asked = (
            select(JournalRow.invoice_id, JournalRow.payment_id, amount)
            .group_by(JournalRow.invoice_id, JournalRow.payment_id, JournalRow.currency)
            .having(amount != 0)
        )
        return [(invoice, payment, rest) for invoice, payment, rest in self._connection.execute(asked)]
