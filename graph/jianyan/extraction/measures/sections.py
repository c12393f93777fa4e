"""Sections of a speech or document: which heading is open, and what the lines below it tell.

一、2023年工作回顾      what was done
二、存在的困难          problems: nothing in it proposes
三、下一步打算          what is to be done, like all that no such line precedes
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jianyan.extraction.measures.clause_words import LIST_MARK
from jianyan.extraction.measures.clauses import read_clause
from jianyan.extraction.measures.kinds import Kind
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.voices import Passage, Voice
from jianyan.extraction.text.layout import mark_level

ANNOUNCES = r"(?:<urge>|<announcesList>)[^。;]*:$"
DEMANDS = r"<demands>[^。;\n]{0,36}:$"
_ASKS = rf"<urge>[^。;\n]{{0,36}}:$|{DEMANDS}"
_ADVISES = r"(?:<filler>|<firstPerson>|,){0,4}建议:"
_LOWEST = 99  # below every list mark
_LONGEST = 26  # characters of a line that opens a section
_LONGEST_LABEL = 18
_FINAL_ARTICLE = r"第[一二三四五六七八九十百]{1,4}条 {0,4}\[<finalArticle>\]"
# What a paragraph announces whose points follow: …,但仍存在以下不足: / 近年来,我局做了以下工作:
_ANNOUNCED = {"problem": r"<announcesProblem>[^。;:]{0,6}:$", "done": r"(?:<past>|了)[^。;:]{0,12}(?:工作|措施):$"}
_ANNOUNCED_REACH = 30  # code points: more than these are ever long
_FIRST_POINT = re.compile(r"\(?[一1](?![\d一二三四五六七八九十百])|第一")
_GOES_OVER = (
    r"<soon>|(?:<filler>|<firstPerson>|,){0,4}(?:<urge>|<adviceSection>)|[^。;:]{0,24}<adviceSection>[^。;]{0,6}:$"
)
_NAMES = {"sectionPlan": "", "sectionDone": "done", "sectionProblem": "problem", "sectionGoal": "goal"}


class Outline:
    """Where a reader of ``voice`` is: the headings that are open, and the section."""

    def __init__(self, page: Page, voice: Voice) -> None:
        self.page, self.voice = page, voice
        self.title: int | None = None  # what headings and measures hang on where no heading is open
        self.headings: dict[int, int] = {}  # level of the list mark → the open heading of that level
        self.section = ""  # done, problem, goal; "" for what is to be done
        self.section_level = _LOWEST
        self.announced = False  # whether a paragraph said that the section's points follow
        self.begun = False  # whether one of them was read

    def parent(self, below: int = _LOWEST) -> int | None:
        """The heading, else the title, that what stands at mark level ``below`` is part of."""
        above = [level for level in self.headings if level < below]
        return self.headings[max(above)] if above else self.title

    def close(self, level: int) -> None:
        """Close the headings of ``level`` and those below."""
        self.headings = {open_: heading for open_, heading in self.headings.items() if open_ < level}

    def leave_section(self, mark: int, start: int, end: int) -> None:
        """A list mark as high as that of the section's own line ends the section. One that a paragraph announced ends
        where the points begin anew (一、…。二、…。|一、…), or with a paragraph that goes over to what is to be done."""
        if self.section and mark and mark <= self.section_level:
            self.section, self.section_level = "", _LOWEST
        elif self.section and self.announced:
            anew = mark and mark == self.section_level + 1 and _FIRST_POINT.match(self.page.text, start, end)
            over = not mark and self.page.lexicon.pattern(_GOES_OVER).match(self.page.text, start, end)
            if over or (anew and self.begun):
                self.section, self.section_level = "", _LOWEST
            self.begun = True

    def enter(self, section: str, level: int) -> None:
        self.section, self.section_level, self.announced, self.begun = section, level, False, False
        self.close(level)

    def announce(self, section: str, mark: int) -> None:
        """Enter the section that points with that list mark make, which come next."""
        self.enter(section, mark - 1)
        self.announced = True


def in_sections(outline: Outline) -> Iterator[tuple[Passage, int, bool]]:
    """The passages of the outline's voice in order, each with its list mark and whether it only says what its section
    holds; meanwhile ``outline`` is in the section that the passage stands in."""
    text, passages = outline.page.text, outline.voice.passages
    marks = [mark_level(text, passage.start, passage.end) for passage in passages]
    for passage, mark, following in zip(passages, marks, [*marks[1:], 0], strict=False):
        start, end = passage.start, passage.end
        outline.leave_section(mark, start, end)
        if outline.section == "problem" and _demands(outline.page, start, end):
            outline.enter("", mark)
        entered = enters_section(outline, start, end, mark)
        points = following > 0 and not mark
        if entered and points and outline.section:
            outline.announce(outline.section, following)  # 存在问题: / 一、…
        yield passage, mark, entered
        if points and not entered and (section := _announced(outline.page, start, end)):
            outline.announce(section, following)


def _demands(page: Page, start: int, end: int) -> bool:
    """现提出以下动议:, 本会促请政府:, 建议:…: what follows is no problem any more, whatever the section was called."""
    if page.lexicon.pattern(_ADVISES).match(page.text, start, end):
        return True
    return page.text[end - 1] == ":" and page.lexicon.pattern(_ASKS).search(page.text, start, end) is not None


def announces(page: Page, start: int, end: int) -> bool:
    """Whether a line says that demands or a list of them follow (本会促请政府:, 现提出以下动议:)."""
    return (
        page.text[end - 1] == ":"
        and page.lexicon.pattern(ANNOUNCES).search(page.text, max(start, end - 40), end) is not None
    )


def enters_section(outline: Outline, start: int, end: int, mark: int) -> bool:
    """Whether a line only says what the section behind it holds, or is an article on how long a document holds
    (第九条 【附则】 …); then ``outline`` is in that section."""
    if outline.page.lexicon.pattern(_FINAL_ARTICLE).match(outline.page.text, start, end):
        outline.enter("goal", mark)
        return True
    if not _may_name_section(outline, start, end, mark):
        return False
    page = outline.page
    text, cues = page.text, page.lexicon.cues
    row = text[start:end].strip("[] :").replace(" ", "")  # 建  议:
    list_mark = LIST_MARK.match(text, start, end)
    title = text[list_mark.end() if list_mark else start : end]
    if outline.voice.rule == "reply" and title.startswith("关于"):
        outline.enter("", mark or 1)  # 二、关于路面改造的问题: what was asked for, and what the office will do
        return True
    if all(page.lexicon.pattern(f"<{kind}>").search(row) for kind in ("sectionPlan", "sectionProblem")):
        outline.enter("", mark or 1)  # 二、开通校车的必要性和建议
        return True
    for kind, section in _NAMES.items():
        if not page.lexicon.pattern(f"<{kind}>").search(row):
            continue
        if (
            section
            or title in cues[kind]
            or read_clause(page.prepared, page.lexicon, start, end).kind is not Kind.ACTION
        ):
            outline.enter(section, mark or 1)
            return True
    return False


def _may_name_section(outline: Outline, start: int, end: int, mark: int) -> bool:
    """[工作回顾], 存在问题:, 一、存在问题; or a line of its own, where such documents have sections."""
    text = outline.page.text
    if end - start > _LONGEST or ":" in text[start : end - 1]:
        return False
    if (text[start] == "[" and text[end - 1] == "]") or (text[end - 1] == ":" and end - start <= _LONGEST_LABEL):
        return True
    expected = mark or outline.voice.rule in ("issued", "reply", "proposal")
    return bool(expected) and is_line(outline.page, start, end)


def _announced(page: Page, start: int, end: int) -> str:
    """The section that the points below a paragraph make, if it ends by saying so (…,仍存在以下不足:); else nothing."""
    if page.text[end - 1] != ":":
        return ""
    low = max(start, end - _ANNOUNCED_REACH, page.text.rfind("。", start, end) + 1)
    sections = (s for s, says in _ANNOUNCED.items() if page.lexicon.pattern(says).search(page.text, low, end))
    return next(sections, "")


def is_line(page: Page, start: int, end: int) -> bool:
    """Whether a passage is no sentence: a heading, a label."""
    return page.text[end - 1] not in "。!?;,、])" and "。" not in page.text[start:end]
