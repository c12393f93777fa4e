"""The pages of a build as their reader meets them: opened from files in Chromium, with mouse and with keyboard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import pyoxigraph
import pytest

from jianyan import corpus
from jianyan.store import open_read_only
from jianyan.views.data.facts import Facts, read_facts
from jianyan.views.data.statements import read_sources
from jianyan.views.site import write_site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

TOP = Path(__file__).resolve().parents[2]
SAMPLE = TOP / "graph" / "jianyan" / "samples" / "jiangxi-2024-05-21.txt"
NAMES = ["index.html", *(f"view/{name}.html" for name in ("matrix", "flow", "timeline", "network", "texts")), "reader"]
BODY = "body/民建江西省委会"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the bundled article and of some of our own texts, as every build writes it."""
    folder = tmp_path_factory.mktemp("built")
    texts = sorted((TOP / "tests" / "texts").glob("a-*.txt"))
    corpus.build(
        [SAMPLE, *texts], folder, view=lambda store, index, lang: write_site(store, index.parent, lang), lang="zh"
    )
    return folder


@pytest.fixture(scope="module")
def facts(built: Path) -> Facts:
    store = open_read_only(corpus.store_of(built))
    return read_facts(store, read_sources(store))


@pytest.fixture(scope="module")
def article(facts: Facts) -> str:
    """The id of the bundled article."""
    (found,) = (d.iri.rpartition("/")[2] for d in facts.documents if d.source.endswith(SAMPLE.name))
    return found


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = pyoxigraph.Store()
    store.load(path=Path(__file__).parent / "network.trig", format=pyoxigraph.RdfFormat.TRIG)
    folder = tmp_path_factory.mktemp("hostile")
    write_site(store, folder)
    return folder


def path_of(built: Path, name: str, article: str) -> Path:
    return built / (f"view/text/{article}.html" if name == "reader" else name)


def hash_of(page: Page) -> str:
    return unquote(page.evaluate("location.hash")).replace("+", " ")


# Every page


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(
    visit: Any, built: Path, article: str, axe: str, name: str, scheme: str
) -> None:
    page = visit(path_of(built, name, article), "#lang=en" if scheme == "dark" else "", color_scheme=scheme)
    page.evaluate(axe)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    serious = [one for one in found["violations"] if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in serious] == []
    assert found["passes"]


@pytest.mark.parametrize("name", NAMES)
def test_on_a_phone_in_print_by_keyboard_and_without_motion(visit: Any, built: Path, article: str, name: str) -> None:
    page = visit(path_of(built, name, article), reduced_motion="reduce", color_scheme="dark")
    page.hover("#language")
    page.locator(".site nav a").nth(2).hover()
    assert page.evaluate("document.getAnimations().length") == 0

    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("算力" if "texts" not in name else "发言")
    assert page.locator("#found [role=option]:not(.none)").count() > 0
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.body")

    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_timeout(250)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    page.emulate_media(media="print", color_scheme="dark")
    for gone in (".site nav", "#search", "#language"):
        assert page.is_hidden(gone)
    assert page.locator("h1").first.is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ground').trim()") == "#fff"


@pytest.mark.parametrize("name", NAMES)
def test_the_language_stays_when_one_goes_on(visit: Any, built: Path, article: str, name: str) -> None:
    page = visit(path_of(built, name, article))
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    page.click("#language")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("[data-t]:visible").first.inner_text() != ""
    page.click(".site nav >> text=Texts" if "texts" not in name else ".site nav >> text=Overview")
    page.wait_for_url(re.compile(r"/(texts|index)\.html#lang=en$"))
    page.wait_for_selector("html[lang=en][data-ready]", state="attached")
    page.go_back()
    page.wait_for_selector("html[lang=en][data-ready]", state="attached")


