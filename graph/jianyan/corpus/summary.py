"""What a build did, and what the output folder holds after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jianyan.model import Basis
from jianyan.rdf import terms as t

if TYPE_CHECKING:
    from pyoxigraph import Store


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about one text, where ``kind`` is ``no-measures``; or about one correction, whose file and line
    ``source`` is: it finds no ``lost-document``, ``lost-quote`` (or ``lost-several``), ``lost-target``, or
    ``lost-names``."""

    source: str
    kind: str


@dataclass(frozen=True, slots=True)
class Summary:
    """``new`` … ``kept`` sort the documents by what happened to them (``kept``: there before and not among the
    inputs), so they add up to ``documents``. The other counts are of the whole folder."""

    documents: int
    new: int
    changed: int
    unchanged: int
    kept: int
    speakers: int
    bodies: int
    speeches: int
    measures: int  # statements of the level measure
    headings: int  # statements of the levels heading and title
    statements: int
    sectors: int
    places: int
    inferred: float | None  # share of the statements with a speaker whose speaker was concluded; None without any
    written: bool  # False when all was there already and no file was touched
    notes: tuple[Note, ...] = field(default=())


_COUNTS = {
    "speakers": "?x ^jy:speaker ?speech",
    "bodies": "?x a org:Organization",
    "speeches": "?x a jy:Speech",
    "statements": "?x a jy:Statement",
    "measures": "?x a jy:Statement ; jy:level jy:measure",
    "sectors": "{ ?x ^jy:mentions ?document ; a jy:Sector } UNION { ?x ^jy:sector ?measure }",
    "places": "?x ^jy:mentions ?document ; a schema:AdministrativeArea",
}
_BASES = """SELECT ?basis (COUNT(DISTINCT ?st) AS ?n) {
  ?st jy:inSpeech ?speech . ?speech jy:speaker ?person ; jy:basis ?basis
} GROUP BY ?basis"""
_PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in t.PREFIXES.items())
_INFERRED = frozenset(t.JY + basis.value for basis in Basis if basis.inferred)


def summarise(store: Store, done: dict[str, int], *, written: bool, notes: Sequence[Note]) -> Summary:
    """``done`` has the counts of documents, from ``documents`` to ``kept``."""
    counts = {
        name: int(_select(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")[0]["n"].value)
        for name, pattern in _COUNTS.items()
    }
    bases = {row["basis"].value: int(row["n"].value) for row in _select(store, _BASES)}
    inferred = sum(n for basis, n in bases.items() if basis in _INFERRED)
    return Summary(
        **done,
        **counts,
        headings=counts["statements"] - counts["measures"],
        inferred=round(inferred / sum(bases.values()), 4) if bases else None,
        written=written,
        notes=tuple(notes),
    )


def _select(store: Store, query: str) -> list[Any]:
    solutions: Any = store.query(_PREFIXES + query, use_default_graph_as_union=True)
    return list(solutions)
