"""Lines of a text and what each is: menus and imprint, title, heading, paragraph.

A line is looked at for what it is in the page, not for what it says; who a caption names and
what a paragraph proposes is for the modules behind this one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from itertools import takewhile

from jianyan.extraction.text.prepared import Prepared
from jianyan.lexicon import Lexicon

DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d) ?[年/.-] ?(?P<m>\d{1,2}) ?[月/.-] ?(?P<d>\d{1,2})(?:日|(?!\d))"
    r"|(?P<cy>[一二][〇零一二三四五六七八九]{3})年(?P<cm>[一二三四五六七八九十]{1,2})月(?P<cd>[一二三四五六七八九十]{1,3})日"
    r"|(?P<ed>\d{1,2}) (?P<em>[一二三四五六七八九十]{1,2}月|[A-Z][a-z]{2,8}) (?P<ey>20\d\d)"
)
_FIELD = r"(?:[A-Za-z]{3}\w*:[^\n]*|\w+:[^\n。]*)"  # a description may hold sentences
_OF_FIELD = r"(?:[ \t]+[^\s。]|[-·] )[^\n。]*"  # what belongs to the field above: rows set in, points of a list
FRONT_MATTER = re.compile(rf"\A\s*---\n(?P<rows>{_FIELD}(?:\n(?:{_FIELD}|{_OF_FIELD}))*)\n---\n")
"""The fields between --- and --- that a Markdown file may begin with; not text between two rules."""
_HEAD_LINES = 40  # lines of a page among which its menu stands
_FEWEST_LINKS = 4
_LONGEST_LINK = 8  # code points
_ENDS = "。!?;:,、”…"
_STOP = re.compile(r"[。!?;]")
_BREADCRUMB = re.compile(r"(?:^|\s)\S{2,12} ?(?:>>?|›|»|&gt;) ?\S")
_MENU_MARKS = 5
_MENU = re.compile(r"^(?:[^\s-]\S{0,5} +){4,}\S{1,8}$|^[-|]*[^\s|-]{1,12}(?: ?[-|]+ ?[^\s|-]{1,12}){2,}[-|]*$")
MARK = re.compile(
    r"(?P<one>第[一二三四五六七八九十]{1,3}[章节部分]|[一二三四五六七八九十]{1,3}[、.](?!\d)"
    r"|(?:建议|对策|措施|意见|诉求)[一二三四五六七八九十\d]{1,2}(?=[:、\n ]|$))"
    r"|(?P<two>\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十百]{1,4}条(?=[【 :]|$))"
    r"|(?P<three>\d{1,3}[.、)](?!\d)|\(\d{1,2}\))"
    r"|(?P<four>[一二三四五六七八九十]{1,3}(?:是要?|要)|(?:[第其][一二三四五六七八九十]{1,2}|首先|其次|再次)[,、:])"
    r"|(?P<five>[——]{2}|[·■●◆])"
)
_ATTACHED = re.compile(r"^\S{0,40}\.(?:jpe?g|png|gif|webp|docx?|pdf|xlsx?|mp4)$", re.IGNORECASE)  # an attachment's name
_SITE = re.compile(r"^[^\s。,:]{2,16} ?(?:https?://|www\.)[!-~]{4,80}$")  # the name of a site and its address
_WRITTEN_BY = (
    r"[(\[](?:<speakerLabel>|作者系)(?:系|为| ?:)(?!.*<date>)"  # the author's note below a speech, no data of the page
)
_LABELLED = r"(?:^|[\s\[(])(?:<date>|<source>|<author>|<editor>|<photographer>) ?:"
# What stands beside a date in the data line of a page or the masthead of a paper: an hour, a weekday, an issue.
_BESIDE_DATE = (
    r"\d{1,2}:\d\d(?::\d\d)?|(?:星期|周)[一二三四五六日],?|第?[A-Z]?\d+[版期]"
    r"|[癸甲乙丙丁戊己庚辛壬].{1,10}|<dataWord>|[\s|()\[\]■□:]"
)


class LineKind(Enum):
    FURNITURE = "furniture"  # menus, imprint, comments: nothing in it counts
    DATA = "data"  # date, source, author
    LABEL = "label"  # 主题发言, 编者按
    SHORT = "short"  # a title, a heading, a caption, a byline: no sentence
    PARAGRAPH = "paragraph"


_FEWEST_CELLS = 2  # labels of a form that stand on lines of their own


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the blanks around it; ``mark`` is 1 to 5 for the list mark it begins
    with (一、 (一) 1. 一是 ——), 0 for none; ``blank_before``: an empty line stands before it."""

    start: int
    end: int
    kind: LineKind
    mark: int = 0
    blank_before: bool = False
    indented: bool = False


def lines(prepared: Prepared, lexicon: Lexicon) -> list[Line]:
    """All lines with anything on them, in order; hard-wrapped lines are joined."""
    text = prepared.text
    found: list[Line] = []
    tail = blank = False
    front = FRONT_MATTER.match(text)
    body = front.end() if front else 0
    for start, end, indented, blank in _joined(text):
        kind = LineKind.FURNITURE
        if start < body:
            found.append(Line(start, end, kind, blank_before=blank, indented=indented))
            continue
        if not tail and found and len(found) > 3:
            tail = bool(lexicon.furniture["tail"].at(text, start, end))
        if not tail:
            kind = _kind(text, start, end, lexicon, first=len(found) < 12)
        found.append(Line(start, end, kind, mark_level(text, start, end), blank, indented))
    return _with_cells(_without_menu(found, text, lexicon), text, lexicon)


