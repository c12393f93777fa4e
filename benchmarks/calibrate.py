"""Counts how often statements are right, by what they rest on, and writes that as ``ontology/confidence.csv``.

usage: python benchmarks/calibrate.py GOLD [GOLD …] [--write] [--check GOLD …]

GOLD     a folder of gold files (see ``jianyan evaluate --help``), each with its text, ``"file"``, beside it
--write  write ``ontology/confidence.csv``; without it the table is only printed
--check  folders that the table was not counted on: prints how often the statements marked with each confidence are
         right there (a reliability table)

A statement is right when its span is one of the gold's (they overlap by at least half of their union) and the text's
speaker is the one it was given. Statements that the gold calls optional count for nothing. Few cases say little: each
frequency is drawn towards that of the wider ground by the weight of ten cases. What goes wrong in a text goes wrong all
through it: the cases of one ground in one text weigh no more than five.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from jianyan import evaluation, lexicon
from jianyan.extraction import extract
from jianyan.lexicon import Ground
from jianyan.lexicon.confidence import ANY
from jianyan.model import Document, Reading

TABLE = Path(__file__).resolve().parents[1] / "ontology" / "confidence.csv"
HEADER = """\
# How likely a statement is right, by what it rests on: counted on annotated texts, written by benchmarks/calibrate.py.
# rule: the rule that read it; clause: the kind of its clause, empty for a title or a heading; speaker: whether the text
# tells who speaks; * is any. right, of: so many of so many cases; confidence: their share, that of few cases drawn to
# the wider row's.
rule,clause,speaker,confidence,right,of
"""
PRIOR = 10  # cases that the wider ground weighs
MOST_OF_A_TEXT = 5  # cases that one text weighs at most for one ground
STEP = 0.1  # width of a row of the reliability table


def texts(folders: Iterable[Path]) -> Iterator[tuple[evaluation.Gold, str]]:
    """Each gold annotation with its text."""
    for path in evaluation.files(folders):
        source = path.parent / Path(json.loads(path.read_text(encoding="utf-8"))["file"]).name
        if source.is_file():
            text = source.read_text(encoding="utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
            yield evaluation.read(path), text


def judged(gold: evaluation.Gold, reading: Reading) -> Iterator[tuple[int, bool]]:
    """The statements of a reading by their index, and whether each is right."""
    speakers = {i: s.person.name if s.person else None for s in reading.speeches for i in s.statements}
    spans = [(s.span.start, s.span.end) for s in reading.statements]
    hits = dict(_pairs(spans, [(s.start, s.end) for s in gold.statements]))
    loose = dict(_pairs(spans, [(s.start, s.end) for s in gold.optional_statements]))
    for i in range(len(spans)):
        if i in hits:
            yield i, gold.statements[hits[i]].speaker == speakers.get(i)
        elif i not in loose:
            yield i, False


def _pairs(found: list[tuple[int, int]], wanted: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Which found span is which of the gold's, the closest first, each once."""
    close = []
    for i, (a, b) in enumerate(found):
        for j, (c, d) in enumerate(wanted):
            shared, union = min(b, d) - max(a, c), max(b, d) - min(a, c)
            if shared > 0 and 2 * shared >= union:
                close.append((-shared / union, i, j))
    taken: set[tuple[str, int]] = set()
    for _, i, j in sorted(close):
        if taken.isdisjoint({("found", i), ("wanted", j)}):
            taken |= {("found", i), ("wanted", j)}
            yield i, j


class Case(NamedTuple):
    """A statement of the text ``file``: what it rests on, the confidence it has today, and whether it is right."""

    file: str
    ground: Ground
    confidence: float | None
    right: bool


def cases(folders: Iterable[Path]) -> Iterator[Case]:
    """The statements that are read in the texts of ``folders``, but those that the gold calls optional."""
    known = lexicon.load()
    grounds: dict[int, Ground] = {}
    original = known.confidence

    def noted(ground: Ground) -> float | None:
        grounds[len(grounds)] = ground
        return original(ground)

    object.__setattr__(known, "confidence", noted)  # the reading asks once for each statement, in their order
    for gold, text in texts(folders):
        grounds.clear()
        reading = extract(Document(text, sha256(text.encode()).hexdigest(), gold.file), known)
        for i, right in judged(gold, reading):
            yield Case(gold.file, grounds[i], reading.statements[i].confidence, right)


def counted(found: Iterable[Case]) -> dict[Ground, tuple[float, int, int]]:
    """The confidence of each ground with its counts of right and of all."""
    by_text: dict[Ground, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for case in found:
        for wider in set(case.ground.wider()):
            by_text[wider][case.file].append(case.right)
    table: dict[Ground, tuple[float, int, int]] = {}
    for ground in sorted(by_text, key=lambda g: (-g.count(ANY), g)):
        texts_of = by_text[ground].values()
        weights = [min(1, MOST_OF_A_TEXT / len(of)) for of in texts_of]
        right = sum(weight * sum(of) for weight, of in zip(weights, texts_of, strict=True))
        every = sum(weight * len(of) for weight, of in zip(weights, texts_of, strict=True))
        above = next((table[w][0] for w in ground.wider()[1:] if w in table and w != ground), right / every)
        share = (right + PRIOR * above) / (every + PRIOR)
        table[ground] = round(share, 2), sum(map(sum, texts_of)), sum(map(len, texts_of))
    return table


def reliability(found: Iterable[Case]) -> list[tuple[float, float, float, int]]:
    """Rows of from, mean confidence, share that is right, how many."""
    rows: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for case in found:
        if case.confidence is not None:
            rows[min(int(case.confidence / STEP + 1e-9), 9)].append((case.confidence, case.right))
    return [
        (key * STEP, sum(c for c, _ in row) / len(row), sum(r for _, r in row) / len(row), len(row))
        for key, row in sorted(rows.items())
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", nargs="*", type=Path, help="folders of gold files to count on")
    parser.add_argument("--write", action="store_true", help="write ontology/confidence.csv")
    parser.add_argument("--check", nargs="+", type=Path, default=[], help="folders to hold the table against")
    options = parser.parse_args()
    if options.gold:
        table = counted(cases(options.gold))
        rows = "".join(
            f"{g.rule},{g.clause},{g.speaker},{c},{right},{of}\n" for g, (c, right, of) in sorted(table.items())
        )
        if options.write:
            TABLE.write_text(HEADER + rows, encoding="utf-8", newline="\n")
        else:
            sys.stdout.write(HEADER + rows)
    if options.check:
        print(f"{'marked':>8s} {'mean':>6s} {'right':>6s} {'statements':>11s}")
        for low, mean, share, size in reliability(cases(options.check)):
            print(f"{low:4.1f}-{low + STEP:3.1f} {mean:6.2f} {share:6.2f} {size:11d}")


if __name__ == "__main__":
    main()
