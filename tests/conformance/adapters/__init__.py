"""The adapters, one for each kind of case: they translate words and settings, and compute nothing."""

from tests.conformance.adapters import periods, windows
from tests.conformance.case import Adapter

ADAPTERS: dict[str, Adapter] = {**periods.ADAPTERS, **windows.ADAPTERS}
