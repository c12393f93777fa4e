"""The queries of ``queries/`` and the engine that runs them.

Each table under ``tests/queries/`` is what one command gives on ``data.trig``, worked out by hand from it: the command,
the table, the notes. :func:`test_expected_table` compares whole files.
"""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from jianyan.errors import QueryError
from jianyan.queries import FORMATS, Note, QueryFile, Result, catalogue, find, parse, rows_as_text, run, write
from jianyan.queries.guard import MAX_LENGTH, MAX_NESTING
from jianyan.queries.plan import planned

HERE = Path(__file__).parent / "queries"
EXPECTED = sorted(HERE.glob("*.md"))
CATALOGUE = catalogue()
BACKS = "https://w3id.org/jianyan/ontology#backs"
EX = "https://example.org/id/"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=str(HERE / "data.trig"), format=ox.RdfFormat.TRIG)
    return store


@pytest.fixture(scope="module")
def doubled(store: ox.Store) -> ox.Store:
    """The same triples, each in one more graph."""
    twice = ox.Store()
    quads = list(store)  # extending one store from the other's iterator waits for ever
    twice.extend(quads + [ox.Quad(*quad.triple, ox.NamedNode("urn:copy")) for quad in quads])
    return twice


def command(path: Path) -> tuple[str, dict[str, str]]:
    words = path.read_text(encoding="utf-8").split("\n", 1)[0].split()
    assert words[:2] == ["jianyan", "query"]
    return words[2], dict(word.split("=", 1) for word in words[4::2])


def table(path: Path, result: Result) -> str:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    return f"{first}\n\n{write(result, 'md')}" + "".join(f"\n{note.en}\n" for note in result.notes)


# The queries


def test_catalogue_answers_the_eight_questions() -> None:
    assert {query.question for query in CATALOGUE} - {None} == set(range(1, 9))
    assert {path.name.split(".")[0] for path in EXPECTED} == {query.name for query in CATALOGUE}


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_expected_table(path: Path, store: ox.Store) -> None:
    name, params = command(path)
    assert table(path, run(store, name, params)) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_a_triple_in_two_graphs_counts_once(path: Path, doubled: ox.Store) -> None:
    name, params = command(path)
    assert table(path, run(doubled, name, params)) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("query", CATALOGUE, ids=lambda query: query.name)
def test_order_is_total(query: QueryFile) -> None:
    """Rows are distinct, so an order by every column leaves nothing to chance."""
    head, order = query.text.partition("\nSELECT ")[2], query.text.rpartition("\nORDER BY ")[2]
    columns = set(re.findall(r"\?([a-z]\w*)", head.split("\n", 1)[0], re.IGNORECASE))
    assert head.startswith("DISTINCT ")
    assert set(re.findall(r"\?(\w+)", order)) == columns


@pytest.mark.parametrize("query", CATALOGUE, ids=lambda query: query.name)
def test_valid_for_another_parser(query: QueryFile) -> None:
    from rdflib.plugins.sparql import prepareQuery

    prepareQuery(query.text)


@pytest.mark.parametrize("query", CATALOGUE, ids=lambda query: query.name)
def test_examples_are_of_their_type_and_texts_in_both_languages(query: QueryFile) -> None:
    for text in (query.title_zh, query.summary_zh, *(p.zh for p in query.parameters)):
        assert re.search("[一-鿿]", text)
    for text in (query.title_en, query.summary_en, *(p.en for p in query.parameters)):
        assert text
        assert not re.search("[一-鿿]", text)
    assert all(p.example for p in query.parameters)


# Which query


def test_find_takes_a_name_a_path_and_text(tmp_path: Path) -> None:
    path = tmp_path / "my own.rq"
    path.write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    assert find("who-backs").question == 1
    assert find(str(path)).name == "my own"
    assert find("ASK { ?s ?p ?o }").where == "SPARQL"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("who-back", "who-backs"),
        ("nothing-like-it", "overview"),  # all of them, where none is near
        ("gone.rq", "no such file"),
        ("../who-backs", "no query of this name"),
        (" ", "empty"),
    ],
)
def test_unknown_query(query: str, said: str) -> None:
    with pytest.raises(QueryError, match=re.escape(said)):
        find(query)


