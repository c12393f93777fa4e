"""Builds, asks, updates, backs up and serves one corpus at once, for as long as it is told, and looks at what it costs.

usage: python benchmarks/soak.py [--seconds N] [--texts N] [--folder DIR] [--json]

One process of ours updates the corpus again and again: texts change, come and go. Others meanwhile ask it questions,
export it and back it up; ``jianyan serve`` is asked over HTTP where there is such a command. What they hold in memory
is looked at each second (Linux); reported are the medians of the second and the last tenth of the time and the slope
of a line through all. At the end the corpus must equal a build from scratch, and every backup must be whole.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import corpus_texts
from corpus import memory

OUT, TEXTS = Path("out"), Path("texts")
LENGTH = 1500
EXPORT = ("export", "--format", "csv", "--to", "tables", "-o", str(OUT))
ASKED = ("most-backed", "bodies", "sectors-by-year", "overview", "who-backs")


class Soak:
    """What runs, what it did and what went wrong."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self.folder, self.ends = folder, time.monotonic() + seconds
        self.done: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.samples: dict[str, list[tuple[float, int]]] = {}
        self.begun = time.monotonic()

    def repeat(self, name: str, work: Callable[[int], object], pause: float = 0.0) -> threading.Thread:
        """Do ``work`` with a running number until the time is over."""

        def loop() -> None:
            while time.monotonic() < self.ends:
                try:
                    work(self.done[name])
                except Exception as error:
                    self.wrong.append(f"{name}: {error}"[:500])
                self.done[name] += 1
                time.sleep(pause)

        thread = threading.Thread(target=loop, name=name)
        thread.start()
        return thread

    def sample(self, name: str, pid: int) -> None:
        if held := memory(pid):
            self.samples.setdefault(name, []).append((time.monotonic() - self.begun, held))


def program() -> str:
    return str(Path(sys.executable).parent / ("jianyan.exe" if sys.platform == "win32" else "jianyan"))


def command(folder: Path, *args: str) -> str:
    done = subprocess.run([program(), *args], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"{args[0]} gives {done.returncode}: {done.stderr.strip()}")
    return done.stdout


# Each of these runs in one process for the whole time, so that what it does not let go of is seen to grow.
UPDATES = """
import sys
from pathlib import Path
from jianyan import corpus
if __name__ == "__main__":
    for line in sys.stdin:
        kind, *names = line.split()
        if kind == "remove":
            corpus.remove(names, Path("out"))
        else:
            corpus.build(["texts"], Path("out"), jobs=2)
        print("done", flush=True)
"""
QUESTIONS = """
import sys
from pathlib import Path
from jianyan import corpus, queries
for line in sys.stdin:
    corpus.settle(Path("out"))
    there = corpus.opened_store(Path("out"))
    print(len(queries.run(there, line.strip()).rows or ()), flush=True)
    del there
"""


