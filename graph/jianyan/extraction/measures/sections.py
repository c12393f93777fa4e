"""Sections of a speech or document: which heading is open, and what the lines below it tell.

一、2023年工作回顾      what was done
二、存在的困难          problems: nothing in it proposes
三、下一步打算          what is to be done, like all that no such line precedes
"""

from __future__ import annotations

from jianyan.extraction.measures.clause_words import LIST_MARK
from jianyan.extraction.measures.clauses import read_clause
from jianyan.extraction.measures.kinds import Kind
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.voices import Voice

_LOWEST = 99  # below every list mark
_LONGEST = 26  # characters of a line that opens a section
_LONGEST_LABEL = 18
_FINAL_ARTICLE = r"第[一二三四五六七八九十百]{1,4}条 {0,4}\[<finalArticle>\]"
_NAMES = {"sectionPlan": "", "sectionDone": "done", "sectionProblem": "problem", "sectionGoal": "goal"}


class Outline:
    """Where a reader of ``voice`` is: the headings that are open, and the section."""

    def __init__(self, page: Page, voice: Voice) -> None:
        self.page, self.voice = page, voice
        self.title: int | None = None  # what headings and measures hang on where no heading is open
        self.headings: dict[int, int] = {}  # level of the list mark → the open heading of that level
        self.section = ""  # done, problem, goal; "" for what is to be done
        self.section_level = _LOWEST

    def parent(self, below: int = _LOWEST) -> int | None:
        """The heading, else the title, that what stands at mark level ``below`` is part of."""
        above = [level for level in self.headings if level < below]
        return self.headings[max(above)] if above else self.title

    def close(self, level: int) -> None:
        """Close the headings of ``level`` and those below."""
        self.headings = {open_: heading for open_, heading in self.headings.items() if open_ < level}

    def leave_section(self, mark: int) -> None:
        """A list mark as high as that of the section's own line ends the section."""
        if self.section and mark and mark <= self.section_level:
            self.section, self.section_level = "", _LOWEST

    def enter(self, section: str, level: int) -> None:
        self.section, self.section_level = section, level
        self.close(level)


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
    row = text[start:end].strip("[] :")
    list_mark = LIST_MARK.match(text, start, end)
    title = text[list_mark.end() if list_mark else start : end]
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


def is_line(page: Page, start: int, end: int) -> bool:
    """Whether a passage is no sentence: a heading, a label."""
    return page.text[end - 1] not in "。!?;,、])" and "。" not in page.text[start:end]
