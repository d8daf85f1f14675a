"""Shows a domain message: its sentence translated, its values written for people."""

from datetime import date, datetime
from decimal import Decimal

from desktop.domain.period import ServicePeriod
from desktop.domain.text import Amount, Message, NarrowDay
from desktop.i18n.dates import clock_time, date_long, date_narrow, date_range, date_short
from desktop.i18n.language import _, ngettext
from desktop.i18n.numbers import integer, money, number


def translate(message: Message, *, language: str | None = None) -> str:
    """The whole sentence in the given language or that of the screen.

    A count is grouped; other whole numbers identify something and are not. Lists are joined with commas.
    """
    if message.plural is None or message.count is None:
        sentence = _(message.text, language=language)
    else:
        sentence = ngettext(message.text, message.plural, message.count, language=language)
    values = {name: _shown(value, language) for name, value in message.values.items()}
    if message.count is not None:
        values.setdefault("count", integer(message.count, language=language))
    return sentence.format_map(values)


def _shown(value: object, language: str | None) -> str:
    match value:
        case Message():
            return translate(value, language=language)
        case Amount(minor, currency):
            return money(minor, currency, language=language)
        case NarrowDay(day):
            return date_narrow(day, language=language)
        case ServicePeriod(start, end):
            return date_range(start, end, language=language)
        case Decimal():
            return number(value, language=language)
        case date():
            return _shown_day(value, language)
        case list() | tuple() | frozenset():
            return ", ".join(_shown(each, language) for each in value)
        case _:
            return str(value)


def _shown_day(day: date, language: str | None) -> str:
    if isinstance(day, datetime):
        return f"{date_short(day)} {clock_time(day, language=language)}"
    return date_long(day, language=language)
