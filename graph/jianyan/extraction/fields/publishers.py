"""Who published a document, and who wrote it, from the lines of its page that say so."""

from __future__ import annotations

import re

from jianyan.extraction.names.person_names import HAN
from jianyan.extraction.text.layout import DATE, Line, LineKind
from jianyan.extraction.text.prepared import Prepared
from jianyan.extraction.text.sentences import Range
from jianyan.lexicon import Lexicon
from jianyan.model import FieldOrigin

DATA_LINE = 160  # code points: the longest line that is looked at for labels
SHORT_LINE = 40
_NEWS_OF = re.compile(
    rf"(?P<name>{HAN}{{2,10}}?)(?:(?:\d{{1,2}}月\d{{1,2}}日)?讯(?=[ (\[:]|记者)|消息[ )(\[:]"
    rf"|(?<![答对向和与小])(?<!接受)(?<!告诉)记者(?![会们]) ?(?={HAN}))"
    rf"|(?P<agency>{HAN}{{1,6}}(?:社|网|在线)){HAN}{{0,8}}\d{{1,2}}月\d{{1,2}}日(?:电|讯|消息)"
)
_ACCOUNT = re.compile(rf"(?<!\S)(?P<name>{HAN}{{2,16}}) +20\d\d[-年/]\d\d?[-月/]\d\d?日?(?: +\d\d?:\d\d)? +发表于")
_HOME_LINK = re.compile(rf"({HAN}{{2,10}}) ?>>? ?\S")
_MASTHEAD = re.compile(rf"[□■·]? ?({HAN}{{2,10}}(?:·{HAN}{{2,8}})?)(?=[\s|(\[]|$|20\d\d|[一二]〇)")
_PAPER_LAST = r"\s(<Han>{2,8}<paperEnd>)$"  # 2018年2月1日 星期四 A05版:两会 某某晨报
REPRINTED = re.compile(
    rf"\(?(?:{HAN}{{0,4}}《)?(?P<name>{HAN}{{2,10}}(?:[报网刊]|杂志|在线))》? {{0,4}}(?={DATE.pattern})"
)
_PRINTED = re.compile(rf"(?P<name>{HAN}{{4,24}}) +(?={DATE.pattern}印发$)")
_RIGHTS = re.compile(rf"(?<!\S)(?P<name>{HAN}{{3,16}}?) ?版权所有(?! ?[:：]?{HAN})")
_SITE = re.compile(rf"({HAN}{{2,14}}) ?(?:https?://|www\.)")
_SENT_FOR = r"代(?P<name><Han>{3,16})发出? ?[:。]?$"  # 下稿代某某秘书处发出:
_BEHIND_DATE = re.compile(rf"日 +({HAN}{{2,10}}) +本报")
_NOT_IN_NAME = frozenset("的在和月日年")  # characters of a sentence, or of a date, not of a paper's name
_SITE_LINE = 20
_LONGEST_UNIT = 8


def publisher(prepared: Prepared, lexicon: Lexicon, lines: list[Line]) -> tuple[Range, FieldOrigin] | None:
    """Where the publisher is named, and what that is: behind 来源:, a masthead, or a dispatch's first words."""
    for find, origin in (
        (_account, FieldOrigin.MASTHEAD),
        (_source, FieldOrigin.IMPRINT),
        (_sent_for, FieldOrigin.IMPRINT),
        (_masthead, FieldOrigin.MASTHEAD),
        (_news_agency, FieldOrigin.DATELINE),
        (_reprinted, FieldOrigin.IMPRINT),
        (_at_foot, FieldOrigin.IMPRINT),
    ):
        if found := find(prepared.text, lexicon, lines):
            return found, origin
    return None


def _account(text: str, lexicon: Lexicon, lines: list[Line]) -> Range | None:
    """原创 某某商量 2023-06-21 20:15 发表于重庆: the account that an article stands in."""
    for line in lines[:6]:
        if m := _ACCOUNT.search(text, line.start, line.end):
            return m.span("name")
    return None


def _source(text: str, lexicon: Lexicon, lines: list[Line]) -> Range | None:
    """来源:某某日报; nothing of 来源: 发布时间:2019-07-19, where the field is empty."""
    label = lexicon.pattern(r"<source>(?: ?[:|丨] ?| {2,4})(?!<date>|<author>)(?P<name>[^\s\[\]()|,。:]{2,24})")
    behind = lexicon.pattern("<behindSource>.*$")
    for line in lines:
        m = label.search(text, line.start, line.end) if line.end - line.start <= DATA_LINE else None
        name = behind.sub("", m["name"]) if m else ""
        if m and name and name not in lexicon.furniture["noSource"] and not _is_unit(name, lexicon):
            return m.start("name"), m.start("name") + len(name)
    return None


def _is_unit(name: str, lexicon: Lexicon) -> bool:
    """Whether a source is only a unit of the office whose page it is (养老服务科)."""
    return len(name) <= _LONGEST_UNIT and lexicon.furniture["sourceUnit"].ending(name, 0, len(name)) > 0


