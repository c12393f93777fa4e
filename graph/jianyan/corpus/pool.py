"""Texts to worker processes and readings back, as many at once as there are cores; each text within its limits.

Workers are started anew (``spawn``), which works on every system, and get what they need as values. They end with this
process however it ends. A thread of this process hands a worker its texts, looks at the time and the memory it takes,
and ends and replaces it where one text takes too much, or where a text ended it: the others are not touched. No more
texts are under way than keep the workers busy, so that memory does not grow with the corpus.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from queue import SimpleQueue

from jianyan.corpus.limits import Limits, ended, needs_process
from jianyan.corpus.process import Ended, Process
from jianyan.corpus.worker import Done, Ground, Task, work

BATCH = 4
"""Texts that a worker gets at once."""
BATCH_BYTES = 1 << 20
"""A batch with so many bytes is full."""
AHEAD = 3
"""Batches for each worker that are under way or wait for it."""
AHEAD_BYTES = 128 << 20
"""With so many bytes under way no more are taken."""
WORTHWHILE = 24
"""Texts from which on starting processes takes less time than it saves."""


def read_all(tasks: Iterable[Task], ground: Ground, jobs: int, limits: Limits | None = None) -> Iterator[Done]:
    """The readings of ``tasks``, in no order. A text that takes more than ``limits`` is an error of its own."""
    limits = limits or Limits()
    waiting = iter(tasks)
    first = list(islice(waiting, WORTHWHILE)) if jobs > 1 else []
    with_crew = _Crew(ground, jobs, limits)
    try:
        if len(first) == WORTHWHILE:
            yield from _elsewhere(_batches(chain(first, waiting)), with_crew)
        else:
            yield from _here(chain(first, waiting), ground, with_crew)
    finally:
        with_crew.close()


def _here(tasks: Iterator[Task], ground: Ground, crew: _Crew) -> Iterator[Done]:
    """Read the small plain texts in this process, and have the others read."""
    for task in tasks:
        if not needs_process(task, crew.limits):
            yield work(task, ground)
            continue
        while crew.full:
            yield crew.next()
        crew.put([task])
    while crew.busy:
        yield crew.next()


def _elsewhere(batches: Iterator[list[Task]], crew: _Crew) -> Iterator[Done]:
    for batch in batches:
        crew.put(batch)
        while crew.full:
            yield crew.next()
    while crew.busy:
        yield crew.next()


def _batches(tasks: Iterator[Task]) -> Iterator[list[Task]]:
    batch: list[Task] = []
    size = 0
    for task in tasks:
        batch.append(task)
        size += len(task.data)
        if len(batch) == BATCH or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Crew:
    """Up to ``jobs`` workers, each with the thread that hands it its texts."""

    def __init__(self, ground: Ground, jobs: int, limits: Limits) -> None:
        self.ground, self.jobs, self.limits = ground, jobs, limits
        self._todo: SimpleQueue[list[Task] | None] = SimpleQueue()
        self._done: SimpleQueue[Done | BaseException] = SimpleQueue()
        self._sizes: dict[int, int] = {}  # bytes of the texts under way, by their numbers
        self._bytes = 0
        self._threads: list[threading.Thread] = []
        self._closing = threading.Event()

    @property
    def busy(self) -> bool:
        return bool(self._sizes)

    @property
    def full(self) -> bool:
        """Whether enough texts are under way."""
        return len(self._sizes) >= self.jobs * AHEAD * BATCH or self._bytes > AHEAD_BYTES

    def put(self, batch: list[Task]) -> None:
        for task in batch:
            self._sizes[task.number] = len(task.data)
            self._bytes += len(task.data)
        self._todo.put(batch)
        if len(self._threads) < self.jobs:
            thread = threading.Thread(target=self._lead, daemon=True)
            self._threads.append(thread)
            thread.start()

    def next(self) -> Done:
        """A text that was read, or could not be; waits for one."""
        done = self._done.get()
        if isinstance(done, BaseException):
            raise done
        self._bytes -= self._sizes.pop(done.number)
        return done

    def close(self) -> None:
        """End the workers, whatever they are at."""
        self._closing.set()
        for _ in self._threads:
            self._todo.put(None)
        for thread in self._threads:
            thread.join()

    def _lead(self) -> None:
        """In a thread: hand the batches to one worker after another."""
        process: Process[Done] | None = None
        try:
            while (batch := self._todo.get()) is not None and not self._closing.is_set():
                tasks = deque(batch)
                tried = -1  # the number of a text that has ended a worker: it gets one more
                while tasks and not self._closing.is_set():
                    process = process or Process(self.ground, self.limits, self._closing, work)
                    end = self._hand(process, tasks)
                    if end is None:
                        process = process.renewed()
                        continue
                    process.kill()
                    process = None
                    if end.error is None and tasks[0].number != tried:
                        tried = tasks[0].number
                        continue
                    task = tasks.popleft()
                    self._done.put(Done(task.number, task.key, error=end.error or ended(task.name)))
        except BaseException as error:  # it is for whoever waits in the other thread
            self._done.put(error)
        finally:
            if process:
                process.kill()

    def _hand(self, process: Process[Done], tasks: deque[Task]) -> Ended | None:
        """Have ``process`` read ``tasks``, taking out those that are done; how it ended, if it did."""
        process.send(list(tasks))
        while tasks:
            done = process.read(tasks[0])
            if isinstance(done, Ended):
                return done
            tasks.popleft()
            self._done.put(done)
        return None