def test_a_query_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.rq"
    path.write_bytes("# 措施".encode("gb18030"))
    with pytest.raises(QueryError, match="UTF-8"):
        find(str(path))


# The header

HEADER = "#+ title:\n#+   zh: 题\n#+   en: t\n#+ summary:\n#+   zh: 述\n#+   en: s\n"
PARAMETER = "#+ parameters:\n#+   n:\n#+     type: integer\n#+     zh: 数\n#+     en: number\n"


def test_header() -> None:
    query = parse(HEADER + PARAMETER + "#+     default: 3\nSELECT ?_n {}", "q", "q.rq", strict=True)
    assert (query.title_zh, query.title_en, query.summary_en, query.question) == ("题", "t", "s", None)
    (parameter,) = query.parameters
    assert (parameter.name, parameter.type, parameter.of, parameter.default) == ("n", "integer", None, "3")
    assert not parameter.required


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("ASK {}", 1, "lacks"),
        (HEADER + "#+ color: red\n", 7, "unknown key color"),
        (HEADER + "#+ title:\n", 7, "twice"),
        (HEADER + "#+   zh: 又\n", 7, "twice"),
        (HEADER + "#+question: 1\n", 7, "not `#+ key: value`"),
        (HEADER + "#+     zh: 题\n", 7, "unknown key"),  # two levels below a value
        (HEADER + "#+ question: 9\n", 7, "1 to 8"),
        (HEADER + "#+ question:\n", 7, "no value"),
        (HEADER + "#+ parameters: n\n", 7, "takes no value"),
        (HEADER + "\n#+ question: 1\n", 8, "together at the top"),
        (HEADER + PARAMETER + "ASK {}", 1, "has no ?_n"),
        (HEADER + PARAMETER + "SELECT ?_n\n?_m {}", 13, "?_m is not declared"),
        (HEADER + PARAMETER + "#+     default: x\nSELECT ?_n {}", 8, "x is no integer"),
        (HEADER + PARAMETER.replace("integer", "label-or-iri colour"), 8, "unknown type"),
        (HEADER + PARAMETER.replace("integer", "integer body"), 8, "unknown type"),
        (HEADER + PARAMETER.replace("#+     zh: 数\n", ""), 8, "lacks zh"),
        (HEADER + PARAMETER + "#+     required: yes\nSELECT ?_n {}", 8, "true or false"),
        (HEADER + PARAMETER + "#+     required: true\n#+     default: 1\nSELECT ?_n {}", 8, "without a default"),
    ],
)
def test_broken_header_names_file_and_line(text: str, line: int, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text, "q", "q.rq", strict=True)
    assert caught.value.where == f"q.rq:{line}"
    assert said in caught.value.en


# Parameters


def rows(store: ox.Store, query: str, **params: str) -> list[tuple[str, ...]]:
    return rows_as_text(run(store, query, params))[1]


def test_a_label_in_another_width_or_language_and_an_iri(store: ox.Store) -> None:
    expected = rows(store, "who-backs", sector="新能源汽车")
    assert len(expected) == 5
    for value in (
        "电动汽车",
        " 新能源 汽车",
        "New Energy Vehicles",
        "https://example.org/sector/nev",
        "<https://example.org/sector/nev>",
    ):
        assert rows(store, "who-backs", sector=value) == expected
    assert rows(store, "who-backs", sector="Ｃ３６") == expected  # full width, and the broader concept


def test_several_individuals_are_united_and_said(store: ox.Store) -> None:
    result = run(store, "who-backs", {"body": "省青禾会"})
    assert {row[0] for row in rows_as_text(result)[1]} == {"江西省青禾会", "湖南省青禾会"}
    (note,) = result.notes
    assert isinstance(note, Note)
    assert f"<{EX}hnqh> <{EX}jxqh>" in note.zh
    assert "2" in note.en


def test_the_same_row_of_two_individuals_stands_once(store: ox.Store) -> None:
    both = "#+ parameters:\n#+   b:\n#+     type: label-or-iri body\n#+     zh: 机\n#+     en: b\n"
    text = both + "SELECT DISTINCT ?kind ?_b { ?x org:classification ?kind FILTER(?x = ?_b) } ORDER BY ?kind"
    assert rows_as_text(run(store, parse(text, "q", "q"), {"b": "省青禾会"}))[1] == [
        ("https://example.org/kind/association",)
    ]


