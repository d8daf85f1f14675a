"""The faces on paper: shared subsets that are made once a process, and further signs for the files that need them."""

import threading
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, TTFontFace

from desktop import paths

# Nearly every document is written with these, so each file carries the same subset, compressed once a process:
# making a subset for each file cost more than drawing the page. What is not here comes in a small subset of its own.
SHARED_SIGNS = (
    "ÆØÅæøåÁÀÂÄÃÇÉÈÊËÍÎÏÑÓÒÔÖÕÚÙÛÜÝáàâäãçéèêëíîïñóòôöõúùûüýß"
    "ČĐŊŠŦŽčđŋšŧžĆŁćłńśźżþðÞÐ€§°½·•«»\u2018\u2019\u201c\u201d\u2013\u2014\u2212\u2026\u00d7\u25a1"
)
REPLACEMENT = "\u25a1"
"""Stands where no font at hand has the sign."""

_FIRST_SHARED = 128
_FIRST_OWN = 33
_SPACE = 32
_CODES = 256
_DEJAVU = (paths.FONTS / "DejaVuSans.ttf", Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))


def _escaped(code: int) -> str:
    """A code as it stands in a PDF string; only what is plain ASCII stands as it is."""
    sign = chr(code)
    return sign if " " <= sign <= "~" and sign not in "()\\" else f"\\{code:03o}"


SHARED_CODES = {**{code: code for code in range(_SPACE, 127)}, 0xA0: _SPACE} | {
    ord(sign): _FIRST_SHARED + i for i, sign in enumerate(SHARED_SIGNS)
}
ENCODED = {sign: _escaped(code) for sign, code in SHARED_CODES.items()}
"""`text.translate(ENCODED)` is the text in the shared subset; what is not ASCII afterwards is not in it."""


class Face:
    """A TrueType file, parsed once, and the PDF objects of its shared subset."""

    def __init__(self, alias: str, file: Path) -> None:
        self.alias = alias
        self._font = TTFontFace(str(file))
        # The parser keeps a reading position, and documents may be drawn on several threads.
        self._lock = threading.Lock()
        self._name = bytes(self._font.name).decode("ascii")
        self.widths: dict[str, float] = {chr(code): self._font.getCharWidth(code) for code in SHARED_CODES}
        shared = [0] * _CODES
        for sign, code in SHARED_CODES.items():
            shared[code] = sign if sign != 0xA0 else _SPACE  # noqa: PLR2004 - no-break space is drawn as space
        self._shared = self.subset("AAAAAA", shared[: _FIRST_SHARED + len(SHARED_SIGNS)])

    def has(self, sign: str) -> bool:
        return ord(sign) in self._font.charToGlyph

    def width_of(self, sign: str) -> float:
        """In thousandths of the size."""
        width: float = self._font.getCharWidth(ord(sign))
        return width

    def add_shared(self, document: pdfdoc.PDFDocument) -> pdfdoc.PDFObjectReference:
        return self._shared.add(document)

    def subset(self, tag: str, signs: Sequence[int]) -> "Subset":
        """The subset whose code n is the n-th of the signs; `tag` are six capitals that set it apart in its file."""
        with self._lock:
            return Subset(self._font, f"{tag}+{self._name}", signs)


class Subset:
    """Part of a face as PDF objects that do not change from file to file, but for their numbers."""

    def __init__(self, font: TTFontFace, name: str, signs: Sequence[int]) -> None:
        self._name = name
        self._last = len(signs) - 1
        self._program = _compressed(font.makeSubset(signs))
        self._signs = _compressed(_to_unicode(name, signs))
        self._widths = "[" + " ".join(f"{font.getCharWidth(sign):g}" for sign in signs) + "]"
        flags = font.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC
        box = " ".join(f"{side:g}" for side in font.bbox)
        self._descriptor = (
            f"<< /Type /FontDescriptor /FontName /{name} /Flags {flags} /FontBBox [{box}] /Ascent {font.ascent:g}"
            f" /Descent {font.descent:g} /CapHeight {font.capHeight:g} /ItalicAngle {font.italicAngle:g}"
            f" /StemV {font.stemV:g} /MissingWidth {font.defaultWidth:g} /FontFile2 "
        )

    def add(self, document: pdfdoc.PDFDocument) -> pdfdoc.PDFObjectReference:
        """Puts the subset into the file; the reference is what a page's resources name."""
        program = document.Reference(self._program, f"{self._name} program")
        signs = document.Reference(self._signs, f"{self._name} signs")
        descriptor = document.Reference(_Ending(self._descriptor, program), f"{self._name} descriptor")
        font = (
            f"<< /Type /Font /Subtype /TrueType /BaseFont /{self._name} /FirstChar 0 /LastChar {self._last}"
            f" /Widths {self._widths} /FontDescriptor "
        )
        whole = _Ending(font, descriptor, "/ToUnicode", signs)
        reference: pdfdoc.PDFObjectReference = document.Reference(whole, f"{self._name} font")
        return reference


