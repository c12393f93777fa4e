"""Places the statements of a voice: titles, the headings under them, the measures under those.

A heading announces what measures below it spell out. It stands on a line of its own, or it is
the first sentence of an item:

    一是织密服务网络。|新建社区食堂,延长午间供餐时间。
    守牢安全底线。|排查燃气管网。更换老旧阀门。              (where the speech is written so throughout)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jianyan.extraction.measures.clause_words import LIST_MARK
from jianyan.extraction.measures.clauses import read_clause
from jianyan.extraction.measures.headings import heading_action, leading_heading, title_action
from jianyan.extraction.measures.kinds import Kind
from jianyan.extraction.measures.sections import DEMANDS, Outline, in_sections, is_line
from jianyan.extraction.measures.statements import Draft, drafts
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.voices import How, Passage, Voice
from jianyan.extraction.text.layout import mark_level
from jianyan.extraction.text.sentences import Range, bare_end
from jianyan.model import Level, Stance

BRACKETED = re.compile(r"^[\[(].*[\])]$", re.DOTALL)
_DIGIT = re.compile(r"\d")
_HEADING_LIMIT = 34  # no heading sentence is longer …
_MARKED_LIMIT = 42  # … without a list mark and what goes with it
_UNMARKED = 4  # the level of an item without a list mark
_ARTICLE = re.compile(r"第[一二三四五六七八九十百]{1,4}条")
_OPINION = (
    r"[^,。;]{0,24}?(?:提出|提议|建议|主张)(?P<what>[^。;]{4,80}),(?:<firstPerson>)?[是都亦也则]{0,2}[^,。;]{0,4}?"
    r"(?P<stance><support>|<oppose>)的?(?:,(?:因为|因|由于)[^。]*)?"
)
_OPINION_REACH = 160  # code points
_SUPPORTS = r"<firstPerson><firstPersonAdverb>*<support>[^,;。:]{0,12}$"
_SUPPORT_REACH = 24  # code points: more than _SUPPORTS is ever long
_LEAST_DEMAND, _LONGEST_DEMAND = 5, 30  # code points
_ANNOUNCED_REACH = 50  # code points before a list: more than what announces it and blank lines ever take
_OFTEN = 0.75  # of the paragraphs, so many open with a heading sentence where a speech is written so


@dataclass
class Placed:
    """A statement; ``parent`` is the index of the heading or title above it."""

    start: int
    end: int
    level: Level
    stance: Stance
    draft: Draft | None = None
    parent: int | None = None
    rule: str = ""


class Reader(Outline):
    """Gathers what a voice states, in the order of the text."""

    def __init__(self, page: Page, voice: Voice) -> None:
        super().__init__(page, voice)
        self.placed: list[Placed] = []

    def add(self, placed: Placed) -> int:
        self.placed.append(placed)
        return len(self.placed) - 1

    @property
    def stance(self) -> Stance:
        return Stance.REPORTS_DONE if self.section == "done" else Stance.PROPOSES


def place(page: Page, voice: Voice) -> list[Placed]:
    """The statements of a voice in the order of the text; ``parent`` indexes the same list."""
    reader = Reader(page, voice)
    if voice.title and (span := title_action(page, *voice.title)):
        reader.title = reader.add(Placed(*span, Level.TITLE, Stance.PROPOSES, rule="title"))
    if voice.structured:
        _structured(reader)
    else:
        for passage in voice.passages:
            _loose(reader, passage)
    return _without_empty_headings(reader.placed)


# -- running text ------------------------------------------------------------------


def _loose(reader: Reader, passage: Passage) -> None:
    page = reader.page
    sentences = list(page.cuts.sentences(passage.start, passage.end))
    if passage.how is How.DIRECT and any(mark_level(page.text, *s) for s in sentences):
        for first, rest in _items(page, sentences):
            _item(reader, first, rest, passage)
        return
    for start, end in sentences:
        for draft in _accepted(page, start, end, passage):
            rule = passage.how.value
            reader.add(Placed(draft.start, draft.end, Level.MEASURE, passage.stance, draft, reader.parent(), rule))


def _opinion(reader: Reader, start: int, end: int) -> bool:
    """原议案提出设立基金,|我十分支持: what others proposed, with the stance of who speaks; whether a sentence is of
    that kind."""
    page = reader.page
    m = page.lexicon.pattern(_OPINION).fullmatch(page.text, start, end) if end - start <= _OPINION_REACH else None
    if not m:
        return False
    supports = page.lexicon.speaking["oppose"].at(page.text, m.start("stance")) == 0
    stance = Stance.SUPPORTS if supports else Stance.OPPOSES
    found = drafts(page.prepared, page.cuts, page.lexicon, *m.span("what"), bound=True)
    for draft in found:
        reader.add(Placed(draft.start, draft.end, Level.MEASURE, stance, draft, reader.parent(), "opinion"))
    return bool(found)


def _accepted(page: Page, start: int, end: int, passage: Passage, *, bound: bool = False) -> list[Draft]:
    """What a sentence states, without what is told as done."""
    direct = passage.how is How.DIRECT
    background = _is_background(page, start, end)
    found = drafts(
        page.prepared,
        page.cuts,
        page.lexicon,
        start,
        end,
        bound=bound or passage.how is How.BOUND,
        strict=passage.how is How.STRICT or (background and direct),
    )
    return [draft for draft in found if not draft.past or (draft.urged and not direct)]


def _is_background(page: Page, start: int, end: int) -> bool:
    return page.lexicon.cues["background"].at(page.text, start, end) > 0


# -- speeches and documents laid out in items -----------------------------------------


def _structured(reader: Reader) -> None:
    page = reader.page
    announces = _announces(page, reader.voice)
    for passage, mark, entered in in_sections(reader):
        start, end = passage.start, passage.end
        if entered or reader.section in ("problem", "goal"):
            continue
        if passage.how is How.DIRECT and is_line(page, start, end):
            _heading_line(reader, start, end, mark)
            continue
        sentences = [s for s in page.cuts.sentences(start, end) if not BRACKETED.match(page.text[s[0] : s[1]])]
        for first, rest in _items(page, sentences):
            _item(reader, first, rest, passage, announced=announces)


def _announces(page: Page, voice: Voice) -> bool:
    """Whether the speech is written in paragraphs that each open with a short heading sentence."""
    opened = several = 0
    for passage in voice.passages:
        if is_line(page, passage.start, passage.end):
            continue
        sentences = list(page.cuts.sentences(passage.start, passage.end))
        if not sentences or mark_level(page.text, *sentences[0]):
            continue
        if any(_accepted(page, *s, passage) for s in sentences[1:]):
            several += 1
            opened += _is_short_heading(page, *sentences[0])
    return several >= 2 and opened >= _OFTEN * several


def _is_short_heading(page: Page, start: int, end: int) -> bool:
    if end - start > _HEADING_LIMIT or page.lexicon.cues["urge"].at(page.text, start, end):
        return False
    return (heading_action(page, start, end) or leading_heading(page, start, end)) is not None


def _heading_line(reader: Reader, start: int, end: int, mark: int) -> None:
    """A line of its own: a heading if it names an action (完善托育服务, 张某某:完善托育服务)."""
    level = mark or 1
    reader.close(level)
    text = reader.page.text
    colon = text.rfind(":", start, end)
    if colon == end - 1 or any(text[start:end] == body.name for body in reader.voice.issuers):
        return  # the last: who signs
    begin = colon + 1 if start < colon < end - 3 else start
    if span := heading_action(reader.page, begin, end):
        heading = Placed(*span, Level.HEADING, reader.stance, None, reader.parent(level), "heading line")
        reader.headings[level] = reader.add(heading)


def _items(page: Page, sentences: list[Range]) -> list[tuple[Range, list[Range]]]:
    """Sentences grouped by the list marks that begin them (一是…。…。二是…)."""
    found: list[tuple[Range, list[Range]]] = []
    for sentence in sentences:
        if not found or mark_level(page.text, *sentence):
            found.append((sentence, []))
        else:
            found[-1][1].append(sentence)
    return found


def _item(reader: Reader, first: Range, rest: list[Range], passage: Passage, *, announced: bool = False) -> None:
    """One item: a heading sentence with its measures, or measures alone."""
    mark = mark_level(reader.page.text, *first)
    rest = [sentence for sentence in rest if not _opinion(reader, *sentence)]
    if not mark and _opinion(reader, *first):
        first, rest = (rest[0], rest[1:]) if rest else ((first[1], first[1]), [])
    if mark:
        reader.close(mark)
    parent = reader.parent(mark or _UNMARKED)
    bound = bool(mark) or reader.voice.rule == "issued"
    below = [draft for s in rest for draft in _stated(reader, *s, passage, bound=bound)]
    span = _heading_sentence(reader.page, first, announced=announced and not mark) if below else None
    if span:
        parent = reader.add(Placed(*span, Level.HEADING, reader.stance, None, parent, "heading sentence"))
        if mark:
            reader.headings[mark] = parent
    else:
        stated = _stated(reader, *first, passage, bound=bound)
        below = [*stated, *below] or ([*_demanded(reader, *first)] if mark else [])
    rule = "item" if mark else "sentence"
    for draft in below:
        reader.add(Placed(draft.start, draft.end, Level.MEASURE, _stance(reader, draft, passage), draft, parent, rule))


def _demanded(reader: Reader, start: int, end: int) -> Iterator[Draft]:
    """我们要求: / 3、加班费按国家标准发放: a point of a list of demands that tells who or what is to do something asks
    for all it says, whatever its verb; but 宿舍经常停电 complains."""
    page = reader.page
    mark = LIST_MARK.match(page.text, start, end)
    begin = mark.end() if mark else start
    stop = bare_end(page.text, begin, end)
    if not _LEAST_DEMAND <= stop - begin <= _LONGEST_DEMAND or len([*page.cuts.clauses(begin, stop)]) != 1:
        return
    clause = read_clause(page.prepared, page.lexicon, begin, stop, bound=True)
    words = page.prepared.words(begin, stop)
    verb = next((i for i in words if page.prepared.tags[i] in ("v", "vn")), None)
    if page.lexicon.pattern("<often>").search(page.text, begin, stop):
        return
    if verb is not None and not (clause.past or clause.negated) and _are_demands(page, reader.voice):
        where = page.prepared.starts[verb], page.prepared.ends[verb]
        yield Draft(begin, stop, *where, Kind.WEAK, urged=True)


def _are_demands(page: Page, voice: Voice) -> bool:
    """Whether the line above what a voice lists announces demands (我们的诉求如下:)."""
    first = voice.passages[0].start
    above = page.text[max(0, first - _ANNOUNCED_REACH) : first].rstrip()
    return page.lexicon.pattern(DEMANDS).search(above) is not None


def _stance(reader: Reader, draft: Draft, passage: Passage) -> Stance:
    """我们支持政府|设立…: who speaks supports what others propose; 我局已设立…: an office that replies has done it."""
    if passage.stance is not Stance.PROPOSES:
        return passage.stance
    if draft.past and reader.voice.rule == "reply":
        return Stance.REPORTS_DONE
    supports = reader.page.lexicon.pattern(_SUPPORTS)
    stands_before = supports.search(reader.page.text, max(0, draft.start - _SUPPORT_REACH), draft.start)
    return Stance.SUPPORTS if stands_before and reader.stance is Stance.PROPOSES else reader.stance


def _heading_sentence(page: Page, first: Range, *, announced: bool) -> Range | None:
    """The heading that the first sentence of an item is, if a list mark or the habit of the speech says so."""
    start, end = first
    counted = _DIGIT.search(page.text, start, end) is not None
    if page.text.startswith("第", start) and _ARTICLE.match(page.text, start, end):
        return None  # 第三条 [用地保障] 允许…。: an article's sentences are alike
    if end - start > _MARKED_LIMIT or not (mark_level(page.text, start, end) or (announced and not counted)):
        return None
    return heading_action(page, start, end) or leading_heading(page, start, end)


def _stated(reader: Reader, start: int, end: int, passage: Passage, *, bound: bool) -> list[Draft]:
    """What a sentence of an item states; all of it where the section tells what was done. How an office handled the
    paper that it answers (我局对您的提案进行了研究) is no measure."""
    page = reader.page
    if reader.voice.rule == "reply":
        handled = page.lexicon.pattern("<handling>")
        told = _told_in(reader, start, end, passage, bound=bound)
        return [draft for draft in told if not handled.search(page.text, draft.start, draft.end)]
    return _told_in(reader, start, end, passage, bound=bound)


def _told_in(reader: Reader, start: int, end: int, passage: Passage, *, bound: bool) -> list[Draft]:
    page = reader.page
    if reader.section == "done":
        return drafts(page.prepared, page.cuts, page.lexicon, start, end, bound=True, done=True)
    if reader.voice.rule == "reply" and (told := _done(page, start, end)):
        return told
    return _accepted(page, start, end, passage, bound=bound and not _is_background(page, start, end))


def _done(page: Page, start: int, end: int) -> list[Draft]:
    """我局已设立…,并选派…: what a sentence of a reply tells as done, each draft as past, with what it goes on to ask;
    nothing where it tells of nothing done."""
    found = drafts(page.prepared, page.cuts, page.lexicon, start, end, bound=True, done=True)
    asked = next((i for i, draft in enumerate(found) if draft.asked), len(found))
    if not any(draft.past for draft in found[:asked]):
        return []
    return [draft._replace(past=i < asked) for i, draft in enumerate(found)]


def _without_empty_headings(placed: list[Placed]) -> list[Placed]:
    """A heading line that nothing stands under is a measure."""
    parents = {item.parent for item in placed}
    for i, item in enumerate(placed):
        if item.level is Level.HEADING and i not in parents:
            item.level = Level.MEASURE
            item.rule = "heading without measures"
    return placed
