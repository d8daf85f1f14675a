"""Extracts the shown texts, keeps one catalog a language, compiles them, and says what is not translated."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGS = ROOT / "i18n"
LANGUAGES = ("nb", "nn")
KEYWORDS = {"N_": None, "_": None, "ngettext": (1, 2), "Message": (1, 2), "DomainError": None}
_WIDTH = 110
# Babel's own header carries dates and names that would differ with each update.
_HEADER = r"""# Texts of Fornya, kept by scripts/messages. Licensed as Fornya itself, see LICENSE.
msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plurals}\n"

"""


def extract() -> Catalog:
    """Every marked text of the package, in the order of its files."""
    found = Catalog(project="Fornya", charset="utf-8")
    files = extract_from_dir(
        ROOT / "desktop", method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    for name, line, text, comments, context in sorted(files, key=lambda each: each[:2]):
        found.add(text, None, [(f"desktop/{name}", line)], auto_comments=comments, context=context)
    return found


def po_file(language: str) -> Path:
    """Where a language's catalog lies."""
    return CATALOGS / language / "LC_MESSAGES" / "fornya.po"


def read(language: str) -> Catalog:
    """The catalog of a language; an empty one where there is none yet."""
    if not po_file(language).exists():
        return Catalog(locale=language, project="Fornya", charset="utf-8")
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language, domain="fornya")


def update() -> None:
    """Brings each catalog in step with the texts: new ones come empty, gone ones go."""
    texts = extract()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(texts, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        po_file(language).parent.mkdir(parents=True, exist_ok=True)
        with po_file(language).open("wb") as file:
            file.write(_HEADER.format(language=language, plurals=catalog.plural_forms).encode())
            write_po(file, catalog, width=_WIDTH, sort_by_file=True, omit_header=True, include_lineno=False)


def compile_all() -> None:
    """Writes the compiled catalog beside each, whole or not at all: two test workers may do it at once."""
    for language in LANGUAGES:
        target = po_file(language).with_suffix(".mo")
        draft = target.with_suffix(f".mo.{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, read(language))
        draft.replace(target)


def faults() -> Iterator[str]:
    """A sentence for each text that is missing, not translated, doubtful, or loses a placeholder."""
    texts = extract()
    for language in LANGUAGES:
        catalog = read(language)
        for text in texts:
            if text.id:
                yield from (f"{language}: {fault}" for fault in _faults_of(text, catalog.get(text.id)))


def _faults_of(text: Message, translated: Message | None) -> Iterator[str]:
    originals = text.id if isinstance(text.id, (list, tuple)) else (text.id,)
    shown = f"«{originals[0]}»"
    if translated is None:
        yield f"{shown} is not in the catalog; run scripts/messages update"
        return
    strings = translated.string if isinstance(translated.string, (list, tuple)) else (translated.string,)
    strings = tuple(each or "" for each in strings)
    if not all(strings):
        yield f"{shown} is not translated"
    elif translated.fuzzy:
        yield f"{shown} is marked as doubtful"
    elif {frozenset(placeholders(each)) for each in strings} - {frozenset(placeholders(each)) for each in originals}:
        yield f"{shown} has other placeholders than its translation «{strings[0]}»"


def placeholders(text: str) -> set[str]:
    """The names in braces; a text with stray braces has the placeholder of its fault."""
    try:
        return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}
    except ValueError as fault:
        return {f"!{fault}"}


def check() -> int:
    """Prints each fault; 1 when there is one."""
    found = list(faults())
    print("\n".join(found) if found else "Every text is translated.")
    return 1 if found else 0


def main(arguments: list[str]) -> int:
    """`update`, `compile` or `check`."""
    match arguments:
        case ["update"]:
            update()
            return check()
        case ["compile"]:
            compile_all()
            return 0
        case ["check"] | []:
            return check()
        case _:
            print("scripts/messages update | compile | check")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
