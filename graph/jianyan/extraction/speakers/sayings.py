"""Verbs that report speech, and clauses that have one: who stands before it, what is none.

某某委员|建议|加快…            proposes: the rest is proposed
某某委员|表示|,要加快…         says: proposes only from 要 on
某某委员|赞成|…的提案          supports; opposes likewise
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from jianyan.extraction.names.people import People
from jianyan.extraction.text.layout import mark_level
from jianyan.extraction.text.sentences import Range
from jianyan.lexicon import SPEAKING, Lexicon

_ALL = tuple((1 << i, kind) for i, kind in enumerate(SPEAKING))  # with their bits in speaking_kinds
_OPINIONS = frozenset(("oppose", "support"))  # counts only where somebody is known to speak
_AGAIN = r"时?<saidAgain>?[,:]?"
_ONLY_NAMED = (
    r"了(?:关于)?(?P<what>[^,;。:“《]{0,30}?)(?:<speechNoun>|<advice>)+(?:[和与、](?:<speechNoun>|<advice>)+)*"
)
_INCLUDES = "[^。;:]{0,40}?<includes>:?"
_ACT_REACH = 20  # code points: more than what stands before an action and its verb
_TO_DO = "<urgeInside>(?:<adverb>){0,2}$"
_URGE_REACH = 10  # code points
_CHAIRS = r"<chairs>[^,;。:]{0,16}?(?:<occasion>|$)$"
_URGES = (
    r"(?:[一二三四五六七八九十]{1,2}(?:是要?|要|、要|、)|\(?[一二三四五六七八九十\d]{1,2}[).、])?"
    r"(?:<goesOnUrging>|<urgeInside>|建议(?!<notSaying>|[中里]))"
)
_URGES_INSIDE = r"[,;:](?:<firstPerson>|大家)?(?:<goesOnUrging>|<urgeInside>)"
_LEADS = ("lead", "prepositionObject")
_INSIDE = ("中", "里")
_MARKS_BEFORE = frozenset(",;。")
_MARKS_BEHIND = frozenset(",:“ ")
_HAN = re.compile(r"[^\W\dA-Za-z_]")


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of speaking; ``kind`` is that of speaking-verbs.csv."""

    end: int
    kind: str

    @property
    def proposes(self) -> bool:
        return self.kind == "propose"


@dataclass(frozen=True, slots=True)
class _NameEnds:
    """Where names end, by all that is known when it is asked: forms make more known while they read."""

    people: People

    def __contains__(self, p: object) -> bool:
        return isinstance(p, int) and (self.people.named.ends_at(p) or self.people.bodies.ends_at(p))


