"""The network view as its reader meets it: opened from a file in Chromium, with mouse and with keyboard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import networkx as nx
import pyoxigraph
import pytest

from jianyan.views.data.network import project
from jianyan.views.network import OPENS_WHOLE, network_page
from jianyan.views.render import Way
from jianyan.views.site import write_site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).parent / "network.trig"
LIN = "person/林知远-赣江创新促进会"
PERSON, SECTOR, MEASURE = (0, 0x72, 0xB2), (0, 0x7A, 0x5A), (0x6B, 0x6B, 0x6B)

# The middle of the first solid square of a colour on the canvas, in CSS pixels of the page.
FIND_COLOUR = """([[red, green, blue], reach]) => {
  const canvas = document.querySelector('#network canvas'), box = canvas.getBoundingClientRect();
  const copy = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  Object.assign(copy.canvas, {width: canvas.width, height: canvas.height});
  copy.drawImage(canvas, 0, 0);
  const {width, height, data} = copy.getImageData(0, 0, canvas.width, canvas.height);
  const is = (x, y) => [red, green, blue].every((value, part) => data[4 * (y * width + x) + part] === value);
  for (let y = reach; y < height - reach; y++) next: for (let x = reach; x < width - reach; x++) {
    if (!is(x, y)) continue;
    for (let v = -reach; v <= reach; v++) for (let u = -reach; u <= reach; u++) if (!is(x + u, y + v)) continue next;
    return {x: box.left + x * box.width / width, y: box.top + y * box.height / height};
  }
  return null;
}"""


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = pyoxigraph.Store()
    store.load(path=SAMPLE, format=pyoxigraph.RdfFormat.TRIG)
    folder = tmp_path_factory.mktemp("pages")
    write_site(store, folder)
    return folder / "view" / "network.html"


def at(node: str) -> str:
    return f"#node={quote(node, safe='')}"


def panel(page: Page) -> str:
    return page.inner_text("#panel")


def find_colour(page: Page, colour: tuple[int, int, int], reach: int = 1) -> dict[str, float] | None:
    page.wait_for_timeout(200)  # a frame or two, for what was asked last
    return page.evaluate(FIND_COLOUR, [list(colour), reach])


def test_the_first_look_says_who_proposes_what_for_whom(visit: Any, view: Path) -> None:
    page = visit(view)
    cards = page.locator(".card").all_inner_texts()
    assert len(cards) == 3
    assert cards[0].split() == ["林知远", "2", "项措施", "代表", "赣江创新促进会", "新能源汽车", "汽车产业"]
    assert cards[1].split() == ["周若溪", "1", "项措施", "以个人身份", "新能源汽车"]
    assert page.locator(".kind b").all_inner_texts() == ["3", "3", "2", "4"]
    assert page.inner_text("#about") == "3 篇文本"
    assert find_colour(page, PERSON)


def test_a_click_on_a_node_shows_its_quote_and_where_it_stands(visit: Any, view: Path) -> None:
    page = visit(view, "#sector=" + quote("sector/新能源汽车", safe="") + "&hide=person,body,sector")
    spot = find_colour(page, MEASURE)  # 建设县乡充电站 is all that is left
    assert spot
    page.mouse.click(**spot)
    assert page.inner_text("#panel h2") == "建设县乡充电站"
    assert page.locator("blockquote").all_inner_texts() == ["抓紧建设县乡充电站", "支持建设县乡充电站"]
    first = page.locator(".source").first.inner_text()
    for words in ("林知远", "代表", "赣江创新促进会", "《赣江论坛发言摘登》", "九江日报社", "2024-05-21", "[47, 56)",
                  "按图片说明的顺序推定", "0.9", "补齐充电短板"):  # fmt: skip
        assert words in first
    page.locator(".source details summary").first.click()
    assert "林知远(赣江创新促进会会长)代表促进会发言" in panel(page)
    assert "九江市能源局" in panel(page)


def test_search_finds_by_name_and_alias_and_selects(visit: Any, view: Path) -> None:
    page = visit(view)
    page.keyboard.press("/")
    page.keyboard.type("促进会")
    options = page.locator("#found [role=option]")
    assert options.first.inner_text().split() == ["赣江创新促进会", "又作", "促进会"]
    assert page.get_attribute("#search", "aria-expanded") == "true"
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "赣江创新促进会"
    assert "林知远" in panel(page)
    assert "社会团体" in panel(page)
    assert page.get_attribute("#search", "aria-expanded") == "false"


def test_search_by_keyboard(visit: Any, view: Path) -> None:
    page = visit(view)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("汽车")
    names = [text.split()[0] for text in page.locator("#found [role=option]").all_inner_texts()]
    assert names == ["汽车产业", "新能源汽车"]
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#search", "aria-activedescendant") == "found-1"
    assert page.get_attribute("#found-1", "aria-selected") == "true"
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "新能源汽车"
    page.keyboard.press("Escape")
    assert page.inner_text("#panel h2") == "谁提出了什么"
    page.keyboard.press("/")
    page.keyboard.type("没有这个")
    assert page.inner_text("#found") == "没有找到"
    page.keyboard.press("Escape")
    assert page.is_hidden("#found")
    assert page.input_value("#search") == ""


def test_links_lead_on_and_back(visit: Any, view: Path) -> None:
    page = visit(view, at(LIN))
    assert page.inner_text("#panel h2") == "林知远"
    assert "会长" in panel(page)
    page.click("#panel .quotes >> text=抓紧建设县乡充电站")
    assert page.inner_text("#panel h2") == "建设县乡充电站"
    page.click("#panel dl >> text=新能源汽车")
    assert page.inner_text("#panel h2") == "新能源汽车"
    assert "周若溪" in panel(page)
    page.go_back()
    assert page.inner_text("#panel h2") == "建设县乡充电站"
    address = page.url
    assert visit(Path(view), address[address.index("#") :]).inner_text("#panel h2") == "建设县乡充电站"


def test_a_report_is_not_shown_as_backing(visit: Any, view: Path) -> None:
    page = visit(view, at("person/周若溪-1"))
    titles = page.locator("#panel h3").all_inner_texts()
    assert titles == ["领域", "支持的措施（1）", "通报已做的（1）"]


def test_kinds_can_be_hidden_and_shown(visit: Any, view: Path) -> None:
    page = visit(view)
    for kind, colour in (("person", PERSON), ("sector", SECTOR), ("measure", MEASURE)):
        assert find_colour(page, colour)
        page.click(f".kind[data-kind={kind}]")
        assert page.get_attribute(f".kind[data-kind={kind}]", "aria-pressed") == "false"
        assert find_colour(page, colour) is None
    page.click("#reset")
    assert page.get_attribute(".kind[data-kind=person]", "aria-pressed") == "true"
    assert find_colour(page, PERSON)


def test_filters_by_body_and_sector(visit: Any, view: Path) -> None:
    page = visit(view)
    page.select_option("#by-body", label="赣江创新促进会")
    page.click(".kind[data-kind=body]")
    page.click(".kind[data-kind=measure]")
    page.click(".kind[data-kind=sector]")
    found = find_colour(page, PERSON)
    assert found
    page.select_option("#by-body", "")
    page.select_option("#by-sector", label="新能源汽车")
    assert "sector=" in page.url
    page.click("#reset")
    assert not page.url.partition("#")[2]
    options = page.locator("#by-sector option").all_inner_texts()
    assert sorted(options[1:]) == sorted(["新能源汽车", "汽车产业"])


def test_the_language_switches_and_stays_in_the_link(visit: Any, view: Path) -> None:
    page = visit(view)
    page.click("#language")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title() == "Network · jianyan 建言"
    assert page.inner_text("#panel h2") == "Who proposes what"
    assert page.get_attribute("#search", "placeholder").startswith("Find a name")
    assert page.text_content("#table thead th:first-child") == "Measure"
    page.keyboard.press("/")
    page.keyboard.type("energy veh")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "New energy vehicles"
    again = visit(view, page.url[page.url.index("#") :])
    assert again.inner_text("#panel h2") == "New energy vehicles"
    again.click("#language")
    assert again.inner_text("#panel h2") == "新能源汽车"


def test_the_canvas_moves_by_keyboard(visit: Any, view: Path) -> None:
    page = visit(view, "#hide=body,sector,measure")
    page.focus("#network")
    start = find_colour(page, PERSON)
    page.keyboard.press("ArrowRight")
    moved = find_colour(page, PERSON)
    assert start
    assert moved
    assert moved["x"] == pytest.approx(start["x"] - 60, abs=3)
    page.keyboard.press("0")
    assert find_colour(page, PERSON) != moved


def test_everything_can_be_reached_by_tab(visit: Any, view: Path) -> None:
    page = visit(view)
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
        assert page.evaluate("""() => {
            const style = getComputedStyle(document.activeElement);
            return document.activeElement === document.body || style.outlineStyle !== 'none';
        }"""), seen[-1]
    assert {"search", "language", "kind", "by-body", "by-sector", "network", "zoom-in", "zoom-fit", "link"} <= set(seen)


@pytest.mark.parametrize("node", ["person/hostile", "body/hostile", "measure/hostile"])
def test_hostile_names_are_shown_and_do_nothing(visit: Any, view: Path, node: str) -> None:
    page = visit(view, at(node))
    page.click("#language")
    page.fill("#search", "hacked")
    assert page.locator("#found [role=option]").count() == 3
    page.wait_for_timeout(200)
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert page.locator("#panel img, #panel svg[onload], #panel script, #found img, table img").count() == 0
    assert "hacked" in page.inner_text("#panel h2")
    links = page.evaluate("[...document.links].map(link => link.getAttribute('href'))")
    assert [link for link in links if not re.fullmatch(r"(#|(\.\./|text/)?\w+\.html).*", link)] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_shapes_stand_out_from_the_ground(visit: Any, view: Path, scheme: str) -> None:
    page = visit(view, color_scheme=scheme)
    ratios = page.evaluate("""() => {
        const light = hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
            .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
            .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
        const style = getComputedStyle(document.documentElement);
        const value = name => {
            const found = style.getPropertyValue('--' + name).trim();
            return light(found.length === 4 ? '#' + [...found.slice(1)].map(c => c + c).join('') : found);
        };
        const ratio = (a, b) => (Math.max(value(a), value(b)) + .05) / (Math.min(value(a), value(b)) + .05);
        const found = {};
        for (const ground of ['ground', 'raised']) {
            for (const ink of ['ink', 'soft', 'person', 'sector', 'body-text'])
                found[ink + ' on ' + ground] = ratio(ink, ground) / 4.5;
            for (const shape of ['person', 'body', 'sector', 'measure', 'accent', 'focus'])
                found[shape + ' shape on ' + ground] = ratio(shape, ground) / 3;
        }
        return found;
    }""")
    assert {name: ratio for name, ratio in ratios.items() if ratio < 1} == {}


def test_it_fits_a_phone(visit: Any, view: Path) -> None:
    page = visit(view)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("#network").bounding_box()["height"] >= 300
    page.locator(".card .link").first.click()
    assert page.inner_text("#panel h2") == "林知远"


def test_the_table_is_there_without_scripts(visit: Any, view: Path, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(view.as_uri())
    assert "下表列出同样的内容" in page.inner_text("noscript p") or page.locator("noscript").count() == 1
    page.click("#table summary")
    assert page.locator("#table tbody tr").count() == 5
    assert page.is_visible("#table >> text=抓紧建设县乡充电站")
    context.close()


def many(measures: int) -> pyoxigraph.Store:
    """A store with so many measures of 40 speakers that they cannot all be drawn."""
    lines = []
    for number in range(measures):
        speaker, sector = number % 40, number % 60
        lines.append(
            f"""<i:person/{speaker}> a foaf:Person ; skos:prefLabel "委员{speaker}"@zh .
            <i:speech/{speaker}> a jy:Speech ; jy:speaker <i:person/{speaker}> ; jy:basis jy:explicit .
            <i:s/{number}> a jy:Statement ; jy:inSpeech <i:speech/{speaker}> ; jy:level jy:measure ;
              jy:stance jy:proposes ; jy:states <i:measure/{number}> ; jy:backer <i:person/{speaker}> ;
              jy:evidence <i:e/{number}> .
            <i:e/{number}> oa:hasSource <i:d> ;
              oa:hasSelector [ oa:start {number} ; oa:end {number + 9} ] , [ oa:exact "建设第{number}处" ] .
            <i:measure/{number}> skos:prefLabel "建设第{number}处"@zh ; jy:sector <i:sector/{sector}> .
            <i:sector/{sector}> a jy:Sector ; skos:prefLabel "领域{sector}"@zh ."""
        )
    prefixes = """PREFIX jy: <https://w3id.org/jianyan/ontology#> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX oa: <http://www.w3.org/ns/oa#>"""
    store = pyoxigraph.Store()
    data = (prefixes + "<i:d> a jy:Document ." + "".join(lines)).encode()
    store.bulk_load(data, format=pyoxigraph.RdfFormat.TURTLE, to_graph=pyoxigraph.NamedNode("i:d"))
    return store


