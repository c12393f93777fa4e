"""A source text with all that was read in it, cut where marks begin and end.

Statements, attributions and posts stand where their evidence says. Of bodies, sectors, places and persons the
graph keeps which a text names and in what words, not each place; here they are found again by these words, the
longest first, and so a name may be marked once more than the extraction counted it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from jianyan.views.data.facts import ABOUT, Facts
from jianyan.views.data.names import Name, names_of, short_id
from jianyan.views.data.sparql import PREFIXES, rows, within
from jianyan.views.data.statements import DocumentSource, MembershipSource, Sources, StatementSource
from jianyan.views.render import TURNS

if TYPE_CHECKING:
    import pyoxigraph

KINDS = ("statement", "attribution", "post", "person", "body", "sector", "place")
_TYPES = {"Person": "person", "Organization": "body", "AdministrativeArea": "place"}
_SHORTEST = 2  # a single character is in too many words to be somebody's name there


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Code points [start, end). ``refers`` is an index: into the statements for a statement, into
    :attr:`Text.names` for what is named, -1 where the passage speaks for itself."""

    start: int
    end: int
    kind: str
    refers: int = -1


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text with the marks (indices) that cover all of it. ``turns``: it is one character, which turns the
    direction of writing."""

    start: int
    text: str
    marks: tuple[int, ...] = ()
    turns: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a document, and where it is from: a local name of the scheme of origins of fields."""

    name: str  # title, issued, publisher, creator
    origin: str
    values: tuple[str, ...] = ()  # of what the head of the page does not show anyway


@dataclass(frozen=True, slots=True)
class Text:
    """``text`` is None where the graph was built by a version that kept no texts; ``fields`` are those of whose origin
    the graph tells."""

    document: DocumentSource
    text: str | None
    statements: tuple[StatementSource, ...] = ()
    names: tuple[Name, ...] = ()
    marks: tuple[Mark, ...] = ()
    about: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)  # measure → column → names
    first_statement: int = 0  # its index among the statements of all documents
    fields: tuple[Field, ...] = ()

    @property
    def id(self) -> str:
        return self.document.iri.rpartition("/")[2]


def lines(text: str, marks: Sequence[Mark]) -> list[list[Segment]]:
    """The text in lines of segments; joined they are the text again, each character once and in its place.

    >>> [[(s.text, s.marks) for s in line] for line in lines("甲乙\\n丙", [Mark(0, 2, "post"), Mark(1, 4, "body")])]
    [[('甲', (0,)), ('乙', (0, 1)), ('\\n', (1,))], [('丙', (1,))]]
    """
    turning = {found.start() for found in TURNS.finditer(text)}
    cuts = {0, len(text)} | {at + 1 for at, char in enumerate(text) if char == "\n"}
    cuts |= turning | {at + 1 for at in turning}
    begins: dict[int, list[int]] = defaultdict(list)
    ends: dict[int, list[int]] = defaultdict(list)
    for at, mark in enumerate(marks):
        start, end = max(0, mark.start), min(mark.end, len(text))
        if start < end:
            cuts |= {start, end}
            begins[start].append(at)
            ends[end].append(at)
    found: list[list[Segment]] = [[]]
    covering: set[int] = set()
    places = sorted(cuts)
    for start, end in pairwise(places):
        covering = (covering - set(ends[start])) | set(begins[start])
        found[-1].append(Segment(start, text[start:end], tuple(sorted(covering)), start in turning))
        if text[end - 1] == "\n" and end < len(text):
            found.append([])
    return found


def read_texts(store: pyoxigraph.Store, sources: Sources, facts: Facts) -> Iterator[Text]:
    """Each document with its text, in the order of ``sources``."""
    statements: dict[int, list[StatementSource]] = defaultdict(list)
    posts: dict[int, list[MembershipSource]] = defaultdict(list)
    for one in sources.statements:
        statements[one.evidence.document].append(one)
    for membership in sources.memberships:
        posts[membership.evidence.document].append(membership)
    concepts = _concepts(store)
    about = {fact.source.measure: fact.about for fact in facts.facts}
    first = 0
    for at, document in enumerate(sources.documents):
        yield _text(store, document, statements[at], posts[at], concepts, about, facts.names, first)
        first += len(statements[at])


def _concepts(store: pyoxigraph.Store) -> dict[str, Name]:
    sectors = {
        row["x"]: "sector" for row in rows(store, "SELECT DISTINCT ?x WHERE { ?d jy:mentions ?x . ?x a jy:Sector }")
    }
    return names_of(store, sectors)


