"""How likely a statement is right: the table that says so, and where it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianyan import lexicon
from jianyan.errors import LexiconError
from jianyan.extraction import extract
from jianyan.lexicon.confidence import Ground, load_confidence
from jianyan.lexicon.tables import Folders
from jianyan.model import Document

HEADER = "rule,clause,speaker,confidence,right,of\n"
TABLE = HEADER + "*,*,*,0.8,80,100\n*,*,untold,0.5,10,20\nitem,*,told,0.9,9,10\nitem,strict,told,0.7,7,10\n"


def table(folder: Path, text: str) -> Folders:
    (folder / "confidence.csv").write_text(text, encoding="utf-8")
    return Folders(folder)


@pytest.mark.parametrize(
    ("ground", "expected"),
    [
        (Ground("item", "strict", "told"), 0.7),
        (Ground("item", "bound", "told"), 0.9),  # the clause was not counted: the rule is
        (Ground("heading", "", "untold"), 0.5),  # nor the rule: whether the text tells who speaks is
        (Ground("heading", "", "told"), 0.8),
    ],
)
def test_the_narrowest_ground_that_was_counted_counts(tmp_path: Path, ground: Ground, expected: float) -> None:
    assert load_confidence(table(tmp_path, TABLE))(ground) == expected


def test_nothing_counted_is_no_confidence(tmp_path: Path) -> None:
    assert load_confidence(table(tmp_path, HEADER))(Ground("item", "strict", "told")) is None


@pytest.mark.parametrize("value", ["1.2", "-0.1", "often", "nan"])
def test_what_is_no_frequency_is_refused(tmp_path: Path, value: str) -> None:
    with pytest.raises(LexiconError, match=r"confidence\.csv"):
        load_confidence(table(tmp_path, HEADER + f"item,strict,told,{value},1,2\n"))


def test_the_table_was_counted() -> None:
    counted = lexicon.load().confidence.of
    assert Ground("*", "*", "*") in counted
    assert all(0 < value < 1 for value in counted.values())  # drawn to the wider ground, none is certain


def test_every_statement_says_how_likely_it_is_right() -> None:
    text = "市政协召开会议\n\n市政协委员、湘江大学教授钟鸣远建议,完善社区食堂补贴办法,设立冷链物流基金。\n"
    reading = extract(Document(text, "0" * 64, "sample.txt"), lexicon.load())
    assert len(reading.statements) == 2
    assert all(0 < (statement.confidence or 0) < 1 for statement in reading.statements)
