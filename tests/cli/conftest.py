"""A coffee shop with three subscribers whose month is due, closed and ready for the terminal."""

from datetime import date
from pathlib import Path

import pytest

from desktop.domain.subscriber import Contact, ContactRole, Subscriber, SubscriberKind
from desktop.services import subscriber
from tests.services.shop import buy, join, open_shop

DUE = date(2026, 4, 1)


@pytest.fixture
def coffee(tmp_path: Path) -> Path:
    """Kari pays 249 kr, Ola 149 kr; Loftet has told no organisation number. All are due on 1 April 2026."""
    ctx = open_shop(tmp_path, day=DUE)
    buy(ctx, join(ctx), "daily", DUE)
    buy(ctx, join(ctx, "10483", "Ola Brattbakk"), "small", DUE)
    loft = Subscriber("10484", "Skrivefellesskapet Loftet", SubscriberKind.ORGANISATION)
    made, _ = subscriber.add(ctx, subscriber=loft, contact=Contact(ContactRole.PRIMARY, loft.name))
    buy(ctx, made, "big", DUE)
    ctx.company.close()
    return ctx.company.path
