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
from functools import cache
from hashlib import sha256
from pathlib import Path

from jianyan import lexicon
from jianyan.corpus.sameness import Seat, Sighting, Wording, measures, persons
from jianyan.extraction.names.telling import known_by
from jianyan.model import Body

PAIRS = Path(__file__).parents[1] / "tests" / "pairs"


@cache
def known() -> lexicon.Lexicon:
    return lexicon.load()


@dataclass(frozen=True)
class Pair:
    a: str
    b: str
    same: bool
    kind: str
    name: str = ""  # of the two persons

    @property
    def held(self) -> bool:
        return int(sha256((self.name or self.a).encode()).hexdigest(), 16) % 2 == 1


def pairs(name: str) -> Iterator[Pair]:
    with (PAIRS / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            yield Pair(row["a"], row["b"], row["same"] == "1", row["kind"], row.get("name", ""))


def same_measure(pair: Pair) -> bool:
    """Whether the two texts become one measure, blocks and all."""
    words = known()
    if measures.block(pair.a, words) != measures.block(pair.b, words):
        return False
    return bool(measures.merges((Wording(pair.a), Wording(pair.b)), words))


def same_person(pair: Pair) -> bool:
    """Whether two persons of one name, in two documents, become one."""
    found = (sighting(pair.name, pair.a, "1" * 16), sighting(pair.name, pair.b, "2" * 16))
    return found[0].who == found[1].who or bool(persons.merges(found, known()))


def sighting(name: str, posts: str, document: str) -> Sighting:
    """The person as a document with these posts gives them, known by the body that extraction knows them by."""
    seats = []
    for post in filter(None, posts.split("；")):
        kind, body, role = post.split(" ")
        body, *above = body.split(">")
        seats.append(Seat(body, kind, role, tuple(above)))
    key = known_by((Body(seat.body, seat.kind) for seat in seats), known())
    return Sighting(name, key or document, f"urn:document:{document}", "", tuple(seats))


def figures(found: list[tuple[Pair, bool]]) -> str:
    hits = sum(pair.same and said for pair, said in found)
    said_same, gold = sum(said for _, said in found), sum(pair.same for pair, _ in found)
    return (
        f"{len(found)} pairs, {gold} the same; precision {hits / (said_same or 1):.3f} ({hits}/{said_same}), "
        f"recall {hits / (gold or 1):.3f} ({hits}/{gold})"
    )


def main() -> None:
    decide: dict[str, Callable[[Pair], bool]] = {"measures.csv": same_measure, "persons.csv": same_person}
    for name, same in decide.items():
        found = [(pair, same(pair)) for pair in pairs(name)]
        print(f"{name}  worked on:  {figures([each for each in found if not each[0].held])}")
        print(f"{name}  held back:  {figures([each for each in found if each[0].held])}")
        if "--mistakes" in sys.argv:
            for pair, said in found:
                if not pair.held and said != pair.same:
                    print("  ", "merged" if said else "missed", pair.name, pair.a, "|", pair.b, f"({pair.kind})")


if __name__ == "__main__":
    main()
