"""Word's DOCX: the text as a reader of the document sees it.

python-docx gives neither the numbers that Word makes (一、 (一) 1.) nor text boxes, footnotes and tracked changes, and
all of them matter here, so the XML is read as ECMA-376 describes it. Tracked changes count as accepted. Left out are
headers and footers, comments, hidden text, tables of contents and field codes.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from jianyan.lexicon import Lexicon
from jianyan.model import BlockKind, Metadata
from jianyan.reading.formats.content import Content, Line, title_in, unreadable
from jianyan.reading.formats.counting import Counting
from jianyan.reading.formats.docx_numbering import Numbering, numbering_of
from jianyan.reading.formats.docx_styles import Styles, styles_of
from jianyan.reading.formats.docx_xml import child, has, local, path, value
from jianyan.reading.formats.package import Package

_PASSED_THROUGH = frozenset(["ins", "moveTo", "smartTag", "customXml", "sdtContent", "hyperlink", "fldSimple", "dir"])
_CONTENTS = "Table of Contents"


def read(data: bytes, source: str, lexicon: Lexicon) -> Content:
    """Raises :class:`~jianyan.errors.InputError` for what is damaged, locked, too large, or no DOCX."""
    package = Package(data, source, "DOCX")
    main = _target(package, "", "officeDocument") or "word/document.xml"
    root = package.xml(main)
    body = child(root, "body") if root is not None else None
    if body is None:
        raise unreadable(source, "DOCX", f"{main} is missing")
    numbering = numbering_of(_part(package, main, "numbering"), lexicon.made(Counting))
    walk = _Walk(styles_of(_part(package, main, "styles"), lexicon), numbering)
    lines = list(walk.blocks(body))
    for kind in ("footnote", "endnote"):
        lines += walk.notes(_part(package, main, kind + "s"), kind)
    core = package.xml(_target(package, "", "core-properties") or "docProps/core.xml")
    title = core.findtext("{http://purl.org/dc/elements/1.1/}title") if core is not None else None
    return Content(lines, Metadata(title_in(title, lines)))


def _part(package: Package, main: str, kind: str) -> Any | None:
    name = _target(package, main, kind)
    return package.xml(name) if name else None


def _target(package: Package, of: str, kind: str) -> str | None:
    """The part that ``of`` (the package itself: ``""``) names as its ``kind``."""
    folder, name = posixpath.split(of)
    relations = package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    for relation in relations if relations is not None else ():
        if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
            return posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", ""))).lstrip("/")
    return None


class _Walk:
    """One walk through a document in its order, which the numbers of its lists depend on."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles, self.numbering = styles, numbering
        self.referenced: dict[str, list[str]] = {"footnote": [], "endnote": []}
        self._carried = ""  # of a paragraph whose end was deleted

    def blocks(self, parent: Any, in_cell: bool = False) -> Iterator[Line]:
        """The lines below a body, cell, text box or note."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element, in_cell)
            elif name == "tbl":
                yield from self._table(element)
            elif name == "sdt":
                if not any(value(part) == _CONTENTS for part in path(element, "sdtPr", "docPartObj", "docPartGallery")):
                    yield from self.blocks(element, in_cell)
            elif name in _PASSED_THROUGH:
                yield from self.blocks(element, in_cell)
            elif name == "AlternateContent":
                yield from self.blocks(_chosen(element), in_cell)

    def notes(self, root: Any | None, kind: str) -> Iterator[Line]:
        """The notes that the text refers to, in its order."""
        by_id = {value(note, "id"): note for note in (root if root is not None else ()) if local(note) == kind}
        for number in dict.fromkeys(self.referenced[kind]):
            if number in by_id:
                yield from self.blocks(by_id[number])

    def _paragraph(self, paragraph: Any, in_cell: bool) -> Iterator[Line]:
        properties = child(paragraph, "pPr")
        style = self.styles.of(properties)
        if style.is_contents:
            return
        boxes: list[Any] = []
        text = "".join(self._inline(paragraph, boxes))
        if has(properties, "rPr", "del"):
            self._carried += text
        elif (text := self._carried + text).strip():
            self._carried = ""
            number = self.numbering.next(properties, style)
            text = number + text.lstrip() if number else text
            kind = BlockKind.CELL if in_cell else BlockKind.HEADING if style.level is not None else BlockKind.PARAGRAPH
            yield from ((kind, line) for line in text.split("\n"))
        for box in boxes:
            yield from self.blocks(box, in_cell)

    def _table(self, table: Any) -> Iterator[Line]:
        cells = [cell for row in _rows(table) for cell in _within(row, "tc")]
        for cell in cells:
            yield from self.blocks(cell, in_cell=len(cells) > 1)  # a table of one cell is a frame

    def _inline(self, parent: Any, boxes: list[Any]) -> Iterator[str]:
        for element in parent:
            name = local(element)
            if name == "r":
                if not any(_is_on(flag) for flag in path(element, "rPr", "vanish")):
                    yield from self._run(element, boxes)
            elif name in _PASSED_THROUGH or name in ("sdt", "rubyBase"):
                yield from self._inline(element, boxes)
            elif name == "AlternateContent":
                yield from self._inline(_chosen(element), boxes)
            elif name in ("oMath", "oMathPara"):
                yield from (part.text or "" for part in element.iter("{*}t"))

    def _run(self, run: Any, boxes: list[Any]) -> Iterator[str]:
        for element in run:
            name = local(element)
            if name == "t":
                yield element.text or ""
            elif name in ("tab", "ptab"):
                yield " "
            elif name == "cr" or (name == "br" and value(element, "type") in (None, "textWrapping")):
                yield "\n"
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "ruby":
                yield from self._inline(element, boxes)
            elif name == "AlternateContent":
                yield from self._run(_chosen(element), boxes)
            elif name in ("footnoteReference", "endnoteReference"):
                self.referenced[name.removesuffix("Reference")].append(value(element, "id") or "")
            elif name in ("drawing", "pict", "object"):
                boxes += _boxes(element)


def _rows(table: Any) -> Iterator[Any]:
    return (row for row in _within(table, "tr") if not has(row, "trPr", "del"))


def _within(parent: Any, wanted: str) -> Iterator[Any]:
    """Children of a name, also those inside what only marks them."""
    for element in parent:
        name = local(element)
        if name == wanted:
            yield element
        elif name in _PASSED_THROUGH or name == "sdt":
            yield from _within(element, wanted)


def _boxes(drawing: Any) -> list[Any]:
    """The contents of the text boxes in a drawing, each once: of two renderings of a box the first counts."""
    found: list[Any] = []
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        name = local(element)
        if name == "txbxContent":
            found.append(element)
        else:
            waiting += reversed(_chosen(element) if name == "AlternateContent" else element)
    return found


def _chosen(alternatives: Any) -> Any:
    """What to read of several renderings of one thing."""
    return alternatives[0] if len(alternatives) else ()


def _is_on(flag: Any) -> bool:
    return value(flag) not in ("0", "false", "off")
