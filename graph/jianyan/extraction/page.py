"""Everything that is known of one text before it is asked who speaks: the ground of the forms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
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

_NO_TEXT = (LineKind.FURNITURE, LineKind.DATA)


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
        found = _inside(self.sector_mentions, self._sector_starts, start, end)
        return each_once([m.sector for m in found]) if found else ()

    def places_in(self, start: int, end: int) -> tuple[Place, ...]:
        found = _inside(self.place_mentions, self._place_starts, start, end)
        return each_once([m.place for m in found]) if found else ()

    def instruments_in(self, start: int, end: int) -> tuple[str, ...]:
        """IRIs of the policy instruments that words in ``start``..``end`` point to."""
        low = bisect_left(self._instrument_starts, start)
        high = bisect_left(self._instrument_starts, end, low)
        if low == high:
            return ()
        return each_once([iri for _, stop, found in self.instruments[low:high] if stop <= end for iri in found])

    @cached_property
    def _sector_starts(self) -> list[int]:  # all mentions are known before any is asked for
        return [m.span.start for m in self.sector_mentions]

    @cached_property
    def _place_starts(self) -> list[int]:
        return [m.span.start for m in self.place_mentions]

    @cached_property
    def _instrument_starts(self) -> list[int]:
        return [start for start, _, _ in self.instruments]

    @cached_property
    def instruments(self) -> list[tuple[int, int, tuple[str, ...]]]:
        """Where words point to policy instruments: ``(start, end, IRIs)``."""
        return list(self.lexicon.instruments.find(self.text))

    @cached_property
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
        return [line for line in self.lines if line.kind not in _NO_TEXT and line.start not in title]

    def of(self, line: Line) -> str:
        return self.text[line.start : line.end]


Mention = TypeVar("Mention", PlaceMention, SectorMention)


def _inside(mentions: Sequence[Mention], starts: list[int], start: int, end: int) -> list[Mention]:
    """Those of ``mentions``, which begin at ``starts``, in order, that lie in ``start``..``end``."""
    low = bisect_left(starts, start)
    high = bisect_left(starts, end, low)
    return [m for m in mentions[low:high] if m.span.end <= end] if low < high else []


T = TypeVar("T")


def each_once(things: list[T]) -> tuple[T, ...]:
    """``things`` in their order. A few, and mostly the same objects: no need to hash them."""
    found: list[T] = []
    for thing in things:
        if thing not in found:
            found.append(thing)
    return tuple(found)
