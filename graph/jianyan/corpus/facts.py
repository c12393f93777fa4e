"""What one document says, compact: what conclusions across documents and tables are made of.

The quads say more, but nobody wants to parse 3,000 of them again to learn who backs what. Everything here is made of
strings, numbers and tuples, and is the same as JSON as in memory. Individuals are named as in the graph, by IRI.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from jianyan.model import Basis, Body, Level, Measure, Origins, Person, Place, Reading, Sector, Speech, Statement
from jianyan.rdf import terms as t

if TYPE_CHECKING:
    from jianyan.lexicon import Lexicon


class Thing(NamedTuple):
    """A body, person, place or sector: ``kind`` is that of its class (:data:`KINDS`); ``detail`` is the kind of a
    body, what tells a person from namesakes, the code of a place, empty for a sector."""

    iri: str
    kind: str
    label: str
    detail: str = ""


BODY, PERSON, PLACE, SECTOR, MEASURE = "body", "person", "place", "sector", "measure"


class MeasureFact(NamedTuple):
    """``sectors`` and ``places`` are IRIs; ``addressees`` are indices in :attr:`Facts.things`."""

    iri: str
    text: str
    action: str
    object: str
    sectors: tuple[str, ...]
    places: tuple[str, ...]
    cites: tuple[str, ...]
    addressees: tuple[int, ...]


class StatementFact(NamedTuple):
    """``measure`` and ``speech`` (None where nobody is said to speak) are indices in :class:`Facts`, and so is
    ``parent``; ``corrected`` where somebody read it again; ``start`` and ``end`` are code points, ``text`` the passage
    itself."""

    start: int
    end: int
    text: str
    level: str
    stance: str
    measure: int
    speech: int | None
    parent: int | None
    corrected: bool


class SpeechFact(NamedTuple):
    """``person`` and ``bodies`` are indices in :attr:`Facts.things`; ``spoken`` is False for the voice of a document
    that nobody speaks in, whose speech is no node of the graph."""

    position: int
    spoken: bool
    person: int | None
    bodies: tuple[int, ...]
    on_behalf_of: tuple[int, ...]
    basis: str


class MembershipFact(NamedTuple):
    """Indices in :attr:`Facts.things`, the post as written, and where the text says it."""

    person: int
    body: int
    post: str
    start: int
    end: int


class WordingFact(NamedTuple):
    """A measure as one wording among others: the key of the block that it is compared in, and the IRIs of the sectors
    that the headings above gave it in this document."""

    iri: str
    text: str
    block: str
    inherited: tuple[str, ...]


class SightingFact(NamedTuple):
    """A person as seen in this document; ``seen`` is a :class:`~jianyan.corpus.sameness.Sighting` as nested tuples."""

    iri: str
    name: str
    seen: tuple[object, ...]


class Facts(NamedTuple):
    """``issued`` is an ISO date, or empty like the other fields that the text does not tell. ``mentions`` are indices
    in ``things``: what the text names; what is only concluded (the province of a city) is no mention. ``origins`` says
    where title, day, publisher and authors are from (values of :class:`~jianyan.model.FieldOrigin`), empty for none."""

    document: str  # SHA-256 of the text
    title: str
    issued: str
    publisher: str
    meeting: str  # IRI
    things: tuple[Thing, ...]
    mentions: tuple[int, ...]
    measures: tuple[MeasureFact, ...]
    statements: tuple[StatementFact, ...]
    speeches: tuple[SpeechFact, ...]
    memberships: tuple[MembershipFact, ...]
    wordings: tuple[WordingFact, ...] = ()
    sightings: tuple[SightingFact, ...] = ()
    authors: tuple[str, ...] = ()
    origins: tuple[str, str, str, str] = ("", "", "", "")


def facts_of(reading: Reading, base: str) -> Facts:
    """The facts of ``reading``, its individuals named below ``base`` as :func:`jianyan.rdf.quads.quads` names them."""
    made = _Making(base)
    for mention in reading.bodies:
        made.mention(made.body(mention.body))
    for place in reading.places:
        made.mention(made.place(place.place))
    for sector in reading.sectors:
        made.mention(made.sector(sector.sector))
    meeting = reading.meeting
    organizer = meeting.organizer if meeting else None
    for body in (reading.publisher, organizer):
        if body:
            made.body(body)
    statements = tuple(made.statement(reading, statement) for statement in reading.statements)
    speeches = tuple(made.speech(speech) for speech in reading.speeches)
    said = {at: number for number, speech in enumerate(reading.speeches) for at in speech.statements}
    memberships = tuple(
        MembershipFact(made.person(m.person), made.body(m.body), m.post, m.span.start, m.span.end)
        for m in reading.memberships
    )
    for number in [m.person for m in memberships] + [s.person for s in speeches if s.person is not None]:
        made.mention(number)
    return Facts(
        reading.document.sha256,
        reading.title or "",
        reading.issued.isoformat() if reading.issued else "",
        reading.publisher.name if reading.publisher else "",
        t.meeting(base, meeting.name, organizer.name if organizer else None) if meeting else "",
        tuple(made.things),
        tuple(sorted(made.mentioned)),
        tuple(made.measures),
        tuple(fact._replace(speech=said.get(at)) for at, fact in enumerate(statements)),
        speeches,
        memberships,
        authors=reading.authors,
        origins=_origins(reading.origins),
    )


def _origins(origins: Origins) -> tuple[str, str, str, str]:
    title, issued, publisher, authors = (
        origin.value if origin else "" for origin in (origins.title, origins.issued, origins.publisher, origins.authors)
    )
    return title, issued, publisher, authors


def dumps(facts: Facts) -> bytes:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def loads(data: bytes) -> Facts:
    document, title, issued, publisher, meeting, things, mentions, measures, statements, speeches, posts, *more = (
        json.loads(data)
    )
    wordings, sightings, authors, origins = more
    return Facts(
        document,
        title,
        issued,
        publisher,
        meeting,
        tuple(map(Thing._make, things)),
        tuple(mentions),
        tuple(MeasureFact(m[0], m[1], m[2], m[3], *map(tuple, m[4:])) for m in measures),
        tuple(map(StatementFact._make, statements)),
        tuple(SpeechFact(s[0], s[1], s[2], tuple(s[3]), tuple(s[4]), s[5]) for s in speeches),
        tuple(map(MembershipFact._make, posts)),
        tuple(WordingFact(w[0], w[1], w[2], tuple(w[3])) for w in wordings),
        tuple(SightingFact(iri, name, _tuples(seen)) for iri, name, seen in sightings),
        tuple(authors),
        (origins[0], origins[1], origins[2], origins[3]),
    )


def with_identity(facts: Facts, reading: Reading, base: str, words: Lexicon) -> Facts:
    """The facts of ``reading`` with what tells what is one across documents."""
    from jianyan.corpus.sameness import measures, of_reading

    said = of_reading(reading, base)
    wordings = tuple(
        WordingFact(t.measure(base, w.text), w.text, measures.block(w.text, words), tuple(sorted(w.inherited)))
        for w in said.wordings
    )
    sightings = tuple(
        SightingFact(
            t.person(base, s.name, s.key),
            s.name,
            (s.name, s.key, s.document, s.issued, tuple((x.body, x.kind, x.post, x.above) for x in s.seats)),
        )
        for s in said.sightings
    )
    return facts._replace(wordings=wordings, sightings=sightings)


def _tuples(values: list[object]) -> tuple[object, ...]:
    """Lists of JSON as tuples again, those within too."""
    return tuple(_tuples(value) if isinstance(value, list) else value for value in values)


def backers(facts: Facts, statement: StatementFact) -> tuple[int, ...]:
    """Who makes the statement: the bodies it is made for and the speaker, as indices in ``things``."""
    if statement.speech is None:
        return ()
    speech = facts.speeches[statement.speech]
    return speech.bodies if speech.person is None else (*speech.bodies, speech.person)


def count_measures(facts: Facts) -> int:
    return sum(statement.level == Level.MEASURE.value for statement in facts.statements)


class _Making:
    """The things and measures of one document, each once."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.things: list[Thing] = []
        self.measures: list[MeasureFact] = []
        self.mentioned: set[int] = set()
        self._number: dict[object, int] = {}

    def mention(self, number: int) -> None:
        self.mentioned.add(number)

    def thing(self, iri: str, kind: str, label: str, detail: str = "") -> int:
        number = self._number.setdefault(iri, len(self.things))
        if number == len(self.things):
            self.things.append(Thing(iri, kind, label, detail))
        return number

    def body(self, body: Body) -> int:
        """Its number; what it is part of is a thing too."""
        if body.parent:
            self.body(body.parent)
        return self.thing(t.body(self.base, body.name), BODY, body.name, body.kind)

    def person(self, person: Person) -> int:
        return self.thing(t.person(self.base, person.name, person.key), PERSON, person.name, person.key)

    def place(self, place: Place) -> int:
        return self.thing(t.place(self.base, place.code or place.name), PLACE, place.name, place.code or "")

    def sector(self, sector: Sector) -> int:
        return self.thing(sector.iri, SECTOR, sector.name)

    def statement(self, reading: Reading, statement: Statement) -> StatementFact:
        span = statement.span
        return StatementFact(
            span.start,
            span.end,
            span.of(reading.document.text),
            statement.level.value,
            statement.stance.value,
            self.measure(statement.measure),
            None,
            statement.parent,
            bool(statement.corrections),
        )

    def measure(self, measure: Measure) -> int:
        number = self._number.setdefault(measure, len(self.measures))
        if number < len(self.measures):
            return number
        sectors = [self.things[self.sector(sector)].iri for sector in measure.sectors]
        places = [self.things[self.place(place)].iri for place in measure.places]
        self.measures.append(
            MeasureFact(
                t.measure(self.base, measure.text),
                measure.text,
                measure.action or "",
                measure.object or "",
                tuple(sectors),
                tuple(places),
                measure.cites,
                tuple(self.body(body) for body in measure.addressees),
            )
        )
        return number

    def speech(self, speech: Speech) -> SpeechFact:
        return SpeechFact(
            speech.position,
            speech.person is not None or speech.basis is not Basis.ISSUER,
            self.person(speech.person) if speech.person else None,
            tuple(self.body(body) for body in speech.bodies),
            tuple(self.body(body) for body in speech.on_behalf_of),
            speech.basis.value,
        )
