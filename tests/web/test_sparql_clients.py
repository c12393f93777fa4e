"""Clients that others wrote ask the endpoint."""

from __future__ import annotations

from urllib.error import HTTPError

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

ORG = "http://www.w3.org/ns/org#"
SKOS = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
NAMES = f"SELECT ?name {{ ?body a <{ORG}Organization> ; <{SKOS}prefLabel> ?name }} ORDER BY ?name LIMIT 3"


def wrapper(address: str, query: str) -> SPARQLWrapper:
    client = SPARQLWrapper(address + "/sparql")
    client.setTimeout(60)
    client.setQuery(query)
    return client


@pytest.mark.parametrize(("method", "sent"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper_reads_tables(address: str, method: str, sent: str) -> None:
    client = wrapper(address, NAMES)
    client.setMethod(method)
    client.setRequestMethod(sent)
    client.setReturnFormat(JSON)
    names = [row["name"]["value"] for row in client.queryAndConvert()["results"]["bindings"]]
    assert len(names) == 3
    client.setReturnFormat(XML)
    assert [one.firstChild.data for one in client.queryAndConvert().getElementsByTagName("literal")] == names
    for form in (CSV, TSV):
        client.setReturnFormat(form)
        lines = client.queryAndConvert().decode().splitlines()
        assert len(lines) == 4
        assert all(name in line for name, line in zip(names, lines[1:], strict=True))


@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, XML])
def test_sparqlwrapper_reads_triples(address: str, form: str) -> None:
    client = wrapper(address, f"CONSTRUCT {{ ?body a <{ORG}Organization> }} {{ ?body a <{ORG}Organization> }}")
    client.setReturnFormat(form)
    found = client.queryAndConvert()
    if not isinstance(found, rdflib.Graph):
        found = rdflib.Graph().parse(data=found, format="turtle")
    assert len(found) > 3


def test_sparqlwrapper_reads_truth_and_names_a_graph(address: str) -> None:
    client = wrapper(address, "ASK { ?s ?p ?o }")
    client.setReturnFormat(JSON)
    assert client.queryAndConvert()["boolean"] is True
    client.addDefaultGraph("urn:absent")
    assert client.queryAndConvert()["boolean"] is False


def test_sparqlwrapper_understands_errors(address: str) -> None:
    with pytest.raises(QueryBadFormed, match="SPARQL:1:1"):
        wrapper(address, "SELCT * {}").query()
    with pytest.raises(HTTPError, match="403"):
        wrapper(address, "SELECT * { SERVICE <http://127.0.0.1:9/> {} }").query()


def test_rdflib_reads_as_from_a_graph(address: str) -> None:
    graph = rdflib.Graph(SPARQLStore(address + "/sparql"))
    kind = rdflib.URIRef(ORG + "Organization")
    bodies = set(graph.subjects(rdflib.RDF.type, kind))
    assert len(bodies) > 3
    (label, *_) = sorted(graph.objects(min(bodies), SKOS.prefLabel))
    assert label.language == "zh"
    assert (min(bodies), SKOS.prefLabel, label) in graph
    assert graph.query("ASK { ?s a <urn:nothing> }").askAnswer is False
    assert {row.body for row in graph.query(f"SELECT ?body {{ ?body a <{ORG}Organization> }}")} == bodies
    built = graph.query(f"CONSTRUCT {{ ?b a <{ORG}Organization> }} {{ ?b a <{ORG}Organization> }}").graph
    assert built is not None
    assert len(built) == len(bodies)


def test_rdflib_changes_nothing(address: str) -> None:
    store = SPARQLStore(address + "/sparql")
    with pytest.raises(TypeError, match="read only"):
        store.add((rdflib.URIRef("urn:a"), rdflib.URIRef("urn:b"), rdflib.Literal("c")))
