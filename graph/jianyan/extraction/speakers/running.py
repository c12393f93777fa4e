"""Running text: news, briefs and features that report who says what.

Clause by clause, a sentence is asked for a subject (a named person, 他, a collective, a body)
and for a verb that reports speech. What stands behind the verb, or in the quotation that goes
with it, is the subject's. The subject stays until another takes its place.
"""

from __future__ import annotations

from dataclasses import replace

from jianyan.extraction.names.people import People
from jianyan.extraction.speakers import quotations
from jianyan.extraction.speakers.mandates import mandate
from jianyan.extraction.speakers.reports import NEAR, Sentence
from jianyan.extraction.speakers.sayings import Saying
from jianyan.extraction.speakers.subjects import Subject
from jianyan.extraction.speakers.topics import Topics
from jianyan.extraction.speakers.voices import How, Passage, Voice
from jianyan.extraction.text.layout import mark_level
from jianyan.extraction.text.sentences import Cuts, Range
from jianyan.model import Basis

__all__ = ["Running", "Subject"]

_ANNOUNCE = ("government", "department", "peoplesCongress")  # kinds of bodies whose plans are news


class Running(Topics):
    """Reads paragraphs in order and gathers the voices; one voice a person in a document."""

    def __init__(self, people: People, cuts: Cuts, writer: Subject | None = None) -> None:
        super().__init__(people, cuts, writer)
        self._last: Subject | None = None  # who spoke last, for a paragraph that opens with 他
        self._present: Subject | None = None  # whom the last sentence names as there, not as speaking
        self._before: Subject | None = None  # whose the paragraphs before gave last

    # -- paragraphs ------------------------------------------------------------

    def paragraph(self, start: int, end: int) -> None:
        """Read one paragraph."""
        for sentence in self.cuts.sentences(start, end):
            self._distribute(*sentence)
        quotes = quotations.speech_in(self.text, start, end)
        self._listing = self._present = self._proposing = None
        self._before, self._speaking = self._speaking or self._before, None
        current, behind = None if self.writer else self._last, self.subjects.says_behind
        for sentence in quotations.sentences(self.cuts, self.lexicon, (start, end), quotes, behind):
            current = self._listed_or_said(sentence, quotes, current)
        if current and current.person:
            self._last = Subject(current.person, (), current.evidence, Basis.SAME_PARAGRAPH)

    def announcer(self, start: int, end: int) -> Voice | None:
        """The voice of whom or which body the last sentence of a paragraph is about (某会要求政府:)."""
        sentences = list(self.cuts.sentences(start, end))
        clauses = list(self.cuts.clauses(*sentences[-1])) if sentences else []
        found = self.subjects.of_clause(clauses[-1], None) if clauses else None
        return self.voice(found) if found and (found.person or found.bodies) else None

    def going_on(self) -> Voice | None:
        """The voice whose words, or whose proposal, the paragraphs before gave last."""
        speaker = self._speaking or self._before or self._proposer
        return self.voice(speaker) if speaker else None

    def told(self, subject: Subject, start: int, end: int) -> None:
        """What a line tells of one subject (张某某:|赞成…,认为应…): a sentence without a verb of speaking is
        in the subject's own words."""
        self._listing = None
        for low, high in self.cuts.sentences(start, end):
            quotes = quotations.speech_in(self.text, low, high)
            if self.opens_told(low, high):
                self._sentence(Sentence(low, high, quotes, subject, headed=True, told=low))
            else:
                self.voice(subject).passages.append(Passage(low, high, How.DIRECT))

    def opens_told(self, start: int, end: int) -> bool:
        """Whether the first clause in ``start``..``end`` begins with a verb of speaking."""
        clause = next(self.cuts.clauses(start, end), None)
        verb = self.sayings.verb(*clause, subject=True) if clause else None
        return bool(clause and verb and self.sayings.may_continue(clause, verb))

    def _listed_or_said(self, sentence: Range, quotes: list[Range], current: Subject | None) -> Subject | None:
        """Read a sentence: a point of the list that goes on (二要…。), or who says what; who speaks then."""
        start, end = sentence
        if self._listing and not self._opens_anew(start, end):
            self._listing.passages[-1] = replace(self._listing.passages[-1], end=end)
            return current
        return self._sentence(Sentence(start, end, quotations.within(quotes, start, end), current, told=start))

    def _is_nobodys(self, start: int, end: int) -> bool:
        """Whether the first clause opens with what is nobody's voice (会议强调…)."""
        clause = next(self.cuts.clauses(start, end), None)
        return clause is None or self.lexicon.cues["notSpeaker"].at(self.text, *clause) > 0

    def says_anew(self, start: int, end: int) -> bool:
        """Whether the first clause of a sentence names somebody and has a verb of speaking."""
        clause = next(self.cuts.clauses(start, end), None)
        if clause is None or self.subjects.first_named(*clause) is None:
            return False
        found = self.subjects.of_clause(clause, None)
        return (
            found is not None and found.person is not None and self.sayings.of_clause(clause, subject=True) is not None
        )

    def _opens_anew(self, start: int, end: int) -> bool:
        """Whether a sentence opens with somebody who speaks, or with what is nobody's (会议强调…)."""
        clause = next(self.cuts.clauses(start, end), None)
        if clause is None or self._is_nobodys(start, end):
            return True
        named = self.subjects.first_named(*clause)
        if named is not None and named.start <= start + 1:
            return True
        return self.subjects.of_clause(clause, None) is not None and self.sayings.verb(*clause) is not None

    # -- one sentence ----------------------------------------------------------

    def _sentence(self, sentence: Sentence) -> Subject | None:
        """Gather what a sentence reports; who speaks when it ends."""
        start, end, quotes = sentence.start, sentence.end, sentence.quotes
        if quotes and quotes[0][0] <= start + 2:
            self._opening_quote(sentence)
            quotes = quotes[1:]
        self._hears_report(start, end)
        sentence.clauses = quotations.clauses_outside(self.cuts, start, end, sentence.quotes)
        for clause in sentence.clauses:
            if clause[0] >= sentence.told:
                self._clause(sentence, clause)
            sentence.protested = sentence.protested or self._protests(*clause)
        if sentence.opened and not sentence.reported:
            self._report(sentence, sentence.opened, Saying(sentence.opened[1], "say"))
            self._listing = None
        for quote in quotes:
            self._quote(quote, sentence.speaker)
        own = self._speaking is not None and sentence.subject is not None and sentence.subject is sentence.current
        own = own or self._tells_of_others(sentence)
        tells_nothing = not sentence.reported and not sentence.quotes and (own or not sentence.subject)
        if tells_nothing and not self._is_nobodys(start, end):
            urges = self.sayings.urges(start, end, own=own)
            speaker = self.writer if urges else None
            speaker = speaker or self._speaking or (self._before if mark_level(self.text, start, end) else None)
            if speaker is None and urges:
                speaker = Subject(None, (), (start, end), Basis.UNKNOWN)
            if speaker:
                voice = self.voice(speaker)
                goes_on = speaker is self._proposing and self.sayings.goes_on(start, end)
                voice.passages.append(Passage(start, end, How.DIRECT if urges or goes_on else How.STRICT))
                self._listing = voice if urges else None
        self._present = sentence.named if sentence.speaker is None else None
        return sentence.speaker

    def _tells_of_others(self, sentence: Sentence) -> bool:
        """院长甲某说,…。|人民法院将完善…; 大家要深化…: whether somebody's words go on with what a body will do, or
        several persons should."""
        subject = sentence.subject
        if subject is None or subject.person or self._speaking is None or self._speaking.person is None:
            return False
        return bool(subject.bodies) or self.sayings.urges(subject.evidence[1], sentence.end)

    def _opening_quote(self, sentence: Sentence) -> None:
        """“…”某某说: the quotation is whose name stands behind it, else of who spoke before."""
        quote = sentence.quotes[0]
        if clause := next(self.cuts.clauses(quote[1], sentence.end), None):
            sentence.subject = self._subject(clause, sentence.current)
        self._quote(quote, sentence.speaker)

    def _quote(self, quote: Range, speaker: Subject | None) -> None:
        if speaker is None and self.lexicon.cues["urge"].at(self.text, quote[0] + 1, quote[1]):
            speaker = Subject(
                None, (), quote, Basis.UNKNOWN
            )  # “要将…”“要推动…”: somebody's, the text does not say whose
        if speaker:
            self._speaking = speaker
            self.voice(speaker).passages.append(Passage(quote[0] + 1, quote[1] - 1, How.DIRECT))

    def _clause(self, sentence: Sentence, clause: Range) -> None:
        if paper := self.subjects.of_paper(clause, presented=self._reported):
            owner = (sentence.subject or sentence.named or sentence.current) if paper[2] else None
            sentence.subject = (
                owner or self._proposer or self._speaking or self._before or Subject(None, (), paper[0], Basis.UNKNOWN)
            )
            self._report(sentence, clause, paper[1])
            return
        before = sentence.subject or sentence.named or sentence.current
        found = self._subject(clause, before, told=sentence.reported)
        if found is None and self._reported and self.subjects.is_of_report(clause):
            found = self._proposer  # 报告|介绍了…,提出要…
        sentence.subject = found or sentence.subject
        sentence.named = found or sentence.named
        if found is None and not sentence.reported and (group := self.subjects.group(clause)):
            sentence.group = sentence.named = group
            sentence.subject = None
        elif found is None and not sentence.reported and self._some_ask(clause):
            sentence.subject = sentence.named = sentence.current = None  # 行政长官将发表报告,|多个团体请愿,要求…
        self._speak_for(sentence, clause)
        of = found or sentence.subject
        if of and of.person and not found and self._in_turn(sentence, clause):
            of = Subject(None, (), (clause[0], clause[0]), Basis.UNKNOWN)
        if of and (found or not of.person):
            self._from_aspects(sentence, of, clause)
            if of.basis is Basis.UNKNOWN and sentence.told > clause[0]:
                return
        self._hears_of_paper(found, of, clause)
        if sentence.subject and self._entitle(sentence, sentence.subject, clause):
            return
        if found is None and self._entitle_some(clause):
            return
        verb = self.sayings.of_clause(clause, subject=found is not None or sentence.headed)
        if verb and found is None and self._is_topic(sentence, clause):
            return
        if verb and found in (None, sentence.current) and self._is_urged(sentence, clause, verb):
            return
        verb = verb or (self._without_verb(found, clause) if found else self.sayings.lists(clause))
        if verb:
            self._report(sentence, clause, verb)
        elif sentence.subject and sentence.subject.person and self.subjects.gives_speech(*clause):
            self.voice(sentence.subject)  # …出席会议并|讲话: what was said is not told
        elif found and found is sentence.subject and self.sayings.chairs(clause):
            sentence.subject = None
        elif found and found.person and self.text.startswith(":", clause[1]):
            sentence.opened = clause

    def _is_topic(self, sentence: Sentence, clause: Range) -> bool:
        """对于有人建议取消年费,|他认为…: what others proposed is only what is talked of, where who talks follows."""
        if not self.lexicon.cues["speaksOf"].at(self.text, *clause) or clause[1] >= sentence.end:
            return False
        behind = next((c for c in sentence.clauses if c[0] >= clause[1]), None)
        return behind is not None and self.subjects.of_clause(behind, sentence.current) is not None

    def _is_urged(self, sentence: Sentence, clause: Range, verb: Saying) -> bool:
        """要深入调研,|积极建言献策; 我们要围绕旧改建言献策: a verb of speaking only says what is to be done, where the
        sentence goes on with what somebody asks for."""
        own = sentence.subject is not None
        if self._speaking is None or (own and sentence.subject is not sentence.current):
            return False
        if clause[0] == sentence.start and verb.end - clause[0] <= NEAR:
            return False
        if self._speaking is self._proposing and self.sayings.goes_on(sentence.start, sentence.end):
            return True
        return self.sayings.urges(sentence.start, sentence.end, own=own)

    def _without_verb(self, found: Subject, clause: Range) -> Saying | None:
        """市政府|将|集中精力…: a body that announces; 全国政协委员刘某某|:|我们要…: a name before its words."""
        end = found.evidence[1]
        if found.person is None and found.bodies:
            n = self.lexicon.cues["announcesPlan"].at(self.text, end, clause[1])
            announces = n and not self.subjects.acts_on(end + n) and found.bodies[0].kind in _ANNOUNCE
            return Saying(end + n, "propose") if announces else None
        label = end == clause[1] and self.text[end : end + 1] == ":"
        return Saying(end, "say") if label and found.basis is Basis.EXPLICIT else None

    def _subject(self, clause: Range, current: Subject | None, *, told: bool = False) -> Subject | None:
        found = self.subjects.of_clause(clause, current, told=told)
        if found is None and current is None and self._present:  # 市长某某某主持会议。|他强调…
            found = self.subjects.of_clause(clause, self._present)
            found = found if found and found.basis is Basis.SAME_PARAGRAPH else None
        if found and len(self.turns) > 1 and self.text[slice(*found.evidence)] in self.lexicon.cues["severalPronoun"]:
            found = Subject(None, (), found.evidence, Basis.UNKNOWN)  # 甲某、乙某、丙某先后发言。|他们…
        others = self.subjects.together(*clause)
        if others and found and found.person:
            self.voice(found)
        for other in others:
            self.voice(other)
        return found

    def _speak_for(self, sentence: Sentence, clause: Range) -> None:
        """某某委员代表民建省委会…: the bodies for whom the subject speaks."""
        subject = sentence.subject
        if not subject or not subject.person:
            return
        bodies = mandate(self.people, *clause)
        if bodies and self.text.find("代表", *clause) >= 0:
            sentence.subject = subject.speaking_for(bodies)
            self.voice(sentence.subject)
