"""What changed between two builds: documents, measures, and who backs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jianyan.corpus.facts import BODY
from jianyan.corpus.index import Index
from jianyan.corpus.index.contents import measure_iri
from jianyan.corpus.manifest import Record
from jianyan.corpus.opened import opened

Named = tuple[str, str]
"""An IRI and what it is called: a document by the path it was read from, a measure by its words."""
Backing = tuple[str, str, str]
"""Who backs a measure: the kind (body or person), the name, and the words of the measure."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Each list sorted. ``changed`` are documents read from the same path with another text; these are not among those
    that came and went. Measures and backers are canonical."""

    documents_come: tuple[Named, ...]
    documents_gone: tuple[Named, ...]
    documents_changed: tuple[Named, ...]
    measures_come: tuple[Named, ...]
    measures_gone: tuple[Named, ...]
    backers_come: tuple[Backing, ...]
    backers_gone: tuple[Backing, ...]

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)


def diff(old: Path, new: Path) -> Difference:
    """What is otherwise in the build in ``new`` than in that in ``old``. Raises
    :class:`~jianyan.errors.OutputError` where one of them is none."""
    with opened(old) as before, opened(new) as after:
        come, gone, changed = _documents(before.manifest.documents, after.manifest.documents)
        return Difference(
            come,
            gone,
            changed,
            _measures(after.index, _distinct(after.index, before.index, _STATED)),
            _measures(before.index, _distinct(before.index, after.index, _STATED)),
            _backings(after.index, _distinct(after.index, before.index, _BACKS)),
            _backings(before.index, _distinct(before.index, after.index, _BACKS)),
        )


def _documents(
    before: Mapping[str, Record], after: Mapping[str, Record]
) -> tuple[tuple[Named, ...], tuple[Named, ...], tuple[Named, ...]]:
    old = {(iri, record.source) for iri, record in before.items()}
    new = {(iri, record.source) for iri, record in after.items()}
    sources = {source for _, source in old - new} & {source for _, source in new - old} - {"-"}
    come = {one for one in new - old if one[1] not in sources}
    gone = {one for one in old - new if one[1] not in sources}
    changed = {one for one in new - old if one[1] in sources}
    return tuple(sorted(come)), tuple(sorted(gone)), tuple(sorted(changed))


_STATED = """SELECT DISTINCT coalesce((SELECT canonical FROM merged WHERE alias = measure), measure), 0
FROM stated ORDER BY 1"""
_BACKS = "SELECT backer, measure FROM backs ORDER BY 1, 2"


def _distinct(here: Index, there: Index, query: str) -> list[tuple[int, int]]:
    """The rows of a sorted query that only ``here`` has; both are gone through side by side, none is held."""
    ours, theirs = here.sql.execute(query), there.sql.execute(query)
    found: list[tuple[int, int]] = []
    other = theirs.fetchone()
    for row in ours:
        while other is not None and other < row:
            other = theirs.fetchone()
        if row != other:
            found.append(row)
    return found


def _measures(index: Index, rows: list[tuple[int, int]]) -> tuple[Named, ...]:
    return tuple(sorted((measure_iri(index.base, measure), _text(index, measure)) for measure, _ in rows))


def _backings(index: Index, rows: list[tuple[int, int]]) -> tuple[Backing, ...]:
    found = set()
    for backer, measure in rows:
        kind, label = index.sql.execute("SELECT kind, label FROM thing WHERE id = ?", (backer,)).fetchone()
        found.add((BODY if kind == BODY else "person", label, _text(index, measure)))
    return tuple(sorted(found))


def _text(index: Index, measure: int) -> str:
    return str(index.sql.execute("SELECT text FROM wording WHERE id = ?", (measure,)).fetchone()[0])


__all__ = ["Backing", "Difference", "Named", "diff"]
