"""Running text: news, briefs and features that report who says what.

Clause by clause, a sentence is asked for a subject (a named person, 他, a collective, a body)
and for a verb that reports speech. What stands behind the verb, or in the quotation that goes
with it, is the subject's. The subject stays until another takes its place.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from jianyan.extraction.layout import mark_level
from jianyan.extraction.mandates import mandate
from jianyan.extraction.people import Known, Named, People, Post
from jianyan.extraction.sentences import Cuts, Range
from jianyan.extraction.voices import How, Passage, Voice
from jianyan.model import Basis, Body, Span, Stance

_TITLED = re.compile(
    r"(?:作|做|以|提交|提出|带来|题为|题为:|就|围绕)了?(?:题为|主题为)?(?P<open>[《“])(?P<title>[^《》“”]{3,60}(?:“[^”]{1,20}”[^《》“”]{0,40})?)[》”]"
)
_ON_TOPIC = re.compile(r"(?:围绕|就)(?P<title>[^,。;《》]{4,40}?)(?:等)?(?:问题|议题)?(?:提出|作|做|提)(?:了)?(?:意见)?(?:建议|发言|建言)")
_CHAIRS = re.compile(r"(?:主持|出席|列席|参加|应邀|到会|旁听|陪同|参会)[^,;。:]{0,16}?(?:会议?|座谈会|协商会|活动|视察|调研|讨论|发言|意见|$)$")
_BEHIND_SAYING = tuple(",:“ 要应")
_DISTRIBUTED = re.compile(r"分别(?:就|以|围绕|作|作了|作题为)(?P<titles>(?:[《“][^《》“”]{3,50}[》”][、和]?){2,})")
_QUOTE = re.compile(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”")


@dataclass(frozen=True, slots=True)
class Subject:
    person: Known | None
    bodies: tuple[Body, ...]
    evidence: Range
    basis: Basis


class Running:
    """Reads paragraphs in order and gathers the voices; one voice a person in a document."""

    def __init__(self, people: People, cuts: Cuts) -> None:
        self.people, self.cuts = people, cuts
        self.prepared, self.lexicon = people.prepared, people.lexicon
        self.text = people.prepared.text
        self.voices: list[Voice] = []
        self._by_person: dict[str, Voice] = {}
        self._named = sorted(people.named, key=lambda n: n.name_start)
        self._starts = [n.name_start for n in self._named]
        self._last: Subject | None = None  # who spoke last, for a paragraph that opens with 他
        self._listing: Voice | None = None  # whose list of points goes on (一要…。…。二要…)

    # -- voices ----------------------------------------------------------------

    def voice(self, subject: Subject) -> Voice:
        if subject.person:
            voice = self._by_person.get(subject.person.name)
            if voice is None:
                voice = Voice(subject.evidence, subject.person, basis=subject.basis, rule="running")
                self._by_person[subject.person.name] = voice
                self.voices.append(voice)
            voice.behalf(list(subject.bodies))
            return voice
        for voice in self.voices:
            if voice.person is None and subject.basis is Basis.UNKNOWN and voice.basis is Basis.UNKNOWN and not voice.title and not voice.issuers:
                return voice
            if voice.person is None and voice.issuers == list(subject.bodies) and subject.bodies and not voice.title:
                return voice
        voice = Voice(subject.evidence, None, issuers=list(subject.bodies), basis=subject.basis, rule="running")
        self.voices.append(voice)
        return voice

    def last_voice(self, since: int) -> Voice | None:
        """The voice that spoke last from ``since`` on."""
        spoken = [(p.end, v) for v in self.voices for p in v.passages if p.start >= since]
        return max(spoken, key=lambda s: s[0])[1] if spoken else None

    # -- paragraphs ------------------------------------------------------------

    def paragraph(self, start: int, end: int) -> None:
        """Read one paragraph."""
        for start_, end_ in self.cuts.sentences(start, end):
            self._distributed(start_, end_)
        quotes = [m.span() for m in _QUOTE.finditer(self.text, start, end) if self._is_speech(*m.span())]
        current: Subject | None = self._last
        self._listing = None
        for sentence in self._sentences(start, end, quotes):
            if self._listing and not self._has_speaker(*sentence):
                last = self._listing.passages[-1]
                self._listing.passages[-1] = Passage(last.start, sentence[1], last.how, last.stance)
                continue
            current = self._sentence(*sentence, quotes, current)
        if current and current.person:
            self._last = Subject(current.person, (), current.evidence, Basis.SAME_PARAGRAPH)

    def _has_speaker(self, start: int, end: int) -> bool:
        """Whether the sentence opens with somebody who speaks."""
        clause = self._first_clause(start, end)
        named = self._first_named(*clause) if clause else None
        return named is not None and named.start <= start + 1

    def _is_speech(self, start: int, end: int) -> bool:
        """Whether a quotation is speech, not a coined word: it holds a clause, or ends a sentence."""
        inner = self.text[start + 1 : end - 1]
        if re.search(r"[。!?;]", inner):
            return True
        before = self.text[start - 1 : start]
        return ("," in inner and len(inner) > 14) or (before == ":" and len(inner) > 8)

    def _sentences(self, start: int, end: int, quotes: list[Range]) -> list[Range]:
        """Sentences, a quotation kept whole with what introduces and follows it."""
        found: list[Range] = []
        at = start
        for m in re.finditer(r"[。!?]”?|;(?=\s*(?:\d{1,2}[.、]|[\u3400-\u9fff·]{2,20}(?:委员|常委|代表)))|\n", self.text[start:end]):
            stop = start + m.end()
            inside = next((q for q in quotes if q[0] < stop - 1 < q[1] - 1), None)
            if inside:
                continue
            if m[0].endswith("”") and self._followed_by_speaker(stop, end):
                continue
            if trimmed := self.cuts.trim(at, stop):
                found.append(trimmed)
            at = stop
        if trimmed := self.cuts.trim(at, end):
            found.append(trimmed)
        return found

    def _followed_by_speaker(self, p: int, end: int) -> bool:
        """Whether who said a quotation stands right behind it (“…。”某某说)."""
        stop = min(end, p + 60)
        clause_end = next((i for i in range(p, stop) if self.text[i] in ",。:;!?“"), stop)
        if n := self.lexicon.cues["pronoun"].at(self.text, p, stop):
            return self._verb(p + n, clause_end) is not None
        first = self._first_named(p, clause_end)
        return first is not None and first.start <= p + 2 or self._verb(p, min(clause_end, p + 14)) is not None and first is not None

    # -- one sentence ----------------------------------------------------------

    def _sentence(self, start: int, end: int, quotes: list[Range], current: Subject | None) -> Subject | None:
        inside = [q for q in quotes if start <= q[0] and q[1] <= end]
        outer = self._outside(start, end, inside)
        subject: Subject | None = None
        reported = False
        tail_of_quote = bool(inside) and inside[0][0] <= start + 2
        if tail_of_quote:
            after = inside[0][1]
            clause = self._first_clause(after, end)
            subject = self._subject(*clause, current) if clause else None
            speaker = subject or current
            for quote in inside[:1]:
                if speaker:
                    self._quote(quote, speaker)
        told = start  # what stands before it is reported already
        for clause in outer:
            if clause[0] < told:
                continue
            found = self._subject(*clause, subject or current)
            if found:
                subject = found
            bodies = mandate(self.people, *clause) if subject and subject.person else []
            if bodies and subject and "代表" in self.text[clause[0] : clause[1]]:
                subject = Subject(subject.person, tuple(dict.fromkeys((*subject.bodies, *bodies))), subject.evidence, subject.basis)
                self.voice(subject)
            if subject and self._titled(subject, *clause):
                continue
            verb = self._speech_verb(clause, found is not None)
            if verb is None:
                if self._chairs(clause) and found:
                    subject = None if found is subject else subject
                continue
            speaker = subject or (current if self._may_continue(clause, verb) else None)
            if speaker is None:
                if verb[1] != "support" and self._unknown_subject(clause, verb) and not self._not_a_speaker(*clause):
                    speaker = Subject(None, (), clause, Basis.UNKNOWN)
                else:
                    subject = current = None
                    continue
            subject = speaker
            stop, kind = verb
            reported = True
            voice = self.voice(speaker)
            if stop >= end:
                continue
            until = self._report_end(stop, end, outer, clause)
            how = How.BOUND if kind == "propose" else How.STRICT
            stance = {"support": Stance.SUPPORTS, "oppose": Stance.OPPOSES}.get(kind, Stance.PROPOSES)
            if kind in ("support", "oppose"):
                until = min(until, next((c[1] for c in outer if c[0] <= stop <= c[1]), until))
                how = How.BOUND
            begin = next((i for i in range(stop, end) if self.text[i] not in " ,:"), end)
            listing = mark_level(self.text, begin, end) > 0
            for piece in self._stretches(stop, until, inside):
                voice.passages.append(Passage(piece[0], piece[1], How.DIRECT if listing else how, stance))
            self._listing = voice if listing and voice.passages else None
            told = until
        speaker = subject or current
        for quote in inside[1:] if tail_of_quote else inside:
            if speaker and (subject or reported or current):
                self._quote(quote, speaker)
        if not reported and not inside and current and subject is None and self._goes_on(start, end):
            voice = self.voice(current)
            voice.passages.append(Passage(start, end, How.STRICT))
            return current
        return subject or current

    def _quote(self, quote: Range, subject: Subject) -> None:
        voice = self.voice(subject)
        voice.passages.append(Passage(quote[0] + 1, quote[1] - 1, How.DIRECT))

    def _goes_on(self, start: int, end: int) -> bool:
        """A sentence without a subject that goes on with a list (二是…, 三要…)."""
        text = self.text
        return bool(re.match(r"(?:[一二三四五六七八九十]{1,2}(?:是要?|要)|其[一二三四]|同时,?(?:要|应|建议)|要|应)", text[start:end]))

    def _outside(self, start: int, end: int, quotes: list[Range]) -> list[Range]:
        """The clauses of ``start``..``end`` that lie outside the quotations."""
        found: list[Range] = []
        at = start
        for q in quotes:
            if q[1] <= at:
                continue
            if q[0] > at:
                found += self.cuts.clauses(at, min(q[0], end))
            at = max(at, q[1])
        if at < end:
            found += self.cuts.clauses(at, end)
        return found

    def _stretches(self, start: int, end: int, quotes: list[Range]) -> list[Range]:
        """``start``..``end`` without the quotations, uncut."""
        found: list[Range] = []
        at = start
        for q in [*quotes, (end, end)]:
            if q[1] <= at and q[0] < at:
                continue
            if q[0] > at and (piece := self.cuts.trim(at, min(q[0], end))):
                found.append(piece)
            at = max(at, q[1])
        return found

    def _first_clause(self, start: int, end: int) -> Range | None:
        return next(iter(self.cuts.clauses(start, end)), None)

    def _report_end(self, start: int, end: int, outer: list[Range], clause: Range) -> int:
        """Where what is reported ends: before another subject with a verb of its own."""
        for other in outer:
            if other[0] <= start:
                continue
            named = self._first_named(*other)
            if named and named.start <= other[0] + 1 and (self._verb(named.end, other[1]) or "代表" in self.text[named.end : other[1]]):
                return other[0]
            n = self.lexicon.cues["pronoun"].at(self.text, other[0], other[1])
            if n and self._verb(other[0] + n, other[1]):
                return other[0]
            if self.lexicon.cues["filler"].at(self.text, other[0], other[1]) and (v := self._verb(other[0], other[1])) and v[0] - other[0] <= 8 and v[1] == "propose":
                return other[0]
        return end

    # -- subjects --------------------------------------------------------------

    def _first_named(self, start: int, end: int) -> Named | None:
        i = bisect_left(self._starts, start)
        return self._named[i] if i < len(self._named) and self._named[i].name_end <= end else None

    def _named_in(self, start: int, end: int) -> list[Named]:
        return self._named[bisect_left(self._starts, start) : bisect_right(self._starts, end - 1)]

    def _subject(self, start: int, end: int, current: Subject | None) -> Subject | None:
        """Who the clause is about, if its head says so."""
        text, cues = self.text, self.lexicon.cues
        p = start
        while p < end and text[p] in " “”\"":
            p += 1
        while n := cues["filler"].at(text, p, end):
            p += n
        named = self._named_in(p, end)
        if named:
            first = named[0]
            head = text[p : first.start]
            if not first_is_object(head) or len(head) <= 1:
                person = self.people.known[first.name]
                if person.press:
                    return None
                self._together(named)
                return Subject(person, (), (first.start, first.end), Basis.EXPLICIT)
        if n := cues["pronoun"].at(text, p, end):
            if current and current.person:
                return Subject(current.person, current.bodies, (p, p + n), Basis.SAME_PARAGRAPH)
            return None
        if cues["firstPerson"].at(text, p, end):
            return current if current and current.person else None
        if (n := cues["postOnly"].at(text, p, end)) and self._verb(p + n, min(end, p + n + 14)):
            return self._bearer(text[p : p + n], p) or Subject(None, (), (p, p + n), Basis.UNKNOWN)
        if n := cues["collective"].at(text, p, end):
            return Subject(None, (), (p, p + n), Basis.UNKNOWN)
        for mention in self.people.bodies.within(p, end):
            if mention.span.start == p and re.match(r"(?:有关|相关)?(?:负责人|负责同志)", text[mention.span.end : end]) and self._verb(mention.span.end, end):
                return Subject(None, (mention.body,), (mention.span.start, mention.span.end), Basis.EXPLICIT)
            if p <= mention.span.start <= p + 1 and mention.span.end < end and self._body_speaks(mention.span.end, end):
                return Subject(None, (mention.body,), (mention.span.start, mention.span.end), Basis.EXPLICIT)
        return None

    def _bearer(self, post: str, p: int) -> Subject | None:
        """The last person named before whose post is ``post`` (总理|指出)."""
        for named in reversed(self._named[: bisect_left(self._starts, p)]):
            known = self.people.known[named.name]
            if any(held.post == post for held in known.posts):
                return Subject(known, (), (named.start, named.end), Basis.SAME_PARAGRAPH)
        return None

    def _together(self, named: list[Named]) -> None:
        """甲某和乙某常委在联合发言中…: who is named with the first speaks with them."""
        for before, after in zip(named, named[1:], strict=False):
            if self.text[before.name_end : after.name_start] not in ("、", "和"):
                return
            if "发言" in self.text[after.end : after.end + 12] or "提出" in self.text[after.end : after.end + 6] or "建议" in self.text[after.end : after.end + 6]:
                for other in named[1:]:
                    if other.name_end <= after.name_end:
                        known = self.people.known[other.name]
                        if not known.press:
                            self.voice(Subject(known, (), (other.start, other.end), Basis.EXPLICIT))

    def _body_speaks(self, p: int, end: int) -> bool:
        """Whether a body that ends at ``p`` is itself who proposes (农工党省委会…建议)."""
        verb = self._verb(p, end)
        return (verb is not None and verb[1] == "propose" and verb[0] - p <= 16) or bool(_TITLED.match(self.text, p, end))

    # -- verbs -----------------------------------------------------------------

    def _verb(self, start: int, end: int, *, subject: bool = False) -> tuple[int, str] | None:
        """``(where it ends, its kind)`` of the first verb of speaking; a proposing one wins."""
        found: tuple[int, str] | None = None
        for at in range(start, end):
            for kind in ("oppose", "propose", "support", "say"):
                n = self.lexicon.speaking[kind].at(self.text, at, end)
                if kind in ("support", "oppose") and not subject:
                    continue
                if not n or (n == 1 and self.text[at + 1 : at + 2] not in _BEHIND_SAYING):
                    continue
                if self.text.startswith(("的", "书", "人", "会"), at + n) and kind != "oppose":
                    continue
                if self.text[at - 1 : at] in ("的", "条", "项", "份", "些") or self.text[max(0, at - 2) : at] in ("意见", "对策", "提案", "工作", "政策"):
                    continue
                if kind == "propose":
                    return at + n, kind
                if found is None or kind in ("support", "oppose"):
                    found = (at + n, kind)
        return found

    def _speech_verb(self, clause: Range, has_subject: bool) -> tuple[int, str] | None:
        verb = self._verb(*clause, subject=has_subject)
        if verb is None:
            return None
        rest = self.text[verb[0] : clause[1]]
        if m := re.match(r"时?(?:说|建议|提出|认为|表示|强调|指出|道)?[,:]?", rest):
            verb = (verb[0] + m.end(), verb[1] if "建议" not in m[0] and "提出" not in m[0] else "propose")
        return verb

    def _not_a_speaker(self, start: int, end: int) -> bool:
        """会议强调, 数据显示: what is reported is nobody's voice."""
        head = self.text[start : start + 8]
        return bool(self.lexicon.cues["notSpeaker"].at(self.text, start, end)) or not ("\u3400" <= head[:1] <= "\u9fff") or bool(self.lexicon.cues["background"].at(self.text, start, end))

    def _may_continue(self, clause: Range, verb: tuple[int, str]) -> bool:
        """A clause without a subject goes on with the speaker before it (…发言,|并建议…)."""
        return not self._unknown_subject(clause, verb) and verb[0] - clause[0] <= 10 and not self._chairs(clause)

    def _unknown_subject(self, clause: Range, verb: tuple[int, str]) -> bool:
        """Whether something that is no adverb stands before the verb: who speaks, unknown to us."""
        text, cues = self.text, self.lexicon.cues
        p, end = clause[0], verb[0]
        while p < end:
            if text[p] in " ,“”":
                p += 1
            elif n := max(cues[k].at(text, p, end) for k in ("filler", "adverb", "urge", "firstPerson", "continuing")):
                p += n
            elif n := max(self.lexicon.speaking[k].at(text, p, end) for k in ("propose", "say")):
                p += n
                break
            elif text[p] in "还也并又再则亦就":
                p += 1
            else:
                return not any(text.startswith(w, p) for w in ("发言", "大会", "在发言", "会上", "书面", "联合", "对此", "同时", "在提案中", "在建议中"))
        return False

    def _chairs(self, clause: Range) -> bool:
        return bool(_CHAIRS.search(self.text, *clause)) and not self._verb(*clause)

    def _distributed(self, start: int, end: int) -> None:
        """甲某、乙某委员分别就“…”“…”作了发言: names and titles in the same order."""
        m = _DISTRIBUTED.search(self.text, start, end)
        if not m:
            return
        names = [n for n in self._named_in(start, m.start()) if not self.people.known[n.name].press]
        titles = [t.span("t") for t in re.finditer(r"[《“](?P<t>[^《》“”]+)[》”]", self.text[m.start("titles") : m.end("titles")])]
        if len(names) != len(titles):
            return
        for named, (low, high) in zip(names, titles, strict=True):
            voice = self.voice(Subject(self.people.known[named.name], (), (named.start, named.end), Basis.LIST_ORDER))
            voice.title = (m.start("titles") + low, m.start("titles") + high)

    def _titled(self, subject: Subject, start: int, end: int) -> bool:
        """作《…》发言, 以“…”为题发言, 围绕…提出建议: a speech known by its title."""
        m = _TITLED.search(self.text, start, end)
        if m and self.text.startswith(("提交", "带来"), m.start()) and self.text.startswith("关于", m.start("title")):
            self._add_title(subject, (m.start("title"), m.end("title")))
            return True
        rest = self.text[m.end() : end] if m else ""
        if m and (re.match(r"(?:的|为题|为主题)?[^。;]{0,12}(?:发言|建议|提案|交流|作了|的)", rest) or rest in ("", "。", ";") or self.text[m.start()] in "以就围"):
            self._add_title(subject, (m.start("title"), m.end("title")))
            return True
        if (m := _ON_TOPIC.search(self.text, start, end)) and subject.person:
            self._add_title(subject, (m.start("title"), m.end("title")))
            return True
        return False

    def _add_title(self, subject: Subject, title: Range) -> None:
        if subject.person is None or subject.person.name in self._by_person and self._by_person[subject.person.name].title:
            voice = Voice(subject.evidence, subject.person, list(subject.bodies) if subject.person else [], [] if subject.person else list(subject.bodies), subject.basis, rule="running")
            self.voices.append(voice)
        else:
            voice = self.voice(subject)
        voice.title = title
        voice.structured = False


def first_is_object(head: str) -> bool:
    """Whether words before a person make them somebody who is acted on, not who speaks."""
    return bool(re.search(r"(?:对|向|请|由|与|同|和|听取|邀请|见到|看望|给|感谢|拜访|走访)$", head)) or len(head) > 24


def posts_of(known: Known) -> list[Post]:
    return known.posts


def span(range_: Range) -> Span:
    return Span(*range_)
