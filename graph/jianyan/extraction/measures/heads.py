"""What stands before the action of a clause: list marks, fillers, urging words, who is to act.

一是|建议|省发改委、省财政厅|应|尽快|设立…基金
mark urging  actors          urging  (adverb: of the action)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jianyan.extraction.measures.predicates import Kind, predicate
from jianyan.extraction.text.prepared import Prepared
from jianyan.lexicon import Lexicon

LIST_MARK = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}(?:是要?|要|、|应)"
    r"|第[一二三四五六七八九十]{1,3}(?:[,、:]|是)?"
    r"|\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)[、,.]?"
    r"|\d{1,3}[.、)](?!\d)"
    r"|[①-⑳]|[——]{1,2}|[·■●◆▲□○★※>])\s*"
)
_MARKS = frozenset(" “”‘’\"'\n,:;、)")
_ASPECTS = r"(?:重点)?<introduces>?(?:以下)?[一二三四五六七八九十几两\d]{1,2}个?<aspect><setsAbout>?:?"
_NOTE = r"[(\[]<responsible> ?:[^()\[\]]{2,200}[)\]]"  # who is responsible for the task before
_MOST_ACTORS = 2  # lists of actors between list marks: 建议省政府|要求市政府|设立…


@dataclass(frozen=True, slots=True)
class Head:
    end: int  # where the action may begin
    urged: bool = False
    actor: tuple[int, int] | None = None  # the last list of those who are to act


def read_head(prepared: Prepared, lexicon: Lexicon, p: int, end: int, *, bound: bool) -> Head:
    """The head of the clause at ``p``. With ``bound``, something before it proposes already."""
    reader = _Reader(prepared, lexicon, end)
    urged, actor, actors = False, None, 0
    while p < end:
        opens = prepared.text[p] in lexicon.head_opens  # at most places nothing of the kind stands
        if q := reader.past_marks(p):
            p = q
        elif mark := LIST_MARK.match(prepared.text, p, end):
            p, actors = mark.end(), 0
            urged = urged or mark[0].rstrip()[-1:] in lexicon.cues["urgeInside"]  # 一要|…
        elif opens and reader.keeps(p):
            break
        elif opens and (q := reader.past_urging(p) or reader.past_first_person(p)):
            p, urged = q, True
        elif opens and (q := reader.past_filler(p)):
            p = q
        elif opens and (q := reader.past_future(p)):
            p, urged = q, True
        elif actors < _MOST_ACTORS and (q := reader.past_actors(p)):
            after, asked = reader.past_urging_behind(q)
            if not asked and not ((bound or urged) and reader.opens_action(after)):
                break
            actor, p, urged, actors = (p, q), after, urged or asked, actors + 1
        else:
            break
    return Head(p, urged, actor)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Each ``past_…`` gives where what it looks for ends, and 0 if that does not stand at ``p``."""

    prepared: Prepared
    lexicon: Lexicon
    end: int

    def past_marks(self, p: int) -> int:
        """“ or 重点从以下三个方面发力:"""
        if self.prepared.text[p] in _MARKS:
            return p + 1
        for template in (_ASPECTS, _NOTE) if self.prepared.text[p] not in "([" else (_NOTE,):
            if m := self.lexicon.pattern(template).match(self.prepared.text, p, self.end):
                return m.end()
        return 0

    def past_urging(self, p: int) -> int:
        n = self._cue("urge", p)
        return p + n if n else 0

    def keeps(self, p: int) -> bool:
        """Whether a word that looks like urging or a filler belongs to the action (要|求…, 再|造…)."""
        text = self.prepared.text
        if n := self._cue("urge", p):
            return text[p : p + n] in self.lexicon.cues["urgeInWord"] and not self._word_begins(p + n)
        if self.past_first_person(p):
            return False
        return self._cue("filler", p) == 1 and self._verb(p) > 1

    def past_first_person(self, p: int) -> int:
        """本会强烈要求, 我亦希望: who speaks of themselves and what urges."""
        n = self._cue("firstPerson", p)
        if not n:
            return 0
        p += n
        while n := self._cue("firstPersonAdverb", p):
            p += n
        n = self._cue("urge", p)
        return p + n if n > 1 else 0

    def past_filler(self, p: int) -> int:
        n = self._cue("filler", p)
        return p + n if n else 0

    def past_future(self, p: int) -> int:
        """将|会同省财政厅编制…, but not 将|村医|纳入编制."""
        n = self._cue("future", p)
        if not n or self._cue("preposition", p) > n or self._takes_object(p, n) or not self.opens_action(p + n):
            return 0
        return p + n

    def past_actors(self, p: int) -> int:
        """省发改委、省财政厅: bodies, places and words for those who act."""
        text, last = self.prepared.text, 0
        while p < self.end:
            stop = max(p + self._cue("actor", p), self.prepared.actors.get(p, 0))
            if stop == p:
                break
            last = stop
            joined = 1 if text.startswith("、", stop) else self.lexicon.cues["conjunction"].at(text, stop)
            if not joined:
                break
            p = stop + joined
        return last

    def past_urging_behind(self, p: int) -> tuple[int, bool]:
        """Past what urges behind an actor (应|设立); and whether anything did."""
        urged = False
        while p < self.end:
            if q := self.past_urging(p) or self.past_future(p):
                p, urged = q, True
            elif q := self.past_filler(p):
                p = q
            else:
                break
        return p, urged

    def opens_action(self, p: int) -> bool:
        return predicate(self.prepared, self.lexicon, p, self.end).kind in (Kind.ACTION, Kind.WEAK)

    def _takes_object(self, p: int, n: int) -> bool:
        """Whether 将 is 把: 纳入, 转化 … stands behind it, and no adverb or 推动, 支持 … right behind it."""
        text, verbs = self.prepared.text, self.lexicon.verbs
        if text[p : p + n] != "将" or self._cue("adverb", p + n) or verbs["pivot"].at(text, p + n, self.end):
            return False
        return any(verbs["ba"].at(text, at, self.end) for at in range(p + 2, self.end - 1))

    def _word_begins(self, p: int) -> bool:
        return self.prepared.is_boundary(p) or self._verb(p) > 0

    def _cue(self, kind: str, p: int) -> int:
        return self.lexicon.cues[kind].at(self.prepared.text, p, self.end)

    def _verb(self, p: int) -> int:
        return self.lexicon.verbs["action"].at(self.prepared.text, p, self.end)
