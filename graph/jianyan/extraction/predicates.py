"""The predicate of a clause: the verb that its head leads to, and what the clause is by it.

The tests stand in the order in which they are asked. Those on the whole clause come first; then
the head is walked through from the left, past quotation marks, times and adverbs, until a verb,
a preposition or something else decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from jianyan.extraction.prepared import Prepared
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
_BENEFITS = r"为[^,;。]{1,40}?<benefits>"
_BY_WAY_OF = re.compile(r"以[^,;。]{1,48}?为[^,;。]{1,10}$")
_GROUND = r"<ground>[^,;。]{2,60}<groundNoun>$"
_CONDITION = r"<conditionOpens>[^;。]{2,60}<conditionEnds>$"
_TARGET = r"<figure>[^,;。]{0,14}?(?:<reaches>|由\d)"
_TIMES = r"[一二三四两\d]+<times>$"
_OBJECT = re.compile(r"[^\W_][\W_]*[^\W_]")  # two characters that are no marks
_RELATIVE = r"的(?:<Han>|[“”A-Za-z0-9])"
_QUOTES = "“”‘’ "
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


def predicate(prepared: Prepared, lexicon: Lexicon, start: int, end: int) -> Predicate:
    """The predicate of the clause at ``start``..``end``, behind what urges."""
    asked = ("predicate", start, end)
    known = prepared.memo.get(asked)
    if known is None:
        known = prepared.memo[asked] = _read(prepared, lexicon, start, end)
    return known  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause while it is read."""

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


def _read(prepared: Prepared, lexicon: Lexicon, start: int, end: int) -> Predicate:
    text, cues = prepared.text, lexicon.cues
    if end - start < 3:
        return Predicate(Kind.OTHER)
    clause = _Clause(
        prepared,
        lexicon,
        text,
        start,
        end,
        leads=cues["lead"].at(text, start, end) > 0,
        case=lexicon.pattern(_CONDITION).match(text, start, end) is not None,
        effect=lexicon.verbs["effect"].at(text, start, end) > 0,
    )
    return (
        _opposes(clause)
        or _benefits(clause)
        or _says_to_what_end(clause)
        or _gives_ground(clause)
        or _names_case(clause)
        or _sets_target(clause)
        or _walk(clause)
    )


# -- tests on the whole clause ---------------------------------------------------


def _opposes(clause: _Clause) -> Predicate | None:
    """反对|在居民区新建垃圾焚烧厂"""
    opposes = clause.lexicon.speaking["oppose"].at(clause.text, clause.start, clause.end)
    return Predicate(Kind.OTHER, negated=True) if opposes else None


def _benefits(clause: _Clause) -> Predicate | None:
    """…,|为中小企业减负"""
    whom = clause.lexicon.pattern(_BENEFITS).match(clause.text, clause.start, clause.end)
    return Predicate(Kind.TAIL, whom.end() - 2, whom.end()) if whom else None


def _says_to_what_end(clause: _Clause) -> Predicate | None:
    """…,|以吸引企业落户"""
    return Predicate(Kind.TAIL) if clause.cue("tailMark", clause.start) else None


def _gives_ground(clause: _Clause) -> Predicate | None:
    """以产业园为抓手,|…; 按照山区农村优先的原则,|…"""
    bounds = clause.text, clause.start, clause.end
    ground = _BY_WAY_OF.match(*bounds) or clause.lexicon.pattern(_GROUND).match(*bounds)
    return Predicate(Kind.LEAD) if ground else None


def _names_case(clause: _Clause) -> Predicate | None:
    """对逾期未开工的,|…"""
    return Predicate(Kind.LEAD) if clause.case and clause.text[clause.end - 1] == "的" else None


def _sets_target(clause: _Clause) -> Predicate | None:
    """…,|力争覆盖率达到90%"""
    if not clause.lexicon.pattern(_TARGET).search(clause.text, clause.start, clause.end):
        return None
    return None if clause.verb("action", _past_times_and_adverbs(clause)) else Predicate(Kind.TARGET)


def _past_times_and_adverbs(clause: _Clause) -> int:
    p = clause.start
    while True:
        if (time := clause.time(p)) > p:
            p = time
        elif (n := clause.cue("adverb", p)) > clause.verb("action", p):
            p += n
        else:
            return p


# -- the walk through the head ---------------------------------------------------


def _walk(clause: _Clause) -> Predicate:
    at, negated = clause.start, False
    while at < clause.end:
        if (past := _past_quotes_and_times(clause, at)) > at:
            at = past
        elif found := _known_verb(clause, at):
            return found
        elif n := _adverb(clause, at):
            at += n
        elif found := _behind_preposition(clause, at) or _behind_lead(clause, at):
            return found
        elif n := clause.cue("negation", at):
            at, negated = at + n, True
        elif _is_adverb(clause, at):
            at = clause.prepared.word_end(at)
        elif found := _unknown_verb(clause, at, negated):
            return found
        else:
            break
    return _without_verb(clause, at, negated)


def _past_quotes_and_times(clause: _Clause, at: int) -> int:
    """到2025年,|…; 年底前将|上线…"""
    text, end = clause.text, clause.end
    if text[at] in _QUOTES:
        return at + 1
    time = clause.time(at)
    if time <= at:
        return at
    if time < end and text[time] in ",、":
        return time + 1
    future = clause.cue("future", time) if time < end else 0
    return time + future if future and clause.verb("action", time + future) else time


