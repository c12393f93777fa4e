"""When and by whom a document was published, from the lines of its page that say so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from jianyan.extraction.names.bodies import BodyIndex
from jianyan.extraction.names.person_names import HAN
from jianyan.extraction.text.layout import DATE, Line, LineKind
from jianyan.extraction.text.prepared import Prepared
from jianyan.extraction.text.sentences import Range
from jianyan.lexicon import Lexicon
from jianyan.model import Body, FieldOrigin

_DATA_LINE = 160  # code points: the longest line that is looked at for labels
_ADDRESS_DATE = re.compile(r"https?://\S{0,500}?/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?:/|\D)")
_HELD = re.compile(r" ?(?:\([^)]{2,4}\))? ?(?:上午|下午|晚上|晚|[至—-])")
_BESIDE_SIGNED_DATE = re.compile(r"星期[一二三四五六日天]|^完 ?/|香港时间.*$|[()\[\] 。]")
_NEWS_OF = re.compile(
    rf"(?P<name>{HAN}{{2,10}}?)(?:(?:\d{{1,2}}月\d{{1,2}}日)?讯(?=[ (\[:]|记者)|消息[ )(\[:]"
    rf"|(?<![答对向和与小])(?<!接受)(?<!告诉)记者(?![会们]) ?(?={HAN}))"
    rf"|(?P<agency>{HAN}{{1,6}}(?:社|网|在线)){HAN}{{0,8}}\d{{1,2}}月\d{{1,2}}日(?:电|讯|消息)"
)
_ACCOUNT = re.compile(rf"(?<!\S)(?P<name>{HAN}{{2,16}}) +20\d\d[-年/]\d\d?[-月/]\d\d?日?(?: +\d\d?:\d\d)? +发表于")
_HOME_LINK = re.compile(rf"({HAN}{{2,10}}) ?>>? ?\S")
_MASTHEAD = re.compile(rf"[□■·]? ?({HAN}{{2,10}}(?:·{HAN}{{2,8}})?)(?=[\s|(\[]|$|20\d\d|[一二]〇)")
_PAPER_LAST = r"\s(<Han>{2,8}<paperEnd>)$"  # 2018年2月1日 星期四 A05版:两会 某某晨报
_REPRINTED = re.compile(
    rf"\(?(?:{HAN}{{0,4}}《)?(?P<name>{HAN}{{2,10}}(?:[报网刊]|杂志|在线))》? {{0,4}}(?={DATE.pattern})"
)
_PRINTED = re.compile(rf"(?P<name>{HAN}{{4,24}}) +(?={DATE.pattern}印发$)")
_RIGHTS = re.compile(rf"(?<!\S)(?P<name>{HAN}{{3,16}}?) ?版权所有(?! ?[:：]?{HAN})")
_SITE = re.compile(rf"({HAN}{{2,14}}) ?(?:https?://|www\.)")
_SENT_FOR = r"代(?P<name><Han>{3,16})发出? ?[:。]?$"  # 下稿代某某秘书处发出:
_BEHIND_DATE = re.compile(rf"日 +({HAN}{{2,10}}) +本报")
_NOT_IN_NAME = frozenset("的在和月日年")  # characters of a sentence, or of a date, not of a paper's name
_TOWN = rf"{HAN}{{2,20}}(?:[镇乡](?:人民)?政府|街道办事处)"  # 太和县云溪镇人民政府
_TOWN_OF_TITLE = re.compile(rf"(?P<who>{_TOWN})[ \n]?(?=关于|对)")
_TOWN_LINE = re.compile(_TOWN)
_ISSUER_OF_TITLE = (
    r"(?P<who><Han>{2,14}<issuerEnd>)(?:、<Han>{2,14}<issuerEnd>)?(?:就|致|对|:|《给)"  # 某某会就《…》提出…
)
_LONGEST_NAME = 4  # code points of a person's name
_SITE_LINE = 20
_HEAD_LINES, _FOOT_LINES = 8, 14
_BODY_LINE = re.compile(rf"(?!致){HAN}+")
_SHORT_LINE = 40
_LONGEST_UNIT = 8
_DASH = re.compile(r"[—-]{1,2} ?")
_FOOT = 8  # lines in which a signature stands
_LONGEST_BODY = 30
STAMP = r"[(\[]<stamp>[)\]]"
"""What a body stamps its name with, in brackets: a pattern of the lexicon."""
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}


def issued(prepared: Prepared, lexicon: Lexicon, lines: list[Line]) -> tuple[date | None, FieldOrigin]:
    """The day of publication, and where it stands: a labelled date, the masthead's, a signature's, the address's."""
    text = prepared.text
    for days, origin in (
        (_labelled_days(text, lexicon, lines), FieldOrigin.IMPRINT),
        (_days_of_data(text, lexicon, lines), FieldOrigin.MASTHEAD),
        (_days_signed(text, lines), FieldOrigin.SIGNATURE),
        (_days_printed(text, lines), FieldOrigin.IMPRINT),
    ):
        if (found := next(filter(None, days), None)) is not None:
            signed = origin is FieldOrigin.MASTHEAD and found == next(filter(None, _days_signed(text, lines)), None)
            return found, FieldOrigin.SIGNATURE if signed else origin
    return _day_of_address(prepared.document.text), FieldOrigin.ADDRESS


