"""What was read from each text, so that no text is read twice: ``readings.db``.

A reading is kept under a key of all that it depends on: the bytes of the text and what kind of file they came in, the
program's rules, the lexicon, the base of the IRIs, and the corrections of the text. It is a pure function of these, so
it may stay whatever becomes of the build it was made in: a build that is interrupted goes on from the readings that it
had made. The lines are kept without the one that tells where the text lies, so that a file that moves is not read
again.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jianyan.corpus import facts as facts_of
from jianyan.corpus import refusals
from jianyan.errors import OutputError
from jianyan.rdf import terms as t
from jianyan.rdf.lines import literal

NAME = "readings.db"
UNREAD = "pages"
"""What stands before the numbers of pages that are pictures, where the id of a correction may stand."""
PATIENCE = 60.0
"""Seconds to wait for whoever writes the file at this moment."""
TABLES = """CREATE TABLE IF NOT EXISTS reading (
  key TEXT PRIMARY KEY, document TEXT, quads INTEGER, measures INTEGER, lost TEXT, lines BLOB, facts BLOB);
CREATE TABLE IF NOT EXISTS text (bytes TEXT PRIMARY KEY, document TEXT) WITHOUT ROWID;
"""


Data = bytes  # a method of that name hides it below


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading as it is kept: ``document`` is the SHA-256 of the text, ``quads`` counts the lines with that of the
    source, ``measures`` the statements of that level; ``lost`` is what did not get into the graph: the corrections that
    found no target (the id of each, and why), and the pages that are pictures (:data:`UNREAD` and their numbers); the
    rest is compressed. ``made`` is the lines and the facts as they are, in the process that has just made them: others
    are not sent it."""

    document: str
    quads: int
    measures: int
    lost: tuple[str, ...]
    packed_lines: bytes
    packed_facts: bytes
    made: tuple[Data, facts_of.Facts] | None = field(default=None, compare=False, repr=False)

    def graph(self, base: str, source: str) -> Data:
        """The lines of the document's graph, sorted: as it would be read from ``source`` now."""
        return _with_line(self.bytes(), source_line(base, self.document, source).encode())

    def bytes(self) -> Data:
        """The lines but for that of the source. Raises :class:`~jianyan.errors.OutputError`, as all three do, where
        what was kept is damaged: zlib keeps a checksum."""
        return self.made[0] if self.made else self._unpacked(self.packed_lines)

    def facts(self) -> facts_of.Facts:
        return self.made[1] if self.made else facts_of.loads(self._unpacked(self.packed_facts))

    def __reduce__(self) -> tuple[object, ...]:
        return Kept, (self.document, self.quads, self.measures, self.lost, self.packed_lines, self.packed_facts)

    def _unpacked(self, packed: Data) -> Data:
        try:
            return zlib.decompress(packed)
        except zlib.error as error:
            raise OutputError(
                NAME,
                en=f"what was read from the text {self.document[:8]} is damaged ({error}); run `jianyan repair`",
                zh=f"文本 {self.document[:8]} 的读取结果已损坏（{error}）；请运行 jianyan repair",
            ) from error