def _known_verb(clause: _Clause, at: int) -> Predicate | None:
    """加快|建设|国家级产业园: a verb of the lexicon that is no longer adverb."""
    n = clause.verb("action", at)
    if not n or n < clause.cue("adverb", at):
        return None
    timed = at > clause.start and clause.verb("effect", at) >= n and clause.time(clause.start) > 0
    start = at if timed else clause.start
    return _with_object(clause, start, at, n, leads=clause.leads, effect=clause.effect or timed)


def _adverb(clause: _Clause, at: int) -> int:
    """The length of an adverb that is no longer preposition."""
    n = clause.cue("adverb", at)
    return n if n >= clause.cue("preposition", at) else 0


def _behind_preposition(clause: _Clause, at: int) -> Predicate | None:
    """在口岸|配建|检疫处理区: the verb behind a preposition and its noun."""
    n = clause.cue("preposition", at)
    if not n:
        return None
    found = _verb_behind(clause, at, at + n)
    if found is None or (clause.case and not found.outside):
        written = clause.text[at : at + n]
        leads = clause.case or clause.leads or at > clause.start or written in clause.lexicon.cues["prepositionLeads"]
        return Predicate(Kind.LEAD if leads else Kind.OTHER)
    if not clause.has_object(found.end):  # 对…地块|限期整改: what is acted on stands before
        return Predicate(Kind.ACTION, found.start, found.end)
    return _with_object(clause, clause.start, found.start, found.end - found.start, effect=clause.effect)


def _behind_lead(clause: _Clause, at: int) -> Predicate | None:
    """发挥…优势|推动|…: the verb behind what leads in; without one the clause leads into the next."""
    if not clause.leads:
        return None
    found = _verb_behind(clause, at, at + clause.cue("lead", at), known=True)
    if found is None:
        return Predicate(Kind.LEAD)
    return _with_object(clause, clause.start, found.start, found.end - found.start, effect=clause.effect)


def _is_adverb(clause: _Clause, at: int) -> bool:
    """Whether jieba calls the word at ``at`` an adverb; the first word of a clause is none."""
    tag = clause.prepared.tag_at(at)
    return tag is not None and tag[0] == "d" and at > clause.start


def _unknown_verb(clause: _Clause, at: int, negated: bool) -> Predicate | None:
    """蓄好|水源: a verb by jieba's word alone."""
    tag = clause.prepared.tag_at(at)
    if not tag or tag[0] != "v" or clause.verb("stative", at):
        return None
    stop = clause.prepared.word_end(at)
    if stop >= clause.end or (stop - at < 2 and at == clause.start):
        return None
    kind = Kind.BARE if not clause.has_object(stop) else Kind.TAIL if clause.effect else Kind.WEAK
    return Predicate(kind, at, stop, negated)


def _without_verb(clause: _Clause, at: int, negated: bool) -> Predicate:
    timed = clause.start < at < clause.end and clause.verb("effect", at) and clause.time(clause.start) > 0
    kind = Kind.TAIL if clause.effect or timed else Kind.LEAD if clause.case else Kind.OTHER
    return Predicate(kind, negated=negated)


# -- verbs -----------------------------------------------------------------------


def _with_object(
    clause: _Clause, start: int, verb: int, n: int, *, leads: bool = False, effect: bool = False
) -> Predicate:
    """What a verb of ``n`` characters makes of the clause, whose statement would begin at ``start``."""
    stop = verb + n
    while (more := clause.verb("action", stop)) and clause.has_object(stop + more):
        stop += more  # 加快|发展|…: the last of a chain takes the object
    chained = stop > verb + n
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
class _Verb:
    start: int
    end: int
    outside: bool  # not in a relative clause (…的药企|给予)


def _verb_behind(clause: _Clause, p: int, noun: int, *, known: bool = False) -> _Verb | None:
    """The verb that a preposition at ``p``, whose noun begins at ``noun``, leads to; None if there
    is none. ``known``: only a verb of the lexicon counts."""
    text, cues = clause.text, clause.lexicon.cues
    object_before = text[p:noun] in cues["prepositionObject"]
    relative = max((m.start() for m in clause.lexicon.pattern(_RELATIVE).finditer(text, noun, clause.end)), default=-1)
    inside: _Verb | None = None
    for at, tag in _open_words(clause, noun):
        n = _verb_at(clause, at, tag, any_verb=not known, relative=relative)
        if not n or not (clause.has_object(at + n) or (object_before and n > 1)):
            continue
        if at > relative:
            return _Verb(at, at + n, outside=True)
        inside = inside or _Verb(at, at + n, outside=False)
    return inside if text[p:noun] in cues["prepositionReaches"] else None


def _open_words(clause: _Clause, start: int) -> list[tuple[int, str]]:
    """Where the words behind ``start`` begin, with their tags, but for those in quotation marks and brackets."""
    prepared, found, depth = clause.prepared, [], 0
    for i in prepared.words(start, clause.end):
        at = prepared.starts[i]
        if clause.text[at] in _OPENING:
            depth += 1
        elif clause.text[at] in _CLOSING:
            depth = max(0, depth - 1)
        if not depth and at > start:
            found.append((at, prepared.tags[i]))
    return found


def _verb_at(clause: _Clause, at: int, tag: str, *, any_verb: bool, relative: int) -> int:
    """The length of the verb that the word at ``at`` is; 0 if it is none."""
    stop = min(clause.prepared.word_end(at), clause.end)
    n = clause.verb("action", at)
    if n and (at + n <= stop or clause.prepared.is_boundary(at + n)):
        return n
    if any_verb and tag == "v" and clause.text[at:stop] not in clause.lexicon.verbs["stative"]:
        return stop - at if stop - at == 1 or at > relative else 0
    return 0
