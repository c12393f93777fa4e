"""Who a text names: the rules by example. The sentences are our own."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest

from jianyan import lexicon
from jianyan.extraction import extract
from jianyan.extraction.reading import hear
from jianyan.lexicon import Lexicon
from jianyan.model import Document


@cache
def known() -> Lexicon:
    return lexicon.load()


def named(text: str) -> list[str]:
    heard = hear(Document(text, hashlib.sha256(text.encode()).hexdigest(), "sample.txt"), known())
    return sorted(heard.page.people.known)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # nothing but the row of names and what they do names them
        ("张晓明、李卫国、王建华、赵志强等12位党外人士先后发言。", ["张晓明", "李卫国", "王建华", "赵志强"]),
        ("会上,李卫国、王建华、欧阳志强等14位专家提出意见建议。", ["李卫国", "王建华", "欧阳志强"]),
        # they are there, but nobody says that they speak
        ("图为李卫国、王建华、赵志强。", []),
        # two are too few, and a row of things is none of names
        ("李卫国、王建华走进车间。", []),
        ("高铁、常用药、安居房等成为发言的热词。", []),
        # a row behind who has a post shares it
        ("市政协委员张晓明、李卫国、王建华围绕养老服务发言。", ["张晓明", "李卫国", "王建华"]),
    ],
)
def test_names_in_a_row(text: str, names: list[str]) -> None:
    assert named(text) == sorted(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王力表示,要加快建设。", ["王力"]),
        ("高度认为,要加快建设。", []),
        ("全会提出,要加快建设。", []),
        ("王立新、陈志军等3位市政协委员建议加快建设。", ["王立新", "陈志军"]),
        ("市政协副主席王立新出席会议并讲话。", ["王立新"]),
        ("市政协委员王立新、陈志军、李建国在座谈会上发言。", ["王立新", "陈志军", "李建国"]),
    ],
)
def test_who_speaks_is_named(text: str, names: list[str]) -> None:
    assert named(text) == sorted(names)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("市政协委员王立新、陈志军、李建国,以及企业代表赵广明在座谈会上发言。", ["王立新", "陈志军", "李建国"]),
        ("市长王立新出席会议并讲话。", ["王立新"]),
        ("市长王立新主持会议并听取发言。", []),  # who chairs and listens does not speak
        ("市长王立新主持会议。他强调,要完善产业政策。", ["王立新"]),
        ("市政协委员陈志军建议,设立产业基金。市长王立新主持会议。", ["陈志军"]),
    ],
)
def test_who_speaks(text: str, speakers: list[str]) -> None:
    said = f"市政协召开座谈会\n\n{text}\n"
    reading = extract(Document(said, hashlib.sha256(said.encode()).hexdigest(), "sample.txt"), known())
    assert [speech.person.name for speech in reading.speeches if speech.person] == speakers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (  # the aspects that somebody speaks of
            "县政协召开座谈会\n\n县政协委员李明远从强化部门协作、培育服务团队、加强基地、园区建设三个方面提出建议。\n",
            {"李明远": ["强化部门协作", "培育服务团队", "加强基地、园区建设"]},
        ),
        (  # aspects that are no actions
            "县政协召开座谈会\n\n县政协委员李明远从经济、文化等方面提出意见建议。\n",
            {"李明远": []},
        ),
        (  # the motion's text begins in the line that names its mover
            "立法会将辩论两项议案\n\n该项议案由麦启恒提出,内容为:「本会促请政府改善街道照明。」\n\n"
            "关卓然将提出一项有关旅游业的议案,内容为:「本会促请政府善用旅游资源。」\n",
            {"麦启恒": ["改善街道照明"], "关卓然": ["善用旅游资源"]},
        ),
        (  # the title names who says 我 below
            "立法會議員葉國昌就「施政報告」發言\n\n主席,我會先談融合教育。\n\n我促請政府當局認真考慮引入學券制。\n",
            {"葉國昌": ["認真考慮引入學券制"]},
        ),
    ],
)
def test_whose_words_a_form_gives(text: str, said: dict[str, list[str]]) -> None:
    reading = extract(Document(text, hashlib.sha256(text.encode()).hexdigest(), "sample.txt"), known())
    assert {
        speech.person.name: [reading.statements[i].span.of(text) for i in speech.statements]
        for speech in reading.speeches
        if speech.person
    } == said
