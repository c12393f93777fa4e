"""What is read from one text: documents, mentions, speeches, statements.

Everything here is frozen and made of the standard library only. All positions are half-open
ranges of Unicode code points into :attr:`Document.text`, never bytes, so that
``document.text[span.start:span.end]`` is what was read. The terms are those of
``ontology/jianyan.ttl``; the members of the enumerations carry the local names used there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

_set = object.__setattr__


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """A half-open range of code points into a document's text."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:  # a text has hundreds: in half of the time of a __post_init__
        if not 0 <= start <= end:
            raise ValueError(f"not a range of code points: {start}..{end}")
        _set(self, "start", start)
        _set(self, "end", end)

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class Level(Enum):
    """Where in a speech a statement stands; the values are terms of the ontology."""

    TITLE = "title"
    HEADING = "heading"
    MEASURE = "measure"


class Stance(Enum):
    """What a statement does with its measure."""

    PROPOSES = "proposes"
    SUPPORTS = "supports"
    REPORTS_DONE = "reportsDone"
    OPPOSES = "opposes"

    @property
    def backs(self) -> bool:
        """Whether who makes such a statement is a backer of its measure."""
        return self in (Stance.PROPOSES, Stance.SUPPORTS)


class Basis(Enum):
    """On what ground a speech was given its speaker."""

    EXPLICIT = "explicit"  # the sentence itself says who speaks
    CAPTION_ORDER = "captionOrder"  # captions list the speakers in the order of the speeches
    BODY_NAMED = "bodyNamed"  # the speech names a body that one listed speaker belongs to
    SAME_PARAGRAPH = "sameParagraph"  # a speaker named before goes on
    BYLINE = "byline"  # a line of its own under the title names the speaker
    NOTE = "note"  # an editor's note says who gave the keynote
    LIST_ORDER = "listOrder"  # names and titles are listed in the same order
    ISSUER = "issuer"  # nobody speaks: the body that issued the document states it
    UNKNOWN = "unknown"  # a speech whose speaker the text does not tell
    CORRECTED = "corrected"  # somebody read it again and said so

    @property
    def inferred(self) -> bool:
        """Whether the attribution was concluded rather than read in one place."""
        return self in (Basis.CAPTION_ORDER, Basis.BODY_NAMED, Basis.SAME_PARAGRAPH, Basis.NOTE, Basis.LIST_ORDER)


class Ground(Enum):
    """On what ground two things of the graph are taken for one."""

    SAME_OBJECT = "sameObject"  # measures: the same action on the same object
    NEAR_OBJECT = "nearObject"  # measures: the objects differ in one word, which is nearly the same
    SHARED_BODY = "sharedBody"  # persons of one name: both have a post in one body
    SAME_SEAT = "sameSeat"  # persons of one name: both sit in one CPPCC or congress
    DECIDED = "decided"  # a correction says so


@dataclass(frozen=True, slots=True)
class Merge:
    """Two things that are one: ``alias`` is another name of ``canonical``. Both are names that do not depend on the
    base of the graph: the normalised text of a measure, ``name@key`` of a person, the canonical name of a body.
    """

    kind: str  # measure, person or body
    alias: str
    canonical: str
    ground: Ground
    reason: str  # what they share, in the words of the texts

    def __lt__(self, other: Merge) -> bool:
        return (self.kind, self.alias, self.canonical) < (other.kind, other.alias, other.canonical)


class CorrectionKind(Enum):
    """What a correction says of what the program had concluded."""

    SAME = "same"  # two things are one
    NOT_SAME = "notSame"  # two things are not
    ALIAS = "alias"  # words of the text are another name of a body, a sector or a place
    WRONG_SPEAKER = "wrongSpeaker"
    WRONG_BODY = "wrongBody"
    NOT_A_MEASURE = "notAMeasure"
    MISSING_MEASURE = "missingMeasure"
    WRONG_SECTOR = "wrongSector"
    WRONG_PLACE = "wrongPlace"


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction as it was applied to a reading: what the program had said at ``span``, and what somebody said
    instead. Both are in words; either may be empty, for nothing."""

    kind: CorrectionKind
    span: Span
    said: str
    says: str
    note: str = ""


class BlockKind(Enum):
    """What a block of a document is, where the format says so; plain text has only paragraphs."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"
    CELL = "cell"
    ITEM = "item"  # of a list


@dataclass(frozen=True, slots=True)
class Block:
    kind: BlockKind
    span: Span


class FieldOrigin(Enum):
    """Where a document's title, day, publisher or authors are from; the values are local names of the
    ontology's scheme of origins of fields."""

    METADATA = "metadata"  # what the format itself says: a page's meta elements, front matter, a record's columns
    HEADING = "heading"  # a title where the text shows it
    FORM_FIELD = "formField"  # a field of a form: 案由, 信息名称
    IMPRINT = "imprint"  # a line that says so: 发布时间, 来源, 主办
    MASTHEAD = "masthead"  # a paper's or a site's name above the text
    DATELINE = "dateline"  # the first words of a dispatch: 某某社3月6日电
    BYLINE = "byline"  # a line that names who wrote it
    SIGNATURE = "signature"  # the foot of a letter or a notice
    ISSUER = "issuer"  # a publisher: the body that the title or the signature says it is from
    ADDRESS = "address"  # the address of the page


