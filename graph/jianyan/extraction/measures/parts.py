"""What a measure is made of: action and object, instrument, addressee, cited plans, targets.

建议省发展改革委|牵头编制|《…规划》,到2025年…达到3000亿元
addressee          action  cites      target
"""

from __future__ import annotations

import re
from bisect import bisect_left

from jianyan.extraction.measures.clause_words import source
from jianyan.extraction.measures.clauses import read_clause
from jianyan.extraction.measures.statements import Draft
from jianyan.extraction.page import Page, each_once
from jianyan.extraction.text.sentences import Range
from jianyan.lexicon import Lexicon
from jianyan.model import Body, Measure, Span, Target

_OBJECT_END = re.compile(r"[,;。]")
_CITED = re.compile(r"《([^《》\n]{2,80})》")
_LED_BY = r"<ledBy>(?P<who>[^,。;:]{2,60}?)(?=<ledByActs>|$)"
_RESPONSIBLE = r"[\[(]<responsible> ?:(?P<who>[^\])]{2,200})[\])]"
_NUMBER = r"(?:\d[\d,.]*|[一二三四五六七八九十百千两]+)(?:[—\-~至]\d[\d.]*)?"
_QUANTITY = rf"(?P<n>{_NUMBER}) ?(?P<unit>(?:[万亿千百]{{1,2}})?<unit>)"
_COUNTS = re.compile(r"[\d一二三四五六七八九十百千两年]")  # in every quantity and every deadline is one of these
_DEADLINE = (
    r"<until>?(?P<when>(?:20\d\d年(?:底|末)?(?:\d{1,2}月(?:底|\d{1,2}日)?)?|[今明]年(?:年)?底?|年底"
    r"|“?十[四五六]五”?(?:末|期间)|(?:未来|今后)?[一二三四五六七八九十两\d]{1,2}年内))(?:之?前|以前)?"
)


def measure(page: Page, span: Range, draft: Draft | None, inherited: Measure | None) -> Measure:
    """The measure that the passage ``span`` states; what its own words do not say of sector and
    place comes from ``inherited``, the heading or title above it."""
    text = page.text
    start, end = span
    sectors = page.sectors_in(start, end)
    places = page.places_in(start, end)
    took = bool(inherited and not sectors and inherited.sectors)
    if inherited:
        sectors, places = sectors or inherited.sectors, places or inherited.places
    action, object_ = _action(page, start, end, draft)
    return Measure(
        normalised(text[start:end]),
        action,
        object_,
        page.instruments_in(start, end),
        sectors,
        places,
        _addressees(page, start, end, draft),
        tuple(dict.fromkeys(_CITED.findall(text, start, end))) if text.find("《", start, end) >= 0 else (),
        _targets(page.lexicon, text, start, end),
        took,
    )


def normalised(folded: str) -> str:
    """What identifies a measure: the folded words without blanks and closing marks."""
    return "".join(folded.split()).strip(",;:、。“”\"'")


def _action(page: Page, start: int, end: int, draft: Draft | None) -> tuple[str | None, str | None]:
    """The verb and its object; None for what the passage does not have."""
    read = draft if draft and draft.verb >= start else read_clause(page.prepared, page.lexicon, start, end, bound=True)
    if read.verb < 0:
        return None, None
    mark = _OBJECT_END.search(page.text, read.verb_end, end)
    object_ = page.text[read.verb_end : mark.start() if mark else end].strip(" 、")
    return page.text[read.verb : read.verb_end], object_ or None


# -- who is asked to act ---------------------------------------------------------


def _addressees(page: Page, start: int, end: int, draft: Draft | None) -> tuple[Body, ...]:
    """Who is asked to act: the actor at the head, 由…牵头, the list of 责任单位 behind."""
    ranges: list[Range] = [draft.actor] if draft and draft.actor else []
    if source(page.prepared, page.lexicon).leaders.find(1, start, end) >= 0:
        ranges += [m.span("who") for m in page.lexicon.pattern(_LED_BY).finditer(page.text, start, end)]
    if responsible := _responsible(page, end):
        ranges.append(responsible)
    if not ranges:
        return ()
    return each_once([body for low, high in ranges for body in _outermost(page, low, high)])


def _outermost(page: Page, low: int, high: int) -> list[Body]:
    """The bodies named in ``low``..``high``, without those inside a longer name."""
    inside = page.bodies.within(low, high)
    if len(inside) < 2:
        return [m.body for m in inside]
    return [m.body for m in inside if not any(o.span != m.span and o.span.covers(m.span) for o in inside)]


def _responsible(page: Page, end: int) -> Range | None:
    """Whom (责任单位:…) names behind ``end`` on the same line, or at the head of the next."""
    fields = _responsibles(page)
    if not fields:
        return None
    line_end = page.text.find("\n", end)
    stop = len(page.text) if line_end < 0 else line_end
    for i in range(bisect_left(fields, (end,)), len(fields)):
        begin, field_end, who = fields[i]
        if field_end <= stop or not page.text[stop:begin].strip():
            return who
        if begin >= stop:
            break
    return None


def _responsibles(page: Page) -> list[tuple[int, int, Range]]:
    """All such fields of the text: where they begin and end, and the names in them."""
    memo = page.prepared.memo
    if ("responsible",) not in memo:
        found = page.lexicon.pattern(_RESPONSIBLE).finditer(page.text)
        memo["responsible",] = [(m.start(), m.end(), m.span("who")) for m in found]
    return memo["responsible",]  # type: ignore[no-any-return]


# -- targets ---------------------------------------------------------------------


def _targets(lexicon: Lexicon, text: str, start: int, end: int) -> tuple[Target, ...]:
    """Quantities with their units, and deadlines."""
    if not _COUNTS.search(text, start, end):
        return ()
    deadline = lexicon.pattern(_DEADLINE).search(text, start, end)
    when = deadline["when"] if deadline else None
    found = tuple(
        Target(Span(*m.span()), m["n"].replace(",", ""), m["unit"].strip(), when)
        for m in lexicon.pattern(_QUANTITY).finditer(text, start, end)
        if not (deadline and deadline.start() <= m.start() < deadline.end())
    )
    if not found and deadline:
        return (Target(Span(*deadline.span()), None, None, when),)
    return found
