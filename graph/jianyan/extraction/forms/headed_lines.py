"""Lines whose head names whose words follow.

某党某某:…, 某某委员:加快发展氢能产业         reactions, and speeches given one below another
答:…                                           an interview
1. 李某某议员就“…”动议的议案                   motions, each with its words below
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from jianyan.extraction.measures.clause_words import LIST_MARK
from jianyan.extraction.names.people import Known
from jianyan.extraction.names.person_names import HAN, is_han
from jianyan.extraction.names.posts import posts
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.voices import How, Passage, Voice
from jianyan.extraction.text.layout import Line, LineKind
from jianyan.extraction.text.sentences import Range
from jianyan.model import Body

_HEAD = re.compile(rf"(?P<who>(?:{HAN}|[A-Za-z0-9·、 ()]){{2,44}}?) ?: ?(?=[^\s\d/])")
_LONGEST_SECTOR = 10
_PLACES_BACK = 200  # so many names before a question are looked at for who is asked
_LONGEST_NAME = 3  # code points
_LONGEST_PARTY = 8  # code points
_NAME_OF = re.compile(rf"(?P<name>(?:{HAN}|·){{2,12}}) ?\([^()]{{2,30}}\)")
_ANSWER = re.compile(r"(?P<label>[答问]) ?: ?")
_TITLE = re.compile(r"[《“](?P<title>[^《》]{3,60})[》”][;。,]?")
_MOTION = rf"(?:\d+[.、] ?)?(?P<who>{HAN}{{2,4}})议员(?:就(?:“(?P<title>[^”]+)”|[^“]{{2,30}}?))?动议的?<motion>"
_MOVED = (  # 由李某某提出,内容为:“…”; 李某某亦将根据《…规则》动议一项议案,内容为:“…”
    rf"(?<![^由。, \n])(?P<who>{HAN}{{2,4}}?)(?:议员)?[亦又也]?(?:将|会)?"
    r"(?:根据《[^《》]{2,30}》[^,。:《》]{0,16})?"
    r"(?:提出|动议)(?:一项)?(?P<title>有关[^。:]{2,48}?的?<motion>)?[^,。:]{0,50}[,。]?"
    r"内容(?:为|如下|是) ?:"
)


@dataclass(frozen=True, slots=True)
class Head:
    """Whose words a line gives from ``begin`` on: a person's, who speaks for ``bodies``, else those of ``bodies``."""

    known: Known | None
    bodies: list[Body]
    evidence: Range
    begin: int


def head(page: Page, line: Line) -> Head | None:
    """What the head of a line says of who speaks; None if the line has none."""
    if page.lexicon.pattern("<presentLabel> ?:").match(page.text, line.start, line.end):
        return None
    if line.mark:
        return _numbered(page, line)
    m = _HEAD.match(page.text, line.start, line.end)
    if m is None:
        return None
    start, end, people = line.start, m.end("who"), page.people
    if page.lexicon.speaking["say"].ending(page.text, start, end) and page.text.startswith("“", m.end()):
        return None  # 某某议员指:“…”: told by a reporter
    last = next(reversed(people.named.introduced(start, end)), None)
    if last and last.end >= end - 1 and not people.who(last).press:
        bare = start < last.start == last.name_start and page.text[last.start - 1] == " "
        if bare and (found := _behind_body(page, m)):
            return found
        return Head(people.who(last), [], (last.start, last.end), m.end())
    if max(page.lexicon.speaking[kind].ending(page.text, start, end) for kind in ("propose", "say")) > 1:
        return None  # 读者张某某|建言:…: a sentence that a verb of speaking opens, no label
    if page.bodies.known(start, end):
        return Head(None, [page.bodies.body(start, end)], (start, end), m.end())
    if end - start <= _LONGEST_SECTOR and (m["who"] in page.lexicon.bodies.cppcc_sectors or m["who"].endswith("界")):
        return Head(None, [page.bodies.body(start, end)], (start, end), m.end())
    return _with_sector(page, m) or _in_reactions(page, m) or _behind_body(page, m)


def _numbered(page: Page, line: Line) -> Head | None:
    """2.张某某委员(某医院院长):…: a list mark before the name, as minutes number those who spoke."""
    mark = LIST_MARK.match(page.text, line.start, line.end)
    m = _HEAD.match(page.text, mark.end(), line.end) if mark else None
    if m is None:
        return None
    named = next(iter(page.people.named.introduced(m.start("who"), m.end("who"))), None)
    if named is None or named.start > m.start("who"):
        return None
    behind = page.text[named.end : m.end("who")].strip()
    if behind and not (behind.startswith("(") and behind.endswith(")")):
        return None
    known = page.people.who(named)
    return None if known.press else Head(known, [], (named.start, named.end), m.end())


def turn(page: Page, line: Line) -> Head | None:
    """张某某议员:, 林市长右某:, 1、市政协委员张某某: — a line that only names who speaks, above what they say."""
    if not page.text.startswith(":", line.end - 1):
        return None
    mark = LIST_MARK.match(page.text, line.start, line.end)
    start = mark.end() if mark else line.start
    named = page.people.named.introduced(start, line.end)
    if not named or named[0].start > start or named[-1].end < line.end - 1 or page.people.who(named[-1]).press:
        return None
    titled = (
        named[-1].start < named[-1].name_start or named[-1].name_end < named[-1].end or page.people.who(named[-1]).posts
    )
    return Head(page.people.who(named[-1]), [], (named[-1].start, named[-1].end), line.end) if titled else None


def opens_speech(page: Page, begin: int) -> bool:
    """张某某议员:|主席,…: whether what a line gives from ``begin`` on opens with whom a speaker addresses."""
    return page.lexicon.pattern(r"(?:<address>|各位[^,。:!]{0,12})[,:!]").match(page.text, begin) is not None


