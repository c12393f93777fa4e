"""A web page → its main text, in blocks, and what the page says of itself.

trafilatura tells where the article is; the text is written here, from the page's own tree: one block a paragraph,
heading, caption, cell or list item, with a blank line between two. What is no text of the article (the line with date
and source, buttons, page numbers, lists of other articles) is left out, after it was asked for the page's fields.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from jianyan.errors import InputError
from jianyan.lexicon import Lexicon
from jianyan.model import Block, BlockKind, FieldOrigin, Metadata, Span
from jianyan.reading.html import article, fields, metas, nesting
from jianyan.reading.html.lines import Line, data_tables, lines
from jianyan.reading.html.titles import bare, without_site

_DROPPED = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "select",
    "button",
    "textarea",
    "option",
    "map",
    "head",
)


def main_text(page: str, source: str, lexicon: Lexicon) -> tuple[str, Metadata, tuple[Block, ...]]:
    """The main text of ``page`` with the blocks it is made of, and its metadata, by the words of ``lexicon``.

    Every block's span lies in the returned text. Raises :class:`~jianyan.errors.InputError` when the page
    holds no text (one that scripts fill, say).
    """
    tree = _tree(page, source)
    said, scripted = metas.said(tree, lexicon), fields.scripted(tree, lexicon)
    kept = _kept(tree)
    _strip(tree)
    tables = data_tables(tree)
    found = article.find(list(lines(tree, tables, lexicon.markup)), tables, kept, _titles(said), lexicon)
    if not found.lines:
        raise _no_text(source)
    metadata = fields.metadata(said, found, scripted, lexicon)
    if metadata.origins.title is FieldOrigin.FORM_FIELD:  # what stands above a form is no title
        found.lines[:] = [line for line in found.lines if found.heading is None or line is not found.heading.line]
    _leave_out_names(found, metadata)
    if metadata.title and not any(bare(metadata.title) in bare(line.text) for line in found.lines):
        found.lines.insert(0, Line(metadata.title, BlockKind.HEADING, None))
    return "\n\n".join(line.text for line in found.lines), metadata, _blocks(found.lines)


def _leave_out_names(found: article.Article, metadata: Metadata) -> None:
    """Take out the lines between title and text that only name the publisher or the author."""
    known = {article.key(name) for name in (metadata.publisher, *metadata.authors) if name}
    head = found.lines[: found.begins]
    found.lines[: found.begins] = [line for line in head if not known.issuperset(map(article.key, line.parts))]


def _titles(said: metas.Said) -> list[str]:
    """What the head says the title is, the surest first."""
    return [title for title in (said.title, without_site(said.title_element), said.title_element) if title]


def _tree(page: str, source: str) -> Any:
    import trafilatura
    from lxml import etree, html

    tree = trafilatura.load_html(page)
    if tree is not None and nesting.is_cut(tree):
        tree = trafilatura.load_html(nesting.flattened(page))
    if tree is not None:
        return tree
    try:  # a fragment, or plain text under this ending
        return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:
        raise _no_text(source) from None


def _kept(tree: Any) -> frozenset[str]:
    """The lines that trafilatura keeps of a page."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(deepcopy(tree), include_comments=False)  # changes the tree it is given
    if found is None:
        return frozenset()
    return frozenset(
        article.key(part) for line in lines(found.body, data_tables(found.body)) for part in line.text.split("\n")
    )


def _strip(tree: Any) -> None:
    """Take out what no reader sees."""
    hidden = [
        element
        for element in tree.iter()
        if isinstance(element.tag, str)
        and (element.tag in _DROPPED or element.get("hidden") is not None or _is_hidden(element))
    ]
    for element in hidden:
        if element.getparent() is not None:
            element.drop_tree()


def _is_hidden(element: Any) -> bool:
    style = element.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()


def _blocks(found: list[Line]) -> tuple[Block, ...]:
    """Where each line stands in the text that they are joined to."""
    blocks, at = [], 0
    for line in found:
        blocks.append(Block(line.kind, Span(at, at + len(line.text))))
        at += len(line.text) + len("\n\n")
    return tuple(blocks)


def _no_text(source: str) -> InputError:
    return InputError(
        source,
        en="no text was found in this page; copy the article into a .txt file",
        zh="在这个网页中没有找到正文；请把文章复制到 .txt 文件中",
    )
