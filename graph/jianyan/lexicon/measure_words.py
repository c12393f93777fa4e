"""Words that do or do not tell one measure from another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from jianyan.lexicon.tables import Folders, listed


@dataclass(frozen=True, slots=True)
class Action:
    """What a verb comes to: those of one class ask for the same of the same object."""

    name: str  # of the class
    light: bool = False  # gives way to any other action of a measure
    nominal: bool = False  # says nothing within the object


@dataclass(frozen=True, slots=True)
class MeasureWords:
    filler: frozenset[str]  # say nothing of what is to be done
    generic: frozenset[str]  # nouns that add nothing behind another
    synonym: dict[str, tuple[str, ...]]  # word → the words that it stands for
    direction: frozenset[str]  # with one, the order of the words matters
    telling: frozenset[str]  # one more or less makes another measure
    contrast: frozenset[frozenset[str]]  # pairs that are never taken for one another


def load_measure_words(folders: Folders) -> MeasureWords:
    kinds: dict[str, dict[str, str]] = defaultdict(dict)
    for word, kind, same_as in folders.rows("measure-words.csv", "word", "kind", "same_as"):
        kinds[kind][word] = same_as
    return MeasureWords(
        filler=frozenset(kinds["filler"]),
        generic=frozenset(kinds["generic"]),
        synonym={word: listed(same_as) for word, same_as in kinds["synonym"].items()},
        direction=frozenset(kinds["direction"]),
        telling=frozenset(kinds["telling"]),
        contrast=frozenset(frozenset(pair) for pair in kinds["contrast"].items()),
    )


def load_actions(folders: Folders) -> dict[str, Action]:
    """The action of each verb."""
    return {
        verb: Action(name, weight == "light", weight == "nominal")
        for verb, name, weight in folders.rows("action-classes.csv", "verb", "class", "weight")
    }
