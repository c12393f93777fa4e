"""Who states which measure, where, and on what ground that is said: what every view rests on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any

from jianyan.model import Stance
from jianyan.views.data.sparql import local, rows, within

if TYPE_CHECKING:
    import pyoxigraph


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A passage: code points [start, end) of the text of ``document`` (an index), and its words."""

    document: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class StatementSource:
    """One statement of a measure: who makes it, for whom, where, and on what ground that is said."""

    measure: str
    evidence: Evidence
    level: str
    stance: str
    speakers: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    basis: str = ""
    confidence: str = ""
    speech: str = ""  # the title of the speech
    attribution: Evidence | None = None  # the words that say who speaks
    part_of: int | None = None  # the statement it stands under
    iri: str = ""


@dataclass(frozen=True, slots=True)
class MembershipSource:
    """A post of a person in a body, or a speech made on a body's behalf (``post`` empty)."""

    person: str
    body: str
    post: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class DocumentSource:
    iri: str
    title: str
    issued: str = ""
    publisher: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """The documents by IRI, their statements and memberships in the order of the texts.

    ``documents_in_store`` says how many there are, where the store has more than are wanted. What is merged goes by
    the name of what it is merged into; ``merged`` leads there. ``about`` says what measures are about: measure →
    ``sector``, ``instrument`` or ``place`` → IRIs, sorted.
    """

    documents: tuple[DocumentSource, ...]
    statements: tuple[StatementSource, ...]
    memberships: tuple[MembershipSource, ...]
    documents_in_store: int
    merged: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def partial(self) -> bool:
        return len(self.documents) < self.documents_in_store


@dataclass(frozen=True, slots=True)
class Whole:
    """What holds for a store as a whole: its documents by IRI, what is merged into what, and who is a person."""

    documents: tuple[DocumentSource, ...]
    merged: Mapping[str, str]
    persons: frozenset[str]


def read_whole(store: pyoxigraph.Store) -> Whole:
    merged = {row["x"]: row["into"] for row in rows(store, "SELECT ?x ?into WHERE { ?x jy:mergedInto ?into }")}
    persons = frozenset(row["p"] for row in rows(store, "SELECT DISTINCT ?p WHERE { ?p a foaf:Person }"))
    return Whole(_documents(store), merged, persons)


def read_sources(store: pyoxigraph.Store, newest: int | None = None) -> Sources:
    """What the store holds, or what its ``newest`` documents do."""
    whole = read_whole(store)
    return sources_of(store, whole, whole.documents if newest is None else newest_of(whole, newest))


def newest_of(whole: Whole, most: int) -> tuple[DocumentSource, ...]:
    """The ``most`` newest documents, in the order of their IRIs; those without a date count as older than all."""
    if len(whole.documents) <= most:
        return whole.documents
    kept = sorted(whole.documents, key=lambda document: (document.issued, document.iri), reverse=True)[:most]
    return tuple(sorted(kept, key=lambda document: document.iri))


def sources_of(store: pyoxigraph.Store, whole: Whole, documents: tuple[DocumentSource, ...]) -> Sources:
    """What ``documents`` say, some of those of ``whole`` in its order."""
    graphs = [_Graph(store, document.iri, at) for at, document in enumerate(documents)]
    statements = _statements(graphs, whole)
    memberships = _memberships(graphs, whole.merged)
    about = _about(graphs, whole.merged)
    return Sources(documents, statements, memberships, len(whole.documents), whole.merged, about)


class _Graph:
    """What the graph of one document says: property → subject → values, sorted. All that a document says stands in its
    own graph, once: asked of all graphs together, it would come as often as other documents say the same."""

    def __init__(self, store: pyoxigraph.Store, document: str, number: int) -> None:
        self.number = number
        self._said: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for row in within(store, document, f"VALUES ?p {{ {_PROPERTIES} }} ?s ?p ?o"):
            self._said[row["p"].replace("#", "/").rpartition("/")[2]].setdefault(row["s"], []).append(row["o"])
        for of_property in self._said.values():
            for values in of_property.values():
                values.sort()
        text = next((row["text"] for row in within(store, document, "?d schema:text ?text")), None)
        self._passages = self._places(store, document, text)
        self._roles = {
            row["r"]: row["post"] for row in within(store, document, "?m org:role ?r . ?r skos:prefLabel ?post")
        }

    def each(self, name: str) -> Mapping[str, list[str]]:
        """Subject → values of the property with this local name."""
        return self._said.get(name, {})

    def values(self, subject: str, name: str) -> list[str]:
        return self._said.get(name, {}).get(subject, [])

    def value(self, subject: str, name: str) -> str:
        return next(iter(self.values(subject, name)), "")

    def passage(self, subject: str) -> Evidence | None:
        """The first passage that a statement, a speech or a membership rests on."""
        every = (self._passages.get(one) for one in self.values(subject, "evidence"))
        return min(filter(None, every), default=None)

    def role(self, iri: str) -> str:
        """What a post is called."""
        return self._roles.get(iri) or "—"

    def _places(self, store: pyoxigraph.Store, document: str, text: str | None) -> dict[str, Evidence]:
        """The passage of each piece of evidence. Its identifier tells where it is, and the text what its words are;
        only where it does not are its selectors asked for."""
        found: dict[str, Evidence] = {}
        every = {one for values in self.each("evidence").values() for one in values}
        for one in every:
            place = _PLACE.search(one)
            if place and text is not None and one.startswith(document):
                start, end = int(place[1]), int(place[2])
                found[one] = Evidence(self.number, start, end, text[start:end])
        if len(found) < len(every):
            for row in within(
                store,
                document,
                "?e oa:hasSelector ?p , ?q . ?p oa:start ?start ; oa:end ?end . ?q oa:exact ?exact",
            ):
                found[row["e"]] = Evidence(self.number, int(row["start"]), int(row["end"]), row["exact"])
        return found


