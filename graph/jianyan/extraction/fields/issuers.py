"""The bodies that issued a document together: side by side at the head of its title, or one below the other where they
sign it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jianyan.extraction.fields import imprint
from jianyan.extraction.names.bodies import BodyIndex
from jianyan.extraction.names.person_names import HAN
from jianyan.extraction.text.layout import DATE, Line, LineKind
from jianyan.extraction.text.prepared import Prepared
from jianyan.extraction.text.sentences import Range
from jianyan.model import Body

_PART = re.compile(r"[^ 、]+")
_BETWEEN = re.compile(r"[ 、\n]{1,4}")
_ABOUT = re.compile(r"[ \n]?关于")
_DATE_LAST = re.compile(rf"(?:^|(?<=[ \n])) *{DATE.pattern} *$")
_LONGEST_LINE = 80  # code points: a line that holds several
_LEAST_NAME = 4
_LONG_NAME = re.compile(rf"{HAN}{{6,24}}")


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
    stamp = bodies.lexicon.pattern(imprint.STAMP)
    parts = [m.span() for m in _PART.finditer(stamp.sub(lambda m: " " * len(m[0]), text[start:end]))]
    parts = [(start + first, start + last) for first, last in parts]
    ends = bodies.lexicon.bodies.suffix_words.ending
    rest = [
        part
        for part in parts
        if not (bodies.known(*part) or (part[1] - part[0] >= _LEAST_NAME and ends(text, *part) > 0))
    ]
    return parts if len(rest) < len(parts) and all(_LONG_NAME.fullmatch(text, *part) for part in rest) else []
