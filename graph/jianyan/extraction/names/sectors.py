"""Sectors a text names: the longest wording of a concept that stands there as words of its own."""

from __future__ import annotations

from jianyan.extraction.page import Page
from jianyan.extraction.text.prepared import Prepared
from jianyan.model import SectorMention, Span


def find(page: Page) -> list[SectorMention]:
    """Mentions outside the names of bodies, in order."""
    text, covers = page.text, page.bodies.covers
    return [
        SectorMention(Span(start, end), sector)
        for start, end, sectors in page.lexicon.sectors.find(text)
        if not (covers(start) or covers(end - 1))
        and _stands_alone(page.prepared, start, end)
        and not text.startswith("业务", end - 1)  # 金融业|务 is no 金融业
        for sector in sectors
    ]


def _stands_alone(prepared: Prepared, start: int, end: int) -> bool:
    text = prepared.text
    if text[start] < "\x80" and text[start:end].isascii():
        return not (_is_latin(text[start - 1 : start]) or _is_latin(text[end : end + 1]))
    return start in prepared.word_at or prepared.is_boundary(end)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
