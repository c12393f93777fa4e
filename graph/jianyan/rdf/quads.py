"""One Reading as the N-Quads of its named graph.

The lines are built as strings: a library's term objects would cost more time than all of the
reading. Literals are escaped as in the canonical form of RDF 1.2 N-Quads. Text that was read
goes into plain strings, names of things into strings tagged ``zh`` (Oxigraph keeps both as they are;
it would rewrite numbers).
"""

from __future__ import annotations

from collections.abc import Iterable

from jianyan import resources
from jianyan.model import (
    Basis,
    Body,
    BodyMention,
    Correction,
    Meeting,
    Membership,
    Person,
    Place,
    PlaceMention,
    Reading,
    SectorMention,
    Span,
    Speech,
    Statement,
    Target,
)  # fmt: skip
from jianyan.rdf import terms as t

# What the grammar of a literal forbids, control characters, and what str.splitlines takes for the end of a line.
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0x85, 0x2028, 0x2029)}
_ESCAPES |= {ord(char): "\\" + name for char, name in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)}


def quads(reading: Reading, base: str = t.BASE, *, lexicon: str = "") -> list[str]:
    """The lines of the reading's named graph: sorted by code point, each once, each ended by LF.

    ``base`` must have passed :func:`jianyan.rdf.terms.checked_base`; ``lexicon`` is the version of the
    lexicon that it was read with.
    """
    graph = _Graph(reading, base)
    _document(graph, reading)
    _mentions(graph, reading)
    for membership in reading.memberships:
        _membership(graph, membership)
    if reading.meeting:
        _meeting(graph, reading.meeting)
    speech_of = _speeches(graph, reading)
    for index, statement in enumerate(reading.statements):
        _statement(graph, reading, statement, speech_of.get(index, ()))
    for correction in reading.corrections:
        _correction(graph, correction)
    _activities(graph, reading, lexicon)
    return sorted(graph.lines)


def node(iri: str) -> str:
    """An IRI as a term of N-Quads."""
    return f"<{iri}>"


def literal(text: str) -> str:
    """A plain string as a term of N-Quads."""
    return f'"{text.translate(_ESCAPES)}"'


def label(text: str) -> str:
    """A name of something, tagged Chinese."""
    return f'"{text.translate(_ESCAPES)}"@zh'


def typed(value: object, datatype: str) -> str:
    """A value whose ``str`` is a lexical form of ``datatype`` and needs no escape."""
    return f'"{value}"^^<{datatype}>'


class _Graph:
    """The lines of one named graph, and what was already described in it."""

    def __init__(self, reading: Reading, base: str) -> None:
        self.base = base
        self.document = t.document(base, reading.document.sha256)
        self.text = reading.document.text
        self.lines: set[str] = set()
        self.forms = {(mention.body.name, mention.span.of(self.text)) for mention in reading.bodies}
        self.seen: dict[object, str] = {}  # a thing of the model, or its name → its IRI, once it was described
        self._end = f" <{self.document}> .\n"

    def add(self, subject: str, predicate: str, value: str) -> None:
        """One line; ``value`` is a term (of :func:`node`, :func:`literal` …), the others are IRIs."""
        self.lines.add(f"<{subject}> <{predicate}> {value}{self._end}")

    def link(self, subject: str, predicate: str, iris: Iterable[str]) -> None:
        for iri in iris:
            self.add(subject, predicate, f"<{iri}>")

    def new(self, thing: object, iri: str) -> bool:
        """Whether ``thing`` has not been described yet; from now on it has."""
        return self.seen.setdefault(thing, iri) is iri


def _document(graph: _Graph, reading: Reading) -> None:
    document, add = graph.document, graph.add
    graph.link(document, t.RDF_TYPE, (t.DOCUMENT, t.ENTITY))
    add(document, t.IDENTIFIER, literal(f"sha256:{reading.document.sha256}"))
    add(document, t.SOURCE, literal(reading.document.source))
    if reading.title:
        add(document, t.TITLE, literal(reading.title))
    if reading.issued:
        add(document, t.ISSUED, typed(reading.issued.isoformat(), t.XSD_DATE))
    if reading.publisher:
        add(document, t.PUBLISHER, node(_body(graph, reading.publisher)))
        if reading.publisher.kind == "media":
            add(document, t.RDF_TYPE, node(t.NEWS_ARTICLE))
    for author in reading.authors:
        add(document, t.CREATOR, literal(author))


