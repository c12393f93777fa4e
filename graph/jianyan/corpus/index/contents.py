"""Documents into the tables, and out again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jianyan.corpus.facts import BODY, PERSON, PLACE, SECTOR, Facts, StatementFact, backers
from jianyan.corpus.index.tables import BY_DOCUMENT, Index, number
from jianyan.model import Basis, Level, Stance
from jianyan.rdf import terms as t

_BACKING = frozenset(stance.value for stance in Stance if stance.backs)
_INFERRED = frozenset(basis.value for basis in Basis if basis.inferred)
_NAMED = (BODY, PERSON, PLACE, SECTOR)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the corpus: what it says, and how many quads that takes."""

    facts: Facts
    quads: int


def add(index: Index, entries: Iterable[Entry]) -> None:
    """Put documents in that are not there."""
    rows: dict[str, list[tuple[object, ...]]] = {
        name: [] for name in ("document", "thing", "within", "wording", *BY_DOCUMENT)
    }
    for entry in entries:
        for table, row in _rows(entry, index.base):
            rows[table].append(row)
    for table, several in rows.items():
        if several:
            several.sort()  # neighbours in the file
            marks = ",".join("?" * len(several[0]))
            index.sql.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", several)  # ours


def relate(index: Index, within: Iterable[tuple[str, str]]) -> None:
    """Put in which sectors there are within which (IRIs)."""
    rows = sorted((number(above), number(sector), above) for sector, above in within)
    index.sql.executemany("INSERT OR IGNORE INTO within VALUES (?, ?, ?)", rows)


def remove(index: Index, documents: Iterable[str]) -> None:
    """Take documents (IRIs) out; things that nothing names any more stay, and do no harm."""
    numbers = [(number(iri),) for iri in documents]
    for table in BY_DOCUMENT:
        index.sql.executemany(f"DELETE FROM {table} WHERE document = ?", numbers)
    index.sql.executemany("DELETE FROM document WHERE id = ?", numbers)


def _rows(entry: Entry, base: str) -> Iterator[tuple[str, tuple[object, ...]]]:
    facts = entry.facts
    iri = t.document(base, facts.document)
    document, day = number(iri), int(facts.issued.replace("-", "")) if facts.issued else None
    year = day // 10_000 if day else None
    numbers = [number(thing.iri) for thing in facts.things]
    yield "document", (document, iri, year, day, facts.meeting or None, *_counts(facts), entry.quads)
    mentions = set(facts.mentions)
    for at, thing in enumerate(facts.things):
        yield "thing", (numbers[at], thing.iri, thing.kind, thing.label)
        if thing.kind == SECTOR:
            yield "within", (numbers[at], numbers[at], thing.iri)  # also one that the schemes do not have
        if thing.kind in _NAMED:
            yield "named", (document, numbers[at], thing.kind, int(at in mentions))
    for speech in facts.speeches:
        if speech.person is not None:
            yield "spoken", (document, speech.position, numbers[speech.person])
    yield from _measure_rows(facts, document, day, numbers)
    for wording in facts.wordings:
        measure = number_of_measure(wording.iri)
        yield "wording", (measure, wording.text, wording.block)
        for sector in wording.inherited:
            yield "inherited", (document, measure, sector)
    for sighting in facts.sightings:
        seen = json.dumps(sighting.seen, ensure_ascii=False, separators=(",", ":"))
        yield "sighting", (document, number(sighting.iri), sighting.name, seen)


def _measure_rows(
    facts: Facts, document: int, day: int | None, numbers: Sequence[int]
) -> Iterator[tuple[str, tuple[object, ...]]]:
    year = day // 10_000 if day else None
    measures = [number_of_measure(measure.iri) for measure in facts.measures]
    proper: dict[int, bool] = {}
    backed: set[int] = set()
    for statement in facts.statements:
        measure = measures[statement.measure]
        yield "statement", (document, statement.start, statement.end, measure)
        proper[measure] = proper.get(measure, False) or statement.level == Level.MEASURE.value
        if statement.stance in _BACKING:
            backed.add(measure)
            for backer in backers(facts, statement):
                by = (numbers[backer], int(facts.things[backer].kind == BODY))
                yield "backing", (document, measure, *by, statement.start, statement.end)
    for measure, is_proper in proper.items():
        yield "stated", (document, measure, int(is_proper), int(measure in backed))
    for measure, fact in zip(measures, facts.measures, strict=True):
        for sector in fact.sectors:
            yield "about", (document, measure, number(sector), year, day, int(measure in backed))
        for place in fact.places:
            yield "located", (document, measure, number(place), int(measure in backed))
        for plan in fact.cites:
            yield "cited", (document, plan)


def number_of_measure(iri: str) -> int:
    """The digest that the IRI of a measure ends with, as a number."""
    value = int(iri[-16:], 16)
    return value - (1 << 64) if value >> 63 else value


def measure_iri(base: str, measure: int) -> str:
    """The IRI that :func:`number_of_measure` took the number from."""
    return f"{base}measure/{measure & 0xFFFFFFFFFFFFFFFF:016x}"


def _counts(facts: Facts) -> tuple[int, int, int, int, int]:
    """Speeches, statements, measures, statements with a speaker, and of those the ones whose speaker was concluded."""
    spoken = [speech for speech in facts.speeches if speech.spoken]
    attributed = [statement for statement in facts.statements if _speaker_basis(facts, statement)]
    inferred = sum(_speaker_basis(facts, statement) in _INFERRED for statement in attributed)
    proper = sum(statement.level == Level.MEASURE.value for statement in facts.statements)
    return len(spoken), len(facts.statements), proper, len(attributed), inferred


def _speaker_basis(facts: Facts, statement: StatementFact) -> str:
    """On what basis the statement was given its speaker; empty where it has none."""
    if statement.speech is None:
        return ""
    speech = facts.speeches[statement.speech]
    return speech.basis if speech.person is not None else ""


def iri_of(entry: Entry, base: str) -> str:
    """The IRI of the document."""
    return t.document(base, entry.facts.document)


def canonical(index: Index, thing: int) -> int:
    """What ``thing`` is merged into, ``thing`` itself where into nothing."""
    row = index.sql.execute("SELECT canonical FROM merged WHERE alias = ?", (thing,)).fetchone()
    return int(row[0]) if row else thing
