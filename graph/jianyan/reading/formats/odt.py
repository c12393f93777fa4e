"""OpenDocument text (ODT), as LibreOffice and many offices' own programs write it.

Read from its XML (OASIS OpenDocument 1.3): odfpy gives no list numbers, and they matter here. Tracked changes count as
accepted; headers, comments and indexes are left out; footnotes come after the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jianyan.lexicon import Lexicon
from jianyan.model import BlockKind, Metadata
from jianyan.reading.formats.content import Content, Line, title_in, unreadable
from jianyan.reading.formats.counting import Counting
from jianyan.reading.formats.package import Package, locked

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _STYLE, _OFFICE, _DRAW = (_ODF % name for name in ("text", "table", "style", "office", "drawing"))
_LEFT_OUT = frozenset(
    [_TEXT + name for name in ("tracked-changes", "table-of-content", "alphabetical-index", "illustration-index")]
    + [_TEXT + name for name in ("table-index", "user-index", "bibliography", "ruby-text", "note", "number")]
    + [_OFFICE + "annotation", _OFFICE + "forms", _TABLE + "covered-table-cell"]
)
_CONTENTS = "Contents_20_"
"""How the styles of a table of contents are named, also where it is no index any more."""
_BOX = _DRAW + "text-box"
_FORMATS = {"A": "upper-letter", "a": "lower-letter", "I": "upper-roman", "i": "lower-roman"}


def read(data: bytes, source: str, lexicon: Lexicon) -> Content:
    """Raises :class:`~jianyan.errors.InputError` for what is damaged, locked, too large, or no ODT."""
    package = Package(data, source, "ODT")
    if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
        raise locked(source)
    root = package.xml("content.xml")
    text = next(root.iter(_OFFICE + "text"), None) if root is not None else None
    if text is None:
        raise unreadable(source, "ODT", "content.xml")
    walk = _Walk([part for part in (package.xml("styles.xml"), root) if part is not None], lexicon.made(Counting))
    lines = list(walk.blocks(text))
    lines += [line for note in walk.notes for line in walk.blocks(note)]
    meta = package.xml("meta.xml")
    title = meta.findtext(".//{http://purl.org/dc/elements/1.1/}title") if meta is not None else None
    return Content(lines, Metadata(title_in(title, lines)))


class _Walk:
    """One walk through a document in its order, which the numbers of its lists depend on."""

    def __init__(self, roots: list[Any], counting: Counting) -> None:
        self._counting = counting
        self.notes: list[Any] = []
        self._levels = {
            style.get(_STYLE + "name"): {_number(level.get(_TEXT + "level"), 1): level for level in style}
            for root in roots
            for style in root.iter(_TEXT + "list-style")
        }
        outlines = [style for root in roots for style in root.iter(_TEXT + "outline-style")]
        self._outline = {_number(level.get(_TEXT + "level"), 1): level for style in outlines for level in style}
        self._list_of = {
            style.get(_STYLE + "name"): style.get(_STYLE + "list-style-name")
            for root in roots
            for style in root.iter(_STYLE + "style")
        }
        styles = [style for root in roots for style in root.iter(_STYLE + "style")]
        self._parents = {style.get(_STYLE + "name"): style.get(_STYLE + "parent-style-name") for style in styles}
        self._hidden = {
            style.get(_STYLE + "name")
            for style in styles
            for properties in style.iter(_STYLE + "text-properties")
            if properties.get(_TEXT + "display") == "none"
        }
        self._counts: dict[str, list[int]] = {}
        self._latest: dict[str, str] = {}  # of a style: the list that a later one goes on from

    def blocks(self, parent: Any, in_cell: bool = False) -> Iterator[Line]:
        for element in parent:
            if not isinstance(element.tag, str) or element.tag in _LEFT_OUT:
                continue
            if element.tag == _TEXT + "p":
                yield from self._paragraph(element, BlockKind.CELL if in_cell else BlockKind.PARAGRAPH)
            elif element.tag == _TEXT + "h":
                number = self._heading_number(element)
                yield from self._paragraph(element, BlockKind.CELL if in_cell else BlockKind.HEADING, number)
            elif element.tag == _TEXT + "list":
                yield from self._list(element, in_cell)
            elif element.tag == _TABLE + "table":
                yield from self.blocks(element, in_cell=len(list(element.iter(_TABLE + "table-cell"))) > 1)
            else:
                yield from self.blocks(element, in_cell)

    def _paragraph(self, paragraph: Any, kind: BlockKind, number: str = "") -> Iterator[Line]:
        boxes: list[Any] = []
        style = paragraph.get(_TEXT + "style-name")
        if any(str(name).startswith(_CONTENTS) for name in (style, self._parents.get(style))):
            return
        text = "".join(self._inline(paragraph, boxes))
        if text.strip():
            yield from ((kind, line) for line in (number + text.lstrip()).split("\n"))
        for box in boxes:
            yield from self.blocks(box, kind is BlockKind.CELL)

    def _inline(self, parent: Any, boxes: list[Any]) -> Iterator[str]:
        yield parent.text or ""
        for element in parent:
            tag = element.tag
            if tag == _TEXT + "s":
                yield " " * min(_number(element.get(_TEXT + "c"), 1), 100)
            elif tag == _TEXT + "tab":
                yield " "
            elif tag == _TEXT + "line-break":
                yield "\n"
            elif tag == _TEXT + "note":
                self.notes += element.iter(_TEXT + "note-body")
            elif tag == _BOX:
                boxes.append(element)
            elif (
                isinstance(tag, str) and tag not in _LEFT_OUT and element.get(_TEXT + "style-name") not in self._hidden
            ):
                yield from self._inline(element, boxes)
            yield element.tail or ""

    def _list(self, element: Any, in_cell: bool, style: str = "", depth: int = 1, counted: str = "") -> Iterator[Line]:
        """The items of a list; ``style`` and ``counted`` are those of the list around it."""
        own = element.get(_TEXT + "style-name") or style or self._list_of.get(_first_style(element)) or ""
        if depth == 1:
            name = element.get(_XML_ID) or f"{own}#{len(self._counts)}"
            if before := element.get(_TEXT + "continue-list"):
                counted = before if before in self._counts else name
            elif element.get(_TEXT + "continue-numbering") == "true":
                counted = self._latest.get(own, name)
            else:
                counted = name
                self._counts[name] = []
            self._latest[own] = counted
            if counted != name:
                self._counts[name] = self._counts.setdefault(counted, [])
        levels = self._levels.get(own, {})
        for item in element:
            number = ""
            if item.tag == _TEXT + "list-item":
                first = next((part for part in item if part.tag in (_TEXT + "p", _TEXT + "h")), None)
                if first is not None and len(item) and item[0] is first:
                    start = _number(item.get(_TEXT + "start-value"), -1)
                    number = self._next(counted, levels, depth, start if start >= 0 else None)
            for part in item if isinstance(item.tag, str) else ():
                if part.tag == _TEXT + "list":
                    yield from self._list(part, in_cell, own, depth + 1, counted)
                elif part.tag in (_TEXT + "p", _TEXT + "h"):
                    plain = BlockKind.HEADING if part.tag == _TEXT + "h" else BlockKind.PARAGRAPH
                    yield from self._paragraph(part, BlockKind.CELL if in_cell else plain, number)
                    number = ""

    def _heading_number(self, heading: Any) -> str:
        depth = _number(heading.get(_TEXT + "outline-level"), 1)
        if heading.get(_TEXT + "is-list-header") == "true" or not self._outline.get(depth, {}).get(
            _STYLE + "num-format"
        ):
            return ""
        return self._next("", self._outline, depth)

    def _next(self, counted: str, levels: dict[int, Any], depth: int, start: int | None = None) -> str:
        counts = self._counts.setdefault(counted, [])
        if depth > _DEEPEST:
            return ""
        for at in range(len(counts) + 1, depth + 1):
            counts.append(_start(levels, at) - (at == depth))
        counts[depth - 1] = counts[depth - 1] + 1 if start is None else start
        del counts[depth:]
        level = levels.get(depth)
        if level is None or level.tag == _TEXT + "list-level-style-bullet" or not level.get(_STYLE + "num-format"):
            return ""
        shown = _number(level.get(_TEXT + "display-levels"), 1)
        numbers = [
            self._counting.written(counts[at - 1], self._way(levels.get(at, level)))
            for at in range(max(depth - shown, 0) + 1, depth + 1)
        ]
        said = f"{level.get(_STYLE + 'num-prefix', '')}{'.'.join(numbers)}{level.get(_STYLE + 'num-suffix', '')}"
        behind = next((label.get(_TEXT + "label-followed-by") for label in level.iter(_LABEL)), "listtab")
        blank = behind == "space" or (behind == "listtab" and said[-1:].isascii())
        return f"{said} " if blank else said

    def _way(self, level: Any) -> str:
        """How a list counts, by the first of the sample numbers that its format is named by (一, 二, 三, ...)."""
        sample = level.get(_STYLE + "num-format", "1")
        return _FORMATS.get(sample) or self._counting.way_of(sample[:1])


_DEEPEST = 20  # levels of a list; the format knows ten
_LABEL = _STYLE + "list-level-label-alignment"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def _first_style(element: Any) -> str | None:
    first = next(element.iter(_TEXT + "p", _TEXT + "h"), None)
    return first.get(_TEXT + "style-name") if first is not None else None


def _start(levels: dict[int, Any], depth: int) -> int:
    return _number(levels[depth].get(_TEXT + "start-value"), 1) if depth in levels else 1


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else otherwise
