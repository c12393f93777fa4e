"""PDF: what stands on the pages, put together again as paragraphs, headings and cells.

A PDF says where each character stands, not what belongs together. PDFium tells the characters; the rest is here, a step
a module: :mod:`glyphs` (characters and ruled lines), :mod:`rows` (pieces of lines), :mod:`furniture` (running heads and
page numbers, which go), :mod:`grid` (ruled tables), :mod:`columns` (reading order), :mod:`paragraphs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jianyan.errors import InputError
from jianyan.lexicon import Lexicon
from jianyan.model import Metadata
from jianyan.reading.formats.content import Content, title_in, unreadable
from jianyan.reading.formats.package import locked
from jianyan.reading.formats.pdf.furniture import without_furniture
from jianyan.reading.formats.pdf.glyphs import Sheet, sheet_of
from jianyan.reading.formats.pdf.paragraphs import lines_of
from jianyan.reading.formats.pdf.rows import Piece, pieces_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_UNKNOWN = 0.3
"""Share of characters that nobody can read (no meaning was given to their shapes) from which a text layer is none."""


def read(data: bytes, source: str, lexicon: Lexicon) -> Content:
    """Raises :class:`~jianyan.errors.InputError` for what is damaged, locked, or has no text layer (a scan). Where
    only some pages are scanned, the content says which."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            sheets = list(_sheets(document, source))
            title = _title(document)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise locked(source) from None
        raise unreadable(source, "PDF", error) from None
    glyphs = sum(len(sheet.glyphs) for sheet in sheets)
    if not glyphs or sum(sheet.unknown for sheet in sheets) > _UNKNOWN * glyphs:
        raise _scanned(source)
    pages = without_furniture([pieces_of(sheet.glyphs, sheet.rules) for sheet in sheets], lexicon)
    lines = lines_of(pages, [sheet.rules for sheet in sheets], [sheet.width for sheet in sheets])
    return Content(lines, Metadata(title_in(title, lines)), tuple(_unread(sheets, pages)))


def _unread(sheets: list[Sheet], pages: list[list[Piece]]) -> Iterator[int]:
    """The pages that are pictures: nothing but heads and page numbers stands on them, if anything, or characters
    without a meaning."""
    for number, (sheet, pieces) in enumerate(zip(sheets, pages, strict=True), 1):
        if (sheet.pictured and not pieces) or sheet.unknown > _UNKNOWN * len(sheet.glyphs):
            yield number


def _title(document: PdfDocument) -> str | None:
    try:
        return str(document.get_metadata_value("Title"))
    except UnicodeError:  # half characters
        return None


def _sheets(document: PdfDocument, source: str) -> Iterator[Sheet]:
    for number in range(len(document)):
        page = document[number]
        try:
            yield sheet_of(page, source)
        finally:
            page.close()


def _scanned(source: str) -> InputError:
    return InputError(
        source,
        en="the pages are pictures, without text that can be read; recognise it first (OCR), for example with "
        "OCRmyPDF: ocrmypdf -l chi_sim --force-ocr FILE.pdf READABLE.pdf",
        zh="页面是图片，没有可读的文字；请先识别文字（OCR），例如用 OCRmyPDF："
        "ocrmypdf -l chi_sim --force-ocr 文件.pdf 可读.pdf",
    )
