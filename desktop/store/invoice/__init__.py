"""Final documents as kept: `writing` for the runs that make them, `reading` for lists and papers."""

from desktop.store.invoice.reading import InvoiceReader
from desktop.store.invoice.writing import InvoiceWriter, Issue

__all__ = ["InvoiceReader", "InvoiceWriter", "Issue"]