@pytest.mark.parametrize("name", [*NAMES[:-1], *(f"view/text/{number}.html" for number in (1, 2, 3))])
def test_hostile_names_do_nothing(visit: Any, hostile: Path, name: str) -> None:
    page = visit(hostile / name)
    page.fill("#search", "hacked")
    page.wait_for_timeout(100)
    page.keyboard.press("Escape")
    page.click("#language")
    for summary in page.locator("summary").all():
        summary.click()
    page.wait_for_timeout(100)
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert page.locator("img, iframe, [onload], [onerror], [onclick]").count() == 0


@pytest.mark.parametrize("name", ["index.html", "view/matrix.html", "view/texts.html", "reader"])
def test_what_needs_no_script_is_there_without(browser: Any, built: Path, article: str, name: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path_of(built, name, article).as_uri())
    words = {
        "index.html": "措施最多的领域",
        "view/matrix.html": "民建江西省委会",
        "view/texts.html": "发言摘录",
        "reader": "设为首页",
    }[name]
    assert page.locator(f"main:has-text('{words}')").count() == 1
    context.close()


# The overview


def test_the_overview_leads_on(visit: Any, built: Path) -> None:
    page = visit(built / "index.html")
    first = page.locator(".bars.sectors li").first
    sector, count = first.locator(".what").inner_text(), int(first.locator(".n").inner_text())
    first.locator("a").click()
    page.wait_for_selector("#detail h2")
    assert page.inner_text("#detail h2") == sector
    assert page.inner_text("#detail > p") == f"{count} 项措施"
    page.go_back()
    quote_ = page.locator(".lines .quote").first
    words = quote_.inner_text()
    quote_.click()
    page.wait_for_selector(".text .asked")
    assert "".join(page.locator(".text .asked").all_text_contents()) == words


def test_the_search_of_the_overview_leads_to_the_network(visit: Any, built: Path) -> None:
    page = visit(built / "index.html")
    page.keyboard.press("/")
    page.keyboard.type("mjjxswh")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2")
    assert page.inner_text("#panel h2") == "民建江西省委会"


# The matrix


def test_a_cell_lists_its_measures_with_their_quotes(visit: Any, built: Path, facts: Facts) -> None:
    page = visit(built / "view/matrix.html")
    page.click(r"[data-at='body/民建江西省委会\a sector/算力']")
    wanted = [
        fact.source.evidence.quote
        for fact in facts.facts
        if "民建江西省委会" in {facts.label(body) for body in fact.source.bodies}
        and "算力" in {facts.label(sector) for sector in fact.about["sectors"]}
    ]
    assert wanted
    assert page.locator("#detail blockquote").all_inner_texts() == wanted
    assert hash_of(page) == "#body=body/民建江西省委会&sector=sector/算力"
    assert page.evaluate("document.activeElement.id") == "detail"
    again = visit(built / "view/matrix.html", page.evaluate("location.hash"))
    assert again.locator("#detail blockquote").count() == len(wanted)
    again.keyboard.press("Escape")
    assert again.is_hidden("#detail")
    assert hash_of(again) == ""


def test_search_details_reader_and_back(visit: Any, built: Path) -> None:
    page = visit(built / "view/matrix.html")
    page.keyboard.press("/")
    page.keyboard.type("民建江西")
    page.keyboard.press("Enter")
    assert page.inner_text("#detail h2") == "民建江西省委会"
    words = page.locator("#detail blockquote").nth(1).inner_text()
    page.locator("#detail blockquote a").nth(1).click()
    page.wait_for_selector(".text .asked")
    assert "".join(page.locator(".text .asked").all_text_contents()) == words
    page.go_back()
    page.wait_for_selector("#detail h2")
    assert page.inner_text("#detail h2") == "民建江西省委会"


def counts(page: Page, column: int) -> list[int]:
    cells = page.locator("#matrix tbody tr").evaluate_all(
        "(rows, at) => rows.map(row => Number(row.cells[at].textContent))", column
    )
    return [int(cell) for cell in cells]


