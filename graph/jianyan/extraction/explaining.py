"""Why a text was read as it was: what each sentence gave, and why it gave no more.

Nothing is concluded here. The text is read by :func:`~jianyan.extraction.reading.hear` and
:func:`~jianyan.extraction.reading.read`, as for a build; where a sentence gave no statement, the same functions are
asked again with one condition lifted after another, and the first that makes a difference is the reason.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from enum import Enum

from jianyan.extraction.measures import levels
from jianyan.extraction.measures.clauses import read_clause
from jianyan.extraction.measures.kinds import Clause as ReadClause
from jianyan.extraction.measures.kinds import Kind
from jianyan.extraction.measures.sections import in_sections, is_line
from jianyan.extraction.measures.statements import Draft, drafts
from jianyan.extraction.names.people import Known
from jianyan.extraction.page import Page
from jianyan.extraction.reading import Heard, hear, read
from jianyan.extraction.speakers.voices import How, Passage, Voice
from jianyan.extraction.text.layout import Line, LineKind, mark_level
from jianyan.extraction.text.wrapping import unwrap
from jianyan.lexicon import Lexicon
from jianyan.model import Body, Document, Reading, Span

_SHORT = 24  # code points: a sentence that only says who speaks
_ASIDE = (LineKind.FURNITURE, LineKind.DATA, LineKind.LABEL)


class Reason(Enum):
    """Why a sentence gave no statement; ``value`` is its name in JSON."""

    FURNITURE = "furniture"  # the line
    DATA = "data"
    LABEL = "label"
    DOCUMENT_TITLE = "document-title"
    SPEAKER = "speaker"  # who speaks
    SPEECH_TITLE = "speech-title"
    PREAMBLE = "preamble"
    NOBODY = "nobody"
    SECTION = "section"  # the section
    PROBLEMS = "problems"
    GOALS = "goals"
    NOUN_LINE = "noun-line"  # what it says
    BRACKETS = "brackets"
    BACKGROUND = "background"
    NOT_URGED = "not-urged"
    PAST = "past"
    NEGATED = "negated"
    ANNOUNCES = "announces"
    DESCRIBES = "describes"
    WEAK = "weak-verb"
    TARGET = "target"
    BARE = "bare-verb"
    LEADS = "leads"
    EFFECT = "effect"
    NO_VERB = "no-verb"
    UNTOLD = "untold"

    @property
    def zh(self) -> str:
        return _TEXTS[self][0]

    @property
    def en(self) -> str:
        return _TEXTS[self][1]


_TEXTS = {
    Reason.FURNITURE: (
        "网页的菜单、版权信息等，不算正文",
        "menu, imprint or the like of the page: no part of the text",
    ),
    Reason.DATA: ("日期、来源或作者", "date, source or author"),
    Reason.LABEL: ("栏目名", "the name of a column"),
    Reason.DOCUMENT_TITLE: ("文章标题不算陈述", "the document's own title states nothing"),
    Reason.SPEAKER: ("说明谁在发言", "says who speaks"),
    Reason.SPEECH_TITLE: ("发言题目，没有说出措施", "a speech's title that names no action"),
    Reason.PREAMBLE: ("正文条款之前的说明", "stands before the part that proposes"),
    Reason.NOBODY: (
        "不是任何人的话；只有某人或某机构提出的才算",
        "in nobody's words: only what somebody proposes counts",
    ),
    Reason.SECTION: ("说明本节的内容", "says what its section holds"),
    Reason.PROBLEMS: ("在讲问题的一节里", "in a section on problems"),
    Reason.GOALS: ("在讲目标的一节里", "in a section on goals"),
    Reason.NOUN_LINE: ("单独一行，没有说出措施", "a line of its own that names no action"),
    Reason.BRACKETS: ("整句在括号里", "stands in brackets as a whole"),
    Reason.BACKGROUND: ("以背景词开头，其中没有“要”“应”等", "opens like background, and nothing in it urges"),
    Reason.NOT_URGED: (
        "转述“说”“认为”的内容，其中没有“要”“应”等",
        "reported as said or thought, and nothing in it urges",
    ),
    Reason.PAST: ("说的是已经做的事", "tells what has been done"),
    Reason.NEGATED: ("否定或反对", "denies or opposes"),
    Reason.ANNOUNCES: ("以冒号引出下文", "announces what follows its colon"),
    Reason.DESCRIBES: ("开头在叙述，不是提出措施", "its head describes somebody or something"),
    Reason.WEAK: ("句首的动词不在动词表里", "the verb at its head is not in the list of verbs"),
    Reason.TARGET: ("只有指标", "a target without an action"),
    Reason.BARE: ("动词没有宾语", "a verb without an object of its own"),
    Reason.LEADS: ("只引出下文的措施", "only leads into an action that does not follow"),
    Reason.EFFECT: ("只说效果", "only says to what effect"),
    Reason.NO_VERB: ("句首没有动词", "no verb at its head"),
    Reason.UNTOLD: (
        "认作措施而没有收入，原因不明",
        "read as a measure and left out by a rule that is not explained here",
    ),
}


class Role(Enum):
    """What a clause does in the statement that it is part of."""

    STATES = "states"
    LEADS = "leads"  # into the action behind it
    FOLLOWS = "follows"  # says the effect or the target of the action before it
    GOES_ON = "goes-on"  # with the object


@dataclass(frozen=True, slots=True)
class Clause:
    """``kind``, ``verb``, ``actor``, ``urged``, ``past`` and ``negated`` as :func:`read_clause` gives them; ``role``
    is None outside of statements."""

    span: Span
    kind: Kind
    role: Role | None = None
    verb: Span | None = None
    actor: Span | None = None
    urged: bool = False
    past: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Part of a sentence that belongs to a speech: ``speech`` is its position, None where it came to nothing."""

    span: Span
    speech: int | None
    rule: str  # the form that found the voice
    how: How


