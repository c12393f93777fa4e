"""What people decided about identity, against or beyond what the program concludes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

Pair = tuple[str, str]


@dataclass(frozen=True)
class Decisions:
    """Names that are the same thing and names that are not, of one kind of thing.

    A measure is named by its normalised text, a person as ``name@key``, a body by its canonical name: what
    :class:`~jianyan.corpus.sameness.facts.Wording` and :class:`~jianyan.corpus.sameness.facts.Sighting` carry.
    Those decided to be the same are taken together as a whole, whatever the order of the rows.
    """

    same: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, same: Iterable[Pair] = (), apart: Iterable[Pair] = ()) -> Decisions:
        return cls(frozenset(map(_sorted, same)), frozenset(map(_sorted, apart)))

    @cached_property
    def _groups(self) -> dict[str, str]:
        """Every name of a pair of the same → the smallest name of its group."""
        first: dict[str, str] = {}

        def root(name: str) -> str:
            while first.setdefault(name, name) != name:
                name = first[name]
            return name

        for a, b in sorted(self.same):
            low, high = sorted((root(a), root(b)))
            first[high] = low
        return {name: root(name) for name in first}

    def group(self, name: str) -> str:
        """The name that stands for all that ``name`` was decided to be the same as; ``name`` where nothing was."""
        return self._groups.get(name, name)

    def said(self, a: str, b: str) -> bool:
        """Whether somebody decided that the two are the same, directly or over others."""
        return a != b and a in self._groups and self.group(a) == self.group(b)

    def parted(self, a: str, b: str) -> bool:
        """Whether somebody decided that the two are not the same."""
        return _sorted((a, b)) in self.apart


def _sorted(pair: Pair) -> Pair:
    return pair if pair[0] <= pair[1] else (pair[1], pair[0])
