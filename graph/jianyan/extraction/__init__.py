"""From a document to what it says: who proposes which measure, on whose behalf, and where.

    text       the text folded, cut into words, sentences, clauses and lines
    names      places, bodies, sectors, persons with their posts
    fields     title, day, publisher, meeting
    forms      whose words each passage is, by the form of the text
    speakers   … and in running text, by who is said to say what
    measures   the statements in a passage, their levels, what each measure is made of
    reading    all of it in order: a Document becomes a Reading
    explaining the same again, with the reason why a sentence gave nothing

Rules and lexicons only: the same text and lexicon give the same reading.
"""

from __future__ import annotations

from jianyan.extraction.reading import extract

__all__ = ["extract"]