def _labelled_days(text: str, lexicon: Lexicon, lines: list[Line]) -> Iterator[date | None]:
    """发布时间:2023-03-06"""
    label = lexicon.pattern("(?<!会议)<date>(?: ?: ?| {1,4})")
    for line in lines:
        if line.end - line.start <= _DATA_LINE:
            for m in label.finditer(text, line.start, line.end):
                dated = DATE.match(text, m.end(), line.end)
                held = dated and _HELD.match(text, dated.end(), line.end)  # 时间:2024年5月16日上午: of a meeting
                yield day(dated) if dated and not held else None
            if text.endswith("印发", line.start, line.end) and (dated := DATE.search(text, line.start, line.end)):
                yield day(dated)  # 某某办公室 2024年5月20日印发


def _days_of_data(text: str, lexicon: Lexicon, lines: list[Line]) -> Iterator[date | None]:
    """某某日报 2023年3月6日 星期一; but not the clock of a page (今天是…)."""
    for line in lines[:14]:
        if line.kind in (LineKind.DATA, LineKind.FURNITURE) and (m := DATE.search(text, line.start, line.end)):
            yield None if lexicon.pattern("<clock>").search(text, line.start, line.end) else day(m)


def _days_signed(text: str, lines: list[Line]) -> Iterator[date | None]:
    """A line at the foot that is a date and no more, the last first."""
    for line in reversed(lines[-12:]):
        row = _BESIDE_SIGNED_DATE.sub("", text[line.start : line.end])
        m = DATE.search(row)
        yield day(m) if m and len(row) - len(m[0]) <= 2 else None


def _days_printed(text: str, lines: list[Line]) -> Iterator[date | None]:
    """(原载《某某晚报》2023年3月9日), at the foot."""
    for line in lines[-6:]:
        m = _REPRINTED.match(text, line.start, line.end) if line.end - line.start <= _SHORT_LINE else None
        dated = DATE.match(text, m.end(), line.end) if m else None
        yield day(dated) if dated else None


def _day_of_address(original: str) -> date | None:
    """https://…/2023/03/06/…"""
    m = _ADDRESS_DATE.search(original)
    try:
        return date(int(m[1]), int(m[2]), int(m[3])) if m else None
    except ValueError:
        return None


def day(m: re.Match[str]) -> date | None:
    """The day that DATE matched; None if there is no such day."""
    try:
        if m["y"]:
            return date(int(m["y"]), int(m["m"]), int(m["d"]))
        if m["ey"]:  # 23 五月 2024, 23 May 2024
            month = _number(m["em"][:-1]) if m["em"].endswith("月") else _MONTHS.index(m["em"][:3].lower()) // 3 + 1
            return date(int(m["ey"]), month, int(m["ed"]))
        year = int("".join(str(_DIGITS[digit]) for digit in m["cy"]))
        return date(year, _number(m["cm"]), _number(m["cd"]))
    except (ValueError, KeyError):
        return None


def _number(chinese: str) -> int:
    """1 to 99 as 一 … 九十九."""
    tens, ten, ones = chinese.partition("十")
    if not ten:
        return _DIGITS[chinese]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


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
        m = label.search(text, line.start, line.end) if line.end - line.start <= _DATA_LINE else None
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
        if line.end - line.start <= _SHORT_LINE and (m := pattern.search(text, line.start, line.end)):
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
        if line.end - line.start <= _SHORT_LINE and (m := _REPRINTED.match(text, line.start, line.end)):
            return m.span("name")
    return None


def _at_foot(text: str, lexicon: Lexicon, lines: list[Line]) -> Range | None:
    """某某办公室 2024年5月20日印发; 某某日报版权所有."""
    for line in reversed(lines[-8:]):
        if m := _PRINTED.match(text, line.start, line.end) or _RIGHTS.search(text, line.start, line.end):
            return m.span("name")
    return None


