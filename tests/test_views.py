"""The data of the views, and what holds for every page: complete, offline, in two languages and safe."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from jianyan import corpus
from jianyan.errors import OutputError
from jianyan.model import Basis, Level, Stance
from jianyan.rdf.quads import quads
from jianyan.store import open_read_only
from jianyan.views import render, site
from jianyan.views.data import facts as facts_data
from jianyan.views.data import texts as texts_data
from jianyan.views.data.facts import Facts, read_facts
from jianyan.views.data.matrix import GridRow, grid
from jianyan.views.data.names import Name, initials
from jianyan.views.data.network import project
from jianyan.views.data.overview import overview
from jianyan.views.data.statements import Evidence, Sources, read_sources
from jianyan.views.data.texts import KINDS, Mark, lines, read_texts
from jianyan.views.pages import Item

SAMPLE = Path(__file__).parent / "browser" / "network.trig"
VIEWS = Path(render.__file__).parent
BASE = "https://example.org/id/"
LIN, ZHOU = BASE + "person/林知远-赣江创新促进会", BASE + "person/周若溪-1"
SOCIETY = BASE + "body/赣江创新促进会"
CARS, NEVS = (f"https://w3id.org/jianyan/scheme/sector/{name}" for name in ("汽车产业", "新能源汽车"))
PAGES = {"index.html", *(f"view/{name}.html" for name in ("matrix", "flow", "timeline", "network", "texts"))}
PREFIXES = """@prefix jy: <https://w3id.org/jianyan/ontology#> . @prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix i: <https://example.org/id/> . """


def store_of(*extra: str) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(path=SAMPLE, format=pyoxigraph.RdfFormat.TRIG)
    for trig in extra:
        store.load(PREFIXES + trig, format=pyoxigraph.RdfFormat.TRIG)
    return store


@pytest.fixture(scope="module")
def sources() -> Sources:
    return read_sources(store_of())


@pytest.fixture(scope="module")
def facts(sources: Sources) -> Facts:
    return read_facts(store_of(), sources)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return dict(site.site(store_of(), "zh"))


@pytest.fixture(scope="module")
def single() -> dict[str, str]:
    return dict(site.site(store_of(), "zh", single=True))


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


class Tags(HTMLParser):
    """The elements of a page as a browser would see them, with their attributes; and the text of the articles."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.articles: dict[str, str] = {}
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag == "article":
            self._inside = dict(attrs).get("data-text") or ""
            self.articles[self._inside] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.articles[self._inside] += data


def attributes(page: str) -> Iterator[tuple[str, str, str]]:
    for tag, found in Tags(page).found:
        for name, value in found.items():
            yield tag, name, value or ""


# The data


def test_facts_are_measures_that_somebody_backs(facts: Facts) -> None:
    ours = [fact for fact in facts.facts if fact.source.evidence.document < 2]
    assert [fact.source.evidence.quote for fact in ours] == ["抓紧建设县乡充电站", "支持建设县乡充电站"]
    first, second = ours
    assert first.about == {"sectors": (NEVS,), "instruments": (), "places": ()}
    assert (first.voices, second.voices) == ((SOCIETY,), (ZHOU,))
    assert facts.wider[NEVS] == (CARS,)
    assert (facts.names[NEVS].label, facts.names[NEVS].label_en) == ("新能源汽车", "New energy vehicles")


def test_what_a_page_carries_of_the_facts(facts: Facts) -> None:
    carried = facts_data.as_json(facts)
    row = carried["rows"][0]
    assert row[1:6] == [0, 47, 56, "抓紧建设县乡充电站", "proposes"]
    assert carried["measures"][row[0]] == "measure/a2"
    assert [carried["persons"][at][0] for at in row[6]] == ["person/林知远-赣江创新促进会"]
    assert [carried["bodies"][at][1] for at in row[7]] == ["赣江创新促进会"]
    sector = carried["sectors"][row[8][0]]
    assert sector[:3] == ["sector/新能源汽车", "新能源汽车", "New energy vehicles"]
    assert [carried["sectors"][at][1] for at in sector[5]] == ["汽车产业"]
    assert row[11:] == ["captionOrder", "0.9"]


def test_above_the_limit_rows_count_without_their_words(facts: Facts) -> None:
    rows = facts_data.as_json(facts, most_quotes=1)["rows"]
    assert [row[4] for row in rows] == ["抓紧建设县乡充电站", 0, 0]
    assert len(rows) == len(facts.facts)


def test_a_place_is_within_those_that_hold_it() -> None:
    store = store_of(
        """GRAPH <https://example.org/id/document/1> {
        <https://example.org/id/measure/a2> jy:place <https://example.org/id/place/360403> .
        <https://example.org/id/place/360403> a schema:AdministrativeArea ; skos:prefLabel "浔阳区"@zh ;
          schema:containedInPlace <https://example.org/id/place/360400> .
        <https://example.org/id/place/360400> skos:prefLabel "九江市"@zh . }"""
    )
    carried = facts_data.as_json(read_facts(store, read_sources(store)))
    assert [(name[1], name[5]) for name in carried["places"]] == [("浔阳区", [1]), ("九江市", [])]
    assert carried["rows"][0][10] == [0]


