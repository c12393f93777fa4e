"""Persons and bodies of a reading under another identity."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from jianyan.corpus.corrections.rows import Row
from jianyan.corpus.corrections.targets import Lost
from jianyan.lexicon import Lexicon
from jianyan.model import Body, Correction, Membership, Person, Reading, Span


def part(reading: Reading, row: Row, lexicon: Lexicon) -> Reading:
    """``not-same`` of a person, with a document: whoever has that name there is known by the document alone.

    Without a document it is about persons across documents (:mod:`jianyan.corpus.corrections.identity`)."""
    if row.of != "person" or not row.document:
        return reading
    name, _, key = row.subject.partition("@")
    new = reading.document.sha256[:16]
    hit = [m.person for m in reading.memberships] + [s.person for s in reading.speeches if s.person]
    old = next((p for p in hit if p.name == name and key in ("", p.key)), None)
    if old is None:
        raise Lost(row, "target")
    correction = Correction(row.kind, _evidence(reading, old), f"{old.name}@{old.key}", f"{old.name}@{new}", row.note)
    changed = with_persons(reading, lambda person: replace(person, key=new) if person == old else person)
    return replace(changed, corrections=(*reading.corrections, correction))


def _evidence(reading: Reading, person: Person) -> Span:
    said = [m.span for m in reading.memberships if m.person == person]
    return min(said + [s.span for s in reading.speeches if s.person == person])


def with_persons(reading: Reading, change: Callable[[Person], Person]) -> Reading:
    def membership(one: Membership) -> Membership:
        return replace(one, person=change(one.person))

    return replace(
        reading,
        memberships=tuple(map(membership, reading.memberships)),
        speeches=tuple(
            replace(
                speech,
                person=change(speech.person) if speech.person else None,
                capacities=tuple(map(membership, speech.capacities)),
            )
            for speech in reading.speeches
        ),
    )


def with_bodies(reading: Reading, change: Callable[[Body], Body]) -> Reading:
    """The reading with every body changed, wherever it stands; persons who are known by it too."""

    def membership(one: Membership) -> Membership:
        return replace(one, body=change(one.body))

    def bodies(several: tuple[Body, ...]) -> tuple[Body, ...]:
        return tuple(dict.fromkeys(map(change, several)))

    meeting = reading.meeting
    every = [mention.body for mention in reading.bodies] + [membership.body for membership in reading.memberships]
    named = {body.name: change(body).name for body in every}
    reading = with_persons(reading, lambda person: replace(person, key=named.get(person.key, person.key)))
    return replace(
        reading,
        publisher=change(reading.publisher) if reading.publisher else None,
        meeting=replace(meeting, organizer=change(meeting.organizer)) if meeting and meeting.organizer else meeting,
        bodies=tuple(replace(mention, body=change(mention.body)) for mention in reading.bodies),
        memberships=tuple(map(membership, reading.memberships)),
        speeches=tuple(
            replace(
                speech,
                capacities=tuple(map(membership, speech.capacities)),
                on_behalf_of=bodies(speech.on_behalf_of),
                issuers=bodies(speech.issuers),
            )
            for speech in reading.speeches
        ),
        statements=tuple(
            replace(s, measure=replace(s.measure, addressees=bodies(s.measure.addressees))) for s in reading.statements
        ),
    )
