"""Promises that hold for any input, on what hypothesis draws and on the seeds that are kept for the fuzzers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import targets
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jianyan.corpus import worker
from jianyan.corpus.worker import Ground, Task
from jianyan.lexicon import load
from jianyan.reading import read_bytes

PROPERTY = settings(max_examples=40, deadline=timedelta(seconds=20), suppress_health_check=[HealthCheck.too_slow])
SEEDS = [(name, seed) for name in targets.TARGETS for seed in sorted((targets.SEEDS / name).iterdir())]
# Each byte stands for a word or a mark; the byte 255 and the next one for a word again and again.
OFFICIALESE = st.lists(st.integers(0, 254) | st.just(255), max_size=80).map(bytes)
LINES = st.lists(st.text(max_size=30), max_size=8).map("\n".join)


@pytest.mark.parametrize(("name", "seed"), SEEDS, ids=[f"{name}-{seed.name}" for name, seed in SEEDS])
def test_seeds_and_what_fuzzers_found_keep_every_promise(name: str, seed: Path) -> None:
    targets.TARGETS[name](seed.read_bytes())


@given(OFFICIALESE)
@PROPERTY
def test_officialese_with_hostile_marks_keeps_every_promise(data: bytes) -> None:
    targets.extraction(data)


@given(
    st.integers(0, 4), st.binary(max_size=400) | LINES.map(str.encode) | LINES.map(lambda text: text.encode("utf-16"))
)
@example(3, b"<" * 300)
@example(3, b"<div>" * 300)
@example(0, b"<!---->" * 290)
@example(4, b"[" * 100_000)
@example(4, b'{"text": "a", "n": ' + b"9" * 5000 + b"}")
@example(4, b'{"text": "a\\ud800b\\udc00\\ud83d\\ude00"}')
@example(4, b'\xef\xbb\xbf{"text": "a"}')
@example(1, b"\xc0\xaf\xe0\x80\xaf")
@example(1, b"\xed\xa0\x80abc")
@example(1, b"a\0b")
@example(1, b"\xff\xfe\xff\xfea\0")
@example(1, b"\xef\xbb\xbf\xef\xbb\xbfa")
@example(1, b"\xff\xfe\0\0")
@PROPERTY
def test_any_bytes_are_a_document_or_an_error_that_says_so(kind: int, data: bytes) -> None:
    targets.readers(bytes([kind]) + data)


@given(st.text(max_size=200))
@example('#+ title:\n#+   zh: a\nSELECT * WHERE { ?s ?p "')
@PROPERTY
def test_any_text_is_a_query_or_an_error_that_says_so(text: str) -> None:
    targets.queries(text.encode("utf-8", "replace"))


@given(st.binary(max_size=200) | LINES.map(lambda text: b"ccorrection,of,document,quote\n" + text.encode()))
@PROPERTY
def test_any_bytes_are_corrections_or_an_error_that_says_so(data: bytes) -> None:
    targets.corrections(data)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff"), min_size=1, max_size=200))
@example("a\u202eb\u2066c")
@example("\U0001f600\u0301 甲")
@PROPERTY
def test_no_text_is_lost(text: str) -> None:
    """What is kept of a plain text is the text: nothing is folded, trimmed or normalised in it."""
    if text.strip():
        assert read_bytes(text.encode(), "text.txt", ".txt").text == text


@given(OFFICIALESE)
@settings(PROPERTY, max_examples=10)
def test_a_text_gives_the_same_bytes_twice(data: bytes) -> None:
    text = targets.text_of(data).encode()
    ground = Ground("https://example.org/id/", load())
    first, second = (worker.work(Task(0, "key", "text.txt", ".txt", text), ground) for _ in range(2))
    assert (first.kept, first.key, str(first.error)) == (second.kept, second.key, str(second.error))
    assert "fault of jianyan" not in str(first.error)