def test_the_overview_counts_and_names_what_is_least_sure(facts: Facts, sources: Sources) -> None:
    seen = overview(facts, sources)
    assert (seen.documents, seen.first_date, seen.last_date) == (3, "2024-05-21", "2024-05-21")
    assert (seen.speakers, seen.bodies, seen.measures, seen.statements) == (3, 2, 2, 3)
    assert [(one.iri, one.count) for one in seen.sectors] == [(NEVS, 1)]  # stated twice, counted once
    assert [(one.first.evidence.quote, one.voices) for one in seen.shared] == [("抓紧建设县乡充电站", (SOCIETY, ZHOU))]
    assert seen.bases == (("explicit", 2), ("captionOrder", 1))
    assert [one.evidence.quote for one in seen.least_sure] == ["抓紧建设县乡充电站"]
    assert seen.silent == ()


def test_of_what_rests_on_one_ground_the_least_sure_stands_first(facts: Facts, sources: Sources) -> None:
    first = facts.facts[0]
    said = [
        (1, "0.8", {}), (2, "0.6", {}), (3, "", {"basis": "explicit"}), (4, "0.7", {"basis": "explicit"}),
        (5, "", {"basis": "unknown", "speakers": ()}), (6, "1", {"basis": "byline"}),
    ]  # fmt: skip
    made = []
    for at, confidence, more in said:
        source = replace(first.source, confidence=confidence, evidence=Evidence(0, at, at + 1, "词"), **more)
        made.append(replace(first, source=source))
    seen = overview(replace(facts, facts=tuple(made)), sources)
    assert [(one.evidence.start, one.confidence) for one in seen.least_sure] == [(2, "0.6"), (4, "0.7"), (5, "")]


def test_the_grid_has_bodies_those_who_speak_for_none_and_sectors(facts: Facts) -> None:
    found = grid(facts)
    assert [name.label for name in found.columns] == ["新能源汽车"]
    assert GridRow(None, 1, (1,)) in found.rows
    assert GridRow(facts.names[SOCIETY], 1, (1,)) in found.rows
    assert len(grid(facts, most_rows=1, most_columns=0).rows) == 1


@pytest.mark.parametrize(
    ("name", "keys"),
    [("重庆市", ["cqs"]), ("长三角", ["zsj", "csj"]), ("EOD项目", ["eodxm"]), ("阿旺·洛桑", ["awls"]), ("", [])],
)
def test_initials(name: str, keys: list[str]) -> None:
    found = initials(name)
    assert set(keys) <= set(found)
    assert bool(found) == bool(keys)
    assert len(found) <= 8


# The reader


