"""What the benchmarks measure on is text that the program reads, the same every time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from jianyan import lexicon
from jianyan.extraction import extract
from jianyan.model import Document

SCRIPT = Path(__file__).resolve().parents[1] / "benchmarks" / "pipeline.py"


@pytest.fixture(scope="module")
def pipeline() -> ModuleType:
    spec = spec_from_file_location("pipeline", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_form_is_read_as_what_it_is(pipeline: ModuleType) -> None:
    """A text that gave nothing would cost nothing, and the figures would flatter."""
    known = lexicon.load()
    forms: tuple[Callable[..., Iterator[str]], ...] = pipeline.FORMS
    assert len(forms) == 6
    for form in forms:
        content = pipeline.text(form, 3)
        assert content == pipeline.text(form, 3)
        assert content != pipeline.text(form, 4)
        assert 4000 <= len(content) < 4600
        reading = extract(Document(content, sha256(content.encode()).hexdigest(), "generated.txt"), known)
        assert reading.title, form.__name__
        assert reading.speeches, form.__name__
        assert 60 <= len(reading.statements) <= 200, form.__name__


def test_a_folder_is_timed_as_its_documents(pipeline: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("乙。", encoding="utf-8")
    (tmp_path / "a.md").write_text("甲。", encoding="utf-8")
    (tmp_path / "notes.json").write_text("{}", encoding="utf-8")
    assert pipeline.read_folder(tmp_path) == ["甲。", "乙。"]
    lengths = [len(content) for content in pipeline.mixed(3, 4000)]
    assert len(lengths) == 2 * len(pipeline.FORMS)
    assert all(low < 1000 and high >= 4000 for low, high in zip(lengths[::2], lengths[1::2], strict=True))


def test_the_figures_as_json() -> None:
    pytest.importorskip("jieba")
    done = subprocess.run(
        [sys.executable, SCRIPT, "--texts", "6", "--runs", "1", "--largest", "1", "--json"],
        capture_output=True, check=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    said = json.loads(done.stdout)
    assert set(said["compared"]) == {"jieba.cut", "jieba.posseg", "text to quads"}
    assert said["compared"]["jieba.cut"]["times_jieba_cut"] == 1
    assert all(row["characters_a_second"] > 0 for row in said["compared"].values())
    assert set(said["growth"]) == {
        "news",
        "excerpts",
        "brief",
        "proposal",
        "reply",
        "plan",
        "documents",
        "mixed lengths",
    }
    assert said["growth"]["documents"][0]["quads"] > 6000
