"""Columns and news of Hong Kong: whose words are whose. The texts are our own, their persons invented."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest

from jianyan import lexicon
from jianyan.extraction import extract
from jianyan.extraction.text.folding import fold
from jianyan.lexicon import Lexicon
from jianyan.model import Document, Reading


@cache
def known() -> Lexicon:
    return lexicon.load()


def read(text: str) -> Reading:
    return extract(Document(text, hashlib.sha256(text.encode()).hexdigest(), "sample.txt"), known())


def voices(text: str) -> list[tuple[str, list[str]]]:
    """Who speaks, and what they state."""
    reading = read(text)
    found = []
    for speech in reading.speeches:
        who = speech.person.name if speech.person else "、".join(body.name for body in speech.issuers)
        found.append((who, [reading.statements[i].span.of(text) for i in speech.statements]))
    return found


FIELDS = """---
title: "街市要留住人情味"
date: "2021-03-02"
author: "{}"
category: "論壇"
tags:
  - "街市"
  - "增設座椅"
url: "https://example.org/3/%E8%A1%97"
---

# 街市要留住人情味

"""
COLUMN = """食環署署長鄧樂山表示，街市應加裝風扇。

筆者認為，署方應延長營業時間。當局必須檢討租金。

攤販唐太在街市賣菜三十年。
"""


def test_what_nobody_else_says_in_a_column_is_its_writers() -> None:
    text = FIELDS.format("葉少鳴") + COLUMN
    told = read(text)
    assert (told.title, str(told.issued)) == ("街市要留住人情味", "2021-03-02")
    assert sorted(voices(text)) == [("葉少鳴", ["延長營業時間", "檢討租金"]), ("鄧樂山", ["加裝風扇"])]


@pytest.mark.parametrize("author", ["記者葉少鳴", "本報記者", "讀者來論"])
def test_a_reporter_or_anybody_is_no_writer_of_a_column(author: str) -> None:
    assert "葉少鳴" not in {who for who, _ in voices(FIELDS.format(author) + COLUMN)}


def test_a_line_in_brackets_names_the_writer() -> None:
    text = FIELDS.format("讀者來論") + "【撰文：青嵐商會會長葉少鳴】\n\n" + COLUMN
    assert ("葉少鳴", ["延長營業時間", "檢討租金"]) in voices(text)


def test_a_group_that_says_we_writes() -> None:
    text = FIELDS.format("街市明燈") + "街市明燈昨日到訪街市。我們要求當局：\n\n1. 延長營業時間；\n\n2. 檢討租金。\n"
    assert voices(text) == [("街市明灯", ["延長營業時間", "檢討租金"])]


def test_a_link_in_a_sentence_keeps_its_text() -> None:
    line = "应把[街市](https://example.org/a)的租金下调,![图](https://example.org/b.png)并公开账目"
    assert fold(line).replace(" ", "") == "应把街市的租金下调,并公开账目"
    assert not fold("[首页](https://example.org/a) | [新闻](https://example.org/b)").strip(" |")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who does something first and asks then; a party without the region's name, in a text that names no place
        (
            "民主黨及民建聯昨日到政府總部請願，要求政府增建公屋。",
            ("香港民主党", ["增建公屋"]),
        ),
        (
            "民協七名成員遊行，他們指房屋短缺，要求當局增建公屋。民建聯未有回應。",
            ("香港民主民生协进会", ["增建公屋"]),
        ),
        # whom somebody asks does not speak; two surnames of a married woman
        (
            "行政長官鄭羅慧嫻將會發表施政報告。民建聯請願，要求鄭羅慧嫻在報告中增撥資源。民建聯亦要求鄭羅慧嫻增建公屋。",
            ("民主建港协进联盟", ["在報告中增撥資源", "增建公屋"]),
        ),
    ],
)
def test_a_group_asks_though_it_does_something_else_first(text: str, expected: tuple[str, list[str]]) -> None:
    assert voices(text) == [expected]


def test_what_a_government_does_with_something_is_no_plan() -> None:
    assert voices("發展局昨日開會。政府將房屋不足歸咎於土地不足。民建聯要求政府增建公屋。") == [
        ("民主建港协进联盟", ["增建公屋"])
    ]
