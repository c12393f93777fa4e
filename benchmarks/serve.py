"""Loads the server's SPARQL endpoint, and says how it answered.

usage: python benchmarks/serve.py [OUTPUT] [--connections 32] [--seconds 60] [--workers 2] [--runaway] [--json FILE]

OUTPUT     an output folder with a build; without one, the bundled texts are built for the occasion
--runaway  in the middle third of the time, one query after the other that would never end is asked beside the others
           (each is stopped at its limit of a few seconds), and the figures of that time are printed by themselves

The server runs on loopback as `jianyan serve` runs it. Each connection asks one query after the other, in turn those of
QUERIES, which are of the size of the questions of the catalogue. Client and server share the machine, so that the
figures say less about the server than they would on two.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

QUERIES = (
    "SELECT ?sector ?name (COUNT(DISTINCT ?m) AS ?n) { ?m jy:sector ?sector . ?sector skos:prefLabel ?name }"
    " GROUP BY ?sector ?name ORDER BY DESC(?n) LIMIT 20",
    "SELECT ?body ?name { ?body a org:Organization ; skos:prefLabel ?name } ORDER BY ?name LIMIT 50",
    "SELECT ?quote ?start { GRAPH ?d { ?s jy:states ?m ; jy:evidence ?e . ?e oa:hasSelector ?p , ?w ."
    " ?p oa:start ?start . ?w oa:exact ?quote } } LIMIT 50",
    "SELECT DISTINCT ?person ?name { ?speech jy:speaker ?person . ?person skos:prefLabel ?name } LIMIT 50",
    "ASK { ?s jy:stance jy:opposes }",
    "CONSTRUCT { ?m a jy:Measure ; skos:prefLabel ?l } { ?m a jy:Measure ; skos:prefLabel ?l } LIMIT 100",
)
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p FILTER (?c != ?p) }"
LIMIT = 10  # seconds that a query may run
TOP = Path(__file__).resolve().parents[1]


@dataclass
class Seen:
    """What the connections saw: seconds of each answer by the time it came, and what was wrong with the others."""

    answers: list[tuple[float, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    runaways: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Load:
    """What one run measured. ``memory`` is of the server with its workers, in MB, every second; ``runaways`` the
    statuses that runaway queries ended with."""

    answers: int
    errors: int
    per_second: float
    median_ms: float
    p99_ms: float
    slowest_ms: float
    memory: list[int]
    runaways: list[int]
    beside_runaways: dict[str, float]


class Client:
    """One connection that stays open. A client of HTTP in general would take as much of the machine as the server."""

    def __init__(self, address: str) -> None:
        self.host, _, port = address.removeprefix("http://").partition(":")
        self.port = int(port)

    async def __aenter__(self) -> Client:
        self._read, self._write = await asyncio.open_connection(self.host, self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._write.close()

    async def ask(self, query: str) -> tuple[int, bytes]:
        """The status and the body of the answer. Raises OSError or EOFError when the connection breaks."""
        head = f"POST /sparql HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nContent-Type: application/sparql-query\r\n"
        self._write.write(f"{head}Content-Length: {len(query)}\r\n\r\n{query}".encode("ascii"))
        status, *headers = (await self._read.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in headers if line)
        return int(status.split()[1]), await self._read.readexactly(int(fields["content-length"]))


async def connection(address: str, number: int, end: float, seen: Seen) -> None:
    while time.monotonic() < end:
        try:
            async with Client(address) as client:
                while time.monotonic() < end:
                    query = QUERIES[number % len(QUERIES)]
                    number += 1
                    began = time.monotonic()
                    status, body = await client.ask(query)
                    now = time.monotonic()
                    seen.answers.append((now, now - began))
                    if status != 200:
                        seen.errors.append(f"{status}: {body.decode()}")
        except (OSError, EOFError) as error:
            seen.errors.append(f"{type(error).__name__}: {error}")


async def runaways(address: str, begin: float, end: float, seen: Seen) -> None:
    await asyncio.sleep(max(begin - time.monotonic(), 0))
    async with Client(address) as client:
        while time.monotonic() < end - LIMIT:
            seen.runaways.append((await client.ask(RUNAWAY))[0])


async def memory(pid: int, end: float, found: list[int]) -> None:
    server = psutil.Process(pid)
    while time.monotonic() < end:
        held = 0
        for process in (server, *server.children(recursive=True)):
            with contextlib.suppress(psutil.Error):
                held += process.memory_info().rss
        found.append(held >> 20)
        await asyncio.sleep(1)


async def load(address: str, pid: int, connections: int, seconds: float, *, runaway: bool) -> Load:
    seen, held = Seen(), list[int]()
    begin = time.monotonic()
    end = begin + seconds
    middle = (begin + seconds / 3, begin + seconds * 2 / 3)
    jobs = [connection(address, number, end, seen) for number in range(connections)]
    if runaway:
        jobs.append(runaways(address, *middle, seen))
    await asyncio.gather(memory(pid, end, held), *jobs)
    times = sorted(took for _, took in seen.answers)
    beside = sorted(took for at, took in seen.answers if middle[0] <= at <= middle[1]) if runaway else []
    for text in sorted(set(seen.errors))[:5]:
        print(f"  {seen.errors.count(text)} × {text}", file=sys.stderr)
    return Load(
        answers=len(times),
        errors=len(seen.errors),
        per_second=round(len(times) / (time.monotonic() - begin), 1),
        median_ms=percentile(times, 0.5),
        p99_ms=percentile(times, 0.99),
        slowest_ms=percentile(times, 1),
        memory=held,
        runaways=seen.runaways,
        beside_runaways={
            "answers": len(beside), "median_ms": percentile(beside, 0.5), "p99_ms": percentile(beside, 0.99)
        } if runaway else {},
    )  # fmt: skip


def percentile(ordered: list[float], share: float) -> float:
    """In ms; 0 where there is nothing."""
    return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000, 1) if ordered else 0.0


@contextlib.asynccontextmanager
async def served(output: Path, workers: int) -> AsyncIterator[tuple[str, int]]:
    """The address of a server of its own, and its process."""
    command = [sys.executable, "-m", "jianyan", "serve", "--output", str(output), "--port", "0"]
    command += ["--workers", str(workers), "--query-seconds", str(LIMIT)]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    server = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=environment)
    try:
        assert server.stdout is not None
        lines = iter(server.stdout.readline, "")
        address = next((word for line in lines for word in line.split() if word.startswith("http")), "")
        if not address:
            raise SystemExit("the server did not start")
        yield address.rstrip("/"), server.pid
    finally:
        server.terminate()
        server.wait(30)


def build(folder: Path) -> Path:
    texts = sorted((TOP / "tests" / "texts").glob("*.txt"))
    sources = [str(path) for path in (TOP / "graph" / "jianyan" / "samples", *texts)]
    command = [sys.executable, "-m", "jianyan", "build", *sources, "--output", str(folder / "output"), "--no-view"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "output"


async def main(arguments: argparse.Namespace) -> Load:
    with tempfile.TemporaryDirectory() as folder:
        output = arguments.output or build(Path(folder))
        async with served(output, arguments.workers) as (address, pid):
            return await load(address, pid, arguments.connections, arguments.seconds, runaway=arguments.runaway)


def report(found: Load, arguments: argparse.Namespace) -> dict[str, Any]:
    return {
        "connections": arguments.connections, "seconds": arguments.seconds, "workers": arguments.workers,
        "answers": found.answers, "errors": found.errors, "per_second": found.per_second,
        "median_ms": found.median_ms, "p99_ms": found.p99_ms, "slowest_ms": found.slowest_ms,
        "memory_mb": {"first": found.memory[0], "last": found.memory[-1], "most": max(found.memory)},
        "runaways": {str(status): found.runaways.count(status) for status in sorted(set(found.runaways))},
        "beside_runaways": found.beside_runaways,
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}",
    }  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Loads the server's SPARQL endpoint.")
    parser.add_argument("output", nargs="?", type=Path)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--runaway", action="store_true")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    result = report(asyncio.run(main(given)), given)
    for name, value in result.items():
        print(f"{name:16} {value}")
    if given.json:
        given.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
