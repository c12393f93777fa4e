"""Statements of one sentence: which clauses propose, where each begins and ends.

A clause that leads in belongs to the action behind it, a clause that says to what effect to
the action before it (rules 4, 5, 6, 12 to 14 of the annotation guide):

    以…为抓手,|做好…文章      one
    建设…机制,|带动群众增收    one
    完善…机制,|改革…方案       two
    做强实体、|做精主业        two
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jianyan.extraction.clauses import Clause, Kind, read_clause
from jianyan.extraction.prepared import Prepared
from jianyan.extraction.sentences import Cuts
from jianyan.lexicon import Lexicon

_CLOSES_LIST = re.compile(r"的[^的,;。“”]{1,9}$")
_TRAILING = re.compile(r"(?:等(?:问题|议题|方面|意见|建议|意见建议|措施|举措)?|(?:的|等)(?:建议|意见|提案|意见建议|倡议|呼吁|想法|思路|议题|话题|问题建议))$")
_COUNTS = re.compile(r"(?:以下|下列|如下)(?:[一二三四五六七八九十几\d]{0,2})?(?:个|项|条|点|大)?(?:方面|工作|任务|措施|建议|行动)?(?:的?工作)?$|[一二三四五六七八九十\d]{1,2}个?方面(?:的)?工作$")
_SHORT_LEAD = 6  # 政策创新,政策共享,|优化…: slogans of four to six characters lead in


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before it is placed in a speech; positions are code points."""

    start: int
    end: int
    verb: int
    verb_end: int
    kind: Kind
    urged: bool = False
    past: bool = False
    actor: tuple[int, int] | None = None


def drafts(
    prepared: Prepared, cuts: Cuts, lexicon: Lexicon, start: int, end: int, *, bound: bool = False, strict: bool = False
) -> list[Draft]:
    """The statements of the sentence at ``start``..``end``.

    ``bound``: something before it proposes already (建议…), so every action counts.
    ``strict``: only what urges (要, 应 …) and what goes on from there counts.
    """
    found: list[Draft] = []
    for item in cuts.items(start, end):
        found += _of_item(prepared, cuts, lexicon, *item, bound=bound, strict=strict)
        bound = bound or any(draft.urged for draft in found)  # 要…;…: what urges goes on behind a semicolon
    found = [draft for draft in found if not _COUNTS.search(prepared.text, draft.start, draft.end)]
    return [draft for draft in found if not prepared.text.startswith(":", draft.end)]


def _of_item(
    prepared: Prepared, cuts: Cuts, lexicon: Lexicon, start: int, end: int, *, bound: bool, strict: bool
) -> list[Draft]:
    clauses: list[Clause] = []
    for whole in cuts.clauses(start, end):
        urged = any(c.urged for c in clauses)
        clauses.append(read_clause(prepared, lexicon, *whole, bound=bound or urged))
    found: list[Draft] = []
    lead: int | None = None  # where the clauses that lead into the next action begin
    proposing = bound or not strict
    describing = False  # the sentence opened with somebody or something that only describes
    strong = any(c.kind is Kind.ACTION for c in clauses)
    previous: Draft | None = None
    for i, clause in enumerate(clauses):
        kind = clause.kind
        if clause.urged or prepared.text.endswith(("建议是", "主张是", "诉求是", "呼吁是"), clause.whole, clause.end):
            proposing, describing = True, False
        if kind is Kind.WEAK and not (bound or clause.urged or (strong and found)):
            kind = Kind.OTHER
        following = next((c for c in clauses[i + 1 :]), None)
        if kind in (Kind.ACTION, Kind.TAIL) and _is_slogan(prepared, lexicon, clauses, i):
            kind = Kind.OTHER
        if kind is Kind.LEAD and not _goes_on(clauses[i + 1 :], clause):
            kind = Kind.ACTION if clause.verb >= 0 else Kind.OTHER
        if kind in (Kind.TAIL, Kind.TARGET, Kind.BARE) and previous:
            previous = _extend(found, clause.end)
            continue
        if kind is Kind.TAIL and clause.verb >= 0:
            kind = Kind.ACTION
        if kind is Kind.LEAD:
            lead = clause.start if lead is None else lead
        elif kind in (Kind.ACTION, Kind.WEAK):
            if proposing and not describing and not clause.negated:
                begin = clause.start if lead is None else lead
                previous = Draft(begin, clause.end, clause.verb, clause.verb_end, kind, clause.urged or bound, clause.past, clause.actor)
                found.append(previous)
            lead = None
        elif previous and _continues_list(prepared.text, previous, clause):
            previous = _extend(found, clause.end)
        elif following and clause.end - clause.start <= _SHORT_LEAD and following.kind in (Kind.ACTION, Kind.OTHER, Kind.LEAD) and not found and proposing:
            lead = clause.start if lead is None else lead
        else:
            lead, previous = None, None
            if i == 0 and not (bound or clause.urged) and clause.end - clause.whole > _SHORT_LEAD:
                describing = True
    return [part for draft in found for part in _split(prepared, cuts, lexicon, _trim(prepared.text, draft))]


