"""The steps of extraction in their order."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from jianyan.collector import paused
from jianyan.extraction import forms
from jianyan.extraction.fields import fields as document_fields
from jianyan.extraction.measures import levels, parts
from jianyan.extraction.names import bodies as body_names
from jianyan.extraction.names import finding, local_places, sectors, telling
from jianyan.extraction.names import places as place_names
from jianyan.extraction.names.people import Known, People
from jianyan.extraction.page import Page
from jianyan.extraction.speakers.voices import Voice
from jianyan.extraction.text import layout
from jianyan.extraction.text.prepared import Prepared, prepare
from jianyan.extraction.text.sentences import Cuts, Range
from jianyan.extraction.text.wrapping import unwrap
from jianyan.lexicon import Ground, Lexicon
from jianyan.model import (
    Basis,
    Body,
    BodyMention,
    Document,
    FieldOrigin,
    Level,
    Measure,
    Meeting,
    Membership,
    Person,
    PlaceMention,
    Reading,
    Span,
    Speech,
    Statement,
)

_SHORTEST = 3  # code points of a statement


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
    with paused():
        plain = unwrap(document.text)
        if plain is None:
            return read(hear(document, lexicon))
        reading = read(hear(replace(document, text=plain.text), lexicon))
        return replace(plain.back(reading), document=document)


def hear(document: Document, lexicon: Lexicon) -> Heard:
    """Who speaks in ``document``, and all that is known before it is asked what they propose."""
    prepared = prepare(document, lexicon)
    lines = layout.lines(prepared, lexicon)
    named = place_names.named(prepared, lexicon)
    home = place_names.home(named, lexicon, prepared)
    found = body_names.index(prepared, lexicon, named, home)
    fields = document_fields.read(prepared, lexicon, lines, found)
    publisher = fields.publisher
    cuts = Cuts(prepared.text)
    people = People(prepared, lexicon, found)
    occasion = document_fields.meeting(prepared, lexicon, found)
    organizer = _organizer(occasion.organizer if occasion else None, people)
    finding.find(people, organizer)
    _mark_names(prepared, found, named, lexicon)
    _mark_persons(prepared, people)
    page = Page(prepared, lexicon, cuts, lines, fields, found, people)
    voices = forms.voices(page)
    places = place_names.resolve(_no_persons(named, people), home, prepared, lexicon)
    places += local_places.find(prepared, lexicon, people, places)
    page.place_mentions.extend(sorted(places, key=lambda m: (m.span.start, m.span.end)))
    page.sector_mentions.extend(sectors.find(page))
    return Heard(page, voices, publisher, occasion)


def read(heard: Heard) -> Reading:
    """What the voices propose, with all else that the text says."""
    page, voices, publisher, occasion = heard.page, heard.voices, heard.publisher, heard.meeting
    document, lines, fields, found = page.prepared.document, page.lines, page.fields, page.bodies
    builder = _Builder(page)
    for voice in sorted(voices, key=_place):
        builder.add(voice)
    shown = _Shown([line for line in lines if line.kind is not layout.LineKind.FURNITURE])
    if not publisher and fields.issuer and any(v.basis is Basis.ISSUER and v.rule != "letter" for v in voices):
        publisher = fields.issuer
    origins = fields.origins
    if publisher and origins.publisher is None:
        origins = replace(origins, publisher=FieldOrigin.ISSUER)
    seen = [m for m in page.sector_mentions if m.span in shown]
    headings = [s.span for s in builder.statements if s.level is not Level.MEASURE]
    return Reading(
        document=document,
        title=fields.title,
        issued=fields.issued,
        publisher=publisher,
        authors=fields.authors,
        origins=origins,
        meeting=Meeting(occasion.name, occasion.organizer, occasion.span) if occasion else None,
        bodies=tuple(m for m in _outermost(found) if m.span in shown or m.body == publisher),
        places=tuple(m for m in page.place_mentions if m.span in shown and _place_counts(m, found)),
        sectors=sectors.about(page, seen, headings),
        memberships=builder.memberships,
        speeches=tuple(builder.speeches),
        statements=tuple(builder.statements),
    )


_OFFICIAL = frozenset(("department", "government", "cppcc", "peoplesCongress", "party", "democraticParty"))


def _mark_persons(prepared: Prepared, people: People) -> None:
    """Note where persons are named, with their posts: they too may be who is to act (要求|局长某某|公开…)."""
    for named in people.named:
        prepared.actors[named.start] = max(named.end, prepared.actors.get(named.start, 0))


def _mark_names(
    prepared: Prepared, bodies: body_names.BodyIndex, places: list[place_names.Named], lexicon: Lexicon
) -> None:
    """Note where names stand that clauses are read by: bodies, places and words formed like them (观光局,
    县府) may be who is to act, and the names of organs hold no verbs (发展|改革委)."""
    spans = [(m.span.start, m.span.end) for m in bodies.mentions]
    ends, text = lexicon.cues["actorEnd"], prepared.text
    formed = [
        (start, end)
        for i in prepared.words_ending(ends.names)
        if prepared.tags[i][:1] == "n"
        and ends.ending(text, (start := prepared.starts[i]) + 1, (end := prepared.ends[i]))
        and text[start:end] not in lexicon.cues["actorVerb"]
    ]
    compound = [
        (start, prepared.ends[i])
        for i in prepared.words_ending(ends.names)
        if i
        and prepared.tags[i][:1] == "n"
        and prepared.tags[i - 1][:1] in ("n", "b", "j", "l")
        and not _acts(lexicon, text, start := prepared.starts[i - 1], prepared.ends[i - 1])
        and not lexicon.cues["preposition"].at(text, start)  # 由市|商务局
        and ends.ending(text, start + 1, prepared.ends[i])
    ]  # 职业|院校, 房屋|局
    for start, end in [*((n.start, n.end) for n in places), *spans, *formed, *compound]:
        prepared.actors[start] = max(end, prepared.actors.get(start, 0))
    for mention in bodies.mentions:
        if mention.body.kind in _OFFICIAL:
            start = mention.span.start
            prepared.name_ends[start] = max(mention.span.end, prepared.name_ends.get(start, 0))


def _acts(lexicon: Lexicon, text: str, start: int, end: int) -> bool:
    """Whether a word is a verb, with its adverb perhaps, which jieba takes for a name (充分发挥|政府|…作用)."""
    verb = lexicon.verbs["action"].ending(text, start, end)
    return verb > 0 and (
        verb == end - start or lexicon.cues["adverb"].at(text, start, end - verb) == end - verb - start
    )


def _no_persons(places: list[place_names.Named], people: People) -> list[place_names.Named]:
    """Without what is part of a person's name (宁海 in 宁海波)."""
    taken = {p for named in people.named for p in range(named.name_start, named.name_end)}
    return [place for place in places if place.start not in taken]


