"""The lines of the derived graph: what is concluded across documents.

What is counted, and from what, is the matter of :mod:`jianyan.corpus.index`; here is how it is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from jianyan.model import Merge, Stance
from jianyan.rdf import terms as t
from jianyan.rdf.lines import label, literal, node

_BACKING = frozenset(f"<{t.JY}{stance.value}>" for stance in Stance if stance.backs)
_BACKER, _STATES, _STANCE = f"<{t.BACKER}>", f"<{t.STATES}>", f"<{t.STANCE_OF}>"


def derived_quads(lines: Iterable[str], base: str = t.BASE, merges: Sequence[Merge] = ()) -> list[str]:
    """The lines of the derived graph, sorted: what is merged, and ``jy:backs`` from each backer to each measure
    that some statement of theirs proposes or supports, both by their canonical IRIs.

    ``lines`` are those of the document graphs as :func:`jianyan.rdf.quads.quads` made them, whatever the order of
    the documents (an open ``graph.nq`` will do: lines of other graphs do not matter). It takes one pass and
    keeps no more than one statement and the answer.
    """
    into, found = canonical(merges, base), set(merge_quads(merges, base))
    for statement, about in _statements(lines):
        found.update(statement_quads(statement, about, into, base))
    return sorted(found)


def canonical(merges: Iterable[Merge], base: str = t.BASE) -> dict[str, str]:
    """The IRI of each alias → the IRI that it is merged into."""
    return {t.named(base, m.kind, m.alias): t.named(base, m.kind, m.canonical) for m in merges}


def merge_quads(merges: Iterable[Merge], base: str = t.BASE) -> list[str]:
    """The lines that say what is merged, each merge with its reason; sorted."""
    end = f" <{t.derived_graph(base)}> .\n"
    found: set[str] = set()
    for merge in merges:
        alias, into = (t.named(base, merge.kind, name) for name in (merge.alias, merge.canonical))
        iri = t.merge(base, merge.kind, merge.alias, merge.canonical)
        said = [
            (alias, t.MERGED_INTO, node(into)),
            (iri, t.RDF_TYPE, node(t.MERGE)),
            (iri, t.MERGED, node(alias)),
            (iri, t.INTO, node(into)),
            (iri, t.GROUND, node(t.JY + merge.ground.value)),
        ]
        if merge.reason:
            said.append((iri, t.REASON, literal(merge.reason)))
        if merge.kind != "person":  # a person's alias has the same name
            said.append((into, t.ALT_LABEL, label(merge.alias)))
        found.update(f"<{subject}> <{predicate}> {value}{end}" for subject, predicate, value in said)
    return sorted(found)


Said = Mapping[str, Sequence[str]]
"""Of a statement: the terms behind ``<jy:backer>``, ``<jy:states>`` and ``<jy:stance>``, all with angle brackets."""


def statement_quads(statement: str, about: Said, into: Mapping[str, str], base: str = t.BASE) -> Iterator[str]:
    """What follows from one statement: that it states the canonical measure where its own is an alias of that, and
    who backs it. ``into`` is as :func:`canonical` gives it."""
    end = f" <{t.derived_graph(base)}> .\n"
    measures = [into.get(measure[1:-1], measure[1:-1]) for measure in about[_STATES]]
    for own, measure in zip(about[_STATES], measures, strict=True):
        if own != f"<{measure}>":
            yield f"{statement} {_STATES} <{measure}>{end}"
    if not _BACKING.isdisjoint(about[_STANCE]):
        for measure in measures:
            for backer in about[_BACKER]:
                yield f"<{into.get(backer[1:-1], backer[1:-1])}> <{t.BACKS}> <{measure}>{end}"


def _statements(lines: Iterable[str]) -> Iterator[tuple[str, Said]]:
    """Each statement with what is said of it; its lines stand together, since each document's are sorted."""
    current, found = "", _nothing()
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        if predicate not in found:
            continue
        if subject != current:
            if current:
                yield current, found
            current, found = subject, _nothing()
        found[predicate].append(rest.split(" ", 1)[0])
    if current:
        yield current, found


def _nothing() -> dict[str, list[str]]:
    return {_BACKER: [], _STATES: [], _STANCE: []}


class Writer:
    """Writes lines of the derived graph below ``base``."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._end = f" <{t.derived_graph(base)}> .\n"

    def link(self, subject: str, predicate: str, value: str) -> str:
        return f"<{subject}> <{predicate}> <{value}>{self._end}"

    def label(self, subject: str, text: str) -> str:
        """What something is called; it stands here once, and in each document that names it."""
        return f"<{subject}> <{t.PREF_LABEL}> {label(text)}{self._end}"

    def counts(self, subject: str, counted: Mapping[str, int]) -> Iterator[str]:
        """A line a property and its number."""
        for predicate, count in counted.items():
            yield f'<{subject}> <{predicate}> "{count}"^^<{t.XSD_INTEGER}>{self._end}'

    def tally(self, keys: Mapping[str, str], counted: Mapping[str, int]) -> list[str]:
        """What is counted by several things together: a node named by ``keys``, which are terms by property."""
        iri = t.tally(self.base, *chain.from_iterable(keys.items()))
        lines = [f"<{iri}> <{predicate}> {term}{self._end}" for predicate, term in keys.items()]
        lines += self.counts(iri, counted)
        return lines

    def agreement(self, one: str, other: str, measures: int) -> Iterator[str]:
        """Two bodies that both back ``measures`` measures, whichever comes first."""
        pair = sorted((one, other))
        iri = t.tally(self.base, *pair)
        for body in pair:
            yield self.link(iri, t.BETWEEN, body)
        yield from self.counts(iri, {t.AGREED_COUNT: measures})
