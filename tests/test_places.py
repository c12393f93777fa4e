"""Which places a text names, and which words that look like one are none."""

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


def places(text: str) -> dict[str, str | None]:
    """The names of the places that ``text`` mentions, with their codes."""
    document = Document(text, hashlib.sha256(text.encode()).hexdigest(), "text.txt")
    return {mention.place.name: mention.place.code for mention in extract(document, words()).places}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        # an organ of a place names it, as does a branch of a party, by whatever form
        ("鄂州市政协召开座谈会。", {"鄂州市": "420700"}),
        ("赵一鸣委员代表民建黄石市委会发言。", {"黄石市": "420200"}),
        ("梅州市人民政府办公室印发通知。", {"梅州市": "441400"}),
        ("政协梅州市委员会提案委员会开展调研。", {"梅州市": "441400"}),
        # what only bears the name of a place is not the place
        ("记者从湖北日报获悉。", {}),
        ("孙远航是武汉大学教授。", {}),
        # areas that no table has, in the names of their organs and of branches
        ("钱多思委员代表民盟溪宁市委会发言。", {"溪宁市": None}),
        ("政协澜溪县委员会召开会议。", {"澜溪县": None}),
        ("共青团市委开展活动。", {}),
        # towns: an unknown word, or behind a word that leads to a place
        ("加快对杨庙镇片区和桐梓乡的帮扶。", {"杨庙镇": None, "桐梓乡": None}),
        ("加快小城镇建设,让农民在家乡就业。", {}),
        # several areas together, by the name they have together
        ("推进川渝合作。", {"川渝": None}),
        # rivers, lakes and mountains; a county of the same name is not meant
        ("加强太湖综合治理,守护秦岭。", {"太湖": None, "秦岭": None}),
        # an official name of several places, where nothing tells which
        ("和平区试点先行。", {"和平区": None}),
        ("天津市和平区试点先行。", {"天津市": "120000", "和平区": "120101"}),
        # words that only look like places
        ("在港口、矿区率先示范。", {}),
        ("游入沙柳河产卵。", {}),
        ("刘启明、宁海涛、孟浩然出席。", {}),
        ("主席感谢莫启东议员。", {}),
        # the short form of a county: a word like many, but at home or among places none
        ("会上提到黑山。", {}),
        ("辽宁省将在黑山试点。", {"辽宁省": "210000", "黑山县": "210726"}),
        # abroad, Hong Kong, Macau
        ("在启德设点,借鉴塞尔维亚和鹿特丹经验。", {"启德": None, "塞尔维亚": None, "鹿特丹": None}),
    ],
)
def test_a_text_names_these_places(text: str, named: dict[str, str | None]) -> None:
    assert places(text) == named


def test_the_short_form_of_an_unknown_area_is_a_label_of_it() -> None:
    text = "钱多思委员代表民盟溪宁市委会发言,建议开通溪宁至武汉的航班。"
    document = Document(text, hashlib.sha256(text.encode()).hexdigest(), "text.txt")
    found = extract(document, words()).places
    assert {(m.place.name, m.span.of(text)) for m in found} == {("溪宁市", "溪宁"), ("武汉市", "武汉")}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("建议在前海设立仲裁合作平台。", "前海深港现代服务业合作区"),  # a word that jieba calls a place of any kind
        ("有序发展东江湖冷水产业。", "东江湖"),
    ],
)
def test_zones_and_lakes(text: str, place: str) -> None:
    assert place in places(text)


def test_no_town_by_the_name_of_all() -> None:
    assert not places("把补贴扩大到所有镇卫生院。")
