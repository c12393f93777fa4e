"""The bodies of ``ontology/``: those with a name of their own, and the organs a place fills in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from jianyan.lexicon.gazetteer import Gazetteer
from jianyan.lexicon.tables import Folders, listed
from jianyan.lexicon.words import Words
from jianyan.model import Body


@dataclass(frozen=True, slots=True)
class Organ:
    """What a place has one of: 湖北省|科学技术厅. ``name`` is the stem in full."""

    name: str
    kind: str
    levels: frozenset[str]  # of 国 省 市 县


@dataclass(frozen=True, slots=True)
class Party:
    """A democratic party: its branches are named after places."""

    body: Body
    short: str  # 民建


@dataclass(frozen=True, slots=True)
class Suffix:
    kind: str
    inner: bool  # also ends the name of a part of the body before it


_COMMITTEE = "委员会"


@dataclass(frozen=True)
class Bodies:
    fixed: Gazetteer[Body]
    weak: frozenset[str]  # forms that count only as words of their own (教育部 in 教育部门)
    organs: Gazetteer[Organ]
    parties: Gazetteer[Party]
    committees: dict[str, str]  # of a CPPCC: any wording → its name
    cppcc_sectors: frozenset[str]  # 界别
    suffixes: dict[str, Suffix]  # what names of bodies end with

    @cached_property
    def full_committees(self) -> Gazetteer[str]:
        """The committees of a CPPCC by the wordings that say in full that they are one."""
        return Gazetteer.of(
            (wording, name) for wording, name in self.committees.items() if wording.endswith(_COMMITTEE)
        )

    @cached_property
    def suffix_words(self) -> Words:
        return Words.of(self.suffixes)


def load_bodies(folders: Folders, organisations: Iterable[str] = ()) -> Bodies:
    """The bodies; ``organisations`` are names of further ones of which nothing else is known."""
    suffixes = {
        suffix: Suffix(kind, inner == "1")
        for suffix, kind, inner in folders.rows("body-suffixes.csv", "suffix", "kind", "inner")
    }
    bodies: dict[str, Body] = {}
    weak: set[str] = set()
    for name, aliases, kind, parent, weaker in folders.rows("bodies.csv", "name", "aliases", "kind", "parent", "weak"):
        weak.update(listed(weaker))
        known = bodies.get(name)
        forms = dict.fromkeys((*(known.aliases if known else ()), *listed(aliases)))  # a user's row adds aliases
        bodies[name] = Body(name, kind, bodies.get(parent) or (known and known.parent), tuple(forms))
    endings = Words.of(suffixes)
    for name in organisations:
        ending = endings.ending(name, 0, len(name))
        bodies.setdefault(name, Body(name, suffixes[name[-ending:]].kind if ending else "other"))
    pairs: list[tuple[str, Body]] = []
    parties: list[tuple[str, Party]] = []
    for name, body in bodies.items():
        pairs += [(alias, body) for alias in (name, *body.aliases)]
        if body.kind == "democraticParty" and not name.endswith("中央"):
            short = min(body.aliases or (name,), key=len)
            parties += [(alias, Party(body, short)) for alias in (name, *body.aliases)]
    organs: list[tuple[str, Organ]] = []
    for stem, aliases, kind, levels in folders.rows("organs.csv", "stem", "aliases", "kind", "levels"):
        organ = Organ(stem, kind, frozenset(listed(levels)))
        organs += [(alias, organ) for alias in (stem, *listed(aliases))]
    committees = {
        wording: name
        for name, aliases in folders.rows("cppcc-committees.csv", "name", "aliases")
        for wording in (name, *listed(aliases))
    }
    sectors = frozenset(
        wording
        for name, aliases in folders.rows("cppcc-sectors.csv", "name", "aliases")
        for wording in (name, *listed(aliases))
    )
    return Bodies(
        Gazetteer.of(pairs), frozenset(weak), Gazetteer.of(organs), Gazetteer.of(parties), committees, sectors, suffixes
    )
