"""What a measure is made of: action and object, instrument, addressee, cited plans, targets.

    建议省发展改革委|牵头编制|《…规划》,到2025年…达到3000亿元
    addressee          action  cites      target
"""

from __future__ import annotations

import re

from jianyan.extraction.page import Page
from jianyan.extraction.sentences import Range
from jianyan.extraction.statements import Draft
from jianyan.model import Body, Measure, Span, Target

_CITED = re.compile(r"《([^《》\n]{2,80})》")
_LED_BY = re.compile(r"(?:由|请|会同|配合)(?P<who>[^,。;:]{2,60}?)(?=牵头|会同|负责|配合|统一|组织|制定|编制|建立|出台|修订|按|加|联合|$)")
_RESPONSIBLE = re.compile(r"[\[(](?:责任单位|牵头单位|责任部门|牵头部门|配合单位|承办单位) ?:(?P<who>[^\])]{2,200})[\])]")
_NUMBER = r"(?:\d[\d,.]*|[一二三四五六七八九十百千两]+)(?:[—\-~至]\d[\d.]*)?"
_QUANTITY = re.compile(
    rf"(?P<n>{_NUMBER}) ?(?P<unit>(?:[万亿千百]{{1,2}})?(?:元|美元|港元|人次|人|户|家|个|亩|公里|千米|平方米|平方公里|套|所|座|吨|千瓦时|千瓦|兆瓦|张|名|辆|台|件|条|项|处|批|床|公顷|立方米|%|％|个百分点|课时|场|次|倍|P|EFLOPS))"
)
_DEADLINE = re.compile(r"(?:到|至|于|在)?(?P<when>(?:20\d\d年(?:底|末)?(?:\d{1,2}月(?:底|\d{1,2}日)?)?|[今明]年(?:年)?底?|年底|“?十[四五六]五”?(?:末|期间)|(?:未来|今后)?[一二三四五六七八九十两\d]{1,2}年内))(?:之?前|以前)?")


def measure(page: Page, span: Range, draft: Draft | None, inherited: Measure | None) -> Measure:
    """The measure that the passage ``span`` states; what its own words do not say of sector and
    place comes from ``inherited``, the heading or title above it."""
    text = page.text
    start, end = span
    sectors = page.sectors_in(start, end)
    places = page.places_in(start, end)
    took = False
    if inherited and not sectors and inherited.sectors:
        sectors, took = inherited.sectors, True
    if inherited and not places:
        places = inherited.places
    action, object_ = _action(page, start, end, draft)
    return Measure(
        normalised(text[start:end]),
        action,
        object_,
        page.instruments_in(start, end),
        sectors,
        places,
        tuple(_addressees(page, start, end, draft)),
        tuple(dict.fromkeys(m[1] for m in _CITED.finditer(text[start:end]))),
        tuple(_targets(text, start, end)),
        took,
    )


def normalised(folded: str) -> str:
    """What identifies a measure: the folded words without blanks and closing marks."""
    return re.sub(r"\s+", "", folded).strip(",;:、。“”\"'")


def _action(page: Page, start: int, end: int, draft: Draft | None) -> tuple[str | None, str | None]:
    text = page.text
    if draft and draft.verb >= start:
        verb, after = draft.verb, draft.verb_end
    else:
        from jianyan.extraction.clauses import read_clause

        clause = read_clause(page.prepared, page.lexicon, start, end, bound=True)
        if clause.verb < 0:
            return None, None
        verb, after = clause.verb, clause.verb_end
    object_ = re.split(r"[,;。]", text[after:end])[0].strip(" 、")
    return text[verb:after], object_ or None


def _addressees(page: Page, start: int, end: int, draft: Draft | None) -> list[Body]:
    """Who is asked to act: the actor at the head, 由…牵头, the list of 责任单位 behind."""
    text = page.text
    ranges: list[Range] = []
    if draft and draft.actor:
        ranges.append(draft.actor)
    ranges += [m.span("who") for m in _LED_BY.finditer(text, start, end)]
    line_end = text.find("\n", end)
    stop = len(text) if line_end < 0 else line_end
    if m := _RESPONSIBLE.search(text, end, stop):
        ranges.append(m.span("who"))
    elif (m := _RESPONSIBLE.match(text.lstrip(), 0)) is None and line_end > 0:
        following = text[line_end : line_end + 260].lstrip()
        offset = text.find(following[:12], line_end) if following else -1
        if following[:1] in "([" and (m := _RESPONSIBLE.match(text, offset)):
            ranges.append(m.span("who"))
    found: list[Body] = []
    for low, high in ranges:
        inside = page.bodies.within(low, high)
        for mention in inside:
            if not any(o.span != mention.span and o.span.covers(mention.span) for o in inside) and mention.body not in found:
                found.append(mention.body)
    return found


def _targets(text: str, start: int, end: int) -> list[Target]:
    """Quantities with their units, and deadlines."""
    found: list[Target] = []
    deadline = _DEADLINE.search(text, start, end)
    when = deadline["when"] if deadline else None
    for m in _QUANTITY.finditer(text, start, end):
        if deadline and deadline.start() <= m.start() < deadline.end():
            continue
        found.append(Target(Span(*m.span()), m["n"].replace(",", ""), m["unit"].strip(), when))
    if not found and deadline:
        found.append(Target(Span(*deadline.span()), None, None, when))
    return found
