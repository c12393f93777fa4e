"""``measures.csv``: a row a statement, for a spreadsheet.

Excel reads it as it is: UTF-8 with a byte order mark, CRLF.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from jianyan.corpus.facts import BODY, Facts, StatementFact, backers
from jianyan.model import Basis
from jianyan.rdf import terms as t

COLUMNS = (
    "text", "level", "speaker", "bodies", "sectors", "places", "document", "date", "start", "end",
    "stance", "basis", "source", "statement", "titleFrom", "dateFrom",
)  # fmt: skip
"""``text`` is the passage as written, ``start`` and ``end`` are code points into the document's text, ``document``
is its title (its source where it has none), ``statement`` an IRI of the graph; ``titleFrom`` and ``dateFrom`` say
where these two are from (:class:`jianyan.model.FieldOrigin`). Several values are joined by ；."""


def write(documents: Iterable[tuple[str, Facts]], base: str, path: Path) -> None:
    """Write the rows of ``documents`` (source and facts), in this order and within each by position."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for source, facts in documents:
            writer.writerows([inert(cell) for cell in row] for row in rows(facts, source, base))


def rows(facts: Facts, source: str, base: str) -> Iterator[tuple[str, ...]]:
    """The rows of one document, of the columns :data:`COLUMNS`."""
    labels = {thing.iri: thing.label for thing in facts.things}
    document = t.document(base, facts.document)
    seen: set[tuple[int, int]] = set()
    for statement in sorted(facts.statements, key=lambda statement: (statement.start, statement.end)):
        if (statement.start, statement.end) in seen:  # one node of the graph
            continue
        seen.add((statement.start, statement.end))
        measure = facts.measures[statement.measure]
        speaker, basis = _speaker(facts, statement)
        bodies = {facts.things[at].label for at in backers(facts, statement) if facts.things[at].kind == BODY}
        yield (
            statement.text,
            statement.level,
            speaker,
            _joined(bodies),
            _joined(labels[iri] for iri in measure.sectors),
            _joined(labels[iri] for iri in measure.places),
            facts.title or source,
            facts.issued,
            str(statement.start),
            str(statement.end),
            statement.stance,
            basis,
            source,
            f"{document}/statement/{statement.start}-{statement.end}",
            facts.origins[0],
            facts.origins[1],
        )


def _speaker(facts: Facts, statement: StatementFact) -> tuple[str, str]:
    """Who is said to speak, and on what basis."""
    own = Basis.CORRECTED.value if statement.corrected else ""
    if statement.speech is None:
        return "", own
    speech = facts.speeches[statement.speech]
    speaker = facts.things[speech.person].label if speech.person is not None else ""
    return speaker, speech.basis if speech.spoken else own or speech.basis


def _joined(names: Iterable[str]) -> str:
    return "；".join(sorted(set(names)))


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV Injection: also the full-width signs)."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")) else cell
