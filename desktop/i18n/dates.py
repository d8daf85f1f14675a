"""Days and times for people, and back. Periods come half-open and are shown with their last day."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.domain.errors import DomainError
from desktop.domain.period import OPEN_END
from desktop.domain.text import N_
from desktop.i18n.language import _, current_language
from desktop.i18n.numbers import locale_of

if TYPE_CHECKING:
    from babel import Locale

_EN_DASH = "\u2013"
_DAY = timedelta(days=1)
_SEPARATED = re.compile(r"([0-9]{1,2})[./\- ]([0-9]{1,2})(?:[./\- ]([0-9]{4}|[0-9]{2}))?\.?")
_TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_CENTURY = 2000


def date_short(day: date) -> str:
    """For tables and documents, the same in all three languages: `25.11.2026`."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def date_long(day: date, *, year: int | None = None, language: str | None = None) -> str:
    """For sentences: `25. november 2026`; without the year when it is the given one."""
    shown = [_day_and_month(day, language)] + ([] if day.year == year else [str(day.year)])
    return " ".join(shown)


def date_narrow(day: date, *, language: str | None = None) -> str:
    """For narrow places: `25. nov.`, `25 Nov`."""
    return f"{_ordinal(day, language)} {_locale(language).months['format']['abbreviated'][day.month]}"


def date_range(start: date, end: date, *, year: int | None = None, language: str | None = None) -> str:
    """The days `[start, end)` as people say them: `1.–31. mars`, `15. mars–14. april 2026`.

    The year stands once, twice when the days lie in two, and not at all when both lie in the given one.
    What has no end yet is `fra og med 15. mars 2026`.
    """
    if end == OPEN_END:
        return _("from {day}", language=language).format(day=date_long(start, year=year, language=language))
    last = end - _DAY
    if last <= start:
        return date_long(start, year=year, language=language)
    if start.year != last.year:
        return _EN_DASH.join(date_long(day, language=language) for day in (start, last))
    first = _ordinal(start, language) if start.month == last.month else _day_and_month(start, language)
    return f"{first}{_EN_DASH}{date_long(last, year=year, language=language)}"


def date_range_short(start: date, end: date) -> str:
    """The days `[start, end)` for tables and documents: `01.03.2026–31.03.2026`."""
    return f"{date_short(start)}{_EN_DASH}{date_short(end - _DAY)}"


def month_name(month: int, *, language: str | None = None) -> str:
    """1 → `januar`, `January`."""
    return str(_locale(language).months["stand-alone"]["wide"][month])


def month_and_year(day: date, *, language: str | None = None) -> str:
    """`mars 2026`, `March 2026`."""
    return f"{month_name(day.month, language=language)} {day.year}"


def weekday_name(day: date, *, language: str | None = None) -> str:
    """`onsdag`, `Wednesday`."""
    return str(_locale(language).days["stand-alone"]["wide"][day.weekday()])


def clock_time(moment: datetime, *, language: str | None = None) -> str:
    """`kl. 09.14`, in English `09:14`; the moment is already in the zone of those who read."""
    if (language or current_language()) == "en":
        return f"{moment:%H:%M}"
    return f"kl.\u00a0{moment:%H.%M}"


def parse_date(text: str, *, today: date) -> date:
    """A day from what a person writes: `25.11.2026`, `25.11`, `251126`, `25.11.26`, `2026-11-25`.

    Without a year it is the one of `today`. Raises DomainError for what is no day.
    """
    written = text.strip()
    iso = _ISO.fullmatch(written)
    match = _SEPARATED.fullmatch(written) or _TOGETHER.fullmatch(written)
    if iso is not None:
        return _checked(iso.groups())
    if match is not None:
        day, month, year = match.groups()
        return _checked((_full_year(year, today), month, day))
    raise DomainError(N_("Write the date like 25.11.2026."))


def _full_year(written: str | None, today: date) -> str | int:
    if written is None:
        return today.year
    return written if len(written) > len("26") else _CENTURY + int(written)


def _checked(parts: Iterable[str | int]) -> date:
    year, month, day = (int(part) for part in parts)
    try:
        return date(year, month, day)
    except ValueError:
        raise DomainError(N_("There is no such day in the calendar. Write the date like 25.11.2026.")) from None


def _day_and_month(day: date, language: str | None) -> str:
    return f"{_ordinal(day, language)} {_locale(language).months['format']['wide'][day.month]}"


def _ordinal(day: date, language: str | None) -> str:
    """Norwegian counts the day («25.»), English names it («25»)."""
    return str(day.day) if (language or current_language()) == "en" else f"{day.day}."


def _locale(language: str | None) -> "Locale":
    return locale_of(language or current_language())
