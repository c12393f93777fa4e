"""A document's own fields, from what its format says, else from its text; and the meeting it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from jianyan.extraction.fields import days, issuers, publishers
from jianyan.extraction.fields.titles import title_of
from jianyan.extraction.names import bodies as body_names
from jianyan.extraction.names import places as place_names
from jianyan.extraction.names.bodies import BodyIndex
from jianyan.extraction.names.person_names import HAN
from jianyan.extraction.text.layout import DATE, FRONT_MATTER, Line, LineKind
from jianyan.extraction.text.prepared import Prepared, prepare
from jianyan.extraction.text.sentences import Range
from jianyan.lexicon import Lexicon
from jianyan.model import Body, Document, FieldOrigin, Origins, Span

_ROW = re.compile(r"^(?P<key>\w+): ?[\"“]?(?P<value>[^\n]*?)[\"”]?$", re.MULTILINE)
_CAUSE = r"^[ \[]*<padded proposalTitle>\]?\s*(?:[:|]\s*|(?<=\n))(?P<title>\S.{3,})$"
_ORIGINAL = re.compile(r"\s*\(?原标题 ?: ?(?P<title>[^\n()]{4,80})")
_SUBJECT = re.compile(r"^ *\S{2,12}: *\n\s*(?P<title>(?:有关|关于)[^\n。]{4,50}(?:事宜|一事)) *$", re.MULTILINE)
_OF_PAPER = rf"^author: ?[\"“]?(?P<name>{HAN}{{2,10}})<pressMark>[\"”]?$"
_LONGEST_NAME = 4  # code points of a person's name
_HEAD = 1500  # code points: where the fields of a page stand
_SESSION = r"(?:第?[一二三四五六七八九十\d]{1,3}届)?"
_MEETING = (
    rf"{_SESSION}<standingPart>*{_SESSION}(?:第?[一二三四五六七八九十\d]{{1,3}}次)?(?:“[^”\n]{{2,40}}”)?"
    rf"{HAN}{{0,12}}?(?:<meeting>|<assembly>)"
)
_ON_TOPIC = rf"“[^”\n]{{2,40}}”{HAN}{{0,10}}?<meeting>"


@dataclass(frozen=True)
class Fields:
    title: str | None
    title_range: Range | None
    title_lines: frozenset[int]  # where the lines of the title begin
    issued: date | None
    publisher: Body | None
    issuers: tuple[Body, ...]  # who issued the document, where a line or the title says so
    authors: tuple[str, ...]
    subtitle: str
    origins: Origins

    @property
    def issuer(self) -> Body | None:
        """The first of those who issued it."""
        return self.issuers[0] if self.issuers else None


@dataclass(frozen=True, slots=True)
class MeetingFound:
    name: str
    organizer: Body | None
    span: Span


def read(prepared: Prepared, lexicon: Lexicon, lines: list[Line], bodies: BodyIndex) -> Fields:
    """What the format says goes before what the text says."""
    meta, front = prepared.document.metadata, _front_matter(prepared)
    below = lines[1:] if publishers.is_site_line(prepared.text, lines) else lines
    found = title_of(prepared, lexicon, [line for line in below if line.kind is not LineKind.FURNITURE], bodies)
    written, where = found.text, found.where
    fields = _cause(prepared, lexicon) or _titled(prepared, lexicon) or _original(prepared)
    if cause := fields or _subject(prepared):
        written, where = prepared.document.text[slice(*cause)].strip(), cause
    issued, issued_from = meta.issued or _front_date(front), meta.origins.issued or FieldOrigin.METADATA
    if issued is None:
        issued, issued_from = days.issued(prepared, lexicon, lines)
    publisher, publisher_from = None, meta.origins.publisher or FieldOrigin.METADATA
    printed_as: tuple[Body, ...] = ()
    if known := meta.publisher or front.get("source") or front.get("publisher") or _outlet(prepared, lexicon):
        publisher = _body(known, lexicon, bodies)
    elif (printed := publishers.publisher(prepared, lexicon, lines)) is not None:
        printed_as = issuers.listed(bodies, *printed[0])
        publisher, publisher_from = printed_as[0], printed[1]
    authors, authors_from = meta.authors, meta.origins.authors or FieldOrigin.METADATA
    if not authors:
        authors, authors_from = publishers.authors(prepared, lexicon), FieldOrigin.BYLINE
    if front.get("title") or meta.title:
        title_from = meta.origins.title if meta.origins.title and not front.get("title") else FieldOrigin.METADATA
    else:
        title_from = FieldOrigin.FORM_FIELD if cause else FieldOrigin.HEADING
    title = front.get("title") or meta.title or written
    first = issuers.issuer(prepared, lexicon, lines, bodies, where)
    return Fields(
        title=title,
        title_range=where,
        title_lines=found.lines,
        issued=issued,
        publisher=publisher,
        issuers=issuers.together(prepared, lines, bodies, where, first) or (printed_as[1:] and printed_as),
        authors=authors,
        subtitle=found.subtitle,
        origins=Origins(
            title_from if title else None,
            issued_from if issued else None,
            publisher_from if publisher else None,
            authors_from if authors else None,
        ),
    )


def _body(name: str, lexicon: Lexicon, bodies: BodyIndex) -> Body:
    """The body of that name, which the format tells: read as if the text named it."""
    prepared = prepare(Document(name, "", ""), lexicon)
    index = body_names.index(prepared, lexicon, place_names.named(prepared, lexicon), bodies.home)
    return index.body(0, len(name))


def _cause(prepared: Prepared, lexicon: Lexicon) -> Range | None:
    """案由:关于加快发展氢能产业的建议: a proposal's title in a field of its own."""
    m = lexicon.pattern(_CAUSE, re.MULTILINE).search(prepared.text)
    return m.span("title") if m else None


