"""For whom somebody speaks: 代表A、B发言 names bodies; 代表 before a name is only a title."""

from __future__ import annotations

import re

from jianyan.extraction.people import People
from jianyan.model import Body

_MANDATE = re.compile(r"(?:代表|受(?=[^,。;]{2,40}委托))(?P<bodies>[^,。;:“”《》!?\n()]{2,60}?)(?=(?:委托)?(?:共同|联合(?!会|社)|率先|还|[作做](?=[《“了为题出]|大会|发言|专题|书面|主题|口头|联合|重点)|发言|在会上|在大会|提出|建议|呼吁|认为|说|提交|,|。|:|;|的发言|\)|$|\n|进行|以《|以“|就|表示|发表|参加))")
_AND = re.compile(r"[、和及与]")


def mandate(people: People, start: int, end: int) -> list[Body]:
    """The bodies on whose behalf the passage says a speech is made; empty if it does not say."""
    found: list[Body] = []
    for m in _MANDATE.finditer(people.prepared.text, start, end):
        if not _has_speaker(people, m.start()):
            continue
        at = m.start("bodies")
        pieces: list[tuple[int, int]] = []
        for part in _AND.split(m["bodies"]):
            if part:
                pieces.append((at, at + len(part)))
            at += len(part) + 1
        bodies = [body for piece in _whole_names(people, pieces) if (body := _body(people, *piece))]
        if not bodies:
            continue
        for body in bodies:
            if body not in found:
                found.append(body)
    return found


def _has_speaker(people: People, p: int) -> bool:
    """Whether 代表 at ``p`` has who speaks before it, and is not a noun (企业家代表, 人大代表)."""
    text = people.prepared.text
    before = text[:p].rstrip(" ")
    if not before or before[-1] in ",、;。:)(—\n\"”" or before.endswith(("委员", "常委", "还", "则", "分别", "首先", "主席", "主委", "也", "他", "她", "我")):
        return True
    return any(n.name_end == p for n in people.named) or any(text.startswith(f, p - len(f)) for f in people.known if p >= len(f))


def _whole_names(people: People, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces put together again where 和 stands inside one name (农业和农村委员会)."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        inside = any(m.span.start < start - 1 < m.span.end for m in people.bodies.mentions)
        short = joined and joined[-1][1] - joined[-1][0] <= 2 and not people.bodies.known(*joined[-1])
        if joined and (inside or short or _is_sector(people, joined[-1][0], end)):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_sector(people: People, start: int, end: int) -> bool:
    return people.prepared.text[start:end] in people.lexicon.bodies.cppcc_sectors or people.prepared.text[start:end].endswith("宗教界")


def _body(people: People, start: int, end: int) -> Body | None:
    """The body a mandate names. One that the text names elsewhere in full is meant by its end
    (阳东区刀剪行业商会 … 代表商会)."""
    text = people.prepared.text
    name = text[start:end]
    if name in people.lexicon.cues["actor"] or name.endswith(("们", "队", "利益", "方向", "人")):
        return None
    if name in people.lexicon.bodies.suffixes:
        longer = [m for m in people.bodies.mentions if m.span.end <= start and text[m.span.start : m.span.end].endswith(name)]
        if longer:
            nearest = max(longer, key=lambda m: m.span.end)
            people.bodies.add(start, end, nearest.body)
            return nearest.body
        return None
    return people.bodies.body(start, end)
