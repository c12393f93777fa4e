"""What one clause does: propose an action, lead into one, say its effect, or only describe.

A clause is what stands between two marks. Its head decides:

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

import re
from dataclasses import dataclass
from enum import Enum

from jianyan.extraction.prepared import Prepared
from jianyan.lexicon import Lexicon

HAN = r"\u3400-\u9fff"
LIST_MARK = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}(?:是要?|要|、|应)"
    r"|第[一二三四五六七八九十]{1,3}(?:[,、:]|是)?"
    r"|\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)[、,.]?"
    r"|\d{1,2}[.、)](?!\d)"
    r"|[①-⑳]|[——]{1,2}|[·■●◆▲□○★※>])\s*"
)
_INTRO = re.compile(r"(?:重点)?(?:从|在|围绕)?(?:以下)?[一二三四五六七八九十几两\d]{1,2}个?(?:方面|维度|层面)(?:发力|着手|入手|推进|努力|加强|突破|抓起)?:?")
_NUMBER = r"[\d.,]*\d|[〇零一二两三四五六七八九十百千万]+"
TIME = re.compile(
    r"(?:力争|争取|确保)?(?:到|至|在|于|自|从)?(?:"
    r"(?:20\d\d|二〇[〇一二三四五六七八九]{2})年(?:[度底末初]|上半年|下半年|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:底|\d{1,2}日)?|[春秋]季(?:学期)?)?(?:之?前|起|内|以前)?"
    r"|(?:今年|明年|年)(?:年?底|末|初|内|中)?(?:之?前)?|\d{1,2}月底?(?:之?前|起)"
    r"|(?:每|各)[年月季周](?:度)?|每(?:个)?(?:季度|月|学期)|每[一二两三四五六七八九十\d]{1,2}[年月]"
    r"|(?:未来|今后)?(?:" + _NUMBER + r")个?(?:年|月|季度|工作日|天|日)(?:之?内|以内|之?前)"
    r"|“?十[三四五六]五”?(?:期间|时期|末|时期末)|近期|中期|远期)"
)
_TARGET = re.compile(
    r"(?:率|量|比|占比|比重|比例|产值|收入|规模|面积|总量|总数|数量|水平|增速|床位|长度|里程|人数|投资|总额|强度|指数|系数|总产值)"
    rf"[^,;。]{{0,14}}?(?:达到?|提高到|提升到|提升至|提高至|增加到|降到|降至|下降到|控制在|稳定在|保持在|突破|超过|实现|不低于|不少于|由\d|翻)"
)
_FOR_WHOM = re.compile(r"为[^,;。]{1,40}?(?:纾困|减负|解忧|松绑|赋权|撑腰|助力|提供|保驾|奠定|注入|贡献|作出|做出|打下|创造|增添|夯实|赋能|护航|添|增|筑牢|建功)")
_BY_WAY_OF = re.compile(r"以[^,;。]{1,48}?为[^,;。]{1,10}$")
_GROUND = re.compile(r"(?:根据|按照|依据|依照|遵循|本着|鉴于|对照|参照)[^,;。]{2,60}(?:要求|原则|布局|规划|思路|精神|部署|方式|标准|办法|规定|目标|意见|模式|理念|情况|方针|安排|需要|方案|政策)$")
_CONDITION = re.compile(r"(?:对|对于|凡|凡是|针对|在)[^;。]{2,60}(?:的|时|后|中|上|下|前|方面|领域|过程中|基础上|前提下|的同时|情况下|条件下)$")
_HOW_OFTEN = re.compile(r"(?:[一二三四两\d]+)(?:次|遍|回|轮)$")
_RELATIVE = re.compile(rf"的[{HAN}“”A-Za-z0-9]")


class Kind(Enum):
    ACTION = "action"
    WEAK = "weak"
    LEAD = "lead"
    TAIL = "tail"
    TARGET = "target"
    BARE = "bare"
    OTHER = "other"


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
    memo = prepared.memo.get((start, end, bound))
    if memo is None:
        memo = prepared.memo[start, end, bound] = _read(prepared, lexicon, start, end, bound)
    return memo  # type: ignore[return-value]


def _read(prepared: Prepared, lexicon: Lexicon, start: int, end: int, bound: bool) -> Clause:
    text = prepared.text
    p, urged, actor, marked = _strip_head(prepared, lexicon, start, end, bound)
    past = _is_past(prepared, lexicon, p, end)
    urged = urged or lexicon.cues["soon"].at(text, p, end) > 0
    clause = _classify(prepared, lexicon, p, end)
    kind, verb, verb_end, negated = clause
    if kind in (Kind.ACTION, Kind.WEAK, Kind.BARE) and not urged and _describes(prepared, lexicon, verb, verb_end, end, bound):
        kind = Kind.OTHER
    if marked and kind is Kind.OTHER and text[p:end].startswith("关于"):
        kind = Kind.OTHER
    return Clause(kind, p, end, verb, verb_end, start, urged, actor, past, negated)


def _strip_head(
    prepared: Prepared, lexicon: Lexicon, p: int, end: int, bound: bool
) -> tuple[int, bool, tuple[int, int] | None, bool]:
    """Past list marks, fillers, urging words and who is to act: where the action may begin."""
    text, cues = prepared.text, lexicon.cues
    urged, actor, actors, marked = False, None, 0, False
    while p < end:
        if text[p] in " “”‘’\"'\n,:;、)":
            p += 1
        elif intro := _INTRO.match(text, p, end):
            p = intro.end()
        elif mark := LIST_MARK.match(text, p, end):
            p, marked, actors = mark.end(), True, 0
        elif n := cues["urge"].at(text, p, end):
            if text[p : p + n] in ("要", "可", "须", "需", "宜", "请", "应") and not _splits_before(prepared, lexicon, p + n, end):
                break
            p, urged = p + n, True
        elif q := _first_person(lexicon, text, p, end):
            p, urged = q, True
        elif n := cues["filler"].at(text, p, end):
            if n == 1 and lexicon.verbs["action"].at(text, p, end) > 1:
                break
            p += n
        elif (n := cues["future"].at(text, p, end)) and cues["preposition"].at(text, p, end) <= n and not _takes_object(lexicon, text, p, n, end) and _opens_action(prepared, lexicon, p + n, end):
            p, urged = p + n, True
        elif actors < 2 and (q := _actor_end(prepared, lexicon, p, end)):
            after, urged_after = _after_actor(prepared, lexicon, q, end)
            if urged_after or ((bound or urged) and _opens_action(prepared, lexicon, after, end)):
                actor, p, urged, actors = (p, q), after, urged or urged_after, actors + 1
            else:
                break
        else:
            break
    return p, urged, actor, marked


def _first_person(lexicon: Lexicon, text: str, p: int, end: int) -> int:
    """Behind 本会强烈要求, 我亦希望: who speaks of themselves and what urges; 0 if they do not stand here."""
    n = lexicon.cues["firstPerson"].at(text, p, end)
    if not n:
        return 0
    p += n
    while n := lexicon.cues["firstPersonAdverb"].at(text, p, end):
        p += n
    n = lexicon.cues["urge"].at(text, p, end)
    return p + n if n > 1 else 0


def _splits_before(prepared: Prepared, lexicon: Lexicon, p: int, end: int) -> bool:
    """Whether a one-character urging word ends a word before ``p`` (要|求 is no urging, 要|推动 is)."""
    return prepared.is_boundary(p) or bool(lexicon.verbs["action"].at(prepared.text, p, end))


def _actor_end(prepared: Prepared, lexicon: Lexicon, p: int, end: int) -> int:
    """Where a list of actors that begins at ``p`` ends (省发改委、省财政厅); 0 if none does."""
    text, at = prepared.text, p
    last = 0
    while at < end:
        known = lexicon.cues["actor"].at(text, at, end)
        n = max(known, prepared.actors.get(at, 0) - at)
        if not n:
            break
        last = at + n
        if last < end and text[last] in "、和及与" or text.startswith("以及", last):
            at = last + (2 if text.startswith("以及", last) else 1)
        else:
            break
    return last


def _after_actor(prepared: Prepared, lexicon: Lexicon, p: int, end: int) -> tuple[int, bool]:
    """Past what urges behind an actor (应|设立); and whether anything did."""
    text, cues, urged = prepared.text, lexicon.cues, False
    while p < end:
        if n := cues["urge"].at(text, p, end):
            p, urged = p + n, True
        elif (n := cues["future"].at(text, p, end)) and cues["preposition"].at(text, p, end) <= n and not _takes_object(lexicon, text, p, n, end) and _opens_action(prepared, lexicon, p + n, end):
            p, urged = p + n, True
        elif n := cues["filler"].at(text, p, end):
            p += n
        else:
            break
    return p, urged


def _takes_object(lexicon: Lexicon, text: str, p: int, n: int, end: int) -> bool:
    """Whether 将 is 把 (将村医|纳入|编制) and not a mark of the future (将|会同省财政厅编制)."""
    if text[p : p + n] != "将" or lexicon.verbs["action"].at(text, p + n, end) or lexicon.cues["adverb"].at(text, p + n, end):
        return False
    return any(lexicon.verbs["ba"].at(text, at, end) for at in range(p + 2, end - 1))


def _opens_action(prepared: Prepared, lexicon: Lexicon, p: int, end: int) -> bool:
    return _classify(prepared, lexicon, p, end)[0] in (Kind.ACTION, Kind.WEAK)


def _describes(prepared: Prepared, lexicon: Lexicon, verb: int, p: int, end: int, bound: bool) -> bool:
    """保护传承|却面临…窘境, 运营|资金缺口大: a word behind the verb shows that the clause only describes."""
    if lexicon.cues["describesEnd"].ending(prepared.text, p, end):
        return not lexicon.verbs["remedy"].at(prepared.text, verb, end)
    return not bound and any(lexicon.cues["describes"].at(prepared.text, prepared.starts[i], end) for i in prepared.words(p, end))


def _is_past(prepared: Prepared, lexicon: Lexicon, p: int, end: int) -> bool:
    text = prepared.text
    if lexicon.cues["past"].at(text, p, end) and text[p] != "过":
        return True
    for i in prepared.words(p, end):
        start = prepared.starts[i]
        word = text[start : prepared.starts[i + 1] if i + 1 < len(prepared.starts) else len(text)]
        if word in ("了", "已", "已经", "曾", "曾经", "同比", "环比", "累计", "过") and prepared.tags[i] != "n":
            return True
    return False


def _classify(prepared: Prepared, lexicon: Lexicon, p: int, end: int) -> tuple[Kind, int, int, bool]:
    """The kind of the clause at ``p``, and where its verb is."""
    memo = prepared.memo.get((p, end))
    if memo is None:
        memo = prepared.memo[p, end] = _classified(prepared, lexicon, p, end)
    return memo  # type: ignore[return-value]


def _classified(prepared: Prepared, lexicon: Lexicon, p: int, end: int) -> tuple[Kind, int, int, bool]:
    text, verbs, cues = prepared.text, lexicon.verbs, lexicon.cues
    none = (Kind.OTHER, -1, -1, False)
    if end - p < 3:
        return none
    if lexicon.speaking["oppose"].at(text, p, end):
        return (Kind.OTHER, -1, -1, True)
    if (whom := _FOR_WHOM.match(text, p, end)):
        return (Kind.TAIL, whom.end() - 2, whom.end(), False)
    if cues["tailMark"].at(text, p, end):
        return (Kind.TAIL, -1, -1, False)
    if _BY_WAY_OF.match(text, p, end) or _GROUND.match(text, p, end):
        return (Kind.LEAD, -1, -1, False)
    lead = bool(cues["lead"].at(text, p, end))
    condition = bool(_CONDITION.match(text, p, end))
    if condition and text[end - 1] == "的":
        return (Kind.LEAD, -1, -1, False)
    if _TARGET.search(text, p, end) and not verbs["action"].at(text, _past_head(lexicon, text, p, end), end):
        return (Kind.TARGET, -1, -1, False)
    effect = bool(verbs["effect"].at(text, p, end))
    at = p
    negated = False
    while at < end:
        if text[at] in "“”‘’ ":
            at += 1
            continue
        if (time := TIME.match(text, at, end)) and time.end() > at:
            at = time.end()
            if at < end and text[at] in ",、":
                at += 1
            elif (n := cues["future"].at(text, at, end)) and verbs["action"].at(text, at + n, end):
                at += n  # 年底前将|上线…
            continue
        verb = verbs["action"].at(text, at, end)
        adverb = cues["adverb"].at(text, at, end)
        if verb and verb >= adverb and not (lead and at == p and not _is_also_action(lexicon, text, at, verb)):
            timed = at > p and verbs["effect"].at(text, at, end) >= verb and TIME.match(text, p, end) is not None
            return _with_object(prepared, lexicon, at if timed else p, at, verb, end, lead, effect or timed)
        if adverb and adverb >= cues["preposition"].at(text, at, end):
            at += adverb
            continue
        if n := cues["preposition"].at(text, at, end):
            found = _verb_behind(prepared, lexicon, at, at + n, end)
            if found is None or (condition and not found[2]):
                return (Kind.LEAD, -1, -1, False) if condition or lead or at > p or _leads(text, at, n) else none
            if not _has_object(prepared, found[0] + found[1], end):  # 对…地块|限期整改: what is acted on stands before
                return (Kind.ACTION, found[0], found[0] + found[1], False)
            return _with_object(prepared, lexicon, p, found[0], found[1], end, False, effect)
        if lead:
            found = _verb_behind(prepared, lexicon, at, at + cues["lead"].at(text, at, end), end, known=True)
            if found is None:
                return (Kind.LEAD, -1, -1, False)
            return _with_object(prepared, lexicon, p, found[0], found[1], end, False, effect)
        if n := cues["negation"].at(text, at, end):
            negated = True
            at += n
            continue
        tag = prepared.tag_at(at)
        if tag and tag[0] == "d" and at > p:
            at = prepared.word_end(at)
            continue
        if tag and tag.startswith("v") and not verbs["stative"].at(text, at, end):
            stop = prepared.word_end(at)
            if stop < end and (stop - at >= 2 or at > p):
                kind = Kind.TAIL if effect else Kind.WEAK
                return (kind, at, stop, negated) if _has_object(prepared, stop, end) else (Kind.BARE, at, stop, negated)
        break
    if effect or (at > p and at < end and verbs["effect"].at(text, at, end) and TIME.match(text, p, end)):
        return (Kind.TAIL, -1, -1, negated)
    if condition:
        return (Kind.LEAD, -1, -1, negated)
    return (Kind.OTHER, -1, -1, negated)


def _leads(text: str, p: int, n: int) -> bool:
    return text[p : p + n] in ("在", "对", "对于", "按照", "按", "根据", "针对", "围绕", "依托", "通过", "借鉴", "面向", "会同", "由", "以", "自", "从", "经")


def _is_also_action(lexicon: Lexicon, text: str, p: int, n: int) -> bool:
    """A word such as 发挥 leads into an action where one follows, and is an action where none does."""
    return lexicon.verbs["action"].at(text, p) > 0


def _past_head(lexicon: Lexicon, text: str, p: int, end: int) -> int:
    """Past the times and adverbs a clause opens with."""
    while True:
        if (time := TIME.match(text, p, end)) and time.end() > p:
            p = time.end()
        elif n := lexicon.cues["adverb"].at(text, p, end):
            if lexicon.verbs["action"].at(text, p, end) >= n:
                return p
            p += n
        else:
            return p


def _with_object(
    prepared: Prepared, lexicon: Lexicon, p: int, verb: int, n: int, end: int, lead: bool, effect: bool
) -> tuple[Kind, int, int, bool]:
    text = prepared.text
    stop = verb + n
    while (more := lexicon.verbs["action"].at(text, stop, end)) and _has_object(prepared, stop + more, end):
        stop += more  # 加快|发展|…: the last of a chain takes the object
    if text.startswith(("在", "于"), stop) and stop - verb == n and prepared.tag_at(verb) in ("vn", "n"):
        return (Kind.OTHER, -1, -1, False)  # 投资|在县域: the verb is a noun here
    if not _has_object(prepared, stop, end):
        return (Kind.BARE, verb, stop, False)
    if lead and verb == p:
        return (Kind.LEAD, verb, stop, False)
    if effect and verb == p:
        return (Kind.TAIL, verb, stop, False)
    return (Kind.ACTION, verb, stop, False)


def _has_object(prepared: Prepared, p: int, end: int) -> bool:
    """Whether at least two characters that are no marks follow the verb."""
    rest = prepared.text[p:end]
    return sum(1 for c in rest if c.isalnum()) >= 2 and not _HOW_OFTEN.match(rest)


def _verb_behind(
    prepared: Prepared, lexicon: Lexicon, p: int, q: int, end: int, *, known: bool = False
) -> tuple[int, int, bool] | None:
    """The verb that a preposition at ``p`` (its noun from ``q`` on) leads to: its place, its
    length, and whether it stands outside a relative clause (…的药企|给予). None if there is
    none. ``known``: only a verb of the lexicon counts."""
    text, verbs = prepared.text, lexicon.verbs
    inside: tuple[int, int, bool] | None = None
    last_relative = -1
    for m in _RELATIVE.finditer(text, q, end):
        last_relative = m.start()
    depth = 0
    for i in prepared.words(q, end):
        at = prepared.starts[i]
        if text[at] in "“《(‘":
            depth += 1
        elif text[at] in "”》)’":
            depth = max(0, depth - 1)
        if depth or at <= q:
            continue
        tag = prepared.tags[i]
        stop = min(prepared.word_end(at), end)
        n = verbs["action"].at(text, at, end)
        if n and at + n > stop and not prepared.is_boundary(at + n):
            n = 0
        if not n and not known and tag == "v" and text[at:stop] not in verbs["stative"] and (stop - at == 1 or at > last_relative):
            n = stop - at
        if not n or not (_has_object(prepared, at + n, end) or (text[p:q] in ("对", "对于", "将", "把") and n > 1)):
            continue
        if at > last_relative:
            return (at, n, True)
        if inside is None:
            inside = (at, n, False)
    if inside and text[p:q] in ("在", "面向", "围绕", "到", "赴", "将", "把", "由", "与", "向", "为", "同", "从", "会同", "给"):
        return inside
    return None
