"""Who owes the tax of a sale: the seller, the buyer (reverse charge), or nobody (spec/invoicing.md, Tax)."""

import enum
from typing import NamedTuple

EUROPEAN_UNION = frozenset(
    (
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    )
)


class Duty(enum.StrEnum):
    """How a sale is taxed."""

    NORMAL = "normal"
    REVERSE_CHARGE = "reverse_charge"
    OUTSIDE = "outside"
    EXEMPT = "exempt"


class Buyer(NamedTuple):
    """What decides the tax of a buyer. `vat_id_valid` says that a VAT number was checked."""

    country: str
    business: bool = False
    vat_id_valid: bool = False
    exempt: bool = False


def duty_of(buyer: Buyer, *, seller_country: str) -> Duty:
    """Reverse charge within the union for a business with a checked number; no tax outside; otherwise the usual one."""
    if buyer.exempt:
        return Duty.EXEMPT
    if not buyer.country or buyer.country == seller_country:
        return Duty.NORMAL
    within = {_code(buyer.country), _code(seller_country)} <= EUROPEAN_UNION
    if not within:
        return Duty.OUTSIDE
    return Duty.REVERSE_CHARGE if buyer.business and buyer.vat_id_valid else Duty.NORMAL


def _code(country: str) -> str:
    """Greece calls itself EL in VAT numbers."""
    return "GR" if country == "EL" else country
