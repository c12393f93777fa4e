"""An archive holds a whole build, the same bytes each time; what comes out of one is what went in, or nothing."""

from __future__ import annotations

import json
import shutil
import threading
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from test_errors import run

from jianyan import corpus, lexicon
from jianyan import store as stores
from jianyan.corpus import manifest
from jianyan.errors import JianyanError

backups = import_module("jianyan.corpus.backup")  # the package has a function of that name
OUT, FILE = Path("out"), Path("b.zip")
Members = dict[str, bytes]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("built")
    for number in range(3):
        text = f"某市政协委员林知远建议：加快建设第{number}个冷链物流基地。\n"
        (place / f"{number}.txt").write_text(text, encoding="utf-8", newline="\n")
    assert run("build", "0.txt", "1.txt", "2.txt", "-o", "out", "--quiet", "--jobs", "1", cwd=place)[0] == 0
    assert run("backup", "b.zip", "-o", "out", cwd=place)[0] == 0
    return place


@pytest.fixture
def here(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(built, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    words = lexicon.load()
    monkeypatch.setattr(lexicon, "load", lambda added=None: words)
    return tmp_path / "here"


def published(output: Path) -> Members:
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and path.relative_to(output).parts[0] != "dataset"
    }


def stored(output: Path) -> set[str]:
    return {str(quad) for quad in stores.open_read_only(corpus.store_of(output))}


def members(file: Path = FILE) -> Members:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def written(content: Members, file: Path = FILE) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)


def state() -> Members:
    return {path.as_posix(): path.read_bytes() for path in Path().rglob("*") if path.is_file() and path != FILE}


def test_what_is_restored_is_what_was_there(here: Path) -> None:
    corpus.restore(FILE, Path("again"))
    assert published(Path("again")) == published(OUT)
    assert "view/matrix.html" in published(OUT)  # pages too
    assert stored(Path("again")) == stored(OUT)
    assert not corpus.faults(Path("again"))
    texts = ["0.txt", "1.txt", "2.txt"]
    assert not corpus.build(texts, Path("again"), view=lambda *_: None, lang="en").written  # no text is read again
    assert sorted(path.name for path in Path("again/dataset").iterdir()) == ["1", "current", "readings.db"]


def test_one_build_gives_the_same_bytes_each_time(here: Path) -> None:
    corpus.backup(OUT, Path("second.zip"))
    assert Path("second.zip").read_bytes() == FILE.read_bytes()
    corpus.restore(FILE, Path("again"))
    corpus.backup(Path("again"), Path("third.zip"))
    assert members(Path("third.zip")) == members()  # also from another folder


def test_an_archive_has_a_list_with_checksums(here: Path) -> None:
    from hashlib import sha256

    content = members()
    listed = json.loads(content.pop("backup.json"))["files"]
    assert listed == {name: [len(data), sha256(data).hexdigest()] for name, data in content.items()}
    assert not [name for name in listed if "LOCK" in name or "LOG" in name]


