"""The concept schemes of ``ontology/`` as one named graph, the same in every build.

It holds what the document graphs point to: sectors, policy instruments, kinds of bodies, the levels, stances and
bases of statements, and where the fields of a document are from.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jianyan import resources
from jianyan.errors import LexiconError
from jianyan.rdf import terms as t

FILES = ("sectors.ttl", "instruments.ttl")
"""The files that are concept schemes as a whole; of ``jianyan.ttl`` only its concepts are taken."""

_CONCEPTS = (f" <{t.RDF_TYPE}> <{t.CONCEPT}>", f" <{t.RDF_TYPE}> <{t.CONCEPT_SCHEME}>")


def scheme_quads(added: Path | None = None) -> list[str]:
    """The lines of the scheme graph, sorted, with what a user's lexicon in the folder ``added`` adds.

    Raises :class:`LexiconError` when a file is no Turtle, or names something by a blank node, which would be another
    one in each build."""
    return list(_lines(added))


def within(added: Path | None = None) -> list[tuple[str, str]]:
    """Each sector with itself and with all that is broader, as IRIs; sorted. ``added`` is as above."""
    above: dict[str, set[str]] = {}
    for line in _lines(added):
        subject, predicate, value = line.split(" ", 2)
        if predicate == f"<{t.BROADER}>":
            above.setdefault(subject[1:-1], set()).add(value.split("> ", 1)[0][1:])
        elif value.startswith(f"<{t.SECTOR}> "):
            above.setdefault(subject[1:-1], set())
    pairs: set[tuple[str, str]] = set()
    for sector in above:
        reached, ahead = {sector}, [sector]
        while ahead:
            for one in above.get(ahead.pop(), set()) - reached:
                reached.add(one)
                ahead.append(one)
        pairs.update((sector, one) for one in reached)
    return sorted(pairs)


@cache
def _lines(added: Path | None) -> tuple[str, ...]:
    end = f" <{t.SCHEME_GRAPH}> .\n"
    paths = [resources.ontology_file(name) for name in FILES]
    paths += [added / name for name in FILES if added and (added / name).is_file()]
    triples = {triple for path in paths for triple in _triples(path)}
    triples.update(_concepts(_triples(resources.ontology_file("jianyan.ttl"))))
    return tuple([triple + end for triple in sorted(triples)])


def _triples(path: Path) -> list[str]:
    """The file's triples as in N-Triples, without the stop."""
    from pyoxigraph import RdfFormat, parse, serialize

    try:  # parser to serialiser, no triple through Python: a fifth of the time
        data = serialize(parse(path=str(path), format=RdfFormat.TURTLE), format=RdfFormat.N_TRIPLES) or b""
    except SyntaxError as error:
        raise LexiconError(
            f"{path}:{error.lineno}", en=f"not Turtle: {error.msg}", zh=f"不是合法的 Turtle：{error.msg}"
        ) from error
    if data.startswith(b"_:") or b"\n_:" in data:
        raise LexiconError(str(path), en="has a blank node; give it an IRI", zh="含有空白节点；请为其指定 IRI")
    return data.decode().split(" .\n")[:-1]  # within a literal a line break is escaped


def _concepts(triples: list[str]) -> list[str]:
    """Those about concepts and schemes, without the labels and comments that ``rdfs:`` repeats."""
    split = [(triple, triple.split(" ", 2)) for triple in triples]
    subjects = {parts[0] for triple, parts in split if triple.endswith(_CONCEPTS)}
    return [
        triple
        for triple, (subject, predicate, _) in split
        if subject in subjects and not predicate.startswith(f"<{t.RDFS}")
    ]
