"""Proposals: 案由:关于加快发展氢能产业的建议 / 第一提案者:某某(…) / 联名提案者:某某、某某."""

from __future__ import annotations

import re

from jianyan.extraction.forms.content import Content, direct
from jianyan.extraction.forms.signers import issuers, listed, presenter, signer
from jianyan.extraction.names.posts import posts
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.voices import Voice
from jianyan.extraction.text.layout import Line, LineKind
from jianyan.extraction.text.sentences import Range
from jianyan.model import Basis, Span

_PROPOSER = r"^[ \[]*<padded proposer>\]?\s*(?:[:|]\s*|(?<=\s))(?P<who>\S.*)$"  # 提案人:…; 第 一 提 案 者 : …
_HOLDER = r"^[ \[]*<padded holderField>\]?\s*(?:[:|]\s*|(?<=\n))(?P<posts>\S.+)$"  # 单位职务:某某律师事务所主任
_WHOSE = re.compile(r"[^:\n]{2,24}:(?=关于)")
_CONTENT = re.compile(r"内\s*容")


def labelled_proposal(content: Content) -> list[Voice] | None:
    """提案人:张某某 (…): a field of its own says who proposes."""
    proposer = content.page.lexicon.pattern(_PROPOSER)
    fields = [i for i, line in enumerate(content.lines) if proposer.match(content.page.of(line))]
    if len(fields) > 1 and any(line.kind is LineKind.PARAGRAPH for line in content.lines[fields[0] : fields[1]]):
        return [
            voice for at in zip(fields, [*fields[1:], None], strict=True) for voice in _one_of_several(content, *at)
        ]
    return _proposal(content) if fields else None


def _one_of_several(content: Content, at: int, following: int | None) -> list[Voice]:
    """加强餐饮监管 / 提案人:某某 / …: a proposal in a collection, its title above the field that names who proposes.
    ``following`` is where the next such field stands, below the title of its own."""
    page, field = content.page, content.lines[at]
    m = page.lexicon.pattern(_PROPOSER).match(page.of(field))
    found = listed(page, field.start + m.start("who"), field.end) if m else []
    above = content.lines[at - 1] if at else None
    own = (above.start, above.end) if above and above.kind is LineKind.SHORT else None
    heading = page.fields.title_range  # of the first in a collection, which has no other
    if heading and heading[1] <= field.start and (own is None or heading[0] > own[0]):
        own = heading
    end = following - 1 if following is not None and content.lines[following - 1].kind is LineKind.SHORT else following
    for voice in found:
        voice.rule = "proposal"
    for voice in found[:1]:
        voice.structured = True
        voice.title = own
        voice.passages = [direct(line) for line in content.lines[at + 1 : end]]
    return found


def titled_proposal(content: Content) -> list[Voice] | None:
    """关于加快发展氢能产业的提案: only the title says that it is a proposal."""
    title = content.page.lexicon.pattern("^(?P<whose>[^:]{2,24}:)?关于.+的<proposal>$")
    m = title.search(content.page.title) if content.page.fields.title else None
    if m is None or (m["whose"] and not content.page.fields.issuer):
        return None
    return _proposal(content)


def _proposal(content: Content) -> list[Voice]:
    """A voice for each proposer; the first has the title and the words."""
    page = content.page
    proposer, other = page.lexicon.pattern(_PROPOSER), page.lexicon.pattern("<padded proposalField>")
    holds = page.lexicon.pattern(_HOLDER)
    found: list[Voice] = []
    words: list[Line] = []
    for line in content.lines:
        if field := proposer.match(page.of(line)):
            found += _proposers(page, line, field)
        elif (holder := holds.match(page.of(line))) and found and found[0].person:
            found[0].person.add(posts(page.people, line.start + holder.start("posts"), line.end) or [])
        elif _holds_text(page.of(line)) or not other.match(page.of(line)):
            words.append(line)
    if not found:
        found.append(_unlabelled(content))
    for voice in found:
        voice.rule = "proposal"
    found[0].title = _title(page)
    found[0].structured = True
    found[0].passages = [direct(line) for line in words]
    return found


def _title(page: Page) -> Range | None:
    """The title of the paper, without whose it is (某党中央:|关于…的提案)."""
    where = page.fields.title_range
    whose = _WHOSE.match(page.text, *where) if where else None
    return (whose.end(), where[1]) if where and whose else where


def _proposers(page: Page, line: Line, field: re.Match[str]) -> list[Voice]:
    """Those whom a field lists; who proposes as a member (提案委员:某某) sits in the CPPCC that the text names."""
    who = line.start + field.start("who")
    found = listed(page, who, line.end)
    label = page.lexicon.pattern("<memberTitle>").search(page.text, line.start, who)
    for voice in found:
        if label and voice.person and not any(post.post == label[0] for post in voice.person.posts):
            voice.person.add(page.people.seat(page.people.organizer, label[0], Span(*voice.evidence)))
    return found


def _unlabelled(content: Content) -> Voice:
    """Whose a proposal is that names no proposer: the body's that a note says submitted it, else its signer's, else its
    issuer's."""
    page, lines = content.page, content.lines
    presented = not page.fields.issuers and presenter(page, lines)
    if not presented and (signed := signer(page, lines)):
        return Voice(signed[1], signed[0], basis=Basis.BYLINE)
    return Voice(content.opening, issuers=issuers(page, lines), basis=Basis.ISSUER)


def _holds_text(row: str) -> bool:
    """Whether a field holds the proposal itself (内容:一是加快…), not only its label."""
    return _CONTENT.match(row) is not None and ":" in row and not row.rstrip().endswith(":")