@dataclass(frozen=True, slots=True)
class Origins:
    """Where each field is from; None where there is no such field."""

    title: FieldOrigin | None = None
    issued: FieldOrigin | None = None
    publisher: FieldOrigin | None = None
    authors: FieldOrigin | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a format itself says of a document; None or empty where it says nothing. ``origins`` tells where on
    a page a field stands; a field without one is from the format's own metadata."""

    title: str | None = None
    issued: date | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    origins: Origins = Origins()


@dataclass(frozen=True, slots=True)
class Document:
    """One source text.

    ``text`` has LF line ends and no BOM; ``sha256`` is the hex digest of its UTF-8 bytes.
    ``source`` is the path or address that was read, with forward slashes. ``unread`` are the numbers of its pages, from
    1, that are pictures: what they say is not in the text.
    """

    text: str
    sha256: str
    source: str
    metadata: Metadata = Metadata()
    blocks: tuple[Block, ...] = ()
    unread: tuple[int, ...] = ()

    def quote(self, span: Span) -> str:
        return span.of(self.text)


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, known by its canonical full name.

    ``kind`` is a local name of the scheme of kinds of bodies in the ontology
    (``democraticParty``, ``cppcc``, ``government`` …).
    """

    name: str
    kind: str
    parent: Body | None = None
    aliases: tuple[str, ...] = ()  # other names the lexicon knows, beyond those a text uses


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative area, a group of such (长三角), or what a text calls a place; ``code`` is that of GB/T 2260,
    None where there is none."""

    name: str
    code: str | None
    kind: str = "area"  # province, prefecture, county, group
    parents: tuple[str, ...] = ()  # codes of the areas it lies in, the nearest first


@dataclass(frozen=True, slots=True)
class Sector:
    """A concept of the scheme of sectors, by its IRI."""

    iri: str
    name: str
    theme: bool = False  # runs through all industries (营商环境): measures are about it, no sector
    public: bool = False  # a public affair (教育): a document is about it only where it says so more than in passing


@dataclass(frozen=True, slots=True)
class BodyMention:
    span: Span
    body: Body


@dataclass(frozen=True, slots=True)
class PlaceMention:
    span: Span
    place: Place


@dataclass(frozen=True, slots=True)
class SectorMention:
    span: Span
    sector: Sector


@dataclass(frozen=True, slots=True)
class Person:
    """A person as one document names them. ``key`` tells namesakes apart: the canonical name
    of the body they are known by, or the document's digest where the text names none."""

    name: str
    key: str
    written: tuple[str, ...] = ()  # the name as written, where that differs (padded with blanks)


@dataclass(frozen=True, slots=True)
class Membership:
    person: Person
    body: Body
    post: str  # as written
    span: Span  # the words that state it


@dataclass(frozen=True, slots=True)
class Target:
    """A figure or a deadline that a measure is to reach; what the text does not say is None."""

    span: Span
    quantity: str | None = None
    unit: str | None = None
    deadline: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What is proposed. ``text`` is the passage normalised for matching: simplified script,
    half-width marks, no blanks; it identifies the measure."""

    text: str
    action: str | None = None
    object: str | None = None
    instruments: tuple[str, ...] = ()  # IRIs of the scheme of policy instruments
    sectors: tuple[Sector, ...] = ()
    places: tuple[Place, ...] = ()
    addressees: tuple[Body, ...] = ()
    cites: tuple[str, ...] = ()  # names of plans and laws, without 《》
    targets: tuple[Target, ...] = ()
    inherited: bool = False  # sectors come from the heading or title above, not from its own words


@dataclass(frozen=True, slots=True)
class Statement:
    span: Span
    level: Level
    stance: Stance
    measure: Measure
    parent: int | None = None  # index in Reading.statements of the heading or title it is part of
    rule: str = ""  # the rule that read it
    confidence: float | None = None  # how likely it states a measure and is given to who said it; None: not calibrated
    corrections: tuple[Correction, ...] = ()  # what was corrected of it, or made it


@dataclass(frozen=True, slots=True)
class Speech:
    """One person's contribution, or a document's own voice where ``person`` is None."""

    position: int  # from 1, in the order of the text
    span: Span  # evidence: the words that say who speaks, or what is said
    person: Person | None = None
    capacities: tuple[Membership, ...] = ()
    on_behalf_of: tuple[Body, ...] = ()  # bodies the text says the speech is made for
    issuers: tuple[Body, ...] = ()  # where nobody speaks: who issued it
    title: str | None = None
    basis: Basis = Basis.UNKNOWN
    confidence: float | None = None
    statements: tuple[int, ...] = ()  # indices in Reading.statements
    corrections: tuple[Correction, ...] = ()  # what was corrected of it

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The bodies that back what the speech proposes."""
        return self.on_behalf_of or self.issuers


@dataclass(frozen=True, slots=True)
class Meeting:
    name: str
    organizer: Body | None
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document says, in the order of the text."""

    document: Document
    title: str | None = None
    issued: date | None = None
    publisher: Body | None = None
    authors: tuple[str, ...] = ()
    origins: Origins = Origins()
    meeting: Meeting | None = None
    bodies: tuple[BodyMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    sectors: tuple[SectorMention, ...] = ()
    memberships: tuple[Membership, ...] = ()
    speeches: tuple[Speech, ...] = ()
    statements: tuple[Statement, ...] = ()
    corrections: tuple[Correction, ...] = ()  # all that were applied, also those of what is no longer there
