"""Words that do or do not tell one measure from another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from jianyan.lexicon.tables import rows


@dataclass(frozen=True, slots=True)
class MeasureWords:
    filler: frozenset[str]  # say nothing of what is to be done
    generic: frozenset[str]  # nouns that add nothing behind another
    synonym: dict[str, str]  # word → the word that it stands for
    direction: frozenset[str]  # with one, the order of the words matters
    contrast: frozenset[frozenset[str]]  # pairs that are never taken for one another

    def __contains__(self, word: object) -> bool:
        return word in self.filler or word in self.generic or word in self.synonym or word in self.direction


def load_measure_words(path: Path) -> MeasureWords:
    kinds: dict[str, dict[str, str]] = defaultdict(dict)
    for word, kind, same_as in rows(path, "word", "kind", "same_as"):
        kinds[kind][word] = same_as
    return MeasureWords(
        filler=frozenset(kinds["filler"]),
        generic=frozenset(kinds["generic"]),
        synonym=kinds["synonym"],
        direction=frozenset(kinds["direction"]),
        contrast=frozenset(frozenset(pair) for pair in kinds["contrast"].items()),
    )
