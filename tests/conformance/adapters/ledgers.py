"""Our lines under the documents of a case, and what they leave on the payer's balance."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from desktop.domain.billing import PlannedLine
from desktop.domain.payment import Account
from tests.conformance.adapters.events import Story
from tests.conformance.adapters.windows import line_of
from tests.conformance.case import Json
from tests.conformance.compare import NOT_JUDGED
from tests.conformance.words import day, major, minor


def lines_of(invoice: Json) -> Sequence[Json]:
    return invoice.get("lines") or ()


def _shown(line: PlannedLine, sequence: Story) -> Json:
    return line_of(line, sequence.company.currency)


def by_line(story: Story, expected: Sequence[Json]) -> list[Json]:
    """Our lines under the documents that name them; a line that none names is shown beside the last.

    The day of a document and what is due on it are judged only where ours fall on the same days.
    """
    left = [_shown(line, story) for run in story.runs for line in run.lines]
    same_days = sorted({run.on for run in story.runs}) == sorted({day(each["on"]) for each in expected})
    balance = Balances()
    made: list[Json] = []
    for each in expected:
        lines = [_taken(wanted, left) for wanted in lines_of(each)]
        document: Json = {name: NOT_JUDGED for name in each if name != "lines"}
        document["lines"] = [line for line in lines if line is not None]
        document["lines"] += _account_lines(each, document["lines"], balance if same_days else None)
        due = balance.settle(document["lines"], story.company.currency)
        if same_days:
            document |= {"on": each["on"], "amount_due": major(due), "total": major(due)}
        if each.get("first_invoice_balance") is not None:
            document["first_invoice_balance"] = major(_first_balance(story))
        made.append(document)
    if made:
        made[-1]["lines"] += left
    return made


def _taken(wanted: Json, left: list[Json]) -> Json | None:
    """Our line that is the one wanted, taken from those left."""
    found = next((shown for shown in left if _is(wanted, shown)), None)
    if found is not None:
        left.remove(found)
    return found


def _first_balance(story: Story) -> int:
    """What is open of the first document after the payments of the case."""
    account = Account().issue("1", [line.amount for line in story.runs[0].lines])
    for event in story.case.given.get("events") or ():
        if event["action"] in {"pay", "payment"}:
            account = account.pay("1", minor(event["amount"], story.company.currency))
    return account.claim("1").balance


def _is(wanted: Json, shown: Json) -> bool:
    same = all(
        str(shown.get(name)) == str(wanted[name])
        for name in ("type", "plan", "start", "end_exclusive")
        if wanted.get(name) is not None
    )
    return same and (wanted.get("amount") is None or Decimal(str(wanted["amount"])) == shown["amount"])


class Balances:
    """What documents leave on the payer's balance, and use of it."""

    def __init__(self) -> None:
        self.account = Account()
        self._number = 0

    def settle(self, lines: Sequence[Json], currency: str) -> int:
        """What is due of a document once the balance is used; one that does not touch it owes its sum."""
        billed = [line["amount"] for line in lines if line["type"] != "account_credit"]
        total = sum(minor(str(amount), currency) for amount in billed)
        if not any(line["type"] == "account_credit" for line in lines):
            return total
        if total < 0:
            self.account = self.account.give(-total)
            return 0
        self._number += 1
        ref = f"I{self._number}"
        self.account = self.account.issue(ref, [total])
        due = self.account.claim(ref).balance
        self.account = self.account.pay(ref, due)
        return due


def _account_lines(expected: Json, lines: Iterable[Json], balance: Balances | None) -> list[Json]:
    """What goes to the balance, or comes from it, where the case writes it as a line."""
    wanted = [line for line in lines_of(expected) if line["type"] == "account_credit"]
    if not wanted:
        return []
    total = sum(line["amount"] for line in lines)
    if balance is None:
        return [{"type": "account_credit", "amount": NOT_JUDGED} for _ in wanted]
    free = major(balance.account.credit)
    return [{"type": "account_credit", "amount": -total if total < 0 else -min(free, total)}]