@dataclass(frozen=True, slots=True)
class Sentence:
    """``statements`` are indices in ``Reading.statements``; exactly where there is none, there is a ``reason``."""

    span: Span
    words: tuple[Words, ...] = ()
    section: str = ""  # done, problem, goal: of the section it stands in
    clauses: tuple[Clause, ...] = ()
    statements: tuple[int, ...] = ()
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """One line (hard-wrapped ones joined); ``mark`` is the rank of its list mark, 0 for none."""

    span: Span
    kind: LineKind
    mark: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class FoundPost:
    body: Body | None
    post: str
    span: Span


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody the text names. ``press``: a reporter or editor, who does not speak."""

    name: str
    press: bool
    posts: tuple[FoundPost, ...]
    named: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """``rules`` are the forms that found the speeches, in the order of ``reading.speeches``."""

    reading: Reading
    lines: tuple[ExplainedLine, ...]
    persons: tuple[FoundPerson, ...]
    rules: tuple[str, ...]


def explain(document: Document, lexicon: Lexicon) -> Explanation:
    """What ``document`` says, sentence by sentence, and why. It never raises for what a text holds."""
    plain = unwrap(document.text)
    if plain is None:
        return _explain(document, lexicon)
    found = plain.back(_explain(replace(document, text=plain.text), lexicon))
    return replace(found, reading=replace(found.reading, document=document))


def _explain(document: Document, lexicon: Lexicon) -> Explanation:
    heard = hear(document, lexicon)
    reading = read(heard)
    explainer = _Explainer(heard, reading)
    by_evidence = {voice.evidence: voice.rule for voice in heard.voices}
    return Explanation(
        reading,
        tuple(explainer.line(line) for line in heard.page.lines),
        tuple(_persons(heard.page)),
        tuple(by_evidence.get((s.span.start, s.span.end), "") for s in reading.speeches),
    )


def _persons(page: Page) -> list[FoundPerson]:
    places: dict[str, list[Span]] = {}
    for named in page.people.named:
        places.setdefault(named.name, []).append(Span(named.name_start, named.name_end))
    return [_person(known, tuple(sorted(set(places.get(key, []))))) for key, known in page.people.known.items()]


def _person(known: Known, named: tuple[Span, ...]) -> FoundPerson:
    posts = tuple(FoundPost(post.body, post.post, post.span) for post in known.posts)
    return FoundPerson(known.name, known.press, posts, named)


@dataclass(frozen=True, slots=True)
class _Heard:
    """A passage with the voice it belongs to and the section that it stands in."""

    passage: Passage
    voice: Voice
    section: str
    opens: bool  # it is the line that says what the section holds


class _Explainer:
    def __init__(self, heard: Heard, reading: Reading) -> None:
        self.page, self.reading, self.voices = heard.page, reading, heard.voices
        self.passages = sorted(
            (h for v in heard.voices for h in _sections(heard.page, v)), key=lambda h: h.passage.start
        )
        self.starts = [h.passage.start for h in self.passages]
        self.longest = max((h.passage.end - h.passage.start for h in self.passages), default=0)
        self.order = sorted(range(len(reading.statements)), key=lambda i: reading.statements[i].span)
        self.statement_starts = [reading.statements[i].span.start for i in self.order]
        self.longest_statement = max((len(s.span.of(heard.page.text)) for s in reading.statements), default=0)
        self.marked: dict[int, int] = {}  # where a passage begins → where its first list mark stands
        self.positions = {(s.span.start, s.span.end): s.position for s in reading.speeches}

    # -- what lies where -----------------------------------------------------------

    def statements(self, start: int, end: int) -> list[int]:
        """The statements that share a character with ``start``..``end``."""
        low = bisect_left(self.statement_starts, start - self.longest_statement)
        high = bisect_left(self.statement_starts, end)
        return [i for i in self.order[low:high] if self.reading.statements[i].span.end > start]

    def heard(self, start: int, end: int) -> list[_Heard]:
        low = bisect_left(self.starts, start - self.longest)
        return [h for h in self.passages[low : bisect_left(self.starts, end)] if h.passage.end > start]

    # -- lines, sentences, clauses ---------------------------------------------------

    def line(self, line: Line) -> ExplainedLine:
        page = self.page
        title = line.start in page.fields.title_lines
        whole = line.kind in _ASIDE or title
        spans = [(line.start, line.end)] if whole else page.cuts.sentences(line.start, line.end)
        return ExplainedLine(
            Span(line.start, line.end),
            line.kind,
            line.mark,
            tuple(self.sentence(line, *span, title=title) for span in spans),
        )

    def sentence(self, line: Line, start: int, end: int, *, title: bool) -> Sentence:
        heard = self.heard(start, end)
        statements = self.statements(start, end)
        aside = line.kind in _ASIDE or title
        bound = any(h.passage.how is How.BOUND for h in heard)
        return Sentence(
            Span(start, end),
            tuple(self._words(h, start, end) for h in heard),
            next((h.section for h in heard if h.section), ""),
            () if aside else tuple(self._clauses(start, end, bound)),
            tuple(statements),
            None if statements else self._aside(line, title) or self._reason(line, start, end, heard),
        )

    def _words(self, h: _Heard, start: int, end: int) -> Words:
        span = Span(max(start, h.passage.start), min(end, h.passage.end))
        return Words(span, self.positions.get(h.voice.evidence), h.voice.rule, h.passage.how)

    def _clauses(self, start: int, end: int, bound: bool) -> list[Clause]:
        found, urged = [], bound
        for whole in self.page.cuts.clauses(start, end):
            clause = read_clause(self.page.prepared, self.page.lexicon, *whole, bound=urged)
            urged = urged or clause.urged
            inside = self.statements(*whole)
            verb = Span(clause.verb, clause.verb_end) if 0 <= clause.verb <= clause.verb_end else None
            found.append(
                Clause(
                    Span(*whole), clause.kind, _role(clause) if inside else None, verb,
                    Span(*clause.actor) if clause.actor else None, clause.urged, clause.past, clause.negated,
                )
            )  # fmt: skip
        return found

    # -- reasons -----------------------------------------------------------------------

    def _aside(self, line: Line, title: bool) -> Reason | None:
        kinds = {LineKind.FURNITURE: Reason.FURNITURE, LineKind.DATA: Reason.DATA, LineKind.LABEL: Reason.LABEL}
        return kinds.get(line.kind) or (Reason.DOCUMENT_TITLE if title else None)

    def _reason(self, line: Line, start: int, end: int, heard: list[_Heard]) -> Reason:
        if not heard:
            return self._outside(start, end)
        h = heard[0]
        if h.opens:
            return Reason.SECTION
        if h.section in ("problem", "goal"):
            return Reason.PROBLEMS if h.section == "problem" else Reason.GOALS
        text = self.page.text
        if h.voice.structured and is_line(self.page, line.start, line.end):
            return Reason.ANNOUNCES if text[line.end - 1] == ":" else Reason.NOUN_LINE
        if levels.BRACKETED.match(text[start:end]):
            return Reason.BRACKETS
        return self._said(max(start, h.passage.start), min(end, h.passage.end), h)

    def _outside(self, start: int, end: int) -> Reason:
        """Of what lies in no passage."""
        for voice in self.voices:
            if voice.title and voice.title[0] < end and start < voice.title[1]:
                return Reason.SPEECH_TITLE
        for voice in self.voices:
            if voice.person and voice.evidence[0] < end and start < voice.evidence[1]:
                return Reason.SPEAKER
        speaking = {id(voice.person) for voice in self.voices if voice.person}
        near = [n for n in self.page.people.named if start <= n.name_start and n.name_end <= end]
        if end - start <= _SHORT and any(id(self.page.people.known[n.name]) in speaking for n in near):
            return Reason.SPEAKER  # ”某某说: behind a quotation
        for voice in self.voices:
            if voice.rule in ("issued", "reply", "proposal") and (not voice.passages or end <= voice.passages[0].start):
                return Reason.PREAMBLE
        return Reason.NOBODY

    def _in_item(self, start: int, h: _Heard) -> bool:
        """Whether the sentence at ``start`` belongs to an item that a list mark opens (一是…。…。)."""
        passage = h.passage
        if not h.voice.structured and passage.how is not How.DIRECT:
            return False
        if passage.start not in self.marked:
            found = self.page.cuts.sentences(passage.start, passage.end)
            marked = (s for s, e in found if mark_level(self.page.text, s, e))
            self.marked[passage.start] = next(marked, passage.end)
        return self.marked[passage.start] <= start

    def _said(self, start: int, end: int, h: _Heard) -> Reason:
        """Of what somebody says: read again, with one condition lifted after another."""
        page, how = self.page, h.passage.how
        background = bool(page.lexicon.cues["background"].at(page.text, start, end))
        listed = (h.voice.structured and h.voice.rule in ("issued", "reply")) or self._in_item(start, h)
        free = h.section == "done" or how is How.BOUND or (listed and not background)
        strict = h.section != "done" and (how is How.STRICT or (background and how is How.DIRECT))

        def reading(*, bound: bool, strict: bool) -> list[Draft]:
            return drafts(page.prepared, page.cuts, page.lexicon, start, end, bound=bound, strict=strict)

        clauses = list(self._clauses(start, end, free))
        if found := reading(bound=free, strict=strict):
            return Reason.PAST if all(d.past for d in found) else Reason.UNTOLD
        if strict and reading(bound=free, strict=False):
            return Reason.BACKGROUND if background else Reason.NOT_URGED
        if page.text[end - 1] == ":" or page.text.startswith(":", end):
            return Reason.ANNOUNCES
        if any(clause.negated for clause in clauses):
            return Reason.NEGATED
        if not free and reading(bound=True, strict=False):
            weak = all(clause.kind is not Kind.ACTION for clause in clauses)
            return Reason.BACKGROUND if background else Reason.WEAK if weak else Reason.DESCRIBES
        kinds = {clause.kind for clause in clauses}
        if Kind.ACTION in kinds or Kind.WEAK in kinds:
            return Reason.DESCRIBES
        order = (
            (Kind.TARGET, Reason.TARGET),
            (Kind.BARE, Reason.BARE),
            (Kind.LEAD, Reason.LEADS),
            (Kind.TAIL, Reason.EFFECT),
        )
        return next((reason for kind, reason in order if kind in kinds), Reason.NO_VERB)


def _role(clause: ReadClause) -> Role:
    if clause.kind in (Kind.ACTION, Kind.WEAK):
        return Role.STATES
    if clause.kind is Kind.LEAD:
        return Role.LEADS
    return Role.FOLLOWS if clause.kind in (Kind.TAIL, Kind.TARGET, Kind.BARE) else Role.GOES_ON


def _sections(page: Page, voice: Voice) -> list[_Heard]:
    """The passages of a voice, each with the section that it stands in."""
    if not voice.structured:
        return [_Heard(passage, voice, "", False) for passage in voice.passages]
    reader = levels.Reader(page, voice)
    return [_Heard(passage, voice, reader.section, opens) for passage, _, opens in in_sections(reader)]
