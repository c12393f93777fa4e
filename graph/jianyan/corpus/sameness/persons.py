"""Who is who: persons of one name, told apart and put together by the bodies they sit and work in.

A name is never enough. Two persons of the graph are one where they sit in one CPPCC or congress, or have a post in
one body that is small enough to know its people by name, and nothing speaks against it: seats in the CPPCCs or
congresses of different places that cannot both be held do. Who goes equally well with two persons that are not one
stays a person of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from jianyan.corpus.sameness.decisions import Decisions
from jianyan.corpus.sameness.facts import Sighting
from jianyan.extraction.names.telling import SEATED, area, tells
from jianyan.lexicon import Lexicon
from jianyan.model import Ground, Merge, Place

_NESTED = frozenset(("committee", "enterprise", "bank", "university", "researchInstitute", "hospital"))
"""Kinds whose parts are told apart by the whole: 武汉大学经济学院 and 武汉大学."""
_Link = tuple[Ground, str]  # the ground and what is shared
_NOBODY = Decisions()


def block(sighting: Sighting) -> str:
    """The key of the block that a person is compared in: the name."""
    return sighting.name


def merges(sightings: Iterable[Sighting], lexicon: Lexicon, decisions: Decisions = _NOBODY) -> list[Merge]:
    """Who is one person among the sightings of one name, sorted; the same whatever their order. Who was decided to be
    apart is, who was decided to be the same is left to :func:`~jianyan.corpus.sameness.decisions.joined`.

    The person whose key comes first by code point gives the name, a body before the digest of a document.
    """
    people = [_person(who, own, lexicon) for who, own in sorted(_by_who(sightings).items())]
    links: dict[str, dict[str, _Link]] = defaultdict(dict)
    foes: dict[str, set[str]] = defaultdict(set)
    for a, b in combinations(people, 2):
        if decisions.parted(a.who, b.who) or _at_odds(a, b):
            foes[a.who].add(b.who)
            foes[b.who].add(a.who)
        elif link := _link(a, b):
            links[a.who][b.who] = links[b.who][a.who] = link
    found: list[Merge] = []
    for group in _groups([person.who for person in people], links, foes):
        canonical, *others = sorted(group, key=_first)
        for other in others:
            surest = links[other].get(canonical) or min(_of(links[other], group), key=_sure)
            found.append(Merge("person", other, canonical, *surest))
    return sorted(found)


_Name = tuple[str, str]  # the kind of a body and its name


@dataclass(frozen=True, slots=True)
class _Person:
    who: str
    bodies: frozenset[_Name]  # those with a post that tell namesakes apart
    wholes: frozenset[_Name]  # what these are part of
    areas: tuple[tuple[str, Place], ...]  # (kind, area) of the CPPCCs and congresses they sit in


def _by_who(sightings: Iterable[Sighting]) -> dict[str, list[Sighting]]:
    found: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        found[sighting.who].append(sighting)
    return found


def _person(who: str, sightings: list[Sighting], lexicon: Lexicon) -> _Person:
    seats = {seat for sighting in sightings for seat in sighting.seats}
    bodies = {(seat.kind, seat.body) for seat in seats}
    wholes = {(_whole(seat.kind, name), name) for seat in seats if seat.kind in _NESTED for name in seat.above}
    telling = {body for body in bodies if tells(*body, lexicon)}
    whole = {body for body in wholes if tells(*body, lexicon)}
    areas = {(kind, found) for kind, name in telling | whole if kind in SEATED and (found := area(name, lexicon))}
    return _Person(who, frozenset(telling), frozenset(whole), tuple(sorted(areas, key=str)))


def _whole(kind: str, name: str) -> str:
    """The kind of what a body of ``kind`` is part of: a committee is most often a CPPCC's."""
    return "cppcc" if name.endswith("政协") else kind


def _at_odds(a: _Person, b: _Person) -> bool:
    """Whether both cannot be one: they sit in CPPCCs (or congresses) of places of which none lies in the other."""
    return any(kind == other and not _nested(one, two) for kind, one in a.areas for other, two in b.areas)


def _nested(a: Place, b: Place) -> bool:
    return a == b or a.code in b.parents or b.code in a.parents


def _link(a: _Person, b: _Person) -> _Link | None:
    """Why two are one person; None where nothing says so. Two parts of one university do not, two committees of
    one CPPCC do."""
    seats = {name for kind, name in (a.bodies | a.wholes) & (b.bodies | b.wholes) if kind in SEATED}
    if seats:
        return Ground.SAME_SEAT, min(seats)
    shared = (a.bodies & b.bodies) | (a.bodies & b.wholes) | (a.wholes & b.bodies)
    return (Ground.SHARED_BODY, min(name for _, name in shared)) if shared else None


def _groups(people: list[str], links: dict[str, dict[str, _Link]], foes: dict[str, set[str]]) -> list[set[str]]:
    """The persons that are one: linked, and none at odds with another. Who is linked to two that are at odds is
    left out of both."""
    torn = {who for who in people if any(a in foes[b] for a, b in combinations(sorted(links[who]), 2))}
    groups: list[set[str]] = []
    for who in people:
        if who in torn:
            groups.append({who})
            continue
        linked = [group for group in groups if not torn & group and any(other in links[who] for other in group)]
        whole = {who}.union(*linked)
        if any(a in foes[b] for a, b in combinations(sorted(whole), 2)):
            groups.append({who})
        else:
            groups = [group for group in groups if group not in linked] + [whole]
    return groups


def _of(links: dict[str, _Link], group: set[str]) -> list[_Link]:
    return [ground for other, ground in sorted(links.items()) if other in group]


def _sure(ground: _Link) -> tuple[int, str]:
    return (Ground.SAME_SEAT, Ground.SHARED_BODY).index(ground[0]), ground[1]


def _first(who: str) -> tuple[bool, str]:
    key = who.rpartition("@")[2]
    return key.isascii() and len(key) == 16, who
