"""A built graph as the evaluation sees it: a document's facts with every label that their things carry.

All graphs of the dataset are looked at as one: a label or a type may stand in another graph than the document's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from jianyan.errors import InputError
from jianyan.rdf.terms import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Store

    Node: TypeAlias = Any  # an IRI, a blank node or a literal of pyoxigraph

FORMATS = {".nq": "N_QUADS", ".nt": "N_TRIPLES", ".trig": "TRIG", ".ttl": "TURTLE"}
Labels: TypeAlias = frozenset[str]

_LABELS = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "rdfs:label", "schema:name")
_CLASSES = {"organizations": "org:Organization", "sectors": "jy:Sector", "places": "schema:AdministrativeArea"}


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """``speakers`` and ``bodies`` (the backers that are organisations) by node."""

    start: int
    end: int
    text: str
    level: str
    stance: str
    speakers: tuple[Node, ...]
    bodies: tuple[Node, ...]


@dataclass(frozen=True)
class Facts:
    """What the graph says of one document."""

    fields: dict[str, frozenset[str]]
    speakers: dict[Node, Labels] = field(default_factory=dict)
    memberships: tuple[tuple[Node, Node, str], ...] = ()  # person, organisation, post ("" where none is given)
    on_behalf_of: tuple[tuple[Node, Node], ...] = ()
    statements: tuple[FoundStatement, ...] = ()
    mentions: dict[str, tuple[Labels, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Dataset:
    store: Store
    _labels: dict[Node, Labels] = field(default_factory=dict)

    def document(self, sha256: str) -> Node | None:
        """The document whose text has this digest; None if the graph has none."""
        from pyoxigraph import Literal

        found = self._subjects("dcterms:identifier", Literal(f"sha256:{sha256}"))
        return min(found, key=str, default=None)

    def facts(self, document: Node | None) -> Facts:
        """What is said of ``document``; nothing where it is None."""
        if document is None:
            return Facts({name: frozenset() for name in ("title", "issued", "publisher")})
        speeches = [s for s in self._subjects("jy:inDocument", document) if self._is(s, "jy:Speech")]
        people = sorted({p for s in speeches for p in self._objects(s, "jy:speaker")}, key=str)
        return Facts(
            self._fields(document),
            {person: labels for person in people if (labels := self.labels(person))},
            tuple(self._memberships(document, set(people))),
            tuple(sorted({pair for s in speeches for pair in self._mandates(s)}, key=str)),
            tuple(self._statements(document)),
            self._mentions(document),
        )

    def labels(self, node: Node) -> Labels:
        """Every label of ``node``, in any language."""
        if node not in self._labels:
            self._labels[node] = frozenset(o.value for name in _LABELS for o in self._objects(node, name))
        return self._labels[node]

    def organisation(self, node: Node) -> Labels:
        """The labels of an organisation; none where the graph does not say that it is one."""
        return self.labels(node) if self._is(node, "org:Organization") else frozenset()

    # -- parts ---------------------------------------------------------------------

    def _fields(self, document: Node) -> dict[str, frozenset[str]]:
        publishers = self._objects(document, "dcterms:publisher")
        return {
            "title": frozenset(unspaced(o.value) for o in self._objects(document, "dcterms:title")),
            "issued": frozenset(o.value[:10] for o in self._objects(document, "dcterms:issued")),
            "publisher": frozenset(unspaced(label) for p in publishers for label in self.labels(p)),
        }

    def _mandates(self, speech: Node) -> list[tuple[Node, Node]]:
        bodies = self._objects(speech, "jy:onBehalfOf")
        return [(person, body) for person in self._objects(speech, "jy:speaker") for body in bodies]

    def _memberships(self, document: Node, people: set[Node]) -> list[tuple[Node, Node, str]]:
        found: set[tuple[Node, Node, str]] = set()
        for membership in self._subjects("jy:inDocument", document):
            for person in self._objects(membership, "org:member"):
                if person not in people:
                    continue
                posts = {post for role in self._objects(membership, "org:role") for post in self.labels(role)} or {""}
                found |= {(person, o, post) for o in self._objects(membership, "org:organization") for post in posts}
        return sorted(found, key=str)

    def _statements(self, document: Node) -> Iterator[FoundStatement]:
        for node in sorted(self._subjects("jy:inDocument", document), key=str):
            if not self._is(node, "jy:Statement"):
                continue
            level = min((_local(o) for o in self._objects(node, "jy:level")), default=None)
            span = min(self._spans(node), default=None)
            if level is None or span is None:
                continue
            speakers = {p for s in self._objects(node, "jy:inSpeech") for p in self._objects(s, "jy:speaker")}
            backers = {o for o in self._objects(node, "jy:backer") if self._is(o, "org:Organization")}
            yield FoundStatement(
                *span,
                level,
                min((_local(o) for o in self._objects(node, "jy:stance")), default="proposes"),
                tuple(sorted(speakers, key=str)),
                tuple(sorted(backers, key=str)),
            )

    def _spans(self, statement: Node) -> Iterator[tuple[int, int, str]]:
        """``(start, end, quote)`` of the evidence."""
        for evidence in self._objects(statement, "jy:evidence"):
            selectors = list(self._objects(evidence, "oa:hasSelector"))
            quotes = [o.value for s in selectors for o in self._objects(s, "oa:exact")]
            for selector in selectors:
                if not self._is(selector, "oa:TextPositionSelector"):
                    continue
                for start in self._objects(selector, "oa:start"):
                    for end in self._objects(selector, "oa:end"):
                        a, b = _offset(start), _offset(end)
                        yield a, b, min(quotes, default=f"[{a}:{b}]")

    def _mentions(self, document: Node) -> dict[str, tuple[Labels, ...]]:
        nodes = sorted(self._objects(document, "jy:mentions"), key=str)
        return {
            kind: tuple(labels for node in nodes if self._is(node, name) and (labels := self.labels(node)))
            for kind, name in _CLASSES.items()
        }

    # -- access ----------------------------------------------------------------------

    def _objects(self, subject: Node, name: str) -> set[Node]:
        from pyoxigraph import Literal

        if isinstance(subject, Literal):
            return set()
        return {quad.object for quad in self.store.quads_for_pattern(subject, _term(name), None, None)}

    def _subjects(self, name: str, value: Node) -> set[Node]:
        return {quad.subject for quad in self.store.quads_for_pattern(None, _term(name), value, None)}

    def _is(self, node: Node, name: str) -> bool:
        from pyoxigraph import Literal

        if isinstance(node, Literal):
            return False
        return next(self.store.quads_for_pattern(node, _term("rdf:type"), _term(name), None), None) is not None


def load(path: Path) -> Dataset:
    """The graph in the file ``path``, by its ending. Raises InputError where there is none or it does not parse."""
    from pyoxigraph import RdfFormat, Store

    if not path.is_file():
        raise InputError(
            str(path), en="no such graph: give an output folder or a file", zh="没有这个图；请给出输出文件夹或文件"
        )
    if path.suffix not in FORMATS:
        kinds = " ".join(FORMATS)
        raise InputError(
            str(path), en=f"not the ending of a graph; there are {kinds}", zh=f"不是图文件的后缀；可用 {kinds}"
        )
    store = Store()
    try:
        store.bulk_load(path=str(path), format=getattr(RdfFormat, FORMATS[path.suffix]))
    except (SyntaxError, ValueError, OSError) as error:
        raise InputError(str(path), en=f"does not parse ({error})", zh=f"无法解析（{error}）") from error
    return Dataset(store)


def unspaced(text: str) -> str:
    return "".join(text.split())


def _local(node: Node) -> str:
    """The last part of an IRI: ``measure`` of ``jy:measure``."""
    return str(node.value).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _offset(node: Node) -> int:
    try:
        return int(node.value)
    except ValueError as error:
        raise InputError(
            str(node), en="oa:start and oa:end must be whole numbers", zh="oa:start 和 oa:end 应为整数"
        ) from error


def _term(name: str) -> NamedNode:
    from pyoxigraph import NamedNode

    if name not in _TERMS:
        prefix, _, local = name.partition(":")
        _TERMS[name] = NamedNode(PREFIXES[prefix] + local)
    return _TERMS[name]


_TERMS: dict[str, NamedNode] = {}
