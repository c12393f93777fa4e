"""Who a clause of running text is about: a named person, 他, a collective, a body, a post."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from jianyan.extraction.names.people import Known, Named, People
from jianyan.extraction.speakers.mandates import mandate
from jianyan.extraction.speakers.sayings import Saying, Sayings
from jianyan.extraction.speakers.speech_titles import TITLED
from jianyan.extraction.text.sentences import Range
from jianyan.model import Basis, Body

_IN_CHARGE = r"(?:<Han>{2,10}(?<=[处科室司局股]))?<concerned>?<inCharge>"  # 省民政厅养老服务处有关负责人
_POST_REACH = 14  # 总理|指出: the verb stands near
_PAPER = (
    r"(?P<paper>(?:该|此|这[份件篇]|上述|在|(?P<whose><pronoun>)的?(?:这[份件篇]|一[份件篇]|[两三]件)?)?<paper>|《[^《》\n]{3,60}<proposal>》)"
    r"(?:中|里|还|并|又|亦|也|同时)*(?P<says><says>)"
)
_REPORT = r"(?P<paper>(?:该|此|这[份件篇])?<report>)(?:中|里|还|并|同时)*(?P<says><says>)(?P<whose>(?!))?"
_OF_REPORT = "(?:该|此|这[份件篇])?<report>"
_PRESENTS = (  # 某某|受省政府委托作的关于…的报告
    r"(?:,?受[^,。;:]{2,30}?委托,?)?(?:向[^,。;:]{2,16}?|就[^,。;:]{2,60}?)?<presents>[^,。;:]{0,80}?<report>(?=[,。;、]|和|以及|$)"
)
_SUBMITS_PAPER = r"[^,。;:]{0,24}?<submits>(?:[^,。;:]{0,16}<paper>|了?(?:一[份件])?《[^《》\n]{3,60}<proposal>》)"
_DATELINE = re.compile(  # 某某网3月6日讯(记者 某某)
    r" *[^\s,。:;()“”]{2,12} ?(?:\d{1,2}月\d{1,2}日[^\s,。:;()“”]{0,6}?)?[讯电](?: ?\([^()\n]{2,24}\)| ) *"
)
_SOURCE = re.compile(r"\[[^\[\]\n]{1,30}\] *")  # [本报讯]
_GAVE_SPEECH = r"(?<!的)(?<!重要)(?<!听取)<gaveSpeech>[。;!]?$"
_AND_MORE = r",<conjunction>[^,。;]{2,40}"
_SAYING_REACH = 8  # code points: 甲某、乙某委员|都认为
_ON_TOPICS = r"<continuing>?(?:<topicOpens>|从)[^。;:]{2,120}?<puts>[^,。;:]{0,8}<speechNoun>"
_ABOUT = r"<particle>?<preposition>[^,。;:]{1,24}?(?=<say>)"
_BODY_NEAR = 4  # 观光局|表示: the verb stands right behind
_SPEAK = ("department", "committee", "government", "party", "democraticParty", "chamber", "massOrganization")
_BODY_REACH = 16
_BODY_BEFORE = 1_000  # code points before 该会, 联盟 in which the body it means is looked for
_GROUPS = ("party", "democraticParty", "chamber", "massOrganization", "other")  # what 该会, 该党 may be
_MEET = ("government", "party")  # whose meetings decide
_HOLDS = r"[^,。;:“”《》\n]{0,14}?<convened>"  # 国务院|常务会议, 市委|常委会召开会议
_MEETING_REACH = 1_000
_SENDER_REACH = 20_000
_JOINTLY = ("、", "和", "与", "及")
_OUTSIDE_PARTIES = "[、和]<beforePosts>"  # 工商联主席甲某、无党派人士|代表乙某
_LONGEST_HEAD = 24  # of a sentence, before the name of who speaks


@dataclass(frozen=True, slots=True)
class Subject:
    """``bodies`` are those a person speaks for, or those that speak where ``person`` is None."""

    person: Known | None
    bodies: tuple[Body, ...]
    evidence: Range
    basis: Basis

    def speaking_for(self, bodies: list[Body]) -> Subject:
        return replace(self, bodies=tuple(dict.fromkeys((*self.bodies, *bodies))))

    def is_same(self, other: Subject | None) -> bool:
        """Whether ``other`` is the same person, or the same bodies where nobody speaks for them."""
        if other is None or self.person is not other.person:
            return False
        return self.person is not None or self.bodies == other.bodies


class Subjects:
    """Asks clauses of one text who they are about. Knows who is named when it is made."""

    def __init__(self, people: People, writer: Subject | None = None) -> None:
        self.writer = writer  # of a column: who 我 and 笔者 are
        self.people, self.lexicon, self.text = people, people.lexicon, people.prepared.text
        self.sayings = Sayings.of(people)
        self._named = sorted(people.named, key=lambda named: named.name_start)
        self._starts = [named.name_start for named in self._named]
        self._bearers: dict[str, list[int]] = defaultdict(list)  # post → indices in _named
        for i, named in enumerate(self._named):
            for post in {held.post for held in people.known[named.name].posts}:
                self._bearers[post].append(i)

    def named(self, start: int, end: int) -> list[Named]:
        """Those whose names begin in ``start``..``end``."""
        return self._named[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def first_named(self, start: int, end: int) -> Named | None:
        """Who is named first in ``start``..``end``."""
        i = bisect_left(self._starts, start)
        return self._named[i] if i < len(self._named) and self._named[i].name_end <= end else None

    def of_clause(self, clause: Range, current: Subject | None, *, told: bool = False) -> Subject | None:
        """Who the clause is about, if its head says so; ``current`` is who spoke before, ``told`` whether the sentence
        gives their words."""
        end = clause[1]
        if self.writer and self._cue("firstPerson", *clause):
            return self._we(clause[0], end, current, told=told)  # 笔者认为 is a filler elsewhere
        p = self._past_fillers(*clause)
        if first := self._acting(p, end):
            person = self.people.known[first.name]
            return None if person.press else Subject(person, (), (first.start, first.end), Basis.EXPLICIT)
        p += self._cue("beforePronoun", p, end) if self._cue("pronoun", p + 1, end) else 0
        if (n := self._cue("pronoun", p, end)) and not self._cue("otherThan", p, end):
            if current and current.person is None and current.bodies and self.text[p + n - 1] == "们":
                return Subject(None, current.bodies, (p, p + n), Basis.SAME_PARAGRAPH)
            if not current or not current.person:
                return None
            return Subject(current.person, current.bodies, (p, p + n), Basis.SAME_PARAGRAPH)
        if self._cue("firstPerson", p, end):
            return self._we(p, end, current, told=told)
        found = self._post(p, end) or self._collective(p, end) or self._body(p, end) or self._same_body(p, end)
        return found or self._meeting(p, end)

    def _we(self, p: int, end: int, current: Subject | None, *, told: bool) -> Subject | None:
        """我们: who writes the column; in what it tells of somebody, those who speak, and only 笔者 who writes."""
        if self.writer and (not told or self.writer.is_same(current) or self._cue("writes", p, end)):
            return self.writer
        return current if current and current.person else None

    def of_paper(self, clause: Range, *, presented: bool = False) -> tuple[Range, Saying, bool] | None:
        """该提案|指出, 《…的提案》|建议:…: the paper of somebody named before, and the verb by which it says what; and
        whether a pronoun says that it is theirs who is spoken of (她的|提案|建议). ``presented``: whether somebody
        presented a report (报告|建议)."""
        m = self.lexicon.pattern(_PAPER).match(self.text, *clause)
        m = m or (self.lexicon.pattern(_REPORT).match(self.text, *clause) if presented else None)
        if not m:
            return None
        proposes = self.lexicon.speaking["propose"].at(self.text, m.start("says")) > 0
        return m.span("paper"), Saying(m.end(), "propose" if proposes else "say"), m["whose"] is not None

    def is_of_report(self, clause: Range) -> bool:
        """Whether a clause tells what a report says (该|报告|介绍了…)."""
        m = self.lexicon.pattern(_OF_REPORT).match(self.text, *clause)
        return m is not None and (self.people.prepared.tag_at(m.end()) or "").startswith("v")

    def presenters(self, start: int, end: int) -> list[Subject]:
        """会议听取了某某|受省政府委托作的关于…的报告: those who present a report to a meeting, and for whom."""
        if not any(self.text.find(word, start, end) >= 0 for word in self.lexicon.cues["report"].words):
            return []
        found: list[Subject] = []
        for named in self.named(start, end):
            person = self.people.known[named.name]
            told = self.lexicon.pattern(_PRESENTS).match(self.text, named.end, end)
            if told and person.posts and not person.press:
                bodies = tuple(mandate(self.people, *told.span()))
                found.append(Subject(person, bodies, (named.start, named.end), Basis.EXPLICIT))
        return found

    def _past_fillers(self, p: int, end: int) -> int:
        if dateline := _DATELINE.match(self.text, p, end):
            p = dateline.end()
        elif source := _SOURCE.match(self.text, p, end):
            p = source.end()
        if (n := self._cue("contrast", p, end)) and self.people.prepared.is_boundary(p + n):
            p += n
        while p < end and self.text[p] in ' “”"':
            p += 1
        while n := self._cue("filler", p, end):
            p += n
        return p

    def _acting(self, p: int, end: int) -> Named | None:
        """The first person named, unless the words before make them somebody who is acted on (邀请|某某…)."""
        first = next(iter(self.named(p, end)), None)
        if first is None or first.start - p <= 1:
            return first
        acted_on = self.lexicon.cues["actedOn"].ending(self.text, p, first.start)
        return None if acted_on or first.start - p > _LONGEST_HEAD else first

    def _post(self, p: int, end: int) -> Subject | None:
        """总理|指出: the last person named before with that post, else nobody known."""
        n = self._cue("postOnly", p, end)
        if not n or not self.sayings.verb(p + n, min(end, p + n + _POST_REACH)) or self.text.startswith("们", p + n):
            return None  # 会长们|提出…: several, none of them named
        return self._bearer(self.text[p : p + n], p) or Subject(None, (), (p, p + n), Basis.UNKNOWN)

    def _bearer(self, post: str, p: int) -> Subject | None:
        bearers = self._bearers.get(post, [])
        i = bisect_left(bearers, bisect_left(self._starts, p)) - 1
        if i < 0:
            return None
        named = self._named[bearers[i]]
        return Subject(self.people.known[named.name], (), (named.start, named.end), Basis.SAME_PARAGRAPH)

    def _collective(self, p: int, end: int) -> Subject | None:
        if (n := self._cue("delegation", p, end)) and (sender := self._sender(p)):
            return Subject(None, (sender,), (p, p + n), Basis.SAME_PARAGRAPH)
        n = self._cue("collective", p, end)
        return Subject(None, (), (p, p + n), Basis.UNKNOWN) if n else None

    def _sender(self, p: int) -> Body | None:
        """The CPPCC, or its committee, that the text named last before ``p``."""
        before = reversed(self.people.bodies.within(max(0, p - _SENDER_REACH), p))
        senders = (m.body for m in before if m.body.kind in ("cppcc", "committee"))
        return next(senders, self.people.organizer)

    def _body(self, p: int, end: int) -> Subject | None:
        """市水务局|有关负责人|表示…, 农工党省委会|建议…; the longest that begins there: 市政协社法委|建议."""
        opening = takewhile(lambda m: not self.text[p : m.span.start].strip(" “"), self.people.bodies.within(p, end))
        for mention in sorted(opening, key=lambda m: (m.span.start, -m.span.end)):
            start, stop = mention.span.start, mention.span.end
            answers = start == p and self.lexicon.pattern(_IN_CHARGE).match(self.text, stop, end)
            n = self._cue("announcesPlan", stop, end) if start == p else 0
            announces = n and not self.acts_on(stop + n)
            speaks = announces or (stop < end and self._body_speaks(stop, end, mention.body.kind))
            if (answers and self.sayings.verb(stop, end)) or speaks:
                return Subject(None, (mention.body,), (start, stop), Basis.EXPLICIT)
        return None

    def _meeting(self, p: int, end: int) -> Subject | None:
        """会议|强调…: the government or the party whose meeting the text told of last (国务院|常务会议)."""
        n = self._cue("convened", p, end)
        if not n or not self.sayings.verb(p + n, min(end, p + n + _BODY_NEAR)):
            return None
        before = reversed(self.people.bodies.within(max(0, p - _MEETING_REACH), p))
        holds = self.lexicon.pattern(_HOLDS).match
        body = next((m.body for m in before if m.body.kind in _MEET and holds(self.text, m.span.end, p)), None)
        return Subject(None, (body,), (p, p + n), Basis.SAME_PARAGRAPH) if body else None

    def acts_on(self, p: int) -> bool:
        """市政府将|房屋|不足归咎于…: whether a noun stands behind what may announce a plan."""
        return (self.people.prepared.tag_at(p) or "").startswith("n")

    def group(self, clause: Range) -> Subject | None:
        """某党|到政府总部请愿,要求…: the party or society that opens a clause that says something else of it."""
        p = self._past_fillers(*clause)
        opening = [m for m in self.people.bodies.within(p, clause[1]) if m.span.start == p and m.body.kind in _GROUPS]
        body = max(opening, key=lambda m: m.span.end, default=None)
        return Subject(None, (body.body,), (p, body.span.end), Basis.EXPLICIT) if body else None

    def _same_body(self, p: int, end: int) -> Subject | None:
        """该党|建议…, 联盟|要求…: the body named last before whose name ends so; 该会 may be any association."""
        this = self._cue("thisBody", p, end)
        suffix = this or self.lexicon.bodies.suffix_words.at(self.text, p, end)
        if suffix < 2 or not self._body_speaks(p + suffix, end, "party"):
            return None
        noun = self.text[p + 1 : p + suffix] if this else self.text[p : p + suffix]
        before = self.people.bodies.within(0 if not this else max(0, p - _BODY_BEFORE), p)
        fits = [
            m.body
            for m in before
            if self.text.endswith(noun, 0, m.span.end)
            or (m.body.kind in _GROUPS and (this or m.body.name.endswith(noun)))
        ]
        body = (fits[-1] if this else fits[0]) if fits else None  # 该会: the last, 联盟: whom the text is about
        return Subject(None, (body,), (p, p + suffix), Basis.SAME_PARAGRAPH) if body else None

    def _body_speaks(self, p: int, end: int, kind: str) -> bool:
        """Whether a body of a ``kind`` that ends at ``p`` is itself who proposes, or says."""
        verb = self.sayings.verb(p, end)
        if verb and verb.proposes and verb.end - p <= _BODY_REACH:
            return True
        if verb and verb.kind == "say" and (about := self.lexicon.pattern(_ABOUT).match(self.text, p, verb.end)):
            p = about.end()  # 某局|就事件|回应
        if self.lexicon.cues["urge"].at(self.text, p, end):
            return False  # 政府|需|关注…: it is to do so
        if verb and verb.kind == "say" and verb.end - p <= _BODY_NEAR and kind in _SPEAK:
            return True
        if kind in _SPEAK and self.lexicon.pattern(_SUBMITS_PAPER).match(self.text, p, end):
            return True
        return self.lexicon.pattern(TITLED).match(self.text, p, end) is not None

    def together(self, start: int, end: int) -> list[Subject]:
        """甲某和乙某常委|在联合发言中…, 甲某委员、副会长乙某|分别发言: those named one after another, with posts or
        without, who speak together."""
        first = self._acting(self._past_fillers(start, end), end)
        if first is None or self.people.known[first.name].press:
            return []
        named = self.named(first.name_start, end)
        last = 0
        for i, (before, after) in enumerate(pairwise(named), 1):
            start = min(after.start, after.name_start)
            if not any(self.text[stop:start] in _JOINTLY for stop in (before.name_end, before.end)):
                if not self.lexicon.pattern(_OUTSIDE_PARTIES).fullmatch(self.text, before.name_end, start):
                    break
            last = i if self._speak(after.end) else last
        others = [(other, self.people.known[other.name]) for other in named[1 : last + 1]]
        return [Subject(o, (), (n.start, n.end), Basis.EXPLICIT) for n, o in others if not o.press]

    def _speak(self, p: int) -> bool:
        """Whether those whose names end at ``p`` speak."""
        puts_forward = self.lexicon.pattern("<putsForward>|将?<submits>").search(self.text, p, p + 6)
        if puts_forward is not None or "发言" in self.text[p : p + 12]:
            return True
        if self.lexicon.pattern(_ON_TOPICS).match(self.text, p) or self.sayings.verb(p, p + _SAYING_REACH):
            return True
        more = self.lexicon.pattern(_AND_MORE).match(self.text, p)  # …,以及某某代表某某|发言
        return more is not None and self.gives_speech(*more.span())

    def gives_speech(self, start: int, end: int) -> bool:
        """Whether a clause ends with that somebody spoke (在会上作了交流|发言)."""
        return self.lexicon.pattern(_GAVE_SPEECH).search(self.text, start, end) is not None

    def says_behind(self, p: int, end: int) -> bool:
        """Whether who said a quotation that ends at ``p`` stands right behind it (“…。”某某说)."""
        stop = min(end, p + 60)
        clause_end = next((i for i in range(p, stop) if self.text[i] in ",。:;!?“"), stop)
        if n := self._cue("pronoun", p, stop):
            return self.sayings.verb(p + n, clause_end) is not None
        first = self.first_named(p, clause_end)
        if first is None:
            return False
        return first.start <= p + 2 or self.sayings.verb(p, min(clause_end, p + 14)) is not None

    def _cue(self, kind: str, p: int, end: int) -> int:
        return self.lexicon.cues[kind].at(self.text, p, end)
