"""Which lines of a page are its furniture: menus, buttons, page numbers, lists of other articles, the foot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jianyan.lexicon import Lexicon
from jianyan.reading.html.imprint import Labels, folded
from jianyan.reading.html.lines import Line, name_parts

_ELEMENTS = ("nav", "footer", "aside", "form")
_SHORT = 60  # code points: a longer line that ends as a sentence does is text
_LONGEST = 120
_CRUMB = 40  # code points of a step of the way to a page
_STEPS = re.compile(r">>?|[›»→/]")
_SENTENCE = frozenset("。，；")


@dataclass(frozen=True)
class Furniture:
    """What the lexicon knows of furniture, made once for a lexicon."""

    lexicon: Lexicon

    @cached_property
    def labels(self) -> Labels:
        return Labels(self.lexicon)

    @cached_property
    def _holds(self) -> re.Pattern[str]:
        return self.lexicon.pattern("<pageLine>|<contains>")

    @cached_property
    def _pager(self) -> re.Pattern[str]:
        return self.lexicon.pattern(r"(?:<pager>|[\d\s\[\]()【】·|,.:<>«»‹›/&-])+")

    def is_part(self, element: Any) -> bool:
        """Whether an element says itself that it is furniture."""
        return element.tag in _ELEMENTS or not self.lexicon.markup["furnitureClass"].words.isdisjoint(
            name_parts(element)
        )

    def is_line(self, line: Line) -> bool:
        """Whether a line reads as furniture wherever it stands."""
        text = folded(line.text)
        if len(text) > _LONGEST or (len(text) > _SHORT and text.endswith("。")):
            return False
        if self.lexicon.furniture["attachment"].at(text, 0):
            return False
        if self.lexicon.furniture["pageStarts"].at(text.lstrip(" 　"), 0):
            return True
        if not text.endswith("。") and self._holds.search(text):
            return True
        if self._pager.fullmatch(text) or not any(char.isalnum() for char in text):
            return True
        if line.linked and 2 * line.linked >= len(line.text):
            return True
        return len(text) <= _SHORT and line.linked > 0 and _is_way(text)

    def is_tail(self, line: Line) -> bool:
        """Whether what follows the line on the page is no text of its article."""
        text = folded(line.text).lstrip("[【■▪·> ")
        return len(text) <= _SHORT and bool(self.lexicon.furniture["pageTail"].at(text, 0))


def _is_way(text: str) -> bool:
    """首页 > 政协要闻 > 正文, 首页/政协要闻/正文: whether a line is the way from the site's head to the page; one slash
    alone is none."""
    steps = [step.strip() for step in _STEPS.split(text)]
    fewest = 2 if not set(">›»→").isdisjoint(text) else 3
    return len(steps) >= fewest and _SENTENCE.isdisjoint(text) and all(0 < len(step) <= _CRUMB for step in steps)
