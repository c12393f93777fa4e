"""Proposals: 案由:关于加快发展氢能产业的建议 / 第一提案者:某某(…) / 联名提案者:某某、某某."""

from __future__ import annotations

import re

from jianyan.extraction.forms.content import Content, direct
from jianyan.extraction.forms.signers import listed, signer
from jianyan.extraction.speakers.voices import Voice
from jianyan.extraction.text.layout import Line
from jianyan.model import Basis

_PROPOSER = r"^[ \[]*<padded proposer>\]?\s*(?::\s*|(?<=\s))(?P<who>\S.*)$"  # 提案人:…; 第 一 提 案 者 : …
_CONTENT = re.compile(r"内\s*容")


def labelled_proposal(content: Content) -> list[Voice] | None:
    """提案人:张某某 (…): a field of its own says who proposes."""
    proposer = content.page.lexicon.pattern(_PROPOSER)
    fields = [m for line in content.lines if (m := proposer.match(content.page.of(line)))]
    return _proposal(content) if fields else None


def titled_proposal(content: Content) -> list[Voice] | None:
    """关于加快发展氢能产业的提案: only the title says that it is a proposal."""
    title = content.page.lexicon.pattern("^关于.+的<proposal>$")
    return _proposal(content) if content.page.fields.title and title.search(content.page.title) else None


def _proposal(content: Content) -> list[Voice]:
    """A voice for each proposer; the first has the title and the words."""
    page = content.page
    proposer, other = page.lexicon.pattern(_PROPOSER), page.lexicon.pattern("<padded proposalField>")
    found: list[Voice] = []
    words: list[Line] = []
    for line in content.lines:
        if field := proposer.match(page.of(line)):
            found += listed(page, line.start + field.start("who"), line.end)
        elif _holds_text(page.of(line)) or not other.match(page.of(line)):
            words.append(line)
    if not found:
        found.append(_unlabelled(content))
    for voice in found:
        voice.rule = "proposal"
    found[0].title = page.fields.title_range
    found[0].structured = True
    found[0].passages = [direct(line) for line in words]
    return found


def _unlabelled(content: Content) -> Voice:
    """Whose a proposal is that names no proposer: its signer's, else its issuer's."""
    issuer = content.page.fields.issuer
    if signed := signer(content.page, content.lines):
        return Voice(signed[1], signed[0], basis=Basis.BYLINE)
    return Voice(content.opening, issuers=[issuer] if issuer else [], basis=Basis.ISSUER)


def _holds_text(row: str) -> bool:
    """Whether a field holds the proposal itself (内容:一是加快…), not only its label."""
    return _CONTENT.match(row) is not None and ":" in row and not row.rstrip().endswith(":")
