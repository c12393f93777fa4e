"""Statements of one sentence: which clauses propose, where each begins and ends.

A clause that leads in belongs to the action behind it, a clause that says to what effect to
the action before it (rules 4, 5, 6, 12 to 14 of the annotation guide):

    以…为抓手,|做好…文章      one
    建设…机制,|带动群众增收    one
    完善…机制,|改革…方案       two
    做强实体、|做精主业        two        (enumerations)
"""

from __future__ import annotations

from dataclasses import dataclass, field

from jianyan.extraction.measures.clause_words import LIST_MARK, Source, source
from jianyan.extraction.measures.clauses import clause_of
from jianyan.extraction.measures.drafts import Draft
from jianyan.extraction.measures.enumerations import CLOSES_LIST, split
from jianyan.extraction.measures.kinds import ACTION, BARE, LEAD, OTHER, TAIL, TARGET, WEAK, Clause, Kind
from jianyan.extraction.measures.predicates import QUOTED_POINT
from jianyan.extraction.text.prepared import Prepared
from jianyan.extraction.text.sentences import END_MARKS, Cuts, Range, bare_end
from jianyan.lexicon import Lexicon

__all__ = ["Draft", "drafts"]

_TRAILING = r"(?:等<listTail>?|[的等]<adviceTail>)$"
_COUNTS = (
    r"<following>[一二三四五六七八九十几\d]{0,2}<countWord>?<countedNoun>?(?:的?工作)?$"
    r"|[一二三四五六七八九十\d]{1,2}个?方面的?工作$"
)
_TERMS = r"<provision>[^,;。]{0,12}?<provides>"
_ACTED_ON = ("对", "将", "把", "给", "由")
_JOINS = ("同时", "并", "另")
_LONG_CASE = 9  # code points: a shorter 对… says whom it is about
_EACH = ("每", "单", "各")
_GETS = (
    r"(?:每|单[个户家位]|各)[^,;。:]{1,24}?(?:<gives>|至少|不少于|不超过|不低于|最高)[^,;。:]{0,12}?"
    r"[\d一二两三四五六七八九十百千万半]"
)
_DONE_BY = r"[^,;。:由]{2,14}由[^,;。:由]{1,24}(?:<doneBy>|统一[^,;。:的]{2,4})(?:、统一[^,;。:的]{2,4}){0,3}$"
_SHORT_LEAD = 6  # 资源共享,信息互通,|搭建…: slogans of four to six characters lead in
_SLOGAN = 4
_LONG_LEAD = 40
_KEPT = 3  # what is left of a statement without its trailing words is longer


def drafts(
    prepared: Prepared,
    cuts: Cuts,
    lexicon: Lexicon,
    start: int,
    end: int,
    *,
    bound: bool = False,
    strict: bool = False,
    done: bool = False,
) -> list[Draft]:
    """The statements of the sentence at ``start``..``end``.

    ``bound``: something before it proposes already (建议…), so every action counts.
    ``strict``: only what urges (要, 应 …) and what goes on from there counts.
    ``done``: what 已 opens counts too.
    """
    asked = ("drafts", start, end, bound, strict, done)
    known: list[Draft] | None = prepared.memo.get(asked)
    if known is None:
        text = source(prepared, lexicon)
        known = prepared.memo[asked] = _drafts(text, cuts, (start, end), bound=bound, strict=strict, done=done)
    return known


def _drafts(source: Source, cuts: Cuts, sentence: Range, *, bound: bool, strict: bool, done: bool) -> list[Draft]:
    prepared, lexicon = source.prepared, source.lexicon
    if _asks_what(source, *sentence):
        return []
    found: list[Draft] = []
    for item in cuts.items(*sentence):
        clauses = _clauses(source, cuts, item, bound=bound)
        reader = _Item(source, clauses, bound=bound, proposing=bound or not strict, done=done)
        whole = [_trimmed(source, draft) for draft in reader.read()]
        parts = [part for draft in whole for part in split(prepared, cuts, lexicon, draft)]
        bound = bound or any(draft.urged for draft in parts)  # 要…;…: what urges goes on behind a semicolon
        found += parts
    return [
        d
        for d in found
        if not source.text.startswith(":", d.end)
        and not _counts(source, d)
        and not _interprets(source, d)
        and not _professes(source, d)
    ]


def _asks_what(source: Source, start: int, end: int) -> bool:
    """今年最关注|什么|话题?: a question for what, whom or how many asks for no action."""
    return (
        source.text.startswith("?", end)
        and source.lexicon.pattern("<interrogative>").search(source.text, start, end) is not None
    )


def _clauses(source: Source, cuts: Cuts, item: Range, *, bound: bool) -> list[Clause]:
    found = []
    for start, end in cuts.clauses(*item):
        clause = clause_of(source, start, end, bound)
        bound = bound or clause.urged
        found.append(clause)
    return found


