"""Sectors a text names: the longest wording of a concept that stands there as words of its own; and of these, those
that the text is about.

航运, 刀剪|产业      a wording, with the word for a trade behind it
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate

from jianyan.extraction.page import Page
from jianyan.extraction.text.prepared import Prepared
from jianyan.lexicon import Lexicon, Words
from jianyan.model import SectorMention, Span

_SHORT = 3  # a wording of so many characters may be part of other words


def find(page: Page) -> list[SectorMention]:
    """Mentions outside the names of bodies, in order."""
    text, taken = page.text, page.bodies.taken
    return [
        SectorMention(Span(start, _with_trade(page.prepared, page.lexicon, end)), sector)
        for start, end, sectors in page.lexicon.sectors.find(text)
        if not (taken[start] or taken[end - 1])
        and _stands_alone(page.prepared, start, end)
        and not text.startswith("业务", end - 1)  # 金融业|务 is no 金融业
        for sector in sectors
    ]


def _with_trade(prepared: Prepared, lexicon: Lexicon, end: int) -> int:
    """Where the name of the trade ends whose wording ends at ``end`` (刀剪|产业, but not 刀剪|产业链)."""
    behind = end + lexicon.cues["trade"].at(prepared.text, end)
    return behind if prepared.is_boundary(end) and prepared.is_boundary(behind) else end


def _stands_alone(prepared: Prepared, start: int, end: int) -> bool:
    """Whether the wording is no part of other words: 酥|油茶 is no 油茶, 人造林|改种 no 林改; 保险|公司 counts."""
    text = prepared.text
    if text[start] < "\x80" and text[start:end].isascii():
        return not (_is_latin(text[start - 1 : start]) or _is_latin(text[end : end + 1]))
    begins, ends = start in prepared.word_at, prepared.is_boundary(end)
    if end - start > _SHORT:
        return begins or ends
    return begins and (ends or prepared.word_end(start) > end)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


# -- what a text is about ----------------------------------------------------------


def about(page: Page, seen: list[SectorMention], headings: list[Span]) -> tuple[SectorMention, ...]:
    """Those of ``seen`` that say what the document is about.

    A sector is named by a name of it, not by a thing of the field (码头, of 港口: a hidden label). In the title or a
    heading, or named again, it is what the text is about; named once elsewhere only by its own name, and a public
    affair, which nearly every text names in passing, not even then. Themes (营商环境) are no sectors of a document."""
    text, hints, trades = page.text, page.lexicon.sector_hints, page.lexicon.cues["trade"]
    named: dict[str, list[SectorMention]] = defaultdict(list)  # by IRI
    for mention in seen:
        if not mention.sector.theme and mention.span.of(text) not in hints:
            named[mention.sector.iri].append(mention)
    heads = _Heads([*headings, *([Span(*page.fields.title_range)] if page.fields.title_range else [])])
    kept = {
        iri
        for iri, (first, *more) in named.items()
        if more
        or heads.hold(first.span)
        or (not first.sector.public and _is_own_name(first.span.of(text), first.sector.name, trades))
    }
    return tuple(m for m in seen if m.sector.iri in kept and m.span.of(text) not in hints)


class _Heads:
    """The title and headings of a text, which may lie within one another."""

    def __init__(self, spans: list[Span]) -> None:
        spans = sorted(spans)
        self._starts = [span.start for span in spans]
        self._reach = list(accumulate((span.end for span in spans), max))

    def hold(self, span: Span) -> bool:
        before = bisect_right(self._starts, span.start)
        return before > 0 and self._reach[before - 1] >= span.end


def _is_own_name(wording: str, name: str, trades: Words) -> bool:
    """Whether a wording and the name of the sector hold one another: 跨境电商平台 and 跨境电商, not 冷库 and 物流."""
    return _core(name, trades) in wording or _core(wording, trades) in name


def _core(name: str, trades: Words) -> str:
    """航运|业, 陶瓷|产业; 茶产业 whole, since one character may mean anything."""
    n = trades.ending(name, 0, len(name))
    return name[: len(name) - n] if len(name) - n > 1 else name
