"""Captions and bylines: short lines that say who speaks and whose words the speech is.

图①为张某某(省政协常委、某某大学教授)          a person with posts, and no more
——李某某代表民建省委会的发言                    for whom
王 某   省政协委员,某公司董事长                  a name, then posts; or posts, then the name
民革某某市委会  赵某某                            a body, then the name
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jianyan.extraction.measures.clause_words import LIST_MARK
from jianyan.extraction.names.people import Known, Named
from jianyan.extraction.names.person_names import HAN, is_han
from jianyan.extraction.names.posts import posts
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.mandates import mandate
from jianyan.extraction.text.layout import Line
from jianyan.extraction.text.sentences import Range
from jianyan.model import Body, Span

_LONGEST_NAME = 4  # code points
_LONGEST = 130  # code points
_NUMERAL = "一二三四五六七八九十"
_BYLINE = (
    rf"^(?:\([{_NUMERAL}\d]{{1,3}}\) ?|[{_NUMERAL}]{{1,3}}、 ?|\d{{1,2}}[.、] ?)?"
    rf"(?:—+ ?|\(|\[|[▲△↑↓■●◆▼] ?|图[{_NUMERAL}\d①-⑩]{{1,2}}为?)?"
    r"(?P<label><speakerLabel>)? ?:? ?(?P<who>.+?)[)\]]?(?:—+)?$"
)
_FOLLOWS = r"^(?:<followsSpeaker>|在.{2,30}发言|[,\s])"
_NAME = rf"(?P<name>{HAN}{{2,4}}|{HAN} {{1,3}}{HAN}|(?:{HAN}|·){{4,14}})"
_ONLY_NAME = re.compile(rf" {{1,4}}{_NAME}")
_NAME_POSTS = re.compile(rf"{_NAME}(?:[ \n]{{1,8}}|, ?|: ?|\| ?)\(?(?P<posts>{HAN}.+?)\)?")
_POSTS_NAME = re.compile(rf"(?P<posts>.+{HAN}) {{1,4}}{_NAME}")
_SPEAKS_FOR = rf"(?P<name>(?:{HAN}|·){{2,12}}?)(?P<title><memberTitle>)?代表.{{2,60}}发言"


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    known: Known
    behalf: tuple[Body, ...] = ()
    bare: bool = False  # the line holds a name and nothing else
    bracket_first: bool = False  # 某某(…)——: the speech's title follows


def speaker_line(page: Page, line: Line) -> SpeakerLine | None:
    """What a line says if it is a caption or a byline; None if it is neither."""
    if not _may_be(page, line):
        return None
    m = page.lexicon.pattern(_BYLINE, re.DOTALL).match(page.of(line))
    who = (line.start + m.start("who"), line.start + m.end("who")) if m else (line.start, line.end)
    if found := _body_then_name(page, who):
        return found
    named = next(iter(page.people.named.introduced(who[0], who[1] + 1)), None)
    if named is None:
        return _by_layout(page, line, who) or (_by_label(page, who) if m and m["label"] else None)
    if page.people.who(named).press:
        return None
    if page.text[who[0] : named.start].strip(" —·"):
        return _by_layout(page, line, who)
    behind = page.text[named.end : who[1]].strip(" ,:—()")
    if not behind or page.of(line).endswith("发言") or page.lexicon.pattern(_FOLLOWS).match(behind):
        return _with_mandate(page, line, named, behind)
    return _then_posts(page, line, named, who[1]) or _by_layout(page, line, who)


def _may_be(page: Page, line: Line) -> bool:
    """Whether the line is short, holds no title and is no sentence."""
    row = page.of(line)
    if "《" in row or ("“" in row[:-1] and "发言" in row[-4:]):
        return False
    if page.lexicon.pattern("<presentLabel> ?:").match(row):
        return False  # 主持人:县政协副主席 某某
    sentence = row.endswith(("。", "!", "?")) and not row.endswith("发言。")
    sentence = sentence and not page.lexicon.pattern("<speakerLabel> ?:").match(row)  # 代表名片:某某,女,某某医院院长。
    if line.end - line.start > _LONGEST or sentence:
        return False
    return line.mark not in (1, 2, 3, 4) or _only_names(page, line)


def _only_names(page: Page, line: Line) -> bool:
    """(四)区政协常委、某中学校长  白某: whether a numbered line ends with a name behind posts and two blanks."""
    mark = LIST_MARK.match(page.text, line.start, line.end)
    return mark is not None and _posts_then_name(page, (mark.end(), line.end)) is not None


def _with_mandate(page: Page, line: Line, named: Named, behind: str) -> SpeakerLine | None:
    """某某(…); 某某代表民建省委会的发言. A name alone says who speaks only of somebody with posts."""
    known = page.people.who(named)
    behalf = tuple(mandate(page.people, line.start, line.end))
    only_name = (named.start, named.end) == (named.name_start, named.name_end)
    of_minutes = page.of(line).endswith(":")  # 林局长志某:
    bare = only_name and not behalf and not behind and not of_minutes
    if bare and not known.posts and "发言人" not in page.of(line):
        return None
    return SpeakerLine(known, behalf, bare, page.of(line).endswith("—"))


def _then_posts(page: Page, line: Line, named: Named, end: int) -> SpeakerLine | None:
    """张某某 某公司董事长: a person known already, with more posts."""
    held = posts(page.people, named.name_end, end)
    if not held:
        return None
    known = page.people.who(named)
    known.add(held)
    return SpeakerLine(known, tuple(mandate(page.people, line.start, line.end)))


def _by_layout(page: Page, line: Line, who: Range) -> SpeakerLine | None:
    """A name that nothing but its place in the line reveals."""
    return _name_then_posts(page, line, who) or _posts_then_name(page, who) or _speaks_for(page, line, who)


def _by_label(page: Page, who: Range) -> SpeakerLine | None:
    """(发言人为某党某市委会副主委别某某): whatever stands behind the posts, or before them, is a name."""
    text, start, end = page.text, *who
    first = text.find(",", start, end)
    if 2 <= first - start <= _LONGEST_NAME and is_han(text, start, first):
        return SpeakerLine(page.people.register(start, first, posts(page.people, first + 1, end), end=end))
    ends = [stop for _, stop, _ in page.lexicon.post_names.find(text[start:end])]
    bare = not ends and page.people.names.has_surname(start, end) and not page.people.names.is_word(start, end)
    name = start + ends[-1] if ends else start if bare else end  # 发言人:张某某
    if not 2 <= end - name <= _LONGEST_NAME or not is_han(text, name, end):
        return None
    return SpeakerLine(page.people.register(name, end, posts(page.people, start, name), start=start))


def _body_then_name(page: Page, who: Range) -> SpeakerLine | None:
    """民革某某市委会  赵某某"""
    opening = [m for m in page.bodies.within(*who) if m.span.start == who[0]]
    body = next((m for m in reversed(opening) if page.text[m.span.end : m.span.end + 1] == " "), None)  # the longest
    if body is None:
        return None
    m = _ONLY_NAME.fullmatch(page.text, body.span.end, who[1])
    if not m or not _is_name(page, m):
        return None
    return SpeakerLine(page.people.register(*m.span("name"), start=who[0]), (body.body,))


def _name_then_posts(page: Page, line: Line, who: Range) -> SpeakerLine | None:
    """王 某   省政协委员,某公司董事长"""
    m = _NAME_POSTS.fullmatch(page.text, *who)
    held = posts(page.people, *m.span("posts")) if m else None
    if not m or not held or held[-1].span.end < who[1] - 1:
        return None
    if not _is_name(page, m) and "\n" not in page.of(line):
        return None
    return SpeakerLine(page.people.register(*m.span("name"), held, end=who[1]))


def _posts_then_name(page: Page, who: Range) -> SpeakerLine | None:
    """省政协委员、某公司董事长   王 某"""
    m = _POSTS_NAME.fullmatch(page.text, *who)
    held = posts(page.people, *m.span("posts")) if m else None
    if not m or not held or not _is_name(page, m):
        return None
    return SpeakerLine(page.people.register(*m.span("name"), held, start=who[0], end=who[1]))


def _speaks_for(page: Page, line: Line, who: Range) -> SpeakerLine | None:
    """李某某委员代表民建省委会发言"""
    m = page.lexicon.pattern(_SPEAKS_FOR).fullmatch(page.text, *who)
    if not m or not _is_name(page, m):
        return None
    title = page.prepared.document.text[m.start("title") : m.end("title")] if m["title"] else ""
    seat = page.people.seat(page.people.organizer, title, Span(m.start("name"), max(m.end("title"), m.end("name"))))
    known = page.people.register(*m.span("name"), seat, end=who[1])
    return SpeakerLine(known, tuple(mandate(page.people, m.end("name"), line.end)))


def _is_name(page: Page, m: re.Match[str]) -> bool:
    return "·" in m["name"] or page.lexicon.surnames.at(page.text, *m.span("name")) > 0
