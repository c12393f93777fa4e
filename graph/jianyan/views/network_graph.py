"""The network of who backs what, asked from the store and held as a networkx graph.

Nodes are persons, bodies, sectors and measures; every edge and every measure carries the
passages that it rests on, as indices into :attr:`Projection.statements` or
:attr:`Projection.memberships`, so that a picture can always show its source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jianyan.model import Stance

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph

MOST_MEASURES = 5000
"""How many measures one page carries. Above it, those with most backers; the page says so."""

PREFIXES = """
PREFIX jy: <https://w3id.org/jianyan/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
"""

MOST_BACKED = """SELECT ?measure (COUNT(DISTINCT ?who) AS ?backers) WHERE { ?who jy:backs ?measure }
GROUP BY ?measure ORDER BY DESC(?backers) ?measure LIMIT %d"""

Row = dict[str, str]


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
class Projection:
    """``graph`` has the IRIs as nodes (attributes ``kind``, ``label``, ``label_en``, ``aliases`` …)
    and the relations as keys of its edges, with ``sources``."""

    graph: nx.MultiDiGraph
    documents: tuple[DocumentSource, ...]
    statements: tuple[StatementSource, ...]
    memberships: tuple[MembershipSource, ...]
    measures_in_store: int


@dataclass(slots=True)
class _Speech:
    speakers: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    row: Row = field(default_factory=dict)


def project(store: pyoxigraph.Store, most_measures: int = MOST_MEASURES) -> Projection:
    """The network that the store holds; the same for the same quads, in whatever order they came."""
    import networkx as nx

    counted = (
        "SELECT (COUNT(DISTINCT ?m) AS ?n) WHERE { ?s jy:states ?m FILTER NOT EXISTS { ?m jy:mergedInto ?other } }"
    )
    measures_in_store = int(_one(store, counted)["n"])
    chosen = ""  # a clause that binds ?measure, where not all are wanted
    if measures_in_store > most_measures:
        chosen = _values("measure", (row["measure"] for row in _rows(store, MOST_BACKED % most_measures)))
    documents, number = _documents(store)
    evidence = _evidence(store, number, chosen)
    speeches = _speeches(store)
    statements = _statements(store, chosen, evidence, speeches)
    memberships = _memberships(store, evidence, speeches)

    graph = nx.MultiDiGraph()
    _add_measures(graph, store, chosen, statements)
    for at, statement in enumerate(statements):
        relation = "backs" if Stance(statement.stance).backs else statement.stance
        for backer in statement.speakers + statement.bodies:
            _link(graph, backer, statement.measure, relation, at)
    if chosen:
        memberships = tuple(one for one in memberships if one.person in graph)
    for at, membership in enumerate(memberships):
        _link(graph, membership.person, membership.body, "memberOf" if membership.post else "speaksFor", at)
    _name(graph, store)
    return Projection(graph, documents, statements, memberships, measures_in_store)


def _link(graph: nx.MultiDiGraph, source: str, target: str, relation: str, at: int | None = None) -> None:
    if not graph.has_edge(source, target, relation):
        graph.add_edge(source, target, relation, sources=[])
    if at is not None:
        graph.edges[source, target, relation]["sources"].append(at)


def _rows(store: pyoxigraph.Store, query: str) -> Iterator[Row]:
    solutions: Any = store.query(PREFIXES + query, use_default_graph_as_union=True)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: "" if solution[name] is None else solution[name].value for name in names}


def _one(store: pyoxigraph.Store, query: str) -> Row:
    return next(_rows(store, query))


def _values(name: str, iris: Iterable[str]) -> str:
    """A VALUES clause. The IRIs come from the store, which has refused what could break out of <>; what
    has no scheme is a blank node, which no query can name."""
    return f"VALUES ?{name} {{ {' '.join(f'<{iri}>' for iri in iris if ':' in iri)} }}"


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]


def _documents(store: pyoxigraph.Store) -> tuple[tuple[DocumentSource, ...], dict[str, int]]:
    rows = {
        row["d"]: row
        for row in sorted(
            _rows(
                store,
                """SELECT ?d ?title ?issued ?source ?publisher WHERE { ?d a jy:Document
                OPTIONAL { ?d dcterms:title ?title } OPTIONAL { ?d dcterms:issued ?issued }
                OPTIONAL { ?d dcterms:source ?source }
                OPTIONAL { ?d dcterms:publisher/skos:prefLabel ?publisher } }""",
            ),
            key=lambda row: tuple(row.values()),
        )
    }
    found = tuple(
        DocumentSource(row["d"], row["title"], row["issued"], row["publisher"], row["source"]) for row in rows.values()
    )
    return found, {document.iri: at for at, document in enumerate(found)}


def _evidence(store: pyoxigraph.Store, number: dict[str, int], chosen: str) -> dict[str, Evidence]:
    """Statement, speech or membership → its first passage."""
    wanted = ["?x jy:evidence ?e"]
    if chosen:
        wanted = [
            f"{{ SELECT DISTINCT ?x WHERE {{ {chosen} {path} }} }} ?x jy:evidence ?e"
            for path in (
                "?x jy:states ?measure",
                "?s jy:states ?measure ; jy:inSpeech ?x",
                "?s jy:states ?measure ; jy:backer ?who . ?x org:member ?who",
            )
        ]
    found: dict[str, Evidence] = {}
    for pattern in wanted:
        for row in _rows(
            store,
            f"""SELECT ?x ?d ?start ?end ?exact WHERE {{ {pattern} . ?e oa:hasSource ?d ; oa:hasSelector ?p , ?q .
            ?p oa:start ?start ; oa:end ?end . ?q oa:exact ?exact }}""",
        ):
            passage = Evidence(number.get(row["d"], -1), int(row["start"]), int(row["end"]), row["exact"])
            found[row["x"]] = min(found.get(row["x"], passage), passage)
    return found


def _speeches(store: pyoxigraph.Store) -> dict[str, _Speech]:
    found: dict[str, _Speech] = defaultdict(_Speech)
    for row in _rows(
        store,
        """SELECT ?s ?title ?basis ?confidence WHERE { ?s a jy:Speech
        OPTIONAL { ?s dcterms:title ?title } OPTIONAL { ?s jy:basis ?basis }
        OPTIONAL { ?s jy:confidence ?confidence } }""",
    ):
        found[row["s"]].row = row
    for row in _rows(store, "SELECT DISTINCT ?s ?who WHERE { ?s jy:speaker ?who } ORDER BY ?s ?who"):
        found[row["s"]].speakers.append(row["who"])
    for row in _rows(store, "SELECT DISTINCT ?s ?who WHERE { ?s jy:onBehalfOf ?who } ORDER BY ?s ?who"):
        found[row["s"]].bodies.append(row["who"])
    return found


def _statements(
    store: pyoxigraph.Store, chosen: str, evidence: dict[str, Evidence], speeches: dict[str, _Speech]
) -> tuple[StatementSource, ...]:
    """In the order of the documents and of the text. A statement without evidence is left out: it can't be shown."""
    rows: dict[str, Row] = {}
    for row in _rows(
        store,
        f"""SELECT ?s ?measure ?level ?stance ?speech ?part ?basis ?confidence WHERE {{ {chosen} ?s jy:states ?measure
        FILTER NOT EXISTS {{ ?measure jy:mergedInto ?other }}
        OPTIONAL {{ ?s jy:level ?level }} OPTIONAL {{ ?s jy:stance ?stance }} OPTIONAL {{ ?s jy:inSpeech ?speech }}
        OPTIONAL {{ ?s jy:partOf ?part }}
        OPTIONAL {{ ?s jy:basis ?basis }} OPTIONAL {{ ?s jy:confidence ?confidence }} }}""",
    ):
        if row["s"] in evidence:
            rows[row["s"]] = row
    persons = {row["p"] for row in _rows(store, "SELECT ?p WHERE { ?p a foaf:Person }")}
    speakers: dict[str, list[str]] = defaultdict(list)
    bodies: dict[str, list[str]] = defaultdict(list)
    for row in _rows(store, "SELECT DISTINCT ?s ?who WHERE { ?s jy:backer ?who } ORDER BY ?s ?who"):
        (speakers if row["who"] in persons else bodies)[row["s"]].append(row["who"])

    def place(iri: str) -> tuple[int, int, int, str]:
        passage = evidence[iri]
        return passage.document, passage.start, -passage.end, iri

    order = {iri: at for at, iri in enumerate(sorted(rows, key=place))}
    found = []
    for iri in order:
        row = rows[iri]
        speech = speeches[row["speech"]].row if row["speech"] in speeches else {}
        found.append(
            StatementSource(
                measure=row["measure"],
                evidence=evidence[iri],
                level=_local(row["level"]),
                stance=_local(row["stance"]) or Stance.PROPOSES.value,
                speakers=tuple(speakers[iri]),
                bodies=tuple(bodies[iri]),
                basis=_local(row["basis"] or speech.get("basis", "")),
                confidence=row["confidence"] or speech.get("confidence", ""),
                speech=speech.get("title", ""),
                attribution=evidence.get(row["speech"]),
                part_of=order.get(row["part"]),
            )
        )
    return tuple(found)


