"""Texts of our own in the layouts of papers and sites: read as annotated, and never an error.

Each ``texts/*.txt`` has its annotation beside it, in the form that :mod:`jianyan.evaluation.gold` describes. The people
and bodies are invented, the places real.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jianyan import evaluation, lexicon
from jianyan.extraction import extract
from jianyan.extraction.text.folding import fold
from jianyan.model import Document, Level, Reading, Span, Speech
from jianyan.rdf import terms as t
from jianyan.rdf.quads import quads
from jianyan.rdf.scheme import scheme_quads

# What is reached over all texts (F1, micro-averaged): better is welcome, worse is a step back.
FLOORS = {
    "document": 0.93,
    "speakers": 0.89,
    "memberships": 0.885,
    "on_behalf_of": 0.89,
    "statements": 0.9,
    "statements_exact": 0.86,
    "measures": 0.89,
    "measures_exact": 0.845,
    "attribution": 0.95,
    "bodies": 0.875,
    "organisations": 0.94,
    "sectors": 0.93,
    "places": 0.95,
}

FOLDER = Path(__file__).parent / "texts"
PAIRS = sorted(path.stem for path in FOLDER.glob("*.json"))
MARKS = " \u3000\n，。；：、,;:"  # what no statement begins or ends with
LEVELS = {level.value for level in Level}
STANCES = {"proposes", "supports", "reportsDone", "opposes"}
BASES = {
    "explicit", "caption-order", "body-named", "same-paragraph", "byline", "note", "list-order", "issuer", "unknown",
}  # fmt: skip
# A slice read twice takes milliseconds; a loaded machine may take far longer, and that is no failure.
PROPERTY = settings(max_examples=60, deadline=timedelta(seconds=10), suppress_health_check=[HealthCheck.too_slow])


@cache
def lexicon_of_texts() -> lexicon.Lexicon:
    return lexicon.load()


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_bytes().decode("utf-8")


TEXTS = [text_of(name) for name in PAIRS]


def gold_of(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def read(text: str) -> Reading:
    document = Document(text, hashlib.sha256(text.encode()).hexdigest(), "text.txt")
    return extract(document, lexicon_of_texts())


# -- the annotations themselves ----------------------------------------------------


def test_every_text_has_its_annotation_and_every_annotation_its_text() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == PAIRS
    assert len(PAIRS) >= 24


def letters(text: str) -> str:
    """What is left of a text without marks and blanks, in the usual width."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


