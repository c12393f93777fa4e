"""The bodies that issued a document: the one that its title begins with or that signs it, and those that issued it
together, side by side at the head of its title, or one below the other where they sign it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from jianyan.extraction.names.bodies import BodyIndex
from jianyan.extraction.names.person_names import HAN
from jianyan.extraction.text.layout import DATE, Line, LineKind
from jianyan.extraction.text.prepared import Prepared
from jianyan.extraction.text.sentences import Range
from jianyan.lexicon import Lexicon
from jianyan.model import Body

_STAMP = r"[(\[]<stamp>[)\]]"  # what a body stamps its name with, in brackets
_TOWN = r"<Han>{2,20}?<townOffice>"  # 太和县云溪镇人民政府
_TOWN_OF_TITLE = rf"(?P<who>{_TOWN})[ \n]?(?=关于|对)"
_ISSUER_OF_TITLE = (
    r"(?P<who><Han>{2,14}<issuerEnd>)(?:、<Han>{2,14}<issuerEnd>)?(?:就|致|对|:|《给)"  # 某某会就《…》提出…
)
_LONGEST_NAME = 4  # code points of a person's name
_HEAD_LINES, _FOOT_LINES = 8, 14
_BODY_LINE = re.compile(rf"(?!致){HAN}+")
_DASH = re.compile(r"[—-]{1,2} ?")
_FOOT = 8  # lines in which a signature stands
_LONGEST_BODY = 30
_PART = re.compile(r"[^ 、]+")
_BETWEEN = re.compile(r"[ 、\n]{1,4}")
_ABOUT = re.compile(r"[ \n]?关于")
_DATE_LAST = re.compile(rf"(?:^|(?<=[ \n])) *{DATE.pattern} *$")
_ADDRESSING = r"(?:<salutation>|<addresses>)[^:\n]{0,24}:|[^:\n]{1,24}(?:<addressee>|<salutationTitle>|<politeTitle>):"
_LONGEST_LINE = 80  # code points: a line that holds several
_LEAST_NAME = 4
_LONG_NAME = re.compile(rf"{HAN}{{6,24}}")


def issuer(
    prepared: Prepared, lexicon: Lexicon, lines: list[Line], bodies: BodyIndex, title: Range | None
) -> Body | None:
    """The body a document's title begins with, that asks to be written to (联系单位:…), or that signs it."""
    text = prepared.text
    heads = [m for m in bodies.within(*title) if m.span.start == title[0]] if title else []
    if heads:
        return heads[-1].body  # the longest
    begins = (lexicon.pattern(whose) for whose in (_ISSUER_OF_TITLE, _TOWN_OF_TITLE))
    if title and (m := next(filter(None, (whose.match(text, *title) for whose in begins)), None)):
        return bodies.body(*m.span("who"))
    if own := _own_body(text, lexicon, lines):
        return bodies.body(*own)
    formula, contact = lexicon.pattern(" ?<signature>$"), lexicon.pattern(r"<contactOf> ?: ?(?P<who><Han>{4,24})$")
    for line in lines[-14:]:
        if m := contact.match(text, line.start, line.end):
            return bodies.body(*m.span("who"))
    for line in [*reversed(lines[-14:]), *lines[:4]]:
        signed = formula.sub("", text[line.start : line.end])
        end = line.start + len(signed)
        if not prepared.is_boundary(end):
            continue  # …正式开|启: the formula is part of a word
        by_formula = end < line.end and 3 <= len(signed) <= 24 and not re.search(r"[,。:;]", signed)
        if by_formula and len(signed) <= _LONGEST_NAME and lexicon.surnames.at(signed, 0):
            continue  # 卢某某谨启: a person's
        if by_formula or bodies.known(line.start, end) or lexicon.pattern(_TOWN).fullmatch(text, line.start, end):
            return bodies.body(line.start, end)
        dash = _DASH.match(text, line.start, end)
        if dash and bodies.known(dash.end(), end):
            return bodies.body(dash.end(), end)  # ——民革某某市委会
    signed_last = next((group for group in _signatures(text, lines[-_FOOT:], bodies) if group), None)
    if signed_last:
        return bodies.body(*signed_last[-1])  # 某某市餐饮与饭店行业协会 / 2024年8月6日
    return _below_letter(text, lexicon, lines, bodies)


def together(
    prepared: Prepared, lines: list[Line], bodies: BodyIndex, title: Range | None, first: Body | None
) -> tuple[Body, ...]:
    """All who issued it, where ``first`` is one of several; else ``first`` alone, or nobody."""
    if title and len(found := _heading(prepared.text, bodies, title)) > 1:
        return found
    for group in (_above_title(prepared.text, lines, bodies, title), *_signatures(prepared.text, lines, bodies)):
        if not any(bodies.known(*place) for place in group):
            continue
        signed = tuple(dict.fromkeys(bodies.body(*place) for place in group))
        if len(signed) > 1 and (first is None or first in signed):
            return signed
    return (first,) if first else ()


def listed(bodies: BodyIndex, start: int, end: int) -> tuple[Body, ...]:
    """The bodies of a list (某某市教育局、某某市财政局) that fills ``start``..``end``; the one that is named there,
    where it is no list."""
    places = _named(bodies, start, end)
    if len(places) > 1 and any(bodies.known(*place) for place in places):
        return tuple(bodies.body(*place) for place in places)
    return (bodies.body(start, end),)


