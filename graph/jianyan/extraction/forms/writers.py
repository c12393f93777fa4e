"""Who wrote a column.

author: 某某某                       a field before the text
[撰文:某某会总裁某某]                 a line at its head
"""

from __future__ import annotations

import re

from jianyan.extraction.forms.signers import plain_names
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.subjects import Subject
from jianyan.extraction.text.layout import FRONT_MATTER
from jianyan.extraction.text.sentences import Range
from jianyan.model import Basis

_FIELD = re.compile(r"^author: ?[\"“]?(?P<name>[^\n\"“”]{2,40})[\"”]?$", re.MULTILINE)
_LABEL = r"[(\[]<columnLabel> ?[:/] ?(?P<name>[^()\[\]\n@]{2,30}?) ?(?:@[^()\[\]\n]{0,40})?[)\]]"
_HEAD = 4  # lines, in which the label stands


def writer(page: Page) -> Subject | None:
    """Whose the text is, by the line that says who wrote it, else by the field before the text; None where that is a
    reporter, or a word for anybody (读者来论)."""
    label = page.lexicon.pattern(_LABEL)
    for line in page.content()[:_HEAD]:
        if m := label.fullmatch(page.text, line.start, line.end):
            return _labelled(page, m.span("name")) or _named(page, m.span("name"))
    front = FRONT_MATTER.match(page.text)
    field = _FIELD.search(page.text, *front.span("rows")) if front else None
    return _named(page, field.span("name")) if field else None


def _labelled(page: Page, name: Range) -> Subject | None:
    """某某会总裁|某某: a person with posts."""
    named = page.people.named.introduced(name[0], name[1] + 1)
    if not named or page.people.who(named[0]).press:
        return None
    return Subject(page.people.who(named[0]), (), (named[0].start, named[0].end), Basis.BYLINE)


def _named(page: Page, name: Range) -> Subject | None:
    """The person, or the body, whose name fills ``name``."""
    if page.lexicon.pattern("<credit>").search(page.text, *name):
        return None
    if page.bodies.known(*name) or page.lexicon.bodies.suffix_words.ending(page.text, *name):
        return Subject(None, (page.bodies.body(*name),), name, Basis.ISSUER)
    if plain_names(page, *name) == [name] and not page.people.names.is_word(*name):
        return Subject(page.people.register(*name), (), name, Basis.BYLINE)
    return Subject(None, (page.bodies.body(*name),), name, Basis.ISSUER) if _is_group(page, name) else None


def _is_group(page: Page, name: Range) -> bool:
    """Whether a text that says 我们 names at the head of a sentence whoever fills ``name``: a group writes."""
    written = page.text[name[0] : name[1]]
    heads = re.compile(rf"(?:^|[。!?\n]) *{re.escape(written)}", re.MULTILINE)
    own = any(heads.search(page.text, line.start, line.end) for line in page.content())
    return own and page.lexicon.pattern("<weOfGroup>").search(page.text) is not None
