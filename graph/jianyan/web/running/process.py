"""One worker process, as the server sees it: asked one thing at a time, watched while it answers, killed at a limit.

The watching is the server's, so that it is the same on every system: of the time, of whether somebody stopped the
query, and of the memory that the process really holds. (A limit on its address space would also count what RocksDB
and the allocator merely reserve, and Windows has none.)
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Lock

from jianyan.errors import JianyanError
from jianyan.store import StoreError
from jianyan.web.running import errors
from jianyan.web.running.jobs import Answer, Job, Limits
from jianyan.web.running.worker import main

TICK = 0.05
"""Seconds between two looks at a process. A sort over a cross product takes some 30 MB in that time."""
STARTING = 60.0
"""Seconds that a process may take to start, on a machine that does much else."""


class Stop:
    """A wish to end a query; any thread may set it, and then calls what :meth:`then` was given."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._set = False
        self._then: list[Callable[[], None]] = []

    def set(self) -> None:
        with self._lock:
            self._set, then, self._then = True, self._then, []
        for call in then:
            call()

    def is_set(self) -> bool:
        return self._set

    def then(self, call: Callable[[], None]) -> None:
        """Call it once when this is set, or now if it is."""
        with self._lock:
            if not self._set:
                self._then.append(call)
                return
        call()


class Worker:
    """Its methods block, and are called by one thread at a time; :meth:`end` by any."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.is_alive()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the process and wait until it can answer. Raises :class:`errors.Lost` when it does not come up."""
        self.end()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=main, args=(theirs, self._limits), name="jianyan query", daemon=True)
        process.start()
        theirs.close()
        self._process, self._pipe = process, ours
        try:
            if ours.poll(STARTING):
                ours.recv()
                return
        except (EOFError, OSError):
            pass
        self.end()
        raise errors.lost()

    def ask(self, job: Job, store: Callable[[], Path], stop: Stop) -> Answer:
        """The answer to ``job``. At a limit, or when ``stop`` is set, the process is killed, and the error says why.

        Raises what the worker raised, or :class:`errors.Lost` when it ended by itself.
        """
        while True:
            folder = store()
            if stop.is_set():
                raise errors.cancelled()
            try:
                return self._answer(job, folder, stop)
            except (StoreError, errors.Failed):
                # builds that came one upon another may have taken it away meanwhile: then the one that counts by now
                if store() == folder:
                    raise

    def _answer(self, job: Job, folder: Path, stop: Stop) -> Answer:
        pipe = self._sent((job, folder))
        deadline = time.monotonic() + self._limits.seconds
        try:
            while not pipe.poll(TICK):
                self._look(deadline, stop)
            answer = pipe.recv()
            self._rest()
        except (EOFError, OSError):
            self.end()
            raise (errors.cancelled() if stop.is_set() else errors.lost()) from None
        except errors.LIMITS:
            self.end()
            raise
        if isinstance(answer, JianyanError):
            raise answer
        assert isinstance(answer, Answer)
        return answer

    def end(self) -> None:
        """Kill the process, whatever it is doing."""
        process, self._process = self._process, None
        pipe, self._pipe = self._pipe, None
        if process is not None:
            process.kill()
            process.join()
            with suppress(ValueError):  # it counts as running where somebody else waited for its end
                process.close()
        if pipe is not None:
            pipe.close()

    def _sent(self, message: tuple[Job, Path]) -> Connection:
        """Hand it over; to a new process where the old one has ended since it was last asked."""
        if self.alive and self._pipe is not None:
            try:
                self._pipe.send(message)
                return self._pipe
            except OSError:
                pass
        self.start()
        assert self._pipe is not None
        self._pipe.send(message)
        return self._pipe

    def _look(self, deadline: float, stop: Stop) -> None:
        if stop.is_set():
            raise errors.cancelled()
        if time.monotonic() > deadline:
            raise errors.timed_out(self._limits.seconds)
        if self._memory() > self._limits.memory:
            raise errors.too_much_memory(self._limits.memory)

    def _rest(self) -> None:
        """An allocator keeps what it once got: a process that holds much would leave the next query little."""
        if self._memory() > self._limits.memory // 2:
            self.end()

    def _memory(self) -> int:
        """Bytes that the process holds in memory; 0 when it is gone."""
        import psutil

        try:
            return int(psutil.Process(self.pid).memory_info().rss) if self.pid else 0
        except psutil.Error:
            return 0
