"""The SPARQL editor in a real browser: it asks our endpoint alone, suggests our terms, and stops what runs away."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

DATA = Path(__file__).resolve().parents[1] / "queries" / "data.trig"
HOSTILE = ("</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "https://elsewhere.example/a.png")
# Of a refused query; and of a text that looks like a script, when DOMPurify parses it in a document that is not shown.
EXPECTED = ("the server responded with a status of", "Executing inline event handler violates")
RUN, CELLS = ".tabPanel.active .yasqe_queryButton", ".tabPanel.active .yasr td"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    import uvicorn
    from starlette.applications import Starlette

    from jianyan.web import Limits, Settings
    from jianyan.web.running import Pool
    from jianyan.web.sparql import routes

    folder = tmp_path_factory.mktemp("editor") / "store"
    store = ox.Store(str(folder))
    store.bulk_load(path=str(DATA), format=ox.RdfFormat.TRIG)
    for number, text in enumerate(HOSTILE):
        subject = ox.NamedNode(f"https://w3id.org/jianyan/id/body/{number}")
        store.add(ox.Quad(subject, ox.NamedNode("urn:says"), ox.Literal(text), ox.NamedNode("urn:g")))
    store.flush()
    del store
    settings = Settings(folder, limits=Limits(seconds=600, workers=1, spare=0, rows=100))
    pool = Pool(lambda: folder, settings.limits)

    @asynccontextmanager
    async def alive(_app: Starlette) -> Any:
        await pool.start()
        yield
        await pool.stop()

    app = Starlette(routes=routes(pool, settings), lifespan=alive)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="on"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(30)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Any]:
    """``visit(hash="", **context options)`` opens the editor. After the test, it may have asked no other host, and not
    have complained."""
    contexts: list[Any] = []
    requests: list[str] = []
    complaints: list[str] = []

    def go(hash: str = "", **options: Any) -> Page:  # noqa: A002
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.goto(f"{address}/sparql{hash}")
        page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
        return page

    yield go
    for context in contexts:
        context.close()
    assert [url for url in requests if not url.startswith((address, "data:", "blob:"))] == []
    assert [said for said in complaints if not any(text in said for text in EXPECTED)] == []


def ask(page: Page, query: str) -> None:
    page.evaluate("query => { yasgui.getTab().setQuery(query); }", query)
    page.click(RUN)


def test_a_query_gives_a_table_in_either_language(visit: Any) -> None:
    page = visit()
    page.click(RUN)  # the query that stands there at first
    page.wait_for_selector(CELLS)
    assert "新能源汽车" in page.inner_text(".yasr table")
    assert page.locator(".tabPanel.active .parseErrorIcon").count() == 0  # all prefixes are declared
    shown = page.inner_text("#editor .yasr_header")
    assert "表格" in shown
    assert "行" in shown
    assert "Table" not in shown
    page.click("#language")
    shown = page.inner_text("#editor .yasr_header")
    assert "Table" in shown
    assert "rows in" in shown
    assert page.get_attribute(".yasqe_queryButton", "title") == "Run query"
    page.click("#language")
    assert page.get_attribute(".yasqe_queryButton", "title") == "运行查询"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_questions_are_examples(visit: Any, lang: str) -> None:
    page = visit(f"#lang={lang}" if lang == "en" else "")
    names = {"zh": "谁支持哪些措施", "en": "Who backs which measures"}
    page.select_option("#examples", label=names[lang])
    assert names[lang] in page.inner_text(".tabsList .tab.active")
    page.click(RUN)
    page.wait_for_selector(CELLS)
    assert "推广 换电重卡" in page.inner_text(".tabPanel.active .yasr table")


COMPLETED = [
    ("SELECT * { ?s a 措施", "jy:Measure"),
    ("SELECT * { ?s a jy:Meas", "jy:Measure"),
    ("SELECT * { ?s a <https://w3id.org/jianyan/ontology#Meas", "jy:Measure"),
    ("SELECT * { ?s jy:back", "jy:backer"),
    ("SELECT * { ?s skos:pref", "skos:prefLabel"),
    ("PREFIX sko", "skos: <http://www.w3.org/2004/02/skos/core#>"),
]


def test_terms_are_completed(visit: Any) -> None:
    page = visit()
    for typed, hint in COMPLETED:
        page.evaluate("() => { yasgui.getTab().setQuery(''); }")
        page.click(".tabPanel.active .CodeMirror")
        page.keyboard.insert_text(typed)
        page.keyboard.press("Control+Space")
        first = page.locator(".CodeMirror-hints li").first
        first.wait_for()
        assert first.inner_text().startswith(hint), typed
        if hint == "jy:Measure":
            assert "措施 · Measure" in first.inner_text()
        page.keyboard.press("Enter")
        assert hint in page.evaluate("() => yasgui.getTab().getQuery()"), typed
        page.click("h1")  # hints go when the editor is left
        page.wait_for_selector(".CodeMirror-hints", state="detached")


def test_a_link_brings_its_query(visit: Any) -> None:
    page = visit("#lang=en&query=" + quote('SELECT ("江西" AS ?here) {}'))
    assert page.evaluate("yasgui.getTab().getQuery()") == 'SELECT ("江西" AS ?here) {}'
    assert page.locator(CELLS).count() == 0  # it runs when its reader wants it to
    page.click(RUN)
    page.wait_for_selector(CELLS)
    assert "江西" in page.inner_text(".tabPanel.active .yasr table")
    page.click("#language")
    assert "%E6%B1%9F%E8%A5%BF" in page.evaluate("location.hash")


def test_hostile_values_stay_text_and_ours_lead_to_their_pages(visit: Any) -> None:
    page = visit()
    ask(page, "SELECT ?s ?o (IRI('javascript:alert(1)') AS ?bad) { ?s <urn:says> ?o } ORDER BY ?s")
    page.wait_for_selector(CELLS)
    shown = page.inner_text(".tabPanel.active .yasr table")
    assert all(text in shown for text in HOSTILE)
    assert page.locator(".yasr td img").count() == 0
    hrefs = page.eval_on_selector_all(".yasr td a", "links => links.map(link => link.getAttribute('href') ?? '')")
    assert "/id/body/0" in hrefs
    assert not [href for href in hrefs if href.startswith("javascript:")]


def test_errors_and_cut_answers_are_told(visit: Any) -> None:
    page = visit()
    ask(page, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    page.wait_for_selector("#cut:not([hidden])")
    assert "只有前面的部分" in page.inner_text("#cut")
    ask(page, "SELECT * { SERVICE <https://elsewhere.example/> { ?s ?p ?o } }")
    page.wait_for_selector(".tabPanel.active .errorResult")
    assert "不允许使用 SERVICE" in page.inner_text(".tabPanel.active .errorResult")
    assert page.is_hidden("#cut")


def test_a_runaway_is_stopped(visit: Any) -> None:
    """There is one worker, and a query may run for ten minutes: what comes after is answered only when it was ended."""
    page = visit()
    ask(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o FILTER (?c != ?o) }")
    page.wait_for_selector(".yasqe_queryButton.busy")
    page.click(RUN)
    ask(page, "SELECT (7 AS ?seven) {}")
    page.wait_for_selector(CELLS)
    assert '"7"' in page.inner_text(".tabPanel.active .yasr table")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(visit: Any, axe: str, scheme: str) -> None:
    page = visit(color_scheme=scheme)
    page.click(RUN)
    page.wait_for_selector(CELLS)
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [
        (one["id"], [node["html"][:200] for node in one["nodes"]])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_fits_a_phone(visit: Any) -> None:
    page = visit()
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.is_visible(RUN)
