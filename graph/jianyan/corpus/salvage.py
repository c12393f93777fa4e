"""Readings out of a damaged ``readings.db``: what can be read is kept, the rest is read from its text again.

SQLite refuses a file at the first page that is damaged, but the pages beside it are sound: rows are asked for one by
one. The first page, which tells where everything begins, is the same in each of these files but for counts, and so can
be had from a new one. What zlib kept carries a checksum; a row that does not unpack is dropped.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from jianyan.corpus import refusals
from jianyan.corpus.manifest import Record
from jianyan.corpus.readings import TABLES, Readings
from jianyan.errors import OutputError

_PAGE = 4096
_SUFFIX_PART, _SUFFIX_OLD = ".salvaged", ".damaged"


def opened(path: Path) -> Readings:
    """The readings in ``path``, to be added to; a file that SQLite does not open any more is salvaged first."""
    try:
        return Readings(path, to_write=True)
    except OutputError as error:
        if error.__cause__ is None or not refusals.is_damage(error.__cause__):
            raise
    salvaged(path)
    return Readings(path, to_write=True)


def sound(path: Path) -> bool:
    """Whether the file at ``path`` is a database in which each page is where it belongs, and each reading unpacks."""
    try:
        with closing(_read_only(path)) as sql:
            if sql.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                return False
            return all(_unpacks(row) for row in sql.execute("SELECT * FROM reading"))
    except sqlite3.Error as error:
        if refusals.is_damage(error):
            return False
        raise refusals.database(path, error) from error


def salvaged(path: Path) -> None:
    """Put a file with the readings that can still be had in place of the one at ``path``; the damaged one is kept
    beside it as ``readings.db.damaged``."""
    part, old = path.with_name(path.name + _SUFFIX_PART), path.with_name(path.name + _SUFFIX_OLD)
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as new:
        new.executescript(TABLES)
        for source in (path, *_with_new_head(path)):
            with closing(_read_only(source)) as sql:
                for row in _rows(sql, "SELECT * FROM reading WHERE rowid = ?", "reading"):
                    if len(row) == 7 and _unpacks(row):
                        new.execute("INSERT OR IGNORE INTO reading VALUES (?, ?, ?, ?, ?, ?, ?)", row)
                for row in _texts(sql):
                    new.execute("INSERT OR IGNORE INTO text VALUES (?, ?)", row)
            if source != path:
                source.unlink()
        new.commit()
    path.replace(old)
    path.with_name(path.name + "-journal").unlink(missing_ok=True)
    part.replace(path)


def lost(records: Mapping[str, Record], readings: Readings) -> dict[str, Record]:
    """The documents whose readings are not there, or not as they were; what is left of these is dropped."""
    found = {}
    for iri, record in records.items():
        if is_lost(record, readings):
            found[iri] = record
            readings.drop(record.reading)
    return found


def is_lost(record: Record, readings: Readings) -> bool:
    return readings.known(record.reading) != (record.sha256, record.quads, record.measures, record.lost)


def forget(path: Path) -> None:
    """Drop the damaged file that was kept: all that it held is there again."""
    path.with_name(path.name + _SUFFIX_OLD).unlink(missing_ok=True)


def _read_only(path: Path) -> sqlite3.Connection:
    sql = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    sql.text_factory = lambda data: data.decode("utf-8", "replace")
    return sql


def _with_new_head(path: Path) -> Iterator[Path]:
    """A copy of the file with the first page of a new one, where its own cannot be read."""
    try:
        with closing(_read_only(path)) as sql:
            sql.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            return
    except sqlite3.Error:
        pass
    copy = path.with_name(path.name + ".head")
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(copy)) as sql:
        sql.execute(f"PRAGMA page_size = {_PAGE}")
        sql.executescript(TABLES)
    head = copy.read_bytes()[:_PAGE]
    with path.open("rb") as old, copy.open("wb") as new:
        new.write(head)
        old.seek(_PAGE)
        pages = 1
        while page := old.read(_PAGE):
            new.write(page.ljust(_PAGE, b"\0"))
            pages += 1
        new.seek(28)
        new.write(pages.to_bytes(4, "big"))
    yield copy


def _rows(sql: sqlite3.Connection, query: str, table: str) -> Iterator[Any]:
    """The rows that can be read, by their numbers."""
    try:
        last = sql.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or 0  # noqa: S608  # the name is ours
    except sqlite3.Error:
        return
    for number in range(1, last + 1):
        try:
            row = sql.execute(query, (number,)).fetchone()
        except (sqlite3.Error, UnicodeDecodeError):
            continue
        if row is not None:
            yield row


def _texts(sql: sqlite3.Connection) -> Iterator[Any]:
    """Which text was read from which bytes, as far as the table can be read: what is missing is read again."""
    try:
        yield from sql.execute("SELECT bytes, document FROM text")
    except sqlite3.Error:
        return


def _unpacks(row: Any) -> bool:
    try:
        zlib.decompress(row[5])
        zlib.decompress(row[6])
    except (zlib.error, TypeError):
        return False
    return isinstance(row[0], str) and isinstance(row[1], str)
