"""``measures.csv``: a row a statement, for a spreadsheet.

It is made from the store, so that documents of earlier builds are in it too. Excel reads it as it
is: UTF-8 with a byte order mark, CRLF.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jianyan.rdf import terms as t

if TYPE_CHECKING:
    from pyoxigraph import Store

COLUMNS = (
    "text", "level", "speaker", "bodies", "sectors", "places", "document", "date", "start", "end",
    "stance", "basis", "source", "statement",
)  # fmt: skip
"""``text`` is the passage as written, ``start`` and ``end`` are code points into the document's text, ``document``
is its title (its source where it has none), ``statement`` an IRI of the graph. Several values are joined by ；."""

_PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in t.PREFIXES.items())
# The store only puts a value for a variable that the query selects: hence ?doc.
_DOCUMENT = """SELECT ?doc ?source ?title ?date { GRAPH ?doc {
  ?doc a jy:Document ; dcterms:source ?source
  OPTIONAL { ?doc dcterms:title ?title } OPTIONAL { ?doc dcterms:issued ?date }
} }"""
_STATEMENTS = """SELECT ?doc ?st ?level ?stance ?text ?start ?end ?speech ?said ?own { GRAPH ?doc {
  ?st a jy:Statement ; jy:level ?level ; jy:stance ?stance ; jy:evidence ?evidence .
  ?evidence oa:hasSelector ?position . ?position oa:start ?start ; oa:end ?end .
  ?evidence oa:hasSelector ?quote . ?quote oa:exact ?text
  OPTIONAL { ?st jy:inSpeech ?speech OPTIONAL { ?speech jy:basis ?said } }
  OPTIONAL { ?st jy:basis ?own }
} }"""
_NAMES = """SELECT ?doc ?st ?column ?thing ?name { GRAPH ?doc {
  { ?st jy:inSpeech/jy:speaker ?thing BIND("speaker" AS ?column) }
  UNION { ?st jy:backer ?thing . ?thing a org:Organization BIND("bodies" AS ?column) }
  UNION { ?st jy:states/jy:sector ?thing BIND("sectors" AS ?column) }
  UNION { ?st jy:states/jy:place ?thing BIND("places" AS ?column) }
  OPTIONAL { ?thing skos:prefLabel ?name }
} }"""
_CONCEPTS = f"""SELECT ?concept ?name {{ GRAPH <{t.SCHEME_GRAPH}> {{
  ?concept skos:prefLabel ?name FILTER(LANG(?name) = "zh")
}} }}"""


def write(store: Store, documents: Iterable[str], path: Path) -> None:
    """Write the rows of ``documents`` (IRIs), in this order and within each by position."""
    concepts = {row["concept"].value: row["name"].value for row in _select(store, _CONCEPTS)}
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for document in documents:
            writer.writerows([inert(cell) for cell in row] for row in _rows(store, document, concepts))


def _rows(store: Store, document: str, concepts: dict[str, str]) -> list[list[str]]:
    about = next(_select(store, _DOCUMENT, document), None)
    if about is None:
        return []
    source, date = _text(about["source"]), _text(about["date"])
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in _select(store, _NAMES, document):
        iri = row["thing"].value
        names[row["st"].value, row["column"].value].add(_text(row["name"]) or concepts.get(iri, iri))
    found: dict[str, Any] = {row["st"].value: row for row in _select(store, _STATEMENTS, document)}
    rows = []
    for iri, row in sorted(found.items(), key=lambda item: (int(item[1]["start"].value), int(item[1]["end"].value))):
        several = ["；".join(sorted(names[iri, column])) for column in ("speaker", "bodies", "sectors", "places")]
        stands = [row["start"].value, row["end"].value]
        concluded = [_local(row["stance"]), _local(row["said"] or row["own"])]
        told = [_text(about["title"]) or source, date]
        rows.append([row["text"].value, _local(row["level"]), *several, *told, *stands, *concluded, source, iri])
    return rows


def _select(store: Store, query: str, document: str | None = None) -> Iterator[Any]:
    from pyoxigraph import NamedNode, Variable

    bound: Any = {Variable("doc"): NamedNode(document)} if document else None
    solutions: Any = store.query(_PREFIXES + query, substitutions=bound)
    yield from solutions


def _text(term: Any) -> str:
    return "" if term is None else str(term.value)


def _local(term: Any) -> str:
    return _text(term).rpartition("#")[2]


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV Injection: also the full-width signs)."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")) else cell
