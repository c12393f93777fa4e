"""Titles and headings that name an action, and the part of them that does.

关于|加快发展氢能产业|的建议
(二)|守牢安全底线
数字赋能传统工艺           in a heading, the means may stand before the verb
"""

from __future__ import annotations

import re

from jianyan.extraction.measures.clause_words import LIST_MARK
from jianyan.extraction.measures.clauses import read_clause
from jianyan.extraction.measures.kinds import Clause, Kind
from jianyan.extraction.page import Page
from jianyan.extraction.text.sentences import END_MARKS, Range, bare_end

_ABOUT = r"(?:关于|有关)(?P<what>.+?)的?(?:<titleCount>|<titleJoint>)?<titleAbout>?$"
_TITLE_TAIL = r"的?<titleCount>?<titleNoun>$"
_PIECE = re.compile(r"[^ ,:]+")
_HEADING_PIECE = re.compile(r"[^ ,]+")
_LABEL = 14  # 金融支持:|…: a label before a heading is shorter


def title_action(page: Page, start: int, end: int) -> Range | None:
    """The part of a title that names an action; None if none does."""
    start, end = _bare_title(page, start, end)
    pieces = [m.span() for m in _PIECE.finditer(page.text, start, end)]
    for low, high in pieces:
        clause = read_clause(page.prepared, page.lexicon, low, high, bound=True)
        if clause.urged and low == start:
            start = low = clause.start  # 要求|增设转车站
        if clause.start != low and not page.lexicon.cues["adverb"].at(page.text, low):
            return None
        if clause.kind is Kind.ACTION or (clause.verb >= 0 and clause.kind in (Kind.WEAK, Kind.TAIL, Kind.LEAD)):
            return start, end
        if clause.kind is not Kind.LEAD:
            return None
    return None


def _bare_title(page: Page, start: int, end: int) -> Range:
    """A title without its marks, 关于 and 的建议."""
    text, pattern = page.text, page.lexicon.pattern
    while start < end and text[start] in "《“" + END_MARKS:
        start += 1
    while end > start and text[end - 1] in "》”" + END_MARKS:
        end -= 1
    if about := pattern(_ABOUT).match(text, start, end):
        start, end = about.span("what")
        if tail := pattern(_TITLE_TAIL).search(text, start, end):
            end = tail.start()  # 关于…的建议|的提案
    elif tail := pattern(_TITLE_TAIL).search(text, start, end):
        end = tail.start()
    while start < end and text[start] in END_MARKS:
        start += 1
    while end > start and text[end - 1] in END_MARKS:
        end -= 1
    return start, end


def heading_action(page: Page, start: int, end: int) -> Range | None:
    """The span of a heading without its list mark, if it names an action; 关于… and nouns do not."""
    asked = ("heading", start, end)
    memo = page.prepared.memo
    if asked not in memo:
        memo[asked] = _heading_action(page, start, end)
    return memo[asked]  # type: ignore[no-any-return]


def _heading_action(page: Page, start: int, end: int) -> Range | None:
    text = page.text
    p = _heading_start(page, start, end)
    end = bare_end(text, p, end)
    if end - p < 3 or text.startswith("关于", p) or page.lexicon.pattern("<question>").search(text, p, end):
        return None
    pieces = [m.span() for m in _HEADING_PIECE.finditer(text, p, end)]
    acts = any(_piece_acts(page, *piece) for piece in pieces) or _means_act(page, p, end)
    return (p, end) if acts else None


def leading_heading(page: Page, start: int, end: int) -> Range | None:
    """以产业促就业, 在“精”字上下功夫: the span of a sentence behind its list mark that only says how or where, and that
    what stands below spells out."""
    p = _heading_start(page, start, end)
    end = bare_end(page.text, p, end)
    clauses = [m.span() for m in _PIECE.finditer(page.text, p, end)]
    kinds = [read_clause(page.prepared, page.lexicon, *piece, bound=True).kind for piece in clauses]
    return (p, end) if kinds and all(kind is Kind.LEAD for kind in kinds) else None


def _heading_start(page: Page, start: int, end: int) -> int:
    """Behind the list mark, a label and 要."""
    text, p = page.text, start
    while mark := LIST_MARK.match(text, p, end):
        p = mark.end()
    colon = text.find(":", p, min(end, p + _LABEL))
    if colon > 0 and end - colon > 4:
        p = colon + 1
    while p < end and text[p] in " “”,;:、。":
        p += 1
    urges = text.startswith("要", p) and not page.lexicon.verbs["action"].at(text, p, end)
    return p + 1 if urges else p


def _piece_acts(page: Page, start: int, end: int) -> bool:
    clause: Clause = read_clause(page.prepared, page.lexicon, start, end, bound=True)
    if clause.kind in (Kind.ACTION, Kind.WEAK):
        return True
    with_verb = clause.verb >= 0 and clause.kind in (Kind.TAIL, Kind.LEAD, Kind.BARE)
    return with_verb or _is_short_action(page, start, end)


def _is_short_action(page: Page, start: int, end: int) -> bool:
    """抓良种良法配套, 控源头: one character that acts, and what it acts on."""
    short = page.lexicon.verbs["short"].at(page.text, start, end)
    return bool(short) and 2 <= end - start <= 14 and page.prepared.is_boundary(start)


def _means_act(page: Page, start: int, end: int) -> bool:
    """数字|赋能|传统工艺: the second to the fourth word is a verb with an object."""
    prepared, verbs = page.prepared, page.lexicon.verbs
    for i in prepared.words(start, end)[1:4]:
        at = prepared.starts[i]
        n = verbs["action"].at(page.text, at, end) or verbs["effect"].at(page.text, at, end)
        if n and prepared.is_boundary(at + n) and end - at - n >= 2:
            return True
    return False
