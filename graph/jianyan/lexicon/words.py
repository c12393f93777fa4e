"""Verbs and cue words of ``ontology/`` as sets that answer "does such a word stand here?"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from jianyan.lexicon.gazetteer import Gazetteer
from jianyan.lexicon.tables import Folders


@dataclass(frozen=True)
class Words:
    """A set of words that is asked by position; the longest word that stands there wins."""

    words: frozenset[str]
    opening: dict[str, tuple[int, ...]]  # first character → the lengths of the words it opens, longest first
    closing: dict[str, tuple[int, ...]]  # last character → the lengths of the words it closes, longest first

    @classmethod
    def of(cls, words: Iterable[str]) -> Words:
        known = frozenset(word for word in words if word)
        return cls(known, _lengths(known, 0), _lengths(known, -1))

    def at(self, text: str, start: int, end: int | None = None) -> int:
        """The length of the longest word that begins at ``start`` and ends by ``end``; 0 if none."""
        lengths = self.opening.get(text[start : start + 1])
        if lengths is None:
            return 0
        room = (len(text) if end is None else end) - start
        for length in lengths:
            if length <= room and text[start : start + length] in self.words:
                return length
        return 0

    def ending(self, text: str, start: int, end: int) -> int:
        """The length of the longest word that ends at ``end`` and begins at or after ``start``; 0 if none."""
        for length in self.closing.get(text[end - 1 : end], ()):
            if end - length >= start and text[end - length : end] in self.words:
                return length
        return 0

    @cached_property
    def names(self) -> Gazetteer[str]:
        """The words to be found in a text."""
        return Gazetteer.of((word, word) for word in sorted(self.words))

    @cached_property
    def pattern(self) -> str:
        """An alternation for a regular expression, longest first; one that never matches where there are no words."""
        return "|".join(map(re.escape, sorted(self.words, key=lambda word: (-len(word), word)))) or "(?!)"

    @cached_property
    def padded(self) -> str:
        """Like ``pattern``, with any blanks between the characters: 案由, 案  由."""
        longest_first = sorted(self.words, key=lambda word: (-len(word), word))
        return "|".join(r"\s*".join(map(re.escape, word)) for word in longest_first) or "(?!)"

    @cached_property
    def longest(self) -> int:
        """The length of the longest word; 0 if there are none."""
        return max(map(len, self.words), default=0)

    def __contains__(self, word: object) -> bool:
        return word in self.words


def _lengths(words: frozenset[str], at: int) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = defaultdict(set)
    for word in words:
        found[word[at]].add(len(word))
    return {char: tuple(sorted(lengths, reverse=True)) for char, lengths in found.items()}


class Table(dict[str, Words]):
    """Words by kind, from one table of ``ontology/``; a kind without words is empty, not missing."""

    def __missing__(self, kind: str) -> Words:
        return _NONE


_NONE = Words.of(())


def table(folders: Folders, name: str, word: str) -> Table:
    """The table of that name, whose column ``word`` holds the words and ``kind`` their kinds."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry, kind in folders.rows(name, word, "kind"):
        found[kind].append(entry)
    return Table({kind: Words.of(entries) for kind, entries in found.items()})
