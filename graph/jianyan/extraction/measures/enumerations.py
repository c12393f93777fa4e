"""Statements cut at 、 where each part brings its own verb and object (统一标准、|统一包装)."""

from __future__ import annotations

import re

from jianyan.extraction.measures.clauses import read_clause
from jianyan.extraction.measures.drafts import Draft
from jianyan.extraction.measures.kinds import ACTION, TAIL, Clause
from jianyan.extraction.text.prepared import Prepared
from jianyan.extraction.text.sentences import Cuts, Range
from jianyan.lexicon import Lexicon

_LONG_OBJECT = 4  # code points: 培育|消费热点 is a verb with its object, 繁育|基地 may be a noun
CLOSES_LIST = re.compile(r"的[^的,;。“”]{1,9}$")  # 构建…、…|的发展格局: one object


def split(prepared: Prepared, cuts: Cuts, lexicon: Lexicon, draft: Draft) -> list[Draft]:
    """The statements that ``draft`` enumerates; itself where it is one."""
    if draft.verb < 0 or prepared.text.find("、", draft.start, draft.end) < 0:
        return [draft]
    parts = cuts.parts(draft.start, draft.end)
    if len(parts) < 2 or _shares_verb(prepared, lexicon, draft):
        return [draft]
    clauses = [read_clause(prepared, lexicon, *part) for part in parts]
    if not _all_act(prepared, lexicon, clauses) or prepared.text.find("等", *parts[-1]) > parts[-1][0]:
        return [draft]
    if CLOSES_LIST.search(prepared.text, draft.start, draft.end) and _is_chain(lexicon, prepared.text, clauses[0]):
        return [draft]
    groups = _groups(parts, clauses)
    if len(groups) == 1:
        return [draft]
    return [
        draft._replace(start=start, end=end, verb=clause.verb, verb_end=clause.verb_end)
        for (start, end), clause in groups
    ]


def _shares_verb(prepared: Prepared, lexicon: Lexicon, draft: Draft) -> bool:
    """对…、…|开展…, 鼓励…、…: what stands before the verb, or what it makes others do, is one."""
    text, action = prepared.text, lexicon.verbs["action"]
    if lexicon.cues["preposition"].at(text, draft.start, draft.end) and not action.at(text, draft.start, draft.end):
        return True
    first = action.at(text, draft.verb, draft.verb_end) or draft.verb_end - draft.verb
    return text[draft.verb : draft.verb + first] in lexicon.verbs["pivot"]


def _all_act(prepared: Prepared, lexicon: Lexicon, clauses: list[Clause]) -> bool:
    first = clauses[0]
    if first.kind not in (ACTION, TAIL) or first.verb < 0:
        return False
    return all(_acts(prepared, lexicon, clause) for clause in clauses[1:])


def _acts(prepared: Prepared, lexicon: Lexicon, clause: Clause) -> bool:
    """Whether a part of an enumeration is a verb with its object, not a noun (繁育|基地, 处置|和…)."""
    return (
        clause.kind is ACTION
        and clause.verb >= 0
        and (prepared.is_boundary(clause.verb_end) or clause.verb_end in prepared.actors)
        and (prepared.tag_at(clause.verb) != "vn" or clause.end - clause.verb_end >= _LONG_OBJECT)
        and prepared.tag_at(clause.verb) != "n"
        and not lexicon.cues["makesNoun"].at(prepared.text, clause.verb_end)
    )


def _is_chain(lexicon: Lexicon, text: str, clause: Clause) -> bool:
    """Several verbs in a row (研究制定改善…): the last ones belong to the object."""
    first = lexicon.verbs["action"].at(text, clause.verb, clause.verb_end)
    return clause.verb + first < clause.verb_end


def _groups(parts: list[Range], clauses: list[Clause]) -> list[tuple[Range, Clause]]:
    """The parts, each that begins with no verb of its own (在…|统一包装) put to the one before."""
    found = [(parts[0], clauses[0])]
    for part, clause in zip(parts[1:], clauses[1:], strict=True):
        if clause.start == part[0]:
            found.append((part, clause))
        else:
            (start, _), first = found[-1]
            found[-1] = (start, part[1]), first
    return found
