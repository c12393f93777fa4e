"""The work of one text as a pure function: its bytes in, its reading out. It runs in this process or another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jianyan.corpus import facts as facts_of
from jianyan.corpus import readings
from jianyan.corpus.readings import Kept
from jianyan.corpus.sources import document_of
from jianyan.corpus.summary import ranges
from jianyan.errors import InputError, JianyanError

if TYPE_CHECKING:
    from jianyan.corpus.corrections import Row
    from jianyan.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Ground:
    """What readings rest on beside the texts: the base of the IRIs, the lexicon, and the corrections."""

    base: str
    words: Lexicon
    corrections: tuple[Row, ...] = ()

    def version(self, document: str) -> str:
        """The version of the corrections of a document, by the SHA-256 of its text."""
        from jianyan.corpus import corrections

        return corrections.version(row for row in self.corrections if row.about(document))


@dataclass(frozen=True, slots=True)
class Task:
    """A text to read. ``number`` is the caller's; ``key`` is that of its bytes."""

    number: int
    key: str
    name: str
    suffix: str
    data: bytes
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a task: a reading under its key, or why there is none. ``fatal``: the fault is not the text's."""

    number: int
    of_bytes: str
    key: str = ""
    kept: Kept | None = None
    error: JianyanError | None = None
    fatal: bool = False


def work(task: Task, ground: Ground) -> Done:
    """Read one text. What is wrong with it is part of the answer."""
    from jianyan import extraction
    from jianyan.corpus import corrections
    from jianyan.rdf.quads import quads

    try:
        document = document_of(task.data, task.suffix, task.name, task.charset, ground.words)
        read = extraction.extract(document, ground.words)
    except JianyanError as error:
        return Done(task.number, task.key, error=error)
    except Exception as error:  # a fault of ours, or of a parser: one text must not take the others along
        return Done(task.number, task.key, error=fault(task.name, error))
    rows = [row for row in ground.corrections if row.about(document.sha256)]
    try:
        read, lost = corrections.apply(read, rows, ground.words)
    except JianyanError as error:
        return Done(task.number, task.key, error=error, fatal=True)
    lines = quads(read, ground.base, lexicon=ground.words.version)
    facts = facts_of.with_identity(facts_of.facts_of(read, ground.base), read, ground.base, ground.words)
    lines.remove(readings.source_line(ground.base, document.sha256, task.name))
    data = "".join(lines).encode()
    kept = Kept(
        document.sha256,
        len(lines) + 1,
        facts_of.count_measures(facts),
        (*(f"{one.row.id} {one.why}" for one in lost), *_unread(document.unread)),
        readings.packed(data),
        readings.packed(facts_of.dumps(facts)),
        (data, facts),
    )
    key = readings.corrected_key(task.key, corrections.version(rows))
    return Done(task.number, task.key, key, kept)


def _unread(pages: tuple[int, ...]) -> tuple[str, ...]:
    """The pages that are pictures, in the form of :attr:`Kept.lost`.

    >>> _unread((2, 3, 4, 7))
    ('pages 2–4, 7',)
    """
    return (f"{readings.UNREAD} {ranges(pages)}",) if pages else ()


def fault(name: str, error: Exception) -> JianyanError:
    """What to say of an error that nobody foresaw."""
    what = f"{type(error).__name__}: {error}"[:200]
    return InputError(
        name,
        en=f"reading it failed ({what}); it is left out. This is a fault of jianyan: please report it",
        zh=f"读取失败（{what}）；已略过。这是 jianyan 的缺陷：请报告",
    )
