"""The paragraph styles of a DOCX: which is a heading, and which numbers its paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jianyan.lexicon import Lexicon
from jianyan.reading.formats.docx_xml import child, local, number, path, value

_HEADING = r"<headingStyle>\s*([1-9])$"
_BODY = 9
"""The outline level of what is no heading."""
_DEEPEST = 20  # styles that rest on one another


@dataclass(frozen=True, slots=True)
class Style:
    """``level`` is that of a heading (0 for a title), None for what is none; ``list`` and ``depth`` say which list its
    paragraphs are items of."""

    id: str = ""
    level: int | None = None
    list: str | None = None
    depth: int | None = None
    is_contents: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    by_id: dict[str, Style] = field(default_factory=dict)
    default: Style = field(default_factory=Style)

    def of(self, properties: Any | None) -> Style:
        """The style of a paragraph with these properties, and what they say beside it."""
        style = self.by_id.get(value(child(properties, "pStyle")) or "", self.default)
        level = number(child(properties, "outlineLvl"))
        if level is None:
            return style
        return Style(style.id, level if level < _BODY else None, style.list, style.depth, style.is_contents)


def styles_of(root: Any | None, lexicon: Lexicon) -> Styles:
    """The styles of ``styles.xml``; none where there is no such part."""
    found = [style for style in (root if root is not None else ()) if local(style) == "style"]
    elements = {value(style, "styleId") or "": style for style in found if value(style, "type") == "paragraph"}
    by_id = {name: _style(name, elements, lexicon) for name in elements}
    default = next((name for name, style in elements.items() if value(style, "default") in ("1", "true")), "")
    return Styles(by_id, by_id.get(default, Style()))


def _style(name: str, elements: dict[str, Any], lexicon: Lexicon) -> Style:
    level = depth = the_list = None
    known, contents, at = False, False, name
    for _ in range(_DEEPEST):
        element = elements.get(at)
        if element is None:
            break
        title = (value(child(element, "name")) or "").strip().lower()
        contents = contents or title.startswith("toc ")
        if not known:
            level, known = _level(element, title, lexicon)
        for numbered in path(element, "pPr", "numPr"):
            the_list = the_list or value(child(numbered, "numId"))
            depth = depth if depth is not None else number(child(numbered, "ilvl"))
        at = value(child(element, "basedOn")) or ""
    return Style(name, level, the_list, depth, contents)


def _level(element: Any, title: str, lexicon: Lexicon) -> tuple[int | None, bool]:
    """The level of heading that a style gives, and whether it says so at all."""
    for outline in path(element, "pPr", "outlineLvl"):
        level = number(outline)
        return (level if level is not None and level < _BODY else None), True
    if title in lexicon.documents["titleStyle"]:
        return 0, True
    named = lexicon.pattern(_HEADING).match(title)
    return (int(named[1]) - 1, True) if named else (None, False)
