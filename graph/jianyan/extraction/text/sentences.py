"""Sentences, items and clauses: where a passage may be cut, and where marks do not cut.

Marks inside 《…》, brackets and short quotations do not cut; a quotation that holds whole
sentences, or a list of clauses, is somebody's speech and is cut like any other text.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

# Each is one character, looked for by itself before what stands around it: 1.5 and www.a.cn hold no full stop, 10,000
# and 8:30 no comma.
_MARK = re.compile(r"[。!?\n、;,:.](?:(?<=[。!?\n、;])|(?<=[,:])(?:(?!\d)|(?<!\d.))|(?<=\.)(?<![a-zA-Z0-9].)(?=\s|$))")
_IN_NUMBER = re.compile(r"(?<=\d);\d")  # cuts items, but no clauses
_CLOSED = re.compile(
    r"《[^《》\n]{1,90}》|\([^()\n]{1,120}\)|\[[^\[\]\n]{1,120}\]"
    r"|“[^“”。!?;:\n]{1,48}”|‘[^‘’。!?;:\n]{1,40}’|\"[^\"。!?;:\n]{1,40}\""
)

END_MARKS = " ,;:、。!?.…\n"  # what no statement begins or ends with

Range = tuple[int, int]

_NOWHERE = (sys.maxsize, sys.maxsize)


class Cuts:
    """Cuts a folded text at marks that are open."""

    def __init__(self, text: str) -> None:
        self.text = text
        # where the open marks of each kind stand, in order
        self._stops: list[int] = []
        self._semicolons: list[int] = []
        self._commas: list[int] = []
        self._enumerations: list[int] = []
        for at, mark in _open_marks(text):
            if mark in "。!?\n.":
                self._stops.append(at)
            elif mark == "、":
                self._enumerations.append(at)
            elif mark != ";":
                self._commas.append(at)
            else:
                self._semicolons.append(at)
                if not _IN_NUMBER.match(text, at):
                    self._commas.append(at)

    def sentences(self, start: int, end: int) -> Iterator[Range]:
        """Up to 。!? and line ends; the mark is outside."""
        return iter(self._cut(self._stops, start, end))

    def items(self, start: int, end: int) -> Iterator[Range]:
        """Up to semicolons within one sentence."""
        return iter(self._cut(self._semicolons, start, end))

    def clauses(self, start: int, end: int) -> Iterator[Range]:
        """Up to commas, colons and semicolons."""
        return iter(self._cut(self._commas, start, end))

    def parts(self, start: int, end: int) -> list[Range]:
        """Up to 、 within one clause."""
        return self._cut(self._enumerations, start, end)

    def _cut(self, marks: list[int], start: int, end: int) -> list[Range]:
        """Each mark is one character."""
        low = bisect_left(marks, start)
        if low == len(marks) or marks[low] >= end:
            trimmed = self.trim(start, end)
            return [trimmed] if trimmed else []
        found: list[Range] = []
        for stop in marks[low : bisect_left(marks, end, low)]:
            if trimmed := self.trim(start, stop):
                found.append(trimmed)
            start = stop + 1
        if trimmed := self.trim(start, end):
            found.append(trimmed)
        return found

    def trim(self, start: int, end: int) -> Range | None:
        """Without the blanks around it; None if nothing is left."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return (start, end) if start < end else None


def _open_marks(text: str) -> Iterator[tuple[int, str]]:
    """Where marks stand that are in no closed stretch, and the marks."""
    closed = iter(_CLOSED.finditer(text))
    start, end = next((m.span() for m in closed), _NOWHERE)
    for mark in _MARK.finditer(text):
        at = mark.start()
        while end <= at:
            start, end = next((m.span() for m in closed), _NOWHERE)
        if at <= start:
            yield at, mark[0]


def bare_end(text: str, start: int, end: int) -> int:
    """Before the marks that close, and quotation marks that were opened before ``start``."""
    opened: Counter[str] | None = None  # how many of each mark are in start..end; a long passage is counted once
    while end > start:
        mark = text[end - 1]
        closes = False
        if mark in '”’"':
            opened = Counter({quote: text.count(quote, start, end) for quote in '“”‘’"'}) if opened is None else opened
            closes = opened["”"] > opened["“"] or opened["’"] > opened["‘"] or opened['"'] % 2 == 1
        if mark not in END_MARKS and not closes:
            break
        if opened is not None:
            opened[mark] -= 1
        end -= 1
    return end