def large(folder: Path, measures: int) -> Path:
    path = folder / "large.html"
    path.write_text(network_page(project(many(measures)), Way("", "../index.html"), "zh"), encoding="utf-8")
    return path


def test_a_large_graph_opens_on_its_strongest_ties_and_draws_measures_of_what_is_asked(
    visit: Any, tmp_path: Path
) -> None:
    page = visit(large(tmp_path, 2 * OPENS_WHOLE))
    assert "点很多" in page.inner_text("#notice")
    assert find_colour(page, PERSON)
    assert find_colour(page, SECTOR)
    assert find_colour(page, MEASURE) is None
    page.keyboard.press("/")
    page.keyboard.type("委员7")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "委员7"
    assert page.is_hidden("#notice")
    page.wait_for_timeout(500)
    assert find_colour(page, MEASURE)
    assert page.locator("#panel .quotes li").count() == 2 * OPENS_WHOLE // 40
    page.go_back()
    page.click("#all")
    assert page.evaluate("location.hash") == "#all=1"
    assert find_colour(page, MEASURE, reach=0)


def test_a_graph_of_too_many_nodes_is_never_drawn_whole(
    visit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jianyan.views.network.MOST_DRAWN", 700)
    page = visit(large(tmp_path, 2 * OPENS_WHOLE), "#all=1")
    assert page.is_hidden("#all")
    assert find_colour(page, MEASURE) is None
    page.select_option("#by-sector", label="领域3")
    page.wait_for_timeout(300)
    assert find_colour(page, MEASURE)


def test_search_knows_the_initials_of_pinyin(visit: Any, view: Path) -> None:
    page = visit(view)
    page.keyboard.press("/")
    page.keyboard.type("lzy")
    assert page.locator("#found [role=option]").first.inner_text().split() == ["林知远", "发言人"]
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "林知远"


def test_what_is_shown_can_be_saved_as_a_picture_and_as_a_graph(visit: Any, view: Path, tmp_path: Path) -> None:
    page = visit(view)
    with page.expect_download() as picture:
        page.click("#png")
    assert picture.value.suggested_filename == "jianyan.png"
    assert picture.value.path().read_bytes().startswith(b"\x89PNG")
    page.click(".kind[data-kind=sector]")
    with page.expect_download() as graph:
        page.click("#gexf")
    picture.value.save_as(tmp_path / "jianyan.png")
    graph.value.save_as(tmp_path / "jianyan.gexf")
    read = nx.read_gexf(tmp_path / "jianyan.gexf")
    labels = {data["label"] for _, data in read.nodes(data=True)}
    assert {"林知远", "赣江创新促进会", "建设县乡充电站", "</script><script>window.hacked=2</script>"} <= labels
    assert "新能源汽车" not in labels  # hidden, so not exported
    relations = {data["relation"] for *_, data in read.edges(LIN, data=True)}
    assert {"backs", "speaksFor"} <= relations


def test_each_quote_leads_to_its_mark_in_the_text_and_back(visit: Any, view: Path) -> None:
    page = visit(view, at("measure/a2"))
    page.locator("blockquote a").first.click()
    page.wait_for_url("**/view/text/1.html#at=47-56")
    page.wait_for_selector(".text .asked")
    assert "".join(page.locator(".text .asked").all_inner_texts()) == "抓紧建设县乡充电站"
    page.click("#to-network")
    page.wait_for_url("**/view/network.html#node=measure%2Fa2")
    page.wait_for_selector("#panel h2")
    assert page.inner_text("#panel h2") == "建设县乡充电站"


def test_years_filter_the_measures(visit: Any, tmp_path: Path) -> None:
    store = pyoxigraph.Store()
    trig = SAMPLE.read_text(encoding="utf-8")
    store.load(
        trig.replace('"九江工作通报"@zh', '"九江工作通报"@zh ; dcterms:issued "2025-01-02"^^xsd:date'),
        pyoxigraph.RdfFormat.TRIG,
    )
    path = tmp_path / "network.html"
    path.write_text(network_page(project(store), Way("", "../index.html"), "zh"), encoding="utf-8")
    page = visit(path)
    assert page.locator("#from option").all_inner_texts() == ["—", "2024", "2025"]
    with page.expect_download() as both:
        page.click("#gexf")
    page.select_option("#from", "2025")
    assert page.evaluate("location.hash") == "#from=2025"
    with page.expect_download() as later:
        page.click("#gexf")
    texts = [found.value.path().read_text(encoding="utf-8") for found in (both, later)]
    assert ["建设县乡充电站" in text for text in texts] == [True, False]
    assert ["建成换电站" in text for text in texts] == [True, True]