def _mentions(graph: _Graph, reading: Reading) -> None:
    """What the text names, each with every form in which it does."""
    mentions: list[tuple[BodyMention | PlaceMention | SectorMention, str, str]] = []
    mentions += [(m, _body(graph, m.body), m.body.name) for m in reading.bodies]
    mentions += [(m, _place(graph, m.place), m.place.name) for m in reading.places]
    mentions += [(m, m.sector.iri, m.sector.name) for m in reading.sectors]
    for mention, iri, name in mentions:
        graph.add(graph.document, t.MENTIONS, node(iri))
        form = mention.span.of(graph.text)
        if form != name:
            graph.add(iri, t.ALT_LABEL, label(form))
    for person in [m.person for m in reading.memberships] + [s.person for s in reading.speeches if s.person]:
        graph.add(graph.document, t.MENTIONS, node(_person(graph, person)))


def _body(graph: _Graph, body: Body) -> str:
    if iri := graph.seen.get(body):
        return iri
    iri = t.body(graph.base, body.name)
    graph.seen[body] = iri
    graph.add(iri, t.RDF_TYPE, node(t.ORGANIZATION))
    graph.add(iri, t.PREF_LABEL, label(body.name))
    graph.add(iri, t.CLASSIFICATION, node(t.body_kind(body.kind)))
    for alias in body.aliases:
        if alias != body.name and (body.name, alias) not in graph.forms:  # SKOS S13: a label is of one kind
            graph.add(iri, t.HIDDEN_LABEL, label(alias))
    if body.parent:
        graph.add(iri, t.SUB_ORGANIZATION_OF, node(_body(graph, body.parent)))
    return iri


def _place(graph: _Graph, place: Place) -> str:
    if iri := graph.seen.get(place):
        return iri
    iri = t.place(graph.base, place.code or place.name)
    graph.seen[place] = iri
    graph.add(iri, t.RDF_TYPE, node(t.AREA))
    graph.add(iri, t.PREF_LABEL, label(place.name))
    if place.code:
        graph.add(iri, t.IDENTIFIER, literal(place.code))
    graph.link(iri, t.CONTAINED_IN_PLACE, (t.place(graph.base, code) for code in place.parents))
    return iri


def _person(graph: _Graph, person: Person) -> str:
    if iri := graph.seen.get(person):
        return iri
    iri = t.person(graph.base, person.name, person.key)
    graph.seen[person] = iri
    graph.add(iri, t.RDF_TYPE, node(t.PERSON))
    graph.add(iri, t.FOAF_NAME, literal(person.name))
    graph.add(iri, t.PREF_LABEL, label(person.name))
    for form in person.written:
        if form != person.name:
            graph.add(iri, t.ALT_LABEL, label(form))
    return iri


def _evidence(graph: _Graph, span: Span) -> str:
    """The place in the text, with its quote; one for all that stand on the same span."""
    if iri := graph.seen.get(span):
        return iri
    iri = f"{graph.document}/text/{span.start}-{span.end}"
    graph.seen[span] = iri
    position, quote, add = iri + "/position", iri + "/quote", graph.add
    add(iri, t.RDF_TYPE, node(t.SPECIFIC_RESOURCE))
    add(iri, t.HAS_SOURCE, node(graph.document))
    add(iri, t.HAS_SELECTOR, node(position))
    add(iri, t.HAS_SELECTOR, node(quote))
    add(position, t.RDF_TYPE, node(t.POSITION_SELECTOR))
    add(position, t.START, typed(span.start, t.XSD_INTEGER))
    add(position, t.END, typed(span.end, t.XSD_INTEGER))
    add(quote, t.RDF_TYPE, node(t.QUOTE_SELECTOR))
    add(quote, t.EXACT, literal(span.of(graph.text)))
    return iri


