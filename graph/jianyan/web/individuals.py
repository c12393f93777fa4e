"""What the graph says of one thing: for a page, and as RDF, so that identifiers lead somewhere.

The description of a thing is what it is the subject of, with the evidence that hangs on it (place and words), and the
labels of what it names: enough to read it without asking again. What has it as object is for the page alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from jianyan.rdf import terms as t
from jianyan.rdf.terms import PREFIXES
from jianyan.web import addresses

if TYPE_CHECKING:
    import pyoxigraph
    from pyoxigraph import NamedNode, Triple

MOST_VALUES, MOST_INCOMING = 60, 20
MOST_TRIPLES, MOST_READ = 20_000, 20_000
_LABELS = (t.PREF_LABEL, t.FOAF_NAME, t.TITLE, t.RDFS + "label")
_PARTS = (t.EVIDENCE, t.HAS_SELECTOR)
_COUNTED = (t.OF_BODY, t.OF_SECTOR, t.OF_YEAR, t.OF_PLACE, t.BETWEEN)  # counts: the questions show them
_HIDDEN = (t.SCHEMA + "text",)  # a whole text stands on its own page


@dataclass(frozen=True, slots=True)
class Words:
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Value:
    label: str
    href: str = ""
    lang: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """``more`` is how many values are not shown, or at least so many."""

    iri: str
    zh: str
    en: str
    href: str
    values: tuple[Value, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing for its page. ``kind`` is the first part of its IRI below the base."""

    iri: str
    label: str
    kind: str
    kinds: tuple[Words, ...]
    properties: tuple[Property, ...]
    incoming: tuple[Property, ...]
    quotes: tuple[Value, ...] = ()


def known(store: pyoxigraph.Store, iris: Iterable[str]) -> str | None:
    """The first of ``iris`` that the graph says something of, None for none of them."""
    from pyoxigraph import NamedNode

    for iri in iris:
        try:
            node = NamedNode(iri)
        except ValueError:
            continue
        if next(store.quads_for_pattern(node, None, None), None) is not None:
            return iri
    return None


def description(store: pyoxigraph.Store, iri: str) -> list[Triple]:
    """What is said of ``iri``, in the order of the triples: at most :data:`MOST_TRIPLES`."""
    from pyoxigraph import NamedNode, Triple

    found: dict[Triple, None] = {}
    waiting, seen = [NamedNode(iri)], set()
    while waiting and len(found) < MOST_TRIPLES:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        for quad in store.quads_for_pattern(node, None, None):
            found[Triple(quad.subject, quad.predicate, quad.object)] = None
            if isinstance(quad.object, NamedNode):
                if quad.predicate.value in _PARTS:
                    waiting.append(quad.object)
                else:
                    for label in _labels(store, quad.object):
                        found[label] = None
    return sorted(found, key=str)


def _labels(store: pyoxigraph.Store, node: NamedNode) -> Iterator[Triple]:
    from pyoxigraph import NamedNode, Triple

    for iri in _LABELS:
        for quad in store.quads_for_pattern(node, NamedNode(iri), None):
            yield Triple(quad.subject, quad.predicate, quad.object)


def serialized(triples: list[Triple], media_type: str) -> bytes:
    """``triples`` in the format of ``media_type``, one of :data:`MEDIA_TYPES`."""
    from pyoxigraph import RdfFormat, serialize

    form = RdfFormat.from_media_type(media_type)
    assert form is not None
    used = {prefix: iri for prefix, iri in PREFIXES.items() if any(f"<{iri}" in str(triple) for triple in triples)}
    return serialize(triples, format=form, prefixes=used) or b""


MEDIA_TYPES = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
"""What ``?format=`` says, and what ``Accept`` does."""


def thing(store: pyoxigraph.Store, iri: str, base: str, home: str) -> Thing:
    """What the page about ``iri`` shows, which the graph knows."""
    from pyoxigraph import NamedNode

    node = NamedNode(iri)
    names = _Names(store, base, home)
    outgoing: dict[str, dict[Any, None]] = defaultdict(dict)
    for quad in store.quads_for_pattern(node, None, None):
        outgoing[quad.predicate.value][quad.object] = None
    incoming: dict[str, dict[Any, None]] = defaultdict(dict)
    for quad in islice(store.quads_for_pattern(None, None, node), MOST_READ):
        if quad.predicate.value in _COUNTED:
            continue
        incoming[quad.predicate.value][quad.subject] = None
    kinds = [names.words(one.value) for one in sorted(outgoing.get(t.RDF_TYPE, ()), key=str)]
    quotes = tuple(_quotes(store, node, home))
    shown = {p: values for p, values in outgoing.items() if p not in (t.RDF_TYPE, *_PARTS, *_HIDDEN)}
    kind = iri[len(base) :].partition("/")[0] if iri.startswith(base) else ""
    if iri.startswith(f"{t.SCHEME_GRAPH}/"):
        kind = iri[len(t.SCHEME_GRAPH) + 1 :].partition("/")[0]
    label = names.label(iri)
    return Thing(
        iri, label, kind, tuple(kinds), names.properties(shown, MOST_VALUES),
        names.properties(incoming, MOST_INCOMING), quotes,
    )  # fmt: skip


