"""What one document contributes to what is concluded across documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from jianyan.model import Body, Membership, Reading
from jianyan.rdf import terms as t


@dataclass(frozen=True, slots=True, order=True)
class Wording:
    """A measure in one wording. ``text`` is normalised, and what identifies it; ``inherited`` are the IRIs of the
    sectors that a heading or title above it gave it, not its own words."""

    text: str
    inherited: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """A post in a body. ``above`` are the bodies it belongs to, the nearest first."""

    body: str
    kind: str
    post: str
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Sighting:
    """A person in one document. ``key`` is the body they are known by there, or the digest of the document where
    it names none; ``issued`` is the day of publication, ``""`` where the text does not say."""

    name: str
    key: str
    document: str
    issued: str = ""
    seats: tuple[Seat, ...] = ()

    @property
    def who(self) -> str:
        """The name of the person as it is in the graph: all sightings with it share one IRI."""
        return f"{self.name}@{self.key}"


@dataclass(frozen=True, slots=True)
class Facts:
    """Sorted, each once."""

    wordings: tuple[Wording, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    bodies: tuple[str, ...] = ()


def of_reading(reading: Reading, base: str) -> Facts:
    """The facts of one document: what its named graph, written below ``base``, says of measures, persons and bodies
    (a test holds the two together)."""
    bodies = _Bodies(reading, base)
    return Facts(
        tuple(_wordings(reading)), tuple(_sightings(reading, bodies, base)), tuple(sorted({b.name for b in bodies.all}))
    )


def _wordings(reading: Reading) -> Iterator[Wording]:
    """Each measure once, by its words; what is inherited in one place is so in all."""
    sectors: dict[str, set[str]] = {}
    inherited: set[str] = set()
    for measure in (statement.measure for statement in reading.statements):
        sectors.setdefault(measure.text, set()).update(sector.iri for sector in measure.sectors)
        if measure.inherited:
            inherited.add(measure.text)
    for text in sorted(sectors):
        yield Wording(text, frozenset(sectors[text]) if text in inherited else frozenset())


def _sightings(reading: Reading, bodies: _Bodies, base: str) -> list[Sighting]:
    document = t.document(base, reading.document.sha256)
    issued = reading.issued.isoformat() if reading.issued else ""
    seats: dict[tuple[str, str], set[Seat]] = defaultdict(set)
    for membership in _memberships(reading):
        person, body = membership.person, membership.body.name
        seat = Seat(body, bodies.kinds[body], membership.post, bodies.above(body))
        seats[person.name, person.key].add(seat)
    for speech in reading.speeches:
        if speech.person:
            seats.setdefault((speech.person.name, speech.person.key), set())
    return sorted(Sighting(*who, document, issued, tuple(sorted(posts))) for who, posts in seats.items())


def _memberships(reading: Reading) -> Iterator[Membership]:
    yield from reading.memberships
    for speech in reading.speeches:
        yield from speech.capacities


class _Bodies:
    """The bodies of a document, with what they are part of. Of one name that is told to be of several kinds, or part
    of several bodies, the first counts, as they stand in the graph."""

    def __init__(self, reading: Reading, base: str) -> None:
        self.all = dict.fromkeys(_with_wholes(_bodies(reading)))
        self.kinds: dict[str, str] = {}
        self.parents: dict[str, str] = {}
        for body in self.all:
            self.kinds[body.name] = min(body.kind, self.kinds.get(body.name, body.kind))
            if body.parent:
                parent = body.parent.name
                other = self.parents.setdefault(body.name, parent)
                if other != parent:
                    self.parents[body.name] = min(parent, other, key=lambda name: t.body(base, name) + ">")

    def above(self, name: str) -> tuple[str, ...]:
        """The bodies that the one of this name belongs to, the nearest first."""
        found: list[str] = []
        while (name := self.parents.get(name, "")) and name not in found:
            found.append(name)
        return tuple(found)


def _bodies(reading: Reading) -> Iterator[Body]:
    if reading.publisher:
        yield reading.publisher
    if reading.meeting and reading.meeting.organizer:
        yield reading.meeting.organizer
    yield from (mention.body for mention in reading.bodies)
    yield from (membership.body for membership in _memberships(reading))
    for speech in reading.speeches:
        yield from (*speech.bodies, *speech.on_behalf_of)
    for statement in reading.statements:
        yield from statement.measure.addressees


def _with_wholes(bodies: Iterator[Body]) -> Iterator[Body]:
    for body in bodies:
        whole: Body | None = body
        while whole:
            yield whole
            whole = whole.parent


def person_of(iri: str) -> tuple[str, str]:
    """The name and the key in the IRI of a person, as :func:`jianyan.rdf.terms.person` put them there."""
    name, _, key = iri.rpartition("/")[2].partition("-")
    return unquote(name), unquote(key)
