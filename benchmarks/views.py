"""Times the network page against pyvis's own page, in headless Chromium, on generated graphs.

usage: python benchmarks/views.py [--nodes N…] [--runs R] [--limit SECONDS] [--json]

Both show the same graph: speakers who speak for bodies and back measures in sectors. Ready is when the picture stands:
ours says so itself; pyvis's, when vis-network has finished the shaking-out that pyvis asks for, or never within
``--limit`` seconds. Panning is a drag of two seconds, in frames a second. The two take turns, so that a machine that
slows down slows both; medians of R runs, each in a page of its own (one run of a page that takes over 20 s). Needs
Chromium (CHROMIUM names it) and playwright.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import pyoxigraph

from jianyan.views.data.network import project
from jianyan.views.network import network_page
from jianyan.views.render import Way

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SEED = 20220715
SLOW = 20.0  # seconds
PREFIXES = """PREFIX jy: <https://w3id.org/jianyan/ontology#> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#> PREFIX dcterms: <http://purl.org/dc/terms/>
"""
# Of twenty nodes: one speaker, one body, two sectors, sixteen measures.
SHARES = {"speaker": 1, "body": 1, "sector": 2, "measure": 16}
FRAMES = """() => new Promise(done => {
  let frames = 0; const start = performance.now();
  const count = now => { frames += 1; if (now - start < 2000) requestAnimationFrame(count);
    else done(frames * 1000 / (now - start)); };
  requestAnimationFrame(count);
})"""


def store(nodes: int) -> pyoxigraph.Store:
    """A store whose network has ``nodes`` nodes; the same every time."""
    chance = random.Random(SEED)
    amount = {kind: nodes * share // 20 for kind, share in SHARES.items()}
    lines = ['<i:d> a jy:Document ; dcterms:title "发言摘编" ; dcterms:issued "2024-05-21" .']
    for number in range(amount["sector"]):
        lines.append(f'<i:sector/{number}> a jy:Sector ; skos:prefLabel "领域{number}"@zh .')
    for number in range(amount["body"]):
        lines.append(f'<i:body/{number}> a org:Organization ; skos:prefLabel "第{number}委员会"@zh .')
    for number in range(amount["speaker"]):
        lines.append(
            f"""<i:person/{number}> a foaf:Person ; skos:prefLabel "委员{number}"@zh .
            <i:speech/{number}> a jy:Speech ; jy:speaker <i:person/{number}> ; jy:onBehalfOf <i:body/{number}> ;
              jy:basis jy:explicit ."""
        )
    for number in range(amount["measure"]):
        who = number % amount["speaker"]
        sectors = {chance.randrange(amount["sector"]), (who * 3 + number % 4) % amount["sector"]}
        about = " , ".join(f"<i:sector/{sector}>" for sector in sorted(sectors))
        lines.append(
            f"""<i:s/{number}> a jy:Statement ; jy:inSpeech <i:speech/{who}> ; jy:level jy:measure ;
              jy:stance jy:proposes ; jy:states <i:measure/{number}> ; jy:backer <i:person/{who}> , <i:body/{who}> ;
              jy:evidence <i:e/{number}> .
            <i:e/{number}> oa:hasSource <i:d> ; oa:hasSelector [ oa:start {number} ; oa:end {number + 12} ] ,
              [ oa:exact "加快建设第{number}处公共设施" ] .
            <i:measure/{number}> skos:prefLabel "加快建设第{number}处公共设施"@zh ; jy:sector {about} ."""
        )
    found = pyoxigraph.Store()
    graph = pyoxigraph.NamedNode("i:d")
    found.bulk_load((PREFIXES + "\n".join(lines)).encode(), format=pyoxigraph.RdfFormat.TURTLE, to_graph=graph)
    return found


def write_pages(nodes: int, folder: Path) -> dict[str, Any]:
    """Both pages of one graph, with how long ours took to make, their sizes and the size of the graph."""
    from pyvis.network import Network

    start = time.perf_counter()
    projection = project(store(nodes))
    ours = network_page(projection, Way("", "index.html"), "zh")
    made = time.perf_counter() - start
    (folder / "jianyan.html").write_text(ours, encoding="utf-8")
    stock = Network(directed=True, cdn_resources="in_line")
    for node, data in projection.graph.nodes(data=True):
        stock.add_node(node, label=data["label"], group=data["kind"])
    for source, target in projection.graph.edges():
        stock.add_edge(source, target)
    (folder / "pyvis.html").write_text(stock.generate_html(notebook=False), encoding="utf-8")
    return {
        "nodes": len(projection.graph),
        "edges": projection.graph.number_of_edges(),
        "made_s": made,
        "megabytes": {name: (folder / f"{name}.html").stat().st_size / 1e6 for name in ("jianyan", "pyvis")},
    }


def ready_ours(page: Page, limit: float) -> float | None:
    page.wait_for_selector("html[data-ready]", state="attached", timeout=limit * 1000)
    return float(page.evaluate("performance.getEntriesByName('ready')[0].startTime")) / 1000


def ready_stock(page: Page, limit: float) -> float | None:
    """pyvis's page keeps its network in a global variable; None where it is not ready in time."""
    from playwright.sync_api import Error

    ready = "typeof network !== 'undefined' && network && network.physics.ready"
    try:
        page.wait_for_function(ready, timeout=limit * 1000, polling=50)
        return float(page.evaluate("performance.now()")) / 1000
    except Error:
        return None