@pytest.mark.parametrize(
    ("query", "params", "where", "said"),
    [
        ("who-backs", {"secter": "汽车"}, "secter", "did you mean sector?"),
        ("who-backs", {"x": "汽车"}, "x", "it has sector, body, speaker"),
        ("overview", {"x": "1"}, "x", "it has none"),
        ("on-sector", {}, "sector", "needs this parameter, for example sector="),
        ("who-backs", {"sector": "汽车工业"}, "sector", "the closest are 汽车, "),
        ("who-backs", {"body": "xyz"}, "body", "nothing is like it"),
        ("who-backs", {"body": "林一鸣"}, "body", "no body called 林一鸣"),
        ("who-backs", {"body": ""}, "body", "is no label-or-iri"),
        ("citing", {"plan": "绿色交通"}, "plan", "the closest are 江西绿色交通计划"),
        ("who-backs", {"sector": "https://example.org/nothing"}, "sector", "knows nothing of"),
        ("shared-measures", {"min": "two"}, "min", "is no integer"),
        ("statements", {"since": "2024-02-30"}, "since", "is no date"),
        ("statements", {"since": "2024"}, "since", "is no date"),
    ],
)
def test_wrong_parameter(store: ox.Store, query: str, params: dict[str, str], where: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        run(store, query, params)
    assert caught.value.where == where
    assert said in caught.value.en
    assert "\n" not in caught.value.message("zh")


def test_a_value_is_never_part_of_the_query(store: ox.Store) -> None:
    """As text this would match every statement."""
    assert rows(store, "evidence", text='") || true || CONTAINS(?quote, "') == []
    with pytest.raises(QueryError, match="no sector called"):
        run(store, "who-backs", {"sector": '"@zh } UNION { ?s ?p ?o'})


def test_a_parameter_that_is_not_selected(store: ox.Store) -> None:
    query = parse(PARAMETER + "SELECT ?s { ?s ?p ?_n }", "q", "q")
    with pytest.raises(QueryError, match="must be among the variables"):
        run(store, query, {"n": "1"})


# How much is listed


@pytest.mark.parametrize(
    ("query", "params", "newest"),
    [
        ("on-sector", {"sector": "汽车"}, "2024-05-02"),
        ("who-backs", {"sector": "汽车"}, "2024-05-02"),
        ("who-backs", {"body": "江西省青禾会"}, "2024-09-09"),
        ("who-backs", {"body": "江西省青禾会", "sector": "交通"}, "2023-03-01"),
        ("who-backs", {"speaker": "林一鸣"}, "2024-09-09"),
        ("who-backs", {}, "2024-09-09"),
        ("proposals-of-body", {"body": "江西省青禾会"}, "2024-09-09"),
        ("proposals-of-speaker", {"speaker": "林一鸣"}, "2024-09-09"),
        ("evidence", {"body": "江西省青禾会"}, "2024-09-09"),
        ("evidence", {}, "2024-09-09"),
    ],
)
def test_the_newest_are_listed_and_the_cut_is_said(
    store: ox.Store, query: str, params: dict[str, str], newest: str
) -> None:
    every = run(store, query, params | {"limit": "0"})
    assert not every.notes
    assert run(store, query, params) == every  # what was listed at build time, and what is found without it
    assert run(store, query, params | {"limit": "201"}) == every
    one = run(store, query, params | {"limit": "1"})
    assert set(one.rows or ()) < set(every.rows or ())
    date = every.variables.index("date")
    assert {row[date].value for row in one.rows or () if isinstance(row[date], ox.Literal)} == {newest}
    (note,) = one.notes
    assert "limit=0" in note.en
    assert "limit=0" in note.zh


def test_a_limit_that_does_not_count_cuts_nothing(store: ox.Store) -> None:
    assert not run(store, "who-agrees", {"speaker": "苏晚", "limit": "1"}).notes
    (note,) = run(store, "who-agrees", {"limit": "1"}).notes
    assert "limit=0" in note.en


@pytest.mark.parametrize("value", ["-1", "many"])
def test_a_limit_is_a_number_of_rows(store: ox.Store, value: str) -> None:
    with pytest.raises(QueryError, match="is no number of rows"):
        run(store, "on-sector", {"sector": "汽车", "limit": value})


def test_marks_that_depend_on_a_number() -> None:
    text = "a  #? limit<=200\nb  #? !limit<=200\n  LIMIT 200  #= limit\n#> c  #? sector limit<=200"
    assert planned(text, {"limit": 5}).split("\n") == ["a  #? limit<=200", "", "  LIMIT 5", ""]
    assert planned(text, {"limit": 201}).split("\n") == ["", "b  #? !limit<=200", "  LIMIT 201", ""]
    assert planned(text, {"limit": 0, "sector": None}).split("\n") == ["", "b  #? !limit<=200", "", ""]
    assert planned(text, {"limit": 200, "sector": None}).split("\n")[3] == "c  #? sector limit<=200"


@pytest.mark.parametrize("limit", [0, 1, 200])
def test_another_engine_gives_the_same_rows(store: ox.Store, limit: int) -> None:
    """To which the marks are comments; the store without the lists made at build time stands for it."""
    bare = ox.Store()
    bare.extend([quad for quad in store if quad.predicate.value != "https://w3id.org/jianyan/ontology#latest"])
    file = find("on-sector")
    text = file.text.replace("LIMIT 200", f"LIMIT {limit}" if limit else "")
    found = bare.query(
        text,
        use_default_graph_as_union=True,
        substitutions={ox.Variable("_sector"): ox.NamedNode("https://example.org/sector/auto")},
    )
    assert isinstance(found, ox.QuerySolutions)
    ours = run(store, file, {"sector": "汽车", "limit": str(limit)})
    assert [tuple(row)[: len(ours.variables)] for row in found] == list(ours.rows or ())


# What is refused, and what is not


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o . service silent ?s { ?a ?b ?c } }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { {}SERVICE:x{} }",
        "PREFIX : <http://127.0.0.1:9/> PREFIX trueSERVICE: <http://x/> SELECT * { ?s ?p trueSERVICE:x{} }",
        "PREFIX : <http://127.0.0.1:9/> PREFIX SERVICE: <http://x/> SELECT * { {} SERVICE:x { ?s ?p ?o } }",
        "ASK { FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
        # what a list of tokens could take for an IRI, a comment or a string
        "SELECT * { ?a ?p ?b FILTER(?a<?b#>'''\n) SERVICE <http://127.0.0.1:9/> {} #'''\n}",
        "SELECT * { ?a ?p <http://x/(a)#> SERVICE <http://127.0.0.1:9/> {} }",
        "SELECT * { ?s ?p 'SERVICE' SERVICE <http://127.0.0.1:9/> {} }",
        "DESCRIBE ?s { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_service_is_refused(store: ox.Store, text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        run(store, text)


