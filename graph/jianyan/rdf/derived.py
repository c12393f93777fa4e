"""What is concluded across documents: who backs which measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jianyan.model import Stance
from jianyan.rdf import terms as t

_BACKING = frozenset(f"<{t.JY}{stance.value}>" for stance in Stance if stance.backs)
_BACKER, _STATES, _STANCE = f"<{t.BACKER}>", f"<{t.STATES}>", f"<{t.STANCE_OF}>"


def derived_quads(lines: Iterable[str], base: str = t.BASE) -> list[str]:
    """The lines of the derived graph, sorted: ``jy:backs`` from each backer to each measure that some
    statement of theirs proposes or supports.

    ``lines`` are those of the document graphs as :func:`jianyan.rdf.quads.quads` made them, whatever the order of
    the documents (an open ``graph.nq`` will do: lines of other graphs do not matter). It takes one pass and
    keeps no more than one statement and the answer.
    """
    predicate, end = f" <{t.BACKS}> ", f" <{t.derived_graph(base)}> .\n"
    return sorted({f"{backer}{predicate}{measure}{end}" for backer, measure in _pairs(lines)})


def _pairs(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Backer and measure; the lines of one statement stand together, since each document's are sorted."""
    current, found = "", _nothing()
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        if predicate not in found:
            continue
        if subject != current:
            yield from _backing(found)
            current, found = subject, _nothing()
        found[predicate].append(rest.split(" ", 1)[0])
    yield from _backing(found)


def _backing(found: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    if not _BACKING.isdisjoint(found[_STANCE]):
        for measure in found[_STATES]:
            for backer in found[_BACKER]:
                yield backer, measure


def _nothing() -> dict[str, list[str]]:
    return {_BACKER: [], _STATES: [], _STANCE: []}
