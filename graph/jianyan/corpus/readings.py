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
from bisect import insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from jianyan.corpus import facts as facts_of
from jianyan.errors import OutputError
from jianyan.rdf import terms as t
from jianyan.rdf.lines import literal

NAME = "readings.db"
_TABLES = """CREATE TABLE IF NOT EXISTS reading (
  key TEXT PRIMARY KEY, document TEXT, quads INTEGER, measures INTEGER, lost TEXT, lines BLOB, facts BLOB);
CREATE TABLE IF NOT EXISTS text (bytes TEXT PRIMARY KEY, document TEXT) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading as it is kept: ``document`` is the SHA-256 of the text, ``quads`` counts the lines with that of the
    source, ``measures`` the statements of that level; ``lost`` are the corrections of it that found no target (the id
    of each, and why); the rest is compressed."""

    document: str
    quads: int
    measures: int
    lost: tuple[str, ...]
    packed_lines: bytes
    packed_facts: bytes

    def lines(self, base: str, source: str) -> list[str]:
        """The lines of the document's graph, sorted: as it would be read from ``source`` now."""
        lines = zlib.decompress(self.packed_lines).decode().splitlines(keepends=True)
        insort(lines, source_line(base, self.document, source))
        return lines

    def bytes(self) -> bytes:
        """The lines but for that of the source."""
        return zlib.decompress(self.packed_lines)

    def facts(self) -> facts_of.Facts:
        return facts_of.loads(zlib.decompress(self.packed_facts))


class Readings:
    """The file; one process writes it, which the lock of the folder sees to."""

    def __init__(self, path: Path, *, to_write: bool) -> None:
        self.path = path
        mode = "rwc" if to_write else "ro"
        try:
            self._sql = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, check_same_thread=False)
            if to_write:
                self._sql.execute("PRAGMA synchronous = NORMAL")
                self._sql.execute("PRAGMA journal_size_limit = 0")
                self._sql.executescript(_TABLES)
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def get(self, key: str) -> Kept | None:
        try:
            row = self._sql.execute(
                "SELECT document, quads, measures, lost, lines, facts FROM reading WHERE key = ?", (key,)
            ).fetchone()
        except sqlite3.Error as error:
            raise self._broken(error) from error
        return Kept(row[0], row[1], row[2], _split(row[3]), row[4], row[5]) if row else None

    def known(self, key: str) -> tuple[str, int, int, tuple[str, ...]] | None:
        """Document, quads, measures and lost corrections of a reading, without what it says."""
        row = self._sql.execute("SELECT document, quads, measures, lost FROM reading WHERE key = ?", (key,)).fetchone()
        return (row[0], row[1], row[2], _split(row[3])) if row else None

    def document(self, of_bytes: str) -> str | None:
        """The SHA-256 of the text that was once read from these bytes (a key of :func:`key_of`)."""
        row = self._sql.execute("SELECT document FROM text WHERE bytes = ?", (of_bytes,)).fetchone()
        return row[0] if row else None

    def put(self, of_bytes: str, key: str, kept: Kept) -> None:
        """Keep a reading; it is on disk after the next :meth:`save`."""
        lost = "\n".join(kept.lost)
        row = (key, kept.document, kept.quads, kept.measures, lost, kept.packed_lines, kept.packed_facts)
        self._sql.execute("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        self._sql.execute("INSERT OR REPLACE INTO text VALUES (?, ?)", (of_bytes, kept.document))

    def missing(self, source: str) -> OutputError:
        """What to say where a reading is not there that a document rests on."""
        return OutputError(
            str(self.path),
            en=f"what was read from {source} is missing; delete the folder and build again",
            zh=f"缺少 {source} 的读取结果；请删除文件夹后重新构建",
        )

    def save(self) -> None:
        self._sql.commit()

    def keep_only(self, keys: Iterable[str]) -> None:
        """Drop the readings that no document of the corpus rests on any more."""
        self._sql.execute("CREATE TEMP TABLE kept (key TEXT PRIMARY KEY)")
        self._sql.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((key,) for key in keys))
        self._sql.execute("DELETE FROM reading WHERE key NOT IN (SELECT key FROM kept)")
        self._sql.execute("DROP TABLE kept")
        self._sql.execute("DELETE FROM text WHERE document NOT IN (SELECT document FROM reading)")
        self._sql.commit()

    def __len__(self) -> int:
        return int(self._sql.execute("SELECT count(*) FROM reading").fetchone()[0])

    def close(self) -> None:
        self._sql.close()

    def _broken(self, error: sqlite3.Error) -> OutputError:
        return OutputError(
            str(self.path),
            en=f"what was read before cannot be used ({error}); delete this file and build all texts again",
            zh=f"以前读取的结果无法使用（{error}）；请删除这个文件，并重新构建全部文本",
        )


def _split(lines: str) -> tuple[str, ...]:
    return tuple(lines.splitlines())


def packed(lines: Iterable[str]) -> bytes:
    """Compressed for speed: a shard shrinks to a twentieth."""
    return zlib.compress("".join(lines).encode(), 1)


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
    readings = Readings(path, to_write=False)
    try:
        return len(readings) > 0
    except sqlite3.Error:
        return False
    finally:
        readings.close()
