"""Who a text names: the rules by example. The sentences are our own."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest

from jianyan import lexicon
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
