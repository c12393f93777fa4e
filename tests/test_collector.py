"""The garbage collector is paused while a text is read, and has nothing to find there."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from jianyan import collector, lexicon
from jianyan.extraction import extract
from jianyan.model import Document
from jianyan.rdf.quads import quads

TEXTS = sorted((Path(__file__).parent / "texts").glob("*.txt"))


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_left_as_it_was(enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with collector.paused():
            assert not gc.isenabled()
        assert gc.isenabled() is enabled
        with pytest.raises(ZeroDivisionError), collector.paused():
            _ = 1 / 0
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


def test_what_is_read_holds_no_circle_of_references() -> None:
    known = lexicon.load()
    documents = [Document(path.read_text(encoding="utf-8"), "0" * 64, path.name) for path in TEXTS]
    for document in documents:  # what is made once for a lexicon is made now
        quads(extract(document, known))
    gc.collect()
    with collector.paused():
        for document in documents:
            quads(extract(document, known))
        assert gc.collect() == 0