def _outermost(bodies: body_names.BodyIndex) -> list[BodyMention]:
    """Mentions in order, without those inside a longer name (…集团 in …集团有限公司, 某大学 in 某大学法学院);
    what a committee is part of is named too (省政协 in 省政协提案委员会)."""
    kept: list[BodyMention] = []
    for mention in sorted(bodies.mentions, key=lambda m: (m.span.start, -m.span.end)):
        around = next((k for k in reversed(kept[-4:]) if k.span.covers(mention.span) and k.span != mention.span), None)
        parent = around.body.parent if around and around.body.kind == "committee" else None
        if around is None or (parent is not None and mention.body.name == parent.name):
            kept.append(mention)
    return sorted(kept, key=lambda m: (m.span.start, m.span.end))


# Bodies that a place has one of: who names one speaks of the place.
_OF_A_PLACE = _OFFICIAL | {"court", "procuratorate", "massOrganization", "chamber", "committee"}


def _place_counts(mention: PlaceMention, bodies: body_names.BodyIndex) -> bool:
    """A place inside the name of a body counts where the body is an organ of that place (鄂州市|政协,
    民建|鄂州市|委会); a paper, a firm or a university that bears the name of a place (湖北|日报) is not the place."""
    span = mention.span
    around = [m.body for m in bodies.within(max(0, span.start - 40), span.end + 40) if m.span.covers(span)]
    return all(body.kind in _OF_A_PLACE and mention.place.name in body.name for body in around)


