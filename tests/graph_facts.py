"""What a document contributes to conclusions across documents, read back from the N-Quads of its graph: what
:func:`jianyan.corpus.sameness.of_reading` says without them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from jianyan.corpus.sameness import Facts, Seat, Sighting, Wording
from jianyan.corpus.sameness.facts import person_of
from jianyan.rdf import terms as t

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
