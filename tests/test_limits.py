"""What one text may cost: a text that takes too much is skipped, told of, and costs nothing else."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jianyan import corpus, lexicon
from jianyan.corpus import limits, pool
from jianyan.corpus.limits import Limits, needs_process
from jianyan.corpus.process import Ended
from jianyan.corpus.worker import Done, Ground, Task
from jianyan.errors import InputError, JianyanError

TEXT = "昆明市政协委员许清禾建议，加快推进第{}批氢能产业发展，完善配套政策。\n"
PAGE = "<!doctype html><html><body><p>{}</p></body></html>"
LONG = TEXT.format("一") * 18_000  # some 600,000 characters: many seconds of work, and more than 500 MiB

posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such files on Windows")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def fill(folder: Path, count: int) -> None:
    for number in range(count):
        (folder / f"{number:02}.txt").write_text(TEXT.format(number), encoding="utf-8")


def built(output: str, jobs: int = 1, allowed: Limits | None = None) -> corpus.Summary:
    return corpus.build(["in"], Path(output), jobs=jobs, limits=allowed)


def graph(output: str) -> bytes:
    return Path(output, "graph.nq").read_bytes()


@pytest.mark.parametrize(
    ("allowed", "option", "jobs", "count"),
    [
        (Limits(seconds=2, memory=0), "--max-seconds", 1, 2),
        (Limits(seconds=2, memory=0), "--max-seconds", 2, 26),
        (Limits(seconds=0, memory=170), "--max-memory", 1, 2),
        (Limits(size=0.1), "--max-size", 1, 2),
    ],
)
def test_a_text_that_takes_too_much_costs_nothing_else(
    here: Path, allowed: Limits, option: str, jobs: int, count: int
) -> None:
    """Alone, and among so many that all are read by workers."""
    fill(here, count)
    built("without")
    (here / "05-long.txt").write_text(LONG, encoding="utf-8")
    summary = built("with", jobs, allowed)
    [skipped] = summary.skipped
    assert skipped.source == "in/05-long.txt"
    assert option in skipped.en
    assert option in skipped.zh
    assert summary.documents == count
    assert graph("with") == graph("without")
    [reported] = json.loads(Path("with/report.json").read_text(encoding="utf-8"))["skipped"]
    assert option in reported["zh"]


def test_a_long_text_is_read_within_the_limits_that_are_set_by_default(here: Path) -> None:
    (here / "long.txt").write_text(TEXT.format("一") * 1500, encoding="utf-8")
    assert (here / "long.txt").stat().st_size > limits.SMALL
    assert not built("out").skipped
    built("anyhow", allowed=Limits(0, 0, 0))
    assert graph("out") == graph("anyhow")


@pytest.mark.parametrize(
    ("suffix", "data", "apart"),
    [
        (".txt", "建议".encode(), False),
        (".MD", "建议".encode(), False),
        (".jsonl", b'{"text": ""}', False),
        ("", "  建议".encode(), False),
        ("", b"\n<html>", True),
        ("", b"%PDF-", True),
        (".html", "建议".encode(), True),
        (".docx", b"PK", True),
        (".txt", b"x" * (limits.SMALL + 1), True),
    ],
)
def test_what_others_parse_and_what_is_long_is_read_apart(suffix: str, data: bytes, apart: bool) -> None:
    task = Task(0, "", "text", suffix, data)
    assert needs_process(task, Limits()) is apart
    assert not needs_process(task, Limits(seconds=0, memory=0))


@pytest.mark.parametrize("texts", [5, 40])
def test_a_text_that_ends_its_worker_is_tried_again_and_skipped_alone(
    monkeypatch: pytest.MonkeyPatch, texts: int
) -> None:
    tried: list[int] = []

    class Process:
        def __init__(self, *_: object) -> None: ...
        def send(self, tasks: list[Task]) -> None: ...
        def kill(self) -> None: ...
        def renewed(self) -> Process:
            return self

        def read(self, task: Task) -> Done | Ended:
            tried.append(task.number)
            return Ended() if task.number == 2 else Done(task.number, task.key)

    monkeypatch.setattr(pool, "Process", Process)
    tasks = [Task(n, str(n), f"{n}.html", ".html", b"x") for n in range(texts)]
    done = list(pool.read_all(iter(tasks), Ground("https://example.org/id/", lexicon.load()), 2))
    assert sorted(one.number for one in done) == list(range(texts))
    [skipped] = [one for one in done if one.error]
    assert skipped.number == 2
    assert "2.html" in str(skipped.error)
    assert tried.count(2) == 2
    assert len(tried) == texts + 1


def test_a_fault_of_the_pool_reaches_whoever_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(pool, "Process", broken)
    tasks = [Task(0, "", "a.html", ".html", b"x")]
    with pytest.raises(OSError, match="no more processes"):
        list(pool.read_all(iter(tasks), Ground("https://example.org/id/", lexicon.load()), 1))


def test_no_more_is_under_way_than_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A corpus of large texts does not pile up in memory."""
    taken, read = [0], [0]

    class Process:
        def __init__(self, *_: object) -> None: ...
        def send(self, tasks: list[Task]) -> None: ...
        def kill(self) -> None: ...
        def renewed(self) -> Process:
            return self

        def read(self, task: Task) -> Done:
            return Done(task.number, task.key)

    def tasks() -> Iterator[Task]:
        for number in range(60):
            taken[0] += 1
            assert taken[0] - read[0] <= pool.WORTHWHILE + 8
            yield Task(number, "", "a.html", ".html", b"x" * 100)

    monkeypatch.setattr(pool, "Process", Process)
    monkeypatch.setattr(pool, "AHEAD_BYTES", 500)
    monkeypatch.setattr(pool, "BATCH_BYTES", 200)
    for _ in pool.read_all(tasks(), Ground("https://example.org/id/", lexicon.load()), 2):
        read[0] += 1
    assert read[0] == 60


