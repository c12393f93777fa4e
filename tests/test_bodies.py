"""Which bodies a text names, and under which one name. The sentences are our own."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest

from jianyan import lexicon
from jianyan.extraction import extract
from jianyan.model import Document


@cache
def words() -> lexicon.Lexicon:
    return lexicon.load()


def bodies(text: str) -> dict[str, str]:
    """The words of ``text`` that name a body, with the body's name."""
    reading = extract(Document(text, hashlib.sha256(text.encode()).hexdigest(), "text.txt"), words())
    return {mention.span.of(text): mention.body.name for mention in reading.bodies}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        # in a text from Hong Kong, Macau or Taiwan their bodies go without its name
        ("香港多區水浸,發展局表示會清理渠道。", {"發展局": "香港发展局"}),
        ("澳門舊區電線老化,特區政府將更換。", {"特區政府": "澳门特别行政区政府"}),
        ("澳門舊區電線老化,政府將更換。", {"政府": "澳门特别行政区政府"}),
        ("台北老舊大樓失火,消防署派員支援。", {"消防署": "台湾消防署"}),
        # a secretary's title is a post
        ("香港多區水浸,財政司司長到場視察。", {}),
        # committees by their full names alone are of the CPPCC named before, but not beside a congress
        (
            "丹东市政协主席会议听取了提案委员会、经济委员会的汇报。",
            {"丹东市政协": "丹东市政协", "提案委员会": "丹东市政协提案委员会", "经济委员会": "丹东市政协经济委员会"},
        ),
        (
            "丹东市政协和丹东市人大常委会开会,听取了经济委员会的汇报。",
            {"丹东市政协": "丹东市政协", "丹东市人大常委会": "丹东市人大常委会"},
        ),
        # elsewhere they are not meant
        ("武汉多处渍水,有关部门清理渠道。", {}),
        # brackets in the name of a firm
        ("云川紫晶(集团)有限公司投产。", {"云川紫晶(集团)有限公司": "云川紫晶(集团)有限公司"}),
        # the Youth League's committee of a place is one, wherever the place or its level stands
        (
            "丹东市青年工作会上,团市委、丹东市团委、共青团丹东市委员会和团辽宁省委到会。",
            {
                "团市委": "共青团丹东市委员会",
                "丹东市团委": "共青团丹东市委员会",
                "共青团丹东市委员会": "共青团丹东市委员会",
                "团辽宁省委": "共青团辽宁省委员会",
            },
        ),
        # parts of other words
        ("旅游团委托他代办。", {}),
        ("道路改造后,市民进出更方便。", {}),
        ("会议讨论我市政府采购工作。", {}),
    ],
)
def test_a_text_names_these_bodies(text: str, named: dict[str, str]) -> None:
    assert bodies(text) == named
