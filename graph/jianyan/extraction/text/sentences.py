"""Sentences, items and clauses: where a passage may be cut, and where marks do not cut.

Marks inside 《…》, brackets and short quotations do not cut; a quotation that holds whole
sentences, or a list of clauses, is somebody's speech and is cut like any other text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

_STOP = re.compile(r"[。!?\n]|(?<![a-zA-Z0-9])\.(?=\s|$)")
_SEMICOLON = re.compile(";")
_COMMA = re.compile(r"[,;:](?!\d)|(?<!\d)[,;:]")
_ENUMERATES = re.compile("、")
_CLOSED = re.compile(
    r"《[^《》\n]{1,90}》|\([^()\n]{1,120}\)|\[[^\[\]\n]{1,120}\]"
    r"|“[^“”。!?;:\n]{1,48}”|‘[^‘’。!?;:\n]{1,40}’|\"[^\"。!?;:\n]{1,40}\""
)

END_MARKS = " ,;:、。!?.\n"  # what no statement begins or ends with

Range = tuple[int, int]


class Cuts:
    """Cuts a folded text at marks that are open."""

    def __init__(self, text: str) -> None:
        self.text = text
        closed = [m.span() for m in _CLOSED.finditer(text)]
        self._stops = _open(_STOP, text, closed)
        self._semicolons = _open(_SEMICOLON, text, closed)
        self._commas = _open(_COMMA, text, closed)
        self._enumerations = _open(_ENUMERATES, text, closed)

    def sentences(self, start: int, end: int) -> Iterator[Range]:
        """Up to 。!? and line ends; the mark is outside."""
        return self._cut(self._stops, start, end)

    def items(self, start: int, end: int) -> Iterator[Range]:
        """Up to semicolons within one sentence."""
        return self._cut(self._semicolons, start, end)

    def clauses(self, start: int, end: int) -> Iterator[Range]:
        """Up to commas, colons and semicolons."""
        return self._cut(self._commas, start, end)

    def parts(self, start: int, end: int) -> list[Range]:
        """Up to 、 within one clause."""
        return list(self._cut(self._enumerations, start, end))

    def _cut(self, marks: list[Range], start: int, end: int) -> Iterator[Range]:
        i = bisect_left(marks, (start, start))
        while i < len(marks) and marks[i][0] < end:
            stop, after = marks[i]
            if trimmed := self.trim(start, stop):
                yield trimmed
            start, i = max(start, after), i + 1
        if trimmed := self.trim(start, end):
            yield trimmed

    def trim(self, start: int, end: int) -> Range | None:
        """Without the blanks around it; None if nothing is left."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return (start, end) if start < end else None


def _open(mark: re.Pattern[str], text: str, closed: list[Range]) -> list[Range]:
    """The marks that stand in none of the ``closed`` stretches, both in the order of the text."""
    found, i = [], 0
    for m in mark.finditer(text):
        at = m.start()
        while i < len(closed) and closed[i][1] <= at:
            i += 1
        if i == len(closed) or closed[i][0] >= at:
            found.append(m.span())
    return found


def bare_end(text: str, start: int, end: int) -> int:
    """Before the marks that close, and quotation marks that were opened before ``start``."""
    while end > start:
        closes = text[end - 1] in '”’"' and _unmatched(text[start:end])
        if text[end - 1] not in END_MARKS and not closes:
            break
        end -= 1
    return end


def _unmatched(text: str) -> bool:
    return text.count("”") > text.count("“") or text.count("’") > text.count("‘") or text.count('"') % 2 == 1