class Child:
    """A process that is told what to do, a line at a time, and answers each with a line."""

    def __init__(self, folder: Path, code: str) -> None:
        path = folder / f"child{len(list(folder.glob('child*.py')))}.py"
        path.write_text(code, encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, path.name],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(folder / f"{path.stem}.txt").open("w", encoding="utf-8"),
            encoding="utf-8",
        )
        self.errors = folder / f"{path.stem}.txt"

    def ask(self, line: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if not answer:
            raise RuntimeError(self.errors.read_text(encoding="utf-8")[-400:])
        return answer

    def end(self) -> str:
        """What it said where it ended by itself before, else nothing."""
        assert self.process.stdin is not None
        ended = self.process.poll() is not None
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait(60)
        return self.errors.read_text(encoding="utf-8")[-2000:] if ended else ""


def served(folder: Path) -> tuple[subprocess.Popen[bytes], int] | None:
    """A server of the corpus and its port; None where this version has no such command."""
    if "serve" not in subprocess.run([program(), "--help"], capture_output=True, encoding="utf-8", check=True).stdout:
        return None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    given = [program(), "serve", "-o", str(OUT), "--port", str(port)]
    process = subprocess.Popen(given, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(300):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return process, port
        time.sleep(0.1)
    process.kill()
    raise SystemExit("jianyan serve does not answer")


def asked_over_http(port: int, number: int) -> None:
    query = ("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "ASK { ?s ?p ?o }")[number % 2]
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/sparql",
        data=query.encode(),
        headers={"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        json.loads(answer.read())


def soak(folder: Path, seconds: float, count: int) -> dict[str, Any]:
    random = Random(6)
    (folder / TEXTS).mkdir()
    for number in range(count):
        write(folder, number)
    command(folder, "build", str(TEXTS), "-o", str(OUT), "--quiet")
    run = Soak(folder, seconds)
    builder, asker = Child(folder, UPDATES), Child(folder, QUESTIONS)
    server = served(folder)

    def update(number: int) -> None:
        for at in random.sample(range(count), 2):
            write(folder, at, f"建议：加快建设第{number}个综合性数据平台。\n")
        builder.ask("build")
        if number % 5 == 4:
            gone = random.sample(sorted(path.name for path in (folder / TEXTS).iterdir()), 2)
            builder.ask("remove " + " ".join(f"texts/{name}" for name in gone))
            for name in gone:
                (folder / TEXTS / name).unlink()

    def keep(number: int) -> None:
        try:
            command(folder, "backup", f"b{number % 2}.zip", "-o", str(OUT))
        except RuntimeError as error:
            if "too fast" not in str(error):
                raise
            return
        command(folder, "restore", f"b{number % 2}.zip", "--verify")

    def look(_number: int) -> None:
        run.sample("builder", builder.process.pid)
        run.sample("questions", asker.process.pid)
        if server:
            run.sample("server", server[0].pid)

    threads = [
        run.repeat("updates", update),
        run.repeat("questions", lambda number: asker.ask(ASKED[number % len(ASKED)])),
        run.repeat(
            "exports", lambda _: command(folder, "export", "--format", "csv", "--to", "tables", "-o", str(OUT)), 5
        ),
        run.repeat("backups", keep, 5),
        run.repeat("looks", look, 1),
    ]
    if server:
        port = server[1]
        threads.append(run.repeat("HTTP", lambda number: asked_over_http(port, number), 0.2))
    for thread in threads:
        thread.join()
    if server:
        server[0].terminate()
        server[0].wait(60)
    run.wrong += [f"{name} ended: {said}" for name, child in (("builder", builder), ("questions", asker))
                  if (said := child.end())]  # fmt: skip
    compare(folder, run)
    return {"done": dict(run.done), "memory": {name: figures(some) for name, some in run.samples.items()},
            "wrong": run.wrong}  # fmt: skip


def write(folder: Path, number: int, more: str = "") -> None:
    path = folder / TEXTS / f"{number:04}.txt"
    path.write_text(corpus_texts.text(number, 1, LENGTH) + more, encoding="utf-8", newline="\n")


def compare(folder: Path, run: Soak) -> None:
    """Whether what was updated all the time is what a build of the texts that are left gives."""
    command(folder, "build", str(TEXTS), "-o", "fresh", "--quiet")
    for name in ("graph.nq", "measures.csv"):
        if (folder / OUT / name).read_bytes() != (folder / "fresh" / name).read_bytes():
            run.wrong.append(f"{name} is not what a build from scratch gives")
    for left in (folder / OUT / "dataset").iterdir():
        if not (left.name in {"current", "readings.db"} or left.name.isdecimal()):
            run.wrong.append(f"{left.name} is left over")
    try:
        command(folder, "check", "--deep", "-o", str(OUT))
    except RuntimeError as error:
        run.wrong.append(str(error))
    shutil.rmtree(folder / "fresh")


def figures(samples: list[tuple[float, int]]) -> dict[str, float]:
    """MiB in the second and in the last tenth of the time, and how many MiB an hour a line through all but the first
    tenth rises."""
    tenth = max(len(samples) // 10, 1)
    held = [size / 1024 for _, size in samples]
    xs, ys = [at for at, _ in samples[tenth:]], held[tenth:]
    middle_x, middle_y = sum(xs) / max(len(xs), 1), sum(ys) / max(len(ys), 1)
    spread = sum((x - middle_x) ** 2 for x in xs)
    slope = sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True)) / spread if spread else 0.0
    early = median(held[tenth : 2 * tenth] or held)
    return {"early": round(early), "late": round(median(held[-tenth:])), "peak": round(max(held)),
            "per_hour": round(slope * 3600, 1)}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=float(os.environ.get("SOAK_SECONDS") or 3600))
    parser.add_argument("--texts", type=int, default=100, help="of the corpus (default: %(default)s)")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    parser.add_argument("--json", action="store_true", help="the figures as one JSON object")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as temporary:
        found = soak(Path(temporary).resolve(), options.seconds, options.texts)
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print("done: " + ", ".join(f"{count} {name}" for name, count in found["done"].items() if name != "looks"))
        for name, row in found["memory"].items():
            print(f"{name:10s} MiB: " + ", ".join(f"{key} {value}" for key, value in row.items()))
        for wrong in found["wrong"]:
            print("WRONG", wrong)
    return int(bool(found["wrong"]))


if __name__ == "__main__":
    raise SystemExit(main())
