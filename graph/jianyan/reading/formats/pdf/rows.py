"""Characters → pieces of lines: what stands side by side without a gap."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from jianyan.reading.formats.pdf.characters import is_wide
from jianyan.reading.formats.pdf.glyphs import Glyph, Rule

_APART = 1.6
"""Characters' widths of nothing between two pieces: columns, cells, and names set apart in a list are wider."""
_BLANK = 0.14
"""Of the size: a wider gap between Latin letters is a blank."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line; ``font`` is that of most of it."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str


def pieces_of(glyphs: list[Glyph], rules: list[Rule]) -> list[Piece]:
    """The pieces of a page in the order in which they are drawn. An upright line parts two pieces, however close."""
    upright = [rule for rule in rules if rule.is_upright]
    pieces: list[list[Glyph]] = []
    for glyph in glyphs:
        last = pieces[-1] if pieces else []
        if last and _follows(last, glyph) and not _is_parted(last[-1], glyph, upright):
            if not _is_second_stroke(last[-1], glyph) and not _is_mark(last[-1], glyph):
                last.append(glyph)
        elif glyph.text.strip():
            pieces.append([glyph])
    return [piece for glyphs in pieces if (piece := _piece(glyphs)).text]


def _follows(line: list[Glyph], glyph: Glyph) -> bool:
    last = line[-1]
    size = max(last.size, glyph.size)
    raised = abs(glyph.y - line[0].y)
    level = raised < 0.25 * size or (raised < 0.6 * size and glyph.size < 0.8 * line[0].size)
    return level and -0.7 * size < glyph.x0 - last.x1 < _APART * size


def _is_parted(last: Glyph, glyph: Glyph, upright: list[Rule]) -> bool:
    if glyph.x0 - last.x1 < 0.1 * glyph.size:
        return False
    y = glyph.y + 0.3 * glyph.size
    return any(last.x1 - 1 <= rule.x0 <= glyph.x0 + 1 and rule.y0 <= y <= rule.y1 for rule in upright)


def _is_second_stroke(last: Glyph, glyph: Glyph) -> bool:
    """Whether a character is drawn again over itself, to look bold."""
    return glyph.text == last.text and abs(glyph.x0 - last.x0) < 0.4 * (last.x1 - last.x0) and glyph.text != " "


def _is_mark(last: Glyph, glyph: Glyph) -> bool:
    """Whether a raised number refers to a note: behind a letter it may be a power."""
    raised = glyph.y - last.y > 0.2 * last.size and glyph.size < 0.8 * last.size
    return raised and glyph.text.isdigit() and is_wide(last.text[0])


def _piece(glyphs: list[Glyph]) -> Piece:
    while glyphs and not glyphs[-1].text.strip():
        glyphs = glyphs[:-1]
    text, last = "", glyphs[0]
    for glyph in glyphs:
        gap = glyph.x0 - last.x1 > _BLANK * glyph.size
        if gap and text[-1:].strip() and not is_wide(last.text[-1]) and not is_wide(glyph.text[0]):
            text += " "
        text += glyph.text
        last = glyph
    seen = [glyph for glyph in glyphs if glyph.text.strip()]
    marked = [glyph for glyph in seen if is_wide(glyph.text[0])] or seen  # numbers are often of another font
    font = Counter(glyph.font for glyph in marked).most_common(1)[0][0]
    size = Counter(round(glyph.size, 1) for glyph in marked).most_common(1)[0][0]
    return Piece(text.strip(), glyphs[0].x0, glyphs[-1].x1, glyphs[0].y, size, font)
