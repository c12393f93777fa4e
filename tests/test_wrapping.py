"""Texts whose lines were broken at a width are read as if they were not; other texts are left as they are.

The texts are our own.
"""

from __future__ import annotations

import hashlib
import re

import pytest
import test_texts
from hypothesis import given
from hypothesis import strategies as st

from jianyan import lexicon
from jianyan.extraction.explaining import explain
from jianyan.extraction.text.wrapping import unwrap
from jianyan.model import Document, Span

LETTER = """致县政府的一封信

我们是青石河沿岸三个村的村民。去年入汛以来，河
道里的采砂船有增无减，堤脚多处被掏空，大家夜里
不敢睡。

为此建议：
1. 加快划定青石河禁采区，把禁采期延长到十月底，
并向沿岸各村公布；
2. 建立村民巡河队，由县水利局统一培训、配发器材
和购买保险；
3. 逐一登记受损堤段，由县财政安排专项资金，在今年
汛期前完成加固。

青石、河口、柳坝三村村民代表 韦春生、莫大江、罗珍
2023年3月6日
"""


def wrapped(text: str, width: int, indent: str = "", between: str = "\n\n") -> str:
    """``text`` with its lines as paragraphs, broken at ``width`` code points."""
    lines = [indent + line.strip() for line in text.split("\n") if line.strip()]
    return between.join("\n".join(line[i : i + width] for i in range(0, len(line), width)) for line in lines) + "\n"


def statements(text: str) -> list[str]:
    return [statement.span.of(text).replace("\n", "") for statement in test_texts.read(text).statements]


def test_a_letter_is_read_across_its_lines() -> None:
    assert statements(LETTER) == [
        "加快划定青石河禁采区",
        "把禁采期延长到十月底，并向沿岸各村公布",
        "建立村民巡河队",
        "由县水利局统一培训、配发器材和购买保险",
        "逐一登记受损堤段",
        "由县财政安排专项资金，在今年汛期前完成加固",
    ]


def test_the_day_below_a_signature_stands_alone() -> None:
    """Though the line above it is as wide as the page."""
    plain = unwrap(LETTER)
    assert plain
    assert plain.text.endswith("罗珍\n2023年3月6日\n")


@pytest.mark.parametrize("width", [22, 30, 36])
def test_own_texts_say_the_same_broken_at_a_width(width: int) -> None:
    """Of what the texts state, hardly anything is lost when their lines are broken; without joining them it were more
    than a third."""
    whole, lost = 0, 0
    for text in test_texts.TEXTS:
        if "<p>" in text:
            continue
        flat, narrow = wrapped(text, len(text)), wrapped(text, width)
        said = statements(flat)
        whole += len(said)
        lost += len(set(said).difference(statements(narrow)))
    assert whole > 500
    assert lost <= 0.02 * whole


@pytest.mark.parametrize("text", [*test_texts.TEXTS, ""])
def test_what_is_not_wrapped_stays(text: str) -> None:
    assert unwrap(text) is None


def test_titles_below_one_another_stay() -> None:
    titles = "关于加快发展冷链物流的建议\n关于完善社区养老服务的建议\n关于保护古树名木资源的建议\n"
    assert unwrap(f"提案选登\n{titles * 3}") is None
    assert unwrap(f"提案选登\n{titles * 3}以上提案均已立案，由各承办单位在三个月内办理答复。\n") is None


def test_the_letters_of_other_scripts_keep_a_blank() -> None:
    english = "全省将建设一批智能工厂，推广应用 Industrial\nInternet 平台和数字孪生技术，支持企业上云，培育一\n"
    plain = unwrap(english * 4 + "批服务商，打造样板。\n")
    assert plain
    assert "Industrial Internet 平台" in plain.text
    assert "培育一全省" in plain.text


def test_explaining_places_what_it_finds_in_the_text_as_it_is() -> None:
    document = Document(LETTER, hashlib.sha256(LETTER.encode()).hexdigest(), "text.txt")
    found = explain(document, lexicon.load())
    assert found.reading == test_texts.read(LETTER)
    for line in found.lines:
        assert LETTER[line.span.start - 1 : line.span.start] in ("", "\n")
        assert LETTER[line.span.end] == "\n"


@given(st.sampled_from(test_texts.TEXTS), st.integers(14, 60), st.sampled_from(["", "　　"]), st.data())
@test_texts.PROPERTY
def test_what_was_taken_out_are_line_ends_alone(text: str, width: int, indent: str, data: st.DataObject) -> None:
    """The text without line ends says the same, and what stands at a place stands there in the text as it was."""
    narrow = wrapped(text, width, indent, data.draw(st.sampled_from(["\n", "\n\n"])))
    plain = unwrap(narrow)
    if plain is None:
        return
    assert re.sub(r"\s", "", plain.text) == re.sub(r"\s", "", narrow)
    start = data.draw(st.integers(0, len(plain.text) - 1))
    end = data.draw(st.integers(start + 1, len(plain.text)))
    back = plain.back(Span(start, end)).of(narrow)
    assert re.sub(r"\s", "", back) == re.sub(r"\s", "", plain.text[start:end])
    test_texts.check(test_texts.read(narrow))
