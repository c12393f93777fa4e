"""Who backs which measure in which sector, with what instrument, where and when: the rows that the
overview, the matrix, the flow and the timeline are all made from.

A row is one statement of the level measure that proposes or supports; titles and headings only gather
measures, and a report of what was done backs nothing. Names are held once, and rows point to them by index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jianyan.model import Level, Stance
from jianyan.views.data.names import Name, names_of, search_keys, short_id
from jianyan.views.data.sparql import rows
from jianyan.views.data.statements import DocumentSource, Sources, StatementSource

if TYPE_CHECKING:
    import pyoxigraph

MOST_QUOTES = 20_000
"""Rows that carry their words; a page of more rows counts them all, and says where to read the rest."""

ABOUT = {"sectors": "sector", "instruments": "instrument", "places": "place"}
"""What a measure is about: the name of the column, and the property."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement that backs a measure; ``about`` has the IRIs for each column of :data:`ABOUT`."""

    source: StatementSource
    about: Mapping[str, tuple[str, ...]]

    @property
    def voices(self) -> tuple[str, ...]:
        """Who stands for it: the bodies, or the speakers where they speak for none."""
        return self.source.bodies or self.source.speakers


@dataclass(frozen=True, slots=True)
class Facts:
    """``names`` has all that rows point to. ``wider`` leads from a sector or an instrument to the widest
    concepts above it (itself where there is none), from a place to the areas that it lies in."""

    documents: tuple[DocumentSource, ...]
    facts: tuple[Fact, ...]
    names: Mapping[str, Name]
    wider: Mapping[str, tuple[str, ...]]

    def label(self, iri: str) -> str:
        return self.names[iri].label


def read_facts(store: pyoxigraph.Store, sources: Sources) -> Facts:
    """The facts of ``sources``, in the order of the texts."""
    backing = [one for one in sources.statements if one.level == Level.MEASURE.value and Stance(one.stance).backs]
    about = sources.about
    facts = tuple(
        Fact(one, {column: about.get(one.measure, {}).get(name, ()) for column, name in ABOUT.items()})
        for one in backing
    )
    wider = _wider(store, {iri for fact in facts for column in ABOUT for iri in fact.about[column]})
    kinds: dict[str, str] = {}
    for fact in facts:
        kinds |= dict.fromkeys(fact.source.speakers, "person") | dict.fromkeys(fact.source.bodies, "body")
        for column, kind in ABOUT.items():
            kinds |= dict.fromkeys(fact.about[column], kind)
    for iri, above in wider.items():
        kinds |= {up: kinds[iri] for up in above if iri in kinds}
    return Facts(sources.documents, facts, names_of(store, kinds), wider)


def _wider(store: pyoxigraph.Store, iris: set[str]) -> dict[str, tuple[str, ...]]:
    above: dict[str, list[str]] = defaultdict(list)
    for row in rows(store, "SELECT DISTINCT ?x ?up WHERE { ?x skos:broader ?up } ORDER BY ?x ?up"):
        above[row["x"]].append(row["up"])
    areas: dict[str, list[str]] = defaultdict(list)
    for row in rows(store, "SELECT DISTINCT ?x ?up WHERE { ?x schema:containedInPlace ?up } ORDER BY ?x ?up"):
        areas[row["x"]].append(row["up"])
    return {iri: tuple(areas[iri]) if iri in areas else tuple(sorted(_tops(iri, above))) for iri in sorted(iris)}


def _tops(iri: str, above: Mapping[str, list[str]]) -> set[str]:
    """The concepts over ``iri`` that have none over them; shapes see to it that there is no cycle."""
    seen, waiting, tops = {iri}, [iri], set()
    while waiting:
        ups = above.get(at := waiting.pop(), [])
        if not ups:
            tops.add(at)
        for up in ups:
            if up not in seen:
                seen.add(up)
                waiting.append(up)
    return tops


def as_json(facts: Facts, most_quotes: int = MOST_QUOTES) -> dict[str, Any]:
    """What a page carries: tables of names, and rows of indices into them.

    A name is ``[id, label, English, other names, pinyin initials, wider]``; a row is ``[measure, document, start,
    end, quote or 0, stance, speakers, bodies, sectors, instruments, places, basis, confidence]``.
    """
    columns: dict[str, dict[str, int]] = {name: {} for name in ("persons", "bodies", *ABOUT)}
    for fact in facts.facts:
        for name, iris in _columns(fact):
            for iri in iris:
                columns[name].setdefault(iri, len(columns[name]))
    for name in ABOUT:  # wider ones come after all that rows name
        for iri in list(columns[name]):
            for up in facts.wider.get(iri, ()):
                if up in facts.names:
                    columns[name].setdefault(up, len(columns[name]))
    measures: dict[str, int] = {}
    for fact in facts.facts:
        measures.setdefault(fact.source.measure, len(measures))
    found = {
        "documents": [[document_id(d), d.title or d.source, d.issued, d.publisher] for d in facts.documents],
        "measures": [short_id(iri, "measure") for iri in measures],
        "rows": [_row(fact, columns, measures, at < most_quotes) for at, fact in enumerate(facts.facts)],
    }
    for name, table in columns.items():
        found[name] = [_name(facts, iri, table) for iri in table]
    return found


def _columns(fact: Fact) -> Iterable[tuple[str, tuple[str, ...]]]:
    yield "persons", fact.source.speakers
    yield "bodies", fact.source.bodies
    yield from fact.about.items()


def _row(fact: Fact, columns: Mapping[str, dict[str, int]], measures: dict[str, int], quoted: bool) -> list[Any]:
    one = fact.source
    place = one.evidence
    indices = [[columns[name][iri] for iri in iris] for name, iris in _columns(fact)]
    words = place.quote if quoted else 0
    return [
        measures[one.measure], place.document, place.start, place.end, words, one.stance, *indices,
        one.basis, one.confidence,
    ]  # fmt: skip


def _name(facts: Facts, iri: str, table: Mapping[str, int]) -> list[Any]:
    name = facts.names[iri]
    wider = [table[up] for up in facts.wider.get(iri, ()) if up in table]
    return [name.id, name.label, name.label_en, list(name.aliases), search_keys(name.label, name.aliases), wider]


def document_id(document: DocumentSource) -> str:
    return document.iri.rpartition("/")[2]
