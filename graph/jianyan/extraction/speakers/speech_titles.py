"""Speeches that running text knows by their titles or topics.

作《…》发言, 以“…”为题发言            a title in marks
就蚕桑业发展问题|提出建议              a topic without
分别就“…”“…”作了发言                  titles in the order of the names
"""

from __future__ import annotations

import re

from jianyan.extraction.text.sentences import Range
from jianyan.lexicon import Lexicon

TITLED = (
    r"<entitles>了?(?:的<paper>是)?<titleIs>?(?P<open>[《“])"
    r"(?P<title>[^《》“”]{3,60}(?:“[^”]{1,20}”[^《》“”]{0,40})?)[》”]"
)
_BEARS_IT = r"<behindTitle>?[^。;]{0,12}<titledSpeech>"
_ON_TOPIC = (
    r"(?:<topicOpens>(?P<title>“?[^。;《》]{4,60}?)(?:等)?<topicNoun>?,?<puts>(?:了|出)?(?:意见)?<speechNoun>"
    r"|<puts>了?关于(?P<about>[^,。;《》]{4,40}?)的?<speechNoun>)(?=[,。;\n]|$)"
)
TOPIC_REACH = 200  # code points: more than _ON_TOPIC is ever long
_MARKED = r"(?:《[^《》]{3,60}》|“[^“”]{3,50}”)"
_SUBMITTED = rf"<submits>了?(?P<titles>{_MARKED}(?:[、和]?{_MARKED})+)"
_PAPERS = r"(?:《[^《》\n]{3,60}<proposal>》[、和]?)+"
_DISTRIBUTED = rf"分别<distributes>(?P<titles>(?:{_MARKED}[、和]?){{2,}})"
_DISTRIBUTED_TOPICS = (
    r"分别<topicOpens>(?P<topics>[^。;:“”《》]{4,40}、[^。;:“”《》]{4,240}?)(?:等)?<topicNoun>?,?"
    r"<puts>(?:了|出)?(?:意见)?<speechNoun>"
)
_IN_MARKS = re.compile(r"《(?P<title>[^《》]+)》|“(?P<quoted>[^“”]+)”")


def quoted(lexicon: Lexicon, text: str, start: int, end: int) -> Range | None:
    """The title in marks of the speech or proposal that a clause tells of."""
    m = lexicon.pattern(TITLED).search(text, start, end)
    if not m:
        return None
    cues = lexicon.cues
    submitted = cues["submits"].at(text, m.start()) and text.startswith("关于", m.start("title"))
    closes = m.end() >= end or (text[m.end()] in "。;、," and m.end() + 1 == end)
    bears_it = lexicon.pattern(_BEARS_IT).match(text, m.end(), end)
    return m.span("title") if submitted or closes or bears_it or cues["onTopic"].at(text, m.start()) else None


def topic(lexicon: Lexicon, text: str, start: int, end: int) -> Range | None:
    """The topic without marks that a sentence gives a speech (就蚕桑业发展问题|提出建议, 提出关于…的建议)."""
    m = lexicon.pattern(_ON_TOPIC).search(text, start, end)
    if m and lexicon.cues["urgeInside"].ending(text, start, m.start()):
        return None  # 要|紧扣改革建言献策: what is to be done
    return m.span("title" if m["title"] else "about") if m else None


def submitted(lexicon: Lexicon, text: str, start: int, end: int) -> list[Range]:
    """The titles of several proposals that one clause tells of (提交了《…》《…》等5件提案)."""
    m = lexicon.pattern(_SUBMITTED).search(text, start, end)
    return _marked(text, *m.span("titles")) if m else []


def distributed_topics(lexicon: Lexicon, text: str, start: int, end: int) -> tuple[int, Range] | None:
    """Where 分别 stands, and the topics behind it (分别就完善…、加快…|提出建议); None if a sentence has none."""
    m = lexicon.pattern(_DISTRIBUTED_TOPICS).search(text, start, end)
    return (m.start(), m.span("topics")) if m else None


def papers(lexicon: Lexicon, text: str, start: int, end: int) -> list[Range]:
    """The titles of papers that a clause opens with (《关于…的提案》《关于…的建议》|受到关注)."""
    if not text.startswith("《", start):
        return []
    m = lexicon.pattern(_PAPERS).match(text, start, end)
    return _marked(text, *m.span()) if m else []


def distributed(lexicon: Lexicon, text: str, start: int, end: int) -> tuple[int, list[Range]] | None:
    """Where 分别 stands, and the titles behind it; None if a sentence distributes none."""
    m = lexicon.pattern(_DISTRIBUTED).search(text, start, end)
    if not m:
        return None
    return m.start(), _marked(text, *m.span("titles"))


def _marked(text: str, start: int, end: int) -> list[Range]:
    """Where the titles in marks stand, without the marks."""
    return [m.span("title" if m["title"] else "quoted") for m in _IN_MARKS.finditer(text, start, end)]
