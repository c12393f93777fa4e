"""``jianyan text`` and ``jianyan explain`` read within the limits of a build, and say what they could not read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jianyan import corpus, lexicon
from jianyan.cli.app import make_app
from jianyan.corpus import looking, process
from jianyan.corpus.worker import Ground, Task
from jianyan.errors import InputError, JianyanError

FILES = Path(__file__).parent / "formats" / "files"
PAGE = "<!doctype html><html><body><p>云栖镇加快建设茶产业园区，完善仓储物流设施。</p></body></html>"
LONG = "昆明市政协委员许清禾建议，加快推进氢能产业发展，完善配套政策。\n" * 18_000
WORDS = lexicon.load()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def run(*args: str, input: bytes | None = None) -> Result:  # noqa: A002
    return CliRunner().invoke(make_app("en"), args, input=input)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[process.Process[object]]]:
    """The workers that are started."""
    found: list[process.Process[object]] = []

    class Counted(process.Process[object]):
        def __init__(self, *args: object) -> None:
            super().__init__(*args)  # type: ignore[arg-type]
            found.append(self)

    monkeypatch.setattr(looking, "Process", Counted)
    yield found
    assert not any(one._process.is_alive() for one in found)


@pytest.mark.parametrize("command", ["text", "explain"])
@pytest.mark.parametrize(
    ("option", "value"), [("--max-size", "0.00001"), ("--max-memory", "1"), ("--max-seconds", "0.000001")]
)
def test_what_takes_too_much_is_refused_with_the_option_that_allows_more(
    page: Path, command: str, option: str, value: str
) -> None:
    result = run(command, option, value, str(page))
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert result.output.count("\n") == 1
    assert option in result.output


def test_what_a_build_reads_in_a_worker_is_read_in_one(page: Path, started: list[object], tmp_path: Path) -> None:
    small = tmp_path / "small.txt"
    small.write_text("许清禾委员建议，加快建设园区。\n", encoding="utf-8")
    assert run("text", str(small)).exit_code == 0
    assert run("explain", str(small)).exit_code == 0
    assert not started
    assert run("text", str(page), str(small), str(page)).exit_code == 0
    assert len(started) == 1  # for both pages
    assert run("explain", str(page)).exit_code == 0
    assert len(started) == 2
    assert run("text", "--max-seconds", "0", "--max-memory", "0", str(page)).exit_code == 0
    assert len(started) == 2  # nothing to watch


def test_a_worker_says_the_same_as_this_process(page: Path) -> None:
    with corpus.Looking(corpus.explanation, WORDS, corpus.Limits()) as watched:
        there = watched.at(str(page))
    with corpus.Looking(corpus.explanation, WORDS, corpus.Limits(0, 0, 0)) as unwatched:
        assert unwatched.at(str(page)) == there


def test_standard_input_is_limited_too() -> None:
    assert "--max-size" in run("text", "--max-size", "0.0001", "-", input=LONG.encode()).output
    assert run("text", "-", input=PAGE.encode()).output.strip() == "云栖镇加快建设茶产业园区，完善仓储物流设施。"


def ends(task: Task, ground: Ground) -> JianyanError:
    import os

    os._exit(9)


def test_a_worker_that_ends_by_itself_is_told(page: Path) -> None:
    with corpus.Looking(ends, WORDS, corpus.Limits()) as watched, pytest.raises(InputError, match="ended the process"):
        watched.at(str(page))


def test_pages_that_are_pictures_are_told(tmp_path: Path) -> None:
    import pypdfium2

    made = pypdfium2.PdfDocument.new()
    for name in ("latin.pdf", "scanned.pdf"):
        made.import_pages(pypdfium2.PdfDocument(FILES / name), [0])
    path = tmp_path / "a.pdf"
    made.save(path)
    for command in ("text", "explain"):
        plain = run(command, str(path))
        assert "pages that are pictures are not read: 2" in plain.stderr
        assert "pictures" not in plain.stdout
        assert json.loads(run(command, "--json", str(path)).stdout)["unread"] == [2]
