"""What the endpoint says of itself (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianyan.rdf.terms import RDF_TYPE, SCHEME_GRAPH
from jianyan.web.running import formats

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, NamedNode, Triple

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"


def written(endpoint: str, form: formats.Format) -> bytes:
    """The description of the service at the address ``endpoint``, in ``form``."""
    from pyoxigraph import RdfFormat, serialize

    prefixes = {"sd": SD, "formats": FORMATS}
    return serialize(_triples(endpoint), format=getattr(RdfFormat, form.name), prefixes=prefixes) or b""


def _triples(endpoint: str) -> list[Triple]:
    from pyoxigraph import BlankNode, NamedNode, Triple

    service, dataset, default, scheme = NamedNode(endpoint), *map(BlankNode, ("dataset", "default", "scheme"))

    def says(subject: NamedNode | BlankNode, name: str, value: NamedNode | BlankNode | str) -> Triple:
        predicate = NamedNode(RDF_TYPE if name == "a" else SD + name)
        return Triple(subject, predicate, NamedNode(SD + value) if isinstance(value, str) else value)

    results = {form.shape for form in (*formats.TABLES, *formats.GRAPHS) if form.shape}
    return [
        says(service, "a", "Service"),
        says(service, "endpoint", service),
        says(service, "supportedLanguage", "SPARQL11Query"),
        says(service, "feature", "UnionDefaultGraph"),
        *(says(service, "resultFormat", NamedNode(FORMATS + shape)) for shape in sorted(results)),
        says(service, "defaultDataset", dataset),
        says(dataset, "a", "Dataset"),
        says(dataset, "defaultGraph", default),
        says(default, "a", "Graph"),
        says(dataset, "namedGraph", scheme),
        says(scheme, "a", "NamedGraph"),
        says(scheme, "name", NamedNode(SCHEME_GRAPH)),
    ]