def _membership(graph: _Graph, membership: Membership) -> str:
    """A post is one membership, however often the text states it; each place is evidence."""
    person, body = _person(graph, membership.person), _body(graph, membership.body)
    key = (person, body, membership.post)
    iri = f"{graph.document}/membership/{t.digest(*key)}"
    if graph.new(key, iri):
        role = t.role(graph.base, membership.post)
        graph.add(iri, t.RDF_TYPE, node(t.MEMBERSHIP))
        graph.add(iri, t.IN_DOCUMENT, node(graph.document))
        graph.add(iri, t.MEMBER, node(person))
        graph.add(iri, t.OF_ORGANIZATION, node(body))
        graph.add(iri, t.HAS_ROLE, node(role))
        graph.add(role, t.RDF_TYPE, node(t.ROLE))
        graph.add(role, t.PREF_LABEL, label(membership.post))
    graph.add(iri, t.EVIDENCE, node(_evidence(graph, membership.span)))
    return iri


def _meeting(graph: _Graph, meeting: Meeting) -> str:
    if iri := graph.seen.get(meeting):
        return iri
    iri = t.meeting(graph.base, meeting.name, meeting.organizer.name if meeting.organizer else None)
    graph.seen[meeting] = iri
    graph.add(iri, t.RDF_TYPE, node(t.MEETING))
    graph.add(iri, t.PREF_LABEL, label(meeting.name))
    graph.add(iri, t.IN_DOCUMENT, node(graph.document))
    graph.add(iri, t.EVIDENCE, node(_evidence(graph, meeting.span)))
    if meeting.organizer:
        graph.add(iri, t.ORGANIZER, node(_body(graph, meeting.organizer)))
    return iri


def _speeches(graph: _Graph, reading: Reading) -> dict[int, tuple[str, list[str], Speech]]:
    """For the index of each statement: the IRI of its speech ("" in a document that nobody speaks in),
    the IRIs of its backers, and the speech."""
    speech_of: dict[int, tuple[str, list[str], Speech]] = {}
    for speech in reading.speeches:
        backers = [_body(graph, body) for body in speech.bodies]
        if speech.person:
            backers.append(_person(graph, speech.person))
        issued = speech.basis is Basis.ISSUER and speech.person is None
        iri = "" if issued else _speech(graph, reading, speech)
        speech_of |= dict.fromkeys(speech.statements, (iri, backers, speech))
    return speech_of


def _speech(graph: _Graph, reading: Reading, speech: Speech) -> str:
    iri = f"{graph.document}/speech/{speech.position}"
    graph.add(iri, t.RDF_TYPE, node(t.SPEECH))
    graph.add(iri, t.IN_DOCUMENT, node(graph.document))
    graph.add(iri, t.POSITION, typed(speech.position, t.XSD_INTEGER))
    graph.add(iri, t.EVIDENCE, node(_evidence(graph, speech.span)))
    if speech.person:
        graph.add(iri, t.SPEAKER, node(_person(graph, speech.person)))
    graph.link(iri, t.IN_CAPACITY, (_membership(graph, membership) for membership in speech.capacities))
    graph.link(iri, t.ON_BEHALF_OF, (_body(graph, body) for body in speech.on_behalf_of))
    if reading.meeting:
        graph.add(iri, t.AT_MEETING, node(_meeting(graph, reading.meeting)))
    if speech.title:
        graph.add(iri, t.TITLE, literal(speech.title))
    graph.link(iri, t.CORRECTED_BY, (_correction(graph, correction) for correction in speech.corrections))
    _ground(graph, iri, speech)
    return iri


def _correction(graph: _Graph, correction: Correction) -> str:
    """What somebody corrected, with what the program had said."""
    if iri := graph.seen.get(correction):
        return iri
    kind, span = correction.kind.value, correction.span
    iri = f"{graph.document}/correction/{t.digest(kind, str(span.start), str(span.end), correction.says)}"
    graph.seen[correction] = iri
    graph.add(iri, t.RDF_TYPE, node(t.CORRECTION))
    graph.add(iri, t.IN_DOCUMENT, node(graph.document))
    graph.add(iri, t.CORRECTION_KIND, node(t.JY + kind))
    graph.add(iri, t.EVIDENCE, node(_evidence(graph, span)))
    for predicate, words in ((t.SAID, correction.said), (t.SAYS, correction.says), (t.COMMENT, correction.note)):
        if words:
            graph.add(iri, predicate, literal(words))
    return iri


def _ground(graph: _Graph, iri: str, speech: Speech) -> None:
    """How it was concluded who says it."""
    graph.add(iri, t.BASIS_OF, node(t.JY + speech.basis.value))
    if speech.confidence is not None:
        graph.add(iri, t.CONFIDENCE, typed(f"{speech.confidence:.4f}".rstrip("0").rstrip("."), t.XSD_DECIMAL))