def _counts(source: Source, draft: Draft) -> bool:
    """做好以下几项工作, 抓好三个方面的工作: what only counts what follows."""
    text, start, end = source.text, draft.start, draft.end
    if source.counts.find(1, start, end) < 0 and text.find("方面", start, end) < 0:
        return False
    return source.lexicon.pattern(_COUNTS).search(text, start, end) is not None


def _interprets(source: Source, draft: Draft) -> bool:
    """本办法由市财政局负责解释: who explains a document when it holds."""
    return source.lexicon.cues["interprets"].ending(source.text, draft.start, draft.end) > 0


def _professes(source: Source, draft: Draft) -> bool:
    """深入学习贯彻全会精神, 增强“四个意识”: what is studied or professed, not done; but 弘扬工匠精神."""
    text, creed = source.text, source.words.creed
    comma = text.find(",", max(draft.verb_end, draft.start), draft.end)
    stop = bare_end(text, draft.start, draft.end if comma < 0 else comma)
    if text[stop - 1 : stop] not in creed.closing or not creed.ending(text, draft.start, stop):
        return False
    if source.lexicon.cues["creedSlogan"].ending(text, draft.start, stop):
        return True
    return source.lexicon.pattern("<studies>").search(text, draft.start, max(draft.verb_end, draft.start)) is not None


