"""The documents hold: each command of a README is run or checked, each option, path and link in it exists.

In a README, a ``console`` block holds commands of ours, each after ``$ ``, perhaps with what they print; they are run
in their order, on a terminal, in an empty folder that has nothing but the bundled article. Each line of output that
is shown must be printed (blanks and the table's rules aside); a line ``…`` stands for what is left out. An ``sh``
block holds commands that are not run here, for they set up this very environment, but checked.
"""

from __future__ import annotations

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}  # with the language in which they show what is printed
SAMPLES = "graph/jianyan/samples"
ADDED = {"open": ["--no-browser"]}  # a test has no browser to open

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
LINK = re.compile(r"\]\(([^)#]+)\)")
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
RULES = re.compile(r"[\s\u2500-\u257f|+=-]+")  # blanks, box drawing and what stands in for it


@dataclass(frozen=True)
class Shown:
    """A command of a ``console`` block and the lines shown below it."""

    command: str
    output: tuple[str, ...]


def text(name: str) -> str:
    return (TOP / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return [body for kind, body in BLOCK.findall(text(name)) if kind == language]


def console(name: str) -> list[Shown]:
    found: list[Shown] = []
    for block in blocks(name, "console"):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Shown(line[2:], ()))
            else:
                found[-1] = Shown(found[-1].command, (*found[-1].output, line))
    return found


def shell(name: str) -> list[str]:
    return [line for block in blocks(name, "sh") for line in block.splitlines() if line.strip()]


def prose(name: str) -> str:
    return BLOCK.sub("", text(name))


@cache
def program() -> str:
    found = shutil.which("jianyan", path=str(Path(sys.executable).parent))
    assert found, "jianyan is not installed beside this Python: make test"
    return found


def run(arguments: list[str], folder: Path, language: str = "en") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "120", "NO_COLOR": "1", "JIANYAN_LANG": language}
    return subprocess.run(
        [program(), *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=120,
    )


def on_a_terminal(arguments: list[str], folder: Path, language: str) -> tuple[int, str]:
    """The exit code, and what a user sees in a terminal of 100 columns."""
    import pty

    master, slave = pty.openpty()
    environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "100", "NO_COLOR": "1", "TERM": "xterm"}
    with subprocess.Popen(
        [program(), *arguments],
        cwd=folder,
        env=environment | {"JIANYAN_LANG": language},
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=subprocess.PIPE,
    ) as started:
        os.close(slave)
        seen = b""
        with suppress(OSError):  # that is how a terminal says that its program has ended
            while some := os.read(master, 65536):
                seen += some
        os.close(master)
        assert started.stderr is not None
        seen += started.stderr.read()
    return started.returncode, ESCAPES.sub("", seen.decode())


@cache
def help_of(*command: str) -> str:
    done = run([*command, "--help"], TOP)
    assert done.returncode == 0, done.stderr
    return done.stdout


@cache
def commands() -> tuple[str, ...]:
    listed = help_of().split("Commands:")[1].split("\n\n")[0]
    return tuple(re.findall(r"^  ([a-z-]+)", listed, re.MULTILINE))


