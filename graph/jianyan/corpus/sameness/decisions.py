"""What people decided about identity, against or beyond what the program concludes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from jianyan.model import Ground, Merge

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Names that are the same thing and names that are not, of one kind of thing; each pair sorted.

    A measure is named by its normalised text, a person as ``name@key``, a body by its canonical name: what
    :class:`~jianyan.corpus.sameness.facts.Wording` and :class:`~jianyan.corpus.sameness.facts.Sighting` carry.
    """

    same: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, same: Iterable[Pair] = (), apart: Iterable[Pair] = ()) -> Decisions:
        return cls(frozenset(map(_sorted, same)), frozenset(map(_sorted, apart)))

    def parted(self, a: str, b: str) -> bool:
        """Whether somebody decided that the two are not the same."""
        return bool(self.apart) and _sorted((a, b)) in self.apart


def _sorted(pair: Pair) -> Pair:
    return pair if pair[0] <= pair[1] else (pair[1], pair[0])


def joined(kind: str, merges: Iterable[Merge], decisions: Decisions, names: Container[str]) -> list[Merge]:
    """The merges of one kind with those put together that were decided to be the same, sorted.

    ``merges`` must hold all that blocks merged with one of the decided names; further ones do not matter.
    ``names`` are all that there are: a decision about a name that is gone does nothing. The shorter canonical name of
    two stays, the first by code point of two that are as long.
    """
    found: dict[str, Merge] = {}
    aliases: dict[str, list[str]] = defaultdict(list)
    for merge in merges:
        found[merge.alias] = merge
        aliases[merge.canonical].append(merge.alias)
    for a, b in sorted(decisions.same):
        if a not in names or b not in names:
            continue
        stays, goes = sorted((_canonical(found, a), _canonical(found, b)), key=lambda name: (len(name), name))
        if stays == goes:
            continue
        for alias in aliases.pop(goes, ()):
            found[alias] = replace(found[alias], canonical=stays)
            aliases[stays].append(alias)
        found[goes] = Merge(kind, goes, stays, Ground.DECIDED, f"{a}＝{b}")
        aliases[stays].append(goes)
    return sorted(found.values())


def _canonical(found: dict[str, Merge], name: str) -> str:
    return found[name].canonical if name in found else name
