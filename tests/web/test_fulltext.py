"""The search as a function of texts."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianyan.views.data.statements import DocumentSource
from jianyan.web.fulltext import AROUND, Search, terms

LEVEL, MEASURE = (pyoxigraph.NamedNode(f"https://w3id.org/jianyan/ontology#{name}") for name in ("level", "measure"))


def search(*texts: str, spans: tuple[tuple[int, int, int], ...] = ()) -> Search:
    """``spans`` are statements: number of the text, start, end."""
    store = pyoxigraph.Store()
    text = pyoxigraph.NamedNode("https://schema.org/text")
    documents = []
    for number, words in enumerate(texts):
        node = pyoxigraph.NamedNode(f"https://example.org/id/d{number}")
        store.add(pyoxigraph.Quad(node, text, pyoxigraph.Literal(words), node))
        documents.append(DocumentSource(node.value, f"第{number}篇", f"202{number}-01-01"))
    for number, start, end in spans:
        node = pyoxigraph.NamedNode(f"https://example.org/id/d{number}")
        statement = pyoxigraph.NamedNode(f"{node.value}/statement/{start}-{end}")
        store.add(pyoxigraph.Quad(statement, LEVEL, MEASURE, node))
    return Search(store, documents)


def places(found: Search, asked: str, **how: bool) -> list[tuple[str, list[tuple[int, int]]]]:
    return [(hit.document.title, [(p.start, p.end) for p in sorted(hit.places)]) for hit in found.find(asked, **how)]


def test_every_place_is_found_and_no_other() -> None:
    assert places(search("氢能与风电，氢能", "风电"), "氢能") == [("第0篇", [(0, 2), (6, 8)])]


def test_all_terms_must_stand_in_a_text() -> None:
    assert [title for title, _ in places(search("氢能与风电", "风电", "氢能"), "氢能 风电")] == ["第0篇"]


def test_a_phrase_keeps_its_blanks() -> None:
    found = search("碳 达峰", "碳达峰，碳")
    assert [title for title, _ in places(found, '"碳 达峰"')] == ["第0篇"]
    assert [title for title, _ in places(found, "碳 达峰")] == ["第1篇", "第0篇"]


@pytest.mark.parametrize(
    ("text", "asked"), [("推廣應用", "推广应用"), ("推广应用", "推廣應用"), ("５Ｇ基站", "5g"), ("AI与Ai", "ai")]
)
def test_width_case_and_script_are_the_same(text: str, asked: str) -> None:
    assert search(text).find(asked)


def test_what_stands_in_measures_comes_first() -> None:
    found = search("氢能，氢能，氢能", "加快氢能发展", spans=((1, 0, 6),))
    assert [title for title, _ in places(found, "氢能")] == ["第1篇", "第0篇"]
    assert places(found, "氢能", in_statements=True) == [("第1篇", [(2, 4)])]


def test_in_measures_each_term_must_stand_in_one() -> None:
    found = search("加快氢能发展，风电", spans=((0, 0, 6),))
    assert places(found, "氢能 风电", in_statements=True) == []


def test_nothing_asked_finds_nothing() -> None:
    assert search("氢能").find("  ") == []
    assert search("氢能").find('""') == []


def test_a_place_leads_to_the_narrowest_statement_around_it() -> None:
    found = search("要加快氢能发展", spans=((0, 0, 7), (0, 1, 7)))
    ((place,),) = (hit.places for hit in found.find("氢能"))
    assert place.statement == (1, 7)


def test_snippets_show_what_was_found_in_its_line() -> None:
    text = "前一行\n" + "甲" * 60 + "氢能" + "乙" * 60 + "\n后一行"
    found = search(text)
    (hit,) = found.find("氢能")
    (snippet,) = found.snippets(hit)
    assert snippet.pieces == ("甲" * AROUND, "氢能", "乙" * AROUND)
    assert (snippet.cut_before, snippet.cut_after) == (True, True)
    assert text[snippet.start : snippet.end] == "氢能"


def test_places_that_stand_together_are_one_snippet() -> None:
    found = search("氢能、氢能和氢能")
    (hit,) = found.find("氢能")
    (snippet,) = found.snippets(hit)
    assert snippet.pieces == ("", "氢能", "、", "氢能", "和", "氢能", "")


@given(
    st.lists(st.text("氢能风电，。\nＡａ 𠮷é", max_size=40), min_size=1, max_size=4),
    st.text("氢能风电ＡａÉ𠮷", min_size=1, max_size=3),
)
def test_places_are_where_the_term_stands(texts: list[str], asked: str) -> None:
    (term,) = terms(asked)
    found = search(*texts)
    for hit in found.find(asked):
        text = texts[int(hit.document.title[1:-1])]
        for place in hit.places:
            assert terms(f'"{text[place.start : place.end]}"') == (term,)
        for snippet in found.snippets(hit):
            assert "".join(snippet.pieces) in " ".join(text.split("\n"))
