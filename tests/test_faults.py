"""What goes wrong with the folder: damaged files, full disks, permissions, locks, other versions. Each is told in one
line that says what to do, and nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from test_errors import ROOT, run

from jianyan import corpus, lexicon
from jianyan import store as stores
from jianyan.corpus import checksums, folder, manifest, readings, salvage
from jianyan.errors import JianyanError, OutputError

TEXTS = {
    "a.txt": "某市政协委员林知远建议：加快建设冷链物流基地，完善补贴政策。\n",
    "b.txt": "民建某市委会建议，推动氢能产业发展，建设数据平台。\n",
    "c.txt": "某市政协委员周望舒建议：建设养老设施，完善人才引进政策。\n",
}
OUT = Path("out")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three texts and a build of them, made twice so that it has a generation before."""
    place = tmp_path_factory.mktemp("built")
    for name, text in TEXTS.items():
        (place / name).write_text(text, encoding="utf-8", newline="\n")
    for names in (["a.txt", "b.txt"], ["c.txt"]):
        code, _, complaint = run("build", *names, "-o", "out", "--quiet", "--no-view", "--jobs", "1", cwd=place)
        assert (code, complaint) == (0, "")
    return place


@pytest.fixture
def here(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, as the working directory."""
    shutil.copytree(built, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    words = lexicon.load()
    monkeypatch.setattr(lexicon, "load", lambda added=None: words)
    return tmp_path / "here"


def content(output: Path = OUT) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in output.iterdir() if path.is_file() and path.name != "report.json"}


def stored(output: Path = OUT) -> set[str]:
    return {str(quad) + " .\n" for quad in stores.open_read_only(corpus.store_of(output))}


def whole(built: Path) -> None:
    """What is here is what was built."""
    assert content() == content(built / OUT)
    assert stored() == stored(built / OUT)
    assert not corpus.faults(OUT)


def generation() -> Path:
    found = manifest.generation(OUT)
    assert found is not None
    return found


# --- damage

Harm = Callable[[Path], None]


def flip(path: Path) -> None:
    """One bit in each twentieth part, as a bad disk does."""
    data = bytearray(path.read_bytes())
    for at in range(len(data) // 40, len(data), max(len(data) // 20, 1)):
        data[at] ^= 0x10
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def gone(path: Path) -> None:
    path.unlink()


def largest_table() -> Path:
    return max((generation() / "store").glob("*.sst"), key=lambda path: path.stat().st_size)


PLACES: dict[str, Callable[[], Path]] = {
    "table": largest_table,
    "MANIFEST": lambda: next((generation() / "store").glob("MANIFEST-*")),
    "CURRENT": lambda: generation() / "store" / "CURRENT",
    "index.db": lambda: generation() / "index.db",
    "manifest.json": lambda: generation() / "manifest.json",
    "checksums.json": lambda: generation() / "checksums.json",
    "readings.db": lambda: OUT / "dataset" / "readings.db",
    "current": lambda: OUT / "dataset" / "current",
    "graph.nq": lambda: OUT / "graph.nq",
}


@pytest.mark.parametrize("harm", [flip, cut, gone])
@pytest.mark.parametrize("name", PLACES)
def test_a_damaged_file_is_found_and_repaired(here: Path, built: Path, name: str, harm: Harm) -> None:
    place = PLACES[name]()
    harm(place)
    found = {fault.path for fault in corpus.faults(OUT)}
    if name == "graph.nq" and harm is gone:
        assert not found  # users may delete what is published
    else:
        assert place in found
    summary = corpus.repair(OUT)
    assert summary.documents == 3
    whole(built)


@pytest.mark.parametrize("harm", [cut, gone])
@pytest.mark.parametrize("name", [name for name in PLACES if name != "graph.nq"])
def test_a_build_mends_what_is_cut_off_or_missing(here: Path, built: Path, name: str, harm: Harm) -> None:
    harm(PLACES[name]())
    Path("c.txt").write_text(TEXTS["c.txt"] + "建议建设充电设施。\n", encoding="utf-8", newline="\n")
    corpus.build(["."], OUT)
    assert not corpus.faults(OUT)
    corpus.build(["."], Path("fresh"))
    assert content() == content(Path("fresh"))
    assert stored() == stored(Path("fresh"))


def test_a_build_says_that_it_mended(here: Path) -> None:
    cut(largest_table())
    assert [note.kind for note in corpus.build(["a.txt"], OUT).notes] == ["mended"]
    assert not corpus.build(["a.txt"], OUT).notes


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["table", "MANIFEST", "CURRENT"])
def test_a_question_to_a_damaged_store_is_one_line_that_says_what_to_do(here: Path, name: str, lang: str) -> None:
    for path in (generation() / "store").glob("*.sst") if name == "table" else [PLACES[name]()]:
        flip(path)
    code, _, complaint = run("query", "overview", "-o", "out", cwd=here, lang=lang)
    assert code == 2
    assert complaint.count("\n") == 1
    assert "jianyan repair" in complaint


@pytest.mark.parametrize("name", ["index.db", "readings.db"])
def test_an_export_of_damaged_files_says_what_to_do(here: Path, name: str) -> None:
    path = PLACES[name]()
    data = path.read_bytes()
    path.write_bytes(data[:4096] + bytes(len(data) - 4096))
    code, _, complaint = run("export", "--format", "nquads", "--to", "x.nq", "-o", "out", cwd=here)
    assert (code, complaint.count("\n")) == (2, 1)
    assert "jianyan repair" in complaint
    assert not list(here.glob("x.nq*"))


def test_check_deep_names_the_files_and_the_way_out(here: Path) -> None:
    place = largest_table()
    flip(place)
    code, out, complaint = run("check", "--deep", "-o", "out", cwd=here)
    assert code == 1
    assert place.name in out
    assert "jianyan repair" in complaint
    code, _, complaint = run("repair", "-o", "out", cwd=here)
    assert (code, complaint) == (0, "")
    assert run("check", "--deep", "-o", "out", cwd=here)[0] == 0


def test_a_lost_current_never_drops_documents(here: Path, built: Path) -> None:
    """A build of one text into a folder that forgot which generation counts would otherwise hold that text alone."""
    (OUT / "dataset" / "current").write_bytes(b"\xff\x00")
    assert corpus.build(["a.txt"], OUT).documents == 3
    assert content() == content(built / OUT)


def test_a_flip_in_the_last_bytes_of_an_index_is_no_traceback(here: Path, built: Path) -> None:
    flip(generation() / "index.db")
    Path("c.txt").write_text(TEXTS["c.txt"] + "建议建设充电设施。\n", encoding="utf-8", newline="\n")
    try:
        corpus.build(["c.txt"], OUT)
    except OutputError as error:
        assert "jianyan repair" in error.en  # noqa: PT017  # either will do
        corpus.repair(OUT)
        whole(built)


def rows(path: Path) -> int:
    with sqlite3.connect(path) as sql:
        return int(sql.execute("SELECT count(*) FROM reading").fetchone()[0])


def test_readings_that_can_still_be_had_are_kept(here: Path) -> None:
    path = OUT / "dataset" / "readings.db"
    before = rows(path)
    data = bytearray(path.read_bytes())
    data[:4096] = bytes(4096)  # the page without which SQLite opens nothing
    path.write_bytes(data)
    assert not salvage.sound(path)
    salvage.salvaged(path)
    assert salvage.sound(path)
    assert rows(path) == before
    assert path.with_name("readings.db.damaged").read_bytes() == bytes(data)


def test_texts_whose_readings_are_lost_are_asked_for(here: Path, built: Path) -> None:
    path = OUT / "dataset" / "readings.db"
    path.write_bytes(b"nothing" * 1000)
    shutil.move("b.txt", "elsewhere.txt")
    before = stored()
    with pytest.raises(OutputError, match=r"1 of its texts is damaged.*b\.txt"):
        corpus.repair(OUT)
    assert stored() == before  # still there to be asked
    shutil.move("elsewhere.txt", "b.txt")
    assert corpus.repair(OUT).unchanged >= 1
    whole(built)
    assert not list((OUT / "dataset").glob("readings.db.*"))


def test_a_changed_text_is_not_taken_for_what_was_lost(here: Path) -> None:
    (OUT / "dataset" / "readings.db").unlink()
    Path("b.txt").write_text("民建某市委会建议，建设交通设施。\n", encoding="utf-8")
    with pytest.raises(OutputError, match=r"b\.txt"):
        corpus.repair(OUT)


def test_only_the_sizes_are_looked_at_where_nothing_changed(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise AssertionError(f"{path} is read")

    monkeypatch.setattr(checksums, "sum_of", refuse)
    assert not corpus.build(["."], OUT).written


# --- other versions


@pytest.mark.parametrize(("number", "words"), [(99, "newer version"), (1, "older version")])
def test_a_folder_of_another_version_is_refused_with_advice(here: Path, number: int, words: str) -> None:
    for path in (generation() / "manifest.json", OUT / "manifest.json"):
        data = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(data | {"jianyan": number}, indent=1), encoding="utf-8")
    before = {path: path.read_bytes() for path in OUT.rglob("*") if path.is_file() and path.name not in ("LOCK", "LOG")}
    for args in (["query", "overview"], ["build", "a.txt"], ["export", "--format", "nquads"], ["check"], ["repair"],
                 ["remove", "a.txt"], ["backup", "b.zip"]):  # fmt: skip
        code, _, complaint = run(*args, "-o", "out", cwd=here)
        assert (code, complaint.count("\n")) == (2, 1), args
        assert words in complaint, args
    assert before == {path: path.read_bytes() for path in before}


def test_a_folder_from_before_there_were_checksums_is_taken_over(here: Path, built: Path) -> None:
    (generation() / "checksums.json").unlink()
    assert len(stored()) == len(stored(built / OUT))
    corpus.build(["a.txt"], OUT)
    whole(built)


# --- what the system refuses

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
sys.path[:0] = [{root!r}]
from jianyan.cli import main
main({args!r})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("size", [5_000, 100_000, 400_000])
def test_no_file_may_grow(here: Path, built: Path, size: int) -> None:
    """As on a full disk: what is written fails in its middle, wherever that is."""
    Path("d.txt").write_text(
        "".join(f"某市政协委员林知远建议：建设第{n}个数据平台。\n" for n in range(400)), encoding="utf-8"
    )
    args = ["build", ".", "-o", "out", "--quiet", "--no-view", "--jobs", "1"]
    code = LIMITED.format(size=size, root=ROOT, args=args)
    english = os.environ | {"JIANYAN_LANG": "en"}
    done = subprocess.run([sys.executable, "-c", code], env=english, capture_output=True, timeout=120, check=False)
    complaint = done.stderr.decode()
    assert done.returncode == 2, complaint
    assert "error: out" in complaint
    assert "free space" in complaint
    assert complaint.count("\n") == 1, complaint
    whole(built)
    assert corpus.build(["."], OUT).documents == 4


@pytest.mark.skipif(sys.platform != "linux", reason="a file system in memory")
def test_a_disk_is_full(here: Path, built: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(small)]
    if not shutil.which("mount") or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("nothing may be mounted here")
    try:
        code, _, complaint = run("build", ".", "-o", str(small / "out"), "--no-view", cwd=here)
        assert (code, complaint.count("\n")) == (2, 1), complaint
        assert complaint.startswith(f"error: {small / 'out'}")
        assert "free space" in complaint
        assert [path.name for path in small.iterdir()] in ([], ["out"])  # what was read stays, for the next time
        code, _, complaint = run("backup", str(small / "b.zip"), "-o", "out", cwd=here)
        assert (code, complaint.count("\n")) == (2, 1), complaint
        assert not list(small.glob("b.zip*"))
    finally:
        subprocess.run(["umount", small], check=True)


def unprivileged(args: list[str], cwd: Path) -> tuple[int, str]:
    """As a user whom permissions bind, which root is only without these capabilities."""
    command = [sys.executable, "-m", "jianyan", *args]
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root may write everywhere")
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all", *command]
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | {"PYTHONPATH": ROOT, "JIANYAN_LANG": "en"}, capture_output=True, timeout=120,
        check=False,
    )  # fmt: skip
    return done.returncode, done.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_folder_that_may_not_be_written_is_still_asked(here: Path, built: Path) -> None:
    for path in (OUT, *OUT.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    code, complaint = unprivileged(["build", "a.txt", "-o", "out", "--force", "--no-view"], here)
    assert (code, complaint.count("\n")) == (2, 1), complaint
    assert complaint.startswith("error: out")
    assert "cannot be written" in complaint
    code, complaint = unprivileged(["query", "overview", "-o", "out"], here)
    assert (code, complaint) == (0, "")
    code, complaint = unprivileged(["export", "--format", "nquads", "-o", "out"], here)
    assert (code, complaint) == (0, "")
    for path in (OUT, *OUT.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    whole(built)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_folder_that_may_not_be_read(here: Path) -> None:
    OUT.chmod(0)
    for args in (["query", "overview"], ["build", "a.txt"]):
        code, complaint = unprivileged([*args, "-o", "out"], here)
        OUT.chmod(0)
        assert (code, complaint.count("\n")) == (2, 1), complaint
        assert "out" in complaint
        assert "unexpected" not in complaint, complaint
    OUT.chmod(0o755)


# --- locks


def test_a_build_goes_on_while_others_hold_the_store(here: Path) -> None:
    from pyoxigraph import Store

    held = Store(str(generation() / "store"))  # as a server does that may write
    reader = stores.open_read_only(corpus.store_of(OUT))
    before = {str(quad) for quad in reader}
    Path("a.txt").write_text(TEXTS["b.txt"] + "建议建设充电设施。\n", encoding="utf-8")
    corpus.build(["a.txt"], OUT)
    corpus.build(["c.txt"], OUT, force=True)
    assert {str(quad) for quad in reader} == before
    assert stored() != before
    del held


def test_a_second_build_is_told_of_the_first(here: Path) -> None:
    with folder.opened(OUT):
        for args in (["build", "a.txt"], ["remove", "a.txt"], ["repair"]):
            code, _, complaint = run(*args, "-o", "out", cwd=here)
            assert (code, complaint.count("\n")) == (2, 1)
            assert "another build is writing here" in complaint
        assert run("query", "overview", "-o", "out", cwd=here)[0] == 0


def test_readings_that_another_program_holds(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "PATIENCE", 0.1)
    with sqlite3.connect(OUT / "dataset" / "readings.db") as sql:
        sql.execute("BEGIN EXCLUSIVE")
        with pytest.raises(JianyanError, match="another program holds this file"):
            corpus.build(["a.txt"], OUT, force=True)


def test_a_first_build_that_was_killed_as_it_began(here: Path, built: Path) -> None:
    shutil.rmtree(OUT)
    (OUT / "dataset").mkdir(parents=True)
    assert corpus.build(["."], OUT).documents == 3
    assert content() == content(built / OUT)


def test_a_first_build_that_was_killed_before_it_counted_counts_then(here: Path) -> None:
    (OUT / "dataset" / "current").unlink()
    number = generation().name
    corpus.build(["a.txt"], OUT)
    assert (OUT / "dataset" / "current").read_text(encoding="ascii") == number + "\n"


def test_a_store_that_goes_while_it_is_opened(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two builds in the moment between finding and opening it."""
    counts, first = manifest.generation, [OUT / "dataset" / "gone"]
    monkeypatch.setattr(manifest, "generation", lambda output: first.pop() if first else counts(output))
    assert len(corpus.opened_store(OUT)) > 0
    shutil.rmtree(corpus.store_of(OUT))
    with pytest.raises(stores.StoreError, match="there is no graph here"):
        corpus.opened_store(OUT)
