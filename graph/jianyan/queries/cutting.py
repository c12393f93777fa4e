"""As much of a result as its receiver takes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from jianyan.queries.engine import Term

Row = TypeVar("Row", "tuple[Term | None, ...]", "Triple")
H = TypeVar("H", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Most:
    """``rows`` or triples, and ``bytes`` of their terms as N-Triples writes them; None for as many as there are."""

    rows: int | None = None
    bytes: int | None = None


def taken(rows: Iterable[Row], most: Most) -> tuple[tuple[Row, ...], bool]:
    """The first of ``rows``, and whether there are more. No more are asked for than it takes to know."""
    kept: list[Row] = []
    size = 0
    for row in rows:
        if most.rows is not None and len(kept) >= most.rows:
            return tuple(kept), True
        if most.bytes is not None:
            size += sum(len(str(term).encode()) for term in row if term is not None)
            if size > most.bytes:
                return tuple(kept), True
        kept.append(row)
    return tuple(kept), False


def unique(rows: Iterable[H]) -> Iterator[H]:
    """Each row once, where it stands first."""
    seen: set[H] = set()
    for row in rows:
        if row not in seen:
            seen.add(row)
            yield row
