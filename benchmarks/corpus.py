"""Builds a generated corpus and asks it: how long, how much memory, and whether cost grows linearly.

usage: python benchmarks/corpus.py [--texts N] [--jobs N] [--folder DIR] [--keep] [--asked N] [--rdflib] [--json]

Texts are those of ``corpus_texts.py``. Each build is a process of its own, held to as many cores as it has ``--jobs``
(Linux): with one job alone the process that writes would use a second core, and "two cores against one" would say too
little. Its memory is that of the process and its workers together, looked at twice a second (Linux). Processor time
is given beside the wall clock, since others may use the machine too. After the build one text is changed and the
corpus built again, and then once more with nothing changed. Questions with a parameter are asked for ``--asked``
values each, drawn from all that the graph has of the kind (a draw by seed), and for the one with most measures; the
median and the slowest are told, by the clock and (``cpu``) in processor time, which others lengthen less, and the
median over all of them at the end. ``--rdflib`` asks the questions over the whole graph of rdflib's memory store too,
without what is counted at build time: for small corpora.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import corpus_texts

WITH_PARAMETER = (
    ("on-sector", "sector"), ("proposals-of-body", "body"), ("who-backs", "body"), ("proposals-of-speaker", "speaker"),
    ("who-backs", "speaker"), ("citing", "plan"), ("asked-of", "department"), ("evidence", "measure"),
)  # fmt: skip
WHOLE = ("overview", "most-backed", "closest-bodies", "sectors-by-year", "sectors-by-place", "bodies")
_OF_MEASURE = "?it jy:bodyCount ?n FILTER NOT EXISTS { ?it jy:measureCount ?x }"
VALUES = {
    "body": "?it jy:mentionCount ?m ; jy:measureCount ?n FILTER (?n > 0)",
    "speaker": "?it jy:speechCount ?m ; jy:measureCount ?n ; skos:prefLabel ?l",
    "sector": "?t jy:ofYear ?y ; jy:ofSector ?it ; jy:measureCount ?n",
    "plan": "?m jy:cites ?it BIND (1 AS ?n)",
    "department": "?m jy:addressee ?it BIND (1 AS ?n)",
    "measure": _OF_MEASURE,
}
"""Patterns that find the values of each parameter, with something to rank them by."""


def timed_build(texts: Path, output: Path, jobs: int) -> dict[str, float]:
    """One ``jianyan build`` as a process; seconds, processor seconds, and the peak of memory in MiB."""
    program = Path(sys.executable).parent / ("jianyan.exe" if sys.platform == "win32" else "jianyan")
    command = [str(program), "build", str(texts), "-o", str(output), "--no-view", "--quiet", "--jobs", str(jobs)]
    before = os.times()
    start = time.perf_counter()
    process = subprocess.Popen(command)
    if sys.platform == "linux":
        os.sched_setaffinity(process.pid, sorted(os.sched_getaffinity(0))[:jobs])
    peak = 0
    while process.poll() is None:
        peak = max(peak, memory(process.pid))
        time.sleep(0.5)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    wall, after = time.perf_counter() - start, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return {"seconds": round(wall, 1), "processor": round(used, 1), "peak_mib": peak >> 10}


def memory(pid: int) -> int:
    """KiB that a process and those it started hold now; 0 where the system does not tell."""
    held = 0
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        held = int(status.partition("VmRSS:")[2].split()[0])
        for tasks in Path(f"/proc/{pid}/task").iterdir():
            held += sum(memory(int(child)) for child in (tasks / "children").read_text(encoding="ascii").split())
    except (OSError, IndexError, ValueError):
        pass
    return held


def changed(text: Path) -> str:
    """Change a text; what it was."""
    before = text.read_text(encoding="utf-8")
    text.write_text(before + "建议：加快建设综合性数据平台。\n", encoding="utf-8", newline="\n")
    return before


def asked(output: Path, count: int) -> dict[str, dict[str, float]]:
    """How long each question takes, in milliseconds: by the clock, and in processor time."""
    from jianyan import corpus, queries
    from jianyan.rdf.terms import PREFIXES
    from jianyan.store import open_read_only

    store = open_read_only(corpus.store_of(output))
    found: dict[str, dict[str, float]] = {}

    def ask(name: str, params: dict[str, str]) -> tuple[float, float, int]:
        start, used = time.perf_counter(), time.process_time()
        rows = queries.run(store, name, params).rows
        return (time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000, len(rows or ())

    values: dict[str, list[str]] = {}
    for kind, query in VALUES.items():
        ranking = f"SELECT ?it (SUM(?n) AS ?count) {{ {query} }} GROUP BY ?it"
        rows: Any = store.query(ranking, prefixes=PREFIXES, use_default_graph_as_union=True)
        ranked = sorted((-int(row["count"].value), row["it"].value) for row in rows)
        values[kind] = [value for _, value in ranked]
    every: list[tuple[float, float, int]] = []
    for name, kind in WITH_PARAMETER:
        drawn = Random(name).sample(values[kind], min(count, len(values[kind])))
        times = [ask(name, {kind: value}) for value in drawn]
        every += times
        most, cpu_of_most, rows_of_most = ask(name, {kind: values[kind][0]})
        found[f"{name} {kind}"] = {
            "median": round(median(took for took, _, _ in times), 1),
            "cpu": round(median(used for _, used, _ in times), 1),
            "slowest": round(max(took for took, _, _ in times), 1),
            "slowest_cpu": round(max(used for _, used, _ in times), 1),
            "median_rows": median(rows for _, _, rows in times),
            "most": round(most, 1),
            "most_cpu": round(cpu_of_most, 1),
            "most_rows": rows_of_most,
        }
    found["all with a parameter"] = {
        "median": round(median(took for took, _, _ in every), 1),
        "cpu": round(median(used for _, used, _ in every), 1),
        "above_200": sum(took > 200 for took, _, _ in every),
        "above_200_cpu": sum(used > 200 for _, used, _ in every),
        "of": len(every),
    }
    for name in WHOLE:
        times = [ask(name, {}) for _ in range(3)]
        found[name] = {
            "median": round(median(took for took, _, _ in times), 1),
            "cpu": round(median(used for _, used, _ in times), 1),
            "median_rows": times[0][2],
        }
    return found


def beside_rdflib(output: Path) -> dict[str, float]:
    """Seconds that rdflib's memory store takes to load the documents, and to count what is asked of the whole."""
    import rdflib

    from jianyan import corpus

    start = time.perf_counter()
    data = rdflib.Dataset(default_union=True)
    with corpus.opened(output) as there:
        for portion in there.quads():
            data.parse(data=portion.decode(), format="nquads")
    found = {"load": round(time.perf_counter() - start, 1)}
    for name, query in PLAIN.items():
        start = time.perf_counter()
        list(data.query(query, initNs=_prefixes()))
        found[name] = round(time.perf_counter() - start, 1)
    return found