def change(name: str) -> Callable[[Members], None]:
    def harm(content: Members) -> None:
        data = bytearray(content[name])
        data[len(data) // 2] ^= 1
        content[name] = bytes(data)

    return harm


def drop(name: str) -> Callable[[Members], None]:
    return lambda content: content.__delitem__(name)


def add(name: str, *, listed: bool = False) -> Callable[[Members], None]:
    def harm(content: Members) -> None:
        content[name] = b"x"
        if listed:
            data = json.loads(content["backup.json"])
            data["files"][name] = [1, "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"]
            content["backup.json"] = json.dumps(data).encode()

    return harm


HARMS = {
    "a changed index": change("generation/index.db"),
    "changed readings": change("readings.db"),
    "a changed page": change("published/index.html"),
    "no manifest": drop("generation/manifest.json"),
    "no readings": drop("readings.db"),
    "no list": drop("backup.json"),
    "an extra file": add("generation/store/extra.sst"),
    "up": add("../x", listed=True),
    "up, below": add("published/view/../../../x", listed=True),
    "from the root": add("/x", listed=True),
    "a drive": add("C:/x", listed=True),
    "backslashes": add("generation\\..\\..\\x", listed=True),
    "another place": add("generation/publish/x", listed=True),
    "hidden": add("published/.lock", listed=True),
}


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("name", HARMS)
def test_an_archive_that_is_not_whole_is_refused(here: Path, name: str, force: bool) -> None:
    content = members()
    HARMS[name](content)
    written(content)
    before = state()
    with pytest.raises(JianyanError, match="not a whole backup"):
        corpus.verify(FILE)
    with pytest.raises(JianyanError, match="not a whole backup"):
        corpus.restore(FILE, OUT if force else Path("new"), force=force)
    assert state() == before
    assert not Path("new").exists()
    assert not (here.parent / "x").exists()


@pytest.mark.parametrize("data", [b"", b"nothing", b"PK\x03\x04" + bytes(100)])
def test_what_is_no_archive(here: Path, data: bytes) -> None:
    FILE.write_bytes(data)
    for args in (["--verify"], ["-o", "new"]):
        code, _, complaint = run("restore", "b.zip", *args, cwd=here)
        assert (code, complaint.count("\n")) == (2, 1)
        assert "not a whole backup" in complaint
    code, _, complaint = run("restore", "nowhere.zip", cwd=here, lang="zh")
    assert (code, complaint) == (2, "错误：nowhere.zip：没有这个文件；请检查文件名\n")


def test_a_cut_archive(here: Path) -> None:
    FILE.write_bytes(FILE.read_bytes()[:-1000])
    with pytest.raises(JianyanError, match="not a whole backup"):
        corpus.restore(FILE, Path("new"))


def test_a_member_that_is_longer_than_the_list_says_is_not_unpacked(here: Path) -> None:
    content = members()
    content["published/graph.nq"] = bytes(50 << 20)
    with zipfile.ZipFile(FILE, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    with pytest.raises(JianyanError, match=r"graph\.nq"):
        corpus.restore(FILE, Path("new"))


@pytest.mark.parametrize("field", ["jianyan-backup", "manifest"])
def test_an_archive_of_a_newer_version(here: Path, field: str) -> None:
    content = members()
    content["backup.json"] = json.dumps(json.loads(content["backup.json"]) | {field: 99}).encode()
    written(content)
    with pytest.raises(JianyanError, match="newer version"):
        corpus.restore(FILE, Path("new"))


def test_a_build_is_only_replaced_where_that_is_said(here: Path) -> None:
    corpus.remove(["1.txt"], OUT)
    smaller = stored(OUT)
    code, _, complaint = run("restore", "b.zip", "-o", "out", cwd=here)
    assert (code, "--force" in complaint) == (2, True)
    assert stored(OUT) == smaller
    reader = stores.open_read_only(corpus.store_of(OUT))
    code, said, _ = run("restore", "b.zip", "-o", "out", "--force", cwd=here)
    assert (code, said) == (0, "out: 3 documents are restored.\n")
    assert len(stored(OUT)) > len(smaller) == len(list(reader))  # who read the old one still does
    assert not corpus.faults(OUT)
    assert set(published(OUT)) >= {"index.html", "graph.nq"}


def test_a_damaged_build_is_replaced(here: Path) -> None:
    (OUT / "dataset" / "readings.db").write_bytes(b"nothing" * 1000)
    for path in (OUT / "manifest.json", OUT / "dataset" / "1" / "manifest.json"):
        path.write_bytes(b"")
    corpus.restore(FILE, OUT, force=True)
    assert not corpus.faults(OUT)
    assert len(manifest.load(OUT).documents) == 3  # type: ignore[union-attr]


def test_a_folder_of_something_else_is_left_alone(here: Path) -> None:
    Path("other").mkdir()
    Path("other/letter.txt").write_text("x", encoding="utf-8")
    with pytest.raises(JianyanError, match="something else"):
        corpus.restore(FILE, Path("other"), force=True)
    assert [path.name for path in Path("other").iterdir()] == ["letter.txt"]


def test_a_backup_overwrites_nothing_but_a_backup(here: Path) -> None:
    Path("report.docx").write_bytes(b"PK")
    with pytest.raises(JianyanError, match="something else than a backup"):
        corpus.backup(OUT, Path("report.docx"))
    assert Path("report.docx").read_bytes() == b"PK"
    with pytest.raises(JianyanError, match="no build here"):
        corpus.backup(Path("empty"), FILE)
    assert corpus.verify(FILE).documents == 3


def test_damage_is_not_backed_up(here: Path) -> None:
    table = next((OUT / "dataset" / "1" / "store").glob("*.sst"))
    table.write_bytes(table.read_bytes()[:-1] + b"x")
    before = FILE.read_bytes()
    with pytest.raises(JianyanError, match="jianyan repair"):
        corpus.backup(OUT, FILE)
    assert FILE.read_bytes() == before
    assert not list(here.glob("b.zip.*"))


def test_a_published_file_that_was_edited_is_left_out(here: Path) -> None:
    (OUT / "measures.csv").write_text("mine", encoding="utf-8")
    (OUT / "graph.nq").unlink()
    assert corpus.backup(OUT, FILE).left_out == ("measures.csv",)
    corpus.restore(FILE, Path("again"))
    assert not {"measures.csv", "graph.nq"} & set(published(Path("again")))
    assert stored(Path("again")) == stored(OUT)


def test_a_build_that_counts_meanwhile_makes_the_backup_begin_anew(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = backups._copy_readings, []

    def builds_first(*args: object) -> None:
        if not calls:
            calls.append(1)
            for number in range(2):  # the second drops the generation that is being read
                Path("0.txt").write_text(f"某市政协委员林知远建议：建设第{number}个平台。\n", encoding="utf-8")
                corpus.build(["0.txt"], OUT)
        real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(backups, "_copy_readings", builds_first)
    corpus.backup(OUT, FILE)
    corpus.restore(FILE, Path("again"))
    assert stored(Path("again")) == stored(OUT)


def test_backups_while_builds_run(here: Path) -> None:
    """Each archive is one state or another, never half."""
    seen: list[Exception] = []

    def builds() -> None:
        try:
            for number in range(4):
                Path("0.txt").write_text(f"某市政协委员林知远建议：建设第{number}个平台。\n", encoding="utf-8")
                corpus.build(["0.txt"], OUT)
        except Exception as error:
            seen.append(error)

    thread = threading.Thread(target=builds)
    thread.start()
    count = 0
    while thread.is_alive() or not count:
        try:
            corpus.backup(OUT, Path(f"{count}.zip"))
        except JianyanError as error:
            assert "too fast" in error.en  # noqa: PT017  # that it may say
            continue
        count += 1
    thread.join()
    assert not seen
    for number in range(count):
        corpus.restore(Path(f"{number}.zip"), Path(f"again-{number}"))
        graph = (Path(f"again-{number}") / "graph.nq").read_text(encoding="utf-8")
        assert stored(Path(f"again-{number}")) == {line.removesuffix(" .") for line in graph.splitlines()}