def _memberships(
    store: pyoxigraph.Store, evidence: dict[str, Evidence], speeches: dict[str, _Speech]
) -> tuple[MembershipSource, ...]:
    nowhere = Evidence(-1, 0, 0, "")
    found = {
        MembershipSource(row["person"], row["body"], row["post"] or "—", evidence.get(row["m"], nowhere))
        for row in _rows(
            store,
            """SELECT ?m ?person ?body ?post WHERE { ?m org:member ?person ; org:organization ?body
            OPTIONAL { ?m org:role/skos:prefLabel ?post } }""",
        )
    }
    for iri, speech in speeches.items():
        passage = evidence.get(iri, nowhere)
        found |= {MembershipSource(p, b, "", passage) for p in speech.speakers for b in speech.bodies}

    def key(one: MembershipSource) -> tuple[Any, ...]:
        return one.evidence.document, one.evidence.start, one.person, one.body, one.post

    return tuple(sorted(found, key=key))


def _add_measures(
    graph: nx.MultiDiGraph, store: pyoxigraph.Store, chosen: str, statements: tuple[StatementSource, ...]
) -> None:
    for at, statement in enumerate(statements):
        if statement.measure not in graph:
            graph.add_node(statement.measure, kind="measure", sources=[])
        graph.nodes[statement.measure]["sources"].append(at)
    for relation in ("sector", "addressee"):
        rows = _rows(
            store, f"SELECT DISTINCT ?measure ?x WHERE {{ {chosen} ?measure jy:{relation} ?x }} ORDER BY ?measure ?x"
        )
        for row in rows:
            if row["measure"] in graph:
                _link(graph, row["measure"], row["x"], relation)
                graph.nodes[row["x"]]["kind"] = "sector" if relation == "sector" else "body"
    facts = f"""SELECT DISTINCT ?measure ?p ?o WHERE {{ {chosen}
        VALUES ?p {{ jy:action jy:object jy:cites jy:target jy:instrument jy:place jy:inherited }} ?measure ?p ?value
        OPTIONAL {{ ?value skos:prefLabel ?label FILTER(lang(?label) IN ("zh", "")) }}
        BIND(COALESCE(?label, ?value) AS ?o) FILTER(isLiteral(?o)) }} ORDER BY ?measure ?p ?o"""
    for row in _rows(store, facts):
        if row["measure"] in graph:
            graph.nodes[row["measure"]].setdefault("facts", {}).setdefault(_local(row["p"]), []).append(row["o"])


