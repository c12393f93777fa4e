"""The network view: one page that shows who backs what, and for every edge the words that say so.

pyvis holds nodes, edges and options for vis-network. Its own page is not used: it links a style
sheet from another host, lets headings and titles run scripts and is written without an
encoding. Ours is one file under a content security policy that names each script by its hash.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jianyan.errors import OutputError
from jianyan.views.network_graph import Evidence, Projection, project
from jianyan.views.network_layout import overview, positions

if TYPE_CHECKING:
    import pyoxigraph

HERE = Path(__file__).parent
SCRIPTS = ("state.js", "draw.js", "panel.js", "search.js", "main.js")
MOST_DRAWN = 1500
"""Measures up to which all are drawn at once; above it the page draws those of what is selected."""
MOST_ROWS = 2000
"""Rows of the plain table; measures.csv has them all."""
SHAPES = {"person": "dot", "body": "square", "sector": "triangle", "measure": "diamond"}
SIZES = {"person": (13, 24), "body": (9, 18), "sector": (7, 16), "measure": (4, 8)}  # least and most, by degree


def write_network(store: pyoxigraph.Store, path: Path, lang: str = "zh") -> None:
    """Write the page to ``path`` (UTF-8). ``lang`` is the language it opens in, ``zh`` or ``en``.

    Raises :class:`OutputError` where the file cannot be written. The same store gives the same bytes.
    """
    page = render(project(store), lang)
    try:
        path.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            str(path),
            en=f"the network view cannot be written ({reason}); choose another folder with -o",
            zh=f"无法写入网络视图（{reason}）；请用 -o 另选文件夹",
        ) from error


def render(projection: Projection, lang: str = "zh") -> str:
    """The page as text."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    catalogues = json.loads((HERE / "page" / "messages.json").read_text(encoding="utf-8"))
    names = _short_names(projection)
    network = _network(projection, names)
    data = {
        "lang": lang,
        "mostDrawn": MOST_DRAWN,
        "measuresInStore": projection.measures_in_store,
        "messages": catalogues,
        "documents": [[d.title or d.iri, d.issued, d.publisher, d.source] for d in projection.documents],
        "statements": _statements(projection, names),
        "memberships": [[names[m.person], names[m.body], m.post, _passage(m.evidence)] for m in projection.memberships],
        "nodes": network.nodes,
        "edges": network.edges,
        "options": network.options,
    }
    vendor = (HERE / "vendor" / "vis-network.min.js").read_text(encoding="utf-8")
    library = vendor[: vendor.rindex("//# sourceMappingURL")]
    script = "(() => {\n'use strict';\n" + "".join(_asset(name) for name in SCRIPTS) + "})();\n"
    environment = Environment(loader=FileSystemLoader(HERE / "page"), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("network.html.j2").render(
        lang=lang,
        t=catalogues[lang],
        counts=Counter(kind for _, kind in projection.graph.nodes(data="kind")),
        documents=projection.documents,
        rows=_table(projection),
        most_rows=MOST_ROWS,
        style=_asset("network.css"),
        library=library,
        script=script,
        hashes=[_csp_hash(library), _csp_hash(script)],
        data=embedded(data),
    )


def embedded(data: Any) -> str:
    """JSON that stands safely inside ``<script>``: no ``<`` that could end or open anything."""
    return (
        json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def _asset(name: str) -> str:
    return (HERE / "page" / name).read_text(encoding="utf-8")


def _csp_hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def _short_names(projection: Projection) -> dict[str, str]:
    """IRI → ``kind/what follows in it``: the page's ids and its deep links, the same in every build."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for iri, kind in sorted(projection.graph.nodes(data="kind")):
        name = f"{kind}/{iri.partition(f'/{kind}/')[2] or iri}"
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
    measures = sum(kind == "measure" for _, kind in graph.nodes(data="kind"))
    places = positions(graph) if measures <= MOST_DRAWN else overview(graph)
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
        if node.get("broader"):
            options["broader"] = [names[up] for up in node["broader"]]
        network.nodes.append(Node(names[iri], SHAPES[kind], node["label"], **options).options)
        network.node_ids.append(names[iri])
    for source, target, relation, sources in sorted(graph.edges(keys=True, data="sources")):
        edge = Edge(names[source], names[target], directed=True, relation=relation, sources=sources).options
        network.edges.append(edge)
    return network


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
