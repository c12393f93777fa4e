"""One clause while it is read, and the verbs in it: which a preposition leads to, which takes an object."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from jianyan.extraction.text.prepared import Prepared
from jianyan.lexicon import Lexicon

_NUMBER = r"[\d.,]*\d|[〇零一二两三四五六七八九十百千万]+"
TIME = (
    r"<strives>?(?:<until>|<since>)?(?:"
    r"(?:20\d\d|二〇[〇一二三四五六七八九]{2})年"
    r"(?:[度底末初]|上半年|下半年|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:底|\d{1,2}日)?|[春秋]季(?:学期)?)?"
    r"(?:之?前|起|内|以前)?"
    r"|(?:今年|明年|年)(?:年?底|末|初|内|中)?(?:之?前)?|\d{1,2}月底?(?:之?前|起)"
    r"|(?:每|各)[年月季周](?:度)?|每(?:个)?(?:季度|月|学期)|每[一二两三四五六七八九十\d]{1,2}[年月]"
    rf"|(?:未来|今后)?(?:{_NUMBER})个?<timeUnit>(?:之?内|以内|之?前)"
    r"|“?十[三四五六]五”?<planPeriod>|<term>)"
)
_TIMES = r"[一二三四两\d]+<times>$"
_OBJECT = re.compile(r"[^\W_][\W_]*[^\W_]")  # two characters that are no marks
_RELATIVE = r"的(?:<Han>|[“”A-Za-z0-9])"
_OPENING, _CLOSING = "“《(‘", "”》)’"


class Kind(Enum):
    ACTION = "action"
    WEAK = "weak"
    LEAD = "lead"
    TAIL = "tail"
    TARGET = "target"
    BARE = "bare"
    OTHER = "other"

    @property
    def acts(self) -> bool:
        """Whether there is a verb that may state something."""
        return self in (Kind.ACTION, Kind.WEAK, Kind.BARE)


@dataclass(frozen=True, slots=True)
class Predicate:
    kind: Kind
    verb: int = -1  # where the verb stands; -1 if there is none
    verb_end: int = -1
    negated: bool = False


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause to be asked by position: ``cue`` and ``verb`` give the length of the word that stands there."""

    prepared: Prepared
    lexicon: Lexicon
    text: str
    start: int
    end: int
    leads: bool  # opens like a lead (发挥…, 围绕…)
    case: bool  # 对…的, 在…过程中
    effect: bool  # opens with a verb of effect (带动…)

    def cue(self, kind: str, at: int) -> int:
        return self.lexicon.cues[kind].at(self.text, at, self.end)

    def verb(self, kind: str, at: int) -> int:
        return self.lexicon.verbs[kind].at(self.text, at, self.end)

    def time(self, at: int) -> int:
        """Where the time that begins at ``at`` ends; 0 if none does."""
        time = self.lexicon.pattern(TIME).match(self.text, at, self.end)
        return time.end() if time else 0

    def has_object(self, p: int) -> bool:
        """Whether at least two characters that are no marks follow the verb, and not how often."""
        if not _OBJECT.search(self.text, p, self.end):
            return False
        return not self.lexicon.pattern(_TIMES).match(self.text, p, self.end)


def with_object(
    clause: ClauseText, start: int, verb: int, n: int, *, leads: bool = False, effect: bool = False
) -> Predicate:
    """What a verb of ``n`` characters makes of the clause, whose statement would begin at ``start``."""
    stop = verb + n
    while (more := clause.verb("action", stop)) and clause.has_object(stop + more):
        stop += more  # 加快|发展|…: the last of a chain takes the object
    chained = stop > verb + n
    if (tells := clause.cue("predicates", stop)) and clause.prepared.word_end(stop) == stop + tells:
        return Predicate(Kind.OTHER)  # 设计|不是画一张图: the verb is what is told of
    if not chained and clause.lexicon.cues["locative"].at(clause.text, stop):
        if clause.prepared.tag_at(verb) in ("vn", "n"):
            return Predicate(Kind.OTHER)  # 投资|在县域: the verb is a noun here
    if not clause.has_object(stop):
        kind = Kind.BARE
    elif verb == start and (leads or effect):
        kind = Kind.LEAD if leads else Kind.TAIL
    else:
        kind = Kind.ACTION
    return Predicate(kind, verb, stop)


@dataclass(frozen=True, slots=True)
class Verb:
    start: int
    end: int
    outside: bool  # not in a relative clause (…的药企|给予)


def verb_behind(clause: ClauseText, p: int, noun: int, *, known: bool = False) -> Verb | None:
    """The verb that a preposition at ``p``, whose noun begins at ``noun``, leads to; None if there
    is none. ``known``: only a verb of the lexicon counts."""
    text, cues = clause.text, clause.lexicon.cues
    object_before = text[p:noun] in cues["prepositionObject"]
    relative = max((m.start() for m in clause.lexicon.pattern(_RELATIVE).finditer(text, noun, clause.end)), default=-1)
    inside: Verb | None = None
    for at, tag in _open_words(clause, noun):
        n = _verb_at(clause, at, tag, any_verb=not known, relative=relative)
        if not n or not (clause.has_object(at + n) or (object_before and n > 1)):
            continue
        if at > relative:
            return Verb(at, at + n, outside=True)
        inside = inside or Verb(at, at + n, outside=False)
    return inside if text[p:noun] in cues["prepositionReaches"] else None


def _open_words(clause: ClauseText, start: int) -> list[tuple[int, str]]:
    """Where the words behind ``start`` begin, with their tags, but for those in quotation marks, in
    brackets and in the names of bodies (由省|发展|改革委|牵头…)."""
    prepared, found, depth, named = clause.prepared, [], 0, start
    for i in prepared.words(start, clause.end):
        at = prepared.starts[i]
        named = max(
            named, *(prepared.name_ends.get(p, 0) for p in range(max(start, prepared.starts[i - 1] + 1), at + 1))
        )
        if at < named:
            continue
        if clause.text[at] in _OPENING:
            depth += 1
        elif clause.text[at] in _CLOSING:
            depth = max(0, depth - 1)
        if not depth and at > start:
            found.append((at, prepared.tags[i]))
    return found


def _verb_at(clause: ClauseText, at: int, tag: str, *, any_verb: bool, relative: int) -> int:
    """The length of the verb that the word at ``at`` is; 0 if it is none."""
    stop = min(clause.prepared.word_end(at), clause.end)
    n = clause.verb("action", at)
    if n and (at + n <= stop or clause.prepared.is_boundary(at + n)):
        return n
    if any_verb and tag == "v" and clause.text[at:stop] not in clause.lexicon.verbs["stative"]:
        return stop - at if stop - at == 1 or at > relative else 0
    return 0
