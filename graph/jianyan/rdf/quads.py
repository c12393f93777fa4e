"""One Reading as the N-Quads of its named graph.

What there is by the thousand (statements, measures, evidence) is written from templates, a block of lines each.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from jianyan import resources
from jianyan.collector import paused
from jianyan.model import (
    Basis,
    Body,
    Correction,
    Level,
    Measure,
    Meeting,
    Membership,
    Person,
    Place,
    Reading,
    Span,
    Speech,
    Stance,
    Statement,
    Target,
)  # fmt: skip
from jianyan.rdf import terms as t
from jianyan.rdf.lines import Lines, escaped, label, literal, node, typed


def quads(reading: Reading, base: str = t.BASE, *, lexicon: str = "") -> list[str]:
    """The lines of the reading's named graph: sorted by code point, each once, each ended by LF.

    ``base`` must have passed :func:`jianyan.rdf.terms.checked_base`; ``lexicon`` is the version of the
    lexicon that it was read with.
    """
    with paused():
        return _quads(_Graph(reading, base), reading, lexicon)


def _quads(graph: _Graph, reading: Reading, lexicon: str) -> list[str]:
    _document(graph, reading)
    _mentions(graph, reading)
    for membership in reading.memberships:
        _membership(graph, membership)
    if reading.meeting:
        _meeting(graph, reading.meeting)
    speech_of = _speeches(graph, reading)
    for index, statement in enumerate(reading.statements):
        _statement(graph, reading, statement, speech_of.get(index, (None, "", [])))
    for correction in reading.corrections:
        _correction(graph, correction)
    _activities(graph, reading, lexicon)
    return graph.sorted()


# What stands behind the subject in lines that are the same for all of a kind.
_INTEGER = f"^^<{t.XSD_INTEGER}>"
_A_POSITION = f"<{t.RDF_TYPE}> <{t.POSITION_SELECTOR}>"
_A_QUOTE = f"<{t.RDF_TYPE}> <{t.QUOTE_SELECTOR}>"
_A_SPECIFIC_RESOURCE = f"<{t.RDF_TYPE}> <{t.SPECIFIC_RESOURCE}>"
_A_STATEMENT = f"<{t.RDF_TYPE}> <{t.STATEMENT}>"
_A_MEASURE = f"<{t.RDF_TYPE}> <{t.MEASURE}>"
_IS_INHERITED = f"<{t.INHERITED}> {typed('true', t.XSD_BOOLEAN)}"


class _Graph(Lines):
    """The lines of a reading's graph, and what was already described in it."""

    def __init__(self, reading: Reading, base: str) -> None:
        self.base = base
        self.document = t.document(base, reading.document.sha256)
        super().__init__(self.document)
        self.text = reading.document.text
        self.forms = {(mention.body.name, mention.span.of(self.text)) for mention in reading.bodies}
        # What stands behind the subject in lines that many statements, measures and places in the text share.
        end = self.end
        self.a_statement, self.a_measure = f"{_A_STATEMENT}{end}", f"{_A_MEASURE}{end}"
        self.in_document = f"<{t.IN_DOCUMENT}> <{self.document}>{end}"
        self.level_is = {level: f"<{t.LEVEL_OF}> <{t.JY}{level.value}>{end}" for level in Level}
        self.stance_is = {stance: f"<{t.STANCE_OF}> <{t.JY}{stance.value}>{end}" for stance in Stance}
        self.a_position, self.a_quote = f"position> {_A_POSITION}{end}", f"quote> {_A_QUOTE}{end}"
        self.a_resource = f"{_A_SPECIFIC_RESOURCE}{end}"
        self.has_source = f"<{t.HAS_SOURCE}> <{self.document}>{end}"
        self.seen: dict[object, str] = {}  # a thing of the model, or its name → its IRI, once it was described
        # IRIs of those described by their identities: a text names few, often
        self.places: dict[int, str] = {}
        self.bodies: dict[int, str] = {}
        self.measures: dict[str, Measure] = {}  # by their IRIs, as last described
        self.rules: dict[str, str] = {}  # a rule → the IRI of its part in the run

    def new(self, thing: object, iri: str) -> bool:
        """Whether ``thing`` has not been described yet; from now on it has."""
        return self.seen.setdefault(thing, iri) is iri


