"""Names for the numbers that tie rows together; never shown to people."""

from typing import NewType

SubscriberId = NewType("SubscriberId", int)
SubscriptionId = NewType("SubscriptionId", int)
LineId = NewType("LineId", int)
ChangeId = NewType("ChangeId", int)
PriceId = NewType("PriceId", int)
InvoiceId = NewType("InvoiceId", int)
InvoiceLineId = NewType("InvoiceLineId", int)
RunId = NewType("RunId", int)
CommandId = NewType("CommandId", int)
UserId = NewType("UserId", int)
PaymentId = NewType("PaymentId", int)

NO_SUBSCRIBER = SubscriberId(0)
NO_PRICE = PriceId(0)
"""What a value carries before the store has given it an id."""
