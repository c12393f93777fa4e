"""One clause while it is read, and the verbs in it: which a preposition leads to, which takes an object."""

from __future__ import annotations

import re
from typing import NamedTuple

from jianyan.extraction.measures.clause_words import ACTIONS, BEHIND_VERB, TIMES, Source
from jianyan.extraction.measures.kinds import ACTION, BARE, LEAD, OTHER, TAIL, Predicate

_TIMES = r"[一二三四两\d]+<times>$"
_COUNTS = frozenset("一二三四两0123456789")  # what _TIMES begins with
_OBJECT = re.compile(r"[^\W_][\W_]*[^\W_]")  # two characters that are no marks
_NOUN_BEHIND = re.compile(r"[^\W\d_]|[“”0-9]")
_IN_PARALLEL = re.compile(r"(?P<where>.)[^,、]{1,8}、[^,、]{2,4}(?P=where)")
_NOUN = 4  # code points of a noun of two words
_OPENING, _CLOSING = "“《(‘", "”》)’"


class ClauseText:
    """A clause to be asked by position: ``cue`` and ``verb`` give the length of the word that stands there."""

    __slots__ = ("case", "effect", "end", "leads", "prepared", "source", "start", "text", "words")

    def __init__(self, source: Source, start: int, end: int) -> None:
        self.source, self.words, self.prepared, self.text = source, source.words, source.prepared, source.text
        self.start, self.end = start, end
        self.leads = False  # whether it opens like a lead (发挥…, 围绕…)
        self.case = False  # 对…的, 在…过程中
        self.effect = False  # whether it opens with a verb of effect (带动…)

    def cue(self, kind: str, at: int) -> int:
        return self.source.lexicon.cues[kind].at(self.text, at, self.end)

    def verb(self, kind: str, at: int) -> int:
        return self.source.lexicon.verbs[kind].at(self.text, at, self.end)

    def action(self, at: int) -> int:
        if not self.source.opens[self.text[at : at + 2]] & ACTIONS:
            return 0
        return self.words.action.at(self.text, at, self.end)

    def time(self, at: int) -> int:
        """Where the time that begins at ``at`` ends; 0 if none does."""
        if not self.source.opens[self.text[at : at + 2]] & TIMES:
            return 0
        time = self.words.time.match(self.text, at, self.end)
        return time.end() if time else 0

    def has_object(self, p: int) -> bool:
        """Whether at least two characters that are no marks follow the verb, and not how often."""
        if not (p + 2 <= self.end and self.text[p : p + 2].isalnum()) and not _OBJECT.search(self.text, p, self.end):
            return False
        if self.text[p] not in _COUNTS:
            return True
        return not self.source.lexicon.pattern(_TIMES).match(self.text, p, self.end)


def with_object(
    clause: ClauseText, start: int, verb: int, n: int, *, leads: bool = False, effect: bool = False
) -> Predicate:
    """What a verb of ``n`` characters makes of the clause, whose statement would begin at ``start``."""
    stop = verb + n
    if verb == start and clause.text.startswith("的", stop):
        return Predicate(OTHER)  # 新建|的厂房租金高: the verb tells which
    if not clause.source.opens[clause.text[stop : stop + 2]] & BEHIND_VERB:
        return _last_verb(clause, start, verb, stop, leads=leads, effect=effect)
    while (more := clause.action(stop)) and clause.has_object(stop + more):
        stop += more  # 加快|发展|…: the last of a chain takes the object
    chained = stop > verb + n
    if (tells := clause.cue("predicates", stop)) and clause.prepared.word_end(stop) == stop + tells:
        return Predicate(OTHER)  # 设计|不是画一张图: the verb is what is told of
    if not chained and clause.words.locative.at(clause.text, stop):
        if clause.prepared.tag_at(verb) in ("vn", "n") or _IN_PARALLEL.match(clause.text, stop, clause.end):
            return Predicate(OTHER)  # 投资|在县域, 研发|在园区、转化在县城: the verb is a noun here
    return _last_verb(clause, start, verb, stop, chained=chained, leads=leads, effect=effect)


def _last_verb(
    clause: ClauseText, start: int, verb: int, stop: int, *, chained: bool = False, leads: bool, effect: bool
) -> Predicate:
    """What a verb makes of the clause that ends at ``stop``, with the verbs that it is ``chained`` to."""
    if not (chained or clause.has_object(stop)):
        kind = BARE
    elif verb == start and (leads or effect):
        kind = LEAD if leads else TAIL
    else:
        kind = ACTION
    return Predicate(kind, verb, stop)


class Verb(NamedTuple):
    start: int
    end: int
    outside: bool  # not in a relative clause (…的药企|给予)


def verb_behind(clause: ClauseText, p: int, noun: int, *, known: bool = False) -> Verb | None:
    """The verb that a preposition at ``p``, whose noun begins at ``noun``, leads to; None if there
    is none. ``known``: only a verb of the lexicon counts."""
    text, words = clause.text, clause.words
    object_before = text[p:noun] in words.object_before
    relative = _last_relative(text, noun, clause.end)
    inside: Verb | None = None
    for at, tag in _open_words(clause, noun):
        n = _verb_at(clause, at, tag, any_verb=not known, relative=relative)
        if not n or not (clause.has_object(at + n) or (object_before and n > 1)):
            continue
        if at == relative + 1 and (tag == "vn" or (clause.end - at <= _NOUN and not clause.action(at))):
            continue  # 对…的|扶贫车间: a noun's first word
        if at > relative:
            return Verb(at, at + n, outside=True)
        inside = inside or Verb(at, at + n, outside=False)
    return inside if text[p:noun] in words.reaches else None


def _last_relative(text: str, start: int, end: int) -> int:
    """Where the last 的 stands that a noun follows; -1 if there is none."""
    stop = end
    while (at := text.rfind("的", start, stop)) >= 0:
        if _NOUN_BEHIND.match(text, at + 1, end):
            return at
        stop = at
    return -1


def _open_words(clause: ClauseText, start: int) -> list[tuple[int, str]]:
    """Where the words behind ``start`` begin, with their tags, but for those in quotation marks, in
    brackets and in the names of bodies (由省|发展|改革委|牵头…)."""
    prepared, text, found, depth = clause.prepared, clause.text, [], 0
    names = [(p, prepared.name_ends[p]) for p in range(start, clause.end) if p in prepared.name_ends]
    named, starts, tags = start, prepared.starts, prepared.tags
    for i in prepared.words(start, clause.end):
        at = starts[i]
        while names and names[0][0] <= at:
            named = max(named, names.pop(0)[1])
        if at < named:
            continue
        if text[at] in _OPENING:
            depth += 1
        elif text[at] in _CLOSING:
            depth = max(0, depth - 1)
        if not depth and at > start:
            found.append((at, tags[i]))
    return found


def _verb_at(clause: ClauseText, at: int, tag: str, *, any_verb: bool, relative: int) -> int:
    """The length of the verb that the word at ``at`` is; 0 if it is none."""
    n = clause.action(at)
    if not (n or any_verb):
        return 0
    stop = min(clause.prepared.word_end(at), clause.end)
    if n and (at + n <= stop or clause.prepared.is_boundary(at + n)):
        return n
    if any_verb and tag == "v" and clause.text[at:stop] not in clause.words.stative:
        return stop - at if stop - at == 1 or at > relative else 0
    return 0
