"""Organs that a place has one of: behind a place, a level word or an unknown place that ends in one.

湖北省|农业农村厅, 省|农业农村厅, 清川市|教育局, 市政府|口岸物流办, 请|教育局|…
"""

from __future__ import annotations

import re

from jianyan.extraction.names import cppcc_bodies, league_bodies
from jianyan.extraction.names.areas import Areas
from jianyan.extraction.names.body_index import BodyIndex
from jianyan.lexicon import Organ
from jianyan.model import Body

Found = tuple[int, int, tuple[Organ, ...]]

_SESSION = re.compile(r"第?[一二三四五六七八九十\d]{1,3}届$")
_LONGEST_SESSION = 5
_OPENS = tuple(",。;\n ”")
_OFFICE = r"<Han>{2,8}?<officeEnd>(?=[、,。;:)\s和]|$)"


def find(found: BodyIndex, areas: Areas, organs: list[Found]) -> None:
    text = found.prepared.text
    for start, end, candidates in organs:
        area = areas.before(_before_session(text, start, candidates)) if found.free(start, end) else None
        if area is None:
            continue
        begin, name = area
        if begin and text[begin - 1] in found.lexicon.cues["areaMark"] and begin not in areas.starting:
            continue  # 省区|市政协: no one area's
        if found.lexicon.cues["notArea"].ending(text, 0, begin + 1) > 1 and begin not in areas.starting:
            continue  # 社|区党委: the 区 of no government
        organ = _of_level(found, candidates, text[start - 1]) if len(candidates) > 1 else candidates[0]
        if _is_other_word(found, organ, end) or not found.free(begin, start):
            continue
        if text[begin:end] in found.lexicon.bodies.fixed.names:
            continue  # 湖北日报: a name of its own
        if areas.is_unknown(begin, start, name):
            found.unknown_areas.append((begin, start, name))
        if organ.name == "政协":
            cppcc_bodies.add(found, begin, end, name)
        elif organ.name == league_bodies.STEM:
            found.add(begin, end, league_bodies.league(name))
        else:
            party = "中共" if organ.kind == "party" and organ.name.endswith("委") else ""
            found.add(begin, end, Body(f"{party}{name}{organ.name}", organ.kind))


def _before_session(text: str, start: int, candidates: tuple[Organ, ...]) -> int:
    """县|第十七届人大: where the area ends before the session of the congress or the CPPCC at ``start``."""
    if text[start - 1 : start] != "届" or candidates[0].kind not in ("peoplesCongress", "cppcc"):
        return start
    session = _SESSION.search(text, max(0, start - _LONGEST_SESSION), start)
    return session.start() if session else start


def _of_level(found: BodyIndex, organs: tuple[Organ, ...], level: str) -> Organ:
    """The organ of several that the same form names, by the last character of its place."""
    cues = found.lexicon.cues
    if level == "国":
        rank = "国"
    elif level == "区" or level in cues["countyLevel"]:
        rank = "县"
    else:
        rank = "市" if level in cues["cityLevel"] else "省"
    return next((organ for organ in organs if rank in organ.levels), organs[0])


def _is_other_word(found: BodyIndex, organ: Organ, end: int) -> bool:
    """市委|员: 委 belongs to what follows; 我市|政府采购 is what governments do."""
    text = found.prepared.text
    if organ.kind == "government" and found.lexicon.cues["notGovernment"].at(text, end):
        return True
    return organ.kind == "party" and text[end - 1] == "委" and found.lexicon.cues["notParty"].at(text, end) > 0


def offices(found: BodyIndex) -> None:
    """市政府|口岸物流办: an office of a government."""
    office_of = found.lexicon.pattern(_OFFICE)
    for mention in [m for m in found.mentions if m.body.kind == "government"]:
        end = mention.span.end
        office = office_of.match(found.prepared.text, end)
        if office and found.free(end, office.end()):
            name = mention.body.name + office[0]
            found.add(mention.span.start, office.end(), Body(name, "department", mention.body))


def without_place(found: BodyIndex, organs: list[Found]) -> None:
    """请|教育局|…, 市财政局、|水利局, 观光局|表示: an organ named without its place, where it is asked to act,
    listed behind a body, or speaks."""
    text, asked, speaking = found.prepared.text, found.lexicon.cues["asked"], found.lexicon.speaking
    for start, end, (organ, *_) in organs:
        if organ.kind != "department" or end - start < 3 or not found.free(start, end):
            continue
        listed = text[start - 1 : start] == "、" and found.covers(start - 2)  # 市生态环境局、|水利局
        speaks = (
            text[start - 1 : start] in _OPENS and max(speaking[kind].at(text, end) for kind in ("say", "propose")) > 1
        )
        if text[start - 1 : start] in asked or listed or speaks:
            found.add(start, end, Body(text[start:end], organ.kind))