def test_a_text_is_marked_where_things_stand(facts: Facts, sources: Sources) -> None:
    text = next(read_texts(store_of(), sources, facts))
    assert text.text
    marked = {(text.text[mark.start : mark.end], mark.kind) for mark in text.marks}
    assert marked == {
        ("林知远(赣江创新促进会会长)代表促进会发言", "attribution"),
        ("林知远(赣江创新促进会会长)代表促进会发言", "post"),
        ("补齐充电短板", "statement"), ("抓紧建设县乡充电站", "statement"), ("支持建设县乡充电站", "statement"),
        ("周若溪", "attribution"), ("周若溪", "person"), ("林知远", "person"),
        ("赣江创新促进会", "body"), ("促进会", "body"), ("汽车产业", "sector"), ("新能源车", "sector"),
    }  # fmt: skip
    carried = texts_data.as_json(text)
    statement = carried["statements"][1]
    assert statement[:5] == [47, 56, "measure", "proposes", "measure/a2"]
    assert [carried["names"][at][1] for at in (*statement[5], *statement[6])] == ["林知远", "赣江创新促进会"]
    assert statement[7:12] == ["captionOrder", "0.9", "让新能源汽车跑起来", [10, 31], 0]
    assert [carried["names"][at][1] for at in statement[12]] == ["新能源汽车"]


marks = st.lists(
    st.builds(
        lambda start, length, kind: Mark(start, start + length, kind),
        st.integers(0, 15),
        st.integers(0, 12),
        st.sampled_from(KINDS[1:3]),
    ),
    max_size=12,
)


# Long enough for marks to begin, end and overlap in it; any character at all is tried too.
texts = st.text("甲乙丙\n𠮷<&", min_size=12, max_size=30) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")
)


@settings(deadline=None)
@given(texts, marks)
def test_pieces_are_the_text_and_each_mark_covers_its_range(text: str, marks: list[Mark]) -> None:
    pieces = [piece for line in lines(text, marks) for piece in line]
    assert "".join(piece.text for piece in pieces) == text
    for at, mark in enumerate(marks):
        covered = "".join(piece.text for piece in pieces if at in piece.marks)
        assert covered == text[mark.start : mark.end]
    for line in lines(text, marks):
        assert "\n" not in "".join(piece.text for piece in line)[:-1]


# A text has no NUL (reading refuses it) and no CR (a line end, which became LF): HTML cannot hold either.
@settings(deadline=None)
@given(texts, marks)
def test_the_markup_of_a_text_is_the_text_again(text: str, marks: list[Mark]) -> None:
    document = next(iter(read_sources(store_of()).documents))
    item = Item.of(texts_data.Text(document, text, marks=tuple(marks)))
    environment: Environment = render.environment()
    module = environment.get_template("text.html.j2").make_module({"t": {}, "lang": "zh"})
    assert Tags(str(module.body(item))).articles == {"1": text}  # type: ignore[attr-defined]


def test_texts_of_the_pages_are_the_texts(pages: dict[str, str], single: dict[str, str]) -> None:
    kept = {
        row["d"].value.rpartition("/")[2]: row["text"].value
        for row in store_of().query(
            "SELECT ?d ?text { ?d <https://schema.org/text> ?text }", use_default_graph_as_union=True
        )
    }
    assert len(kept) == 3
    assert Tags(single["view/texts.html"]).articles == kept
    for name, text in kept.items():
        assert Tags(pages[f"view/text/{name}.html"]).articles == {name: text}


def test_of_names_that_begin_alike_the_longest_is_marked() -> None:
    """《能源》 in 新能源 is no mention of it, nor is 新能源 in 新能源汽车."""
    named = {
        f"i:{name}": ("sector", Name(f"sector/{name}", name, "", (name,))) for name in ("新能源", "新能源汽车", "能源")
    }
    number = {iri: at for at, iri in enumerate(named)}
    found = texts_data._occurrences("新能源汽车与新能源、能源", named, number)
    assert sorted(found) == [Mark(0, 5, "sector", 1), Mark(6, 9, "sector", 0), Mark(10, 12, "sector", 2)]


