"""One worker process: started, given texts, watched while it reads them, and ended where one takes too much.

The time and the memory are read from outside (psutil), which works alike on every system and whatever the process is
doing. Time is that of the processor, so that a busy machine does not make a text fail; ten times as much may pass.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from jianyan.corpus.limits import WALL, Limits, too_much_memory, too_slow
from jianyan.corpus.worker import Ground, Task
from jianyan.errors import InputError

if TYPE_CHECKING:
    from jianyan.corpus.corrections import Row

_TICK = 0.1  # seconds between two looks at a worker
_START = 300.0  # seconds in which a new worker must be ready
_READY = "ready"


@dataclass(frozen=True, slots=True)
class Ended:
    """A worker that is no more, or is to be ended; ``error`` is that of the text it was reading where that took more
    than it may, None where the process ended by itself."""

    error: InputError | None = None


T = TypeVar("T")


class Process(Generic[T]):
    """A worker that does ``job``, a function of a module, with each text. It is started at once, and ready when it says
    so."""

    def __init__(
        self, ground: Ground, limits: Limits, closing: threading.Event, job: Callable[[Task, Ground], T]
    ) -> None:
        import psutil

        self._ground, self._limits, self._closing = ground, limits, closing
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._pipe = cast("Connection[list[Task], T | str]", ours)
        known = (theirs, job, ground.base, ground.words.added, ground.corrections)
        self._process = context.Process(target=_serve, args=known, daemon=True)
        self._process.start()
        theirs.close()  # else its end would not be seen
        self._watched: psutil.Process | None = None
        with suppress(psutil.Error):
            self._watched = psutil.Process(self._process.pid)
        self._ready = False
        self._begun = (monotonic(), 0.0)  # when the text that is read now began, and the processor's time then

    def send(self, tasks: list[Task]) -> None:
        """Give it texts to read, one after the other; it has none now."""
        with suppress(OSError):  # an end that reading will tell of
            self._pipe.send(tasks)
        self._begun = (monotonic(), self._used()[0])

    def read(self, task: Task) -> T | Ended:
        """What it made of ``task``, the next of those it was given; waits for it within the limits."""
        if not self._ready:
            started = self._receive(task, _START)
            if isinstance(started, Ended):
                return started
            self._ready = True
            self._begun = (monotonic(), self._used()[0])
        done = self._receive(task, 0.0)
        if isinstance(done, Ended):
            return done
        self._begun = (monotonic(), self._used()[0])
        return cast("T", done)

    def renewed(self) -> Process[T] | None:
        """This worker; None, and it is ended, where it holds so much that a harmless text might seem to take it."""
        if self._limits.memory and self._used()[1] > self._limits.memory / 2:
            self.kill()
            return None
        return self

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _receive(self, task: Task, within: float) -> T | str | Ended:
        """The next message. ``within``: seconds in which it must come, in place of the limits."""
        try:
            while not self._pipe.poll(_TICK):
                if self._closing.is_set():
                    return Ended()
                passed = monotonic() - self._begun[0]
                if within and passed > within:
                    return Ended()
                if not within and (error := self._excess(task.name, passed)):
                    return Ended(error)
            return self._pipe.recv()
        except (EOFError, OSError):
            return Ended()

    def _excess(self, name: str, passed: float) -> InputError | None:
        """What is to be said of a text that takes too much."""
        seconds, memory = self._used()
        allowed = self._limits.seconds
        if allowed and (seconds - self._begun[1] > allowed or passed > allowed * WALL):
            return too_slow(name, self._limits)
        if self._limits.memory and memory > self._limits.memory:
            return too_much_memory(name, self._limits)
        return None

    def _used(self) -> tuple[float, float]:
        """The seconds of the processor's time and the MiB of memory that it has taken."""
        import psutil

        try:
            if self._watched is None:
                return 0.0, 0.0
            with self._watched.oneshot():
                times, memory = self._watched.cpu_times(), self._watched.memory_info()
            return times.user + times.system, memory.rss / (1 << 20)
        except psutil.Error:  # it has ended
            return self._begun[1], 0.0


def _serve(
    pipe: Connection[object, list[Task]],
    job: Callable[[Task, Ground], object],
    base: str,
    added: Path | None,
    corrections: tuple[Row, ...],
) -> None:
    """In a new process: load what it needs, read what it is given, and do not outlive who gives it."""
    import gc

    from jianyan import lexicon

    gc.set_threshold(50_000)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    ground = Ground(base, lexicon.load(added=added), corrections)
    with suppress(EOFError, OSError):  # the parent has ended
        pipe.send(_READY)
        while True:
            for task in pipe.recv():
                pipe.send(job(task, ground))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