def _document(graph: _Graph, reading: Reading) -> None:
    document, add = graph.document, graph.add
    graph.link(document, t.RDF_TYPE, (t.DOCUMENT, t.ENTITY))
    add(document, t.IDENTIFIER, literal(f"sha256:{reading.document.sha256}"))
    add(document, t.SOURCE, literal(reading.document.source))
    add(document, t.TEXT, literal(graph.text))  # what all positions count in: a folder is checked without its sources
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
    origins = reading.origins
    for predicate, origin in (
        (t.TITLE_FROM, origins.title),
        (t.ISSUED_FROM, origins.issued),
        (t.PUBLISHER_FROM, origins.publisher),
        (t.CREATOR_FROM, origins.authors),
    ):
        if origin:
            add(document, predicate, node(t.field_origin(origin.value)))


def _mentions(graph: _Graph, reading: Reading) -> None:
    """What the text names, each with every form in which it does."""
    text = graph.text
    named = {(_body(graph, m.body), m.body.name, text[m.span.start : m.span.end]) for m in reading.bodies}
    named |= {(_place(graph, m.place), m.place.name, text[m.span.start : m.span.end]) for m in reading.places}
    named |= {(m.sector.iri, m.sector.name, text[m.span.start : m.span.end]) for m in reading.sectors}
    for iri, name, form in named:
        graph.add(graph.document, t.MENTIONS, node(iri))
        if form != name:
            graph.add(iri, t.ALT_LABEL, label(form))
    for person in [m.person for m in reading.memberships] + [s.person for s in reading.speeches if s.person]:
        graph.add(graph.document, t.MENTIONS, node(_person(graph, person)))


def _body(graph: _Graph, body: Body) -> str:
    if iri := graph.bodies.get(id(body)):
        return iri
    iri = graph.bodies[id(body)] = t.body(graph.base, body.name)
    if not graph.new(body, iri):
        return iri
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
    if iri := graph.places.get(id(place)):
        return iri
    iri = graph.places[id(place)] = t.place(graph.base, place.code or place.name)
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
    start, stop = span.start, span.end
    iri = f"{graph.document}/text/{start}-{stop}"
    selectors = f"<{iri}/"
    if graph.has(selectors):
        return iri
    end = graph.end
    graph.block(
        selectors,
        [
            f"{selectors}{graph.a_position}",
            f'{selectors}position> <{t.END}> "{stop}"{_INTEGER}{end}',
            f'{selectors}position> <{t.START}> "{start}"{_INTEGER}{end}',
            f"{selectors}{graph.a_quote}",
            f'{selectors}quote> <{t.EXACT}> "{escaped(graph.text[start:stop])}"{end}',
        ],
    )
    subject = f"<{iri}>"
    graph.block(
        subject,
        [
            f"{subject} {graph.a_resource}",
            f"{subject} <{t.HAS_SELECTOR}> {selectors}position>{end}",
            f"{subject} <{t.HAS_SELECTOR}> {selectors}quote>{end}",
            f"{subject} {graph.has_source}",
        ],
    )
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


def _speeches(graph: _Graph, reading: Reading) -> dict[int, tuple[Speech, str, list[str]]]:
    """For the index of each statement its speech and what stands in the statement's lines behind the subject: the
    speech ("" in a document that nobody speaks in), and each backer, in order."""
    speech_of: dict[int, tuple[Speech, str, list[str]]] = {}
    for speech in reading.speeches:
        backers = {_body(graph, body) for body in speech.bodies}
        if speech.person:
            backers.add(_person(graph, speech.person))
        backing = [f"<{t.BACKER}> <{backer}>{graph.end}" for backer in sorted(backers)]
        issued = speech.basis is Basis.ISSUER and speech.person is None
        spoken = "" if issued else f"<{t.IN_SPEECH}> <{_speech(graph, reading, speech)}>{graph.end}"
        speech_of |= dict.fromkeys(speech.statements, (speech, spoken, backing))
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
        graph.add(iri, t.CONFIDENCE, _decimal(speech.confidence))