def test_the_matrix_is_sorted_by_what_one_chooses(visit: Any, built: Path) -> None:
    page = visit(built / "view/matrix.html")
    totals = counts(page, 1)
    assert totals == sorted(totals, reverse=True)
    header = page.locator("#matrix thead .sort").nth(3)
    name = header.inner_text()
    header.click()
    ordered = counts(page, 5)
    assert ordered == sorted(ordered, reverse=True)
    assert ordered[0] > 0
    pressed = page.locator("#matrix thead .sort[aria-pressed=true]")
    assert pressed.inner_text() == name
    assert hash_of(page) == f"#sort=s sector/{name}"
    page.select_option("#order", "name")
    names = page.locator("#matrix tbody th").all_inner_texts()
    assert names == page.evaluate("names => [...names].sort((a, b) => a.localeCompare(b, 'zh-Hans'))", names)
    page.locator("#matrix tbody .sort").first.click()
    first = page.locator("#matrix tbody tr").first.locator("td").all_inner_texts()
    row = page.locator("#matrix tbody tr:has(.sort[aria-pressed=true]) td").all_inner_texts()[1:]
    numbers = [int(cell or 0) for cell in row]
    assert first
    assert numbers == sorted(numbers, reverse=True)


def test_arrows_move_between_the_numbers_of_the_matrix(visit: Any, built: Path) -> None:
    page = visit(built / "view/matrix.html")
    page.locator("#matrix tbody .count").first.focus()
    start = page.evaluate("document.activeElement.dataset.at")
    page.keyboard.press("ArrowDown")
    below = page.evaluate("document.activeElement.dataset.at")
    assert below != start
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.at").split("\n")[0] == below.split("\n")[0]
    page.keyboard.press("Enter")
    assert page.is_visible("#detail")
    page.keyboard.press("Escape")
    assert page.is_hidden("#detail")


def test_sectors_can_be_gathered_into_groups(visit: Any, built: Path) -> None:
    page = visit(built / "view/matrix.html")
    fine = page.locator("#matrix thead .sort").all_inner_texts()
    page.click("[data-group=wide]")
    wide = page.locator("#matrix thead .sort").all_inner_texts()
    assert "工业" in wide
    assert "算力" in fine
    assert "算力" not in wide
    assert hash_of(page) == "#group=wide"
    page.click("#language")
    assert "Industry" in page.locator("#matrix thead .sort").all_text_contents()


def test_the_table_can_be_copied(visit: Any, built: Path) -> None:
    page = visit(built / "view/matrix.html", permissions=["clipboard-read", "clipboard-write"])
    page.click("#copy")
    page.wait_for_selector("#copied:has-text('已复制')")
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert lines[0].startswith("机构\t措施\t")
    assert len(lines) == page.locator("#matrix tr").count()


# The flow


def test_the_flow_shows_bands_and_their_measures(visit: Any, built: Path) -> None:
    page = visit(built / "view/flow.html")
    assert page.locator("#chart svg path").count() > 40
    page.click("#table summary")
    assert page.locator("#links tr").count() > 20
    page.select_option("#body", label="民建江西省委会")
    rows = page.locator("#links tr").all_inner_texts()
    assert any(row.split() == ["陶仲川", "民建江西省委会", "7"] for row in rows)
    page.click("#links tr:has-text('陶仲川') .count")
    assert page.inner_text("#detail h2") == "陶仲川 → 民建江西省委会"
    assert page.locator("#detail blockquote").count() == 7
    assert hash_of(page).startswith(f"#body={BODY}&at=0person/陶仲川")
    again = visit(built / "view/flow.html", page.evaluate("location.hash"))
    assert again.inner_text("#detail h2") == "陶仲川 → 民建江西省委会"
    again.keyboard.press("Escape")
    assert again.is_hidden("#detail")
    again.keyboard.press("Escape")
    assert hash_of(again) == ""