@pytest.mark.parametrize("name", PAIRS)
def test_an_annotation_says_what_its_text_says(name: str) -> None:
    gold, text = gold_of(name), text_of(name)
    assert gold["id"] == name
    assert gold["file"] == f"{name}.txt"
    assert "\r" not in text
    assert not text.startswith("\ufeff")
    assert gold["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    speakers = [speaker["name"] for speaker in gold["speakers"]]
    assert len(set(speakers)) == len(speakers)
    for name in speakers + gold["speakers_optional"]:
        assert set(letters(name)) <= set(letters(text))  # 石委員佩珊: a name may stand in two parts
    for speaker in gold["speakers"]:
        assert all(len(membership) == 2 for membership in speaker["memberships"])
    spans = []
    for speech in gold["speeches"]:
        assert speech["speaker"] is None or speech["speaker"] in speakers
        assert speech["basis"] in BASES
        for statement in speech["statements"]:
            assert statement["level"] in LEVELS
            assert statement["stance"] in STANCES
            spans.append(statement)
    for span in spans + gold["statements_optional"]:
        assert span["start"] < span["end"]
        assert text[span["start"] : span["end"]] == span["text"]
        assert span["text"] == span["text"].strip(MARKS)
    placed = [(span["start"], span["end"]) for span in spans]
    assert len(set(placed)) == len(placed)


@pytest.mark.parametrize("name", PAIRS)
def test_an_annotation_is_a_gold_file(name: str) -> None:
    gold = evaluation.read(FOLDER / f"{name}.json")
    assert len(gold.statements) == sum(len(speech["statements"]) for speech in gold_of(name)["speeches"])


# -- what is read ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def figures() -> evaluation.Evaluation:
    store = ox.Store()
    lines = list(scheme_quads())
    for text in TEXTS:
        lines += quads(read(text))
    store.bulk_load("".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
    return evaluation.evaluate(evaluation.Dataset(store), [evaluation.read(FOLDER / f"{name}.json") for name in PAIRS])


def test_the_floors_name_every_figure() -> None:
    assert tuple(FLOORS) == evaluation.KINDS


@pytest.mark.parametrize("kind", FLOORS)
def test_the_texts_are_read_as_well_as_before(figures: evaluation.Evaluation, kind: str) -> None:
    figure = figures.figures[kind]
    worst = "\n".join(
        f"  {sign} {case.file}: {case.text}"
        for sign, cases in (("missed", figure.missed), ("false", figure.false))
        for case in cases[:10]
    )
    assert figure.f1 >= FLOORS[kind], f"{kind}: {figure.f1:.3f}\n{worst}"


def test_a_text_without_measures_gives_none() -> None:
    reading = read(text_of("a-news-no-measures"))
    assert reading.statements == ()
    assert reading.title == "省政协机关举办“书香政协”读书分享会"


# -- what holds for any text -------------------------------------------------------------


@st.composite
def pieces(draw: st.DrawFn) -> str:
    """Slices of the texts, joined anyhow, wrapped anywhere, in any width of marks."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from(TEXTS))
        start = draw(st.integers(0, len(text) - 1))
        parts.append(text[start : start + draw(st.integers(1, 500))])
    joined = draw(st.sampled_from(["", "\n", "\n\n", "，", "。", " ", "\u3000"])).join(parts)
    if draw(st.booleans()):
        joined = unicodedata.normalize("NFKC", joined)
    if width := draw(st.sampled_from([0, 0, 1, 17, 40])):
        joined = "\n".join(joined[i : i + width] for i in range(0, len(joined), width))
    return joined


ANY_TEXT = st.text(
    st.sampled_from(
        "甲张某委员代表建议：:，,。；;、《》“”（）()【】—·一是二三1.\n \u3000年月日市政协关于的加快推动报道说要<p>#*-\t"
    )
    | st.characters(codec="utf-8"),
    max_size=120,
)


def spans(reading: Reading) -> Iterator[Span]:
    for mentions in (
        reading.bodies,
        reading.places,
        reading.sectors,
        reading.memberships,
        reading.speeches,
        reading.statements,
    ):
        yield from (mention.span for mention in mentions)
    for statement in reading.statements:
        yield from (target.span for target in statement.measure.targets)
    if reading.meeting:
        yield reading.meeting.span


def speech_of(reading: Reading) -> dict[int, Speech]:
    return {index: speech for speech in reading.speeches for index in speech.statements}


def unmarked(words: str) -> str:
    """Without blanks and the marks around, as folded words are what a measure is known by."""
    return "".join(words.split()).strip(",;:、。“”\"'")


def _unwrapped(words: str) -> str:
    """Without blanks, where a page broke words off."""
    return "".join(words.split())


def check(reading: Reading) -> None:
    """What is true of every reading, whatever the text."""
    text = reading.document.text
    folded = fold(text)
    for span in spans(reading):
        assert 0 <= span.start < span.end <= len(text)
    if reading.meeting:
        said = reading.meeting.span.of(text)
        assert said == reading.meeting.name or ("\n" in said and _unwrapped(said) == _unwrapped(reading.meeting.name))
    for membership in reading.memberships:
        assert unmarked(membership.post) in unmarked(membership.span.of(text))
    placed = [statement.span for statement in reading.statements]
    assert len(set(placed)) == len(placed)
    owner = speech_of(reading)
    assert sorted(index for speech in reading.speeches for index in speech.statements) == list(range(len(placed)))
    assert [speech.position for speech in reading.speeches] == list(range(1, len(reading.speeches) + 1))
    for index, statement in enumerate(reading.statements):
        said = statement.span.of(text)
        assert statement.measure.text == unmarked(statement.span.of(folded))
        assert said == said.strip(MARKS)
        for target in statement.measure.targets:
            assert statement.span.covers(target.span)
        if statement.level is Level.TITLE:
            assert statement.parent is None
        if statement.parent is not None:
            above = reading.statements[statement.parent]
            assert statement.parent < index
            assert above.level is not Level.MEASURE
            assert owner[statement.parent] is owner[index]
            assert not above.span.overlaps(statement.span)


def check_evidence(reading: Reading) -> None:
    """The quotes that stand in the graph are the slices that their positions name."""
    store = ox.Store()
    store.load("".join(quads(reading)).encode(), format=ox.RdfFormat.N_QUADS)
    query = """SELECT ?start ?end ?exact WHERE { ?evidence oa:hasSelector ?position, ?quote .
        ?position oa:start ?start ; oa:end ?end . ?quote oa:exact ?exact }"""
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in t.PREFIXES.items())
    found = list(store.query(prefixes + query, use_default_graph_as_union=True))
    assert len(found) >= len(reading.statements)
    for start, end, exact in found:
        assert reading.document.text[int(start.value) : int(end.value)] == exact.value


@pytest.mark.parametrize("name", PAIRS)
def test_a_reading_keeps_its_promises(name: str) -> None:
    reading = read(text_of(name))
    check(reading)
    check_evidence(reading)
    assert read(text_of(name)) == reading


@given(pieces())
@PROPERTY
def test_a_reading_of_pieces_keeps_its_promises(text: str) -> None:
    reading = read(text)
    check(reading)
    check_evidence(reading)
    assert read(text) == reading


@given(ANY_TEXT)
@example("")
@example("\n")
@example("：")
@example("（")
@example("“")
@example("《关于")
@example("案由：")
@example("委员：")
@example("一、\n（一）\n1.\n")
@PROPERTY
def test_no_text_is_an_error(text: str) -> None:
    check(read(text))


@given(pieces() | ANY_TEXT)
@example("全角：（ＡＢＣ）１２３，。；「引」『文』")
@example("臺灣會議：推動產業發展")
@example("#**# 标题")
@example("<<p>p>一段</p>")
@example("[[文](https://example.org/)](https://example.org/)")
@PROPERTY
def test_folding_keeps_every_offset_and_folds_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
