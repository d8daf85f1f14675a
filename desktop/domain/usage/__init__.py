"""What is measured and what it costs: price models for any quantity, percentages, seats by days, spend limits."""

from desktop.domain.usage.limits import Limited, SpendLimits, consumed, limited, true_up
from desktop.domain.usage.percentage import Allowance, event_charges, graduated_percentage, percentage_charge
from desktop.domain.usage.pricing import (
    Capacity,
    Step,
    breakdown,
    capacity_step,
    charge,
    increment,
    packages,
    per_tier,
)
from desktop.domain.usage.seats import SeatChange, seats_charge

__all__ = [
    "Allowance",
    "Capacity",
    "Limited",
    "SeatChange",
    "SpendLimits",
    "Step",
    "breakdown",
    "capacity_step",
    "charge",
    "consumed",
    "event_charges",
    "graduated_percentage",
    "increment",
    "limited",
    "packages",
    "per_tier",
    "percentage_charge",
    "seats_charge",
    "true_up",
]
