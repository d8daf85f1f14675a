"""What only few kinds of change say, as a small structure: a pause's answers, days of access, who pays."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from desktop.domain.subscription import Change, Pause, Unused

_PLAIN: Final = ("billing_day", "unused", "alone", "payer", "notice_days", "ends_with_term", "one_time")
_DAYS: Final = ("last_access", "last_delivery")


def facts_of(change: Change) -> dict[str, object]:
    """What is not as usual, ready for JSON."""
    facts: dict[str, object] = {name: value for name in _PLAIN if (value := getattr(change, name))}
    facts |= {name: day.isoformat() for name in _DAYS if (day := getattr(change, name)) is not None}
    if change.pause is not None:
        facts["pause"] = {**change.pause._asdict(), "unused": change.pause.unused.value}
    return facts


def facts_from(stored: object) -> dict[str, Any]:
    """The same as arguments of a change."""
    facts = dict(stored) if isinstance(stored, Mapping) else {}
    for name in _DAYS:
        if name in facts:
            facts[name] = date.fromisoformat(facts[name])
    if "pause" in facts:
        facts["pause"] = Pause(**{**facts["pause"], "unused": Unused(facts["pause"]["unused"])})
    return facts