@dataclass(slots=True)
class _Item:
    """Goes through the clauses of an item, what stands between two semicolons, from left to right."""

    source: Source
    clauses: list[Clause]
    bound: bool
    proposing: bool  # whether an action counts here
    done: bool  # whether what 已 opens counts
    describing: bool = False  # the item opened with somebody or something that only describes
    led: bool = False  # the clauses that lead in are urged: 要求…在编制预算时,|…
    lead: int | None = None  # where the clauses that lead into the next action begin
    extends: bool = False  # whether a tail would belong to the statement found last
    found: list[Draft] = field(default_factory=list)

    def read(self) -> list[Draft]:
        kinds = [clause.kind for clause in self.clauses]
        strong, leads = ACTION in kinds, LEAD in kinds
        reaches = _reaches_action(self.clauses) if leads else ()
        text, closing = self.source.text, self.source.words.closes_list.closing
        for i, clause in enumerate(self.clauses):
            if self._urges_all(clause):
                self.found = [draft for draft in self.found if draft.asked]  # 制定政策、实施调控,|都要聚焦…
                self.lead, self.extends = None, False
            if clause.urged or (text[clause.end - 1] in closing and self._closes_list(clause)):
                self.proposing, self.describing = True, False
            self._read(i, clause, self._kind(i, clause, strong=strong, reaches=leads and reaches[i]))
        return self.found

    def _urges_all(self, clause: Clause) -> bool:
        """制定政策、实施调控,|都要聚焦…: whether it urges on what stands before it, which nothing else asks for."""
        urges_all = self.source.lexicon.cues["urgesAll"]
        return bool(self.found) and not self.bound and urges_all.at(self.source.text, clause.whole, clause.end) > 0

    def _kind(self, i: int, clause: Clause, *, strong: bool, reaches: bool) -> Kind:
        """What the clause is among its neighbours."""
        kind = clause.kind
        if self._names_case(i, clause):
            return LEAD
        if clause.done and not self.done:
            return OTHER
        if kind is OTHER:
            return ACTION if self._allots(clause) else OTHER
        if kind is WEAK and not (
            self.bound or clause.urged or (strong and self.found) or (self.led and self.lead is not None)
        ):
            return OTHER
        if kind is LEAD and self.bound and clause.verb < 0 and self._acts_on(i, clause):
            return ACTION
        if clause.end - clause.start == _SLOGAN and kind in (ACTION, TAIL) and self._is_slogan(i):
            return OTHER
        if kind is LEAD and (clause.urged or self.bound) and self._is_done_itself(i, clause):
            return ACTION
        if kind is LEAD and not reaches:
            return ACTION if clause.verb >= 0 else OTHER
        if kind is TAIL and not self.extends and clause.verb >= 0:
            return ACTION
        return kind

    def _acts_on(self, i: int, clause: Clause) -> bool:
        """建议|对食堂的水、电按居民价收费,|同时鼓励…: what names who is acted on, or who acts, leads into nothing where
        the next clause opens with what joins it, or where none is left."""
        text, cues = self.source.text, self.source.lexicon.cues
        if (
            clause.start == clause.end
            or text[clause.start] not in _ACTED_ON
            or text.startswith(("由于", "由此", "对于"), clause.start)
        ):
            return False
        if clause.end - clause.start < _LONG_CASE or cues["conditionEnds"].ending(text, clause.start, clause.end):
            return False
        behind = self.clauses[i + 1] if i + 1 < len(self.clauses) else None
        return behind is None or text.startswith(_JOINS, behind.whole)

    def _is_done_itself(self, i: int, clause: Clause) -> bool:
        """坚持以读者为中心,|让…: what leads into other actions is one itself where only its effect follows."""
        behind = self.clauses[i + 1] if i + 1 < len(self.clauses) else None
        alone = len(self.clauses) == 1 and clause.urged  # 一要坚持市场主导。
        if not alone and (behind is None or behind.kind is not TAIL or behind.verb >= 0):
            return False
        return self.source.lexicon.cues["leadActs"].at(self.source.text, clause.start, clause.end) > 0

    def _allots(self, clause: Clause) -> bool:
        """Whether a clause without a verb at its head says, where something proposes already, what each gets
        (每张床位|补贴3000元) or who does it (通信费|由省里统一谈判), but not on what terms."""
        if not (self.bound or self.extends) or clause.past or clause.negated or clause.start == clause.end:
            return False
        if self.extends and self._adds_terms(clause):
            return False
        text, pattern, where = self.source.text, self.source.lexicon.pattern, (clause.start, clause.end)
        if text[clause.start] in _EACH and pattern(_GETS).match(text, *where):
            return True
        return text.find("由", clause.start + 2, clause.end) > 0 and pattern(_DONE_BY).match(text, *where) is not None

    def _names_case(self, i: int, clause: Clause) -> bool:
        """种植面积达到30亩以上的,|每亩补助150元: in which case the action behind it is due."""
        if clause.urged or clause.end - clause.start <= _SHORT_LEAD or i + 1 == len(self.clauses):
            return False
        return self.source.text.startswith("的,", clause.end - 1) and self.clauses[i + 1].kind in (ACTION, WEAK)

    def _read(self, i: int, clause: Clause, kind: Kind) -> None:
        if clause.start >= clause.end:
            return  # 下一步,|…; 为此建议,|…: a head and nothing else
        if self.extends and (kind in (TAIL, TARGET, BARE) or self._is_instance(i, clause)):
            self._extend(clause.end)
        elif kind is LEAD:
            self._begin_lead(clause)
        elif kind in (ACTION, WEAK):
            self._state(clause, kind)
        elif self.extends and not clause.urged and _continues_list(self.source.text, self.found[-1], clause):
            self._extend(clause.end)
        elif self._leads_shortly(i, clause):
            self._begin_lead(clause)
        elif self.extends and self._adds_terms(clause):
            self._extend(clause.end)
        else:
            self._describe(i, clause)

    def _state(self, clause: Clause, kind: Kind) -> None:
        if self.proposing and not self.describing and not clause.negated:
            cut = (clause.urged or clause.done) and clause.start > clause.whole  # 为纾困,|建议|设立…: what urges cuts
            start = clause.start if cut or self.lead is None else self.lead
            urged, (verb, verb_end) = clause.urged or self.bound, (clause.verb, clause.verb_end)
            told = urged, clause.past, clause.actor, clause.urged
            self.found.append(Draft(start, clause.end, verb, verb_end, kind, *told))
            self.extends = True
        self.lead = None

    def _begin_lead(self, clause: Clause) -> None:
        if self.lead is None:
            self.lead, self.led = clause.start, clause.urged

    def _extend(self, end: int) -> None:
        self.found[-1] = self.found[-1]._replace(end=end)

    def _describe(self, i: int, clause: Clause) -> None:
        self.lead, self.extends = None, False
        if i == 0 and self._asks(clause):
            self.describing = True  # 会否考虑简化手续,|并设立办事处
        if i == 0 and not (self.bound or clause.urged) and clause.end - clause.whole > _SHORT_LEAD:
            self.describing = not self._announces(clause)

    def _announces(self, clause: Clause) -> bool:
        """其次是“送得近”,|盘活…; 牌子要擦亮,|把…列入…; 针对“…”的问题,|将…: a first clause without a
        statement that what follows spells out."""
        source = self.source
        urges = source.urging.find(1, clause.whole + 1, clause.end)
        if source.lexicon.pattern(QUOTED_POINT).search(source.text, clause.whole, clause.end):
            return True
        return source.text.startswith("是", clause.start) or (urges > 0 and source.prepared.is_boundary(urges))

    def _asks(self, clause: Clause) -> bool:
        """Whether the clause, which gives no statement, begins with what asks, behind its list mark."""
        text = self.source.text
        mark = LIST_MARK.match(text, clause.whole, clause.end)
        begin = mark.end() if mark else clause.whole
        return self.source.lexicon.pattern("<question>").match(text, begin, clause.end) is not None

    def _closes_list(self, clause: Clause) -> bool:
        """我们的建议是:|…"""
        return self.source.words.closes_list.ending(self.source.text, clause.whole, clause.end) > 0

    def _adds_terms(self, clause: Clause) -> bool:
        """设立专项资金,|费用由市财政承担; 开订单班,|学生毕业就能上岗: on what terms, or what it makes possible."""
        text, lexicon, prepared = self.source.text, self.source.lexicon, self.source.prepared
        if lexicon.pattern(_TERMS).match(text, clause.whole, clause.end):
            return True
        if lexicon.cues["preposition"].at(text, clause.start, clause.end):  # 向社会|公开
            last = prepared.words(clause.start, clause.end)[-1]
            return prepared.tags[last] in ("v", "vn") and prepared.starts[last] > clause.start + 2
        return lexicon.pattern("<result>").search(text, clause.start, clause.end) is not None

    def _is_instance(self, i: int, clause: Clause) -> bool:
        """善用闲置土地,|例如在旧址设停车场; 编写教材,|既增加收入,|亦传承文化: an instance of what was proposed, or its
        merits. 例如加强基层医疗 brings an action of its own."""
        text, cues = self.source.text, self.source.lexicon.cues
        example = cues["example"].at(text, clause.whole, clause.end)
        if text[clause.whole] == "既" or (example and cues["preposition"].at(text, clause.whole + example, clause.end)):
            return True
        both = i > 0 and text[self.clauses[i - 1].whole] == "既"
        return both and text[clause.whole] in "也又亦"

    def _leads_shortly(self, i: int, clause: Clause) -> bool:
        """资源共享,|信息互通,|搭建…: a slogan before the first action."""
        if self.found or not self.proposing or clause.end - clause.start > _SHORT_LEAD or i + 1 == len(self.clauses):
            return False
        if self.source.text.startswith(":", clause.end) or self.source.text.startswith("是", clause.start):
            return False  # 提出三点建议:|…; 其次是“送得近”,|…
        if self.source.lexicon.cues["topicEnds"].ending(self.source.text, clause.whole, clause.end):
            return False  # 经济方面,|…: what is talked of, not how
        if self.source.words.first_person.at(self.source.text, clause.whole, clause.end):
            return False  # 本会重申,|…
        if self._is_actor(clause):
            return False  # 要求|特首,|落实…
        return self.clauses[i + 1].kind in (ACTION, OTHER, LEAD) or self._is_slogan(i + 1)

    def _is_actor(self, clause: Clause) -> bool:
        """Whether the clause is who is to act and no more."""
        named = self.source.prepared.actors.get(clause.start) == clause.end
        return (
            named or self.source.lexicon.cues["actor"].at(self.source.text, clause.start) == clause.end - clause.start
        )

    def _is_slogan(self, i: int) -> bool:
        """服务下沉,下沉服务,|在…设立…: four characters, turned round in the clause beside."""
        clause = self.clauses[i]
        if i + 1 == len(self.clauses):
            return False
        here = sorted(self._words(clause))
        return any(sorted(self._words(self.clauses[j])) == here for j in (i - 1, i + 1) if j >= 0)

    def _words(self, clause: Clause) -> str:
        return self.source.text[clause.start : clause.end]


