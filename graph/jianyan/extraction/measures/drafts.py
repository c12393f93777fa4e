"""A statement before it is placed in a speech."""

from __future__ import annotations

from typing import NamedTuple

from jianyan.extraction.measures.kinds import Kind


class Draft(NamedTuple):
    """Positions are code points of the document; ``urged``, ``past`` and ``actor`` are those of its clause."""

    start: int
    end: int
    verb: int
    verb_end: int
    kind: Kind
    urged: bool = False
    past: bool = False
    actor: tuple[int, int] | None = None
    asked: bool = False  # what urges stands in the clause itself