@pytest.mark.parametrize("text", ["SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "ASK FROM NAMED <urn:x> { }"])
def test_from_is_refused(store: ox.Store, text: str) -> None:
    with pytest.raises(QueryError, match="FROM is not allowed"):
        run(store, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service ?from { ?service ?from 'SERVICE <http://127.0.0.1:9/> { }' }",
        "PREFIX services: <http://x/from#> SELECT * { ?s services:from '''FROM''' } # SERVICE FROM",
        "SELECT * { ?s <http://x/service#from> ?o }",
    ],
)
def test_names_and_strings_are_not_refused(store: ox.Store, text: str) -> None:
    assert run(store, text).rows == ()


@pytest.mark.parametrize(
    "text", ["INSERT DATA { <a:a> <a:b> <a:c> }", "DELETE WHERE { ?s ?p ?o }", "DROP ALL", "LOAD <file:///etc/passwd>"]
)
def test_updates_are_refused(store: ox.Store, text: str) -> None:
    size = len(store)
    with pytest.raises(QueryError, match="changes data"):
        run(store, text)
    assert len(store) == size


def test_length_and_nesting_are_capped(store: ox.Store) -> None:
    run(store, "ASK " + "{" * MAX_NESTING + "}" * MAX_NESTING)
    for deep in ("{" * (MAX_NESTING + 1) + "}" * (MAX_NESTING + 1), "{" * 5000 + "}" * 5000):
        with pytest.raises(QueryError, match="nested deeper"):
            run(store, "ASK " + deep)
    quoted = "ASK " + "{ FILTER('}' != '') " * 100 + "}" * 100
    with pytest.raises(QueryError, match="nested deeper"):
        run(store, quoted)
    with pytest.raises(QueryError, match="longer than"):
        run(store, "ASK {} #" + "x" * MAX_LENGTH)


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("SELECT ?s {\n  ?s ?p\n}", "SPARQL:3:1", "the line is: }"),
        ("SELECT ?措施 {\n  ?措施 ex:p ?o\n}", "SPARQL:2:7", "the prefix of ex:p is not declared"),
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "SPARQL:1:", "neither grouped nor bound"),
        ("SELECT ?s { 'service' }", "SPARQL:1:", "not valid SPARQL"),
    ],
)
def test_syntax_error_has_its_position(store: ox.Store, text: str, where: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        run(store, text)
    assert caught.value.where.startswith(where)
    assert said in caught.value.en
    assert len(caught.value.message("en")) < 400


def test_prefixes_of_the_graph_need_no_declaration(store: ox.Store) -> None:
    assert run(store, "ASK { ?s a jy:Measure ; skos:prefLabel ?l }").boolean is True


# Writers

ODD = parse(
    "SELECT ?a ?b ?c { VALUES (?a ?b ?c) {"
    ' ("=1+1" "a|b <i>_x_</i>\\n\\"c\\"" UNDEF) ("-x" -5 <http://x/a_b>) ("@x"@zh true "，") } }',
    "q",
    "q",
)


def test_csv_guards_against_formulas_and_keeps_numbers(store: ox.Store) -> None:
    text = write(run(store, ODD), "csv")
    assert text.startswith("a,b,c\r\n")
    found = list(csv.reader(io.StringIO(text, newline="")))
    assert found[1:] == [
        ["'=1+1", 'a|b <i>_x_</i>\n"c"', ""],
        ["'-x", "-5", "http://x/a_b"],
        ["'@x", "true", "，"],
    ]


def test_markdown_is_escaped(store: ox.Store) -> None:
    lines = write(run(store, ODD), "md").splitlines()
    assert lines[2] == r"| =1+1 | a\|b &lt;i&gt;\_x\_&lt;/i&gt; \"c\" |   |".replace(r"\"", '"')
    assert len(lines) == 5


def test_json_and_xml_say_the_same_and_can_be_read_back(store: ox.Store) -> None:
    result = run(store, ODD)
    kinds = ox.QueryResultsFormat
    for form, kind in (("json", kinds.JSON), ("xml", kinds.XML), ("tsv", kinds.TSV)):
        back = ox.parse_query_results(write(result, form).encode(), format=kind)
        assert [tuple(solution) for solution in back] == list(result.rows or ())
    assert json.loads(write(result, "json"))["head"]["vars"] == ["a", "b", "c"]


def test_ask_in_every_format(store: ox.Store) -> None:
    result = run(store, "ASK { ?s ?p ?o }")
    assert result.boolean is True
    assert json.loads(write(result, "json"))["boolean"] is True
    assert "<boolean>true</boolean>" in write(result, "xml")
    assert write(result, "csv") == "answer\r\ntrue\r\n"
    assert "true" in write(result, "tsv")


def test_triples(store: ox.Store) -> None:
    result = run(store, "CONSTRUCT { ?s jy:backs ?o } WHERE { ?s jy:backs ?o }")
    text = write(result, "turtle")
    assert "@prefix jy:" in text
    assert {tuple(quad.triple) for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)} == {
        tuple(quad.triple) for quad in store.quads_for_pattern(None, ox.NamedNode(BACKS), None)
    }
    assert write(result, "csv").startswith("subject,predicate,object\r\n")
    with pytest.raises(QueryError, match="written as turtle"):
        write(result, "json")


def test_wrong_format(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="only CONSTRUCT and DESCRIBE"):
        write(run(store, "ASK {}"), "turtle")
    with pytest.raises(QueryError, match="no such format"):
        write(run(store, "ASK {}"), "xlsx")
    assert set(FORMATS) == {"csv", "tsv", "json", "xml", "md", "turtle"}