def _heading(text: str, bodies: BodyIndex, title: Range) -> tuple[Body, ...]:
    """某某市教育局 某某市财政局|关于…的通知; a title that goes on in the next line is known by its first alone."""
    found: list[Body] = []
    at = title[0]
    while here := [m for m in bodies.within(at, at + _LONGEST_LINE) if m.span.start == at]:
        end = here[-1].span.end  # of the longest
        found.append(here[-1].body)
        if _ABOUT.match(text, end):
            return tuple(found)
        gap = _BETWEEN.match(text, end)
        at = gap.end() if gap else end
    return ()


def _above_title(text: str, lines: list[Line], bodies: BodyIndex, title: Range | None) -> list[Range]:
    """某某市教育局 / 某某市财政局 / 关于…的通知: where the title has them on lines of their own."""
    at = next((i for i, line in enumerate(lines) if title and line.start == title[0]), 0)
    return _group_above(text, lines[:at], bodies)


def _signatures(text: str, lines: list[Line], bodies: BodyIndex) -> Iterator[list[Range]]:
    """The names in each group of lines that hold nothing but names of bodies and stand above a date or before one, the
    last first."""
    for i in range(len(lines) - 1, 0, -1):
        line = lines[i]
        if line.end - line.start <= _LONGEST_LINE and (dated := _DATE_LAST.search(text, line.start, line.end)):
            beside = _named(bodies, line.start, dated.start())
            if beside or not text[line.start : dated.start()].strip():
                yield [*_group_above(text, lines[:i], bodies), *beside]


def _group_above(text: str, lines: list[Line], bodies: BodyIndex) -> list[Range]:
    """The names in the last of ``lines`` that hold nothing else."""
    group: list[Range] = []
    for line in reversed(lines):
        short = line.kind is not LineKind.FURNITURE and line.end - line.start <= _LONGEST_LINE
        names = _named(bodies, line.start, line.end) if short else []
        if not names:
            break
        group[:0] = names
    return group


def _named(bodies: BodyIndex, start: int, end: int) -> list[Range]:
    """The parts between blanks, stamps and enumeration commas, where some are bodies that the text names or are built
    like their names, and the rest may be (国家金融监督管理总局某某监管分局)."""
    text = bodies.prepared.text
    stamp = bodies.lexicon.pattern(_STAMP)
    parts = [m.span() for m in _PART.finditer(stamp.sub(lambda m: " " * len(m[0]), text[start:end]))]
    parts = [(start + first, start + last) for first, last in parts]
    ends = bodies.lexicon.bodies.suffix_words.ending
    rest = [
        part
        for part in parts
        if not (bodies.known(*part) or (part[1] - part[0] >= _LEAST_NAME and ends(text, *part) > 0))
    ]
    return parts if len(rest) < len(parts) and all(_LONG_NAME.fullmatch(text, *part) for part in rest) else []


def _below_letter(text: str, lexicon: Lexicon, lines: list[Line], bodies: BodyIndex) -> Body | None:
    """亲爱的市民朋友们: … 某某学院绿色环保协会: the last line of a text that addresses somebody, which ends
    like a body; 组建社区志愿服务队 is what is to be done."""
    told = [line for line in lines if line.kind not in (LineKind.FURNITURE, LineKind.DATA)]
    addressing = lexicon.pattern(_ADDRESSING)
    if not any(addressing.fullmatch(text, line.start, line.end) for line in told[:_HEAD_LINES]):
        return None
    for line in told[-2:]:
        end = line.end - (text[line.end - 1] == "。")
        short = 4 <= end - line.start <= _LONGEST_BODY and _BODY_LINE.fullmatch(text, line.start, end)
        acts = lexicon.verbs["action"].at(text, line.start, end)
        if short and not acts and lexicon.bodies.suffix_words.ending(text, line.start, end) > 1:
            return bodies.body(line.start, end)
    return None


def _own_body(text: str, lexicon: Lexicon, lines: list[Line]) -> Range | None:
    """某某互助网络, in a paper that calls itself 本网络: a short line at the foot or the head that ends with the
    same noun."""
    nouns = Counter(
        m[0][1:] for m in lexicon.pattern("<firstPerson>").finditer(text) if m[0] in lexicon.cues["ownNoun"]
    )
    for noun, _ in nouns.most_common():
        best: tuple[int, int, Range] | None = None
        for i, line in enumerate(lines):
            row = text[line.start : line.end]
            if not (i < _HEAD_LINES or i >= len(lines) - _FOOT_LINES) or not row.endswith(noun):
                continue
            addressed = i > 0 and text.startswith("致", lines[i - 1].start)
            if addressed or not len(noun) + 2 <= len(row) <= _LONGEST_BODY or not _BODY_LINE.fullmatch(row):
                continue
            foot = i >= len(lines) - _FOOT_LINES
            if foot or len(noun) > 1 or text.count(row) > 1:
                best = max(best or (0, 0, (0, 0)), (text.count(row), i, (line.start, line.end)))
        if best:
            return best[2]
    return None
