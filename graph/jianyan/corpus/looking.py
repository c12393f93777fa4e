"""Single files, looked at rather than built: the document in one, or why it is read as it is.

They are read as in a build: within the same limits, and by a process that can be ended wherever a build has one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from jianyan import reading
from jianyan.corpus.files import STDIN
from jianyan.corpus.limits import Limits, data_of, ended, needs_process
from jianyan.corpus.process import Ended, Process
from jianyan.corpus.sources import Source, document_of
from jianyan.corpus.worker import Ground, Task, fault
from jianyan.errors import JianyanError
from jianyan.rdf import terms

if TYPE_CHECKING:
    from jianyan.extraction.explaining import Explanation
    from jianyan.lexicon import Lexicon
    from jianyan.model import Document

T = TypeVar("T")
Job = Callable[[Task, Ground], "T | JianyanError"]


def document(task: Task, ground: Ground) -> Document | JianyanError:
    """The document in a text."""
    try:
        return document_of(task.data, task.suffix, task.name, task.charset, ground.words)
    except JianyanError as error:
        return error
    except Exception as error:  # a fault of ours, or of a parser
        return fault(task.name, error)


def explanation(task: Task, ground: Ground) -> Explanation | JianyanError:
    """Why a text is read as it is."""
    from jianyan.extraction.explaining import explain

    found = document(task, ground)
    if isinstance(found, JianyanError):
        return found
    try:
        return explain(found, ground.words)
    except JianyanError as error:
        return error
    except Exception as error:  # a fault of ours
        return fault(task.name, error)


class Looking(AbstractContextManager["Looking[T]"], Generic[T]):
    """Does ``job`` (:func:`document` or :func:`explanation`) with one file after another; what it starts for that ends
    with the block."""

    def __init__(self, job: Job[T], words: Lexicon, limits: Limits) -> None:
        self._job, self._limits = job, limits
        self._ground = Ground(terms.BASE, words)
        self._process: Process[T | JianyanError] | None = None

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.kill()
            self._process = None

    def at(self, file: str) -> T:
        """What ``job`` makes of a file, or of standard input for ``-``. Raises
        :class:`~jianyan.errors.JianyanError` where it cannot be read, or takes more than the limits allow."""
        path = STDIN if file == str(STDIN) else Path(file)
        source = Source(reading.source_of(path), path, "" if path == STDIN else path.suffix)
        task = Task(0, "", source.name, source.suffix, data_of(source, self._limits))
        made = self._elsewhere(task) if needs_process(task, self._limits) else self._job(task, self._ground)
        if isinstance(made, JianyanError):
            raise made
        return made

    def _elsewhere(self, task: Task) -> T | JianyanError:
        process = self._process or Process(self._ground, self._limits, threading.Event(), self._job)
        self._process = None
        try:
            process.send([task])
            made = process.read(task)
        except BaseException:
            process.kill()
            raise
        if isinstance(made, Ended):
            process.kill()
            return made.error or ended(task.name)
        self._process = process.renewed()
        return made
