"""Verbs and cue words of ``ontology/`` as sets that answer "does such a word stand here?"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jianyan.lexicon.tables import rows


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words that is asked by position; the longest word that stands there wins."""

    words: frozenset[str]
    lengths: tuple[int, ...]  # longest first

    @classmethod
    def of(cls, words: Iterable[str]) -> Words:
        known = frozenset(words)
        return cls(known, tuple(sorted({len(word) for word in known}, reverse=True)))

    def at(self, text: str, start: int, end: int | None = None) -> int:
        """The length of the longest word that begins at ``start`` and ends by ``end``; 0 if none."""
        room = (len(text) if end is None else end) - start
        for length in self.lengths:
            if length <= room and text[start : start + length] in self.words:
                return length
        return 0

    def ending(self, text: str, start: int, end: int) -> int:
        """The length of the longest word that ends at ``end`` and begins at or after ``start``; 0 if none."""
        for length in self.lengths:
            if end - length >= start and text[end - length : end] in self.words:
                return length
        return 0

    def pattern(self) -> str:
        """An alternation for a regular expression, longest first."""
        return "|".join(map(re.escape, sorted(self.words, key=lambda word: (-len(word), word))))

    def __contains__(self, word: object) -> bool:
        return word in self.words


@dataclass(frozen=True, slots=True)
class Table:
    """Words by kind, from one table of ``ontology/``."""

    kinds: dict[str, Words]

    def __getitem__(self, kind: str) -> Words:
        return self.kinds.get(kind, _NONE)


_NONE = Words.of(())


def table(path: Path, word: str) -> Table:
    """The table at ``path``, whose column ``word`` holds the words and ``kind`` their kinds."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry, kind in rows(path, word, "kind"):
        found[kind].append(entry)
    return Table({kind: Words.of(entries) for kind, entries in found.items()})
