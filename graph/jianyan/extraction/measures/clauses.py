"""What one clause does: propose an action, lead into one, say its effect, or only describe.

A clause is what stands between two marks. Behind what attributes and urges (``heads``) its
predicate decides (``predicates``) which of the ``kinds`` it is.
"""

from __future__ import annotations

import re

from jianyan.extraction.measures.clause_words import HEAD, SOON, Source, source
from jianyan.extraction.measures.heads import may_be_led, read_head
from jianyan.extraction.measures.kinds import ACTION, ACTS, LEAD, OTHER, TAIL, Clause, Predicate
from jianyan.extraction.measures.predicates import predicate_of
from jianyan.extraction.text.prepared import Prepared
from jianyan.lexicon import Lexicon

_LONGEST_ADDRESS = 5  # code points
_TELLS_WHAT = re.compile("的[正就恰都也]{0,2}是")


def read_clause(prepared: Prepared, lexicon: Lexicon, start: int, end: int, *, bound: bool = False) -> Clause:
    """What the clause at ``start``..``end`` does. With ``bound``, something before it in the
    sentence already proposes (建议…), so an actor at its head needs no urging word."""
    return clause_of(source(prepared, lexicon), start, end, bound)


def clause_of(text: Source, start: int, end: int, bound: bool) -> Clause:
    asked = start, end, bound
    known = text.clauses.get(asked)
    if known is None:
        known = text.clauses[asked] = _read(text, start, end, bound)
    return known


def _read(source: Source, start: int, end: int, bound: bool) -> Clause:
    text, p, urged, done = source.text, start, False, False
    actor: tuple[int, int] | None = None
    if bound or source.opens[text[p : p + 2]] & HEAD or p in source.prepared.actors or may_be_led(text, p, end):
        p, urged, actor, done = read_head(source, start, end, bound=bound)
    if not urged and p < end and source.opens[text[p : p + 2]] & SOON:
        urged = source.words.soon.at(text, p, end) > 0
    found = predicate_of(source, p, end)
    if not urged and found.kind is not LEAD and (inside := _urged_inside(source, p, end)):
        urged, found = True, predicate_of(source, inside, end)
        p = p if source.words.preposition.at(text, p, end) else inside  # 在采购中要引入…: where belongs to the action
    kind, verb, verb_end, negated = found
    past = False
    if source.telling.find(1, start, end + source.reach) >= 0:
        if kind in ACTS and source.lexicon.pattern("<question>").search(text, start, min(end, p + 4)):
            kind = OTHER
        past = done or _is_past(source, p, end, verb, verb_end)
    if negated and (urged or bound):
        negated = not _refrains(source, p, end, asked=urged)
    if kind in ACTS and not urged and _says_of_oneself(source, start, end):
        kind = OTHER
    if kind in ACTS and (_is_of_debate(source, start, end, verb) or source.words.courtesy.ending(text, start, end)):
        kind = OTHER  # 请继续关注|我们的工作: asks for no action
    if kind in ACTS and source.lexicon.cues["estimates"].at(text, p, end):
        kind = OTHER  # 政府|收入将减少三亿元
    if kind in ACTS and not urged and _describes(source, found, end, bound):
        kind = OTHER
    return Clause(kind, p, end, verb, verb_end, start, urged, actor, past, negated, done)


def _says_of_oneself(source: Source, start: int, end: int) -> bool:
    """本会|表示欢迎: what who speaks says, and proposes nothing."""
    first = source.words.first_person.at(source.text, start, end)
    return first > 0 and source.lexicon.speaking["say"].at(source.text, start + first, end) > 0


def _is_of_debate(source: Source, start: int, end: int, verb: int) -> bool:
    """代理主席,|…; 支持|原议案; 就报告提出…: whom a speaker addresses, and what is voted on."""
    text, cues = source.text, source.lexicon.cues
    if end - start <= _LONGEST_ADDRESS and cues["address"].at(text, start, end) == end - start:
        return True
    if verb >= 0 and cues["speaksOf"].at(text, start, end):
        propose = source.lexicon.speaking["propose"]
        if any(propose.at(text, at, end) for at in range(start + 1, verb + 1)):
            return True  # 就报告|提出开放校舍,|…: what others proposed is talked of
    on_vote = cues["procedure"].ending(text, verb, end) if verb >= 0 and text[end - 1] in "案议" else 0
    return on_vote > 0 and source.lexicon.speaking["support"].at(text, verb, end) > 0


def _refrains(source: Source, p: int, end: int, *, asked: bool) -> bool:
    """要求政府|不|削减开支, 请|不要|占用盲道: what is asked for is that nobody does it; but not 不能走老路. What
    forbids does so only where the clause itself asks: 加强监管,|不得挪用 adds terms."""
    text, cues = source.text, source.lexicon.cues
    n = cues["refrains"].at(text, p, end)
    return 0 < n == cues["negation"].at(text, p, end) and (asked or text[p : p + n] not in cues["forbids"])


def _urged_inside(source: Source, p: int, end: int) -> int:
    """解决停车难问题|要|突出…, 各大平台企业|应|公开…: where the action begins behind a word that urges and stands in
    the middle of a clause, before a verb with an object; 0 if there is none."""
    text, prepared, cues = source.text, source.prepared, source.lexicon.cues
    at = p + 1
    while (at := source.urging.find(1, at + 1, end)) >= 0:
        behind = at + cues["urgeInside"].at(text, at, end)
        stands_alone = prepared.is_boundary(at) or cues["conditionEnds"].ending(text, p, at)  # 采购|中要|引入
        if not (stands_alone and prepared.is_boundary(behind)) or cues["beforeNoUrge"].ending(text, p, at):
            continue
        if text[at - 1] == "“" and text.find("”", behind, end) >= 0:
            continue  # 五个“|必须|统筹”: a name
        found = predicate_of(source, behind, end)
        leads = found.kind is LEAD and text.startswith(",", end)  # 各级工会|要|立足自身职责,…
        if (leads or found.kind in (ACTION, TAIL)) and not text.startswith("的", found.verb_end):
            return behind
    return 0


def _describes(source: Source, found: Predicate, end: int, bound: bool) -> bool:
    """保护传承|却面临…窘境, 运营|资金缺口大, 腾出旧房的|正是…: what stands behind the verb shows that the clause only
    describes."""
    text, words, behind = source.text, source.words, found.verb_end
    if words.describes_end.ending(text, behind, end):
        return not source.lexicon.verbs["remedy"].at(text, found.verb, end)
    if _TELLS_WHAT.search(text, max(behind, 0), end):
        return True
    if bound or source.telling.find(1, max(behind, 0), end) < 0:
        return False
    prepared = source.prepared
    return any(words.describes.at(text, prepared.starts[i], end) for i in prepared.words(behind, end))


def _is_past(source: Source, p: int, end: int, verb: int, verb_end: int) -> bool:
    """已建成|…, 我省产量|同比|增长5%, 引进|了|…: what is told is done; but not 吸引|已经进城的|农民工, nor
    在|已安装的|护栏开口处增设…."""
    text, prepared, inside = source.text, source.prepared, source.words.past_inside
    if source.words.past.at(text, p, end) and text[p] != "过":
        return True
    if source.telling.find(1, p, end + inside.longest) < 0:
        return False
    return any(
        text[prepared.starts[i] : prepared.ends[i]] in inside and prepared.tags[i] != "n"
        for i in prepared.words(p, end)
        if not (prepared.starts[i] > verb_end >= 0 and text.find("的", prepared.ends[i], end) > 0)
        and not (prepared.starts[i] < verb and text.find("的", prepared.ends[i], verb) > 0)
    )
