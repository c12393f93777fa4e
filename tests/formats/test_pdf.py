"""Steps of reading a PDF that no file of ours shows by itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

from jianyan import lexicon
from jianyan.reading.formats.pdf.furniture import without_furniture
from jianyan.reading.formats.pdf.rows import Piece

WORDS = lexicon.load()


def piece(text: str, y: float, x: float = 60.0) -> Piece:
    return Piece(text, x, x + 12 * len(text), y, 12.0, "F")


@pytest.mark.parametrize(
    "number", ["1", "— 1 —", "- 12 -", "·3·", "第 1 页", "第1页 共3页", "第 1 页，共 3 页", "1/3", "Page 1 of 3"]
)
def test_a_page_number_goes_though_there_is_one_page(number: str) -> None:
    body = [piece("加快建设园区。", 700), piece("完善机制。", 680)]
    assert without_furniture([[*body, piece(number, 40)]], WORDS) == [body]
    assert without_furniture([[piece(number, 800), *body]], WORDS) == [body]


@pytest.mark.parametrize("line", ["2024年", "第1章", "1. 总体要求", "共3项", "12345"])
def test_a_line_that_begins_with_a_number_stays(line: str) -> None:
    page = [piece(line, 800), piece("加快建设园区。", 700), piece(line, 40)]
    assert without_furniture([page], WORDS) == [page]


def test_what_comes_again_goes_only_at_the_edge_and_at_one_place() -> None:
    pages = [
        [piece(f"春江政协 第{n}期", 800), piece("一", 700), piece("二", 680), piece(f"正文{n}", 660), piece("三", 640),
         piece(f"附件{n}", 620 - 40 * n)]
        for n in range(4)
    ]  # fmt: skip
    found = without_furniture(pages, WORDS)
    assert all("春江政协" not in one.text for page in found for one in page)
    assert all(f"正文{n}" in [one.text for one in page] for n, page in enumerate(found))
    assert all(f"附件{n}" in [one.text for one in page] for n, page in enumerate(found))


def test_the_command_line_loads_no_reader_and_no_network() -> None:
    code = "import sys, jianyan.cli.app; jianyan.cli.app.make_app('en'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"httpx", "pypdfium2", "lxml", "warcio", "striprtf", "email.parser"} & set(loaded)
