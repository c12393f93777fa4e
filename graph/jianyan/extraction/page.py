"""Everything that is known of one text before it is asked who speaks: the ground of the forms."""

from __future__ import annotations

from dataclasses import dataclass, field

from jianyan.extraction.bodies import BodyIndex
from jianyan.extraction.fields import Fields
from jianyan.extraction.layout import Line, LineKind
from jianyan.extraction.people import People
from jianyan.extraction.prepared import Prepared
from jianyan.extraction.sentences import Cuts, Range
from jianyan.lexicon import Lexicon
from jianyan.model import PlaceMention, SectorMention


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

    @property
    def text(self) -> str:
        return self.prepared.text

    def content(self) -> list[Line]:
        """The lines that are text: no furniture, no data, not the title."""
        title = self.fields.title_lines
        return [
            line for line in self.lines
            if line.kind not in (LineKind.FURNITURE, LineKind.DATA) and line.start not in title
        ]

    def of(self, line: Line) -> str:
        return self.text[line.start : line.end]

    def trimmed(self, start: int, end: int) -> Range | None:
        return self.cuts.trim(start, end)