PLAIN = {
    "most backed": """SELECT ?m (COUNT(DISTINCT ?b) AS ?n) { ?b jy:backs ?m . ?b a org:Organization }
        GROUP BY ?m ORDER BY DESC(?n) LIMIT 100""",
    "pairs of bodies": """SELECT ?a ?b (COUNT(DISTINCT ?m) AS ?n) {
        ?a jy:backs ?m . ?b jy:backs ?m . ?a a org:Organization . ?b a org:Organization FILTER (STR(?a) < STR(?b))
        } GROUP BY ?a ?b ORDER BY DESC(?n) LIMIT 100""",
}
"""Two questions over the whole, counted when they are asked."""


def _prefixes() -> dict[str, Any]:
    from jianyan.rdf.terms import PREFIXES

    return dict(PREFIXES)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=int, default=1000, help="how many (default: %(default)s)")
    parser.add_argument("--jobs", type=int, nargs="+", default=[2], help="processes that read (default: 2)")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    parser.add_argument("--asked", type=int, default=20, help="values of each parameter (default: %(default)s)")
    parser.add_argument("--ask-only", action="store_true", help="ask what an earlier run built in --folder")
    parser.add_argument("--rdflib", action="store_true", help="ask rdflib too")
    parser.add_argument("--json", action="store_true", help="the figures as one JSON object")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder: Path = options.folder or Path(temporary)
        figures = measure(folder, options)
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for name, row in figures.items():
        print(f"{name:28s} " + "  ".join(f"{key} {value:,}" for key, value in row.items()))


def measure(folder: Path, options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """All figures, by what was measured."""
    texts, output = folder / "texts", folder / f"built-{options.jobs[-1]}"
    figures: dict[str, dict[str, float]] = {}
    if not options.ask_only:
        corpus_texts.write(texts, options.texts)
        for jobs in options.jobs:
            figures[f"build, {jobs} jobs"] = timed_build(texts, folder / f"built-{jobs}", jobs)
        before = changed(texts / "000" / "000003.txt")
        figures["one text changed"] = timed_build(texts, output, options.jobs[-1])
        figures["nothing changed"] = timed_build(texts, output, options.jobs[-1])
        (texts / "000" / "000003.txt").write_text(before, encoding="utf-8", newline="\n")
    report = json.loads((output / "report.json").read_text(encoding="utf-8"))
    figures["corpus"] = {name: report[name] for name in ("documents", "statements", "quads", "bodies", "speakers")}
    figures |= asked(output, options.asked)
    if options.rdflib:
        figures["rdflib"] = beside_rdflib(output)
    return figures


if __name__ == "__main__":
    main()
