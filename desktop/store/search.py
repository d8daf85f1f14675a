"""How people are found and sorted: folded text, words that are never search syntax, keys in Norwegian order."""

import re
import unicodedata
from typing import Final

from sqlalchemy import ColumnElement, Connection, text

from desktop.store.dialect import is_sqlite
from desktop.store.tables import SubscriberRow

# Letters that Unicode does not take apart, and the ways people write them without a Norwegian keyboard.
_LETTERS: Final = str.maketrans(
    {"ø": "o", "æ": "ae", "å": "a", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ŋ": "n", "ŧ": "t", "œ": "oe"}
)
_DOUBLE_A: Final = re.compile("aa+")
_NUMBER: Final = re.compile(r"\d+")
_DIGITS_ONLY: Final = re.compile(r"[+]?[\d\s.\-/()]{4,}")
_WORD: Final = re.compile(r"[^\W_]+")
_NATIONAL: Final = 8
_LONGEST_KEY: Final = 80
_LONGEST_QUERY: Final = 200


def fold(shown: str) -> str:
    """Text as it is searched: small letters without signs; ø is o, æ is ae, å and aa are a."""
    small = unicodedata.normalize("NFC", shown.replace("\x00", " ")).casefold().translate(_LETTERS)
    apart = unicodedata.normalize("NFKD", small).casefold()
    return _DOUBLE_A.sub("a", "".join(sign for sign in apart if not unicodedata.combining(sign)))


def search_text(parts: tuple[str, ...], *, phones: tuple[str, ...] = ()) -> str:
    """What a subscriber is found by: the parts folded, and telephone numbers as their digits alone."""
    digits = ["".join(_NUMBER.findall(phone)) for phone in phones]
    # Norwegian numbers have eight digits, and are asked for with and without the country in front.
    national = [number[-_NATIONAL:] for number in digits]
    words = dict.fromkeys(word for part in (*map(fold, parts), *digits, *national) for word in part.split())
    return " ".join(words)


def number_key(number: str) -> str:
    """Sorts customer numbers as people count: 9 before 10, K9 before K10."""
    return _NUMBER.sub(lambda found: found[0].lstrip("0").rjust(12, "0"), number.casefold())[:_LONGEST_KEY]


# In Norwegian æ, ø, å come last, in this order; the signs behind z in ASCII keep it so in any database.
_LAST: Final = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})


def name_key(name: str) -> str:
    """Sorts names in Norwegian order, without regard to capitals and to signs on other letters."""
    kept = unicodedata.normalize("NFC", name).casefold().translate(_LAST)
    apart = unicodedata.normalize("NFKD", kept.translate(_LETTERS))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).strip()[:_LONGEST_KEY]


def match(typed: str) -> str | None:
    """What was typed as a full-text query: every word by its beginning, quoted; None when nothing can be searched."""
    folded = fold(typed[:_LONGEST_QUERY])
    words = _WORD.findall(folded)
    if not words:
        return None
    all_words = " AND ".join(f'"{word}"*' for word in words)
    if len(words) > 1 and _DIGITS_ONLY.fullmatch(folded.strip()):
        return f'({all_words}) OR "{"".join(words)}"*'
    return all_words


def found(connection: Connection, typed: str) -> ColumnElement[bool] | None:
    """The condition on a subscriber that what was typed asks for; None for nothing typed.

    Words are found by their beginnings; where that finds nobody, anywhere within a word.
    """
    folded = fold(typed[:_LONGEST_QUERY]).strip()
    if not folded:
        return None
    query = match(folded)
    if query is not None and is_sqlite(connection) and _any(connection, query):
        words = text("subscriber.id IN (SELECT rowid FROM subscriber_search WHERE subscriber_search MATCH :words)")
        return words.bindparams(words=query)  # type: ignore[return-value] # text() is a condition wherever one is asked
    return SubscriberRow.search.contains(folded, autoescape=True)


def _any(connection: Connection, query: str) -> bool:
    asked = "SELECT 1 FROM subscriber_search WHERE subscriber_search MATCH ? LIMIT 1"
    return connection.exec_driver_sql(asked, (query,)).first() is not None