def _quotes(store: pyoxigraph.Store, node: NamedNode, home: str) -> Iterator[Value]:
    from pyoxigraph import NamedNode

    def objects(subject: Any, predicate: str) -> list[Any]:
        return sorted({quad.object for quad in store.quads_for_pattern(subject, NamedNode(predicate), None)}, key=str)

    for evidence in objects(node, t.EVIDENCE):
        said: dict[str, str] = {}
        for selector in objects(evidence, t.HAS_SELECTOR):
            for predicate in (t.START, t.END, t.EXACT):
                for value in objects(selector, predicate):
                    said[predicate] = value.value
        for document in objects(evidence, t.HAS_SOURCE):
            if len(said) == 3:
                yield Value(said[t.EXACT], addresses.of_text(document.value, said[t.START], said[t.END], home))


class _Names:
    """What terms are called, in both languages."""

    def __init__(self, store: pyoxigraph.Store, base: str, home: str) -> None:
        self._store, self._base, self._home = store, base, home

    def words(self, iri: str) -> Words:
        """A class or a property, as the ontology calls it."""
        zh, en = self._labelled(iri)
        local = iri.replace("#", "/").rpartition("/")[2]
        return Words(zh or en or local, en or local)

    def label(self, iri: str) -> str:
        zh, en = self._labelled(iri)
        return zh or en or self._quoted(iri) or iri.removeprefix(self._base)

    def _quoted(self, iri: str) -> str:
        """The words of the text that say it, of a thing that has no name."""
        from pyoxigraph import NamedNode

        if not iri.startswith(self._base):
            return ""
        return next((quote.label for quote in _quotes(self._store, NamedNode(iri), self._home)), "")

    def _labelled(self, iri: str) -> tuple[str, str]:
        from pyoxigraph import Literal, NamedNode

        found: dict[str, str] = {}
        for predicate in _LABELS:
            for quad in self._store.quads_for_pattern(NamedNode(iri), NamedNode(predicate), None):
                if isinstance(quad.object, Literal):
                    language = "en" if (quad.object.language or "").startswith("en") else "zh"
                    found[language] = min(found.get(language, quad.object.value), quad.object.value)
            if "zh" in found:
                break
        if not found and iri in _ontology():
            return _ontology()[iri]
        return found.get("zh", ""), found.get("en", "")

    def properties(self, said: Mapping[str, Mapping[Any, None]], most: int) -> tuple[Property, ...]:
        found = []
        for predicate, values in said.items():
            ordered = sorted(values, key=str)
            words = self.words(predicate)
            href = addresses.of_iri(predicate, self._base, self._home) or predicate
            shown = tuple(self._value(value) for value in ordered[:most])
            found.append(Property(predicate, words.zh, words.en, href, shown, max(0, len(ordered) - most)))
        return tuple(sorted(found, key=lambda one: (_order(one.iri), one.iri)))

    def _value(self, term: Any) -> Value:
        from pyoxigraph import Literal, NamedNode

        if isinstance(term, NamedNode):
            ours = addresses.of_iri(term.value, self._base, self._home)
            safe = term.value if term.value.startswith(("http://", "https://")) else ""
            return Value(self.label(term.value), ours or safe, "zh" if ours else "")
        if isinstance(term, Literal):
            plain = term.language or term.datatype.value in (t.XSD + "string", t.XSD + "integer", t.XSD + "date")
            return Value(term.value, "", term.language or "", "" if plain else _short(term.datatype.value))
        return Value(str(term))


def _order(iri: str) -> int:
    """Names first, then what is ours, then the rest."""
    return 0 if iri in (*_LABELS, t.ALT_LABEL) else 1 if iri.startswith(t.JY) else 2


def _short(iri: str) -> str:
    return next((f"{prefix}:{iri[len(ns) :]}" for prefix, ns in PREFIXES.items() if iri.startswith(ns)), iri)


@cache
def ontology() -> pyoxigraph.Store:
    """Our vocabulary, which ships with the program and stands in no build."""
    import pyoxigraph

    from jianyan import resources

    store = pyoxigraph.Store()
    store.load(path=str(resources.ontology_file("jianyan.ttl")), format=pyoxigraph.RdfFormat.TURTLE)
    return store


@cache
def _ontology() -> dict[str, tuple[str, str]]:
    """The labels (Chinese, English) of our terms from the ontology's own file, and of those of others that we use from
    the words of the pages."""
    import pyoxigraph

    from jianyan.views.render import messages

    found: dict[str, tuple[str, str]] = {}
    for quad in ontology().quads_for_pattern(None, pyoxigraph.NamedNode(t.RDFS + "label"), None):
        if isinstance(quad.object, pyoxigraph.Literal) and isinstance(quad.subject, pyoxigraph.NamedNode):
            zh, en = found.get(quad.subject.value, ("", ""))
            english = (quad.object.language or "").startswith("en")
            found[quad.subject.value] = (zh, quad.object.value) if english else (quad.object.value, en)
    words = messages("thing")
    for key in words["zh"]:
        prefix, colon, local = key.removeprefix("term.").partition(":")
        if colon and prefix in PREFIXES:
            found.setdefault(PREFIXES[prefix] + local, (words["zh"][key], words["en"][key]))
    return found