def test_a_graph_without_texts_says_so() -> None:
    store = store_of()
    for quad in list(store.quads_for_pattern(None, pyoxigraph.NamedNode("https://schema.org/text"), None)):
        store.remove(quad)
    page = dict(site.site(store, "zh"))["view/text/1.html"]
    assert "没有存原文" in page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_head_of_a_text_says_where_its_fields_are_from(lang: str) -> None:
    """In both languages, which the page can change; nothing where the graph does not tell."""
    store = pyoxigraph.Store()
    lines = "".join(quads(samples.READING))
    store.load(lines, format=pyoxigraph.RdfFormat.N_QUADS)
    name = samples.READING.document.sha256[:16]
    page = dict(site.site(store, lang))[f"view/text/{name}.html"]
    words = render.messages("reader")[lang]
    head = re.search(r'<p class="fields">.*?</p>', page, re.DOTALL)
    assert head
    shown = re.findall(r'data-t="(field\.\w+)">([^<]+)</span>.*?data-t="(origin\.\w+)">([^<]+)</b>', head[0])
    assert [(field, origin) for field, _, origin, _ in shown] == [
        ("field.title", "origin.heading"), ("field.issued", "origin.imprint"),
        ("field.publisher", "origin.imprint"), ("field.creator", "origin.metadata"),
    ]  # fmt: skip
    assert all((words[field], words[origin]) == (name, place) for field, name, origin, place in shown)
    assert "沐小满" in head[0]
    assert 'class="fields"' not in dict(site.site(store_of(), lang))["view/text/1.html"]


# Text that turns round

TURNED = "\u202e\u2066"
TURNED_TEXT = (
    f"云岭市政协召开{TURNED}座谈会\n云岭市政协委员罗{TURNED}明澈建议，加快建设\u202e标准化茶园，\u200f完善机制。\n"
)


