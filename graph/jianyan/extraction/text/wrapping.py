"""Hard-wrapped text: lines broken at a width, wherever a sentence or a word stands, as in mail, in pages saved as plain
text and in what is copied from a PDF.

Rules look for words, so such a text is read as it was before it was broken, and what was found is placed in the text
as it stands: 加快发展氢 / 能产业 is read as 加快发展氢能产业, and its span holds the line end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import pairwise, zip_longest
from typing import Any, TypeVar

from jianyan.extraction.text.folding import fold
from jianyan.extraction.text.layout import DATE, MARK
from jianyan.model import Span

_FEWEST = 4  # lines that a page breaks off, from which its width is concluded
_NARROWEST, _WIDEST = 12, 80  # ems; a Chinese character is one wide, a letter or a digit half of that
_FULL = 0.75  # of the width: marks may not begin a line, so that words may go over with them
_OVER = 1.1  # of the width: marks hang over
_SHORT = 0.1  # of the lines with another right below, so many may be neither full nor closed: a signature above a date
_BROKEN = 0.7  # of the full ones, so many end amid a sentence
_PROSE = 0.5  # of the full ones, so many have a mark inside: titles below one another have none
_CLOSED = 0.6  # of the paragraphs, so many close with a mark
_LONGER = 0.03  # of all lines, so many may be wider: an address, a title
_HEAD = 12  # code points of a line that hold its list mark
_CLOSING = frozenset("。!?;:”…)]》！？；：」』）】")
_MARKS = re.compile("[,。;:、!?，；：！？]")
_MARKUP = re.compile(r"<(?:p|br|div|td|li)\b", re.IGNORECASE)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with anything on it, without the blanks around it (code points)."""

    start: int
    end: int
    size: float  # ems
    opens: bool  # a paragraph: below an empty line, indented, or with a list mark


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """``text`` without the line ends that a width put into it; ``starts`` are where its pieces begin, ``shifts`` by how
    much each of them stands further behind in the text as it is (code points)."""

    text: str
    starts: list[int]
    shifts: list[int]

    def back(self, found: T) -> T:
        """``found`` (a dataclass with all it holds) with its spans placed in the text as it is."""
        moved: Any = found
        if isinstance(found, Span):
            start = self._place(found.start)
            moved = Span(start, self._place(found.end - 1) + 1 if found.end > found.start else start)
        elif isinstance(found, tuple):
            moved = tuple(map(self.back, found))
        elif is_dataclass(found) and not isinstance(found, type):
            values = ((field.name, getattr(found, field.name)) for field in fields(found))
            changes = {name: new for name, old in values if (new := self.back(old)) != old}
            moved = replace(found, **changes) if changes else found
        result: T = moved
        return result

    def _place(self, position: int) -> int:
        return position + self.shifts[bisect_right(self.starts, position) - 1]


def unwrap(text: str) -> Unwrapped | None:
    """``text`` as it was before its lines were broken at a width; None where they were not."""
    lines = text.split("\n")
    if len(lines) < _FEWEST or sum(len(line) > 2 * _WIDEST for line in lines) > _LONGER * len(lines):
        return None  # nearly all texts: lines are paragraphs
    rows = _rows(lines)
    width = _width(text, rows)
    if not width or _MARKUP.search(text):
        return None
    pieces, starts, shifts = [text[: rows[0].end]], [0], [0]
    size = rows[0].end
    for above, row in pairwise(rows):
        begin, piece = above.end, text[above.end : row.end]
        if not row.opens and above.size >= _FULL * width and not (row.size < _FULL * width and _is_dated(text, row)):
            begin, piece = row.start, text[row.start : row.end]
            if _is_latin(text[above.end - 1]) and _is_latin(piece[0]):
                begin, piece = begin - 1, " " + piece
        starts.append(size)
        shifts.append(begin - size)
        pieces.append(piece)
        size += row.end - begin
    return Unwrapped("".join(pieces) + text[rows[-1].end :], starts, shifts)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _rows(lines: list[str]) -> list[_Row]:
    rows: list[_Row] = []
    blank, position = True, 0
    for line in lines:
        stripped = line.strip()
        if stripped:
            indent = len(line) - len(line.lstrip())
            size = len(stripped) - sum(map(str.isascii, stripped)) / 2
            opens = blank or indent >= 2 or _is_marked(fold(stripped[:_HEAD]))
            rows.append(_Row(position + indent, position + indent + len(stripped), size, opens))
        blank = not stripped
        position += len(line) + 1
    return rows


def _is_marked(head: str) -> bool:
    """Whether a line begins with a list mark; those of Markdown are folded to blanks."""
    return head[0] == " " or MARK.match(head) is not None


def _width(text: str, rows: list[_Row]) -> float:
    """The width at which lines are broken, in ems; 0 where they are not."""
    followed = [above for above, row in pairwise(rows) if not row.opens]
    if len(followed) < _FEWEST:
        return 0
    sizes = sorted(row.size for row in followed)
    width = sizes[len(sizes) * 9 // 10]
    full = [row for row in followed if row.size >= _FULL * width]
    short = sum(row.size < _FULL * width and not _closed(text, row) for row in followed)
    broken = sum(not _closed(text, row) for row in full)
    prose = sum(_MARKS.search(text, row.start, row.end) is not None for row in full)
    last = [row for row, below in zip_longest(rows, rows[1:]) if not row.opens and (below is None or below.opens)]
    closed = sum(_closed(text, row) for row in last)
    longer = sum(row.size > _OVER * width for row in rows)
    fits = _NARROWEST <= width <= _WIDEST and len(full) >= _FEWEST and longer <= max(1, _LONGER * len(rows))
    wrapped = short <= max(1, _SHORT * len(followed)) and broken >= _BROKEN * len(full) and prose >= _PROSE * len(full)
    return width if fits and wrapped and closed >= _CLOSED * len(last) else 0


def _is_dated(text: str, row: _Row) -> bool:
    """Whether a line is one of data below a title or a signature: it has a date, and closes no sentence."""
    return not _closed(text, row) and DATE.search(fold(text[row.start : row.end])) is not None


def _closed(text: str, row: _Row) -> bool:
    return text[row.end - 1] in _CLOSING
