"""What is most worth a human look: what is least sure and would change most.

Each item is a row of a corrections file that only lacks its correction: filled in, the table that ``jianyan review``
writes is one. An item's weight is how doubtful it is, from 0 to 1, times how many backings (a backer of a measure)
would change if it were wrong.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from jianyan.corpus.corrections.rows import COLUMNS
from jianyan.corpus.measures import inert
from jianyan.corpus.sameness.facts import person_of
from jianyan.model import Basis, CorrectionKind, Ground
from jianyan.rdf import terms as t

if TYPE_CHECKING:
    from pyoxigraph import Store

_BASES = {
    Basis.UNKNOWN: 0.9, Basis.CAPTION_ORDER: 0.4, Basis.LIST_ORDER: 0.4, Basis.BODY_NAMED: 0.35, Basis.NOTE: 0.3,
    Basis.SAME_PARAGRAPH: 0.25, Basis.BYLINE: 0.15, Basis.ISSUER: 0.15, Basis.EXPLICIT: 0.05, Basis.CORRECTED: 0.0,
}  # fmt: skip
"""How doubtful it is that a speech has the right speaker, where no confidence is given: an order for reading, not a
probability."""
_GROUNDS = {
    Ground.NEAR_OBJECT: 0.5, Ground.SHARED_BODY: 0.4, Ground.SAME_SEAT: 0.2, Ground.SAME_OBJECT: 0.1,
    Ground.DECIDED: 0.0,
}  # fmt: skip
_INHERITED = 0.2  # the sectors of a measure are those of a heading above it


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. ``suggests`` is the correction to make if it is wrong; ``why`` is the basis or ground
    that makes it doubtful, a local name of the ontology; ``said`` is what the program says."""

    suggests: CorrectionKind
    why: str
    doubt: float
    changes: int
    said: str
    of: str = ""
    document: str = ""
    quote: str = ""
    start: str = ""
    subject: str = ""
    value: str = ""

    @property
    def weight(self) -> float:
        return self.doubt * self.changes


def review(store: Store) -> list[Item]:
    """What is worth a look in the graph of ``store``, the most worth first; the same graph gives the same list."""
    found = [*_speeches(store), *_doubtful(store), *_merges(store), *_inherited(store)]
    return sorted(
        (item for item in found if item.weight > 0),
        key=lambda item: (-item.weight, item.document, int(item.start or 0), item.subject, item.value, item.why),
    )


_SUGGESTED = {
    CorrectionKind.WRONG_SPEAKER: "wrong-speaker",
    CorrectionKind.NOT_A_MEASURE: "not-a-measure",
    CorrectionKind.NOT_SAME: "not-same",
    CorrectionKind.WRONG_SECTOR: "sector",
}


def suggestion(item: Item) -> str:
    """The name of the correction that the item is about, as a corrections file has it."""
    return _SUGGESTED[item.suggests]


