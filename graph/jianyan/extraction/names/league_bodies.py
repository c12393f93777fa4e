"""The Communist Youth League's committee of a place, which puts the place or its level inside.

团省委, 丹东团市委, 共青团丹东市委员会, 团丹东市委
"""

from __future__ import annotations

from jianyan.extraction.names.areas import Areas
from jianyan.extraction.names.body_index import BodyIndex
from jianyan.extraction.names.places import Named
from jianyan.model import Body

STEM = "共青团委员会"
"""The organ of ``ontology/organs.csv`` that is this one where the place stands before it (丹东市|团委)."""
_PLACED = r"<league>(?P<place><Han>{1,10}?)(?P<unit>委员会|委)(?!<notParty>)"


def find(found: BodyIndex, areas: Areas) -> None:
    text = found.prepared.text
    if "团" not in text:
        return
    for m in found.lexicon.pattern(_PLACED).finditer(text):
        if found.prepared.is_boundary(m.start()) and found.free(*m.span()):
            begin, area = _area(found, areas, m.start(), m["place"])
            if area:
                found.add(begin, m.end(), league(area))


def league(area: str) -> Body:
    return Body(f"共青团{area}委员会", "massOrganization")


def _area(found: BodyIndex, areas: Areas, start: int, place: str) -> tuple[int, str]:
    """Where the name begins, and its area: the place that stands inside it or before it, or the level word alone.

    Nothing, where ``place`` is none."""
    if place in found.lexicon.cues["areaMark"] or place in found.lexicon.cues["bannerMark"]:
        if (before := areas.ending.get(start)) and not before.natural:
            return before.start, areas.name(before)
        meant = found.home.meant_by(place)
        return start, meant.name if meant else place
    entries = found.lexicon.places.gazetteer.names.get(place)
    return start, areas.name(Named(0, 0, entries)) if entries else ""
