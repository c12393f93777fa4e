"""A document made ready for matching: folded text and words, both at the offsets of the text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from jianyan.extraction.folding import fold
from jianyan.model import Document


@dataclass(frozen=True, slots=True)
class Prepared:
    document: Document
    text: str  # folded: what rules look at
    starts: list[int]  # of the words, in order
    tags: list[str]  # jieba's part of speech of each word
    memo: dict[object, object] = field(default_factory=dict)  # clauses that were read already
    actors: dict[int, int] = field(default_factory=dict)  # where bodies and places begin → where they end

    def words(self, start: int, end: int) -> range:
        """The indices of the words that begin in ``start``..``end``."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def tag_at(self, start: int) -> str | None:
        """The part of speech of the word that begins exactly at ``start``; None inside a word."""
        i = bisect_left(self.starts, start)
        return self.tags[i] if i < len(self.starts) and self.starts[i] == start else None

    def word_end(self, start: int) -> int:
        """Where the word that begins at ``start`` ends."""
        i = bisect_left(self.starts, start)
        return self.starts[i + 1] if i + 1 < len(self.starts) else len(self.text)

    def is_boundary(self, position: int) -> bool:
        """Whether a word begins at ``position``."""
        i = bisect_left(self.starts, position)
        return position >= len(self.text) or (i < len(self.starts) and self.starts[i] == position)


def prepare(document: Document) -> Prepared:
    """Fold the text and cut it into words (jieba's algorithm and dictionary, in Rust)."""
    import rjieba

    folded = fold(document.text)
    starts, tags, position = [], [], 0
    for word, tag in rjieba.tag(folded):
        starts.append(position)
        tags.append(tag)
        position += len(word)
    return Prepared(document, folded, starts, tags)
