"""For whom somebody speaks: 代表A、B发言 names bodies; 代表 before a name is only a title."""

from __future__ import annotations

import re

from jianyan.extraction.names.people import People
from jianyan.extraction.text.sentences import Range
from jianyan.model import Body

_MANDATE = (
    r"(?:代表(?P<bodies>[^,。;:“”《》!?\n()了]{2,60}?)"
    r"(?=<afterMandate>|联合(?!会|社)|[作做](?=[《“了为题出]|<mandateSpeech>|$)|以[《“]|[,。:;)\n]|$)"
    r"|受(?P<asking>[^,。;:“”《》!?\n()]{2,40}?)(?=委托))"
)
_THANKS = r",?[向对][^。;:]{1,80}?<expresses>[^,。;:]{0,16}?<thanks>"  # 代表市政府|向大家表示衷心的感谢
_AND = re.compile(r"[、和及与]")
_MARKS_BEFORE = frozenset(',、;。:)(—\n"”')
_LONGEST_BODY = 40  # code points
_REACH = 20_000  # code points before a mandate in which the body it means is looked for


def mandate(people: People, start: int, end: int) -> list[Body]:
    """The bodies on whose behalf the passage says a speech is made; empty if it does not say."""
    found: dict[Body, None] = {}
    only_thanks = people.lexicon.pattern(_THANKS).match
    for m in people.lexicon.pattern(_MANDATE).finditer(people.prepared.text, start, end):
        named = _before_holder(people, *m.span("bodies" if m["bodies"] else "asking"))
        if only_thanks(people.prepared.text, m.end()):
            continue
        if _has_speaker(people, m.start()) and not _is_title(people, *named):
            for name in _names(people, *named):
                if body := _body(people, *name):
                    found[body] = None
    return list(found)


def _before_holder(people: People, start: int, end: int) -> Range:
    """代表|工程界|的某会主席某某建议: what stands before who speaks, where 的 leads to them."""
    named = next(iter(people.named.within(start, end)), None)
    leads = people.prepared.text.find("的", start, named.name_start) if named else -1
    return (start, leads) if leads > start else (start, end)


def _is_title(people: People, start: int, end: int) -> bool:
    """Whether 代表 is a title whose bearer goes on to speak or act (罗某某代表|建议加快…)."""
    text, lexicon = people.prepared.text, people.lexicon
    told = max(lexicon.speaking[kind].at(text, start, end) for kind in ("propose", "say", "support"))
    return (told > 1 and not people.bodies.within(start, end)[:1]) or lexicon.verbs["action"].at(
        text, start, end
    ) == end - start


def _has_speaker(people: People, p: int) -> bool:
    """Whether 代表 at ``p`` has who speaks before it, and is not a noun (企业家代表, 人大代表)."""
    text, end = people.prepared.text, p
    while end > 0 and text[end - 1] == " ":
        end -= 1
    if end == 0 or text[end - 1] in _MARKS_BEFORE or people.lexicon.forms["beforeMandate"].ending(text, 0, end):
        return True
    return people.named.ends_at(p) or any(text[max(p - n, 0) : p] in people.known for n in people.lengths())


def _names(people: People, start: int, end: int) -> list[Range]:
    """The parts of a list of bodies; put together again where 和 stands inside one name (农业和农村委员会)."""
    joined: list[Range] = []
    for mark_end, part_end in _parts(people.prepared.text, start, end):
        if joined and _goes_on(people, joined[-1], mark_end, part_end):
            joined[-1] = (joined[-1][0], part_end)
        else:
            joined.append((mark_end, part_end))
    return joined


def _parts(text: str, start: int, end: int) -> list[Range]:
    marks = [m.span() for m in _AND.finditer(text, start, end)]
    starts, ends = [start, *(after for _, after in marks)], [*(before for before, _ in marks), end]
    return [(low, high) for low, high in zip(starts, ends, strict=True) if high > low]


def _goes_on(people: People, before: Range, start: int, end: int) -> bool:
    """Whether the part ``start``..``end`` is of one name with the part before its mark."""
    near = people.bodies.within(max(0, start - _LONGEST_BODY), start + _LONGEST_BODY)
    if any(m.span.start < start - 1 < m.span.end for m in near):
        return True
    short = before[1] - before[0] <= 2 and not people.bodies.known(*before)
    whole = people.prepared.text[before[0] : end]
    return short or whole in people.lexicon.bodies.cppcc_sectors or whole.endswith("宗教界")


def _body(people: People, start: int, end: int) -> Body | None:
    """The body a mandate names. One that the text names elsewhere in full is meant by its end
    (阳东区刀剪行业商会 … 代表商会)."""
    text, lexicon = people.prepared.text, people.lexicon
    name = text[start:end]
    if (
        name in lexicon.cues["actor"]
        or lexicon.pattern("<memberStands>").search(name)
        or lexicon.forms["mandateOfNone"].ending(text, start, end)
    ):
        return None
    if name not in lexicon.bodies.suffixes:
        return people.bodies.body(start, end)
    before = people.bodies.within(max(0, start - _REACH), start)
    longer = [m for m in before if text[m.span.start : m.span.end].endswith(name)]
    if not longer:
        return None
    nearest = max(longer, key=lambda m: m.span.end).body
    people.bodies.add(start, end, nearest)
    return nearest