def issuer(
    prepared: Prepared, lexicon: Lexicon, lines: list[Line], bodies: BodyIndex, title: Range | None
) -> Body | None:
    """The body a document's title begins with, that asks to be written to (联系单位:…), or that signs it."""
    text = prepared.text
    heads = [m for m in bodies.within(*title) if m.span.start == title[0]] if title else []
    if heads:
        return heads[-1].body  # the longest
    if title and (m := lexicon.pattern(_ISSUER_OF_TITLE).match(text, *title) or _TOWN_OF_TITLE.match(text, *title)):
        return bodies.body(*m.span("who"))
    if own := _own_body(text, lexicon, lines):
        return bodies.body(*own)
    formula, contact = lexicon.pattern(" ?<signature>$"), lexicon.pattern(r"<contactOf> ?: ?(?P<who><Han>{4,24})$")
    for line in lines[-14:]:
        if m := contact.match(text, line.start, line.end):
            return bodies.body(*m.span("who"))
    for line in [*reversed(lines[-14:]), *lines[:4]]:
        signed = formula.sub("", text[line.start : line.end])
        end = line.start + len(signed)
        if not prepared.is_boundary(end):
            continue  # …正式开|启: the formula is part of a word
        by_formula = end < line.end and 3 <= len(signed) <= 24 and not re.search(r"[,。:;]", signed)
        if by_formula and len(signed) <= _LONGEST_NAME and lexicon.surnames.at(signed, 0):
            continue  # 卢某某谨启: a person's
        if by_formula or bodies.known(line.start, end) or _TOWN_LINE.fullmatch(text, line.start, end):
            return bodies.body(line.start, end)
        dash = _DASH.match(text, line.start, end)
        if dash and bodies.known(dash.end(), end):
            return bodies.body(dash.end(), end)  # ——民革某某市委会
    return _above_date(text, lexicon, lines, bodies) or _below_letter(text, lexicon, lines, bodies)


def _below_letter(text: str, lexicon: Lexicon, lines: list[Line], bodies: BodyIndex) -> Body | None:
    """亲爱的市民朋友们: … 某某学院绿色环保协会: the last line of a text that addresses somebody, which ends
    like a body."""
    told = [line for line in lines if line.kind not in (LineKind.FURNITURE, LineKind.DATA)]
    if not any(text[line.end - 1] == ":" and line.end - line.start <= _LONGEST_BODY for line in told[:_HEAD_LINES]):
        return None
    for line in told[-2:]:
        end = line.end - (text[line.end - 1] == "。")
        short = 4 <= end - line.start <= _LONGEST_BODY and _BODY_LINE.fullmatch(text, line.start, end)
        if short and lexicon.bodies.suffix_words.ending(text, line.start, end) > 1:
            return bodies.body(line.start, end)
    return None


def _above_date(text: str, lexicon: Lexicon, lines: list[Line], bodies: BodyIndex) -> Body | None:
    """某某市餐饮与饭店行业协会 / 2024年8月6日: a line above the date at the foot that ends like the name of a body."""
    stamped = lexicon.pattern(f" ?{STAMP}$")
    for line, below in pairwise(lines[-_FOOT:]):
        dated = DATE.match(text, below.start, below.end)
        stop = stamped.search(text, line.start, line.end)
        end = stop.start() if stop else line.end
        named = line.kind is LineKind.SHORT and lexicon.bodies.suffix_words.ending(text, line.start, end) > 0
        if dated and dated.end() == below.end and named and end - line.start <= _LONGEST_BODY:
            return bodies.body(line.start, end)
    return None


def _own_body(text: str, lexicon: Lexicon, lines: list[Line]) -> Range | None:
    """某某互助网络, in a paper that calls itself 本网络: a short line at the foot or the head that ends with the
    same noun."""
    nouns = Counter(
        m[0][1:] for m in lexicon.pattern("<firstPerson>").finditer(text) if m[0] in lexicon.cues["ownNoun"]
    )
    for noun, _ in nouns.most_common():
        best: tuple[int, int, Range] | None = None
        for i, line in enumerate(lines):
            row = text[line.start : line.end]
            if not (i < _HEAD_LINES or i >= len(lines) - _FOOT_LINES) or not row.endswith(noun):
                continue
            addressed = i > 0 and text.startswith("致", lines[i - 1].start)
            if addressed or not len(noun) + 2 <= len(row) <= _LONGEST_BODY or not _BODY_LINE.fullmatch(row):
                continue
            foot = i >= len(lines) - _FOOT_LINES
            if foot or len(noun) > 1 or text.count(row) > 1:
                best = max(best or (0, 0, (0, 0)), (text.count(row), i, (line.start, line.end)))
        if best:
            return best[2]
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
