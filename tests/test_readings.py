"""What is kept of a text: its lines with that of its source where it belongs, and what a worker process hands over."""

from __future__ import annotations

import pickle

import pytest
import samples

from jianyan import lexicon
from jianyan.corpus import facts
from jianyan.corpus.readings import Kept, source_line
from jianyan.corpus.worker import Done, Ground, Task, work
from jianyan.rdf import terms as t
from jianyan.rdf.quads import quads
from jianyan.reading import read_bytes


@pytest.fixture(scope="module")
def done() -> Done:
    task = Task(0, "key", "texts/甲.txt", ".txt", samples.TEXT.encode())
    return work(task, Ground(t.BASE, lexicon.load()))


@pytest.mark.parametrize("source", ["texts/甲.txt", "", "\U0001f600", "~", '"'])
def test_a_graph_has_the_line_of_its_source_in_its_place(done: Done, source: str) -> None:
    assert done.kept
    kept = pickle.loads(pickle.dumps(done.kept))
    lines = kept.bytes().decode().splitlines(keepends=True)
    expected = sorted([*lines, source_line(t.BASE, kept.document, source)])
    assert kept.graph(t.BASE, source).decode().splitlines(keepends=True) == expected


@pytest.mark.parametrize("line", ["a\n", "b\n", "bb\n", "c\n", "d\n", "\U0001f600\n"])
@pytest.mark.parametrize("others", [[], ["b\n"], ["b\n", "c\n"], ["aa\n", "b\n", "bbbbbbbbbbbb\n", "\uffee\n"]])
def test_a_line_is_put_anywhere(line: str, others: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jianyan.corpus.readings.source_line", lambda *_: line)
    kept = Kept("", 0, 0, (), b"", b"", ("".join(others).encode(), facts.facts_of(samples.READING, t.BASE)))
    assert kept.graph("", "").decode() == "".join(sorted([*others, line]))


def test_what_was_just_made_is_what_is_unpacked_elsewhere(done: Done) -> None:
    assert done.kept
    assert done.kept.made
    sent = pickle.loads(pickle.dumps(done.kept))
    assert sent == done.kept
    assert sent.made is None
    assert (sent.bytes(), sent.facts()) == done.kept.made == (done.kept.bytes(), done.kept.facts())


def test_the_lines_are_those_of_the_reading(done: Done) -> None:
    from jianyan.extraction import extract

    assert done.kept
    words = lexicon.load()
    read = extract(read_bytes(samples.TEXT.encode(), "texts/甲.txt", ".txt"), words)
    assert done.kept.graph(t.BASE, "texts/甲.txt").decode() == "".join(quads(read, lexicon=words.version))