def _titled(prepared: Prepared, lexicon: Lexicon) -> Range | None:
    """信息名称  关于对…提案的答复: the title in a field of the page's own."""
    field = lexicon.pattern(r"^ *<titleField>(?: ?: ?| {1,4})(?P<title>\S.{4,})$", re.MULTILINE)
    m = field.search(prepared.text, 0, _HEAD)
    return m.span("title") if m else None


def _original(prepared: Prepared) -> Range | None:
    """原标题:…, as the first line: a text passed on without the title that its new page gave it."""
    m = _ORIGINAL.match(prepared.text)
    return m.span("title") if m else None


def _subject(prepared: Prepared) -> Range | None:
    """有关…事宜, below the name of who a letter is to: what it is about."""
    m = _SUBJECT.search(prepared.text, 0, _HEAD)
    return m.span("title") if m else None


def _front_matter(prepared: Prepared) -> dict[str, str]:
    """The fields between --- and --- that a Markdown file may begin with."""
    m = FRONT_MATTER.match(prepared.text)
    rows = _ROW.finditer(prepared.text, *m.span("rows")) if m else ()
    return {row["key"]: prepared.document.text[slice(*row.span("value"))] for row in rows}


def _outlet(prepared: Prepared, lexicon: Lexicon) -> str | None:
    """author: 某新闻|记者: the paper whose reporter wrote it, where no person is named."""
    front = FRONT_MATTER.match(prepared.text)
    m = lexicon.pattern(_OF_PAPER, re.MULTILINE).search(prepared.text, *front.span("rows")) if front else None
    if m is None or (lexicon.surnames.at(m["name"], 0) and len(m["name"]) <= _LONGEST_NAME):
        return None
    return prepared.document.text[slice(*m.span("name"))]


def _front_date(front: dict[str, str]) -> date | None:
    m = DATE.search(front.get("date", ""))
    return days.day(m) if m else None


def meeting(prepared: Prepared, lexicon: Lexicon, bodies: BodyIndex) -> MeetingFound | None:
    """The first meeting that the text names with the body that holds it; else the first with a topic (“…”协商会)."""
    text, original = prepared.text, prepared.document.text
    after_body, on_topic = lexicon.pattern(_MEETING), lexicon.pattern(_ON_TOPIC)
    for mention in sorted(bodies.mentions, key=lambda m: m.span.start):
        if mention.body.kind in ("cppcc", "peoplesCongress", "committee"):
            m = after_body.match(text, mention.span.end)
            if m and (len(m[0]) <= 8 or any(mark in m[0] for mark in "届次“")):
                span = Span(mention.span.start, m.end())
                return MeetingFound(span.of(original), mention.body, span)
    if not (m := on_topic.search(text)):
        return None
    before = [mention.body for mention in bodies.mentions if 0 <= m.start() - mention.span.end <= 24]
    return MeetingFound(original[m.start() : m.end()], before[-1] if before else None, Span(*m.span()))
