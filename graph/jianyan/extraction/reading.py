"""The steps of extraction in their order."""

from __future__ import annotations

from bisect import bisect_right

from dataclasses import dataclass

from jianyan.extraction import bodies as body_names
from jianyan.extraction import fields as document_fields
from jianyan.extraction import finding, forms, layout, levels, parts, sectors
from jianyan.extraction import places as place_names
from jianyan.extraction.page import Page
from jianyan.extraction.people import Known, People
from jianyan.extraction.prepared import prepare
from jianyan.extraction.sentences import Cuts
from jianyan.extraction.voices import Voice
from jianyan.lexicon import Lexicon
from jianyan.model import Basis, Body, BodyMention, Document, Level, Measure, Meeting, Membership, Person, Reading, Span, Speech, Statement


@dataclass(frozen=True)
class Heard:
    """A text with its voices, which are not yet asked what they propose."""

    page: Page
    voices: list[Voice]
    publisher: Body | None
    meeting: document_fields.MeetingFound | None


def extract(document: Document, lexicon: Lexicon) -> Reading:
    """All that ``document`` says. Never raises for what a text holds: one that says nothing
    gives a reading without speeches."""
    return read(hear(document, lexicon))


def hear(document: Document, lexicon: Lexicon) -> Heard:
    """Who speaks in ``document``, and all that is known before it is asked what they propose."""
    prepared = prepare(document)
    lines = layout.lines(prepared, lexicon)
    named = place_names.named(prepared, lexicon)
    home = place_names.home(named, lexicon)
    found = body_names.index(prepared, lexicon, named, home)
    fields = document_fields.read(prepared, lexicon, lines, found)
    publisher = found.body(*fields.publisher) if fields.publisher else None
    cuts = Cuts(prepared.text)
    people = People(prepared, lexicon, found)
    occasion = document_fields.meeting(prepared, found, fields.title_range)
    organizer = _organizer(occasion.organizer if occasion else None, people)
    finding.find(people, organizer)
    _actors(prepared.actors, found, named)
    page = Page(prepared, lexicon, cuts, lines, fields, found, people)
    voices = forms.voices(page, organizer)
    persons = [(n.name_start, n.name_end) for n in people.named]
    taken = {p for s, e in persons for p in range(s, e)}
    elsewhere = [n for n in named if n.start not in taken]  # 宁海 in 宁海波 is no place
    page.place_mentions.extend(place_names.resolve(elsewhere, home, prepared, lexicon))
    page.sector_mentions.extend(sectors.find(page))
    return Heard(page, voices, publisher, occasion)


def read(heard: Heard) -> Reading:
    """What the voices propose, with all else that the text says."""
    page, voices, publisher, occasion = heard.page, heard.voices, heard.publisher, heard.meeting
    document, lines, fields, found = page.prepared.document, page.lines, page.fields, page.bodies
    reading = _Builder(page).build(voices)
    text_lines = [line for line in lines if line.kind is not layout.LineKind.FURNITURE]
    if not publisher and fields.issuer and any(v.basis is Basis.ISSUER for v in voices):
        publisher = fields.issuer
    return Reading(
        document=document,
        title=fields.title,
        issued=fields.issued,
        publisher=publisher,
        authors=fields.authors,
        meeting=Meeting(occasion.name, occasion.organizer, occasion.span) if occasion else None,
        bodies=tuple(m for m in _outermost(found) if _visible(m.span, text_lines) or m.body == publisher),
        places=tuple(m for m in page.place_mentions if _visible(m.span, text_lines) and _place_counts(m.span, m.place.code, found)),
        sectors=tuple(m for m in page.sector_mentions if not m.sector.theme and _visible(m.span, text_lines)),
        memberships=reading.memberships,
        speeches=reading.speeches,
        statements=reading.statements,
    )


def _actors(actors: dict[int, int], bodies: body_names.BodyIndex, places: list[place_names.Named]) -> None:
    """Bodies and places may be who is to act."""
    for start, end in [*((n.start, n.end) for n in places), *((m.span.start, m.span.end) for m in bodies.mentions)]:
        actors[start] = max(end, actors.get(start, 0))


def _outermost(bodies: body_names.BodyIndex) -> list[BodyMention]:
    """Mentions in order, without those inside a longer name that are not what it is part of
    (…集团 in …集团有限公司)."""
    kept: list[BodyMention] = []
    for mention in sorted(bodies.mentions, key=lambda m: (m.span.start, -m.span.end)):
        around = next((k for k in reversed(kept[-4:]) if k.span.covers(mention.span) and k.span != mention.span), None)
        if around is None or (around.body.parent is not None and mention.body.name == around.body.parent.name):
            kept.append(mention)
    return sorted(kept, key=lambda m: (m.span.start, m.span.end))


