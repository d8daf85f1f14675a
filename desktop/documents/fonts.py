"""The faces on paper: each parsed once a process, and the parts of them that a file needs."""

import threading
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, TTFontFace

from desktop import paths

# These have a code that is the same in every file, so that text is encoded by one look-up, and two files that use
# the same signs share one subset, made once. Sami letters, say, get their codes in the file that needs them.
COMMON_SIGNS = (
    " !%&'()*+,-./0123456789:;?@ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    "ÆØÅæøåÉéÖöÄäü·\u2013\u2212\u2026\u00d7\u20ac\u25a1"
)
REPLACEMENT = "\u25a1"
"""Stands where no font at hand has the sign."""

_SPACE = 32
_CODES = 256
_MOST_KEPT = 512
_ASCII = range(_SPACE, 127)
_NO_BREAK_SPACE = "\u00a0"
_NOT_COMMON = "\ufffd"
_DEJAVU = (paths.FONTS / "DejaVuSans.ttf", Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))


def _escaped(code: int) -> str:
    """A code as it stands in a PDF string; only what is plain ASCII stands as it is."""
    sign = chr(code)
    return sign if " " <= sign <= "~" and sign not in "()\\" else f"\\{code:03o}"


def _common_codes() -> dict[str, int]:
    """ASCII has its own codes, the rest those above; a no-break space is drawn as a space."""
    others = [sign for sign in COMMON_SIGNS if not sign.isascii()]
    codes = {sign: ord(sign) for sign in COMMON_SIGNS if sign.isascii()} | {_NO_BREAK_SPACE: _SPACE}
    return codes | {sign: _ASCII.stop + 1 + i for i, sign in enumerate(others)}


COMMON_CODES = _common_codes()
ENCODED = dict.fromkeys(_ASCII, _NOT_COMMON) | {ord(sign): _escaped(code) for sign, code in COMMON_CODES.items()}
"""`text.translate(ENCODED)` is the text in the common codes; what is not ASCII afterwards has signs that have none."""


class Face:
    """A TrueType file, parsed once, and those subsets of its common signs that were asked for lately."""

    def __init__(self, alias: str, file: Path) -> None:
        self.alias = alias
        self._font = TTFontFace(str(file))
        # The parser keeps a reading position, and documents may be drawn on several threads.
        self._lock = threading.Lock()
        self._name = bytes(self._font.name).decode("ascii")
        self.widths: dict[str, float] = {sign: self._font.getCharWidth(ord(sign)) for sign in COMMON_CODES}
        self._common: dict[frozenset[str], Subset] = {}

    def has(self, sign: str) -> bool:
        return ord(sign) in self._font.charToGlyph

    def width_of(self, sign: str) -> float:
        """In thousandths of the size."""
        width: float = self._font.getCharWidth(ord(sign))
        return width

    def common_subset(self, used: frozenset[str]) -> "Subset":
        """The subset with these of the common signs, at their codes.

        Labels, sums and names of plans are alike from document to document, so most of a batch are found here.
        """
        found = self._common.get(used)
        if found is None:
            signs = {COMMON_CODES[sign]: ord(sign) for sign in used if sign != _NO_BREAK_SPACE}
            found = self.subset("AAAAAA", [signs.get(code, 0) for code in range(max(signs, default=0) + 1)])
            if len(self._common) >= _MOST_KEPT:
                self._common.clear()
            self._common[used] = found
        return found

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
        self._signs = stream(_to_unicode(name, signs))
        self._widths = "[" + " ".join(f"{font.getCharWidth(sign):.4g}" if sign else "0" for sign in signs) + "]"
        flags = font.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC
        box = " ".join(f"{side:g}" for side in font.bbox)
        self._descriptor = (
            f"<< /Type /FontDescriptor /FontName /{name} /Flags {flags} /FontBBox [{box}] /Ascent {font.ascent:g}"
            f" /Descent {font.descent:g} /CapHeight {font.capHeight:g} /ItalicAngle {font.italicAngle:g}"
            f" /StemV {font.stemV:g} /MissingWidth {font.defaultWidth:g} /FontFile2 "
        )

    def add(self, document: pdfdoc.PDFDocument) -> pdfdoc.PDFObjectReference:
        """Puts the subset into the file; the reference is what a page's resources name."""
        program = document.Reference(Ready(self._program), f"{self._name} program")
        signs = document.Reference(Ready(self._signs), f"{self._name} signs")
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


def stream(content: bytes, entries: str = "") -> bytes:
    """A compressed stream, with further entries for its dictionary."""
    packed = zlib.compress(content)
    return f"<< /Filter /FlateDecode /Length {len(packed)} {entries}>>\nstream\n".encode() + packed + b"\nendstream"


class Ready(pdfdoc.PDFObject):
    """An object whose bytes stand ready. One for each file: ReportLab writes its number into it."""

    __RefOnly__ = 1

    def __init__(self, written: bytes) -> None:
        self._written = written

    def format(self, document: pdfdoc.PDFDocument) -> bytes:  # noqa: ARG002 - ReportLab hands it to every object
        return self._written


def _compressed(content: bytes) -> bytes:
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


class Signs:
    """The signs that one file uses: the common ones of each face, and others in subsets of their own."""

    def __init__(self) -> None:
        self.used: dict[Face, set[str]] = {face: set() for face in fonts().all}
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
        common = {
            face.alias: face.common_subset(frozenset(used)).add(document) for face, used in self.used.items() if used
        }
        others = {
            resource: face.subset(f"AAAA{chr(ord('B') + i // 26)}{chr(ord('A') + i % 26)}", signs).add(document)
            for i, (resource, (face, signs)) in enumerate(self._subsets.items())
        }
        return common | others

    def _place(self, face: Face, sign: str) -> tuple[str, int]:
        found, drawn = (face, sign) if sign in COMMON_CODES else face_for(face, sign)
        if drawn in COMMON_CODES:
            self.used[found].add(drawn)
            return found.alias, COMMON_CODES[drawn]
        key = (found, drawn)
        if key not in self._codes:
            self._codes[key] = self._new_code(found, drawn)
        return self._codes[key]

    def _new_code(self, face: Face, sign: str) -> tuple[str, int]:
        resources = [name for name, (of, _) in self._subsets.items() if of is face]
        if not resources or len(self._subsets[resources[-1]][1]) == _CODES:
            resources.append(f"{face.alias}{len(resources) + 1}")
            self._subsets[resources[-1]] = (face, [0] * _SPACE + [_SPACE])
        signs = self._subsets[resources[-1]][1]
        signs.append(ord(sign))
        return resources[-1], len(signs) - 1
