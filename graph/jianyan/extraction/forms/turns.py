"""Lists of those who spoke, in running text: known by name, perhaps by title, but not by what they said.

张某某(…)、李某某(…)先后发言                                    persons with posts
张某某、李某某等6位委员先后作大会发言                           names
张某某、李某某两位委员分别围绕…、…作了发言                      names, and what they spoke of
发言人分别是张某某、李某某,发言题目分别是完善…、发展…           names and titles in the same order
"""

from __future__ import annotations

from jianyan.extraction.names.people import Known
from jianyan.extraction.names.person_names import HAN
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.voices import Voice
from jianyan.extraction.text.layout import Line
from jianyan.extraction.text.sentences import Range
from jianyan.model import Basis, Span

_IN_TURN = r"<inTurn>(?:<topicOpens>[^。;:]{2,120}?)?<making>?了?<speechManner>?<takesFloor>"
_NAMES_IN_TURN = (
    rf"(?P<names>(?:{HAN}|·){{2,12}}(?:、(?:{HAN}|·){{2,12}}){{1,30}})"
    rf"等?(?:\d+|[一二三四五六七八九十]+)?[位名人]?{HAN}{{0,6}}" + _IN_TURN
)
_LISTED = (
    rf"发言[人者](?:分别)?[是为](?P<names>(?:{HAN}|·){{2,12}}(?:、(?:{HAN}|·){{2,12}})+)[,;]"
    r"\s*发言<speechSubject>(?:分别)?[是为](?P<titles>[^。;]+)"
)


def in_turn(page: Page, line: Line) -> list[Voice]:
    """A voice for everybody listed in a line as having spoken; the same person may come twice."""
    return [*(Voice((line.start, line.end), known) for known in spoke(page, line)), *named_in_turn(page, line)]


def spoke(page: Page, line: Line) -> list[Known]:
    """Everybody named in a sentence before 先后发言, but for who 主持."""
    found: list[Known] = []
    if not _tells_turns(page, line):
        return found
    pattern = page.lexicon.pattern(_IN_TURN)
    for start, end in page.cuts.sentences(line.start, line.end):
        if m := pattern.search(page.text, start, end):
            chairs = page.text.find("主持", start, m.start())
            named = page.people.named.beginning(max(start, chairs), m.start())
            found += [known for place in named if not (known := page.people.who(place)).press]
    return found


def named_in_turn(page: Page, line: Line) -> list[Voice]:
    """A voice for each name in a list of those who 先后发言."""
    found: list[Voice] = []
    if not _tells_turns(page, line):
        return found
    m = page.lexicon.pattern(_NAMES_IN_TURN).search(page.text, line.start, line.end)
    for start, end in _split(m["names"], m.start("names")) if m else ():
        begin = start if found else _first_name(page, start, end)
        others = page.text.find("等", begin + 2, end)  # 甲某、乙某|等专家学者
        stop = end if others < 0 else others
        if not page.people.names.never(begin, stop) and page.people.names.well_formed(begin, stop):
            known = page.people.known.get(page.text[begin:stop]) or page.people.register(begin, stop)
            if not known.press:
                found.append(Voice((begin, stop), known))
    return found


def _tells_turns(page: Page, line: Line) -> bool:
    """Whether 先后, 依次 … stand in a line; there is no list of turns without."""
    return page.lexicon.pattern("<inTurn>").search(page.text, line.start, line.end) is not None


def _first_name(page: Page, start: int, end: int) -> int:
    """Where the first name of a list begins: what stands before it belongs to the sentence (随后,委员|张某某、…)."""
    surnames = page.lexicon.surnames
    return next((p for p in range(start, end - 1) if end - p in (2, 3) and surnames.at(page.text, p, end)), start)


def _split(listed: str, start: int) -> list[Range]:
    """Where the parts of a list, which begins at ``start``, stand."""
    found: list[Range] = []
    for part in listed.split("、"):
        found.append((start, start + len(part)))
        start += len(part) + 1
    return found


def listed_in_order(page: Page, line: Line) -> list[Voice]:
    """发言人分别是甲某、乙某,发言内容分别是…、…: who spoke on what."""
    m = page.lexicon.pattern(_LISTED).search(page.text, line.start, line.end)
    if not m:
        return []
    names, titles = _split(m["names"], m.start("names")), _split(m["titles"], m.start("titles"))
    seat = page.lexicon.pattern("<cppccSeat>").search(page.text, max(0, m.start() - 120), m.start())
    found: list[Voice] = []
    for i, name in enumerate(names):
        held = page.people.seat(page.people.organizer, seat[0], Span(*name)) if seat else []
        title = titles[i] if len(titles) == len(names) else None
        known = page.people.register(*name, held)
        found.append(Voice(name, known, basis=Basis.LIST_ORDER, title=title, rule="list order"))
    return found
