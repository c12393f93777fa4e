"""How likely a statement is right, by what it rests on: frequencies counted on annotated texts.

``ontology/confidence.csv`` is written by ``benchmarks/calibrate.py``; a row is a rule, the kind of clause it read and
whether the text tells who speaks. ``*`` stands for any.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from jianyan.errors import LexiconError
from jianyan.lexicon.tables import Folders

ANY = "*"


class Ground(NamedTuple):
    """What a statement rests on: the ``rule`` that read it, the kind of its ``clause`` (``""`` for a title or a
    heading), and whether the ``speaker`` is ``told`` or ``untold``."""

    rule: str
    clause: str
    speaker: str

    def wider(self) -> tuple[Ground, ...]:
        """Itself and what it is a case of, from narrow to wide."""
        rule, _, speaker = self
        return self, Ground(rule, ANY, speaker), Ground(ANY, ANY, speaker), Ground(ANY, ANY, ANY)


@dataclass(frozen=True)
class Confidence:
    """Frequencies by ground."""

    of: dict[Ground, float]
    _asked: dict[Ground, float | None] = field(default_factory=dict)

    def __call__(self, ground: Ground) -> float | None:
        """The frequency of the narrowest ground that was counted; None where none was."""
        if ground not in self._asked:  # there are some dozens, asked for every statement
            self._asked[ground] = next((self.of[wider] for wider in ground.wider() if wider in self.of), None)
        return self._asked[ground]


def load_confidence(folders: Folders) -> Confidence:
    """The table ``confidence.csv``. Raises LexiconError where a frequency is no number from 0 to 1."""
    found: dict[Ground, float] = {}
    for rule, clause, speaker, confidence in folders.rows("confidence.csv", "rule", "clause", "speaker", "confidence"):
        try:
            value = float(confidence)
        except ValueError:
            value = -1
        if not 0 <= value <= 1:
            raise LexiconError(
                "confidence.csv",
                en=f"confidence {confidence!r} of {rule}, {clause}, {speaker} is no number from 0 to 1",
                zh=f"{rule}、{clause}、{speaker} 的置信度 {confidence!r} 不是 0 至 1 之间的数",
            )
        found[Ground(rule, clause, speaker)] = value
    return Confidence(found)
