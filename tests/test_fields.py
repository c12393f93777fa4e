"""A document's own fields: its title, its day and who published it, on pages of many kinds."""

from __future__ import annotations

import pytest
from reader import read

PROSE = "市政协昨天召开协商会,委员们围绕老旧小区改造发言。钟鸣远委员建议,增设无障碍坡道,完善物业收费办法。"


@pytest.mark.parametrize(
    ("text", "title", "publisher", "day"),
    [
        # an account's line, and a paper's name behind the date of its page
        (
            f"小院里的协商会\n原创 青岚商量 2023-06-21 20:15 发表于重庆\n\n{PROSE}\n",
            "小院里的协商会",
            "青岚商量",
            "2023-06-21",
        ),
        (
            f"别让单车堵了路\n2018年02月01日 星期四 A05版:两会 青岚晨报\n{PROSE}\n",
            "别让单车堵了路",
            "青岚晨报",
            "2018-02-01",
        ),
        # a site and its column above the path of links; the furniture of a page above the title
        (
            f"青岚头条 · 会议报道\n首页 / 资讯 / 正文\n\n老街改造论坛举行\n\n作者|小满 2025-06-30\n{PROSE}\n",
            "老街改造论坛举行",
            "青岚头条",
            "2025-06-30",
        ),
        (
            f"欢迎访问青岚县人民政府门户网\n长者模式\n\n老街改造座谈会侧记\n\n来源|青岚新闻 2024-09-18\n{PROSE}\n",
            "老街改造座谈会侧记",
            "青岚新闻",
            "2024-09-18",
        ),
        (
            f"青岚日报数字报\n第04版:两会特刊 上一版 下一版\n2023年01月16日 星期一\n\n聚焦老街改造\n\n{PROSE}\n",
            "聚焦老街改造",
            "青岚日报",
            "2023-01-16",
        ),
        # an official paper: its head, the time of the meeting, and who printed it when
        (
            f"政协岳阳市委员会办公室文件\n岳政协办纪〔2024〕6号\n\n老街改造协商座谈会纪要\n\n时间:2024年5月16日上午\n\n{PROSE}\n\n"
            "政协岳阳市委员会办公室    2024年5月20日印发\n",
            "老街改造协商座谈会纪要",
            "岳阳市政协办公室",
            "2024-05-20",
        ),
        # where it was printed first; who has the rights
        (
            f"读者来信\n老街改造不能等\n\n{PROSE}\n\n(原载《青岚晚报》2023年3月9日)\n",
            "老街改造不能等",
            "青岚晚报",
            "2023-03-09",
        ),
        (
            f"周四, 23 五月 2024 00:00\n\n老街改造不能等\n\n{PROSE}\n\n联系我们\n青岚日报版权所有\n",
            "老街改造不能等",
            "青岚日报",
            "2024-05-23",
        ),
        # a headline that begins as a report might; a paper with its staff
        (f"委员们热议老街改造\n2024-01-26 来源:青岚网\n{PROSE}\n", "委员们热议老街改造", "青岚网", "2024-01-26"),
        (f"老街改造提速\n\n青岚日报全媒体记者 敬亭\n\n{PROSE}\n", "老街改造提速", "青岚日报", None),
    ],
)
def test_fields_of_a_page(text: str, title: str, publisher: str, day: str | None) -> None:
    reading = read(text)
    assert reading.title == title
    assert reading.publisher
    assert reading.publisher.name == publisher
    assert (reading.issued.isoformat() if reading.issued else None) == day


def test_a_letter_is_titled_by_what_it_is_about() -> None:
    assert read(f"青岚道1号\n\n陈司长:\n\n有关老街改造事宜\n\n{PROSE}\n").title == "有关老街改造事宜"


def test_a_formula_of_letters_is_none_within_a_word() -> None:
    """启 signs a letter; a channel that 开启 has signed nothing."""
    reading = read(f"市政协“委员通道”正式开启\n\n{PROSE}\n")
    assert not [mention for mention in reading.bodies if mention.body.name.endswith("开")]


def test_a_press_conference_is_no_paper_with_reporters() -> None:
    reading = read(f"市人大举行记者会\n\n{PROSE}\n")
    assert reading.publisher is None


@pytest.mark.parametrize(
    ("author", "publisher"), [("浪声新闻记者", "浪声新闻"), ("记者何清晰", None), ("何清晰记者", None)]
)
def test_the_paper_whose_reporter_wrote_a_text_publishes_it(author: str, publisher: str | None) -> None:
    text = (
        f'---\ntitle: "码头夜市延长"\ndate: "2021-05-03"\nauthor: "{author}"\n---\n\n# 码头夜市延长\n\n商户今早摆摊。\n'
    )
    reading = read(text)
    assert (reading.publisher.name if reading.publisher else None) == publisher


@pytest.mark.parametrize(
    "above",
    [
        "市政协委员徐怀远建议,加快配备校车。\n\n",  # a paragraph and a blank line
        "市政协委员徐怀远建议,加快配备校车。\n",
        "通报:市政协委员徐怀远建议,加快配备校车。\n",  # no field, though a colon stands in it
        "栏目: 议政\n\n市政协委员徐怀远建议,加快配备校车。\n",
    ],
)
def test_text_between_two_rules_is_text(above: str) -> None:
    found = read(f"---\n{above}---\n来源:青岚日报\n")
    assert [found.statements[0].span.of(found.document.text)] == ["加快配备校车"]


def test_the_fields_of_a_file_may_have_lists_and_a_description() -> None:
    fields = (
        "title: 老街改造\ndate: 2023-06-21\ndescription: 街坊昨天议事。建议重铺石板。\n"
        "tags:\n- 老街\n- 改造\nby:\n  - 甲\n"
    )
    found = read(f"---\n{fields}---\n\n{PROSE}\n")
    assert (found.title, str(found.issued)) == ("老街改造", "2023-06-21")
    assert {speech.person and speech.person.name for speech in found.speeches} == {"钟鸣远"}
