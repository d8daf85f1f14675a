"""The tables, one module a group of nouns; importing the package knows them all. Begin in `base`."""

from desktop.store.tables.base import Base
from desktop.store.tables.catalog import (
    AddOnRow,
    AddOnRuleRow,
    ItemRow,
    ItemVatRow,
    PlanRow,
    PreferenceFieldRow,
    PriceRow,
    ProductRow,
)
from desktop.store.tables.documents import (
    DocumentPartyRow,
    InvoiceLineRow,
    InvoiceRow,
    InvoiceVatRow,
    RenderingRow,
)
from desktop.store.tables.house import (
    AuditHeadRow,
    AuditRow,
    CommandRow,
    CompanyFactRow,
    CompanyFileRow,
    CounterRow,
    IdBlockRow,
    OutboxRow,
    SeriesRow,
    SettingRow,
    UserRow,
    VatRateRow,
)
from desktop.store.tables.parties import ContactRow, NoteRow, PaymentAgreementRow, SubscriberRow
from desktop.store.tables.payments import AllocationRow, JournalRow, PaymentRow
from desktop.store.tables.renewal import RunExclusionRow, RunRow, SetAsideRow
from desktop.store.tables.subscription import (
    ChangeRow,
    SegmentRow,
    SubscriptionLineRow,
    SubscriptionPreferenceRow,
    SubscriptionRow,
)

__all__ = [
    "AddOnRow",
    "AddOnRuleRow",
    "AllocationRow",
    "AuditHeadRow",
    "AuditRow",
    "Base",
    "ChangeRow",
    "CommandRow",
    "CompanyFactRow",
    "CompanyFileRow",
    "ContactRow",
    "CounterRow",
    "DocumentPartyRow",
    "IdBlockRow",
    "InvoiceLineRow",
    "InvoiceRow",
    "InvoiceVatRow",
    "ItemRow",
    "ItemVatRow",
    "JournalRow",
    "NoteRow",
    "OutboxRow",
    "PaymentAgreementRow",
    "PaymentRow",
    "PlanRow",
    "PreferenceFieldRow",
    "PriceRow",
    "ProductRow",
    "RenderingRow",
    "RunExclusionRow",
    "RunRow",
    "SegmentRow",
    "SeriesRow",
    "SetAsideRow",
    "SettingRow",
    "SubscriberRow",
    "SubscriptionLineRow",
    "SubscriptionPreferenceRow",
    "SubscriptionRow",
    "UserRow",
    "VatRateRow",
]

# Tables keyed by what they are read by lie in that order on disk; all refuse a value of another type.
_CLUSTERED = ("segment", "invoice_vat", "subscription_preference", "run_exclusion", "id_block", "counter")
for _table in Base.metadata.tables.values():
    _table.dialect_options["sqlite"]["strict"] = True
    if _table.name in _CLUSTERED:
        _table.dialect_options["sqlite"]["with_rowid"] = False
