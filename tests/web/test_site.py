"""What the server answers at each of its addresses, as a client of HTTP sees it."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pyoxigraph
import pytest

from jianyan import corpus, queries
from jianyan.corpus import manifest
from jianyan.corpus.corrections import load
from jianyan.errors import InputError
from jianyan.store import open_read_only
from jianyan.web import edition
from jianyan.web.correcting import Corrections, Passage
from jianyan.web.guards import host_of
from jianyan.web.running import Limits
from jianyan.web.settings import Settings

TOP = Path(__file__).resolve().parents[2]
SAMPLE = TOP / "graph" / "jianyan" / "samples" / "jiangxi-2024-05-21.txt"
HOSTILE = "<script>alert(1)</script>"
Client = Callable[..., Any]
BODY = "民建江西省委会"
NOWHERE = ("/nothing", "/view/nothing.html", "/view/index.html", "/view/text/0.html", "/id/x/y", "/questions/none")
FORMATS = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdf": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
TOKEN = "a-token-of-this-test"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    texts = sorted((TOP / "tests" / "texts").glob("a-*.txt"))
    hostile = folder / "hostile.txt"
    hostile.write_text(f"{HOSTILE}\n张三委员建议，加快{HOSTILE}氢能产业发展。\n", encoding="utf-8")
    corpus.build([SAMPLE, *texts, hostile], folder / "output")
    return folder / "output"


@pytest.fixture(scope="module")
def client(built: Path) -> Iterator[Callable[..., Any]]:
    """``client(**settings)`` is a client of a server of that build; of the same settings it is the same one, without
    cookies."""
    from starlette.testclient import TestClient

    from jianyan.web.app import application

    opened: dict[str, Any] = {}

    def make(**settings: Any) -> Any:
        if (key := repr(sorted(settings.items()))) in opened:
            opened[key].cookies.clear()
            return opened[key]
        app = application(Settings(settings.pop("output", built), limits=Limits(workers=1), **settings))
        one = TestClient(app, base_url="http://127.0.0.1:8780", raise_server_exceptions=False)
        one.__enter__()
        opened[key] = one
        return one

    yield make
    for one in opened.values():
        one.__exit__(None, None, None)


def article(built: Path) -> str:
    """The id of the bundled article."""
    store = open_read_only(corpus.store_of(built))
    source = pyoxigraph.NamedNode("http://purl.org/dc/terms/source")
    (found,) = {q.subject.value for q in store.quads_for_pattern(None, source, None) if SAMPLE.name in q.object.value}
    return str(found.rpartition("/")[2])


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)))


# -- pages


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "概览"),
        ("/index.html", "概览"),
        *((f"/view/{name}.html", "建言") for name in ("matrix", "flow", "timeline", "network", "texts")),
        ("/search", "全部原文"),
        ("/questions", "谁支持哪些措施"),
    ],
)
def test_pages_are_whole_and_in_both_languages(client: Client, path: str, words: str) -> None:
    chinese = client().get(path)
    assert chinese.status_code == 200
    assert chinese.headers["content-type"] == "text/html; charset=utf-8"
    assert words in chinese.text
    assert '<html lang="zh-Hans">' in chinese.text
    assert '<html lang="en">' in client().get(path, params={"lang": "en"}).text
    assert '<html lang="en">' in client(lang="en").get(path).text


def test_the_language_chosen_stays(client: Client) -> None:
    one = client()
    assert '<html lang="en">' in one.get("/search", headers={"cookie": "lang=en"}).text
    assert '<html lang="zh-Hans">' in one.get("/search", headers={"cookie": "lang=<x>"}).text


def test_a_page_that_did_not_change_is_not_sent_again(client: Client) -> None:
    one = client()
    first = one.get("/view/matrix.html")
    again = one.get("/view/matrix.html", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    english = one.get("/view/matrix.html?lang=en", headers={"if-none-match": first.headers["etag"]})
    assert english.status_code == 200


def test_every_text_has_a_page_that_is_its_text(client: Client, built: Path) -> None:
    page = client().get(f"/view/text/{article(built)}.html")
    (body,) = re.findall(r'<article class="text".*?</article>', page.text, re.DOTALL)
    assert unescape(re.sub(r"<[^>]+>", "", body)) == SAMPLE.read_text(encoding="utf-8")


def test_a_new_build_is_seen_at_once(client: Client, tmp_path: Path) -> None:
    source, output = tmp_path / "甲.txt", tmp_path / "output"
    source.write_text("李四委员建议，加快发展氢能产业。\n", encoding="utf-8")
    corpus.build([source], output)
    one = client(output=output)
    assert "1 篇原文" in text_of(one.get("/search?q=氢能").text)
    assert "0 篇原文" in text_of(one.get("/search?q=风电").text)
    source.write_text("李四委员建议，加快发展风电产业。\n", encoding="utf-8")
    corpus.build([source], output)
    assert "1 篇原文" in text_of(one.get("/search?q=风电").text)
    assert "加快发展风电产业" in one.get("/questions/statements?run=1").text


@pytest.mark.parametrize("taken", ["manifest.json", "store"])
def test_a_generation_that_goes_while_it_is_opened_gives_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: str
) -> None:
    """Two builds that come one upon another take away what counted a moment ago."""
    source, output = tmp_path / "甲.txt", tmp_path / "output"
    for words in ("氢能", "风电"):
        source.write_text(f"李四委员建议，加快发展{words}产业。\n", encoding="utf-8")
        corpus.build([source], output)
    now = manifest.generation(output)
    assert now is not None
    gone = now.with_name("0")
    shutil.copytree(now, gone)
    (shutil.rmtree if (gone / taken).is_dir() else Path.unlink)(gone / taken)
    found = iter((gone,))
    monkeypatch.setattr(edition.manifests, "generation", lambda _output: next(found, now))
    assert edition.Editions(output).now().folder == now


@pytest.mark.parametrize("path", NOWHERE)
def test_what_is_not_there_is_said_in_words(client: Client, path: str) -> None:
    answer = client().get(path)
    assert answer.status_code == 404
    assert "没有这一页" in answer.text


def test_corrections_are_not_there_without_edit(client: Client) -> None:
    assert client().get("/corrections").status_code == 404
    assert client().post("/correct", data={}).status_code == 404


def test_no_build_is_said_in_words(client: Client, tmp_path: Path) -> None:
    answer = client(output=tmp_path).get("/")
    assert answer.status_code == 503
    assert "jianyan build" in answer.text


def test_hostile_texts_stay_text(client: Client) -> None:
    one = client()
    for path in ("/", f"/search?q={quote('氢能')}", f"/search?q={quote(HOSTILE)}", "/questions/statements?run=1"):
        page = one.get(path).text
        assert HOSTILE not in page, path
    assert "&lt;script&gt;" in one.get(f"/search?q={quote(HOSTILE)}").text


def test_headers_keep_a_page_to_itself(client: Client) -> None:
    answer = client().get("/questions")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in answer.text
    assert "form-action 'self'" in answer.text


@pytest.mark.parametrize(("host", "status"), [("evil.example", 421), ("127.0.0.1", 200), ("localhost:8780", 200)])
def test_only_names_of_its_own_reach_a_local_server(client: Client, host: str, status: int) -> None:
    assert client().get("/questions", headers={"host": host}).status_code == status


def test_a_host_may_be_allowed_and_a_public_server_answers_to_all(client: Client) -> None:
    assert client(hosts=("evil.example",)).get("/questions", headers={"host": "evil.example"}).status_code == 200
    assert client(host="0.0.0.0").get("/questions", headers={"host": "evil.example"}).status_code == 200
    assert host_of(b"[::1]:80") == "::1"


def test_below_a_path_of_a_proxy_all_links_stay_below_it(client: Client) -> None:
    page = client(root="/jianyan").get("/questions").text
    assert 'href="/jianyan/questions/who-backs"' in page
    assert not re.findall(r'href="/(?!jianyan/)', page)


# -- search


def test_the_search_finds_every_place_and_says_who(client: Client, built: Path) -> None:
    page = client().get("/search", params={"q": "绿色算力"}).text
    expected = SAMPLE.read_text(encoding="utf-8").count("绿色算力")
    assert f"1 篇原文，{expected} 处" in text_of(page)
    link = re.search(r'<a class="quote" lang="zh" href="([^"]+)">', page)
    assert link is not None
    assert re.fullmatch(rf"/view/text/{article(built)}\.html#at=\d+-\d+", link[1])
    assert "陶仲川" in text_of(page)


def test_the_places_come_as_a_table(client: Client) -> None:
    answer = client().get("/search", params={"q": "绿色算力", "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    text = SAMPLE.read_text(encoding="utf-8")
    assert len(rows) == text.count("绿色算力")
    assert all(text[int(row["start"]) : int(row["end"])] == row["found"] == "绿色算力" for row in rows)
    assert all(row["measure"] in text for row in rows)


def test_only_measures_can_be_searched(client: Client) -> None:
    all_places = list(csv.DictReader(io.StringIO(client().get("/search?q=算力&format=csv").text)))
    inside = list(csv.DictReader(io.StringIO(client().get("/search?q=算力&in=measures&format=csv").text)))
    assert 0 < len(inside) < len(all_places)
    assert all("算力" in row["measure"] for row in inside)


# -- questions


def test_a_question_is_answered_with_links_to_the_words(client: Client, built: Path) -> None:
    page = client().get("/questions/who-backs", params={"body": BODY}).text
    rows = re.findall(r"<tr>(<td.*?)</tr>", page, re.DOTALL)
    text = SAMPLE.read_text(encoding="utf-8")
    assert len(rows) > 5
    for row in rows:
        found = re.search(
            r'<td class="quote" lang="zh"><a class="link" href="([^"#]+)#at=(\d+)-(\d+)">([^<]*)</a>', row
        )
        assert found is not None
        assert found[1] == f"/view/text/{article(built)}.html"
        assert text[int(found[2]) : int(found[3])] == unescape(found[4])
        body = re.search(r'<td lang="zh"><a class="link" href="(/id/body/[^"]+)">', row)
        assert body is not None
        assert BODY in unquote(body[1])


def test_a_download_is_what_the_command_line_gives(client: Client, built: Path) -> None:
    store = open_read_only(corpus.store_of(built))
    expected = queries.write(queries.run(store, "who-backs", {"body": BODY}), "csv")
    answer = client().get("/questions/who-backs", params={"body": BODY, "format": "csv"})
    assert answer.content.decode("utf-8-sig") == expected
    assert answer.headers["content-disposition"] == 'attachment; filename="who-backs.csv"'


def test_the_sparql_shown_gives_the_same_rows(client: Client, built: Path) -> None:
    page = client().get("/questions/who-backs", params={"body": BODY}).text
    (sparql,) = re.findall(r'<pre id="sparql" tabindex="0"><code>(.*?)</code>', page, re.DOTALL)
    shown = client().get("/sparql", params={"query": unescape(sparql)}, headers={"accept": "text/csv"})
    table = client().get("/questions/who-backs", params={"body": BODY, "format": "csv"})
    assert shown.text == table.content.decode("utf-8-sig")


@pytest.mark.parametrize("file", queries.catalogue(), ids=lambda file: file.name)
def test_each_question_with_nodes_and_as_sparql_has_the_same_rows(built: Path, file: queries.QueryFile) -> None:
    store = open_read_only(corpus.store_of(built))
    examples = {"body": BODY, "speaker": "陶仲川", "sector": "旅游", "place": "江西省"}
    given = {
        p.name: examples[p.name] for p in file.parameters if p.name in examples and (p.required or p.name == "sector")
    }
    plain = queries.run(store, file, given)
    assert plain.rows is not None
    linked = queries.run(store, queries.with_nodes(file), given)
    kept = [linked.variables.index(name) for name in plain.variables]
    assert tuple(dict.fromkeys(tuple(row[at] for at in kept) for row in linked.rows or ())) == plain.rows
    denoted = queries.denoted(store, file, given)
    if all(len(terms) == 1 for terms in denoted.values()):
        sparql = queries.as_sparql(file, {name: terms[0] for name, terms in denoted.items()})
        rows: Any = store.query(sparql, use_default_graph_as_union=True)
        assert [name.value for name in rows.variables] == list(plain.variables)
        assert tuple(tuple(row) for row in rows) == plain.rows


def test_a_wrong_name_is_answered_with_those_like_it(client: Client) -> None:
    answer = client().get("/questions/who-backs", params={"body": "民建江西省委员会会"})
    assert answer.status_code == 400
    assert BODY in answer.text
    assert 'role="alert"' in answer.text


def test_suggestions_begin_with_what_begins_so(client: Client) -> None:
    one = client()
    found = one.get("/suggest", params={"of": "body", "q": "江西"}).json()
    assert BODY in found
    begins = [label.startswith("江西") for label in found]
    assert begins == sorted(begins, reverse=True)
    assert all("江西" in label for label in found)
    assert one.get("/suggest", params={"of": "everything", "q": ""}).status_code == 400


# -- things


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/html,*/*;q=0.1", "text/html"),
        ("text/html;q=0.5, text/turtle", "text/turtle"),
        ("*/*", "text/html"),
        ("image/png", "text/html"),
    ],
)
def test_an_identifier_gives_what_is_asked_for(client: Client, accept: str, media_type: str) -> None:
    answer = client().get(f"/id/body/{BODY}", headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert "Accept" in answer.headers["vary"] or media_type == "text/html"


def test_a_description_is_what_the_graph_says(client: Client, built: Path) -> None:
    store = open_read_only(corpus.store_of(built))
    one = pyoxigraph.NamedNode(f"https://w3id.org/jianyan/id/body/{BODY}")
    said = {(q.subject, q.predicate, q.object) for q in store.quads_for_pattern(one, None, None)}
    for form, rdf in FORMATS.items():
        answer = client().get(f"/id/body/{BODY}?format={form}")
        found = {(q.subject, q.predicate, q.object) for q in pyoxigraph.parse(answer.content, format=rdf)}
        assert said <= found, form
        assert {subject for subject, _, _ in found} > {one}, "the labels of what it names"


def test_a_statement_carries_its_evidence(client: Client, built: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    words = "建设省级绿色算力调度平台"
    at = text.index(words)
    path = f"/id/document/{article(built)}/statement/{at}-{at + len(words)}"
    turtle = client().get(path, headers={"accept": "text/turtle"}).text
    assert f'oa:exact "{words}"' in turtle
    page = client().get(path).text
    assert f"#at={at}-{at + len(words)}" in page
    assert f'<h1 lang="zh">{words}</h1>' in page


def test_a_document_leads_to_its_text(client: Client, built: Path) -> None:
    answer = client().get(f"/id/document/{article(built)}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/view/text/{article(built)}.html")


@pytest.mark.parametrize("path", ["/scheme/sector/旅游", "/id/sector/旅游", "/ontology/Measure", "/ontology/backs"])
def test_concepts_and_terms_have_pages(client: Client, path: str) -> None:
    assert client().get(path).status_code == 200


# -- corrections


def let_in(client: Client, built: Path, file: Path) -> Any:
    one = client(corrections=file, token=TOKEN)
    answer = one.get(f"/?token={TOKEN}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    return one


def test_who_may_correct_is_led_there_from_every_page(client: Client, built: Path, tmp_path: Path) -> None:
    one = let_in(client, built, tmp_path / "pages.csv")
    for path in ("/", "/search", "/sparql", f"/view/text/{article(built)}.html"):
        assert 'href="/corrections"' in one.get(path, headers={"accept": "text/html"}).text, path
        assert 'href="/corrections"' not in client().get(path, headers={"accept": "text/html"}).text, path


def place_of(built: Path, words: str) -> dict[str, str]:
    at = SAMPLE.read_text(encoding="utf-8").index(words)
    return {"document": article(built), "start": str(at), "end": str(at + len(words)), "token": TOKEN}


def test_a_correction_from_a_page_is_applied_by_the_next_build(client: Client, tmp_path: Path) -> None:
    texts, output, file = tmp_path / "texts", tmp_path / "output", tmp_path / "corrections" / "pages.csv"
    texts.mkdir()
    (texts / SAMPLE.name).write_bytes(SAMPLE.read_bytes())
    corpus.build([texts], output)
    one = client(output=output, corrections=file, token=TOKEN)
    one.get(f"/?token={TOKEN}")
    words = "建设省级绿色算力调度平台"
    place = place_of(output, words)
    form = one.get("/correct", params={"document": place["document"], "at": f"{place['start']}-{place['end']}"}).text
    assert 'value="陶仲川"' in form
    answer = one.post(
        "/correct", data=place | {"correction": "wrong-speaker", "value-wrong-speaker": "王五", "note": "听录音"}
    )
    assert "王五" in answer.text
    assert str(answer.url).endswith("/corrections?saved=1")
    corpus.build([texts], output)
    assert "王五" in one.get("/questions/statements?run=1").text
    assert f"{words}" in text_of(one.get("/questions/proposals-of-speaker", params={"speaker": "王五"}).text)


def test_a_correction_is_replaced_by_a_later_one_and_taken_back(client: Client, built: Path, tmp_path: Path) -> None:
    file = tmp_path / "pages.csv"
    one = let_in(client, built, file)
    place = place_of(built, "建设省级绿色算力调度平台") | {"correction": "sector"}
    one.post("/correct", data=place | {"value-sector": "风电"})
    one.post("/correct", data=place | {"value-sector": "算力"})
    one.post("/correct", data=place | {"correction": "not-a-measure"})
    assert [(row.kind.value, row.value) for row in load([file])] == [("wrongSector", "算力"), ("notAMeasure", "")]
    one.post("/corrections", data={"token": TOKEN, "take-back": load([file])[0].id})
    assert [row.kind.value for row in load([file])] == ["notAMeasure"]


def test_a_thing_is_said_to_be_another(client: Client, built: Path, tmp_path: Path) -> None:
    file = tmp_path / "pages.csv"
    one = let_in(client, built, file)
    iri = f"https://w3id.org/jianyan/id/body/{BODY}"
    assert "与另一个是同一个" in one.get("/correct", params={"thing": iri}).text
    one.post("/correct", data={"token": TOKEN, "thing": iri, "correction": "same", "value-same": "江西民建"})
    one.post("/correct", data={"token": TOKEN, "thing": iri, "correction": "alias", "value-alias": "赣民建"})
    rows = load([file])
    assert [(row.of, row.subject, row.value) for row in rows] == [("body", BODY, "江西民建"), ("body", "赣民建", BODY)]


def test_what_is_no_correction_is_said_and_nothing_written(client: Client, built: Path, tmp_path: Path) -> None:
    file = tmp_path / "pages.csv"
    one = let_in(client, built, file)
    place = place_of(built, "建设省级绿色算力调度平台")
    answer = one.post("/correct", data=place | {"correction": "sector", "value-sector": " ", "note": "记一下"})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'value="记一下"' in answer.text
    assert one.post("/correct", data=place | {"correction": "drop"}).status_code == 400
    assert one.post("/correct", data=place | {"end": "999999", "correction": "not-a-measure"}).status_code == 404
    assert not file.exists()


@pytest.mark.parametrize(
    ("headers", "token"),
    [
        ({"origin": "http://evil.example"}, TOKEN),
        ({"origin": "http://127.0.0.1:9999"}, TOKEN),
        ({"referer": "http://evil.example/x"}, TOKEN),
        ({"sec-fetch-site": "cross-site"}, TOKEN),
        ({}, "wrong"),
        ({}, ""),
    ],
)
def test_only_pages_of_its_own_with_the_token_correct(
    client: Client, built: Path, tmp_path: Path, headers: dict[str, str], token: str
) -> None:
    file = tmp_path / "pages.csv"
    one = let_in(client, built, file)
    data = place_of(built, "建设省级绿色算力调度平台") | {"correction": "not-a-measure", "token": token}
    assert one.post("/correct", data=data, headers=headers).status_code == 403
    assert not file.exists()


def test_without_the_token_nobody_corrects(client: Client, built: Path, tmp_path: Path) -> None:
    file = tmp_path / "pages.csv"
    one = client(corrections=file, token=TOKEN)
    assert one.get("/?token=wrong", follow_redirects=False).headers.get("set-cookie") is None
    assert one.get("/corrections").status_code == 403
    data = place_of(built, "建设省级绿色算力调度平台") | {"correction": "not-a-measure"}
    assert one.post("/correct", data=data).status_code == 403
    assert "更正" not in text_of(one.get(f"/view/text/{article(built)}.html").text)
    assert not file.exists()


def test_rows_and_remarks_of_others_stay(tmp_path: Path) -> None:
    file = tmp_path / "pages.csv"
    others = "# 人工核对,第一批\ncorrection,of,subject,value\nalias,body,鄂科厅,湖北省科学技术厅\n"
    file.write_text(others, encoding="utf-8")
    passage = Passage("d", "甲乙丙甲乙", 0, 2, None, None, {})
    Corrections(file).add(passage, "0123456789abcdef" * 4, "not-a-measure", "", "")
    first, second = load([file])
    assert (first.subject, first.value) == ("鄂科厅", "湖北省科学技术厅")
    assert (second.quote, second.start, second.after) == ("甲乙", "0", "丙甲乙")
    assert file.read_text(encoding="utf-8-sig").startswith("# 人工核对,第一批")


def test_a_broken_file_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "pages.csv"
    file.write_text("correction,of\nno-such,x\n", encoding="utf-8")
    with pytest.raises(InputError, match="no-such"):
        Corrections(file).add(Passage("d", "甲乙", 0, 2, None, None, {}), "0" * 64, "not-a-measure", "", "")
    assert file.read_text(encoding="utf-8") == "correction,of\nno-such,x\n"


def test_nothing_that_is_served_turns_its_text_round(client: Client, tmp_path: Path) -> None:
    """In a hit, a title, a name, a question that was asked, its SPARQL; what a form gives back is as it was given."""
    turn = "\u202e"
    (tmp_path / f"甲{turn}.txt").write_text(
        f"云岭市政协召开{turn}座谈会\n云岭市政协委员罗明澈建议，加快建设{turn}标准化茶园。\n", encoding="utf-8"
    )
    corpus.build([tmp_path], tmp_path / "out")
    here = client(output=tmp_path / "out")
    hits = here.get("/search", params={"q": "标准化茶园"}).text
    assert "⟨U+202E⟩" in hits
    assert turn not in hits
    assert f'value="{turn}茶园"' in here.get("/search", params={"q": f"{turn}茶园"}).text
    asked = here.get("/questions/evidence", params={"text": f"{turn}茶园", "run": "1"}).text
    assert asked.count(turn) == asked.count(f'value="{turn}茶园"') == 1
    assert "\\u202e茶园" in asked
    answers = here.get("/questions/who-backs", params={"run": "1"}).text
    assert "⟨U+202E⟩" in answers
    assert turn not in answers
