"""A small store of some documents of a large one, in memory.

Asked of a whole corpus, the name of a body comes once for each text that names it, and a question that joins a few such
parts looks at millions of quads. What pages show of some documents stands in their graphs, in the schemes, and in what
is concluded across documents: so these are copied, and the pages ask the copy.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from jianyan.rdf import terms as t

if TYPE_CHECKING:
    import pyoxigraph

_CONCLUDED = (t.MERGED_INTO, t.PREF_LABEL, t.FOAF_NAME, t.RDF_TYPE)
"""What pages ask of the conclusions: what is one, and what it is called. The counts are left out."""


def excerpt(store: pyoxigraph.Store, documents: Iterable[str], base: str) -> pyoxigraph.Store:
    """The graphs of ``documents`` (IRIs), the schemes, and what is concluded about names and merges."""
    import pyoxigraph

    found = pyoxigraph.Store()
    for iri in (*documents, t.SCHEME_GRAPH):
        graph = pyoxigraph.NamedNode(iri)
        data = store.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=graph)
        found.bulk_load(data, format=pyoxigraph.RdfFormat.N_TRIPLES, to_graph=graph, lenient=True)
    derived = pyoxigraph.NamedNode(t.derived_graph(base))
    for predicate in map(pyoxigraph.NamedNode, _CONCLUDED):
        found.bulk_extend(store.quads_for_pattern(None, predicate, None, derived))
    return found
