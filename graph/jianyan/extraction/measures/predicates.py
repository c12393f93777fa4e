"""The predicate of a clause: the verb that its head leads to, and what the clause is by it.

The tests stand in the order in which they are asked. Those on the whole clause come first; then
the head is walked through from the left, past quotation marks, times and adverbs, until a verb,
a preposition or something else decides.
"""

from __future__ import annotations

import re

from jianyan.extraction.measures.clause_words import (
    ACTIONS,
    ADVERBS,
    CASES,
    EFFECTS,
    GROUNDS,
    LEADS,
    NEGATIONS,
    OPPOSE,
    PREPOSITIONS,
    QUOTE,
    QUOTES,
    TAIL_MARK,
    TIMES,
    Source,
    source,
)
from jianyan.extraction.measures.kinds import ACTION, BARE, LEAD, OTHER, TAIL, TARGET, WEAK, Kind, Predicate
from jianyan.extraction.measures.verbs import ClauseText, verb_behind, with_object
from jianyan.extraction.text.prepared import Prepared
from jianyan.lexicon import Lexicon

__all__ = ["Kind", "Predicate", "predicate"]

_BENEFITS = r"为[^,;。]{1,40}?<benefits>"
_BY_WAY_OF = re.compile(r"以[^,;。]{1,48}?为(?P<what>[^,;。]{1,10})$")
_GROUND = r"<ground>[^,;。]{2,60}<groundNoun>$"
_OF_GROUND = r"的<groundNoun>"
_AIM = r"针对[^,;。]{2,48}<aimNoun>$"  # 针对该路段亮化提升工作,|…
_CONDITION = r"<conditionOpens>[^;。]{2,60}<conditionEnds>$"
_TARGET = r"<figure>[^,;。]{0,14}?(?:<reaches>|由\d)"
_WHOLE = OPPOSE | TAIL_MARK | GROUNDS | CASES  # how clauses open that are known by their opening
QUOTED_POINT = r"”的<askedPoint>$"
_SHORTEST = 3
_IN_NOUNS = "用经同从到"  # prepositions that nouns begin with; jieba takes 由省 for a noun too
_SHORTEST_CASE = 5
_NONE = Predicate(OTHER)
_MANNERS = re.compile(r"(?:[^\W\da-zA-Z]{2,4}化、){1,3}[^\W\da-zA-Z]{2,4}化")  # 规模化、标准化|发展…


def predicate(prepared: Prepared, lexicon: Lexicon, start: int, end: int) -> Predicate:
    """The predicate of the clause at ``start``..``end``, behind what urges."""
    return predicate_of(source(prepared, lexicon), start, end)


def predicate_of(text: Source, start: int, end: int) -> Predicate:
    if end - start < _SHORTEST:
        return _NONE
    asked = start, end
    known = text.predicates.get(asked)
    if known is None:
        known = text.predicates[asked] = _read(text, start, end)
    return known


def _read(source: Source, start: int, end: int) -> Predicate:
    text, words = source.text, source.words
    opens = source.opens[text[start : start + 2]]
    clause = ClauseText(source, start, end)
    if opens & LEADS and source.lexicon.pattern(QUOTED_POINT).search(text, start, end):
        return _NONE  # 针对“拓宽管护思路”的问题|,…: what was asked for, which an answer takes up
    if opens & LEADS and source.lexicon.pattern(_AIM).match(text, start, end):
        return Predicate(LEAD)
    if opens & (LEADS | CASES | EFFECTS):
        clause.leads = opens & LEADS > 0 and words.lead.at(text, start, end) > 0
        clause.case = opens & CASES > 0 and source.lexicon.pattern(_CONDITION).match(text, start, end) is not None
        clause.effect = opens & EFFECTS > 0 and words.effect.at(text, start, end) > 0
    found = _by_opening(clause) if opens & _WHOLE else None
    if not found and text[end - 1] == "的" and text[end : end + 1] == "," and end - start >= _SHORTEST_CASE:
        found = Predicate(LEAD)  # 连续两年不合格|的,|取消…: the case
    if not found and source.figures.find(1, start, end) >= 0:
        found = _sets_target(clause)
    return found or _walk(clause, opens)


# -- tests on the whole clause ---------------------------------------------------


def _by_opening(clause: ClauseText) -> Predicate | None:
    tests = _opposes, _benefits, _says_to_what_end, _gives_ground, _names_case
    return next(filter(None, (test(clause) for test in tests)), None)


def _opposes(clause: ClauseText) -> Predicate | None:
    """反对|在居民区新建垃圾焚烧厂"""
    opposes = clause.words.oppose.at(clause.text, clause.start, clause.end)
    return Predicate(OTHER, negated=True) if opposes else None


def _benefits(clause: ClauseText) -> Predicate | None:
    """…,|为中小企业减负"""
    whom = clause.source.lexicon.pattern(_BENEFITS).match(clause.text, clause.start, clause.end)
    return Predicate(TAIL, whom.end() - 2, whom.end()) if whom else None