def _sent_for(text: str, lexicon: Lexicon, lines: list[Line]) -> Range | None:
    """下稿代|某某秘书处|发出: a release that one office sends out for another."""
    pattern = lexicon.pattern(_SENT_FOR)
    for line in lines[:4]:
        if line.end - line.start <= SHORT_LINE and (m := pattern.search(text, line.start, line.end)):
            return m.span("name")
    return None


def _masthead(text: str, lexicon: Lexicon, lines: list[Line]) -> Range | None:
    """某某日报 | 2023年3月6日; 某某网 > 新闻; or a short first line above a date."""
    for i, line in enumerate(lines[:4]):
        row = text[line.start : line.end]
        m: re.Match[str] | None = None
        if line.kind is LineKind.FURNITURE:
            m = _SITE.match(row) or _HOME_LINK.match(row)
            m = None if m and m[1] in lexicon.furniture["homeLink"] else m
        elif line.kind is LineKind.DATA or (i == 0 and is_above_menu(text, lines)):
            m = _MASTHEAD.match(row)
            m = m if m and _may_be_paper(m[1], lexicon) else None
        if m is None and line.kind is LineKind.DATA:
            m = _BEHIND_DATE.search(row) or lexicon.pattern(_PAPER_LAST).search(row)
        if m:
            name = lexicon.pattern("<behindSource>$").sub("", m[1])  # 某某日报|数字报
            return line.start + m.start(1), line.start + m.start(1) + len(name)
    return None


def is_above_menu(text: str, lines: list[Line]) -> bool:
    """Whether the first line is short and stands above the page's data line or menu, or is a site's."""
    return _is_above_data(lines) or is_site_line(text, lines)


def is_site_line(text: str, lines: list[Line]) -> bool:
    """某某头条 · 会议报道, 中国·某某  某某市民政局: whether the first line is a site's, above the path of its links."""
    return (
        len(lines) > 1
        and lines[0].kind is LineKind.SHORT
        and lines[0].end - lines[0].start <= _SITE_LINE
        and "·" in text[lines[0].start : lines[0].end]
        and lines[1].kind is LineKind.FURNITURE
    )


def _is_above_data(lines: list[Line]) -> bool:
    """Whether the first line is short and stands above the page's data line, or above its menu."""
    first, second = lines[0], lines[1:2]
    short = first.kind is LineKind.SHORT and first.end - first.start <= 10
    if short and any(line.kind is LineKind.DATA for line in second):
        return stands_above_title(lines, 0)
    return short and any(line.kind is LineKind.FURNITURE for line in second)


def stands_above_title(lines: list[Line], i: int) -> bool:
    """Whether the data line below a short line is followed by one more short line: that is the title, and the first
    the name of a paper; else the first is the title."""
    behind = next((line for line in lines[i + 1 :] if line.kind is not LineKind.DATA), None)
    return behind is not None and behind.kind is LineKind.SHORT


def _may_be_paper(name: str, lexicon: Lexicon) -> bool:
    not_first, not_last = lexicon.furniture["notMasthead"], lexicon.furniture["notMastheadEnd"]
    return not not_first.at(name, 0) and not not_last.ending(name, 0, len(name))


def _news_agency(text: str, lexicon: Lexicon, lines: list[Line]) -> Range | None:
    """某某社3月6日讯, 某某报讯记者: but not the paper's word for itself (本报讯)."""
    by = lexicon.pattern("<thisPaper>+$")
    for line in lines[:14]:
        m = _NEWS_OF.search(text, line.start, min(line.end, line.start + 60))
        if m and m["agency"]:
            return m.span("agency")
        is_name = m and _NOT_IN_NAME.isdisjoint(m["name"].replace("日报", ""))
        if m and is_name and not lexicon.furniture["thisPaper"].at(m["name"], 0):
            end = m.start("name") + len(by.sub("", m["name"]))  # 某某日报|全媒体记者
            return m.start("name"), end + text.startswith("讯记者", end)
    return None


def _reprinted(text: str, lexicon: Lexicon, lines: list[Line]) -> Range | None:
    """(原载《某某晚报》2023年3月9日), (某某日报 2023年3月9日 3版): at the foot, where it was printed first."""
    for line in lines[-6:]:
        if line.end - line.start <= SHORT_LINE and (m := REPRINTED.match(text, line.start, line.end)):
            return m.span("name")
    return None


def _at_foot(text: str, lexicon: Lexicon, lines: list[Line]) -> Range | None:
    """某某办公室 2024年5月20日印发; 某某日报版权所有."""
    for line in reversed(lines[-8:]):
        if m := _PRINTED.match(text, line.start, line.end) or _RIGHTS.search(text, line.start, line.end):
            return m.span("name")
    return None


def authors(prepared: Prepared, lexicon: Lexicon) -> tuple[str, ...]:
    """The names behind 记者, 通讯员 and 作者, in order."""
    credited = rf"<credit> ?[:/]? ?(?P<names>(?:{HAN}|·){{2,10}}(?:[ 、]{{1,2}}(?:{HAN}|·){{2,4}})*)"
    found: dict[str, None] = {}
    for m in lexicon.pattern(credited).finditer(prepared.text):
        for name in re.split(r"[ 、]+", m["names"]):
            if "·" in name or (2 <= len(name) <= 4 and lexicon.surnames.at(name, 0)):
                found[name] = None
    return tuple(found)
