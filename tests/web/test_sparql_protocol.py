"""The endpoint as clients meet it: the W3C's tests of the protocol, formats, errors, who may ask."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import httpx
import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from jianyan.cli.app import make_app
from jianyan.errors import InputError
from jianyan.queries.guard import MAX_LENGTH
from jianyan.web.running import formats
from jianyan.web.settings import checked_origin
from jianyan.web.sparql.protocol import MOST_BYTES

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
DATA0, DATA1, DATA2, DATA3 = (f"http://kasei.us/2009/09/sparql/data/data{n}.rdf" for n in range(4))
SPARQL_XML = "{http://www.w3.org/2005/sparql-results#}"


@dataclass(frozen=True)
class Case:
    """``status`` is what the W3C expects, its first digit; ``says`` the truth of an ASK, or the kind of content."""

    name: str
    method: str = "GET"
    params: list[tuple[str, str]] = field(default_factory=list)
    body: bytes | None = None
    content_type: str = ""
    status: int = 2
    says: str = "true"


def direct(name: str, text: str, params: list[tuple[str, str]] | None = None, says: str = "true") -> Case:
    return Case(name, "POST", params or [], text.encode(), DIRECT, says=says)


BOTH_DEFAULT = f"ASK {{ <{DATA1}> a ?type . <{DATA2}> a ?type . }}"
BOTH_NAMED = f"ASK {{ GRAPH ?g1 {{ <{DATA1}> a ?type }} GRAPH ?g2 {{ <{DATA2}> a ?type }} }}"
DEFAULT_URIS = [("default-graph-uri", DATA1), ("default-graph-uri", DATA2)]
NAMED_URIS = [("named-graph-uri", DATA1), ("named-graph-uri", DATA2)]
FULL = f"ASK {{ <{DATA3}> a ?type GRAPH ?g1 {{ <{DATA1}> a ?type }} GRAPH ?g2 {{ <{DATA2}> a ?type }} }}"

# https://github.com/w3c/rdf-tests, sparql/sparql11/protocol/manifest.ttl: all that a server can be asked that takes no
# updates, under the W3C's names. Of the tests of updates those are here that are to be refused.
W3C = [
    Case("query_post_form", "POST", [("default-graph-uri", DATA0)], b"query=ASK%20%7B%7D", FORM),
    Case("query_dataset_default_graphs_get", params=[("query", BOTH_DEFAULT), *DEFAULT_URIS]),
    direct("query_dataset_default_graphs_post", BOTH_DEFAULT, DEFAULT_URIS),
    direct("query_dataset_named_graphs_post", BOTH_NAMED, NAMED_URIS),
    Case("query_dataset_named_graphs_get", params=[("query", BOTH_NAMED), *NAMED_URIS]),
    direct("query_dataset_full", FULL, [("default-graph-uri", DATA3), *NAMED_URIS]),
    direct("query_multiple_dataset", f"ASK FROM <{DATA3}> {BOTH_NAMED[3:]}", NAMED_URIS),
    Case("query_get", params=[("query", "ASK {}"), ("default-graph-uri", DATA0)]),
    direct("query_content_type_select", "SELECT (1 AS ?value) {}", [("default-graph-uri", DATA0)], "table"),
    direct("query_content_type_ask", "ASK {}", [("default-graph-uri", DATA0)], "truth"),
    direct("query_content_type_describe", "DESCRIBE <http://example.org/>", [("default-graph-uri", DATA0)], "RDF"),
    direct("query_content_type_construct", "CONSTRUCT { <s> <p> 1 } WHERE {}", [("default-graph-uri", DATA0)], "RDF"),
    direct("query_post_direct", "ASK {}"),
    Case("bad_query_method", "PUT", [("query", "ASK {}"), ("default-graph-uri", DATA0)], b"", FORM, 4),
    Case("bad_multiple_queries", params=[("query", "ASK {}"), ("query", "SELECT * {}")], status=4),
    Case("bad_query_wrong_media_type", "POST", [], b"ASK {}", "text/plain", 4),
    Case("bad_query_missing_form_type", "POST", [], b"query=ASK%20%7B%7D", "", 4),
    Case("bad_query_missing_direct_type", "POST", [], b"ASK {}", "", 4),
    Case("bad_query_non_utf8", "POST", [], "ASK {}".encode("utf-16"), DIRECT + "; charset=UTF-16", 4),
    Case("bad_query_syntax", params=[("query", "ASK {")], status=4),
    Case("bad_update_get", params=[("update", "CLEAR ALL")], status=4),
    Case("bad_multiple_updates", "POST", [], b"update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM, 4),
    Case("bad_update_wrong_media_type", "POST", [], b"CLEAR NAMED", "text/plain", 4),
    Case("bad_update_missing_form_type", "POST", [], b"update=CLEAR%20NAMED", "", 4),
    Case(
        "bad_update_non_utf8", "POST", [], "CLEAR ALL".encode("utf-16"), "application/sparql-update; charset=UTF-16", 4
    ),
    Case("bad_update_syntax", "POST", [], b"update=CLEAR%20XYZ", FORM, 4),
    Case("bad_update_dataset_conflict", "POST", [("using-named-graph-uri", DATA1)], b"update=CLEAR%20ALL", FORM, 4),
]


def sent(client: httpx.Client, case: Case, **headers: str) -> httpx.Response:
    given = {"content-type": case.content_type} if case.content_type else {}
    return client.request(case.method, "/sparql", params=case.params, content=case.body, headers=given | headers)


@pytest.mark.parametrize("case", W3C, ids=lambda case: case.name)
def test_w3c(client: httpx.Client, case: Case) -> None:
    response = sent(client, case)
    assert response.status_code // 100 == case.status, response.text
    if case.status == 4:
        assert response.headers["content-type"] == "text/plain; charset=utf-8"
        assert response.text.strip()
        return
    kind = response.headers["content-type"].partition(";")[0]
    if case.says == "RDF":
        assert kind == "text/turtle"
        ox.Store().load(response.content, ox.RdfFormat.TURTLE)
        return
    assert kind == "application/sparql-results+json"
    found = response.json()
    if case.says == "table":
        assert [row["value"]["value"] for row in found["results"]["bindings"]] == ["1"]
    else:
        assert found["boolean"] is True


# The dataset


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("query", "params", "truth"),
    [
        (f"ASK {{ <{DATA1}> a ?t . <{DATA2}> a ?t }}", [], True),  # the union, where nothing is said
        (f"ASK {{ <{DATA2}> a ?t }}", [("default-graph-uri", DATA1)], False),
        (f"ASK {{ GRAPH ?g {{ <{DATA2}> a ?t }} }}", [("default-graph-uri", DATA2)], False),
        (f"ASK {{ <{DATA1}> a ?t }}", [("named-graph-uri", DATA1)], False),
        (f"ASK FROM <{DATA1}> {{ <{DATA1}> a ?t }}", [], True),
        (f"ASK FROM <{DATA1}> {{ <{DATA2}> a ?t }}", [], False),
        (f"ASK FROM NAMED <{DATA1}> {{ GRAPH ?g {{ <{DATA1}> a ?t }} }}", [], True),
        (f"ASK FROM NAMED <{DATA1}> {{ GRAPH ?g {{ <{DATA2}> a ?t }} }}", [], False),
        (f"ASK FROM <{DATA1}> {{ <{DATA1}> a ?t }}", [("default-graph-uri", DATA2)], False),
        (f"ASK {{ <{DATA1}> a ?t }} # FROM <{DATA2}>", [], True),
    ],
)
def test_what_is_asked_of(
    client: httpx.Client, method: str, query: str, params: list[tuple[str, str]], truth: bool
) -> None:
    fields = [("query", query), *params]
    if method == "GET":
        response = client.get("/sparql", params=fields)
    else:
        response = client.post("/sparql", content=urlencode(fields), headers={"content-type": FORM})
    assert response.json() == {"head": {}, "boolean": truth}


def test_prefixes_are_known_and_relative_iris_are_ours(client: httpx.Client) -> None:
    query = "CONSTRUCT { <body/民建> a org:Organization } {}"
    found = client.get("/sparql", params={"query": query}, headers={"accept": "application/n-triples"})
    assert found.text == (
        "<https://w3id.org/jianyan/id/body/民建> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
        " <http://www.w3.org/ns/org#Organization> .\n"
    )


# Formats

SELECT = 'SELECT ?name ?n { VALUES (?name ?n) { ("江西省青禾会"@zh 1) ("=\\"a\\", b" UNDEF) } }'


def asked(client: httpx.Client, query: str, accept: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query}, headers={"accept": accept})


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/xml", "text/xml; charset=utf-8"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.6, */*;q=0.1", "text/tab-separated-values; charset=utf-8"),
        ("text/*;q=0.5, text/csv;q=0", "text/tab-separated-values; charset=utf-8"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("text/turtle, application/sparql-results+xml;q=0.2", "application/sparql-results+xml"),
        ("TEXT/CSV; charset=utf-8; Q=1", "text/csv; charset=utf-8"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
    ],
)
def test_format_of_a_table(client: httpx.Client, accept: str, content_type: str) -> None:
    response = asked(client, SELECT, accept)
    assert response.headers["content-type"] == content_type
    assert "Accept" in response.headers["vary"]
    text = response.content.decode()
    if "json" in content_type:
        first, second = json.loads(text)["results"]["bindings"]
        assert first["name"] == {"type": "literal", "value": "江西省青禾会", "xml:lang": "zh"}
        assert first["n"] == {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
        assert second == {"name": {"type": "literal", "value": '="a", b'}}
    elif "xml" in content_type:
        literals = ElementTree.fromstring(text).iter(SPARQL_XML + "literal")
        assert [one.text for one in literals] == ["江西省青禾会", "1", '="a", b']
    elif "csv" in content_type:
        assert list(csv.reader(io.StringIO(text))) == [["name", "n"], ["江西省青禾会", "1"], ['="a", b', ""]]
    else:
        assert text == '?name\t?n\n"江西省青禾会"@zh\t1\n"=\\"a\\", b"\t\n'


@pytest.mark.parametrize("form", ["json", "xml"])
def test_truth_in_each_format(client: httpx.Client, form: str) -> None:
    text = asked(client, "ASK { FILTER(false) }", f"application/sparql-results+{form}").text
    truth = (
        json.loads(text)["boolean"] if form == "json" else ElementTree.fromstring(text).findtext(SPARQL_XML + "boolean")
    )
    assert truth in (False, "false")


@pytest.mark.parametrize("form", formats.GRAPHS, ids=lambda form: form.media_type)
def test_format_of_triples(client: httpx.Client, form: formats.Format) -> None:
    query = f"CONSTRUCT {{ <{DATA1}> a ?t ; skos:prefLabel '民建'@zh }} {{ <{DATA1}> a ?t }}"
    response = asked(client, query, form.media_type)
    assert response.headers["content-type"].partition(";")[0] == form.media_type
    found = {quad.triple for quad in ox.parse(response.content, getattr(ox.RdfFormat, form.name))}
    assert found == {quad.triple for quad in ox.parse(asked(client, query, "*/*").content, ox.RdfFormat.TURTLE)}
    assert len(found) == 2


@pytest.mark.parametrize(
    ("query", "accept"),
    [("SELECT * {}", "text/turtle"), ("CONSTRUCT {} {}", "text/csv"), ("ASK {}", "image/png"), ("ASK {}", "*/*;q=0")],
)
def test_no_such_format(client: httpx.Client, query: str, accept: str) -> None:
    response = asked(client, query, accept)
    assert response.status_code == 406
    assert "text/turtle" in response.text or "text/csv" in response.text  # what there is


def test_large_answers_are_cut_and_say_so(client: httpx.Client) -> None:
    """2000 rows and 1 MiB are the limits of this server."""
    three = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    rows = asked(client, f"SELECT ?a ?d ?g {three}", "application/json")
    assert rows.headers["x-jianyan-truncated"] == "true"
    assert len(rows.json()["results"]["bindings"]) == 2000
    triples = asked(client, f"CONSTRUCT {{ ?a ?e ?i }} {three}", "application/n-triples")
    assert triples.headers["x-jianyan-truncated"] == "true"
    assert len(set(triples.text.splitlines())) == 2000
    filled = ('"' + "言" * 10_000 + '"').join(("SELECT (", " AS ?text) ?a { ?a ?b ?c }"))
    wide = client.post("/sparql", data={"query": filled}, headers={"accept": "text/csv"})
    assert wide.headers["x-jianyan-truncated"] == "true"
    assert 2**20 - 40_000 < len(wide.content) <= 2**20
    whole = asked(client, "SELECT * { ?a a jy:Sector } LIMIT 7", "text/csv")
    assert "x-jianyan-truncated" not in whole.headers
    assert len(whole.text.splitlines()) == 8


# What is refused

SERVICES = [
    "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p ?o . BIND(<{0}> AS ?g) sErViCe ?g {{ ?a ?b ?c }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE<{0}>{{}} }} }}",
    "SELECT * {{\n#> SERVICE <{0}> {{ ?s ?p ?o }}\n}}",
    "SELECT * {{\n#> SERVICE <{0}>\n{{ ?s ?p ?o }} }}",
]


@pytest.mark.parametrize("text", SERVICES)
def test_no_query_sends_anything_out(client: httpx.Client, text: str) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(0.2)
        response = asked(client, text.format(f"http://127.0.0.1:{other.getsockname()[1]}/sparql"), "*/*")
        with pytest.raises(TimeoutError):
            other.accept()
    assert response.status_code == 403
    assert "SERVICE" in response.text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("LOAD <file:///etc/passwd>", 400),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", 400),
        ("DELETE WHERE { ?s ?p ?o }", 400),
        ("CLEAR ALL", 400),
        ("", 400),
        ("SELECT", 400),
        ("SELECT * { ?s ?p ?o ", 400),
        ("SELECT ?x { nope:a ?p ?x }", 400),
        ("ASK " + "{" * 200 + "}" * 200, 403),
        ("ASK {} #" + "x" * MAX_LENGTH, 413),
    ],
)
def test_refused(client: httpx.Client, query: str, status: int) -> None:
    response = client.post("/sparql", data={"query": query})
    assert response.status_code == status
    assert response.headers["content-type"] == "text/plain; charset=utf-8"


def test_nothing_was_changed(client: httpx.Client) -> None:
    for body, kind in ((b"update=CLEAR%20ALL", FORM), (b"CLEAR ALL", "application/sparql-update")):
        response = client.post("/sparql", content=body, headers={"content-type": kind, "accept-language": "en"})
        assert response.status_code == 403
        assert "read-only" in response.text
    assert asked(client, f"ASK {{ <{DATA1}> a ?t }}", "*/*").json()["boolean"]


def test_syntax_errors_say_where_in_both_languages(client: httpx.Client) -> None:
    said = {
        lang: client.get("/sparql", params={"query": "SELECT *\nWHER {}"}, headers={"accept-language": lang}).text
        for lang in ("zh-CN,en;q=0.5", "en-GB, zh;q=0.1", "fr")
    }
    chinese, english, other = said.values()
    assert chinese == other
    assert chinese.startswith("SPARQL:2:1：")
    assert english.startswith("SPARQL:2:1: not valid SPARQL")


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"query=" + b"%20" * MOST_BYTES, FORM, 413),
        (b"x" * (MOST_BYTES + 1), DIRECT, 413),
        (b"query=%FF%FE", FORM, 400),
        (b"\xff\xfe", DIRECT, 400),
        ("query=民".encode(), FORM, 400),
        (b"&".join([b"a=b"] * 500), FORM, 400),
        (b"quer=ASK%20%7B%7D", FORM, 400),
        (b"query=ASK%20%7B%7D&default-graph-uri=nowhere", FORM, 400),
        (b"ASK {}", DIRECT + ';charset="UTF-8"', 200),
        (b"\xef\xbb\xbfASK {}", DIRECT, 200),
    ],
    ids=str,
)
def test_bodies(client: httpx.Client, content: bytes, kind: str, status: int) -> None:
    response = client.post("/sparql", content=content, headers={"content-type": kind})
    assert response.status_code == status, response.text


def test_one_query_wherever_it_stands(client: httpx.Client) -> None:
    response = client.post("/sparql?query=ASK%20%7B%7D", content=b"ASK {}", headers={"content-type": DIRECT})
    assert response.status_code == 400


# Methods, and pages of other sites


def test_head_and_options(client: httpx.Client) -> None:
    head = client.head("/sparql", params={"query": "ASK {}"})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == client.get("/sparql", params={"query": "ASK {}"}).headers["content-length"]
    options = client.options("/sparql")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    for method in ("PUT", "DELETE", "PATCH"):
        refused = client.request(method, "/sparql")
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_pages_of_other_sites_may_not_ask(client: httpx.Client) -> None:
    stranger = {"origin": "https://stranger.example", "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"}
    for headers in (stranger, {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}):
        response = client.get("/sparql", params={"query": "ASK {}"}, headers=headers)
        assert response.status_code == 403
        assert "access-control-allow-origin" not in response.headers
    assert client.post("/sparql/cancel", headers=stranger | {"x-jianyan-key": "k"}).status_code == 403
    followed = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert client.get("/sparql", headers=followed | {"accept": "text/html"}).status_code == 200
    own = {"origin": str(client.base_url), "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}
    response = client.get("/sparql", params={"query": "ASK {}"}, headers=own)
    assert response.status_code == 200
    assert "access-control-allow-origin" not in response.headers


def test_pages_of_a_named_site_may(client: httpx.Client) -> None:
    friend = {"origin": "https://friend.example", "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"}
    response = client.get("/sparql", params={"query": "ASK {}"}, headers=friend)
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == "https://friend.example"
    assert "Origin" in response.headers["vary"]
    asked_first = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    preflight = client.options("/sparql", headers=friend | asked_first)
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("*", "*"),
        ("https://friend.example", "https://friend.example"),
        ("HTTPS://Friend.example:443/", "https://friend.example"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
        ("http://localhost:80", "http://localhost"),
    ],
)
def test_a_site_is_named_as_browsers_name_it(given: str, origin: str) -> None:
    assert checked_origin(given) == origin


@pytest.mark.parametrize("given", ["", "friend.example", "https://", "https://friend.example/page", "file://x", "null"])
def test_what_names_no_site_is_refused(given: str) -> None:
    with pytest.raises(InputError, match="--allow-origin"):
        checked_origin(given)


def test_the_command_line_says_which_sites_may(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = []
    monkeypatch.setattr("jianyan.corpus.settle", lambda _: None)
    monkeypatch.setattr("jianyan.web.serve", lambda settings, _: asked.append(settings.origins))
    args = ["serve", "-o", str(tmp_path), "--allow-origin", "https://a.example/", "--allow-origin", "http://b.example"]
    made = CliRunner().invoke(make_app("en"), args)
    assert made.exit_code == 0, made.output
    assert asked == [("https://a.example", "http://b.example")]
    refused = CliRunner().invoke(make_app("en"), [*args, "--allow-origin", "c.example"])
    assert refused.exit_code
    assert len(asked) == 1


# The service about itself


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "*/*"])
def test_service_description(client: httpx.Client, accept: str) -> None:
    response = client.get("/sparql", headers={"accept": accept})
    kind = response.headers["content-type"].partition(";")[0]
    assert kind == ("text/turtle" if accept == "*/*" else accept)
    form = next(form for form in formats.GRAPHS if form.media_type == kind)
    graph = ox.Store()
    graph.load(response.content, getattr(ox.RdfFormat, form.name))
    sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"
    endpoint = client.base_url.join("/sparql")
    assert graph.query(
        f"""{sd} ASK {{ ?s a sd:Service ; sd:endpoint <{endpoint}> ; sd:supportedLanguage sd:SPARQL11Query ;
        sd:feature sd:UnionDefaultGraph ; sd:defaultDataset/sd:defaultGraph/a sd:Graph }}"""
    )
    named = graph.query(f"{sd} SELECT ?f {{ ?s sd:resultFormat ?f }}")
    assert len(list(named)) == sum(bool(form.shape) for form in (*formats.TABLES, *formats.GRAPHS))


def test_browsers_get_the_editor(client: httpx.Client) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    response = client.get("/sparql", headers={"accept": browser})
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "yasgui" in response.text
    plain = client.get("/sparql", headers={"accept": browser, "accept-encoding": "gzip;q=0"})
    assert "content-encoding" not in plain.headers
    assert plain.text == response.text
    again = client.get("/sparql", headers={"accept": browser, "if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    english = client.get("/sparql?lang=en", headers={"accept": browser, "if-none-match": response.headers["etag"]})
    assert '<html lang="en">' in english.text
    assert client.get("/sparql", headers={"accept": "text/html;q=0.1, text/turtle"}).text.startswith("@prefix")


def test_large_answers_are_compressed_where_that_is_liked(client: httpx.Client) -> None:
    query = f"SELECT ('{'言' * 300}' AS ?text) ?a {{ ?a ?b ?c }} LIMIT 400"
    large = asked(client, query, "text/csv")
    assert large.headers["content-encoding"] == "gzip"
    as_it_is = client.get("/sparql", params={"query": query}, headers={"accept": "text/csv", "accept-encoding": "br"})
    assert "content-encoding" not in as_it_is.headers
    assert as_it_is.text == large.text
    assert len(as_it_is.content) > 256 * 1024


def test_quoting_of_addresses(client: httpx.Client) -> None:
    query = "SELECT ('民建 + 100%' AS ?x) {}"
    for written in (quote(query), quote(query).replace("%20", "+")):
        assert client.get(f"/sparql?query={written}", headers={"accept": "text/csv"}).text == "x\r\n民建 + 100%\r\n"
