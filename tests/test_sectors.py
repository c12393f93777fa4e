"""Which sectors a text names, and which of them it is about. The sentences are our own."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest

from jianyan import lexicon
from jianyan.extraction import extract
from jianyan.model import Document, Reading


@cache
def words() -> lexicon.Lexicon:
    return lexicon.load()


def read(text: str) -> Reading:
    return extract(Document(text, hashlib.sha256(text.encode()).hexdigest(), "text.txt"), words())


@pytest.mark.parametrize(
    ("text", "sectors"),
    [
        # once, by its own name
        ("钱多思委员建议,加快发展跨境电商平台。", {"跨境电商"}),
        # once, by another name: in passing; again: what the text is about
        ("钱多思委员建议,为远程医疗配备设备。", set()),
        ("钱多思委员建议,为远程医疗配备设备,把互联网医院纳入医保。", {"数字健康"}),
        # in a title, by any name
        ("钱多思委员作题为《推广远程医疗》的发言。", {"数字健康"}),
        # things of a field do not name it, however often
        ("钱多思委员建议,在两岸新建码头,疏浚码头前沿,延长码头岸线。", set()),
        ("钱多思委员建议,在两岸新建码头,建设智慧港口。", {"港口"}),
        # a public affair: not once in passing, but where an industry has it too
        ("钱多思委员建议,改善垃圾分类。", set()),
        ("钱多思委员建议,改善垃圾分类,推广垃圾分类积分。", {"垃圾分类"}),
        ("钱多思委员建议,建设数据中心。", {"数据中心"}),
        # part of other words
        ("他们端来一碗酥油茶。", set()),
        ("对人造林改造升级。", set()),
        ("钱多思委员建议,鼓励保险公司下乡。", {"保险业"}),
    ],
)
def test_a_text_is_about_these_sectors(text: str, sectors: set[str]) -> None:
    assert {mention.sector.name for mention in read(text).sectors} == sectors


def test_a_measure_is_about_the_field_of_a_thing() -> None:
    """A hint is enough for a measure, whose few words are all that there is."""
    (statement,) = read("钱多思委员建议,在两岸新建码头。").statements
    assert [sector.name for sector in statement.measure.sectors] == ["港口"]


def test_the_word_for_a_trade_belongs_to_the_name() -> None:
    text = "钱多思委员建议,壮大刀剪产业,完善刀剪产业链。"
    assert {mention.span.of(text) for mention in read(text).sectors} == {"刀剪产业", "刀剪"}


def test_no_wording_names_one_sector_and_hints_at_another() -> None:
    assert "码头" in words().sector_hints
    assert "港口" not in words().sector_hints
    assert words().sector_hints <= set(words().sectors.names)
