"""What stands before the action of a clause: list marks, fillers, urging words, who is to act.

一是|建议|省发改委、省财政厅|应|尽快|设立…基金
mark urging  actors          urging  (adverb: of the action)
"""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from jianyan.extraction.measures.clause_words import (
    ACTIONS,
    ACTOR,
    ADVERBS,
    ASPECT,
    ASPECTS,
    DONE,
    EFFECTS,
    FILLER,
    FIRST_PERSON,
    FUTURE,
    HEAD,
    HEAD_MARKS,
    LEADS,
    LIST_MARK,
    LISTS,
    MARK,
    NOTE,
    PREPOSITIONS,
    TIMES,
    URGE,
    Source,
)
from jianyan.extraction.measures.kinds import Kind
from jianyan.extraction.measures.predicates import predicate_of

_NOUNS = ("n", "j", "s")  # jieba's tags of what may be who is to act
_NO_NOUN = PREPOSITIONS | ADVERBS | LEADS | TIMES | URGE | FUTURE
_OPENS_VERB = ACTIONS | ADVERBS | TIMES | EFFECTS  # what may stand right behind who is to act
_MOST_NOUNS = 3
_LONGEST_NOUN = 8  # code points
_MOST_ACTORS = 2  # lists of actors between list marks: 建议省政府|要求市政府|设立…


class Head(NamedTuple):
    end: int  # where the action may begin
    urged: bool = False
    actor: tuple[int, int] | None = None  # the last list of those who are to act
    done: bool = False  # 已 stands before the action


def read_head(source: Source, p: int, end: int, *, bound: bool) -> Head:
    """The head of the clause at ``p``. With ``bound``, something before it proposes already."""
    text, acting = source.text, source.prepared.actors
    reader = _Reader(source, end)
    urged, actor, actors, done = False, None, 0, False
    while p < end:
        opens = source.opens[text[p : p + 2]]
        if not opens & (HEAD | TIMES) and p not in acting:
            break
        if opens & (MARK | ASPECT) and not reader.is_time(p) and (q := reader.past_marks(p)):
            p = q
        elif opens & LISTS and (mark := LIST_MARK.match(text, p, end)):
            p, actors = mark.end(), 0
            urged = urged or mark[0].rstrip()[-1:] in source.lexicon.cues["urgeInside"]  # 一要|…
        elif opens & (URGE | FILLER) and reader.keeps(p):
            break
        elif opens & TIMES and may_be_led(text, p, end) and reader.is_dated_future(p):
            urged = True  # 年内|将|建成…: when belongs to the action
            break
        elif opens & (URGE | FIRST_PERSON) and (q := reader.past_urging(p) or reader.past_first_person(p)):
            p, urged = reader.past_ability(q), True
        elif opens & FILLER and (q := reader.past_filler(p)):
            p = q
        elif opens & FUTURE and (q := reader.past_future(p)):
            p, urged = q, True
        elif opens & DONE and (q := reader.past_done(p)):
            p, done = q, True
        elif actors < _MOST_ACTORS and (opens & ACTOR or p in acting) and (q := reader.past_actors(p)):
            after, urges = reader.past_urging_behind(q)
            urges = urges or reader.is_dated_future(after)
            if not urges and bound and (behind := reader.past_done(after)):
                actor, p, done = (p, q), behind, True
                break
            if not urges and not ((bound or urged) and reader.opens_action(after, led=True)):
                break
            actor, p, urged, actors = (p, q), after, urged or urges, actors + 1
        else:
            break
    if not actors and not done and p < end and (found := reader.past_noun(p, led=bound or urged, asked=urged)):
        return found
    return Head(p, urged, actor, done)


def may_be_led(text: str, p: int, end: int) -> bool:
    """Whether what marks the future stands so near behind ``p`` that who is to act may stand before it."""
    near = min(end, p + _LONGEST_NOUN + 4)
    return text.find("将", p + 1, near) > 0 or text.find("拟", p + 1, near) > 0


