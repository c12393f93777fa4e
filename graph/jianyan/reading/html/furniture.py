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
_CRUMBS = re.compile(r"^[^。，；]{1,40}?(?: ?(?:>>?|›|»|→|/(?=.{0,40}/)) ?[^。，；>]{1,40})+$")


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
        return len(text) <= _SHORT and _CRUMBS.match(text) is not None and line.linked > 0

    def is_tail(self, line: Line) -> bool:
        """Whether what follows the line on the page is no text of its article."""
        text = folded(line.text).lstrip("[【■▪·> ")
        return len(text) <= _SHORT and bool(self.lexicon.furniture["pageTail"].at(text, 0))