def _place_counts(span: Span, code: str | None, bodies: body_names.BodyIndex) -> bool:
    """Inside the name of a body only an official area at its head is named too (湖北|日报, 鄂州|市政协)."""
    around = [m for m in bodies.within(max(0, span.start - 40), span.end + 40) if m.span.covers(span)]
    return not around or (code is not None and any(m.span.start == span.start for m in around))


def _visible(span: Span, lines: list[layout.Line]) -> bool:
    """Whether a mention stands in the text, not in a menu or an imprint."""
    i = bisect_right(lines, span.start, key=lambda line: line.start) - 1
    return i >= 0 and span.end <= lines[i].end


def _organizer(organizer: Body | None, people: People) -> Body | None:
    """The CPPCC whose members a bare 委员 are: the meeting's, else the first the text names."""
    if organizer is not None:
        while organizer.kind == "committee" and organizer.parent:
            organizer = organizer.parent
        return organizer
    cppcc = [m for m in people.bodies.mentions if m.body.kind == "cppcc"]
    return min(cppcc, key=lambda m: m.span.start).body if cppcc else None


class _Built:
    def __init__(self) -> None:
        self.memberships: tuple[Membership, ...] = ()
        self.speeches: tuple[Speech, ...] = ()
        self.statements: tuple[Statement, ...] = ()


class _Builder:
    """Turns voices into speeches, statements and memberships."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.persons: dict[int, Person] = {}
        self.memberships: dict[int, list[Membership]] = {}

    def person(self, known: Known) -> Person:
        if id(known) not in self.persons:
            key = _key(known) or self.page.prepared.document.sha256[:16]
            written = (known.written,) if known.written != known.name else ()
            person = self.persons[id(known)] = Person(known.name, key, written)
            self.memberships[id(known)] = [
                Membership(person, post.body, post.post, post.span) for post in known.posts if post.body is not None
            ]
        return self.persons[id(known)]

    def build(self, voices: list[Voice]) -> _Built:
        built = _Built()
        statements: list[Statement] = []
        speeches: list[Speech] = []
        taken: set[tuple[int, int]] = set()
        for voice in sorted(voices, key=_place):
            placed = [p for p in levels.place(self.page, voice)]
            offset: dict[int, int] = {}
            own: list[int] = []
            measures: dict[int, Measure] = {}
            for i, item in enumerate(placed):
                if (item.start, item.end) in taken or item.end - item.start < 3:
                    continue
                taken.add((item.start, item.end))
                parent = item.parent
                above = measures.get(parent) if parent is not None else None
                measure = measures[i] = parts.measure(self.page, (item.start, item.end), item.draft, above)
                offset[i] = len(statements)
                own.append(len(statements))
                statements.append(
                    Statement(Span(item.start, item.end), item.level, item.stance, measure, offset.get(parent) if parent is not None else None, item.rule)
                )
            if voice.person is None and not own:
                continue
            person = self.person(voice.person) if voice.person else None
            title = voice.title
            speeches.append(
                Speech(
                    position=len(speeches) + 1,
                    span=Span(*voice.evidence),
                    person=person,
                    capacities=tuple(self.memberships[id(voice.person)]) if voice.person else (),
                    on_behalf_of=tuple(voice.on_behalf_of) if voice.person else (),
                    issuers=() if voice.person else tuple(voice.issuers),
                    title=self.page.prepared.document.text[title[0] : title[1]].strip("《》“” ") if title else None,
                    basis=voice.basis,
                    statements=tuple(own),
                )
            )
        built.statements = tuple(statements)
        built.speeches = tuple(speeches)
        built.memberships = tuple(m for known in self.memberships.values() for m in known)
        return built


def _place(voice: Voice) -> tuple[int, int]:
    first = min([p.start for p in voice.passages], default=voice.evidence[0])
    return (min(first, voice.title[0]) if voice.title else first, voice.evidence[0])


def _key(known: Known) -> str | None:
    """The body a person is known by: the CPPCC or congress they sit in, else their first body."""
    bodies = [post.body for post in known.posts if post.body]
    seats = [b for b in bodies if b.kind in ("cppcc", "peoplesCongress")]
    return (seats or bodies)[0].name if bodies else None


_ = Level