def _reaches_action(clauses: list[Clause]) -> list[bool]:
    """For each clause: whether it leads into an action, with nothing but leads and slogans between.

    From right to left, so that every clause is looked at once."""
    found = [False] * len(clauses)
    ahead: Clause | None = None  # what the chain of leads that begins behind a clause ends in
    for i in range(len(clauses) - 1, -1, -1):
        clause = clauses[i]
        found[i] = ahead is not None and (ahead.kind is not TAIL or clause.verb < 0 or ahead.verb >= 0)
        longest = _LONG_LEAD if clause.kind is LEAD else _SHORT_LEAD if clause.kind is OTHER else -1
        if clause.kind in (ACTION, WEAK, TAIL):
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


def _trimmed(source: Source, draft: Draft) -> Draft:
    """Without marks around it and what is behind the statement (加快建设充电网络|的建议)."""
    text, start = source.text, draft.start
    while start < draft.end and text[start] in END_MARKS:
        start += 1
    end = bare_end(text, start, draft.end)
    while text[end - 1 : end] in source.words.particles:
        end -= 1  # 借给居民用|嘛
    if text[end - 1 : end] in source.words.trails:
        tail = source.lexicon.pattern(_TRAILING).search(text, draft.verb_end if draft.verb_end > 0 else start, end)
        cues = source.lexicon.cues
        takes = draft.verb >= 0 and any(cues[kind].at(text, draft.verb, end) for kind in ("collects", "takesAdvice"))
        if tail and tail.start() - start > _KEPT and not takes:
            end = bare_end(text, start, tail.start())
    return draft if (start, end) == (draft.start, draft.end) else draft._replace(start=start, end=end)