@cache
def _decimal(confidence: float) -> str:
    """To four places, without zeros at the end."""
    return typed(f"{confidence:.4f}".rstrip("0").rstrip("."), t.XSD_DECIMAL)


def _statement(
    graph: _Graph, reading: Reading, statement: Statement, said: tuple[Speech | None, str, list[str]]
) -> None:
    """The block of one statement, in the order of its predicates."""
    iri, end = _statement_iri(graph, statement.span), graph.end
    subject = f"<{iri}>"
    speech, spoken, backing = said
    lines = [
        f"{subject} {graph.a_statement}",
        f"{subject} <{t.WAS_GENERATED_BY}> <{_activity_iri(graph, statement.rule)}>{end}",
    ]
    lines += [f"{subject} {backer}" for backer in backing]
    if statement.confidence is not None:
        lines.append(f"{subject} <{t.CONFIDENCE}> {_decimal(statement.confidence)}{end}")
    lines.append(f"{subject} <{t.EVIDENCE}> <{_evidence(graph, statement.span)}>{end}")
    lines.append(f"{subject} {graph.in_document}")
    if spoken:
        lines.append(f"{subject} {spoken}")
    elif speech and not statement.corrections:
        _ground(graph, iri, speech)
    lines.append(f"{subject} {graph.level_is[statement.level]}")
    if statement.parent is not None:
        above = _statement_iri(graph, reading.statements[statement.parent].span)
        lines.append(f"{subject} <{t.PART_OF}> <{above}>{end}")
    lines.append(f"{subject} {graph.stance_is[statement.stance]}")
    lines.append(f"{subject} <{t.STATES}> <{_measure(graph, statement.measure)}>{end}")
    graph.block(subject, lines)
    graph.link(iri, t.CORRECTED_BY, (_correction(graph, correction) for correction in statement.corrections))
    if statement.corrections:
        graph.add(iri, t.BASIS_OF, node(t.JY + Basis.CORRECTED.value))


def _statement_iri(graph: _Graph, span: Span) -> str:
    return f"{graph.document}/statement/{span.start}-{span.end}"


def _measure(graph: _Graph, measure: Measure) -> str:
    """The block of one measure, in the order of its predicates; words that several statements share are one measure."""
    iri = t.measure(graph.base, measure.text)
    known = graph.measures.get(iri)
    if known is not None and (known is measure or known == measure):
        return iri
    graph.measures[iri] = measure
    subject, end = f"<{iri}>", graph.end
    lines = [
        f"{subject} {graph.a_measure}",
        f'{subject} <{t.PREF_LABEL}> "{escaped(measure.text)}"@zh{end}',
    ]
    if measure.action:
        lines.append(f'{subject} <{t.ACTION}> "{escaped(measure.action)}"{end}')
    if measure.addressees:
        lines += _linked(subject, t.ADDRESSEE, [_body(graph, body) for body in measure.addressees], end)
    if measure.cites:
        lines += sorted({f'{subject} <{t.CITES}> "{escaped(cited)}"{end}' for cited in measure.cites})
    if measure.inherited:
        lines.append(f"{subject} {_IS_INHERITED}{end}")
    if measure.instruments:
        lines += _linked(subject, t.INSTRUMENT, measure.instruments, end)
    if measure.object:
        lines.append(f'{subject} <{t.OBJECT}> "{escaped(measure.object)}"{end}')
    if measure.places:
        lines += _linked(subject, t.PLACE, [_place(graph, place) for place in measure.places], end)
    if measure.sectors:
        lines += _linked(subject, t.IN_SECTOR, [sector.iri for sector in measure.sectors], end)
    if measure.targets:
        lines += _linked(subject, t.HAS_TARGET, [_target(graph, target) for target in measure.targets], end)
    graph.block(subject, lines)
    return iri


def _linked(subject: str, predicate: str, iris: Collection[str], end: str) -> list[str]:
    """Lines in order, each once."""
    return [f"{subject} <{predicate}> <{iri}>{end}" for iri in (iris if len(iris) == 1 else sorted(set(iris)))]


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
    iri = graph.rules.get(rule)
    if iri is None:
        iri = graph.rules[rule] = f"{graph.document}/run/{t.segment(rule)}" if rule else f"{graph.document}/run"
    return iri


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
