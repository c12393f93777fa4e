"""Kills builds, updates and removals with ``kill -9``, and looks at what they leave.

usage: python benchmarks/crash.py [--points N] [--seed N] [--texts N] [--only WORDS] [--at N …] [--json FILE]

Where a process is killed: at each critical step by name (``STEPS``), before and after it; at calls of the system that
change a folder, drawn from all that Python makes (its audit events); at moments of the process's own length, drawn
too; and in a worker process, which the build has to survive. After each:

- questions are answered from the old dataset or the new one, by the store, by an export, and by the published files;
- the same command again succeeds, and leaves what a build from scratch gives, byte for byte;
- no process is left, and no file that does not belong there.

Everything is drawn by ``--seed``; only where a moment falls depends on the machine. For Linux: processes are forked
from one that has all loaded, and looked for in /proc.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import corpus_texts

TEXTS, OUT = Path("texts"), Path("out")
LENGTH = 600  # characters of a text
PATIENCE = 300.0  # seconds that no build here takes


# --- what is killed


@dataclass(frozen=True)
class Operation:
    """``before`` and ``after`` are states (folders that :func:`prepare` makes); ``share`` is that of
    :mod:`jianyan.corpus.build`: 0 always changes what is there, 1000 makes everything anew."""

    name: str
    before: str | None
    after: str
    jobs: int = 1
    share: int = 0

    def run(self) -> None:
        from jianyan import corpus

        building: Any = import_module("jianyan.corpus.build")  # the package has a function of that name
        building.SHARE = self.share
        if self.after == "less":
            corpus.remove([f"texts/{name}" for name in removed(sorted(TEXTS.iterdir()))], OUT, view=page)
        else:
            corpus.build([TEXTS], OUT, jobs=self.jobs, view=page)


OPERATIONS = (
    Operation("build", None, "old"),
    Operation("build, 2 workers", None, "old", jobs=2),
    Operation("update in place", "old", "new"),
    Operation("update anew", "old", "new", share=1000),
    Operation("remove", "new", "less"),
)


def removed(texts: list[Path]) -> list[str]:
    return [path.name for path in texts[::7]]


def page(store: Any, index: Path, _lang: str) -> None:
    """A page and what it leads to, as views write them."""
    index.write_text(f"{len(store)}\n", encoding="utf-8")
    (index.parent / "view").mkdir()
    (index.parent / "view" / "a.html").write_text(f"{len(store)}\n", encoding="utf-8")


# --- where it is killed


@dataclass(frozen=True)
class Point:
    """``kind`` is step, call, moment or worker; ``number`` the number of the call, or 0 for before a step and 1 for
    after it; ``share`` that of the length of the process."""

    kind: str
    step: str = ""
    number: int = 0
    share: float = 0.0

    @property
    def where(self) -> str:
        if self.kind == "step":
            return f"{'after' if self.number else 'before'}: {self.step}"
        return {"call": "a call that changes a folder", "moment": "any moment", "worker": "in a worker"}[self.kind]


PUBLISHED = "the files are published"
STEPS: dict[str, tuple[str, str]] = {
    "a reading is kept": ("jianyan.corpus.readings", "Readings.put"),
    "readings are saved": ("jianyan.corpus.readings", "Readings.save"),
    "the new generation is begun": ("jianyan.corpus.folder", "Work.begin"),
    "the store is loaded": ("jianyan.store.loading", "Loader._load"),
    "the store is compacted": ("jianyan.store.loading", "Loader.__exit__"),
    "the store is copied": ("jianyan.store.change", "_linked"),
    "the store is changed": ("jianyan.store", "change"),
    "conclusions change": ("jianyan.corpus.index.update", "apply"),
    "the files are written": ("jianyan.corpus.publishing", "write"),
    "the manifest is written": ("jianyan.corpus.manifest", "write"),
    "the checksums are written": ("jianyan.corpus.checksums", "write"),
    "the generation counts": ("jianyan.corpus.folder", "Work.commit"),
    PUBLISHED: ("jianyan.corpus.folder", "_publish"),
    "old readings are dropped": ("jianyan.corpus.readings", "Readings.keep_only"),
}
CALLS = {
    "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "shutil.rmtree", "shutil.copyfile", "sqlite3.connect",
    "open",
}  # fmt: skip
"""Audit events that come before a change of a folder; of ``open`` only what is opened to be written."""
HOT = "readings, half written back"


def of_step(operation: Operation, step: str) -> bool:
    """Whether an operation takes a step at all."""
    anew = step in {"the store is loaded", "the store is compacted"}
    change = step in {"the store is copied", "the store is changed", "conclusions change"}
    in_place = operation.before is not None and operation.share == 0
    reads = step == "a reading is kept" and operation.after == "less"
    if step == "readings are saved" and operation.after == "less":
        return False
    return not reads and not (anew and in_place) and not (change and not in_place)


def arm(point: Point) -> None:
    """Have this process killed there."""
    if point.kind == "call":
        left = [point.number]

        def count(event: str, args: tuple[Any, ...]) -> None:
            if changes(event, args):
                left[0] -= 1
                if left[0] < 0:
                    die()

        sys.addaudithook(count)
    elif point.kind == "step":
        module, path = STEPS.get(point.step, ("jianyan.corpus.readings", "Readings.keep_only"))
        holder: Any = import_module(module)
        *outer, name = path.split(".")
        for part in outer:
            holder = getattr(holder, part)
        real = getattr(holder, name)

        def killed(*args: Any, **named: Any) -> Any:
            if point.step == PUBLISHED and not list(OUT.glob("dataset/*/publish/manifest.json")):
                return real(*args, **named)  # a build looks for what another left, too
            if point.step == HOT:
                half_written(args[0])
            if point.number:
                real(*args, **named)
            return die()

        setattr(holder, name, killed)


def half_written(readings: Any) -> None:
    """Leave a transaction on the disk that is not finished: SQLite does so when its memory is full, and a moment
    before each commit."""
    sql = readings._sql
    sql.execute("PRAGMA cache_size = 2")
    sql.execute("UPDATE reading SET lines = zeroblob(length(lines))")


def changes(event: str, args: tuple[Any, ...]) -> bool:
    if event == "open":
        return isinstance(args[1], str) and not set(args[1]).isdisjoint("wxa+")
    return event in CALLS


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)


# --- processes


def forked(folder: Path, work: Callable[[], None]) -> int:
    """The process that does ``work`` in ``folder``. It is forked, so that it has all loaded; this one never opens a
    store, whose threads a fork would not take along."""
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        os.chdir(folder)
        with Path("errors.txt").open("w", encoding="utf-8") as errors:
            os.dup2(errors.fileno(), 2)
        work()
        code = 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def ended(process: int, seconds: float = PATIENCE) -> int | None:
    """The exit code of a process (negative: the signal that ended it), None where it goes on for longer."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found, status = os.waitpid(process, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    return None


