"""Names that stand for things, found in one pass over a text (Aho and Corasick 1975)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Gazetteer(Generic[T]):
    """Entries by name. One name may stand for several things (和平区 lies in many cities)."""

    names: dict[str, tuple[T, ...]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, T]]) -> Gazetteer[T]:
        found: dict[str, list[T]] = defaultdict(list)
        for name, thing in pairs:
            if thing not in found[name]:
                found[name].append(thing)
        return cls({name: tuple(things) for name, things in found.items()})

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[T, ...]]]:
        """``(start, end, things)`` of the names in ``text``, leftmost first, the longest where
        several begin; they do not overlap. Positions are code points."""
        if not self.names:
            return
        things = self._things
        for i, start, end in self._automaton.find_matches_as_indexes(text):
            yield start, end, things[i]

    def find_all(self, text: str) -> Iterator[tuple[int, int, tuple[T, ...]]]:
        """``(start, end, things)`` of every name at every place of ``text`` where it stands, in no special order."""
        if not self.names:
            return
        things = self._things
        for i, start, end in self._overlapping.find_matches_as_indexes(text, overlapping=True):
            yield start, end, things[i]

    @cached_property
    def _things(self) -> list[tuple[T, ...]]:
        return list(self.names.values())

    @cached_property
    def _automaton(self):  # type: ignore[no-untyped-def]  # the package ships no types
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        return AhoCorasick(
            list(self.names), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        )

    @cached_property
    def _overlapping(self):  # type: ignore[no-untyped-def]
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        return AhoCorasick(list(self.names), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)
