"""What one document contributes to what is concluded across documents.

It is taken from the lines of the document's named graph, so that it is the same for a text that was just read
and for one that an earlier build read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from jianyan.rdf import terms as t


@dataclass(frozen=True, slots=True, order=True)
class Wording:
    """A measure in one wording. ``text`` is normalised, and what identifies it; ``inherited`` are the IRIs of the
    sectors that a heading or title above it gave it, not its own words."""

    text: str
    inherited: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """A post in a body. ``above`` are the bodies it belongs to, the nearest first."""

    body: str
    kind: str
    post: str
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Sighting:
    """A person in one document. ``key`` is the body they are known by there, or the digest of the document where
    it names none; ``issued`` is the day of publication, ``""`` where the text does not say."""

    name: str
    key: str
    document: str
    issued: str = ""
    seats: tuple[Seat, ...] = ()

    @property
    def who(self) -> str:
        """The name of the person as it is in the graph: all sightings with it share one IRI."""
        return f"{self.name}@{self.key}"


@dataclass(frozen=True, slots=True)
class Facts:
    """Sorted, each once."""

    wordings: tuple[Wording, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    bodies: tuple[str, ...] = ()


_ABOUT = frozenset(
    f"<{iri}>"
    for iri in (
        t.RDF_TYPE, t.PREF_LABEL, t.IN_SECTOR, t.INHERITED, t.MEMBER, t.OF_ORGANIZATION, t.HAS_ROLE, t.CLASSIFICATION,
        t.SUB_ORGANIZATION_OF, t.ISSUED,
    )
)  # fmt: skip
_Said = dict[str, dict[str, list[str]]]  # subject → predicate → objects, IRIs without angle brackets


def of_lines(lines: Iterable[str]) -> Facts:
    """The facts of one document, from the N-Quads of its graph as :func:`jianyan.rdf.quads.quads` made them."""
    said: _Said = defaultdict(lambda: defaultdict(list))
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        if predicate in _ABOUT:
            said[subject[1:-1]][predicate[1:-1]].append(_value(rest))
    kinds: dict[str, list[str]] = defaultdict(list)
    for subject, about in said.items():
        for kind in about.get(t.RDF_TYPE, ()):
            kinds[kind].append(subject)
    return Facts(
        tuple(sorted(_wording(said[iri]) for iri in kinds[t.MEASURE])),
        tuple(_sightings(said, kinds)),
        tuple(sorted(_label(said, iri) for iri in kinds[t.ORGANIZATION])),
    )


def _wording(about: dict[str, list[str]]) -> Wording:
    inherited = frozenset(about.get(t.IN_SECTOR, ())) if t.INHERITED in about else frozenset()
    return Wording(about[t.PREF_LABEL][0], inherited)


def _sightings(said: _Said, kinds: dict[str, list[str]]) -> list[Sighting]:
    document = next(iter(kinds[t.DOCUMENT]), "")
    issued = next(iter(said[document].get(t.ISSUED, ())), "")
    seats: dict[str, list[Seat]] = {person: [] for person in kinds[t.PERSON]}
    for membership in kinds[t.MEMBERSHIP]:
        about = said[membership]
        seats[about[t.MEMBER][0]].append(_seat(said, about[t.OF_ORGANIZATION][0], about[t.HAS_ROLE][0]))
    return sorted(
        Sighting(*person_of(iri), document, issued, tuple(sorted(set(posts)))) for iri, posts in seats.items()
    )


def person_of(iri: str) -> tuple[str, str]:
    """The name and the key in the IRI of a person, as :func:`jianyan.rdf.terms.person` put them there."""
    name, _, key = iri.rpartition("/")[2].partition("-")
    return unquote(name), unquote(key)


def _seat(said: _Said, body: str, role: str) -> Seat:
    kind = next(iter(said[body].get(t.CLASSIFICATION, ())), "").rpartition("/")[2]
    above: list[str] = []
    upper = body
    while (parents := said[upper].get(t.SUB_ORGANIZATION_OF)) and parents[0] not in above:
        upper = parents[0]
        above.append(upper)
    return Seat(_label(said, body), kind, _label(said, role), tuple(_label(said, iri) for iri in above))


def _label(said: _Said, iri: str) -> str:
    return next(iter(said[iri].get(t.PREF_LABEL, ())), "")


def _value(rest: str) -> str:
    """The IRI, or the text of the literal, that a line goes on with."""
    if rest.startswith("<"):
        return rest[1 : rest.index(">")]
    literal = rest[: rest.rindex('"') + 1]
    return str(json.loads(literal)) if "\\" in literal else literal[1:-1]
