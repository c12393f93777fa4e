"""Measures how the time of reading a text grows with its length, for texts that are as bad as they can be.

usage: python benchmarks/growth.py [--size N] [--random N]

Each kind of text is read at N, 2N and 4N characters, and the processor time of each is printed with its ratio to the
one before: 2 is growth in proportion, 4 is growth with the square. ``--random`` adds so many texts that repeat a few
words and marks picked at random (the same ones each time), and prints only those whose ratio is above 2.6.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from jianyan import lexicon
from jianyan.extraction import extract
from jianyan.reading import read_bytes

TESTS = Path(__file__).resolve().parents[1] / "tests"
SUSPICIOUS = 2.6
OPENINGS = (
    "",
    "",
    "“",
    "《",
    "（",
    "省政协委员王大明说，",
    "案由：",
    "一、",
    "由",
    "从经济、",
    "关于加强养老服务的提案\n王大明委员：",
)


def repeated(unit: str) -> Callable[[int], str]:
    return lambda size: unit * (size // len(unit))


def distinct(unit: str) -> Callable[[int], str]:
    """``unit`` again and again, with another name in place of 王某某 each time."""

    def text(size: int) -> str:
        name = (chr(0x4E00 + n * 7 % 6000) + chr(0x5000 + n % 4999) for n in range(size))
        return "".join(unit.replace("某某", next(name)) for _ in range(size // len(unit)))

    return text


KINDS: dict[str, Callable[[int], str]] = {
    "prose": distinct("昆明市政协委员王某某建议，加快推进氢能产业发展，完善配套政策。\n"),
    "prose, one line": distinct("昆明市政协委员王某某建议，加快推进氢能产业发展，完善配套政策。"),
    **{
        unit: repeated(unit)
        for unit in ("建议", "、", "（", "“", "“”", "《", "一、", "1", "主席", "委员", "北京", "> ", "> - # ")
    },
    "names in a list": distinct("王某某、"),
    "names in lines": distinct("王某某委员：\n"),
    "names that say": distinct("委员王某某建议，"),
    "headings": repeated("一、加强监管\n"),
    "captions": distinct("王某某　省政协委员\n"),
    "clauses": repeated("建议加快推进新能源产业发展，"),
    "no marks": repeated("建议加快推进新能源产业发展"),
    "answers": repeated("问：你好\n答：建议加强\n"),
    "blanks": lambda size: "提案人" + " \n" * (size // 4) + "建议" + "\t" * (size // 2),
    "addresses": repeated("http://"),
    "aspects": repeated("王大明从经济、文化等方面，"),
}


def seconds(text: str, words: lexicon.Lexicon) -> float:
    document = read_bytes(text.encode(), "text.txt", ".txt")
    start = time.process_time()
    extract(document, words)
    return time.process_time() - start


def at_random(count: int) -> Iterator[tuple[str, Callable[[int], str]]]:
    sys.path.insert(0, str(TESTS))
    from targets import PIECES  # type: ignore[import-not-found, unused-ignore]

    drawn = random.Random(1)
    for _ in range(count):
        unit = "".join(drawn.choice(PIECES) for _ in range(drawn.randint(2, 6))) + drawn.choice(("", "王某某"))
        opening, make = drawn.choice(OPENINGS), distinct(unit if unit.strip() else unit + "建")
        yield repr(opening + unit), lambda size, opening=opening, make=make: opening + make(size)  # type: ignore[misc]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--size", type=int, default=20_000, help="characters of the shortest text (default: %(default)s)"
    )
    parser.add_argument("--random", type=int, default=0, metavar="N", help="texts picked at random (default: none)")
    options = parser.parse_args()
    words = lexicon.load()
    seconds(KINDS["prose"](1000), words)
    print(f"{'':22s} {'N':>9s} {'2N':>9s} {'4N':>9s}  ratios")
    for name, make in [*KINDS.items(), *at_random(options.random)]:
        taken = [seconds(make(options.size * factor), words) for factor in (1, 2, 4)]
        ratios = [later / sooner if sooner else 0.0 for sooner, later in itertools.pairwise(taken)]
        if name in KINDS or min(ratios) > SUSPICIOUS:
            print(
                f"{name:22s} "
                + " ".join(f"{value:8.2f}s" for value in taken)
                + "  "
                + " ".join(f"{r:.1f}" for r in ratios)
            )


if __name__ == "__main__":
    main()
