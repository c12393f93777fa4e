"""From a document to what it says: who proposes which measure, on whose behalf, and where.

    prepare   fold the text, cut it into words
    layout    lines: furniture, titles, paragraphs
    names     places, bodies, sectors, persons with their posts
    forms     whose words each passage is
    levels    the statements in it, and how they hang together
    parts     what each measure is made of

Rules and lexicons only: the same text and lexicon give the same reading.
"""

from __future__ import annotations

from jianyan.extraction.reading import extract

__all__ = ["extract"]
