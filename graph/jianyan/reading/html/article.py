"""Where on a page its article stands, and which lines it is made of.

trafilatura tells the article from what stands around it on most pages; on those of Chinese offices it often takes a
part of the article, or the menus with it. So what it keeps counts as a vote: each line has a weight, and the article is
the deepest element that holds most of it. Its lines are then read from the page's own tree.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from jianyan.lexicon import Lexicon
from jianyan.model import BlockKind
from jianyan.reading.html.furniture import Furniture
from jianyan.reading.html.lines import Line
from jianyan.reading.html.titles import Heading, heading, settled

_SENTENCE = re.compile("[。！？；，!?;]")
_ENDS = "。：:；;！？!?”…"
_SHARE = 0.75  # of the weight, that the article's element holds
_MISNAMED = 0.5  # of the weight: an element that holds as much is no furniture, whatever its name
_VOTE = 3
# A paragraph, or a part of one list or table: never the whole of an article.
_NO_ARTICLES = frozenset(
    ["p", "li", "ul", "ol", "dl", "dd", "dt", "blockquote", "figure", "h1", "h2", "h3", "h4", "pre"]
)


@dataclass(slots=True)
class Article:
    """``lines`` are the article's, its title among them where the page shows one (``heading``). ``above`` are the lines
    of the page before its text that are none of it, ``dropped`` those among the text, ``below`` those behind it;
    ``begins`` is how many of the lines stand before the first that is surely text."""

    lines: list[Line]
    heading: Heading | None = None
    above: list[Line] = field(default_factory=list)
    dropped: list[Line] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)
    begins: int = 0


def find(
    page: Sequence[Line], tables: Container[Any], kept: frozenset[str], titles: Sequence[str], lexicon: Lexicon
) -> Article:
    """The article among the lines of a ``page``; ``tables`` are those of data. ``kept`` are the lines that trafilatura
    keeps, as :func:`key` gives them; ``titles`` what the head of the page says its title is, the surest first."""
    furniture = lexicon.made(Furniture)
    weights, parts = _weights(page, kept, furniture)
    inside, first = _inside(page, weights, tables)
    title = heading(page, first, titles, furniture)
    begins = title.start if title else first
    taken: list[Line] = []
    article = Article(taken, title)
    started = False
    for at, line in enumerate(page):
        if title and title.start <= at < title.end:
            if at == title.start:
                taken.append(title.line)
            continue
        if at < begins:
            (taken if title and at >= title.kicker else article.above).append(line)
        elif at < first or inside[at]:
            if inside[at] and started and furniture.is_tail(line) and not any(weights[at + 1 : at + 41]):
                article.below.extend(page[at:])
                break
            if not parts[at] and _is_text(line, title, started, inside[at], furniture):
                if not started:
                    article.begins = len(taken)
                    started = weights[at] > 0 and line.text[-1] in _ENDS
                taken.append(line)
            else:
                (article.dropped if started else article.above).append(line)
        else:
            article.below.append(line)
    settled(taken, title, lexicon)
    return article


def key(text: str) -> str:
    """A line without its blanks, to find it again."""
    return "".join(text.split())


def _is_text(line: Line, title: Heading | None, started: bool, inside: bool, furniture: Furniture) -> bool:
    if title and key(line.text) == key(title.line.text):
        return False
    if line.kind is BlockKind.CELL:
        return inside and 2 * line.linked <= len(line.text)
    return not furniture.is_line(line) and not furniture.labels.is_data(line.parted, head=not started)


# -- where it is -------------------------------------------------------------------------


def _weights(page: Sequence[Line], kept: frozenset[str], furniture: Furniture) -> tuple[list[int], list[bool]]:
    """How much each line speaks for being in the article, 0 for furniture; and whether it stands in an element that
    says that it is furniture."""
    raw = [_sentence_weight(line, furniture) for line in page]
    held: dict[Any, int] = {}
    for line, weight in zip(page, raw, strict=True):
        if weight:
            for element in _around(line.block):
                held[element] = held.get(element, 0) + weight
    most = _MISNAMED * sum(raw)
    named: dict[Any, bool] = {}

    def is_furniture(line: Line) -> bool:
        passed = []
        answer = False
        for element in _around(line.block):
            if element in named:
                answer = named[element]
                break
            passed.append(element)
            if furniture.is_part(element) and (not most or held.get(element, 0) < most):
                answer = True
                break
        named.update((element, answer) for element in passed)
        return answer

    parts = [is_furniture(line) for line in page]
    votes = [key(line.text) in kept for line in page]
    weights = [
        0 if part else weight * _VOTE if vote else weight for part, vote, weight in zip(parts, votes, raw, strict=True)
    ]
    if not any(weights):  # a page of short lines
        weights = [line.own if vote and not part else 0 for line, vote, part in zip(page, votes, parts, strict=True)]
    if not any(weights):
        weights = [0 if part or furniture.is_line(line) else line.own for line, part in zip(page, parts, strict=True)]
    return weights, parts


def _sentence_weight(line: Line, furniture: Furniture) -> int:
    if furniture.is_line(line) or furniture.labels.is_data(line.parted, head=False):
        return 0
    return line.own if line.own >= 6 and (_SENTENCE.search(line.text) or line.own >= 25) else 0


def _around(block: Any) -> Iterable[Any]:
    yield block
    yield from block.iterancestors()


def _inside(page: Sequence[Line], weights: list[int], tables: Container[Any]) -> tuple[list[bool], int]:
    """Which lines stand in the article's element, and the first of these that has a weight."""
    held: dict[Any, int] = {}
    count: dict[Any, int] = {}
    paths = [list(_around(line.block)) for line in page]
    for path, weight in zip(paths, weights, strict=True):
        if weight:
            for element in path:
                held[element] = held.get(element, 0) + weight
                count[element] = count.get(element, 0) + 1
    total, lines = sum(weights), sum(1 for weight in weights if weight)
    least = min(lines, 2)
    best: Any = None
    depth = 0
    parts: dict[Any, bool] = {}
    for path in paths:
        behind_part = _behind_part(path, parts, tables)
        fit = next(
            (
                at
                for at, element in enumerate(path)
                if at >= behind_part
                and held.get(element, 0) >= _SHARE * total
                and count.get(element, 0) >= least
                and (at or least > 1)
            ),
            None,
        )
        if fit is not None and len(path) - fit > depth:
            depth, best = len(path) - fit, path[fit]
    first = next((at for at, weight in enumerate(weights) if weight and (best is None or best in paths[at])), 0)
    return [best is None or best in path for path in paths], first


def _behind_part(path: Sequence[Any], known: dict[Any, bool], tables: Container[Any]) -> int:
    """Where in a path from within to without the elements begin that are no part of what never is an article;
    ``known`` keeps which elements are such parts, each looked at once."""
    for at in range(len(path) - 1, -1, -1):
        element = path[at]
        if (is_part := known.get(element)) is None:
            is_part = known[element] = _is_part(element, path[at + 1 : at + 5], tables)
        if is_part:
            return at + 1
    return 0


def _is_part(element: Any, around: Sequence[Any], tables: Container[Any]) -> bool:
    """Whether an element is never the whole of an article: a paragraph, a list, a cell of data."""
    if element.tag in _NO_ARTICLES:
        return True
    return element.tag in ("td", "th", "tr", "tbody") and any(one in tables for one in around if one.tag == "table")
