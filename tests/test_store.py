"""The dataset on disk: made once, read by many, and clear about what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
import samples

from jianyan import store
from jianyan.errors import OutputError
from jianyan.rdf.quads import quads
from jianyan.store import loading


def load(graph: Path, folder: Path, threads: int = 0) -> None:
    with store.Loader(folder, threads) as loader:
        for line in graph.read_bytes().splitlines(keepends=True):
            loader.add(line)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.nq"
    path.write_text("".join(quads(samples.READING)), encoding="utf-8", newline="\n")
    return path


def test_what_is_loaded_is_there_to_be_read_by_several_at_once(graph: Path, tmp_path: Path) -> None:
    load(graph, tmp_path / "store")
    first, second = store.open_read_only(tmp_path / "store"), store.open_read_only(tmp_path / "store")
    lines = graph.read_text(encoding="utf-8").splitlines()
    assert len(first) == len(second) == len(lines)
    assert {str(quad) + " ." for quad in first} == set(lines)


def test_a_reader_cannot_write(graph: Path, tmp_path: Path) -> None:
    load(graph, tmp_path / "store")
    reader = store.open_read_only(tmp_path / "store")
    with pytest.raises(RuntimeError, match="read-write"):
        reader.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    assert not list(reader.query("SELECT * { <urn:a> ?p ?o }"))


def test_no_store_is_there(tmp_path: Path) -> None:
    with pytest.raises(store.StoreError) as error:
        store.open_read_only(tmp_path / "nowhere")
    assert error.value.where == str(tmp_path / "nowhere")
    assert all("jianyan build" in error.value.message(lang) for lang in ("zh", "en"))
    assert not (tmp_path / "nowhere").exists()


def test_a_broken_store(graph: Path, tmp_path: Path) -> None:
    load(graph, tmp_path / "store")
    (tmp_path / "store" / "CURRENT").write_text("nothing\n", encoding="ascii")
    with pytest.raises(store.StoreError, match="build again"):
        store.open_read_only(tmp_path / "store")


def test_lines_that_are_no_quads(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n<urn:a> <urn:b .\n", encoding="utf-8")
    with pytest.raises(store.StoreError, match="not N-Quads"):
        load(path, tmp_path / "store")


def test_a_folder_that_holds_something_is_left_alone(graph: Path, tmp_path: Path) -> None:
    kept = tmp_path / "full" / "letter.txt"
    kept.parent.mkdir()
    kept.write_text("kept", encoding="utf-8")
    with pytest.raises(store.StoreError, match="not an empty folder"):
        load(graph, kept.parent)
    assert [path.name for path in kept.parent.iterdir()] == ["letter.txt"]


def test_threads_and_portions_load_the_same(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "PORTION", 2000)
    for threads in (0, 1, 3):
        load(graph, tmp_path / str(threads), threads)
        there = store.open_read_only(tmp_path / str(threads))
        assert {str(quad) + " ." for quad in there} == set(graph.read_text(encoding="utf-8").splitlines())


def test_what_goes_wrong_in_a_thread_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "PORTION", 10)
    path = tmp_path / "graph.nq"
    path.write_text("<urn:a> <urn:b .\n" * 5, encoding="utf-8")
    with pytest.raises(store.StoreError, match="not N-Quads"):
        load(path, tmp_path / "store", 2)


def test_a_copy_changes_while_others_read_the_original(graph: Path, tmp_path: Path) -> None:
    load(graph, tmp_path / "store")
    reader = store.open_read_only(tmp_path / "store")
    before = {str(quad) for quad in reader}
    name = next(iter(reader.named_graphs())).value
    gone = min(line for line in graph.read_text(encoding="utf-8").splitlines() if name in line) + "\n"
    store.copied(tmp_path / "store", tmp_path / "copy")
    store.change(tmp_path / "copy", graphs=(), gone=[gone], come=[b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"])
    changed = {str(quad) for quad in store.open_read_only(tmp_path / "copy")}
    assert changed == before - {gone.removesuffix(" .\n")} | {"<urn:a> <urn:b> <urn:c> <urn:g>"}
    store.change(tmp_path / "copy", graphs=[name], gone=(), come=())
    assert {str(quad) for quad in store.open_read_only(tmp_path / "copy")} == {"<urn:a> <urn:b> <urn:c> <urn:g>"}
    assert {str(quad) for quad in store.open_read_only(tmp_path / "store")} == before == {str(q) for q in reader}


def test_a_store_error_is_an_output_error() -> None:
    assert issubclass(store.StoreError, OutputError)
