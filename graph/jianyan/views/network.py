"""The network page: who backs what as a graph, and for every edge the words that say so.

pyvis holds nodes, edges and options for vis-network. Its own page is not used: it links a style
sheet from another host, lets headings and titles run scripts and is written without an encoding.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from jianyan.views.data.layout import overview, positions
from jianyan.views.data.names import search_keys, short_id
from jianyan.views.data.network import Projection
from jianyan.views.data.statements import Evidence
from jianyan.views.render import Way, render

if TYPE_CHECKING:
    import networkx as nx

OPENS_WHOLE = 600
"""Nodes up to which the page opens with all of them; above, it opens on the strongest ties."""
MOST_DRAWN = 5000
"""Nodes up to which all can be drawn at once; above, only what was asked for."""
MOST_ROWS = 2000
"""Rows of the plain table; measures.csv has them all."""
SHAPES = {"person": "dot", "body": "square", "sector": "triangle", "measure": "diamond"}
SIZES = {"person": (13, 24), "body": (9, 18), "sector": (7, 16), "measure": (4, 8)}  # least and most, by degree


def network_page(projection: Projection, way: Way, lang: str) -> str:
    """The page as text."""
    names = _short_names(projection)
    network = _network(projection, names)
    data = {
        "mostDrawn": MOST_DRAWN,
        "opensWhole": OPENS_WHOLE,
        "measuresInStore": projection.measures_in_store,
        "documents": [
            [d.title or d.source, d.issued, d.publisher, d.source, d.iri.rpartition("/")[2]]
            for d in projection.documents
        ],
        "statements": _statements(projection, names),
        "memberships": [[names[m.person], names[m.body], m.post, _passage(m.evidence)] for m in projection.memberships],
        "ties": [[names[tie.backer], names[tie.sector], tie.measures] for tie in projection.ties],
        "nodes": network.nodes,
        "edges": network.edges,
        "options": network.options,
    }
    return render(
        "network",
        way,
        lang,
        data,
        library="vis",
        counts=Counter(kind for _, kind in projection.graph.nodes(data="kind")),
        rows=_table(projection),
        most_rows=MOST_ROWS,
    )


def _short_names(projection: Projection) -> dict[str, str]:
    """IRI → ``kind/what follows in it``: the page's ids and its deep links, the same in every build."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for iri, kind in sorted(projection.graph.nodes(data="kind")):
        name = short_id(iri, kind)
        names[iri] = iri if name in taken else name  # two bases in one store may use one name twice
        taken.add(name)
    return names


def _network(projection: Projection, names: dict[str, str]) -> Any:
    """pyvis's network, filled node by node: its add_node and add_edge search all nodes each time."""
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    graph = projection.graph
    network = Network(directed=True)
    network.options = {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {"hover": True, "keyboard": False, "multiselect": False, "tooltipDelay": 10**6},
        "nodes": {"borderWidth": 1.5, "chosen": False, "labelHighlightBold": False},
        "edges": {"smooth": False, "chosen": False, "arrowStrikethrough": False, "selectionWidth": 0},
    }
    places = positions(graph) if len(graph) <= MOST_DRAWN else overview(graph)
    tied = positions(_tied(projection)) if len(graph) > OPENS_WHOLE else {}
    degree = dict(graph.degree())
    most = {kind: max((degree[n] for n, k in graph.nodes(data="kind") if k == kind), default=1) for kind in SHAPES}
    for iri, node in sorted(graph.nodes(data=True)):
        kind = node["kind"]
        least, largest = SIZES[kind]
        size = least + (largest - least) * (degree[iri] / (most[kind] or 1)) ** 0.5
        x, y = places.get(iri, (0, 0))
        options = {"kind": kind, "x": x, "y": y, "size": round(size, 1), "iri": iri}
        for key in ("label_en", "aliases", "class", "class_en", "facts", "sources"):
            if node.get(key):
                options[key] = node[key]
        if kind != "measure":
            options["keys"] = search_keys(node["label"], node.get("aliases", ()))
        if iri in tied:
            options["tx"], options["ty"] = tied[iri]
        if node.get("broader"):
            options["broader"] = [names[up] for up in node["broader"]]
        network.nodes.append(Node(names[iri], SHAPES[kind], node["label"], **options).options)
        network.node_ids.append(names[iri])
    for source, target, relation, sources in sorted(graph.edges(keys=True, data="sources")):
        edge = Edge(names[source], names[target], directed=True, relation=relation, sources=sources).options
        network.edges.append(edge)
    return network


def _tied(projection: Projection) -> nx.MultiDiGraph:
    """The graph of the ties alone, to be laid out by itself."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    for tie in projection.ties:
        for end in (tie.backer, tie.sector):
            graph.add_node(end, kind=projection.graph.nodes[end]["kind"])
        graph.add_edge(tie.backer, tie.sector)
    return graph


def _passage(evidence: Evidence | None) -> list[Any] | None:
    if evidence is None or evidence.document < 0:
        return None
    return [evidence.document, evidence.start, evidence.end, evidence.quote]


def _statements(projection: Projection, names: dict[str, str]) -> list[dict[str, Any]]:
    found = []
    for one in projection.statements:
        entry = {
            "measure": names[one.measure],
            "at": _passage(one.evidence),
            "level": one.level,
            "stance": one.stance,
            "speakers": [names[who] for who in one.speakers],
            "bodies": [names[who] for who in one.bodies],
            "basis": one.basis,
            "confidence": one.confidence,
            "speech": one.speech,
            "by": _passage(one.attribution),
            "partOf": one.part_of,
        }
        found.append({key: value for key, value in entry.items() if value not in ("", [], None)})
    return found


def _table(projection: Projection) -> list[dict[str, Any]]:
    """The rows that screen readers and the clipboard get."""
    label = projection.graph.nodes(data="label")
    rows = []
    for one in projection.statements[:MOST_ROWS]:
        document = projection.documents[one.evidence.document] if one.evidence.document >= 0 else None
        rows.append(
            {
                "measure": one.evidence.quote,
                "stance": one.stance,
                "level": one.level,
                "speakers": "、".join(label[who] for who in one.speakers),
                "bodies": "、".join(label[who] for who in one.bodies),
                "document": document.title if document else "",
                "issued": document.issued if document else "",
                "span": f"[{one.evidence.start}, {one.evidence.end})",
            }
        )
    return rows
