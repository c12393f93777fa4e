"""Whom a line of names names: who proposes, who is addressed, who signs."""

from __future__ import annotations

import re
from itertools import takewhile

from jianyan.extraction.names.people import Known, Named
from jianyan.extraction.names.person_names import HAN
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.voices import Voice
from jianyan.extraction.text.layout import Line, LineKind
from jianyan.extraction.text.sentences import Range
from jianyan.model import Body

_BODIES_LISTED = re.compile(rf"{HAN}{{3,24}}")
_ASIDE = re.compile(r" ?\([^()]*\) ?")  # (排名不分先后)
_MAYBE_NAME = re.compile(rf"{HAN} {{1,4}}{HAN}(?!{HAN})|(?:{HAN}|·){{2,14}}")


_HEAD = 4  # lines, in which a note on a paper stands
_ADOPTED = re.compile(r" ?\(.*通过\)$")  # (…政协某某市第六届委员会常务委员会第九次会议通过)
_NEAR = 4  # code points between a body and what it does
_SOCIETIES = frozenset(("democraticParty", "massOrganization", "chamber"))


def plain_names(page: Page, start: int, end: int) -> list[Range]:
    """What is built like a name in ``start``..``end`` (张某某、李 某), whoever that is."""
    found: list[Range] = []
    for m in _MAYBE_NAME.finditer(page.text, start, end):
        stop = m.end() - m[0].endswith("等")
        if page.text.startswith(":", stop):
            continue  # 某某  连署人:…
        surname = page.lexicon.surnames.at(page.text, m.start(), stop)
        if "·" in m[0] or (surname and 2 <= len(m[0].replace(" ", "")) <= 4):
            found.append((m.start(), stop))
    return found


def listed(page: Page, start: int, end: int) -> list[Voice]:
    """A voice for each person in a list of proposers, in order; one of all bodies where it names no person."""
    if named := page.people.named.within(start, end):
        return _persons(page, start, end, named)
    names = plain_names(page, start, end)
    if names and names[0][0] == start and not page.bodies.covers(start):
        free = [name for name in names if not page.bodies.covers(name[0])]  # 闻某某 民革界: the person, then from where
        free = [name for name in free if not page.lexicon.pattern("<sectorEnd>$").search(page.text, *name)]  # 农牧界
        return [Voice(name, page.people.register(*name)) for name in free]
    inside = page.bodies.within(start, end)
    outer = [m for m in inside if not any(o is not m and o.span.covers(m.span) for o in inside)]
    if outer:
        bodies = list(dict.fromkeys(m.body for m in outer))
        return [Voice((outer[0].span.start, outer[-1].span.end), issuers=bodies)]
    return [Voice(name, page.people.register(*name)) for name in names]


def _persons(page: Page, start: int, end: int, named: list[Named]) -> list[Voice]:
    """Those ``named`` in a list, and those only listed there."""
    found: dict[int, Voice] = {}
    for place in named:
        known = page.people.who(place)
        if not known.press:
            found.setdefault(id(known), Voice((place.start, place.end), known))
    names = {place.name for place in named}
    for first, last in plain_names(page, start, end):
        name = page.text[first:last].replace(" ", "")
        if name not in names and not any(place.start <= first < place.end for place in named):
            known = page.people.register(first, last)
            found.setdefault(id(known), Voice((first, last), known))
    return list(found.values())


def cosigners(page: Page) -> list[Body]:
    """联署团体: / 某某总会 / 某某关注组: the bodies that labels at the foot of a paper list, behind them or in the
    lines below, in order."""
    label = page.lexicon.pattern(r"<cosigns>(?:名单|如下|一览)?(?:\([^()]{1,24}\))? ?(?:: ?|$)")
    found: dict[Body, None] = {}
    for i, line in enumerate(page.lines):
        if m := label.match(page.text, line.start, line.end):
            aside = _ASIDE.match(page.text, m.end(), line.end)
            rows = [(aside.end() if aside else m.end(), line.end), *_rows_below(page, i + 1)]
            parts = [part.span() for row in rows for part in _BODIES_LISTED.finditer(page.text, *row)]
            bodies = [part for part in parts if _may_sign(page, *part)]
            if sum(_ends_like_body(page, *part) for part in bodies) * 2 >= len(bodies):
                found |= {page.bodies.body(*part): None for part in bodies}
    return list(found)


