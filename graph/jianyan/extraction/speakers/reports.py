"""What verbs of speaking report: whose it is, where it ends, and how it is to be read.

某某委员建议,|完善…|。他又提出,…      behind the verb, up to the next clause with a subject and a verb of its own
…表示,经商讨提出5点建议,包括:|一、…     a list that is announced is read as one
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import islice, takewhile

from jianyan.extraction.names.people import People
from jianyan.extraction.speakers import quotations
from jianyan.extraction.speakers.cast import Cast
from jianyan.extraction.speakers.sayings import Saying
from jianyan.extraction.speakers.subjects import Subject, Subjects
from jianyan.extraction.speakers.voices import How, Passage, Voice
from jianyan.extraction.text.layout import mark_level
from jianyan.extraction.text.sentences import Cuts, Range, bare_end
from jianyan.model import Basis, Stance

_STANCES = {"support": Stance.SUPPORTS, "oppose": Stance.OPPOSES}
_ANNOUNCED = r"(?:<following>|[一二三四五六七八九十两几\d]{1,2})?(?:<countWord>|方面)的?(?:<advice>|方面)*[,:]"
_CAME_TRUE = r"<past>|<pastInside>|被"
_LIST_SAID = r"<puts>[^,。;:]{0,16}(?:<speechNoun>|<advice>)(?:,?(?:<announcesList>))? ?:"
NEAR = 8  # a proposing verb so near the head of a clause has a new subject before it


@dataclass
class Sentence:
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
    protested: bool = False  # whether a clause before tells that some ask for something (多个团体请愿,)
    told: int = 0  # what stands before is reported already
    opened: Range | None = None  # a clause about somebody that a colon ends (理事长某某现场晒出账单:…)
    clauses: list[Range] = field(default_factory=list)  # outside the quotations

    @property
    def speaker(self) -> Subject | None:
        return self.subject or self.current


class Reports(Cast):
    """Gives what verbs of speaking report to the voices."""

    def __init__(self, people: People, cuts: Cuts, writer: Subject | None) -> None:
        super().__init__()
        self.writer = writer  # whose column it is: what is nobody's is theirs
        self.people, self.cuts = people, cuts
        self.lexicon, self.text = people.lexicon, people.prepared.text
        self.subjects = Subjects(people, writer)
        self.sayings = self.subjects.sayings
        self._speaking: Subject | None = None  # whose words the paragraph gave last
        self._proposing: Subject | None = None  # who proposed in the sentence before: 要设立…。|完善…。 goes on
        self._listing: Voice | None = None  # whose list of points goes on (一要…。…。二要…)

    def _report(self, sentence: Sentence, clause: Range, verb: Saying) -> None:
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

    def _speaker(self, sentence: Sentence, clause: Range, verb: Saying) -> Subject | None:
        """The subject, who spoke before, or somebody unknown; None where nobody proposes anything."""
        if sentence.subject:
            return sentence.subject
        if sentence.group and self.sayings.may_continue(clause, verb):
            return sentence.group
        if sentence.current and self.sayings.may_continue(clause, verb):
            return sentence.current
        if verb.proposes and sentence.protested:
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

    def _add_reported(self, voice: Voice, sentence: Sentence, verb: Saying) -> bool:
        """Add what is reported, up to ``sentence.told``; whether it opens a list (一要…)."""
        announced = self.lexicon.pattern(_ANNOUNCED).match(self.text, verb.end, sentence.end)
        behind = announced.end() if announced else verb.end
        begin = next((i for i in range(behind, sentence.end) if self.text[i] not in " ,:"), sentence.end)
        marked = mark_level(self.text, begin, sentence.end) > 0
        lists = marked or self.text.startswith(":", behind - (announced is not None))
        how = How.STRICT if verb.kind == "say" else How.BOUND
        stance = _STANCES.get(verb.kind, Stance.PROPOSES)
        told = bare_end(self.text, behind, sentence.told)
        if stance is Stance.SUPPORTS and self.lexicon.cues["opinionNoun"].ending(self.text, behind, told):
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
        practice = self.lexicon.cues["practice"]
        return clause is not None and practice.ending(self.text, clause[0], bare_end(self.text, *clause)) > 0

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

    def _report_end(self, sentence: Sentence, clause: Range, verb: Saying) -> int:
        """Where what is reported ends: with the clause of an opinion, else before another who speaks."""
        end = clause[1] if verb.kind in _STANCES else sentence.end
        low = bisect_right(sentence.clauses, (verb.end, sentence.end))
        behind = takewhile(lambda c: c[0] < end, islice(sentence.clauses, low, None))
        own = self.writer is not None and self.writer.is_same(sentence.subject)
        return next((c[0] for c in behind if self._speaks_anew(*c, own=own) or self._narrates(*c)), end)

    def _narrates(self, start: int, end: int) -> bool:
        """建议完善…,|后续这个提案被采纳,…: whether a clause goes on to tell what came of it."""
        later = self.lexicon.cues["later"].at(self.text, start, end)
        return later > 0 and self.lexicon.pattern(_CAME_TRUE).search(self.text, start + later, end) is not None

    def _speaks_anew(self, start: int, end: int, *, own: bool) -> bool:
        """Whether a clause has a subject with a verb of its own; not 总书记在看望…时强调,…, which who speaks cites.
        ``own``: whether who writes the column speaks, so that 我们 is no other."""
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
            if cues["writes"].at(self.text, start, end) or (own and self.sayings.verb(start + n, end)):
                return True
        n = cues["collective"].at(self.text, start, end)
        if n and self.sayings.verb(start + n, min(end, start + n + NEAR)):
            return True  # 有的建议…,|有的提出…
        verb = self.sayings.verb(start, end) if cues["filler"].at(self.text, start, end) else None
        return verb is not None and verb.proposes and verb.end - start <= NEAR
