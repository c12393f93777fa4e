"""Queries that run away, are stopped, or lose their process; what runs beside them; another build."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import httpx
import psutil
import pyoxigraph as ox
import pytest
from endpoint import made, serving

from jianyan.errors import JianyanError, QueryError
from jianyan.store import StoreError
from jianyan.web import Limits, Settings
from jianyan.web.running import (
    Busy,
    Cancelled,
    Lost,
    NotAcceptable,
    Pool,
    Question,
    Sparql,
    TimedOut,
    TooMuchMemory,
)

T = TypeVar("T")

# Both would take days: five triples of some hundred each, counted one by one, or kept to be sorted.
FIVE = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o FILTER (?c != ?o && ?f != ?l) }"
RUNAWAY = Sparql(f"SELECT (COUNT(*) AS ?count) {FIVE}")
HUNGRY = Sparql(f"SELECT * {FIVE} ORDER BY ?c ?f ?i ?l ?o")
QUICK = Sparql("SELECT (COUNT(DISTINCT ?body) AS ?n) { ?body a org:Organization }", format="text/csv")
NEVER = 600.0


def run(work: Callable[[], Awaitable[T]]) -> T:
    """In a thread of its own: the browser of other tests keeps a loop running in this one."""

    async def bounded() -> T:
        return await asyncio.wait_for(work(), 120)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, bounded()).result()


@asynccontextmanager
async def pooled(store: Path | Callable[[], Path], **limits: float) -> AsyncIterator[Pool]:
    folder: Callable[[], Path] = (lambda: store) if isinstance(store, Path) else store
    pool = Pool(folder, Limits(**{"seconds": NEVER, "spare": 0, **limits}))  # type: ignore[arg-type]
    await pool.start()
    processes = [psutil.Process(pid) for pid in pool.processes]
    try:
        yield pool
    finally:
        await pool.stop()
    assert not any(process.is_running() for process in processes)


async def under_way(pool: Pool, job: Sparql, key: str = "") -> asyncio.Task[object]:
    """``job``, once one of the processes works hard on it."""
    task: asyncio.Task[object] = asyncio.ensure_future(pool.run(job, key))
    before = {pid: sum(psutil.Process(pid).cpu_times()[:2]) for pid in pool.processes}
    while not any(sum(psutil.Process(pid).cpu_times()[:2]) > spent + 0.1 for pid, spent in before.items()):
        await asyncio.sleep(0.02)
        assert not task.done()
    return task


async def bodies(pool: Pool) -> int:
    return int((await pool.run(QUICK)).body.split()[1])


# Limits


def test_time_limit(store: Path) -> None:
    async def work() -> None:
        async with pooled(store, seconds=1.5, workers=1) as pool:
            before = pool.processes
            with pytest.raises(TimedOut, match=r"longer than 1\.5 seconds"):
                await pool.run(RUNAWAY)
            while pool.processes in ((), before):  # another one comes in its place
                await asyncio.sleep(0.02)

    run(work)


def test_memory_limit(store: Path) -> None:
    async def work() -> None:
        async with pooled(store, memory=160 * 2**20, workers=1) as pool:
            with pytest.raises(TooMuchMemory, match="160 MB"):
                await pool.run(HUNGRY)
            assert await bodies(pool) > 3

    run(work)


def test_a_process_that_keeps_much_memory_is_replaced(store: Path) -> None:
    """Its next query would have little left. 1 byte less than twice what a fresh one holds is its limit here."""

    async def work() -> None:
        async with pooled(store, workers=1) as pool:
            await bodies(pool)
            held = psutil.Process(pool.processes[0]).memory_info().rss
        async with pooled(store, workers=1, memory=int(held * 1.5)) as pool:
            first = pool.processes
            assert await bodies(pool) == await bodies(pool)
            assert pool.processes != first

    run(work)


def test_others_keep_answering(store: Path) -> None:
    async def work() -> None:
        async with pooled(store, workers=2) as pool:
            runaway = await under_way(pool, RUNAWAY)
            answers = await asyncio.gather(*(bodies(pool) for _ in range(30)))
            assert len(set(answers)) == 1
            assert not runaway.done()
            runaway.cancel()

    run(work)


def test_more_start_while_all_are_busy_for_long(store: Path) -> None:
    async def work() -> None:
        async with pooled(store, workers=1, spare=2) as pool:
            runaways = [await under_way(pool, RUNAWAY, "a")]
            assert await bodies(pool) > 3  # by the first spare one
            runaways.append(asyncio.ensure_future(pool.run(RUNAWAY, "a")))
            answers = await asyncio.gather(*(bodies(pool) for _ in range(5)))
            assert len(set(answers)) == 1
            assert 2 <= len(pool.processes) <= 3
            pool.cancel("a")
            for runaway in runaways:
                with pytest.raises(Cancelled):
                    await runaway
            await bodies(pool)
            while len(pool.processes) > 1:  # nobody needs them any more
                await asyncio.sleep(0.05)

    run(work)


def test_rows_and_bytes(store: Path) -> None:
    async def work() -> None:
        async with pooled(store, workers=1, rows=5) as pool:
            cut = await pool.run(Question("statements"))
            assert cut.truncated
            assert cut.result is not None
            assert cut.result.truncated
            assert len(cut.result.rows or ()) == 5
            endless = await pool.run(Sparql("SELECT * " + FIVE, format="text/csv"))  # gives rows as it finds them
            assert endless.truncated
            assert len(endless.body.splitlines()) == 6

    run(work)


# The line


def test_a_full_line_is_busy(store: Path) -> None:
    async def work() -> None:
        async with pooled(store, workers=1, waiting=1) as pool:
            runaway = await under_way(pool, RUNAWAY, "first")
            waiting = asyncio.ensure_future(bodies(pool))
            await asyncio.sleep(0)
            with pytest.raises(Busy):
                await pool.run(QUICK)
            assert pool.cancel("first")
            assert await waiting > 3
            with pytest.raises(Cancelled):
                await runaway

    run(work)


def test_who_waits_too_long_is_told(store: Path) -> None:
    """The wait is as long as a query may run; here the query under way ends itself at that time too."""

    async def work() -> None:
        async with pooled(store, workers=1, seconds=1) as pool:
            first, second, third = await asyncio.gather(
                pool.run(RUNAWAY), pool.run(RUNAWAY), pool.run(RUNAWAY), return_exceptions=True
            )
            assert isinstance(first, TimedOut)
            assert {type(second), type(third)} <= {TimedOut, Busy}
            assert Busy in {type(second), type(third)}

    run(work)


# Stopping


def test_cancel_by_key(store: Path) -> None:
    async def work() -> None:
        async with pooled(store, workers=1) as pool:
            runaway = await under_way(pool, RUNAWAY, "a")
            waiting = asyncio.ensure_future(pool.run(QUICK, "b"))
            await asyncio.sleep(0)
            assert not pool.cancel("c")
            assert pool.cancel("b")
            with pytest.raises(Cancelled):
                await waiting
            assert not runaway.done()
            assert pool.cancel("a")
            with pytest.raises(Cancelled):
                await runaway
            assert await bodies(pool) > 3
            assert not pool.cancel("a")

    run(work)


def test_cancelling_the_task_ends_the_query(store: Path) -> None:
    async def work() -> None:
        async with pooled(store, workers=1) as pool:
            (busy,) = pool.processes
            runaway = await under_way(pool, RUNAWAY)
            waiting = asyncio.ensure_future(pool.run(QUICK))
            await asyncio.sleep(0)
            waiting.cancel()
            runaway.cancel()
            assert await bodies(pool) > 3
            assert not psutil.pid_exists(busy)

    run(work)


def test_stopping_the_pool_ends_all(store: Path) -> None:
    async def work() -> None:
        async with pooled(store, workers=1) as pool:
            runaway = await under_way(pool, RUNAWAY)
            waiting = asyncio.ensure_future(pool.run(QUICK))
            await asyncio.sleep(0)
        for task in (runaway, waiting):
            with pytest.raises(Cancelled):
                await task
        with pytest.raises(Cancelled):
            await pool.run(QUICK)

    run(work)


# Processes


def test_killed_from_outside(store: Path) -> None:
    async def work() -> None:
        async with pooled(store, workers=1) as pool:
            await bodies(pool)
            idle = psutil.Process(pool.processes[0])
            idle.terminate()
            psutil.wait_procs([idle], timeout=30)
            assert await bodies(pool) > 3  # an idle one is replaced without a word
            runaway = await under_way(pool, RUNAWAY)
            psutil.Process(pool.processes[0]).terminate()
            with pytest.raises(Lost):
                await runaway
            assert await bodies(pool) > 3

    run(work)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a console, not to a process")
def test_interrupts_are_the_parents(store: Path) -> None:
    async def work() -> None:
        async with pooled(store, workers=1) as pool:
            (worker,) = pool.processes
            os.kill(worker, signal.SIGINT)
            assert await bodies(pool) > 3
            assert pool.processes == (worker,)

    run(work)


PARENT = """
import asyncio, sys
from pathlib import Path
from jianyan.web.running import Limits, Pool, Sparql

