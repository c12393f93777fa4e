"""Tables without lines: rows of short pieces that begin below one another, three times or more.

Only where the page has no columns of running text, which look the same, and where a cell is short: what is no table is
better read as it was.
"""

from __future__ import annotations

from statistics import median

from jianyan.reading.formats.pdf.columns import has_columns
from jianyan.reading.formats.pdf.grid import Cell
from jianyan.reading.formats.pdf.rows import Piece

_ROWS = 3
_LONGEST = 24  # code points of a cell
_NEAR = 0.5  # characters by which the beginnings of cells may differ
_BROKEN = 4
"""Lines that cells go on over, at most: more are text, and no page can have all its lines asked again and again."""
_APART = 3.0  # characters from one row to the next, at most


def aligned_tables(pieces: list[Piece]) -> list[list[Cell]]:
    """The tables among the pieces of a page that stand in no ruled one, their cells row by row."""
    if len(pieces) < 2 * _ROWS or has_columns(pieces):
        return []
    rows = _rows(pieces)
    tables, at = [], 0
    while at < len(rows):
        table, behind = _table(rows, at)
        if table:
            tables.append(table)
        at = behind
    return tables


def _table(rows: list[list[Piece]], start: int) -> tuple[list[Cell], int]:
    """The table that begins with a row, empty where none does; and the row behind it."""
    first = rows[start]
    size = median(piece.size for piece in first)
    lefts = [piece.x0 for piece in first]
    cells: list[list[Cell]] = []
    at, y, more = start, first[0].y, 0
    while len(first) > 1 and at < len(rows):
        row = rows[at]
        place = [_column(piece, lefts, size) for piece in row]
        short = all(len(piece.text) <= _LONGEST for piece in row)
        if y - row[0].y > _APART * size or not short or None in place:
            break
        if place == list(range(len(lefts))):
            cells.append([Cell(piece.y + piece.size, piece.x0, [piece]) for piece in row])
            more = 0
        elif (
            cells and place[0] and more < _BROKEN
        ):  # the end of cells that are broken; in the first one it might as well be text
            for column, piece in zip(place, row, strict=True):
                cells[-1][column or 0].pieces.append(piece)
            more += 1
        else:
            break
        at, y = at + 1, row[0].y
    if len(cells) < _ROWS:
        return [], start + 1
    return [cell for row in cells for cell in row], at


def _column(piece: Piece, lefts: list[float], size: float) -> int | None:
    """Which column a piece begins in; None for none of them."""
    return next((at for at, left in enumerate(lefts) if abs(piece.x0 - left) <= _NEAR * size), None)


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces by the line that they stand in, from the top, each from the left."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.y, piece.x0)):
        if rows and abs(rows[-1][0].y - piece.y) < 0.4 * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.x0) for row in rows]