@pytest.fixture(scope="module", params=[False, True], ids=["pages", "one page"])
def turned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of a text with controls in its title, a name, a measure and its own name."""
    folder = tmp_path_factory.mktemp("turned")
    (folder / f"甲{TURNED}.txt").write_text(TURNED_TEXT, encoding="utf-8", newline="\n")
    corpus.build([folder], folder / "out")
    return dict(site.site(open_read_only(corpus.store_of(folder / "out")), "zh", single=request.param))


def test_nothing_on_a_page_turns_its_text_round(turned: dict[str, str]) -> None:
    """Each control stands alone in an element that ends what it does, with its code to be seen, and only in the text
    itself; elsewhere it is in letters."""
    assert any("⟨U+202E⟩" in page for page in turned.values())
    for name, page in turned.items():
        alone = re.sub(
            r'<bdi class="turn [^"]*" data-u="(U\+[0-9A-F]{4})"(?: data-m="[\d ]+")?>(.)</bdi>',
            lambda found: "" if found[1] == f"U+{ord(found[2]):04X}" else found[0],
            page,
        )
        assert not render.TURNS.search(alone), name
    [text] = [page for page in turned.values() if "<article" in page]
    assert text.count('<bdi class="turn ') == len(render.TURNS.findall(TURNED_TEXT))
    assert list(Tags(text).articles.values()) == [TURNED_TEXT]  # places count them
    assert ".turn { unicode-bidi: isolate; }" in text
    assert '[lang="zh"], td, th, cite, mark { unicode-bidi: isolate; }' in text


def test_a_control_within_a_mark_is_marked_too(turned: dict[str, str]) -> None:
    """The words of a measure are told by their elements."""
    [page] = [page for page in turned.values() if "<article" in page]
    assert re.search(r'<bdi class="turn k-statement[^"]*" data-u="U\+202E" data-m="\d', page)


def test_what_a_form_gives_back_is_exact() -> None:
    made = render.environment().from_string('{{ a }}<input value="{{ a | exact }}"><code>{{ a | escaped }}</code>')
    assert made.render(a='甲\u202e"') == '甲⟨U+202E⟩&#34;<input value="甲\u202e&#34;"><code>甲\\u202e&#34;</code>'


# All pages


def test_the_pages_of_a_build(pages: dict[str, str], single: dict[str, str]) -> None:
    assert pages.keys() == PAGES | {f"view/text/{name}.html" for name in "123"}
    assert single.keys() == PAGES


@pytest.mark.parametrize("kind", ["folder", "single"])
def test_links_between_pages_lead_somewhere(kind: str, pages: dict[str, str], single: dict[str, str]) -> None:
    found = pages if kind == "folder" else single
    for name, page in found.items():
        for _, attribute, value in attributes(page):
            if attribute == "href" and not value.startswith(("#", "data:")):
                target = (Path("/", name).parent / value.partition("#")[0]).resolve()
                assert str(target)[1:] in found, (name, value)


def test_the_same_bytes_whatever_the_order_of_loading(tmp_path: Path) -> None:
    quads = list(store_of())
    for folder, order in (("a", quads), ("b", quads[::-1])):
        store = pyoxigraph.Store()
        store.extend(order)
        (tmp_path / folder).mkdir()
        site.write_site(store, tmp_path / folder)
    names = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.html"))
    assert {name.as_posix() for name in names} >= PAGES
    for name in names:
        page = (tmp_path / "a" / name).read_bytes()
        assert page == (tmp_path / "b" / name).read_bytes()
        assert b"\r" not in page


def test_a_page_that_cannot_be_written_is_our_error(tmp_path: Path) -> None:
    (tmp_path / "view").write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        site.write_site(pyoxigraph.Store(), tmp_path)


def test_an_empty_store_gives_pages_that_say_so() -> None:
    found = dict(site.site(pyoxigraph.Store(), "zh"))
    assert found.keys() == PAGES
    assert "没有读到措施" in found["index.html"]


def each(pages: dict[str, str], single: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield from pages.items()
    yield "single", single["view/texts.html"]


def test_hostile_names_stay_text(pages: dict[str, str], single: dict[str, str]) -> None:
    for name, page in each(pages, single):
        tags = [tag for tag, _ in Tags(page).found]
        assert tags.count("script") == len(re.findall(r"'sha256-", page)) + 1, name  # data, and what the policy names
        assert not {"img", "iframe", "object", "base", "form"} & set(tags), name
        assert not [found for _, found, _ in attributes(page) if found.startswith("on")], name
        assert not [value for _, _, value in attributes(page) if value.lower().strip().startswith("javascript:")], name
        data = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)
        assert data, name
        assert "<" not in data[1], name
    assert "window.hacked=9" in Tags(pages["view/text/3.html"]).articles["3"]
    assert "hacked" in pages["index.html"]


def test_nothing_is_loaded_from_anywhere(pages: dict[str, str], single: dict[str, str]) -> None:
    for name, page in each(pages, single):
        loads = [value for _, found, value in attributes(page) if found in {"src", "srcset", "data", "action"}]
        assert loads == [], name
        style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
        assert style, name
        assert "url(" not in style[1], name
        assert "@import" not in style[1], name
        assert "sourceMappingURL" not in page, name


def test_the_policy_allows_these_scripts_and_no_other(pages: dict[str, str], single: dict[str, str]) -> None:
    for name, page in each(pages, single):
        (policy,) = (
            found["content"] for tag, found in Tags(page).found if found.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'", name
        scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
        assert rules["script-src"].split() == [render._csp_hash(script) for script in scripts], name
        assert "connect-src" not in rules  # default-src


def test_pages_open_in_english_where_asked() -> None:
    for name, page in site.site(store_of(), "en"):
        assert '<html lang="en">' in page, name
    assert ">Overview · jianyan 建言</title>" in dict(site.site(store_of(), "en"))["index.html"]


def test_pages_of_a_large_build_are_about_its_newest_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(__file__).parent / "texts"
    names = ("a-consult-collective", "a-report-county-brief", "a-reply-province-letter", "a-news-running")
    corpus.build([folder / f"{name}.txt" for name in names], tmp_path / "out")
    store = open_read_only(corpus.store_of(tmp_path / "out"))
    every = read_sources(store)
    some = read_sources(store, 2)
    assert (every.partial, some.partial, some.documents_in_store) == (False, True, 4)
    newest = sorted(every.documents, key=lambda document: document.issued)[2:]
    assert set(some.documents) == set(newest)

    def told(sources: Sources) -> set[tuple[str, int, str]]:
        return {
            (sources.documents[one.evidence.document].iri, one.evidence.start, one.basis)
            for one in sources.statements
            if sources.documents[one.evidence.document] in newest
        }

    assert told(some) == told(every)
    assert len(told(some)) == len(some.statements) > 10
    assert {one.evidence.document for one in some.memberships} <= {0, 1}
    facts, all_facts = read_facts(store, some), read_facts(store, every)
    about = {fact.source.measure: fact.about for fact in all_facts.facts}
    assert all(fact.about == about[fact.source.measure] for fact in facts.facts)

    monkeypatch.setattr(site, "MOST_DOCUMENTS", 2)
    found = dict(site.site(store, "zh"))
    assert found.keys() == PAGES | {f"view/text/{document.iri.rpartition('/')[2]}.html" for document in newest}
    for name in PAGES:
        assert "只含最新的 2 篇文本，构建中共有 4 篇" in found[name], name
    assert data_of(found["view/network.html"])["measuresInStore"] == len({one.measure for one in some.statements})


def test_the_benchmark_measures_a_network_of_the_size_it_says() -> None:
    spec = spec_from_file_location("views", Path(__file__).resolve().parents[1] / "benchmarks" / "views.py")
    assert spec
    assert spec.loader
    benchmark = module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    graph = project(benchmark.store(200)).graph
    assert len(graph) == 200
    assert Counter(kind for _, kind in graph.nodes(data="kind")) == {
        "person": 10, "body": 10, "sector": 20, "measure": 160,
    }  # fmt: skip
    assert graph.number_of_edges() > 500
    assert project(benchmark.store(200)).statements == project(benchmark.store(200)).statements


# Words, scripts and what others wrote


MESSAGES = sorted((VIEWS / "messages").glob("*.json"), key=lambda path: path.stem)


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.stem)
def test_both_languages_say_the_same(path: Path) -> None:
    words = json.loads(path.read_text("utf-8"))
    assert words.keys() == {"zh", "en"}
    assert words["zh"].keys() == words["en"].keys()
    for key in words["zh"]:
        assert set(re.findall(r"\{\w+\}", words["zh"][key])) == set(re.findall(r"\{\w+\}", words["en"][key])), key


def test_every_term_of_the_graph_has_a_word() -> None:
    words = render.messages("matrix")["zh"]
    for prefix, terms in (("level", Level), ("stance", Stance), ("basis", Basis)):
        assert {f"{prefix}.{term.value}" for term in terms} <= words.keys()


@pytest.mark.parametrize("page", ["overview", "matrix", "flow", "timeline", "network", "texts", "reader"])
def test_every_word_that_a_page_uses_is_there(page: str) -> None:
    source = VIEWS / "frontend" / "src"
    scripts = [source / f"{page}.js", *sorted((source / page).glob("*.js"))]
    shared = ["page", "search"]
    shared += ["statements"] if page in {"matrix", "flow", "timeline"} else []
    shared += ["reading"] if page in {"texts", "reader"} else []
    code = "".join(path.read_text("utf-8") for path in scripts + [source / "shared" / f"{name}.js" for name in shared])
    templates = "".join((VIEWS / "templates" / f"{name}.html.j2").read_text("utf-8") for name in ("base", page))
    used = set(re.findall(r"\btext\('([\w.]+)'", code)) | set(re.findall(r"t\['([\w.]+)'\]", templates))
    used |= set(re.findall(r'data-t(?:-[\w-]+)?="([\w.]+)"', templates))
    words = render.messages(page)
    assert used
    assert used <= words["zh"].keys()


def test_no_script_of_ours_makes_markup_from_text() -> None:
    for path in (VIEWS / "frontend" / "src").rglob("*.js"):
        script = path.read_text("utf-8")
        assert not re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", script), (
            path
        )


def test_the_libraries_are_those_that_were_built_and_their_licences_are_there() -> None:
    vendor = VIEWS / "vendor"
    known = json.loads((vendor / "vendor.json").read_text("utf-8"))
    assert {one["file"] for one in known} == {
        Path(path).name for path in (*render.LIBRARIES.values(), *render.STYLES.values())
    }
    locked = json.loads((VIEWS / "frontend" / "package-lock.json").read_text("utf-8"))["packages"]
    for one in known:
        assert sha256((vendor / one["file"]).read_bytes()).hexdigest() == one["sha256"]
        for package in one["packages"]:
            assert locked[f"node_modules/{package['name']}"]["version"] == package["version"]
        for name in one["licenses"]:
            assert re.search("licen[cs]e|Apache|permission", (vendor / name).read_text("utf-8"), re.IGNORECASE), name
