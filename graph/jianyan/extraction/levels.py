"""Places the statements of a voice: titles, the headings under them, the measures under those.

A heading announces what measures below it spell out. It stands on a line of its own, or it is
the first sentence of an item:

    一是下放处置权。|赋予高校科技成果处置权,取消审批备案。
    优化要素供给。|用好财政奖补资金。保障土地供应。          (where the speech is written so throughout)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from jianyan.extraction.clauses import LIST_MARK, Kind, read_clause
from jianyan.extraction.layout import mark_level
from jianyan.extraction.page import Page
from jianyan.extraction.sentences import Range
from jianyan.extraction.statements import Draft, drafts
from jianyan.extraction.voices import How, Passage, Voice
from jianyan.model import Level, Stance

_ABOUT = re.compile(
    r"^(?:关于)(?P<what>.+?)(?:的)?(?:若干|几点|几个|一些|集体|联合)?(?:建议案?|提案|意见|思考|对策|议案|对策建议|意见建议|建言|发言|调研报告|报告|几点意见|几点建议|几点思考)?$"
)
_TITLE_TAIL = re.compile(r"的?(?:若干|几点|几个|一些)?(?:建议|提案|思考|对策|对策建议|意见|意见建议|对策思考)$")
_BRACKETS = re.compile(r"^[\[(].*[\])]$", re.DOTALL)
_HEADING_LIMIT = 34


@dataclass
class Placed:
    start: int
    end: int
    level: Level
    stance: Stance
    draft: Draft | None = None
    parent: int | None = None
    rule: str = ""


@dataclass
class _Reader:
    page: Page
    voice: Voice
    placed: list[Placed] = field(default_factory=list)
    headings: dict[int, int] = field(default_factory=dict)  # mark level → index of the open heading
    section: str = ""  # done, problem, goal or ""
    section_level: int = 99
    title: int | None = None

    # -- where things hang -----------------------------------------------------

    def parent(self, below: int = 99) -> int | None:
        """The heading, else the title, that what stands at mark level ``below`` is part of."""
        open_ = [level for level in self.headings if level < below]
        return self.headings[max(open_)] if open_ else self.title

    def close(self, level: int) -> None:
        for open_ in [l for l in self.headings if l >= level]:
            del self.headings[open_]

    def add(self, start: int, end: int, level: Level, stance: Stance, draft: Draft | None, parent: int | None, rule: str) -> int:
        self.placed.append(Placed(start, end, level, stance, draft, parent, rule))
        return len(self.placed) - 1


def place(page: Page, voice: Voice) -> list[Placed]:
    """The statements of a voice in the order of the text; ``parent`` indexes the same list."""
    reader = _Reader(page, voice)
    if voice.title and (span := title_action(page, *voice.title)):
        reader.title = reader.add(*span, Level.TITLE, Stance.PROPOSES, None, None, "title")
    if voice.structured:
        _structured(reader)
    else:
        for passage in voice.passages:
            _loose(reader, passage)
    return _without_empty_headings(reader.placed)


def title_action(page: Page, start: int, end: int) -> Range | None:
    """The part of a title that names an action (关于|加快发展氢能产业|的建议); None if none does."""
    text = page.text
    while start < end and text[start] in "《“ ":
        start += 1
    while end > start and text[end - 1] in "》” ":
        end -= 1
    if m := _ABOUT.match(text[start:end]):
        start, end = start + m.start("what"), start + m.end("what")
    elif m := _TITLE_TAIL.search(text, start, end):
        end = m.start()
    pieces = [p for p in re.split(r"[ ,:]+", text[start:end]) if p]
    if not pieces:
        return None
    at = start
    for i, piece in enumerate(pieces):
        at = text.index(piece, at, end)
        clause = read_clause(page.prepared, page.lexicon, at, at + len(piece), bound=True)
        if clause.start != at and not page.lexicon.cues["adverb"].at(text, at):
            return None
        if clause.kind is Kind.ACTION or (clause.kind in (Kind.WEAK, Kind.TAIL) and clause.verb >= 0) or (clause.kind is Kind.LEAD and clause.verb >= 0):
            return start, end
        if clause.kind is not Kind.LEAD or i == len(pieces) - 1:
            return None
        at += len(piece)
    return None


# -- running text ------------------------------------------------------------------


def _loose(reader: _Reader, passage: Passage) -> None:
    page = reader.page
    sentences = list(page.cuts.sentences(passage.start, passage.end))
    if passage.how is How.DIRECT and any(mark_level(page.text, *s) for s in sentences):
        for first, rest in _items(page, sentences):
            _item(reader, first, rest, passage, marked=bool(mark_level(page.text, *first)))
        return
    for start, end in sentences:
        for draft in _accepted(reader, start, end, passage):
            reader.add(draft.start, draft.end, Level.MEASURE, passage.stance, draft, reader.parent(), passage.how.value)


def _accepted(reader: _Reader, start: int, end: int, passage: Passage, *, bound: bool = False) -> list[Draft]:
    page = reader.page
    text, lexicon = page.text, page.lexicon
    background = bool(lexicon.cues["background"].at(text, start, end))
    strict = passage.how is How.STRICT or (background and passage.how is How.DIRECT)
    found = drafts(page.prepared, page.cuts, lexicon, start, end, bound=bound or passage.how is How.BOUND, strict=strict)
    return [d for d in found if not d.past or d.urged and passage.how is not How.DIRECT]


# -- speeches and documents laid out in items -----------------------------------------


def _structured(reader: _Reader) -> None:
    page = reader.page
    announced = _announces(reader)
    for passage in reader.voice.passages:
        start, end = passage.start, passage.end
        mark = mark_level(page.text, start, end)
        _leave_section(reader, mark)
        if _enters_section(reader, start, end, mark):
            continue
        if reader.section in ("problem", "goal"):
            continue
        if _is_line(page, start, end):
            _heading_line(reader, start, end, mark, passage)
            continue
        sentences = [s for s in page.cuts.sentences(start, end) if not _BRACKETS.match(page.text[s[0] : s[1]])]
        if not sentences:
            continue
        items = _items(page, sentences)
        for first, rest in items:
            marked = bool(mark_level(page.text, *first))
            _item(reader, first, rest, passage, marked=marked, announced=announced and not marked)


def _leave_section(reader: _Reader, mark: int) -> None:
    if reader.section and mark and mark <= reader.section_level:
        reader.section, reader.section_level = "", 99


def _enters_section(reader: _Reader, start: int, end: int, mark: int) -> bool:
    """一、2023年工作回顾; 二、存在的困难; 三、下一步打算: lines that say what a section holds."""
    page = reader.page
    text = page.text
    labelled = text[start] == "[" and text[end - 1] == "]" or text[end - 1] == ":" and end - start <= 18
    if end - start > 26 or not (labelled or _is_line(page, start, end)) or ":" in text[start : end - 1] or not (mark or labelled) and reader.voice.rule not in ("issued", "reply", "proposal"):
        return False
    row = text[start:end].strip("[] :")
    title = text[LIST_MARK.match(text, start, end).end() if LIST_MARK.match(text, start, end) else start : end]  # type: ignore[union-attr]
    for kind, name in (("sectionPlan", ""), ("sectionDone", "done"), ("sectionProblem", "problem"), ("sectionGoal", "goal")):
        if any(cue in row for cue in page.lexicon.cues[kind].words):
            if name or title in page.lexicon.cues[kind] or read_clause(page.prepared, page.lexicon, start, end).kind is not Kind.ACTION:
                reader.section, reader.section_level = name, mark or 1
                reader.close(mark or 1)
                return True
    return False


def _is_line(page: Page, start: int, end: int) -> bool:
    return page.text[end - 1] not in "。!?;])" and "。" not in page.text[start:end]


def _stance(reader: _Reader) -> Stance:
    return Stance.REPORTS_DONE if reader.section == "done" else Stance.PROPOSES


def _heading_line(reader: _Reader, start: int, end: int, mark: int, passage: Passage) -> None:
    """A line of its own: a heading if it names an action."""
    page, text = reader.page, reader.page.text
    level = mark or 1
    reader.close(level)
    if text[end - 1] == ":":
        return
    colon = text.rfind(":", start, end)
    if colon > start and colon < end - 3:
        begin: int = colon + 1
    else:
        begin = start
    if span := _slogan(page, begin, end):
        reader.headings[level] = reader.add(*span, Level.HEADING, _stance(reader), None, reader.parent(level), "heading line")


def _items(page: Page, sentences: list[Range]) -> list[tuple[Range, list[Range]]]:
    """Sentences grouped by the list marks that begin them (一是…。…。二是…)."""
    found: list[tuple[Range, list[Range]]] = []
    for sentence in sentences:
        if not found or mark_level(page.text, *sentence):
            found.append((sentence, []))
        else:
            found[-1][1].append(sentence)
    return found


def _item(
    reader: _Reader, first: Range, rest: list[Range], passage: Passage, *, marked: bool, announced: bool = False
) -> None:
    """One item: a heading sentence with its measures, or measures alone."""
    page = reader.page
    mark = mark_level(page.text, *first)
    level = mark or 4
    if mark:
        reader.close(mark)
    stance = _stance(reader)
    done = stance is Stance.REPORTS_DONE
    bound = reader.voice.rule in ("issued", "reply") or marked
    below = [(s, _accepted_as(reader, *s, passage, done, bound)) for s in rest]
    announced = announced and not re.search(r"\d", page.text[first[0] : first[1]])
    span = _slogan(page, *first) if (marked or announced) and any(d for _, d in below) else None
    parent = reader.parent(level)
    if span and first[1] - first[0] <= _HEADING_LIMIT + 8:
        index = reader.add(*span, Level.HEADING, stance, None, parent, "heading sentence")
        if mark:
            reader.headings[mark] = index
        parent = index
    else:
        below.insert(0, (first, _accepted_as(reader, *first, passage, done, bound)))
    for _, found in below:
        for draft in found:
            reader.add(draft.start, draft.end, Level.MEASURE, stance, draft, parent, "item" if marked else "sentence")


def _accepted_as(reader: _Reader, start: int, end: int, passage: Passage, done: bool, bound: bool) -> list[Draft]:
    if done:
        page = reader.page
        return drafts(page.prepared, page.cuts, page.lexicon, start, end, bound=True)
    return _accepted(reader, start, end, passage, bound=bound and not reader.page.lexicon.cues["background"].at(reader.page.text, start, end))


def _slogan(page: Page, start: int, end: int) -> Range | None:
    """The span of a heading without its list mark, if it names an action; 关于… and nouns do not."""
    text, lexicon = page.text, page.lexicon
    p = start
    while m := LIST_MARK.match(text, p, end):
        p = m.end()
    colon = text.find(":", p, min(end, p + 14))
    if colon > 0 and end - colon > 4:
        p = colon + 1
    while p < end and text[p] in " “”":
        p += 1
    if text.startswith("要", p) and not lexicon.verbs["action"].at(text, p, end):
        p += 1
    if end - p < 3 or text.startswith("关于", p):
        return None
    pieces = [m.span() for m in re.finditer(r"[^ ,]+", text[p:end])]
    found = False
    for s, e in pieces:
        clause = read_clause(page.prepared, lexicon, p + s, p + e, bound=True)
        if clause.kind in (Kind.ACTION, Kind.WEAK) or clause.kind in (Kind.TAIL, Kind.LEAD, Kind.BARE) and clause.verb >= 0:
            found = True
            break
        if _short_action(page, p + s, p + e):
            found = True
            break
    if not found and _subject_verb_object(page, p, end):
        found = True
    return (p, end) if found else None


def _short_action(page: Page, start: int, end: int) -> bool:
    """抓良种良法配套, 控源头: one character that acts, and what it acts on."""
    return bool(page.lexicon.verbs["short"].at(page.text, start, end)) and 2 <= end - start <= 14 and page.prepared.is_boundary(start)


def _subject_verb_object(page: Page, start: int, end: int) -> bool:
    """科技赋能战略产业: in a heading, the means may stand before the verb."""
    prepared, verbs = page.prepared, page.lexicon.verbs
    for i in list(prepared.words(start, end))[1:4]:
        at = prepared.starts[i]
        n = verbs["action"].at(page.text, at, end) or verbs["effect"].at(page.text, at, end)
        if n and prepared.is_boundary(at + n) and end - at - n >= 2:
            return True
    return False


def _announces(reader: _Reader) -> bool:
    """Whether the speech is written in paragraphs that each open with a short heading sentence."""
    page = reader.page
    opened = several = 0
    for passage in reader.voice.passages:
        if _is_line(page, passage.start, passage.end):
            continue
        sentences = list(page.cuts.sentences(passage.start, passage.end))
        if len(sentences) < 2 or mark_level(page.text, *sentences[0]):
            continue
        if not any(_accepted(reader, *s, passage) for s in sentences[1:]):
            continue
        several += 1
        first = sentences[0]
        opened += first[1] - first[0] <= _HEADING_LIMIT and not page.lexicon.cues["urge"].at(page.text, *first) and _slogan(page, *first) is not None
    return several >= 2 and opened >= 0.75 * several


def _without_empty_headings(placed: list[Placed]) -> list[Placed]:
    """A heading line that nothing stands under is a measure, or none where the document goes on."""
    parents = {p.parent for p in placed}
    for i, item in enumerate(placed):
        if item.level is Level.HEADING and i not in parents:
            item.level = Level.MEASURE
            item.rule = "heading without measures"
    return placed
