"""The title of a text: the first lines that are no paper's name, no field of a form and no sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jianyan.extraction.fields.publishers import stands_above_title
from jianyan.extraction.names.bodies import BodyIndex
from jianyan.extraction.text.layout import Line, LineKind
from jianyan.extraction.text.prepared import Prepared
from jianyan.extraction.text.sentences import Range
from jianyan.lexicon import Lexicon

_NUMBERED = re.compile(
    r"\[?[〔\[(]?(?:19|20)\d\d[〕\])] ?\d+ ?号|第 ?\d+ ?号$|第 ?\d+ ?期$|[\d)]号文件$|文件第?\d+/(?:19|20)\d\d号$"
)
_RED_HEAD = 24  # code points: the longest first line of an official paper (某某市人民政府办公室文件)
_ISSUE = re.compile(r"第 ?\d+ ?期$")
_SESSION = re.compile(r"(?:(?:19|20)\d\d年)?(?:度)?第[一二三四五六七八九十\d]{1,3}次\S{0,4}会议$")
_ASIDE = re.compile(r"\([^()]+\)$|致 ?:")  # (会议日期:…), 致:某某局局长
_SITTING = re.compile(
    r"(?:(?:19|20)\d\d年)?(?:第?[一二三四五六七八九十\d]{1,3}届)?第?[一二三四五六七八九十\d]{1,3}次[^,。 ]{0,6}会议$"
)
_LONGEST_NAME = 4
_SHORTEST = 5  # code points of a title
_DASHES = ("——", "—", "--")


@dataclass(frozen=True, slots=True)
class Title:
    """``where`` is its first line; ``lines`` are where its lines begin; ``subtitle`` is the last of several."""

    text: str | None = None
    where: Range | None = None
    lines: frozenset[int] = frozenset()
    subtitle: str = ""


def title_of(prepared: Prepared, lexicon: Lexicon, lines: list[Line], bodies: BodyIndex) -> Title:
    """The title that ``lines``, which are without furniture, begin with; an empty one where they begin with text."""
    for i, line in enumerate(lines[:8]):
        row = prepared.text[line.start : line.end]
        if _is_field(line, row, lexicon):
            continue
        if _is_sentence(prepared, line, row):
            break
        if _is_masthead(prepared, lexicon, lines, i, bodies) or _SESSION.match(row):
            continue
        if len(row) < _SHORTEST or (row[0] == "(" and row[-1] == ")"):
            continue
        if line.mark:
            return Title()  # a text that begins with a section has no title
        minutes = lexicon.pattern(r"\d{1,2}月|<openMinutes>").match(row) or "记者" in row[:8]
        return Title() if minutes and not _stands_above_data(lines, i) else _title(prepared, lexicon, lines, i, bodies)
    return Title()


def _stands_above_data(lines: list[Line], i: int) -> bool:
    """Whether a short line stands right above the page's data line: 委员们热议… is a title there."""
    return lines[i].kind is LineKind.SHORT and i + 1 < len(lines) and lines[i + 1].kind is LineKind.DATA


def _title(prepared: Prepared, lexicon: Lexicon, lines: list[Line], i: int, bodies: BodyIndex) -> Title:
    """The title whose first line is ``i``, with the up to three lines that it runs on into."""
    text, original = prepared.text, prepared.document.text
    used = [lines[i]]
    for line in lines[i + 1 : i + 4]:
        if not _runs_on(text, lexicon, used[-1], line):
            break
        if _names_body(text, bodies, line):
            break
        used.append(line)
    written = " ".join(original[line.start : line.end].strip(" |").lstrip("# ") for line in used)
    subtitle = text[used[-1].start : used[-1].end] if len(used) > 1 else ""
    return Title(written, (used[0].start, used[0].end), frozenset(line.start for line in used), subtitle)


def _names_body(text: str, bodies: BodyIndex, line: Line) -> bool:
    """——民革某某市委会, 民进某某市委会 某某某: whether a line below the title only names whose paper it is."""
    start = line.start
    while start < line.end and text[start] in "—- ":
        start += 1
    if start > line.start and bodies.known(start, line.end):
        return True
    ends = (m.span.end for m in bodies.within(start, line.end) if m.span.start == start)
    return any(text[end : end + 1] == " " and 3 <= line.end - end <= _LONGEST_NAME + 1 for end in ends)


