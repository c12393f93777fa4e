"""What may begin at a place: one look-up that rules out nearly every kind of words at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from jianyan.lexicon.words import Words

_MOST = 100_000  # pairs that are remembered; texts hold some ten thousand


class Openings(dict[str, int]):
    """Kinds of words, each a bit, by the first two characters of their words: ``openings[text[p : p + 2]]``.

    A bit that is not set says that no word of its kind begins there; one that is set, that one may."""

    def __init__(self, kinds: Iterable[tuple[int, Words]]) -> None:
        self._one: dict[str, int] = defaultdict(int)
        two: dict[str, int] = defaultdict(int)
        for bit, words in kinds:
            for word in words.words:
                (self._one if len(word) == 1 else two)[word[:2]] |= bit
        super().__init__({pair: bits | self._one.get(pair[0], 0) for pair, bits in two.items()})

    def __missing__(self, pair: str) -> int:
        bits = self._one.get(pair[:1], 0)
        if len(self) < _MOST:
            self[pair] = bits
        return bits