def _is_slogan(prepared: Prepared, lexicon: Lexicon, clauses: list[Clause], i: int) -> bool:
    """规划统筹,统筹规划,|在…上推进…: four characters turned round, or two verbs without an object."""
    clause = clauses[i]
    text = prepared.text
    if clause.end - clause.start != 4 or i + 1 >= len(clauses):
        return False
    here = text[clause.start : clause.end]
    beside = [text[c.start : c.end] for c in clauses[max(0, i - 1) : i + 2] if c is not clause]
    return any(sorted(here) == sorted(other) for other in beside)


def _goes_on(rest: list[Clause], lead: Clause) -> bool:
    """Whether an action follows a clause that leads in, with nothing but leads between."""
    for clause in rest:
        if clause.kind in (Kind.ACTION, Kind.WEAK):
            return True
        if clause.kind is Kind.TAIL:
            return lead.verb < 0 or clause.verb >= 0
        if clause.kind not in (Kind.LEAD, Kind.OTHER) or clause.end - clause.start > 40:
            return False
        if clause.kind is Kind.OTHER and clause.end - clause.start > _SHORT_LEAD:
            return False
    return False


def _extend(found: list[Draft], end: int) -> Draft:
    last = found[-1]
    found[-1] = Draft(last.start, end, last.verb, last.verb_end, last.kind, last.urged, last.past, last.actor)
    return found[-1]


def _continues_list(text: str, previous: Draft, clause: Clause) -> bool:
    """构建融资在城市、投资在县域,|研发在城市、制造在县域的发展格局: the object goes on."""
    before, here = text[previous.start : previous.end], text[clause.start : clause.end]
    if _CLOSES_LIST.search(before):
        return False
    return bool(_CLOSES_LIST.search(here)) or ("、" in before and "、" in here and "在" in before and "在" in here)


def _trim(text: str, draft: Draft) -> Draft:
    start, end = draft.start, draft.end
    while end > start and text[end - 1] in " ,;:、。!?.\n":
        end -= 1
    while end > start and text[end - 1] in "”’\"" and _unmatched(text[start:end]):
        end -= 1
    if tail := _TRAILING.search(text, draft.verb_end if draft.verb_end > 0 else start, end):
        if end - tail.start() < end - start - 3:
            end = tail.start()
    return Draft(start, end, draft.verb, draft.verb_end, draft.kind, draft.urged, draft.past, draft.actor)


def _unmatched(text: str) -> bool:
    return text.count("”") > text.count("“") or text.count("’") > text.count("‘") or text.count('"') % 2 == 1


def _split(prepared: Prepared, cuts: Cuts, lexicon: Lexicon, draft: Draft) -> list[Draft]:
    """Cut at 、 where each part brings its own verb and object (统一标准、|统一包装)."""
    parts = cuts.parts(draft.start, draft.end)
    if len(parts) < 2 or draft.verb < 0:
        return [draft]
    text = prepared.text
    if lexicon.cues["preposition"].at(text, draft.start, draft.end) and not lexicon.verbs["action"].at(text, draft.start, draft.end):
        return [draft]
    first = lexicon.verbs["action"].at(text, draft.verb, draft.verb_end) or draft.verb_end - draft.verb
    if text[draft.verb : draft.verb + first] in lexicon.verbs["pivot"]:
        return [draft]
    read = [read_clause(prepared, lexicon, *part) for part in parts]
    groups: list[list[int]] = [[parts[0][0], parts[0][1]]]
    if read[0].kind not in (Kind.ACTION, Kind.TAIL) or read[0].verb < 0:
        return [draft]
    listed = text.find("等", parts[-1][0], parts[-1][1]) > 0
    if listed or any(not _acts(prepared, c) for c in read[1:]):
        return [draft]
    nested = bool(_CLOSES_LIST.search(text, draft.start, draft.end)) and _is_chain(lexicon, text, read[0])
    cut: list[Clause] = [read[0]]
    for part, clause in zip(parts[1:], read[1:], strict=True):
        if clause.kind is Kind.ACTION and clause.verb >= 0 and not nested and clause.start == part[0] and prepared.is_boundary(clause.verb_end):
            groups.append([*part])
            cut.append(clause)
        else:
            groups[-1][1] = part[1]
    if len(groups) == 1:
        return [draft]
    return [
        Draft(g[0], g[1], c.verb, c.verb_end, draft.kind, draft.urged, draft.past, draft.actor)
        for g, c in zip(groups, cut, strict=True)
    ]


def _acts(prepared: Prepared, clause: Clause) -> bool:
    """Whether a part of an enumeration is a verb with its object, not a noun (繁育|基地, 处置|和…)."""
    return (
        clause.kind is Kind.ACTION
        and clause.verb >= 0
        and prepared.is_boundary(clause.verb_end)
        and prepared.tag_at(clause.verb) not in ("vn", "n")
        and prepared.text[clause.verb_end : clause.verb_end + 1] not in ("和", "与", "及", "类", "型", "性")
    )


def _is_chain(lexicon: Lexicon, text: str, clause: Clause) -> bool:
    """Several verbs in a row (研究出台优化…): the last ones belong to the object."""
    first = lexicon.verbs["action"].at(text, clause.verb, clause.verb_end)
    return clause.verb + first < clause.verb_end
