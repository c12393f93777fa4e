"""Reads a text of a test with the lexicon that ships, and tells who states what in it."""

from __future__ import annotations

import hashlib
from functools import cache

from jianyan import lexicon
from jianyan.extraction import extract
from jianyan.lexicon import Lexicon
from jianyan.model import Document, Reading


@cache
def known() -> Lexicon:
    return lexicon.load()


def read(text: str) -> Reading:
    return extract(Document(text, hashlib.sha256(text.encode()).hexdigest(), "sample.txt"), known())


def voices(text: str) -> list[tuple[str, list[str]]]:
    """Who speaks, and what they state."""
    reading = read(text)
    found = []
    for speech in reading.speeches:
        who = speech.person.name if speech.person else "、".join(body.name for body in speech.issuers)
        found.append((who, [reading.statements[i].span.of(text) for i in speech.statements]))
    return found
