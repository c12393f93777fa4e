"""The concept schemes of ``ontology/`` as one named graph, the same in every build.

It holds what the document graphs point to: sectors, policy instruments, kinds of bodies, and the levels, stances
and bases of statements.
"""

from __future__ import annotations

from functools import cache

from jianyan import resources
from jianyan.errors import LexiconError
from jianyan.rdf import terms as t

FILES = ("sectors.ttl", "instruments.ttl")
"""The files that are concept schemes as a whole; of ``jianyan.ttl`` only its concepts are taken."""

_CONCEPTS = (f" <{t.RDF_TYPE}> <{t.CONCEPT}> ", f" <{t.RDF_TYPE}> <{t.CONCEPT_SCHEME}> ")


def scheme_quads() -> list[str]:
    """The lines of the scheme graph, sorted. Raises :class:`LexiconError` when a file is no Turtle, or
    names something by a blank node, which would be another one in each build."""
    return list(_lines())


@cache
def _lines() -> tuple[str, ...]:
    lines = {line for name in FILES for line in _converted(name)}
    return tuple(sorted(lines.union(_concepts(_converted("jianyan.ttl")))))


def _converted(name: str) -> list[str]:
    """The file's triples as lines of the scheme graph."""
    from pyoxigraph import RdfFormat, parse, serialize

    path, end = resources.ontology_file(name), f" <{t.SCHEME_GRAPH}> .\n"
    try:  # parser to serialiser, no triple through Python: a fifth of the time
        triples = serialize(parse(path=str(path), format=RdfFormat.TURTLE), format=RdfFormat.N_TRIPLES) or b""
    except SyntaxError as error:
        raise LexiconError(
            f"{path}:{error.lineno}", en=f"not Turtle: {error.msg}", zh=f"不是合法的 Turtle：{error.msg}"
        ) from error
    # In N-Triples a line break within a literal is escaped, so each one here ends a triple.
    lines = [line + end for line in triples.decode().split(" .\n")[:-1]]
    if any(line.startswith("_:") for line in lines):
        raise LexiconError(str(path), en="has a blank node; give it an IRI", zh="含有空白节点；请为其指定 IRI")
    return lines


def _concepts(lines: list[str]) -> list[str]:
    """Those about concepts and schemes, without the labels and comments that ``rdfs:`` repeats."""
    split = [(line, line.split(" ", 2)) for line in lines]
    subjects = {parts[0] for line, parts in split if any(mark in line for mark in _CONCEPTS)}
    return [
        line
        for line, (subject, predicate, _) in split
        if subject in subjects and not predicate.startswith(f"<{t.RDFS}")
    ]
