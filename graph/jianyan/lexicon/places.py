"""The administrative areas of ``ontology/``, and what a short form may stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from jianyan.lexicon.gazetteer import Gazetteer
from jianyan.lexicon.tables import Folders, listed
from jianyan.model import Place

_SUFFIXES = ("自治区", "自治州", "自治县", "特别行政区", "省", "市", "县", "区", "州", "盟", "旗", "地区")


@dataclass(frozen=True, slots=True)
class Entry:
    """A place under one of its names."""

    place: Place
    full: bool  # the official name, not a short form
    ambiguous: bool  # reads like an ordinary word, a person or another place


@dataclass(frozen=True)
class Places:
    by_code: dict[str, Place]
    gazetteer: Gazetteer[Entry]
    abbreviations: dict[str, Place]  # 鄂 → 湖北省

    def named(self, name: str) -> Place | None:
        """The one place of that name, official or short; None where it may be several."""
        entries = self.gazetteer.names.get(name, ())
        return entries[0].place if len({e.place for e in entries}) == 1 else None

    def within(self, place: Place, code: str | None) -> bool:
        """Whether ``place`` is the area ``code`` or lies in it."""
        return code is not None and (place.code == code or code in place.parents)

    def province(self, place: Place) -> str | None:
        """The code of the province that ``place`` is or lies in."""
        return place.code[:2] + "0000" if place.code else None

    @cached_property
    def official(self) -> Gazetteer[Place]:
        """The places by their official names alone: in 民建湖北省委会 there is no 建湖."""
        named = ((name, e.place) for name, entries in self.gazetteer.names.items() for e in entries if e.full)
        return Gazetteer.of(named)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self.gazetteer.names)


def load_places(folders: Folders) -> Places:
    table = list(folders.rows("places.csv", "code", "name", "aliases", "kind", "ambiguous"))
    codes = {code for code, *_ in table}
    by_code: dict[str, Place] = {}
    pairs: list[tuple[str, Entry]] = []
    for code, name, aliases, kind, ambiguous in table:
        parents = tuple(p for p in (code[:4] + "00", code[:2] + "0000") if p != code and p in codes)
        place = by_code[code] = Place(name, code, kind, tuple(dict.fromkeys(parents)))
        pairs.append((name, Entry(place, full=True, ambiguous=False)))
        for alias in listed(aliases):
            keeps_suffix = alias.endswith(_SUFFIXES) and len(alias) > 2
            pairs.append((alias, Entry(place, full=False, ambiguous=ambiguous == "1" and not keeps_suffix)))
    for name, aliases, members, kind, within in folders.rows(
        "place-groups.csv", "name", "aliases", "members", "kind", "within"
    ):
        inside = within or (listed(members)[0] if kind in ("newArea", "zone") and len(listed(members)) == 1 else "")
        place = Place(name, None, kind, (inside,) if inside else ())
        for alias in (name, *listed(aliases)):
            pairs.append((alias, Entry(place, full=True, ambiguous=False)))
    abbreviations = {
        short: by_code[code]
        for short, code in folders.rows("place-abbreviations.csv", "abbreviation", "code")
        if code in by_code
    }
    return Places(by_code, Gazetteer.of(pairs), abbreviations)
