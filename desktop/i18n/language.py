"""Which language is shown, and the translated sentence for an English one."""

import gettext
from functools import lru_cache

from desktop.paths import CATALOGS

LANGUAGES = {"nb": "Norsk bokmål", "nn": "Norsk nynorsk", "en": "English"}
"""Code → the language's name in itself."""

DOMAIN = "fornya"

_current = "nb"


def set_language(language: str) -> None:
    """Chooses the language of the screen: `nb`, `nn` or `en`. Raises ValueError for another."""
    global _current  # noqa: PLW0603 - the one language of the screen is the one thing the process shares
    _current = _known(language)


def current_language() -> str:
    """The language of the screen; documents pass their own to each function instead."""
    return _current


def _(text: str, *, language: str | None = None) -> str:
    """The sentence in the given language or that of the screen; placeholders are not yet filled."""
    return _catalog(language or _current).gettext(text)


def ngettext(singular: str, plural: str, count: int, *, language: str | None = None) -> str:
    """The sentence for so many, in the given language or that of the screen."""
    return _catalog(language or _current).ngettext(singular, plural, count)


@lru_cache
def _catalog(language: str) -> gettext.NullTranslations:
    """English is the source and needs no catalog; a missing one falls back to it."""
    return gettext.translation(DOMAIN, CATALOGS, languages=[_known(language)], fallback=True)


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language}")
    return language
