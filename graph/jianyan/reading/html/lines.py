"""A page's tree → its lines, each with what the markup says of it.

One line a paragraph, heading, caption, cell or list item, and one for each part between two ``br``. Nothing is
judged here: which lines are the article is for the modules behind this one.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from typing import Any

from jianyan.lexicon import Table
from jianyan.model import BlockKind

# Elements that stand within a line; every other one begins a block. Names of HTML and of trafilatura's tree.
INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "hi", "i", "img", "ins"]
    + ["kbd", "label", "mark", "q", "ref", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u"]
    + ["var", "wbr"]
)
_HEADINGS = ("head", "h1", "h2", "h3", "h4", "h5", "h6")
_KINDS = {
    **dict.fromkeys(_HEADINGS, BlockKind.HEADING),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
    **dict.fromkeys(("cell", "td", "th"), BlockKind.CELL),
    **dict.fromkeys(("item", "li"), BlockKind.ITEM),
}
_BOLD = ("b", "strong")
_LINKS = ("a", "ref")
_BLANKS = re.compile(r"[\x00-\x20\x7f\u00a0\u200b\ufeff]+")
_SHORT_CELL = 20  # code points
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_FONT = re.compile(r"font-family\s*:\s*([^;]{1,200})", re.IGNORECASE)
_PART = re.compile(r"[a-z]+|[A-Z]+[a-z]*")


@dataclass(eq=False, slots=True)
class Line:
    """``text`` has its blanks collapsed; ``block`` is the nearest element around it that is none of a line's."""

    text: str
    kind: BlockKind
    block: Any
    linked: int = 0  # code points that are links
    bold: bool = False  # all of it, by element or by font
    centred: bool = False
    pictured: bool = False  # a picture stands between the line before and this one, or beside it
    parts: tuple[str, ...] = ()  # the texts of its elements, which a style may set apart where no blank does

    @property
    def parted(self) -> str:
        """The text with two blanks between its parts."""
        return "  ".join(self.parts) or self.text

    @property
    def own(self) -> int:
        """The code points that are no links."""
        return len(self.text) - self.linked


def clean(text: str | None) -> str:
    return _BLANKS.sub(" ", text or "").strip()


def lines(root: Any, tables: Container[Any], heading_fonts: Table | None = None) -> Iterator[Line]:
    """The lines below ``root`` in the order of the page; ``tables`` are those of data. Without recursion: pages nest
    deep."""
    from lxml import etree

    fonts = heading_fonts["headingFont"].words if heading_fonts is not None else frozenset()
    writer = _Writer(root, tables, fonts)
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        is_element = isinstance(element.tag, str)
        if event == "start":
            if is_element:
                yield from writer.open(element)
            writer.write(element.text)
        else:
            if is_element:
                yield from writer.close(element)
            if element is not root:
                writer.write(element.tail)
    yield from writer.flush()


class _Writer:
    """The line that is being read, and what stands around it."""

    def __init__(self, root: Any, tables: Container[Any], fonts: frozenset[str]) -> None:
        self.tables, self.fonts = tables, fonts
        self.blocks = [root]
        self.kinds = [BlockKind.PARAGRAPH]
        self.centred = [False]
        self.links = self.bolds = self.data_tables = 0
        self.pieces: list[tuple[str, bool, bool]] = []
        self.pictured = False

    def open(self, element: Any) -> Iterator[Line]:
        tag = element.tag
        self.links += tag in _LINKS
        self.bolds += tag in _BOLD or self._headed(element)
        self.pictured = self.pictured or tag == "img"
        if tag in INLINE:
            return
        yield from self.flush()
        if tag == "table" and element in self.tables:
            self.data_tables += 1
        self.blocks.append(element)
        self.kinds.append(self._kind(tag))
        self.centred.append(self._centred(element))

    def close(self, element: Any) -> Iterator[Line]:
        tag = element.tag
        if tag not in INLINE:
            yield from self.flush()
            self.blocks.pop()
            self.kinds.pop()
            self.centred.pop()
            if tag == "table" and element in self.tables:
                self.data_tables -= 1
        self.links -= tag in _LINKS
        self.bolds -= tag in _BOLD or self._headed(element)

    def write(self, text: str | None) -> None:
        if text:
            self.pieces.append((text, self.links > 0, self.bolds > 0))

    def flush(self) -> Iterator[Line]:
        text = clean("".join(piece for piece, _, _ in self.pieces))
        if text:
            linked = sum(len(clean(piece)) for piece, in_link, _ in self.pieces if in_link)
            bold = all(in_bold for piece, _, in_bold in self.pieces if clean(piece))
            parts = tuple(filter(None, (clean(piece) for piece, _, _ in self.pieces)))
            yield Line(
                text,
                self.kinds[-1],
                self.blocks[-1],
                min(linked, len(text)),
                bold,
                self.centred[-1],
                self.pictured,
                parts,
            )
            self.pictured = False
        self.pieces.clear()

    def _kind(self, tag: str) -> BlockKind:
        """What has no kind of its own is part of what it stands in; the cells of a table that only arranges the page
        are paragraphs."""
        kind = _KINDS.get(tag, self.kinds[-1])
        if tag in ("table", "ul", "ol", "blockquote") and kind is not BlockKind.CELL:
            return BlockKind.PARAGRAPH
        if kind is BlockKind.CELL and tag != "cell" and not self.data_tables:
            return BlockKind.PARAGRAPH
        return kind

    def _centred(self, element: Any) -> bool:
        align, style = element.get("align"), element.get("style")
        if align or "text-align" in (style or ""):
            return (align or "").lower() == "center" or _CENTRED.search(style or "") is not None
        return element.tag == "center" or (element.tag != "table" and self.centred[-1])

    def _headed(self, element: Any) -> bool:
        """Whether the element's font is one that headings are set in."""
        font = _FONT.search(element.get("style") or "")
        return font is not None and any(name in font[1].lower() for name in self.fonts)


