"""From a label that a user writes to the individuals of the graph that carry it."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeAlias

from jianyan.rdf import terms as t

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple, Variable

    Term: TypeAlias = NamedNode | Literal
    Bound: TypeAlias = dict[Variable, NamedNode | BlankNode | Literal | Triple]

_CLASSES = {
    "body": t.ORGANIZATION,
    "person": t.PERSON,
    "sector": t.SECTOR,
    "place": t.AREA,
    "measure": t.MEASURE,
}
_LABELS = (t.PREF_LABEL, t.ALT_LABEL, t.HIDDEN_LABEL, t.FOAF_NAME, t.SKOS + "notation", t.IDENTIFIER)
_LABELLED = " ".join(f"<{iri}>" for iri in _LABELS)
_OF_CLASS = (
    f"SELECT DISTINCT ?it ?label ?class {{ VALUES ?by {{ {_LABELLED} }} GRAPH ?graph {{ ?it a ?class ; ?by ?label }} }}"
)
_CITED = f"SELECT DISTINCT ?label {{ ?measure <{t.CITES}> ?label }}"


def named(store: Store, label: str, of: str) -> list[Term]:
    """The individuals of the class ``of`` that ``label`` denotes, in the order of their IRIs: those with exactly this
    label if there are any, otherwise those that differ in width, case, blanks or quotation marks alone.

    A plan is no individual but the text that a measure cites; there the terms are literals.
    """
    if of != "plan":
        exact = _exact(store, label, of)
        if exact:
            return exact
    wanted = _folded(label)
    return sorted({term for term, text in _labelled(store, of) if _folded(text) == wanted}, key=lambda term: term.value)


def nearest(store: Store, label: str, of: str, count: int = 5) -> list[str]:
    """Labels of the class that are like ``label``, the most alike first: what contains it or is contained goes before
    what is merely similar."""
    wanted = _folded(label)
    scored = set()
    for _, text in _labelled(store, of):
        folded = _folded(text)
        ratio = SequenceMatcher(None, wanted, folded).ratio()
        inside = bool(folded) and (wanted in folded or folded in wanted)
        if inside or ratio >= 0.4:
            scored.add((not inside, -ratio, text))
    return [text for _, _, text in sorted(scored)[:count]]


def every(store: Store, of: str) -> tuple[str, ...]:
    """All labels of a class, each once: the shorter first, for suggestions to be chosen from."""
    return tuple(sorted({text for _, text in _labelled(store, of)}, key=lambda text: (len(text), text)))


def one_with(store: Store, term: Term) -> list[Term]:
    """``term`` and all that is merged with it, in the order of their IRIs."""
    from pyoxigraph import NamedNode

    if not isinstance(term, NamedNode):
        return [term]
    first = canonical(store, term)
    found = {first, *(quad.subject for quad in store.quads_for_pattern(None, NamedNode(t.MERGED_INTO), first))}
    return sorted((one for one in found if isinstance(one, NamedNode)), key=lambda one: one.value)


def canonical(store: Store, term: Term) -> Term:
    """What ``term`` is merged into; itself where it is not."""
    from pyoxigraph import Literal, NamedNode

    if isinstance(term, Literal):
        return term
    into = next((quad.object for quad in store.quads_for_pattern(term, NamedNode(t.MERGED_INTO), None)), term)
    return into if isinstance(into, NamedNode) else term


def known(store: Store, iri: NamedNode) -> bool:
    """Whether the graph says anything about ``iri``."""
    return next(store.quads_for_pattern(iri, None, None), None) is not None


def _exact(store: Store, label: str, of: str) -> list[Term]:
    """By look-ups rather than a query: a name stands in the graph of each document that uses it, and a query would
    join all of them."""
    from pyoxigraph import Literal, NamedNode

    kind, of_class = NamedNode(t.RDF_TYPE), NamedNode(_CLASSES[of])
    found = {
        quad.subject
        for literal in (Literal(label, language="zh"), Literal(label, language="en"), Literal(label))
        for predicate in map(NamedNode, _LABELS)
        for quad in store.quads_for_pattern(None, predicate, literal)
        if isinstance(quad.subject, NamedNode)
    }
    known = {it for it in found if next(store.quads_for_pattern(it, kind, of_class), None)}
    return sorted(known, key=lambda term: term.value)


def _labelled(store: Store, of: str) -> list[tuple[Term, str]]:
    from pyoxigraph import Literal, NamedNode, QuerySolutions, Variable

    bound: Bound = {} if of == "plan" else {Variable("class"): NamedNode(_CLASSES[of])}
    text = _CITED if of == "plan" else _OF_CLASS
    solutions = store.query(text, use_default_graph_as_union=True, substitutions=bound)
    assert isinstance(solutions, QuerySolutions)
    pairs: list[tuple[Term, str]] = []
    for solution in solutions:
        label = solution["label"]
        term = label if of == "plan" else solution["it"]
        if isinstance(label, Literal) and isinstance(term, (Literal, NamedNode)):
            pairs.append((term, label.value))
    return pairs


def _folded(label: str) -> str:
    return re.sub(r"[\s《》“”‘’\"'「」]", "", unicodedata.normalize("NFKC", label)).casefold()
