"""Texts, or stretches of them, that are a list of what is to be done, whoever says so.

(一)突出制度创新。…(二)加快…            points with list marks, most of which name an action
完善城市管理体制 / 市住建局 / …           a table whose cells became lines
加快…。(责任单位:市教育局)…              tasks with who is responsible behind each
"""

from __future__ import annotations

from jianyan.extraction.forms.content import Content
from jianyan.extraction.measures.headings import heading_action
from jianyan.extraction.page import Page
from jianyan.extraction.text.layout import Line, LineKind

_SEVERAL = 4
_SHORT_SENTENCE = 30  # code points
_NOTES = r"[(\[]<responsible> ?:"


def outlines(content: Content) -> bool:
    """Whether the text is, or holds, such a list."""
    page = content.page
    marked = [line for line in content.lines if line.mark]
    acting = [line for line in marked if names_action(page, line)]
    if len(acting) >= 2 and 3 * len(acting) >= len(marked):
        return True
    return len(page.lexicon.pattern(_NOTES).findall(page.text)) >= 2 or bool(listed(content))


def listed(content: Content) -> list[Line]:
    """The lines of a table or a list without marks that name an action; none where the text is no such list."""
    lines = [line for line in content.lines if _is_short(content.page, line) and not line.mark]
    acting = [line for line in lines if names_action(content.page, line)]
    paragraphs = sum(not _is_short(content.page, line) for line in content.lines)
    several = len(acting) >= _SEVERAL and 4 * len(acting) >= len(content.lines)
    return acting if several and paragraphs <= len(acting) else []


def _is_short(page: Page, line: Line) -> bool:
    """Whether a line may be one of a list: a short line, or one short sentence (定期检查管道漏水并及时修理。)."""
    one = page.text.find("。", line.start, line.end - 1) < 0
    return line.kind is LineKind.SHORT or (one and line.end - line.start <= _SHORT_SENTENCE)


def names_action(page: Page, line: Line) -> bool:
    """Whether the first sentence of a line names an action."""
    first = next(iter(page.cuts.sentences(line.start, line.end)), None)
    return first is not None and heading_action(page, *first) is not None
