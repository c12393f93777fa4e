"""Running heads, running feet and page numbers: what comes again at the same place of page after page."""

from __future__ import annotations

import re
from collections import defaultdict

from jianyan.lexicon import Lexicon
from jianyan.reading.formats.pdf.rows import Piece

_EDGE = 2
"""Rows at the top and at the bottom of a page that may be furniture."""
_NEAR = 4.0  # points that it may move between pages
_SHARE = 0.4
"""Of the pages: heads of left and right pages differ."""
_NUMBER = (  # 第 1 页 共 3 页, — 1 —, 1/3, Page 1 of 3
    r"[-–—―·•.\s]{0,20}(<ordinal>\s{0,4})?\d{1,4}\s{0,4}<pageUnit>?"
    r"([-–—―·•./,，\s]{0,20}(<pageTotal>|/)\s{0,4}(<ordinal>\s{0,4})?\d{1,4}\s{0,4}<pageUnit>?)?[-–—―·•.\s]{0,20}"
    r"|<pageWord>\s{0,4}\d{1,4}(\s{0,4}<pageTotal>\s{0,4}\d{1,4})?"
)
_DIGITS = re.compile(r"\d+")


def without_furniture(pages: list[list[Piece]], lexicon: Lexicon) -> list[list[Piece]]:
    """The pages without it."""
    number_of_page = lexicon.pattern(_NUMBER, re.IGNORECASE)
    edges = [(_rows(page)[:_EDGE], _rows(page)[-_EDGE:]) for page in pages]
    places: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, (top, bottom) in enumerate(edges):
        for row in (*top, *bottom):
            places[_key(row)].append((number, row[0].y))
    gone = [
        {id(piece) for row in (*top, *bottom) if _repeats(row, places, len(pages)) for piece in row}
        | {id(piece) for row in (top[:1] + bottom[-1:]) if _is_number(row, number_of_page) for piece in row}
        for top, bottom in edges
    ]
    return [[piece for piece in page if id(piece) not in out] for page, out in zip(pages, gone, strict=True)]


def _rows(page: list[Piece]) -> list[list[Piece]]:
    """The pieces by the line that they stand in, from the top."""
    rows: list[list[Piece]] = []
    for piece in sorted(page, key=lambda piece: (-piece.y, piece.x0)):
        if rows and abs(rows[-1][0].y - piece.y) < 0.5 * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _key(row: list[Piece]) -> str:
    return _DIGITS.sub("#", "".join("".join(piece.text.split()) for piece in sorted(row, key=lambda piece: piece.x0)))


def _repeats(row: list[Piece], places: dict[str, list[tuple[int, float]]], pages: int) -> bool:
    there = {number for number, y in places[_key(row)] if abs(y - row[0].y) < _NEAR}
    return len(there) >= max(2, _SHARE * pages)


def _is_number(row: list[Piece], number_of_page: re.Pattern[str]) -> bool:
    return number_of_page.fullmatch(" ".join(piece.text for piece in row).strip()) is not None
