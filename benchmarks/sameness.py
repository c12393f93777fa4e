"""How well measures and persons are told apart: precision and recall on the gold pairs of tests/pairs/.

    python benchmarks/sameness.py [--mistakes]

Half of the pairs were worked on, half are held back, by the hash of the first text or name. ``--mistakes`` lists what
is wrong in the half that was worked on; what is wrong in the other is not to be looked at while rules are written.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from jianyan import lexicon
from jianyan.corpus.sameness import Wording, measures

PAIRS = Path(__file__).parents[1] / "tests" / "pairs"


@dataclass(frozen=True)
class Pair:
    a: str
    b: str
    same: bool
    kind: str

    @property
    def held(self) -> bool:
        return int(sha256(self.a.encode()).hexdigest(), 16) % 2 == 1


def pairs(name: str) -> Iterator[Pair]:
    with (PAIRS / name).open(encoding="utf-8", newline="") as file:
        for a, b, same, kind in csv.reader(line for line in file if not line.startswith("#")):
            if a != "a":
                yield Pair(a, b, same == "1", kind)


def same_measure(pair: Pair) -> bool:
    """Whether the two texts become one measure, blocks and all."""
    words = lexicon.load()
    if measures.block(pair.a, words) != measures.block(pair.b, words):
        return False
    return bool(measures.merges((Wording(pair.a), Wording(pair.b)), words))


def figures(found: list[tuple[Pair, bool]]) -> str:
    hits = sum(pair.same and said for pair, said in found)
    said_same, gold = sum(said for _, said in found), sum(pair.same for pair, _ in found)
    return (
        f"{len(found)} pairs, {gold} the same; precision {hits / (said_same or 1):.3f} ({hits}/{said_same}), "
        f"recall {hits / (gold or 1):.3f} ({hits}/{gold})"
    )


def main() -> None:
    decide: dict[str, Callable[[Pair], bool]] = {"measures.csv": same_measure}
    for name, same in decide.items():
        found = [(pair, same(pair)) for pair in pairs(name)]
        print(f"{name}  worked on:  {figures([each for each in found if not each[0].held])}")
        print(f"{name}  held back:  {figures([each for each in found if each[0].held])}")
        if "--mistakes" in sys.argv:
            for pair, said in found:
                if not pair.held and said != pair.same:
                    print("  ", "merged" if said else "missed", pair.a, "|", pair.b, f"({pair.kind})")


if __name__ == "__main__":
    main()
