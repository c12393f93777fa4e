"""The work of one text as a pure function: its bytes in, its reading out. It runs in this process or another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jianyan.corpus import facts as facts_of
from jianyan.corpus import readings
from jianyan.corpus.readings import Kept
from jianyan.corpus.sources import document_of
from jianyan.errors import JianyanError

if TYPE_CHECKING:
    from jianyan.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Task:
    """A text to read. ``number`` is the caller's; ``key`` is what its reading is kept under."""

    number: int
    key: str
    name: str
    suffix: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a task: a reading, or why there is none."""

    number: int
    key: str
    kept: Kept | None
    error: JianyanError | None = None


def work(task: Task, base: str, words: Lexicon) -> Done:
    """Read one text. Errors that are the text's are part of the answer."""
    from jianyan import extraction
    from jianyan.rdf.quads import quads

    try:
        document = document_of(task.data, task.suffix, task.name)
    except JianyanError as error:
        return Done(task.number, task.key, None, error)
    read = extraction.extract(document, words)
    lines = quads(read, base, lexicon=words.version)
    lines.remove(readings.source_line(base, document.sha256, task.name))
    facts = facts_of.facts_of(read, base)
    kept = Kept(
        document.sha256,
        len(lines) + 1,
        facts_of.count_measures(facts),
        readings.packed(lines),
        readings.packed([facts_of.dumps(facts).decode()]),
    )
    return Done(task.number, task.key, kept)
