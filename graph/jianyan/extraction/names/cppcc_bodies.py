"""The CPPCC of a place, written 政协…委员会, and its committees.

政协淄博市第十三届委员会, 政协第十四届全国委员会常务委员会, 省政协|人口资源环境委员会, 市政协|香港组
"""

from __future__ import annotations

from bisect import bisect_right

from jianyan.extraction.names.areas import Areas
from jianyan.extraction.names.body_index import BodyIndex
from jianyan.extraction.names.places import Named
from jianyan.extraction.text.prepared import Prepared
from jianyan.model import Body

_SESSION = r"(?:第?[一二三四五六七八九十\d]{1,3}届)?"
_PLACED = rf"(?:中国)?(?:人民)?政(?:治)?协(?:商会议)?{_SESSION}(?P<place><Han>{{2,12}}?){_SESSION}委员会<cppccSession>?"
_TAIL = rf"{_SESSION}<cppccStanding>"
_COMMITTEE = r"<Han>{2,12}?<committeeEnd>(?!<notCommittee>)|<Han>{2,3}组"
_LONGEST_COMMITTEE = 18


def find(found: BodyIndex, areas: Areas) -> None:
    """政协淄博市委员会: the place stands behind."""
    cues = found.lexicon.cues
    if "委员会" not in found.prepared.text:
        return
    for m in found.lexicon.pattern(_PLACED).finditer(found.prepared.text):
        place = m["place"]
        entries = found.lexicon.places.gazetteer.names.get(place)
        if place == "全国":
            add(found, m.start(), m.end(), place)
        elif entries:
            add(found, m.start(), m.end(), areas.name(Named(0, 0, entries)))
        elif place[-1] in cues["areaMark"] or place[-1] in cues["bannerMark"]:
            found.unknown_areas.append((*m.span("place"), place))
            add(found, m.start(), m.end(), place)


def bare(found: BodyIndex) -> None:
    """市政协会议听取了|提案委员会|的汇报: committees by their full names alone are of the CPPCC named last before, in a
    text that names no congress, which has such committees too."""
    text = found.prepared.text
    if "委员会" not in text or any(m.body.kind == "peoplesCongress" for m in found.mentions):
        return
    whole = sorted((m for m in found.mentions if m.body.kind == "cppcc"), key=lambda m: m.span.end)
    for start, end, (name, *_) in found.lexicon.bodies.full_committees.find(text) if whole else ():
        before = bisect_right(whole, start, key=lambda m: m.span.end)
        if before and found.free(start, end) and found.prepared.is_boundary(start):
            body = whole[before - 1].body
            found.add(start, end, Body(body.name + name, "committee", body))


def cppcc(area: str) -> Body:
    return Body(f"{area}政协", "cppcc")


def add(found: BodyIndex, start: int, end: int, area: str) -> None:
    """省政协 at ``start``..``end``, its standing committee, which is the same body, and its committees."""
    body = cppcc(area)
    found.add(start, end, body)
    if tail := found.lexicon.pattern(_TAIL).match(found.prepared.text, end):
        found.add(start, tail.end(), body)
    if committee := _committee(found, end):
        stop, name = committee
        found.add(start, stop, Body(body.name + name, "committee", body))


def _committee(found: BodyIndex, at: int) -> tuple[int, str] | None:
    """Where the name of a committee that begins at ``at`` ends, and the committee's name."""
    text, committees = found.prepared.text, found.lexicon.bodies.committees
    for stop in range(min(at + _LONGEST_COMMITTEE, len(text)), at + 1, -1):
        if name := committees.get(text[at:stop]):
            return stop, name
    other = found.lexicon.pattern(_COMMITTEE).match(text, at)
    if not other or found.lexicon.pattern("<sessionPart>").search(other[0]):
        return None
    whole = found.prepared.is_boundary(at) and _is_nominal(found.prepared, at, other.end())
    return (other.end(), other[0]) if whole else None


def _is_nominal(prepared: Prepared, start: int, end: int) -> bool:
    tags = (prepared.tags[i] for i in prepared.words(start, end))
    return all(tag[0] not in "vpdcux" or tag == "vn" for tag in tags)
