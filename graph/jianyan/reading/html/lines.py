"""A page's tree → its lines, each with what the markup says of it.

One line a paragraph, heading, caption, cell or list item, and one for each part between two ``br``. Nothing is
judged here: which lines are the article is for the modules behind this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
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


def lines(root: Any, heading_fonts: Table | None = None) -> Iterator[Line]:
    """The lines below ``root`` in the order of the page. Without recursion: pages nest deep."""
    from lxml import etree

    writer = _Writer(root, heading_fonts["headingFont"].words if heading_fonts is not None else frozenset())
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

    def __init__(self, root: Any, fonts: frozenset[str]) -> None:
        self.fonts = fonts
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
        if tag == "table" and is_data_table(element):
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
            if tag == "table" and is_data_table(element):
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


def is_data_table(table: Any) -> bool:
    """Whether a table holds data rather than arranging the page: no table stands in it, and it has heads, or two rows
    of two cells and more that say something, or one of nothing but short cells."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    if next(table.iterdescendants("th"), None) is not None and next(table.iterdescendants("h1"), None) is None:
        return True
    rows = longest = 0
    for row in table.iterdescendants("tr"):
        filled = [text for cell in row.iterchildren("td") if (text := (cell.text_content() or "").strip())]
        rows += len(filled) >= 2
        longest = max([longest, *map(len, filled)])
        if rows >= 2:
            return True
    return rows == 1 and longest <= _SHORT_CELL


def name_parts(element: Any) -> set[str]:
    """The words that an element's class and id are made of, in lower case: ``artInfo_box`` gives art, info and box; and
    each name as a whole."""
    found: set[str] = set()
    for name in f"{element.get('class') or ''} {element.get('id') or ''}".split()[:20]:
        parts = [part.lower() for part in _PART.findall(name[:80])]
        found.update(parts)
        found.add("".join(parts))
    return found