def test_a_fault_in_one_text_is_told_and_the_others_are_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jianyan import extraction

    fill(here, 3)
    extract = extraction.extract

    def faulty(document: object, words: object) -> object:
        if "第1批" in document.text:  # type: ignore[attr-defined]
            raise ZeroDivisionError("by nought")
        return extract(document, words)  # type: ignore[arg-type]

    monkeypatch.setattr(extraction, "extract", faulty)
    summary = built("out")
    assert summary.documents == 2
    [skipped] = summary.skipped
    assert "ZeroDivisionError: by nought" in skipped.en
    assert "报告" in skipped.zh


# -- files that are none, or not here -------------------------------------------------------


def test_a_text_of_two_gigabytes_is_refused_before_it_is_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(here, 1)
    with (here / "large.txt").open("wb") as file:
        file.truncate(2 << 30)  # takes no room: it has no content
    read_bytes = Path.read_bytes

    def read(path: Path) -> bytes:
        assert path.name != "large.txt"
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    summary = built("out")
    assert summary.documents == 1
    assert [one.source for one in summary.skipped] == ["in/large.txt"]
    assert "64 MiB" in summary.skipped[0].en


def test_a_line_of_json_and_a_pipe_are_not_read_beyond_the_limit(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = json.dumps({"text": TEXT.format(1)}, ensure_ascii=False)
    (here / "a.jsonl").write_text(line + "\n" + '{"text": "' + "长" * 400_000 + '"}\n\n' + line, encoding="utf-8")
    summary = built("out", allowed=Limits(size=1))
    assert [one.source for one in summary.skipped] == ["in/a.jsonl#0000002"]
    assert summary.documents == 1
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * (2 << 20)), encoding="utf-8"))
    with pytest.raises(JianyanError, match=r"standard input.*larger than 1 MiB"):
        corpus.build(["-"], Path("piped"), limits=Limits(size=1))


