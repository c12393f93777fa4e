"""Titles and topics of what several spoke of, and the papers that a text tells of.

甲某、乙某委员分别就“…”“…”作了发言      titles in the order of the names
李某某从完善标准、培育人才等方面提出建议   the aspects are what is proposed
某某司长公布一系列措施。新措施包括:       the list is whose plan it is
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from jianyan.extraction.names.people import People
from jianyan.extraction.speakers import speech_titles
from jianyan.extraction.speakers.reports import Reports, Sentence
from jianyan.extraction.speakers.sayings import Saying
from jianyan.extraction.speakers.subjects import Subject
from jianyan.extraction.speakers.voices import How, Passage, Voice
from jianyan.extraction.text.sentences import Cuts, Range
from jianyan.model import Basis

_ITEMS = re.compile("、")
_FROM_ASPECTS = (  # 从…、…等方面,对如何…提出建议
    r"从(?P<aspects>[^。;:“”]{2,24}、[^。;:“”]{2,120}?)(?:等|[两三四五六七八九十\d]+个|等[两三四五六七八九十\d]+个)方面"
    r"[^。;:]{0,40}?(?:<putsForward>|<speechNoun>)"
)
_ON_ASPECTS = (  # 围绕完善…、加快…等提出意见建议
    r"<topicOpens>(?P<aspects>[^。;:《》]{4,40}、[^。;:《》]{4,240}?)(?:等<topicsAre>?)?,?<inTurn>?"
    r"(?!<putsNothing>)<puts>了?[^,。;:]{0,8}?(?:<speechNoun>|<advice>)"
)
_PUT = (
    r"<puts>了?[^,。;:]{0,8}?(?:<speechNoun>|<advice>)"  # what ends _ON_ASPECTS: looked for first, it is seldom there
)
_ASPECTS_REACH = 300  # code points: more than _FROM_ASPECTS is ever long
_WRITES = (
    r"(?:<issues>[^,;。]{0,24}|发)<paper>"
    r"|<submits>(?:[^,;。]{0,12}<paper>|了?(?:一[份件])?《[^《》\n]{3,60}<proposal>》)"
)
_PUBLISHES = r"<publishes>[^,;。:]{0,30}?<plan>"  # 某司长公布|一系列纾困措施: a list below is theirs


class PaperKind(Enum):
    """What somebody wrote, or made known."""

    PAPER = "paper"  # 提案指出 is what they say
    PLAN = "plan"  # the list below is theirs
    REPORT = "report"  # 报告指出 is what they say


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper that the text told of last."""

    owner: Subject
    kind: PaperKind


