"""The file: its tables, and how it is opened.

Rows name things by 64-bit numbers that are made from what the things are (:func:`number`), not counted up: the same
corpus gives the same rows whatever the order in which it was read. Tables are clustered by document, to put
a document in and take it out; the secondary indexes serve the conclusions.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

NAME = "index.db"

_TABLES = """
CREATE TABLE document (
  id INTEGER PRIMARY KEY, iri TEXT, year INTEGER, day INTEGER, meeting TEXT,
  speeches INTEGER, statements INTEGER, measures INTEGER, attributed INTEGER, inferred INTEGER, quads INTEGER);
-- each sector with itself and all that is broader, which is named here
CREATE TABLE within (above INTEGER, sector INTEGER, iri TEXT, PRIMARY KEY (above, sector)) WITHOUT ROWID;
CREATE INDEX within_sector ON within (sector, above);
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT, kind TEXT, label TEXT);
-- every body, person, place and sector of a document; mention: the text names it
CREATE TABLE named (document INTEGER, thing INTEGER, kind TEXT, mention INTEGER, PRIMARY KEY (document, thing))
  WITHOUT ROWID;
CREATE TABLE spoken (document INTEGER, position INTEGER, person INTEGER, PRIMARY KEY (document, position))
  WITHOUT ROWID;
-- proper: of the level measure, not only a heading; backed: somebody proposes or supports it there
CREATE TABLE stated (document INTEGER, measure INTEGER, proper INTEGER, backed INTEGER, PRIMARY KEY (document, measure))
  WITHOUT ROWID;
-- each backer of each statement
CREATE TABLE backing (document INTEGER, measure INTEGER, backer INTEGER, body INTEGER, start INTEGER, stop INTEGER,
  PRIMARY KEY (document, measure, backer, start, stop)) WITHOUT ROWID;
-- day: year, month and day as one number
CREATE TABLE about (document INTEGER, measure INTEGER, sector INTEGER, year INTEGER, day INTEGER, backed INTEGER,
  PRIMARY KEY (document, measure, sector)) WITHOUT ROWID;
CREATE TABLE located (document INTEGER, measure INTEGER, place INTEGER, backed INTEGER,
  PRIMARY KEY (document, measure, place)) WITHOUT ROWID;
CREATE TABLE statement (document INTEGER, start INTEGER, stop INTEGER, measure INTEGER,
  PRIMARY KEY (document, start, stop, measure)) WITHOUT ROWID;
-- what identity is concluded from: wordings by the block they are compared in, persons by their name
CREATE TABLE wording (id INTEGER PRIMARY KEY, text TEXT, block TEXT);
CREATE TABLE inherited (document INTEGER, measure INTEGER, sector TEXT, PRIMARY KEY (document, measure, sector))
  WITHOUT ROWID;
CREATE TABLE sighting (document INTEGER, person INTEGER, name TEXT, seen TEXT, PRIMARY KEY (document, person))
  WITHOUT ROWID;
CREATE TABLE cited (document INTEGER, plan TEXT, PRIMARY KEY (document, plan)) WITHOUT ROWID;
-- concluded: what is one, in each block and with what people decided; merged: the same as numbers
CREATE TABLE same_in_block (kind TEXT, block TEXT, alias TEXT, canonical TEXT, ground TEXT, reason TEXT);
CREATE TABLE merge (kind TEXT, alias TEXT, canonical TEXT, ground TEXT, reason TEXT, PRIMARY KEY (kind, alias))
  WITHOUT ROWID;
-- concluded: each pair once for all documents, by canonical things
CREATE TABLE merged (alias INTEGER PRIMARY KEY, canonical INTEGER) WITHOUT ROWID;
CREATE INDEX merged_canonical ON merged (canonical);
CREATE TABLE backs (backer INTEGER, measure INTEGER, body INTEGER, PRIMARY KEY (backer, measure)) WITHOUT ROWID;
CREATE TABLE concerns (measure INTEGER, sector INTEGER, PRIMARY KEY (measure, sector)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX named_thing ON named (thing, document);
CREATE INDEX spoken_person ON spoken (person, document);
CREATE INDEX stated_measure ON stated (measure, document);
CREATE INDEX about_sector ON about (sector, year, measure);
CREATE INDEX about_day ON about (sector, day);
CREATE INDEX located_place ON located (place, document);
CREATE INDEX cited_plan ON cited (plan);
CREATE INDEX wording_block ON wording (block);
CREATE INDEX inherited_measure ON inherited (measure);
CREATE INDEX sighting_name ON sighting (name);
CREATE INDEX same_in_block_block ON same_in_block (kind, block);
"""
_BACKS_INDEX = "CREATE INDEX backs_measure ON backs (measure, backer, body);"
BY_DOCUMENT = (
    "named", "spoken", "stated", "backing", "about", "located", "cited", "statement", "inherited", "sighting",
)  # fmt: skip
"""The tables whose rows belong to one document."""
_CACHE = 64 << 20  # bytes of pages in memory


class Index:
    """An open file; ``base`` is what the IRIs of the corpus begin with."""

    def __init__(self, connection: sqlite3.Connection, base: str) -> None:
        self.base = base
        self.sql = connection
        self.sql.execute(f"PRAGMA cache_size = -{_CACHE >> 10}")
        self.sql.execute("PRAGMA temp_store = FILE")
        self.sql.execute("CREATE TEMP TABLE key (id INTEGER, other INTEGER, PRIMARY KEY (id, other)) WITHOUT ROWID")
        self.sql.execute("CREATE TEMP TABLE member (id INTEGER PRIMARY KEY)")

    def ask_for(self, keys: Iterable[tuple[int, int]]) -> None:
        """Put ``keys`` in the table ``key``, and in ``member`` their first parts with all that is merged into them."""
        self.sql.execute("DELETE FROM key")
        self.sql.executemany("INSERT OR IGNORE INTO key VALUES (?, ?)", sorted(keys))
        self.sql.execute("DELETE FROM member")
        self.sql.execute(
            "INSERT INTO member SELECT id FROM key UNION "
            "SELECT alias FROM merged WHERE canonical IN (SELECT id FROM key)"
        )

    def filled(self) -> None:
        """Say that the documents of a new file are in: one sort for each index, rather than one look-up a row."""
        self.sql.executescript(_INDEXES)

    def concluded(self) -> None:
        """The same for the tables of :mod:`~jianyan.corpus.index.conclusions`."""
        self.sql.executescript(_BACKS_INDEX)

    def close(self) -> None:
        """Write what there is to disk."""
        self.sql.commit()
        self.sql.close()


def created(path: Path, base: str) -> Index:
    """A new file at ``path``. Nobody reads it before it is whole, and a build that dies drops it: so no journal."""
    connection = sqlite3.connect(path, check_same_thread=False, cached_statements=256)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript(_TABLES)
    return Index(connection, base)


def opened(path: Path, base: str, *, to_write: bool = False) -> Index:
    """The file at ``path``, whole. Where ``to_write`` it is a copy that is dropped if the build dies."""
    mode = "rw" if to_write else "ro"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, check_same_thread=False)
    if to_write:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
    return Index(connection, base)


def number(text: str) -> int:
    """64 bits of the SHA-256 of ``text``, as SQLite keeps them."""
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big", signed=True)
