"""Sentences, items and clauses: where a passage may be cut, and where marks do not cut.

Marks inside 《…》, brackets and short quotations do not cut; a quotation that holds whole
sentences, or a list of clauses, is somebody's speech and is cut like any other text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = re.compile(r"[。!?\n]|(?<![a-zA-Z0-9])\.(?=\s|$)")
_COMMA = re.compile(r"[,;:](?!\d)|(?<!\d)[,;:]")
_CLOSED = re.compile(r"《[^《》\n]{1,90}》|\([^()\n]{1,120}\)|\[[^\[\]\n]{1,120}\]|“[^“”。!?;:\n]{1,48}”|‘[^‘’。!?;:\n]{1,40}’|\"[^\"。!?;:\n]{1,40}\"")

Range = tuple[int, int]


def closed(text: str) -> list[Range]:
    """The stretches of a folded text whose marks do not cut, in order."""
    return [m.span() for m in _CLOSED.finditer(text)]


class Cuts:
    """Cuts a folded text at marks that are open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._stops = _open_ends(_STOP, text)
        self._semicolons = _open_ends(re.compile(";"), text)
        self._commas = _open_ends(_COMMA, text)
        self._enumerations = _open_ends(re.compile("、"), text)

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

    def _cut(self, ends: list[Range], start: int, end: int) -> Iterator[Range]:
        from bisect import bisect_left

        i = bisect_left(ends, (start, start))
        while i < len(ends) and ends[i][0] < end:
            stop, after = ends[i]
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


def _open_ends(mark: re.Pattern[str], text: str) -> list[Range]:
    inside, found, i = closed(text), [], 0
    for m in mark.finditer(text):
        while i < len(inside) and inside[i][1] <= m.start():
            i += 1
        if i < len(inside) and inside[i][0] < m.start():
            continue
        found.append(m.span())
    return found
