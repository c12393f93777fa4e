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

from jianyan.corpus.worker import Done, Task, work
from jianyan.errors import InputError

BATCH = 4
"""Texts that a worker gets at once."""
AHEAD = 3
"""Batches for each worker that are under way or wait for it."""
WORTHWHILE = 24
"""Texts from which on starting processes takes less time than it saves."""


def read_all(tasks: Iterable[Task], base: str, lexicon: Path | None, jobs: int) -> Iterator[Done]:
    """The readings of ``tasks``, in no order; ``lexicon`` is its folder, None for the one that ships."""
    waiting = iter(tasks)
    first = list(islice(waiting, WORTHWHILE)) if jobs > 1 else []
    if len(first) < WORTHWHILE:
        yield from _here([*first, *waiting] if jobs > 1 else waiting, base, lexicon)
        return
    yield from _elsewhere(_batches(first, waiting), base, lexicon, jobs)


def _here(tasks: Iterable[Task], base: str, folder: Path | None) -> Iterator[Done]:
    from jianyan import lexicon

    words = None
    for task in tasks:
        words = words or lexicon.load(*([folder] if folder else []))
        yield work(task, base, words)


def _batches(first: list[Task], rest: Iterator[Task]) -> Iterator[list[Task]]:
    for at in range(0, len(first), BATCH):
        yield first[at : at + BATCH]
    while batch := list(islice(rest, BATCH)):
        yield batch


def _elsewhere(batches: Iterator[list[Task]], base: str, lexicon: Path | None, jobs: int) -> Iterator[Done]:
    pool = _pool(jobs, base, lexicon)
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
                    yield _alone(task, base, lexicon)
                pool = _pool(jobs, base, lexicon)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _alone(task: Task, base: str, lexicon: Path | None) -> Done:
    """The reading of a text in a process of its own, so that it takes nothing along where it ends that."""
    with _pool(1, base, lexicon) as pool:
        try:
            return pool.submit(_work, [task]).result()[0]
        except BrokenProcessPool:
            error = InputError(
                task.name,
                en="reading this text ended the process that read it (out of memory?); it is left out",
                zh="读取这篇文本的进程意外终止（内存不足？）；已略过",
            )
            return Done(task.number, task.key, None, error)


def _pool(jobs: int, base: str, lexicon: Path | None) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(base, lexicon))


_SETTING: dict[str, object] = {}


def _start(base: str, folder: Path | None) -> None:
    """In a new worker: load what it needs, leave interrupts to the parent, and do not outlive it."""
    import gc

    from jianyan import lexicon

    gc.set_threshold(50_000)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _SETTING.update(base=base, words=lexicon.load(*([folder] if folder else [])))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(tasks: list[Task]) -> list[Done]:
    base, words = _SETTING["base"], _SETTING["words"]
    return [work(task, base, words) for task in tasks]  # type: ignore[arg-type]
