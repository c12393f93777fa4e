"""Who speaks where: the common shape of what the forms of text find.

A voice is one speaker (or a body, or nobody known) with the passages that are theirs. How a
passage is read depends on how it is reported:

    DIRECT   a speech or document given in its own words: every clause that opens with an action
    BOUND    what follows 建议, 提出 …: the rest of the sentence is proposed
    STRICT   what follows 说, 认为 …: only from 要, 应 … on
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from jianyan.extraction.names.people import Known
from jianyan.extraction.text.sentences import Range
from jianyan.model import Basis, Body, Stance


class How(Enum):
    DIRECT = "direct"
    BOUND = "bound"
    STRICT = "strict"


@dataclass(frozen=True, slots=True)
class Passage:
    start: int
    end: int
    how: How
    stance: Stance = Stance.PROPOSES


@dataclass
class Voice:
    """``evidence`` is where the text says who speaks; ``title`` where the speech's title is."""

    evidence: Range
    person: Known | None = None
    on_behalf_of: list[Body] = field(default_factory=list)
    issuers: list[Body] = field(default_factory=list)
    basis: Basis = Basis.EXPLICIT
    title: Range | None = None
    passages: list[Passage] = field(default_factory=list)
    structured: bool = False  # laid out in headings and paragraphs of its own
    rule: str = ""

    def behalf(self, bodies: list[Body]) -> None:
        for body in bodies:
            if body not in self.on_behalf_of:
                self.on_behalf_of.append(body)
