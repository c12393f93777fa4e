"""The network of who backs what, asked from the store and held as a networkx graph.

Nodes are persons, bodies, sectors and measures; every edge and every measure carries the
passages that it rests on, as indices into :attr:`Projection.statements` or
:attr:`Projection.memberships`, so that a picture can always show its source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jianyan.model import Stance
from jianyan.views.data.facts import Facts, read_facts
from jianyan.views.data.sparql import local, rows, values
from jianyan.views.data.statements import DocumentSource, MembershipSource, Sources, StatementSource, read_sources

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph

MOST_MEASURES = 5000
"""How many measures one page carries. Above it, those with most backers; the page says so."""

MOST_TIES = 120
"""What a graph that is too large to be read at once opens on; more would be a hairball."""


@dataclass(frozen=True, slots=True)
class Tie:
    """``measures`` of a backer (a body, or a speaker for none) are in a sector."""

    backer: str
    sector: str
    measures: int


@dataclass(frozen=True, slots=True)
class Projection:
    """``graph`` has the IRIs as nodes (attributes ``kind``, ``label``, ``label_en``, ``aliases`` …)
    and the relations as keys of its edges, with ``sources``."""

    graph: nx.MultiDiGraph
    documents: tuple[DocumentSource, ...]
    statements: tuple[StatementSource, ...]
    memberships: tuple[MembershipSource, ...]
    measures_in_store: int
    ties: tuple[Tie, ...] = ()


def project(
    store: pyoxigraph.Store,
    facts: Facts | None = None,
    sources: Sources | None = None,
    most_measures: int = MOST_MEASURES,
) -> Projection:
    """The network that the store holds; the same for the same quads, in whatever order they came.

    ``sources`` is what the network is to hold of the store, and ``facts`` what was read of it; all of the store where
    they are not given.
    """
    import networkx as nx

    sources = sources or read_sources(store)
    ties = strongest_ties(facts or read_facts(store, sources))
    measures = _most_backed(sources.statements)
    cut = len(measures) > most_measures
    kept = set(measures[:most_measures])
    statements = _of_measures(sources.statements, kept) if cut else sources.statements
    memberships = sources.memberships
    wanted = kept | {alias for alias, into in sources.merged.items() if into in kept}
    chosen = values("measure", sorted(wanted)) if cut or sources.partial else ""

    graph = nx.MultiDiGraph()
    _add_measures(graph, store, chosen, statements, sources.merged)
    for at, statement in enumerate(statements):
        relation = "backs" if Stance(statement.stance).backs else statement.stance
        for backer in statement.speakers + statement.bodies:
            _link(graph, backer, statement.measure, relation, at)
    if cut:
        memberships = tuple(one for one in memberships if one.person in graph)
    for at, membership in enumerate(memberships):
        _link(graph, membership.person, membership.body, "memberOf" if membership.post else "speaksFor", at)
    for tie in ties:  # their ends are drawn even where none of their measures is
        graph.add_node(tie.backer)
        graph.add_node(tie.sector, kind="sector")
    _name(graph, store)
    return Projection(graph, sources.documents, statements, memberships, len(measures), ties)


def _most_backed(statements: Iterable[StatementSource]) -> list[str]:
    """All measures, those with most backers first."""
    backers: dict[str, set[str]] = {}
    for one in statements:
        found = backers.setdefault(one.measure, set())
        if Stance(one.stance).backs:
            found.update(one.speakers, one.bodies)
    return sorted(backers, key=lambda measure: (-len(backers[measure]), measure))


def _of_measures(statements: Sequence[StatementSource], measures: set[str]) -> tuple[StatementSource, ...]:
    """The statements of these measures; what they are part of is told by its index among them."""
    kept = [at for at, one in enumerate(statements) if one.measure in measures]
    place = {at: n for n, at in enumerate(kept)}
    return tuple(
        replace(statements[at], part_of=None if (up := statements[at].part_of) is None else place.get(up))
        for at in kept
    )


def strongest_ties(facts: Facts, most: int = MOST_TIES) -> tuple[Tie, ...]:
    """Backers and sectors by how many measures tie them, those that the page leaves out too."""
    measures: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in facts.facts:
        for backer in fact.voices:
            for sector in fact.about["sectors"]:
                measures[backer, sector].add(fact.source.measure)
    ordered = sorted(measures, key=lambda pair: (-len(measures[pair]), pair))
    return tuple(Tie(*pair, len(measures[pair])) for pair in ordered[:most])


def _link(graph: nx.MultiDiGraph, source: str, target: str, relation: str, at: int | None = None) -> None:
    if not graph.has_edge(source, target, relation):
        graph.add_edge(source, target, relation, sources=[])
    if at is not None:
        graph.edges[source, target, relation]["sources"].append(at)


def _add_measures(
    graph: nx.MultiDiGraph,
    store: pyoxigraph.Store,
    chosen: str,
    statements: tuple[StatementSource, ...],
    merged: Mapping[str, str],
) -> None:
    for at, statement in enumerate(statements):
        if statement.measure not in graph:
            graph.add_node(statement.measure, kind="measure", sources=[])
        graph.nodes[statement.measure]["sources"].append(at)
    for relation in ("sector", "addressee"):
        found = rows(
            store, f"SELECT DISTINCT ?measure ?x WHERE {{ {chosen} ?measure jy:{relation} ?x }} ORDER BY ?measure ?x"
        )
        for row in found:
            measure = merged.get(row["measure"], row["measure"])
            if measure in graph:
                other = merged.get(row["x"], row["x"])
                _link(graph, measure, other, relation)
                graph.nodes[other]["kind"] = "sector" if relation == "sector" else "body"
    facts = f"""SELECT DISTINCT ?measure ?p ?o WHERE {{ {chosen}
        VALUES ?p {{ jy:action jy:object jy:cites jy:target jy:instrument jy:place jy:inherited }} ?measure ?p ?value
        OPTIONAL {{ ?value skos:prefLabel ?label FILTER(lang(?label) IN ("zh", "")) }}
        BIND(COALESCE(?label, ?value) AS ?o) FILTER(isLiteral(?o)) }} ORDER BY ?measure ?p ?o"""
    for row in rows(store, facts):
        measure = merged.get(row["measure"], row["measure"])
        if measure in graph:
            told = graph.nodes[measure].setdefault("facts", {}).setdefault(local(row["p"]), [])
            if row["o"] not in told:
                told.append(row["o"])


def _name(graph: nx.MultiDiGraph, store: pyoxigraph.Store) -> None:
    """Kinds, labels, aliases, kinds of bodies and broader sectors of all that is in the graph."""
    nodes = graph.nodes
    for kind, type_ in (("person", "foaf:Person"), ("body", "org:Organization")):
        for row in rows(store, f"SELECT DISTINCT ?x WHERE {{ ?x a {type_} }}"):
            if row["x"] in graph:
                nodes[row["x"]]["kind"] = kind
    everything = values("x", sorted(graph))
    labels = f"""SELECT DISTINCT ?x ?p ?label (lang(?label) AS ?lang) WHERE {{ {everything}
        VALUES ?p {{ skos:prefLabel skos:altLabel foaf:name }} ?x ?p ?label }} ORDER BY ?x DESC(?p) ?label"""
    for row in rows(store, labels):
        node, preferred = nodes[row["x"]], row["p"].endswith("prefLabel")
        if preferred and row["lang"] == "en":
            node.setdefault("label_en", row["label"])
        elif (preferred or row["p"].endswith("name")) and "label" not in node:
            node["label"] = row["label"]
        elif row["label"] not in (node.get("label"), *node.get("aliases", ())):
            node.setdefault("aliases", []).append(row["label"])
    classes = f"""SELECT DISTINCT ?x ?label (lang(?label) AS ?lang) WHERE {{ {everything}
        ?x org:classification/skos:prefLabel ?label }} ORDER BY ?x ?label"""
    for row in rows(store, classes):
        nodes[row["x"]]["class_en" if row["lang"] == "en" else "class"] = row["label"]
    sectors = [iri for iri in sorted(graph) if nodes[iri].get("kind") == "sector"]
    broader = f"SELECT DISTINCT ?x ?up WHERE {{ {values('x', sectors)} ?x skos:broader+ ?up }} ORDER BY ?x ?up"
    for row in rows(store, broader) if sectors else ():
        if row["up"] in graph:
            nodes[row["x"]].setdefault("broader", []).append(row["up"])
    for iri, node in nodes.items():
        node.setdefault("kind", "body")
        node.setdefault("label", iri.rpartition("/")[2])
