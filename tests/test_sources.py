"""Where texts come from: patterns, lists, archives, lines of JSON; and workers that read them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from jianyan import corpus
from jianyan.corpus import manifest, pool, sources, worker
from jianyan.corpus.facts import dumps, loads
from jianyan.errors import InputError
from jianyan.lexicon import load
from jianyan.model import Metadata

TEXT = "某省政协委员李思远建议，加快建设第{}个数据平台。\n"
OUT = Path("out")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read_from() -> list[str]:
    loaded = manifest.load(OUT)
    assert loaded is not None
    return sorted(record.source for record in loaded.documents.values())


def test_a_pattern_stands_for_the_texts_that_it_fits() -> None:
    for name in ("2023/a.txt", "2024/b.txt", "2024/deep/c.md", "2024/d.png"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("x", encoding="utf-8")
    assert [path.as_posix() for path in corpus.find(["2024/*.txt"])] == ["2024/b.txt"]
    assert [path.as_posix() for path in corpus.find(["**/*.*"])] == ["2023/a.txt", "2024/b.txt", "2024/deep/c.md"]
    with pytest.raises(InputError, match="no text fits this pattern"):
        corpus.find(["2025/*.txt"])
    with pytest.raises(InputError, match="there is no such file"):
        corpus.find(["[2025].txt"])


def test_a_list_names_inputs_and_says_which_line_is_wrong() -> None:
    Path("a.txt").write_text("x", encoding="utf-8")
    Path("list").write_text("\ufeffa.txt\n\n  a.txt  \r\n", encoding="utf-8")
    assert corpus.listed(Path("list")) == ["a.txt", "a.txt"]
    Path("list").write_text("a.txt\n\nb.txt\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"^list:3: there is no b\.txt"):
        corpus.listed(Path("list"))
    with pytest.raises(InputError, match="cannot be read as a list"):
        corpus.listed(Path("none"))


def test_an_archive_holds_many_texts() -> None:
    with zipfile.ZipFile("years.zip", "w") as archive:
        for name in ("2023/a.txt", "2024/b.txt", ".hidden/c.txt", "picture.png"):
            archive.writestr(name, TEXT.format(name))
        archive.writestr("empty.txt", "")
    summary = corpus.build(["years.zip"], OUT)
    assert read_from() == ["years.zip/2023/a.txt", "years.zip/2024/b.txt"]
    assert [skipped.source for skipped in summary.skipped] == ["years.zip/empty.txt"]
    Path("broken.zip").write_bytes(b"PK\x03\x04 no more")
    with pytest.raises(InputError, match=r"^broken\.zip: not a zip archive"):
        corpus.build(["broken.zip"], OUT)


def test_a_member_that_is_too_large_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST", 100)
    with zipfile.ZipFile("big.zip", "w") as archive:
        archive.writestr("a.txt", TEXT.format(1))
        archive.writestr("bomb.txt", "大" * 1000)
    summary = corpus.build(["big.zip"], OUT)
    assert [skipped.source for skipped in summary.skipped] == ["big.zip/bomb.txt"]


def test_a_line_of_json_is_a_text_with_its_data() -> None:
    rows = [
        {
            "text": TEXT.format(1),
            "title": "一份发言",
            "date": "2024-05-21T08:00:00",
            "author": "甲",
            "publisher": "某报",
        },
        {"text": TEXT.format(2)},
        {"title": "no text"},
        {"text": TEXT.format(3), "date": "May"},
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    Path("a.jsonl").write_text("\n".join([*lines[:2], "", "{no json", *lines[2:]]), encoding="utf-8")
    summary = corpus.build(["a.jsonl"], OUT)
    assert read_from() == ["a.jsonl#0000001", "a.jsonl#0000002"]
    said = {skipped.source: skipped.en for skipped in summary.skipped}
    assert [said[f"a.jsonl#000000{n}"].split(" ")[0:3] for n in (4, 5, 6)] == [
        ["this", "line", "is"], ["a", "line", "must"], ["'May'", "is", "no"],
    ]  # fmt: skip
    [first, *_] = sources.expand([Path("a.jsonl")])
    document = sources.document_of(sources.data_of(first), first.suffix, first.name)
    assert document.text == TEXT.format(1)
    assert (document.metadata.title, document.metadata.publisher) == ("一份发言", "某报")
    assert str(document.metadata.issued) == "2024-05-21"
    assert Metadata() != document.metadata


def test_workers_give_what_this_process_gives() -> None:
    ground = worker.Ground("https://example.org/id/", load())
    tasks = [worker.Task(n, str(n), f"{n}.txt", ".txt", TEXT.format(n).encode()) for n in range(pool.WORTHWHILE + 5)]
    tasks.append(worker.Task(99, "99", "bad.txt", ".txt", b""))
    here = {done.number: done for done in pool.read_all(iter(tasks), ground, 1)}
    there = {done.number: done for done in pool.read_all(iter(tasks), ground, 2)}
    assert here.keys() == there.keys()
    for number, done in here.items():
        assert (done.key, done.kept) == (there[number].key, there[number].kept)
    assert "empty" in str(there[99].error)
    kept = here[3].kept
    assert kept is not None
    assert loads(dumps(kept.facts())) == kept.facts()
