"""Columns: what their writer proposes in their own words, among what others say.

笔者建议设立…。政府应加快…。            the writer's; 某局长表示,… stays the bureau chief's
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from jianyan.extraction.forms.content import Content
from jianyan.extraction.measures.levels import place
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.voices import How, Passage, Voice
from jianyan.extraction.text.layout import LineKind


def column(content: Content, told: list[Voice]) -> list[Voice] | None:
    """``told``, and what the text's writer urges in sentences that are nobody's; None where nobody is said to have
    written it."""
    found = content.writer
    if found is None:
        return None
    bodies = list(found.bodies)
    mine = (voice for voice in told if voice.person is found.person and voice.issuers == bodies)
    own = next(mine, None) or Voice(found.evidence, found.person, issuers=bodies, basis=found.basis, rule="running")
    own.passages = sorted([*own.passages, *_left(content, told)], key=lambda part: part.start)
    others = [voice for voice in told if voice is not own]
    return [own, *others] if place(content.page, own) else others


def _left(content: Content, told: list[Voice]) -> list[Passage]:
    """The sentences that urge and are nobody's, in the paragraphs of the text."""
    page = content.page
    taken = sorted((part.start, part.end) for voice in told for part in voice.passages)
    reach = [0, *accumulate((end for _, end in taken), max)]  # so far those reach that begin before another
    return [
        Passage(start, end, How.STRICT)
        for line in content.lines
        if line.kind is LineKind.PARAGRAPH
        for start, end in page.cuts.sentences(line.start, line.end)
        if reach[bisect_left(taken, (end,))] <= start and _urges(page, start, end)
    ]


def _urges(page: Page, start: int, end: int) -> bool:
    """政府|要|增建公屋: whether a sentence says what should be done; 警方|要求… and 他|要… only tell of somebody."""
    if page.lexicon.pattern("<surelyUrges>|<advice>").search(page.text, start, end):
        return True
    to_do = page.lexicon.pattern("(?P<who><actor>)[也亦更都]?要").finditer(page.text, start, end)
    return any(page.prepared.is_boundary(m.end()) and m["who"] not in page.lexicon.cues["pronoun"] for m in to_do)