def _with_sector(page: Page, m: re.Match[str]) -> Head | None:
    """董某某(侨联):…: a name with the sector or the party it speaks from in brackets."""
    found = _NAME_OF.fullmatch(m["who"])
    if not found or not _lists_reactions(page):
        return None
    start = m.start("who")
    end = start + found.end("name")
    if page.people.names.never(start, end) or not page.people.names.well_formed(start, end):
        return None
    return Head(page.people.register(start, end, end=m.end("who")), [], m.span("who"), m.end())


def _in_reactions(page: Page, m: re.Match[str]) -> Head | None:
    """What parties and groups say, a line each: what no one knows is a party, with or without its speaker."""
    start, end = m.span("who")
    if page.lexicon.verbs["action"].at(page.text, start, end) or not _lists_reactions(page):
        return None
    name = _name_at_end(page, start, end)
    if name is not None:
        held = posts(page.people, start, name)
        if not held:
            page.bodies.body(start, name)
        return Head(page.people.register(name, end, held, start=start), [], (start, end), m.end())
    names = page.people.names
    if end - start <= _LONGEST_NAME and names.has_surname(start, end) and not _ends_like_body(page, start, end):
        if names.unfamiliar(start, end) or not names.is_word(start, end):
            return Head(page.people.register(start, end), [], (start, end), m.end())  # 车某:… in minutes
    if names.is_word(start, end):
        return None  # 地点:, 主持人:
    if end - start <= _LONGEST_PARTY and all(is_han(page.text, p, p + 1) for p in range(start, end)):
        return Head(None, [page.bodies.body(start, end)], (start, end), m.end())
    return None


def _ends_like_body(page: Page, start: int, end: int) -> bool:
    return page.lexicon.bodies.suffix_words.ending(page.text, start, end) > 0


def _name_at_end(page: Page, start: int, end: int) -> int | None:
    """Where a name of three or four characters begins that ends at ``end`` behind two characters or more;
    sooner behind what ends like a body (某党|张某某) than where only a word ends."""
    suffixes = page.lexicon.bodies.suffix_words
    if suffixes.ending(page.text, start, end):
        return None
    names = [n for n in (end - 3, end - 4) if n - start >= 2 and page.people.names.full(n, end)]
    behind_body = [n for n in names if suffixes.ending(page.text, start, n)]
    at_word = [n for n in names if end - n == 3 and page.prepared.is_boundary(n)]
    return next(iter([*behind_body, *at_word]), None)


def _lists_reactions(page: Page) -> bool:
    """Whether the text lists what parties and groups say, a line each (某党某某:…). Each line asks, so it is counted
    once."""
    known: bool | None = page.prepared.memo.get("lists reactions")
    if known is None:
        paragraphs = (line for line in page.content() if line.kind is LineKind.PARAGRAPH)
        headed = sum(1 for line in paragraphs if _HEAD.match(page.text, line.start, line.end))
        known = page.prepared.memo["lists reactions"] = headed >= 3
    return known


def _behind_body(page: Page, m: re.Match[str]) -> Head | None:
    """某党|张某某:…: a name behind the longest body that the line begins with."""
    start, end = m.span("who")
    opening = [b.span.end for b in page.bodies.within(start, end - 1) if b.span.start == start]
    body_end = max(opening, default=end)
    name = body_end
    while page.text[name : name + 1] == " ":
        name += 1
    if not page.lexicon.surnames.at(page.text, name, end) or not 2 <= end - name <= 4:
        return None
    speaks_for = [page.bodies.body(start, body_end)] if body_end < name else []  # 某党某市委会 张某某:…
    return Head(page.people.register(name, end, start=start), speaks_for, (start, end), m.end())


def title_of(page: Page, line: Line, begin: int) -> Range | None:
    """The title in marks that is all the line holds from ``begin`` on (某某委员:《加快发展氢能产业》)."""
    m = _TITLE.fullmatch(page.text, begin, line.end)
    return m.span("title") if m else None


def answer(page: Page, line: Line) -> tuple[str | None, int]:
    """问 or 答 if the line begins with such a label, and where what it labels begins."""
    m = _ANSWER.match(page.text, line.start, line.end)
    return (m["label"], m.end()) if m else (None, line.start)


def interviewee(page: Page, before: int) -> Known | None:
    """The last person with posts who is named before ``before``."""
    named = (page.people.who(place) for place in islice(page.people.named.before(before), _PLACES_BACK))
    return next((known for known in named if known.posts), None)


def motion(page: Page, line: Range) -> Voice | None:
    """李某某议员就“…”动议的议案: the mover's voice, whose words are in the lines below."""
    m = page.lexicon.pattern(_MOTION).match(page.text, *line)
    if not m:
        return None
    mover = page.people.known.get(m["who"]) or page.people.register(*m.span("who"))
    title = m.span("title") if m["title"] else None
    return Voice((m.start("who"), line[1]), mover, title=title, structured=True, rule="letter")


def moved(page: Page, line: Range) -> Voice | None:
    """该项议案由李某某提出,内容为:“…”: the mover's voice with the words that begin in the same line."""
    m = page.lexicon.pattern(_MOVED).search(page.text, *line)
    if not m or not (m["who"] in page.people.known or page.people.names.has_surname(*m.span("who"))):
        return None
    mover = page.people.known.get(m["who"]) or page.people.register(*m.span("who"))
    words = [Passage(m.end(), line[1], How.DIRECT)]
    title = m.span("title") if m["title"] else None
    return Voice(m.span("who"), mover, passages=words, title=title, rule="letter")
