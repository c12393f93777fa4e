"""Democratic parties and their branches.

民建湖北省委会, 民革新疆区委会, 九三学社中央, 省民革, 民建湖北省委会|经济专委会
"""

from __future__ import annotations

import re
from bisect import bisect_right

from jianyan.extraction.names.areas import Areas
from jianyan.extraction.names.body_index import BodyIndex
from jianyan.lexicon import Party
from jianyan.model import Body

_KIND = "democraticParty"
_BRANCH = r"(?P<place><Han>{0,10}?)(?P<org><branch>)(?!<notBranch>)"
_PART = r"(?!会议)(?P<name><Han>{2,12}?<branchPart>)(?!会议)"
_CENTRE = re.compile(r"中央(?:委员会)?")
_OF_AREA = r"(?:<areaMark>|<autonomous>|<areaOther>)?$"
_SHORT_BRANCH = r"(?:<areaMark>)(?P<unit>委会)"
_LONGEST_LEVEL = 3  # 我省, 自治区


def find(found: BodyIndex, areas: Areas) -> None:
    text = found.prepared.text
    for start, end, parties in found.lexicon.bodies.parties.find(text):
        party = parties[0]
        centre = _CENTRE.match(text, end)
        if centre:
            _add(found, start, centre.end(), party, party.short + "中央")
        elif _cuts_word(found, start, end):
            continue
        elif not _is_other_name(found, start, end) and not _add_branch(found, areas, start, end, party):
            _add_by_area_before(found, areas, start, end, party)
    _short_branches(found)


def _short_branches(found: BodyIndex) -> None:
    """市委会: the branch that the text named last before, where one calls itself so."""
    branches = sorted((m for m in found.mentions if m.body.kind == _KIND), key=lambda m: m.span.start)
    ends = [m.span.end for m in branches]
    for m in found.lexicon.pattern(_SHORT_BRANCH).finditer(found.prepared.text):
        i = bisect_right(ends, m.start()) - 1
        alone = found.prepared.is_boundary(m.start()) or found.lexicon.cues["beforeName"].ending(
            found.prepared.text, 0, m.start()
        )
        if i >= 0 and alone and found.free(*m.span()):
            body = branches[i].body
            if body.name.endswith(m["unit"]):
                found.add(m.start(), m.end(), body)


def _cuts_word(found: BodyIndex, start: int, end: int) -> bool:
    """市民|进出: a weak form that ends within a word is no party."""
    return found.prepared.text[start:end] in found.lexicon.bodies.weak and not found.prepared.is_boundary(end)


def _is_other_name(found: BodyIndex, start: int, end: int) -> bool:
    """Whether a longer name of another body begins with the party's."""
    text, names = found.prepared.text, found.lexicon.bodies.fixed.names
    return text[start : end + 1] in names or text[start : end + 2] in names


def _add(found: BodyIndex, start: int, end: int, party: Party, name: str) -> None:
    """A branch, and what is part of it (民建湖北省委会|经济专委会)."""
    branch = Body(name, _KIND, party.body)
    found.add(start, end, branch)
    part = found.lexicon.pattern(_PART).match(found.prepared.text, end)
    if part and not found.lexicon.cues["notBranchPart"].at(part["name"], 0):
        found.add(start, part.end(), Body(branch.name + part["name"], "committee", branch))


def _add_branch(found: BodyIndex, areas: Areas, start: int, end: int, party: Party) -> bool:
    """民建|湖北省|委会"""
    branch = found.lexicon.pattern(_BRANCH).match(found.prepared.text, end)
    area = _branch_area(found, areas, branch) if branch else None
    if not branch or not area:
        return False
    unit = "委会" if branch["org"] in found.lexicon.cues["branchPlain"] else branch["org"]
    _add(found, start, branch.end(), party, party.short + area + unit)
    return True


def _branch_area(found: BodyIndex, areas: Areas, branch: re.Match[str]) -> str | None:
    """The area of a branch: a place, a level word, or an unknown place with a level word."""
    written, cues = branch["place"], found.lexicon.cues
    if not written:
        return None
    named = areas.starting.get(branch.start())
    if (
        named
        and not named.natural
        and found.lexicon.pattern(_OF_AREA).match(found.prepared.text, named.end, branch.start("org"))
    ):
        return areas.name(named)
    if any(written in cues[kind] for kind in ("areaMark", "bannerMark", "autonomous")):
        area = found.home.meant_by(written)
        return area.name if area else written
    marked = written[-1] in cues["areaMark"] or written[-1] in cues["bannerMark"]
    if not marked or not 2 <= len(written) <= 8:
        return None
    if len(written) > 2:  # 民革|清川|市委会: 市 is said of the branch
        found.unknown_areas.append((branch.start(), branch.start() + len(written) - 1, written))
    return written


def _add_by_area_before(found: BodyIndex, areas: Areas, start: int, end: int, party: Party) -> None:
    """湖北省|民革, 省|民革; else the party itself."""
    text = found.prepared.text
    named, level = areas.ending.get(start), areas.level_before(start, _LONGEST_LEVEL)
    if named and text[named.end - 1] in found.lexicon.cues["areaMark"]:
        found.add(named.start, end, Body(f"{party.short}{areas.name(named)}委会", _KIND, party.body))
        return
    ours = level and not named and level.ours + level.word != "全区" and found.home.meant_by(level.word)
    if level and ours and found.prepared.is_boundary(level.start):
        found.add(level.start, end, Body(f"{party.short}{ours.name}委会", _KIND, party.body))
    elif found.free(start, end):
        found.add(start, end, party.body)
