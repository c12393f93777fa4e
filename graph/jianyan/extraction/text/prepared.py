"""A document made ready for matching: folded text and words, both at the offsets of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate, count
from typing import Any

from jianyan.extraction.text.folding import fold
from jianyan.lexicon import Gazetteer, Lexicon
from jianyan.model import Document


@dataclass(frozen=True)
class Prepared:
    document: Document
    text: str  # folded: what rules look at
    starts: list[int]  # of the words, in order
    ends: list[int]
    tags: list[str]  # jieba's part of speech of each word
    word_at: dict[int, int]  # the index of each word by where it begins
    memo: dict[object, Any] = field(default_factory=dict)  # what was read already, by what was asked
    name_ends: dict[int, int] = field(default_factory=dict)  # where names of bodies begin → where they end
    actors: dict[int, int] = field(default_factory=dict)  # where bodies and places begin → where they end

    def bare(self) -> Prepared:
        """The same words with a memo of its own: for what the memo holds, lest a circle of references keep a text."""
        return replace(self, memo={})

    def words(self, start: int, end: int) -> range:
        """The indices of the words that begin in ``start``..``end``."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def tag_at(self, start: int) -> str | None:
        """The part of speech of the word that begins exactly at ``start``; None inside a word."""
        i = self.word_at.get(start)
        return None if i is None else self.tags[i]

    def word_end(self, start: int) -> int:
        """Where the word that begins at ``start`` ends."""
        i = bisect_left(self.starts, start)
        return self.ends[i] if i < len(self.ends) else len(self.text)

    def words_ending(self, words: Gazetteer[str]) -> Iterator[int]:
        """The indices of the words of the text that end as one of ``words`` does, or with part of it, in order."""
        ends = {end for _, end, _ in words.find_all(self.text)}
        for end in sorted(ends):
            behind = self.word_at.get(end, len(self.starts) if end == len(self.text) else 0)
            if behind:
                yield behind - 1

    def is_boundary(self, position: int) -> bool:
        """Whether a word begins at ``position``, or the text ends there."""
        return position in self.word_at or position >= len(self.text)


def prepare(document: Document, lexicon: Lexicon) -> Prepared:
    """Fold the text and cut it into words (jieba's algorithm and dictionary, in Rust; the user's words too)."""
    folded = fold(document.text)
    words, tags = zip(*lexicon.cutter.tag(folded), strict=True) if folded else ((), ())
    ends = list(accumulate(map(len, words)))
    starts = [0, *ends[:-1]] if ends else []
    return Prepared(document, folded, starts, ends, list(tags), dict(zip(starts, count())))
