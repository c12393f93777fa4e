"""The network of who backs what, for programs that draw and count networks.

Nodes are bodies, persons, measures and sectors; edges go from a backer to a measure (``backs``) and from a measure to a
sector (``sector``). With provenance an edge from a backer carries the documents in which it is stated.
The files are written element by element; networkx writes the same, but holds all of it in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator  # nosec B406  # it writes
from xml.sax.xmlreader import AttributesImpl  # nosec B406

from jianyan.corpus.index.contents import measure_iri
from jianyan.corpus.opened import Corpus

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
GEXF = "http://gexf.net/1.3"
Node = tuple[str, str, str]
"""IRI, label and kind."""
Edge = tuple[str, str, str, str]
"""From, to, relation, and the IRIs of documents, joined by blanks."""


def graphml(corpus: Corpus, file: BinaryIO, provenance: bool) -> None:
    """GraphML 1.0, as networkx and igraph read it."""
    write = _Writer(file)
    with write.element("graphml", xmlns=GRAPHML):
        keys = [("node", "label"), ("node", "kind"), ("edge", "relation"), ("edge", "documents")]
        for of, name in keys:
            write.empty("key", **{"id": name, "for": of, "attr.name": name, "attr.type": "string"})
        with write.element("graph", edgedefault="directed"):
            for iri, label, kind in nodes(corpus):
                with write.element("node", id=iri):
                    write.text("data", label, key="label")
                    write.text("data", kind, key="kind")
            for source, target, relation, documents in edges(corpus, provenance):
                with write.element("edge", source=source, target=target):
                    write.text("data", relation, key="relation")
                    if documents:
                        write.text("data", documents, key="documents")
    write.end()


def gexf(corpus: Corpus, file: BinaryIO, provenance: bool) -> None:
    """GEXF 1.3, as Gephi reads it."""
    write = _Writer(file)
    with write.element("gexf", xmlns=GEXF, version="1.3"), write.element("graph", defaultedgetype="directed"):
        with write.element("attributes", **{"class": "node"}):
            write.empty("attribute", id="kind", title="kind", type="string")
        with write.element("attributes", **{"class": "edge"}):
            write.empty("attribute", id="relation", title="relation", type="string")
            write.empty("attribute", id="documents", title="documents", type="string")
        with write.element("nodes"):
            for iri, label, kind in nodes(corpus):
                with write.element("node", id=iri, label=label), write.element("attvalues"):
                    write.empty("attvalue", **{"for": "kind", "value": kind})
        with write.element("edges"):
            for at, (source, target, relation, documents) in enumerate(edges(corpus, provenance)):
                with write.element("edge", id=str(at), source=source, target=target), write.element("attvalues"):
                    write.empty("attvalue", **{"for": "relation", "value": relation})
                    if documents:
                        write.empty("attvalue", **{"for": "documents", "value": documents})
    write.end()


def nodes(corpus: Corpus) -> Iterator[Node]:
    """Backers, then measures, then sectors, each by what it is called and its IRI."""
    sql = corpus.index.sql
    backers = "SELECT iri, label, kind FROM thing WHERE id IN (SELECT backer FROM backs) ORDER BY kind, label, iri"
    yield from sql.execute(backers)
    wordings = """SELECT id, text FROM wording
    WHERE id IN (SELECT measure FROM backs UNION SELECT measure FROM concerns) ORDER BY text"""
    for measure, text in sql.execute(wordings):
        yield measure_iri(corpus.base, measure), text, "measure"
    yield from sql.execute(
        "SELECT iri, label, kind FROM thing WHERE id IN (SELECT sector FROM concerns) ORDER BY label, iri"
    )


def edges(corpus: Corpus, provenance: bool) -> Iterator[Edge]:
    """Who backs what, then what concerns what, in the order of their nodes' IRIs."""
    sql = corpus.index.sql
    backs = "SELECT t.iri, b.measure, b.backer FROM backs b JOIN thing t ON t.id = b.backer ORDER BY t.iri, b.measure"
    for iri, measure, backer in sql.execute(backs):
        where = " ".join(row[0] for row in sql.execute(_DOCUMENTS, (measure, measure, backer, backer)))
        yield iri, measure_iri(corpus.base, measure), "backs", where if provenance else ""
    concerns = "SELECT c.measure, t.iri FROM concerns c JOIN thing t ON t.id = c.sector ORDER BY c.measure, t.iri"
    for measure, iri in sql.execute(concerns):
        yield measure_iri(corpus.base, measure), iri, "sector", ""


_DOCUMENTS = """SELECT DISTINCT d.iri FROM stated s
JOIN backing b ON b.document = s.document AND b.measure = s.measure JOIN document d ON d.id = s.document
WHERE s.measure IN (SELECT ? UNION SELECT alias FROM merged WHERE canonical = ?)
AND b.backer IN (SELECT ? UNION SELECT alias FROM merged WHERE canonical = ?) ORDER BY d.iri"""


class _Writer:
    """XML, element by element, a line each."""

    def __init__(self, file: BinaryIO) -> None:
        self._text = TextIOWrapper(file, encoding="utf-8", newline="\n", write_through=True)
        self._xml = XMLGenerator(self._text, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    def element(self, name: str, **attributes: str) -> _Element:
        return _Element(self._xml, name, attributes)

    def empty(self, name: str, **attributes: str) -> None:
        with self.element(name, **attributes):
            pass

    def text(self, name: str, content: str, **attributes: str) -> None:
        with self.element(name, **attributes):
            self._xml.characters(content)

    def end(self) -> None:
        self._xml.endDocument()
        self._text.flush()
        self._text.detach()  # the file is the caller's


class _Element:
    def __init__(self, xml: XMLGenerator, name: str, attributes: dict[str, str]) -> None:
        self._xml, self._name, self._attributes = xml, name, attributes

    def __enter__(self) -> None:
        self._xml.startElement(self._name, AttributesImpl(self._attributes))

    def __exit__(self, *_: object) -> None:
        self._xml.endElement(self._name)
        self._xml.ignorableWhitespace("\n")