def _statement_iri(graph: _Graph, statement: Statement) -> str:
    return f"{graph.document}/statement/{statement.span.start}-{statement.span.end}"


def _statement(
    graph: _Graph, reading: Reading, statement: Statement, said: tuple[str, list[str], Speech] | tuple[()]
) -> None:
    iri, add = _statement_iri(graph, statement), graph.add
    add(iri, t.RDF_TYPE, node(t.STATEMENT))
    add(iri, t.IN_DOCUMENT, node(graph.document))
    add(iri, t.LEVEL_OF, node(t.JY + statement.level.value))
    add(iri, t.STANCE_OF, node(t.JY + statement.stance.value))
    add(iri, t.STATES, node(_measure(graph, statement)))
    add(iri, t.EVIDENCE, node(_evidence(graph, statement.span)))
    add(iri, t.WAS_GENERATED_BY, node(_activity_iri(graph, statement.rule)))
    graph.link(iri, t.CORRECTED_BY, (_correction(graph, correction) for correction in statement.corrections))
    if statement.parent is not None:
        add(iri, t.PART_OF, node(_statement_iri(graph, reading.statements[statement.parent])))
    if said:
        speech_iri, backers, speech = said
        graph.link(iri, t.BACKER, backers)
        if speech_iri:
            add(iri, t.IN_SPEECH, node(speech_iri))
        elif not statement.corrections:
            _ground(graph, iri, speech)
    if statement.corrections:
        add(iri, t.BASIS_OF, node(t.JY + Basis.CORRECTED.value))


def _measure(graph: _Graph, statement: Statement) -> str:
    measure = statement.measure
    if iri := graph.seen.get(measure):
        return iri
    iri = t.measure(graph.base, measure.text)
    graph.seen[measure] = iri
    graph.add(iri, t.RDF_TYPE, node(t.MEASURE))
    graph.add(iri, t.PREF_LABEL, label(measure.text))
    if measure.action:
        graph.add(iri, t.ACTION, literal(measure.action))
    if measure.object:
        graph.add(iri, t.OBJECT, literal(measure.object))
    if measure.inherited:
        graph.add(iri, t.INHERITED, typed("true", t.XSD_BOOLEAN))
    graph.link(iri, t.INSTRUMENT, measure.instruments)
    graph.link(iri, t.IN_SECTOR, (sector.iri for sector in measure.sectors))
    graph.link(iri, t.PLACE, (_place(graph, place) for place in measure.places))
    graph.link(iri, t.ADDRESSEE, (_body(graph, body) for body in measure.addressees))
    graph.link(iri, t.HAS_TARGET, (_target(graph, target) for target in measure.targets))
    for cited in measure.cites:
        graph.add(iri, t.CITES, literal(cited))
    return iri


def _target(graph: _Graph, target: Target) -> str:
    iri = f"{graph.document}/target/{target.span.start}-{target.span.end}"
    graph.add(iri, t.RDF_TYPE, node(t.TARGET))
    graph.add(iri, t.EVIDENCE, node(_evidence(graph, target.span)))
    for predicate, said in ((t.QUANTITY, target.quantity), (t.UNIT, target.unit), (t.DEADLINE, target.deadline)):
        if said:
            graph.add(iri, predicate, literal(said))
    return iri


def _activity_iri(graph: _Graph, rule: str) -> str:
    """The run that read the document; one rule's part of it is told apart in its IRI."""
    return f"{graph.document}/run/{t.segment(rule)}" if rule else f"{graph.document}/run"


def _activities(graph: _Graph, reading: Reading, lexicon: str) -> None:
    """The run, and each rule's part in it. No clock time: the same input gives the same bytes."""
    for rule in {statement.rule for statement in reading.statements} | {""}:
        iri = _activity_iri(graph, rule)
        graph.add(iri, t.RDF_TYPE, node(t.ACTIVITY))
        graph.add(iri, t.USED, node(graph.document))
        graph.add(iri, t.BUILDER_VERSION, literal(resources.version()))
        if lexicon:
            graph.add(iri, t.LEXICON_VERSION, literal(lexicon))
        if rule:
            graph.add(iri, t.RULE, literal(rule))
