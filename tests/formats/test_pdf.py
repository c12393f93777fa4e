"""Steps of reading a PDF that no file of ours shows by itself."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from jianyan import lexicon
from jianyan.model import BlockKind
from jianyan.reading.formats.pdf import aligned
from jianyan.reading.formats.pdf.aligned import aligned_tables
from jianyan.reading.formats.pdf.columns import has_columns
from jianyan.reading.formats.pdf.furniture import without_furniture
from jianyan.reading.formats.pdf.paragraphs import lines_of
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


def row(y: float, *cells: tuple[float, str]) -> list[Piece]:
    return [piece(text, y, x) for x, text in cells]


TASKS = [
    *row(700, (60, "任务"), (200, "单位"), (400, "时限")),
    *row(680, (60, "建设园区"), (200, "商务局、发展"), (400, "六月底")),
    *row(662, (200, "改革局")),
    *row(640, (62, "完善机制"), (200, "司法局"), (401, "年底")),
]


def test_rows_that_begin_below_one_another_are_cells() -> None:
    """What is broken within a cell belongs to it; a paragraph before and behind stands as it did."""
    page = [piece("现将任务印发如下。", 730), *TASKS, piece("请认真贯彻落实。", 610)]
    assert lines_of([page], [[]], [595.0]) == [
        (BlockKind.PARAGRAPH, "现将任务印发如下。"),
        *((BlockKind.CELL, text) for text in ("任务", "单位", "时限", "建设园区", "商务局、发展改革局", "六月底")),
        *((BlockKind.CELL, text) for text in ("完善机制", "司法局", "年底")),
        (BlockKind.PARAGRAPH, "请认真贯彻落实。"),
    ]


@pytest.mark.parametrize(
    "page",
    [
        TASKS[:3] + row(680, (60, "建设园区"), (200, "商务局")),  # two rows are too few, and the second lacks a cell
        [
            *row(700, (60, "任务"), (200, "单位")),
            *row(680, (90, "建设"), (260, "商务")),
            *row(660, (60, "完善"), (230, "司法")),
        ],
        [one for y in (700, 680, 660) for one in row(y, (60, "加快推进" * 7), (480, "单位"))],  # no short cells
        [one for y in (700, 600, 500) for one in row(y, (60, "任务"), (200, "单位"))],  # far from one another
        [piece("加快建设园区。", y) for y in (700, 680, 660, 640)],
    ],
)  # fmt: skip
def test_what_is_hardly_a_table_is_none(page: list[Piece]) -> None:
    assert aligned_tables(page) == []


def test_columns_of_running_text_are_no_table() -> None:
    """Lines of the same height that begin below one another, side by side."""
    side_by_side = (60, "加快建设现代化产业园区和平台"), (260, "完善公共数据开放利用的办法与")
    page = [one for at in range(12) for one in row(700 - 20 * at, *side_by_side)]
    assert has_columns(page)
    assert aligned_tables(page) == []


def test_no_line_of_a_page_is_asked_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row lacks the first cell of the one before, so that it might go on any of them."""
    asked: list[Piece] = []
    column = aligned._column

    def counted(one: Piece, *args: Any) -> int | None:
        asked.append(one)
        return column(one, *args)

    monkeypatch.setattr(aligned, "_column", counted)
    page = [one for at in range(60) for one in row(700 - at, *((50.0 * n, "单") for n in range(at, 60)))]
    assert aligned_tables(page) == []
    assert len(asked) <= 8 * len(page)
