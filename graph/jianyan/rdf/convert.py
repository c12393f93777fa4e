"""Terms of pyoxigraph as terms of rdflib: the one place where both are known.

rdflib is needed for SHACL alone; pyoxigraph parses N-Quads many times faster.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph
import rdflib
from rdflib.term import Node

if TYPE_CHECKING:
    from pathlib import Path


def term(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal) -> Node:
    """The same term of rdflib, its lexical form untouched."""
    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == str(rdflib.XSD.string):  # rdflib holds "a" and "a"^^xsd:string apart
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def graph(quads: Iterable[pyoxigraph.Quad]) -> rdflib.Graph:
    """The triples of ``quads`` as one graph, whatever named graphs they are in."""
    made = rdflib.Graph(bind_namespaces="none")
    cache: dict[object, Node] = {}
    for quad in quads:
        triple = []
        for part in (quad.subject, quad.predicate, quad.object):
            if part not in cache:
                cache[part] = term(part)  # type: ignore[arg-type]
            triple.append(cache[part])
        made.add((triple[0], triple[1], triple[2]))
    return made


def turtle(path: Path) -> rdflib.Graph:
    """The graph of a Turtle file."""
    return rdflib.Graph().parse(path, format="turtle")
