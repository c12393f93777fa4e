"""The numbers that Word makes for the items of a list, which stand nowhere in the text of a DOCX."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from jianyan.reading.formats.counting import Counting
from jianyan.reading.formats.docx_styles import Style
from jianyan.reading.formats.docx_xml import child, local, number, path, value

_FORMATS = {  # ST_NumberFormat, ECMA-376 part 1, 17.18.59
    "chineseCounting": "chinese",
    "chineseCountingThousand": "chinese",
    "japaneseCounting": "chinese",
    "taiwaneseCounting": "chinese",
    "taiwaneseCountingThousand": "chinese",
    "ideographDigital": "digits",
    "japaneseDigitalTenThousand": "digits",
    "taiwaneseDigital": "digits",
    "chineseLegalSimplified": "capital",
    "ideographLegalTraditional": "capital",
    "decimalEnclosedCircle": "circled",
    "decimalEnclosedCircleChinese": "circled",
    "decimalEnclosedParen": "bracketed",
    "decimalEnclosedFullstop": "dotted",
    "ideographEnclosedCircle": "bracketed-chinese",
    "decimalFullWidth": "full-width",
    "decimalFullWidth2": "full-width",
    "decimalZero": "padded",
    "upperRoman": "upper-roman",
    "lowerRoman": "lower-roman",
    "upperLetter": "upper-letter",
    "lowerLetter": "lower-letter",
    "ideographTraditional": "stems",
    "ideographZodiac": "branches",
}
_UNSEEN = ("bullet", "none")
_PLACE = re.compile("%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    behind: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    """``counted`` is what its items are counted with; lists of one definition go on counting each other's."""

    counted: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    counting: Counting
    lists: dict[str, _List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, properties: Any | None, style: Style) -> str:
        """What stands before the next paragraph, with the blank that follows; "" where it is no numbered item."""
        direct = child(properties, "numPr")
        name = value(child(direct, "numId")) or style.list
        items = self.lists.get(name or "")
        if name is None or items is None:
            return ""
        depth = number(child(direct, "ilvl"))
        if depth is None:
            depth = style.depth
        if depth is None:
            depth = next((at for at, level in items.levels.items() if style.id and level.style == style.id), 0)
        level = items.levels.get(depth)
        if level is None:
            return ""
        counts = self._count(name, items, depth)
        if level.format in _UNSEEN:
            return ""
        return _behind(_PLACE.sub(lambda place: self._said(items, counts, int(place[1]) - 1, level), level.text), level)

    def _said(self, items: _List, counts: dict[int, int], depth: int, level: _Level) -> str:
        of = items.levels.get(depth, _Level())
        return self.counting.written(counts.get(depth, of.start), "" if level.legal else _FORMATS.get(of.format, ""))

    def _count(self, name: str, items: _List, depth: int) -> dict[int, int]:
        counts = self._counts.setdefault(items.counted, {})
        start = items.levels[depth].start
        if depth in items.starts and (name, depth) not in self._begun:
            counts[depth] = items.starts[depth]
        else:
            counts[depth] = counts.get(depth, start - 1) + 1
        self._begun.add((name, depth))
        for at, level in items.levels.items():
            if at < depth:
                counts.setdefault(at, level.start)
            elif at > depth and level.restart != 0 and (level.restart is None or depth < level.restart):
                counts.pop(at, None)
        return counts


def numbering_of(root: Any | None, counting: Counting) -> Numbering:
    """The lists of ``numbering.xml``; none where there is no such part."""
    if root is None:
        return Numbering(counting)
    definitions = {value(one, "abstractNumId"): one for one in root if local(one) == "abstractNum"}
    behind_style = {value(child(one, "styleLink")): one for one in definitions.values()}
    lists = {}
    for element in root:
        if local(element) != "num":
            continue
        counted = value(child(element, "abstractNumId")) or ""
        definition = definitions.get(counted)
        link = value(child(definition, "numStyleLink"))
        definition = behind_style.get(link, definition) if link else definition
        levels = _levels(definition)
        starts = {}
        for override in path(element, "lvlOverride"):
            depth = number(override, "ilvl") or 0
            levels |= _levels(override)
            if (start := number(child(override, "startOverride"))) is not None:
                starts[depth] = start
        lists[value(element, "numId") or ""] = _List(counted, levels, starts)
    return Numbering(counting, lists)


def _levels(definition: Any | None) -> dict[int, _Level]:
    return {number(level, "ilvl") or 0: _level(level) for level in path(definition, "lvl")}


def _level(level: Any) -> _Level:
    start = number(child(level, "start"))
    legal = child(level, "isLgl")
    return _Level(
        1 if start is None else start,
        value(next(level.iter("{*}numFmt"), None)) or "decimal",  # at times inside alternatives
        value(child(level, "lvlText")) or "",
        value(child(level, "suff")) or "tab",
        number(child(level, "lvlRestart")),
        legal is not None and value(legal) not in ("0", "false"),
        value(child(level, "pStyle")),
    )


def _behind(number: str, level: _Level) -> str:
    """A number with the blank that it needs: for a tab none after 一、 or （二）, where nobody would type one."""
    blank = level.behind == "space" or (level.behind == "tab" and number[-1:].isascii())
    return f"{number} " if blank and number else number
