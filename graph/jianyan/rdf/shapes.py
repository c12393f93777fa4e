"""The shapes of ``ontology/shapes.ttl``, applied to a dataset.

SHACL takes seconds where a build takes a fraction of one, so a build does not run it: ``jianyan check`` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from jianyan import resources
from jianyan.errors import OutputError
from jianyan.rdf import terms as t

if TYPE_CHECKING:
    import rdflib
    from pyoxigraph import Quad
    from rdflib.term import Node

BATCH = 20_000
"""Quads that are checked at once, more only where one document has more: rdflib takes about 1 KB for each."""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing of the graph that breaks one shape."""

    document: str  # IRI of the named graph it was found in
    focus: str  # IRI of the thing
    path: str | None  # IRI of the property, None for the thing as a whole
    value: str | None  # the value that is wrong, None where one is missing
    shape: str  # IRI of the shape
    severity: str  # Violation, Warning or Info
    zh: str
    en: str

    def message(self, lang: str = "en") -> str:
        """What is wrong, in ``lang`` (``zh`` or ``en``)."""
        return self.zh if lang == "zh" else self.en


def check(lines: Iterable[str]) -> list[Violation]:
    """What breaks the shapes in a dataset, sorted; an empty list where it conforms.

    ``lines`` is N-Quads with each graph's lines together and the scheme graph first, as ``graph.nq`` has them. The
    documents are checked some at a time, with the concepts that they point to. Raises :class:`OutputError`
    when a line does not parse.
    """
    from jianyan.rdf import convert

    shapes = convert.turtle(resources.ontology_file("shapes.ttl"))
    scheme: list[Quad] = []
    concepts: set[str] = set()
    found: set[Violation] = set()
    for batch in _batches(_graphs(lines)):
        homes = {_name(quad): name for name, quads in batch.items() for quad in quads}
        quads = [quad for quads in batch.values() for quad in quads]
        if t.SCHEME_GRAPH in batch:
            scheme, concepts = quads, {_name(quad) for quad in quads}
        else:  # the concepts themselves were checked before, with all that is broader
            used = {quad.object for quad in quads}
            quads += [quad for quad in scheme if quad.subject in used]
            homes = {name: home for name, home in homes.items() if name not in concepts}
        found |= {violation for violation in _violations(convert.graph(quads), shapes, homes) if violation.document}
    return sorted(found, key=lambda violation: [str(getattr(violation, name)) for name in violation.__slots__])


def _name(quad: Quad) -> str:
    """What the subject is called, as rdflib will call it."""
    return str(getattr(quad.subject, "value", quad.subject))


def _graphs(lines: Iterable[str]) -> Iterator[tuple[str, list[Quad]]]:
    """Each named graph with its quads; of the derived one, which else repeats statements, only the merges."""
    before = 0
    for name, group in groupby(lines, key=lambda line: line.rstrip(" .\n").rpartition(" ")[2].strip("<>")):
        own = list(group)
        kept = [line for line in own if "/merge/" in line.split(" ", 1)[0]] if name.endswith("graph/derived") else own
        if kept:
            yield name, _parsed(kept, before)
        before += len(own)


def _parsed(lines: list[str], before: int) -> list[Quad]:
    """The quads of ``lines``, which ``before`` others of the file precede."""
    from pyoxigraph import RdfFormat, parse

    try:
        return list(parse("".join(lines), format=RdfFormat.N_QUADS))
    except SyntaxError as error:
        raise OutputError(
            f"graph.nq:{before + (error.lineno or 1)}",
            en=f"not N-Quads: {error.msg}; build again",
            zh=f"不是合法的 N-Quads：{error.msg}；请重新构建",
        ) from error


def _batches(graphs: Iterable[tuple[str, list[Quad]]]) -> Iterator[dict[str, list[Quad]]]:
    """Graphs to check together: the scheme graph by itself, documents until there are enough quads."""
    batch: dict[str, list[Quad]] = {}
    for name, quads in graphs:
        if name == t.SCHEME_GRAPH:
            yield {name: quads}
            continue
        batch.setdefault(name, []).extend(quads)
        if sum(map(len, batch.values())) >= BATCH:
            yield batch
            batch = {}
    if batch:
        yield batch


def _violations(data: rdflib.Graph, shapes: rdflib.Graph, homes: dict[str, str]) -> Iterator[Violation]:
    import pyshacl
    from rdflib import SH

    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    assert not isinstance(report, (bytes, Exception))

    def one(result: Node, predicate: Node) -> str | None:
        value = report.value(result, predicate)
        return None if value is None else str(value)

    for result in report.objects(None, SH.result):
        focus = one(result, SH.focusNode) or ""
        source = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
        # from the shapes rather than the report, which drops the language of a SPARQL constraint's messages
        said = {getattr(text, "language", None): str(text) for text in shapes.objects(source, SH.message)}
        yield Violation(
            document=homes.get(focus, ""),
            focus=focus,
            path=one(result, SH.resultPath),
            value=one(result, SH.value),
            shape=str(source),
            severity=(one(result, SH.resultSeverity) or "").rpartition("#")[2],
            zh=said.get("zh", ""),
            en=said.get("en", ""),
        )
