"""Quotations in running text: which are speech, and the sentences and stretches around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from jianyan.extraction.text.sentences import Cuts, Range
from jianyan.lexicon import Lexicon

_QUOTED = re.compile(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”")
_TITLES = re.compile(r"(?:[作做]了?|题为|主题为|以)$")  # what follows is the title of a speech
_TITLES_LENGTH = 4
_SENTENCE_MARK = re.compile(r"[。!?;]")
_STOP = (
    r"[。!?]”?|(?<=[”》])[、,](?=(?:<Han>|·){2,6}<memberTitle>)"
    r"|;(?=\s*(?:\d{1,2}[.、]|(?:<Han>|·){2,20}<memberTitle>))|\n"
)


def speech_in(text: str, start: int, end: int) -> list[Range]:
    """The quotations in ``start``..``end`` that are speech, with their marks."""
    quoted = [m.span() for m in _QUOTED.finditer(text, start, end)]
    return [
        span
        for span in quoted
        if _is_speech(text, *span) and not _is_title(text, start, span[0]) and not _is_listed(text, *span)
    ]


def _is_listed(text: str, start: int, end: int) -> bool:
    """开展“…”|“…”|等调研: one of a list of titles."""
    return text[start - 1 : start] == "”" or text[end : end + 1] == "“"


def _is_title(text: str, start: int, p: int) -> bool:
    """Whether what stands before a quotation at ``p`` makes it the title of a speech."""
    return _TITLES.search(text, max(start, p - _TITLES_LENGTH), p) is not None


def _is_speech(text: str, start: int, end: int) -> bool:
    """Whether a quotation is speech, not a coined word: it holds a clause, or ends a sentence."""
    inner = text[start + 1 : end - 1]
    if _SENTENCE_MARK.search(inner) or ("," in inner and len(inner) > 14):
        return True
    return text[start - 1 : start] == ":" and len(inner) > 8


def sentences(
    cuts: Cuts, lexicon: Lexicon, passage: Range, quotes: list[Range], says_behind: Callable[[int, int], bool]
) -> list[Range]:
    """Sentences, a quotation kept whole with what introduces and follows it.

    ``says_behind(p, end)`` tells whether who said a quotation stands behind it (“…。”某某说)."""
    start, end = passage
    found: list[Range | None] = []
    for m in lexicon.pattern(_STOP).finditer(cuts.text, start, end):
        stop = m.end()
        if _is_inside(quotes, stop) or (m[0].endswith("”") and says_behind(stop, end)):
            continue
        found.append(cuts.trim(start, stop))
        start = stop
    found.append(cuts.trim(start, end))
    return [sentence for sentence in found if sentence]


def _is_inside(quotes: list[Range], stop: int) -> bool:
    """Whether a mark that ends at ``stop`` stands inside a quotation and does not close it."""
    i = bisect_left(quotes, (stop - 1,)) - 1
    return i >= 0 and stop < quotes[i][1]


def within(quotes: list[Range], start: int, end: int) -> list[Range]:
    """Those of ``quotes``, which are in the order of the text, that lie in ``start``..``end``."""
    low = bisect_left(quotes, (start,))
    return [quote for quote in quotes[low : bisect_right(quotes, (end, end))] if quote[1] <= end]


def stretches(cuts: Cuts, start: int, end: int, quotes: list[Range]) -> list[Range]:
    """``start``..``end`` without the quotations, uncut."""
    found = []
    first = max(bisect_left(quotes, (start,)) - 1, 0)
    for low, high in [*quotes[first : bisect_left(quotes, (end,), first)], (end, end)]:
        if low > start and (piece := cuts.trim(start, min(low, end))):
            found.append(piece)
        start = max(start, high)
    return found


def clauses_outside(cuts: Cuts, start: int, end: int, quotes: list[Range]) -> list[Range]:
    """The clauses of ``start``..``end`` that lie outside the quotations."""
    return [clause for stretch in stretches(cuts, start, end, quotes) for clause in cuts.clauses(*stretch)]