@dataclass(slots=True)
class _Seen:
    """What was seen of an open table: ``rows`` with two cells and more that say something, and the ``longest`` cell."""

    table: Any
    nests: bool = False
    heads: bool = False
    titled: bool = False
    rows: int = 0
    longest: int = 0
    filled: list[int] = field(default_factory=list)  # the cells that say something, of each row that is open
    cells: list[int] = field(default_factory=list)  # the code points, blanks aside, of each cell that is open

    @property
    def is_data(self) -> bool:
        if self.nests:
            return False
        return (self.heads and not self.titled) or self.rows >= 2 or (self.rows == 1 and self.longest <= _SHORT_CELL)


def data_tables(root: Any) -> set[Any]:
    """The tables below ``root`` that hold data rather than arranging the page: no table stands in one, and it has
    heads, or two rows of two cells and more that say something, or one of nothing but short cells.

    In one walk over the page, however its tables, rows and cells nest."""
    from lxml import etree

    found: set[Any] = set()
    seen: list[_Seen] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag
        if event == "start":
            if tag == "table":
                if seen:
                    seen[-1].nests = True
                seen.append(_Seen(element))
            elif seen:
                _opened(seen[-1], element)
            _write(seen, element.text if isinstance(tag, str) else None)
            continue
        if event == "end" and seen:
            if tag == "table":
                table = seen.pop()
                if table.is_data:
                    found.add(table.table)
            else:
                _closed(seen[-1], element)
        if element is not root:
            _write(seen, element.tail)
    return found


def _opened(table: _Seen, element: Any) -> None:
    tag = element.tag
    table.heads = table.heads or tag == "th"
    table.titled = table.titled or tag == "h1"
    if tag == "tr":
        table.filled.append(0)
    elif tag == "td" and _is_in_row(element):
        table.cells.append(0)


def _closed(table: _Seen, element: Any) -> None:
    if element.tag == "td" and _is_in_row(element):
        length = table.cells.pop()
        table.filled[-1] += length > 0
        table.longest = max(table.longest, length)
        if table.cells:  # a cell in a cell
            table.cells[-1] += length
    elif element.tag == "tr":
        table.rows += table.filled.pop() >= 2


def _is_in_row(cell: Any) -> bool:
    row = cell.getparent()
    return row is not None and row.tag == "tr"


def _write(seen: list[_Seen], text: str | None) -> None:
    if text and seen and seen[-1].cells:
        seen[-1].cells[-1] += len("".join(text.split()))


def name_parts(element: Any) -> set[str]:
    """The words that an element's class and id are made of, in lower case: ``artInfo_box`` gives art, info and box; and
    each name as a whole."""
    found: set[str] = set()
    for name in f"{element.get('class') or ''} {element.get('id') or ''}".split()[:20]:
        parts = [part.lower() for part in _PART.findall(name[:80])]
        found.update(parts)
        found.add("".join(parts))
    return found
