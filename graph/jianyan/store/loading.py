"""A new store, filled from lines of N-Quads as they come.

Oxigraph's bulk loader sorts what it gets and writes finished files; it works in one thread and in memory that grows
with what it gets. So it gets some :data:`PORTION` bytes at a time, from two threads at once: less memory, and
in two thirds of the time even in one thread (measured in docs/corpus.md).
"""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

from jianyan.store.reading import StoreError, cannot_write

PORTION = 24 << 20
"""Bytes that are loaded at once: some 100,000 quads."""


class Loader:
    """Fills the store in ``folder``, which must be new or empty, in ``threads`` threads; with 0, in the caller's.

    A context manager: on leaving it without an error everything is in the store, and the store is compact.
    Raises :class:`StoreError` when the folder holds something or cannot be written, or a line does not parse; what was
    begun is left in the folder, for the caller to drop.
    """

    def __init__(self, folder: Path, threads: int = 0) -> None:
        from pyoxigraph import Store

        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise StoreError(str(folder), en="not an empty folder; give a new one", zh="不是空文件夹；请另指定一个新的")
        self.folder = folder
        try:
            self._store = Store(str(folder))
        except (OSError, RuntimeError, ValueError) as error:
            raise cannot_write(folder, error) from error
        self._threads = ThreadPoolExecutor(threads, "loader") if threads else None
        self._room = threading.Semaphore(threads + 1)
        self._running: list[Future[None]] = []
        self._portion = bytearray()

    def add(self, lines: bytes) -> None:
        """Load whole lines of N-Quads, now or later."""
        self._portion += lines
        if len(self._portion) >= PORTION:
            self._flush()

    def __enter__(self) -> Loader:
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: object, _where: TracebackType | None) -> None:
        try:
            if kind is None:
                self._flush()
                self._await()
                self._store.optimize()
        except (OSError, RuntimeError, ValueError) as error:
            raise cannot_write(self.folder, error) from error
        finally:
            if self._threads:
                self._threads.shutdown(wait=True, cancel_futures=True)
            self.__dict__.pop("_store", None)  # closes the files; it may have failed and be left again

    def _flush(self) -> None:
        portion, self._portion = bytes(self._portion), bytearray()
        if self._threads is None:
            self._load(portion)
            return
        self._room.acquire()
        done = [running for running in self._running if running.done()]
        self._running = [running for running in self._running if not running.done()]
        future = self._threads.submit(self._load, portion)
        future.add_done_callback(lambda _: self._room.release())
        self._running.append(future)
        for finished in done:
            finished.result()  # raises what went wrong

    def _await(self) -> None:
        for running in self._running:
            running.result()

    def _load(self, portion: bytes) -> None:
        from pyoxigraph import RdfFormat

        try:
            # lenient: IRIs are not checked again, which rdf.terms and checked_base made fit: a fifth of the time
            self._store.bulk_load(input=portion, format=RdfFormat.N_QUADS, lenient=True)
        except SyntaxError as error:
            raise StoreError(
                str(self.folder), en=f"not N-Quads ({error}); build again", zh=f"不是 N-Quads（{error}）；请重新构建"
            ) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise cannot_write(self.folder, error) from error