def test_a_click_on_a_band_lists_it(visit: Any, built: Path) -> None:
    page = visit(built / "view/flow.html", f"#body={quote(BODY, safe='')}")
    label = page.locator("#chart svg text:has-text('陶仲川')").first
    box = label.bounding_box()
    page.mouse.click(box["x"] - 10, box["y"] + box["height"] / 2)  # the block that the label stands beside
    assert page.inner_text("#detail h2") == "陶仲川"
    assert page.locator("#detail blockquote").count() == 7


# The timeline


def test_the_timeline_counts_by_period_and_filters(visit: Any, built: Path, facts: Facts) -> None:
    page = visit(built / "view/timeline.html")
    page.click("#table summary")
    dated = {
        fact.source.measure
        for fact in facts.facts
        if facts.documents[fact.source.evidence.document].issued.startswith("2024-05")
    }
    row = page.locator("#periods tr:has-text('2024-05') .count")
    assert int(row.inner_text()) == len(dated)
    row.click()
    assert page.inner_text("#detail h2") == "2024-05"
    page.click("[data-by=year]")
    assert page.is_hidden("#detail")
    assert {text.split()[0] for text in page.locator("#periods tr").all_inner_texts()} >= {"2023", "2024", "2025"}
    page.select_option("#sector", label="算力")
    years = [text.split()[0] for text in page.locator("#periods tr").all_inner_texts()]
    assert years == ["2024"]
    assert hash_of(page) == "#by=year&sector=sector/算力"
    page.click("#reset")
    assert hash_of(page) == "#by=year"


def test_the_timeline_by_mouse_and_by_arrows(visit: Any, built: Path) -> None:
    page = visit(built / "view/timeline.html", "#by=year")
    page.focus("#chart")
    page.keyboard.press("ArrowRight")
    first = page.inner_text("#detail h2")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#detail h2") > first
    page.keyboard.press("Escape")
    assert page.is_hidden("#detail")
    box = page.locator("#chart").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] - 60)
    assert re.fullmatch(r"\d{4}", page.inner_text("#detail h2"))


def test_a_wider_place_takes_in_those_within(visit: Any, built: Path) -> None:
    page = visit(built / "view/timeline.html")
    page.select_option("#place", label="江西省")
    page.click("#table summary")
    province = sum(int(text) for text in page.locator("#periods .count").all_inner_texts())
    page.select_option("#place", label="赣州市")
    city = sum(int(text) for text in page.locator("#periods .count").all_inner_texts())
    assert province > city > 0


# The texts


def test_the_list_of_texts_is_filtered(visit: Any, built: Path) -> None:
    page = visit(built / "view/texts.html")
    all_of_them = page.locator("#documents tbody tr").count()
    assert all_of_them > 20
    page.fill("#filter", "做大绿色算力")
    assert page.locator("#documents tbody tr:visible").count() == 1
    assert page.inner_text("#shown") == "1 篇"
    assert hash_of(page) == "#find=做大绿色算力"
    page.locator("#documents tbody tr:visible a").click()
    page.wait_for_url("**/view/text/*.html")


def test_the_text_is_that_of_the_file(visit: Any, built: Path, article: str) -> None:
    page = visit(built / f"view/text/{article}.html")
    assert page.evaluate("document.querySelector('.text').textContent") == SAMPLE.read_text(encoding="utf-8")


def test_a_link_to_a_place_marks_it_and_tells_what_is_said_there(visit: Any, built: Path, article: str) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    start = text.index("加快抽水蓄能电站建设")
    page = visit(built / f"view/text/{article}.html", f"#at={start}-{start + 10}")
    assert "".join(page.locator(".asked").all_text_contents()) == "加快抽水蓄能电站建设"
    assert page.evaluate("document.querySelector('.asked').getBoundingClientRect().top < innerHeight")
    told = page.inner_text("#facts")
    for words in ("加快抽水蓄能电站建设", "邹见岳", "储能", "扩大绿电供给", "据编者按", f"[{start}, {start + 10})"):
        assert words in told
    page.click("#facts dd >> text=扩大绿电供给")
    assert "".join(page.locator(".asked").all_text_contents()) == "扩大绿电供给"
    page.keyboard.press("Escape")
    assert page.locator(".asked").count() == 0


