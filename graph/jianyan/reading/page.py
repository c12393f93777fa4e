"""A web page → its main text, in blocks, and what the page says of itself.

trafilatura tells the article from the menus around it. Its own text output loses what is a heading
and breaks lines inside a sentence on short pages, so the text is written here, from the tree that it
kept: one block a paragraph, heading, caption or cell, with a blank line between two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

from jianyan.errors import InputError
from jianyan.model import Block, BlockKind, Metadata, Span

# Elements that stand within a line; every other one begins a block. Names of HTML and of trafilatura's tree.
_INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "hi", "i", "ins", "kbd"]
    + ["mark", "q", "ref", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var"]
)
_HEADINGS = ("head", "h1", "h2", "h3", "h4", "h5", "h6")
_KINDS = {
    **dict.fromkeys(_HEADINGS, BlockKind.HEADING),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
    **dict.fromkeys(("cell", "td", "th"), BlockKind.CELL),
}
_FURNITURE = ("head", "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "iframe")
_MENU = re.compile(r"\b(nav|menu|breadcrumb|crumbs?|footer|foot|copyright|sidebar|share)\b", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20\x7f\u00a0\u200b\ufeff]+")

# Dates come from the page's own metadata alone: a search through its text takes a copyright year for one, and a
# bound that follows the clock would make a build depend on the day.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}


def main_text(page: str, source: str) -> tuple[str, Metadata, tuple[Block, ...]]:
    """The main text of ``page`` with the blocks it is made of, and its metadata.

    Every block's span lies in the returned text. Raises :class:`~jianyan.errors.InputError` when the page
    holds no text (one that scripts fill, say).
    """
    import trafilatura
    from lxml import etree, html

    tree = trafilatura.load_html(page)
    if tree is None:  # a fragment, or plain text under this ending
        try:
            tree = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
        except etree.ParserError:
            raise _no_text(source) from None
    _paragraphs(tree)
    found: Any = trafilatura.bare_extraction(  # changes the tree it is given
        deepcopy(tree), with_metadata=True, include_comments=False, date_extraction_params=dict(_DATES)
    )
    metadata = _metadata(tree, found)
    lines = [] if found is None or _broken(found.body) else list(_lines(found.body))
    if not lines:
        lines = list(_lines(_article(tree)))
    if not lines:
        raise _no_text(source)
    if metadata.title and not any(metadata.title in line for _, line in lines):
        lines.insert(0, (BlockKind.HEADING, metadata.title))
    return "\n\n".join(line for _, line in lines), metadata, _blocks(lines)


def _blocks(lines: list[tuple[BlockKind, str]]) -> tuple[Block, ...]:
    """Where each line stands in the text that they are joined to."""
    blocks, at = [], 0
    for kind, line in lines:
        blocks.append(Block(kind, Span(at, at + len(line))))
        at += len(line) + len("\n\n")
    return tuple(blocks)


def _lines(root: Any) -> Iterator[tuple[BlockKind, str]]:
    """The blocks below ``root`` in the order of the page, their blanks collapsed. Without recursion: pages
    nest deep."""
    from lxml import etree

    line, kinds = "", [BlockKind.PARAGRAPH]
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        begins, is_element = event == "start", isinstance(element.tag, str)
        if is_element and element.tag not in _INLINE:
            if line := _clean(line):
                yield kinds[-1], line
            line = ""
            if begins:  # what has no kind of its own is part of what it stands in
                kinds.append(_KINDS.get(element.tag, kinds[-1]))
            else:
                kinds.pop()
        if begins:
            line += element.text or ""
        elif element is not root:
            line += element.tail or ""


def _paragraphs(tree: Any) -> None:
    """Make a paragraph of each ``div`` that holds nothing but a line: many Chinese pages know no ``p``, and
    trafilatura looks for them."""
    for division in tree.iter("div"):
        inner = list(division.iterdescendants())
        if any(isinstance(element.tag, str) and element.tag not in (*_INLINE, "br") for element in inner):
            continue
        text = division.text_content().strip()
        linked = sum(len(element.text_content()) for element in inner if element.tag == "a")
        if text and 2 * linked < len(text) and not _is_menu(division):
            division.tag = "p"


def _is_menu(element: Any) -> bool:
    return _MENU.search(f"{element.get('class')} {element.get('id')}") is not None


def _broken(body: Any) -> bool:
    """Whether trafilatura gave up on the structure: all text in one paragraph, a line for each piece."""
    return len(body) == 1 and not len(body[0]) and "\n" in (body[0].text or "").strip()


def _article(tree: Any) -> Any:
    """The page without its furniture, for what trafilatura finds no article in."""
    menus = [element for element in tree.iter("div", "ul", "section") if _is_menu(element)]
    for element in [*tree.iter(*_FURNITURE), *menus]:
        if element.getparent() is not None:
            element.drop_tree()
    return tree


def _metadata(tree: Any, found: Any) -> Metadata:
    authors = tuple(dict.fromkeys(name.strip() for name in _author(tree, found).split(";") if name.strip()))
    if found is None:
        return Metadata(authors=authors)
    return Metadata(_clean(found.title) or None, _date(found.date), _clean(found.sitename) or None, authors)


def _author(tree: Any, found: Any) -> str:
    """trafilatura drops names of two to four characters, so the page's own field comes first."""
    for content in tree.xpath('//meta[translate(@name, "AUTHOR", "author") = "author"]/@content'):
        if content.strip():
            return re.sub("[，、；,]", ";", str(content))
    return (found.author or "") if found is not None else ""


def _clean(text: str | None) -> str:
    return _BLANKS.sub(" ", text or "").strip()


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _no_text(source: str) -> InputError:
    return InputError(
        source,
        en="no text was found in this page; copy the article into a .txt file",
        zh="在这个网页中没有找到正文；请把文章复制到 .txt 文件中",
    )