@cache
def options() -> frozenset[str]:
    return frozenset(OPTION.findall("\n".join([help_of(), *(help_of(name) for name in commands())])))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An otherwise empty folder that holds the bundled article where the README looks for it."""
    shutil.copytree(TOP / SAMPLES, tmp_path / SAMPLES)
    return tmp_path


def squeezed(line: str) -> str:
    return RULES.sub("", line)


def test_both_readmes_show_the_same_commands() -> None:
    first, second = ([s.command for s in console(name)] + shell(name) for name in READMES)
    assert first == second
    assert len(first) > 10


@pytest.mark.parametrize("name", READMES)
def test_commands_run_and_print_what_is_shown(name: str, folder: Path) -> None:
    ran = 0
    for shown in console(name):
        program_name, *arguments = shlex.split(shown.command)
        assert program_name == "jianyan", f"not a command of ours: {shown.command}"
        code, seen = on_a_terminal([*arguments, *ADDED.get(arguments[0], [])], folder, READMES[name])
        assert code == 0, f"{shown.command}\n{seen}"
        printed = squeezed(seen)
        missing = [line for line in shown.output if line.strip() != "…" and squeezed(line) not in printed]
        assert not missing, f"{shown.command} does not print what {name} shows; it prints:\n{seen}"
        ran += 1
    assert ran >= 4


@pytest.mark.parametrize("name", READMES)
def test_the_way_to_check_an_answer_works(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The README's snippet prints the quote of every row of measures.csv, by its start and end."""
    (snippet,) = blocks(name, "python")
    done = run(["build", SAMPLES, "--no-view"], folder)
    assert done.returncode == 0, done.stderr
    with (folder / "output" / "measures.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert rows
    monkeypatch.chdir(folder)
    for row in rows:
        exec(snippet, {"start": int(row["start"]), "end": int(row["end"])})
        assert capsys.readouterr().out == row["text"] + "\n"


@pytest.mark.parametrize("name", READMES)
def test_every_option_exists(name: str) -> None:
    ours = "\n".join(code for code in INLINE.findall(prose(name)) if not code.startswith("pip "))
    named = set(OPTION.findall(ours))
    assert named, "the README names no option at all"
    assert named <= options()


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_documented(name: str) -> None:
    assert "build" in commands()
    said = set(re.findall(r"jianyan ([a-z-]+)", text(name)))
    assert set(commands()) <= said, "a command of jianyan that the README does not name"


def setting_up(name: str) -> Iterator[list[str]]:
    """The commands of ``sh`` blocks and of inline code that begin with a program other than ours."""
    for line in [*shell(name), *INLINE.findall(prose(name))]:
        words = line.replace("\\", "/").split()
        if words[0].rsplit("/", 1)[-1] in {"make", "pip", "bash", "py", "python", "pyproject-build"} and len(words) > 1:
            yield words


@pytest.mark.parametrize("name", READMES)
def test_commands_that_set_up_are_right(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
    known = {
        kind: subprocess.run(
            [sys.executable, "-m", "pip", kind, "--help"], capture_output=True, check=True, encoding="utf-8"
        ).stdout
        for kind in ("install", "wheel")
    }
    seen = set()
    for program_path, *arguments in setting_up(name):
        program_name = program_path.rsplit("/", 1)[-1]
        seen.add(program_name)
        if program_name == "make":
            assert arguments[0] in targets, f"no such target: make {arguments[0]}"
        elif program_name == "pip":
            assert all(option in known[arguments[0]] for option in arguments if option.startswith("--")), arguments
            assert "constraints.txt" not in arguments or (TOP / "constraints.txt").is_file()
        elif program_name == "bash" or arguments[0].endswith(".py"):
            assert (TOP / arguments[0]).is_file(), arguments
    assert {"make", "pip", "bash"} <= seen


@pytest.mark.parametrize("name", READMES)
def test_links_and_paths_exist(name: str) -> None:
    links = [link for link in LINK.findall(text(name)) if "://" not in link]
    paths = re.findall(r"(?<![\w./])(?:graph|ontology|queries|benchmarks|tests)/[\w./-]*", text(name))
    assert links
    assert paths
    gone = [path for path in [*links, *paths] if not (TOP / path).exists()]
    assert not gone


@pytest.mark.parametrize("name", READMES)
def test_the_eight_questions_are_there(name: str) -> None:
    """Each with the queries that answer it."""
    numbered = re.findall(r"^(\d)\. (.*)$", text(name), re.MULTILINE)
    assert [number for number, _ in numbered] == list("12345678")
    for number, line in numbered:
        named = INLINE.findall(line)
        assert named, line
        for query in named:
            path = TOP / "queries" / f"{query}.rq"
            assert path.is_file(), line
            assert f"#+ question: {number}\n" in path.read_text(encoding="utf-8"), line