def write(items: list[Item], file: TextIO) -> None:
    """The items as a corrections file in which the column ``correction`` is still empty."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for item in items:
        cells = {
            "of": item.of, "document": item.document, "quote": item.quote, "start": item.start, "subject": item.subject,
            "value": item.value, "program": item.said, "why": f"{suggestion(item)}? {item.why}, {item.changes}",
        }  # fmt: skip
        writer.writerow([inert(cells.get(column, "")) for column in COLUMNS])


_PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in t.PREFIXES.items())
_SPEECHES = """SELECT ?digest ?quote ?start ?basis ?confidence ?name (COUNT(?statement) AS ?backings) {
  GRAPH ?doc {
    ?speech a jy:Speech ; jy:basis ?basis ; jy:evidence ?evidence .
    ?doc dcterms:identifier ?digest .
    ?evidence oa:hasSelector ?position , ?words . ?position oa:start ?start . ?words oa:exact ?quote .
    ?statement jy:inSpeech ?speech .
    OPTIONAL { ?statement jy:backer ?backer }
    OPTIONAL { ?speech jy:confidence ?confidence }
    OPTIONAL { ?speech jy:speaker/foaf:name ?name }
  }
} GROUP BY ?speech ?digest ?quote ?start ?basis ?confidence ?name"""
_STATEMENTS = """SELECT ?digest ?quote ?start ?confidence (COUNT(DISTINCT ?backer) AS ?backings) {
  GRAPH ?doc {
    ?statement jy:confidence ?confidence ; jy:evidence ?evidence ; jy:level jy:measure ; jy:backer ?backer .
    FILTER NOT EXISTS { ?statement jy:basis jy:corrected }
    ?doc dcterms:identifier ?digest .
    ?evidence oa:hasSelector ?position , ?words . ?position oa:start ?start . ?words oa:exact ?quote .
  }
} GROUP BY ?statement ?digest ?quote ?start ?confidence"""
_MERGES = """SELECT ?alias ?into ?ground ?reason ?aliasName ?intoName (COUNT(DISTINCT ?backing) AS ?backings) {
  ?merge a jy:Merge ; jy:merged ?alias ; jy:into ?into ; jy:ground ?ground .
  OPTIONAL { ?merge jy:reason ?reason }
  OPTIONAL { ?alias skos:prefLabel ?aliasName }
  OPTIONAL { ?into skos:prefLabel ?intoName }
  OPTIONAL { { ?statement jy:states ?alias ; jy:backer ?who } UNION { ?statement jy:backer ?alias ; jy:states ?who }
    BIND (CONCAT(STR(?statement), " ", STR(?who)) AS ?backing) }
} GROUP BY ?alias ?into ?ground ?reason ?aliasName ?intoName"""
_INHERITING = """SELECT ?digest ?quote ?start (GROUP_CONCAT(DISTINCT ?name; separator="；") AS ?sectors)
    (COUNT(DISTINCT ?backer) AS ?backings) {
  GRAPH ?doc {
    ?statement jy:level jy:measure ; jy:states ?measure ; jy:evidence ?evidence ; jy:backer ?backer .
    ?measure jy:inherited true ; jy:sector ?sector .
    ?doc dcterms:identifier ?digest .
    ?evidence oa:hasSelector ?position , ?words . ?position oa:start ?start . ?words oa:exact ?quote .
  }
  GRAPH ?schemes { ?sector skos:prefLabel ?name FILTER (LANG(?name) = "zh") }
} GROUP BY ?statement ?digest ?quote ?start"""


def _speeches(store: Store) -> Iterator[Item]:
    """Speeches whose speaker was concluded, or is not known."""
    for row in _select(store, _SPEECHES):
        basis = Basis(_local(row["basis"]))
        doubt = _BASES[basis]
        if row["confidence"] is not None and basis is not Basis.CORRECTED:
            doubt = 1 - float(row["confidence"].value)
        yield Item(
            CorrectionKind.WRONG_SPEAKER, basis.value, doubt, max(1, _number(row["backings"])), _text(row["name"]),
            document=_digest(row), quote=_text(row["quote"]), start=_text(row["start"]),
        )  # fmt: skip


def _doubtful(store: Store) -> Iterator[Item]:
    """Statements that rest on what was often wrong in annotated texts."""
    for row in _select(store, _STATEMENTS):
        doubt = 1 - float(row["confidence"].value)
        yield Item(
            CorrectionKind.NOT_A_MEASURE, "confidence", doubt, _number(row["backings"]), "",
            document=_digest(row), quote=_text(row["quote"]), start=_text(row["start"]),
        )  # fmt: skip


def _merges(store: Store) -> Iterator[Item]:
    """Things that the program took for one."""
    for row in _select(store, _MERGES):
        ground = Ground(_local(row["ground"]))
        alias, into = row["alias"].value, row["into"].value
        of = next(kind for kind in ("measure", "person", "body") if f"/{kind}/" in alias)
        names = (
            ("@".join(person_of(alias)), "@".join(person_of(into)))
            if of == "person"
            else (_text(row["aliasName"]), _text(row["intoName"]))
        )
        yield Item(
            CorrectionKind.NOT_SAME, ground.value, _GROUNDS[ground], max(1, _number(row["backings"])),
            _text(row["reason"]), of=of, subject=names[0], value=names[1],
        )  # fmt: skip


def _inherited(store: Store) -> Iterator[Item]:
    """Measures whose sectors are those of a heading above them."""
    for row in _select(store, _INHERITING):
        yield Item(
            CorrectionKind.WRONG_SECTOR, "inherited", _INHERITED, _number(row["backings"]), _text(row["sectors"]),
            document=_digest(row), quote=_text(row["quote"]), start=_text(row["start"]),
        )  # fmt: skip


def _select(store: Store, query: str) -> list[Any]:
    solutions: Any = store.query(_PREFIXES + query, use_default_graph_as_union=True)
    return list(solutions)


def _text(term: Any) -> str:
    return "" if term is None else str(term.value)


def _number(term: Any) -> int:
    return int(term.value)


def _local(term: Any) -> str:
    return _text(term).rpartition("#")[2]


def _digest(row: Any) -> str:
    return _text(row["digest"]).removeprefix("sha256:")[:16]
