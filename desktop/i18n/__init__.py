"""Words, numbers and dates for people, in bokmål, nynorsk or English; begin in `language`, then `translate`.

Imports the domain and `paths`. Babel is loaded with the first figure that is shown, not at start-up.
"""

from desktop.i18n.language import LANGUAGES, _, current_language, ngettext, set_language
from desktop.i18n.message import translate

__all__ = [
    "LANGUAGES",
    "_",
    "current_language",
    "ngettext",
    "set_language",
    "translate",
]