class Readings:
    """The file; one process writes it, which the lock of the folder sees to. What SQLite finds wrong with it is raised
    as :class:`~jianyan.errors.OutputError`."""

    def __init__(self, path: Path, *, to_write: bool) -> None:
        self.path = path
        with self._told():
            self._sql = _connected(path, "rwc" if to_write else "ro")
            if to_write:
                self._sql.execute("PRAGMA synchronous = NORMAL")
                self._sql.execute("PRAGMA journal_size_limit = 0")
                self._sql.executescript(TABLES)

    def get(self, key: str) -> Kept | None:
        row = self._one("SELECT document, quads, measures, lost, lines, facts FROM reading WHERE key = ?", key)
        return Kept(row[0], row[1], row[2], _split(row[3]), row[4], row[5]) if row else None

    def known(self, key: str) -> tuple[str, int, int, tuple[str, ...]] | None:
        """Document, quads, measures and what was lost of a reading, without what it says."""
        row = self._one("SELECT document, quads, measures, lost FROM reading WHERE key = ?", key)
        return (row[0], row[1], row[2], _split(row[3])) if row else None

    def document(self, of_bytes: str) -> str | None:
        """The SHA-256 of the text that was once read from these bytes (a key of :func:`key_of`)."""
        row = self._one("SELECT document FROM text WHERE bytes = ?", of_bytes)
        return row[0] if row else None

    def put(self, of_bytes: str, key: str, kept: Kept) -> None:
        """Keep a reading; it is on disk after the next :meth:`save`."""
        self.put_again(key, kept)
        self.knows(of_bytes, kept.document)

    def knows(self, of_bytes: str, document: str) -> None:
        """Remember which text was read from these bytes."""
        with self._told():
            self._sql.execute("INSERT OR REPLACE INTO text VALUES (?, ?)", (of_bytes, document))

    def texts(self) -> list[tuple[str, str]]:
        """All of these: the key of the bytes and the SHA-256 of the text."""
        with self._told():
            return self._sql.execute("SELECT bytes, document FROM text ORDER BY bytes").fetchall()

    def put_again(self, key: str, kept: Kept) -> None:
        """Keep a reading that was made from bytes which nobody knows here: one that a backup held."""
        lost = "\n".join(kept.lost)
        row = (key, kept.document, kept.quads, kept.measures, lost, kept.packed_lines, kept.packed_facts)
        with self._told():
            self._sql.execute("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def drop(self, key: str) -> None:
        """Forget a reading."""
        with self._told():
            self._sql.execute("DELETE FROM reading WHERE key = ?", (key,))

    def missing(self, source: str) -> OutputError:
        """What to say where a reading is not there that a document rests on."""
        return OutputError(
            str(self.path),
            en=f"what was read from {source} is missing; run `jianyan repair`, or give this text to `jianyan build`",
            zh=f"缺少 {source} 的读取结果；请运行 jianyan repair，或把这篇文本重新交给 jianyan build",
        )

    def save(self) -> None:
        with self._told():
            self._sql.commit()

    def keep_only(self, keys: Iterable[str]) -> None:
        """Drop the readings that nobody rests on any more."""
        with self._told():
            self._sql.execute("CREATE TEMP TABLE kept (key TEXT PRIMARY KEY)")
            self._sql.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((key,) for key in keys))
            self._sql.execute("DELETE FROM reading WHERE key NOT IN (SELECT key FROM kept)")
            self._sql.execute("DROP TABLE kept")
            self._sql.execute("DELETE FROM text WHERE document NOT IN (SELECT document FROM reading)")
            self._sql.commit()

    def __len__(self) -> int:
        return int(self._one("SELECT count(*) FROM reading")[0])

    def close(self) -> None:
        self._sql.close()

    def _one(self, query: str, *values: str) -> Any:
        with self._told():
            return self._sql.execute(query, values).fetchone()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise refusals.database(self.path, error) from error


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, check_same_thread=False, timeout=PATIENCE)


def settle(path: Path) -> None:
    """Take back what a build that was killed had begun to write: whoever may only read the file cannot."""
    if not path.with_name(path.name + "-journal").exists():
        return
    try:
        with closing(_connected(path, "rw")) as sql:
            sql.execute("PRAGMA busy_timeout = 0")  # a build that runs sees to itself
            sql.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error as error:
        raise refusals.database(path, error) from error


def _split(lines: str) -> tuple[str, ...]:
    return tuple(lines.splitlines())


def _with_line(lines: bytes, line: bytes) -> bytes:
    """Sorted lines with one more in its place: UTF-8 keeps the order of code points."""
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        begin, end = lines.rfind(b"\n", low, middle) + 1 or low, lines.index(b"\n", middle) + 1
        if lines[begin:end] < line:
            low = end
        else:
            high = begin
    return lines[:low] + line + lines[low:]


def packed(data: bytes) -> bytes:
    """Compressed for speed: a shard shrinks to a twentieth."""
    return zlib.compress(data, 1)


def source_line(base: str, document: str, source: str) -> str:
    """The line that tells where a text lies, the only one that does not come from the text."""
    iri = t.document(base, document)
    return f"<{iri}> <{t.SOURCE}> {literal(source)} <{iri}> .\n"


def key_of(data: bytes, suffix: str, lexicon: str, base: str, charset: str | None = None) -> str:
    """The key of the reading of ``data``, the bytes of a file that ends in ``suffix`` and came with ``charset``, where
    nothing was corrected."""
    parts = (sha256(data).hexdigest(), suffix.lower(), rules(), lexicon, base, *([charset] if charset else []))
    return sha256("\0".join(parts).encode()).hexdigest()[:32]


def corrected_key(key: str, corrections: str) -> str:
    """The key of the same with corrections; ``corrections`` is their version, empty for none."""
    return sha256(f"{key}\0{corrections}".encode()).hexdigest()[:32] if corrections else key


@cache
def rules() -> str:
    """The version of what reads: a digest of the program's own files that a reading comes from.

    No number that somebody must remember to raise: any change to them reads every text again.
    """
    package = Path(__file__).resolve().parents[1]
    digest = sha256()
    for path in _read_by(package):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def _read_by(package: Path) -> Iterator[Path]:
    yield package / "model.py"
    yield package / "corpus" / "facts.py"
    for part in ("corpus/corrections", "corpus/sameness", "extraction", "lexicon", "rdf", "reading"):
        yield from sorted((package / part).rglob("*.py"))


def any_in(path: Path) -> bool:
    """Whether the file at ``path`` is there and keeps a reading."""
    if not path.is_file():
        return False
    try:
        with closing(Readings(path, to_write=False)) as readings:
            return len(readings) > 0
    except OutputError:
        return True  # nobody knows
