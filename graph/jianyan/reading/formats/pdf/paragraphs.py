"""Pieces of lines → paragraphs, headings and cells."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from jianyan.model import BlockKind
from jianyan.reading.formats.content import Line
from jianyan.reading.formats.pdf.aligned import aligned_tables
from jianyan.reading.formats.pdf.characters import is_wide
from jianyan.reading.formats.pdf.columns import Placed, in_order
from jianyan.reading.formats.pdf.glyphs import Rule
from jianyan.reading.formats.pdf.grid import Cell, cells_of
from jianyan.reading.formats.pdf.rows import Piece

_INDENT = 1.2
"""Characters by which the first line of a paragraph is set in; two are usual."""
_RAGGED = 1.7
"""Characters by which a line that goes on may end before the margin: a mark or two do not fit."""
_RAGGED_LATIN = 6.0  # a long word does not fit
_LARGER = 1.12
_LONGEST = 60
"""Characters of a heading."""
_STOPS = "。；，：、!！?？;,"


@dataclass(slots=True)
class _Paragraph:
    rows: list[Placed] = field(default_factory=list)

    @property
    def text(self) -> str:
        text = ""
        for row in self.rows:
            text = joined(text, row.piece.text)
        return text

    @property
    def last(self) -> Placed:
        return self.rows[-1]


def lines_of(pages: list[list[Piece]], rules: list[list[Rule]], widths: list[float]) -> list[Line]:
    """The lines of a document from the pieces and the ruled lines of its pages, and how wide these are."""
    body = _Body([piece for page in pages for piece in page])
    found: list[Line] = []
    running = _Paragraph()
    for pieces, drawn, width in zip(pages, rules, widths, strict=True):
        tables = cells_of(pieces, drawn)
        tables += aligned_tables(_outside(pieces, tables))
        placed = in_order(_outside(pieces, tables), width)
        leading = _leading(placed)
        for one in placed:
            above = [cells for cells in tables if cells[0].top > one.piece.y and _is_before(cells, one)]
            tables = [cells for cells in tables if not any(cells is other for other in above)]
            for cells in above:
                found += [*body.line(running), *_cells(cells)]
                running = _Paragraph()
            if running.rows and not body.goes_on(running, one, leading):
                found += body.line(running)
                running = _Paragraph()
            running.rows.append(one)
        for cells in tables:
            found += [*body.line(running), *_cells(cells)]
            running = _Paragraph()
    return [*found, *body.line(running)]


def _outside(pieces: list[Piece], tables: list[list[Cell]]) -> list[Piece]:
    inside = {id(piece) for cells in tables for cell in cells for piece in cell.pieces}
    return [piece for piece in pieces if id(piece) not in inside]


def joined(text: str, more: str) -> str:
    """A line and the next: with a blank between Latin words, without the hyphen that parts one, and with nothing
    between Chinese characters.

    >>> joined("开展关键", "技术攻关"), joined("the air", "craft"), joined("the air-", "craft"), joined("达到", "5G")
    ('开展关键技术攻关', 'the air craft', 'the aircraft', '达到5G')
    """
    if not text or not more:
        return text + more
    if text[-1] in "-\u00ad\u2010" and text[-2:-1].isalpha() and text[-2].isascii() and more[0].islower():
        return text[:-1] + more
    return text + more if is_wide(text[-1]) or is_wide(more[0]) else f"{text} {more}"


class _Body:
    """What most of a document is set in, which tells what is set apart."""

    def __init__(self, pieces: list[Piece]) -> None:
        sizes: Counter[float] = Counter()
        fonts: Counter[str] = Counter()
        for piece in pieces:
            sizes[round(piece.size)] += len(piece.text)
            fonts[piece.font] += len(piece.text)
        self.size = sizes.most_common(1)[0][0] if sizes else 1.0
        font, share = fonts.most_common(1)[0] if fonts else ("", 0)
        self.font = font if share > 0.6 * sum(fonts.values()) else None

    def line(self, paragraph: _Paragraph) -> Iterator[Line]:
        if paragraph.rows:
            yield (BlockKind.HEADING if self.is_heading(paragraph) else BlockKind.PARAGRAPH), paragraph.text

    def is_heading(self, paragraph: _Paragraph) -> bool:
        text = paragraph.text
        if len(text) > _LONGEST or len(text) < 2 or text[-1] in _STOPS:
            return False
        pieces = [row.piece for row in paragraph.rows]
        if all(piece.size > _LARGER * self.size for piece in pieces):
            return True
        smaller = any(piece.size < self.size / _LARGER for piece in pieces)
        return not smaller and self.font is not None and all(piece.font != self.font for piece in pieces)

    def goes_on(self, paragraph: _Paragraph, one: Placed, leading: float) -> bool:
        """Whether a piece belongs to the paragraph before it."""
        last = paragraph.last
        if not 1 / _LARGER < one.piece.size / last.piece.size < _LARGER:
            return False
        if _is_same_row(last, one):
            return True
        if (last.piece.font == self.font) != (one.piece.font == self.font) and _starts_line(one):
            return last.piece.size <= _LARGER * self.size and _is_full(last) and not _is_indented(one)
        same_column = last.column == one.column and one.piece.y < last.piece.y
        if same_column and last.piece.y - one.piece.y > 1.45 * max(leading, 1.2 * one.piece.size):
            return False
        if last.piece.size > _LARGER * self.size and _is_centred(last) and _is_centred(one):
            return same_column
        return _is_full(last) and not _is_indented(one)


def _starts_line(one: Placed) -> bool:
    return one.piece.x0 < one.column.left + 3 * one.piece.size


def _is_same_row(last: Placed, one: Placed) -> bool:
    return abs(last.piece.y - one.piece.y) < 0.4 * one.piece.size and one.piece.x0 >= last.piece.x1 - one.piece.size


def _is_indented(one: Placed) -> bool:
    return one.piece.x0 > one.column.left + _INDENT * one.piece.size


def _is_full(one: Placed) -> bool:
    ragged = _RAGGED if is_wide(one.piece.text[-1]) or one.piece.text[-1].isdigit() else _RAGGED_LATIN
    return one.piece.x1 > one.column.right - ragged * one.piece.size


def _is_centred(one: Placed) -> bool:
    middle = (one.column.left + one.column.right) / 2
    return abs((one.piece.x0 + one.piece.x1) / 2 - middle) < 1.5 * one.piece.size


def _leading(placed: list[Placed]) -> float:
    """The usual distance between two lines of a page."""
    steps = [
        one.piece.y - two.piece.y
        for one, two in itertools.pairwise(placed)
        if one.column == two.column and 0 < one.piece.y - two.piece.y < 4 * one.piece.size
    ]
    return median(steps) if steps else 0.0


def _is_before(cells: list[Cell], one: Placed) -> bool:
    """Whether a table stands over a piece, in the same column."""
    left, right = min(cell.left for cell in cells), max(piece.x1 for cell in cells for piece in cell.pieces)
    return left < one.column.right and right > one.column.left


def _cells(cells: list[Cell]) -> Iterator[Line]:
    for cell in cells:
        text = ""
        for row in sorted(cell.pieces, key=lambda piece: (-round(piece.y), piece.x0)):
            text = joined(text, row.text)
        yield BlockKind.CELL, text