def _says_to_what_end(clause: ClauseText) -> Predicate | None:
    """…,|以吸引企业落户"""
    return Predicate(TAIL) if clause.cue("tailMark", clause.start) else None


def _gives_ground(clause: ClauseText) -> Predicate | None:
    """以产业园为抓手,|…; 按照山区农村优先的原则,|…"""
    bounds = clause.text, clause.start, clause.end
    if by_way_of := _BY_WAY_OF.match(*bounds):
        return None if _acts_behind(clause, by_way_of.start("what")) else Predicate(LEAD)
    pattern = clause.source.lexicon.pattern
    if not pattern(_GROUND).match(*bounds):
        return None
    of_ground = pattern(_OF_GROUND).search(*bounds)  # 按照…的原则|确定筹资标准: no ground ends in what is done
    acts = clause.action(of_ground.end()) if of_ground else 0
    return None if of_ground and acts and clause.has_object(of_ground.end() + acts) else Predicate(LEAD)


def _acts_behind(clause: ClauseText, p: int) -> bool:
    """以景区为|核心|打造精品线路: whether a verb with an object stands behind the first word at ``p``."""
    prepared = clause.prepared
    behind = [prepared.starts[i] for i in prepared.words(p, clause.end)][1:]
    return any((n := clause.action(at)) and clause.has_object(at + n) for at in behind)


def _names_case(clause: ClauseText) -> Predicate | None:
    """对逾期未开工的,|…; 在编制下一年度预算时,|…: a verb in it only tells the case."""
    if clause.cue("awaits", clause.start) and clause.text[clause.end - 1] == "后":
        return Predicate(LEAD)  # 待上级计划下达后,|…
    if not clause.case:
        return None
    ends_case = clause.source.lexicon.cues["caseCloses"].ending(clause.text, clause.start, clause.end)
    return Predicate(LEAD) if ends_case and clause.prepared.is_boundary(clause.end - ends_case) else None


def _sets_target(clause: ClauseText) -> Predicate | None:
    """…,|力争覆盖率达到90%"""
    found = clause.source.lexicon.pattern(_TARGET).search(clause.text, clause.start, clause.end)
    if not found:
        return None
    if clause.cue("prepositionObject", clause.start):
        return None  # 将贴息比例|提高到50%: somebody is to do it
    p = _past_times_and_adverbs(clause)
    n = clause.action(p)
    if clause.cue("preposition", p):
        return None  # 对面积达到50亩的|给予…
    if n and not (clause.cue("figure", p + n) and clause.text.find("的", found.end(), clause.end) < 0):
        return None  # 设立|规模不低于10亿元的基金; but 补贴|比例不低于60%
    return Predicate(TARGET)


def _past_times_and_adverbs(clause: ClauseText) -> int:
    p = clause.start
    while True:
        if (time := clause.time(p)) > p:
            p = time
        elif (n := clause.cue("adverb", p)) > clause.action(p):
            p += n
        else:
            return p


# -- the walk through the head ---------------------------------------------------


def _walk(clause: ClauseText, opens: int) -> Predicate:
    """``opens`` is what may stand at the start of the clause."""
    at, negated = clause.start, False
    while at < clause.end:
        if opens & (QUOTE | TIMES) and (past := _past_quotes_and_times(clause, at)) > at:
            at = past
        elif (manners := _past_manners(clause, at)) > at:
            at = manners
        elif opens & ACTIONS and (found := _known_verb(clause, at, opens)):
            return found
        elif opens & ADVERBS and (n := _adverb(clause, at)):
            at += n
            at += clause.text.startswith("、", at) and clause.cue("adverb", at + 1) > 0  # 多渠道、|多形式|促进…
        elif opens & PREPOSITIONS and (found := _behind_preposition(clause, at)):
            return found
        elif clause.leads and (found := _behind_lead(clause, at)):
            return found
        elif opens & NEGATIONS and (n := clause.cue("negation", at)):
            at, negated = at + n, True
        elif _is_adverb(clause, at):
            at = clause.prepared.word_end(at)
        elif found := _unknown_verb(clause, at, negated):
            return found
        else:
            break
        opens = clause.source.opens[clause.text[at : at + 2]]
    return _without_verb(clause, at, negated)


def _past_quotes_and_times(clause: ClauseText, at: int) -> int:
    """到2025年,|…; 年底前将|上线…"""
    text, end = clause.text, clause.end
    if text[at] in QUOTES:
        return at + 1
    time = clause.time(at)
    if time <= at:
        return at
    if time < end and text[time] in ",、":
        return time + 1
    future = clause.cue("future", time) if time < end else 0
    return time + future if future and clause.action(time + future) else time