@posix
def test_pipes_sockets_and_links_out_of_the_folder_are_told_and_not_opened(here: Path) -> None:
    import socket

    fill(here, 1)
    secret = here.parent / "secret.txt"
    secret.write_text(TEXT.format(9), encoding="utf-8")
    for name in ("pipe.txt", "pipe.jsonl", "pipe.zip"):
        os.mkfifo(here / name)
    (here / "device.txt").symlink_to("/dev/zero")
    (here / "out.txt").symlink_to(secret)
    (here / "within.txt").symlink_to(here / "00.txt")
    (here / "nowhere.txt").symlink_to(here / "missing.txt")
    (here / "itself.txt").symlink_to(here / "itself.txt")
    (here / "round").symlink_to(here, target_is_directory=True)
    (here / "away").symlink_to(here.parent, target_is_directory=True)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("in/socket.txt")
        summary = built("out")
    skipped = {one.source.removeprefix("in/"): one.en for one in summary.skipped}
    assert sorted(skipped) == [
        "device.txt", "itself.txt", "nowhere.txt", "out.txt", "pipe.jsonl", "pipe.txt", "pipe.zip", "socket.txt",
    ]  # fmt: skip
    assert "leads out of the folder" in skipped["out.txt"]
    assert "pipe" in skipped["pipe.txt"]
    assert "check the link" in skipped["itself.txt"]
    assert summary.documents == 1
    assert "第9批" not in graph("out").decode()
    assert corpus.build([str(here / "out.txt")], Path("given")).documents == 1  # by itself it may lead anywhere


@posix
def test_a_linked_folder_that_is_given_is_read(here: Path) -> None:
    fill(here, 2)
    Path("link").symlink_to(here, target_is_directory=True)
    assert corpus.build(["link"], Path("out")).documents == 2


@pytest.mark.parametrize("change", [Path.unlink, lambda path: (path.unlink(), path.mkdir())])
def test_a_file_that_vanishes_while_others_are_read_is_skipped(here: Path, change: Callable[[Path], object]) -> None:
    fill(here, 3)

    def progress(_done: int, _all: int, source: str) -> None:
        if source.endswith("01.txt"):
            change(here / "01.txt")

    summary = corpus.build(["in"], Path("out"), progress=progress)
    assert [one.source for one in summary.skipped] == ["in/01.txt"]
    assert summary.documents == 2


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_skipped(here: Path) -> None:
    fill(here, 2)
    (here / "00.txt").chmod(0)
    assert [one.source for one in built("out").skipped] == ["in/00.txt"]


@posix
def test_names_with_marks_of_their_own_are_told_in_one_line(here: Path) -> None:
    fill(here, 1)
    names = ["a\nb.txt", "\u202egpj.txt", "“c”;d.txt", os.fsdecode(b"\xff\xfe.txt"), "x" * 200 + ".txt"]
    for name in names:
        (here / name).write_bytes(b"")
    summary = built("out")
    assert len(summary.skipped) == len(names)
    for one in summary.skipped:
        one.source.encode()
        error = InputError(one.source, en=one.en, zh=one.zh)
        assert len(error.message("zh").splitlines()) == 1


@posix
def test_a_terminal_is_shown_no_mark_that_turns_its_text(here: Path) -> None:
    import subprocess

    fill(here, 1)
    (here / "\u202egpj.txt").write_bytes(b"")
    (here / "b\x1b[2J.txt").write_bytes(b"")
    command = [sys.executable, "-m", "jianyan", "build", "in", "--no-view"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=120)
    said = done.stdout + done.stderr
    assert "gpj.txt" in said
    assert "\u202e" not in said
    assert "\x1b[2J" not in said


def test_the_help_tells_the_limits_that_hold() -> None:
    from jianyan.cli import app

    assert (app.MAX_SECONDS, app.MAX_MEMORY, app.MAX_SIZE) == (limits.SECONDS, limits.MEMORY, limits.SIZE)
