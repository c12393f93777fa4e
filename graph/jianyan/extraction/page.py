"""Everything that is known of one text before it is asked who speaks: the ground of the forms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from jianyan.extraction.fields.fields import Fields
from jianyan.extraction.names.bodies import BodyIndex
from jianyan.extraction.names.people import People
from jianyan.extraction.text.layout import Line, LineKind
from jianyan.extraction.text.prepared import Prepared
from jianyan.extraction.text.sentences import Cuts
from jianyan.lexicon import Lexicon
from jianyan.model import Place, PlaceMention, Sector, SectorMention


@dataclass(frozen=True)
class Page:
    prepared: Prepared
    lexicon: Lexicon
    cuts: Cuts
    lines: list[Line]
    fields: Fields
    bodies: BodyIndex
    people: People
    place_mentions: list[PlaceMention] = field(default_factory=list)
    sector_mentions: list[SectorMention] = field(default_factory=list)

    def sectors_in(self, start: int, end: int) -> tuple[Sector, ...]:
        return tuple(dict.fromkeys(m.sector for m in _inside(self.sector_mentions, start, end)))

    def places_in(self, start: int, end: int) -> tuple[Place, ...]:
        return tuple(dict.fromkeys(m.place for m in _inside(self.place_mentions, start, end)))

    def instruments_in(self, start: int, end: int) -> tuple[str, ...]:
        """IRIs of the policy instruments that words in ``start``..``end`` point to."""
        low = bisect_left(self.instruments, (start,))
        high = bisect_left(self.instruments, (end,))
        return tuple(dict.fromkeys(iri for _, e, found in self.instruments[low:high] if e <= end for iri in found))

    @cached_property
    def instruments(self) -> list[tuple[int, int, tuple[str, ...]]]:
        """Where words point to policy instruments: ``(start, end, IRIs)``."""
        return list(self.lexicon.instruments.find(self.text))

    @property
    def text(self) -> str:
        return self.prepared.text

    @property
    def title(self) -> str:
        """The title as it stands in the folded text; what the format says where the text has none."""
        where = self.fields.title_range
        return self.text[where[0] : where[1]] if where else self.fields.title or ""

    def content(self) -> list[Line]:
        """The lines that are text: no furniture, no data, not the title."""
        title = self.fields.title_lines
        return [
            line
            for line in self.lines
            if line.kind not in (LineKind.FURNITURE, LineKind.DATA) and line.start not in title
        ]

    def of(self, line: Line) -> str:
        return self.text[line.start : line.end]


Mention = TypeVar("Mention", PlaceMention, SectorMention)


def _inside(mentions: Sequence[Mention], start: int, end: int) -> Iterator[Mention]:
    """Those of ``mentions``, which are in the order of the text, that lie in ``start``..``end``."""
    i = bisect_left(mentions, start, key=lambda m: m.span.start)
    while i < len(mentions) and mentions[i].span.start < end:
        if mentions[i].span.end <= end:
            yield mentions[i]
        i += 1