def test_a_text_is_gone_through_by_keyboard(visit: Any, built: Path, article: str) -> None:
    page = visit(built / f"view/text/{article}.html")
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        seen.append("".join(page.locator(".asked").all_text_contents()))
    assert seen[0] == "夯实算力底座 让绿电成为江西优势"
    assert len(set(seen)) == 3
    assert seen[3] == seen[1]
    page.keyboard.press("Enter")
    page.wait_for_url("**/network.html#node=*")
    page.wait_for_selector("#panel h2")
    assert page.inner_text("#panel h2")


def test_hovering_shows_the_facts_and_a_click_the_details(visit: Any, built: Path, article: str) -> None:
    page = visit(built / f"view/text/{article}.html")
    piece = page.locator(".text .k-statement:has-text('抽水蓄能')").first
    piece.hover()
    assert "措施 · 提出 · 邹见岳" in page.inner_text("#hover")
    piece.click()
    assert hash_of(page).startswith("#at=")
    assert "邹见岳" in page.inner_text("#facts")
    piece.click()
    page.wait_for_url("**/network.html#node=measure*")
    page.go_back()
    page.wait_for_selector(".asked")
    body = page.locator(".text .k-body:has-text('民建江西省委会')").first
    body.hover()
    assert "机构 · 民建江西省委会" in page.inner_text("#hover")
    body.click()
    page.click("#facts >> text=在关系网中看")
    page.wait_for_url("**/network.html#node=*")


def test_kinds_of_marks_can_be_hidden(visit: Any, built: Path, article: str) -> None:
    page = visit(built / f"view/text/{article}.html")
    assert page.locator(".text .k-sector").count() > 5
    page.click(".legend [data-kind=sector]")
    assert page.locator(".text .k-sector").count() == 0
    assert page.locator(".text .k-body").count() > 5
    again = visit(built / f"view/text/{article}.html", page.evaluate("location.hash"))
    assert again.locator(".text .k-sector").count() == 0
    page.click(".legend [data-kind=sector]")
    assert page.locator(".text .k-sector").count() > 5


def test_places_count_characters_not_halves_of_them(visit: Any, tmp_path: Path) -> None:
    store = pyoxigraph.Store()
    trig = (Path(__file__).parent / "network.trig").read_text(encoding="utf-8")
    assert "赣江论坛发言摘登\\n\\n林" in trig
    store.load(trig.replace("赣江论坛发言摘登\\n\\n林", "𠮷𠮷论坛发言摘登\\n\\n林"), pyoxigraph.RdfFormat.TRIG)
    write_site(store, tmp_path)
    page = visit(tmp_path / "view/text/1.html", "#at=47-56")
    assert "".join(page.locator(".asked").all_text_contents()) == "抓紧建设县乡充电站"
    assert page.inner_text("#facts h2") == "抓紧建设县乡充电站"
    page.locator(".text .k-sector:has-text('新能源车')").click()
    assert hash_of(page) == "#at=63-67"


def test_all_texts_in_one_page(visit: Any, built: Path, article: str, tmp_path: Path) -> None:
    write_site(open_read_only(corpus.store_of(built)), tmp_path, single=True)
    assert not (tmp_path / "view" / "text").exists()
    page = visit(tmp_path / "view/matrix.html", f"#body={quote(BODY, safe='')}")
    words = page.locator("#detail blockquote").first.inner_text()
    page.locator("#detail blockquote a").first.click()
    page.wait_for_selector(".asked")
    assert "".join(page.locator(".asked").all_text_contents()) == words
    shown = page.locator(".text:visible")
    assert shown.count() == 1
    assert shown.evaluate("text => text.textContent") == SAMPLE.read_text(encoding="utf-8")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.is_visible("#documents")
    page.locator("#documents a").first.click()
    assert page.locator(".text:visible").count() == 1