def _known_verb(clause: ClauseText, at: int, opens: int) -> Predicate | None:
    """加快|建设|国家级产业园: a verb of the lexicon that is no longer adverb."""
    text, end, words = clause.text, clause.end, clause.words
    n = words.action.at(text, at, end)
    if not n or (opens & ADVERBS and n < words.adverb.at(text, at, end)):
        return None
    if _is_noun(clause, at, n):
        return None
    if clause.leads and at == clause.start and (found := _told_behind_lead(clause, at)):
        return found
    timed = at > clause.start and words.effect.at(text, at, end) >= n and clause.time(clause.start) > 0
    start = at if timed else clause.start
    return with_object(clause, start, at, n, leads=clause.leads, effect=clause.effect or timed)


def _told_behind_lead(clause: ClauseText, at: int) -> Predicate | None:
    """利用各部门的数据|建立|资料库: the verb behind what leads in, where a noun of its own ends that (…的数据)."""
    found = verb_behind(clause, at, at + clause.cue("lead", at), known=True)
    if found is None or "的" not in clause.text[at : found.start] or clause.prepared.tag_at(found.start) != "v":
        return None
    return with_object(clause, clause.start, found.start, found.end - found.start, effect=clause.effect)


def _is_noun(clause: ClauseText, at: int, n: int) -> bool:
    """资助|额, 建设|者: a noun of one character more, as one word or two."""
    prepared = clause.prepared
    if not (prepared.tag_at(at) or "").startswith("n"):
        return False
    one_word = prepared.word_end(at) == at + n + 1
    return one_word or ((prepared.tag_at(at + n) or "").startswith("n") and prepared.word_end(at + n) == at + n + 1)


def _adverb(clause: ClauseText, at: int) -> int:
    """The length of an adverb that is no longer preposition."""
    n = clause.words.adverb.at(clause.text, at, clause.end)
    return n if n >= clause.words.preposition.at(clause.text, at, clause.end) else 0


def _behind_preposition(clause: ClauseText, at: int) -> Predicate | None:
    """在口岸|配建|检疫处理区: the verb behind a preposition and its noun."""
    n = clause.words.preposition.at(clause.text, at, clause.end)
    if not n or (n == 1 and clause.text[at] in _IN_NOUNS and _is_noun(clause, at, 1)):
        return None  # 用|户, 经|济: a noun
    found = verb_behind(clause, at, at + n, known=clause.leads)
    if found is None or (clause.case and not found.outside):
        written = clause.text[at : at + n]
        leads = clause.case or clause.leads or at > clause.start or written in clause.words.preposition_leads
        return Predicate(LEAD if leads else OTHER)
    if clause.source.lexicon.cues["negation"].ending(clause.text, at + n, found.start):
        return Predicate(OTHER, negated=True)  # 对违建房|没有|明确主管部门
    if not clause.has_object(found.end):  # 对…地块|限期整改: what is acted on stands before
        return Predicate(ACTION, found.start, found.end)
    return with_object(clause, clause.start, found.start, found.end - found.start, effect=clause.effect)


def _behind_lead(clause: ClauseText, at: int) -> Predicate | None:
    """发挥…优势|推动|…: the verb behind what leads in; without one the clause leads into the next."""
    found = verb_behind(clause, at, at + clause.cue("lead", at), known=True)
    if found is None:
        return Predicate(LEAD)
    return with_object(clause, clause.start, found.start, found.end - found.start, effect=clause.effect)


def _past_manners(clause: ClauseText, at: int) -> int:
    """集约化、标准化|发展设施农业: behind several words that say in what manner, before a verb; ``at`` where there
    are none."""
    if clause.text.find("化、", at, at + 6) < 0:
        return at
    manners = _MANNERS.match(clause.text, at, clause.end)
    return manners.end() if manners and clause.action(manners.end()) else at


def _is_adverb(clause: ClauseText, at: int) -> bool:
    """Whether jieba calls the word at ``at`` an adverb; the first word of a clause is none."""
    tag = clause.prepared.tag_at(at)
    return tag is not None and tag[0] == "d" and at > clause.start


def _unknown_verb(clause: ClauseText, at: int, negated: bool) -> Predicate | None:
    """蓄好|水源: a verb by jieba's word alone."""
    tag = clause.prepared.tag_at(at)
    if not tag or tag[0] != "v" or clause.verb("stative", at):
        return None
    stop = clause.prepared.word_end(at)
    if stop >= clause.end or (stop - at < 2 and at == clause.start):
        return None
    kind = BARE if not clause.has_object(stop) else TAIL if clause.effect else WEAK
    return Predicate(kind, at, stop, negated)


def _without_verb(clause: ClauseText, at: int, negated: bool) -> Predicate:
    timed = clause.start < at < clause.end and clause.verb("effect", at) and clause.time(clause.start) > 0
    strives = not (timed or negated) and clause.cue("strives", clause.start)  # …,|力争入园率再上一个台阶
    strives = strives and clause.time(clause.start) <= clause.start and clause.time(clause.start + strives) == 0
    kind = TAIL if clause.effect or timed or strives else LEAD if clause.case else OTHER
    return Predicate(kind, negated=negated)
