"""What a page that is made to be slow, or to hide its text, costs and gives. Work is counted, not timed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from lxml import etree, html

from jianyan import lexicon
from jianyan.reading import read_bytes
from jianyan.reading.html import article, nesting
from jianyan.reading.html.lines import data_tables

SAID = "<p>云栖镇加快建设茶产业园区，完善仓储物流设施。</p><p>各村推广绿色种植技术，发展乡村旅游。</p>"
TEXT = ["云栖镇加快建设茶产业园区，完善仓储物流设施。", "各村推广绿色种植技术，发展乡村旅游。"]


def page(body: str) -> str:
    return f"<!doctype html><html><head><title>云栖镇</title></head><body>{body}</body></html>"


def text(body: str) -> list[str]:
    return read_bytes(page(body).encode(), "a.html", ".html").text.split("\n\n")


@pytest.mark.parametrize("deep", [250, 255, 300, 2_100, 20_000])
@pytest.mark.parametrize(
    ("begins", "ends"),
    [("<div>", "</div>"), ("<font>", ""), ("<table><tr><td>", "</td></tr></table>"), ("<ul><li>", ""), ("<b><i>", "")],
)
def test_text_below_more_elements_than_the_parser_goes_is_read(begins: str, ends: str, deep: int) -> None:
    """libxml2 stops at 255."""
    assert text(begins * deep + SAID + ends * deep)[-2:] == TEXT


def test_text_behind_what_nests_too_deep_is_read() -> None:
    """It would be lost without a word."""
    aside = "<div>" * 300 + "<p>近期工作</p>" + "</div>" * 300
    assert text(f"<div>{SAID}</div>{aside}<div>{SAID.replace('镇', '县')}</div>")[-2:] == [
        one.replace("镇", "县") for one in TEXT
    ]


def test_a_page_that_is_not_cut_is_read_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nesting, "flattened", lambda _: pytest.fail("this page is not too deep"))
    assert text("<div>" * 200 + SAID + "</div>" * 200)[-2:] == TEXT


class Counted(list[int]):
    """A list that counts how many of its members are looked at."""

    looked = 0

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        Counted.looked += len(found) if isinstance(at, slice) else 1
        return found


def looked_at(rows: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many weights are looked at to read a page of ``rows`` lines that might end it, with text behind each."""
    weights = article._weights

    def counted(*args: Any) -> Any:
        found, parts = weights(*args)
        return Counted(found), parts

    monkeypatch.setattr(article, "_weights", counted)
    Counted.looked = 0
    text("<div>" + (SAID + "<p>相关链接</p>") * rows + "</div>")
    monkeypatch.undo()
    return Counted.looked


def test_what_might_end_an_article_is_looked_at_in_proportion(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = looked_at(500, monkeypatch), looked_at(1000, monkeypatch)
    assert few > 500
    assert many < 2.2 * few


TABLES = {
    "one after another": lambda n: "<table><tr><td>甲<td>乙</table>" * n,
    "in one another": lambda n: "<table><tr><td>甲" * n,
    "rows in cells": lambda n: "<table>" + "<tr><td><div>" * n + "甲",
    "empty cells": lambda n: "<table><tr>" + "<td></td>" * n,
    "text before what is inside": lambda n: "<table><tr><td>" + "甲<br>" * n + "<table><tr><td>乙",
}


@pytest.mark.parametrize("kind", TABLES)
def test_tables_of_data_are_told_in_one_walk(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However they nest; nothing of the page is gone through again for a cell, a row or a table."""
    for name in ("text_content", "itertext", "iterdescendants", "iterancestors", "iter", "xpath", "findall"):
        monkeypatch.setattr(
            html.HtmlElement, name, lambda *_: pytest.fail("goes through the page again"), raising=False
        )
    walk, seen = etree.iterwalk, []

    def counted(root: Any, events: tuple[str, ...]) -> Iterator[Any]:
        for event in walk(root, events=events):
            seen.append(event)
            yield event

    monkeypatch.setattr(etree, "iterwalk", counted)
    tree = html.document_fromstring(page(TABLES[kind](60)))
    data_tables(tree)
    assert len(seen) == sum(2 for _ in walk(tree, events=("start",)))


@pytest.mark.parametrize(
    ("table", "is_data"),
    [
        ("<tr><th>任务<th>单位<tr><td>建设园区<td>商务局", True),
        ("<tr><td>任务<td>单位<tr><td>建设园区<td>商务局", True),
        ("<tr><td>任务<td>单位", True),
        ("<tr><td>云栖镇加快建设茶产业园区，完善仓储物流设施。<td>单位", False),
        ("<tr><td>任务<td> <tr><td> <td>单位", False),
        ("<tr><td><h1>题目</h1><th>任务", False),
        ("<tr><td>任务<td>单位<tr><td><table><tr><td>内</table>", False),
        ("<tr><td><div>任<b>务</b></div><td><!-- 空 -->单位", True),
    ],
)
def test_which_tables_hold_data(table: str, is_data: bool) -> None:
    tree = html.document_fromstring(page(f"<table>{table}</table>"))
    assert (tree.find(".//table") in data_tables(tree)) == is_data


def test_the_parts_of_a_page_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for each line that stands in them."""
    asked: list[Any] = []
    is_part = article._is_part

    def counted(element: Any, *args: Any) -> bool:
        asked.append(element)
        return is_part(element, *args)

    monkeypatch.setattr(article, "_is_part", counted)
    text("<div>" * 50 + SAID * 50 + "</div>" * 50)
    assert len(asked) == len(set(asked))
    assert lexicon.load().markup["furnitureClass"]
