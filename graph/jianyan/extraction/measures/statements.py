"""Statements of one sentence: which clauses propose, where each begins and ends.

A clause that leads in belongs to the action behind it, a clause that says to what effect to
the action before it (rules 4, 5, 6, 12 to 14 of the annotation guide):

    以…为抓手,|做好…文章      one
    建设…机制,|带动群众增收    one
    完善…机制,|改革…方案       two
    做强实体、|做精主业        two        (enumerations)
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from jianyan.extraction.measures.clauses import Clause, Kind, read_clause
from jianyan.extraction.measures.drafts import Draft
from jianyan.extraction.measures.enumerations import CLOSES_LIST, split
from jianyan.extraction.text.prepared import Prepared
from jianyan.extraction.text.sentences import END_MARKS, Cuts, Range, bare_end
from jianyan.lexicon import Lexicon

__all__ = ["Draft", "drafts"]

_CLOSES = r"<closesList>$"
_TRAILING = r"(?:等<listTail>?|[的等]<adviceTail>)$"
_COUNTS = (
    r"<following>[一二三四五六七八九十几\d]{0,2}<countWord>?<countedNoun>?(?:的?工作)?$"
    r"|[一二三四五六七八九十\d]{1,2}个?方面的?工作$"
)
_SHORT_LEAD = 6  # 资源共享,信息互通,|搭建…: slogans of four to six characters lead in
_SLOGAN = 4
_LONG_LEAD = 40
_KEPT = 3  # what is left of a statement without its trailing words is longer


def drafts(
    prepared: Prepared, cuts: Cuts, lexicon: Lexicon, start: int, end: int, *, bound: bool = False, strict: bool = False, reported: bool = False
) -> list[Draft]:
    """The statements of the sentence at ``start``..``end``.

    ``bound``: something before it proposes already (建议…), so every action counts.
    ``strict``: only what urges (要, 应 …) and what goes on from there counts.
    """
    asked = ("drafts", start, end, bound, strict, reported)
    known = prepared.memo.get(asked)
    if known is None:
        known = prepared.memo[asked] = _drafts(prepared, cuts, lexicon, (start, end), bound=bound, strict=strict, reported=reported)
    return known


def _drafts(
    prepared: Prepared, cuts: Cuts, lexicon: Lexicon, sentence: Range, *, bound: bool, strict: bool, reported: bool
) -> list[Draft]:
    text, counts = prepared.text, lexicon.pattern(_COUNTS)
    found: list[Draft] = []
    for item in cuts.items(*sentence):
        clauses = _clauses(prepared, cuts, lexicon, item, bound=bound)
        reader = _Item(prepared, lexicon, clauses, bound=bound, proposing=bound or not strict, reported=reported)
        whole = [_trimmed(text, lexicon, draft) for draft in reader.read()]
        parts = [part for draft in whole for part in split(prepared, cuts, lexicon, draft)]
        bound = bound or any(draft.urged for draft in parts)  # 要…;…: what urges goes on behind a semicolon
        found += parts
    return [d for d in found if not text.startswith(":", d.end) and not counts.search(text, d.start, d.end)]


def _clauses(prepared: Prepared, cuts: Cuts, lexicon: Lexicon, item: Range, *, bound: bool) -> list[Clause]:
    found = []
    for whole in cuts.clauses(*item):
        clause = read_clause(prepared, lexicon, *whole, bound=bound)
        bound = bound or clause.urged
        found.append(clause)
    return found


@dataclass
class _Item:
    """Goes through the clauses of an item, what stands between two semicolons, from left to right."""

    prepared: Prepared
    lexicon: Lexicon
    clauses: list[Clause]
    bound: bool
    proposing: bool  # whether an action counts here
    reported: bool = False
    describing: bool = False  # the item opened with somebody or something that only describes
    lead: int | None = None  # where the clauses that lead into the next action begin
    extends: bool = False  # whether a tail would belong to the statement found last
    found: list[Draft] = field(default_factory=list)

    def read(self) -> list[Draft]:
        strong = any(clause.kind is Kind.ACTION for clause in self.clauses)
        reaches = _reaches_action(self.clauses)
        for i, clause in enumerate(self.clauses):
            if clause.urged or self._closes_list(clause):
                self.proposing, self.describing = True, False
            self._read(i, clause, self._kind(i, clause, strong=strong, reaches=reaches[i]))
        return self.found

    def _kind(self, i: int, clause: Clause, *, strong: bool, reaches: bool) -> Kind:
        """What the clause is among its neighbours."""
        kind = clause.kind
        if kind is Kind.WEAK and not (self.bound or clause.urged or (strong and self.found)):
            return Kind.OTHER
        if kind in (Kind.ACTION, Kind.TAIL) and self._is_slogan(i):
            return Kind.OTHER
        if kind is Kind.LEAD and not reaches:
            return Kind.ACTION if clause.verb >= 0 else Kind.OTHER
        if kind is Kind.TAIL and not self.extends and clause.verb >= 0:
            return Kind.ACTION
        return kind

    def _read(self, i: int, clause: Clause, kind: Kind) -> None:
        if clause.start >= clause.end:
            return  # 下一步,|…; 为此建议,|…: a head and nothing else
        if kind in (Kind.TAIL,) and self.extends and self.reported:
            return
        if kind in (Kind.TAIL, Kind.TARGET, Kind.BARE) and self.extends:
            self._extend(clause.end)
        elif kind is Kind.LEAD:
            self._begin_lead(clause)
        elif kind in (Kind.ACTION, Kind.WEAK):
            self._state(clause, kind)
        elif self.extends and _continues_list(self.prepared.text, self.found[-1], clause):
            self._extend(clause.end)
        elif self._leads_shortly(i, clause):
            self._begin_lead(clause)
        else:
            self._describe(i, clause)

    def _state(self, clause: Clause, kind: Kind) -> None:
        if self.proposing and not self.describing and not clause.negated:
            start = clause.start if self.lead is None else self.lead
            urged = clause.urged or self.bound
            self.found.append(
                Draft(start, clause.end, clause.verb, clause.verb_end, kind, urged, clause.past, clause.actor)
            )
            self.extends = True
        self.lead = None

    def _begin_lead(self, clause: Clause) -> None:
        if self.lead is None:
            self.lead = clause.start

    def _extend(self, end: int) -> None:
        self.found[-1] = replace(self.found[-1], end=end)

    def _describe(self, i: int, clause: Clause) -> None:
        self.lead, self.extends = None, False
        if i == 0 and not (self.bound or clause.urged) and clause.end - clause.whole > _SHORT_LEAD:
            self.describing = True

    def _closes_list(self, clause: Clause) -> bool:
        """我们的建议是:|…"""
        return self.lexicon.pattern(_CLOSES).search(self.prepared.text, clause.whole, clause.end) is not None

    def _leads_shortly(self, i: int, clause: Clause) -> bool:
        """资源共享,|信息互通,|搭建…: a slogan before the first action."""
        if self.found or not self.proposing or clause.end - clause.start > _SHORT_LEAD or i + 1 == len(self.clauses):
            return False
        return self.clauses[i + 1].kind in (Kind.ACTION, Kind.OTHER, Kind.LEAD)

    def _is_slogan(self, i: int) -> bool:
        """服务下沉,下沉服务,|在…设立…: four characters, turned round in the clause beside."""
        clause = self.clauses[i]
        if clause.end - clause.start != _SLOGAN or i + 1 == len(self.clauses):
            return False
        here = sorted(self._words(clause))
        return any(sorted(self._words(self.clauses[j])) == here for j in (i - 1, i + 1) if j >= 0)

    def _words(self, clause: Clause) -> str:
        return self.prepared.text[clause.start : clause.end]


def _reaches_action(clauses: list[Clause]) -> list[bool]:
    """For each clause: whether it leads into an action, with nothing but leads and slogans between.

    From right to left, so that every clause is looked at once."""
    found = [False] * len(clauses)
    ahead: Clause | None = None  # what the chain of leads that begins behind a clause ends in
    for i in range(len(clauses) - 1, -1, -1):
        clause = clauses[i]
        found[i] = ahead is not None and (ahead.kind is not Kind.TAIL or clause.verb < 0 or ahead.verb >= 0)
        longest = _LONG_LEAD if clause.kind is Kind.LEAD else _SHORT_LEAD if clause.kind is Kind.OTHER else -1
        if clause.kind in (Kind.ACTION, Kind.WEAK, Kind.TAIL):
            ahead = clause
        elif clause.end - clause.start > longest:
            ahead = None
    return found


def _continues_list(text: str, previous: Draft, clause: Clause) -> bool:
    """形成总部在省会、基地在地市,|研发在园区、转化在县城的格局: the object goes on."""
    before, here = text[previous.start : previous.end], text[clause.start : clause.end]
    if CLOSES_LIST.search(before):
        return False
    return bool(CLOSES_LIST.search(here)) or all("、" in part and "在" in part for part in (before, here))


def _trimmed(text: str, lexicon: Lexicon, draft: Draft) -> Draft:
    """Without marks around it and what is behind the statement (加快建设充电网络|的建议)."""
    start = draft.start
    while start < draft.end and text[start] in END_MARKS:
        start += 1
    end = bare_end(text, start, draft.end)
    tail = lexicon.pattern(_TRAILING).search(text, draft.verb_end if draft.verb_end > 0 else start, end)
    if tail and tail.start() - start > _KEPT:
        end = bare_end(text, start, tail.start())
    return replace(draft, start=start, end=end)