def asked(folder: Path, work: Callable[[], Any]) -> Any:
    """What ``work`` gives in a process of its own; its error as a string where it fails."""
    answer = folder / "answer.json"
    answer.unlink(missing_ok=True)
    code = ended(forked(folder, lambda: print(json.dumps(work()), file=answer.open("w", encoding="utf-8"))))
    if code == 0:
        return json.loads(answer.read_text(encoding="utf-8"))
    told = (folder / "errors.txt").read_text(encoding="utf-8").splitlines()
    return f"exit {code}: {told[-1] if told else ''}"


def workers(process: int) -> list[int]:
    """The processes that read for ``process``, once they have begun."""
    found = []
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            command = Path(f"/proc/{child}/cmdline").read_bytes()
            if b"spawn_main" in command:
                found.append(int(child))
    return found


def left_behind(folder: Path, seconds: float = 20.0) -> list[str]:
    """Processes that work in ``folder`` and do not end."""
    deadline = time.monotonic() + seconds
    while True:
        found = []
        for path in Path("/proc").glob("[0-9]*/cwd"):
            try:
                if path.resolve() == folder:
                    found.append(path.parent.name)
            except OSError:  # ended meanwhile, or is another user's
                continue
        if not found or time.monotonic() > deadline:
            return found
        time.sleep(0.05)


# --- what is found


def state() -> dict[str, Any]:
    """What is in the output folder here, as it is asked: by the store, by an export, by the files."""
    from jianyan import corpus, queries, store
    from jianyan.errors import OutputError

    corpus.settle(OUT)
    try:
        there = store.open_read_only(corpus.store_of(OUT))
    except OutputError as error:
        if "there is no graph here" not in error.en:
            raise
        return {"store": None}
    lines = sorted(str(quad) + " .\n" for quad in there)
    rows = [[str(term) for term in row] for row in queries.run(there, "most-backed").rows or ()]
    with corpus.opened(OUT) as opened:
        exported = sorted(opened.lines())
    return {"store": digest(lines), "export": digest(exported), "answer": digest(map(str, rows)), "files": files()}


def files() -> dict[str, str]:
    """The published files that are the same for the same texts: not ``report.json``, which says what a build did."""
    return {
        path.relative_to(OUT).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(OUT.rglob("*"))
        if path.is_file() and path.relative_to(OUT).parts[0] not in {"dataset", "report.json"}
    }


def digest(lines: Any) -> str:
    return sha256("".join(lines).encode()).hexdigest()