async def main(store, query):
    pool = Pool(lambda: store, Limits(workers=2, seconds=600))
    await pool.start()
    print(*pool.processes, flush=True)
    await pool.run(Sparql(query))

if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
"""


def test_workers_do_not_outlive_their_parent(store: Path, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, script, store, RUNAWAY.query], stdout=subprocess.PIPE, encoding="utf-8"
    ) as parent:
        assert parent.stdout is not None
        workers = [psutil.Process(int(pid)) for pid in parent.stdout.readline().split()]
        assert len(workers) == 2
        parent.kill()
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert alive == []


CONFINED = """
import os, socket, sys, threading
from jianyan.web.running.confinement import cut_network

before = open(sys.argv[2], "rb").read()
cut = cut_network()
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5).close()
    print(cut, "connected")
except OSError:
    print(cut, "nowhere to go")
assert open(sys.argv[2], "rb").read() == before
threading.Thread(target=print).start()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="there are no such namespaces")
def test_workers_have_no_network_where_the_system_allows(store: Path) -> None:
    """Even a query that got past the guard could send nothing out; files stay readable."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        command = [sys.executable, "-c", CONFINED, str(port), str(store / "CURRENT")]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    said = done.stdout.splitlines()[0]
    if said == "False connected":
        pytest.skip("this system allows no namespaces")
    assert said == "True nowhere to go"


# What they answer


def test_another_build_is_seen_by_the_next_query(store: Path, tmp_path: Path) -> None:
    """Each build makes a folder of its own; one that was removed and built again may have the same."""
    first = made(tmp_path / "1")
    second = tmp_path / "2"
    changed = ox.Store(str(second))
    changed.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("另一次构建"), ox.NamedNode("urn:g")))
    changed.flush()
    del changed
    now = [first]
    texts = Sparql("SELECT ?o { <urn:a> <urn:b> ?o }", format="text/csv")

    async def work() -> None:
        async with pooled(lambda: now[0], workers=2) as pool:
            assert {(await pool.run(texts)).body for _ in range(4)} == {b"o\r\n"}
            now[0] = second
            assert {(await pool.run(texts)).body.decode() for _ in range(4)} == {"o\r\n另一次构建\r\n"}
            now[0] = first
            assert {(await pool.run(texts)).body for _ in range(4)} == {b"o\r\n"}
            if sys.platform == "win32":  # where nobody removes what is open
                return
            shutil.rmtree(first)
            shutil.copytree(second, first)
            assert {(await pool.run(texts)).body.decode() for _ in range(4)} == {"o\r\n另一次构建\r\n"}
            now[0] = tmp_path / "none"
            with pytest.raises(StoreError):
                await pool.run(texts)
            now[0] = second
            assert (await pool.run(texts)).body.decode() == "o\r\n另一次构建\r\n"

    run(work)


def test_a_store_that_goes_before_it_is_opened_is_asked_for_again(store: Path, tmp_path: Path) -> None:
    """Builds that come one upon another take it away between finding and opening it."""
    places = iter((tmp_path / "gone", store))

    async def work() -> None:
        async with pooled(lambda: next(places, store), workers=1) as pool:
            assert int((await pool.run(QUICK)).body.split()[1]) > 0

    run(work)


def test_questions(store: Path) -> None:
    async def work() -> None:
        async with pooled(store, workers=1) as pool:
            answer = await pool.run(Question("who-backs", (("sector", "新能源汽车"),)))
            assert answer.result is not None
            assert answer.result.rows
            assert not answer.truncated
            wrong = [Question("who-backs", (("sectr", "x"),)), Question("who-backs", (("sector", "没有的领域"),))]
            outside = [Question("../queries/who-backs"), Question("SELECT * { ?s ?p ?o }"), Question(__file__)]
            for question in wrong + outside:
                with pytest.raises(QueryError) as error:
                    await pool.run(question)
                assert error.value.zh
            with pytest.raises(NotAcceptable):
                await pool.run(Sparql("ASK {}", format="text/turtle"))

    run(work)


# Over HTTP


def test_stopped_over_http_and_by_leaving(store: Path) -> None:
    settings = Settings(store, limits=Limits(seconds=NEVER, workers=1, spare=0))
    with serving(lambda: store, settings) as address, httpx.Client(base_url=address, timeout=60) as client:
        got: list[httpx.Response] = []

        def ask() -> None:
            headers = {"x-jianyan-key": "mine", "accept-language": "en"}
            got.append(httpx.post(f"{address}/sparql", data={"query": RUNAWAY.query}, headers=headers, timeout=60))

        asking = threading.Thread(target=ask)
        asking.start()
        while client.post("/sparql/cancel", headers={"x-jianyan-key": "mine"}).status_code == 404:
            assert asking.is_alive()
        asking.join(60)
        assert [(one.status_code, "stopped" in one.text) for one in got] == [(503, True)]
        assert client.post("/sparql/cancel", headers={"x-jianyan-key": "mine"}).status_code == 404
        assert client.post("/sparql/cancel").status_code == 404

        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{address}/sparql", data={"query": RUNAWAY.query}, timeout=0.5)
        answer = client.get("/sparql", params={"query": QUICK.query})  # waits until the one worker is free
        assert answer.status_code == 200


@pytest.mark.parametrize(
    ("limits", "query", "status"),
    [({"seconds": 0.3}, RUNAWAY, 504), ({"memory": 2**20}, RUNAWAY, 500), ({"waiting": 0, "workers": 0}, QUICK, 503)],
)
def test_status_of_a_limit(store: Path, limits: dict[str, float], query: Sparql, status: int) -> None:
    settings = Settings(store, limits=Limits(**{"workers": 1, "spare": 0, **limits}))  # type: ignore[arg-type]
    with serving(lambda: store, settings) as address:
        response = httpx.post(f"{address}/sparql", data={"query": query.query}, timeout=60)
    assert response.status_code == status
    assert ("retry-after" in response.headers) == (limits.get("waiting") == 0)


def test_no_build_is_no_error_of_the_server(tmp_path: Path) -> None:
    with serving(lambda: tmp_path / "none", Settings(tmp_path, limits=Limits(workers=1))) as address:
        response = httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, headers={"accept-language": "en"})
    assert response.status_code == 503
    assert "run `jianyan build` first" in response.text


def test_errors_have_both_languages() -> None:
    from jianyan.web.running import errors

    made = [errors.timed_out(3), errors.too_much_memory(2**30), errors.cancelled(), errors.busy(), errors.lost()]
    for error in [*made, errors.failed("x"), errors.no_iri("x"), errors.not_acceptable("a/b", "c/d")]:
        assert isinstance(error, JianyanError)
        assert any("\u4e00" <= char <= "\u9fff" for char in error.zh)
        assert error.en.isascii()
