"""A coffee shop in a real company file: founded, stocked and staffed by the program's own services."""

from datetime import UTC, date, datetime
from pathlib import Path

from desktop.domain.catalog import AddOn, Plan, PreferenceField, Price, Product
from desktop.domain.period import Interval, Unit
from desktop.domain.settings import Seller
from desktop.domain.subscriber import Contact, ContactRole, Subscriber
from desktop.domain.subscription import Wish
from desktop.services import catalog, settings, subscriber, subscription
from desktop.services.context import Session
from desktop.services.subscription import Outcome

SELLER = Seller(
    name="Kvernbekk Kaffe AS",
    org_number="310450278",
    address1="Kvernbekkveien 4",
    postcode="5063",
    city="Bergen",
    email="hei@kvernbekk.example",
    phone="400 00 100",
    account="12345678903",
)
MONTHLY = Interval(Unit.MONTH, 1)
TODAY = date(2026, 4, 1)


def open_shop(folder: Path, *, day: date = TODAY) -> Session:
    """Three plans incl. VAT (149, 249 and 429 kr) and two add-ons (29 and 49 kr), food at 15 %."""
    moment = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    ctx = settings.found(folder / "kaffe.fornya", seller=SELLER, day=day, clock=lambda: moment)
    grind = PreferenceField("grind", "Maling", ("Hele bønner", "Filter"), "Filter")
    catalog.add_product(ctx, product=Product("home", "Kaffe hjem", preferences=(grind,)))
    for rank, (code, name, detail, amount) in enumerate(
        [
            ("small", "Liten", "1 × 250 g", 14900),
            ("daily", "Hverdag", "2 × 250 g", 24900),
            ("big", "Stor", "4 × 250 g", 42900),
        ]
    ):
        plan = Plan(code, "home", name, rank, MONTHLY, detail=detail, vat_code="31")
        catalog.add_plan(ctx, plan=plan)
        catalog.add_price(ctx, price=Price(code, "NOK", amount, date(2024, 1, 1), includes_vat=True))
    for code, name, amount, plans in (
        ("filter", "Filterpapir", 2900, {"small", "daily", "big"}),
        ("taste", "Smakspose", 4900, {"daily", "big"}),
    ):
        add_on = AddOn(code, "home", name, frozenset(plans), vat_code="31")
        catalog.add_add_on(ctx, add_on=add_on)
        catalog.add_price(ctx, price=Price(code, "NOK", amount, date(2024, 1, 1), includes_vat=True))
    return ctx


def join(ctx: Session, number: str = "10482", name: str = "Kari Nordahl") -> int:
    """A new subscriber with an address in Bergen."""
    contact = Contact(ContactRole.PRIMARY, name, address1="Fjellveien 18", postcode="5019", city="Bergen")
    made, _ = subscriber.add(ctx, subscriber=Subscriber(number, name), contact=contact)
    return made


def buy(ctx: Session, owner: int, plan: str = "daily", start: date = TODAY, **wish: object) -> Outcome:
    """A subscription sold."""
    return subscription.sell(ctx, subscriber=owner, wish=Wish(plan, start, **wish))  # type: ignore[arg-type] # the wish checks its own
