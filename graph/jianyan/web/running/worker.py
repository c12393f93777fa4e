"""What a worker process does: it answers one query after the other, until its pipe or its parent is gone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from jianyan.errors import JianyanError
from jianyan.web.running.confinement import cut_network
from jianyan.web.running.jobs import Answer, Limits

if TYPE_CHECKING:
    from pyoxigraph import Store


def main(pipe: Connection, limits: Limits) -> None:
    """Answer what comes through ``pipe``, a job and the folder of the store, with an :class:`Answer` or an error of
    ours; the first message out says that the process is ready."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's
    cut_network()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from jianyan.web.running.evaluation import evaluate

    opened = _Opened()
    pipe.send(None)
    while True:
        try:
            job, folder = pipe.recv()
        except (EOFError, OSError):
            return
        reply: Answer | JianyanError
        try:
            reply = evaluate(opened.store(folder), job, limits)
        except JianyanError as error:
            reply = error
        pipe.send(reply)


class _Opened:
    """The store that was asked last. Another build makes another folder, or the same with other files."""

    def __init__(self) -> None:
        self._known: tuple[Path, int, int] | None = None
        self._store: Store | None = None

    def store(self, folder: Path) -> Store:
        from jianyan.store import open_read_only

        known = _identity(folder)
        if self._store is None or known != self._known:
            self._store = None  # closes the old one
            self._store = open_read_only(folder)
            self._known = known
        return self._store


def _identity(folder: Path) -> tuple[Path, int, int] | None:
    try:
        found = (folder / "CURRENT").stat()
    except OSError:
        return None
    return folder, found.st_ino, found.st_mtime_ns


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
