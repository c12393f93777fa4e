"""Running text: news, briefs and features that report who says what.

Clause by clause, a sentence is asked for a subject (a named person, 他, a collective, a body)
and for a verb that reports speech. What stands behind the verb, or in the quotation that goes
with it, is the subject's. The subject stays until another takes its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from jianyan.extraction.names.people import People
from jianyan.extraction.speakers import quotations, speech_titles
from jianyan.extraction.speakers.cast import Cast
from jianyan.extraction.speakers.mandates import mandate
from jianyan.extraction.speakers.sayings import Saying
from jianyan.extraction.speakers.subjects import Subject, Subjects
from jianyan.extraction.speakers.voices import How, Passage, Voice
from jianyan.extraction.text.layout import mark_level
from jianyan.extraction.text.sentences import Cuts, Range
from jianyan.model import Basis, Stance

__all__ = ["Running", "Subject"]

_STANCES = {"support": Stance.SUPPORTS, "oppose": Stance.OPPOSES}
# 三点建议:|一是…
_ITEMS = re.compile("、")
_FROM_ASPECTS = (  # 从…、…等方面,对如何…提出建议
    r"从(?P<aspects>[^。;:“”]{2,24}、[^。;:“”]{2,120}?)(?:等|[两三四五六七八九十\d]+个|等[两三四五六七八九十\d]+个)方面"
    r"[^。;:]{0,40}?(?:<putsForward>|<speechNoun>)"
)
_ON_ASPECTS = (  # 围绕完善…、加快…等提出意见建议
    r"<topicOpens>(?P<aspects>[^。;:《》]{4,40}、[^。;:《》]{4,240}?)(?:等(?:方面|问题|内容|工作|议题)?)?,?<inTurn>?"
    r"(?!建设|提升|提高)<puts>了?[^,。;:]{0,8}?(?:<speechNoun>|<advice>)"
)
_ASPECTS_REACH = 300  # code points: more than _FROM_ASPECTS is ever long
_ANNOUNCED = r"(?:<following>|[一二三四五六七八九十两几\d]{1,2})?(?:<countWord>|方面)的?(?:<advice>|方面)*[,:]"
_LIST_SAID = r"<puts>[^,。;:]{0,16}(?:<speechNoun>|<advice>)(?:,?(?:<announcesList>))? ?:"
_WRITES = (
    r"(?:<issues>[^,;。]{0,24}|发)<paper>"
    r"|<submits>(?:[^,;。]{0,12}<paper>|了?(?:一[份件])?《[^《》\n]{3,60}<proposal>》)"
)
_PUBLISHES = r"<publishes>[^,;。:]{0,30}?<plan>"  # 某司长公布|一系列纾困措施: a list below is theirs
_ANNOUNCE = ("government", "department", "peoplesCongress")  # kinds of bodies whose plans are news
_NEAR = 8  # a proposing verb so near the head of a clause has a new subject before it


@dataclass
class _Sentence:
    """A sentence while it is read."""

    start: int
    end: int
    quotes: list[Range]  # speech in it
    current: Subject | None  # who spoke before
    subject: Subject | None = None  # whom the sentence is about
    named: Subject | None = None  # whom it named last, speaking or not: 他 means them
    group: Subject | None = None  # a party or a society that opens it, not speaking yet (某党到政府总部请愿)
    headed: bool = False  # a line that begins with the name: every clause without a subject is theirs
    reported: bool = False  # whether a verb in it reports speech
    told: int = 0  # what stands before is reported already
    opened: Range | None = None  # a clause about somebody that a colon ends (理事长某某现场晒出账单:…)
    clauses: list[Range] = field(default_factory=list)  # outside the quotations

    @property
    def speaker(self) -> Subject | None:
        return self.subject or self.current


class Running(Cast):
    """Reads paragraphs in order and gathers the voices; one voice a person in a document."""

    def __init__(self, people: People, cuts: Cuts, writer: Subject | None = None) -> None:
        super().__init__()
        self.writer = writer  # whose column it is: what is nobody's is theirs
        self.people, self.cuts = people, cuts
        self.lexicon, self.text = people.lexicon, people.prepared.text
        self.subjects = Subjects(people, writer)
        self.sayings = self.subjects.sayings
        self._last: Subject | None = None  # who spoke last, for a paragraph that opens with 他
        self._speaking: Subject | None = None  # whose words the paragraph gave last
        self._present: Subject | None = None  # whom the last sentence names as there, not as speaking
        self._proposer: Subject | None = None  # whose paper the text told of last: 提案指出 is what they say
        self._published = False  # whether it is a plan, which they made known
        self._presented = False  # whether it is a report, which they presented to a meeting
        self._before: Subject | None = None  # whose the paragraphs before gave last
        self._proposing: Subject | None = None  # who proposed in the sentence before: 要设立…。|完善…。 goes on
        self.turns: list[Voice] = []  # who, the paragraph tells, spoke in turn
        self._given: Range = (-1, -1)  # the titles that a sentence gave to several in their order
        self._listing: Voice | None = None  # whose list of points goes on (一要…。…。二要…)

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

    def publisher(self) -> Voice | None:
        """The voice of who made known what a list below spells out (某某司长公布一系列措施。|新措施包括:)."""
        return self.voice(self._proposer) if self._proposer and self._published else None

    def told(self, subject: Subject, start: int, end: int) -> None:
        """What a line tells of one subject (张某某:|赞成…,认为应…): a sentence without a verb of speaking is
        in the subject's own words."""
        self._listing = None
        for low, high in self.cuts.sentences(start, end):
            quotes = quotations.speech_in(self.text, low, high)
            if self.opens_told(low, high):
                self._sentence(_Sentence(low, high, quotes, subject, headed=True, told=low))
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
        return self._sentence(_Sentence(start, end, quotations.within(quotes, start, end), current, told=start))

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

    # -- one sentence ----------------------------------------------------------

    def _sentence(self, sentence: _Sentence) -> Subject | None:
        """Gather what a sentence reports; who speaks when it ends."""
        start, end, quotes = sentence.start, sentence.end, sentence.quotes
        if quotes and quotes[0][0] <= start + 2:
            self._opening_quote(sentence)
            quotes = quotes[1:]
        for presenter in self.subjects.presenters(start, end):
            self.voice(presenter)
            self._proposer, self._presented = presenter, True
        sentence.clauses = quotations.clauses_outside(self.cuts, start, end, sentence.quotes)
        for clause in sentence.clauses:
            if clause[0] >= sentence.told:
                self._clause(sentence, clause)
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

    def _tells_of_others(self, sentence: _Sentence) -> bool:
        """院长甲某说,…。|人民法院将完善…; 大家要深化…: whether somebody's words go on with what a body will do, or
        several persons should."""
        subject = sentence.subject
        if subject is None or subject.person or self._speaking is None or self._speaking.person is None:
            return False
        return bool(subject.bodies) or self.sayings.urges(subject.evidence[1], sentence.end)

    def _opening_quote(self, sentence: _Sentence) -> None:
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

    def _clause(self, sentence: _Sentence, clause: Range) -> None:
        if paper := self.subjects.of_paper(clause, presented=self._presented):
            owner = (sentence.subject or sentence.named or sentence.current) if paper[2] else None
            sentence.subject = (
                owner or self._proposer or self._speaking or self._before or Subject(None, (), paper[0], Basis.UNKNOWN)
            )
            self._report(sentence, clause, paper[1])
            return
        found = self._subject(clause, sentence.subject or sentence.named or sentence.current)
        if found is None and self._presented and self.subjects.is_of_report(clause):
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
        if found and self.lexicon.pattern(_WRITES).search(self.text, *clause):
            self._proposer, self._published = found, False
        elif of and of.person and self.lexicon.pattern(_PUBLISHES).search(self.text, *clause):
            self._proposer, self._published = of, True
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

    def _in_turn(self, sentence: _Sentence, clause: Range) -> bool:
        """甲某、乙某等9名委员先后发言,|就完善…、加快…等提出建议: whether a clause tells what several spoke of."""
        if len(self.turns) < 2 or clause[0] < self._given[1]:
            return False
        return self.lexicon.pattern("<inTurn>").search(self.text, sentence.start, clause[0]) is not None

    def _is_topic(self, sentence: _Sentence, clause: Range) -> bool:
        """对于有人建议取消年费,|他认为…: what others proposed is only what is talked of, where who talks follows."""
        if not self.lexicon.cues["speaksOf"].at(self.text, *clause) or clause[1] >= sentence.end:
            return False
        behind = next((c for c in sentence.clauses if c[0] >= clause[1]), None)
        return behind is not None and self.subjects.of_clause(behind, sentence.current) is not None

    def _is_urged(self, sentence: _Sentence, clause: Range, verb: Saying) -> bool:
        """要深入调研,|积极建言献策; 我们要围绕旧改建言献策: a verb of speaking only says what is to be done, where the
        sentence goes on with what somebody asks for."""
        own = sentence.subject is not None
        if self._speaking is None or (own and sentence.subject is not sentence.current):
            return False
        if clause[0] == sentence.start and verb.end - clause[0] <= _NEAR:
            return False
        if self._speaking is self._proposing and self.sayings.goes_on(sentence.start, sentence.end):
            return True
        return self.sayings.urges(sentence.start, sentence.end, own=own)

    def _from_aspects(self, sentence: _Sentence, found: Subject, clause: Range) -> None:
        """李某某从|完善标准、培育人才|三个方面提出建议: the aspects that somebody speaks of are what they propose;
        so are they of several (委员们围绕|完善标准、培育人才|等提出建议)."""
        near = min(sentence.end, clause[1] + _ASPECTS_REACH)
        told = self.lexicon.pattern(_FROM_ASPECTS).search(self.text, clause[0], near)
        if told is None and found.person is None and not found.bodies:
            told = self.lexicon.pattern(_ON_ASPECTS).search(self.text, clause[0], near)
            told = told if told and self.sayings.acts(*told.span("aspects")) else None
        if told and told.start() < clause[1] and found.evidence[1] <= told.start():
            self.voice(found).passages += [Passage(*part, How.BOUND) for part in self._aspects(*told.span("aspects"))]
            sentence.reported, sentence.told = True, told.end()

    def _without_verb(self, found: Subject, clause: Range) -> Saying | None:
        """市政府|将|集中精力…: a body that announces; 全国政协委员刘某某|:|我们要…: a name before its words."""
        end = found.evidence[1]
        if found.person is None and found.bodies:
            n = self.lexicon.cues["announcesPlan"].at(self.text, end, clause[1])
            announces = n and not self.subjects.acts_on(end + n) and found.bodies[0].kind in _ANNOUNCE
            return Saying(end + n, "propose") if announces else None
        label = end == clause[1] and self.text[end : end + 1] == ":"
        return Saying(end, "say") if label and found.basis is Basis.EXPLICIT else None

    def _subject(self, clause: Range, current: Subject | None) -> Subject | None:
        found = self.subjects.of_clause(clause, current)
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

    def _speak_for(self, sentence: _Sentence, clause: Range) -> None:
        """某某委员代表民建省委会…: the bodies for whom the subject speaks."""
        subject = sentence.subject
        if not subject or not subject.person:
            return
        bodies = mandate(self.people, *clause)
        if bodies and self.text.find("代表", *clause) >= 0:
            sentence.subject = subject.speaking_for(bodies)
            self.voice(sentence.subject)

    def _entitle(self, sentence: _Sentence, subject: Subject, clause: Range) -> bool:
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
            self._proposer = subject
        return bool(titles)

    def _entitle_some(self, clause: Range) -> bool:
        """(某会提交提案14件。)其中,|《关于…的提案》《关于…的建议》|受到关注: papers of whom the text told before."""
        if not self._proposer:
            return False
        titles = speech_titles.papers(self.lexicon, self.text, *clause)
        for title in titles:
            self.entitle(self._proposer, title)
        return bool(titles)

    # -- what a verb reports ---------------------------------------------------

    def _report(self, sentence: _Sentence, clause: Range, verb: Saying) -> None:
        """What stands behind ``verb`` is its subject's; without one nobody goes on speaking."""
        sentence.subject = self._speaker(sentence, clause, verb)
        if sentence.subject is None:
            sentence.current = None
            return
        sentence.reported = True
        self._speaking = sentence.subject
        known = sentence.subject.person or sentence.subject.bodies
        self._proposing = sentence.subject if verb.proposes and known else None
        voice = self.voice(sentence.subject)
        if verb.end >= sentence.end:
            return
        sentence.told = self._report_end(sentence, clause, verb)
        if self.sayings.urges_inside(verb.end, sentence.told):
            self._proposing = sentence.subject  # 强调,…,要完善…。|加强…。
        self._listing = voice if self._add_reported(voice, sentence, verb) and voice.passages else None

    def _speaker(self, sentence: _Sentence, clause: Range, verb: Saying) -> Subject | None:
        """The subject, who spoke before, or somebody unknown; None where nobody proposes anything."""
        if sentence.subject:
            return sentence.subject
        if sentence.group and self.sayings.may_continue(clause, verb):
            return sentence.group
        if sentence.current and self.sayings.may_continue(clause, verb):
            return sentence.current
        if verb.proposes and any(self._protests(*other) for other in sentence.clauses if other[1] <= clause[0]):
            return self.writer or Subject(None, (), clause, Basis.UNKNOWN)
        own = verb.proposes and self.lexicon.cues["firstPerson"].at(self.text, *clause) > 0  # 我们促请…: whoever writes
        unknown = own or (verb.kind != "support" and self.sayings.has_unknown_subject(clause, verb))
        return Subject(None, (), clause, Basis.UNKNOWN) if unknown and not self.sayings.is_nobodys(clause) else None

    def _some_ask(self, clause: Range) -> bool:
        """多个团体请愿, 三名议员召开记者会: whether a clause opens with how many ask for something."""
        return self.lexicon.pattern("<several>").match(self.text, *clause) is not None and self._protests(*clause)

    def _protests(self, start: int, end: int) -> bool:
        """多个团体到政府总部请愿,|促请…: whether a clause tells that some ask for something."""
        return self.lexicon.pattern("<protests>").search(self.text, start, end) is not None

    def _add_reported(self, voice: Voice, sentence: _Sentence, verb: Saying) -> bool:
        """Add what is reported, up to ``sentence.told``; whether it opens a list (一要…)."""
        announced = self.lexicon.pattern(_ANNOUNCED).match(self.text, verb.end, sentence.end)
        behind = announced.end() if announced else verb.end
        begin = next((i for i in range(behind, sentence.end) if self.text[i] not in " ,:"), sentence.end)
        marked = mark_level(self.text, begin, sentence.end) > 0
        lists = marked or self.text.startswith(":", behind - (announced is not None))
        how = How.STRICT if verb.kind == "say" else How.BOUND
        stance = _STANCES.get(verb.kind, Stance.PROPOSES)
        if stance is Stance.SUPPORTS and self.lexicon.cues["opinionNoun"].ending(self.text, behind, sentence.told):
            return lists  # 完全赞同|对形势的分析判断: nothing that is to be done
        for piece in quotations.stretches(self.cuts, behind, sentence.told, sentence.quotes):
            if stance is Stance.OPPOSES and self._of_practice(*piece):
                continue
            counted = self._counted(*piece) if how is How.STRICT and not marked else 0
            if counted:
                voice.passages.append(Passage(piece[0], counted, How.STRICT, stance))
                self._of_body(voice, piece[0], counted)
                piece, how, lists = (counted, piece[1]), How.BOUND, True
            voice.passages.append(Passage(*piece, How.DIRECT if marked else how, stance))
        return lists

    def _of_practice(self, start: int, end: int) -> bool:
        """不赞成|一律封闭的做法|,…: whether the first clause of what is opposed is what others do or think."""
        clause = next(self.cuts.clauses(start, end), None)
        return clause is not None and self.lexicon.cues["practice"].ending(self.text, *clause) > 0

    def _of_body(self, voice: Voice, start: int, end: int) -> None:
        """会长某某表示,|该会|提出5点建议: who heads a body that puts something forward speaks for it."""
        posts = voice.person.posts if voice.person else []
        if len(posts) == 1 and posts[0].body and self.lexicon.pattern("<thisBody>").search(self.text, start, end):
            voice.behalf([posts[0].body])

    def _counted(self, start: int, end: int) -> int:
        """表示,经商讨后提出5点建议,包括:|一、…;二、…: where the list begins that what is said announces; 0 if it
        announces none."""
        m = self.lexicon.pattern(_LIST_SAID).search(self.text, start, end)
        return m.end() if m else 0

    def _report_end(self, sentence: _Sentence, clause: Range, verb: Saying) -> int:
        """Where what is reported ends: with the clause of an opinion, else before another who speaks."""
        end = clause[1] if verb.kind in _STANCES else sentence.end
        low = bisect_right(sentence.clauses, (verb.end, sentence.end))
        behind = takewhile(lambda c: c[0] < end, islice(sentence.clauses, low, None))
        return next((c[0] for c in behind if self._speaks_anew(*c)), end)

    def _speaks_anew(self, start: int, end: int) -> bool:
        """Whether a clause has a subject with a verb of its own; not 总书记在看望…时强调,…, which who speaks cites."""
        if self.lexicon.cues["notSpeaker"].at(self.text, start, end):
            return False
        start += self.lexicon.cues["contrast"].at(self.text, start, end)
        named = self.subjects.first_named(start, end)
        if named and named.start <= start + 1:
            if self.sayings.verb(named.end, end) or "代表" in self.text[named.end : end]:
                return True
        cues = self.lexicon.cues
        n = cues["pronoun"].at(self.text, start, end)
        if n and self.sayings.verb(start + n, end):
            return True
        if self.writer and (n := cues["firstPerson"].at(self.text, start, end)):
            if cues["writes"].at(self.text, start, end) or self.sayings.verb(start + n, end):
                return True
        n = cues["collective"].at(self.text, start, end)
        if n and self.sayings.verb(start + n, min(end, start + n + _NEAR)):
            return True  # 有的建议…,|有的提出…
        verb = self.sayings.verb(start, end) if cues["filler"].at(self.text, start, end) else None
        return verb is not None and verb.proposes and verb.end - start <= _NEAR
