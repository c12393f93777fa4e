"""Texts to worker processes and readings back, as many at once as there are cores.

Workers are started anew (``spawn``), which works on every system, and get what they need as values. They end with this
process however it ends. No more texts are under way than keep them busy, so that memory does not grow with the corpus.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from jianyan.corpus.worker import Done, Ground, Task, work
from jianyan.errors import InputError

if TYPE_CHECKING:
    from jianyan.corpus.corrections import Row

BATCH = 4
"""Texts that a worker gets at once."""
AHEAD = 3
"""Batches for each worker that are under way or wait for it."""
WORTHWHILE = 24
"""Texts from which on starting processes takes less time than it saves."""


def read_all(tasks: Iterable[Task], ground: Ground, jobs: int) -> Iterator[Done]:
    """The readings of ``tasks``, in no order."""
    waiting = iter(tasks)
    if jobs < 2:
        yield from (work(task, ground) for task in waiting)
        return
    first = list(islice(waiting, WORTHWHILE))
    if len(first) < WORTHWHILE:
        yield from (work(task, ground) for task in first)
    else:
        yield from _elsewhere(_batches(first, waiting), ground, jobs)


def _batches(first: list[Task], rest: Iterator[Task]) -> Iterator[list[Task]]:
    for at in range(0, len(first), BATCH):
        yield first[at : at + BATCH]
    while batch := list(islice(rest, BATCH)):
        yield batch


def _elsewhere(batches: Iterator[list[Task]], ground: Ground, jobs: int) -> Iterator[Done]:
    pool = _pool(jobs, ground)
    running: dict[Future[list[Done]], list[Task]] = {}
    try:
        while True:
            for batch in islice(batches, jobs * AHEAD - len(running)):
                running[pool.submit(_work, batch)] = batch
            if not running:
                return
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            broken: list[Task] = []
            for future in finished:
                batch = running.pop(future)
                try:
                    yield from future.result()
                except BrokenProcessPool:
                    broken += batch
            if broken:  # a worker died: all that was under way with it is tried again, a text at a time
                broken += [task for batch in running.values() for task in batch]
                running.clear()
                pool.shutdown(wait=False, cancel_futures=True)
                for task in broken:
                    yield _alone(task, ground)
                pool = _pool(jobs, ground)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _alone(task: Task, ground: Ground) -> Done:
    """The reading of a text in a process of its own, so that it takes nothing along where it ends that."""
    with _pool(1, ground) as pool:
        try:
            return pool.submit(_work, [task]).result()[0]
        except BrokenProcessPool:
            error = InputError(
                task.name,
                en="reading this text ended the process that read it (out of memory?); it is left out",
                zh="读取这篇文本的进程意外终止（内存不足？）；已略过",
            )
            return Done(task.number, task.key, error=error)


def _pool(jobs: int, ground: Ground) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    known = (ground.base, ground.words.added, ground.corrections)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=known)


_GROUND: list[Ground] = []
"""In a worker: what it reads with."""


def _start(base: str, added: Path | None, corrections: tuple[Row, ...]) -> None:
    """In a new worker: load what it needs, leave interrupts to the parent, and do not outlive it."""
    import gc

    from jianyan import lexicon

    gc.set_threshold(50_000)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _GROUND.append(Ground(base, lexicon.load(added=added), corrections))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(tasks: list[Task]) -> list[Done]:
    return [work(task, _GROUND[0]) for task in tasks]
