"""Reading order: the columns of a page, one after the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from jianyan.reading.formats.pdf.rows import Piece

_LINES = 4
"""Lines that a column has at least."""
_FULL = 0.6
"""Of its column's width: what a line of running text fills. Lists and tables without rules fill less."""
_CROSSING = 0.2
"""Of the pieces of a page: so many may reach across the gap between columns (titles, tables)."""
_STEP = 2.0  # points


@dataclass(frozen=True, slots=True)
class Column:
    """Where the lines of a column begin and end."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece with the column that it stands in."""

    piece: Piece
    column: Column


def in_order(pieces: list[Piece], width: float) -> list[Placed]:
    """The pieces of a page as they are to be read. The order in which they are drawn is that of the text with most
    programs, and kept where nothing speaks against it. ``width`` is that of the page."""
    if not pieces:
        return []
    columns = _columns(pieces, _gaps(pieces), width)
    placed = [Placed(piece, columns[_place(piece, columns)]) for piece in pieces]
    if not _is_by_row(placed, columns) and not any(_goes_back(one.piece, two.piece) for one, two in pairwise(placed)):
        return placed
    return _sorted(placed)


def has_columns(pieces: list[Piece]) -> bool:
    """Whether running text stands side by side on a page."""
    return bool(pieces) and bool(_gaps(pieces))


def _columns(pieces: list[Piece], gaps: list[float], width: float) -> list[Column]:
    """The columns between the gaps; the first is the page as a whole, for what reaches across."""
    edges = [float("-inf"), *gaps, float("inf")]
    inner = []
    for low, high in pairwise(edges):
        within = [piece for piece in pieces if low <= piece.x0 and piece.x1 <= high]
        inner.append(_edges(within or pieces))
    whole = _edges(pieces)
    size = median(piece.size for piece in pieces)
    if sum(piece.x1 > whole.right - size for piece in pieces) < 2:  # no line shows where the margin is: as on the left
        whole = Column(whole.left, max(whole.right, width - whole.left))
    return [whole, *inner] if gaps else [whole]


def _edges(pieces: list[Piece]) -> Column:
    """Where lines begin and end: the outermost places where several do, since marks and single pieces hang out."""
    begins, ends = sorted(piece.x0 for piece in pieces), sorted(piece.x1 for piece in pieces)
    size = median(piece.size for piece in pieces)
    several = max(1, len(pieces) // 20)
    left = next((x for x in begins if _around(begins, x, 0.5 * size) > several), begins[0])
    out = (x for x in reversed(ends) if x >= ends[-1] - 2.2 * size)  # marks hang out by no more
    right = next((x for x in out if _around(ends, x, 0.6 * size) > 2 * several), ends[-1])
    return Column(left, right)


def _around(places: list[float], x: float, reach: float) -> int:
    """How many of the sorted places lie around ``x``."""
    return bisect_left(places, x + reach) - bisect_right(places, x - reach)


def _place(piece: Piece, columns: list[Column]) -> int:
    """Which of the columns a piece stands in; 0 where it reaches across."""
    if len(columns) == 1:
        return 0
    slack = piece.size
    return next(
        (
            at
            for at, column in enumerate(columns[1:], 1)
            if column.left - slack <= piece.x0 and piece.x1 <= column.right + slack
        ),
        0,
    )


def _gaps(pieces: list[Piece]) -> list[float]:
    """Where one column ends and the next begins."""
    size = median(piece.size for piece in pieces)
    low, high = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    steps = min(int((high - low) / _STEP) + 1, 5000)
    crossed = [0] * (steps + 1)
    for piece in pieces:
        for at in range(max(int((piece.x0 - low) / _STEP), 0), min(int((piece.x1 - low) / _STEP) + 1, steps)):
            crossed[at] += 1
    found, start = [], None
    for at in range(steps + 1):
        free = at < steps and crossed[at] <= _CROSSING * len(pieces)
        if free and start is None:
            start = at
        elif not free and start is not None:
            middle = low + (start + at) / 2 * _STEP
            if (at - start) * _STEP >= 0.7 * size and start > 0 and at < steps and _parts(pieces, middle):
                found.append(middle)
            start = None
    return found


def _parts(pieces: list[Piece], gap: float) -> bool:
    """Whether there is running text on both sides of a gap, side by side."""
    left = [piece for piece in pieces if piece.x1 <= gap]
    right = [piece for piece in pieces if piece.x0 >= gap]
    if min(len(left), len(right)) < _LINES:
        return False
    beside = [piece for piece in right if min(one.y for one in left) <= piece.y <= max(one.y for one in left)]
    if len(beside) < _LINES:
        return False
    widths = [median(piece.x1 - piece.x0 for piece in side) * _split(side) for side in (left, right)]
    begins, ends = min(piece.x0 for piece in left), max(piece.x1 for piece in right)
    nearest = min(piece.x0 for piece in right)
    return widths[0] > _FULL * (gap - begins) and widths[1] > _FULL * (ends - nearest)


def _split(pieces: list[Piece]) -> int:
    """How many pieces stand side by side on one side of a gap: there may be further columns."""
    rows: dict[int, int] = {}
    for piece in pieces:
        row = round(piece.y)
        rows[row] = rows.get(row, 0) + 1
    return max(1, round(median(rows.values())))


def _is_by_row(placed: list[Placed], columns: list[Column]) -> bool:
    """Whether the order goes from one column to the one before it more often than pieces across them explain."""
    inner = [column.left for column in columns[1:]]
    back = sum(
        one.column in columns[1:] and two.column in columns[1:] and two.column.left < one.column.left
        for one, two in pairwise(placed)
    )
    return len(inner) > 1 and back > 1 + sum(one.column == columns[0] for one in placed)


def _goes_back(one: Piece, two: Piece) -> bool:
    """Whether the second of two pieces stands above the first though it is not to its right."""
    return two.y > one.y + 0.8 * max(one.size, two.size) and two.x0 < one.x1 - one.size


def _sorted(placed: list[Placed]) -> list[Placed]:
    """By place: what reaches across parts the page, and between two such pieces column follows column."""
    found: list[Placed] = []
    band: list[Placed] = []
    whole = max((one.column for one in placed), key=lambda column: column.right - column.left)
    several = len({one.column for one in placed}) > 1
    for one in sorted(placed, key=lambda one: (-round(one.piece.y), one.piece.x0)):
        if several and one.column == whole:
            found += [*_by_column(band), one]
            band = []
        else:
            band.append(one)
    return found + _by_column(band)


def _by_column(band: list[Placed]) -> list[Placed]:
    return sorted(band, key=lambda one: (one.column.left, -round(one.piece.y), one.piece.x0))