def _text(
    store: pyoxigraph.Store,
    document: DocumentSource,
    statements: list[StatementSource],
    posts: list[MembershipSource],
    concepts: Mapping[str, Name],
    about: Mapping[str, Mapping[str, tuple[str, ...]]],
    known: Mapping[str, Name],
    first: int,
) -> Text:
    text, named = _named(store, document.iri, concepts)
    fields = tuple(_fields(store, document.iri))
    if text is None:
        return Text(document, None, tuple(statements), first_statement=first, fields=fields)
    iris = sorted(named)
    number = {iri: at for at, iri in enumerate(iris)}
    names = [named[iri][1] for iri in iris]
    for one in statements:  # whom and what the facts name beside what the text mentions by name
        for iri in (*one.speakers, *one.bodies, *(x for xs in about.get(one.measure, {}).values() for x in xs)):
            if iri not in number and iri in known:
                number[iri] = len(names)
                names.append(known[iri])
    marks = {Mark(one.evidence.start, one.evidence.end, "statement", at) for at, one in enumerate(statements)}
    marks |= {Mark(one.attribution.start, one.attribution.end, "attribution") for one in statements if one.attribution}
    marks |= {Mark(one.evidence.start, one.evidence.end, "post") for one in posts if one.post}
    marks |= set(_occurrences(text, {iri: named[iri] for iri in iris}, number))
    columns = {
        one.measure: {
            name: tuple(number[iri] for iri in about.get(one.measure, {}).get(name, ()) if iri in number)
            for name in ABOUT
        }
        for one in statements
    }
    ordered = tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end, KINDS.index(mark.kind), mark.refers)))
    return Text(document, text, tuple(statements), tuple(names), ordered, columns, first, fields)


def _fields(store: pyoxigraph.Store, document: str) -> Iterator[Field]:
    said: dict[str, list[str]] = defaultdict(list)
    asked = "VALUES ?p { jy:titleFrom jy:issuedFrom jy:publisherFrom jy:creatorFrom dcterms:creator } ?d ?p ?value"
    for row in within(store, document, asked):
        said[row["p"].replace("#", "/").rpartition("/")[2]].append(row["value"])
    for name in ("title", "issued", "publisher", "creator"):
        for origin in sorted(said[f"{name}From"])[:1]:
            values = sorted(said["creator"]) if name == "creator" else ()
            yield Field(name, origin.rpartition("/")[2], tuple(values))


def _named(
    store: pyoxigraph.Store, document: str, concepts: Mapping[str, Name]
) -> tuple[str | None, dict[str, tuple[str, Name]]]:
    """The text, and what it names: IRI → kind and name, whose forms are the words that this text uses."""
    from pyoxigraph import NamedNode, Variable

    def ask(query: str) -> Any:
        bound: Any = {Variable("d"): NamedNode(document)}
        return store.query(PREFIXES + query, substitutions=bound)

    texts = [row["text"].value for row in ask("SELECT ?d ?text { GRAPH ?d { ?d schema:text ?text } }")]
    kinds: dict[str, str] = {}
    forms: dict[str, list[str]] = defaultdict(list)
    labels: dict[str, str] = {}
    for row in ask(
        """SELECT ?d ?x ?type ?p ?form { GRAPH ?d { ?d jy:mentions ?x OPTIONAL { ?x a ?type }
        OPTIONAL { VALUES ?p { skos:prefLabel skos:altLabel } ?x ?p ?form } } }"""
    ):
        iri = row["x"].value
        kinds[iri] = (
            _TYPES.get(row["type"].value.replace("#", "/").rpartition("/")[2], "sector") if row["type"] else "sector"
        )
        if row["form"] is not None:
            forms[iri].append(row["form"].value)
            if row["p"].value.endswith("prefLabel"):
                labels[iri] = row["form"].value
    found = {}
    for iri, kind in kinds.items():
        concept = concepts.get(iri)
        label = labels.get(iri) or (concept.label if concept else iri.rpartition("/")[2])
        words = tuple(sorted({label, *forms[iri]} - {""}))
        identity = short_id(iri, kind)
        found[iri] = (kind, Name(identity, label, concept.label_en if concept else "", words))
    return (texts[0] if texts else None), found


def _occurrences(text: str, named: Mapping[str, tuple[str, Name]], number: Mapping[str, int]) -> Iterable[Mark]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    owners: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for iri, (kind, name) in named.items():
        for form in name.aliases:
            if len(form) >= _SHORTEST:
                owners[form].append((kind, number[iri]))
    patterns = sorted(owners)
    if not patterns:
        return
    automaton = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)
    for pattern, start, end in automaton.find_matches_as_indexes(text):
        for kind, refers in owners[patterns[pattern]]:
            yield Mark(start, end, kind, refers)


def as_json(text: Text) -> dict[str, Any]:
    """What the page of a text carries beside its markup.

    A statement is ``[start, end, level, stance, measure id, speakers, bodies, basis, confidence, speech title,
    attribution or 0, part of or -1, sectors, instruments, places]``; people and things are indices into ``names``
    (``[id, label, English]``); a mark is ``[kind, refers]``.
    """
    number = {name.id: at for at, name in enumerate(text.names)}

    def who(iris: Iterable[str], kind: str) -> list[int]:
        return [number[one] for iri in iris if (one := short_id(iri, kind)) in number]

    def cells(one: StatementSource) -> list[Any]:
        by, place = one.attribution, one.evidence
        part = -1 if one.part_of is None else one.part_of - text.first_statement
        about = text.about.get(one.measure, {})
        return [
            *(place.start, place.end, one.level, one.stance, short_id(one.measure, "measure")),
            *(who(one.speakers, "person"), who(one.bodies, "body"), one.basis, one.confidence, one.speech),
            [by.start, by.end] if by else 0,
            part if 0 <= part < len(text.statements) else -1,
            *(list(about.get(name, ())) for name in ABOUT),
        ]

    return {
        "id": text.id,
        "statements": [cells(one) for one in text.statements],
        "names": [[name.id, name.label, name.label_en] for name in text.names],
        "marks": [[KINDS.index(mark.kind), mark.refers] for mark in text.marks],
    }
