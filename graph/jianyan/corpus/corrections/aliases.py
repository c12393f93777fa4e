"""``alias``: words of the texts that are another name of a body, a sector or a place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from jianyan.corpus.corrections import people, targets
from jianyan.corpus.corrections.rows import Row
from jianyan.corpus.corrections.targets import Lost
from jianyan.lexicon import Lexicon
from jianyan.model import (
    Body,
    BodyMention,
    Correction,
    Measure,
    Place,
    PlaceMention,
    Reading,
    Sector,
    SectorMention,
    Span,
)


def apply(reading: Reading, row: Row, lexicon: Lexicon) -> Reading:
    """The reading in which ``row.subject`` names what ``row.value`` does, wherever it stands. An alias for all texts
    leaves a text without it as it is; one for a single text that does not have it is :class:`Lost`."""
    spans = list(_spans(reading.document.text, row.subject))
    if row.of == "body":
        changed, said = _body(reading, row, spans, lexicon)
    elif row.of == "sector":
        changed, said = _sector(reading, spans, targets.sector(row.value, row, lexicon)), ""
    else:
        changed, said = _place(reading, spans, targets.place(row.value, row, lexicon)), ""
    if changed == reading:
        if row.document and not spans:
            raise Lost(row, "quote")
        return reading
    evidence = spans[0] if spans else next(m.span for m in reading.bodies if m.body.name == row.subject)
    correction = Correction(row.kind, evidence, said or row.subject, row.value, row.note)
    return replace(changed, corrections=(*reading.corrections, correction))


def _spans(text: str, words: str) -> Iterator[Span]:
    at = text.find(words)
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + len(words))


def _body(reading: Reading, row: Row, spans: list[Span], lexicon: Lexicon) -> tuple[Reading, str]:
    """Bodies that go by the alias are the one meant; where the program saw none, it is mentioned. Also gives what the
    program had taken the alias for."""
    right = targets.body(row.value, reading, lexicon)
    text = reading.document.text
    wrong = {m.body for m in reading.bodies if row.subject in (m.body.name, m.span.of(text))} - {right}
    parted = sorted(body.name for body in wrong)

    def change(body: Body) -> Body:
        return right if body in wrong else body

    changed = people.with_bodies(reading, change) if wrong else reading
    free = [span for span in spans if not any(m.span.overlaps(span) for m in changed.bodies)]
    mentions = (*changed.bodies, *(BodyMention(span, right) for span in free))
    return replace(changed, bodies=tuple(sorted(mentions, key=_by_place))), "；".join(parted)


def _sector(reading: Reading, spans: list[Span], right: Sector) -> Reading:
    free = [span for span in spans if not any(m.span == span and m.sector == right for m in reading.sectors)]

    def named(measure: Measure) -> Measure:
        own = () if measure.inherited else measure.sectors
        return replace(measure, sectors=tuple(dict.fromkeys((*own, right))), inherited=False)

    changed = _with_measures(reading, free, named) if free and not right.theme else reading
    mentions = (*changed.sectors, *(SectorMention(span, right) for span in free))
    return replace(changed, sectors=tuple(sorted(mentions, key=_by_place)))


def _place(reading: Reading, spans: list[Span], right: Place) -> Reading:
    free = [span for span in spans if not any(m.span == span and m.place == right for m in reading.places)]

    def named(measure: Measure) -> Measure:
        return replace(measure, places=tuple(dict.fromkeys((*measure.places, right))))

    changed = _with_measures(reading, free, named) if free else reading
    mentions = (*changed.places, *(PlaceMention(span, right) for span in free))
    return replace(changed, places=tuple(sorted(mentions, key=_by_place)))


def _with_measures(reading: Reading, spans: list[Span], change: Callable[[Measure], Measure]) -> Reading:
    """The reading in which the measures of the statements that hold one of ``spans`` are changed."""
    return replace(
        reading,
        statements=tuple(
            replace(s, measure=change(s.measure)) if any(s.span.covers(span) for span in spans) else s
            for s in reading.statements
        ),
    )


def _by_place(mention: BodyMention | SectorMention | PlaceMention) -> Span:
    return mention.span
