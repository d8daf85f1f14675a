"""The adapters, one for each kind of case: they translate words and settings, and compute nothing."""

from tests.conformance.adapters import discounts, dunning, notes, payments, periods, taxes, usage, windows
from tests.conformance.case import Adapter

ADAPTERS: dict[str, Adapter] = {**periods.ADAPTERS, **windows.ADAPTERS, **usage.ADAPTERS, **taxes.ADAPTERS, **discounts.ADAPTERS, **notes.ADAPTERS, **payments.ADAPTERS, **dunning.ADAPTERS}
