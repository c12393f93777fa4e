"""What one clause does: propose an action, lead into one, say its effect, or only describe.

A clause is what stands between two marks. Behind what attributes and urges (``heads``) its
predicate decides (``predicates``):

    =========  =============================================  ======================
    ACTION     (adverbs) (在/对/将 … ) verb object             加快建设国家级产业园
    WEAK       like ACTION, but only jieba calls it a verb     蓄好水源
    LEAD       how, where, on what ground; an action follows   以产业园为抓手,|…
    TAIL       to what effect, behind an action                …,|带动群众增收
    TARGET     a figure that the action before is to reach     …,|力争覆盖率达到90%
    BARE       a verb without an object of its own             …,|每三年更新一次
    OTHER      anything else
    =========  =============================================  ======================
"""

from __future__ import annotations

from dataclasses import dataclass

from jianyan.extraction.measures.heads import LIST_MARK, read_head
from jianyan.extraction.measures.predicates import Kind, Predicate, predicate
from jianyan.extraction.text.prepared import Prepared
from jianyan.lexicon import Lexicon

__all__ = ["LIST_MARK", "Clause", "Kind", "read_clause"]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: all positions are code points of the document."""

    kind: Kind
    start: int  # where its statement would begin: behind list marks, urging words, the actor
    end: int
    verb: int = -1  # where the verb stands; -1 if there is none
    verb_end: int = -1
    whole: int = -1  # where the clause itself begins
    urged: bool = False  # 要, 应, 建议 … stand before the action
    actor: tuple[int, int] | None = None  # who is to act, where named at the head
    past: bool = False  # 已…, …了
    negated: bool = False


def read_clause(prepared: Prepared, lexicon: Lexicon, start: int, end: int, *, bound: bool = False) -> Clause:
    """What the clause at ``start``..``end`` does. With ``bound``, something before it in the
    sentence already proposes (建议…), so an actor at its head needs no urging word."""
    asked = ("clause", start, end, bound)
    known = prepared.memo.get(asked)
    if known is None:
        known = prepared.memo[asked] = _read(prepared, lexicon, start, end, bound)
    return known


def _read(prepared: Prepared, lexicon: Lexicon, start: int, end: int, bound: bool) -> Clause:
    head = read_head(prepared, lexicon, start, end, bound=bound)
    p = head.end
    urged = head.urged or lexicon.cues["soon"].at(prepared.text, p, end) > 0
    found = predicate(prepared, lexicon, p, end)
    if not urged and found.kind is not Kind.LEAD and (inside := _urged_inside(prepared, lexicon, p, end)):
        p, urged = inside, True
        found = predicate(prepared, lexicon, p, end)
    kind = found.kind
    if kind.acts and lexicon.pattern("<question>").search(prepared.text, start, min(end, p + 4)):
        kind = Kind.OTHER
    if kind.acts and not urged and _describes(prepared, lexicon, found, end, bound):
        kind = Kind.OTHER
    past = _is_past(prepared, lexicon, p, end, found.verb_end)
    return Clause(kind, p, end, found.verb, found.verb_end, start, urged, head.actor, past, found.negated)


def _urged_inside(prepared: Prepared, lexicon: Lexicon, p: int, end: int) -> int:
    """解决停车难问题|要|突出…, 各大平台企业|应|公开…: where the action begins behind a word that urges and stands in
    the middle of a clause, before a verb with an object; 0 if there is none."""
    text, urges = prepared.text, lexicon.cues["urgeInside"]
    for i in prepared.words(p + 2, end):
        at, behind = prepared.starts[i], prepared.ends[i]
        if text[at:behind] not in urges or lexicon.cues["beforeNoUrge"].ending(text, p, at):
            continue
        found = predicate(prepared, lexicon, behind, end)
        if found.kind in (Kind.ACTION, Kind.TAIL) and not text.startswith("的", found.verb_end):
            return behind
    return 0


def _describes(prepared: Prepared, lexicon: Lexicon, found: Predicate, end: int, bound: bool) -> bool:
    """保护传承|却面临…窘境, 运营|资金缺口大: a word behind the verb shows that the clause only describes."""
    text = prepared.text
    if lexicon.cues["describesEnd"].ending(text, found.verb_end, end):
        return not lexicon.verbs["remedy"].at(text, found.verb, end)
    if bound or not lexicon.pattern("<describes>").search(text, found.verb_end, end):
        return False
    describes = lexicon.cues["describes"]
    return any(describes.at(text, prepared.starts[i], end) for i in prepared.words(found.verb_end, end))


def _is_past(prepared: Prepared, lexicon: Lexicon, p: int, end: int, verb_end: int) -> bool:
    """已建成|…, 我省产量|同比|增长5%, 引进|了|…: what is told is done; but not 吸引|已经进城的|农民工."""
    text = prepared.text
    if lexicon.cues["past"].at(text, p, end) and text[p] != "过":
        return True
    inside = lexicon.cues["pastInside"]
    if not lexicon.pattern("<pastInside>").search(text, p, end + inside.longest):
        return False
    return any(
        text[prepared.starts[i] : prepared.ends[i]] in inside and prepared.tags[i] != "n"
        for i in prepared.words(p, end)
        if not (prepared.starts[i] > verb_end >= 0 and text.find("的", prepared.ends[i], end) > 0)
    )