def _name(graph: nx.MultiDiGraph, store: pyoxigraph.Store) -> None:
    """Kinds, labels, aliases, kinds of bodies and broader sectors of all that is in the graph."""
    nodes = graph.nodes
    for kind, type_ in (("person", "foaf:Person"), ("body", "org:Organization")):
        for row in _rows(store, f"SELECT DISTINCT ?x WHERE {{ ?x a {type_} }}"):
            if row["x"] in graph:
                nodes[row["x"]]["kind"] = kind
    everything = _values("x", sorted(graph))
    labels = f"""SELECT DISTINCT ?x ?p ?label (lang(?label) AS ?lang) WHERE {{ {everything}
        VALUES ?p {{ skos:prefLabel skos:altLabel foaf:name }} ?x ?p ?label }} ORDER BY ?x DESC(?p) ?label"""
    for row in _rows(store, labels):
        node, preferred = nodes[row["x"]], row["p"].endswith("prefLabel")
        if preferred and row["lang"] == "en":
            node.setdefault("label_en", row["label"])
        elif (preferred or row["p"].endswith("name")) and "label" not in node:
            node["label"] = row["label"]
        elif row["label"] not in (node.get("label"), *node.get("aliases", ())):
            node.setdefault("aliases", []).append(row["label"])
    classes = f"""SELECT DISTINCT ?x ?label (lang(?label) AS ?lang) WHERE {{ {everything}
        ?x org:classification/skos:prefLabel ?label }} ORDER BY ?x ?label"""
    for row in _rows(store, classes):
        nodes[row["x"]]["class_en" if row["lang"] == "en" else "class"] = row["label"]
    sectors = [iri for iri in sorted(graph) if nodes[iri].get("kind") == "sector"]
    broader = f"SELECT DISTINCT ?x ?up WHERE {{ {_values('x', sectors)} ?x skos:broader+ ?up }} ORDER BY ?x ?up"
    for row in _rows(store, broader) if sectors else ():
        if row["up"] in graph:
            nodes[row["x"]].setdefault("broader", []).append(row["up"])
    for iri, node in nodes.items():
        node.setdefault("kind", "body")
        node.setdefault("label", iri.rpartition("/")[2])
