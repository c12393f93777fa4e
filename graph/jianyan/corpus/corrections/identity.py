"""What people decided is one across documents, and what is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jianyan.corpus.corrections.rows import Row
from jianyan.corpus.sameness.decisions import Decisions, Pair
from jianyan.corpus.sameness.facts import Facts
from jianyan.corpus.sameness.whole import Decided
from jianyan.extraction.measures.parts import normalised
from jianyan.extraction.text.folding import fold
from jianyan.model import CorrectionKind


def decided(rows: Iterable[Row]) -> Decided:
    """The decisions in the corrections of a corpus, by the kind of thing."""
    rows = identity(rows)
    return Decided(*(_decisions([row for row in rows if row.of == of]) for of in ("measure", "person", "body")))


def identity(rows: Iterable[Row]) -> list[Row]:
    """The rows that say across documents what is one and what is not."""
    kinds = (CorrectionKind.SAME, CorrectionKind.NOT_SAME)
    return [row for row in rows if row.kind in kinds and row.value and not row.document]


def _decisions(rows: Sequence[Row]) -> Decisions:
    return Decisions.of(
        same=[pair(row) for row in rows if row.kind is CorrectionKind.SAME],
        apart=[pair(row) for row in rows if row.kind is CorrectionKind.NOT_SAME],
    )


def pair(row: Row) -> Pair:
    """The two names of a row of ``same`` or ``not-same``, as the graph has them."""
    if row.of == "measure":
        return normalised(fold(row.subject)), normalised(fold(row.value))
    return row.subject, row.value


def unknown(rows: Iterable[Row], facts: Iterable[Facts]) -> list[Row]:
    """Those rows of ``same`` and ``not-same`` that name something which no document has (any more)."""
    names: dict[str, set[str]] = {"measure": set(), "person": set(), "body": set()}
    for of_document in facts:
        names["measure"].update(wording.text for wording in of_document.wordings)
        names["person"].update(sighting.who for sighting in of_document.sightings)
        names["body"].update(of_document.bodies)
    return [row for row in identity(rows) if not names[row.of].issuperset(pair(row))]
