"""The article that jianyan was made for, read end to end: what it must show, and how well it is read.

The article is other people's and not part of the project; where it does not lie beside the checkout these are skipped.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest

import jianyan

SHARED = Path(__file__).resolve().parents[2] / "shared"
ARTICLE = SHARED / "seeds" / "hubei-2022-07-15.txt"
GOLD = SHARED / "gold" / "hubei-2022-07-15.json"
SCORE = SHARED / "tools" / "score.py"

LEAST = {
    "document": 1, "speakers": 1, "memberships": 1, "on_behalf_of": 1, "attribution": 1, "bodies": 1, "places": 1,
    "statements": 0.97, "measures": 0.97, "statements_exact": 0.93, "measures_exact": 0.93,
    "organisations": 0.92, "sectors": 0.90,
}  # fmt: skip

pytestmark = pytest.mark.skipif(
    not all(path.is_file() for path in (ARTICLE, GOLD, SCORE)),
    reason="no ../shared with the article, its annotation and score.py beside this checkout",
)


def run(*args: str, cwd: Path) -> str:
    """What ``jianyan`` prints, in a process of its own."""
    path = os.pathsep.join(filter(None, [str(Path(jianyan.__file__).parents[1]), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, "-m", "jianyan", *args],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "JIANYAN_LANG": "en"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the article and, in ``output``, its build."""
    folder = tmp_path_factory.mktemp("article")
    shutil.copyfile(ARTICLE, folder / "article.txt")
    run("build", "article.txt", "--quiet", cwd=folder)
    return folder


@pytest.fixture(scope="module")
def figures(built: Path) -> dict[str, dict[str, float]]:
    command = [sys.executable, str(SCORE), str(built / "output" / "graph.nq"), str(GOLD), "--json"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=True)
    found: dict[str, dict[str, float]] = json.loads(done.stdout)["figures"]
    return found


@pytest.mark.parametrize("kind", LEAST)
def test_it_is_read_as_it_was_annotated(figures: dict[str, dict[str, float]], kind: str) -> None:
    assert figures[kind]["F1"] >= LEAST[kind], figures[kind]


def test_who_backs_new_energy_vehicles(built: Path) -> None:
    found = rows(run("query", "who-backs", "--param", "sector=新能源汽车", "--format", "csv", cwd=built))
    text = ARTICLE.read_text(encoding="utf-8")
    theirs = [row for row in found if "张锋" in row.values()]
    assert theirs
    assert {row["body"] for row in theirs} == {"民盟湖北省委会"}
    assert all(row["quote"] and text[int(row["start"]) : int(row["end"])] == row["quote"] for row in found)


def test_the_keynote_speaks_for_no_body(built: Path) -> None:
    with (built / "output" / "measures.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    keynote = [row for row in table if row["speaker"] == "彭军"]
    text = ARTICLE.read_text(encoding="utf-8")
    start, end = text.index("主题发言\n"), text.index("创新现代产业体系")
    assert keynote
    assert keynote == [row for row in table if start <= int(row["start"]) < end]
    assert {row["bodies"] for row in keynote} == {""}
    assert {row["basis"] for row in keynote} == {"note"}


def files(output: Path) -> dict[str, bytes]:
    """What a build writes, but for Oxigraph's own files, which are not the same twice."""
    return {path.name: path.read_bytes() for path in output.iterdir() if path.is_file()}


def build(built: Path, texts: Sequence[str], output: str) -> dict[str, bytes]:
    run("build", *texts, "--output", output, "--quiet", cwd=built)
    return files(built / output)


def test_the_same_bytes_in_any_order(built: Path) -> None:
    (built / "other.txt").write_text("省政协委员沐小满建议：在南昌建设氢能产业园。\n", encoding="utf-8")
    one = build(built, ["article.txt", "other.txt"], "one")
    assert one == build(built, ["other.txt", "article.txt"], "two")
    assert one.keys() == {"graph.nq", "index.html", "manifest.json", "measures.csv", "report.json"}


def test_again_changes_nothing_and_says_so(built: Path) -> None:
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in (built / "output").rglob("*")}
    assert "Nothing changed" in run("build", "article.txt", cwd=built)
    assert before == {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in (built / "output").rglob("*")}
