"""Tables that are drawn with lines: which pieces stand in which cell."""

from __future__ import annotations

from dataclasses import dataclass

from jianyan.reading.formats.pdf.glyphs import Rule
from jianyan.reading.formats.pdf.rows import Piece

_NEAR = 3.0  # points between lines that are one, and between lines that meet
_SHORT = 8.0  # points; a shorter line belongs to a letter or a sign


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: where its top left corner is, and what stands in it."""

    top: float
    left: float
    pieces: list[Piece]


def cells_of(pieces: list[Piece], rules: list[Rule]) -> list[list[Cell]]:
    """The tables of a page with what stands in them, their cells row by row. A frame around a text is no table."""
    rules = [rule for rule in rules if max(rule.x1 - rule.x0, rule.y1 - rule.y0) > _SHORT]
    tables = []
    for group in _connected(rules):
        upright = [rule for rule in group if rule.is_upright]
        level = [rule for rule in group if not rule.is_upright]
        cells: dict[tuple[float, float], Cell] = {}
        for piece in pieces:
            corner = _corner(piece, upright, level)
            if corner:
                cells.setdefault(corner, Cell(*corner, [])).pieces.append(piece)
        if len(cells) > 1:
            tables.append(sorted(cells.values(), key=lambda cell: (-cell.top, cell.left)))
    return tables


def _corner(piece: Piece, upright: list[Rule], level: list[Rule]) -> tuple[float, float] | None:
    """The top left corner of the cell around a piece; None where there is no line on one of its sides."""
    x, y = (piece.x0 + piece.x1) / 2, piece.y + 0.3 * piece.size
    lefts = [rule.x0 for rule in upright if rule.x0 <= x and rule.y0 - _NEAR <= y <= rule.y1 + _NEAR]
    rights = [rule.x0 for rule in upright if rule.x0 > x and rule.y0 - _NEAR <= y <= rule.y1 + _NEAR]
    tops = [rule.y0 for rule in level if rule.y0 > y and rule.x0 - _NEAR <= x <= rule.x1 + _NEAR]
    bottoms = [rule.y0 for rule in level if rule.y0 <= y and rule.x0 - _NEAR <= x <= rule.x1 + _NEAR]
    if not (lefts and rights and tops and bottoms):
        return None
    return _rounded(min(tops)), _rounded(max(lefts))


def _rounded(at: float) -> float:
    """A place to within the thickness of a line, so that its two sides are one."""
    return round(at / _NEAR) * _NEAR


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    """The lines in groups of those that touch, directly or through others."""
    groups: list[list[Rule]] = []
    for rule in rules:
        touched = [group for group in groups if any(_touch(rule, other) for other in group)]
        rest = [group for group in groups if not any(group is one for one in touched)]
        groups = [*rest, [rule, *(other for group in touched for other in group)]]
    return groups


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one.x0 - _NEAR <= other.x1
        and other.x0 - _NEAR <= one.x1
        and one.y0 - _NEAR <= other.y1
        and other.y0 - _NEAR <= one.y1
    )
