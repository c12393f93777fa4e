"""A question to a government and the answer that was given in a council.

以下是张某某议员的提问和运输及物流局局长李某某的书面答复:
问题: / 有居民反映… / 政府可否告知本会:(一)…
答复: / 主席: / 政府会在今年内…。                    the words of who answers
"""

from __future__ import annotations

import re

from jianyan.extraction.forms.content import Content, direct
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.voices import Voice
from jianyan.extraction.text.sentences import Range
from jianyan.model import Basis

_HEAD_LINES = 12
_INTRODUCES = re.compile(
    r"议员的?(?:口头|书面)?(?:提问|质询|问题)[和及与](?P<who>[^。:,;]{3,48}?)的?(?:书面|口头)?(?:答[覆复]|回[覆复])"
)
_ANSWER = re.compile(r"(?:书面|口头)?(?:答[覆复]|回[覆复]) ?: ?")
_SHORTEST_REST = 4  # code points behind a label that are part of the answer


def answered(content: Content) -> list[Voice] | None:
    """What stands below 答复: is whose answer the head of the text announces; who asked speaks too."""
    page = content.page
    for line in page.content()[:_HEAD_LINES]:
        if m := _INTRODUCES.search(page.text, line.start, line.end):
            break
    else:
        return None
    labels = [i for i, line in enumerate(content.lines) if _ANSWER.match(page.text, line.start, line.end)]
    if not labels or content.lines[labels[0]].start < m.end():
        return None
    voice = _answerer(page, m.span("who"))
    voice.structured, voice.rule = True, "answer"
    first = content.lines[labels[0]]
    voice.passages = [direct(line) for line in content.lines[labels[0] + 1 :]]
    if first.end - first.start > len("书面答复:") + _SHORTEST_REST:
        voice.passages.insert(0, direct(first))
    asked = [n for n in page.people.named.within(0, m.start("who")) if n.end > m.start() - 1]
    asker = [Voice((asked[-1].start, asked[-1].end), page.people.who(asked[-1]), rule="answer")] if asked else []
    return [*asker, voice]


def _answerer(page: Page, who: Range) -> Voice:
    """Who answers: the person named, else the body whose post is named."""
    named = page.people.named.within(*who)
    if named:
        return Voice((named[-1].start, named[-1].end), page.people.who(named[-1]))
    longest = max(page.bodies.within(*who), key=lambda m: m.span.end - m.span.start, default=None)
    return Voice(who, issuers=[longest.body] if longest else [], basis=Basis.EXPLICIT)
