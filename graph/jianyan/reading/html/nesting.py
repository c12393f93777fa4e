"""Pages that nest deeper than the parser goes: libxml2 stops at 255 open elements, and what follows is lost.

Hand-made pages leave ``<font>`` and ``<div>`` open by the hundred. What stands deeper than any layout needs is written
again without its tags, so that its text is read.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from jianyan.reading.html.lines import INLINE

DEEPEST = 250
"""Elements within one another from which on a page may have been cut."""
_OPEN = 60
"""Elements that stay open within one another; between two of them stand up to three that are not counted."""
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
# What holds nothing, what a parser closes by itself, and what is read as it stands.
_NOT_COUNTED = frozenset(
    ["area", "base", "body", "br", "col", "embed", "frame", "head", "hr", "html", "img", "input", "link", "meta"]
    + ["param", "script", "source", "style", "title", "track", "wbr"]
    + ["colgroup", "dd", "dt", "li", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr"]
)


def is_cut(tree: Any) -> bool:
    """Whether the parser may have stopped within the page, for it nests too deep."""
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth >= DEEPEST:
            return True
    return False


def flattened(page: str) -> str:
    """The page without the tags of what is nested too deep; where one begins or ends a block, a line ends.

    >>> flattened("<div>" * 61 + "甲<b>乙</b></div>丙").removeprefix("<div>" * 60)
    '<br>甲乙<br>丙'
    """
    open_ones: list[tuple[str, bool]] = []  # the name of each element that is open, and whether its tags stay
    count: Counter[str] = Counter()
    ended = -1  # where the last tag stood that a line end stands for

    def kept(found: re.Match[str]) -> str:
        nonlocal ended
        name = found["name"].lower()
        if name in _NOT_COUNTED:
            return found[0]
        if not found["end"]:
            stays = len(open_ones) < _OPEN
            open_ones.append((name, stays))
            count[name] += 1
        elif count[name]:
            while True:  # what it closes with it is not open any more
                closed, stays = open_ones.pop()
                count[closed] -= 1
                if closed == name:
                    break
        else:
            return ""
        if stays:
            return found[0]
        if name in INLINE:
            return ""
        ends_again, ended = ended == found.start(), found.end()
        return "" if ends_again else "<br>"

    return _TAG.sub(kept, page)
