"""The workers, and who asks them: an asyncio face on :mod:`jianyan.web.running.process`."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from jianyan.errors import QueryError
from jianyan.web.running import errors
from jianyan.web.running.jobs import Answer, Job, Limits
from jianyan.web.running.process import Stop, Worker

P = ParamSpec("P")
T = TypeVar("T")


PATIENCE = 1.0
"""Seconds after which a query counts as one that takes long."""


class Pool:
    """``limits.workers`` processes that answer queries on the store in the folder that ``store`` gives; it is asked
    before each query, so that a new build is seen at once. All methods belong to one event loop.

    Where all of them are busy with queries that take long, and others wait, up to ``limits.spare`` more are started,
    and ended when nobody waits any more: a few queries that run away do not stop the rest.
    """

    def __init__(self, store: Callable[[], Path], limits: Limits = Limits()) -> None:  # noqa: B008  frozen
        self.limits = limits
        self._store = store
        self._workers: list[Worker] = []
        self._idle: list[Worker] = []
        self._line: deque[asyncio.Future[Worker]] = deque()
        self._stops: dict[str, set[Stop]] = {}
        self._threads: ThreadPoolExecutor | None = None
        self._began: dict[Worker, float] = {}  # of those that are asked something, when
        self._look_at_line: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start the workers; returns when each of them can answer. Whether there is a store shows later."""
        self._threads = ThreadPoolExecutor(max(self.limits.workers + self.limits.spare, 1), "queries")
        self._workers = [Worker(self.limits) for _ in range(self.limits.workers)]
        await asyncio.gather(*(self._in_thread(worker.start) for worker in self._workers))
        for worker in self._workers:
            self._give(worker)

    async def stop(self) -> None:
        """End all workers, whatever they are doing. Who waits for an answer gets :class:`errors.Cancelled`."""
        threads, self._threads = self._threads, None
        if self._look_at_line is not None:
            self._look_at_line.cancel()
        for stops in self._stops.values():
            for stop in stops:
                stop.set()
        while self._line:
            waiting = self._line.popleft()
            if not waiting.done():
                waiting.set_exception(errors.cancelled())
        if threads is not None:
            await asyncio.get_running_loop().run_in_executor(None, threads.shutdown)
        for worker in self._workers:
            worker.end()
        self._workers, self._idle = [], []

    async def run(self, job: Job, key: str = "") -> Answer:
        """The answer to ``job``. Cancelling the task that awaits it ends the query, as :meth:`cancel` does by ``key``.

        Raises :class:`~jianyan.errors.QueryError` for whatever is wrong with the query and for each limit (see
        :mod:`jianyan.web.running.errors`), :class:`~jianyan.store.StoreError` where there is no store.
        """
        stop = Stop()
        self._stops.setdefault(key, set()).add(stop)
        try:
            worker = await self._take(stop)
            return await self._ask(worker, job, stop)
        finally:
            self._stops[key].discard(stop)
            if not self._stops[key]:
                del self._stops[key]

    def cancel(self, key: str) -> bool:
        """End the queries that run or wait under ``key``; whether there was one. Those without a key have none."""
        stops = self._stops.get(key, set()) if key else set()
        for stop in stops:
            stop.set()
        return bool(stops)

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the workers' processes, of those that run now."""
        return tuple(worker.pid for worker in self._workers if worker.pid is not None)

    async def _take(self, stop: Stop) -> Worker:
        """A worker for the caller alone; waits in line for one."""
        if self._threads is None:
            raise errors.cancelled()
        if self._idle:
            return self._idle.pop()
        if len(self._line) >= self.limits.waiting:
            raise errors.busy()
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[Worker] = loop.create_future()

        def leave(error: QueryError) -> None:
            if not turn.done():
                turn.set_exception(error)

        self._line.append(turn)
        self._watch()
        stop.then(lambda: leave(errors.cancelled()))
        too_long = loop.call_later(self.limits.seconds, lambda: leave(errors.busy()))
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self._give(turn.result())
            raise
        finally:
            too_long.cancel()
            if turn in self._line:
                self._line.remove(turn)

    def _give(self, worker: Worker) -> None:
        """Let whoever waits longest have it."""
        while self._line:
            turn = self._line.popleft()
            if not turn.done():
                turn.set_result(worker)
                return
        if len(self._workers) > self.limits.workers:
            self._workers.remove(worker)
            self._in_background(self._in_thread(worker.end))
        else:
            self._idle.append(worker)

    def _watch(self, after: float = PATIENCE) -> None:
        """Look ``after`` so many seconds whether those who wait need one more worker."""
        if self._look_at_line is None:
            self._look_at_line = asyncio.get_running_loop().call_later(after, self._reinforce)

    def _reinforce(self) -> None:
        self._look_at_line = None
        if not self._line or self._threads is None or len(self._workers) >= self.limits.workers + self.limits.spare:
            return
        now = asyncio.get_running_loop().time()
        shortest = min((now - began for began in self._began.values()), default=0.0)
        if shortest >= PATIENCE and len(self._began) == len(self._workers):
            worker = Worker(self.limits)
            self._workers.append(worker)
            self._in_background(self._started(worker))
        self._watch(max(PATIENCE - shortest, 0.05))

    async def _ask(self, worker: Worker, job: Job, stop: Stop) -> Answer:
        self._began[worker] = asyncio.get_running_loop().time()
        asked = asyncio.ensure_future(self._in_thread(worker.ask, job, self._store, stop))
        asked.add_done_callback(lambda done: self._done(worker, done))
        try:
            return await asyncio.shield(asked)
        except asyncio.CancelledError:
            stop.set()  # the thread sees it, ends the process and gives the worker back
            raise

    def _done(self, worker: Worker, asked: asyncio.Future[Answer]) -> None:
        del self._began[worker]
        if not asked.cancelled():
            asked.exception()  # seen, though nobody may wait for it any more
        if worker.alive:
            self._give(worker)
        elif self._threads is not None:
            self._in_background(self._started(worker))

    async def _started(self, worker: Worker) -> None:
        """Let somebody have it once it runs. One that does not start now gets another chance with the next query."""
        if self._threads is None:
            return
        with suppress(QueryError, OSError, RuntimeError):
            await self._in_thread(worker.start)
        self._give(worker)

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _in_thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(work, *args, **kwargs))