class _Shown:
    """The lines of the text, without menus and imprint; says whether a mention stands in one of them."""

    def __init__(self, lines: list[layout.Line]) -> None:
        self._starts, self._ends = [line.start for line in lines], [line.end for line in lines]

    def __contains__(self, span: Span) -> bool:
        i = bisect_right(self._starts, span.start) - 1
        return i >= 0 and span.end <= self._ends[i]


def _organizer(organizer: Body | None, people: People) -> Body | None:
    """The CPPCC whose members a bare 委员 are: the meeting's, else the first the text names."""
    if organizer is not None:
        while organizer.kind == "committee" and organizer.parent:
            organizer = organizer.parent
        return organizer
    cppcc = [m for m in people.bodies.mentions if m.body.kind == "cppcc"]
    return min(cppcc, key=lambda m: m.span.start).body if cppcc else None


class _Builder:
    """Turns voices into speeches, statements and memberships."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.persons: dict[int, Person] = {}  # by the identity of Known
        self.seats: dict[int, tuple[Membership, ...]] = {}
        self.speeches: list[Speech] = []
        self.statements: list[Statement] = []
        self._taken: set[Range] = set()

    @property
    def memberships(self) -> tuple[Membership, ...]:
        return tuple(membership for seats in self.seats.values() for membership in seats)

    def add(self, voice: Voice) -> None:
        """The voice's speech and statements; none where nobody speaks and nothing is stated."""
        own = self._state(voice)
        if voice.person is None and not own:
            return
        title = _unquoted(self.page.prepared.document.text[slice(*voice.title)]) if voice.title else None
        self.speeches.append(
            Speech(
                position=len(self.speeches) + 1,
                span=Span(*voice.evidence),
                person=self._person(voice.person) if voice.person else None,
                capacities=self.seats[id(voice.person)] if voice.person else (),
                on_behalf_of=tuple(voice.on_behalf_of) if voice.person else (),
                issuers=() if voice.person else tuple(voice.issuers),
                title=title,
                basis=voice.basis,
                statements=tuple(own),
            )
        )

    def _state(self, voice: Voice) -> list[int]:
        """Add the voice's statements that no other has made at the same place; where they stand in the list."""
        index: dict[int, int] = {}  # of a placed item → of its statement
        measures: dict[int, Measure] = {}
        for i, item in enumerate(levels.place(self.page, voice)):
            where = item.start, item.end
            if where in self._taken or item.end - item.start < _SHORTEST:
                continue
            self._taken.add(where)
            above = None if item.parent is None else measures.get(item.parent)
            parent = None if item.parent is None else index.get(item.parent)
            measures[i] = parts.measure(self.page, where, item.draft, above)
            index[i] = len(self.statements)
            confidence = self.page.lexicon.confidence(_ground(voice, item))
            self.statements.append(
                Statement(Span(*where), item.level, item.stance, measures[i], parent, item.rule, confidence)
            )
        return list(index.values())

    def _person(self, known: Known) -> Person:
        if id(known) not in self.persons:
            known_by = telling.known_by((post.body for post in known.posts if post.body), self.page.lexicon)
            key = known_by or self.page.prepared.document.sha256[:16]
            written = (known.written,) if known.written != known.name else ()
            person = self.persons[id(known)] = Person(known.name, key, written)
            self.seats[id(known)] = tuple(
                Membership(person, post.body, post.post, post.span) for post in known.posts if post.body is not None
            )
        return self.persons[id(known)]


def _ground(voice: Voice, item: levels.Placed) -> Ground:
    """What a statement rests on."""
    told = voice.person is not None or bool(voice.issuers)
    return Ground(item.rule, item.draft.kind.value if item.draft else "", "told" if told else "untold")


def _place(voice: Voice) -> tuple[int, int]:
    """Where a voice begins in the text."""
    begins = [passage.start for passage in voice.passages] or [voice.evidence[0]]
    return min([*begins, *(voice.title or begins)[:1]]), voice.evidence[0]


def _unquoted(title: str) -> str:
    """A title without the pair of marks that encloses the whole of it."""
    title = title.strip()
    while title[:1] + title[-1:] in ("《》", "“”") and title.find(title[-1]) == len(title) - 1:
        title = title[1:-1].strip()
    return title
