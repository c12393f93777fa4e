"""Columns and news of Hong Kong: whose words are whose. The texts are our own, their persons invented."""

from __future__ import annotations

import pytest
from reader import known, read, voices

from jianyan.extraction.forms.column import column
from jianyan.extraction.forms.content import content
from jianyan.extraction.reading import hear
from jianyan.extraction.speakers.voices import How, Passage, Voice
from jianyan.extraction.text.folding import fold

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a verb of one character right behind who says it
        ("議員鄧樂山又指部門處理慢，政府需加快審批申請。", [("鄧樂山", ["加快審批申請"])]),
        # what a body says about something, and what it is only to do
        ("發展局就查詢回覆指，會設立專責小組。", [("香港发展局", ["設立專責小組"])]),
        # a pronoun behind 但, and several persons of a group
        ("議員鄧樂山指報告提到房屋，但他認為需要增建公屋。", [("鄧樂山", ["增建公屋"])]),
        # whose paper says more
        (
            "行政長官下月發表施政報告，民主黨提交建議書，建議增建公屋。建議書又提出增設學額。",
            [("香港民主党", ["增建公屋", "增設學額"])],
        ),
        # we, where nobody is named
        ("我們積極呼籲當局增建公屋。", [("", ["增建公屋"])]),
        # a source in brackets
        ("【本報訊】民建聯要求當局增建公屋。", [("民主建港协进联盟", ["增建公屋"])]),
        # a quotation told by a reporter is no title
        ("市民鄧樂山昨日到場。\n議員鄧樂山指：「政府應增建公屋。」\n", [("鄧樂山", ["增建公屋"])]),
    ],
)
def test_who_says_what_in_news(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert voices(f"香港的會議昨日舉行。\n{text}") == expected


def test_who_does_not_agree_does_not_support() -> None:
    reading = read("区政协委员邓乐山不赞成取消站点,建议保留站点。")
    assert [(s.span.of(reading.document.text), s.stance.value) for s in reading.statements] == [
        ("取消站点", "opposes"),
        ("保留站点", "proposes"),
    ]


def test_a_name_that_the_text_tells_of_is_no_byline() -> None:
    text = "街市營業時間惹關注\n\n鄧樂山\n\n議員鄧樂山昨日視察街市。鄧樂山指出，署方應延長營業時間。\n"
    assert voices(text) == [("鄧樂山", ["延長營業時間"])]


def test_a_press_conference_is_no_paper() -> None:
    told = read("民眾黨團今開記者會\n\n民眾黨團今開記者會說明法案。總召鄧樂山呼籲，政府應增建社會住宅。\n")
    assert told.publisher is None
    assert voices(told.document.text) == [("鄧樂山", ["增建社會住宅"])]


def test_no_verb_or_place_is_a_name() -> None:
    told = read(
        "議員鄧樂山認為立法會需提升質量、強化議員監督作用。財政委員會將審議條例，外交及國防委員會的立委鄧樂山表示支持。"
    )
    assert {membership.person.name for membership in told.memberships} == {"鄧樂山"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # some whom the text does not name; whom the clause before names does not ask
        ("多個團體昨日請願，促請當局增建公屋。", [("", ["增建公屋"])]),
        ("行政長官鄧樂山將發表報告，多個團體請願，要求當局增建公屋。", [("", ["增建公屋"])]),
        # what stands before who speaks, and a post that 的 leads from
        ("至於民建聯亦要求當局增建公屋。", [("民主建港协进联盟", ["增建公屋"])]),
        ("同為勞工界議員的鄧樂山則表示，政府應增建公屋。", [("鄧樂山", ["增建公屋"])]),
        # a motion whose title holds a comma, and whose words follow a full stop
        (
            "鄧樂山將提出一項有關應對老化，制訂護老政策的議案。內容為：「本會促請政府增加宿位。」",
            [("鄧樂山", ["應對老化，制訂護老政策", "增加宿位"])],
        ),
    ],
)
def test_whom_the_text_does_not_name_asks_too(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert voices(f"香港的會議昨日舉行。\n{text}") == expected


def test_bodies_tell_whose_a_text_without_places_is() -> None:
    told = read("環境局局長鄧嘉言指，對膠袋的管制須收緊，署方應檢討法例。")
    assert [(m.person.name, m.body and m.body.name, m.post) for m in told.memberships] == [
        ("鄧嘉言", "香港环境局", "局長")
    ]


def test_a_column_goes_back_to_its_writer() -> None:
    text = FIELDS.format("葉少鳴") + "特首鄧樂山的態度也是如此。\n\n政府應撤回安排，並重新諮詢街坊。\n"
    assert voices(text) == [("葉少鳴", ["撤回安排", "重新諮詢街坊"])]


def test_a_number_with_half_a_bracket_marks_a_point() -> None:
    points = "我們要求當局：\n\n1) 增建公屋；\n 2) 增設學額；\n 3) 檢討租金。\n\n街坊說租金太貴。\n"
    text = FIELDS.format("葉少鳴") + points
    assert voices(text) == [("葉少鳴", ["增建公屋", "增設學額", "檢討租金"])]


def test_who_is_asked_before_a_comma_is_none_of_the_measure() -> None:
    text = "香港的會議昨日舉行。民建聯要求特首，增建公屋，以及提供學額。"
    assert voices(text) == [("民主建港协进联盟", ["增建公屋", "提供學額"])]


def test_for_whom_somebody_stands_ends_before_their_post() -> None:
    text = "香港的會議昨日舉行。代表工程界的經民聯主席鄧嘉言建議，當局簡化審批程序。"
    told = read(text)
    assert [[body.name for body in speech.on_behalf_of] for speech in told.speeches] == [["工程界"]]
    assert voices(text) == [("鄧嘉言", ["簡化審批程序"])]


def test_a_society_is_meant_by_the_end_of_its_full_name() -> None:
    text = "香港的經民聯昨日開會。聯盟促請當局採取以下一系列措施：\n\n1. 簡化審批程序；\n2. 增撥資源。\n"
    assert voices(text) == [("香港经济民生联盟", ["簡化審批程序", "增撥資源"])]


def test_a_writer_takes_a_sentence_on_and_numbers_their_demands() -> None:
    text = FIELDS.format("葉少鳴") + (
        "政府回應街坊的訴求無望，筆者唯有提出三大訴求。\n\n"
        "### 一、延長營業時間\n\n過去一年，街市門可羅雀。當局應調整租金。\n\n"
        "### 二、增設座椅\n\n在做足清潔措施下，容許街坊留座。\n"
    )
    assert voices(text) == [("葉少鳴", ["延長營業時間", "調整租金", "增設座椅", "在做足清潔措施下，容許街坊留座"])]


def test_what_people_ask_is_not_who_was_told_of_before() -> None:
    text = FIELDS.format("葉少鳴") + "政府將租金不足歸咎於疫情，民間要求當局增設座椅。\n"
    assert voices(text) == [("", ["增設座椅"])]


def test_a_column_that_only_tells_what_others_will_proposes_nothing() -> None:
    told = "政府堅決要把街市改名。財爺為防外流，更要設計堵塞措施。有人懷疑，要為商戶找理由。\n"
    assert voices(FIELDS.format("葉少鳴") + told + "政府要增設座椅。\n") == [("葉少鳴", ["增設座椅"])]


@pytest.mark.parametrize(
    "told",
    [
        "警方要求商戶提交牌照。",
        "街坊唐太去年退休，她要改建老屋。",
        "他們亦要拆卸圍牆。",
    ],
)
def test_what_somebody_asks_or_is_about_to_do_is_none_of_a_columns_demands(told: str) -> None:
    text = FIELDS.format("葉少鳴") + told + "\n\n政府應檢討租金。政府亦要增設座椅。\n"
    assert voices(text) == [("葉少鳴", ["檢討租金", "增設座椅"])]


@pytest.mark.parametrize(
    ("told", "theirs", "own"),
    [
        ("議員鄧樂山說，我們要求政府增建公屋。", ["增建公屋"], []),
        ("議員鄧樂山認為，我們應增建公屋，本人建議增設學額。", ["增建公屋", "增設學額"], []),
        ("議員鄧樂山反對加租，我們要求政府增建公屋。", ["增建公屋"], []),
        # who writes says so, or nobody else speaks in the sentence
        ("議員鄧樂山說，政府應增建公屋，筆者建議當局增設學額。", ["增建公屋"], ["增設學額"]),
        ("議員鄧樂山說，政府應增建公屋。我們要求當局增設學額。", ["增建公屋"], ["增設學額"]),
        ("議員鄧樂山昨日到場。葉少鳴認為，公屋太少，我們要求當局增設學額。", [], ["增設學額"]),
    ],
)
def test_we_in_what_somebody_says_are_not_who_writes(told: str, theirs: list[str], own: list[str]) -> None:
    text = FIELDS.format("葉少鳴") + "政府應檢討租金。\n\n" + told + "\n"
    said = dict(voices(text))
    assert (said.get("鄧樂山", []), said["葉少鳴"]) == (theirs, ["檢討租金", *own])


def test_who_writes_a_column_is_looked_for_once() -> None:
    text = FIELDS.format("葉少鳴") + COLUMN
    named = hear(read(text).document, known()).page.people.named
    assert [place.name for place in named].count("叶少鸣") == 1


def test_what_reaches_into_a_sentence_need_not_begin_last_before_it() -> None:
    text = FIELDS.format("葉少鳴") + "公屋太少。政府應增建公屋。當局應檢討租金。\n"
    page = hear(read(text).document, known()).page
    start, end = text.index("公屋太少"), text.index("當局")
    told = [Voice((0, 0), passages=[Passage(start, end, How.DIRECT), Passage(start + 1, start + 4, How.DIRECT)])]
    (own, _) = column(content(page), told) or []
    assert [page.text[passage.start : passage.end] for passage in own.passages] == ["当局应检讨租金"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # below a name that is a picture's caption
        (
            "街市營業時間惹關注\n\n鄧樂山\n\n議員鄧樂山昨日視察街市。鄧樂山又指房屋署處理慢，署方應延長營業時間。"
            "唐遠舟議員要求檢討租金。\n",
            [("鄧樂山", ["延長營業時間"]), ("唐遠舟", ["檢討租金"])],
        ),
        # in a speech that is told
        (
            "委员发言摘登\n\n区政协委员邓乐山:\n\n街市座椅太少。邓乐山亦促房屋署加快审批,完善服务,应增聘人手。\n\n"
            "区政协委员唐远舟:\n\n建议增建公屋。学额太少。\n",
            [("邓乐山", ["加快审批", "完善服务", "增聘人手"]), ("唐远舟", ["增建公屋"])],
        ),
    ],
)
def test_a_verb_of_one_character_behind_a_name_is_one_in_every_form(
    text: str, expected: list[tuple[str, list[str]]]
) -> None:
    assert voices(text) == expected
