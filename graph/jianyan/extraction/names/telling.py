"""Which bodies tell namesakes apart.

A name is known by a body that has few enough people, and a name of its own: 湖北省政协, 武汉大学, 民建湖北省委会.
Not by 省政协 or 教育局, which leave open whose they are, nor by 中国民主建国会 or a government, which have too many
people.
"""

from __future__ import annotations

from collections.abc import Iterable

from jianyan.lexicon import Lexicon
from jianyan.model import Body, Place

SEATED = frozenset(("cppcc", "peoplesCongress"))
"""Kinds of bodies that one sits in, for a place or the whole country."""
_PLACED = SEATED | {
    "committee", "department", "court", "procuratorate", "massOrganization", "chamber", "village", "democraticParty",
}  # fmt: skip
"""Kinds whose names are alike in every place: they tell where they say of which."""
_NAMED = frozenset(("enterprise", "bank", "university", "researchInstitute", "hospital", "media", "school"))
"""Kinds that have names of their own."""
_NATIONAL = frozenset(("全国政协", "全国人民代表大会"))
_SHORTEST = 4  # characters of a name of its own


def tells(kind: str, name: str, lexicon: Lexicon) -> bool:
    """Whether a body of that kind and canonical name tells its people from their namesakes."""
    if kind in _PLACED:
        return name in _NATIONAL or area(name, lexicon) is not None
    return kind in _NAMED and (len(name) >= _SHORTEST or name in lexicon.bodies.fixed.names)


def area(name: str, lexicon: Lexicon) -> Place | None:
    """The one place that the name of a body has in it, the innermost where it names several (武汉市武昌区…)."""
    places = {place for *_, found in lexicon.places.official.find(name) for place in found}
    provinces = {place.code and place.code[:2] for place in places}
    return max(places, key=lambda place: (len(place.parents), place.name)) if len(provinces) == 1 else None


def known_by(bodies: Iterable[Body], lexicon: Lexicon) -> str | None:
    """The name of the body that a person with posts in ``bodies`` is known by: the CPPCC or congress they sit in,
    else the first; None where none tells."""
    telling = [body for body in bodies if tells(body.kind, body.name, lexicon)]
    seats = [body for body in telling if body.kind in SEATED]
    return next((body.name for body in (*seats, *telling)), None)