class Topics(Reports):
    """Gives titles, topics and papers to those whose they are."""

    def __init__(self, people: People, cuts: Cuts, writer: Subject | None) -> None:
        super().__init__(people, cuts, writer)
        self.paper: Paper | None = None
        self.turns: list[Voice] = []  # who, the paragraph tells, spoke in turn
        self._given: Range = (-1, -1)  # the titles that a sentence gave to several in their order

    @property
    def _proposer(self) -> Subject | None:
        return self.paper.owner if self.paper else None

    def publisher(self) -> Voice | None:
        """The voice of who made known what a list below spells out (某某司长公布一系列措施。|新措施包括:)."""
        return self.voice(self.paper.owner) if self.paper and self.paper.kind is PaperKind.PLAN else None

    # -- papers ----------------------------------------------------------------

    def _report(self, sentence: Sentence, clause: Range, verb: Saying) -> None:
        """As for any verb; a plan is forgotten when somebody else speaks."""
        super()._report(sentence, clause, verb)
        if self.paper and self.paper.kind is PaperKind.PLAN and sentence.subject:
            self.paper = self.paper if sentence.subject.person is self.paper.owner.person else None

    def _hears_of_paper(self, found: Subject | None, of: Subject | None, clause: Range) -> None:
        """某某委员|提交了…的提案, 某某司长|公布一系列措施: whose paper, or plan, a clause tells of."""
        if found and self.lexicon.pattern(_WRITES).search(self.text, *clause):
            self.paper = Paper(found, PaperKind.PAPER)
        elif of and of.person and self.lexicon.pattern(_PUBLISHES).search(self.text, *clause):
            self.paper = Paper(of, PaperKind.PLAN)

    def _hears_report(self, start: int, end: int) -> None:
        """会议听取了某某作的…报告: those who present reports in a sentence are heard, if only by name."""
        for presenter in self.subjects.presenters(start, end):
            self.voice(presenter)
            self.paper = Paper(presenter, PaperKind.REPORT)

    @property
    def _reported(self) -> bool:
        """Whether what the text told of last is a report."""
        return self.paper is not None and self.paper.kind is PaperKind.REPORT

    # -- titles and topics -----------------------------------------------------

    def _distribute(self, start: int, end: int) -> None:
        """甲某、乙某委员分别就“…”“…”作了发言: names and titles in the same order."""
        found = speech_titles.distributed(self.lexicon, self.text, start, end) or self._topics(start, end)
        if not found:
            return
        at, spans = found
        named = [
            ((n.start, n.end), self.people.known[n.name])
            for n in self.subjects.named(start, at)
            if not self.people.known[n.name].press
        ]
        if len(named) != len(spans):
            listed = self.people.names.back(at)  # 甲某、乙某和丙某分别作了《…》…: nothing but the list names them
            named = [(name, self.people.register(*name)) for name in listed] if len(listed) == len(spans) else []
        if not named and len(self.turns) == len(spans):
            named = [(voice.evidence, voice.person) for voice in self.turns if voice.person]
        self._given = (spans[0][0], spans[-1][1]) if named else self._given
        for (evidence, known), span in zip(named, spans, strict=False):
            self.voice(Subject(known, (), evidence, Basis.LIST_ORDER)).title = span

    def _topics(self, start: int, end: int) -> tuple[int, list[Range]] | None:
        """甲某、乙某代表先后发言,分别就|完善…|、|加快…|提出建议: where the topics stand, which begin with actions."""
        found = speech_titles.distributed_topics(self.lexicon, self.text, start, end)
        spans = self._aspects(*found[1]) if found else []
        return (found[0], spans) if found and self.sayings.acts(*found[1]) else None

    def _aspects(self, start: int, end: int) -> list[Range]:
        """完善标准|、|培育人才: the parts that each begin with an action."""
        found: list[Range] = []
        for mark in _ITEMS.finditer(self.text, start, end):
            if self.sayings.acts(mark.end(), end):
                found.append((start, mark.start()))
                start = mark.end()
        return [*found, (start, end)]

    def _in_turn(self, sentence: Sentence, clause: Range) -> bool:
        """甲某、乙某等9名委员先后发言,|就完善…、加快…等提出建议: whether a clause tells what several spoke of."""
        if len(self.turns) < 2 or clause[0] < self._given[1]:
            return False
        return self.lexicon.pattern("<inTurn>").search(self.text, sentence.start, clause[0]) is not None

    def _from_aspects(self, sentence: Sentence, found: Subject, clause: Range) -> None:
        """李某某从|完善标准、培育人才|三个方面提出建议: the aspects that somebody speaks of are what they propose;
        so are they of several (委员们围绕|完善标准、培育人才|等提出建议)."""
        near = min(sentence.end, clause[1] + _ASPECTS_REACH)
        told = self.lexicon.pattern(_FROM_ASPECTS).search(self.text, clause[0], near)
        several = found.person is None and not found.bodies
        if told is None and several and self.lexicon.pattern(_PUT).search(self.text, clause[0], near):
            told = self.lexicon.pattern(_ON_ASPECTS).search(self.text, clause[0], near)
            told = told if told and self.sayings.acts(*told.span("aspects")) else None
        if told and told.start() < clause[1] and found.evidence[1] <= told.start():
            self.voice(found).passages += [Passage(*part, How.BOUND) for part in self._aspects(*told.span("aspects"))]
            sentence.reported, sentence.told = True, told.end()

    def _entitle(self, sentence: Sentence, subject: Subject, clause: Range) -> bool:
        """Note the title that a clause gives the subject's speech, or those of several proposals; whether it
        gives any. A topic may run on over commas (就发展…,保护…|提出建议)."""
        titles = speech_titles.submitted(self.lexicon, self.text, *clause)
        if not titles and (title := speech_titles.quoted(self.lexicon, self.text, *clause)):
            titles = [title]
        if not titles and subject.person:
            near = min(sentence.end, clause[1] + speech_titles.TOPIC_REACH)
            semicolon = self.text.find(";", clause[0], near)
            stop = near if semicolon < 0 else semicolon
            if (topic := speech_titles.topic(self.lexicon, self.text, clause[0], stop)) and topic[0] < clause[1]:
                given = self._given[0] <= topic[0] < self._given[1]
                titles, sentence.told = [] if given else [topic], topic[1]
        for title in titles:
            self.entitle(subject, title)
            self.paper = Paper(subject, PaperKind.PAPER)
        return bool(titles)

    def _entitle_some(self, clause: Range) -> bool:
        """(某会提交提案14件。)其中,|《关于…的提案》《关于…的建议》|受到关注: papers of whom the text told before."""
        if not self._proposer:
            return False
        titles = speech_titles.papers(self.lexicon, self.text, *clause)
        for title in titles:
            self.entitle(self._proposer, title)
        return bool(titles)
