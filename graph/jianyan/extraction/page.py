"""Everything that is known of one text before it is asked who speaks: the ground of the forms."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from jianyan.extraction.fields.fields import Fields
from jianyan.extraction.names.bodies import BodyIndex
from jianyan.extraction.names.people import People
from jianyan.extraction.speakers.sayings import Sayings
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
        return self._sectors.inside(start, end)

    def places_in(self, start: int, end: int) -> tuple[Place, ...]:
        return self._places.inside(start, end)

    def instruments_in(self, start: int, end: int) -> tuple[str, ...]:
        """IRIs of the policy instruments that words in ``start``..``end`` point to."""
        return self._instruments.inside(start, end)

    @cached_property
    def _sectors(self) -> _Placed[Sector]:  # all mentions are known before any is asked for
        return _Placed([(m.span.start, m.span.end, m.sector) for m in self.sector_mentions])

    @cached_property
    def _places(self) -> _Placed[Place]:
        return _Placed([(m.span.start, m.span.end, m.place) for m in self.place_mentions])

    @cached_property
    def _instruments(self) -> _Placed[str]:
        found = self.lexicon.instruments.find(self.text)
        return _Placed([(start, end, iri) for start, end, iris in found for iri in iris])

    @cached_property
    def sayings(self) -> Sayings:
        """The verbs of speaking, by one rule for all forms."""
        return Sayings.of(self.people)

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


T = TypeVar("T")


class _Placed(Generic[T]):
    """Things by where they are named: ``(start, end, thing)``, in order."""

    def __init__(self, found: list[tuple[int, int, T]]) -> None:
        self._found = found
        self._starts = [start for start, _, _ in found]

    def inside(self, start: int, end: int) -> tuple[T, ...]:
        """What is named in ``start``..``end``, each once."""
        at = bisect_left(self._starts, start)
        things: list[T] = []
        while at < len(self._found) and (place := self._found[at])[0] < end:
            if place[1] <= end and place[2] not in things:  # a few, and mostly the same objects: no need to hash them
                things.append(place[2])
            at += 1
        return tuple(things)


def each_once(things: list[T]) -> tuple[T, ...]:
    """``things`` in their order. A few, and mostly the same objects: no need to hash them."""
    found: list[T] = []
    for thing in things:
        if thing not in found:
            found.append(thing)
    return tuple(found)
