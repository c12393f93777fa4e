"""Full-text search: every place where the words asked for stand, in all texts, exactly.

Chinese has no blanks between words, and an index of words finds only what its segmenter cut alike. So the texts are
held in memory, folded (half-width, lower case, simplified: one code point for one), and searched as they are: 10,000
texts of 4,000 characters are 80 MB and searched in some 50 ms. What blanks separate in the question must all stand in
a text; a phrase in quotation marks keeps its blanks.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jianyan.extraction.text.folding import fold
from jianyan.views.data.sparql import PREFIXES
from jianyan.views.data.statements import DocumentSource

if TYPE_CHECKING:
    import pyoxigraph

MOST_TERMS, LONGEST = 8, 200
AROUND = 36
"""Code points of the text that are shown on either side of what was found."""
MOST_PLACES = 4
"""Places shown of one text; all are counted."""
_STATEMENT = re.compile(r"/statement/(\d+)-(\d+)$")
_TERM = re.compile(r'"([^"]+)"|“([^”]+)”|([^\s"“”]+)')


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Code points [start, end) of a text; ``statement`` is the place of the statement that it stands in, or None."""

    start: int
    end: int
    statement: tuple[int, int] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """A text with what was found in it: all places, those in statements first. ``count`` is how many."""

    document: DocumentSource
    places: tuple[Place, ...]
    count: int
    in_statements: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text around a place: plain and found pieces in turn, the first plain. ``start`` and ``end`` are what
    the piece leads to: the statement, or the place itself."""

    pieces: tuple[str, ...]
    start: int
    end: int
    statement: bool
    cut_before: bool
    cut_after: bool


def terms(asked: str) -> tuple[str, ...]:
    """What a question asks for, folded; each once.

    >>> terms('新能源  "碳 达峰" 新能源')
    ('新能源', '碳 达峰')
    """
    found = (next(filter(None, groups)) for groups in _TERM.findall(asked[:LONGEST]))
    return tuple(dict.fromkeys(word for term in found if (word := _folded(term).strip())))[:MOST_TERMS]


def _folded(text: str) -> str:
    """``text`` for searching: as long as it was, in lower case where that keeps the length."""
    folded = fold(text)
    lower = folded.lower()
    return lower if len(lower) == len(folded) else "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)


class Search:
    """All texts of a store, ready to be searched."""

    def __init__(self, store: pyoxigraph.Store, documents: Sequence[DocumentSource]) -> None:
        self._documents = {document.iri: document for document in documents}
        self._texts: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        self._spans: dict[str, tuple[array[int], array[int]]] = {}
        for row in _ask(store, "SELECT ?d ?text { GRAPH ?d { ?d schema:text ?text } }"):
            iri, text = row["d"].value, row["text"].value
            folded = _folded(text)
            self._texts[iri] = text
            self._folded[iri] = text if folded == text else folded
        self._read_statements(store)

    def _read_statements(self, store: pyoxigraph.Store) -> None:
        """Where measures stand. The identifier of a statement tells that: to ask for its evidence would take ten times
        as long."""
        spans: dict[str, set[tuple[int, int]]] = {}
        for row in _ask(store, "SELECT ?d ?s { GRAPH ?d { ?s jy:level jy:measure } }"):
            if place := _STATEMENT.search(row["s"].value):
                spans.setdefault(row["d"].value, set()).add((int(place[1]), int(place[2])))
        for iri, of_one in spans.items():
            ordered = sorted(of_one)
            self._spans[iri] = (array("l", (a for a, _ in ordered)), array("l", (b for _, b in ordered)))

    def __len__(self) -> int:
        return len(self._texts)

    def text(self, iri: str) -> str | None:
        """The text of a document, None where the store has none."""
        return self._texts.get(iri)

    def find(self, asked: str, *, in_statements: bool = False) -> list[Hit]:
        """The texts that have every term of ``asked``: those first in whose measures it stands most often, then those
        that have it most often, then the newest. With ``in_statements`` only what stands in measures counts."""
        wanted = terms(asked)
        if not wanted:
            return []
        hits = []
        for iri, folded in self._folded.items():
            if all(term in folded for term in wanted):
                found = [self._placed(iri, at, at + len(term)) for term in wanted for at in _all(folded, term)]
                inside = [place for place in found if place.statement]
                if in_statements and len({folded[p.start : p.end] for p in inside}) < len(wanted):
                    continue
                counted = inside if in_statements else found
                ordered = sorted(counted, key=lambda place: (place.statement is None, place.start, place.end))
                hits.append(Hit(self._documents[iri], tuple(ordered), len(counted), len(inside)))
        hits.sort(key=lambda hit: hit.document.iri)
        hits.sort(key=lambda hit: (hit.in_statements, hit.count, hit.document.issued), reverse=True)
        return hits

    def concordance(self, hit: Hit) -> Iterator[tuple[int, int, str, str, str, str]]:
        """Each place of a hit in the order of the text: start, end, the words before, its own, those after, and the
        statement it stands in."""
        text = self._texts[hit.document.iri]
        for place in sorted(hit.places):
            start, end = max(0, place.start - AROUND), min(len(text), place.end + AROUND)
            around = (text[start : place.start], text[place.start : place.end], text[place.end : end])
            before, found, after = (" ".join(piece.split("\n")) for piece in around)
            measure = text[slice(*place.statement)] if place.statement else ""
            yield place.start, place.end, before, found, after, measure

    def snippets(self, hit: Hit, most: int = MOST_PLACES) -> list[Snippet]:
        """The first places of a hit in their words; those that stand close together are one."""
        text = self._texts[hit.document.iri]
        found: list[Snippet] = []
        shown: list[tuple[int, int]] = []
        for place in hit.places:
            if any(start <= place.start and place.end <= end for start, end in shown):
                continue
            start, end = self._window(text, place)
            shown.append((start, end))
            inside = [other for other in hit.places if start <= other.start and other.end <= end]
            target = place.statement or (place.start, place.end)
            pieces = tuple(" ".join(piece.split("\n")) for piece in _pieces(text, start, end, sorted(inside)))
            cut = (start > 0 and text[start - 1] != "\n", end < len(text) and text[end] != "\n")
            found.append(Snippet(pieces, *target, place.statement is not None, *cut))
            if len(found) == most:
                break
        return found

    def _window(self, text: str, place: Place) -> tuple[int, int]:
        """What to show around a place: of its line, so much on either side, and the statement it stands in."""
        first, last = text.rfind("\n", 0, place.start) + 1, text.find("\n", place.end)
        start, end = place.start - AROUND, place.end + AROUND
        if place.statement and place.statement[1] - place.statement[0] <= 4 * AROUND:
            start, end = min(start, place.statement[0]), max(end, place.statement[1])
            first, last = min(first, place.statement[0]), max(last, place.statement[1]) if last >= 0 else last
        return max(start, first), min(end, last if last >= 0 else len(text))

    def _placed(self, iri: str, start: int, end: int) -> Place:
        starts, ends = self._spans.get(iri, ((), ()))
        for at in range(bisect_right(starts, start) - 1, max(-1, bisect_right(starts, start) - 4), -1):
            if ends[at] >= end:  # of those that enclose it, the one that begins last: the narrowest
                return Place(start, end, (starts[at], ends[at]))
        return Place(start, end)


def _all(text: str, term: str) -> Iterator[int]:
    at = text.find(term)
    while at >= 0:
        yield at
        at = text.find(term, at + len(term))


def _pieces(text: str, start: int, end: int, places: Sequence[Place]) -> Iterator[str]:
    """``text[start:end]`` cut at the places: plain, found, plain … ; what overlaps is found once."""
    at = start
    for place in places:
        if place.start < at:
            continue
        yield text[at : place.start]
        yield text[place.start : place.end]
        at = place.end
    yield text[at:end]


def _ask(store: pyoxigraph.Store, query: str) -> Iterator[Any]:
    solutions: Any = store.query(PREFIXES + query)
    return iter(solutions)