class _Reader:
    """Each ``past_…`` gives where what it looks for ends, and 0 if that does not stand at ``p``."""

    __slots__ = ("end", "lexicon", "prepared", "source", "text")

    def __init__(self, source: Source, end: int) -> None:
        self.source, self.prepared, self.lexicon, self.text = source, source.prepared, source.lexicon, source.text
        self.end = end

    def past_marks(self, p: int) -> int:
        """“ or 重点从以下三个方面发力:"""
        if self.text[p] in HEAD_MARKS:
            return p + 1
        for template in (ASPECTS, NOTE) if self.text[p] not in "([" else (NOTE,):
            if m := self.lexicon.pattern(template).match(self.text, p, self.end):
                return m.end()
        return 0

    def is_time(self, p: int) -> bool:
        """Whether a time in quotation marks (“十五五”时期) stands at ``p``."""
        return self.text[p] == "“" and self.source.words.time.match(self.text, p, self.end) is not None

    def past_urging(self, p: int) -> int:
        n = self._cue("urge", p)
        return p + n if n and not self._cue("owns", p + n) else 0  # 要|看到: asks for nothing

    def past_ability(self, p: int) -> int:
        """希望|能够|延长…; ``p`` where no such word stands."""
        return p + self._cue("ability", p)

    def keeps(self, p: int) -> bool:
        """Whether a word that looks like urging or a filler belongs to the action (要|求…, 再|造…)."""
        text = self.prepared.text
        if n := self._cue("urge", p):
            return text[p : p + n] in self.lexicon.cues["urgeInWord"] and not self._word_begins(p + n)
        if self.past_first_person(p):
            return False
        return self._cue("filler", p) == 1 and self._verb(p) > 1

    def past_first_person(self, p: int) -> int:
        """本会强烈要求, 我亦希望, 我们支持: who speaks of themselves and what urges."""
        n = self._cue("firstPerson", p)
        if not n:
            return 0
        p += n
        while n := self._cue("firstPersonAdverb", p):
            p += n
        n = self._cue("urge", p) or self.lexicon.speaking["support"].at(self.text, p, self.end)
        n = n or self._cue("firstPersonVows", p)
        return p + n if n > 1 else 0

    def past_filler(self, p: int) -> int:
        n = self._cue("filler", p)
        return p + n if n else 0

    def past_future(self, p: int) -> int:
        """将|会同省财政厅编制…, but not 将|村医|纳入编制."""
        n = self._cue("future", p)
        if not n or self._cue("preposition", p) > n or not self.opens_action(p + n, led=True):
            return 0
        if self._takes_object(p, n) and not self._cue("prepositionObject", p + n):  # 将|把村医纳入编制
            return 0
        return p + n

    def past_done(self, p: int) -> int:
        """我局|已|出台…: done already, before an action."""
        n = self._cue("done", p)
        return p + n if n and self.opens_action(p + n, led=True) else 0

    def is_dated_future(self, p: int) -> bool:
        """今年|将|在某地投建…: whether a time to come stands at ``p``, with what marks the future behind it."""
        time = self.source.words.time.match(self.text, p, self.end)
        return time is not None and self.past_future(time.end()) > 0

    def past_actors(self, p: int) -> int:
        """省发改委、省财政厅: bodies, places and words for those who act."""
        text, last = self.prepared.text, 0
        while p < self.end:
            stop = max(p + self._cue("actor", p), self.prepared.actors.get(p, 0))
            if stop == p or self._cue("preposition", p) == stop - p:  # 会同, which is a county too
                break
            if not self._cue("preposition", stop):  # 省文化和旅游厅|会同
                stop = max(stop, self.prepared.actors.get(stop, 0), stop + self._cue("actor", stop))  # 苏州|工艺美院
            last = stop
            joined = 1 if text.startswith("、", stop) else self.lexicon.cues["conjunction"].at(text, stop)
            if not joined:
                break
            p = stop + joined
        return last

    def past_noun(self, p: int, *, led: bool, asked: bool) -> Head | None:
        """建议|小区|成立停车自治委员会, 某某储能|今年将投建工厂: who is to act, if it is any noun with a verb of action
        and its object behind, where something proposes before (``led``) or what follows is yet to be done. Where the
        clause itself asks (``asked``), what leads to the verb may stand between them (要求|物业|给住户加装充电桩)."""
        if not led and not may_be_led(self.text, p, self.end):
            return None
        prepared, at = self.prepared, p
        if self.source.opens[self.text[p : p + 2]] & _NO_NOUN or not prepared.is_boundary(p):
            return None
        for i in islice(prepared.words(p, self.end), _MOST_NOUNS):
            if not prepared.tags[i].startswith(_NOUNS):
                break
            at = prepared.word_end(prepared.starts[i])
        if at == p or at - p > _LONGEST_NOUN or at >= self.end or prepared.actors.get(p, 0) > at:
            return None
        behind, urges = self.past_urging_behind(at)
        urges = urges or self.is_dated_future(behind)
        if not (led or urges) or not self.source.opens[self.text[behind : behind + 2]] & (
            _OPENS_VERB | (PREPOSITIONS if asked else 0)
        ):
            return None
        found = predicate_of(self.source, behind, self.end)
        acts = (found.kind is Kind.ACTION or (found.kind is Kind.TAIL and found.verb >= 0)) and (
            self.text[found.verb_end] not in "的、"
        )  # 社会|普遍关心|的问题, 结余|留用|、…
        if not acts or predicate_of(self.source, p, self.end).kind is not Kind.OTHER:
            return None
        return Head(behind, led or urges, (p, at))

    def past_urging_behind(self, p: int) -> tuple[int, bool]:
        """Past what urges behind an actor (应|设立); and whether anything did."""
        urged = False
        while p < self.end:
            opens = self.source.opens[self.text[p : p + 2]]
            if q := (opens & URGE and self.past_urging(p)) or (opens & FUTURE and self.past_future(p)):
                p, urged = self.past_ability(q), True
            elif (opens & FILLER and (q := self.past_filler(p))) or (q := self.past_ability(p)) > p:
                p = q
            else:
                break
        return p, urged

    def opens_action(self, p: int, *, led: bool = False) -> bool:
        """Whether an action stands at ``p``; with ``led``, what leads into one (政府|在编制预算时,…) or names an effect
        (公司|确保工资按月发放) will do."""
        found = predicate_of(self.source, p, self.end)
        if found.kind in (Kind.ACTION, Kind.WEAK):
            return True
        return led and (found.kind is Kind.LEAD or (found.kind is Kind.TAIL and found.verb >= 0))

    def _takes_object(self, p: int, n: int) -> bool:
        """Whether 将 is 把: 纳入, 转化 … stands behind it, and no adverb or 推动, 支持 … right behind it."""
        text, verbs = self.prepared.text, self.lexicon.verbs
        if text[p : p + n] != "将" or self._cue("adverb", p + n) or self._cue("preposition", p + n) > 1:
            return False  # 将|会同省财政厅提高…
        if verbs["pivot"].at(text, p + n, self.end):
            return False
        return any(verbs["ba"].at(text, at, self.end) for at in range(p + 2, self.end - 1))

    def _word_begins(self, p: int) -> bool:
        return self.prepared.is_boundary(p) or self._verb(p) > 0 or p in self.prepared.actors

    def _cue(self, kind: str, p: int) -> int:
        return self.lexicon.cues[kind].at(self.prepared.text, p, self.end)

    def _verb(self, p: int) -> int:
        return self.lexicon.verbs["action"].at(self.prepared.text, p, self.end)
