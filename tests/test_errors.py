"""What a user sees when something is wrong: one line that says where, what and what to do; exit 2; nothing written."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import jianyan
from jianyan import errors
from jianyan.errors import InputError, JianyanError

ROOT = str(Path(jianyan.__file__).parents[1])
TEXT = "某市政协委员林知远建议：加快建设冷链物流基地。\n"


def run(*args: str, cwd: Path, lang: str = "en", data: bytes = b"", **environment: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of ``jianyan`` in a process of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("JIANYAN_")}
    path = os.pathsep.join(filter(None, [ROOT, os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, "-m", "jianyan", *args],
        cwd=cwd,
        env=clean | {"PYTHONPATH": path, "JIANYAN_LANG": lang, "PYTHONIOENCODING": "utf-8"} | environment,
        input=data,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a build in ``output``, for questions to it."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    code, _, complaint = run("build", "a.txt", "--quiet", "--no-view", cwd=folder)
    assert (code, complaint) == (0, "")
    return folder


def nothing(folder: Path) -> None:
    return


def empty(folder: Path) -> None:
    (folder / "bad.txt").touch()


def without_texts(folder: Path) -> None:
    (folder / "bad").mkdir()
    (folder / "bad" / "picture.png").write_bytes(b"\x89PNG")


def binary(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\x7fELF\x02\x01\0\0")


def undecodable(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(TEXT.encode("gb18030") + b"\xff")


def other_kind(folder: Path) -> None:
    (folder / "bad.xyz").write_bytes(b"PK\x03\x04")


def hollow_page(folder: Path) -> None:
    (folder / "bad.html").write_text("<html><body></body></html>", encoding="utf-8")


def one_of_several(folder: Path) -> None:
    (folder / "bad").mkdir()
    (folder / "bad" / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "bad" / "b.txt").touch()


BAD_INPUTS = [
    (nothing, "bad.txt", "bad.txt: there is no such file or folder", "bad.txt：没有这个文件或文件夹"),
    (empty, "bad.txt", "bad.txt: the file is empty", "bad.txt：文件是空的"),
    (without_texts, "bad", "bad: no text in this folder", "bad：这个文件夹里没有文本"),
    (binary, "bad.txt", "bad.txt: this is binary data", "bad.txt：这是二进制数据"),
    (undecodable, "bad.txt", "bad.txt: cannot be decoded: not GB18030 at byte 47 (0xFF)",
     "bad.txt：无法解码：第 47 字节（0xFF）"),
    (other_kind, "bad.xyz", "bad.xyz: this kind of file is not read", "bad.xyz：不支持这种文件"),
    (hollow_page, "bad.html", "bad.html: no text was found in this page", "bad.html：在这个网页中没有找到正文"),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("prepare", "given", "en", "zh"), BAD_INPUTS, ids=[case[0].__name__ for case in BAD_INPUTS])
def test_a_bad_input(tmp_path: Path, prepare: Callable[[Path], None], given: str, en: str, zh: str, lang: str) -> None:
    prepare(tmp_path)
    code, out, complaint = run("build", given, "-o", "result", cwd=tmp_path, lang=lang)
    assert (code, out) == (2, "")
    assert complaint.startswith("error: " + en if lang == "en" else "错误：" + zh)
    assert ("; " if lang == "en" else "；") in complaint  # what to do
    assert complaint.count("\n") == 1
    assert not (tmp_path / "result").exists()


def test_one_bad_text_of_several_is_skipped_and_told_but_stops_a_strict_build(tmp_path: Path) -> None:
    one_of_several(tmp_path)
    code, _, complaint = run("build", "bad", "-o", "strict", "--strict", cwd=tmp_path)
    assert (code, complaint.startswith("error: bad/b.txt: the file is empty")) == (2, True)
    assert not (tmp_path / "strict").exists()
    code, out, complaint = run("build", "bad", "-o", "result", cwd=tmp_path)
    assert (code, complaint) == (0, "")
    assert "1 texts that cannot be read were skipped:\n  bad/b.txt: the file is empty" in out
    out = run("build", "bad", "-o", "r", cwd=tmp_path, lang="zh")[1]
    assert "已略过 1 篇无法读取的文本：\n  bad/b.txt：文件是空的" in out


def test_a_path_does_not_reach_the_terminal_as_a_command(tmp_path: Path) -> None:
    assert run("build", "a\x1b[2Jb\n.txt", cwd=tmp_path)[2].startswith("error: a [2Jb .txt: there is no such file")


def test_bad_standard_input(tmp_path: Path) -> None:
    code, _, complaint = run("build", "-", cwd=tmp_path, data=b"")
    assert (code, complaint.count("\n")) == (2, 1)
    assert complaint.startswith("error: -: (standard input) the file is empty")
    assert not (tmp_path / "output").exists()


def test_a_folder_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    code, out, complaint = run("build", "a.txt", "-o", ".", cwd=tmp_path)
    assert (code, out, complaint.count("\n")) == (2, "", 1)
    assert complaint.startswith("error: .: this folder holds something else")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for output, words in (("a.txt", "this is a file"), ("a.txt/inner", "cannot be written")):
        code, out, complaint = run("build", "a.txt", "-o", output, cwd=tmp_path)
        assert (code, out, complaint.count("\n")) == (2, "", 1)
        assert complaint.startswith(f"error: {output}: {words}")


BAD_QUESTIONS = [
    (["query", "who-bakcs"], "error: who-bakcs: there is no query of this name; did you mean who-backs"),
    (["query", "none.rq"], "error: none.rq: there is no such file"),
    (["query", "who-backs", "--param", "sektor=水利"], "error: sektor: the query who-backs has no such parameter"),
    (["query", "who-backs", "--param", "sector=无此行业"], "error: sector: the graph has no sector called 无此行业"),
    (["query", "who-backs", "--param", "sector"], "error: --param sector: write it as name=value"),
    (["query", "bodies", "-e", "ASK {}"], "error: give either a query or -e"),
    (["query"], "error: give the name of a query"),
    (["query", "-e", "ASK {}", "--format", "xls"], "error: --format cannot be xls; there are table, csv"),
    (["query", "-e", "ASK {}", "--format", "turtle"], "error: turtle: only CONSTRUCT"),
    (["query", "-e", ""], "error: "),
    (["query", "-e", "DELETE WHERE { ?s ?p ?o }"], "error: SPARQL"),
    (["query", "bodies", "-o", "elsewhere"], "error: elsewhere/store: there is no graph here"),
    (["check", "-o", "elsewhere"], "error: elsewhere/store: there is no graph here"),
    (["open", "--no-browser"], "error: output: there are no pages here"),
    (["bild"], "error: there is no command bild; did you mean build?"),
    (["build"], "error: INPUT is missing; see jianyan build --help"),
    (["build", "a.txt", "--bass", "x"], "error: there is no option --bass"),
    (["build", "a.txt", "--base", "x"], "error: --base: 'x' is not an absolute IRI"),
]


@pytest.mark.parametrize(("args", "words"), BAD_QUESTIONS, ids=[" ".join(args) for args, _ in BAD_QUESTIONS])
def test_a_bad_question(built: Path, args: list[str], words: str) -> None:
    code, out, complaint = run(*args, cwd=built)
    assert (code, out) == (2, "")
    assert complaint.startswith(words)
    assert complaint.count("\n") == 1
    assert not (built / "elsewhere").exists()


@pytest.mark.parametrize("args", [args for args, _ in BAD_QUESTIONS], ids=[" ".join(args) for args, _ in BAD_QUESTIONS])
def test_a_bad_question_in_chinese(built: Path, args: list[str]) -> None:
    code, _, complaint = run(*args, cwd=built, lang="zh")
    assert (code, complaint.count("\n")) == (2, 1)
    assert complaint.startswith("错误：")
    assert any("一" <= char <= "鿿" for char in complaint.removeprefix("错误："))


def test_a_sparql_error_says_where(built: Path) -> None:
    code, _, complaint = run("query", "-e", "SELECT * {\n  ?s ?p \n}", cwd=built)
    assert (code, complaint.count("\n")) == (2, 1)
    assert complaint.startswith("error: SPARQL:3:")
    (built / "broken.rq").write_text("SELECT ?x\nWHERE { ?x a jy:Measure ]", encoding="utf-8")
    assert run("query", "broken.rq", cwd=built)[2].startswith("error: broken.rq:2:")


def test_an_unexpected_error_asks_to_be_reported(tmp_path: Path) -> None:
    """Something that no message of ours foresees: a part of the program that is broken."""
    (tmp_path / "sitecustomize.py").write_text(
        "import jianyan.corpus\n"
        "def build(*_, **__): raise ZeroDivisionError('by\\nnought')\n"
        "jianyan.corpus.build = build\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(tmp_path), ROOT])
    code, out, complaint = run("build", "a.txt", cwd=tmp_path, PYTHONPATH=path)
    assert (code, out, complaint.count("\n")) == (70, "", 1)
    assert complaint.startswith("error: unexpected error (ZeroDivisionError: by nought). ")
    assert "--debug" in complaint
    for args, extra in ((["--debug"], {}), ([], {"JIANYAN_DEBUG": "1"})):
        code, _, complaint = run("build", "a.txt", *args, cwd=tmp_path, PYTHONPATH=path, **extra)
        assert code == 70
        assert "Traceback" in complaint


def test_every_error_of_ours_says_what_to_do_in_one_line() -> None:
    error = InputError("a\nb.txt", en="is\nempty", zh="是\n空的")
    assert error.message() == "a b.txt: is empty"
    assert error.message("zh") == "a b.txt：是 空的"
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.message("zh")) == (InputError, error.message("zh"))


def test_the_family_is_one() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert len(kinds) > 4
    assert all(issubclass(kind, JianyanError) and kind.exit_code == 2 for kind in kinds)
