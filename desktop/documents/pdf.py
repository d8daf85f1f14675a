"""One PDF file: its pages, the faces and images they share, its title, language and bookmarks."""

from collections.abc import Mapping

from reportlab.pdfbase import pdfdoc

from desktop.documents.fonts import Ready, Signs, stream
from desktop.documents.look import PAGE_HEIGHT, PAGE_WIDTH, POINTS
from desktop.documents.pen import Pen

_VERSION = (1, 4)


class _Catalog(pdfdoc.PDFCatalog):
    """Names what the catalog of a file may hold and ReportLab's stub leaves out."""

    ViewerPreferences: pdfdoc.PDFDictionary


class _Document(pdfdoc.PDFDocument):
    """Names the parts that every document of ReportLab has and its stub leaves out."""

    Catalog: _Catalog
    Pages: pdfdoc.PDFPages
    Outlines: pdfdoc.PDFOutlines

    def reference(self, thing: pdfdoc.PDFObject, name: str | None = None) -> pdfdoc.PDFObjectReference:
        """Puts a thing into the file, once."""
        made: pdfdoc.PDFObjectReference = pdfdoc.PDFDocument.Reference(self, thing, name)
        return made


class PdfFile:
    """Collects pages, then becomes bytes: the same for the same input, on any day and machine."""

    def __init__(self, *, title: str, author: str, language: str) -> None:
        self._document = _Document(compression=1, invariant=1, pdfVersion=_VERSION, lang=language)
        info = self._document.info
        info.title, info.author, info.subject = title, author, title
        info.creator = info.producer = "Fornya"
        self._signs = Signs()
        self._images: dict[bytes, str] = {}
        self._marks: list[tuple[str, str]] = []
        self._pages = 0
        preferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})
        self._document.Catalog.ViewerPreferences = preferences

    def new_page(self) -> Pen:
        """A pen for a page; `add` takes it when it is drawn."""
        return Pen(self._signs)

    def image(self, image: bytes) -> str:
        """The name of an image in this file; the same image lies in it once."""
        return self._images.setdefault(image, f"I{len(self._images) + 1}")

    def add(self, pen: Pen, *, bookmark: str = "") -> None:
        """The drawn page, after those before it."""
        operators = pen.operators()
        page = pdfdoc.PDFPage()
        page.Override_default_compilation = 1
        page.MediaBox = pdfdoc.PDFArray([0, 0, f"{PAGE_WIDTH * POINTS:.2f}", f"{PAGE_HEIGHT * POINTS:.2f}"])
        page.Contents = Ready(stream(operators))
        page.Resources = pdfdoc.PDFObjectReference("Resources")
        page.Parent = self._document.reference(self._document.Pages)
        self._document.updateSignature(operators)
        if bookmark:
            self._marks.append((self._document.thisPageName(), bookmark))
        self._document.addPage(page)
        self._pages += 1

    def to_bytes(self) -> bytes:
        """The whole file; nothing can be added afterwards."""
        document = self._document
        used = self._signs.add(document)
        images = {name: document.reference(Ready(image), f"image {name}") for image, name in self._images.items()}
        resources = {"Font": _dictionary(used), "ProcSet": "[/PDF /Text /ImageC]"}
        if images:
            resources["XObject"] = _dictionary(images)
        document.reference(_dictionary(resources), "Resources")
        if self._marks:
            self._set_bookmarks()
        return document.GetPDFData(None)

    def _set_bookmarks(self) -> None:
        outlines = self._document.Outlines
        tree = []
        for page, text in self._marks:
            place = pdfdoc.PDFArray([pdfdoc.PDFObjectReference(page), pdfdoc.PDFName("Fit")])
            tree.append({page: place})
            outlines.destinationnamestotitles[page] = text
        outlines.setDestinations(tree)
        self._document.Catalog.PageMode = pdfdoc.PDFName("UseOutlines")


def _dictionary(entries: Mapping[str, object]) -> pdfdoc.PDFDictionary:
    return pdfdoc.PDFDictionary(dict(entries))
