"""The sample coffee shop: who it is and what it sells, at yesterday's prices and at today's."""

from datetime import date

from desktop.domain.catalog import AddOn, Plan, PreferenceField, Price, Product
from desktop.domain.period import Interval, Unit
from desktop.domain.settings import Seller
from desktop.paths import RESOURCES
from desktop.services import catalog
from desktop.services.context import Session

_LOGO = RESOURCES / "samples" / "kvernbekk.png"

HOME, OFFICE = "hjem", "kontor"
HOME_PLANS = ("liten", "hverdag", "stor")
OFFICE_PLANS = ("kontor-1", "kontor-3", "kontor-5")
UNPRICED = "kontor-10"
"""A plan that is offered before anyone has entered its price."""

PAPER, TASTE, OFFICE_PAPER = "filterpapir", "smakspose", "kontorfilter"

GRINDS = ("Hele bønner", "Filter", "Presskanne", "Espresso")
ROASTS = ("Lys", "Medium", "Mørk")

_FOOD, _GOODS = "31", "3"
_MONTHLY = Interval(Unit.MONTH, 1)
_PREFERENCES = (
    PreferenceField("grind", "Maling", GRINDS, "Filter"),
    PreferenceField("roast", "Brenning", ROASTS, "Medium"),
)

# Code, product, name, what is in it, price before and after the rise, in øre.
_PLANS = (
    ("liten", HOME, "Liten", "1 × 250 g", 139_00, 149_00),
    ("hverdag", HOME, "Hverdag", "2 × 250 g", 229_00, 249_00),
    ("stor", HOME, "Stor", "4 × 250 g", 399_00, 429_00),
    ("kontor-1", OFFICE, "Kontor 1 kg", "", 590_00, 620_00),
    ("kontor-3", OFFICE, "Kontor 3 kg", "", 1_390_00, 1_490_00),
    ("kontor-5", OFFICE, "Kontor 5 kg", "", 2_250_00, 2_390_00),
)
_ADD_ONS = (
    (PAPER, HOME, "Filterpapir", "100 stk.", HOME_PLANS, _GOODS, 29_00),
    (TASTE, HOME, "Smakspose", "60 g", HOME_PLANS[1:], _FOOD, 49_00),
    (OFFICE_PAPER, OFFICE, "Kontorfilter", "250 stk.", OFFICE_PLANS, _GOODS, 79_00),
)


def seller() -> Seller:
    """Who it is, with the logo that its invoices bear."""
    return Seller(
        name="Kvernbekk Kaffe AS",
        org_number="310450278",
        address1="Kvernbekkveien 4",
        postcode="5063",
        city="Bergen",
        email="hei@kvernbekk.example",
        phone="40000100",
        website="kvernbekk.example",
        account="12345678903",
        logo=_LOGO.read_bytes(),
    )


def stock(ctx: Session, *, lead_days: int, from_day: date) -> None:
    """Everything for sale, with the prices of the first day."""
    for code, name, text in (
        (HOME, "Kaffe hjem", "Nybrent kaffe i postkassen hver måned."),
        (OFFICE, "Kaffe kontor", "Nybrent kaffe til arbeidsplassen hver måned."),
    ):
        catalog.add_product(ctx, product=Product(code, name, text, _PREFERENCES))
    for rank, (code, product, name, detail, price, _) in enumerate(_PLANS):
        plan = _plan(code, product, name, detail=detail, rank=rank, lead_days=lead_days)
        catalog.add_plan(ctx, plan=plan)
        catalog.add_price(ctx, price=_price(code, price, from_day, includes_vat=product == HOME))
    for code, product, name, detail, plans, vat_code, price in _ADD_ONS:
        add_on = AddOn(code, product, name, frozenset(plans), detail=detail, vat_code=vat_code)
        catalog.add_add_on(ctx, add_on=add_on)
        catalog.add_price(ctx, price=_price(code, price, from_day, includes_vat=product == HOME))


def raise_prices(ctx: Session, *, from_day: date) -> None:
    """Plans cost more for those who join from the day on; running subscriptions keep their price."""
    for code, product, _, _, _, price in _PLANS:
        catalog.add_price(ctx, price=_price(code, price, from_day, includes_vat=product == HOME))


def announce(ctx: Session, *, lead_days: int) -> None:
    """A larger plan for offices, whose price is not decided yet."""
    plan = _plan(UNPRICED, OFFICE, "Kontor 10 kg", detail="", rank=len(_PLANS), lead_days=lead_days)
    catalog.add_plan(ctx, plan=plan)


def _plan(code: str, product: str, name: str, *, detail: str, rank: int, lead_days: int) -> Plan:
    return Plan(code, product, name, rank, _MONTHLY, detail=detail, lead_days=lead_days, vat_code=_FOOD)


def _price(code: str, amount: int, day: date, *, includes_vat: bool) -> Price:
    """Homes pay a price with VAT in it; offices read theirs without."""
    return Price(code, "NOK", amount, day, includes_vat=includes_vat)