def _may_sign(page: Page, start: int, end: int) -> bool:
    """Whether a part of a list of those who sign may be a body: no person, no 排名不分先后."""
    if page.people.named.within(start, end):
        return False
    return not page.lexicon.pattern("<unordered>|<letter>").search(page.text, start, end)


def _ends_like_body(page: Page, start: int, end: int) -> bool:
    return page.bodies.known(start, end) or page.lexicon.bodies.suffix_words.ending(page.text, start, end) > 0


def _rows_below(page: Page, first: int) -> list[Range]:
    """The lines of a list of names from line ``first`` on: short ones, or long ones that hold nothing but names."""
    listed = takewhile(lambda line: line.kind is LineKind.SHORT or _lists(page, line), page.lines[first:])
    return [(line.start, line.end) for line in listed]


def _lists(page: Page, line: Line) -> bool:
    """Whether a line is long for the names in it alone."""
    row = page.of(line)
    names = len(_BODIES_LISTED.findall(row))
    return line.kind is LineKind.PARAGRAPH and names >= 2 and len(row) <= 30 * names and "。" not in row[:-1]


def signer(page: Page, lines: list[Line]) -> tuple[Known, Range] | None:
    """The person whose name stands behind 执笔:, or alone at the foot of ``lines`` or right under the title."""
    label = page.lexicon.pattern("<writerLabel>:")
    for line in page.lines[-8:]:
        if label.match(page.text, line.start) and (named := page.people.named.introduced(line.start, line.end)):
            return page.people.who(named[0]), (named[0].start, named[0].end)
    for line in [*reversed(lines[-6:]), *lines[:3]]:
        if line.kind is LineKind.SHORT and (found := _alone(page, line)):
            return found
    return None


def issuers(page: Page, lines: list[Line]) -> list[Body]:
    """The bodies that issued a paper, as the page says, else the one that :func:`presenter` finds."""
    if page.fields.issuers:
        return list(page.fields.issuers)
    found = presenter(page, lines)
    return [found] if found else []


def presenter(page: Page, lines: list[Line]) -> Body | None:
    """The body that a note above a paper says submitted it (某党某市委会|共提交集体提案6件。现将其中一件刊登如下), else
    the party or society that published it, else the one named at its head, of which it speaks as 我会."""
    text, submits = page.text, page.lexicon.pattern("<submits>[^,。;:]{0,10}<paper>")
    head = lines[:_HEAD]
    for line in head:
        if _ADOPTED.match(text, line.start, line.end) and (named := page.bodies.within(line.start, line.end)):
            return min(named, key=lambda n: n.span.start).body
        if m := submits.search(text, line.start, line.end):
            before = [n for n in page.bodies.within(line.start, m.start()) if 0 <= m.start() - n.span.end <= _NEAR]
            if before:
                return max(before, key=lambda n: n.span.end).body
    publisher = page.fields.publisher
    if publisher and publisher.kind in _SOCIETIES:
        return publisher
    if not page.lexicon.pattern("<ownBody>").search(text):
        return None
    reach = head[-1].end if head else 0
    societies = {m.body for m in page.bodies.within(0, reach) if m.body.kind in _SOCIETIES}
    return societies.pop() if len(societies) == 1 else None


def _alone(page: Page, line: Line) -> tuple[Known, Range] | None:
    """The person whom a short line names."""
    named = page.people.named.introduced(line.start, line.end)
    if named and not page.people.who(named[0]).press:
        return page.people.who(named[0]), (named[0].start, named[0].end)
    names, start = page.people.names, line.start
    end = start + len(page.lexicon.pattern(" ?<signature>$").sub("", page.of(line)))  # 卢某某|谨启
    ordinary = names.is_word(start, end) or (end - start > 2 and not names.unfamiliar(start, end))
    if not ordinary and plain_names(page, start, end)[:1] == [(start, end)]:
        return page.people.register(start, end), (start, end)
    return None