def panning(page: Page, canvas: str) -> float:
    """Frames a second while the picture is dragged to and fro."""
    box = page.locator(canvas).first.bounding_box()
    assert box is not None
    x, y = box["x"] + 30, box["y"] + 30  # where no node stands
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(f"window.frames = ({FRAMES})()" + ".then(rate => { window.rate = rate; }); undefined")
    step, end = 0, time.perf_counter() + 2.2
    while time.perf_counter() < end:
        step += 1
        page.mouse.move(x + 6 * abs(step % 50 - 25), y + 3 * abs(step % 40 - 20))
    page.mouse.up()
    page.wait_for_function("window.rate !== undefined", timeout=60_000)
    return float(page.evaluate("window.rate"))


def visit(
    browser: Browser, url: str, ready: Callable[[Page, float], float | None], canvas: str, limit: float
) -> dict[str, float | None]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page = context.new_page()
    page.goto(url, wait_until="commit", timeout=limit * 1000)
    taken = ready(page, limit)
    rate = None
    if taken is not None:
        page.wait_for_timeout(600)
        rate = panning(page, canvas)
    context.close()
    return {"ready_s": taken, "frames": rate}


def measure(browser: Browser, nodes: int, runs: int, limit: float) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = write_pages(nodes, folder)
        pages: dict[str, tuple[str, Callable[[Page, float], float | None], str]] = {
            "jianyan": ((folder / "jianyan.html").as_uri(), ready_ours, "#network canvas"),
            "jianyan, all nodes": ((folder / "jianyan.html").as_uri() + "#all=1", ready_ours, "#network canvas"),
            "pyvis": ((folder / "pyvis.html").as_uri(), ready_stock, "#mynetwork canvas"),
        }
        seen: dict[str, list[dict[str, float | None]]] = {title: [] for title in pages}
        for _ in range(runs):
            for title, (url, ready, canvas) in pages.items():
                if not seen[title] or (seen[title][-1]["ready_s"] or SLOW) < SLOW:  # once is enough of what is slow
                    seen[title].append(visit(browser, url, ready, canvas, limit))
    found["pages"] = {title: summary(visits) for title, visits in seen.items()}
    return found


def summary(visits: list[dict[str, float | None]]) -> dict[str, float | None]:
    return {
        key: median(figures) if (figures := [v for one in visits if (v := one[key]) is not None]) else None
        for key in ("ready_s", "frames")
    }


def table(measured: list[dict[str, Any]], limit: float) -> str:
    lines = [f"{'nodes':>6} {'edges':>6}  {'page':<20} {'MB':>5} {'ready s':>9} {'frames/s':>9}"]
    lines += [f"{one['nodes']:>6} nodes: our page was made in {one['made_s']:.1f} s" for one in measured]
    for one in measured:
        for title, figures in one["pages"].items():
            size = one["megabytes"]["pyvis" if title == "pyvis" else "jianyan"]
            ready = f"> {limit:.0f}" if figures["ready_s"] is None else f"{figures['ready_s']:.2f}"
            rate = "" if figures["frames"] is None else f"{figures['frames']:.0f}"
            lines.append(f"{one['nodes']:>6} {one['edges']:>6}  {title:<20} {size:>5.1f} {ready:>9} {rate:>9}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Times the network page against pyvis's own.")
    parser.add_argument("--nodes", type=int, nargs="+", default=[1000, 5000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float, default=60, help="seconds to wait for a page (default: 60)")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright

    program = shutil.which(os.environ.get("CHROMIUM", "")) or shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        sys.exit("no Chromium was found; CHROMIUM may name one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        measured = [measure(browser, nodes, given.runs, given.limit) for nodes in given.nodes]
        version = browser.version
        browser.close()
    if given.json:
        print(json.dumps({"chromium": version, "measured": measured}, ensure_ascii=False, indent=1))
    else:
        print(table(measured, given.limit))


if __name__ == "__main__":
    main()
