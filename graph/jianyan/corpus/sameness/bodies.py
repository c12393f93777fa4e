"""Which names are one body. The lexicon gives a body its canonical name when a text is read, whichever of its names
the text uses; what is left here is what people decided."""

from __future__ import annotations

from collections.abc import Iterable

from jianyan.corpus.sameness.decisions import Decisions
from jianyan.model import Ground, Merge


def merges(names: Iterable[str], decisions: Decisions) -> list[Merge]:
    """The canonical names among ``names`` that were decided to be one body, sorted. The name that a pair was decided
    for first by code point, of those that are there, is canonical."""
    groups: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        groups.setdefault(decisions.group(name), []).append(name)
    return sorted(
        Merge("body", alias, group[0], Ground.DECIDED, "") for group in groups.values() for alias in group[1:]
    )
