"""A headless Chromium for the tests of the pages.

CHROMIUM names the program; else the first of the usual names on the path is taken. Where there is none,
or playwright is not installed, these tests are skipped with the reason; with JIANYAN_REQUIRE_BROWSER=1
they fail instead, so that CI cannot pass without them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# No sandbox: it needs user namespaces, which containers lack. The rest keeps Chromium from asking its maker's hosts.
ARGUMENTS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync""".split()


def without_browser(reason: str) -> None:
    if os.environ.get("JIANYAN_REQUIRE_BROWSER") == "1":
        pytest.fail(f"JIANYAN_REQUIRE_BROWSER=1, but {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        without_browser("playwright is not installed")
    named = os.environ.get("CHROMIUM")
    program = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    if not program:
        without_browser(
            f"CHROMIUM names no program: {named}" if named else "no Chromium was found; CHROMIUM may name one"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which finds what keeps people out of a page. JIANYAN_AXE names the file; else it is where
    `npm ci` puts it."""
    frontend = Path(__file__).resolve().parents[2] / "graph" / "jianyan" / "views" / "frontend"
    path = Path(os.environ.get("JIANYAN_AXE") or frontend / "node_modules" / "axe-core" / "axe.min.js")
    if not path.is_file():
        without_browser(f"axe-core is not there: run npm ci in {frontend.name}/")
    return path.read_text(encoding="utf-8")


@dataclass
class Opened:
    """A page with what it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Any]:
    """``visit(path, hash="", **context options)`` opens a file and waits until it is drawn. After the test, no page
    may have asked any host for anything, thrown an error or written one to the console."""
    opened: list[Opened] = []

    def go(path: Path, hash: str = "", **options: Any) -> Page:  # noqa: A002
        page = browser.new_context(viewport={"width": 1280, "height": 800}, **options).new_page()
        one = Opened(page)
        page.on("request", lambda request: one.requests.append(request.url))
        page.on("pageerror", lambda error: one.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: one.complaints.append(message.text) if message.type in {"error", "warning"} else None,
        )
        opened.append(one)
        page.goto(path.as_uri() + hash)
        page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
        return page

    yield go
    for one in opened:
        one.page.context.close()
    assert [url for one in opened for url in one.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert [complaint for one in opened for complaint in one.complaints] == []