def strays() -> list[str]:
    """What does not belong in the output folder after a build that ended."""
    dataset = OUT / "dataset"
    current = (dataset / "current").read_text(encoding="ascii").strip()
    top = {"graph.nq", "measures.csv", "manifest.json", "report.json", "index.html", "view", "dataset"}
    found = [path.name for path in OUT.iterdir() if path.name not in top]
    numbers = {current, *(str(number) for number in range(int(current)) if (dataset / str(number)).is_dir())}
    found += [path.name for path in dataset.iterdir() if path.name not in {"current", "readings.db", *numbers}]
    inner = {"store", "index.db", "manifest.json", "checksums.json"}
    found += [path.name for path in (dataset / current).iterdir() if path.name not in inner]
    if len(numbers) > 2:
        found.append(f"{len(numbers)} generations")
    return found


# --- the run


def prepare(folder: Path, count: int) -> dict[str, Any]:
    """The three states, each built from scratch: what each is, by name."""
    for name in ("old", "new", "less"):
        (folder / name / TEXTS).mkdir(parents=True)
        for number in range(count + (name != "old") * count // 10):
            text = corpus_texts.text(number, 1, LENGTH)
            if name != "old" and number % 9 == 4:
                text += "建议：加快建设综合性数据平台。\n"
            (folder / name / TEXTS / f"{number:03}.txt").write_text(text, encoding="utf-8", newline="\n")
    for name in removed(sorted((folder / "less" / TEXTS).iterdir())):
        (folder / "less" / TEXTS / name).unlink()
    known: dict[str, Any] = {"none": {"store": None}}
    for name in ("old", "new", "less"):
        told = asked(folder / name, lambda name=name: Operation(name, None, "old").run())  # type: ignore[misc]
        if told is not None:
            raise SystemExit(f"{name}: {told}")
        known[name] = asked(folder / name, state)
    if len({json.dumps(one) for one in known.values()}) != 4:
        raise SystemExit("the states do not differ")
    return known


@contextmanager
def tried(folder: Path, operation: Operation) -> Iterator[Path]:
    """A folder in the state from which the operation starts."""
    place = folder / "try"
    place.mkdir()
    try:
        shutil.copytree(folder / ("new" if operation.after == "less" else operation.after) / TEXTS, place / TEXTS)
        if operation.before:
            shutil.copytree(folder / operation.before / OUT, place / OUT)
        yield place
    finally:
        shutil.rmtree(place)


def measured(folder: Path, operation: Operation) -> tuple[float, int]:
    """How many seconds an operation takes that is left alone, and how many calls it makes that change a folder."""

    def counted() -> int:
        calls = [0]

        def count(event: str, args: tuple[Any, ...]) -> None:
            calls[0] += changes(event, args)

        sys.addaudithook(count)
        operation.run()
        return calls[0]

    with tried(folder, operation) as place:
        begun = time.monotonic()
        calls = asked(place, counted)
        if not isinstance(calls, int):
            raise SystemExit(f"{operation.name}: {calls}")
        return time.monotonic() - begun, calls


def points(random: Random, count: int, calls: dict[str, int]) -> list[tuple[Operation, Point]]:
    """Each critical step once, then drawn ones, up to ``count``."""
    found = [
        (operation, Point("step", step, after))
        for step in (*STEPS, HOT)
        for after in (0, 1)
        for operation in OPERATIONS
        if operation.jobs == 1 and of_step(operation, step) and not (step == HOT and after)
    ]
    if count < len(found):  # a short run takes each step where it can, before or after
        by_step: dict[str, list[tuple[Operation, Point]]] = {}
        for one in found:
            by_step.setdefault(one[1].step, []).append(one)
        found = [random.choice(some) for some in by_step.values()][:count]
    while len(found) < count:
        operation = random.choice(OPERATIONS)
        kind = random.choice(("call", "moment", "worker") if operation.jobs > 1 else ("call", "moment"))
        number = random.randrange(calls[operation.name])
        found.append((operation, Point(kind, "", number if kind == "call" else 0, round(random.uniform(0.02, 1), 3))))
    return found


def attempt(folder: Path, operation: Operation, point: Point, seconds: float, known: dict[str, Any]) -> dict[str, Any]:
    """Kill the operation at the point; what was found then."""
    with tried(folder, operation) as place:

        def victim() -> None:
            arm(point)
            operation.run()

        process = forked(place, victim)
        killed = False
        if point.kind in {"moment", "worker"}:
            code = ended(process, point.share * seconds)
            if code is None and point.kind == "moment":
                os.kill(process, signal.SIGKILL)
                code = ended(process)
            while code is None and not killed:
                some = workers(process)
                if some:
                    os.kill(some[point.number % len(some)], signal.SIGKILL)
                    killed = True
                code = ended(process, PATIENCE if killed else 0.02)
        else:
            code = ended(process)
        if hung := code is None:
            os.kill(process, signal.SIGKILL)
            code = ended(process)
        killed = killed or code == -signal.SIGKILL
        wrong = []
        if point.kind == "worker" and killed and code != 0:
            wrong.append("hangs after a worker died" if hung else f"exit {code} after a worker died")
        elif not killed and code != 0:
            wrong.append(f"exit {code} though it was not killed")
        orphans = left_behind(place)
        if orphans:
            wrong.append(f"processes are left: {orphans}")
        found = asked(place, state)
        names = [name for name in (operation.before or "none", operation.after) if found == known[name]]
        if not names:
            wrong.append(f"neither the old nor the new: {found}")
        again = asked(place, lambda: once_more(operation))
        if again is not None:
            wrong.append(f"the next build: {again}")
        if (after := asked(place, state)) != known[operation.after]:
            wrong.append(f"not as from scratch: {after}")
        if stray := asked(place, strays):
            wrong.append(f"left over: {stray}")
        return {
            "operation": operation.name,
            "where": point.where,
            "killed": killed,
            "found": "nothing yet" if names == ["none"] else "new" if operation.after in names else "old",
            "wrong": wrong,
        }


def once_more(operation: Operation) -> None:
    from jianyan.errors import InputError

    try:
        operation.run()
    except InputError as error:
        if operation.after != "less" or "no such document" not in error.en:
            raise


def table(results: list[dict[str, Any]]) -> str:
    """The results as Markdown, by operation and where it was killed."""
    rows: dict[tuple[str, str], Counter[str]] = {}
    for result in results:
        row = rows.setdefault((result["operation"], result["where"]), Counter())
        row["tried"] += 1
        row["killed"] += result["killed"]
        row[result["found"]] += 1
        row["wrong"] += bool(result["wrong"])
    columns = ("tried", "killed", "nothing yet", "old", "new", "wrong")
    lines = [f"| operation | killed | {' | '.join(columns)} |", "|---|---|" + "---|" * len(columns)]
    for (operation, where), row in sorted(rows.items()):
        lines.append(f"| {operation} | {where} | {' | '.join(str(row[name]) for name in columns)} |")
    total = sum(rows.values(), Counter[str]())
    lines.append(f"| all | | {' | '.join(str(total[name]) for name in columns)} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--points", type=int, default=200, help="how many kills (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=6, help="what they are drawn by (default: %(default)s)")
    parser.add_argument("--texts", type=int, default=40, help="of the corpus (default: %(default)s)")
    parser.add_argument("--only", metavar="WORDS", default="", help="only the points whose name has these words")
    parser.add_argument("--at", metavar="N", type=int, nargs="+", help="only the points of these numbers")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write each result as a line of JSON")
    options = parser.parse_args()
    if sys.platform != "linux":
        raise SystemExit("this looks at processes as Linux tells of them")
    with tempfile.TemporaryDirectory(dir=options.folder) as temporary:
        results = run(Path(temporary).resolve(), options)
    print(table(results))
    for result in results:
        for wrong in result["wrong"]:
            print(f"WRONG {result['operation']}, {result['where']}: {wrong}"[:2000])
    return int(any(result["wrong"] for result in results))


def run(folder: Path, options: argparse.Namespace) -> list[dict[str, Any]]:
    from jianyan import corpus, extraction, lexicon, queries, reading, store  # noqa: F401  # for those that are forked
    from jianyan.rdf import quads  # noqa: F401

    words = lexicon.load()
    extraction.extract(reading.read_bytes(corpus_texts.text(1).encode(), "a.txt", ".txt"), words)
    lexicon.load = lambda folder=None, added=None: words
    known = prepare(folder, options.texts)
    lengths = {operation.name: measured(folder, operation) for operation in OPERATIONS}
    drawn = points(Random(options.seed), options.points, {name: calls for name, (_, calls) in lengths.items()})
    drawn = [one for at, one in enumerate(drawn, 1) if options.only in one[1].where and at in (options.at or [at])]
    results = []
    for at, (operation, point) in enumerate(drawn, 1):
        result = attempt(folder, operation, point, lengths[operation.name][0], known)
        results.append(result)
        if options.json:
            with options.json.open("a", encoding="utf-8") as file:
                file.write(json.dumps(result) + "\n")
        print(f"{at}/{len(drawn)} {operation.name}, {point.where}: {result['found']}", file=sys.stderr, flush=True)
    return results


if __name__ == "__main__":
    raise SystemExit(main())