class _Ending(pdfdoc.PDFObject):
    """A dictionary that is written already, up to the references that differ from file to file."""

    __RefOnly__ = 1

    def __init__(self, start: str, *ending: object) -> None:
        self._start = start.encode("ascii")
        self._ending = ending

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        ends = (end.encode() if isinstance(end, str) else pdfdoc.format(end, document) for end in self._ending)
        return b" ".join((self._start, *ends, b">>"))


def stream(content: bytes, entries: str = "") -> "Stream":
    """A compressed stream with further entries for its dictionary."""
    packed = zlib.compress(content)
    return Stream(f"<< /Filter /FlateDecode /Length {len(packed)} {entries}>>\nstream\n".encode(), packed)


class Stream(pdfdoc.PDFObject):
    """A stream whose bytes stand ready."""

    __RefOnly__ = 1

    def __init__(self, head: bytes, packed: bytes) -> None:
        self._whole = head + packed + b"\nendstream"

    def format(self, document: pdfdoc.PDFDocument) -> bytes:  # noqa: ARG002 - ReportLab hands it to every object
        return self._whole


def _compressed(content: bytes) -> Stream:
    return stream(content, f"/Length1 {len(content)} ")


def _to_unicode(name: str, signs: Sequence[int]) -> bytes:
    """What each code means, so that text can be searched and copied; at most a hundred a block, as the format asks."""
    meant = [f"<{code:02X}> <{chr(sign).encode('utf-16-be').hex().upper()}>" for code, sign in enumerate(signs) if sign]
    blocks = [meant[start : start + 100] for start in range(0, len(meant), 100)]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name} def /CMapType 2 def",
        "1 begincodespacerange <00> <FF> endcodespacerange",
        *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ]
    return "\n".join(lines).encode("ascii")


class Fonts:
    """The three weights of the paper face, and DejaVu where it is found, for what they lack."""

    def __init__(self) -> None:
        self.regular = Face("R", paths.FONTS / "InterPaper-Regular.ttf")
        self.medium = Face("M", paths.FONTS / "InterPaper-Medium.ttf")
        self.semibold = Face("S", paths.FONTS / "InterPaper-SemiBold.ttf")

    @property
    def all(self) -> tuple[Face, ...]:
        return self.regular, self.medium, self.semibold


@lru_cache
def fonts() -> Fonts:
    """The faces of this process; parsed with the first document."""
    return Fonts()


@lru_cache
def other_face() -> Face | None:
    """The face for what Inter lacks; None where no copy is installed."""
    found = next((file for file in _DEJAVU if file.exists()), None)
    return Face("D", found) if found else None


@lru_cache(maxsize=4096)
def face_for(face: Face, sign: str) -> tuple[Face, str]:
    """The face that has the sign, and the sign to draw: the replacement mark where none has it."""
    if face.has(sign):
        return face, sign
    other = other_face()
    return (other, sign) if other and other.has(sign) else (face, REPLACEMENT)


class FurtherSigns:
    """The signs of one file that the shared subset lacks, in subsets of their own."""

    def __init__(self) -> None:
        self._codes: dict[tuple[Face, str], tuple[str, int]] = {}
        self._subsets: dict[str, tuple[Face, list[int]]] = {}

    def pieces(self, text: str, face: Face) -> Iterable[tuple[str, str]]:
        """The text as (font resource, PDF string) in the order of reading."""
        current, written = "", ""
        for sign in text:
            resource, code = self._place(face, sign)
            if resource != current and written:
                yield current, written
                written = ""
            current, written = resource, written + _escaped(code)
        if written:
            yield current, written

    def add(self, document: pdfdoc.PDFDocument) -> dict[str, pdfdoc.PDFObjectReference]:
        """Puts the subsets into the file: font resource → reference."""
        return {
            resource: face.subset(f"AAAA{chr(ord('B') + i // 26)}{chr(ord('A') + i % 26)}", signs).add(document)
            for i, (resource, (face, signs)) in enumerate(self._subsets.items())
        }

    def _place(self, face: Face, sign: str) -> tuple[str, int]:
        code = SHARED_CODES.get(ord(sign))
        if code is not None:
            return face.alias, code
        found, drawn = face_for(face, sign)
        if drawn != sign:
            return found.alias, SHARED_CODES[ord(drawn)]
        key = (found, sign)
        if key not in self._codes:
            self._codes[key] = self._new_code(found, sign)
        return self._codes[key]

    def _new_code(self, face: Face, sign: str) -> tuple[str, int]:
        resources = [name for name, (of, _) in self._subsets.items() if of is face]
        if not resources or len(self._subsets[resources[-1]][1]) == _CODES:
            resources.append(f"{face.alias}{len(resources) + 1}")
            self._subsets[resources[-1]] = (face, [0] * _SPACE + [_SPACE])
        signs = self._subsets[resources[-1]][1]
        signs.append(ord(sign))
        return resources[-1], len(signs) - 1
