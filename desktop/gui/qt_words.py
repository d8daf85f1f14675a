"""What Qt itself says, such as the menu of a field and the dialogs of files and printing, in the language shown."""

import tomllib

from PySide6.QtCore import QLocale, QObject, QTranslator

from desktop.paths import RESOURCES

_WORDS = RESOURCES / "qt"


class QtWords(QTranslator):
    """Installed once, before any work is begun, and told the language after: exchanging translators would lock them.

    A translator of Python takes the interpreter's lock inside Qt's, so that none may wait for Qt's with the other held.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._words: dict[str, dict[str, str]] = {}

    def speak(self, language: str) -> None:
        """Says what comes from now on in `nb`, `nn` or `en`; the calendar's months and days follow."""
        self._words = words_of_qt(language)
        QLocale.setDefault(QLocale(f"{language}_NO"))

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, /, disambiguation: str | None = None, n: int = -1) -> str | None:
        """None lets Qt go on to its own English."""
        # Qt may ask while the interpreter is taking this object apart.
        words: dict[str, dict[str, str]] = getattr(self, "_words", {})
        return words.get(context, {}).get(source)


def words_of_qt(language: str) -> dict[str, dict[str, str]]:
    """Class of Qt → its English text → the text in the language; nothing for English."""
    file = _WORDS / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