def _with_cells(found: list[Line], text: str, lexicon: Lexicon) -> list[Line]:
    """代表姓名 | / 徐某某 |: the cells of a form that became lines, each label one with the value below it."""
    label = lexicon.pattern(r"[ \[]*(?:<padded proposer>|<padded holderField>|<padded proposalTitle>)\]? *\|?")
    other = lexicon.pattern(r"[ \[]*(?:<padded proposalField>|<padded cellLabel>)\]? *\|?")  # 提案人 / 单位 / 徐某某
    names = [bool(line.kind is LineKind.SHORT and label.fullmatch(text, line.start, line.end)) for line in found]
    if sum(names) < _FEWEST_CELLS:
        return found
    joined: list[Line] = []
    for i, line in enumerate(found):
        is_label = names[i] or other.fullmatch(text, line.start, line.end)
        if i and names[i - 1] and not is_label and line.kind is LineKind.SHORT:
            joined[-1] = replace(joined[-1], end=line.end)
        else:
            joined.append(line)
    return joined


def _without_menu(found: list[Line], text: str, lexicon: Lexicon) -> list[Line]:
    """首页 / 政协概况 / 新闻中心 / …: links one below another at the head of a page, one of them to its start."""
    run = list(takewhile(lambda line: _may_be_link(line, text), found[:_HEAD_LINES]))
    home = next((i for i, line in enumerate(run) if text[line.start : line.end] in lexicon.furniture["homeLink"]), None)
    if home is None or len(run) - home < _FEWEST_LINKS:
        return found
    menu = [replace(line, kind=LineKind.FURNITURE) for line in run[home:]]
    return [*run[:home], *menu, *found[len(run) :]]


def _may_be_link(line: Line, text: str) -> bool:
    short = line.kind in (LineKind.SHORT, LineKind.LABEL) and line.end - line.start <= _LONGEST_LINK and not line.mark
    return short and text[line.start : line.end].replace(" ", "").isalnum()


def mark_level(text: str, start: int, end: int) -> int:
    m = MARK.match(text, start, end)
    return ("one", "two", "three", "four", "five").index(m.lastgroup) + 1 if m and m.lastgroup else 0


def _joined(text: str) -> list[tuple[int, int, bool, bool]]:
    """``(start, end, indented, blank_before)`` of the lines; a line that breaks off inside a
    sentence is joined with the next."""
    rows: list[tuple[int, int, bool, bool]] = []
    blank, position = True, 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = position + len(raw) - len(raw.lstrip())
            end = start + len(stripped)
            indent = start - position
            if rows and not blank and _breaks_off(text, rows[-1], indent) and not MARK.match(text, start, end):
                rows[-1] = (rows[-1][0], end, rows[-1][2], rows[-1][3])
            else:
                rows.append((start, end, indent >= 2, blank))
        blank = not stripped
        position += len(raw) + 1
    return rows


def _breaks_off(text: str, row: tuple[int, int, bool, bool], indent: int) -> bool:
    start, end = row[0], row[1]
    line = text[start:end]
    if indent >= 2 or line[-1] in "。!?;:”…)]》":
        return False
    if line[-1] == "、" or (line[-1] == "," and len(line) > 10):
        return True
    return len(line) >= 28 and bool(_STOP.search(line)) and not DATE.search(line[-16:])


def _kind(text: str, start: int, end: int, lexicon: Lexicon, *, first: bool) -> LineKind:
    line = text[start:end]
    furniture = lexicon.furniture
    size = end - start
    if furniture["starts"].at(text, start, end) and not (size > 60 and line.endswith("。")):
        return LineKind.FURNITURE
    if _ATTACHED.search(line) or _SITE.match(line):
        return LineKind.FURNITURE
    if line.strip("[]:【】 ") in furniture["label"]:
        return LineKind.LABEL
    data = _is_data(line, lexicon) and not lexicon.pattern(_WRITTEN_BY).match(line)
    if size <= 120 and not line.endswith("。") and not data and lexicon.pattern("<contains>").search(line):
        return LineKind.FURNITURE
    if line.count("|") >= _MENU_MARKS and "。" not in line and "," not in line:
        return LineKind.FURNITURE
    if first and size <= 60 and (_BREADCRUMB.search(line) or _MENU.match(line)) and "。" not in line:
        return LineKind.FURNITURE
    if not line.strip("-=*_#·. —─|") or (line.isascii() and not data and size > 6):
        return LineKind.FURNITURE
    if data and "。" not in line[:-1]:
        return LineKind.DATA
    if line[-1] in _ENDS or _STOP.search(line[:-1]) or size > 60:
        return LineKind.PARAGRAPH
    return LineKind.SHORT


def _is_data(line: str, lexicon: Lexicon) -> bool:
    """Whether a line gives a page's date, source or authors and nothing else."""
    if len(line) > 140:
        return False
    if ":" in line and lexicon.pattern(_LABELLED).search(line):
        return True
    dated = DATE.search(line)
    if not dated:
        return False
    rest = lexicon.pattern(_BESIDE_DATE).sub("", line[: dated.start()] + line[dated.end() :])
    return len(rest) <= 24 and not lexicon.pattern(r"[,。;!?《》]|<notData>|在.+上").search(rest)