_PLACE = re.compile(r"/text/(\d+)-(\d+)$")
_PROPERTIES = """jy:evidence jy:level jy:stance jy:states jy:inSpeech jy:partOf jy:basis jy:confidence jy:backer
    jy:speaker jy:onBehalfOf dcterms:title org:member org:organization org:role jy:sector jy:instrument jy:place"""


def _documents(store: pyoxigraph.Store) -> tuple[DocumentSource, ...]:
    said: dict[str, dict[str, str]] = {}
    for row in rows(store, "SELECT ?d { GRAPH ?d { ?d a jy:Document } }"):
        said[row["d"]] = {}
    for name, path in (
        ("title", "dcterms:title"),
        ("issued", "dcterms:issued"),
        ("source", "dcterms:source"),
        ("publisher", "dcterms:publisher/skos:prefLabel"),
    ):
        for row in rows(store, f"SELECT ?d ?value {{ GRAPH ?d {{ ?d {path} ?value }} }}"):
            if (of_one := said.get(row["d"])) is not None:
                of_one[name] = min(of_one.get(name, row["value"]), row["value"])
    return tuple(
        DocumentSource(iri, *(said[iri].get(name, "") for name in ("title", "issued", "publisher", "source")))
        for iri in sorted(said)
    )


def _statements(graphs: Sequence[_Graph], whole: Whole) -> tuple[StatementSource, ...]:
    """In the order of the documents and of the text. A statement without evidence is left out: it can't be shown."""
    merged = whole.merged
    found = {
        iri: (passage, graph, measures[0])
        for graph in graphs
        for iri, measures in graph.each("states").items()
        if (passage := graph.passage(iri)) is not None
    }

    def place(iri: str) -> tuple[int, int, int, str]:
        passage = found[iri][0]
        return passage.document, passage.start, -passage.end, iri

    order = {iri: at for at, iri in enumerate(sorted(found, key=place))}
    sources = []
    for iri in order:
        passage, graph, measure = found[iri]
        speech = graph.value(iri, "inSpeech")
        backers = [(who in whole.persons, merged.get(who, who)) for who in graph.values(iri, "backer")]
        sources.append(
            StatementSource(
                measure=merged.get(measure, measure),
                evidence=passage,
                level=local(graph.value(iri, "level")),
                stance=local(graph.value(iri, "stance")) or Stance.PROPOSES.value,
                speakers=_each_once(who for person, who in backers if person),
                bodies=_each_once(who for person, who in backers if not person),
                basis=local(graph.value(iri, "basis") or graph.value(speech, "basis")),
                confidence=graph.value(iri, "confidence") or graph.value(speech, "confidence"),
                speech=graph.value(speech, "title"),
                attribution=graph.passage(speech),
                part_of=order.get(graph.value(iri, "partOf")),
                iri=iri,
            )
        )
    return tuple(sources)


def _each_once(iris: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(iris))


def _memberships(graphs: Sequence[_Graph], merged: Mapping[str, str]) -> tuple[MembershipSource, ...]:
    nowhere = Evidence(-1, 0, 0, "")
    found: set[MembershipSource] = set()
    for graph in graphs:
        for iri, members in graph.each("member").items():
            posts = [graph.role(role) for role in graph.values(iri, "role")] or ["—"]
            for person, body, post in product(members, graph.values(iri, "organization"), posts):
                passage = graph.passage(iri) or nowhere
                found.add(MembershipSource(merged.get(person, person), merged.get(body, body), post, passage))
        for iri in {**graph.each("speaker"), **graph.each("onBehalfOf")}:
            who, whom = ([merged.get(x, x) for x in graph.values(iri, p)] for p in ("speaker", "onBehalfOf"))
            passage = graph.passage(iri) or nowhere
            found |= {MembershipSource(person, body, "", passage) for person, body in product(who, whom)}

    def key(one: MembershipSource) -> tuple[Any, ...]:
        return one.evidence.document, one.evidence.start, one.person, one.body, one.post

    return tuple(sorted(found, key=key))


def _about(graphs: Sequence[_Graph], merged: Mapping[str, str]) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for graph in graphs:
        for name in ("sector", "instrument", "place"):
            for measure, iris in graph.each(name).items():
                found[merged.get(measure, measure)][name].update(iris)
    return {measure: {name: tuple(sorted(iris)) for name, iris in of_one.items()} for measure, of_one in found.items()}
