"""The pages of the server in a real browser: search → details → reader → back, by mouse and by keyboard."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from jianyan import corpus
from jianyan.corpus.corrections import load

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TOP = Path(__file__).resolve().parents[2]
SAMPLE = TOP / "graph" / "jianyan" / "samples" / "jiangxi-2024-05-21.txt"
WORDS = "建设省级绿色算力调度平台"
BODY = "民建江西省委会"
TOKEN = "a-token-of-this-test"
PATHS = {
    "overview": "/",
    "matrix": "/view/matrix.html",
    "search": "/search?q=算力",
    "questions": "/questions",
    "question": f"/questions/who-backs?body={BODY}",
    "thing": f"/id/body/{BODY}",
    "corrections": "/corrections",
    "correct": "/correct?thing=https://w3id.org/jianyan/id/body/" + BODY,
    "message": "/nowhere",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a server on loopback, and the file of its corrections."""
    import uvicorn

    from jianyan.web.app import application
    from jianyan.web.running import Limits
    from jianyan.web.settings import Settings

    folder = tmp_path_factory.mktemp("site")
    corpus.build([SAMPLE, *sorted((TOP / "tests" / "texts").glob("a-*.txt"))], folder / "output")
    file = folder / "corrections" / "pages.csv"
    settings = Settings(folder / "output", corrections=file, token=TOKEN, limits=Limits(workers=1))
    server = uvicorn.Server(uvicorn.Config(application(settings), port=0, log_level="error", lifespan="on"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}", file
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def visit(browser: Browser, site: tuple[str, Path]) -> Iterator[Any]:
    """``visit(path, edit=False, **context options)`` opens a page of the server. After the test, no page may have asked
    another host for anything, or complained."""
    contexts: list[Any] = []
    requests: list[str] = []
    complaints: list[str] = []

    def go(path: str, *, edit: bool = False, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        if edit:
            page.goto(f"{site[0]}/?token={TOKEN}")
        page.goto(site[0] + path)
        page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
        return page

    yield go
    for context in contexts:
        context.close()
    assert [url for url in requests if not url.startswith((site[0], "data:", "blob:"))] == []
    assert [said for said in complaints if "404 (Not Found)" not in said] == []


def drawn(page: Page) -> None:
    page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(visit: Any, axe: str, name: str, scheme: str) -> None:
    page = visit(PATHS[name], edit=True, color_scheme=scheme)
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [
        (one["id"], [node["html"] for node in one["nodes"]])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []


@pytest.mark.parametrize("name", PATHS)
def test_a_phone_scrolls_in_one_direction_only(visit: Any, name: str) -> None:
    page = visit(PATHS[name], edit=True, is_mobile=True, has_touch=True, screen={"width": 360, "height": 740})
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_from_the_search_to_the_words_and_back(visit: Any) -> None:
    page = visit("/search")
    page.fill("main input[name=q]", "绿色算力调度")
    page.keyboard.press("Enter")
    drawn(page)
    page.click(".hits .quote")
    drawn(page)
    assert page.locator(".asked").first.text_content() in WORDS
    assert BODY in page.locator("#facts").inner_text()
    page.click("#facts a:has-text('全部资料')")
    drawn(page)
    assert page.locator("h1").inner_text() == WORDS
    page.go_back()
    page.go_back()
    drawn(page)
    assert page.input_value("main input[name=q]") == "绿色算力调度"


def test_the_box_of_every_page_searches_all_texts(visit: Any) -> None:
    page = visit("/")
    page.keyboard.press("/")
    page.keyboard.type("调度平台")
    page.wait_for_selector("#found-texts")
    page.keyboard.press("Enter")
    drawn(page)
    assert unquote(page.url).endswith("/search?q=调度平台")
    assert page.locator(".hits > li").count() == 1


def test_the_box_leads_to_a_thing_by_its_initials(visit: Any) -> None:
    page = visit("/questions")
    with page.expect_response("**/names.json"):
        page.keyboard.press("/")
    page.keyboard.type("mjjxswh")
    page.wait_for_selector("#found-0")
    page.keyboard.press("Enter")
    drawn(page)
    assert page.locator("h1").inner_text() == BODY


def test_a_question_by_keyboard_with_a_suggestion(visit: Any) -> None:
    page = visit("/questions/who-backs")
    page.focus("#p-body")
    with page.expect_response("**/suggest?of=body*q=%E6%B0%91%E5%BB%BA*"):
        page.keyboard.type("民建")
    page.locator("#of-body option[value='民建江西省委会']").wait_for(state="attached")
    page.fill("#p-body", BODY)
    page.keyboard.press("Enter")
    drawn(page)
    assert page.locator(".answer tbody tr").count() > 5
    page.click(f".answer td.quote a:has-text('{WORDS}')")
    drawn(page)
    assert WORDS in page.locator("#facts h2").inner_text()


def test_the_language_is_switched_in_place_and_stays(visit: Any) -> None:
    page = visit(f"/questions/who-backs?body={BODY}")
    page.click("#language")
    assert page.locator("h1").inner_text() == "Who backs which measures"
    assert page.locator("thead th").first.inner_text() == "Body"
    page.click("nav a:has-text('Search')")
    drawn(page)
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("h1").inner_text() == "Search"


def test_the_sparql_is_shown_and_copied(visit: Any) -> None:
    page = visit(f"/questions/who-backs?body={BODY}", permissions=["clipboard-read", "clipboard-write"])
    page.click("summary")
    page.click("[data-copy=sparql]")
    page.locator("[data-copy=sparql]", has_text="已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#sparql").text_content()


def test_pages_are_whole_without_scripts(browser: Browser, site: tuple[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site[0] + "/search")
    page.fill("main input[name=q]", "算力")
    page.click("main button")
    page.locator(".hits .quote").nth(1).wait_for()  # a click does not wait for the page that it leads to
    page.goto(site[0] + "/questions/who-backs")
    page.fill("#p-body", BODY)
    page.click("main form button")
    page.locator(".answer tbody tr").nth(5).wait_for()
    context.close()


def test_a_statement_is_corrected_from_its_text(visit: Any, site: tuple[str, Path]) -> None:
    page = visit("/search?q=" + WORDS, edit=True)
    page.click(".hits .quote")
    drawn(page)
    page.click("#facts a:has-text('更正')")
    drawn(page)
    page.fill("[name=value-wrong-speaker]", "王五")
    assert page.is_checked("[value=wrong-speaker]")
    page.click("button:has-text('保存更正')")
    drawn(page)
    assert "更正已保存" in page.locator(".notice[role=status]").inner_text()
    assert [(row.quote, row.value) for row in load([site[1]])] == [(WORDS, "王五")]
    page.click("button:has-text('撤回')")
    drawn(page)
    assert load([site[1]]) == ()


def test_selected_words_become_a_missing_measure(visit: Any, site: tuple[str, Path]) -> None:
    page = visit("/search?q=" + WORDS, edit=True)
    page.click(".hits .quote")
    drawn(page)
    page.evaluate("""() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('.text .line:not(.blank)'));
      getSelection().removeAllRanges(); getSelection().addRange(range);
    }""")
    chosen = page.evaluate("getSelection().toString()").strip()
    page.click("#missed a")
    drawn(page)
    assert page.locator("blockquote").inner_text().strip() == chosen
    page.check("[value=missing-measure]")
    page.click("button:has-text('保存更正')")
    drawn(page)
    assert [row.quote.strip() for row in load([site[1]])] == [chosen]
    page.click("button:has-text('撤回')")
