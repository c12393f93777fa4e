"""The lines of the derived graph: what is concluded across documents.

What is counted, and from what, is the matter of :mod:`jianyan.corpus.index`; here is how it is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jianyan.rdf import quads
from jianyan.rdf import terms as t


class Writer:
    """Writes lines of the derived graph below ``base``."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._end = f" <{t.derived_graph(base)}> .\n"

    def link(self, subject: str, predicate: str, value: str) -> str:
        return f"<{subject}> <{predicate}> <{value}>{self._end}"

    def label(self, subject: str, text: str) -> str:
        """What something is called; it stands here once, and in each document that names it."""
        return f"<{subject}> <{t.PREF_LABEL}> {quads.label(text)}{self._end}"

    def counts(self, subject: str, counted: Mapping[str, int]) -> Iterator[str]:
        """A line a property and its number."""
        for predicate, count in counted.items():
            yield f'<{subject}> <{predicate}> "{count}"^^<{t.XSD_INTEGER}>{self._end}'

    def tally(self, keys: Mapping[str, str], counted: Mapping[str, int]) -> Iterator[str]:
        """What is counted by several things together: a node named by ``keys``, which are terms by property."""
        iri = t.tally(self.base, *(part for key in keys.items() for part in key))
        for predicate, term in keys.items():
            yield f"<{iri}> <{predicate}> {term}{self._end}"
        yield from self.counts(iri, counted)

    def agreement(self, one: str, other: str, measures: int) -> Iterator[str]:
        """Two bodies that both back ``measures`` measures, whichever comes first."""
        pair = sorted((one, other))
        iri = t.tally(self.base, *pair)
        for body in pair:
            yield self.link(iri, t.BETWEEN, body)
        yield from self.counts(iri, {t.MEASURE_COUNT: measures})
