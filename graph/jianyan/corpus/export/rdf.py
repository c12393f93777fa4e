"""The dataset in the formats of RDF, streaming: from lines of N-Quads to the file, some quads at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from jianyan.corpus.opened import Corpus
from jianyan.rdf import terms as t

if TYPE_CHECKING:
    from pyoxigraph import Quad, RdfFormat

_PROVENANCE = frozenset(
    f"<{iri}>"
    for iri in (
        t.EVIDENCE, t.HAS_SOURCE, t.HAS_SELECTOR, t.START, t.END, t.EXACT, t.WAS_GENERATED_BY, t.USED,
        t.BUILDER_VERSION,
        t.LEXICON_VERSION, t.RULE, t.BASIS_OF, t.CONFIDENCE,
        t.TITLE_FROM, t.ISSUED_FROM, t.PUBLISHER_FROM, t.CREATOR_FROM,
    )
)  # fmt: skip
_OF_TYPES = frozenset(f"<{iri}>" for iri in (t.SPECIFIC_RESOURCE, t.POSITION_SELECTOR, t.QUOTE_SELECTOR, t.ACTIVITY))
_TYPE = f"<{t.RDF_TYPE}>"


def nquads(corpus: Corpus, file: BinaryIO, provenance: bool) -> None:
    """The bytes of ``graph.nq``, or those of its lines that are no provenance."""
    file.writelines(_portions(corpus, provenance))


def trig(corpus: Corpus, file: BinaryIO, provenance: bool) -> None:
    from pyoxigraph import RdfFormat

    _serialise(corpus, file, provenance, RdfFormat.TRIG)


def jsonld(corpus: Corpus, file: BinaryIO, provenance: bool) -> None:
    from pyoxigraph import RdfFormat

    _serialise(corpus, file, provenance, RdfFormat.JSON_LD)


def turtle(corpus: Corpus, file: BinaryIO, provenance: bool) -> None:
    """The triples of all graphs, which Turtle has no names for; a triple that several documents state stands there as
    often."""
    from pyoxigraph import RdfFormat, serialize

    triples = (quad.triple for quad in _quads(corpus, provenance))
    serialize(triples, output=file, format=RdfFormat.TURTLE, prefixes=t.PREFIXES)


def _serialise(corpus: Corpus, file: BinaryIO, provenance: bool, form: RdfFormat) -> None:
    from pyoxigraph import serialize

    serialize(_quads(corpus, provenance), output=file, format=form, prefixes=t.PREFIXES)


def _quads(corpus: Corpus, provenance: bool) -> Iterator[Quad]:
    from pyoxigraph import RdfFormat, parse

    for portion in _portions(corpus, provenance):
        yield from parse(input=portion, format=RdfFormat.N_QUADS)


def _portions(corpus: Corpus, provenance: bool) -> Iterator[bytes]:
    for portion in corpus.quads():
        if provenance:
            yield portion
        else:
            yield "".join(filter(_is_said, portion.decode().splitlines(keepends=True))).encode()


def _is_said(line: str) -> bool:
    """Whether a line is about what texts say, rather than about where and how it was read."""
    _, predicate, rest = line.split(" ", 2)
    return predicate not in _PROVENANCE and not (predicate == _TYPE and rest.split(" ", 1)[0] in _OF_TYPES)
