"""The ledger of one payer and currency: claims, payments, refunds, and a balance that is used by itself.

Amounts in whole minor units. A claim's balance = its lines + corrections + what went to the payer's balance − what was
used of that − payments + refunds; the account's = the claims' − the free balance (spec/invoicing.md, Payments).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.domain.errors import DomainError
from desktop.domain.settings import RefundRule
from desktop.domain.text import N_


@dataclass(frozen=True, slots=True)
class Claim:
    """An invoice in the ledger. A draft owes nothing and uses nothing."""

    ref: str
    lines: tuple[int, ...]
    corrections: tuple[int, ...] = ()
    to_balance: int = 0
    from_balance: int = 0
    paid: int = 0
    reversed: int = 0
    refunded: int = 0
    draft: bool = False

    @property
    def charged(self) -> int:
        return sum(self.lines) + sum(self.corrections)

    @property
    def balance(self) -> int:
        if self.draft:
            return 0
        return self.charged + self.to_balance - self.from_balance - self.paid + self.reversed + self.refunded


@dataclass(frozen=True, slots=True)
class Account:
    """Everything a payer owes and has; each verb gives the account after it."""

    claims: tuple[Claim, ...] = ()
    credit: int = 0
    waiting_credit: int = 0
    refund_rule: RefundRule = RefundRule.REOPENS

    @property
    def balance(self) -> int:
        return sum(claim.balance for claim in self.claims) - self.credit

    def claim(self, ref: str) -> Claim:
        found = next((claim for claim in self.claims if claim.ref == ref), None)
        if found is None:
            raise DomainError(N_("There is no claim {reference}."), reference=ref)
        return found

    def issue(self, ref: str, lines: Sequence[int], *, draft: bool = False) -> "Account":
        """A new claim; what the payer has of balance is used on it, unless it is a draft."""
        added = replace(self, claims=(*self.claims, Claim(ref, tuple(lines), draft=draft)))
        return added if draft else _even(added)

    def finalise(self, ref: str) -> "Account":
        """A draft becomes a claim."""
        return _even(self._with(replace(self.claim(ref), draft=False)))

    def add(self, ref: str, amount: int) -> "Account":
        """One more line on a claim."""
        claim = self.claim(ref)
        return _even(self._with(replace(claim, lines=(*claim.lines, amount))))

    def pay(self, ref: str, amount: int) -> "Account":
        """A payment of a claim; what exceeds it becomes balance."""
        claim = self.claim(ref)
        return _even(self._with(replace(claim, paid=claim.paid + amount)))

    def reverse(self, ref: str, amount: int) -> "Account":
        """A payment taken back by the bank; below zero takes that back again."""
        claim = self.claim(ref)
        return self._with(replace(claim, reversed=claim.reversed + amount))

    def correct(self, ref: str, amount: int) -> "Account":
        """A correction of a claim, below zero for a credit; what it then has too much becomes balance."""
        claim = self.claim(ref)
        if claim.charged + amount < 0:
            raise DomainError(N_("The credit is larger than what is left of {reference}."), reference=ref)
        return _even(self._with(replace(claim, corrections=(*claim.corrections, amount))))

    def cancel(self, ref: str) -> "Account":
        """A claim that is void: nothing is owed, and what was used or paid becomes balance again."""
        return self.correct(ref, -self.claim(ref).charged)

    def refund(self, ref: str, amount: int, *, corrected: bool) -> "Account":
        """Money back. Corrected by as much, the claim stays as it is; otherwise it opens again.

        By rule the payer's free balance goes first.
        """
        claim = self.claim(ref)
        paid_back = replace(claim, refunded=claim.refunded + amount)
        if corrected:
            return _even(self._with(replace(paid_back, corrections=(*claim.corrections, -amount))))
        opened = self._with(paid_back)
        return _even(opened) if self.refund_rule is RefundRule.TAKES_BALANCE_FIRST else opened

    def give(self, amount: int, *, draft: bool = False) -> "Account":
        """Balance given to the payer; a draft counts when it is final."""
        if draft:
            return replace(self, waiting_credit=self.waiting_credit + amount)
        return _even(replace(self, credit=self.credit + amount))

    def finalise_credit(self) -> "Account":
        """The balance given in draft becomes final."""
        return _even(replace(self, credit=self.credit + self.waiting_credit, waiting_credit=0))

    def _with(self, claim: Claim) -> "Account":
        return replace(self, claims=tuple(claim if each.ref == claim.ref else each for each in self.claims))


def _even(account: Account) -> Account:
    """What claims have too much becomes balance; then open claims use the balance, the oldest first."""
    claims, credit = [], account.credit
    for claim in account.claims:
        surplus = max(0, -claim.balance)
        taken_back = min(surplus, claim.from_balance)
        credit += surplus
        claims.append(
            replace(
                claim,
                from_balance=claim.from_balance - taken_back,
                to_balance=claim.to_balance + surplus - taken_back,
            )
        )
    for i, claim in enumerate(claims):
        use = min(credit, max(0, claim.balance))
        credit -= use
        claims[i] = replace(claim, from_balance=claim.from_balance + use)
    return replace(account, claims=tuple(claims), credit=credit)