@dataclass(frozen=True, slots=True)
class Sayings:
    """Asks clauses of one text for verbs of speaking."""

    text: str
    lexicon: Lexicon
    names: Container[int]  # where names of persons and bodies end
    words: Container[int]  # where words begin

    @classmethod
    def of(cls, people: People) -> Sayings:
        """Those of a text whose persons and bodies are known, or will be."""
        return cls(people.prepared.text, people.lexicon, _NameEnds(people), people.prepared.word_at)

    def verb(self, start: int, end: int, *, subject: bool = False) -> Saying | None:
        """The first verb of speaking in ``start``..``end``; a proposing one wins. ``subject``:
        somebody is known to speak, so that 支持 and 反对 count too."""
        found: Saying | None = None
        text, kinds = self.text, self.lexicon.speaking_kinds
        for m in self.lexicon.speaking_opens.finditer(text, start, end):
            at = m.start()
            if not (bits := kinds[text[at : at + 2]]) or (found and at < found.end):
                continue  # 不|赞成: part of the verb before
            for bit, kind in _ALL:
                if not bits & bit or (kind in _OPINIONS and not subject) or not (n := self._at(kind, at, end, start)):
                    continue
                if (kind == "propose" and self._only_counted(at + n, end)) or self._is_urged(start, at):
                    continue
                if kind == "propose":
                    behind = at + n + text.startswith("了", at + n)  # 提出了|完善…、培育…等建议
                    return Saying(self._includes(at + n, end) or behind, kind)
                if found is None or kind in _OPINIONS:
                    found = Saying(at + n, kind)
        return found

    def _is_urged(self, start: int, at: int) -> bool:
        """相关部门要积极|回应…: what somebody is to do; but 我要|强调."""
        m = self.lexicon.pattern(_TO_DO).search(self.text, max(start, at - _URGE_REACH), at)
        return m is not None and not self.lexicon.cues["firstPerson"].ending(self.text, start, m.start())

    def _at(self, kind: str, at: int, end: int, start: int) -> int:
        """The length of the verb at ``at``; 0 if there is none, or it is a noun (这条|建议, 建议|书)."""
        text, cues = self.text, self.lexicon.cues
        n = self.lexicon.speaking[kind].at(text, at, end)
        if not n or (cues["nounBeforeSaying"].ending(text, 0, at) and not self._behind_some(at)):
            return 0
        if kind == "propose" and (text.startswith("、", at + n) or self._is_collected(start, at, at + n)):
            return 0  # 积极献策|、探讨交流
        if (
            n == 1
            and at > start
            and text[at + 1 : at + 2] not in _MARKS_BEHIND
            and not cues["behindSaying"].at(text, at + 1)
            and not self._behind_name(at)
        ):
            return 0
        if text[at + n : at + n + 1] in _INSIDE and self._says(at + n + 1):
            return 0  # 在建议|中写道: the paper
        if cues["saidOrDone"].at(text, at) == n and (
            cues["urgeInside"].ending(text, 0, at)
            or text[at + n : at + n + 1] == "、"
            or (text[at - 1 : at] in _MARKS_BEFORE and text[at + n : at + n + 1] not in _MARKS_BEHIND)
        ):
            return 0  # 要|聚焦…; 按照总结|、提高的原则; …,|聚焦难题加强监督
        verbs = self.lexicon.verbs
        if n == 1 and max(verbs["action"].at(text, at), verbs["effect"].at(text, at)) > 1:
            return 0  # 促|进: an action
        if n == 1 and cues["behindSaying"].at(text, at + 1):
            return n  # 指|会加强…
        return 0 if kind != "oppose" and cues["notSaying"].at(text, at + n) else n

    def _is_collected(self, start: int, at: int, end: int) -> bool:
        """梳理各部门|建议|,…: whether what ends a clause is what somebody gathers or answers, no verb."""
        if not self.text.startswith("建议", at) or self.text[end : end + 1] not in (",", "。", ";", ""):
            return False
        return self.lexicon.pattern("<collects>[^,。;:]{0,24}$").search(self.text, start, at) is not None

    def _behind_name(self, at: int) -> bool:
        """他又|指|房屋署…, 某党|促|政府…: a verb of one character, a word of its own right behind who says it."""
        cues, q = self.lexicon.cues, at
        while n := cues["particle"].ending(self.text, 0, q):
            q -= n
        return at + 1 in self.words and (q in self.names or cues["pronoun"].ending(self.text, 0, q) > 0)

    def _says(self, p: int) -> bool:
        return any(self.lexicon.speaking[kind].at(self.text, p) for kind in ("propose", "say"))

    def _behind_some(self, at: int) -> bool:
        """有的|建议…: 的 belongs to who speaks."""
        return self.text[at - 1] == "的" and self.lexicon.cues["collective"].ending(self.text, 0, at) > 0

    def _only_counted(self, p: int, end: int) -> bool:
        """Whether what is put forward from ``p`` on is only named, not told (提出|了许多有针对性的意见建议,
        提出许多具有科学性,|…的提案)."""
        text, many = self.text, self.lexicon.cues["many"]
        behind = p + text.startswith("了", p)
        if (n := many.at(text, behind, end)) and not self.acts(behind + n, end):
            return text[end : end + 1] != ":" and not self._includes(p, end)
        named = self.lexicon.pattern(_ONLY_NAMED).fullmatch(text, p, end)
        return named is not None and text[end : end + 1] != ":" and not self.acts(named.start("what"), end)

    def _includes(self, p: int, end: int) -> int:
        """提出|多项措施,包括|完善…: where the actions begin that tell what is counted from ``p`` on; 0 if none do."""
        text = self.text
        behind = p + text.startswith("了", p)
        n = self.lexicon.cues["many"].at(text, behind, end)
        told = self.lexicon.pattern(_INCLUDES).match(text, behind + n) if n else None
        return told.end() if told and self.acts(told.end(), told.end() + _ACT_REACH) else 0

    def goes_on(self, start: int, end: int) -> bool:
        """坚持…,完善…; 把…落到实处; 二是加强…: whether a sentence without a subject goes on with what was proposed
        in the one before."""
        cues = self.lexicon.cues
        if mark_level(self.text, start, end) or self.acts(start, end):
            return True
        while n := cues["adverb"].at(self.text, start, end):
            start += n
        return any(cues[kind].at(self.text, start, end) for kind in _LEADS)

    def urges_inside(self, start: int, end: int) -> bool:
        """…,|要全面…: whether what somebody says urges."""
        return self.lexicon.pattern(_URGES_INSIDE).search(self.text, start, end) is not None

    def acts(self, p: int, end: int) -> bool:
        """Whether an action begins at ``p``, behind adverbs and what joins it to what stands before (同时,|组织…)."""
        lexicon, cues = self.lexicon, self.lexicon.cues
        while n := cues["adverb"].at(self.text, p, end) or cues["filler"].at(self.text, p, end):
            if lexicon.verbs["action"].at(self.text, p, end) >= n:
                return True  # 加快|旧改
            p += n + (self.text[p + n : p + n + 1] == ",")
        return lexicon.verbs["action"].at(self.text, p, end) > 0

    def of_clause(self, clause: Range, *, subject: bool) -> Saying | None:
        """The verb of a clause, with one that goes with it (发言时|说,)."""
        verb = self.verb(*clause, subject=subject)
        again = self.lexicon.pattern(_AGAIN).match(self.text, verb.end, clause[1]) if verb else None
        if not verb or not again:
            return verb
        proposes = self.lexicon.pattern("<putsForward>").search(again[0])
        return Saying(again.end(), "propose" if proposes else verb.kind)

    def lists(self, clause: Range) -> Saying | None:
        """归纳起来|主要有|:…: a clause that opens the list of what several persons said."""
        opens = self.text.startswith(":", clause[1]) and self.lexicon.cues["sumsUp"].at(self.text, *clause)
        return Saying(clause[1], "propose") if opens else None

    def chairs(self, clause: Range) -> bool:
        """副主席某某主持会议: who does something at a meeting, but does not speak."""
        return self.lexicon.pattern(_CHAIRS).search(self.text, *clause) is not None and not self.verb(*clause)

    def urges(self, start: int, end: int, *, own: bool = False) -> bool:
        """要…, 一要…, 二是要…: a sentence without a subject that urges; 我们要… where it is the speaker's ``own``."""
        behind = start + (self.lexicon.cues["firstPerson"].at(self.text, start, end) if own else 0)
        return self.lexicon.pattern(_URGES).match(self.text, behind, end) is not None

    def is_nobodys(self, clause: Range) -> bool:
        """会议强调, 数据显示, 近年来…: what is reported is nobody's voice."""
        cues = self.lexicon.cues
        opens = cues["notSpeaker"].at(self.text, *clause) or cues["background"].at(self.text, *clause)
        return bool(opens) or not _HAN.match(self.text, clause[0])

    def may_continue(self, clause: Range, verb: Saying) -> bool:
        """Whether a clause without a subject goes on with the speaker before it (…发言,|并建议…)."""
        return verb.end - clause[0] <= 10 and not self.has_unknown_subject(clause, verb) and not self.chairs(clause)

    def has_unknown_subject(self, clause: Range, verb: Saying) -> bool:
        """Whether something that is no adverb stands before the verb: who speaks, unknown to us."""
        text, cues, speaking = self.text, self.lexicon.cues, self.lexicon.speaking
        p, end = clause[0], verb.end
        while p < end:
            if text[p] in " ,“”":
                p += 1
            elif n := max(cues[k].at(text, p, end) for k in ("filler", "adverb", "urge", "firstPerson", "continuing")):
                p += n
            elif any(speaking[kind].at(text, p, end) for kind in SPEAKING):
                return False
            elif n := cues["particle"].at(text, p, end):
                p += n
            else:
                return not cues["speechFrame"].at(text, p)
        return False
