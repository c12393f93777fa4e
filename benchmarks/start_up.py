"""Times a cold ``jianyan build`` of one article against loading jieba's dictionary.

usage: python benchmarks/start_up.py [--runs N] [TEXT]

Each run is a whole process, Python's own start included, and writes into an empty folder. The commands take turns, so
that a machine that slows down slows all of them. jieba keeps what it loaded in the temporary folder; as for anybody who
calls it a second time, that file is there when the clock starts. Prints the medians, the fastest and slowest runs,
and the ratios to jieba's median; and the median of the processor time (user and system, 0 on Windows) with its ratio,
which a busy machine disturbs less.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

SAMPLES = Path(__file__).resolve().parents[1] / "graph" / "jianyan" / "samples"
REFERENCE = "jieba"


def commands(text: Path, output: Path) -> dict[str, list[str]]:
    """What is timed, by name; the two builds write to ``output``."""
    program = Path(sys.executable).parent / ("jianyan.exe" if sys.platform == "win32" else "jianyan")
    build = [str(program), "build", str(text), "--output", str(output), "--quiet"]
    return {
        REFERENCE: [sys.executable, "-c", "import jieba; jieba.initialize()"],
        "build --no-view": [*build, "--no-view"],
        "build": build,
    }


def seconds(name: str, text: Path) -> tuple[float, float]:
    """The wall-clock and the processor time of one process. Raises CalledProcessError, with its output shown, where it
    fails."""
    with tempfile.TemporaryDirectory() as folder:
        command = commands(text, Path(folder) / "output")[name]
        before, start = os.times(), time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        taken, after = time.perf_counter() - start, os.times()
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise subprocess.CalledProcessError(done.returncode, command)
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return taken, used


def measure(text: Path, runs: int) -> dict[str, list[tuple[float, float]]]:
    """The times of each command, after one run of each that does not count."""
    names = list(commands(text, Path()))
    for name in names:
        seconds(name, text)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for _ in range(runs):
        for name in names:
            times[name].append(seconds(name, text))
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("text", nargs="?", type=Path, help="the article (default: the bundled one)")
    parser.add_argument("--runs", type=int, default=11, help="runs of each command (default: %(default)s)")
    options = parser.parse_args()
    times = measure(options.text or min(SAMPLES.glob("*.txt")), options.runs)
    reference, reference_used = (median(column) for column in zip(*times[REFERENCE], strict=True))
    names = ("median", "fastest", "slowest", "ratio", "cpu", "ratio")
    print(f"{'':16s}" + "".join(f" {name:>8s}" for name in names))
    for name, pairs in times.items():
        taken, used = ([*column] for column in zip(*pairs, strict=True))
        row = "".join(f" {value:7.3f}s" for value in (median(taken), min(taken), max(taken)))
        cpu = f" {median(used):7.3f}s {median(used) / (reference_used or 1):8.2f}"
        print(f"{name:16s}{row} {median(taken) / reference:8.2f}{cpu}")


if __name__ == "__main__":
    main()
