"""A payer's ledger, and what is paid too much."""

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.domain.payment import Account, Claim, settled
from desktop.domain.settings import Overpayment
from tests.conformance.case import Adapter, Case, Json
from tests.conformance.words import major, minor


@dataclass(slots=True)
class Ledger:
    """The account while the steps are taken."""

    account: Account
    drafts: list[str] = field(default_factory=list)
    paid: dict[str, int] = field(default_factory=dict)
    reversed: dict[str, int] = field(default_factory=dict)
    adjusted: int | None = None
    refunded: int = 0

    def take(self, step: Json) -> None:
        verb = VERBS.get(step["do"]) or _alike(step["do"])
        if verb is None:
            raise ValueError(f"no step is called {step['do']}")
        self.adjusted = None
        verb(self, step)

    def claim(self, ref: str) -> Claim | None:
        return next((claim for claim in self.account.claims if claim.ref == ref), None)


def _amount(step: Json) -> int:
    return minor(step["amount"])


def _invoice(ledger: Ledger, step: Json) -> None:
    lines = [
        minor(each["amount"] if isinstance(each, dict) else each) for each in step.get("lines") or [step["amount"]]
    ]
    ledger.account = ledger.account.issue(step["ref"], lines, draft=bool(step.get("draft")))


def _pay(ledger: Ledger, step: Json) -> None:
    ref = step["ref"]
    amount = _amount(step) if step.get("amount") is not None else ledger.account.claim(ref).balance
    ledger.paid[ref] = amount
    ledger.account = ledger.account.pay(ref, amount)


def _refund(ledger: Ledger, step: Json) -> None:
    amount = _amount(step)
    corrected = bool(step.get("adjust_invoice"))
    ledger.refunded += amount
    ledger.adjusted = -amount if corrected else None
    ledger.account = ledger.account.refund(step["ref"], amount, corrected=corrected)


def _reverse(ledger: Ledger, step: Json) -> None:
    ref = step["ref"]
    amount = _amount(step) if step.get("amount") is not None else ledger.paid[ref]
    ledger.reversed[ref] = amount
    ledger.account = ledger.account.reverse(ref, amount)


def _reverse_back(ledger: Ledger, step: Json) -> None:
    amount = _amount(step) if step.get("amount") is not None else ledger.reversed[step["ref"]]
    ledger.account = ledger.account.reverse(step["ref"], -amount)


def _repair(ledger: Ledger, step: Json) -> None:
    """A line credited, and its replacement charged."""
    change = minor(step.get("with") or "0") - minor(step["line"])
    ledger.adjusted = change
    ledger.account = ledger.account.correct(step["ref"], change)


def _adjust(ledger: Ledger, step: Json) -> None:
    amount = _amount(step) if step.get("amount") is not None else minor(step["line"])
    ledger.adjusted = -abs(amount)
    ledger.account = ledger.account.correct(step["ref"], -abs(amount))


def _charge(ledger: Ledger, step: Json) -> None:
    if ledger.claim(step["ref"]) is None:
        _invoice(ledger, step)
    else:
        ledger.account = ledger.account.add(step["ref"], _amount(step))


def _credit(ledger: Ledger, step: Json) -> None:
    ledger.account = ledger.account.give(_amount(step), draft=bool(step.get("draft")))


def _commit_credit(ledger: Ledger, _: Json) -> None:
    ledger.account = ledger.account.finalise_credit()


def _commit(ledger: Ledger, step: Json) -> None:
    ledger.account = ledger.account.finalise(step["ref"])


def _void(ledger: Ledger, step: Json) -> None:
    ledger.account = ledger.account.cancel(step["ref"])


VERBS: dict[str, Callable[[Ledger, Json], None]] = {
    "invoice": _invoice,
    "pay": _pay,
    "payment": _pay,
    "autopay": _pay,
    "external_payment": _pay,
    "refund": _refund,
    "chargeback": _reverse,
    "chargeback_reversal": _reverse_back,
    "repair_and_replace": _repair,
    "repair": _repair,
    "adjust": _adjust,
    "adjust_line": _adjust,
    "adjust_item": _adjust,
    "item_adjustment": _adjust,
    "credit_line": _adjust,
    "charge": _charge,
    "external_charge": _charge,
    "add_line": _charge,
    "account_credit": _credit,
    "credit": _credit,
    "commit_credit": _commit_credit,
    "commit_invoice": _commit,
    "commit": _commit,
    "void": _void,
    "void_invoice": _void,
    "write_off": _void,
}


def _alike(name: str) -> Callable[[Ledger, Json], None] | None:
    """A verb by the word in its name that tells it."""
    words = ("chargeback_reversal", "refund", "chargeback", "repair", "adjust", "void", "pay", "charge")
    return next((VERBS[word] for word in words if word in name), None)


def account_ledger(case: Case) -> Json:
    ledger = Ledger(Account(refund_rule=case.rules.refund))
    seen: list[Json] = []
    for step in case.given["steps"]:
        before = sum(claim.to_balance for claim in ledger.account.claims)
        ledger.take(step)
        moved = sum(claim.to_balance for claim in ledger.account.claims) - before
        seen.append(_seen(ledger, moved))
    names = {name for each in seen for name in each}
    columns = {name: [each.get(name) for each in seen] for name in names}
    return {
        name: columns[name] if isinstance(case.expect.get(name), list) else _said(columns[name], case.expect.get(name))
        for name in names
    }


def _said(column: list[object], expected: object) -> object:
    """A thing asked once: whether it ever was so, or what it last was."""
    if isinstance(expected, bool):
        return any(each not in {None, 0} for each in column)
    return next((each for each in reversed(column) if each is not None), None)


def _seen(ledger: Ledger, moved: int) -> Json:
    account = ledger.account
    found: Json = {
        "account_balance": major(account.balance),
        "account_credit": major(account.credit),
        "refunded_total": major(ledger.refunded),
        "account_credit_line_created": major(moved) if moved else None,
        "adjustment_line": None if ledger.adjusted is None else major(ledger.adjusted),
    }
    for claim in account.claims:
        found |= {
            f"balance_{claim.ref}": major(claim.balance),
            f"credit_used_on_{claim.ref}": major(claim.from_balance),
            f"paid_{claim.ref}": major(claim.paid - claim.reversed - claim.refunded),
            f"payment_{claim.ref}": major(ledger.paid.get(claim.ref, 0)),
        }
    return found


def overpayment(case: Case) -> Json:
    given = case.given
    treatments = {"write_off": Overpayment.WRITE_OFF}
    found = settled(
        minor(given["invoice_total"]),
        minor(given["paid"]),
        rule=treatments.get(given.get("treatment", ""), case.rules.overpayment),
        tolerance=minor(given.get("tolerance", "0")),
    )
    return {
        "invoice_state": "paid" if found.is_paid else "open",
        "receivable_balance": major(found.receivable),
        "write_off": major(found.written_off),
    }


ADAPTERS: dict[str, Adapter] = {each.__name__: each for each in (account_ledger, overpayment)}
