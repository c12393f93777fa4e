"""What PDFium tells of a page: its characters with their places, and its ruled lines."""

from __future__ import annotations

import ctypes
import itertools
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from jianyan.errors import InputError
from jianyan.reading.formats.pdf.characters import is_unknown, usual

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MOST = 500_000
"""Characters of a page beyond which it is taken for an attack; a newspaper's has some 10,000."""
_MOST_PATHS = 20_000  # points of drawings: maps have many more, and no table
_MOST_RULES = 5000
_FEW = 200  # characters that a scanned page may have beside its picture: a page number, a head, a stamp
_MOST_PICTURES = 2000
_HYPHEN = 2  # what PDFium makes of the hyphen at the end of a line
_MOVE = 2  # FPDF_SEGMENT_MOVETO; 0 is a line, 1 a curve


class Glyph(NamedTuple):
    """A character. Lengths are points; ``y`` is its base line and grows upwards."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str


class Rule(NamedTuple):
    """A line that is drawn along a side of the page, from corner to corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_upright(self) -> bool:
        return self.x1 - self.x0 < self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page. ``unknown`` counts the characters that have a shape but no meaning; ``pictured`` says that there is
    hardly any text, and that pictures cover most of it."""

    glyphs: list[Glyph]
    rules: list[Rule]
    unknown: int
    width: float = 0.0
    pictured: bool = False


def sheet_of(page: PdfPage, source: str) -> Sheet:
    """What stands on a page, the way it is turned for reading; what is written aslant (watermarks) is left out.

    Raises :class:`~jianyan.errors.InputError` for a page with more characters than a page can have.
    """
    text = page.get_textpage()
    try:
        if text.count_chars() > MOST:
            raise InputError(
                source,
                en=f"a page of it has more than {MOST:,} characters; give it as a text file",
                zh=f"其中一页超过 {MOST:,} 个字符；请用文本文件提供",
            )
        turned = list(_glyphs(text.raw, text.count_chars()))
    finally:
        text.close()
    pictured = len(turned) <= _FEW and _is_pictured(page)
    if not turned:
        return Sheet([], [], 0, pictured=pictured)
    most = Counter(turn for turn, _ in turned).most_common(1)[0][0]
    glyphs = [glyph for turn, glyph in turned if turn == most]
    unknown = sum(is_unknown(glyph.text) for glyph in glyphs)
    width = page.get_width() if most == 0 else 0.0
    return Sheet(
        [_turned(glyph, most) for glyph in glyphs], _rules(page) if most == 0 else [], unknown, width, pictured
    )


class _Corners(NamedTuple):
    text: str
    corners: tuple[float, float, float, float]
    origin: tuple[float, float]
    size: float
    font: str


def _glyphs(text: Any, count: int) -> Iterator[tuple[int, _Corners]]:
    """The characters in the order in which they are drawn, each with the quarter turns of its line; -1 where it is no
    whole number of them."""
    import pypdfium2.raw as pdfium

    matrix, box = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
    x, y, flags, name = ctypes.c_double(), ctypes.c_double(), ctypes.c_int(), ctypes.create_string_buffer(128)
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if code == _HYPHEN:
            code = ord("-")
        if code < 0x20 or code == 0x7F or pdfium.FPDFText_IsGenerated(text, at) == 1:
            continue
        pdfium.FPDFText_GetMatrix(text, at, matrix)
        pdfium.FPDFText_GetLooseCharBox(text, at, box)
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        length = pdfium.FPDFText_GetFontInfo(text, at, name, len(name), flags)
        font = name.raw[: max(min(length, len(name)) - 1, 0)].decode("utf-8", "replace").partition("+")
        size = pdfium.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
        turns = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        whole = round(turns) % 4 if abs(turns - round(turns)) < 0.02 else -1
        corners = (box.left, box.bottom, box.right, box.top)
        yield whole, _Corners(usual(code), corners, (x.value, y.value), size or 1.0, font[2] or font[0])


def _turned(glyph: _Corners, turns: int) -> Glyph:
    """A character as it stands when the page is turned so that its lines lie level."""
    left, bottom, right, top = glyph.corners
    x, y = glyph.origin
    if turns == 1:
        left, right, y = bottom, top, -x
    elif turns == 2:
        left, right, y = -right, -left, -y
    elif turns == 3:
        left, right, y = -top, -bottom, x
    return Glyph(glyph.text, left, right, y, glyph.size, glyph.font)


def _is_pictured(page: PdfPage) -> bool:
    """Whether pictures cover half of the page or more; a scan may come in stripes."""
    import pypdfium2.raw as pdfium

    area = page.get_width() * page.get_height()
    covered = 0.0
    for picture in itertools.islice(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2), _MOST_PICTURES):
        left, bottom, right, top = picture.get_bounds()
        covered += (right - left) * (top - bottom)
    return bool(covered >= 0.5 * area)


def _rules(page: PdfPage) -> list[Rule]:
    """The level and upright lines of the page's drawings."""
    import pypdfium2.raw as pdfium

    found: list[Rule] = []
    points = 0
    for drawing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=2):
        points += max(pdfium.FPDFPath_CountSegments(drawing.raw), 0)
        if points > _MOST_PATHS:
            return []
        found += _sides(list(_points(drawing)))
    return found if len(found) <= _MOST_RULES else []


def _points(drawing: Any) -> Iterator[tuple[int, float, float]]:
    """The points of a drawing on the page, each with the kind of what leads to it."""
    import pypdfium2.raw as pdfium

    matrix, x, y = drawing.get_matrix(), ctypes.c_float(), ctypes.c_float()
    start: tuple[float, float] | None = None
    for at in range(pdfium.FPDFPath_CountSegments(drawing.raw)):
        segment = pdfium.FPDFPath_GetPathSegment(drawing.raw, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == _MOVE:
            start = point
        yield kind, *point
        if pdfium.FPDFPathSegment_GetClose(segment) and start:
            yield 0, *start


def _sides(points: list[tuple[int, float, float]]) -> Iterator[Rule]:
    for (_, x0, y0), (kind, x1, y1) in itertools.pairwise(points):
        if kind == 0 and (abs(x0 - x1) < 1) != (abs(y0 - y1) < 1):
            yield Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
