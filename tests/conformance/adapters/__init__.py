"""The adapters, one for each kind of case: they translate words and settings, and compute nothing."""

from tests.conformance.adapters import (
    contracts,
    discounts,
    dunning,
    notes,
    payments,
    periods,
    prorations,
    sequence,
    taxes,
    usage,
    windows,
)
from tests.conformance.case import Adapter

_FOLDERS = (periods, windows, contracts, prorations, sequence, usage, discounts, taxes, notes, payments, dunning)

ADAPTERS: dict[str, Adapter] = {kind: adapter for module in _FOLDERS for kind, adapter in module.ADAPTERS.items()}
