"""Payments: `account` is a payer's ledger, `allocation` settles claims, `surplus` what is paid too much."""

from desktop.domain.payment.account import Account, Claim
from desktop.domain.payment.allocation import Allocation, Open, allocate, balance_of, settles, unique_match
from desktop.domain.payment.surplus import Refundable, Settled, refundable, settled

__all__ = [
    "Account",
    "Allocation",
    "Claim",
    "Open",
    "Refundable",
    "Settled",
    "allocate",
    "balance_of",
    "refundable",
    "settled",
    "settles",
    "unique_match",
]
