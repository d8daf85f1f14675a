"""Reads a PDF back: its text by page, and how snapshots are kept."""

import ctypes
from pathlib import Path

import pypdfium2 as pdfium

_SNAPSHOTS = Path(__file__).parent / "snapshots"


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, lines as they are drawn."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [str(page.get_textpage().get_text_range()).replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    return "\n".join(pages_of(pdf))


def font_files(pdf: bytes) -> list[tuple[str, bool]]:
    """Each face of the first page's text, and whether it lies in the file."""
    document = pdfium.PdfDocument(pdf)
    try:
        found = set()
        for each in document[0].get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT]):
            font = pdfium.raw.FPDFTextObj_GetFont(each.raw)
            name = ctypes.create_string_buffer(256)
            pdfium.raw.FPDFFont_GetBaseFontName(font, name, len(name))
            found.add((name.value.decode("ascii"), pdfium.raw.FPDFFont_GetIsEmbedded(font) == 1))
        return sorted(found)
    finally:
        document.close()


def matches_snapshot(text: str, name: str) -> bool:
    """Whether the text is as it was kept; a snapshot that is missing is written, to be read and kept with the code."""
    file = _SNAPSHOTS / f"{name}.txt"
    if not file.exists():
        file.write_text(f"{text}\n", encoding="utf-8")
        return False
    return file.read_text(encoding="utf-8") == f"{text}\n"
