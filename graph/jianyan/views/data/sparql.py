"""Asking the store: the prefixes, and rows of plain strings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyoxigraph

PREFIXES = """
PREFIX jy: <https://w3id.org/jianyan/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
"""

Row = dict[str, str]


def rows(store: pyoxigraph.Store, query: str) -> Iterator[Row]:
    """The solutions over all named graphs; what is unbound is the empty string."""
    solutions: Any = store.query(PREFIXES + query, use_default_graph_as_union=True)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: "" if solution[name] is None else solution[name].value for name in names}


def within(store: pyoxigraph.Store, graph: str, pattern: str) -> Iterator[Row]:
    """The solutions of ``pattern`` within one named graph; ``?d`` is its name."""
    from pyoxigraph import NamedNode, Variable

    bound: Any = {Variable("d"): NamedNode(graph)}
    solutions: Any = store.query(f"{PREFIXES} SELECT * {{ GRAPH ?d {{ {pattern} }} }}", substitutions=bound)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: "" if solution[name] is None else solution[name].value for name in names}


def one(store: pyoxigraph.Store, query: str) -> Row:
    return next(rows(store, query))


def values(name: str, iris: Iterable[str]) -> str:
    """A VALUES clause. The IRIs come from the store, which has refused what could break out of <>; what
    has no scheme is a blank node, which no query can name."""
    return f"VALUES ?{name} {{ {' '.join(f'<{iri}>' for iri in iris if ':' in iri)} }}"


def local(iri: str) -> str:
    """The part of an ontology term's IRI that the messages know it by."""
    return iri.rpartition("#")[2]
