"""Sectors a text names: the longest wording of a concept that stands there as words of its own."""

from __future__ import annotations

from jianyan.extraction.page import Page
from jianyan.model import SectorMention, Span


def find(page: Page) -> list[SectorMention]:
    """Mentions outside the names of bodies, in order."""
    text, prepared = page.text, page.prepared
    inside = [False] * (len(text) + 1)
    for mention in page.bodies.mentions:
        inside[mention.span.start : mention.span.end] = [True] * (mention.span.end - mention.span.start)
    found: list[SectorMention] = []
    for start, end, sectors in page.lexicon.sectors.find(text):
        if inside[start] or inside[end - 1]:
            continue
        word = text[start:end]
        if word.isascii():
            if (start and text[start - 1].isascii() and text[start - 1].isalnum()) or (end < len(text) and text[end].isascii() and text[end].isalnum()):
                continue
        elif end - start <= 2 and not (prepared.is_boundary(start) or prepared.is_boundary(end)):
            continue
        elif not prepared.is_boundary(start) and not prepared.is_boundary(end):
            continue
        if text[end - 1] == "业" and text[end : end + 1] == "务":
            continue
        found += [SectorMention(Span(start, end), sector) for sector in sectors]
    return found
