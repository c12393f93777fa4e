"""When a document was published, from the lines of its page that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from jianyan.extraction.fields.publishers import DATA_LINE, REPRINTED, SHORT_LINE
from jianyan.extraction.text.layout import DATE, Line, LineKind
from jianyan.extraction.text.prepared import Prepared
from jianyan.lexicon import Lexicon
from jianyan.model import FieldOrigin

_ADDRESS_DATE = re.compile(r"https?://\S{0,500}?/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?:/|\D)")
_HELD = re.compile(r" ?(?:\([^)]{2,4}\))? ?(?:上午|下午|晚上|晚|[至—-])")
_BESIDE_SIGNED_DATE = re.compile(r"星期[一二三四五六日天]|^完 ?/|香港时间.*$|[()\[\] 。]")
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
        if line.end - line.start <= DATA_LINE:
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
        m = REPRINTED.match(text, line.start, line.end) if line.end - line.start <= SHORT_LINE else None
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