def _is_field(line: Line, row: str, lexicon: Lexicon) -> bool:
    """Whether a line is a field that stands above the title (案号:…, 某政办〔2023〕7号)."""
    if line.kind in (LineKind.DATA, LineKind.LABEL) or _NUMBERED.search(row):
        return True
    if _ASIDE.match(row) or _SITTING.match(row):
        return True
    field = r"(?:\[?<padded documentField>\]? ?(?::| |(?<=\]))|(?:提案\S{0,4}|发\S{0,3}) ?:)"
    return lexicon.pattern(field).match(row) is not None


def _is_sentence(prepared: Prepared, line: Line, row: str) -> bool:
    """Whether the text itself begins with the line; a heading in Markdown (# …) never is a sentence."""
    original = prepared.document.text
    before = original[original.rfind("\n", 0, line.start) + 1 : line.start].rstrip(" ")
    if original[line.start : line.start + 1] == "#" or before.endswith("#"):
        return False
    return line.kind is LineKind.PARAGRAPH and ("。" in row or len(row) > 80 or row[-1] in ",;:")


def _runs_on(text: str, lexicon: Lexicon, before: Line, line: Line) -> bool:
    """Whether the title goes on from the line ``before`` into ``line``: a subtitle, or the rest of a broken line."""
    row = text[line.start : line.end]
    if _NUMBERED.search(row) or lexicon.pattern(r"<credit>|^[文图]|^(?:<Han>| ){2,8}:").search(row):
        return False
    if row.startswith(_DASHES):
        return not re.search(r"\d{1,2}日|在.{2,40}会议上?$", row) and not _names_speaker(row, lexicon)
    if line.kind is not LineKind.SHORT or line.mark or line.blank_before:
        return False
    if row == text[before.start : before.end] or lexicon.pattern("<endsCaption>$").search(row):
        return False
    if lexicon.pattern("<endsTitle>$").search(text[before.start : before.end]):
        return False
    return len(row) >= 6 and "(" not in row and not row.endswith("—") and not _names_speaker(row, lexicon)


def _names_speaker(row: str, lexicon: Lexicon) -> bool:
    """Whether a line below the title is a byline (某某委员代表民建省委会作的发言)."""
    titled = lexicon.pattern(r"<cppccSeat>|代表.{2,20}(?:作|发言)").search(row)
    return titled is not None and len(row) < 60 and ("代表" in row or "作" in row)


def _is_masthead(prepared: Prepared, lexicon: Lexicon, lines: list[Line], i: int, bodies: BodyIndex) -> bool:
    """Whether a line is only the name of a paper, a site or an office above the title."""
    line = lines[i]
    name = prepared.text[line.start : line.end].strip("■□· ")
    inside = bodies.within(line.start, line.end)
    if len(name) <= _RED_HEAD and lexicon.furniture["endsSite"].ending(name, 0, len(name)):
        return True
    below = prepared.text[lines[i + 1].start : lines[i + 1].end] if i + 1 < len(lines) else ""
    if len(name) <= _RED_HEAD and (_SESSION.match(below) or _ISSUE.match(below)):
        return True  # 某某委员会 / 2025年第三次会议; 社情民意信息 / 第47期
    if len(name) <= _RED_HEAD and name.endswith("文件") and any(m.span.start == line.start for m in inside):
        return True
    if len(name) <= 24 and any(m.span.start <= line.start + 1 and m.span.end >= line.end - 1 for m in inside):
        return True
    if 4 <= len(name) <= 16 and i + 1 < len(lines) and lines[i + 1].kind is LineKind.SHORT:
        if bodies.kind_of(name) in ("researchInstitute", "chamber", "media") or name.endswith("委员会"):
            return True  # 某某智库, 交通运输委员会: whoever issued it
    if len(name) > 8 or i + 1 == len(lines) or lexicon.verbs["action"].at(name, 0):
        return False
    if bodies.kind_of(name) == "media":
        return True
    return lines[i + 1].kind is LineKind.DATA and stands_above_title(lines, i)
